"""Placement strategies: which container instances ECS prefers for its tasks.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html. ECS publishes the
rules, not its code: instances between which the strategies do not decide are taken here in the order in which they are
given.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, listed, one_of, whole
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html"
SPREAD_ZONES: Final = "spread:attribute:ecs.availability-zone"  # what a service does that names no strategy
SPREAD_INSTANCES: Final = "spread:instanceId"
BINPACK_MEMORY: Final = "binpack:memory"


@dataclass(frozen=True, slots=True)
class Instance:
    """A container instance; `memory` in MiB is what it has left for tasks."""

    name: str
    memory: int
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """An instance while tasks are being placed: the tasks of the service in its zone and on it, and the MiB left."""

    name: str
    zone_tasks: int
    tasks: int
    memory_left: int


# What a strategy looks at; the lowest is taken.
STRATEGIES: Final[Mapping[str, Callable[[Standing], int]]] = {
    SPREAD_ZONES: lambda standing: standing.zone_tasks,
    SPREAD_INSTANCES: lambda standing: standing.tasks,
    BINPACK_MEMORY: lambda standing: standing.memory_left,
}


def placed(
    instances: Sequence[Instance], task_memory: int, tasks: int, strategies: Sequence[str] = (SPREAD_ZONES,)
) -> tuple[str, ...]:
    """The names of the instances that up to `tasks` tasks of `task_memory` MiB go to, in the order of placement.

    Instances without room drop out first. Of the rest the first strategy takes the best, the second decides between
    equals, and so on. It ends early where no instance is left.
    """
    order: list[str] = []
    for _ in range(tasks):
        fitting = [each for each in _standings(instances, task_memory, order) if each.memory_left >= task_memory]
        if not fitting:
            break
        best = min(fitting, key=lambda each: [STRATEGIES[strategy](each) for strategy in strategies])
        order.append(best.name)
    return tuple(order)


def _standings(instances: Sequence[Instance], task_memory: int, order: Sequence[str]) -> list[Standing]:
    tasks, zones = Counter(order), per_zone(instances, order)
    return [
        Standing(each.name, zones[each.zone], tasks[each.name], each.memory - tasks[each.name] * task_memory)
        for each in instances
    ]


def per_instance(instances: Sequence[Instance], order: Sequence[str]) -> tuple[int, ...]:
    """How many of the placed tasks each instance has, in the order of `instances`."""
    return tuple(order.count(each.name) for each in instances)


def per_zone(instances: Sequence[Instance], order: Sequence[str]) -> dict[str, int]:
    """How many of the placed tasks each zone has."""
    zones = {each.name: each.zone for each in instances}
    counts = dict.fromkeys(zones.values(), 0)
    for name in order:
        counts[zones[name]] += 1
    return counts


def equal_instances(count: int, memory: int = 0) -> tuple[Instance, ...]:
    """So many instances that differ in their names only."""
    return tuple(Instance(f"i{number}", memory) for number in range(1, count + 1))


def binpack(instances: Sequence[Instance], task_memory: int) -> str | None:
    """The instance that binpack by memory picks: the least left that still fits. None where the placement fails."""
    return next(iter(placed(instances, task_memory, 1, (BINPACK_MEMORY,))), None)


def room(instances: Sequence[Instance], task_memory: int) -> int:
    """How many tasks fit: no task uses what is left on two instances."""
    return sum(each.memory // task_memory for each in instances)


def _binpack(instances: tuple[Instance, ...], task_memory: int) -> Worked:
    value = binpack(instances, task_memory)
    fitting = [each for each in instances if each.memory >= task_memory]
    first = Text("At least {task} MiB are left on: {fitting}.", "{task} MiB 이상 남은 인스턴스: {fitting}").fill(
        task=task_memory, fitting=_said(fitting) if fitting else Text("none", "없음")
    )
    if value is None:
        none = Text("none: the task cannot be placed.", "none: 태스크를 배치할 수 없습니다.")
        return Worked("none", (first, none))
    then = Text("Least left of these: {value}.", "그중 가장 적게 남은 인스턴스: {value}").fill(value=value)
    return Worked(value, (first, then))


def _per_instance(instances: tuple[Instance, ...], task_memory: int, tasks: int, strategies: tuple[str, ...]) -> Worked:
    order = placed(instances, task_memory, tasks, strategies)
    counts = per_instance(instances, order)
    steps = (
        Text("Decides first to last: {strategies}.", "적용 순서: {strategies}").fill(strategies=", ".join(strategies)),
        Text("Placed in this order: {order}.", "배치 순서: {order}").fill(
            order=", ".join(order[:12]) + (" …" if len(order) > 12 else "") if order else Text("none", "없음")
        ),
        Text("Tasks on {names}: {counts}; not placed: {rest}.", "{names}의 태스크 수: {counts}, 미배치: {rest}개").fill(
            names=", ".join(each.name for each in instances),
            counts=", ".join(map(str, counts)),
            rest=tasks - len(order),
        ),
    )
    return Worked(counts, steps)


def _room(instances: tuple[Instance, ...], task_memory: int, draining: tuple[Instance, ...]) -> Worked:
    value, total = room(instances, task_memory), sum(each.memory for each in instances)
    first = Text("Each instance for itself: {each}.", "인스턴스마다 따로 계산: {each}").fill(
        each=", ".join(f"{one.name} ⌊{one.memory} / {task_memory}⌋ = {one.memory // task_memory}" for one in instances)
    )
    then = Text("Together: {value}.", "합계: {value}개").fill(value=value)
    together = Text(
        "A task cannot use what is left on two instances.", "태스크 하나가 두 인스턴스에 나뉘어 들어갈 수는 없습니다."
    )
    over = Text("A task that does not fit whole is not placed.", "일부만 들어가는 태스크는 배치되지 않습니다.")
    leaving = Text("A draining instance gets no new tasks.", "드레이닝 중인 인스턴스는 새 태스크를 받지 않습니다.")
    slips = (
        Slip(room((*instances, *draining), task_memory), leaving),
        Slip(total // task_memory, together),
        Slip(sum(-(-each.memory // task_memory) for each in instances), over),
    )
    return Worked(value, (first, then), apart(value, *slips))


def _said(instances: Sequence[Instance]) -> str:
    return ", ".join(f"{each.name} ({each.memory})" for each in instances)


def _instance(text: str) -> Instance:
    """`i1=2048`, or with its zone `a/i1=2048`."""
    found = re.fullmatch(r"(?:([\w.-]+)/)?([\w.-]+)=(\d+)", text, re.ASCII)
    if found is None:
        raise ValueError(text)
    zone, name, memory = found.groups(default="")
    return Instance(name, whole().read(memory), zone)


def _instances(least: int = 1) -> Reader:
    many = listed(
        Reader(_instance, Text("name and MiB, such as i1=2048 or a/i1=2048", "이름과 MiB, 예: i1=2048 또는 a/i1=2048")),
        least,
    )

    def read(text: str) -> tuple[Instance, ...]:
        found: tuple[Instance, ...] = many.read(text)
        if len({each.name for each in found}) < len(found):
            raise ValueError(text)
        return found

    return Reader(read, many.expects)


_INSTANCES: Final = Input(
    "instances", _instances(), Text("instances and the MiB left on each", "인스턴스와 각각의 남은 MiB")
)
_DRAINING: Final = Input(
    "draining", _instances(0), Text("draining instances, likewise", "드레이닝 중인 인스턴스(같은 형식)"), ""
)
_TASK: Final = Input("task_memory", whole(1), Text("memory of a task in MiB", "태스크 하나의 메모리(MiB)"))
_TASKS: Final = Input("tasks", whole(0, 1000), Text("tasks to place", "배치할 태스크 수"))

MECHANISMS: Final = {
    "binpack": Mechanism(
        Text("The instance that binpack picks", "binpack이 고르는 인스턴스"), (_INSTANCES, _TASK), _binpack, SOURCE
    ),
    "per_instance": Mechanism(
        Text("Tasks on each instance", "인스턴스별 태스크 수"),
        (
            _INSTANCES,
            _TASK,
            _TASKS,
            Input(
                "strategies",
                listed(one_of(*STRATEGIES)),
                Text("placement strategies, the first decides first", "배치 전략(먼저 적은 것부터 적용)"),
                SPREAD_ZONES,
            ),
        ),
        _per_instance,
        SOURCE,
    ),
    "room": Mechanism(
        Text("Tasks that fit", "들어갈 수 있는 태스크 수"), (_INSTANCES, _TASK, _DRAINING), _room, SOURCE
    ),
}
