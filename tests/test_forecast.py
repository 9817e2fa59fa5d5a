"""The days until the interview: what is spent, read and asked on each, and what is known at the end."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tutor.forecast import REHEARSAL, Forecast, Reading, forecast
from orchestra_tutor.learner import Learner, learner
from orchestra_tutor.planner import RESERVE, Subject, readiness
from tests.helpers import trace

TODAY: Final = 100
NOBODY: Final = learner(())  # of whom nothing is known yet
STORIES: Final = tuple(
    map(
        trace,
        (
            "99 right 20s",
            "99 wrong 30s +20s",
            "100 right",
            "80 wrong, 90 right",
            "60 right, 80 right, 95 right",
            "99 guess",
        ),
    )
)


def new(lesson: str, count: int, weight: float = 0.5) -> list[Subject]:
    """Items that were never asked."""
    return [Subject(f"{lesson}-{n}", lesson, weight, None) for n in range(count)]


def seen(lesson: str, count: int, story: str, weight: float = 0.5) -> list[Subject]:
    return [Subject(f"{lesson}-seen-{n}", lesson, weight, trace(story)) for n in range(count)]


@dataclass(frozen=True)
class Plan:
    """What is asked of the forecast."""

    subjects: tuple[Subject, ...]
    lessons: tuple[Reading, ...]
    days: int
    seconds: float
    spent: float = 0.0

    @property
    def interview(self) -> int:
        return TODAY + max(1, self.days)

    @property
    def person(self) -> Learner:
        return learner(subject.trace for subject in self.subjects if subject.trace)

    def played(self) -> Forecast:
        days = range(TODAY, TODAY + self.days)
        return forecast(self.subjects, self.lessons, self.person, days, self.interview, self.seconds, self.spent)

    def stopped(self) -> float:
        """The readiness if nothing more is studied."""
        return readiness(self.subjects, self.person, self.interview)


@st.composite
def plans(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Plan:
    """Up to four lessons, each of which may need earlier ones; items of any weight, asked or not."""
    subjects: list[Subject] = []
    lessons: list[Reading] = []
    for n in range(draw(st.integers(1, 4))):
        name = f"lesson-{n}"
        for m in range(draw(st.integers(0, 8))):
            left = draw(st.one_of(st.none(), st.sampled_from(STORIES)))
            subjects.append(Subject(f"{name}-{m}", name, draw(st.sampled_from((0.0, 0.25, 0.5, 1.0, 3.0))), left))
        if draw(st.booleans()):
            asks = frozenset(subject.item for subject in subjects if subject.lesson == name and draw(st.booleans()))
            requires = tuple(f"lesson-{earlier}" for earlier in range(n) if draw(st.booleans()))
            lessons.append(Reading(name, float(draw(st.integers(0, 1200))), asks, requires))
    seconds = 60.0 * draw(st.integers(1, 60))
    return Plan(tuple(subjects), tuple(lessons), draw(st.integers(0, 20)), seconds, draw(st.integers(0, 3000)))


@given(plans())
def test_no_day_spends_more_than_its_seconds(plan: Plan) -> None:
    played = plan.played()
    assert [day.day for day in played.days] == list(range(TODAY, TODAY + plan.days))
    for n, day in enumerate(played.days):
        whole = max(0.0, plan.seconds - (0.0 if n else plan.spent))
        assert 0 <= day.asking <= day.seconds + 1e-6
        assert day.seconds <= whole + 1e-6
        assert day.asking <= whole * (1 - REHEARSAL if day.rehearsal else 1) + 1e-6


@given(plans())
def test_an_item_is_asked_at_most_once_a_day_and_is_new_once(plan: Plan) -> None:
    """A day reviews nothing but what was asked before it."""
    played = plan.played()
    known = sum(subject.trace is not None for subject in plan.subjects)
    unasked = sum(subject.trace is None and subject.weight > 0 for subject in plan.subjects)
    asked_today = sum(subject.trace is not None and subject.trace.day >= TODAY for subject in plan.subjects)
    for n, day in enumerate(played.days):
        assert day.reviews <= known - (0 if n else asked_today)
        known += day.new
    weightless = sum(day.new for day in played.days) - (unasked - played.unasked)
    assert 0 <= weightless <= sum(subject.trace is None and not subject.weight for subject in plan.subjects)


@given(plans())
def test_what_a_lesson_needs_is_read_before_it(plan: Plan) -> None:
    read = [lesson for day in plan.played().days for lesson in day.lessons]
    needs = {reading.lesson: reading.requires for reading in plan.lessons}
    for lesson in set(read):
        for need in needs[lesson]:
            if need in needs:
                assert need in read
                assert max(n for n, name in enumerate(read) if name == need) < read.index(lesson)


@given(plans())
def test_no_item_is_asked_before_its_lesson(plan: Plan) -> None:
    """Day by day there are no more new questions than lessons that were begun and lessons that were read have."""
    begun = {subject.lesson for subject in plan.subjects} - {reading.lesson for reading in plan.lessons}
    so_far = 0
    for day in plan.played().days:
        begun |= set(day.lessons)
        so_far += day.new
        assert so_far <= sum(subject.trace is None for subject in plan.subjects if subject.lesson in begun)


@given(plans())
def test_a_lesson_is_read_or_does_not_fit(plan: Plan) -> None:
    """None is read again after it was finished: its days follow each other."""
    played = plan.played()
    for reading in plan.lessons:
        days = [day.day for day in played.days if reading.lesson in day.lessons]
        weighs = any(subject.weight for subject in plan.subjects if subject.lesson == reading.lesson)
        assert reading.lesson in played.unread or days or not weighs
        assert all(day.lessons.count(reading.lesson) <= 1 for day in played.days)


@given(plans())
def test_studying_never_makes_anybody_less_ready(plan: Plan) -> None:
    assert plan.stopped() - 1e-9 <= plan.played().ready <= 1 + 1e-9


@settings(max_examples=60)
@given(plans(), st.integers(1, 60))
def test_more_minutes_never_make_anybody_much_less_ready(plan: Plan, more: int) -> None:
    """A hair: the best questions first is not the best choice of all, as whole questions have to fit."""
    longer = replace(plan, seconds=plan.seconds + 60 * more)
    assert longer.played().ready >= plan.played().ready - 0.02


def test_without_days_nothing_changes() -> None:
    plan = Plan((*new("a", 3), *seen("b", 2, "90 right")), (Reading("a", 60),), days=0, seconds=600)
    assert plan.played() == Forecast((), plan.stopped(), ("a",), 3)


def test_a_lesson_goes_on_where_the_time_was_over() -> None:
    """Ten minutes at four a day: two days of reading only, and on the third what it asks."""
    first, second, third = Plan(tuple(new("a", 20)), (Reading("a", 600, frozenset({"a-0"})),), 3, 240).played().days
    assert (first.lessons, first.new, first.asking, first.seconds) == (("a",), 0, 0.0, 240)
    assert (second.lessons, second.new, second.asking) == (("a",), 0, 0.0)
    assert third.lessons == ("a",)
    assert third.new == 1  # in the lesson: it is the eve, and of its 160 s the lesson takes the last 120 itself


@pytest.mark.parametrize("spent", [0, 300, 600, 601, 10_000])
def test_what_was_spent_today_is_gone(spent: float) -> None:
    plan = Plan(tuple(seen("a", 50, "90 wrong 45s")), (), days=5, seconds=600, spent=spent)
    today, tomorrow = plan.played().days[:2]
    left, longest = max(0, 600 - spent), plan.person.seconds.miss
    assert max(0, left - longest) <= today.seconds <= left
    assert (today.reviews == 0) == (spent >= 600)
    assert 600 - longest <= tomorrow.seconds <= 600


@pytest.mark.parametrize("days", [1, 2, 7, 8, 15, 30])
def test_the_interview_is_rehearsed_on_its_eve_and_every_week_before(days: int) -> None:
    plan = Plan(tuple(seen("a", 40, "90 right")), (), days, 1200)
    played = plan.played()
    assert [plan.interview - day.day for day in played.days if day.rehearsal] == [
        ahead for ahead in range(days, 0, -1) if ahead % 7 == 1
    ]
    for day in played.days:
        if day.rehearsal:
            assert day.seconds == 1200
            assert day.asking <= 800


def test_what_was_nearly_forgotten_has_its_share_before_a_lesson_however_good() -> None:
    """Else nothing would be learnt about how fast somebody forgets."""
    subjects = (*new("a", 30, weight=3.0), *seen("b", 30, "80 wrong", weight=0.25))
    plan = Plan(subjects, (Reading("a", 3600),), days=10, seconds=600)
    today = plan.played().days[0]
    assert today.lessons == ("a",)
    assert today.reviews > 0
    assert RESERVE * 600 / 2 < today.asking <= RESERVE * 600


class TestLessons:
    LESSONS: Final = tuple(Reading(name, 600) for name in "abc")
    SUBJECTS: Final = tuple(subject for name in "abc" for subject in new(name, 10))

    def order(self, subjects: tuple[Subject, ...], lessons: tuple[Reading, ...] = LESSONS) -> list[str]:
        played = Plan(subjects, lessons, days=20, seconds=600).played()
        return list(dict.fromkeys(lesson for day in played.days for lesson in day.lessons))

    @pytest.mark.parametrize("heavy", ["a", "b", "c"])
    def test_what_counts_more_is_read_first(self, heavy: str) -> None:
        weighed = tuple(replace(s, weight=3 * s.weight) if s.lesson == heavy else s for s in self.SUBJECTS)
        assert self.order(weighed)[0] == heavy
        assert sorted(self.order(weighed)) == ["a", "b", "c"]

    def test_what_is_shorter_is_read_first(self) -> None:
        assert self.order(self.SUBJECTS, (Reading("a", 900), Reading("b", 300), Reading("c", 600))) == ["b", "c", "a"]

    def test_what_is_needed_for_what_counts_most_is_read_first(self) -> None:
        """Even if it is worth nothing by itself."""
        lessons = (Reading("a", 600), Reading("b", 600), Reading("c", 600, requires=("b",)))
        weights = {"a": 1.0, "b": 0.0, "c": 5.0}
        weighed = tuple(replace(subject, weight=weights[subject.lesson]) for subject in self.SUBJECTS)
        assert self.order(weighed, lessons) == ["b", "c", "a"]

    def test_a_lesson_that_has_nothing_more_to_ask_blocks_none_that_needs_it(self) -> None:
        """All its items were asked in a quiz, and most of them were not known."""
        subjects = (*seen("a", 5, "99 wrong"), *new("b", 10))
        played = Plan(subjects, (Reading("a", 600), Reading("b", 600, requires=("a",))), 14, 1200).played()
        assert (played.unread, played.unasked) == ((), 0)
        assert played.days[0].lessons == ("a", "b")

    def test_what_is_left_out_is_neither_read_nor_asked_nor_missed(self) -> None:
        subjects = (*new("a", 5), *new("b", 5, weight=0.0), *seen("b", 5, "90 wrong", weight=0.0))
        played = Plan(subjects, (Reading("a", 300), Reading("b", 300)), days=10, seconds=3600).played()
        assert {lesson for day in played.days for lesson in day.lessons} == {"a"}
        assert list(accumulate(day.new for day in played.days))[-1] == 5
        assert max(day.reviews for day in played.days) == 5
        assert (played.unread, played.unasked) == ((), 0)

    def test_what_does_not_fit_is_said(self) -> None:
        played = Plan(self.SUBJECTS, self.LESSONS, days=2, seconds=700).played()
        assert len(played.unread) == 2
        assert 20 <= played.unasked < 30

    def test_a_lesson_of_which_only_its_last_question_is_left_takes_no_time(self) -> None:
        played = Plan(tuple(new("a", 1)), (Reading("a", 0.0, frozenset({"a-0"})),), days=2, seconds=600).played()
        assert (played.days[0].lessons, played.days[0].new) == (("a",), 1)


def test_a_year_of_days_is_foreseen_to_its_end() -> None:
    subjects = tuple(subject for n in range(10) for subject in new(f"lesson-{n}", 10))
    played = Plan(subjects, tuple(Reading(f"lesson-{n}", 900) for n in range(10)), days=366, seconds=600).played()
    assert (len(played.days), played.unread, played.unasked) == (366, (), 0)
    assert played.ready > 0.9


def test_the_forecast_is_about_the_person_and_not_about_people() -> None:
    """Who forgets more than was foretold is told a lower readiness."""
    subjects = (*new("a", 20), *seen("b", 20, "90 right, 95 right"))
    days = range(TODAY, TODAY + 10)
    calm = forecast(subjects, [Reading("a", 600)], NOBODY, days, TODAY + 10, 600)
    doubted = forecast(subjects, [Reading("a", 600)], replace(NOBODY, trust=0.6), days, TODAY + 10, 600)
    assert doubted.days == calm.days
    assert doubted.ready < 0.8 * calm.ready
