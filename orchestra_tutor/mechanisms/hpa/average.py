"""The proposal for a total that the Pods share: an Object or External metric with a target of type AverageValue.

Source: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details and
GetExternalPerPodMetricReplicas in
https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/replica_calculator.go.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Final

from orchestra_tutor.mechanism import LARGE, Input, Mechanism, Slip, Worked, apart, decimal, exact
from orchestra_tutor.mechanisms.hpa.proposal import (
    CURRENT,
    DOWN,
    FORGOT,
    POSITIVE,
    SOURCE,
    TOLERANCE_INPUT,
    TOLERATED,
    USUAL,
    Tolerance,
    milli,
    rounding,
    tolerated,
)
from orchestra_tutor.mechanisms.hpa.worked import shown
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Proposal:
    """The replicas that one metric asks for, and its value per Pod as `kubectl get hpa` reports it."""

    replicas: int
    reported: int


def average_value(current: int, values: Sequence[int], target: int, tolerance: Tolerance = USUAL) -> Proposal:
    """The proposal for an Object or External metric with a target of type AverageValue: a share for each Pod."""
    if current < 1 or target < 1:
        raise ValueError("current and target: at least 1")
    total = sum(values)
    kept = tolerance.allows(total / (target * current))
    return Proposal(current if kept else ceil(total / target), ceil(total / current))


SHARES: Final = Text(
    "{current} Pods may have {current} × {target} = {whole}.",
    "파드 {current}개의 몫은 {current} × {target} = {whole}입니다.",
)
RATIO: Final = same("{total} / {whole} = {ratio}")
SPLIT: Final = Text(
    "Each Pod takes {target}: {total} / {target} = {wanted}",
    "파드 하나가 {target}씩 맡으므로 {total} / {target} = {wanted}",
)
MULTIPLIED: Final = Text(
    "The value is the total of all Pods already: it is not multiplied by their number again.",
    "이 값은 이미 전체 합계입니다. 파드 수를 다시 곱하지 않습니다.",
)


def _average(current: int, total: float, target: float, tolerance: float) -> Worked:
    value = average_value(current, (milli(total),), milli(target), Tolerance(tolerance, tolerance)).replicas
    wanted = exact(total) / exact(target)
    still = tolerated(wanted / current, tolerance)
    said = {"total": shown(exact(total)), "target": shown(exact(target)), "wanted": shown(wanted)}
    share = shown(current * exact(target))
    steps = [
        SHARES.fill(current=current, whole=share, **said),
        RATIO.fill(whole=share, ratio=shown(wanted / current), **said),
    ]
    if still:
        steps.append(TOLERATED.fill(tolerance=shown(exact(tolerance)), current=current))
    else:
        steps.append(SPLIT.fill(**said))
    right = current if still else ceil(wanted)
    if not still or right != value:
        steps.append(rounding(Fraction(right) if still else wanted, value))
    slips = apart(
        value,
        *((Slip(ceil(wanted), FORGOT),) if still else ()),
        Slip(floor(wanted), DOWN, "hpa-rounds-to-nearest"),
        Slip(ceil(current * wanted), MULTIPLIED),
    )
    return Worked(value, tuple(steps), slips, sound=right == value)


MECHANISMS: Final = {
    "average_value": Mechanism(
        Text("Replicas for a total that the Pods share", "파드가 나누어 맡는 합계에 필요한 레플리카 수"),
        (
            CURRENT,
            Input(
                "total",
                decimal(0, LARGE),
                Text("the Object or External metric, of all Pods", "전체에 대한 Object 또는 External 메트릭"),
            ),
            Input("target", POSITIVE, Text("the AverageValue, for each Pod", "파드당 목표(AverageValue)")),
            TOLERANCE_INPUT,
        ),
        _average,
        SOURCE,
    ),
}
