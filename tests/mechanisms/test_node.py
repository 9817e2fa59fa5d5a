"""A node that falls silent: when its Pods go, and how fast."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanism import InputError
from orchestra_tutor.mechanisms.node import (
    CONTROLLER,
    DEFAULTS,
    FOREVER,
    MECHANISMS,
    eviction_rate,
    failure_timeline,
    lease_renewal,
    shortest_toleration,
    zone_state,
)
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

counts = st.integers(0, 200)
seconds = st.integers(0, 3600)
limits = st.lists(st.one_of(st.none(), seconds), max_size=4)


@given(seconds, seconds)
def test_pods_go_once_the_node_is_marked_and_their_toleration_is_over(grace: int, toleration: int) -> None:
    when = failure_timeline(grace, toleration)
    assert when.pods_evicted - when.marked_unknown == toleration
    worked = MECHANISMS["evicted_after"](grace_period=str(grace), toleration=str(toleration))
    assert worked.value == when.pods_evicted
    assert_shows_its_work(worked)


def test_by_default_it_takes_almost_six_minutes() -> None:
    worked = MECHANISMS["evicted_after"]()
    assert worked.value == 350
    assert [slip.value for slip in worked.slips] == [300, 50, 340]  # no grace; no toleration; the grace before 1.32


@given(st.integers(0, 600))
def test_the_old_grace_period_is_a_mistake_only_where_today_s_is_asked(toleration: int) -> None:
    worked = MECHANISMS["evicted_after"](grace_period="20", toleration=str(toleration))
    assert all("1.32" not in slip.why.en for slip in worked.slips)


@given(limits)
def test_the_shortest_limit_counts(tolerations: list[int | None]) -> None:
    shortest = shortest_toleration(tuple(tolerations))
    given_ = [each for each in tolerations if each is not None]
    if given_:
        assert shortest in given_
        assert all(shortest <= each for each in given_)
    else:
        assert shortest == (FOREVER if tolerations else 0)


def test_a_negative_limit_is_over_at_once() -> None:
    assert shortest_toleration((-5, 60)) == 0


@given(limits)
def test_the_work_about_tolerations_is_shown(tolerations: list[int | None]) -> None:
    text = ",".join("unset" if each is None else str(each) for each in tolerations)
    worked = MECHANISMS["toleration"](tolerations=text)
    shortest = shortest_toleration(tuple(tolerations))
    assert worked.value == ("forever" if shortest == FOREVER else shortest)
    assert_shows_its_work(worked)


@pytest.mark.parametrize(
    ("ready", "not_ready", "expected"),
    [
        (0, 0, "Normal"),
        (0, 1, "FullDisruption"),
        (1, 2, "Normal"),  # more than half, and yet only two
        (2, 3, "PartialDisruption"),
        (9, 11, "PartialDisruption"),  # 0.55 exactly
        (91, 109, "Normal"),
    ],
)
def test_a_zone_is_judged_by_its_share_of_nodes_that_are_not_ready(ready: int, not_ready: int, expected: str) -> None:
    assert zone_state(ready, not_ready, CONTROLLER["unhealthy_zone_threshold"]) == expected


@pytest.mark.parametrize(
    ("state", "nodes", "every_zone_down", "rate"),
    [
        ("Normal", 5, False, 0.1),
        ("PartialDisruption", 50, False, 0.0),
        ("PartialDisruption", 51, False, 0.01),
        ("FullDisruption", 5, False, 0.1),
        ("FullDisruption", 5, True, 0.0),
    ],
)
def test_evictions_slow_down_where_the_network_may_be_at_fault(
    state: str, nodes: int, every_zone_down: bool, rate: float
) -> None:
    assert eviction_rate(state, nodes, 50, 0.1, 0.01, every_zone_down=every_zone_down) == rate


@given(counts, counts)
def test_the_work_about_a_zone_is_shown(ready: int, not_ready: int) -> None:
    worked = MECHANISMS["eviction_rate"](ready=str(ready), not_ready=str(not_ready))
    assert worked.value in (0.0, 0.01, 0.1)
    assert {slip.value for slip in worked.slips} == {0.0, 0.01, 0.1} - {worked.value}
    assert_shows_its_work(worked)


def test_a_zone_with_ready_nodes_is_not_down() -> None:
    with pytest.raises(InputError, match="every_zone_down"):
        MECHANISMS["eviction_rate"](ready="1", not_ready="3", every_zone_down="yes")
    worked = MECHANISMS["eviction_rate"](ready="0", not_ready="3", every_zone_down="yes")
    assert worked.value == 0
    assert_shows_its_work(worked)


def test_a_lease_is_renewed_four_times_before_it_is_over() -> None:
    assert 4 * lease_renewal(DEFAULTS["kubelet"]["node_lease_duration_seconds"]) == 40


VALID = {
    "evicted_after": {"grace_period": "50", "toleration": "300"},
    "toleration": {"tolerations": "60, unset"},
    "eviction_rate": {"ready": "0", "not_ready": "55", "every_zone_down": "no"},
}


@pytest.mark.parametrize("name", MECHANISMS)
@given(text=st.one_of(st.text(max_size=6), st.integers(-5, 5000).map(str)))
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
