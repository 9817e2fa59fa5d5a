"""The EC2 instances behind a capacity provider: how many its tasks need, and how many one scale-out launches.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, require_between, whole
from orchestra_tutor.text import Text, same

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html"

DEFAULTS: Final = {
    "minimum_scaling_step_size": 1,
    "maximum_scaling_step_size": 10_000,
    "first_scale_out": 2,  # where none runs, however many are needed
}
# What becomes of tasks that the smallest instance type of the group cannot run.
LEFT_OUT: Final = {"scales_out": False, "tasks_stay_in": "PROVISIONING", "cpr_stays_at": "targetCapacity"}


def tasks_per_instance(instance: Mapping[str, int], task: Mapping[str, int]) -> int:
    """How many equal tasks fit, by the resource that runs out first; both by resource, each in one unit."""
    return min(_room(instance, task))


def compatible(smallest_instance: Mapping[str, int], task: Mapping[str, int]) -> bool:
    """Whether the smallest instance type of the group can run such a task; if not, the task is `LEFT_OUT`."""
    return tasks_per_instance(smallest_instance, task) >= 1


def occupied(instances: Iterable[tuple[int, int]]) -> int:
    """How many of `instances` are not empty; each is (other tasks, daemon tasks), and daemon tasks do not count."""
    return sum(others > 0 for others, _ in instances)


def needed(occupied: int, provisioning: int, per_instance: int) -> int:
    """The M of the metric: instances that are occupied, and those that `provisioning` equal tasks need besides."""
    if occupied < 0 or provisioning < 0 or per_instance < 1:
        raise ValueError("occupied, provisioning: at least 0, per_instance: at least 1")
    return occupied + -(-provisioning // per_instance)


def launched(
    calculated: int,
    minimum: int = DEFAULTS["minimum_scaling_step_size"],
    maximum: int = DEFAULTS["maximum_scaling_step_size"],
    running: int = 1,
) -> int:
    """How many instances one scale-out launches where `calculated` are missing and `running` are there."""
    if calculated < 1 or running < 0 or not 1 <= minimum <= maximum:
        raise ValueError("calculated: at least 1, running: at least 0, step sizes: 1 <= minimum <= maximum")
    if running == 0:
        return DEFAULTS["first_scale_out"]
    return min(max(calculated, minimum), maximum)


def _room(instance: Mapping[str, int], task: Mapping[str, int]) -> list[int]:
    """How many tasks fit by each resource alone; what an instance does not name, it has not."""
    room = [instance.get(resource, 0) // wanted for resource, wanted in task.items() if wanted > 0]
    if not room:
        raise ValueError("task: asks for nothing")
    return room


def _needed(
    instance: dict[str, int], task: dict[str, int], provisioning: int, occupied: int, daemon_only: int
) -> Worked:
    room = _room(instance, task)
    shares = ", ".join(
        f"{name} {instance.get(name, 0)} / {wanted} → {fit}"
        for (name, wanted), fit in zip(task.items(), room, strict=True)
    )
    fits = Text("Tasks per instance, the least: {shares}.", "인스턴스당 태스크 수는 가장 작은 값: {shares}.").fill(
        shares=shares
    )
    if not compatible(instance, task):
        left_out = Text(
            "No task fits, so they stay in PROVISIONING and no instance is added: {occupied}.",
            "들어가는 태스크가 없어 PROVISIONING에 머물고 인스턴스는 늘지 않습니다: {occupied}대.",
        )
        return Worked(occupied, (fits, left_out.fill(occupied=occupied)))
    fit = min(room)
    value = needed(occupied, provisioning, fit)
    more = Text("{tasks} / {fit}, rounded up: {more}.", "{tasks} / {fit}, 올림하면 {more}대입니다.")
    total = Text(
        "Those in use are needed too: {occupied} + {more} = {value}.",
        "쓰고 있는 것도 필요합니다: {occupied} + {more} = {value}대.",
    )
    names = {"tasks": provisioning, "fit": fit, "occupied": occupied, "more": value - occupied, "value": value}
    without = Text("That leaves out the instances in use.", "쓰고 있는 인스턴스를 빼놓은 값입니다.")
    part = Text("The last, partly filled instance counts too.", "일부만 찬 마지막 인스턴스도 세어야 합니다.")
    scarce = Text(
        "The scarcest resource decides, not the most plentiful.", "넉넉한 자원이 아니라 가장 부족한 자원이 정합니다."
    )
    each = Text("An instance runs more than one of the tasks.", "인스턴스 한 대가 태스크를 여러 개 실행합니다.")
    daemons = Text("With daemon tasks alone an instance is empty.", "데몬 태스크만 있는 인스턴스는 빈 것으로 칩니다.")
    slips = (
        Slip(value - occupied, without),
        Slip(value + daemon_only, daemons, "daemon-tasks-keep-hosts"),
        Slip(occupied + provisioning // fit, part),
        Slip(needed(occupied, provisioning, max(room)), scarce),
        Slip(occupied + provisioning, each),
    )
    return Worked(value, (fits, more.fill(**names), total.fill(**names)), apart(value, *slips))


def _launched(calculated: int, minimum_scaling_step_size: int, maximum_scaling_step_size: int, running: int) -> Worked:
    low, high = minimum_scaling_step_size, maximum_scaling_step_size
    require_between("maximum_scaling_step_size", high, low, 10_000)
    value = launched(calculated, low, high, running)
    least = Slip(
        low, Text("The minimum is a floor, not the step itself.", "최소 단계는 하한일 뿐 단계 자체가 아닙니다.")
    )
    if running == 0:
        missing = Text("{n} are missing, but none runs.", "{n}대가 모자라지만 실행 중인 것이 없습니다.").fill(
            n=calculated
        )
        always = Text("From none, always {n} at first.", "하나도 없으면 처음에는 언제나 {n}대입니다.").fill(n=value)
        why = Text(
            "The first step does not follow the need.",
            "첫 단계는 필요한 수를 따르지 않습니다.",
        )
        slips = (Slip(calculated, why, "scale-from-zero-is-exact"), least)
        return Worked(value, (missing, always), apart(value, *slips))
    raised = max(calculated, low)
    at_least = Text("At least the minimum:", "최소 단계 이상:")
    at_most = Text("At most the maximum:", "최대 단계 이하:")
    line = same("{what} {function}({one}, {other}) = {result}")
    steps = (
        line.fill(what=at_least, function="max", one=calculated, other=low, result=raised),
        line.fill(what=at_most, function="min", one=raised, other=high, result=value),
    )
    bounded = Text("The step sizes bound what is launched.", "한 번에 띄우는 수는 단계 크기로 제한됩니다.")
    return Worked(value, steps, apart(value, Slip(calculated, bounded), least))


def _resources(text: str) -> dict[str, int]:
    """`cpu=2048 mem=7680` by name."""
    amounts = {name: whole(1).read(amount) for name, _, amount in (part.partition("=") for part in text.split())}
    if not amounts or "" in amounts:
        raise ValueError(text)
    return amounts


_RESOURCES: Final = Reader(_resources, Text("resources, such as cpu=2048 mem=7680", "자원, 예: cpu=2048 mem=7680"))

MECHANISMS: Final = {
    "needed": Mechanism(
        Text("Instances that waiting tasks need", "대기 중인 태스크에 필요한 인스턴스 수"),
        (
            Input("instance", _RESOURCES, Text("what an instance has", "인스턴스의 자원")),
            Input("task", _RESOURCES, Text("what a task asks for", "태스크가 요청하는 자원")),
            Input("provisioning", whole(0, 500), Text("tasks in PROVISIONING", "PROVISIONING 상태의 태스크 수")),
            Input("occupied", whole(0, 5000), Text("instances that are full", "이미 꽉 찬 인스턴스 수"), "0"),
            Input(
                "daemon_only",
                whole(0, 5000),
                Text("instances with daemon tasks alone", "데몬 태스크만 있는 인스턴스 수"),
                "0",
            ),
        ),
        _needed,
        SOURCE,
    ),
    "launched": Mechanism(
        Text("Instances that one scale-out launches", "스케일 아웃 한 번에 띄우는 인스턴스 수"),
        (
            Input("calculated", whole(1, 5000), Text("instances that are missing", "모자라는 인스턴스 수")),
            Input("minimum_scaling_step_size", whole(1, 10_000), Text("the least per step", "단계당 최소"), "1"),
            Input("maximum_scaling_step_size", whole(1, 10_000), Text("the most per step", "단계당 최대"), "10000"),
            Input("running", whole(0, 5000), Text("instances that run", "실행 중인 인스턴스 수"), "1"),
        ),
        _launched,
        SOURCE,
    ),
}
