"""How ECS balances the tasks of a service over Availability Zones.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html and, for the default
placement, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html.
"""

from collections.abc import Mapping
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, whole
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html"
PLACEMENT: Final = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html"

ZONE: Final = "attribute:ecs.availability-zone"
READY: Final = ("HEALTHY", "RUNNING")  # what a new task must be before the old one stops


def balanced(desired: int, zones: int) -> tuple[int, ...]:
    """Tasks per zone, fewest first: the remainder goes to one zone each."""
    if desired < 0 or zones < 1:
        raise ValueError("desired: at least 0, zones: at least 1")
    share, remainder = divmod(desired, zones)
    return (share,) * (zones - remainder) + (share + 1,) * remainder


def lost_with_a_zone(desired: int, zones: int) -> int:
    """The most tasks that go when one zone fails."""
    return balanced(desired, zones)[-1]


def start_zones(tasks: Mapping[str, int]) -> tuple[str, ...]:
    """The zones where a task is started by default: those with the fewest of the service."""
    return tuple(zone for zone, count in tasks.items() if count == min(tasks.values()))


def stop_zones(tasks: Mapping[str, int]) -> tuple[str, ...]:
    """The zones where a task is stopped by default: those with the most of the service."""
    return tuple(zone for zone, count in tasks.items() if count == max(tasks.values()))


@dataclass(frozen=True, slots=True)
class Move:
    """A step of rebalancing: first a task starts, and once it is `READY`, another one stops."""

    start: str
    stop: str


def rebalance(tasks: Mapping[str, int], desired: int) -> Move | None:
    """The next step towards balance, or None where there is balance already."""
    if tuple(sorted(tasks.values())) == balanced(desired, len(tasks)):
        return None
    return Move(start_zones(tasks)[0], stop_zones(tasks)[0])


@dataclass(frozen=True, slots=True)
class Service:
    """What decides whether a service takes part; `strategy` and `constraints` by the attribute they use."""

    scheduling: str = "REPLICA"
    launch_type: str = "FARGATE"
    maximum_percent: int = 200
    classic_load_balancer: bool = False
    strategy: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()


def may_rebalance(service: Service) -> bool:
    """Whether zone rebalancing works for a service: replicas that may start first and are spread over zones first."""
    return (
        service.scheduling == "REPLICA"
        and service.launch_type != "EXTERNAL"
        and service.maximum_percent > 100
        and not service.classic_load_balancer
        and service.strategy[:1] in ((), (ZONE,))
        and ZONE not in service.constraints
    )


def _balanced(desired: int, zones: int) -> Worked:
    value = balanced(desired, zones)
    steps = (_division(desired, zones), _REST.fill(n=desired % zones), same(", ".join(map(str, value))))
    return Worked(value, steps)


def _lost(desired: int, zones: int) -> Worked:
    value = lost_with_a_zone(desired, zones)
    most = Text("The fullest zone has {value}.", "가장 많은 가용 영역에 {value}개가 있습니다.").fill(value=value)
    remainder = Text("The remainder is in some zone as well.", "나머지도 어느 가용 영역에는 있습니다.")
    left = Text("That many stand in the other zones.", "다른 가용 영역에 있는 수입니다.")
    slips = apart(value, Slip(desired // zones, remainder), Slip(desired - value, left))
    return Worked(value, (_division(desired, zones), _REST.fill(n=desired % zones), most), slips)


def _start(tasks: dict[str, int]) -> Worked:
    fewest = Text("The fewest tasks of the service: {n}.", "이 서비스의 태스크가 가장 적은 수: {n}개.").fill(
        n=min(tasks.values())
    )
    return Worked(start_zones(tasks), (fewest, _there(start_zones(tasks))))


def _stop(tasks: dict[str, int]) -> Worked:
    most = Text("The most tasks of the service: {n}.", "이 서비스의 태스크가 가장 많은 수: {n}개.").fill(
        n=max(tasks.values())
    )
    return Worked(stop_zones(tasks), (most, _there(stop_zones(tasks))))


_REST: Final = Text(
    "The remainder goes to one zone each: {n} with one more.", "나머지는 한 곳에 하나씩: 하나 더 받는 곳 {n}곳."
)


def _division(desired: int, zones: int) -> Text:
    text = Text("{desired} / {zones} = {share}, remainder {rest}.", "{desired} / {zones} = {share}, 나머지 {rest}.")
    return text.fill(desired=desired, zones=zones, share=desired // zones, rest=desired % zones)


def _there(zones: tuple[str, ...]) -> Text:
    return Text("In: {zones}.", "해당하는 곳: {zones}.").fill(zones=", ".join(zones))


def _tasks(text: str) -> dict[str, int]:
    """`A=1, B=0` by zone."""
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    tasks = {zone.strip(): whole().read(count.strip()) for zone, _, count in pairs}
    if not tasks or "" in tasks or len(tasks) < len(pairs):
        raise ValueError(text)
    return tasks


_SIZES: Final = (
    Input("desired", whole(0, 5000), Text("desired count", "원하는 태스크 수")),
    Input("zones", whole(1, 6), Text("Availability Zones", "가용 영역 수")),
)
_TASKS: Final = Input(
    "tasks",
    Reader(_tasks, Text("tasks by zone, such as A=1, B=0", "가용 영역별 태스크 수, 예: A=1, B=0")),
    Text("tasks of the service by zone", "가용 영역별 서비스 태스크 수"),
)

MECHANISMS: Final = {
    "balanced": Mechanism(Text("Balance over zones", "가용 영역 간 균형"), _SIZES, _balanced, SOURCE),
    "lost_with_a_zone": Mechanism(
        Text("Tasks lost with a zone", "가용 영역 하나와 함께 잃는 태스크 수"), _SIZES, _lost, SOURCE
    ),
    "start_zones": Mechanism(Text("Where a task starts", "태스크를 시작하는 가용 영역"), (_TASKS,), _start, PLACEMENT),
    "stop_zones": Mechanism(Text("Where a task stops", "태스크를 멈추는 가용 영역"), (_TASKS,), _stop, PLACEMENT),
}
