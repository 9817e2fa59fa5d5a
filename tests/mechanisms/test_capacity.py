"""The metric of managed scaling, its targets, and what scale-in spares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import capacity
from orchestra_tutor.mechanisms.capacity import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

counts = st.integers(0, 5000)
targets = st.integers(1, 100)


@given(counts, counts, targets)
def test_the_group_grows_exactly_while_it_is_smaller_than_its_steady_size(
    needed: int, running: int, target: int
) -> None:
    steady = capacity.steady_instances(needed, target)
    where = capacity.direction(capacity.reservation(needed, running), target)
    if running:
        assert (where == "scale_out") == (running < steady)
        assert where != "scale_in" or running >= steady
    else:
        assert where == ("scale_out" if needed or target < 100 else "no_change")


@given(counts, targets)
def test_the_steady_size_is_the_smallest_that_does_not_pass_the_target(needed: int, target: int) -> None:
    steady = capacity.steady_instances(needed, target)
    assert steady >= needed
    assert needed * 100 <= target * steady
    assert not steady or needed * 100 > target * (steady - 1)


@given(counts, st.integers(1, 5000))
def test_at_the_default_target_the_steady_size_is_what_is_needed(needed: int, running: int) -> None:
    assert capacity.steady_instances(needed) == needed
    assert (capacity.direction(capacity.reservation(needed, running)) == "no_change") == (needed == running)


@pytest.mark.parametrize(
    ("protection", "draining", "scaling", "instances", "protected", "drains"),
    [
        (True, True, True, True, True, True),
        (True, False, True, True, True, False),
        (True, False, False, True, False, False),  # protection needs managed scaling
        (True, False, True, False, False, False),  # and the protection of the Auto Scaling group
        (False, True, True, True, False, True),
        (False, True, False, False, False, True),  # draining needs neither
    ],
)
def test_protection_needs_three_settings_and_draining_its_own(
    protection: bool, draining: bool, scaling: bool, instances: bool, protected: bool, drains: bool
) -> None:
    found = capacity.scale_in(protection, draining, scaling, instances)
    assert (found.protected, found.drains) == (protected, drains)


@pytest.mark.parametrize(
    ("started_with", "full", "expected"),
    [
        ("capacityProviderStrategy", True, True),
        ("capacityProviderStrategy", False, False),
        ("launchType", True, False),
        ("launchType", False, False),
    ],
)
def test_only_tasks_with_a_strategy_make_a_full_group_grow(started_with: str, full: bool, expected: bool) -> None:
    assert capacity.triggers_scaling(started_with, full) is expected


def test_a_group_waits_fifteen_datapoints_before_it_scales_in() -> None:
    assert capacity.scale_in_delay() == 15
    assert capacity.scale_in_delay(period_minutes=2) == 30


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 0"):
        capacity.reservation(-1, 1)
    with pytest.raises(ValueError, match="1 to 100"):
        capacity.steady_instances(1, 101)
    with pytest.raises(ValueError, match="launchType, capacityProviderStrategy"):
        capacity.triggers_scaling("luck", cluster_full=True)


@given(counts, st.sampled_from((0, 1, 2, 4, 5, 8, 10, 20, 25, 40)), targets)
def test_the_work_is_shown(needed: int, running: int, target: int) -> None:
    both = {"needed": str(needed), "running": str(running)}
    assert_shows_its_work(MECHANISMS["reservation"](**both))
    assert_shows_its_work(MECHANISMS["direction"](**both, target_capacity=str(target)))
    assert_shows_its_work(MECHANISMS["steady_instances"](needed=str(needed), target_capacity=str(target)))


@pytest.mark.parametrize(
    ("needed", "running", "wrong"),
    [
        ("5", "4", {80, 100, 25}),  # upside down, capped, the difference
        ("3", "4", {100 * 4 / 3, 25}),
        ("3", "0", {300, 100}),
        ("4", "4", {0}),
    ],
)
def test_wrong_reservations_are_those_of_known_mistakes(needed: str, running: str, wrong: set[float]) -> None:
    assert {slip.value for slip in MECHANISMS["reservation"](needed=needed, running=running).slips} == wrong


def test_a_target_of_ninety_is_not_ten_percent_on_top() -> None:
    worked = MECHANISMS["steady_instances"](needed="20", target_capacity="80")
    assert worked.value == 25
    assert {slip.value for slip in worked.slips} == {20, 24}


@given(st.text(max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["direction"], {"needed": "5", "running": "4", "target_capacity": "100"}, text)
    assert_reads_or_refuses(MECHANISMS["steady_instances"], {"needed": "5", "target_capacity": "90"}, text)
