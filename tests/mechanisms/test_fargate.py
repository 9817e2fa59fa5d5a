"""Task sizes of ECS on Fargate."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import fargate
from orchestra_tutor.mechanisms.fargate import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

CPUS: Final = st.sampled_from(sorted(fargate.SIZES))
VALID: Final = {
    "is_valid": {"cpu": "1024", "memory": "3072", "system": "Linux"},
    "smallest_memory": {"cpu": "8192", "needed": "18000"},
    "smallest_cpu": {"cpu": "1000", "memory": "9000"},
}


@pytest.mark.parametrize(
    ("cpu", "least_gb", "most_gb", "count"),
    [
        (256, 0.5, 2, 3),
        (512, 1, 4, 4),
        (1024, 2, 8, 7),
        (2048, 4, 16, 13),
        (4096, 8, 30, 23),
        (8192, 16, 60, 12),
        (16384, 32, 120, 12),
        (32768, 60, 244, 3),
    ],
)
def test_a_row_of_the_table_begins_ends_and_counts_as_aws_prints_it(
    cpu: int, least_gb: float, most_gb: float, count: int
) -> None:
    sizes = fargate.memory_sizes(cpu)
    assert (sizes[0], sizes[-1], len(sizes)) == (least_gb * 1024, most_gb * 1024, count)


@pytest.mark.parametrize(
    ("cpu", "memory", "system", "valid"),
    [
        (1024, 3072, "Windows", True),
        (512, 2048, "Windows", False),
        (8192, 16384, "Windows", False),
        (8192, 17408, "Linux", False),
        (32768, 122880, "Linux", True),
        (100, 512, "Linux", False),
    ],
)
def test_windows_has_three_rows_and_memory_goes_in_steps(cpu: int, memory: int, system: str, valid: bool) -> None:
    assert fargate.is_valid(cpu, memory, system) is valid


@pytest.mark.parametrize(
    ("parameter", "value", "allowed"),
    [
        ("ephemeralStorage.sizeInGiB", 20, False),
        ("ephemeralStorage.sizeInGiB", 21, True),
        ("ephemeralStorage.sizeInGiB", 200, True),
        ("ephemeralStorage.sizeInGiB", 201, False),
        ("stopTimeout", 1, False),
        ("stopTimeout", 2, True),
        ("stopTimeout", 120, True),
        ("stopTimeout", 121, False),
    ],
)
def test_both_ends_of_a_limit_are_allowed(parameter: str, value: int, allowed: bool) -> None:
    assert fargate.allows(parameter, value) is allowed


def test_a_cpu_that_no_task_has_is_refused() -> None:
    with pytest.raises(ValueError, match="one of 256, 512"):
        fargate.memory_sizes(300)
    with pytest.raises(ValueError, match="at most 2048 MiB"):
        fargate.smallest_memory(256, 2049)
    with pytest.raises(ValueError, match="no task is as large"):
        fargate.smallest_cpu(32768, 244 * 1024 + 1)


@given(CPUS, st.integers(1, 300_000))
def test_the_smallest_memory_holds_what_is_needed_and_no_smaller_one_does(cpu: int, needed: int) -> None:
    if needed > max(fargate.SIZES[cpu]):
        return
    memory = fargate.smallest_memory(cpu, needed)
    assert fargate.is_valid(cpu, memory)
    assert memory >= needed
    assert all(size < needed for size in fargate.SIZES[cpu] if size < memory)


@given(st.integers(1, 32768), st.integers(1, 244 * 1024))
def test_the_smallest_cpu_holds_both_and_no_smaller_one_does(cpu: int, memory: int) -> None:
    found = fargate.smallest_cpu(cpu, memory)
    assert found >= cpu
    assert fargate.smallest_memory(found, memory) >= memory
    assert all(size < cpu or max(fargate.SIZES[size]) < memory for size in fargate.SIZES if size < found)


@given(CPUS, st.integers(1, 250_000), st.sampled_from(["Linux", "windows"]))
def test_the_work_is_shown(cpu: int, memory: int, system: str) -> None:
    assert_shows_its_work(MECHANISMS["is_valid"](cpu=str(cpu), memory=str(memory), system=system))
    assert_shows_its_work(MECHANISMS["smallest_cpu"](cpu=str(cpu), memory=str(min(memory, 244 * 1024))))
    needed = min(memory, max(fargate.SIZES[cpu]))
    assert_shows_its_work(MECHANISMS["smallest_memory"](cpu=str(cpu), needed=str(needed)))


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["smallest_memory"](cpu="8192", needed="18000")
    assert worked.value == 20480
    assert {slip.value for slip in worked.slips} == {18000, 18432, 16384}
    worked = MECHANISMS["smallest_cpu"](cpu="1000", memory="9000")
    assert worked.value == 2048
    assert {slip.value for slip in worked.slips} == {1000, 1024}


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
