"""The figures about the learner: how ready for what, how steadily they study, and how well all this was foretold.

`replay` goes once through the answers, oldest first, and keeps a trace for each item and nothing for each answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import comb, factorial, sqrt
from typing import Any, Final

from orchestra_tutor.fsrs import AGAIN
from orchestra_tutor.journal import CONFIDENCES, Confidence
from orchestra_tutor.learner import Learner, learner, recall
from orchestra_tutor.memory import Day, Trace, grade
from orchestra_tutor.planner import Subject, person, readiness
from orchestra_tutor.question import Arrange, Enter, Inspect, Pair, Pick, Prompt
from orchestra_tutor.value import dataclass

BOUNDS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)  # of the bins by which predictions are judged
ENOUGH: Final = 30  # answers, before they say anything about the predictions
SAMPLES: Final = 30  # days for which the readiness is looked back at
SCORE: Final = 1.959964  # of the normal distribution, 95 % of which lie this near to its mean

Answers = Iterable[tuple[float, str, Mapping[str, Any]]]  # when, to which item, and the body as the log keeps it


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the grid: its items, how many were asked, and the readiness; None where nothing of it counts."""

    feature: str
    platform: str
    items: int
    asked: int
    ready: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """The readiness at the end of a study day."""

    day: int
    ready: float


@dataclass(frozen=True, slots=True)
class Effort:
    """What was done on a study day."""

    day: int
    answers: int
    correct: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Streak:
    """Study days in a row: those that reach to today or to yesterday, and the most there ever were."""

    days: int
    longest: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers to items that were seen on an earlier day, foretold with a recall from `low` to below `high`.

    `foretold` is the sum of the predictions, `known` the number of answers that came true.
    """

    low: float
    high: float
    answers: int = 0
    foretold: float = 0.0
    known: int = 0

    @property
    def predicted(self) -> float:
        """The mean prediction."""
        return self.foretold / self.answers if self.answers else 0.0

    @property
    def measured(self) -> float:
        return self.known / self.answers if self.answers else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies, 19 times out of 20."""
        return wilson(self.known, self.answers)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was foretold against what came: in bins, and all of them together."""

    bins: tuple[Bin, ...]
    overall: Bin

    @property
    def enough(self) -> bool:
        return self.overall.answers >= ENOUGH


@dataclass(frozen=True, slots=True)
class Sureness:
    """How often answers that were given with this confidence were right. `asked` counts them by item."""

    confidence: Confidence
    right: int
    asked: dict[str, int]

    @property
    def answers(self) -> int:
        return sum(self.asked.values())

    @property
    def share(self) -> float:
        return self.right / self.answers if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Past:
    """What the answers tell one after the other; nothing where there are none."""

    curve: tuple[Point, ...]
    calibration: Calibration
    sureness: tuple[Sureness, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything. `interview` is a study day, or None; `ahead` the readiness for it, day by day, if the plan is kept.

    `trust` says how far readiness is lowered where predictions did not come true; `lucky` how often guesses would be
    right if nothing were known, or None without a guess.
    """

    today: int
    interview: int | None
    ready: float
    trust: float
    cells: tuple[Cell, ...]
    past: Past
    ahead: tuple[Point, ...]
    efforts: tuple[Effort, ...]
    streak: Streak
    lucky: float | None

    @property
    def expected(self) -> float | None:
        """The readiness on the day of the interview if the plan is kept; None where no interview lies ahead."""
        return self.ahead[-1].ready if self.ahead else None


def by_cell(
    subjects: Iterable[Subject], items: Mapping[tuple[str, str], Iterable[str]], learner: Learner, day: int
) -> Iterator[Cell]:
    """The cells, by feature and platform, as they will be remembered on study day `day` if nothing more is studied."""
    by_id = {subject.item: subject for subject in subjects}
    for (feature, platform), names in items.items():
        about = [by_id[name] for name in names]
        ready = readiness(about, learner, day) if any(subject.weight for subject in about) else None
        yield Cell(feature, platform, len(about), sum(subject.trace is not None for subject in about), ready)


def efforts(days: Mapping[int, Day], today: int, count: int) -> tuple[Effort, ...]:
    """The last `count` days up to today, also those on which nothing was done."""
    done = ((day, days.get(day, Day())) for day in range(today - count + 1, today + 1))
    return tuple(Effort(number, day.answers, day.correct, day.ms / 1000) for number, day in done)


def streak(days: Iterable[int], today: int) -> Streak:
    """The streaks of the study days `days`. Today is not over: without an answer so far it breaks nothing."""
    lengths: dict[int, int] = {}  # of the days in a row that end with a day
    for day in sorted(set(days)):
        lengths[day] = lengths.get(day - 1, 0) + 1
    return Streak(lengths.get(today, lengths.get(today - 1, 0)), max(lengths.values(), default=0))


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson: sound also for few answers and for shares near 0 and 1."""
    if not whole:
        return 0.0, 1.0
    share, more = part / whole, SCORE**2 / whole
    middle = (share + more / 2) / (1 + more)
    reach = SCORE * sqrt(share * (1 - share) / whole + more / (4 * whole)) / (1 + more)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def chance(prompt: Prompt) -> float:
    """How likely somebody is right who knows nothing."""
    match prompt:
        case Pick():
            return 1 / comb(len(prompt.options), prompt.count)
        case Arrange():
            return 1 / factorial(len(prompt.options))
        case Pair():
            return float(len(prompt.rights) ** -len(prompt.lefts))
        case Enter():
            return 0.0
        case Inspect():  # nobody is right who opens nothing
            return 0.0


def spread(first: int, last: int, most: int) -> list[int]:
    """`most` numbers from `first` to `last`, as evenly as whole ones can be; all of them where there are fewer."""
    steps = min(last - first, most - 1)
    return [first + round(n * (last - first) / steps) for n in range(steps + 1)] if steps > 0 else [last]


def replay(answers: Answers, subjects: Sequence[Subject], today: int, interview: int | None) -> Past:
    """Live through the answers again, every study day with what could be known of the learner when it began.

    The readiness is that for the interview where it lies ahead, else that for the very day.
    """
    past = _Past(subjects, today, interview if interview and interview > today else None)
    for _, item, body in answers:
        past.add(item, body)
    return past.told()


class _Past:
    """What is known after the answers so far."""

    def __init__(self, subjects: Sequence[Subject], today: int, goal: int | None) -> None:
        self.subjects, self.today, self.goal = subjects, today, goal
        self.traces: dict[str, Trace] = {}
        self.day: int | None = None  # the study day that goes on
        self.learner = learner(())
        self.curve: list[Point] = []
        self.awaited: list[int] = []  # days that the curve is still to show, the next one last
        bins = len(BOUNDS) - 1
        self.answers, self.foretold, self.known = [0] * bins, [0.0] * bins, [0] * bins
        self.asked: dict[Confidence, dict[str, int]] = {each: {} for each in CONFIDENCES}
        self.right: dict[Confidence, int] = dict.fromkeys(CONFIDENCES, 0)

    def add(self, item: str, body: Mapping[str, Any]) -> None:
        day: int = body["day"]
        if self.day is None:
            self.day = day
            self.awaited = spread(day, self.today, SAMPLES)[::-1] if day <= self.today else [self.today]
        elif day > self.day:
            self._ends(day)
        trace = self.traces.get(item)
        if trace is None:
            trace = self.traces[item] = Trace()
        if not body.get("retry"):
            if trace.asked and day > trace.day:
                self._judge(recall(trace, day, self.learner), body)
            if sure := body.get("confidence"):
                self.asked[sure][item] = self.asked[sure].get(item, 0) + 1
                self.right[sure] += body["score"] == 1.0
        trace.add(0.0, "", body)

    def _judge(self, predicted: float, body: Mapping[str, Any]) -> None:
        at = sum(predicted >= low for low in BOUNDS[1:-1])
        self.answers[at] += 1
        self.foretold[at] += predicted
        self.known[at] += grade(body["score"], body.get("confidence"), body.get("hints", 0)) > AGAIN

    def _ends(self, following: int) -> None:
        """The day is over; the next one with answers is `following`."""
        self.learner = person(self.traces, self.subjects)
        while self.awaited and self.awaited[-1] < min(following, self.today):
            self._look(self.awaited.pop())
        self.day = following

    def _look(self, day: int) -> None:
        now = (replace(each, trace=self.traces.get(each.item)) for each in self.subjects)
        self.curve.append(Point(day, readiness(now, self.learner, self.goal or day)))

    def told(self) -> Past:
        self._ends(self.today)
        for day in self.awaited[::-1]:
            self._look(day)
        counts = zip(pairwise(BOUNDS), self.answers, self.foretold, self.known, strict=True)
        bins = (Bin(*bounds, answers, foretold, known) for bounds, answers, foretold, known in counts)
        overall = Bin(BOUNDS[0], BOUNDS[-1], sum(self.answers), sum(self.foretold), sum(self.known))
        sureness = tuple(Sureness(each, self.right[each], self.asked[each]) for each in CONFIDENCES)
        return Past(tuple(self.curve), Calibration(tuple(bins), overall), sureness)
