"""PodDisruptionBudgets: what stays healthy, and what may be evicted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms.disruption import MECHANISMS, Bound, desired_healthy, disruptions_allowed
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

counts = st.integers(0, 60)
amounts = st.one_of(st.integers(0, 20), st.integers(0, 100).map("{}%".format))


@given(counts, counts, amounts)
def test_evictions_never_leave_fewer_than_have_to_stay(expected: int, healthy: int, bound: Bound) -> None:
    for desired in (desired_healthy(expected, min_available=bound), desired_healthy(expected, max_unavailable=bound)):
        allowed = disruptions_allowed(expected, healthy, desired)
        assert 0 <= allowed <= healthy
        assert allowed == 0 or healthy - allowed == desired


@given(st.integers(1, 60), st.integers(0, 100))
def test_a_percentage_rounds_up_in_either_field(expected: int, percent: int) -> None:
    stay = desired_healthy(expected, min_available=f"{percent}%")
    go = expected - desired_healthy(expected, max_unavailable=f"{percent}%")
    assert stay == go
    assert 100 * stay >= percent * expected > 100 * (stay - 1)


@pytest.mark.parametrize("bounds", [{}, {"min_available": 1, "max_unavailable": 1}])
def test_a_budget_has_one_bound(bounds: dict[str, Bound]) -> None:
    with pytest.raises(ValueError, match="one of min_available and max_unavailable"):
        desired_healthy(3, **bounds)


@given(counts, counts, amounts)
def test_the_work_is_shown(expected: int, healthy: int, bound: Bound) -> None:
    given_ = {"expected_pods": str(expected), "healthy_pods": str(healthy)}
    for name, field in (("by_min_available", "min_available"), ("by_max_unavailable", "max_unavailable")):
        worked = MECHANISMS[name](**given_, **{field: str(bound)})
        assert worked.value == disruptions_allowed(expected, healthy, desired_healthy(expected, **{field: bound}))
        assert_shows_its_work(worked)


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    worked = MECHANISMS["by_max_unavailable"](expected_pods="7", healthy_pods="6", max_unavailable="30%")
    assert worked.value == 2
    assert [slip.value for slip in worked.slips] == [1, 3]  # rounded down; the Pod that is down left out
    assert worked.slips[0].belief == "pdb-rounds-down"


@pytest.mark.parametrize("field", ["min_available", "max_unavailable"])
@given(text=st.one_of(st.text(max_size=6), amounts.map(str)))
def test_any_text_is_read_or_refused(field: str, text: str) -> None:
    valid = {"expected_pods": "7", "healthy_pods": "6", field: "30%"}
    assert_reads_or_refuses(MECHANISMS[f"by_{field}"], valid, text)
