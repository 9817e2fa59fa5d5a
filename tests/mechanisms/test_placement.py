"""Placement strategies of ECS."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import placement
from orchestra_tutor.mechanisms.placement import BINPACK_MEMORY, MECHANISMS, SPREAD_INSTANCES, SPREAD_ZONES, Instance
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

CLUSTERS: Final = st.lists(st.tuples(st.integers(0, 5_000), st.sampled_from("ab")), min_size=1, max_size=6).map(
    lambda drawn: tuple(Instance(f"i{number}", memory, zone) for number, (memory, zone) in enumerate(drawn, 1))
)
ORDERS: Final = st.lists(st.sampled_from(sorted(placement.STRATEGIES)), min_size=1, max_size=3)
VALID: Final = {
    "binpack": {"instances": "i1=2048,i2=4096", "task_memory": "512"},
    "per_instance": {
        "instances": "a/i1=4000,b/i2=4000",
        "task_memory": "1000",
        "tasks": "5",
        "strategies": f"{SPREAD_ZONES},{BINPACK_MEMORY}",
    },
    "room": {"instances": "i1=3900,i2=3900", "task_memory": "1000", "draining": "i3=2000"},
}


def written(cluster: tuple[Instance, ...]) -> str:
    return ",".join(f"{each.zone}/{each.name}={each.memory}" for each in cluster)


@pytest.mark.parametrize(
    ("strategies", "order"),
    [
        ((BINPACK_MEMORY,), "i2 i2 i3 i3 i3 i1"),
        ((SPREAD_INSTANCES,), "i1 i2 i3 i1 i2 i3"),
        ((SPREAD_ZONES,), "i1 i2 i1 i2 i1 i3"),
        ((SPREAD_ZONES, BINPACK_MEMORY), "i2 i1 i2 i1 i1 i3"),
        ((SPREAD_INSTANCES, BINPACK_MEMORY), "i2 i3 i1 i2 i3 i1"),
    ],
)
def test_the_first_strategy_decides_and_the_next_between_equals(strategies: tuple[str, ...], order: str) -> None:
    cluster = (Instance("i1", 4000, "a"), Instance("i2", 2000, "b"), Instance("i3", 3000, "b"))
    assert " ".join(placement.placed(cluster, 1000, 6, strategies)) == order


def test_a_strategy_is_best_effort_and_room_is_not() -> None:
    cluster = (Instance("i1", 1000, "a"), Instance("i2", 9000, "b"))
    assert placement.placed(cluster, 1000, 5) == ("i1", "i2", "i2", "i2", "i2")


@given(CLUSTERS, st.integers(1, 2_000), st.integers(0, 30), ORDERS)
def test_no_instance_is_overfull_and_a_task_waits_only_where_none_has_room(
    cluster: tuple[Instance, ...], memory: int, tasks: int, strategies: list[str]
) -> None:
    order = placement.placed(cluster, memory, tasks, strategies)
    counts = placement.per_instance(cluster, order)
    assert all(count * memory <= each.memory for each, count in zip(cluster, counts, strict=True))
    assert len(order) == min(tasks, placement.room(cluster, memory))
    assert sum(placement.per_zone(cluster, order).values()) == len(order)


@given(st.integers(1, 12), st.integers(0, 60))
def test_spread_over_equal_instances_never_differs_by_more_than_one(instances: int, tasks: int) -> None:
    cluster = tuple(Instance(f"i{number}", 1_000) for number in range(instances))
    counts = placement.per_instance(cluster, placement.placed(cluster, 1, tasks, (SPREAD_INSTANCES,)))
    assert max(counts) - min(counts) <= 1


@given(CLUSTERS, st.integers(1, 2_000), st.integers(0, 30))
def test_binpack_begins_an_instance_only_when_the_last_is_full(
    cluster: tuple[Instance, ...], memory: int, tasks: int
) -> None:
    order = placement.placed(cluster, memory, tasks, (BINPACK_MEMORY,))
    runs = [name for name, before in zip(order, ("", *order), strict=False) if name != before]
    assert len(runs) == len(set(runs))


@given(CLUSTERS, st.integers(1, 3_000))
def test_binpack_picks_the_least_that_still_fits(cluster: tuple[Instance, ...], memory: int) -> None:
    left = {each.name: each.memory for each in cluster}
    fitting = [each for each in left.values() if each >= memory]
    picked = placement.binpack(cluster, memory)
    assert (left[picked] if picked else None) == min(fitting, default=None)


@given(CLUSTERS, st.integers(1, 2_000), st.integers(0, 30), ORDERS)
def test_the_work_is_shown(cluster: tuple[Instance, ...], memory: int, tasks: int, strategies: list[str]) -> None:
    where = {"instances": written(cluster), "task_memory": str(memory)}
    assert_shows_its_work(MECHANISMS["binpack"](**where))
    assert_shows_its_work(MECHANISMS["room"](**where))
    several = MECHANISMS["per_instance"](**where, tasks=str(tasks), strategies=",".join(strategies))
    assert_shows_its_work(several)
    assert len(several.value) == len(cluster)


def test_what_is_left_on_two_instances_does_not_add_up() -> None:
    worked = MECHANISMS["room"](instances="i1=3900,i2=3900", task_memory="1000")
    assert worked.value == 6
    assert {slip.value for slip in worked.slips} == {7, 8}


def test_room_on_a_draining_instance_is_a_known_mistake() -> None:
    worked = MECHANISMS["room"](instances="i1=3900", draining="i2=2000", task_memory="1000")
    assert worked.value == 3
    assert 5 in {slip.value for slip in worked.slips}


@pytest.mark.parametrize("text", ["", "i1", "i1=", "=5", "i1=-5", "i1=5,i1=6", "i1=5;i2=6", "a/b/i1=5"])
def test_instances_that_cannot_be_read_are_refused(text: str) -> None:
    reader = MECHANISMS["room"].inputs[0].reader
    with pytest.raises(ValueError, match=r".*"):
        reader.read(text)


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
