"""Task sizes of ECS on Fargate: which memory goes with which CPU, and the limits beside it.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html; for `LIMITS` and
`DEFAULTS` https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html and
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html.
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, one_of, require_between, whole
from orchestra_tutor.text import Text, same

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html"
UNITS: Final = 1024  # CPU units of a vCPU, and MiB of a GB in AWS's words


def _gb(least: int, most: int, step: int = 1) -> tuple[int, ...]:
    return tuple(range(least * UNITS, most * UNITS + 1, step * UNITS))


# CPU units: memory in MiB. The row of 32 vCPU has three values and no step.
SIZES: Final[dict[int, tuple[int, ...]]] = {
    256: (512, 1024, 2048),
    512: _gb(1, 4),
    1024: _gb(2, 8),
    2048: _gb(4, 16),
    4096: _gb(8, 30),
    8192: _gb(16, 60, 4),
    16384: _gb(32, 120, 8),
    32768: (60 * UNITS, 120 * UNITS, 244 * UNITS),
}
WINDOWS: Final = frozenset({1024, 2048, 4096})
NEEDS_1_4_0: Final = frozenset({8192, 16384, 32768})  # platform versions of Linux before 1.4.0 lack these
# A task gets 20 GiB without asking, and cannot ask for just these.
DEFAULTS: Final = {"ephemeralStorage.sizeInGiB": 20, "stopTimeout": 30}
LIMITS: Final = {"ephemeralStorage.sizeInGiB": (21, 200), "stopTimeout": (2, 120)}


def memory_sizes(cpu: int) -> tuple[int, ...]:
    """The memory in MiB that a task of `cpu` units may have."""
    if cpu not in SIZES:
        raise ValueError(f"cpu: one of {', '.join(map(str, SIZES))}")
    return SIZES[cpu]


def vcpu(cpu: int) -> float:
    """CPU units as vCPU."""
    return cpu / UNITS


def systems(cpu: int) -> tuple[str, ...]:
    """The operating systems that have tasks of `cpu` units."""
    memory_sizes(cpu)
    return ("Linux", "Windows") if cpu in WINDOWS else ("Linux",)


def needs_platform_1_4_0(cpu: int) -> bool:
    """Whether a Linux task of `cpu` units runs on platform version 1.4.0 or later only."""
    memory_sizes(cpu)
    return cpu in NEEDS_1_4_0


def is_valid(cpu: int, memory: int, system: str = "Linux") -> bool:
    """Whether a task may have `cpu` units and `memory` MiB."""
    return cpu in SIZES and memory in SIZES[cpu] and system in systems(cpu)


def allows(parameter: str, value: int) -> bool:
    """Whether `value` is within the `LIMITS` of a parameter: GiB of ephemeral storage, seconds of a stop timeout."""
    least, most = LIMITS[parameter]
    return least <= value <= most


def smallest_memory(cpu: int, needed: int) -> int:
    """The smallest memory in MiB of a task of `cpu` units that holds `needed` MiB."""
    for memory in memory_sizes(cpu):
        if memory >= needed:
            return memory
    raise ValueError(f"needed: at most {SIZES[cpu][-1]} MiB with {cpu} CPU units")


def smallest_cpu(cpu: int, memory: int) -> int:
    """The fewest CPU units of a task that has at least `cpu` units and `memory` MiB."""
    for size, memories in SIZES.items():
        if size >= cpu and memories[-1] >= memory:
            return size
    raise ValueError("cpu, memory: no task is as large")


def _is_valid(cpu: int, memory: int, system: str) -> Worked:
    sizes, found = SIZES[cpu], systems(cpu)
    row = Text(
        "{cpu} CPU units ({system}) allow {sizes} MiB.",
        "CPU {cpu} 단위({system})에서 고를 수 있는 메모리: {sizes} MiB",
    ).fill(cpu=cpu, system=", ".join(found), sizes=_listed(sizes))
    value = is_valid(cpu, memory, system)
    if system not in found:
        end = Text("{system} tasks do not have this CPU.", "{system} 태스크에는 없는 CPU 크기입니다.").fill(
            system=system
        )
    elif value:
        end = Text("{memory} MiB is one of them.", "{memory} MiB는 그중 하나입니다.").fill(memory=memory)
    else:
        end = Text("{memory} MiB is not one of them.", "{memory} MiB는 그 가운데 없습니다.").fill(memory=memory)
    return Worked(value, (row, end))


def _smallest_memory(cpu: int, needed: int) -> Worked:
    sizes = SIZES[cpu]
    require_between("needed", needed, 1, sizes[-1])
    value = smallest_memory(cpu, needed)
    first = Text("{cpu} CPU units go with {sizes} MiB.", "CPU {cpu} 단위에서 고를 수 있는 메모리: {sizes} MiB")
    then = Text(
        "The smallest of them that holds {needed} MiB: {value} MiB.",
        "그중 {needed} MiB 이상인 가장 작은 값: {value} MiB",
    )
    below = [size for size in sizes if size < needed]
    slips = (
        Slip(needed, Text("Memory goes in steps.", "메모리는 정해진 단위로만 고를 수 있습니다."), "fargate-any-memory"),
        Slip(
            -(-needed // UNITS) * UNITS,
            Text(
                "Not every whole GB is a step of this CPU.", "이 CPU에서 1 GB 단위를 모두 고를 수 있는 것은 아닙니다."
            ),
            "fargate-any-memory",
        ),
        *(Slip(size, Text("Rounded down, it does not fit.", "내림하면 들어가지 않습니다.")) for size in below[-1:]),
    )
    steps = (first.fill(cpu=cpu, sizes=_listed(sizes)), then.fill(needed=needed, value=value))
    return Worked(value, steps, apart(value, *slips))


def _smallest_cpu(cpu: int, memory: int) -> Worked:
    value = smallest_cpu(cpu, memory)
    enough = next(size for size in SIZES if size >= cpu)
    first = Text(
        "The smallest size with {cpu} CPU units: {enough}, with at most {most} MiB.",
        "CPU {cpu} 단위 이상인 가장 작은 크기: {enough} 단위, 메모리는 최대 {most} MiB",
    ).fill(cpu=cpu, enough=enough, most=SIZES[enough][-1])
    then = Text(
        "The smallest that also takes {memory} MiB: {value} CPU units, up to {most} MiB.",
        "메모리 {memory} MiB까지 담는 가장 작은 크기: CPU {value} 단위, 최대 {most} MiB",
    ).fill(memory=memory, value=value, most=SIZES[value][-1])
    slips = (
        Slip(
            cpu,
            Text("A task has one of the fixed sizes that hold both.", "태스크는 둘 다 담는 정해진 크기여야 합니다."),
        ),
        Slip(enough, Text("This CPU does not go with so much memory.", "이 CPU에는 그만한 메모리를 붙일 수 없습니다.")),
    )
    return Worked(value, (first, then), apart(value, *slips))


def _listed(sizes: tuple[int, ...]) -> str:
    """All of a few sizes; of many the first two and the last."""
    return ", ".join(map(str, sizes)) if len(sizes) <= 4 else f"{sizes[0]}, {sizes[1]} … {sizes[-1]}"


def _size(text: str) -> int:
    memory_sizes(int(text))
    return int(text)


_CPU: Final = Input(
    "cpu", Reader(_size, same(" | ".join(map(str, SIZES)))), Text("CPU units of the task", "태스크의 CPU 단위")
)
_MEMORY: Final = Text("memory in MiB", "메모리(MiB)")

MECHANISMS: Final = {
    "is_valid": Mechanism(
        Text("Fargate task sizes", "Fargate 태스크 크기"),
        (
            _CPU,
            Input("memory", whole(1), _MEMORY),
            Input("system", one_of("Linux", "Windows"), Text("operating system", "운영 체제"), "Linux"),
        ),
        _is_valid,
        SOURCE,
    ),
    "smallest_memory": Mechanism(
        Text("Memory of a Fargate task", "Fargate 태스크의 메모리"),
        (_CPU, Input("needed", whole(1), Text("MiB that the containers need", "컨테이너에 필요한 MiB"))),
        _smallest_memory,
        SOURCE,
        "MiB",
    ),
    "smallest_cpu": Mechanism(
        Text("CPU of a Fargate task", "Fargate 태스크의 CPU"),
        (
            Input("cpu", whole(1, 32768), Text("CPU units that the containers need", "컨테이너에 필요한 CPU 단위")),
            Input("memory", whole(1, 244 * UNITS), _MEMORY),
        ),
        _smallest_cpu,
        SOURCE,
        "CPU units",
    ),
}
