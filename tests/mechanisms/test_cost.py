"""What compute costs on Fargate and EC2."""

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import cost
from orchestra_tutor.mechanisms.cost import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

PRICES: Final = st.decimals("0.000001", "1", places=6)
VALID: Final = {
    "fargate": {
        "vcpu": "2",
        "memory_gb": "4",
        "seconds_run": "5400",
        "tasks": "3",
        "price_vcpu_hour": "0.04048",
        "price_gb_hour": "0.004445",
        "ephemeral_gb": "50",
        "price_ephemeral_gb_hour": "0.000111",
    },
    "break_even": {
        "ec2_price_hour": "0.096",
        "vcpu": "2",
        "memory_gb": "8",
        "price_vcpu_hour": "0.04048",
        "price_gb_hour": "0.004445",
    },
}


@pytest.mark.parametrize(("run", "billed"), [(1, 60), (59, 60), (60, 60), (61, 61), (3601, 3601)])
def test_seconds_are_charged_from_a_minute_on(run: int, billed: int) -> None:
    assert cost.billed_seconds(run) == billed


@pytest.mark.parametrize(("gb", "paid"), [(20, 0), (10, 0), (21, 1), (200, 180)])
def test_only_storage_above_the_free_part_is_charged(gb: float, paid: float) -> None:
    assert cost.fargate_hour(1, 2, 0, 0, gb, 1) == paid


def test_prices_are_decimals_and_not_the_floats_next_to_them() -> None:
    assert 0.1 * 3 != 0.3
    assert cost.fargate_hour(3, 0, 0.1, 0) == 0.3
    assert round(0.10207 * 60 * 3 / 3600, 6) == 0.005103  # 0.0051035 is a float below
    assert cost.fargate(0.10207, 60, 3) == 0.005104
    assert cost.fargate(0.0000025, 3600) == 0.000003


@given(PRICES, PRICES, st.integers(60, 10**6), st.integers(1, 500))
def test_the_cost_grows_with_tasks_and_time_and_is_what_decimals_say(
    vcpu_price: Decimal, gb_price: Decimal, seconds: int, tasks: int
) -> None:
    hour = cost.fargate_hour(2, 4, float(vcpu_price), float(gb_price))
    assert Decimal(str(hour)) == 2 * vcpu_price + 4 * gb_price
    whole = cost.fargate(hour, seconds, tasks)
    assert whole == pytest.approx(float((2 * vcpu_price + 4 * gb_price) * seconds * tasks / 3600), abs=6e-7)
    assert cost.fargate(hour, seconds, tasks + 1) >= whole
    assert cost.fargate(hour, seconds + 3600, tasks) >= whole


@given(PRICES, PRICES)
def test_at_the_break_even_both_cost_the_same(ec2: Decimal, fargate: Decimal) -> None:
    share = cost.break_even(float(ec2), float(fargate))
    assert share * float(fargate) == pytest.approx(float(ec2), abs=0.00006)


def test_a_break_even_against_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        cost.break_even(0.1, 0)


@given(
    st.sampled_from(["0.25", "0.5", "1", "2", "16"]),
    st.sampled_from(["0.5", "1", "8", "120"]),
    st.integers(1, 10**6),
    st.integers(1, 50),
    PRICES,
    PRICES,
    st.sampled_from(["20", "21", "200"]),
)
def test_the_work_is_shown(
    vcpu: str, memory: str, seconds: int, tasks: int, vcpu_price: Decimal, gb_price: Decimal, storage: str
) -> None:
    given = {"vcpu": vcpu, "memory_gb": memory, "price_vcpu_hour": f"{vcpu_price}", "price_gb_hour": f"{gb_price}"}
    run = {"seconds_run": str(seconds), "tasks": str(tasks), "ephemeral_gb": storage}
    assert_shows_its_work(MECHANISMS["fargate"](**given, **run, price_ephemeral_gb_hour="0.000111"))
    assert_shows_its_work(MECHANISMS["break_even"](**given, ec2_price_hour=f"{gb_price}"))


def test_the_mistakes_lead_to_other_amounts() -> None:
    worked = MECHANISMS["fargate"](**VALID["fargate"])
    assert worked.value == 0.459315  # (2 × 0.04048 + 4 × 0.004445 + 30 × 0.000111) × 1.5 h × 3
    assert {slip.value: slip.belief for slip in worked.slips} == {
        0.61242: "fargate-bills-per-hour",
        0.379305: "fargate-bills-cpu-and-storage",
        0.469305: "",
        0.153105: "",
    }
    short = MECHANISMS["fargate"](**{**VALID["fargate"], "seconds_run": "30"})
    assert short.value == 0.005104
    assert 0.002552 in {slip.value for slip in short.slips}
    share = MECHANISMS["break_even"](**VALID["break_even"])
    assert share.value == 82.39
    assert {slip.value for slip in share.slips} == {121.38, 118.58}


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.floats().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
