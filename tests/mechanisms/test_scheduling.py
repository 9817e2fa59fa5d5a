"""What a Pod requests, and whether a node has it."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import scheduling
from orchestra_tutor.mechanisms.scheduling import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

AMOUNT: Final = st.integers(0, 5_000)
LISTS: Final = st.lists(AMOUNT, max_size=4)
RESOURCES: Final = ("cpu", "memory", "nvidia.com/gpu")
POSITIVE: Final = st.dictionaries(st.sampled_from(RESOURCES), st.integers(1, 5_000), min_size=1)
MAYBE: Final = st.dictionaries(st.sampled_from(RESOURCES), st.integers(1, 5_000))
VALID: Final = {
    "pod_request": {"containers": "100,200", "init_containers": "500,400", "overhead": "50"},
    "fits": {"pod": "cpu=500,memory=256", "allocatable": "cpu=2000,memory=4096", "requested": "cpu=1800"},
    "copies": {"pod": "cpu=500,memory=256", "allocatable": "cpu=2000,memory=4096", "requested": "cpu=400"},
}


def written(amounts: dict[str, int]) -> str:
    return ",".join(f"{name}={amount}" for name, amount in amounts.items())


@given(LISTS, LISTS, AMOUNT)
def test_containers_add_up_and_init_containers_do_not(containers: list[int], init: list[int], overhead: int) -> None:
    request = scheduling.pod_request(containers, init, overhead) - overhead
    assert request >= sum(containers)
    assert all(request >= each for each in init)
    assert request in {sum(containers), *init}


@given(st.lists(POSITIVE, max_size=3), st.lists(POSITIVE, max_size=3))
def test_every_resource_is_added_up_for_itself(containers: list[dict[str, int]], init: list[dict[str, int]]) -> None:
    requests = scheduling.pod_requests(containers, init)
    assert requests.keys() == {name for each in (*containers, *init) for name in each}
    for name, amount in requests.items():
        first, then = ([each.get(name, 0) for each in several] for several in (containers, init))
        assert amount == scheduling.pod_request(first, then)


@pytest.mark.parametrize(
    ("pod", "missing"),
    [
        ({"cpu": 0, "memory": 5}, ()),
        ({"cpu": 1, "memory": 5}, ("cpu",)),
        ({"cpu": 1, "memory": 6}, ("cpu", "memory")),
        ({"memory": 5, "nvidia.com/gpu": 1}, ("nvidia.com/gpu",)),
        ({}, ()),
    ],
)
def test_a_resource_is_missing_only_where_the_pod_asks_for_it(pod: dict[str, int], missing: tuple[str, ...]) -> None:
    assert scheduling.insufficient(pod, {"cpu": 10, "memory": 10}, {"cpu": 12, "memory": 5}) == missing


@given(POSITIVE, MAYBE, MAYBE)
def test_as_many_copies_fit_as_can_be_requested_one_after_the_other(
    pod: dict[str, int], allocatable: dict[str, int], requested: dict[str, int]
) -> None:
    count = scheduling.copies(pod, allocatable, requested)

    def all_fit(copies: int) -> bool:
        together = {name: copies * amount for name, amount in pod.items()}
        return not scheduling.insufficient(together, allocatable, requested)

    assert all_fit(count)
    assert not all_fit(count + 1)


def test_nothing_fits_without_end() -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        scheduling.copies({"cpu": 0}, {"cpu": 10})


@given(st.lists(AMOUNT, min_size=1, max_size=4), LISTS, AMOUNT)
def test_the_request_of_a_pod_is_shown(containers: list[int], init: list[int], overhead: int) -> None:
    worked = MECHANISMS["pod_request"](
        containers=",".join(map(str, containers)), init_containers=",".join(map(str, init)), overhead=str(overhead)
    )
    assert worked.value == scheduling.pod_request(containers, init, overhead)
    assert_shows_its_work(worked)


@given(POSITIVE, POSITIVE, MAYBE)
def test_the_fit_is_shown(pod: dict[str, int], allocatable: dict[str, int], requested: dict[str, int]) -> None:
    asked = {"pod": written(pod), "allocatable": written(allocatable), "requested": written(requested)}
    fits, copies = MECHANISMS["fits"](**asked), MECHANISMS["copies"](**asked)
    assert fits.value is (copies.value > 0)
    assert copies.value == scheduling.copies(pod, allocatable, requested)
    for worked in (fits, copies):
        assert_shows_its_work(worked)


def test_the_mistakes_lead_to_other_numbers() -> None:
    request = MECHANISMS["pod_request"](**VALID["pod_request"])
    assert request.value == 550
    assert {slip.value for slip in request.slips} == {1250, 350, 500}
    copies = MECHANISMS["copies"](**VALID["copies"])
    assert copies.value == 3
    assert {slip.value for slip in copies.slips} == {4, 16}


@pytest.mark.parametrize("text", ["", "cpu", "cpu=", "=5", "cpu=0", "cpu=-1", "cpu=1,cpu=2", "CPU=1", "cpu=1;memory=2"])
def test_amounts_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        MECHANISMS["fits"].inputs[0].reader.read(text)


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
