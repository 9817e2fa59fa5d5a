"""Step scaling of Application Auto Scaling: the further a metric is from the threshold, the more tasks change.

Source: https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html and
https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, inf, isinf
from typing import Final

from orchestra_tutor.mechanism import (
    LARGE,
    Input,
    Mechanism,
    Reader,
    Slip,
    Worked,
    apart,
    decimal,
    listed,
    one_of,
    require_between,
    whole,
)
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html"

Real = float | Fraction
DEFAULTS: Final = {"cooldown_seconds": 300}
ADJUSTMENTS: Final = ("ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity")


@dataclass(frozen=True, slots=True)
class Step:
    """An adjustment, and the bounds of the difference between metric and threshold that it is for."""

    lower: Real
    upper: Real
    adjustment: int

    def applies(self, metric: Real, threshold: Real) -> bool:
        """The bound nearer to the threshold belongs to the step, the other one to the next.

        So the lower bound is inclusive above the threshold, and the upper one below it.
        """
        low, high = threshold + self.lower, threshold + self.upper
        if metric > threshold:
            return low <= metric < high
        if metric < threshold:
            return low < metric <= high
        return low <= metric <= high


def are_valid(steps: Sequence[Step]) -> bool:
    """Whether a policy takes the steps: no gap, no overlap, and no end but at the threshold."""
    ordered = sorted(steps, key=lambda step: step.lower)
    return (
        all(step.lower < step.upper and (step.lower, step.upper) != (-inf, inf) for step in ordered)
        and all(one.upper == other.lower for one, other in pairwise(ordered))
        and (ordered[0].lower == -inf or ordered[0].lower >= 0)
        and (ordered[-1].upper == inf or ordered[-1].upper <= 0)
    )


def step_adjustment(metric: Real, threshold: Real, steps: Sequence[Step]) -> int:
    """The adjustment of the step that applies, or 0 where none does."""
    return next((step.adjustment for step in steps if step.applies(metric, threshold)), 0)


def percent_change(current: int, percent: int) -> int:
    """Tasks that `percent` of `current` adds (or removes): rounded towards 0, but never to 0."""
    tasks = abs(current * percent) // 100
    if current * percent != 0:
        tasks = max(1, tasks)
    return tasks if percent > 0 else -tasks


def change(current: int, adjustment: int, type: str = ADJUSTMENTS[0], magnitude: int = 0) -> int:  # noqa: A002
    """Tasks that an adjustment adds (or removes); `magnitude` is the least that a percentage changes."""
    if type not in ADJUSTMENTS or current < 0 or magnitude < 0 or (type == "ExactCapacity" and adjustment < 0):
        raise ValueError(f"type: one of {', '.join(ADJUSTMENTS)}, current, magnitude, exact capacity: at least 0")
    if type == "ChangeInCapacity":
        return adjustment
    if type == "ExactCapacity":
        return adjustment - current
    tasks = percent_change(current, adjustment)
    return max(tasks, magnitude) if adjustment > 0 else min(tasks, -magnitude) if adjustment < 0 else 0


def _step(metric: float, threshold: float, steps: tuple[Step, ...]) -> Worked:
    value = step_adjustment(metric, threshold, steps)
    over = same(f"{metric:.10g} − {threshold:.10g} = {metric - threshold:.10g}")
    found = next((step for step in steps if step.applies(metric, threshold)), None)
    if found is None:
        end = Text("No step is for that difference: {value}.", "이 차이에 해당하는 단계가 없습니다: {value}개.")
    else:
        end = Text(
            "It lies in the step {low} to {high}: {value:+}.", "{low}에서 {high}까지의 단계에 듭니다: {value:+}개."
        )
    bounds = {} if found is None else {"low": _bound(found.lower), "high": _bound(found.upper)}
    bound = Text(
        "The bound nearer to the threshold belongs to a step.", "임계값에 가까운 쪽 경계가 그 단계에 속합니다."
    )
    total = Text("Only one step applies; they do not add up.", "단계는 하나만 적용되며 더하지 않습니다.")
    absolute = Text(
        "Bounds are distances from the threshold, not values of the metric.",
        "경계는 지표 값이 아니라 임계값과의 차이입니다.",
    )
    sign = Text(
        "The sign says whether tasks are added or removed.", "부호는 태스크가 늘어나는지 줄어드는지를 나타냅니다."
    )
    near = (step for step in steps if step is not found and metric - threshold in (step.lower, step.upper))
    slips = apart(
        value,
        *(Slip(step.adjustment, bound) for step in near),
        Slip(step_adjustment(metric, 0, steps), absolute),
        *((Slip(-value, sign),) if value < 0 else ()),
        Slip(sum(step.adjustment for step in steps if abs(step.adjustment) <= abs(value)), total),
    )
    exact = tuple(Step(_exact(step.lower), _exact(step.upper), step.adjustment) for step in steps)
    sound = step_adjustment(_exact(metric), _exact(threshold), exact) == value
    return Worked(value, (over, end.fill(value=value, **bounds)), slips, sound)


def _change(current: int, adjustment: int, type: str, magnitude: int) -> Worked:  # noqa: A002 (AWS's name)
    if type == "ExactCapacity":
        require_between("adjustment", adjustment, 0, 5000)
    value = change(current, adjustment, type, magnitude)
    names = {"n": current, "by": adjustment, "value": value, "at_least": magnitude}
    if type == "ChangeInCapacity":
        return Worked(value, (Text("The adjustment itself: {value:+}.", "조정값 그대로: {value:+}개.").fill(**names),))
    if type == "ExactCapacity":
        exact = Text("From {n} to {by}: {by} − {n} = {value}.", "{n}개에서 {by}개로: {by} − {n} = {value}.")
        as_change = Text(
            "ExactCapacity names the result, not the change.", "ExactCapacity는 변화량이 아니라 결과입니다."
        )
        return Worked(value, (exact.fill(**names),), apart(value, Slip(adjustment, as_change)))
    share, rounded = current * adjustment / 100, percent_change(current, adjustment)
    steps = [same(f"{current} × {adjustment} / 100 = {share:.10g}")]
    if rounded:
        cut = Text("The fraction is dropped, but 1 task is the least: {n}.", "소수점 아래는 버리되 적어도 1개: {n}개.")
        steps.append(cut.fill(n=rounded))
    if magnitude and adjustment:
        at_least = Text("The change is at least {at_least}: {value}.", "적어도 {at_least}개를 바꿉니다: {value}개.")
        steps.append(at_least.fill(**names))
    smaller = Text("The minimum magnitude is larger.", "최소 조정 크기가 더 큽니다.")
    up = Text("Beyond 1 task it is cut off, not rounded up.", "1개를 넘으면 올림하지 않고 자릅니다.")
    number = Text("The adjustment is a percentage, not a number of tasks.", "조정값은 태스크 수가 아니라 백분율입니다.")
    away = ceil(share) if share > 0 else -ceil(-share)
    slips = apart(value, Slip(rounded, smaller), Slip(away, up), Slip(adjustment, number))
    return Worked(value, tuple(steps), slips)


def _exact(value: Real) -> Real:
    """The decimal number that was written, where float is off by a hair."""
    return value if isinf(value) else Fraction(str(value))


def _bound(value: Real) -> str:
    return ("−∞" if value < 0 else "∞") if isinf(value) else f"{float(value):.10g}"


def _read_step(text: str) -> Step:
    """`10:20=2`, and `20:=3` without an upper bound."""
    bounds, _, adjustment = text.partition("=")
    lower, _, upper = bounds.partition(":")
    bound = decimal(-LARGE).read
    return Step(bound(lower) if lower else -inf, bound(upper) if upper else inf, whole(-5000, 5000).read(adjustment))


def _read_steps(text: str) -> tuple[Step, ...]:
    steps: tuple[Step, ...] = listed(Reader(_read_step, same(""))).read(text)
    if not are_valid(steps):
        raise ValueError(text)
    return steps


_EXAMPLE: Final = "0:10=1, 10:20=2, 20:=3"

MECHANISMS: Final = {
    "step_adjustment": Mechanism(
        Text("Step scaling", "단계 조정"),
        (
            Input("metric", decimal(0, 1_000_000), Text("value of the metric", "지표 값")),
            Input("threshold", decimal(0, 1_000_000), Text("threshold of the alarm", "경보의 임계값")),
            Input(
                "steps",
                Reader(_read_steps, Text(f"steps without a gap, such as {_EXAMPLE}", f"빈틈없는 단계, 예: {_EXAMPLE}")),
                Text("adjustment by difference to the threshold", "임계값과의 차이별 조정값"),
            ),
        ),
        _step,
        SOURCE,
    ),
    "change": Mechanism(
        Text("Tasks that an adjustment changes", "조정으로 바뀌는 태스크 수"),
        (
            Input("current", whole(0, 5000), Text("tasks that run", "실행 중인 태스크 수")),
            Input("adjustment", whole(-5000, 5000), Text("the adjustment", "조정값")),
            Input("type", one_of(*ADJUSTMENTS), Text("type of the adjustment", "조정 유형"), ADJUSTMENTS[0]),
            Input("magnitude", whole(0, 5000), Text("MinAdjustmentMagnitude", "MinAdjustmentMagnitude"), "0"),
        ),
        _change,
        SOURCE,
    ),
}
