"""What EKS on Fargate provisions for a Pod."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import pod_size
from orchestra_tutor.mechanisms.pod_size import MECHANISMS, Size
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

LARGEST: Final = 120 * 1024 - 256
VALID: Final = {
    "vcpu": {"vcpu": "1", "memory_mib": "8192"},
    "memory": {"vcpu": "1", "memory_mib": "8192"},
    "storage": {"requested_gib": "100"},
}


@pytest.mark.parametrize(
    ("vcpu", "memory_mib", "size"),
    [
        (0, 0, Size(0.25, 0.5)),
        (0.25, 256, Size(0.25, 0.5)),
        (0.25, 257, Size(0.25, 1)),
        (0.1, 1900, Size(0.5, 3)),
        (1, 8192, Size(2, 9)),
        (1.5, 1000, Size(2, 4)),
        (8, 17_000, Size(8, 20)),
        (16, LARGEST, Size(16, 120)),
    ],
)
def test_requests_round_up_to_a_size_of_the_table(vcpu: float, memory_mib: int, size: Size) -> None:
    assert pod_size.provisioned(vcpu, memory_mib) == size


@pytest.mark.parametrize(("vcpu", "memory_mib"), [(16, LARGEST + 1), (16.1, 0)])
def test_a_pod_larger_than_the_table_is_refused(vcpu: float, memory_mib: int) -> None:
    with pytest.raises(ValueError, match="no size is as large"):
        pod_size.provisioned(vcpu, memory_mib)


@given(st.floats(0, 16), st.integers(0, LARGEST), st.integers(0, 5_000))
def test_a_pod_gets_what_it_requests_and_its_overhead_and_more_for_more(
    vcpu: float, memory_mib: int, more: int
) -> None:
    size = pod_size.provisioned(vcpu, memory_mib)
    assert size.vcpu >= vcpu
    assert size.memory_gb * 1024 >= memory_mib + 256
    if memory_mib + more <= LARGEST:
        larger = pod_size.provisioned(vcpu, memory_mib + more)
        assert (larger.vcpu, larger.memory_gb) >= (size.vcpu, size.memory_gb)


@pytest.mark.parametrize(("requested", "provisioned"), [(0, 20), (13, 20), (14, 21), (15, 22), (100, 115), (175, 198)])
def test_storage_has_a_tenth_and_five_more_and_never_less_than_the_default(requested: int, provisioned: int) -> None:
    assert pod_size.provisioned_storage(requested) == provisioned


@pytest.mark.parametrize("requested", [-1, 176])
def test_storage_beyond_its_limits_is_refused(requested: int) -> None:
    with pytest.raises(ValueError, match="0 to 175"):
        pod_size.provisioned_storage(requested)


@given(st.decimals(0, 16, places=2), st.integers(0, LARGEST), st.integers(0, 175))
def test_the_work_is_shown(vcpu: object, memory_mib: int, requested: int) -> None:
    for name in ("vcpu", "memory"):
        assert_shows_its_work(MECHANISMS[name](vcpu=str(vcpu), memory_mib=str(memory_mib)))
    assert_shows_its_work(MECHANISMS["storage"](requested_gib=str(requested)))


def test_the_mistakes_lead_to_other_numbers() -> None:
    memory = MECHANISMS["memory"](vcpu="1", memory_mib="8192")
    assert memory.value == 9
    assert {slip.value for slip in memory.slips} == {8, 8.25}
    vcpu = MECHANISMS["vcpu"](vcpu="1", memory_mib="8192")
    assert vcpu.value == 2
    assert {slip.value for slip in vcpu.slips} == {1}
    storage = MECHANISMS["storage"](requested_gib="100")
    assert {slip.value for slip in storage.slips} == {100, 110, 120}


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.floats().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
