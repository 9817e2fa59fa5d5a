"""The planner: what is ranked where and why, what a day holds, and that it is worth more than FSRS by weight."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import mean
from typing import Final

import pytest
from fsrs import Card, Rating, Scheduler, State
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.simulator import BEHIND, BY_WEIGHT, ERROR, GUESS, HONEST, PLANNER, Case, live
from orchestra_tutor import fsrs
from orchestra_tutor.journal import to_dict
from orchestra_tutor.learner import USUAL, Learner, learner
from orchestra_tutor.memory import MODELS, Trace, grade
from orchestra_tutor.planner import (
    KNOWN_STABILITY,
    RESERVE,
    RETENTION,
    Choice,
    Subject,
    agenda,
    fitting,
    likely,
    readiness,
    valued,
)
from tests.helpers import HOW, answers, trace

TODAY: Final = 30
START: Final = datetime(2026, 1, 1, tzinfo=UTC)
ANYBODY: Final = learner([])

hows = st.sampled_from(sorted(HOW))
ahead = st.integers(1, 60)


@st.composite
def stories(draw: st.DrawFn, last: int = TODAY - 1) -> str:
    """Answers on some days up to `last`, with retries; none where the item was never asked."""
    told = []
    for day in sorted(draw(st.sets(st.integers(0, last), max_size=5))):
        told.append(f"{day} {draw(hows)} 9s")
        told += [f"{day} {how} again 5s" for how in draw(st.lists(hows, max_size=2))]
    return ", ".join(told)


@st.composite
def learners(draw: st.DrawFn) -> Learner:
    """Somebody, of whom any of the models is believed to any extent."""
    parts = draw(st.lists(st.integers(0, 5), min_size=6, max_size=6).filter(any))
    return Learner(
        weights=tuple(part / sum(parts) for part in parts),
        known=draw(st.floats(0.0, 0.9)),
        trust=draw(st.floats(0.0, 1.0)),
        seconds=USUAL,
        credible=tuple(n for n, part in enumerate(parts) if part),
    )


def told(story: str) -> Trace | None:
    return trace(story) if story else None


@st.composite
def courses(draw: st.DrawFn, last: int = TODAY) -> list[Subject]:
    """Items of all kinds and weights, some of them asked today."""
    drawn = draw(st.lists(st.tuples(stories(last), st.sampled_from((0.0, 0.1, 0.5, 1.0))), max_size=8))
    return [Subject(f"item-{n}", "lesson", weight, told(story)) for n, (story, weight) in enumerate(drawn)]


def course(table: str) -> list[Subject]:
    """`heavy 1.0: 3 right` in a line: the item, its weight, and the story of its answers."""
    subjects = []
    for line in filter(None, map(str.strip, table.splitlines())):
        name, _, story = line.partition(":")
        item, weight = name.split()
        subjects.append(Subject(item, "lesson", float(weight), told(story.strip())))
    return subjects


def names(choices: list[Choice]) -> list[str]:
    return [choice.subject.item for choice in choices]


def on(day: int) -> datetime:
    return START + timedelta(days=day)


@dataclass(frozen=True)
class Expected:
    """An item by the book: recall now, recall on the day if skipped and if studied."""

    now: float
    skipped: float
    studied: float


def by_the_book(story: str, n: int, known: float, day: int) -> Expected:
    """What py-fsrs says with the parameters of model `n`: the answers one after the other, then a hit, or a miss that
    comes back and is right."""
    w, model = fsrs.PARAMETERS, MODELS[n]
    scheduler = Scheduler(
        (*(model.scale * first for first in w[:4]), *w[4:20], model.decay),
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )
    card = Card(card_id=1)
    for review in answers(story):
        rating = Rating(grade(review.score, review.confidence, review.hints))
        card, _ = scheduler.review_card(card, rating, on(review.day))
    hit, _ = scheduler.review_card(card, Rating.Good, on(TODAY))
    if not story:
        assert hit.stability is not None
        stability = max(KNOWN_STABILITY, hit.stability)
        hit = Card(1, State.Review, stability=stability, difficulty=5.0, last_review=on(TODAY))
    miss, _ = scheduler.review_card(card, Rating.Again, on(TODAY))
    miss, _ = scheduler.review_card(miss, Rating.Good, on(TODAY))
    now = scheduler.get_card_retrievability(card, on(TODAY)) if story else known
    skipped = scheduler.get_card_retrievability(card, on(day)) if story else known
    kept, learnt = (scheduler.get_card_retrievability(after, on(day)) for after in (hit, miss))
    return Expected(now, skipped, now * kept + (1 - now) * learnt)


class TestWorth:
    @given(stories(), learners(), st.floats(0.01, 1.0), ahead)
    def test_it_is_the_gain_on_the_day_per_second_by_the_book(
        self, story: str, person: Learner, weight: float, days: int
    ) -> None:
        choice = valued(Subject("item", "lesson", weight, told(story)), person, TODAY, TODAY + days)
        books = [by_the_book(story, n, person.known, TODAY + days) for n in range(len(MODELS))]
        now, skipped, studied = (
            sum(weight * getattr(book, name) for weight, book in zip(person.weights, books, strict=True))
            for name in ("now", "skipped", "studied")
        )
        right, wrong = (person.seconds.hit, person.seconds.miss) if story else (USUAL.known, USUAL.new)
        cost = now * right + (1 - now) * wrong
        assert choice.recall == pytest.approx(now, abs=1e-9)
        assert choice.then == pytest.approx(studied, abs=1e-9)
        assert choice.seconds == pytest.approx(cost, abs=1e-9)
        assert choice.worth == pytest.approx(weight * (studied - skipped) / cost, abs=1e-9)

    @given(courses(), learners(), ahead, st.floats(0, 600), st.data())
    def test_what_counts_more_is_never_asked_later(
        self, subjects: list[Subject], person: Learner, days: int, seconds: float, data: st.DataObject
    ) -> None:
        before = agenda(subjects, person, TODAY, TODAY + days, seconds)
        gaining = [choice for choice in before if choice.worth > 0]
        assume(gaining)
        chosen = data.draw(st.sampled_from(gaining)).subject
        heavier = [replace(s, weight=2 * s.weight) if s.item == chosen.item else s for s in subjects]
        after = agenda(heavier, person, TODAY, TODAY + days, seconds)
        assert names(after).index(chosen.item) <= names(before).index(chosen.item)


class TestAgenda:
    @given(courses(), learners(), st.none() | ahead, st.floats(0, 3600))
    def test_nothing_is_asked_twice_a_day_or_counts_nothing(
        self, subjects: list[Subject], person: Learner, days: int | None, seconds: float
    ) -> None:
        chosen = agenda(subjects, person, TODAY, None if days is None else TODAY + days, seconds)
        may_be = {s.item for s in subjects if s.weight and (s.trace is None or s.trace.day < TODAY)}
        assert sorted(names(chosen)) == sorted(may_be)

    @given(courses(), learners(), ahead, st.floats(0, 600))
    def test_a_fifth_of_the_time_goes_to_the_most_useful_reviews_and_the_rest_to_whatever_is_worth_most(
        self, subjects: list[Subject], person: Learner, days: int, seconds: float
    ) -> None:
        chosen = agenda(subjects, person, TODAY, TODAY + days, seconds)
        useful = [choice for choice in chosen if not choice.new and choice.recall < RETENTION]
        assert useful == sorted(useful, key=lambda choice: -choice.worth)
        reserved, time = 0, RESERVE * seconds
        while reserved < len(useful) and useful[reserved].seconds <= time:
            time -= useful[reserved].seconds
            reserved += 1
        assert chosen[:reserved] == useful[:reserved]
        assert all(one.worth >= next_.worth for one, next_ in pairwise(chosen[reserved:]))

    @pytest.mark.parametrize(
        ("seconds", "first"),
        [
            (20 * 60, ["forgotten", "faded", "new", "other"]),
            (5 * 60, ["forgotten", "new", "faded", "other"]),  # a minute has room for one
            (60, ["new", "forgotten", "faded", "other"]),
        ],
    )
    def test_reviews_have_their_share_before_what_is_new_however_good(self, seconds: float, first: list[str]) -> None:
        subjects = course(
            """
            new       1.0:
            other     0.1:
            forgotten 0.4: 0 wrong, 0 sure again
            faded     0.3: 0 wrong, 0 sure again
            fresh     0.01: 1 sure, 9 sure, 29 sure
            """
        )
        assert names(agenda(subjects, ANYBODY, TODAY, TODAY + 14, seconds))[:4] == first

    @pytest.mark.parametrize(
        ("day", "order"),
        [
            (None, ["nearly-gone", "fading", "heavy", "light", "older", "fresh"]),
            (TODAY, ["nearly-gone", "fading", "heavy", "light"]),
            (TODAY - 3, ["nearly-gone", "fading", "heavy", "light"]),
        ],
    )
    def test_without_a_date_ahead_comes_what_is_due_then_what_is_new_and_only_without_one_what_is_not_due(
        self, day: int | None, order: list[str]
    ) -> None:
        subjects = course(
            """
            light       0.2:
            fresh       1.0: 1 sure, 9 sure, 29 sure
            fading      0.1: 20 sure
            heavy       0.9:
            nearly-gone 0.1: 0 wrong, 0 sure again
            older       1.0: 1 sure, 9 sure, 27 sure
            today       1.0: 30 wrong
            """
        )
        chosen = agenda(subjects, ANYBODY, TODAY, day, 1200)
        assert names(chosen) == order
        assert [choice.recall < RETENTION for choice in chosen if not choice.new][:2] == [True, True]

    @given(courses(), learners(), st.none() | ahead, st.floats(0, 600))
    def test_what_fits_is_the_beginning_and_no_more_than_the_time(
        self, subjects: list[Subject], person: Learner, days: int | None, seconds: float
    ) -> None:
        chosen = agenda(subjects, person, TODAY, None if days is None else TODAY + days, seconds)
        fits = list(fitting(chosen, seconds))
        assert fits == chosen[: len(fits)]
        assert sum(choice.seconds for choice in fits) <= seconds + 1e-6
        if len(fits) < len(chosen):
            assert sum(choice.seconds for choice in chosen[: len(fits) + 1]) > seconds - 1e-6


class TestReadiness:
    def test_it_is_the_mean_by_weight(self) -> None:
        subjects = course(
            """
            new  3.0:
            seen 1.0: 0 sure, 20 sure
            """
        )
        person = replace(ANYBODY, known=0.2, trust=0.5)
        (left,) = (likely(subject.trace, ANYBODY, TODAY) for subject in subjects if subject.trace)
        assert readiness(subjects, person, TODAY) == pytest.approx(0.5 * (3 * 0.2 + 1 * left) / 4)

    def test_of_nothing_nothing_is_known(self) -> None:
        assert readiness([], ANYBODY, TODAY) == 0.0

    @given(courses(), learners(), ahead)
    def test_it_is_a_part_of_one_and_falls_while_nothing_is_studied(
        self, subjects: list[Subject], person: Learner, days: int
    ) -> None:
        then, now = (readiness(subjects, person, day) for day in (TODAY + days, TODAY))
        assert 0 <= then <= now <= 1

    @given(stories().filter(bool), learners(), ahead)
    def test_a_right_answer_raises_it(self, story: str, person: Learner, days: int) -> None:
        before, after = trace(story), trace(story)
        (answer,) = answers(f"{TODAY} sure")
        after.add(answer.at, "later", to_dict(answer))
        assert likely(after, person, TODAY + days) >= likely(before, person, TODAY + days)

    def test_who_forgets_what_was_foretold_is_foretold_less_of_everything(self) -> None:
        """The item itself is the same; only the person is not."""
        item = Subject("item", "lesson", 1.0, trace("0 sure, 9 sure, 25 sure"))
        keeps, forgets = (
            learner([trace("0 sure, 9 sure, 25 sure"), *[trace(f"0 sure, 9 sure, 25 {how}")] * 20])
            for how in ("sure", "wrong")
        )
        assert readiness([item], forgets, TODAY) < readiness([item], replace(forgets, trust=1.0), TODAY)
        assert readiness([item], forgets, TODAY) < 0.8 * readiness([item], keeps, TODAY)


@pytest.mark.parametrize("zipf", [True, False])
def test_it_does_not_fall_behind_fsrs_by_weight(zipf: bool) -> None:
    case = Case("actr_easy", 20, zipf)
    ahead = [live(case, PLANNER, person).recall - live(case, BY_WEIGHT, person).recall for person in range(3)]
    assert mean(ahead) >= -BEHIND


def test_the_readiness_that_is_foretold_comes_true_although_some_answers_are_lucky() -> None:
    lived = [live(Case("fsrs6", 20, True, GUESS, HONEST), PLANNER, person) for person in range(4)]
    assert abs(mean(end.foretold - end.recall for end in lived)) <= ERROR
