"""Network interfaces and the awsvpc tasks that they carry."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import interfaces
from orchestra_tutor.mechanisms.interfaces import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

TYPES: Final = st.sampled_from(sorted(interfaces.TASK_LIMITS))
VALID: Final = {
    "tasks_per_instance": {"interfaces": "12", "trunking": "yes"},
    "instances_needed": {"instance_type": "c5.large", "tasks": "50", "trunking": "no"},
}


@given(TYPES, st.booleans())
def test_the_interfaces_of_a_type_carry_its_tasks_and_what_no_task_gets(kind: str, trunking: bool) -> None:
    limit = interfaces.interface_limit(kind, trunking)
    assert interfaces.tasks_per_instance(limit, trunking) == interfaces.task_limit(kind, trunking)
    assert interfaces.task_limit(kind, trunking=True) > interfaces.task_limit(kind, trunking=False)


@given(TYPES, st.integers(1, 10_000), st.booleans())
def test_the_instances_hold_all_tasks_and_one_less_does_not(kind: str, tasks: int, trunking: bool) -> None:
    needed, limit = interfaces.instances_needed(kind, tasks, trunking), interfaces.task_limit(kind, trunking)
    assert (needed - 1) * limit < tasks <= needed * limit


@pytest.mark.parametrize(
    ("before", "compute", "system", "trunk"),
    [
        (False, "EC2", "Linux", True),
        (True, "EC2", "Linux", False),
        (False, "EC2", "Windows", False),
        (False, "FARGATE", "Linux", False),
    ],
)
def test_a_trunk_goes_to_new_linux_instances_on_ec2(before: bool, compute: str, system: str, trunk: bool) -> None:
    assert interfaces.gets_trunk(before, compute, system) is trunk


def test_unknown_types_and_too_few_interfaces_are_refused() -> None:
    with pytest.raises(ValueError, match=r"one of a1\.medium"):
        interfaces.task_limit("z9.huge", trunking=False)
    with pytest.raises(ValueError, match="at least 2"):
        interfaces.tasks_per_instance(1, trunking=True)


@given(TYPES, st.integers(1, 10_000), st.integers(2, 200), st.booleans())
def test_the_work_is_shown(kind: str, tasks: int, limit: int, trunking: bool) -> None:
    yes = "yes" if trunking else "no"
    assert_shows_its_work(MECHANISMS["tasks_per_instance"](interfaces=str(limit), trunking=yes))
    assert_shows_its_work(MECHANISMS["instances_needed"](instance_type=kind, tasks=str(tasks), trunking=yes))


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["instances_needed"](instance_type="m5.xlarge", tasks="50")
    assert worked.value == 17
    assert {slip.value for slip in worked.slips} == {16, 13, 3}
    worked = MECHANISMS["tasks_per_instance"](interfaces="12", trunking="yes")
    assert worked.value == 10
    assert {slip.value for slip in worked.slips} == {12, 11}


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
