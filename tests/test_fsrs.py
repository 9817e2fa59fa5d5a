"""FSRS-6 is that of its authors: every step is that of py-fsrs 6.3.2, and the laws of its description hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor import fsrs
from orchestra_tutor.fsrs import AGAIN, EASY, GOOD, HARD

START: Final = datetime(2026, 11, 24, tzinfo=UTC)
Answers = list[tuple[int, int]]  # grade, and whole days since the answer before

grades = st.sampled_from((AGAIN, HARD, GOOD, EASY))
histories = st.lists(st.tuples(grades, st.just(0) | st.integers(0, 60)), min_size=1, max_size=20)
decays = st.floats(0.1, 0.8)
stabilities = st.floats(fsrs.LEAST_STABILITY, 36_500)
difficulties = st.floats(1, 10)
probabilities = st.floats(0, 1)
retentions = st.floats(0.7, 0.99)


@dataclass(frozen=True)
class Known:
    """What is remembered of an item after an answer; `r` is what was left of it just before."""

    s: float
    d: float
    r: float | None


def ours(answers: Iterable[tuple[int, int]]) -> Iterator[Known]:
    """By our formulas, put together as their description says."""
    known: Known | None = None
    for grade, days in answers:
        if known is None:
            known = Known(fsrs.PARAMETERS[grade - 1], fsrs.first_difficulty(grade), None)
        else:
            r = fsrs.retrievability(days, known.s)
            if days == 0:
                s = fsrs.same_day(known.s, grade)
            elif grade == AGAIN:
                s = fsrs.after_forgetting(known.s, r, fsrs.rest(known.d))
            else:
                s = fsrs.after_recall(known.s, r, fsrs.growth(known.d, grade))
            known = Known(s, fsrs.next_difficulty(known.d, grade), r)
        yield known


def cards(answers: Iterable[tuple[int, int]], scheduler: Scheduler) -> Iterator[tuple[Card, float]]:
    """By the library: the card after each answer, and what was left of it just before."""
    card, now = Card(card_id=1), START  # a card without an id waits for one
    for grade, days in answers:
        now += timedelta(days=days)
        before = scheduler.get_card_retrievability(card, now)
        card, _ = scheduler.review_card(card, Rating(grade), now)
        yield card, before


def plain(retention: float = 0.9) -> Scheduler:
    """The library without what we do not use."""
    return Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
        maximum_interval=10**6,
    )


def planned(card: Card) -> int:
    """Days until the library asks again."""
    assert card.last_review is not None
    return (card.due - card.last_review).days


class TestLibrary:
    def test_the_parameters_are_those_of_the_library(self) -> None:
        assert fsrs.PARAMETERS == DEFAULT_PARAMETERS

    @given(histories)
    def test_every_step_is_that_of_the_library(self, answers: Answers) -> None:
        for known, (card, before) in zip(ours(answers), cards(answers, plain()), strict=True):
            assert known.s == pytest.approx(card.stability, rel=1e-9)
            assert known.d == pytest.approx(card.difficulty, rel=1e-9)
            if known.r is not None:
                assert known.r == pytest.approx(before, rel=1e-9)

    @given(histories, st.just(0.9) | retentions)
    def test_every_interval_is_that_of_the_library(self, answers: Answers, retention: float) -> None:
        for card, _ in cards(answers, plain(retention)):
            assert card.stability is not None
            assert fsrs.interval(card.stability, retention) == planned(card)


class TestGoldenVectors:
    """From the tests of py-fsrs 6.3.2, as numbers: should the library change its mind, these do not."""

    def test_memo_state(self) -> None:
        *_, last = ours(zip((1, 3, 3, 3, 3, 3), (0, 0, 1, 3, 8, 21), strict=True))
        assert last.s == pytest.approx(53.62691, abs=1e-4)
        assert last.d == pytest.approx(6.3574867, abs=1e-6)

    def test_review_card(self) -> None:
        """The library's own learning steps put the next answer on the same day three times: `0`. Without such steps
        we would wait; given the same days in between, all that follows is the same."""
        theirs = [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]
        without_steps = {0: 2, 6: 7, 7: 2}
        grades = (3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3)
        answers = list(zip(grades, [0, *theirs], strict=False))
        intervals = [fsrs.interval(known.s, 0.9) for known in ours(answers)]
        assert intervals == [without_steps.get(n, days) for n, days in enumerate(theirs)]

    def test_a_thousand_misses_leave_the_least_stability(self) -> None:
        *_, last = ours([(AGAIN, 2)] * 1000)
        assert last.s == fsrs.LEAST_STABILITY == 0.001

    def test_ten_easy_answers_make_it_as_easy_as_can_be(self) -> None:
        *_, last = ours([(EASY, 0)] * 10)
        assert last.d == 1.0


class TestForgetting:
    @given(stabilities, decays)
    def test_after_as_many_days_as_the_stability_nine_of_ten_are_left(self, s: float, decay: float) -> None:
        assert fsrs.retrievability(s, s, decay) == pytest.approx(0.9)

    @given(stabilities, decays)
    def test_nothing_is_forgotten_at_once(self, s: float, decay: float) -> None:
        assert fsrs.retrievability(0, s, decay) == 1.0

    @given(stabilities, decays, st.integers(0, 3650), st.integers(1, 60))
    def test_recall_falls_with_every_day_and_never_to_nothing(self, s: float, decay: float, t: int, more: int) -> None:
        assert 0 < fsrs.retrievability(t + more, s, decay) < fsrs.retrievability(t, s, decay)

    @given(stabilities, decays, retentions)
    def test_an_interval_ends_on_the_day_on_which_recall_is_nearest_to_what_is_wanted(
        self, s: float, decay: float, retention: float
    ) -> None:
        days = fsrs.interval(s, retention, decay)
        assert days >= 1
        assert fsrs.retrievability(days + 0.5001, s, decay) < retention
        if days > 1:
            assert fsrs.retrievability(days - 0.5001, s, decay) > retention


class TestGrowth:
    @given(difficulties)
    def test_the_better_the_answer_the_more_it_adds(self, d: float) -> None:
        assert 0 < fsrs.growth(d, HARD) < fsrs.growth(d, GOOD) < fsrs.growth(d, EASY)

    @given(st.lists(difficulties, min_size=2, max_size=2, unique=True).map(sorted))
    def test_the_harder_the_item_the_less_is_added_and_the_less_is_left(self, d: list[float]) -> None:
        easier, harder = d
        assert fsrs.growth(easier, GOOD) >= fsrs.growth(harder, GOOD)
        assert fsrs.rest(easier) >= fsrs.rest(harder)

    @given(stabilities, difficulties, probabilities, st.sampled_from((HARD, GOOD, EASY)))
    def test_a_right_answer_never_lowers_the_stability(self, s: float, d: float, r: float, grade: int) -> None:
        assert fsrs.after_recall(s, r, fsrs.growth(d, grade)) >= s

    @given(stabilities, difficulties, probabilities, probabilities)
    def test_what_was_nearly_forgotten_grows_most(self, s: float, d: float, one: float, other: float) -> None:
        growth = fsrs.growth(d, GOOD)
        nearly, hardly = min(one, other), max(one, other)
        assert fsrs.after_recall(s, nearly, growth) >= fsrs.after_recall(s, hardly, growth)

    @given(stabilities, difficulties, probabilities)
    def test_forgetting_never_raises_the_stability(self, s: float, d: float, r: float) -> None:
        assert fsrs.LEAST_STABILITY <= fsrs.after_forgetting(s, r, fsrs.rest(d)) <= s

    @given(stabilities)
    def test_on_the_same_day_only_a_miss_lowers_it(self, s: float) -> None:
        again, hard, good, easy = (fsrs.same_day(s, grade) for grade in (AGAIN, HARD, GOOD, EASY))
        assert fsrs.LEAST_STABILITY <= again <= s <= hard <= good <= easy

    @given(difficulties, grades)
    def test_difficulty_stays_within_one_and_ten(self, d: float, grade: int) -> None:
        assert 1 <= fsrs.first_difficulty(grade) <= 10
        assert 1 <= fsrs.next_difficulty(d, grade) <= 10

    @given(difficulties)
    def test_the_better_the_answer_the_easier_the_item(self, d: float) -> None:
        for easier in (fsrs.first_difficulty, lambda grade: fsrs.next_difficulty(d, grade)):
            assert easier(AGAIN) >= easier(HARD) >= easier(GOOD) >= easier(EASY)
