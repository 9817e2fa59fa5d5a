"""The endpoints of a Kubernetes Service."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import endpoint
from orchestra_tutor.mechanisms.endpoint import MECHANISMS, PHASES, Conditions, Pod, backends, conditions, is_listed
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

PODS: Final = st.builds(Pod, st.sampled_from(PHASES), st.booleans(), st.booleans(), st.booleans())
VALID: Final = {
    "backends": {"pods": "Running+ready,Running,Running+ready+deleting,Pending+no-ip,Failed"},
    "slices": {"endpoints": "101", "max_per_slice": "100"},
}


def written(pod: Pod) -> str:
    flags = {"ready": pod.ready, "deleting": pod.deleting, "no-ip": not pod.has_ip}
    return "+".join([pod.phase, *(flag for flag, on in flags.items() if on)])


@pytest.mark.parametrize(
    ("text", "listed"),
    [("Running", True), ("Pending", True), ("Unknown", True), ("Running+no-ip", False), ("Failed+ready", False)],
)
def test_a_pod_is_listed_with_an_ip_until_it_has_ended(text: str, listed: bool) -> None:
    assert is_listed(MECHANISMS["backends"].inputs[0].reader.read(text)[0]) is listed


@given(PODS)
def test_a_pod_that_is_deleted_stays_listed_only_among_terminating_ones(pod: Pod) -> None:
    assert is_listed(pod, include_terminating=False) is (is_listed(pod) and not pod.deleting)


@given(PODS)
def test_ready_means_serving_and_not_terminating(pod: Pod) -> None:
    said = conditions(pod)
    assert said == Conditions(said.serving and not said.terminating, pod.ready, pod.deleting)


@given(PODS)
def test_publishing_addresses_that_are_not_ready_changes_ready_alone(pod: Pod) -> None:
    said = conditions(pod, publish_not_ready=True)
    assert said.ready
    assert (said.serving, said.terminating) == (pod.ready, pod.deleting)


READY: Final = Conditions(ready=True, serving=True, terminating=False)
DRAINING: Final = Conditions(ready=False, serving=True, terminating=True)
BROKEN: Final = Conditions(ready=False, serving=False, terminating=False)


@pytest.mark.parametrize(
    ("endpoints", "taken"),
    [
        ([READY, DRAINING, BROKEN], (READY,)),
        ([DRAINING, BROKEN], (DRAINING,)),
        ([BROKEN], ()),
        ([], ()),
    ],
)
def test_terminating_endpoints_are_the_last_resort(endpoints: list[Conditions], taken: tuple[Conditions, ...]) -> None:
    assert backends(endpoints) == taken


@given(st.integers(0, 5_000), st.integers(1, 1_000))
def test_the_slices_hold_all_endpoints_and_one_less_would_not(endpoints: int, most: int) -> None:
    slices = endpoint.slices(endpoints, most)
    assert endpoints <= slices * most
    assert slices == 1 or endpoints > (slices - 1) * most


def test_slices_of_nothing_are_refused() -> None:
    for endpoints, most in ((-1, 100), (1, 0)):
        with pytest.raises(ValueError, match="at least"):
            endpoint.slices(endpoints, most)


@given(st.lists(PODS, min_size=1, max_size=6), st.booleans(), st.integers(0, 5_000), st.integers(1, 1_000))
def test_the_work_is_shown(pods: list[Pod], publish: bool, endpoints: int, most: int) -> None:
    taken = MECHANISMS["backends"](pods=",".join(map(written, pods)), publish_not_ready="yes" if publish else "no")
    listed = [conditions(pod, publish_not_ready=publish) for pod in pods if is_listed(pod)]
    assert taken.value == len(backends(listed))
    slices = MECHANISMS["slices"](endpoints=str(endpoints), max_per_slice=str(most))
    assert slices.value == endpoint.slices(endpoints, most)
    for worked in (taken, slices):
        assert_shows_its_work(worked)


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["backends"](**VALID["backends"])
    assert worked.value == 1
    assert {slip.value for slip in worked.slips} == {3, 5, 2}


@pytest.mark.parametrize("text", ["", "running", "Running+ready+ready", "Running+", "+ready", "Running+restarting"])
def test_a_pod_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        MECHANISMS["backends"].inputs[0].reader.read(text)


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
