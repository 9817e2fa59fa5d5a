"""The figures about the learner: by hand where they are few, and as laws where they are many."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.fsrs import AGAIN
from orchestra_tutor.journal import CONFIDENCES, Review, to_dict
from orchestra_tutor.learner import Learner, learner, recall
from orchestra_tutor.memory import Day, Trace, fold, grade
from orchestra_tutor.planner import Subject, likely, readiness
from orchestra_tutor.question import Arrange, Enter, Inspect, Option, Pair, Pick, Prompt
from orchestra_tutor.report import (
    BOUNDS,
    SAMPLES,
    Bin,
    Effort,
    Past,
    Streak,
    by_cell,
    chance,
    efforts,
    replay,
    spread,
    streak,
    wilson,
)
from orchestra_tutor.text import same
from tests.helpers import HOW, answers, trace

ITEMS: Final = ("one", "two", "three")
SUBJECTS: Final = [Subject(item, "lesson", weight, None) for item, weight in zip(ITEMS, (1.0, 3.0, 0.5), strict=True)]


def told(*stories: tuple[str, str]) -> list[Review]:
    """The answers of stories, each about an item, in the order of their time."""
    reviews = [review for item, story in stories for review in answers(story, item, item)]
    return sorted(reviews, key=lambda review: (review.at, review.id))


def stream(reviews: list[Review]) -> Iterator[tuple[float, str, dict[str, Any]]]:
    """As the store gives them: once."""
    return ((review.at, review.item, to_dict(review)) for review in reviews)


def relived(reviews: list[Review], today: int, interview: int | None = None) -> Past:
    return replay(stream(reviews), SUBJECTS, today, interview)


def known_then(reviews: list[Review], before: int) -> tuple[dict[str, Trace], Learner]:
    """What could be known when study day `before` began."""
    traces = fold(review for review in reviews if review.day < before).traces
    return traces, learner(traces.values())


def ready(reviews: list[Review], day: int, goal: int) -> float:
    """The readiness at the end of `day`, for `goal`."""
    traces, person = known_then(reviews, day + 1)
    return readiness([Subject(s.item, s.lesson, s.weight, traces.get(s.item)) for s in SUBJECTS], person, goal)


@st.composite
def logs(draw: st.DrawFn) -> list[Review]:
    """Stories of three items in a month, some answers of which came back the same day."""
    stories = []
    for item in ITEMS:
        days = sorted(draw(st.sets(st.integers(0, 30), max_size=8)))
        words = []
        for day in days:
            words.append(f"{day} {draw(st.sampled_from(sorted(HOW)))}")
            if draw(st.booleans()):
                words.append(f"{day} {draw(st.sampled_from(sorted(HOW)))} again")
        stories.append((item, ", ".join(words)))
    return told(*stories)


class TestWilson:
    @pytest.mark.parametrize(
        ("part", "whole", "low", "high"),
        [  # after Newcombe, Statistics in Medicine 17 (1998), table I
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
            (29, 29, 0.8830, 1.0),
        ],
    )
    def test_it_is_the_interval_of_the_books(self, part: int, whole: int, low: float, high: float) -> None:
        assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)

    def test_of_nothing_it_says_nothing(self) -> None:
        assert wilson(0, 0) == (0.0, 1.0)

    @given(st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
    def test_the_share_lies_within_it(self, counts: tuple[int, int]) -> None:
        low, high = wilson(*counts)
        assert 0 <= low <= counts[0] / counts[1] + 1e-12
        assert counts[0] / counts[1] - 1e-12 <= high <= 1


class TestStreak:
    @pytest.mark.parametrize(
        ("days", "now", "longest"),
        [
            ("", 0, 0),
            ("100", 1, 1),
            ("99", 1, 1),  # today is not over
            ("98", 0, 1),
            ("98 99 100", 3, 3),
            ("97 98 99", 3, 3),
            ("96 97 98", 0, 3),
            ("90 91 92 93 98 99", 2, 4),
            ("90 91 92 93 95 96 99 100", 2, 4),
            ("99 100 101", 2, 3),  # the clock went back
        ],
    )
    def test_it_reaches_to_today_or_to_yesterday(self, days: str, now: int, longest: int) -> None:
        assert streak(map(int, days.split()), today=100) == Streak(now, longest)

    @given(st.sets(st.integers(0, 40)))
    def test_it_is_what_counting_day_by_day_gives(self, days: set[int]) -> None:
        here, runs = 0, [0]
        for day in range(41):
            here = here + 1 if day in days else 0
            runs.append(here)
        assert streak(days, 40) == Streak(runs[-1] or runs[-2], max(runs))


def test_the_last_days_hold_also_those_without_an_answer() -> None:
    done = {5: Day(9, 9, 9), 7: Day(3, 2, 61_500), 9: Day(1, 0, 4_000), 10: Day(1, 1, 1)}
    assert efforts(done, today=9, count=3) == (Effort(7, 3, 2, 61.5), Effort(8, 0, 0, 0.0), Effort(9, 1, 0, 4.0))


def options(keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, same(key)) for key in keys)


class TestChance:
    @pytest.mark.parametrize(
        ("prompt", "expected"),
        [
            (Pick(options("abcd"), 1), 1 / 4),
            (Pick(options("abcde"), 2), 1 / 10),
            (Arrange(options("abc")), 1 / 6),
            (Pair(options("ab"), options("xyz")), 1 / 9),
            (Enter("number"), 0.0),
            (Inspect((), *[Pick(options("abc"), 1)] * 3), 0.0),  # who opens nothing is never all right
        ],
    )
    def test_it_is_one_of_all_that_could_be_answered(self, prompt: Prompt, expected: float) -> None:
        assert chance(prompt) == pytest.approx(expected)

    def test_a_blind_guesser_is_right_as_often(self) -> None:
        rng = Random(7)
        hits = sum(set(rng.sample("abcd", 2)) == {"a", "c"} for _ in range(6000))
        low, high = wilson(hits, 6000)
        assert low < chance(Pick(options("abcd"), 2)) < high


class TestSpread:
    @pytest.mark.parametrize(
        ("first", "last", "most", "days"),
        [(3, 3, 5, [3]), (3, 5, 5, [3, 4, 5]), (0, 8, 5, [0, 2, 4, 6, 8]), (1, 16, 4, [1, 6, 11, 16])],
    )
    def test_days_are_taken_evenly(self, first: int, last: int, most: int, days: list[int]) -> None:
        assert spread(first, last, most) == days

    @given(st.integers(0, 500), st.integers(0, 500), st.integers(2, 40))
    def test_the_first_and_the_last_are_among_them(self, first: int, length: int, most: int) -> None:
        days = spread(first, first + length, most)
        assert (days[0], days[-1], len(days)) == (first, first + length, min(most, length + 1))
        assert days == sorted(set(days))


class TestCells:
    def test_items_count_by_their_weight(self) -> None:
        """One item of weight 1 was right today, one of weight 3 was never asked, as was all of another cell."""
        left = trace("9 right")
        person = replace(learner([]), known=0.3, trust=0.5)
        subjects = [Subject("a", "l", 1.0, left), Subject("b", "l", 3.0, None), Subject("c", "l", 0.0, None)]
        items = {("f", "p"): ["a", "b", "c"], ("f", "q"): ["b"], ("g", "p"): [], ("g", "q"): ["c"]}
        cells = list(by_cell(subjects, items, person, day=9))
        assert [(cell.feature, cell.platform, cell.items, cell.asked) for cell in cells] == [
            ("f", "p", 3, 1),
            ("f", "q", 1, 0),
            ("g", "p", 0, 0),
            ("g", "q", 1, 0),
        ]
        both = 0.5 * (1 + 3 * 0.3) / 4  # nothing was asked in the third, and what is asked in the last does not count
        assert [cell.ready for cell in cells] == [pytest.approx(both), pytest.approx(0.5 * 0.3), None, None]

    @given(logs(), st.integers(0, 60))
    def test_a_cell_of_all_items_is_as_ready_as_the_course(self, reviews: list[Review], day: int) -> None:
        traces = fold(reviews).traces
        person = learner(traces.values())
        subjects = [Subject(s.item, s.lesson, s.weight, traces.get(s.item)) for s in SUBJECTS]
        (cell,) = by_cell(subjects, {("f", "p"): ITEMS}, person, day)
        assert cell.ready == pytest.approx(readiness(subjects, person, day))
        assert (cell.items, cell.asked) == (3, len(traces))


class TestCalibration:
    def test_an_answer_is_held_against_what_was_foretold_when_its_day_began(self) -> None:
        first = told(("one", "0 wrong"), ("two", "0 right, 2 wrong"))
        expected = recall(known_then(first, 5)[0]["one"], 5, known_then(first, 5)[1])
        judged = relived([*first, *answers("5 right", "one", "late")], today=6).calibration
        predicted_two = recall(trace("0 right"), 2, learner([trace("0 wrong"), trace("0 right")]))
        assert judged.overall.answers == 2
        assert judged.overall.known == 1
        assert judged.overall.foretold == pytest.approx(expected + predicted_two)

    @pytest.mark.parametrize(
        ("story", "judged", "known"),
        [
            ("", 0, 0),
            ("0 right", 0, 0),  # nothing was foretold of it
            ("0 right, 0 right", 0, 0),  # the same day
            ("0 right, 1 right", 1, 1),
            ("0 right, 1 wrong", 1, 0),
            ("0 right, 1 guess", 1, 0),  # a lucky guess is not known
            ("0 right, 1 think", 1, 1),
            ("0 right, 1 nearly", 1, 0),
            ("0 right, 1 wrong, 1 right again", 1, 0),  # what came back the same day
            ("0 wrong, 1 right again", 0, 0),  # or after midnight
            ("0 right, 3 right, 9 wrong, 9 right again, 10 right", 3, 2),
        ],
    )
    def test_only_first_answers_of_a_later_day_are_judged(self, story: str, judged: int, known: int) -> None:
        overall = relived(answers(story, "one"), today=20).calibration.overall
        assert (overall.answers, overall.known) == (judged, known)

    @pytest.mark.parametrize(("gap", "low"), [(1, 0.8), (3, 0.7), (10, 0.6), (20, 0.5), (400, 0.0)])
    def test_a_prediction_goes_to_the_bin_it_lies_in(self, gap: int, low: float) -> None:
        """The longer ago, the less probable."""
        bins = relived(answers(f"0 right, {gap} right", "one"), today=500).calibration.bins
        (found,) = [each for each in bins if each.answers]
        assert found.low == low
        assert found.predicted == pytest.approx(recall(trace("0 right"), gap, learner([trace("0 right")])))

    @given(logs())
    def test_bins_add_up_to_all_and_hold_what_belongs_to_them(self, reviews: list[Review]) -> None:
        judged = relived(reviews, today=31).calibration
        assert [(each.low, each.high) for each in judged.bins] == list(pairwise(BOUNDS))
        for name in ("answers", "foretold", "known"):
            whole = sum(getattr(each, name) for each in judged.bins)
            assert whole == pytest.approx(getattr(judged.overall, name))
        for each in judged.bins:
            assert 0 <= each.known <= each.answers
            assert 0 <= each.measured <= 1
            assert not each.answers or each.low <= each.predicted <= each.high
        assert judged.enough == (judged.overall.answers >= 30)
        later = [
            n for n, each in enumerate(reviews) if any(b.item == each.item and b.day < each.day for b in reviews[:n])
        ]
        assert judged.overall.answers == sum(not reviews[n].retry for n in later)

    @pytest.mark.parametrize(("fidelity", "holds"), [(1.0, True), (0.75, False)])
    def test_answers_as_the_models_foretell_them_are_within_the_interval(self, fidelity: float, holds: bool) -> None:
        """And those of somebody who remembers less are not."""
        reviews = simulated(fidelity)
        judged = relived(reviews, today=61).calibration
        assert judged.overall.answers > 1000
        assert within(judged.overall) is holds
        if holds:
            assert all(within(each) for each in judged.bins if each.answers)


def simulated(fidelity: float) -> list[Review]:
    """A person who remembers as is foretold, or worse: forty items, each asked after gaps of all lengths."""
    rng, reviews = Random(7), list[Review]()
    traces: dict[str, Trace] = {}
    for day in range(60):
        person = learner(traces.values())
        for n in range(60):
            item = f"item-{n}"
            if rng.random() < 0.4:
                left = traces.setdefault(item, Trace())
                knows = rng.random() < (fidelity * recall(left, day, person) if left.asked else 0.5)
                (review,) = answers(f"{day} {'right' if knows else 'wrong'}", item, f"{item}-{day}")
                left.add(review.at, review.id, to_dict(review))
                reviews.append(review)
    return reviews


def within(each: Bin) -> bool:
    low, high = each.interval
    return low <= each.predicted <= high


class TestCurve:
    def test_it_ends_with_the_readiness_of_today(self) -> None:
        reviews = told(("one", "0 right, 3 wrong"), ("two", "2 right"))
        curve = relived(reviews, today=5).curve
        assert [point.day for point in curve] == [0, 1, 2, 3, 4, 5]
        for point in curve:
            assert point.ready == pytest.approx(ready(reviews, point.day, goal=point.day))

    def test_it_is_for_the_interview_that_lies_ahead(self) -> None:
        reviews = told(("one", "0 right, 3 wrong"), ("two", "2 right"))
        for point in relived(reviews, today=5, interview=25).curve:
            assert point.ready == pytest.approx(ready(reviews, point.day, goal=25))

    @pytest.mark.parametrize("interview", [3, 5])
    def test_an_interview_that_is_over_or_now_changes_nothing(self, interview: int) -> None:
        reviews = told(("one", "0 right, 3 wrong"))
        assert relived(reviews, 5, interview) == relived(reviews, 5)

    @pytest.mark.parametrize(
        ("story", "today", "days"),
        [("", 5, []), ("5 right", 5, [5]), ("4 right", 5, [4, 5]), ("6 right", 5, [5])],  # the clock went back
    )
    def test_it_begins_with_the_first_answer(self, story: str, today: int, days: list[int]) -> None:
        assert [point.day for point in relived(answers(story, "one"), today).curve] == days

    @given(logs(), st.integers(31, 400), st.none() | st.integers(0, 500))
    def test_it_has_few_points_within_bounds(self, reviews: list[Review], today: int, interview: int | None) -> None:
        curve = relived(reviews, today, interview).curve
        days = [point.day for point in curve]
        assert days == sorted(set(days))
        assert len(days) <= SAMPLES
        assert all(0 <= point.ready <= 1 for point in curve)
        assert not reviews or (days[0], days[-1]) == (reviews[0].day, today)
        goal = interview if interview and interview > today else None
        for point in curve[:: max(1, len(curve) // 4)]:
            assert point.ready == pytest.approx(ready(reviews, point.day, goal or point.day))

    def test_what_is_no_more_asked_still_says_how_the_person_forgets(self) -> None:
        """As in the readiness of today: the item counts for nothing itself."""
        reviews = told(("gone", "0 right, 9 wrong, 12 wrong"), ("one", "0 right, 9 wrong"))
        traces, person = known_then(reviews, 13)
        weights = {s.item: s.weight for s in SUBJECTS}
        expected = sum(weights[item] * likely(traces.get(item), person, 12) for item in ITEMS) / sum(weights.values())
        assert relived(reviews, today=12).curve[-1].ready == pytest.approx(expected)


class TestSureness:
    def test_it_counts_how_often_one_was_right(self) -> None:
        reviews = told(("one", "0 sure, 0 wrong again, 2 guess, 4 wrong, 5 right"), ("two", "1 think, 2 guess, 3 sure"))
        found = {each.confidence: each for each in relived(reviews, today=9).sureness}
        assert {name: (each.right, each.answers) for name, each in found.items()} == {
            "guess": (2, 2),
            "think": (1, 1),
            "sure": (2, 3),  # what came back after a miss is no judgement
        }
        assert found["guess"].asked == {"one": 1, "two": 1}
        assert found["sure"].share == pytest.approx(2 / 3)

    def test_without_an_answer_nothing_is_divided(self) -> None:
        assert [(each.confidence, each.share) for each in relived([], today=9).sureness] == [
            (name, 0.0) for name in CONFIDENCES
        ]

    @given(logs())
    def test_every_marked_first_answer_counts_once(self, reviews: list[Review]) -> None:
        found = relived(reviews, today=31).sureness
        marked = [review for review in reviews if review.confidence and not review.retry]
        assert sum(each.answers for each in found) == len(marked)
        assert sum(each.right for each in found) == sum(review.score == 1.0 for review in marked)


def test_the_answers_are_read_once_and_none_is_kept() -> None:
    """Ten times the answers to the same items take no more memory."""

    def peak(count: int) -> int:
        body = to_dict(answers("0 think 7s")[0])
        told = ((0.0, ITEMS[n % 3], body | {"day": n * 40 // count}) for n in range(count))
        tracemalloc.start()
        replay(told, SUBJECTS, 40, None)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(300)  # what is made once
    assert peak(20_000) < 1.5 * peak(2_000)


def test_what_counts_as_known_is_what_memory_says() -> None:
    """A guard for the table above: the words of the stories mean what they say."""
    known = {
        how
        for how, given in HOW.items()
        if grade(given["score"], given.get("confidence"), given.get("hints", 0)) > AGAIN
    }
    assert known == {"right", "sure", "think", "hinted"}
