"""How fast an HPA may scale by the policies of one direction of `spec.behavior`.

Source: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#scaling-policies and
calculateScaleUpLimitWithScalingRules, calculateScaleDownLimitWithBehaviors in
https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/horizontal.go.
"""

from collections.abc import Sequence
from math import ceil
from typing import Final, Literal

from orchestra_tutor.mechanisms.hpa.worked import Aged, inside
from orchestra_tutor.value import dataclass

Select = Literal["Max", "Min", "Disabled"]


@dataclass(frozen=True, slots=True)
class Policy:
    """So many Pods, or so many percent of them, within each period of so many seconds."""

    type: Literal["Pods", "Percent"]
    value: int
    period: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The policies of one direction, and which of them counts: the one that changes most (Max) or least (Min)."""

    policies: tuple[Policy, ...]
    select: Select = "Max"


# What counts where `spec.behavior` is set but says nothing of a direction.
DEFAULTS: Final = {
    "scale_up": Rules((Policy("Pods", 4, 15), Policy("Percent", 100, 15))),
    "scale_down": Rules((Policy("Percent", 100, 15),)),
}


def grown(start: int, policy: Policy) -> int:
    """The most that a policy lets `start` Pods become; a percentage rounds up, or a few Pods could never grow."""
    return start + policy.value if policy.type == "Pods" else ceil(start * (1 + policy.value / 100))


def shrunk(start: int, policy: Policy) -> int:
    """The fewest that a policy lets `start` Pods become; a percentage cuts off what is left of a Pod."""
    return start - policy.value if policy.type == "Pods" else int(start * (1 - policy.value / 100))


def period_start(current: int, period: float, added: Sequence[Aged], removed: Sequence[Aged]) -> int:
    """How many there were `period` seconds ago."""
    return (
        current
        - sum(change.pods for change in inside(added, period))
        + sum(change.pods for change in inside(removed, period))
    )


def scale_up_limit(current: int, rules: Rules, added: Sequence[Aged] = (), removed: Sequence[Aged] = ()) -> int:
    """The most replicas allowed now, after the changes of late."""
    if rules.select == "Disabled":
        return current
    proposals = [grown(period_start(current, each.period, added, removed), each) for each in rules.policies]
    return max(current, min(proposals) if rules.select == "Min" else max(proposals))


def scale_down_limit(current: int, rules: Rules, added: Sequence[Aged] = (), removed: Sequence[Aged] = ()) -> int:
    """The fewest replicas allowed now. Min is the least change here too, so the most replicas."""
    if rules.select == "Disabled":
        return current
    proposals = [shrunk(period_start(current, each.period, added, removed), each) for each in rules.policies]
    return min(current, max(0, max(proposals) if rules.select == "Min" else min(proposals)))
