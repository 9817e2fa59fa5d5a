"""One step of an HPA towards what it wants: as far as `spec.behavior`, or its absence, and the bounds allow.

Source: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#configurable-scaling-behavior
and convertDesiredReplicasWithBehaviorRate, convertDesiredReplicasWithRules in
https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/horizontal.go.
"""

from collections.abc import Sequence
from typing import Final

from orchestra_tutor.mechanism import (
    LARGE,
    Input,
    Mechanism,
    Reader,
    Slip,
    Worked,
    apart,
    listed,
    require_between,
    whole,
)
from orchestra_tutor.mechanisms.hpa import limit
from orchestra_tutor.mechanisms.hpa.limit import CURRENT, ONLY_CHANGE, SELECT, SOURCE, limit_worked, unless
from orchestra_tutor.mechanisms.hpa.policy import DEFAULTS, Policy, Rules, Select, scale_down_limit, scale_up_limit
from orchestra_tutor.mechanisms.hpa.worked import Aged, aged
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

LIMIT_FACTOR: Final = 2  # without `spec.behavior`: at most twice as many in one step …
LIMIT_LEAST: Final = 4  # … or so many, whichever is more


@dataclass(frozen=True, slots=True)
class Step:
    """The replicas that are set, and the reason of the condition ScalingLimited."""

    replicas: int
    reason: str


def step(
    current: int,
    desired: int,
    minimum: int,
    maximum: int,
    up: Rules = DEFAULTS["scale_up"],
    down: Rules = DEFAULTS["scale_down"],
    added: Sequence[Aged] = (),
    removed: Sequence[Aged] = (),
) -> Step:
    """As far towards `desired` as `spec.behavior` and the bounds of the HPA allow."""
    if desired > current:
        limit = scale_up_limit(current, up, added, removed)
        if desired > min(limit, maximum):
            return Step(limit, "ScaleUpLimit") if limit < maximum else Step(maximum, "TooManyReplicas")
    if desired < current:
        limit = scale_down_limit(current, down, added, removed)
        if desired < max(limit, minimum):
            return Step(limit, "ScaleDownLimit") if limit > minimum else Step(minimum, "TooFewReplicas")
    return Step(desired, "DesiredWithinRange")


def default_limit(current: int) -> int:
    """The most replicas after one step up where `spec.behavior` is not set."""
    return max(LIMIT_FACTOR * current, LIMIT_LEAST)


def step_without_behavior(current: int, desired: int, minimum: int, maximum: int) -> Step:
    """As far towards `desired` as an HPA without `spec.behavior` goes in one step."""
    limit = default_limit(current)
    if desired < minimum:
        return Step(minimum, "TooFewReplicas")
    if desired > min(limit, maximum):
        return Step(limit, "ScaleUpLimit") if limit < maximum else Step(maximum, "TooManyReplicas")
    return Step(desired, "DesiredWithinRange")


STAYS: Final = Text("{desired} Pods run already: {value}.", "파드가 이미 {desired}개이므로 {value}개 그대로입니다.")
REACHED: Final = Text(
    "{desired} wanted, {minimum} to {maximum} set for the HPA: {value}.",
    "원하는 수는 {desired}개, HPA의 범위는 {minimum}~{maximum}개이므로 {value}개가 됩니다.",
)

AT_ONCE: Final = Text(
    "The policies limit each step, so the wanted number is not reached at once.",
    "정책이 한 번에 바뀌는 수를 제한하므로 원하는 수에 곧바로 이르지 않습니다.",
)
BOUNDED: Final = Text(
    "minReplicas and maxReplicas bound the step as well.", "minReplicas와 maxReplicas의 범위도 지켜야 합니다."
)

TOO_OLD: Final = Text(
    "What changed before the period of the policy no longer counts.",
    "정책의 기간보다 오래전에 바뀐 수는 더 이상 세지 않습니다.",
)


def _step(
    current: int,
    desired: int,
    policies: tuple[Policy, ...] | None,
    select: Select,
    recent: tuple[Aged, ...],
    minimum: int,
    maximum: int,
) -> Worked:
    require_between("maximum", maximum, minimum, LARGE)
    require_between("current", current, minimum, maximum)
    up = desired > current
    standard = DEFAULTS["scale_up" if up else "scale_down"]
    rules = Rules(standard.policies if policies is None else policies, select)
    late = (recent, ()) if up else ((), recent)
    value = step(current, desired, minimum, maximum, rules, rules, *late).replicas
    said = {"desired": desired, "minimum": minimum, "maximum": maximum, "value": value}
    if desired == current:
        return Worked(value, (STAYS.fill(**said),))
    if up:
        require_between("recent", sum(change.pods for change in recent), 0, current)
    allowed = limit_worked(current, rules, up, recent)
    unbounded = (min if up else max)(desired, allowed.value)
    ageless = tuple(tuple(Aged(change.pods, 0) for change in changes) for changes in late)
    slips = apart(
        value,
        Slip(min(max(desired, minimum), maximum), AT_ONCE),
        Slip(unbounded, BOUNDED),
        Slip(step(current, desired, minimum, maximum, rules, rules, *ageless).replicas, TOO_OLD),
        *(slip for slip in allowed.slips if slip.why is not ONLY_CHANGE and minimum <= slip.value <= maximum),
    )
    return Worked(value, (*allowed.steps, REACHED.fill(**said)), slips, allowed.sound)


def policy() -> Reader:
    """Reads `4/60`, 4 Pods each 60 seconds, and `10%/60`."""

    def read(text: str) -> Policy:
        amount, _, period = text.partition("/")
        percent = amount.strip().endswith("%")
        value = whole(1, 100_000).read(amount.strip().removesuffix("%"))
        return Policy("Percent" if percent else "Pods", value, whole(1, 1800).read(period))

    return Reader(
        read, Text("Pods or percent/seconds, such as 4/60 or 10%/60", "파드 수 또는 비율/초, 예: 4/60, 10%/60")
    )


MECHANISMS: Final = {
    **limit.MECHANISMS,
    "step": Mechanism(
        Text("Replicas after one step of an HPA", "HPA가 한 번 조절한 뒤의 레플리카 수"),
        (
            CURRENT,
            Input("desired", whole(0, LARGE), Text("replicas wanted", "원하는 레플리카 수")),
            Input(
                "policies", unless("default", listed(policy())), Text("of this direction", "이 방향의 정책"), "default"
            ),
            SELECT,
            Input("recent", listed(aged(), least=0), Text("changes of this direction", "이 방향의 최근 변화"), ""),
            Input("minimum", whole(0, 100_000), Text("minReplicas", "minReplicas"), "1"),
            Input("maximum", whole(1, 100_000), Text("maxReplicas", "maxReplicas")),
        ),
        _step,
        SOURCE,
    ),
}
