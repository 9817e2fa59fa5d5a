"""The endpoints of a Kubernetes Service: which Pods are listed, in what condition, and which of them get traffic.

Source: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/ and, in kubernetes/kubernetes,
staging/src/k8s.io/endpointslice (podToEndpoint, ShouldPodBeInEndpoints) and pkg/proxy/topology.go
(CategorizeEndpoints).
"""

from collections.abc import Iterable
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, listed, truth, whole
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/"

DEFAULTS: Final = {"max_endpoints_per_slice": 100}
PHASES: Final = ("Pending", "Running", "Succeeded", "Failed", "Unknown")
OVER: Final = frozenset({"Succeeded", "Failed"})


@dataclass(frozen=True, slots=True)
class Pod:
    """A Pod that the selector of the Service matches."""

    phase: str
    ready: bool = False
    deleting: bool = False
    has_ip: bool = True


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an EndpointSlice says of an endpoint."""

    ready: bool
    serving: bool
    terminating: bool


def is_listed(pod: Pod, *, include_terminating: bool = True) -> bool:
    """Whether the Pod is an endpoint at all. EndpointSlices include those that are being deleted."""
    return pod.has_ip and pod.phase not in OVER and (include_terminating or not pod.deleting)


def conditions(pod: Pod, *, publish_not_ready: bool = False) -> Conditions:
    """The conditions of a listed Pod: `serving` is whether it is ready, `ready` that it is not being deleted as well.

    `publish_not_ready` (publishNotReadyAddresses) calls every endpoint ready.
    """
    return Conditions(publish_not_ready or (pod.ready and not pod.deleting), pod.ready, pod.deleting)


def backends(endpoints: Iterable[Conditions]) -> tuple[Conditions, ...]:
    """Those that kube-proxy sends traffic to: the ready ones.

    Where none is ready, those that still serve while they terminate, rather than none.
    """
    known = tuple(endpoints)
    ready = tuple(each for each in known if each.ready)
    return ready or tuple(each for each in known if each.serving and each.terminating)


def slices(endpoints: int, max_per_slice: int = DEFAULTS["max_endpoints_per_slice"]) -> int:
    """The fewest EndpointSlices for so many endpoints of one address type. There is one even where it is empty.

    There can be more: the controller does not move endpoints only to fill slices.
    """
    if endpoints < 0 or max_per_slice < 1:
        raise ValueError("endpoints: at least 0, max_per_slice: at least 1")
    return max(1, -(-endpoints // max_per_slice))


def _backends(pods: tuple[Pod, ...], publish_not_ready: bool) -> Worked:
    endpoints = [conditions(pod, publish_not_ready=publish_not_ready) for pod in pods if is_listed(pod)]
    value, ready = len(backends(endpoints)), sum(each.ready for each in endpoints)
    counts = {"pods": len(pods), "listed": len(endpoints), "ready": ready, "value": value}
    steps = [
        Text(
            "Of {pods} Pods {listed} are listed: with an IP, and not Succeeded or Failed.",
            "파드 {pods}개 중 IP가 있고 Succeeded나 Failed가 아닌 {listed}개가 목록에 오릅니다.",
        ),
        Text("Of these {ready} are ready.", "그중 {ready}개가 준비(ready) 상태입니다."),
    ]
    if not ready:
        steps.append(
            Text(
                "None is ready, so those that terminate but still serve are taken: {value}.",
                "준비된 것이 없으므로 종료 중이지만 아직 응답하는(serving) 엔드포인트를 씁니다: {value}개",
            )
        )
    bare = Text("Only Pods with an IP that have not ended are listed.", "IP가 있고 끝나지 않은 파드만 목록에 오릅니다.")
    not_ready = Text("An endpoint can be listed without being ready.", "목록에 있어도 준비되지 않았을 수 있습니다.")
    serving = Text("A terminating Pod is not ready.", "종료 중인 파드는 준비 상태로 치지 않습니다.")
    fallback = Text("Serving ones that terminate are the last resort.", "종료 중이라도 응답하면 마지막 수단이 됩니다.")
    slips = apart(
        value,
        Slip(len(endpoints), not_ready),
        Slip(len(pods), bare),
        Slip(sum(each.serving for each in endpoints), serving),
        Slip(ready, fallback),
    )
    return Worked(value, tuple(step.fill(**counts) for step in steps), slips)


def _slices(endpoints: int, max_per_slice: int) -> Worked:
    value = slices(endpoints, max_per_slice)
    if endpoints == 0:
        empty = Text(
            "Without endpoints there is still an empty slice: {value}.", "엔드포인트가 없어도 빈 슬라이스: {value}개"
        )
        none = Text("An empty slice stands for the Service.", "빈 슬라이스가 하나 만들어집니다.")
        return Worked(value, (empty.fill(value=value),), (Slip(0, none),))
    full, rest = divmod(endpoints, max_per_slice)
    share = Text(
        "{endpoints} / {most} = {full}, remainder {rest}.", "{endpoints} / {most} = {full}, 나머지 {rest}"
    ).fill(endpoints=endpoints, most=max_per_slice, full=full, rest=rest)
    up = Text("At least, rounded up: {value}.", "올림하면 최소 {value}개").fill(value=value)
    down = Text("The rest needs a slice as well.", "나머지에도 슬라이스가 필요합니다.")
    more = Text("A full slice needs no other one beside it.", "딱 맞게 차면 슬라이스가 더 필요하지 않습니다.")
    return Worked(value, (share, up), apart(value, Slip(full, down), Slip(full + 1, more)))


def _pod(text: str) -> Pod:
    """`Running+ready+deleting`, `Pending+no-ip`."""
    phase, *flags = text.split("+")
    if phase not in PHASES or len(set(flags)) < len(flags) or not {*flags} <= {"ready", "deleting", "no-ip"}:
        raise ValueError(text)
    return Pod(phase, "ready" in flags, "deleting" in flags, "no-ip" not in flags)


_POD: Final = Reader(
    _pod,
    Text(
        "a phase, then +ready, +deleting or +no-ip, such as Running+ready",
        "단계 뒤에 +ready, +deleting, +no-ip, 예: Running+ready",
    ),
)

MECHANISMS: Final = {
    "backends": Mechanism(
        Text("Endpoints that get traffic", "트래픽을 받는 엔드포인트 수"),
        (
            Input("pods", listed(_POD), Text("Pods that the selector matches", "셀렉터와 일치하는 파드")),
            Input("publish_not_ready", truth(), Text("publishNotReadyAddresses", "publishNotReadyAddresses"), "no"),
        ),
        _backends,
        SOURCE,
    ),
    "slices": Mechanism(
        Text("EndpointSlices of a Service", "서비스의 엔드포인트슬라이스 수"),
        (
            Input("endpoints", whole(0, 10**6), Text("endpoints", "엔드포인트 수")),
            Input(
                "max_per_slice",
                whole(1, 1000),
                Text("most endpoints in a slice", "슬라이스당 최대 엔드포인트 수"),
                str(DEFAULTS["max_endpoints_per_slice"]),
            ),
        ),
        _slices,
        SOURCE,
    ),
}
