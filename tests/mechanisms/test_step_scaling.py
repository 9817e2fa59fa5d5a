"""Step scaling."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanism import InputError
from orchestra_tutor.mechanisms import step_scaling
from orchestra_tutor.mechanisms.step_scaling import ADJUSTMENTS, MECHANISMS, Step
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

OUT = (Step(0, 10, 1), Step(10, 20, 2), Step(20, inf, 3))
IN = (Step(-10, 0, -1), Step(-inf, -10, -2))


@pytest.mark.parametrize(("metric", "added"), [(59.9, 0), (60, 1), (69.9, 1), (70, 2), (79.9, 2), (80, 3), (1000, 3)])
def test_above_the_threshold_the_lower_bound_belongs_to_the_step(metric: float, added: int) -> None:
    assert step_scaling.step_adjustment(metric, 60, OUT) == added


@pytest.mark.parametrize(("metric", "added"), [(40.1, 0), (40, -1), (30.1, -1), (30, -2), (0, -2)])
def test_below_the_threshold_the_upper_bound_belongs_to_the_step(metric: float, added: int) -> None:
    assert step_scaling.step_adjustment(metric, 40, IN) == added


@given(st.integers(0, 100), st.integers(0, 100))
def test_exactly_one_step_applies_on_its_side_of_the_threshold(metric: int, threshold: int) -> None:
    applying = [step for step in OUT + IN if step.applies(metric, threshold)]
    assert len(applying) == (2 if metric == threshold else 1)
    assert all((step in OUT) == (metric > threshold) for step in applying) or metric == threshold


@pytest.mark.parametrize(
    ("steps", "valid"),
    [
        (OUT, True),
        (IN, True),
        (OUT + IN, True),
        ((Step(0, 10, 1), Step(15, inf, 2)), False),  # a gap
        ((Step(0, 10, 1), Step(5, inf, 2)), False),  # an overlap
        ((Step(0, 10, 1),), False),  # and above 10?
        ((Step(-10, 0, 1),), False),  # and below -10?
        ((Step(-inf, inf, 1),), False),
        ((Step(5, 5, 1),), False),
    ],
)
def test_a_policy_takes_steps_without_gap_or_overlap(steps: tuple[Step, ...], valid: bool) -> None:
    assert step_scaling.are_valid(steps) is valid


@pytest.mark.parametrize(
    ("current", "percent", "tasks"),
    [(4, 25, 1), (127, 10, 12), (67, 1, 1), (58, -1, -1), (667, -1, -6), (10, 10, 1), (0, 50, 0), (10, 0, 0)],
)
def test_a_percentage_rounds_towards_zero_but_not_to_it(current: int, percent: int, tasks: int) -> None:
    assert step_scaling.percent_change(current, percent) == tasks


@given(st.integers(0, 5000), st.integers(-100, 100), st.integers(0, 50))
def test_a_percentage_changes_at_least_the_magnitude(current: int, percent: int, magnitude: int) -> None:
    tasks = step_scaling.change(current, percent, "PercentChangeInCapacity", magnitude)
    assert tasks * percent >= 0
    assert abs(tasks) == (max(magnitude, abs(step_scaling.percent_change(current, percent))) if percent else 0)


@given(st.integers(0, 100), st.integers(0, 100))
def test_an_exact_capacity_is_reached_from_anywhere(current: int, capacity: int) -> None:
    assert current + step_scaling.change(current, capacity, "ExactCapacity") == capacity
    assert step_scaling.change(current, capacity) == capacity


def test_what_cannot_be_is_refused() -> None:
    for wrong in ((1, 1, "Change"), (-1, 1), (1, 1, ADJUSTMENTS[1], -1), (1, -1, "ExactCapacity")):
        with pytest.raises(ValueError, match="at least 0"):
            step_scaling.change(*wrong)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_work_is_shown(metric: int, threshold: int) -> None:
    given = {"metric": str(metric / 10), "threshold": str(threshold / 10)}
    for steps in ("0:10=1, 10:20=2, 20:=3", "-10:0=-1, :-10=-2"):
        assert_shows_its_work(MECHANISMS["step_adjustment"](**given, steps=steps))


@given(st.integers(0, 500), st.integers(0, 200), st.sampled_from(ADJUSTMENTS), st.integers(0, 20))
def test_the_work_of_a_change_is_shown(current: int, adjustment: int, type_: str, magnitude: int) -> None:
    change = MECHANISMS["change"]
    given = {"current": str(current), "type": type_, "magnitude": str(magnitude)}
    assert_shows_its_work(change(**given, adjustment=str(adjustment)))
    if type_ != "ExactCapacity":
        assert_shows_its_work(change(**given, adjustment=str(-adjustment)))


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    worked = MECHANISMS["step_adjustment"](metric="70", threshold="60", steps="0:10=1, 10:20=2, 20:=3")
    assert worked.value == 2
    assert {slip.value for slip in worked.slips} == {1, 3}  # the bound to the other step; both steps together
    worked = MECHANISMS["step_adjustment"](metric="67", threshold="60", steps="0:15=1, 15:25=4, 25:=6")
    assert worked.value == 1
    assert {slip.value for slip in worked.slips} == {6}  # the bounds as values of the metric
    worked = MECHANISMS["step_adjustment"](metric="25", threshold="40", steps="-15:0=-1, :-15=-4")
    assert worked.value == -4
    assert {slip.value for slip in worked.slips} == {-1, -5, 0, 4}  # by bound, sum, metric as distance, sign
    worked = MECHANISMS["change"](current="5", adjustment="30", type="PercentChangeInCapacity")
    assert worked.value == 1
    assert {slip.value for slip in worked.slips} == {2, 30}
    worked = MECHANISMS["change"](current="4", adjustment="25", type="PercentChangeInCapacity", magnitude="2")
    assert {slip.value for slip in worked.slips} == {1, 25}
    assert {slip.value for slip in MECHANISMS["change"](current="4", adjustment="6", type="ExactCapacity").slips} == {6}


def test_a_bound_that_float_arithmetic_misses_is_not_sound() -> None:
    def sound(metric: str) -> bool:
        return MECHANISMS["step_adjustment"](metric=metric, threshold="0.1", steps="0:0.2=1, 0.2:=2").sound

    assert sound("0.25")
    assert not sound("0.3")  # 0.1 + 0.2 is more than 0.3


@pytest.mark.parametrize("text", ["", "0:10", "0:10=1", "0-10=1", "0:=one", "10:0=1", "nan:=1"])
def test_steps_that_a_policy_would_refuse_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="steps cannot be"):
        MECHANISMS["step_adjustment"](metric="1", threshold="1", steps=text)


@given(st.text(alphabet="0123456789:=,-", max_size=12) | st.text(max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["step_adjustment"], {"metric": "7", "threshold": "6", "steps": "0:=1"}, text)
    for type_ in ADJUSTMENTS:
        valid = {"current": "4", "adjustment": "25", "type": type_, "magnitude": "2"}
        assert_reads_or_refuses(MECHANISMS["change"], valid, text)
