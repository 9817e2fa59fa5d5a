"""Where the person stands today: course, log and plan put together for the planner."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Final

from orchestra_tutor.forecast import Ahead, Forecast, Reading, forecast
from orchestra_tutor.index import Index
from orchestra_tutor.journal import Plan
from orchestra_tutor.memory import Standing
from orchestra_tutor.notebook import Held, held
from orchestra_tutor.planner import RETENTION, Choice, Subject, agenda, fitting, person, readiness, valued

PRETEST: Final = 3  # questions before a lesson
PROBES: Final = 3  # questions of a review that probe a belief which is not cured
MONTH: Final = 30
PACES: Final = {"open": 3.0, "case": 4.0}  # what is answered at length, in times of a short question
EPOCH: Final = date(1970, 1, 1).toordinal()


def day_number(day: str) -> int:
    """The study day of a date written as YYYY-MM-DD."""
    return date.fromisoformat(day).toordinal() - EPOCH


def date_of(day: int) -> date:
    return date.fromordinal(EPOCH + day)


class Study:
    """A study day: `today` and `interview` (None without a date) are numbers of days, the rest as the log says."""

    def __init__(self, index: Index, standing: Standing, plan: Plan, today: int) -> None:
        self.index = index
        self.standing = standing
        self.plan = plan
        self.today = today
        self.interview = day_number(plan.date) if plan.date else None
        factors: dict[str, float] = {}
        for topic, factor in plan.weights.items():
            for item in index.items_about(topic):
                factors[item] = factors.get(item, 1.0) * factor
        self.subjects = [
            Subject(item, lesson, weight * factors.get(item, 1.0), standing.traces.get(item), PACES.get(kind, 1.0))
            for item, lesson, weight, kind in index.weights()
        ]
        self.learner = person(standing.traces, self.subjects)

    def with_minutes(self, minutes: float) -> "Study":
        """The same day, if there were so many minutes."""
        return Study(self.index, self.standing, replace(self.plan, minutes=minutes), self.today)

    @property
    def horizon(self) -> int:
        """The day for which readiness is told: that of the interview, or today."""
        return max(self.today, self.interview or self.today)

    @property
    def goal(self) -> int:
        """The day that items and lessons are valued for: that of the interview, or one in a month."""
        return self.horizon if self.horizon > self.today else self.today + MONTH

    @property
    def seconds(self) -> float:
        """What is left of today's minutes."""
        today = self.standing.days.get(self.today)
        return max(0.0, 60 * self.plan.minutes - (today.ms / 1000 if today else 0.0))

    def ready(self) -> float:
        """The share of the course, weighed, that will be remembered at the interview if nothing more is studied."""
        return readiness(self.subjects, self.learner, self.horizon)

    @cached_property
    def readings(self) -> list[Reading]:
        """The lessons whose items may not be asked yet: not finished, and not known by those that were asked."""
        asks: dict[str, set[str]] = defaultdict(set)
        for lesson, item in self.index.asked():
            asks[lesson].add(item)
        return list(self._readings(asks))

    def _readings(self, asks: dict[str, set[str]]) -> Iterator[Reading]:
        known: dict[str, list[bool]] = defaultdict(list)
        for subject in self.subjects:
            if subject.trace:
                known[subject.lesson].append(subject.trace.knew_first)
        for row in self.index.lessons():
            step, done = self.standing.places.get(row.id, (0, False))
            passed = len(known[row.id]) >= PRETEST and 2 * sum(known[row.id]) >= len(known[row.id])
            if not done and not passed:
                left = 60 * row.minutes * (1 - min(step, row.steps) / max(1, row.steps))
                yield Reading(row.id, left, frozenset(asks[row.id]), self.index.notes(row.id).requires)

    def open(self) -> list[Subject]:
        """The items that may be asked: seen ones, and those of lessons that were learnt."""
        closed = {reading.lesson for reading in self.readings}
        return [subject for subject in self.subjects if subject.trace or subject.lesson not in closed]

    def forecast(self, days: int | None = None) -> Forecast:
        """The days until the interview, or the first `days` of them; without one ahead, today."""
        last = self.goal if days is None and self.horizon > self.today else self.today + (days or 1)
        minutes, spent = 60 * self.plan.minutes, 60 * self.plan.minutes - self.seconds
        return forecast(self.subjects, self.readings, self.learner, range(self.today, last), self.goal, minutes, spent)

    @property
    def asking(self) -> float:
        """The seconds of today's plan that go to questions; the rest is for its lesson.

        Without a date ahead there is no such plan: what is due comes first.
        """
        return self.day.asking if self.horizon > self.today else self.seconds

    @cached_property
    def day(self) -> Ahead:
        """Today, as it is planned."""
        return self.forecast(1).days[0]

    def review(self, seconds: float) -> list[Choice]:
        """What to ask now: probes of beliefs that are not cured, the agenda, and a pretest of the next lesson."""
        choices = agenda(self.open(), self.learner, self.today, self.interview, seconds)
        probes = {choice.subject.item: choice for choice in self.probes()}
        return [*probes.values(), *(choice for choice in choices if choice.subject.item not in probes)]

    def due(self) -> list[Choice]:
        """What is to be asked today, as far as it fits into the time for questions."""
        choices = self.review(self.asking)
        if self.interview is None or self.interview <= self.today:
            choices = [choice for choice in choices if choice.new or choice.recall < RETENTION]
        return list(fitting(choices, self.asking))

    def probes(self) -> Iterator[Choice]:
        """What to ask today against the beliefs that were held most often: an item for each that has one."""
        asked = (self.probe(belief) for belief in self.held() if belief.open)
        return islice((choice for choice in asked if choice), PROBES)

    def probe(self, belief: Held) -> Choice | None:
        """The item that is best asked today against a belief, if any helps that was not asked today."""
        choices = (choice for choice in self.curing(belief, self.today) if choice.subject.item in self.askable)
        return next((c for c in choices if not c.subject.trace or c.subject.trace.day < self.today), None)

    def curing(self, belief: Held, day: int | None = None) -> list[Choice]:
        """The items that bring the cure of a belief nearer, on study day `day` or later, in the order to ask them.

        First come those that may be asked already, then those in other words than it showed in last. Where there is
        only one item, there are no other words; that comes back by itself.
        """
        if len(belief.probing) < 2:
            return []
        probing = (self.by_id[item] for item in belief.probing if item in self.by_id)
        nearer = (subject for subject in probing if subject.weight and belief.nearer(subject.item, day))
        last = {item for item, (_, shown) in belief.times.items() if shown == belief.day}
        return sorted(
            map(self._valued, nearer),
            key=lambda choice: (choice.subject.item not in self.askable, choice.subject.item in last, -choice.worth),
        )

    @cached_property
    def askable(self) -> set[str]:
        """The ids of the items that may be asked."""
        return {subject.item for subject in self.open()}

    @cached_property
    def by_id(self) -> dict[str, Subject]:
        return {subject.item: subject for subject in self.subjects}

    def held(self) -> list[Held]:
        """The wrong beliefs that were held, those that are open and were held most often first."""
        return held(self.standing.traces, self.index.probing)

    def pretest(self, lesson: str) -> list[Choice]:
        """The most useful questions of a lesson that was not begun: to be tried before it is read."""
        of_lesson = [subject for subject in self.subjects if subject.lesson == lesson]
        asked = sum(subject.trace is not None for subject in of_lesson)
        new = [self._valued(subject) for subject in of_lesson if subject.trace is None and subject.weight]
        return sorted(new, key=lambda choice: -choice.worth)[: max(0, PRETEST - asked)]

    def _valued(self, subject: Subject) -> Choice:
        return valued(subject, self.learner, self.today, self.goal)
