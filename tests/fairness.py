"""How fair the scoring of free answers is: answers that people give, with the points and beliefs that are in them.

Each file of `answers/` holds answers by question: their language (`en`, `ko`, or `mixed`, which counts for both), what
kind of answer it is, its words, the `points` that it makes and the `flags` that it raises. A list of keywords makes no
point.

    python -m tests.fairness          the figures
    python -m tests.fairness --wrong  what was heard and should not have been, and what was missed
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, Literal

import yaml

from orchestra_tutor.question import Graded
from orchestra_tutor.questions.open import Open
from orchestra_tutor.value import dataclass
from tests.courses import own_course

ANSWERS: Final = Path(__file__).parent / "answers"
LANGUAGES: Final = ("en", "ko")
What = Literal["points", "flags"]
WHAT: Final[tuple[What, ...]] = ("points", "flags")
KINDS: Final = ("good", "other-words", "partial", "wrong", "negated", "keywords")
Match = Literal["hit", "false", "missed"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An answer and what a fair interviewer hears in it."""

    item: str
    lang: str
    kind: str
    text: str
    points: frozenset[str]
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the scoring heard in it."""

    answer: Labelled
    graded: Graded

    @property
    def points(self) -> frozenset[str]:
        return frozenset(self.graded.keys)

    @property
    def flags(self) -> frozenset[str]:
        return frozenset(note.belief for note in self.graded.notes if note.belief)


@dataclass(frozen=True, slots=True)
class Rates:
    """How much of what was heard was there, and how much of what was there was heard, 0 to 1."""

    precision: float
    recall: float
    there: int


@cache
def labelled() -> tuple[Labelled, ...]:
    return tuple(
        Labelled(
            item,
            each["lang"],
            each["kind"],
            each["text"],
            frozenset(each.get("points", ())),
            frozenset(each.get("flags", ())),
        )
        for file in sorted(ANSWERS.glob("*.yaml"))
        for item, answers in yaml.safe_load(file.read_text("utf-8")).items()
        for each in answers
    )


@cache
def questions() -> dict[str, Open]:
    items = ((item.id, item.question) for item in own_course().items)
    return {name: question for name, question in items if isinstance(question, Open)}


@cache
def judged() -> tuple[Judged, ...]:
    found = ((each, questions()[each.item].grade(each.text)) for each in labelled())
    return tuple(Judged(each, graded) for each, graded in found if isinstance(graded, Graded))


def matches(each: Judged, what: What) -> Iterator[tuple[Match, str]]:
    heard: frozenset[str] = getattr(each, what)
    there: frozenset[str] = getattr(each.answer, what)
    yield from (("hit", key) for key in sorted(heard & there))
    yield from (("false", key) for key in sorted(heard - there))
    yield from (("missed", key) for key in sorted(there - heard))


def rates(lang: str, what: What) -> Rates:
    """Over all answers in a language; those in both count for each."""
    spoken = [each for each in judged() if each.answer.lang in (lang, "mixed")]
    found = [match for each in spoken for match, _ in matches(each, what)]
    hits, false, missed = (found.count(match) for match in ("hit", "false", "missed"))
    return Rates(hits / max(1, hits + false), hits / max(1, hits + missed), hits + missed)


def main() -> None:
    for lang in LANGUAGES:
        for what in WHAT:
            told = rates(lang, what)
            print(f"{lang} {what:6} precision {told.precision:.3f}  recall {told.recall:.3f}  of {told.there}")
        lists = [each.graded.score for each in judged() if each.answer.kind == "keywords" and each.answer.lang == lang]
        print(f"{lang} keyword lists: highest score {max(lists, default=0.0):.2f} of {len(lists)}")
    if "--wrong" in sys.argv:
        for each in judged():
            for what in WHAT:
                for match, key in matches(each, what):
                    if match != "hit":
                        answer = each.answer
                        print(f"{answer.item} {answer.lang} {answer.kind} {match} {key}: {answer.text}")


if __name__ == "__main__":
    main()
