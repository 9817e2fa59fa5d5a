"""From a metric to the replicas it asks for.

Everything is float64 in the controller's order of operations, which now and then rounds up one Pod too many. Source:
https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details and
https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/replica_calculator.go.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Final

from orchestra_tutor.mechanism import LARGE, Input, Mechanism, Slip, Worked, apart, decimal, exact, whole
from orchestra_tutor.mechanisms.hpa.worked import FLOAT, shown
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details"
TOLERANCE: Final = 0.1  # the default of --horizontal-pod-autoscaler-tolerance


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far the ratio of metric to target may be from 1 before anything happens, upwards and downwards."""

    up: float = TOLERANCE
    down: float = TOLERANCE

    def allows(self, ratio: float) -> bool:
        return 1.0 - self.down <= ratio <= 1.0 + self.up


USUAL: Final = Tolerance()


def desired_replicas(current: int, metric: float, target: float, tolerance: float = TOLERANCE) -> int:
    """Replicas wanted for one metric: ceil(current × metric / target), and `current` within the tolerance.

    `metric` and `target` are in the same unit, whichever it is.
    """
    if current < 1 or metric < 0 or target <= 0 or tolerance < 0:
        raise ValueError("current: at least 1, metric and tolerance: at least 0, target: above 0")
    return scaled(current, milli(metric) / milli(target), current, Tolerance(tolerance, tolerance))


def exact_replicas(current: int, metric: float, target: float, tolerance: float = TOLERANCE) -> int:
    """What exact arithmetic would answer, to tell where a question hangs on the float's error."""
    ratio = exact(metric) / exact(target)
    return current if tolerated(ratio, tolerance) else ceil(current * ratio)


def tolerated(ratio: Fraction, tolerance: float) -> bool:
    return abs(ratio - 1) <= exact(tolerance)


def scaled(current: int, ratio: float, ready: int, tolerance: Tolerance) -> int:
    """The `ready` Pods times `ratio`, rounded up, unless the ratio is tolerated."""
    return current if tolerance.allows(ratio) else ceil(ratio * ready)


def total_replicas(current: int, ready: int, values: Sequence[int], target: int, tolerance: Tolerance = USUAL) -> int:
    """Replicas for an Object or External metric with a target of type Value: all `values` together against it."""
    if current < 1 or target < 1:
        raise ValueError("current and target: at least 1")
    return scaled(current, sum(values) / target, ready, tolerance)


def from_zero(value: float, target: float, scaled_to_zero: bool) -> int:
    """Replicas for a workload that has none: no tolerance, and nothing unless the HPA itself took the last Pod.

    Whoever sets the replicas to 0 by hand pauses the HPA; the condition ScaledToZero tells the two apart.
    """
    return ceil(milli(value) / milli(target)) if scaled_to_zero else 0


def milli(quantity: float) -> int:
    """A quantity in thousandths, which is how the controller holds all of them."""
    return ceil(exact(quantity) * 1000)


DOWN: Final = Text(
    "The HPA rounds up, so that the target is met.", "HPA는 목표를 지키도록 올림합니다. 소수점 아래를 버리지 않습니다."
)
TURNED: Final = Text(
    "The ratio is turned over: more load than the target needs more Pods.",
    "비율을 뒤집었습니다. 부하가 목표보다 높으면 파드를 늘려야 합니다.",
)
FORGOT: Final = Text(
    "The tolerance comes first: a ratio this close to 1 changes nothing.",
    "허용 오차를 먼저 봅니다. 비율이 이만큼 1에 가까우면 아무것도 바뀌지 않습니다.",
)
DIVIDED: Final = same("{metric} / {target} = {ratio}")
TOLERATED: Final = Text(
    "That is no more than {tolerance} away from 1, so {current} Pods stay.",
    "1과의 차이가 {tolerance} 이내이므로 파드 {current}개를 그대로 둡니다.",
)
TIMES: Final = same("{pods} × {metric} / {target} = {wanted}")
UP: Final = Text("Rounded up: {value}.", "올림하면 {value}개입니다.")
WHOLE: Final = Text("A whole number, so {value}.", "딱 떨어지므로 {value}개입니다.")


def rounding(wanted: Fraction, value: int) -> Text:
    """The last step: how `wanted` became `value`."""
    if ceil(wanted) != value:
        return FLOAT.fill(value=value)
    return (WHOLE if wanted == value else UP).fill(value=value)


def _desired(current: int, metric: float, target: float, tolerance: float) -> Worked:
    value = desired_replicas(current, metric, target, tolerance)
    ratio = exact(metric) / exact(target)
    wanted = current * ratio
    still = tolerated(ratio, tolerance)
    said = {"metric": shown(exact(metric)), "target": shown(exact(target)), "ratio": shown(ratio)}
    steps = [DIVIDED.fill(**said)]
    if still:
        steps.append(TOLERATED.fill(tolerance=shown(exact(tolerance)), current=current))
    else:
        steps.append(TIMES.fill(pods=current, wanted=shown(wanted), **said))
    right = exact_replicas(current, metric, target, tolerance)
    if not still or right != value:
        steps.append(rounding(Fraction(right) if still else wanted, value))
    slips = apart(
        value,
        *((Slip(ceil(wanted), FORGOT),) if still else ()),
        Slip(floor(wanted), DOWN, "hpa-rounds-to-nearest"),
        *((Slip(ceil(current / ratio), TURNED),) if ratio else ()),
    )
    return Worked(value, tuple(steps), slips, sound=right == value)


CURRENT: Final = Input("current", whole(1, 100_000), Text("replicas now", "지금의 레플리카 수"))
TOLERANCE_INPUT: Final = Input(
    "tolerance", decimal(0, 1), Text("how far from 1 the ratio may be", "비율이 1에서 벗어나도 되는 폭"), str(TOLERANCE)
)
POSITIVE: Final = decimal(0.001, LARGE)

MECHANISMS: Final = {
    "desired_replicas": Mechanism(
        Text("Replicas an HPA wants", "HPA가 원하는 레플리카 수"),
        (
            CURRENT,
            Input(
                "metric", decimal(0, LARGE), Text("the metric now, an average of the Pods", "지금의 메트릭, 파드 평균")
            ),
            Input("target", POSITIVE, Text("its target, in the same unit", "같은 단위의 목표")),
            TOLERANCE_INPUT,
        ),
        _desired,
        SOURCE,
    ),
}
