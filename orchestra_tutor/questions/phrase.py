"""phrase: type a short term, in either language, as a person would."""

from collections.abc import Iterator
from random import Random

from orchestra_tutor.question import Enter, Explanation, Graded, Malformed, Response, Sample
from orchestra_tutor.shape import Bilingual, ListOf, Record, Words
from orchestra_tutor.text import Text, fold, one_typo_apart, spoken_forms
from orchestra_tutor.value import dataclass

TYPE_IT = Text("Type the term, in English or in Korean.", "용어를 영어나 한국어로 입력하세요.")
NEARLY = Text("Nearly: check the spelling and type it again.", "거의 맞았습니다. 철자를 확인하고 다시 입력하세요.")

# Shorter words are one letter away from too many other words.
_SHORTEST_TYPO = 5


@dataclass(frozen=True, slots=True)
class Accept:
    """The answers that count, by language; the first of each is the model answer."""

    en: tuple[str, ...]
    ko: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A term. An answer counts in either language, whichever the person is learning in."""

    stem: Text
    accept: Accept
    why: Text

    @property
    def _accepted(self) -> frozenset[str]:
        return frozenset().union(*(spoken_forms(words) for words in (*self.accept.en, *self.accept.ko)))

    def ask(self, rng: Random) -> Enter:
        return Enter("phrase")

    def grade(self, response: Response) -> Graded | Malformed:
        if not isinstance(response, str) or not fold(response):
            return Malformed(TYPE_IT)
        forms = spoken_forms(response)
        if forms & self._accepted:
            return Graded(1.0, ())
        if any(one_typo_apart(form, word) for form in forms for word in self._accepted if len(word) >= _SHORTEST_TYPO):
            return Malformed(NEARLY)
        return Graded(0.0, ())

    def explain(self) -> Explanation:
        return Explanation(Text(self.accept.en[0], self.accept.ko[0]), self.why)

    def samples(self, rng: Random) -> Iterator[Sample]:
        for words in (*self.accept.en, *self.accept.ko):
            yield Sample(words, "right")
            yield Sample(f"  {words.upper()} ", "right")
            middle = len(words) // 2
            if len(fold(words)) > _SHORTEST_TYPO and words[middle].isalpha():
                typo = words[:middle] + words[middle] + words[middle:]
                if not spoken_forms(typo) & self._accepted:
                    yield Sample(typo, "malformed")
        yield Sample("no such term at all", "wrong")
        yield Sample("  ", "malformed")


_WORDS = ListOf(Words(), 1)
NEEDS = {
    "stem": Bilingual(),
    "accept": Record(Accept, needs={"en": _WORDS, "ko": _WORDS}),
    "why": Bilingual(),
}
TAKES: dict[str, Bilingual] = {}
make = Phrase
