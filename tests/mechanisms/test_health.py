"""The health of a task."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import health
from orchestra_tutor.mechanisms.health import MECHANISMS, STATES
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

containers = st.lists(st.sampled_from(STATES), min_size=1, max_size=10)


@given(containers)
def test_one_unhealthy_container_is_enough_and_only_all_healthy_ones_are(containers: list[str]) -> None:
    task = health.task_health(containers)
    assert (task == "UNHEALTHY") == ("UNHEALTHY" in containers)
    assert (task == "HEALTHY") == (set(containers) == {"HEALTHY"})


@given(containers)
def test_the_order_of_the_containers_does_not_matter(containers: list[str]) -> None:
    assert health.task_health(containers) == health.task_health(sorted(containers))


@pytest.mark.parametrize("wrong", [[], ["HEALTHY", "FINE"]])
def test_a_task_without_containers_or_with_another_state_has_no_health(wrong: list[str]) -> None:
    with pytest.raises(ValueError, match=r"UNHEALTHY \| UNKNOWN \| HEALTHY"):
        health.task_health(wrong)


@pytest.mark.parametrize(("parameter", "least", "most"), [(name, *limits) for name, limits in health.LIMITS.items()])
def test_a_parameter_keeps_its_limits(parameter: str, least: int, most: int) -> None:
    tried = (least - 1, least, health.DEFAULTS[parameter], most, most + 1)
    assert [health.allows(parameter, value) for value in tried] == [False, True, True, True, False]


@given(containers)
def test_the_work_is_shown(containers: list[str]) -> None:
    assert_shows_its_work(MECHANISMS["task_health"](essential_containers=", ".join(containers)))


@given(st.text(max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["task_health"], {"essential_containers": "HEALTHY"}, text)
