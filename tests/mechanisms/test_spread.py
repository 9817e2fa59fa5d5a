"""Where Swarm puts tasks."""

from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import spread
from orchestra_tutor.mechanisms.spread import MECHANISMS, Node
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

CLUSTERS: Final = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 7)), min_size=1, max_size=5
).map(
    lambda drawn: tuple(
        Node(f"N{number}", own, own + others, failures) for number, (own, others, failures) in enumerate(drawn, 1)
    )
)
VALID: Final = {
    "choice": {"nodes": "N1=1/2,N2=0/1,N3=1/1/5"},
    "placed": {"nodes": "N1=3/3,N2=0/0", "tasks": "2"},
    "pending": {"replicas": "10", "nodes": "3", "most_each": "2"},
}


def written(nodes: tuple[Node, ...]) -> str:
    return ",".join(f"{node.name}={node.service_tasks}/{node.tasks}/{node.failures}" for node in nodes)


@pytest.mark.parametrize(
    ("nodes", "chosen"),
    [
        ("a=0/50,b=1/1", "a"),
        ("a=2/9,b=2/2", "b"),
        ("a=1/1,b=0/0/4", "b"),
        ("a=1/1,b=0/0/5", "a"),
        ("a=9/9/5,b=0/0/6", "a"),
        ("a=1/1/5,b=0/0/5", "b"),
    ],
)
def test_failures_decide_first_then_the_tasks_of_the_service_then_all(nodes: str, chosen: str) -> None:
    assert MECHANISMS["choice"](nodes=nodes).value == chosen


@given(CLUSTERS)
def test_no_other_node_that_works_has_fewer_tasks_of_the_service(nodes: tuple[Node, ...]) -> None:
    chosen = next(node for node in nodes if node.name == spread.choice(nodes))
    working = [node for node in nodes if node.failures < spread.MAX_FAILURES]
    if working:
        assert chosen in working
        fewest = min(node.service_tasks for node in working)
        assert chosen.service_tasks == fewest
        assert chosen.tasks == min(node.tasks for node in working if node.service_tasks == fewest)


@given(CLUSTERS, st.integers(0, 40))
def test_every_new_task_is_placed_and_evens_the_service_out(nodes: tuple[Node, ...], tasks: int) -> None:
    healthy = tuple(Node(node.name, node.service_tasks, node.tasks) for node in nodes)
    new = spread.placed(healthy, tasks)
    assert sum(new) == tasks
    after = [node.service_tasks + more for node, more in zip(healthy, new, strict=True)]
    got = [count for count, more in zip(after, new, strict=True) if more]
    assert max(got, default=0) <= min(after) + 1


@given(st.integers(0, 100), st.integers(1, 20), st.integers(0, 10))
def test_what_finds_no_node_stays_pending_with_an_error(replicas: int, nodes: int, most_each: int) -> None:
    found = spread.scheduled(replicas, nodes, most_each)
    assert found.scheduled + found.pending == replicas
    assert (found.error is None) is (found.pending == 0)
    if most_each == 0:
        assert found.pending == 0
    else:
        assert found.scheduled <= nodes * most_each
        assert found.pending == 0 or found.scheduled == nodes * most_each


def test_without_a_node_nothing_is_scheduled() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        spread.scheduled(1, 0)


@pytest.mark.parametrize(
    ("reserved", "fits"),
    [({}, True), ({"cpus": 2}, True), ({"cpus": 2.5}, False), ({"cpus": 1, "gpu": 1}, False)],
)
def test_a_node_fits_that_has_all_that_is_reserved(reserved: dict[str, float], fits: bool) -> None:
    assert spread.fits({"cpus": 2, "mem_gb": 4}, reserved) is fits


@given(CLUSTERS, st.integers(0, 20))
def test_the_work_on_nodes_is_shown(nodes: tuple[Node, ...], tasks: int) -> None:
    choice = MECHANISMS["choice"](nodes=written(nodes))
    placed = MECHANISMS["placed"](nodes=written(nodes), tasks=str(tasks))
    assert (choice.value, placed.value) == (spread.choice(nodes), spread.placed(nodes, tasks))
    for worked in (choice, placed):
        assert_shows_its_work(worked)


@given(CLUSTERS, st.randoms(use_true_random=False))
def test_a_sound_answer_does_not_depend_on_the_order_of_the_nodes(nodes: tuple[Node, ...], random: Random) -> None:
    mixed = list(nodes)
    random.shuffle(mixed)
    choice = MECHANISMS["choice"](nodes=written(nodes))
    assert not choice.sound or spread.choice(mixed) == choice.value
    placed = MECHANISMS["placed"](nodes=written(nodes), tasks="7")
    by_name = dict(zip((node.name for node in mixed), spread.placed(mixed, 7), strict=True))
    assert not placed.sound or tuple(by_name[node.name] for node in nodes) == placed.value


@pytest.mark.parametrize(("tasks", "sound"), [("1", False), ("2", True), ("3", False)])
def test_a_tie_that_does_not_even_out_is_not_asked(tasks: str, sound: bool) -> None:
    assert MECHANISMS["placed"](nodes="a=0/0,b=0/0", tasks=tasks).sound is sound


@given(st.integers(0, 100), st.integers(1, 20), st.integers(0, 10))
def test_the_work_on_pending_replicas_is_shown(replicas: int, nodes: int, most_each: int) -> None:
    worked = MECHANISMS["pending"](replicas=str(replicas), nodes=str(nodes), most_each=str(most_each))
    assert worked.value == spread.scheduled(replicas, nodes, most_each).pending
    assert_shows_its_work(worked)


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["pending"](**VALID["pending"])
    assert worked.value == 4
    assert {slip.value for slip in worked.slips} == {6, 0, 7}


@pytest.mark.parametrize("text", ["", "N1", "N1=1", "N1=2/1", "N1=1/2,N1=1/2", "N1=1/2/", "1=1/2"])
def test_nodes_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        MECHANISMS["choice"].inputs[0].reader.read(text)


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
