"""The iptables rules of kube-proxy."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanism import InputError
from orchestra_tutor.mechanisms.kube_proxy import ALWAYS, MECHANISMS, probability, rules
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

ENDPOINTS: Final = st.integers(1, 200)
VALID: Final = {"endpoints": "4", "rule": "2"}


@given(ENDPOINTS)
def test_every_endpoint_gets_the_same_share_in_the_end(endpoints: int) -> None:
    left = 1.0
    for rule in range(1, endpoints + 1):
        taken = left * probability(endpoints, rule)
        assert taken == pytest.approx(1 / endpoints)
        left -= taken
    assert left == pytest.approx(0, abs=1e-9)


@given(ENDPOINTS)
def test_the_rules_say_the_probabilities_with_ten_decimals_and_the_last_takes_all(endpoints: int) -> None:
    *before, last = rules(endpoints)
    assert last == ALWAYS
    assert [float(each) for each in before] == pytest.approx(
        [probability(endpoints, rule) for rule in range(1, endpoints)], abs=1e-10
    )
    assert all(len(each) == len("0.5000000000") for each in before)


@pytest.mark.parametrize(("endpoints", "rule"), [(3, 0), (3, 4), (0, 1)])
def test_a_rule_without_an_endpoint_is_refused(endpoints: int, rule: int) -> None:
    with pytest.raises(ValueError, match="from 1 to endpoints"):
        probability(endpoints, rule)


def test_without_endpoints_there_are_no_rules() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        rules(0)


@given(ENDPOINTS, st.data())
def test_the_work_is_shown(endpoints: int, data: st.DataObject) -> None:
    rule = data.draw(st.integers(1, endpoints))
    worked = MECHANISMS["probability"](endpoints=str(endpoints), rule=str(rule))
    assert worked.value == probability(endpoints, rule)
    assert_shows_its_work(worked)


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["probability"](**VALID)
    assert worked.value == pytest.approx(1 / 3)
    assert {slip.value for slip in worked.slips} == {1 / 4, 1 / 2}
    assert MECHANISMS["probability"](endpoints="4", rule="4").value == 1


def test_a_rule_that_is_too_far_says_how_many_there_are() -> None:
    with pytest.raises(InputError) as caught:
        MECHANISMS["probability"](endpoints="3", rule="4")
    assert caught.value.name == "rule"
    assert "3" in caught.value.hint.en


@given(st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["probability"], VALID, text)
