"""What EKS on Fargate provisions for a Pod.

Source: https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html; how much more storage than
requested: https://aws.amazon.com/blogs/containers/amazon-eks-fargate-adds-support-for-larger-ephemeral-volumes/.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, decimal, whole
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html"
OVERHEAD: Final = 256  # MiB for kubelet, kube-proxy and containerd
GB: Final = 1024  # MiB of a GB in AWS's words


def _gb(least: int, most: int, step: int = 1) -> tuple[int, ...]:
    return tuple(range(least * GB, most * GB + 1, step * GB))


# vCPU: memory in MiB. EKS has no 32 vCPU, which ECS has.
SIZES: Final[dict[float, tuple[int, ...]]] = {
    0.25: (512, 1024, 2048),
    0.5: _gb(1, 4),
    1: _gb(2, 8),
    2: _gb(4, 16),
    4: _gb(8, 30),
    8: _gb(16, 60, 4),
    16: _gb(32, 120, 8),
}
STORAGE_DEFAULT: Final = 20  # GiB of ephemeral storage
STORAGE_LIMIT: Final = 175
STORAGE_SYSTEM: Final = 5  # GiB for components, beside a tenth for the file system


@dataclass(frozen=True, slots=True)
class Size:
    """A size that Fargate offers: vCPU and GB of memory."""

    vcpu: float
    memory_gb: float


def provisioned(vcpu: float, memory_mib: int) -> Size:
    """The smallest size that holds the Pod's requests and 256 MiB of Kubernetes' own."""
    for cpu, memories in SIZES.items():
        if cpu >= vcpu and memories[-1] >= memory_mib + OVERHEAD:
            return Size(cpu, _rounded_up(memory_mib + OVERHEAD, memories) / GB)
    raise ValueError("vcpu, memory_mib: no size is as large")


def provisioned_storage(requested_gib: int) -> int:
    """Ephemeral storage in GiB behind a request: a tenth and 5 GiB more, and never less than the default."""
    if not 0 <= requested_gib <= STORAGE_LIMIT:
        raise ValueError(f"requested_gib: 0 to {STORAGE_LIMIT}")
    return max(STORAGE_DEFAULT, -(-requested_gib * 11 // 10) + STORAGE_SYSTEM)


def _rounded_up(needed: int, sizes: Iterable[int]) -> int:
    return next(size for size in sizes if size >= needed)


def _steps(vcpu: float, memory_mib: int, size: Size) -> tuple[Text, ...]:
    first = Text(
        "{memory} + {overhead} MiB for kubelet, kube-proxy and containerd = {needed} MiB.",
        "{memory} + kubelet, kube-proxy, containerd 몫 {overhead} = {needed} MiB",
    ).fill(memory=memory_mib, overhead=OVERHEAD, needed=memory_mib + OVERHEAD)
    then = Text(
        "The smallest size with {vcpu:g} vCPU and {needed:g} GB: {cpu:g} vCPU and {memory:g} GB.",
        "{vcpu:g} vCPU와 {needed:g} GB를 담는 가장 작은 크기: {cpu:g} vCPU, {memory:g} GB",
    ).fill(vcpu=vcpu, needed=round((memory_mib + OVERHEAD) / GB, 3), cpu=size.vcpu, memory=size.memory_gb)
    return (first, then)


_FORGOTTEN: Final = Text(
    "Fargate adds 256 MiB to what the Pod requests.", "Fargate는 파드의 요청량에 256 MiB를 더합니다."
)


def _vcpu(vcpu: float, memory_mib: int) -> Worked:
    size = provisioned(vcpu, memory_mib)
    without = next(cpu for cpu, memories in SIZES.items() if cpu >= vcpu and memories[-1] >= memory_mib)
    alone = next(cpu for cpu in SIZES if cpu >= vcpu)
    slips = (
        Slip(without, _FORGOTTEN),
        Slip(alone, Text("So much memory needs more vCPU.", "그만한 메모리에는 vCPU가 더 필요합니다.")),
        Slip(vcpu, Text("Fargate has fixed sizes.", "Fargate의 크기는 정해져 있습니다.")),
    )
    return Worked(size.vcpu, _steps(vcpu, memory_mib, size), apart(size.vcpu, *slips))


def _memory(vcpu: float, memory_mib: int) -> Worked:
    size = provisioned(vcpu, memory_mib)
    fixed = Text("Fargate has fixed sizes and rounds up.", "Fargate의 크기는 정해져 있어 올림합니다.")
    without = next(memories for cpu, memories in SIZES.items() if cpu >= vcpu and memories[-1] >= memory_mib)
    slips = (
        Slip(_rounded_up(memory_mib, without) / GB, _FORGOTTEN),
        Slip((memory_mib + OVERHEAD) / GB, fixed),
        Slip(memory_mib / GB, _FORGOTTEN),
    )
    return Worked(size.memory_gb, _steps(vcpu, memory_mib, size), apart(size.memory_gb, *slips))


def _storage(requested_gib: int) -> Worked:
    value, exact = provisioned_storage(requested_gib), Fraction(requested_gib * 11, 10) + STORAGE_SYSTEM
    first = Text(
        "10% for the file system and {system} GiB for the system: {requested} × 1.1 + {system} = {exact:g}.",
        "파일 시스템 몫 10%와 시스템 몫 {system} GiB: {requested} × 1.1 + {system} = {exact:g}",
    ).fill(system=STORAGE_SYSTEM, requested=requested_gib, exact=float(exact))
    then = Text(
        "Rounded up, and at least {default} GiB: {value} GiB.", "올림하고 최소 {default} GiB: {value} GiB"
    ).fill(default=STORAGE_DEFAULT, value=value)
    slips = (
        Slip(requested_gib, Text("The system needs room as well.", "시스템이 쓸 공간도 필요합니다.")),
        Slip(
            requested_gib + STORAGE_DEFAULT,
            Text("The 20 GiB are the default, not an extra.", "20 GiB는 기본값이지 덤이 아닙니다."),
        ),
        Slip(
            -(-requested_gib * 11 // 10),
            Text("5 GiB for system components are missing.", "시스템 구성 요소 몫 5 GiB가 빠졌습니다."),
        ),
    )
    return Worked(value, (first, then), apart(value, *slips))


# The largest requests are those that the largest size still holds.
_REQUESTS: Final = (
    Input("vcpu", decimal(0, 16), Text("vCPU that the Pod requests", "파드가 요청한 vCPU")),
    Input(
        "memory_mib",
        whole(0, SIZES[16][-1] - OVERHEAD),
        Text("memory that the Pod requests, in MiB", "파드가 요청한 메모리(MiB)"),
    ),
)

MECHANISMS: Final = {
    "vcpu": Mechanism(Text("vCPU of a Pod on Fargate", "Fargate 파드의 vCPU"), _REQUESTS, _vcpu, SOURCE, "vCPU"),
    "memory": Mechanism(Text("Memory of a Pod on Fargate", "Fargate 파드의 메모리"), _REQUESTS, _memory, SOURCE, "GB"),
    "storage": Mechanism(
        Text("Storage of a Pod on Fargate", "Fargate 파드의 스토리지"),
        (
            Input(
                "requested_gib",
                whole(0, STORAGE_LIMIT),
                Text("ephemeral storage that the Pod requests, in GiB", "파드가 요청한 임시 스토리지(GiB)"),
            ),
        ),
        _storage,
        "https://aws.amazon.com/blogs/containers/amazon-eks-fargate-adds-support-for-larger-ephemeral-volumes/",
        "GiB",
    ),
}
