"""What the control plane does about a node that falls silent: when its Pods are evicted, and how fast.

Source: https://kubernetes.io/docs/concepts/architecture/nodes/ and, in kubernetes/kubernetes,
pkg/controller/nodelifecycle/node_lifecycle_controller.go, pkg/controller/tainteviction/taint_eviction.go and
pkg/kubelet/apis/config/v1beta1/defaults.go.
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, listed, truth, unfit, whole
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://kubernetes.io/docs/concepts/architecture/nodes/#node-heartbeats"
TAINTS: Final = "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions"
RATES: Final = "https://kubernetes.io/docs/concepts/architecture/nodes/#rate-limits-on-eviction"

DEFAULTS: Final[dict[str, dict[str, float]]] = {
    "kubelet": {
        "node_lease_duration_seconds": 40,
        "node_status_update_frequency_seconds": 10,
        "node_status_report_frequency_seconds": 300,
    },
    "controller": {
        "node_monitor_grace_period_seconds": 50,  # 40 before Kubernetes 1.32
        "unhealthy_zone_threshold": 0.55,
        "large_cluster_threshold": 50,
        "node_eviction_rate": 0.1,
        "secondary_rate": 0.01,
    },
    "pod": {"toleration_seconds": 300},  # of the tolerations that admission adds
}
CONTROLLER: Final = DEFAULTS["controller"]
RENEWED_AFTER: Final = 0.25  # of the lease's duration
FOREVER: Final = -1  # seconds, as the controller writes it


@dataclass(frozen=True, slots=True)
class Timeline:
    """Seconds since the last heartbeat of a node."""

    marked_unknown: int
    pods_evicted: int


def lease_renewal(lease_duration: float) -> float:
    """Seconds between two renewals of the node's lease."""
    return lease_duration * RENEWED_AFTER


def failure_timeline(grace_period: int, toleration: int) -> Timeline:
    """When a silent node is marked, and its Pods are deleted, give or take the 5 s at which the controller looks."""
    return Timeline(grace_period, grace_period + toleration)


def shortest_toleration(tolerations: tuple[int | None, ...]) -> int:
    """Seconds that a Pod stays on a tainted node, from its tolerations of the taint, None where one has no limit.

    Without a toleration it is evicted at once; where none has a limit it stays FOREVER.
    """
    limits = [max(0, seconds) for seconds in tolerations if seconds is not None]
    if not tolerations:
        return 0
    return min(limits, default=FOREVER)


def zone_state(ready: int, not_ready: int, threshold: float) -> str:
    """The state of a zone by its nodes. Two that are not ready never disrupt it, as small zones would be too often."""
    if not ready and not_ready:
        return "FullDisruption"
    if not_ready > 2 and not_ready / (ready + not_ready) >= threshold:
        return "PartialDisruption"
    return "Normal"


def eviction_rate(
    state: str, nodes: int, large: float, rate: float, secondary_rate: float, *, every_zone_down: bool = False
) -> float:
    """Nodes per second that a zone of `nodes` is emptied of.

    One zone that is fully down goes on at the usual rate, as others can take its Pods. Where all zones are, the
    control plane takes it that the network is at fault, and stops.
    """
    if every_zone_down:
        return 0.0
    if state == "PartialDisruption":
        return secondary_rate if nodes > large else 0.0
    return rate


OLD_GRACE: Final = Text("The grace period was 40 s before 1.32.", "유예 기간이 40초인 것은 1.32 이전입니다.")
HAS_READY: Final = Text("no, as this zone has nodes that are ready", "준비된 노드가 있으면 no")
NOT_READY: Final = Text(
    "{down} of {nodes} nodes are not ready, a share of {share}.",
    "준비되지 않은 노드는 {nodes}대 중 {down}대이고 비율은 {share}입니다.",
)
STATE: Final = Text("State of the zone: {state}.", "영역의 상태: {state}")
STOPS: Final = Text("Every zone is down, so evictions stop: {value}.", "모든 영역이 중단되어 축출을 멈춥니다: {value}")
LARGE: Final = Text(
    "{nodes} nodes are more than {large}: the secondary rate, {value} a second.",
    "노드 {nodes}대로 {large}대보다 많으므로 보조 속도를 씁니다: 초당 {value}",
)
SMALL: Final = Text(
    "{nodes} nodes are no more than {large}, so evictions stop: {value}.",
    "노드 {nodes}대로 {large}대 이하이므로 축출을 멈춥니다: {value}",
)
USUAL: Final = Text("The usual rate: {value} a second.", "평소 속도: 초당 {value}")


def _evicted_after(grace_period: int, toleration: int) -> Worked:
    when = failure_timeline(grace_period, toleration)
    value = when.pods_evicted
    steps = (
        Text("Unknown {grace} s after the last heartbeat.", "마지막 하트비트 후 {grace}초에 Unknown이 됩니다.").fill(
            grace=when.marked_unknown
        ),
        Text(
            "Tolerated for {toleration} s more: {grace} + {toleration} = {value} s.",
            "{toleration}초를 더 버티므로 {grace} + {toleration} = {value}초입니다.",
        ).fill(grace=grace_period, toleration=toleration, value=value),
    )
    slips = (
        Slip(toleration, Text("The grace period comes first.", "유예 기간이 먼저 지나야 합니다.")),
        Slip(
            grace_period,
            Text("The Pods tolerate the taint for a while.", "파드는 한동안 테인트를 견딥니다."),
            "dead-node-replaced-at-once",
        ),
        *(
            (Slip(40 + toleration, OLD_GRACE),)
            if grace_period == CONTROLLER["node_monitor_grace_period_seconds"]
            else ()
        ),
    )
    return Worked(value, steps, apart(value, *slips))


def _toleration(tolerations: tuple[int | None, ...]) -> Worked:
    seconds = shortest_toleration(tolerations)
    limits = sorted(each for each in tolerations if each is not None)
    if not tolerations:
        why = Text(
            "No toleration: the Pod is evicted at once, after {value} s.",
            "톨러레이션이 없어 바로 축출됩니다: {value}초",
        )
        return Worked(
            0,
            (why.fill(value=0),),
            (Slip(300, Text("Only the defaults give 300 s.", "300초는 기본 톨러레이션의 값입니다.")),),
        )
    if seconds == FOREVER:
        why = Text(
            "No toleration has a limit, so it stays: {value}.", "모든 톨러레이션에 제한이 없어 계속 남습니다: {value}"
        )
        return Worked("forever", (why.fill(value="forever"),))
    given = Text("The limits: {limits} s.", "제한이 있는 값: {limits}초.").fill(limits=", ".join(map(str, limits)))
    least = Text("The shortest counts: {value} s.", "가장 짧은 값을 따르므로 {value}초입니다.").fill(value=seconds)
    slips = (
        Slip(sum(limits), Text("They do not add up.", "서로 더하지 않습니다.")),
        Slip(limits[-1], Text("The shortest counts, not the longest.", "가장 긴 값이 아니라 가장 짧은 값을 따릅니다.")),
    )
    return Worked(seconds, (given, least), apart(seconds, *slips))


def _rate(ready: int, not_ready: int, every_zone_down: bool) -> Worked:
    if every_zone_down and ready:
        raise unfit("every_zone_down", "yes", HAS_READY)
    nodes, state = ready + not_ready, zone_state(ready, not_ready, CONTROLLER["unhealthy_zone_threshold"])
    large, usual, secondary = (
        CONTROLLER[f] for f in ("large_cluster_threshold", "node_eviction_rate", "secondary_rate")
    )
    value = eviction_rate(state, nodes, large, usual, secondary, every_zone_down=every_zone_down)
    if every_zone_down:
        why = STOPS
    elif state == "PartialDisruption":
        why = LARGE if nodes > large else SMALL
    else:
        why = USUAL
    share = not_ready / nodes if nodes else 0.0
    names = {
        "nodes": nodes,
        "down": not_ready,
        "share": f"{share:.4g}",
        "state": state,
        "large": large,
        "value": f"{value:g}",
    }
    slips = (
        Slip(0.0, Text("Evictions go on here.", "여기서는 축출이 계속됩니다.")),
        Slip(secondary, Text("That is for a large zone that is partly down.", "일부가 중단된 큰 영역의 속도입니다.")),
        Slip(usual, Text("The usual rate holds no longer.", "평소 속도가 더는 적용되지 않습니다.")),
    )
    return Worked(value, tuple(each.fill(**names) for each in (NOT_READY, STATE, why)), apart(value, *slips))


def _limit(text: str) -> int | None:
    return None if text.casefold() == "unset" else int(whole(0).read(text))


_LIMIT: Final = Reader(_limit, Text("seconds, or unset", "초 단위 값 또는 unset"))
_NODES: Final = whole(0, 5000)
_SECONDS: Final = whole(0, 86400)

MECHANISMS: Final = {
    "evicted_after": Mechanism(
        Text("Time until the Pods of a silent node are evicted", "응답 없는 노드의 파드가 축출되기까지의 시간"),
        (
            Input(
                "grace_period",
                _SECONDS,
                Text("node-monitor-grace-period in seconds", "node-monitor-grace-period(초)"),
                f"{CONTROLLER['node_monitor_grace_period_seconds']:g}",
            ),
            Input(
                "toleration",
                _SECONDS,
                Text("tolerationSeconds", "tolerationSeconds"),
                f"{DEFAULTS['pod']['toleration_seconds']:g}",
            ),
        ),
        _evicted_after,
        TAINTS,
        "s",
    ),
    "toleration": Mechanism(
        Text("Time a Pod stays on a tainted node", "테인트가 걸린 노드에 파드가 남는 시간"),
        (Input("tolerations", listed(_LIMIT, 0), Text("tolerationSeconds of each", "톨러레이션별 tolerationSeconds")),),
        _toleration,
        TAINTS,
        "s",
    ),
    "eviction_rate": Mechanism(
        Text("Nodes emptied per second in a zone", "영역에서 초당 비우는 노드 수"),
        (
            Input("ready", _NODES, Text("nodes that are ready", "준비된 노드 수")),
            Input("not_ready", _NODES, Text("nodes that are not", "준비되지 않은 노드 수")),
            Input(
                "every_zone_down",
                truth(),
                Text("whether no zone has a ready node", "모든 영역에 준비된 노드가 없는지 여부"),
                "no",
            ),
        ),
        _rate,
        RATES,
    ),
}
