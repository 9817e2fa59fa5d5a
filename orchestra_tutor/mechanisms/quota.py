"""Default quotas of Amazon ECS, for an account in a Region where nothing else is said.

Source: https://docs.aws.amazon.com/general/latest/gr/ecs-service.html.
"""

from fractions import Fraction
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, decimal, whole
from orchestra_tutor.text import Text

SOURCE: Final = "https://docs.aws.amazon.com/general/latest/gr/ecs-service.html"
DEFAULTS: Final = {
    "Capacity providers per cluster": 20,
    "Clusters per account": 10_000,
    "Container instances per cluster": 5_000,
    "Containers per task definition": 10,
    "Fargate On-Demand vCPU": 6,  # of a new account; it rises with use
    "Rate of tasks launched by a service on EC2 or External": 500,  # a minute
    "Revisions per task definition family": 1_000_000,
    "Security groups per awsvpcConfiguration": 5,
    "Services per cluster": 5_000,
    "Services per namespace": 300,
    "Subnets per awsvpcConfiguration": 16,
    "Target groups per service": 5,
    "Task definition size": 64,  # KiB
    "Tasks in PROVISIONING state per cluster": 500,
    "Tasks launched per run-task": 10,
    "Tasks per service": 5_000,
}


def default(name: str) -> int:
    """The default of a quota."""
    if name not in DEFAULTS:
        raise ValueError(f"name: one of {', '.join(DEFAULTS)}")
    return DEFAULTS[name]


def fargate_tasks(vcpu_quota: int, vcpu: float) -> int:
    """How many Fargate tasks of `vcpu` each run at once: the quota counts vCPU, not tasks."""
    if vcpu <= 0:
        raise ValueError("vcpu: above 0")
    return int(vcpu_quota // Fraction(str(vcpu)))


def launch_minutes(tasks: int, tasks_per_minute: int) -> int:
    """Whole minutes in which a service starts `tasks` tasks at this rate."""
    return -(-tasks // tasks_per_minute)


def _fargate_tasks(vcpu_quota: int, vcpu: float) -> Worked:
    value = fargate_tasks(vcpu_quota, vcpu)
    first = Text("The quota counts vCPU: {quota} vCPU.", "쿼터 기준은 vCPU: {quota} vCPU").fill(quota=vcpu_quota)
    then = Text(
        "{quota} / {vcpu:g} = {share:g}, rounded down: {value}.", "{quota} / {vcpu:g} = {share:g}, 내림: {value}개"
    ).fill(quota=vcpu_quota, vcpu=vcpu, share=round(vcpu_quota / vcpu, 3), value=value)
    up = Text("Rounded up, it is above the quota.", "올림하면 쿼터를 넘습니다.")
    slips = (
        Slip(vcpu_quota, Text("The quota counts vCPU, not tasks.", "쿼터는 태스크 수가 아니라 vCPU 수입니다.")),
        *((Slip(value + 1, up),) if value * Fraction(str(vcpu)) < vcpu_quota else ()),
    )
    return Worked(value, (first, then), apart(value, *slips))


def _launch_minutes(tasks: int, tasks_per_minute: int) -> Worked:
    value = launch_minutes(tasks, tasks_per_minute)
    step = Text(
        "{tasks} / {rate} = {share:g}, rounded up: {value}.", "{tasks} / {rate} = {share:g}, 올림: {value}분"
    ).fill(tasks=tasks, rate=tasks_per_minute, share=round(tasks / tasks_per_minute, 3), value=value)
    down = Text("The rest takes a minute too.", "나머지에도 시간이 걸립니다.")
    slips = (Slip(tasks // tasks_per_minute, down),) if tasks % tasks_per_minute else ()
    return Worked(value, (step,), slips)


MECHANISMS: Final = {
    "fargate_tasks": Mechanism(
        Text("Fargate tasks within a quota", "쿼터 안의 Fargate 태스크 수"),
        (
            Input(
                "vcpu_quota",
                whole(1, 100_000),
                Text("vCPU that the account may use", "계정이 쓸 수 있는 vCPU"),
                str(DEFAULTS["Fargate On-Demand vCPU"]),
            ),
            Input("vcpu", decimal(0.25, 32), Text("vCPU of each task", "태스크 하나의 vCPU")),
        ),
        _fargate_tasks,
        SOURCE,
    ),
    "launch_minutes": Mechanism(
        Text("Minutes to start a service", "서비스를 시작하는 데 걸리는 시간"),
        (
            Input("tasks", whole(1, 100_000), Text("tasks to start", "시작할 태스크 수")),
            Input(
                "tasks_per_minute",
                whole(1, 100_000),
                Text("tasks that a service starts in a minute", "서비스가 분당 시작하는 태스크 수"),
                str(DEFAULTS["Rate of tasks launched by a service on EC2 or External"]),
            ),
        ),
        _launch_minutes,
        SOURCE,
        "min",
    ),
}
