"""How many instances tasks need, and how many one scale-out launches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanism import InputError
from orchestra_tutor.mechanisms import instances
from orchestra_tutor.mechanisms.instances import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

amounts = st.fixed_dictionaries({"cpu": st.integers(1, 8192), "mem": st.integers(1, 32_768)})
tasks = st.integers(0, 500)
occupied = st.integers(0, 100)


def resources(amounts: dict[str, int]) -> str:
    return " ".join(f"{name}={amount}" for name, amount in amounts.items())


@given(amounts, amounts)
def test_as_many_tasks_fit_as_every_resource_allows_and_no_more(instance: dict[str, int], task: dict[str, int]) -> None:
    fit = instances.tasks_per_instance(instance, task)
    assert all(fit * task[name] <= instance[name] for name in task)
    assert any((fit + 1) * task[name] > instance[name] for name in task)
    assert instances.compatible(instance, task) == (fit > 0)


@pytest.mark.parametrize(
    ("instance", "task", "fit"),
    [
        ({"cpu": 2048, "mem": 7680}, {"cpu": 1024, "mem": 2048}, 2),
        ({"cpu": 4096, "mem": 7680, "eni": 2}, {"cpu": 256, "mem": 256, "eni": 1}, 2),
        ({"cpu": 4096, "mem": 7680}, {"cpu": 256, "gpu": 1}, 0),  # the instance has no GPU
        ({"cpu": 4096, "mem": 7680}, {"cpu": 256, "gpu": 0}, 16),
    ],
)
def test_the_resource_that_runs_out_first_decides(instance: dict[str, int], task: dict[str, int], fit: int) -> None:
    assert instances.tasks_per_instance(instance, task) == fit


@given(occupied, tasks, st.integers(1, 50))
def test_waiting_tasks_get_room_and_no_empty_instance(occupied: int, waiting: int, fit: int) -> None:
    more = instances.needed(occupied, waiting, fit) - occupied
    assert more * fit >= waiting
    assert more == 0 or (more - 1) * fit < waiting


def test_an_instance_with_daemon_tasks_alone_is_empty() -> None:
    assert instances.occupied([(2, 1), (0, 1), (1, 0), (0, 0)]) == 2


@given(st.integers(1, 5000), st.integers(1, 100), st.integers(0, 100), st.integers(1, 50))
def test_a_step_is_what_is_missing_within_its_bounds(missing: int, least: int, more: int, running: int) -> None:
    launched = instances.launched(missing, least, least + more, running)
    assert least <= launched <= least + more
    assert launched == missing or launched in {least, least + more}
    assert instances.launched(missing, least, least + more, running=0) == 2


def test_without_bounds_all_that_is_missing_is_launched() -> None:
    assert instances.launched(7) == 7


@pytest.mark.parametrize("sizes", [(0, 5), (6, 5)])
def test_step_sizes_that_cannot_be_are_refused(sizes: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="minimum <= maximum"):
        instances.launched(3, *sizes)


def test_tasks_that_ask_for_nothing_or_do_not_fit_have_no_number() -> None:
    with pytest.raises(ValueError, match="asks for nothing"):
        instances.tasks_per_instance({"cpu": 1}, {})
    with pytest.raises(ValueError, match="per_instance: at least 1"):
        instances.needed(1, 1, 0)


@given(amounts, amounts, tasks, occupied)
def test_the_work_is_shown(instance: dict[str, int], task: dict[str, int], waiting: int, occupied: int) -> None:
    worked = MECHANISMS["needed"](
        instance=resources(instance), task=resources(task), provisioning=str(waiting), occupied=str(occupied)
    )
    assert_shows_its_work(worked)
    assert instances.compatible(instance, task) or worked.value == occupied


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 20), st.integers(0, 3))
def test_the_work_of_a_step_is_shown(missing: int, least: int, more: int, running: int) -> None:
    sizes = {"minimum_scaling_step_size": str(least), "maximum_scaling_step_size": str(least + more)}
    assert_shows_its_work(MECHANISMS["launched"](calculated=str(missing), running=str(running), **sizes))


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    worked = MECHANISMS["needed"](
        instance="cpu=4096 mem=7680", task="cpu=1024 mem=2048", provisioning="10", occupied="2"
    )
    assert worked.value == 6
    # without those in use, rounded down, by CPU alone, one instance a task
    assert {slip.value for slip in worked.slips} == {4, 5, 12}
    worked = MECHANISMS["needed"](
        instance="cpu=4096 mem=7680", task="cpu=1024 mem=2048", provisioning="10", occupied="2", daemon_only="3"
    )
    assert worked.value == 6
    assert {slip.value for slip in worked.slips} == {4, 9, 5, 12}  # 9 with those that run daemon tasks alone
    worked = MECHANISMS["needed"](instance="cpu=8192 mem=4096", task="cpu=1024 mem=2048", provisioning="9")
    assert {slip.value for slip in worked.slips} == {4, 2, 9}  # rounded down, by CPU alone, one instance a task
    assert {slip.value for slip in MECHANISMS["launched"](calculated="3", running="0").slips} == {3, 1}


@given(st.text(alphabet="cpumem=0123456789 -,", max_size=16) | st.text(max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    valid = {"instance": "cpu=4096 mem=8192", "task": "cpu=1024", "provisioning": "6", "occupied": "1"}
    assert_reads_or_refuses(MECHANISMS["needed"], valid, text)
    sizes = {"minimum_scaling_step_size": "1", "maximum_scaling_step_size": "5"}
    assert_reads_or_refuses(MECHANISMS["launched"], {"calculated": "4", "running": "1", **sizes}, text)


@pytest.mark.parametrize("text", ["", "cpu", "cpu=0", "=5", "cpu=many"])
def test_resources_that_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="task cannot be"):
        MECHANISMS["needed"].read({"instance": "cpu=1", "task": text, "provisioning": "1"})
