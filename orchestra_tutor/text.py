"""A text in the two languages of the tutor, and how typed words are folded before they are compared."""

import re
import unicodedata
from typing import Final, Literal, get_args

from orchestra_tutor.value import dataclass

Lang = Literal["en", "ko"]
LANGS: Final[tuple[Lang, ...]] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English and in Korean; `text["ko"]` is the Korean."""

    en: str
    ko: str

    def __getitem__(self, lang: Lang) -> str:
        return self.ko if lang == "ko" else self.en

    def fill(self, **values: object) -> "Text":
        """Both languages with `{name}` replaced; a Text among the values speaks its own language."""

        def said(lang: Lang) -> dict[str, object]:
            return {name: value[lang] if isinstance(value, Text) else value for name, value in values.items()}

        return Text(self.en.format(**said("en")), self.ko.format(**said("ko")))


def same(words: str) -> Text:
    """A text that is written alike in both languages: an id, a number, a command."""
    return Text(words, words)


# Longest first, so that 으로 goes before 로. Copulas people end a short answer with count as well.
_PARTICLES: Final = (
    "입니다",
    "이에요",
    "예요",
    "이다",
    "으로",
    "에서",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "로",
    "요",
)
# Compiled when they are first used, as most starts compare no words.
_ARTICLES: Final = r"^(?:the|an|a)\s+"
_NOISE: Final = r"[\s\-_‐-―'\"`“”‘’.,;:!?()\[\]{}<>·…]+"


def fold(words: str) -> str:
    """`words` without case, width, spacing, punctuation and a leading article: what two equal answers share."""
    lowered = unicodedata.normalize("NFKC", words).casefold().strip()
    return re.sub(_NOISE, "", re.sub(_ARTICLES, "", lowered))


def spoken_forms(words: str) -> frozenset[str]:
    """The folded forms an answer may stand for: as typed, without a Korean particle, without an English plural."""
    folded = fold(words)
    forms = {folded}
    for particle in _PARTICLES:
        if folded.endswith(particle) and len(folded) > len(particle) + 1:
            forms.add(folded[: -len(particle)])
            break
    if folded.isascii() and len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss"):
        forms.add(folded[:-1])
        if folded.endswith(("ches", "shes", "sses", "xes")):
            forms.add(folded[:-2])
        if folded.endswith("ies"):
            forms.add(f"{folded[:-3]}y")
    return frozenset(forms)


def one_typo_apart(left: str, right: str) -> bool:
    """Whether one letter inserted, dropped, changed or swapped with its neighbour turns `left` into `right`."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest_left, rest_right = left[start:], right[start:]
    return (
        rest_left[1:] == rest_right[1:]
        or rest_left == rest_right[1:]
        or rest_left[1:] == rest_right
        or (rest_left[:2] == rest_right[:2][::-1] and rest_left[2:] == rest_right[2:])
    )
