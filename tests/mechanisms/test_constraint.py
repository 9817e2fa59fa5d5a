"""Placement constraints, host ports and their limits."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import constraint
from orchestra_tutor.mechanisms.constraint import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

VALID: Final = {"tasks": "5", "instances": "3"}


@pytest.mark.parametrize(
    ("network_mode", "host_port", "copies"),
    [("host", 80, 1), ("host", 0, 1), ("bridge", 8080, 1), ("bridge", 0, None), ("awsvpc", 80, None)],
)
def test_only_a_fixed_port_of_the_host_keeps_copies_apart(
    network_mode: str, host_port: int, copies: int | None
) -> None:
    assert constraint.copies_per_instance(network_mode, host_port) == copies


def test_a_mode_without_ports_is_refused() -> None:
    with pytest.raises(ValueError, match="maps ports"):
        constraint.copies_per_instance("none", 80)


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 5))
def test_constraints_bind(tasks: int, instances: int, most_each: int) -> None:
    placed = constraint.placed(tasks, instances, most_each)
    assert placed <= tasks
    assert placed <= instances * most_each
    assert placed in {tasks, instances * most_each}


def test_without_a_limit_one_instance_takes_all_and_none_takes_none() -> None:
    assert constraint.placed(9, 1, None) == 9
    assert constraint.placed(9, 0, None) == 0


@pytest.mark.parametrize(
    ("strategies", "constraints", "valid"), [(0, 0, True), (5, 10, True), (6, 0, False), (0, 11, False)]
)
def test_a_service_has_five_strategies_and_ten_constraints(strategies: int, constraints: int, valid: bool) -> None:
    assert constraint.within_limits(strategies, constraints) is valid


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_work_is_shown(tasks: int, instances: int) -> None:
    assert_shows_its_work(MECHANISMS["one_each"](tasks=str(tasks), instances=str(instances)))


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["one_each"](**VALID)
    assert worked.value == 3
    assert {slip.value for slip in worked.slips} == {5, 2}


@given(st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["one_each"], VALID, text)
