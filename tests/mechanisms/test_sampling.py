"""How many feasible nodes the scheduler looks for."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms.sampling import MECHANISMS, feasible_nodes
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

NODES: Final = st.integers(1, 10_000)
PERCENT: Final = st.integers(0, 100)
VALID: Final = {"nodes": "1000", "percentage": "0"}


@given(NODES, PERCENT)
def test_at_least_a_hundred_are_looked_for_and_never_more_than_there_are(nodes: int, percentage: int) -> None:
    assert min(nodes, 100) <= feasible_nodes(nodes, percentage) <= nodes


@pytest.mark.parametrize(
    ("nodes", "percentage", "found"),
    [
        (99, 1, 99),
        (100, 1, 100),
        (100, 0, 100),
        (250, 0, 120),
        (5000, 0, 500),
        (5750, 0, 287),
        (10_000, 0, 500),
        (10_000, 100, 10_000),
    ],
)
def test_the_share_falls_to_five_percent(nodes: int, percentage: int, found: int) -> None:
    assert feasible_nodes(nodes, percentage) == found


@given(NODES, PERCENT)
def test_the_work_is_shown(nodes: int, percentage: int) -> None:
    worked = MECHANISMS["feasible_nodes"](nodes=str(nodes), percentage=str(percentage))
    assert worked.value == feasible_nodes(nodes, percentage)
    assert_shows_its_work(worked)


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["feasible_nodes"](**VALID)
    assert worked.value == 420
    assert {slip.value for slip in worked.slips} == {500, 1000}


@given(st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["feasible_nodes"], VALID, text)
