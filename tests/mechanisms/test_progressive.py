"""Canary and linear deployments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import progressive
from orchestra_tutor.mechanisms.progressive import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

tenths = st.integers(30, 1000)
minutes = st.integers(0, 1440)


@given(tenths)
def test_the_steps_reach_all_traffic_and_not_before_the_last(tenths: int) -> None:
    steps = progressive.steps(tenths / 10)
    assert steps * tenths >= 1000 > (steps - 1) * tenths


@given(tenths, minutes)
def test_it_waits_between_the_steps(tenths: int, bake: int) -> None:
    assert progressive.bake_minutes(tenths / 10, bake) == bake * progressive.steps(tenths / 10) - bake


@pytest.mark.parametrize(("percent", "steps"), [(100.0, 1), (33.3, 4), (33.4, 3), (30.0, 4), (3.0, 34), (10.0, 10)])
def test_a_step_more_takes_what_is_left(percent: float, steps: int) -> None:
    assert progressive.steps(percent) == steps


@pytest.mark.parametrize(
    ("parameter", "value", "valid"),
    [
        ("canaryPercent", 0.1, True),
        ("canaryPercent", 0.0, False),
        ("canaryPercent", 0.15, False),  # tenths
        ("canaryPercent", 100.0, True),
        ("canaryPercent", 100.1, False),
        ("stepPercent", 2.9, False),
        ("stepPercent", 33.3, True),
        ("stepBakeTimeInMinutes", 0, True),
        ("canaryBakeTimeInMinutes", 1440, True),
        ("canaryBakeTimeInMinutes", 1441, False),
        ("canaryBakeTimeInMinutes", 0.5, False),
    ],
)
def test_a_parameter_keeps_its_limits(parameter: str, value: float, valid: bool) -> None:
    assert progressive.allows(parameter, value) is valid


def test_every_default_is_allowed() -> None:
    assert progressive.DEFAULTS.keys() == progressive.LIMITS.keys()
    for parameter, value in progressive.DEFAULTS.items():
        assert progressive.allows(parameter, value)


@pytest.mark.parametrize(
    ("healthy", "minimum", "valid"), [(50, 50, True), (49, 50, False), (100, 0, True), (101, 50, False), (-1, 0, False)]
)
def test_a_deployment_does_not_end_before_its_minimum_is_healthy(healthy: int, minimum: int, valid: bool) -> None:
    assert progressive.may_end_early(healthy, minimum) is valid


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match=r"stepPercent: 3.0 to 100.0"):
        progressive.steps(2.0)
    with pytest.raises(ValueError, match="stepBakeTimeInMinutes: 0 to 1440"):
        progressive.bake_minutes(10.0, -1)


@given(tenths, minutes)
def test_the_work_is_shown(tenths: int, bake: int) -> None:
    percent = str(tenths / 10)
    assert_shows_its_work(MECHANISMS["steps"](step_percent=percent))
    assert_shows_its_work(MECHANISMS["bake_minutes"](step_percent=percent, step_bake_time=str(bake)))


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    assert {slip.value for slip in MECHANISMS["steps"](step_percent="30").slips} == {3}
    assert {slip.value for slip in MECHANISMS["steps"](step_percent="25").slips} == {3}
    worked = MECHANISMS["bake_minutes"]()
    assert worked.value == 54
    assert {slip.value for slip in worked.slips} == {60, 6}
    worked = MECHANISMS["bake_minutes"](step_percent="30", step_bake_time="5")
    assert {slip.value for slip in worked.slips} == {20, 10, 5}  # with a wait at the end, rounded down, once


@given(st.text(max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["bake_minutes"], {"step_percent": "10", "step_bake_time": "6"}, text)
