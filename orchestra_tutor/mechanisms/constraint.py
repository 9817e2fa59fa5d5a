"""Placement constraints and host ports: how many tasks may share a container instance at all.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html;
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html (`LIMITS`);
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html (networkMode) and
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (hostPort).
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, whole
from orchestra_tutor.text import Text

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html"
LIMITS: Final = {"strategies": 5, "constraints": 10}  # of a service


def placed(tasks: int, instances: int, most_each: int | None = 1) -> int:
    """How many of `tasks` find a place where an instance takes `most_each` of them, or any number.

    `distinctInstance` means one each. Constraints bind: what has no place is not placed.
    """
    if most_each is None:
        return tasks if instances else 0
    return min(tasks, instances * most_each)


def copies_per_instance(network_mode: str, host_port: int) -> int | None:
    """How many copies of a task with a port mapping share an instance: one where the host port is fixed, else None.

    Port 0 is dynamic in bridge mode only; in host mode the container's port is the host's. An awsvpc task has an
    address of its own and takes no port of the host.
    """
    if network_mode not in {"awsvpc", "bridge", "host"}:
        raise ValueError("network_mode: one that maps ports, awsvpc, bridge or host")
    shared = network_mode == "awsvpc" or (network_mode == "bridge" and host_port == 0)
    return None if shared else 1


def within_limits(strategies: int = 0, constraints: int = 0) -> bool:
    """Whether a service may have so many placement strategies and constraints."""
    return strategies <= LIMITS["strategies"] and constraints <= LIMITS["constraints"]


def _one_each(tasks: int, instances: int) -> Worked:
    value = placed(tasks, instances)
    first = Text(
        "At most 1 task on each instance: the smaller of {tasks} and {instances} is {value}.",
        "인스턴스마다 태스크는 최대 1개: {tasks}개와 {instances}개 중 작은 수는 {value}개",
    ).fill(tasks=tasks, instances=instances, value=value)
    rest = Text(
        "{tasks} − {value} = {rest} cannot be placed.", "{tasks} − {value} = {rest}개는 배치할 수 없습니다."
    ).fill(tasks=tasks, value=value, rest=tasks - value)
    binding = Text("Constraints bind; strategies do not.", "전략과 달리 제약은 반드시 지켜집니다.")
    slips = (
        Slip(tasks, binding, "constraints-are-best-effort"),
        Slip(tasks - value, Text("That many are left over.", "배치하지 못하고 남는 수입니다.")),
        Slip(instances, Text("There are fewer tasks than instances.", "태스크가 인스턴스보다 적습니다.")),
    )
    return Worked(value, (first, rest), apart(value, *slips))


MECHANISMS: Final = {
    "one_each": Mechanism(
        Text("Tasks that may not share an instance", "인스턴스를 함께 쓸 수 없는 태스크"),
        (
            Input("tasks", whole(0, 1000), Text("tasks to place", "배치할 태스크 수")),
            Input("instances", whole(0, 1000), Text("instances", "인스턴스 수")),
        ),
        _one_each,
        SOURCE,
    ),
}
