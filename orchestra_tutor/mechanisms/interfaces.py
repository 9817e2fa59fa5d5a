"""Network interfaces (ENIs): how many awsvpc tasks an EC2 instance holds, with and without trunking.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html and
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html (`TASK_LIMITS`).
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, one_of, truth, whole
from orchestra_tutor.text import Text

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html"
TYPES: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html"

_SMALL: Final = {"large": (2, 10), "xlarge": (3, 20), "2xlarge": (3, 40), "4xlarge": (7, 60)}
_INTEL_6: Final = {
    **_SMALL,
    "8xlarge": (7, 90),
    "12xlarge": (7, 120),
    "16xlarge": (14, 120),
    "24xlarge": (14, 120),
    "32xlarge": (14, 120),
}
_GRAVITON: Final = {"medium": (1, 4), **_SMALL, "8xlarge": (7, 60), "12xlarge": (7, 60), "16xlarge": (14, 120)}
# awsvpc tasks (without, with trunking) of the instance families an interview may name; AWS lists many more.
_FAMILIES: Final = {
    "a1": {"medium": (1, 10), **_SMALL},
    "c5": {**_SMALL, "9xlarge": (7, 60), "12xlarge": (7, 60), "18xlarge": (14, 120), "24xlarge": (14, 120)},
    "c6i": _INTEL_6,
    "c7g": _GRAVITON,
    "m5": {**_SMALL, "8xlarge": (7, 60), "12xlarge": (7, 60), "16xlarge": (14, 120), "24xlarge": (14, 120)},
    "m6i": _INTEL_6,
    "m7g": _GRAVITON,
    "p3": {"2xlarge": (3, 40), "8xlarge": (7, 60), "16xlarge": (7, 120)},
    "r5": {**_SMALL, "12xlarge": (7, 60), "16xlarge": (14, 120), "24xlarge": (14, 120)},
    "r6i": _INTEL_6,
    "r7g": _GRAVITON,
}
TASK_LIMITS: Final[dict[str, tuple[int, int]]] = {
    f"{family}.{size}": limits for family, sizes in _FAMILIES.items() for size, limits in sizes.items()
}


def task_limit(instance_type: str, trunking: bool) -> int:
    """How many awsvpc tasks an instance of this type holds."""
    if instance_type not in TASK_LIMITS:
        raise ValueError(f"instance_type: one of {', '.join(TASK_LIMITS)}")
    return TASK_LIMITS[instance_type][trunking]


def taken(trunking: bool) -> int:
    """Interfaces that no task gets: the primary one, and the trunk itself."""
    return 2 if trunking else 1


def interface_limit(instance_type: str, trunking: bool) -> int:
    """How many interfaces an instance of this type may have."""
    return task_limit(instance_type, trunking) + taken(trunking)


def tasks_per_instance(interfaces: int, trunking: bool) -> int:
    """How many awsvpc tasks fit into this many interfaces, as each takes one."""
    if interfaces < taken(trunking):
        raise ValueError(f"interfaces: at least {taken(trunking)}")
    return interfaces - taken(trunking)


def instances_needed(instance_type: str, tasks: int, trunking: bool) -> int:
    """How many instances hold `tasks` awsvpc tasks where neither CPU nor memory binds."""
    return -(-tasks // task_limit(instance_type, trunking))


def trunking_applies(compute: str) -> bool:
    """Whether trunking makes a difference: a Fargate task always has an interface of its own."""
    return compute == "EC2"


def gets_trunk(launched_before_opt_in: bool, compute: str = "EC2", system: str = "Linux") -> bool:
    """Whether an instance gets the trunk: on EC2, with Linux, and launched after `awsvpcTrunking` was turned on."""
    return trunking_applies(compute) and system == "Linux" and not launched_before_opt_in


def _tasks_per_instance(interfaces: int, trunking: bool) -> Worked:
    value = tasks_per_instance(interfaces, trunking)
    lost = (
        Text("The primary interface and the trunk take 2.", "기본 인터페이스와 트렁크가 2개를 차지합니다.")
        if trunking
        else Text("The primary interface takes 1.", "기본 인터페이스가 1개를 차지합니다.")
    )
    left = Text(
        "Each task takes one of the others: {interfaces} − {lost} = {value}.",
        "남은 인터페이스를 태스크마다 하나씩 씁니다: {interfaces} − {lost} = {value}",
    ).fill(interfaces=interfaces, lost=taken(trunking), value=value)
    slips = (
        Slip(interfaces, Text("The primary interface is no task's.", "기본 인터페이스는 태스크가 쓰지 못합니다.")),
        *(
            (Slip(interfaces - 1, Text("The trunk is an interface too.", "트렁크도 인터페이스 하나를 차지합니다.")),)
            if trunking
            else ()
        ),
    )
    return Worked(value, (lost, left), slips)


def _instances_needed(instance_type: str, tasks: int, trunking: bool) -> Worked:
    limit, value = task_limit(instance_type, trunking), instances_needed(instance_type, tasks, trunking)
    setting = Text("with trunking", "트렁킹 사용") if trunking else Text("without trunking", "트렁킹 미사용")
    first = Text(
        "{type} {setting}: {interfaces} interfaces − {lost} = {limit} tasks.",
        "{type} {setting}: 인터페이스 {interfaces}개 − {lost} = 태스크 {limit}개",
    ).fill(
        type=instance_type,
        setting=setting,
        interfaces=interface_limit(instance_type, trunking),
        lost=taken(trunking),
        limit=limit,
    )
    then = Text(
        "{tasks} / {limit} = {share:g}, rounded up: {value}.", "{tasks} / {limit} = {share:g}, 올림: {value}개"
    ).fill(tasks=tasks, limit=limit, share=round(tasks / limit, 3), value=value)
    slips = (
        Slip(
            tasks // limit,
            Text("Rounded down, some tasks have no instance.", "내림하면 자리가 없는 태스크가 생깁니다."),
        ),
        Slip(
            -(-tasks // interface_limit(instance_type, trunking)),
            Text("Not every interface is for a task.", "모든 인터페이스를 태스크가 쓰는 것은 아닙니다."),
        ),
        Slip(
            instances_needed(instance_type, tasks, not trunking),
            Text("That is the number with trunking.", "트렁킹을 쓸 때의 수입니다.")
            if not trunking
            else Text("That is the number without trunking.", "트렁킹을 쓰지 않을 때의 수입니다."),
        ),
    )
    return Worked(value, (first, then), apart(value, *slips))


_TRUNKING: Final = Input("trunking", truth(), Text("whether awsvpcTrunking is on", "awsvpcTrunking 사용 여부"), "no")

MECHANISMS: Final = {
    "tasks_per_instance": Mechanism(
        Text("awsvpc tasks on an instance", "인스턴스의 awsvpc 태스크 수"),
        (
            Input(
                "interfaces",
                whole(2, 200),
                Text("interfaces the instance may have, all of them", "인스턴스의 전체 인터페이스 한도"),
            ),
            _TRUNKING,
        ),
        _tasks_per_instance,
        SOURCE,
    ),
    "instances_needed": Mechanism(
        Text("Instances for awsvpc tasks", "awsvpc 태스크에 필요한 인스턴스 수"),
        (
            Input("instance_type", one_of(*TASK_LIMITS), Text("EC2 instance type", "EC2 인스턴스 유형")),
            Input("tasks", whole(1, 100_000), Text("awsvpc tasks", "awsvpc 태스크 수")),
            _TRUNKING,
        ),
        _instances_needed,
        TYPES,
    ),
}
