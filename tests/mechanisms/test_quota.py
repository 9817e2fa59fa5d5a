"""Default quotas of Amazon ECS and what they leave room for."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import quota
from orchestra_tutor.mechanisms.quota import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

SIZES: Final = st.sampled_from([0.25, 0.5, 1, 2, 4, 8, 16, 32])
VALID: Final = {
    "fargate_tasks": {"vcpu_quota": "6", "vcpu": "4"},
    "launch_minutes": {"tasks": "1200", "tasks_per_minute": "500"},
}


def test_an_unknown_quota_is_refused_with_those_that_exist() -> None:
    assert quota.default("Services per cluster") == 5000
    with pytest.raises(ValueError, match="Services per cluster"):
        quota.default("Services per planet")


@pytest.mark.parametrize(("limit", "vcpu", "tasks"), [(6, 0.25, 24), (6, 4, 1), (6, 8, 0), (1, 0.1, 10)])
def test_a_quota_of_vcpu_holds_so_many_tasks(limit: int, vcpu: float, tasks: int) -> None:
    assert quota.fargate_tasks(limit, vcpu) == tasks


def test_a_task_without_cpu_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        quota.fargate_tasks(6, 0)


@given(st.integers(1, 10_000), SIZES)
def test_the_tasks_stay_within_the_quota_and_one_more_does_not(limit: int, vcpu: float) -> None:
    tasks = quota.fargate_tasks(limit, vcpu)
    assert tasks * vcpu <= limit < (tasks + 1) * vcpu


@given(st.integers(1, 10_000), st.integers(1, 1_000))
def test_all_tasks_start_in_the_minutes_and_not_in_one_less(tasks: int, rate: int) -> None:
    minutes = quota.launch_minutes(tasks, rate)
    assert (minutes - 1) * rate < tasks <= minutes * rate


@given(st.integers(1, 10_000), SIZES, st.integers(1, 1_000))
def test_the_work_is_shown(number: int, vcpu: float, rate: int) -> None:
    assert_shows_its_work(MECHANISMS["fargate_tasks"](vcpu_quota=str(number), vcpu=str(vcpu)))
    assert_shows_its_work(MECHANISMS["launch_minutes"](tasks=str(number), tasks_per_minute=str(rate)))


def test_the_mistakes_lead_to_other_numbers() -> None:
    tasks = MECHANISMS["fargate_tasks"](vcpu="4")
    assert (tasks.value, {slip.value for slip in tasks.slips}) == (1, {2, 6})
    minutes = MECHANISMS["launch_minutes"](tasks="1200")
    assert (minutes.value, {slip.value for slip in minutes.slips}) == (3, {2})


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.floats().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
