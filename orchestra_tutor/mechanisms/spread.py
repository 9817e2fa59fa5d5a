"""Where Swarm puts the tasks of a service: it spreads them over the nodes that have room.

Source: https://github.com/moby/swarmkit/blob/master/design/scheduler.md and, in moby/swarmkit,
manager/scheduler/scheduler.go (nodeLess) and filter.go. Nodes between which nothing decides are taken here in the
order in which they are given.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, listed, whole
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://github.com/moby/swarmkit/blob/master/design/scheduler.md"
PER_NODE: Final = "https://docs.docker.com/reference/cli/docker/service/create/#replicas-max-per-node"

MAX_FAILURES: Final = 5  # of a service on a node within 5 minutes, until the node is tried last
FULL: Final = "no suitable node (max replicas per node limit exceed)"  # as the scheduler spells it


@dataclass(frozen=True, slots=True)
class Node:
    """A node with room: its tasks of the service, its tasks of all services, and recent failures of the service."""

    name: str
    service_tasks: int
    tasks: int
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Scheduled:
    """How many replicas have a node, how many wait for one, and what `docker service ps` says of these."""

    scheduled: int
    pending: int
    error: str | None


def choice(nodes: Sequence[Node]) -> str:
    """The node for the next task: where it failed least, then with the fewest of the service, then of all.

    Failures count from MAX_FAILURES on. What a node really uses of its CPU and memory does not.
    """
    return min(nodes, key=_rank).name


def placed(nodes: Sequence[Node], tasks: int) -> tuple[int, ...]:
    """How many of `tasks` new tasks each node gets, in the order of `nodes`. What runs stays where it is."""
    now = {node.name: node for node in nodes}
    for _ in range(tasks):
        node = now[choice(list(now.values()))]
        now[node.name] = Node(node.name, node.service_tasks + 1, node.tasks + 1, node.failures)
    return tuple(now[node.name].tasks - node.tasks for node in nodes)


def scheduled(replicas: int, nodes: int, most_each: int = 0) -> Scheduled:
    """How far `replicas` go on so many ready nodes with at most `most_each` on one; 0 is no limit."""
    if nodes < 1:
        raise ValueError("nodes: at least 1")
    found = min(replicas, nodes * most_each) if most_each else replicas
    return Scheduled(found, replicas - found, FULL if found < replicas else None)


def fits(available: Mapping[str, float], reservations: Mapping[str, float]) -> bool:
    """Whether a node has what a task reserves, by resource. Limits are not asked for."""
    return all(amount <= available.get(name, 0) for name, amount in reservations.items())


def _rank(node: Node) -> tuple[int, int, int]:
    return node.failures if node.failures >= MAX_FAILURES else 0, node.service_tasks, node.tasks


def _choice(nodes: tuple[Node, ...]) -> Worked:
    value = choice(nodes)
    best = next(node for node in nodes if node.name == value)
    steps = []
    faulty = [node.name for node in nodes if node.failures >= MAX_FAILURES]
    if faulty:
        last = Text(
            "Tried last, with {most} failures or more: {names}.", "실패가 {most}회 이상이라 마지막 순위: {names}"
        )
        steps.append(last.fill(most=MAX_FAILURES, names=", ".join(faulty)))
    fewest = Text("Tasks of this service: {counts}.", "이 서비스의 태스크 수: {counts}")
    steps.append(fewest.fill(counts=", ".join(f"{node.name} {node.service_tasks}" for node in nodes)))
    tied = [node for node in nodes if _rank(node)[:2] == _rank(best)[:2]]
    if len(tied) > 1:
        total = Text("Equal, so all tasks decide: {counts}.", "같으므로 전체 태스크 수로 결정: {counts}")
        steps.append(total.fill(counts=", ".join(f"{node.name} {node.tasks}" for node in tied)))
    steps.append(Text("Taken: {value}.", "선택: {value}").fill(value=value))
    return Worked(value, tuple(steps), sound=sum(_rank(node) == _rank(best) for node in nodes) == 1)


def _placed(nodes: tuple[Node, ...], tasks: int) -> Worked:
    value = placed(nodes, tasks)
    before = Text("Tasks of this service before: {counts}.", "배치 전 이 서비스의 태스크 수: {counts}").fill(
        counts=", ".join(f"{node.name} {node.service_tasks}" for node in nodes)
    )
    after = Text("After {tasks} more: {counts}.", "{tasks}개를 더 배치한 뒤: {counts}").fill(
        tasks=tasks,
        counts=", ".join(f"{node.name} {node.service_tasks + new}" for node, new in zip(nodes, value, strict=True)),
    )
    new = Text("New on {names}: {new}.", "{names}의 새 태스크 수: {new}").fill(
        names=", ".join(node.name for node in nodes), new=", ".join(map(str, value))
    )
    # Between nodes that are equal the real scheduler may decide otherwise.
    return Worked(value, (before, after, new), sound=value == placed(nodes[::-1], tasks)[::-1])


def _pending(replicas: int, nodes: int, most_each: int) -> Worked:
    found = scheduled(replicas, nodes, most_each)
    if most_each:
        room = Text("Room: {nodes} × {most} = {room}.", "자리: {nodes} × {most} = {room}개").fill(
            nodes=nodes, most=most_each, room=nodes * most_each
        )
    else:
        room = Text("0 is no limit: all {replicas} find a node.", "값 0의 뜻은 제한 없음: {replicas}개 모두 배치").fill(
            replicas=replicas
        )
    left = Text(
        "{replicas} − {found} = {pending} stay pending.", "{replicas} − {found} = {pending}개가 대기(pending)"
    ).fill(replicas=replicas, found=found.scheduled, pending=found.pending)
    soft = Text("The limit binds: no node takes more.", "제한은 반드시 지켜지며 노드에 더 배치하지 않습니다.")
    each = Text("A node takes as many as the limit says.", "노드마다 제한까지 배치할 수 있습니다.")
    running = Text("That many do find a node.", "배치되는 수입니다.")
    slips = (Slip(found.scheduled, running), Slip(0, soft), Slip(max(0, replicas - nodes), each))
    return Worked(found.pending, (room, left), apart(found.pending, *slips))


def _node(text: str) -> Node:
    """`N1=1/2`: 1 task of the service, 2 of all; `N1=1/2/5` has 5 failures as well."""
    found = re.fullmatch(r"([A-Za-z][\w.-]{0,20})=(\d{1,4})/(\d{1,4})(?:/(\d{1,4}))?", text, re.ASCII)
    if found is None or int(found[2]) > int(found[3]):
        raise ValueError(text)
    return Node(found[1], int(found[2]), int(found[3]), int(found[4] or 0))


def _nodes() -> Reader:
    many = listed(Reader(_node, same("N1=1/2")))

    def read(text: str) -> tuple[Node, ...]:
        nodes: tuple[Node, ...] = many.read(text)
        if len({node.name for node in nodes}) < len(nodes):
            raise ValueError(text)
        return nodes

    return Reader(read, Text("such as N1=1/2,N2=0/3 or N1=1/2/5", "예: N1=1/2,N2=0/3 또는 N1=1/2/5"))


_NODES: Final = Input(
    "nodes",
    _nodes(),
    Text("tasks of the service/of all/recent failures", "노드별 서비스 태스크/전체 태스크/최근 실패"),
)

MECHANISMS: Final = {
    "choice": Mechanism(Text("The node for the next task", "다음 태스크가 배치될 노드"), (_NODES,), _choice, SOURCE),
    "placed": Mechanism(
        Text("New tasks on each node", "노드별 새 태스크 수"),
        (_NODES, Input("tasks", whole(0, 1000), Text("tasks to place", "배치할 태스크 수"))),
        _placed,
        SOURCE,
    ),
    "pending": Mechanism(
        Text("Replicas that wait for a node", "노드를 기다리는 레플리카 수"),
        (
            Input("replicas", whole(0, 10_000), Text("replicas", "레플리카 수")),
            Input("nodes", whole(1, 1000), Text("ready nodes", "준비된 노드 수")),
            Input(
                "most_each", whole(0, 1000), Text("--replicas-max-per-node", "노드당 최대 레플리카 수(0은 무제한)"), "0"
            ),
        ),
        _pending,
        PER_NODE,
    ),
}
