"""Nodes that are down, and sizes of secrets and configs."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import swarm
from orchestra_tutor.mechanisms.swarm import MECHANISMS, SIZES
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

VALID: Final = {
    "down": {"heartbeat": "5", "spread": "0.5", "missed": "3"},
    "accepts": {"kind": "secret", "size": "512000"},
}


@given(st.integers(1, 3600), st.integers(0, 10), st.integers(1, 10))
def test_a_node_is_down_within_the_spread_around_its_missed_periods(heartbeat: int, tenths: int, missed: int) -> None:
    down = swarm.down(heartbeat, tenths / 10, missed)
    assert (down.earliest + down.latest) / 2 == pytest.approx(missed * heartbeat)
    assert down.latest - down.earliest == pytest.approx(2 * missed * tenths / 10)


def test_a_period_is_never_negative() -> None:
    with pytest.raises(ValueError, match="from 0 to the heartbeat"):
        swarm.down(1, 1.5)


@pytest.mark.parametrize("kind", SIZES)
def test_a_payload_is_smaller_than_its_limit_and_not_empty(kind: str) -> None:
    sizes = (0, 1, SIZES[kind] - 1, SIZES[kind])
    assert [swarm.accepts(kind, size) for size in sizes] == [False, True, True, False]


@given(st.integers(1, 3600), st.integers(0, 10), st.integers(1, 10))
def test_the_work_on_a_silent_node_is_shown(heartbeat: int, tenths: int, missed: int) -> None:
    worked = MECHANISMS["down"](heartbeat=str(heartbeat), spread=str(tenths / 10), missed=str(missed))
    assert worked.value == swarm.down(heartbeat, tenths / 10, missed).latest
    assert_shows_its_work(worked)


@given(st.sampled_from(sorted(SIZES)), st.integers(0, 2_000_000))
def test_the_work_on_a_size_is_shown(kind: str, size: int) -> None:
    worked = MECHANISMS["accepts"](kind=kind, size=str(size))
    assert worked.value is swarm.accepts(kind, size)
    assert_shows_its_work(worked)


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["down"](**VALID["down"])
    assert worked.value == 16.5
    assert {slip.value for slip in worked.slips} == {15, 5.5, 13.5}


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.integers().map(str), st.floats(0, 1).map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
