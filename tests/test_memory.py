"""The log folded: whatever the order in which it was written, it comes to the same memory, and to that of FSRS."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import log
from random import Random
from typing import Final

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor import fsrs
from orchestra_tutor.fsrs import AGAIN, GOOD, HARD
from orchestra_tutor.journal import DAY, Began, Confidence, Entry, Flag, Place, Review, Undo, study_day, to_dict
from orchestra_tutor.memory import LEAST, MODELS, MOST, Day, Standing, Trace, fold, grade, milliseconds
from tests.helpers import HOW, answers, trace

EPOCH: Final = date(1970, 1, 1)
TIMES: Final = ("first_ms", "hits", "hit_ms", "misses", "miss_ms", "read_ms")

hows = st.sampled_from(sorted(HOW))


@st.composite
def stories(draw: st.DrawFn) -> str:
    """One first answer a day at most, each with as many retries on the same day as the person likes."""
    told, day = [], 0
    for n in range(draw(st.integers(1, 8))):
        day += draw(st.integers(1, 60)) if n else 0
        told.append(f"{day} {draw(hows)}")
        told += [f"{day} {how} again" for how in draw(st.lists(hows, max_size=3))]
    return ", ".join(told)


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """What two machines wrote: at the same times, on days of their own, of the same items, each undoing the other's."""
    entries: list[Entry] = []
    reviews: list[Review] = []
    for n in range(draw(st.integers(0, 14))):
        name, when = f"{draw(st.sampled_from('ab'))}-{n}", float(draw(st.integers(0, 9)))
        match draw(st.sampled_from(["review", "review", "undo", "place"])):
            case "review":
                (one,) = answers(f"{draw(st.integers(0, 9))} {draw(hows)} 7s +3s", draw(st.sampled_from("xy")))
                reviews.append(replace(one, id=name, at=when, retry=draw(st.booleans())))
            case "undo" if reviews:
                review = draw(st.sampled_from(reviews))
                entries.append(Undo(name, when, review.id, review.item))  # by a clock that may be behind
            case "undo":
                entries.append(Undo(name, when, "unheard-of", "x"))
            case "place":
                step, done, forget = draw(st.integers(0, 3)), draw(st.booleans()), draw(st.booleans())
                entries.append(Place(name, when, draw(st.sampled_from("lm")), step, done, forget))
    return [*entries, *reviews]


def undo(review: Review, name: str = "u") -> Undo:
    return Undo(f"{name}-{review.id}", review.at + 1, review.id, review.item)


def at(step: int, when: float, done: bool = False, lesson: str = "lesson", forget: bool = False) -> Place:
    return Place(f"p-{when}", when, lesson, step, done, forget)


def foretold(left: Trace, day: int, n: int) -> float:
    """The recall on `day`, by model `n`."""
    return fsrs.retrievability(day - left.day, left.stabilities[n], MODELS[n].decay)


class TestModels:
    def test_there_are_six_from_who_forgets_fast_to_who_forgets_slowly(self) -> None:
        assert [(model.scale, model.decay) for model in MODELS] == [
            *((0.3, 0.1542), (0.3, 0.5)),
            *((1.0, 0.1542), (1.0, 0.5)),
            *((3.0, 0.1542), (3.0, 0.5)),
        ]

    @pytest.mark.parametrize("n", range(len(MODELS)))
    @given(story=stories(), later=st.integers(0, 400))
    def test_each_is_that_of_the_library_with_parameters_of_its_own(self, n: int, story: str, later: int) -> None:
        model, w = MODELS[n], fsrs.PARAMETERS
        parameters = (*(model.scale * first for first in w[:4]), *w[4:20], model.decay)
        scheduler = Scheduler(parameters, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        card, start, left = Card(card_id=1), datetime(2026, 11, 24, tzinfo=UTC), Trace()
        for review in answers(story):
            left.add(review.at, review.id, to_dict(review))
            rating = Rating(grade(review.score, review.confidence, review.hints))
            card, _ = scheduler.review_card(card, rating, start + timedelta(days=review.day))
            assert left.stabilities[n] == pytest.approx(card.stability, rel=1e-9)
            assert left.difficulty == pytest.approx(card.difficulty, rel=1e-9)
        day = left.day + later
        theirs = scheduler.get_card_retrievability(card, start + timedelta(days=day))
        assert foretold(left, day, n) == pytest.approx(theirs, rel=1e-9)

    def test_one_of_them_is_fsrs_as_published(self) -> None:
        """The golden vector of py-fsrs: days 0, 0, 1, 3, 8 and 21 in between."""
        left = trace("0 wrong, 0 sure again, 1 sure, 4 sure, 12 sure, 33 sure")
        (published,) = [n for n, model in enumerate(MODELS) if (model.scale, model.decay) == (1.0, fsrs.DECAY)]
        assert left.stabilities[published] == pytest.approx(53.62691, abs=1e-4)
        assert left.difficulty == pytest.approx(6.3574867, abs=1e-6)

    @given(stories())
    def test_each_is_judged_by_what_it_foretold_of_answers_on_later_days(self, story: str) -> None:
        left, evidence, predicted = Trace(), [0.0] * len(MODELS), [0.0] * len(MODELS)
        judged = kept = 0
        for review in answers(story):
            knew = grade(review.score, review.confidence, review.hints) > AGAIN
            if left.asked and review.day > left.day:
                judged, kept = judged + 1, kept + knew
                for n in range(len(MODELS)):
                    r = foretold(left, review.day, n)
                    within = min(MOST, max(LEAST, r))
                    evidence[n] += log(within if knew else 1 - within)
                    predicted[n] += r
            left.add(review.at, review.id, to_dict(review))
        assert left.evidence == pytest.approx(evidence)
        assert left.predicted == pytest.approx(predicted)
        assert (left.judged, left.kept) == (judged, kept)

    @pytest.mark.parametrize(
        ("story", "n", "says"),
        [
            ("0 wrong, 1000 sure", 1, LEAST),  # foretold with 0.017, and it was known
            ("0 wrong, 1000 wrong", 1, MOST),
            ("0 sure, 1 sure", 5, MOST),  # foretold with 0.983
            ("0 sure, 1 wrong", 5, LEAST),
        ],
    )
    def test_no_single_answer_says_everything_about_a_model(self, story: str, n: int, says: float) -> None:
        assert trace(story).evidence[n] == pytest.approx(log(says))


class TestGrade:
    @pytest.mark.parametrize(
        ("score", "confidence", "hints", "given"),
        [
            (1.0, "sure", 0, GOOD),
            (1.0, None, 0, HARD),  # nobody was asked: it may have been luck
            (1.0, "think", 0, HARD),
            (1.0, "guess", 0, AGAIN),  # a lucky guess is not known
            (1.0, None, 1, HARD),
            (1.0, "sure", 2, HARD),
            (1.0, "think", 1, HARD),
            (1.0, "guess", 1, AGAIN),
            (0.99, "sure", 0, AGAIN),  # half right is missed
            (0.5, None, 0, AGAIN),
            (0.0, "sure", 0, AGAIN),
            (0.0, "think", 1, AGAIN),
            (0.0, "guess", 0, AGAIN),
            (0.0, None, 0, AGAIN),  # a skip
        ],
    )
    def test_only_what_was_right_without_doubt_or_help_is_good(
        self, score: float, confidence: Confidence | None, hints: int, given: int
    ) -> None:
        assert grade(score, confidence, hints) == given


class TestStudyDay:
    @pytest.mark.parametrize(
        ("local", "day"),
        [
            ("2026-11-24T03:59:59.999+00:00", "2026-11-23"),
            ("2026-11-24T04:00:00+00:00", "2026-11-24"),
            ("2026-11-24T23:59:59+00:00", "2026-11-24"),
            ("2026-11-24T03:59:59+09:00", "2026-11-23"),  # Seoul, where it is still yesterday in UTC
            ("2026-11-24T04:00:00+09:00", "2026-11-24"),
            ("2026-11-24T12:00:00+09:00", "2026-11-24"),
            ("2026-11-25T00:30:00+09:00", "2026-11-24"),
            ("2026-11-24T03:59:59-05:00", "2026-11-23"),  # New York
            ("2026-11-24T04:00:00-05:00", "2026-11-24"),
            ("2026-11-24T23:30:00-05:00", "2026-11-24"),  # where it is tomorrow in UTC
            ("2026-11-24T03:59:59+05:45", "2026-11-23"),  # Kathmandu
            ("2026-11-24T04:00:00+05:45", "2026-11-24"),
            ("2027-01-01T01:00:00+09:00", "2026-12-31"),
            ("1969-12-31T12:00:00+00:00", "1969-12-31"),
        ],
    )
    def test_a_study_day_ends_at_four_in_the_morning_where_the_person_is(self, local: str, day: str) -> None:
        when = datetime.fromisoformat(local)
        offset = when.utcoffset()
        assert offset is not None
        assert study_day(when.timestamp(), offset.total_seconds()) == (date.fromisoformat(day) - EPOCH).days

    @given(st.floats(0, 4e9), st.sampled_from((0.0, 9 * 3600.0, -5 * 3600.0, 5.75 * 3600)))
    def test_a_study_day_is_twenty_four_hours(self, when: float, offset: float) -> None:
        assert study_day(when + DAY, offset) == study_day(when, offset) + 1
        assert study_day(when + 3600, offset) - study_day(when, offset) in (0, 1)

    @pytest.mark.parametrize("offset", [0, 9, -5])
    def test_an_evening_and_the_morning_after_are_two_days(self, offset: int) -> None:
        evening, night, morning = (
            datetime.fromisoformat(f"2026-11-{local}{offset:+03d}:00").timestamp()
            for local in ("24T23:30", "25T01:30", "25T07:00")
        )
        first, late, next_day = (study_day(when, 3600 * offset) for when in (evening, night, morning))
        assert (late - first, next_day - first) == (0, 1)


class TestAnswers:
    @pytest.mark.parametrize(
        ("story", "asked", "correct"),
        [
            ("0 right", 1, 1),
            ("0 wrong", 1, 0),
            ("0 nearly", 1, 0),
            ("0 guess", 1, 1),  # it was right, though not known
            ("0 right, 0 wrong again, 3 think", 3, 2),
        ],
    )
    def test_a_trace_counts_the_answers(self, story: str, asked: int, correct: int) -> None:
        left = trace(story)
        assert (left.asked, left.correct) == (asked, correct)

    @pytest.mark.parametrize(
        ("story", "right"),
        [
            ("0 right", (0, 0)),
            ("0 right, 3 think, 9 hinted", (3, 9)),
            ("0 right, 3 right, 3 right", (0, 3)),
            ("0 wrong", None),
            ("0 wrong, 0 right again", None),  # just told: that proves nothing
            ("0 wrong, 0 right again, 2 right", (2, 2)),
            ("0 right, 3 right, 9 wrong", None),
            ("0 right, 3 right, 9 guess", None),
            ("0 right, 3 right, 3 wrong again", None),
            ("0 right, 3 wrong, 3 right again, 5 right, 7 right", (5, 7)),
            ("2 right, 2 right", (2, 2)),
            ("2 right, 5 right, 5 right", (2, 5)),
        ],
    )
    def test_right_are_the_last_two_days_since_it_was_last_wrong(
        self, story: str, right: tuple[int, int] | None
    ) -> None:
        assert trace(story).right == right

    @pytest.mark.parametrize(
        ("story", "knew", "cold"),
        [
            ("0 sure", True, True),
            ("0 think, 3 wrong", True, True),
            ("0 guess, 0 right again", False, True),
            ("0 wrong, 3 sure", False, True),
            ("0 right", True, True),
            ("0 right taught", True, False),
            ("0 wrong taught, 3 sure", False, False),
        ],
    )
    def test_what_was_known_at_first_is_remembered_and_whether_it_had_been_taught(
        self, story: str, knew: bool, cold: bool
    ) -> None:
        left = trace(story)
        assert (left.knew_first, left.cold) == (knew, cold)

    @pytest.mark.parametrize(
        ("story", "times"),
        [
            ("0 right 20s", (20, 0, 0, 0, 0, 0)),
            ("0 wrong 20s, 0 right 5s again", (25, 0, 0, 0, 0, 0)),  # what the first miss cost
            ("0 guess 20s, 0 wrong 5s again", (25, 0, 0, 0, 0, 0)),
            ("0 right 20s, 3 right 8s, 9 think 12s", (20, 2, 20, 0, 0, 0)),
            ("0 right 20s, 3 wrong 30s", (20, 0, 0, 1, 30, 0)),
            ("0 right 20s, 3 guess 30s", (20, 0, 0, 1, 30, 0)),
            ("0 right 20s, 3 wrong 30s, 3 right 5s again", (20, 0, 0, 1, 35, 0)),  # what the miss cost
            ("0 right 20s, 3 wrong 30s, 3 wrong 5s again, 9 right 7s", (20, 1, 7, 1, 35, 0)),
            ("0 wrong 20s +3s, 0 right 5s again +4s, 3 right 8s +2s", (25, 1, 8, 0, 0, 9)),
            ("0 right 301s, 3 right 9999s, 9 wrong 300s, 9 right 400s again +500s", (300, 1, 300, 1, 600, 300)),
        ],
    )
    def test_times_are_kept_by_what_they_were_spent_on_and_end_after_five_minutes(
        self, story: str, times: tuple[int, ...]
    ) -> None:
        first, hits, hit, misses, miss, read = times
        left = trace(story)
        assert tuple(getattr(left, name) for name in TIMES) == (
            *(1000 * first, hits, 1000 * hit),
            *(misses, 1000 * miss, 1000 * read),
        )

    @pytest.mark.parametrize(
        ("seconds", "ms"), [(0.0, 0), (2.5, 2500), (299.9, 299_900), (300.0, 300_000), (1e9, 300_000)]
    )
    def test_who_takes_longer_than_five_minutes_has_walked_away(self, seconds: float, ms: int) -> None:
        assert milliseconds(seconds) == ms

    def test_a_belief_is_counted_and_dated_by_its_last_time(self) -> None:
        told = answers("0 fooled, 3 right, 5 fooled, 5 fooled again, 9 right")
        told[2] = replace(told[2], beliefs=("magic", "luck"))
        assert fold(told).traces["probes"].held == {"magic": (3, 5), "luck": (1, 5)}

    def test_a_day_never_goes_back_when_the_person_flies_west(self) -> None:
        first, then = answers("5 right, 6 right")
        left = fold([first, replace(then, day=4)]).traces["probes"]
        assert (left.day, left.judged) == (5, 0)

    @given(stories(), stories())
    def test_a_trace_comes_back_from_json_and_goes_on_as_it_would_have(self, story: str, more: str) -> None:
        left = trace(story)
        numbers, rest = left.dump()
        back = Trace.load(numbers, json.loads(json.dumps(rest)))
        assert back == left
        for review in answers(more):
            for each in (left, back):
                each.add(review.at, review.id, to_dict(review))
        assert back == left != Trace()


class TestFold:
    @pytest.mark.parametrize(
        ("log", "counts"),
        [
            ([], {}),
            ([Began("s-0", 1.0, "quiz"), Flag("s-1", 1.0, "probes", "why?")], {}),
            ([*answers("0 right, 3 wrong"), *answers("0 nearly", "order")], {"probes": (2, 1), "order": (1, 0)}),
            ([*answers("0 right"), *map(undo, answers("0 right"))], {}),
            ([*answers("0 right, 3 wrong"), undo(answers("0 right, 3 wrong")[1])], {"probes": (1, 1)}),
            ([*answers("0 right, 3 wrong"), undo(answers("0 right")[0])], {"probes": (1, 0)}),
        ],
    )
    def test_only_the_answers_that_stand_count(self, log: list[Entry], counts: dict[str, tuple[int, int]]) -> None:
        standing = fold(log)
        assert {item: (left.asked, left.correct) for item, left in standing.traces.items()} == counts
        assert sum(day.answers for day in standing.days.values()) == sum(asked for asked, _ in counts.values())

    @pytest.mark.parametrize(
        ("log", "places"),
        [
            ([at(1, 1), at(2, 2)], {"lesson": (2, False)}),
            ([at(2, 1), at(1, 2)], {"lesson": (1, False)}),  # went back
            ([at(2, 2), at(1, 1)], {"lesson": (2, False)}),  # written by two machines
            ([at(2, 1), at(0, 2, done=True)], {"lesson": (0, True)}),
            ([at(0, 1, done=True), at(1, 2)], {"lesson": (1, True)}),  # finished once stays finished
            ([at(1, 1), at(3, 2, lesson="other")], {"lesson": (1, False), "other": (3, False)}),
            ([at(3, 1), at(0, 2, forget=True)], {}),  # as if it had never been begun
            ([at(0, 1, done=True), at(0, 2, forget=True)], {}),
            ([at(0, 1, done=True), at(0, 2, forget=True), at(2, 3)], {"lesson": (2, False)}),
            ([at(0, 1, forget=True), at(0, 2, done=True)], {"lesson": (0, True)}),
        ],
    )
    def test_the_last_place_in_a_lesson_is_where_one_goes_on(
        self, log: list[Entry], places: dict[str, tuple[int, bool]]
    ) -> None:
        assert fold(log) == Standing(places)

    def test_a_day_counts_its_answers_and_the_time_spent(self) -> None:
        log = [*answers("0 wrong 20s, 0 right 5s again +7s"), *answers("0 guess 400s, 2 right 1s", "order", "t")]
        assert fold(log).days == {0: Day(3, 2, 332_000), 2: Day(1, 1, 1_000)}

    @given(logs(), st.randoms(use_true_random=False))
    def test_it_does_not_matter_in_which_order_entries_were_written(self, log: list[Entry], rng: Random) -> None:
        shuffled = rng.sample(log, len(log))
        assert fold(shuffled) == fold(log)

    @given(logs())
    def test_an_answer_that_was_taken_back_is_as_if_it_had_never_been_given(self, log: list[Entry]) -> None:
        undone = {entry.review for entry in log if isinstance(entry, Undo)}
        without = [entry for entry in log if not isinstance(entry, Undo) and entry.id not in undone]
        assert fold(log) == fold(without)

    @given(st.lists(logs(), max_size=3), st.randoms(use_true_random=False))
    def test_taking_back_every_answer_in_any_order_leaves_nothing(self, parts: list[list[Entry]], rng: Random) -> None:
        log = [replace(entry, id=f"{n}-{entry.id}") for n, part in enumerate(parts) for entry in part]
        taken_back = [undo(entry) for entry in log if isinstance(entry, Review)]
        rng.shuffle(taken_back)
        standing = fold([*log, *taken_back])
        assert (standing.traces, standing.days) == ({}, {})

    def test_answers_at_the_same_moment_count_in_one_order_on_every_machine(self) -> None:
        wrong, right = (replace(each, at=1.0) for each in answers("0 wrong, 0 right"))
        assert fold([right, wrong]) == fold([wrong, right])
        assert fold([wrong, right]) != fold([replace(wrong, id="s-2"), right])  # or else the test shows nothing
