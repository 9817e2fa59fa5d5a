"""The days until the interview as they will probably go: what is studied on each, and what will be known at the end.

The forecast plays the planner forward with the most credible model of memory alone. An item that was studied on a day
is given the stability with which it is recalled on the day of the interview as often as is to be expected.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from orchestra_tutor import fsrs
from orchestra_tutor.learner import Learner
from orchestra_tutor.memory import CURVES, MODELS, Trace
from orchestra_tutor.planner import RESERVE, RETENTION, Choice, Subject, agenda, readiness, valued
from orchestra_tutor.value import dataclass

REHEARSAL: Final = 1 / 3  # of the minutes of a day on which the interview is rehearsed
EVERY: Final = 7  # days, counted back from its eve


@dataclass(frozen=True, slots=True)
class Reading:
    """A lesson that was not finished yet: the seconds it still takes, what it asks, and what is to be learnt before."""

    lesson: str
    seconds: float
    asks: frozenset[str] = frozenset()
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day: questions to review and new ones, lessons to learn, whether to rehearse, and all its seconds.

    `asking` are those seconds of it that go to questions outside of lessons.
    """

    day: int
    reviews: int
    new: int
    lessons: tuple[str, ...]
    rehearsal: bool
    seconds: float
    asking: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days; the readiness on the day of the interview if they are kept; lessons and items that do not fit."""

    days: tuple[Ahead, ...]
    ready: float
    unread: tuple[str, ...]
    unasked: int


def forecast(
    subjects: Iterable[Subject],
    lessons: Iterable[Reading],
    learner: Learner,
    days: range,
    interview: int,
    seconds: float,
    spent: float = 0.0,
) -> Forecast:
    """Play the planner forward over the study days `days`, each with `seconds`, of which `spent` are over on the first.

    An item may be asked once its lesson is not among `lessons` any more.
    """
    best = max(range(len(MODELS)), key=lambda n: learner.weights[n])
    believed = replace(learner, weights=tuple(float(n == best) for n in range(len(MODELS))), credible=(best,))
    subjects = list(subjects)
    future = _Future(subjects, lessons, believed, best, interview)
    ahead = tuple(future.live(day, seconds - (spent if day == days.start else 0.0)) for day in days)
    left = list(future.subjects.values())
    unasked = [subject for subject in left if subject.trace is None and subject.weight]
    # One model says which part of what is missing will be learnt; all of them say how much is missing.
    missing, lacking = (1 - readiness(each, believed, interview) for each in (subjects, left))
    ready = 1 - (1 - readiness(subjects, learner, interview)) * (lacking / missing if missing else 1.0)
    unread = set(future.unread) & {subject.lesson for subject in left if subject.weight}
    return Forecast(ahead, ready, tuple(lesson for lesson in future.unread if lesson in unread), len(unasked))


class _Future:
    """The items as they will be, and the lessons that are still to be read."""

    def __init__(
        self, subjects: Iterable[Subject], lessons: Iterable[Reading], learner: Learner, model: int, interview: int
    ) -> None:
        self.subjects = {subject.item: subject for subject in subjects}
        self.unread = {reading.lesson: reading for reading in lessons}
        self.learner = learner
        self.model = model
        self.interview = interview

    def live(self, today: int, seconds: float) -> Ahead:
        """Study for a day: the best question or the best lesson next, until the time is over."""
        rehearsal = (self.interview - 1 - today) % EVERY == 0
        left = max(0.0, seconds * (1 - REHEARSAL) if rehearsal else seconds)
        time = left
        may_be_asked = [s for s in self.subjects.values() if s.trace is not None or s.lesson not in self.unread]
        row = agenda(may_be_asked, self.learner, today, self.interview, left)[::-1]  # the best is taken from the end
        closed, readings = self._closed(today), dict(self.unread)
        done: list[Choice] = []
        lessons: list[str] = []
        asking, reserve = 0.0, RESERVE * left
        while left > 0 and (row or self.unread):
            lesson, density = self._best(closed)
            reserved = row and not row[-1].new and row[-1].recall < RETENTION and asking + row[-1].seconds <= reserve
            if lesson and not reserved and (not row or density > row[-1].worth):
                left = self._read(lesson, left, lessons)
                if lesson not in self.unread:
                    asks = readings[lesson].asks
                    opened = closed.pop(lesson, [])
                    done += [choice for choice in opened if choice.subject.item in asks]
                    more = [choice for choice in opened if choice.subject.item not in asks and choice.subject.weight]
                    row = sorted([*row, *more], key=lambda choice: choice.worth)
            elif row and row[-1].seconds <= left:
                done.append(row.pop())
                left -= done[-1].seconds
                asking += done[-1].seconds
            else:
                break
        for choice in done:
            self._study(choice, today)
        new = sum(choice.new for choice in done)
        spent = seconds if rehearsal else time - left
        return Ahead(today, len(done) - new, new, tuple(lessons), rehearsal, max(0.0, spent), asking)

    def _closed(self, today: int) -> dict[str, list[Choice]]:
        """By lesson that is still to be read, its items that were never asked."""
        closed: dict[str, list[Choice]] = defaultdict(list)
        for subject in self.subjects.values():
            if subject.trace is None and subject.lesson in self.unread:
                closed[subject.lesson].append(valued(subject, self.learner, today, self.interview))
        return closed

    def _best(self, closed: dict[str, list[Choice]]) -> tuple[str, float]:
        """The lesson to read next: it leads to what is worth most per second, with all that is to be read before it."""

        def worth() -> Iterator[tuple[float, str]]:
            for lesson in self.unread:
                chain = self._chain(lesson)
                gain = sum(choice.worth * choice.seconds for each in chain for choice in closed.get(each, ()))
                if gain > 0:
                    yield gain / sum(self._cost(each, closed.get(each, [])) for each in chain), chain[0]

        density, lesson = max(worth(), default=(0.0, ""))
        return lesson, density

    def _chain(self, lesson: str) -> list[str]:
        """The lesson, and before it those that it needs and that were not read yet."""
        needs = (need for need in self.unread[lesson].requires if need in self.unread)
        return list(dict.fromkeys([*(each for need in needs for each in self._chain(need)), lesson]))

    def _cost(self, lesson: str, choices: list[Choice]) -> float:
        """The seconds that a lesson and the questions after it take."""
        reading = self.unread[lesson]
        after = sum(choice.seconds for choice in choices if choice.subject.item not in reading.asks)
        return max(1.0, reading.seconds + after)

    def _read(self, lesson: str, left: float, lessons: list[str]) -> float:
        """Read as far as the time allows; what is left of it."""
        reading = self.unread[lesson]
        lessons.append(lesson)
        if reading.seconds > left:
            self.unread[lesson] = replace(reading, seconds=reading.seconds - left)
            return 0.0
        del self.unread[lesson]
        return left - reading.seconds

    def _study(self, choice: Choice, today: int) -> None:
        """Give the item the stability with which it is recalled at the interview as is to be expected."""
        before, (factor, power) = choice.subject.trace, CURVES[self.model]
        trace = Trace()
        trace.day = today
        trace.stabilities = [factor * (self.interview - today) / (choice.then ** (1 / power) - 1)] * len(MODELS)
        difficulty = fsrs.first_difficulty(fsrs.GOOD) if before is None else before.difficulty
        missed = fsrs.next_difficulty(fsrs.next_difficulty(difficulty, fsrs.AGAIN), fsrs.GOOD)
        kept = fsrs.next_difficulty(difficulty, fsrs.GOOD)
        trace.difficulty = choice.recall * kept + (1 - choice.recall) * missed
        self.subjects[choice.subject.item] = replace(choice.subject, trace=trace)
