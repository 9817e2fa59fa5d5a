"""The QoS class of a Pod, and how the kernel is told to choose whom to kill when a node runs out of memory.

Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ and, in kubernetes/kubernetes,
pkg/apis/core/v1/helper/qos/qos.go and pkg/kubelet/qos/policy.go.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, listed, one_of, truth
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/"
OOM: Final = (
    "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/#node-out-of-memory-behavior"
)

CLASSES: Final = ("Guaranteed", "Burstable", "BestEffort")
RESOURCES: Final = ("cpu", "memory")  # huge pages and devices do not count
GUARANTEED, BEST_EFFORT, KUBELET = -997, 1000, -999
LOWEST_BURSTABLE, HIGHEST_BURSTABLE = 1000 + GUARANTEED, BEST_EFFORT - 1  # the documentation has 2 for the code's 3

_SUFFIXES: Final = (
    {"": Fraction(1), "m": Fraction(1, 1000)}
    | {name: Fraction(1000) ** power for power, name in enumerate(("k", "M", "G", "T"), 1)}
    | {name: Fraction(1024) ** power for power, name in enumerate(("Ki", "Mi", "Gi", "Ti"), 1)}
)


@dataclass(frozen=True, slots=True)
class Container:
    """The requests and limits of a container or an init container, by resource, as a manifest has them ("100m")."""

    requests: Mapping[str, str]
    limits: Mapping[str, str]


def quantity(text: str) -> Fraction:
    """A quantity such as "100m", "1.5" or "2Gi": cores, or bytes."""
    found = re.fullmatch(r"([0-9]{1,18}(?:\.[0-9]{1,9})?)([a-zA-Z]{0,2})", text)
    if not found or found[2] not in _SUFFIXES:
        raise ValueError(f"a quantity, not {text!r}")
    return Fraction(found[1]) * _SUFFIXES[found[2]]


def qos_class(containers: tuple[Container, ...]) -> str:
    """One of CLASSES. All containers count, also the init containers and sidecars."""
    named = [
        values[name]
        for one in containers
        for values in (one.requests, one.limits)
        for name in RESOURCES
        if name in values
    ]
    if not any(quantity(value) > 0 for value in named):
        return "BestEffort"
    return "Burstable" if any(_gap(one) for one in containers) else "Guaranteed"


def oom_score_adj(qos: str, memory_request: int, node_memory: int, *, critical: bool = False) -> int:
    """The oom_score_adj of a container, from -1000 (never killed) to 1000; memory in bytes.

    `critical` is a Pod of the priority class system-node-critical. The division is one of integers.
    """
    if qos not in CLASSES or memory_request < 0 or node_memory < 1:
        raise ValueError(f"qos: one of {', '.join(CLASSES)}; memory_request: at least 0; node_memory: at least 1")
    if critical or qos == "Guaranteed":
        return GUARANTEED
    if qos == "BestEffort":
        return BEST_EFFORT
    return max(LOWEST_BURSTABLE, min(1000 - 1000 * memory_request // node_memory, HIGHEST_BURSTABLE))


def _gap(container: Container) -> tuple[str, str | None, str | None] | None:
    """The first resource that keeps the Pod from Guaranteed, with its request and its limit."""
    for name in RESOURCES:
        limit = container.limits.get(name)
        request = container.requests.get(name, limit)  # the API server copies a limit that stands alone
        if limit is None or request is None or quantity(limit) == 0 or quantity(request) != quantity(limit):
            return name, request, limit
    return None


NOTHING: Final = Text(
    "No container asks for CPU or memory, nor limits it.",
    "CPU나 메모리의 요청(request)이나 한도(limit)가 있는 컨테이너가 없습니다.",
)
ALL: Final = Text(
    "In every container the CPU and memory limits are set, and the requests equal them.",
    "모든 컨테이너에 CPU와 메모리 한도(limit)가 있고 요청(request)과 같습니다.",
)
NO_LIMIT: Final = Text("Container {n} has no {name} limit.", "컨테이너 {n}번에는 {name} 한도(limit)가 없습니다.")
UNEQUAL: Final = Text(
    "Container {n}: the {name} request {request} is not the limit {limit}.",
    "컨테이너 {n}번: {name} 요청(request) {request}, 한도(limit) {limit}, 서로 다릅니다.",
)
SO: Final = Text("So the class is {value}.", "따라서 {value} 클래스입니다.")


ENDS: Final = (
    Slip(BEST_EFFORT, Text("That is BestEffort.", "BestEffort의 값입니다.")),
    Slip(GUARANTEED, Text("That is Guaranteed.", "Guaranteed의 값입니다.")),
)


def _qos_class(containers: tuple[Container, ...]) -> Worked:
    value = qos_class(containers)
    gaps = [(n, gap) for n, gap in enumerate(map(_gap, containers), 1) if gap]
    if value == "Burstable":
        n, (name, request, limit) = gaps[0]
        why = (NO_LIMIT if limit is None else UNEQUAL).fill(n=n, name=name, request=request, limit=limit)
    else:
        why = NOTHING if value == "BestEffort" else ALL
    return Worked(value, (why, SO.fill(value=value)))


def _oom_score_adj(qos: str, memory_request: Fraction, node_memory: Fraction, critical: bool) -> Worked:
    request, memory = int(memory_request), int(node_memory)
    value = oom_score_adj(qos, request, memory, critical=critical)
    kubelet = Slip(KUBELET, Text("That is the kubelet's own value.", "kubelet 자신의 값입니다."))
    if critical or qos != "Burstable":
        critically = Text(
            "A system-node-critical Pod: {value}.", "system-node-critical 파드의 값은 고정입니다: {value}"
        )
        fixed = Text("{qos} has a fixed value: {value}.", "{qos} 클래스의 값은 고정입니다: {value}")
        return Worked(
            value, ((critically if critical else fixed).fill(qos=qos, value=value),), apart(value, *ENDS, kubelet)
        )
    share = 1000 * request // memory
    unit = next(
        suffix
        for suffix in ("Gi", "Mi", "Ki", "")
        if not any(size % int(_SUFFIXES[suffix]) for size in (request, memory))
    )
    parts = [f"{size // int(_SUFFIXES[unit])}{unit}" for size in (request, memory)]
    steps = (
        Text(
            "1000 × {request} / {memory}, the whole part: {share}.", "1000 × {request} / {memory}의 정수 부분: {share}"
        ).fill(request=parts[0], memory=parts[1], share=share),
        same(f"1000 − {share} = {1000 - share}"),
        Text("Within {least} to {most}: {value}.", "{least}에서 {most} 사이로 맞춘 값: {value}").fill(
            least=LOWEST_BURSTABLE, most=HIGHEST_BURSTABLE, value=value
        ),
    )
    slips = (
        Slip(share, Text("The larger the request, the lower the score.", "요청(request)이 클수록 점수는 낮아집니다.")),
        Slip(1000 - share, Text("Burstable keeps away from both ends.", "Burstable은 양 끝과 거리를 둡니다.")),
        Slip(1000 + -1000 * request // memory, Text("The division drops the rest.", "나눗셈에서 나머지는 버립니다.")),
        *ENDS,
    )
    return Worked(value, steps, apart(value, *slips))


def _container(text: str) -> Container:
    """`cpu=100m/200m memory=-/1Gi`: request and limit, `-` where there is none."""
    values: dict[str, dict[str, str]] = {"request": {}, "limit": {}}
    for part in text.split() if text != "none" else ():
        name, _, pair = part.partition("=")
        request, slash, limit = pair.partition("/")
        if name not in RESOURCES or not slash or name in {*values["request"], *values["limit"]}:
            raise ValueError(part)
        for kind, given in (("request", request), ("limit", limit)):
            if given != "-":
                quantity(given)
                values[kind][name] = given
        if "-" not in (request, limit) and quantity(request) > quantity(limit):
            raise ValueError(part)  # the API server refuses it too
    return Container(values["request"], values["limit"])


_CONTAINER: Final = Reader(
    _container,
    Text(
        "requests and limits such as cpu=100m/200m memory=-/1Gi, or none",
        "cpu=100m/200m memory=-/1Gi 같은 요청/한도, 또는 none",
    ),
)


def _bytes(text: str) -> Fraction:
    size = quantity(text)
    if size.denominator != 1:
        raise ValueError(text)
    return size


def _memory(text: str) -> Fraction:
    if _bytes(text) < 1:
        raise ValueError(text)
    return _bytes(text)


_QUANTITY: Final = Text("a quantity of memory such as 512Mi", "512Mi 같은 메모리 크기")
_REQUEST: Final = Text("memory request of the container", "컨테이너의 메모리 요청(request)")

MECHANISMS: Final = {
    "qos_class": Mechanism(
        Text("QoS class of a Pod", "파드의 QoS 클래스"),
        (Input("containers", listed(_CONTAINER), Text("request/limit by container", "컨테이너별 요청/한도")),),
        _qos_class,
        SOURCE,
    ),
    "oom_score_adj": Mechanism(
        Text("oom_score_adj of a container", "컨테이너의 oom_score_adj"),
        (
            Input("qos", one_of(*CLASSES), Text("QoS class", "QoS 클래스")),
            Input("memory_request", Reader(_bytes, _QUANTITY), _REQUEST, "0"),
            Input("node_memory", Reader(_memory, _QUANTITY), Text("memory of the node", "노드의 메모리")),
            Input("critical", truth(), Text("system-node-critical", "system-node-critical 여부"), "no"),
        ),
        _oom_score_adj,
        OOM,
    ),
}
