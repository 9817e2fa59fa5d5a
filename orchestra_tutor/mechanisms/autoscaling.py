"""Service Auto Scaling of ECS: target tracking, several policies at once, and deployments in between.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html and
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/predictive-auto-scaling.html.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import Final

from orchestra_tutor.mechanism import (
    Input,
    Mechanism,
    Slip,
    Worked,
    apart,
    decimal,
    exact,
    listed,
    require_between,
    whole,
)
from orchestra_tutor.text import Text, same

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html"

DIRECTIONS: Final = ("scale_out", "scale_in")
Real = float | Fraction


def target_tracking(current: int, metric: Real, target: Real, minimum: int, maximum: int) -> int:
    """Tasks that bring a metric per task to its target: ceil(current x metric / target), within the limits.

    This is the proportional model: AWS does not publish the algorithm, and scales in more slowly.
    """
    if current < 0 or metric < 0 or target <= 0 or minimum > maximum:
        raise ValueError("current, metric: at least 0, target: above 0, minimum: at most maximum")
    return min(maximum, max(minimum, ceil(current * (metric / target))))


def several_policies(desired: Sequence[int]) -> int:
    """What a service gets whose policies want different numbers of tasks: the most."""
    return max(desired)


def directions(deployment_in_progress: bool, controller: str = "ECS") -> tuple[str, ...]:
    """Where policies may take a service now: during a deployment only out, unless its controller is EXTERNAL."""
    return DIRECTIONS[:1] if deployment_in_progress and controller != "EXTERNAL" else DIRECTIONS


def _target_tracking(current: int, metric: float, target: float, minimum: int, maximum: int) -> Worked:
    require_between("maximum", maximum, minimum, 5000)
    value = target_tracking(current, metric, target, minimum, maximum)
    sound = target_tracking(current, exact(metric), exact(target), minimum, maximum) == value
    wanted = ceil(current * (metric / target))
    share = same(f"{current} × {metric:.10g} / {target:.10g} = {round(current * metric / target, 3):.12g}")
    up = Text("Rounded up: {n}.", "올림하면 {n}개입니다.").fill(n=wanted)
    within = Text("Within {low} to {high}: {n}.", "{low}개에서 {high}개 사이로 맞추면 {n}개입니다.")
    down = Text("Rounded down, the metric stays above its target.", "내림하면 지표가 계속 목표를 넘습니다.")
    limits = Text("The limits of the service hold.", "서비스의 최소와 최대를 벗어나지 않습니다.")
    extra = Text("That is how many change, not how many there will be.", "바뀌는 수이지 결과가 아닙니다.")
    slips = apart(
        value,
        Slip(wanted, limits),
        Slip(int(current * (metric / target)), down),
        Slip(abs(value - current), extra),
    )
    steps = (share, up, within.fill(low=minimum, high=maximum, n=value))
    return Worked(value, steps, slips, sound)


def _several(desired: tuple[int, ...]) -> Worked:
    value = several_policies(desired)
    each = Text("Each policy for itself: {all}.", "정책마다 따로 정한 값: {all}.").fill(
        all=", ".join(map(str, desired))
    )
    most = Text("The largest counts: {value}.", "가장 큰 값을 씁니다: {value}개.").fill(value=value)
    least = Text("Availability comes first: the most, not the fewest.", "가용성이 먼저이므로 최소가 아니라 최대입니다.")
    total = Text("They do not add up.", "서로 더하지 않습니다.")
    return Worked(value, (each, most), apart(value, Slip(min(desired), least), Slip(sum(desired), total)))


MECHANISMS: Final = {
    "target_tracking": Mechanism(
        Text("Target tracking of a service", "서비스의 대상 추적 조정"),
        (
            Input("current", whole(1, 5000), Text("tasks that run", "실행 중인 태스크 수")),
            Input("metric", decimal(0, 1_000_000), Text("value of the metric", "지표 값")),
            Input("target", decimal(0.01, 1_000_000), Text("target value", "목표 값")),
            Input("minimum", whole(0, 5000), Text("the fewest tasks", "최소 태스크 수"), "0"),
            Input("maximum", whole(0, 5000), Text("the most tasks", "최대 태스크 수"), "5000"),
        ),
        _target_tracking,
        SOURCE,
    ),
    "several_policies": Mechanism(
        Text("Several scaling policies", "여러 조정 정책"),
        (Input("desired", listed(whole(0, 5000)), Text("what each policy wants", "정책별 원하는 태스크 수")),),
        _several,
        SOURCE,
    ),
}
