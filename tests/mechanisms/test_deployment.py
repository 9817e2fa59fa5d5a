"""The bounds of a rolling deployment, and its circuit breaker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import deployment
from orchestra_tutor.mechanisms.deployment import MECHANISMS, THRESHOLDS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

counts = st.integers(0, 5000)
minimums = st.integers(0, 100)
maximums = st.integers(100, 400)


@given(counts, minimums, maximums)
def test_the_bounds_enclose_what_is_desired(desired: int, minimum: int, maximum: int) -> None:
    lower, upper = deployment.lower_bound(desired, minimum), deployment.upper_bound(desired, maximum)
    assert lower <= desired <= upper
    assert 100 * (lower - 1) < desired * minimum <= 100 * lower
    assert 100 * upper <= desired * maximum < 100 * (upper + 1)
    assert deployment.stoppable(desired, minimum) == desired - lower
    assert deployment.startable(desired, maximum) == upper - desired


@given(st.integers(1, 5000), minimums, maximums)
def test_a_deployment_is_stuck_if_and_only_if_the_bounds_meet(desired: int, minimum: int, maximum: int) -> None:
    bounds = {deployment.lower_bound(desired, minimum), deployment.upper_bound(desired, maximum)}
    assert deployment.stuck(desired, minimum, maximum) == (bounds == {desired})


@pytest.mark.parametrize(
    ("desired", "minimum", "maximum", "stuck"),
    [(1, 50, 100, True), (4, 100, 100, True), (10, 95, 105, True), (1, 100, 200, False), (0, 100, 100, False)],
)
def test_rounding_can_leave_no_room_to_move(desired: int, minimum: int, maximum: int, stuck: bool) -> None:
    assert deployment.stuck(desired, minimum, maximum) is stuck


def test_by_default_as_many_tasks_start_as_are_there() -> None:
    defaults = deployment.DEFAULTS["REPLICA"]
    assert deployment.stoppable(7, defaults["minimum_healthy_percent"]) == 0
    assert deployment.startable(7, defaults["maximum_percent"]) == 7


@given(counts, st.integers(1, 100))
def test_a_bounded_threshold_is_the_unbounded_one_brought_within_its_bounds(desired: int, percent: int) -> None:
    bounded = deployment.failure_threshold(desired, "BOUNDED_PERCENT", percent)
    free = deployment.failure_threshold(desired, "UNBOUNDED_PERCENT", percent)
    assert bounded == sorted((3, free, 200))[1]
    assert 100 * (free - 1) < desired * percent <= 100 * free


@given(counts, st.integers(1, 500))
def test_a_count_does_not_depend_on_the_service(desired: int, count: int) -> None:
    assert deployment.failure_threshold(desired, "COUNT", count) == count


@pytest.mark.parametrize(("desired", "threshold"), [(0, 3), (1, 3), (6, 3), (7, 4), (25, 13), (400, 200), (800, 200)])
def test_by_default_half_of_the_tasks_may_fail(desired: int, threshold: int) -> None:
    assert deployment.failure_threshold(desired) == threshold


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 0"):
        deployment.lower_bound(-1, 50)
    with pytest.raises(ValueError, match="at least 0"):
        deployment.upper_bound(1, -50)
    with pytest.raises(ValueError, match="BOUNDED_PERCENT, UNBOUNDED_PERCENT, COUNT"):
        deployment.failure_threshold(1, "PERCENT", 50)


@given(counts, minimums, maximums)
def test_the_work_is_shown(desired: int, minimum: int, maximum: int) -> None:
    for name in ("lower_bound", "stoppable"):
        assert_shows_its_work(MECHANISMS[name](desired=str(desired), minimum_percent=str(minimum)))
    for name in ("upper_bound", "startable"):
        assert_shows_its_work(MECHANISMS[name](desired=str(desired), maximum_percent=str(maximum)))
    percents = {"minimum_healthy_percent": str(minimum), "maximum_percent": str(maximum)}
    assert_shows_its_work(MECHANISMS["stuck"](desired=str(max(1, desired)), **percents))


@given(counts, st.sampled_from(THRESHOLDS), st.integers(1, 300))
def test_the_work_of_a_threshold_is_shown(desired: int, type_: str, value: int) -> None:
    assert_shows_its_work(MECHANISMS["failure_threshold"](desired=str(desired), type=type_, value=str(value)))


@pytest.mark.parametrize(
    ("name", "percent", "value", "wrong"),
    [
        ("lower_bound", {"minimum_percent": "50"}, 3, {2}),
        ("lower_bound", {"minimum_percent": "75"}, 4, {3, 1}),
        ("upper_bound", {"maximum_percent": "150"}, 7, {8, 2}),
        ("stoppable", {"minimum_percent": "75"}, 1, {2, 4}),
        ("startable", {"maximum_percent": "150"}, 2, {3, 7}),
        ("failure_threshold", {}, 3, {5, 2}),
        ("failure_threshold", {"value": "10"}, 3, {1, 5, 0}),
    ],
)
def test_wrong_numbers_are_those_of_known_mistakes(
    name: str, percent: dict[str, str], value: int, wrong: set[int]
) -> None:
    worked = MECHANISMS[name](desired="5", **percent)
    assert worked.value == value
    assert {slip.value for slip in worked.slips} == wrong


@given(st.text(max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert_reads_or_refuses(
        MECHANISMS["stuck"], {"desired": "4", "minimum_healthy_percent": "50", "maximum_percent": "200"}, text
    )
    assert_reads_or_refuses(
        MECHANISMS["failure_threshold"], {"desired": "4", "type": "BOUNDED_PERCENT", "value": "50"}, text
    )
