"""How a CPU utilization target is worked out by hand, with Pods that have no usable metric among them."""

from fractions import Fraction
from math import ceil, floor
from typing import Final

from orchestra_tutor.mechanism import LARGE, Input, InputError, Mechanism, Slip, Worked, apart, exact, listed, whole
from orchestra_tutor.mechanisms.hpa.pods import Pod, Weighed, requested, utilization
from orchestra_tutor.mechanisms.hpa.proposal import (
    CURRENT,
    DOWN,
    FORGOT,
    SOURCE,
    TOLERANCE_INPUT,
    Tolerance,
    rounding,
    tolerated,
)
from orchestra_tutor.mechanisms.hpa.worked import shown
from orchestra_tutor.text import Text, same

UNEVEN: Final = Text(
    "{name} says {given}, but the measured, missing and unready Pods are {pods}.",
    "{name} 값은 {given}인데, 측정된 파드와 메트릭이 없거나 준비되지 않은 파드는 모두 {pods}개입니다.",
)
ONE_EACH: Final = Text("one for each Pod", "파드마다 하나")


def _pods(
    current: int, usage: tuple[int, ...], request: tuple[int, ...], missing: int, unready: int
) -> tuple[Pod, ...]:
    count = len(usage) + missing + unready
    if current != count:
        raise InputError("current", UNEVEN.fill(name="current", given=current, pods=count), ONE_EACH)
    requests = request * count if len(request) == 1 else request
    if len(requests) != count:
        raise InputError("request", UNEVEN.fill(name="request", given=len(request), pods=count), ONE_EACH)
    measured = [Pod(*pod) for pod in zip(usage, requests, strict=False)]
    lost = [Pod(None, each) for each in requests[len(usage) : len(usage) + missing]]
    return (*measured, *lost, *[Pod(None, each, "not_yet_ready") for each in requests[len(usage) + missing :]])


def _utilization(
    current: int,
    usage: tuple[int, ...],
    request: tuple[int, ...],
    target: int,
    missing: int,
    unready: int,
    tolerance: float,
) -> Worked:
    pods = _pods(current, usage, request, missing, unready)
    weighed = utilization(pods, target, current, Tolerance(tolerance, tolerance))
    value, ratio = weighed.replicas, Fraction(weighed.value, target)
    wanted = weighed.pods * ratio
    idle = weighed.reported > target
    used, asked = sum(usage), sum(requested(pod) for pod in pods[: len(usage)])
    assumed = 0 if idle else sum(requested(pod) * max(100, target) // 100 for pod in pods[len(usage) : weighed.pods])
    said = {
        "usage": f"({' + '.join(map(str, usage))})" if len(usage) > 1 else used,
        "used": used,
        "asked": asked,
        "assumed": assumed,
        "all": sum(requested(pod) for pod in pods[: weighed.pods]),
        "full": max(100, target),
        "reported": weighed.reported,
        "again": weighed.value,
        "target": target,
        "ratio": shown(ratio),
        "pods": weighed.pods,
        "unready": unready,
        "wanted": shown(wanted),
        "current": current,
        "tolerance": shown(exact(tolerance)),
    }
    steps = [PERCENT.fill(**said)]
    if unready and not idle:
        steps.append(LEFT_OUT.fill(**said))
    if weighed.pods > len(usage):
        steps.append((AS_IDLE if idle else AS_FULL).fill(**said))
    right, last = _decided(weighed, current, target, tolerance)
    steps += [step.fill(value=value, **said) for step in last]
    if right == value and last[-1] is WANTED:
        steps.append(rounding(wanted, value))
    elif right != value:
        steps.append(rounding(Fraction(right), value))
    first = Fraction(weighed.reported, target)
    slips = apart(
        value,
        *((Slip(ceil(current * first), EVERYONE),) if current > len(usage) else ()),
        *((Slip(ceil(len(usage) * first), ALONE_COUNT),) if weighed.pods > len(usage) else ()),
        *((Slip(ceil(wanted), FORGOT),) if tolerated(ratio, tolerance) else ()),
        *((Slip(floor(wanted), DOWN, "hpa-rounds-to-nearest"),) if last == (WANTED,) else ()),
    )
    return Worked(value, tuple(steps), slips, sound=right == value)


def _decided(weighed: Weighed, current: int, target: int, tolerance: float) -> tuple[int, tuple[Text, ...]]:
    """What exact arithmetic answers, and how one tells."""
    ratio = Fraction(weighed.value, target)
    wanted = ceil(weighed.pods * ratio)
    if weighed.reported < target < weighed.value or weighed.value < target < weighed.reported:
        return current, (TURNED_RATIO,)
    if tolerated(ratio, tolerance):
        return current, (TOLERATED_RATIO,)
    if weighed.value != weighed.reported and (wanted > current if ratio < 1 else wanted < current):
        return current, (WANTED, TURNED_BACK)
    return wanted, (WANTED,)


PERCENT: Final = Text(
    "{usage} × 100 / {asked} = {reported}% of the requests, cut to a whole percent.",
    "{usage} × 100 / {asked} = 요청의 {reported}%, 소수점 아래는 버립니다.",
)
LEFT_OUT: Final = Text(
    "That is not above {target}%, so Pods that are not ready yet are left out: {unready}.",
    "{target}%보다 높지 않으므로 아직 준비되지 않은 파드 {unready}개는 빼고 계산합니다.",
)
AS_IDLE: Final = Text(
    "Above {target}%, so Pods without a usable metric count as 0%: {used} × 100 / {all} = {again}%.",
    "{target}%보다 높으므로 쓸 수 있는 메트릭이 없는 파드는 0%로 봅니다: {used} × 100 / {all} = {again}%.",
)
AS_FULL: Final = Text(
    "Below {target}%, so Pods without a metric count as {full}%: ({used} + {assumed}) × 100 / {all} = {again}%.",
    "{target}%보다 낮으므로 메트릭이 없는 파드는 {full}%로 봅니다: ({used} + {assumed}) × 100 / {all} = {again}%.",
)
TOLERATED_RATIO: Final = Text(
    "{again} / {target} = {ratio}, no more than {tolerance} away from 1: {current} Pods stay.",
    "{again} / {target} = {ratio}, 1과의 차이가 {tolerance} 이내이므로 파드 {current}개를 그대로 둡니다.",
)
TURNED_RATIO: Final = Text(
    "{again} / {target} = {ratio}: the assumption turns the direction, so {current} Pods stay.",
    "{again} / {target} = {ratio}. 가정하고 나니 방향이 뒤집히므로 파드 {current}개를 그대로 둡니다.",
)
WANTED: Final = same("{pods} × {again} / {target} = {wanted}")
TURNED_BACK: Final = Text(
    "The assumption turns the direction, so {current} Pods stay.",
    "가정하고 나니 방향이 뒤집히므로 파드 {current}개를 그대로 둡니다.",
)
EVERYONE: Final = Text(
    "The measured average does not stand for the Pods without a usable metric.",
    "측정된 평균을 쓸 수 있는 메트릭이 없는 파드에까지 적용하지 않습니다.",
)
ALONE_COUNT: Final = Text(
    "The Pods without a usable metric are not left out.",
    "쓸 수 있는 메트릭이 없는 파드를 빼고 계산하지 않습니다.",
)

_COUNT: Final = whole(0, 1000)
MECHANISMS: Final = {
    "utilization": Mechanism(
        Text("Replicas for a CPU utilization target", "CPU 사용률 목표에 필요한 레플리카 수"),
        (
            CURRENT,
            Input(
                "usage", listed(whole(0, LARGE)), Text("usage of each ready Pod, in m", "준비된 파드마다의 사용량(m)")
            ),
            Input(
                "request",
                listed(whole(1, LARGE)),
                Text("request of every Pod in m: one, or one for each", "파드의 요청(m): 하나 또는 파드마다 하나씩"),
            ),
            Input("target", whole(1, 10_000), Text("the target in % of the requests", "요청에 대한 목표 비율(%)")),
            Input("missing", _COUNT, Text("Pods whose metric is missing", "메트릭이 없는 파드 수"), "0"),
            Input("unready", _COUNT, Text("Pods not ready yet", "아직 준비되지 않은 파드 수"), "0"),
            TOLERANCE_INPUT,
        ),
        _utilization,
        SOURCE,
    ),
}
