"""How an HPA waits out fluctuation, and what that makes of a metric over time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.errors import TutorError
from orchestra_tutor.mechanisms import hpa
from orchestra_tutor.mechanisms.hpa.policy import Policy, Rules
from orchestra_tutor.mechanisms.hpa.stabilization import MECHANISMS, Windows, highest, stabilized
from orchestra_tutor.mechanisms.hpa.worked import Aged
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

counts = st.integers(0, 100)
earlier = st.lists(st.builds(Aged, counts, st.integers(0, 700)), max_size=6)
seconds = st.integers(0, 600)


@given(counts, counts, earlier, seconds, seconds)
def test_a_window_only_holds_back(current: int, new: int, before: list[Aged], up: int, down: int) -> None:
    waited = stabilized(current, new, before, Windows(up, down))
    assert min(current, new) <= waited <= max(current, new)


@given(counts, counts, earlier)
def test_without_windows_the_newest_recommendation_is_followed(current: int, new: int, before: list[Aged]) -> None:
    assert stabilized(current, new, before, Windows(0, 0)) == new


@given(counts, counts, earlier, seconds, seconds)
def test_a_longer_window_never_moves_further(current: int, new: int, before: list[Aged], up: int, down: int) -> None:
    short, long = (stabilized(current, new, before, Windows(up + by, down + by)) for by in (0, 100))
    assert abs(long - current) <= abs(short - current)


@pytest.mark.parametrize(("age", "with_behavior", "without"), [(299, 9, 9), (300, 3, 9), (301, 3, 3)])
def test_what_is_exactly_as_old_as_the_window_counts_only_without_behavior(
    age: int, with_behavior: int, without: int
) -> None:
    assert stabilized(9, 3, [Aged(9, age)]) == with_behavior
    assert highest(3, [Aged(9, age)]) == without


VALID = {
    "scale_down": {"current": "10", "new": "3", "earlier": "10@600,4@60", "window": "300"},
    "scale_up": {"current": "2", "new": "9", "earlier": "6@30,5@200", "window": "60"},
}


@pytest.mark.parametrize("name", MECHANISMS)
@given(text=st.one_of(st.text(max_size=6), st.integers(-2, 2000).map(str), st.sampled_from(["4@", "@4", "4@4@4"])))
def test_any_text_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)


@pytest.mark.parametrize("name", MECHANISMS)
@given(small=counts, more=st.integers(1, 50), before=earlier, window=seconds)
def test_a_window_shows_its_work(name: str, small: int, more: int, before: list[Aged], window: int) -> None:
    down = name == "scale_down"
    current, new = (small + more, small) if down else (small + 1, small + 1 + more)
    worked = MECHANISMS[name](
        current=str(current),
        new=str(new),
        earlier=",".join(f"{each.pods}@{each.seconds_ago}" for each in before),
        window=str(window),
    )
    assert_shows_its_work(worked)
    assert worked.value == stabilized(current, new, before, Windows(0, window) if down else Windows(window, 0))
    if down and worked.sound:
        assert worked.value == highest(new, before, window)


@pytest.mark.parametrize(("name", "changed"), [("scale_down", {"new": "10"}), ("scale_up", {"new": "2"})])
def test_a_recommendation_in_the_other_direction_is_refused(name: str, changed: dict[str, str]) -> None:
    with pytest.raises(TutorError, match="new is"):
        MECHANISMS[name](**{**VALID[name], **changed})


def table(rows: tuple[hpa.Row, ...]) -> str:
    cells = ((row.time, row.metric, row.proposal, row.stabilized, row.replicas) for row in rows)
    return "\n".join("{:3} {:3} {:2} {:2} {:2}".format(*each) for each in cells)


def test_an_hpa_over_time_grows_at_once_and_shrinks_when_the_window_lets_it() -> None:
    rows = hpa.trace(4, [90, 60, 20, 20, 20, 60], 60, 2, 20, Windows(0, 45))
    assert table(rows) == "\n".join(
        (
            "  0  90  6  6  6",
            " 15  60  6  6  6",
            " 30  20  2  6  6",
            " 45  20  2  6  6",
            " 60  20  2  2  2",  # the 6 of 15 s is exactly as old as the window, and out
            " 75  60  2  2  2",
        )
    )


def test_an_hpa_over_time_obeys_its_policies_and_its_bounds() -> None:
    rows = hpa.trace(2, [600, 600, 600, 600, 600], 60, 1, 7, up=Rules((Policy("Pods", 2, 30),)))
    assert table(rows) == "\n".join(
        (
            "  0 600 20 20  4",
            " 15 600 40 40  4",  # two within 30 s are added already
            " 30 600 40 40  6",
            " 45 600 60 60  6",
            " 60 600 60 60  7",
        )
    )


def test_a_window_upwards_waits_for_the_lowest_recommendation() -> None:
    rows = hpa.trace(4, [90, 120, 120, 120], 60, 2, 20, Windows(30, 300))
    assert table(rows) == "\n".join(
        (
            "  0  90  6  4  4",  # the 4 that ran counts as a recommendation
            " 15 120  8  4  4",
            " 30 120  8  8  8",
            " 45 120 16  8  8",
        )
    )


def test_a_controller_that_has_just_begun_holds_on_to_what_runs() -> None:
    assert [row.replicas for row in hpa.trace(8, [10] * 21, 60, 1, 20)] == [8] * 20 + [2]


metrics = st.lists(st.integers(0, 200), min_size=1, max_size=30)


@given(st.integers(2, 20), metrics, st.integers(1, 100), seconds, seconds)
def test_an_hpa_over_time_stays_within_its_bounds_and_repeats_itself(
    start: int, values: list[int], target: int, up: int, down: int
) -> None:
    rows = hpa.trace(start, values, target, 2, 20, Windows(up, down))
    assert [row.time for row in rows] == list(range(0, 15 * len(values), 15))
    assert all(2 <= row.replicas <= 20 for row in rows)
    assert hpa.trace(start, values[:5], target, 2, 20, Windows(up, down)) == rows[:5]


@given(st.integers(2, 20), st.integers(1, 100), st.integers(1, 30))
def test_a_metric_on_target_changes_nothing(start: int, target: int, syncs: int) -> None:
    assert {row.replicas for row in hpa.trace(start, [target] * syncs, target, 2, 20)} == {start}


def test_a_trace_tells_where_a_proposal_hangs_on_the_error_of_a_float() -> None:
    assert [row.sound for row in hpa.trace(100, [56, 50], 50, 1, 200)] == [False, True]


@pytest.mark.parametrize("start", [0, 1, 21])
def test_a_trace_begins_within_its_bounds(start: int) -> None:
    with pytest.raises(ValueError, match="minimum"):
        hpa.trace(start, [50], 50, 2, 20)
