"""A pattern of words that makes a point, and where it is heard in a sentence."""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

from orchestra_tutor.value import dataclass
from orchestra_tutor.wording.sentence import ARTICLES, Sentence, tokens_of

Polarity = Literal["is", "not", "any"]
WIDEST: Final = 30  # words between the first and the last group that belong together
CLOSE: Final = 15  # where their order says who does what

# A verb stem that ends in a vowel and the 어 that follows it melt together: 늘리 + 어 = 늘려, 바꾸 + 어 = 바꿔.
_MELTS: Final = {"ᅵ": "ᅵᅧ", "ᅩ": "ᅩᅪ", "ᅮ": "ᅮᅯ", "ᅳ": "ᅳᅥᅡ", "ᅡ": "ᅡᅢ", "ᅬ": "ᅬᅫ"}
_CONCEPT: Final = re.compile(r"<([a-z-]+)>")


@dataclass(frozen=True, slots=True)
class Heard:
    """Where a pattern was heard: start and end in the text for each of its groups, in the order of the text."""

    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups of alternatives; `ordered` where they have to come in this order. `without` may not be there at all."""

    groups: tuple[str, ...]
    without: tuple[str, ...]
    ordered: bool
    polarity: Polarity

    @classmethod
    def of(cls, line: str) -> "Pattern":
        """The pattern that a line says; ValueError where it says none."""
        first, _, rest = line.strip().partition(" ")
        polarity: Polarity = "not" if first == "not" else "any" if first == "any" else "is"
        first, *without = re.split(r"\s+-\s+", line.strip() if polarity == "is" else rest)
        groups = re.split(r"\s+\+\s+", first)
        ordered = len(groups) == 1 and " > " in first
        groups = re.split(r"\s+>\s+", first) if ordered else groups
        for group in (*groups, *without):
            if re.search(r"(?:^|\s)[+>-](?:\s|$)", _CONCEPT.sub("", group)):
                raise ValueError(f"both + and > in {line!r}, or a group without words")
            _alternatives(group)
        return cls(tuple(groups), tuple(without), ordered, polarity)

    @property
    def words(self) -> int:
        """How many words have to be there at least."""
        return sum(
            min(len(tuple(tokens_of(each))) for each in _alternatives(group) if each[0] != "!") for group in self.groups
        )

    def heard(self, sentence: Sentence) -> Heard | None:
        """The closest place in the sentence where all groups are, affirmed or denied as they should be."""
        found = [list(_found(group, sentence.form)) for group in self.groups]
        if self.polarity == "is":
            found = [[place for place in places if not sentence.is_denied(*place)] for places in found]
        if not all(found) or any(any(_found(group, sentence.form)) for group in self.without):
            return None
        rows = [row for row in _rows(found) if self._fits(sentence, row)]
        if not rows:
            return None
        closest = min(rows, key=lambda row: (max(row)[1] - min(row)[0], row))
        places = sorted(set(closest))
        return Heard(tuple((sentence.place(start)[0], sentence.place(end - 1)[1]) for start, end in places))

    def _fits(self, sentence: Sentence, row: tuple[tuple[int, int], ...]) -> bool:
        ordered = sorted(row)
        if any(one[1] > other[0] + 1 for one, other in pairwise(ordered)):
            return False
        if self.ordered and (list(row) != ordered or len({sentence.clause(start) for start, _ in row[1:]}) > 1):
            return False  # who does it may stand far before, what is done to whom stands together
        if self.polarity == "not" and not any(sentence.is_denied(*place) for place in row):
            return False
        return sentence.form.count(" ", ordered[0][0], ordered[-1][1]) <= (CLOSE if self.ordered else WIDEST)


def _rows(found: list[list[tuple[int, int]]]) -> Iterator[tuple[tuple[int, int], ...]]:
    """One place for each group, in all ways; of a group that is everywhere only the first places."""
    rows: list[tuple[tuple[int, int], ...]] = [()]
    for places in found:
        rows = [(*row, place) for row in rows for place in places[:8]]
        rows = rows[:4096]
    return iter(rows)


def _found(group: str, form: str) -> Iterator[tuple[int, int]]:
    """Where the group is in the form of a sentence."""
    return ((found.start(), found.end()) for found in _regex(group).finditer(form) if not found.group("other"))


@cache
def _alternatives(group: str) -> list[str]:
    """The alternatives of a group, those of its concepts among them."""
    said: list[str] = []
    for each in group.split("|"):
        concept = _CONCEPT.fullmatch(each.strip())
        if concept is None:
            said.append(each.strip())
        elif concept[1] in lexicon():
            said += lexicon()[concept[1]]
        else:
            raise ValueError(f"no concept {concept[0]}; known: {', '.join(sorted(lexicon()))}")
    if not all(any(token.kind != "pause" for token in tokens_of(each)) for each in said):
        raise ValueError(f"an alternative without words in {group!r}")
    return said


@cache
def lexicon() -> dict[str, list[str]]:
    """The words of each concept, in both languages."""
    words: dict[str, list[str]] = json.loads((Path(__file__).parent / "lexicon.json").read_text("utf-8"))
    return words


@cache
def _regex(group: str) -> re.Pattern[str]:
    """What finds a group; what it takes for something else, such as `!metrics server` of `server`, is `other`."""
    words = _alternatives(group)
    other = [_expression(each[1:]) for each in words if each.startswith("!")]
    meant = [_expression(each) for each in words if not each.startswith("!")]
    return re.compile(f"(?P<other>{'|'.join(other) or '(?!)'})|{'|'.join(meant)}")


def _expression(alternative: str) -> str:
    """What finds an alternative in the form of a sentence: there a word begins with a space."""
    said, open_end, kind = "", alternative.endswith("*"), ""
    tokens = [token for token in tokens_of(alternative) if token.kind != "pause" and token.raw not in ARTICLES]
    for token in tokens:
        begins = " ?" if said else " "
        if token.kind == "hangul":
            said += _korean(token.raw, " ?" if len(token.raw) > 1 else begins)
        else:
            begun = token.raw.lower() if open_end and token is tokens[-1] else token.form
            said += begins + re.escape(min(begun, token.form, key=len))  # of iptable* the stem begins as well
        kind = token.kind
    ends = "" if open_end or kind == "hangul" else "(?![a-z0-9.])"
    return f"(?:{said}{ends})"


def _korean(word: str, begins: str) -> str:
    """The letters of a Korean word; its spaces are free, and its last vowel may have melted with what follows."""
    syllables = [unicodedata.normalize("NFD", syllable) for syllable in word]
    body = " ?".join([*syllables[:-1], syllables[-1][:-1]])
    last = syllables[-1][-1]
    return f"{begins}{body}{f'[{_MELTS[last]}]' if last in _MELTS else last}"
