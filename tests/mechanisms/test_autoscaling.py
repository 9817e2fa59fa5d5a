"""Target tracking, several policies, and deployments in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import autoscaling
from orchestra_tutor.mechanisms.autoscaling import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

counts = st.integers(1, 500)
percents = st.integers(0, 1000).map(lambda tenths: tenths / 10)
goals = st.integers(1, 1000).map(lambda tenths: tenths / 10)


@given(counts, percents, goals)
def test_tasks_follow_the_metric_and_never_go_against_it(current: int, metric: float, target: float) -> None:
    desired = autoscaling.target_tracking(current, metric, target, 0, 10**9)
    assert desired >= current if metric >= target else desired <= current
    assert desired == pytest.approx(current * metric / target, abs=1)


@given(counts, percents, goals, st.integers(0, 20), st.integers(0, 20))
def test_tasks_stay_within_the_limits(current: int, metric: float, target: float, least: int, more: int) -> None:
    free = autoscaling.target_tracking(current, metric, target, 0, 10**9)
    assert (
        autoscaling.target_tracking(current, metric, target, least, least + more)
        == sorted((least, free, least + more))[1]
    )


@given(counts, goals)
def test_at_its_target_a_service_stays_as_it_is(current: int, target: float) -> None:
    assert autoscaling.target_tracking(current, target, target, 0, 5000) == current


@given(st.lists(st.integers(0, 100), min_size=1))
def test_of_several_policies_the_one_that_wants_most_wins(desired: list[int]) -> None:
    assert autoscaling.several_policies(desired) == sorted(desired)[-1]


@pytest.mark.parametrize(
    ("going_on", "controller", "allowed"),
    [
        (False, "ECS", {"scale_out", "scale_in"}),
        (True, "ECS", {"scale_out"}),
        (True, "CODE_DEPLOY", {"scale_out"}),
        (True, "EXTERNAL", {"scale_out", "scale_in"}),
    ],
)
def test_a_deployment_stops_scale_in_only(going_on: bool, controller: str, allowed: set[str]) -> None:
    assert set(autoscaling.directions(going_on, controller)) == allowed


def test_what_cannot_be_is_refused() -> None:
    for wrong in ((-1, 50, 50, 0, 1), (1, -1, 50, 0, 1), (1, 50, 0, 0, 1), (1, 50, 50, 2, 1)):
        with pytest.raises(ValueError, match="at most maximum"):
            autoscaling.target_tracking(*wrong)


@given(counts, percents, goals, st.integers(0, 20), st.integers(0, 20))
def test_the_work_is_shown(current: int, metric: float, target: float, least: int, more: int) -> None:
    limits = {"minimum": str(least), "maximum": str(least + more)}
    worked = MECHANISMS["target_tracking"](current=str(current), metric=str(metric), target=str(target), **limits)
    assert_shows_its_work(worked)


@given(counts, st.integers(0, 1000), st.integers(1, 1000))
def test_only_a_value_that_exact_arithmetic_gives_too_is_sound(current: int, metric: int, target: int) -> None:
    worked = MECHANISMS["target_tracking"](current=str(current), metric=str(metric / 10), target=str(target / 10))
    exact = -(-current * metric // target)
    assert worked.sound == (worked.value == min(5000, exact))


def test_float_arithmetic_can_add_a_task() -> None:
    worked = MECHANISMS["target_tracking"](current="3", metric="1.3", target="0.3")
    assert worked.value == 14  # and 3 × 13 / 3 is 13
    assert not worked.sound


@given(st.lists(st.integers(0, 50), min_size=1, max_size=4))
def test_the_work_of_several_policies_is_shown(desired: list[int]) -> None:
    assert_shows_its_work(MECHANISMS["several_policies"](desired=",".join(map(str, desired))))


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    worked = MECHANISMS["target_tracking"](current="3", metric="80", target="50", maximum="4")
    assert worked.value == 4
    assert {slip.value for slip in worked.slips} == {5, 1}  # beyond the limit; the difference
    worked = MECHANISMS["target_tracking"](current="3", metric="80", target="50")
    assert {slip.value for slip in worked.slips} == {4, 2}  # rounded down; the difference
    assert {slip.value for slip in MECHANISMS["several_policies"](desired="4,7,5").slips} == {4, 16}


@given(st.text(max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    valid = {"current": "4", "metric": "75", "target": "50", "minimum": "2", "maximum": "10"}
    assert_reads_or_refuses(MECHANISMS["target_tracking"], valid, text)
    assert_reads_or_refuses(MECHANISMS["several_policies"], {"desired": "4,7"}, text)
