"""Fees by the hour beside the compute."""

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import fee
from orchestra_tutor.mechanisms.fee import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

PRICES: Final = st.decimals("0.00001", "2", places=5)
COUNTS: Final = st.integers(1, 500)
VALID: Final = {
    "ecs_anywhere": {
        "external_instances": "3",
        "connected_hours": "100",
        "price_instance_hour": "0.01025",
        "tasks_each": "4",
    },
    "control_plane": {
        "fee_per_cluster_hour": "0.1",
        "hours": "730",
        "clusters": "2",
        "monthly_credit_usd": "74.4",
    },
}


@given(PRICES, st.integers(0, 8_760), COUNTS)
def test_a_fee_is_price_by_hours_by_number_without_an_error_of_floats(price: Decimal, hours: int, count: int) -> None:
    exact = float(round(price * hours * count, 6))
    assert fee.ecs_anywhere(count, hours, float(price)) == exact
    assert fee.control_plane(float(price), hours, count) == exact


def test_half_a_millionth_rounds_up_as_written_and_not_as_its_float() -> None:
    assert round(0.010251 / 2, 6) == 0.005125
    assert fee.ecs_anywhere(1, 0.5, 0.010251) == 0.005126


@pytest.mark.parametrize(("clusters", "usd"), [(1, 0), (2, 71.6), (3, 144.6)])
def test_a_credit_is_taken_off_once_and_never_pays_out(clusters: int, usd: float) -> None:
    assert fee.control_plane(0.1, 730, clusters, 74.4) == usd


@given(PRICES, st.integers(0, 8_760), COUNTS, st.sampled_from(["0", "74.4"]))
def test_the_work_is_shown(price: Decimal, hours: int, count: int, credit: str) -> None:
    assert_shows_its_work(
        MECHANISMS["ecs_anywhere"](
            external_instances=str(count), connected_hours=str(hours), price_instance_hour=f"{price}"
        )
    )
    assert_shows_its_work(
        MECHANISMS["control_plane"](
            fee_per_cluster_hour=f"{price}", hours=str(hours), clusters=str(count), monthly_credit_usd=credit
        )
    )


def test_the_mistakes_lead_to_other_amounts() -> None:
    credited = MECHANISMS["control_plane"](**VALID["control_plane"])
    assert credited.value == 71.6
    assert {slip.value for slip in credited.slips} == {146, 73, 0}
    external = MECHANISMS["ecs_anywhere"](**VALID["ecs_anywhere"])
    assert external.value == 3.075
    assert {slip.value for slip in external.slips} == {12.3, 1.025, 0}  # by task, a single one, nothing


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.floats().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
