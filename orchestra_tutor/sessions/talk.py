"""A question of an interview with its follow-ups: what was heard in all the answers, and what it is worth."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import field
from typing import Final, Literal

from orchestra_tutor.course import Item
from orchestra_tutor.journal import Review
from orchestra_tutor.question import Graded, Question, Response
from orchestra_tutor.questions.case import Case
from orchestra_tutor.questions.open import FLAG_COSTS, NAMED_COUNTS, Open, Point
from orchestra_tutor.value import dataclass

How = Literal["said", "asked", "named", "missing"]
COUNTS: Final[dict[How, float]] = {"said": 1.0, "asked": 0.5, "named": NAMED_COUNTS, "missing": 0.0}
TAKEN_BACK: Final = 0.5  # of what a red flag costs, where the person corrected it when asked


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer; `graded` is None where it was skipped. `review` is the entry of the log."""

    path: str
    question: Question
    review: str
    graded: Graded | None
    response: Response | None
    seconds: float

    @property
    def keys(self) -> tuple[str, ...]:
        return self.graded.keys if self.graded else ()

    @property
    def beliefs(self) -> tuple[str, ...]:
        """The wrong beliefs that the answer shows."""
        notes = self.graded.notes if self.graded else ()
        return tuple(dict.fromkeys(note.belief for note in notes if note.belief and not note.right))

    @property
    def typed(self) -> str:
        """The words of the answer, if it was typed."""
        if isinstance(self.response, dict):
            return self.response.get("text", "")
        return self.response if isinstance(self.response, str) else ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A point and how it came: in the first answer, only when asked for, by its name only, or not at all."""

    point: Point
    how: How


@dataclass(frozen=True, slots=True)
class Talk:
    """An item and the turns about it, the first of which is the question itself."""

    item: Item
    turns: tuple[Turn, ...] = field(default=())

    @property
    def seconds(self) -> float:
        return sum(turn.seconds for turn in self.turns)

    @property
    def heard(self) -> tuple[Heard, ...]:
        """The points of the question itself, the musts first."""
        question = self.item.question
        if not isinstance(question, Open):
            return ()
        later = {key for turn in self.turns[1:] if not turn.path.startswith("harder") for key in turn.keys}
        points = sorted(question.points, key=lambda point: not point.must)
        return tuple(Heard(point, self._how(point.key, later)) for point in points)

    def _how(self, key: str, later: set[str]) -> How:
        first = self.turns[0] if self.turns else None
        if first and key in first.keys:
            return "said"
        if key in later:
            return "asked"
        named = {mark.key for turn in self.turns if turn.graded for mark in turn.graded.marks}
        return "named" if key in named else "missing"

    @property
    def flags(self) -> dict[str, bool]:
        """The wrong beliefs that were shown; True where the person took it back when asked."""
        shown = dict.fromkeys((belief for turn in self.turns for belief in turn.beliefs), False)
        for turn in self.turns:
            belief = turn.path.rpartition("flag:")[2]
            if belief in shown and turn.graded and turn.graded.correct:
                shown[belief] = True
        return shown

    @property
    def deeper(self) -> tuple[int, int]:
        """How many of the harder questions were answered in full, of how many."""
        harder = [turn for turn in self.turns if turn.path.rpartition(".")[2] == "harder"]
        return sum(turn.graded is not None and turn.graded.correct for turn in harder), len(harder)

    @property
    def score(self) -> float:
        """0 to 1: the musts that were said, less what red flags cost."""
        musts = [heard for heard in self.heard if heard.point.must]
        if not musts:
            first = self.turns[0].graded if self.turns else None
            return first.score if first else 0.0
        costs = sum(FLAG_COSTS * (TAKEN_BACK if back else 1) for back in self.flags.values())
        return max(0.0, sum(COUNTS[heard.how] for heard in musts) / len(musts) - costs)


def talks(reviews: Iterable[Review], item: Callable[[str], Item | None]) -> Iterator[Talk]:
    """The talks of one interview as the log keeps them, scored anew; what the course asks no more is left out."""
    by_item = defaultdict[str, list[Review]](list)
    for review in reviews:
        by_item[review.item].append(review)
    for name, about in by_item.items():
        asked = item(name)
        about.sort(key=lambda review: (bool(review.drawn), review.at))  # one that was corrected was written anew
        if asked and not about[0].drawn:
            with suppress(ValueError):  # a path that the question has no more
                yield Talk(asked, tuple(_turn(asked, review) for review in about))


def _turn(asked: Item, review: Review) -> Turn:
    question = asked.with_drawn(review.drawn).question if review.drawn else asked.question
    graded = question.grade(review.response) if review.response is not None else None
    path = review.drawn.get("asks", "")
    seen = graded if isinstance(graded, Graded) else None
    return Turn(path, question, review.id, seen, review.response, review.seconds)


def mean(scores: Iterable[float]) -> float:
    scores = list(scores)
    return sum(scores) / len(scores) if scores else 0.0


STUDIED: Final = 3  # lessons that a report sends the person to


@dataclass(frozen=True, slots=True)
class Report:
    """What an interview comes to. Shares are 0 to 1, by the id of a feature, a platform or a skill."""

    talks: tuple[Talk, ...]

    @property
    def score(self) -> float:
        return mean(talk.score for talk in self.talks)

    @property
    def by_skill(self) -> dict[str, float]:
        return self._by(lambda item: [item.skill])

    @property
    def by_feature(self) -> dict[str, float]:
        return self._by(lambda item: [cell.split("/")[0] for cell in item.cells])

    @property
    def by_platform(self) -> dict[str, float]:
        return self._by(lambda item: [cell.split("/")[1] for cell in item.cells])

    def _by(self, names: Callable[[Item], list[str]]) -> dict[str, float]:
        scores = defaultdict[str, list[float]](list)
        for talk in self.talks:
            for name in dict.fromkeys(names(talk.item)):
                scores[name].append(talk.score)
        return {name: mean(each) for name, each in sorted(scores.items())}

    @property
    def flags(self) -> dict[str, tuple[str, bool]]:
        """The wrong beliefs that were shown, each with an item where it was, and whether it was taken back."""
        return {belief: (talk.item.id, back) for talk in self.talks for belief, back in talk.flags.items()}

    @property
    def overtime(self) -> int:
        """How many answers took longer than their question allows."""
        turns = (turn for talk in self.talks for turn in talk.turns)
        return sum(isinstance(turn.question, Open | Case) and turn.seconds > turn.question.seconds for turn in turns)

    @property
    def study(self) -> tuple[str, ...]:
        """The lessons of the questions that went worst, by how often interviews ask them."""
        lost: dict[str, float] = defaultdict(float)
        for talk in self.talks:
            if talk.score < 1:
                lost[talk.item.lesson] += talk.item.weight * (1 - talk.score)
        return tuple(sorted(lost, key=lambda lesson: (-lost[lesson], lesson))[:STUDIED])
