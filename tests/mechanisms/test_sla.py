"""Promised availability and the downtime that it leaves."""

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import sla
from orchestra_tutor.mechanisms.sla import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

PERCENTS: Final = st.decimals("0", "100", places=3)
VALID: Final = {"sla_percent": "99.95", "days": "30"}


@pytest.mark.parametrize(
    ("percent", "days", "minutes"),
    [(99.5, 30, 216), (99.9, 30, 43.2), (99.95, 30, 21.6), (99.99, 30, 4.32), (99.99, 365, 52.56), (100, 30, 0)],
)
def test_the_minutes_are_exact(percent: float, days: int, minutes: float) -> None:
    assert sla.allowed_downtime(percent, days) == minutes


@pytest.mark.parametrize("percent", [-0.1, 100.1])
def test_a_promise_is_from_nothing_to_all(percent: float) -> None:
    with pytest.raises(ValueError, match="0 to 100"):
        sla.allowed_downtime(percent)


@given(PERCENTS, st.integers(1, 366))
def test_up_and_down_are_the_whole_time(percent: Decimal, days: int) -> None:
    down = sla.allowed_downtime(float(percent), days)
    assert Decimal(str(down)) + percent / 100 * days * 1440 == days * 1440


def test_a_zonal_cluster_is_promised_less_than_a_regional_one_and_the_provisioned_plane_most() -> None:
    assert sla.GKE["Standard, zonal"].percent < sla.GKE["Standard, regional"].percent == sla.EKS["Standard"].percent
    assert sla.EKS["Provisioned Control Plane"].percent > sla.EKS["Standard"].percent


@given(PERCENTS, st.integers(1, 366))
def test_the_work_is_shown(percent: Decimal, days: int) -> None:
    assert_shows_its_work(MECHANISMS["allowed_downtime"](sla_percent=f"{percent}", days=str(days)))


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["allowed_downtime"](**VALID)
    assert worked.value == 21.6
    assert {slip.value for slip in worked.slips} == {0.36, 0.72, 2160}


@given(st.one_of(st.text(max_size=8), st.floats().map(str)))
def test_an_input_is_worked_with_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["allowed_downtime"], VALID, text)
