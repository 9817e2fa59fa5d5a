"""The bounds of a rolling update: how many Pods may exist, and how many stay available.

Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment and, in
kubernetes/kubernetes, pkg/controller/deployment/util/deployment_util.go and pkg/apis/apps (defaults, validation).
"""

from typing import Any, Final

from orchestra_tutor.mechanism import Input, InputError, Mechanism, Slip, Worked, apart, whole
from orchestra_tutor.mechanisms.rollout.amount import (
    SOURCE,
    SURGE,
    UNAVAILABLE,
    Bound,
    count,
    percent,
    pods,
    read_bound,
    share,
)
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

# pkg/apis/apps/v1/defaults.go: SetDefaults_Deployment, SetDefaults_DaemonSet
DEFAULTS: Final[dict[str, dict[str, Any]]] = {
    "deployment": {
        "replicas": 1,
        "strategy": "RollingUpdate",
        "max_surge": "25%",
        "max_unavailable": "25%",
        "revision_history_limit": 10,
        "progress_deadline_seconds": 600,
        "min_ready_seconds": 0,
    },
    "daemonset": {"max_unavailable": 1, "max_surge": 0},
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a rolling update keeps to, in Pods."""

    max_surge: int
    max_unavailable: int
    min_available: int
    max_total: int


def fenceposts(replicas: int, max_surge: Bound | None, max_unavailable: Bound | None) -> tuple[int, int]:
    """The surge, rounded up, and the unavailable Pods, rounded down.

    Validation refuses 0 and 0, yet small percentages may still come to it. Then nothing could move, so one Pod may be
    unavailable.
    """
    surge, unavailable = pods(max_surge, replicas, round_up=True), pods(max_unavailable, replicas, round_up=False)
    return surge, unavailable if surge or unavailable else 1


def most_unavailable(strategy: str, replicas: int, max_surge: Bound | None, max_unavailable: Bound | None) -> int:
    """How many Pods may be unavailable, never more than there are. Recreate keeps to no bounds, which counts as 0."""
    if strategy != "RollingUpdate":
        return 0
    return min(fenceposts(replicas, max_surge, max_unavailable)[1], replicas)


def bounds(replicas: int, max_surge: Bound | None, max_unavailable: Bound | None) -> Bounds:
    """The bounds of a rolling update of `replicas` Pods."""
    surge, _ = fenceposts(replicas, max_surge, max_unavailable)
    unavailable = most_unavailable("RollingUpdate", replicas, max_surge, max_unavailable)
    return Bounds(surge, unavailable, replicas - unavailable, replicas + surge)


def max_pods(replicas: int, max_surge: Bound) -> int:
    """The most Pods, old and new, that may exist at once."""
    return count(replicas) + pods(read_bound(str(max_surge)), replicas, round_up=True)


def min_available(replicas: int, max_unavailable: Bound, max_surge: Bound = "25%") -> int:
    """The fewest Pods that stay available."""
    surge, unavailable = read_bound(str(max_surge)), read_bound(str(max_unavailable))
    return bounds(count(replicas), surge, unavailable).min_available


def accepted(max_surge: Bound, max_unavailable: Bound) -> bool:
    """Whether the API server takes the two: not both 0 as they are written, maxUnavailable not above 100%."""
    try:
        surge, unavailable = (
            percent(each) if isinstance(each, str) else count(each) for each in (max_surge, max_unavailable)
        )
    except ValueError:
        return False
    return (surge > 0 or unavailable > 0) and not (isinstance(max_unavailable, str) and unavailable > 100)


def progress_deadline_exceeded(seconds: float, progress_deadline_seconds: float) -> bool:
    """Whether the last progress is more than the deadline ago. That is reported; nothing is rolled back."""
    return seconds > progress_deadline_seconds


def check(max_surge: Bound, max_unavailable: Bound) -> None:
    """Refuse what the API server refuses."""
    if not accepted(max_surge, max_unavailable):
        message = REFUSED.fill(max_surge=max_surge, max_unavailable=max_unavailable)
        raise InputError("max_unavailable", message, ALLOWED)


ROUNDS_UP: Final = Text("maxSurge rounds up: {n}.", "maxSurge는 올림하므로 {n}개입니다.")
ROUNDS_DOWN: Final = Text("maxUnavailable rounds down: {n}.", "maxUnavailable은 내림하므로 {n}개입니다.")
NEITHER: Final = Text(
    "Both come to 0, which would stop the update, so maxUnavailable becomes {n}.",
    "둘 다 0이면 업데이트가 진행되지 않으므로 maxUnavailable이 {n}개가 됩니다.",
)
REFUSED: Final = Text(
    "The API server refuses maxSurge {max_surge} with maxUnavailable {max_unavailable}.",
    "API 서버가 거부하는 조합입니다: maxSurge {max_surge}, maxUnavailable {max_unavailable}",
)
ALLOWED: Final = Text("not both 0, maxUnavailable at most 100%", "둘 다 0일 수는 없으며 maxUnavailable은 100% 이하")


def _max_pods(replicas: int, max_surge: Bound) -> Worked:
    surge, value = pods(max_surge, replicas, round_up=True), max_pods(replicas, max_surge)
    product, rounded = share(max_surge, replicas), ROUNDS_UP.fill(n=surge)
    total = Text("Pods at most: {replicas} + {surge} = {value}.", "{replicas} + {surge} = {value}개입니다.")
    slips = (
        Slip(replicas + pods(max_surge, replicas, round_up=False), ROUNDS_UP.fill(n=surge), "surge-rounds-down"),
        Slip(surge, Text("These come on top of the replicas.", "레플리카에 더해지는 수입니다.")),
        Slip(
            replicas, Text("maxSurge allows more than the replicas.", "maxSurge만큼 레플리카보다 더 만들 수 있습니다.")
        ),
    )
    steps = (*((product, rounded) if product else ()), total.fill(replicas=replicas, surge=surge, value=value))
    return Worked(value, steps, apart(value, *slips))


def _min_available(replicas: int, max_unavailable: Bound, max_surge: Bound) -> Worked:
    check(max_surge, max_unavailable)
    value = min_available(replicas, max_unavailable, max_surge)
    down, product = pods(max_unavailable, replicas, round_up=False), share(max_unavailable, replicas)
    steps = [product, ROUNDS_DOWN.fill(n=down)] if product else []
    gone = fenceposts(replicas, max_surge, max_unavailable)[1]
    if gone != down:
        steps.append(NEITHER.fill(n=gone))
    if gone > replicas:
        all_gone = Text("{gone} is more than all {replicas}.", "{gone}개는 전체 {replicas}개보다 많습니다.")
        steps.append(all_gone.fill(gone=gone, replicas=replicas))
    left = Text("Pods that stay: {replicas} − {gone} = {value}.", "{replicas} − {gone} = {value}개가 남습니다.")
    steps.append(left.fill(replicas=replicas, gone=replicas - value, value=value))
    up = max(0, replicas - pods(max_unavailable, replicas, round_up=True))
    slips = (
        Slip(up, ROUNDS_DOWN.fill(n=down), "unavailable-rounds-up"),
        Slip(max(0, replicas - down), NEITHER.fill(n=gone)),
        Slip(replicas - value, Text("That many may be missing.", "남는 수가 아니라 빠져도 되는 수입니다.")),
    )
    return Worked(value, tuple(steps), apart(value, *slips))


REPLICAS: Final = Input("replicas", whole(0, 5000), Text("replicas of the Deployment", "디플로이먼트의 레플리카 수"))
_DEFAULT_SURGE: Final = Input("max_surge", SURGE.reader, SURGE.what, DEFAULTS["deployment"]["max_surge"])

MECHANISMS: Final = {
    "max_pods": Mechanism(
        Text("Pods at most during a rolling update", "롤링 업데이트 중 최대 파드 수"),
        (REPLICAS, SURGE),
        _max_pods,
        SOURCE,
    ),
    "min_available": Mechanism(
        Text("Pods available at least during a rolling update", "롤링 업데이트 중 최소 사용 가능 파드 수"),
        (REPLICAS, UNAVAILABLE, _DEFAULT_SURGE),
        _min_available,
        SOURCE,
    ),
}
