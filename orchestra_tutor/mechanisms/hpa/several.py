"""One answer from several metrics.

Source: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details and
computeReplicasForMetrics in https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/horizontal.go.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import Final

from orchestra_tutor.mechanism import LARGE, Input, Mechanism, Reader, Slip, Worked, apart, listed, whole
from orchestra_tutor.mechanisms.hpa.proposal import CURRENT, SOURCE
from orchestra_tutor.mechanisms.hpa.worked import joined
from orchestra_tutor.text import Text


def several(current: int, proposals: Sequence[int | None]) -> int:
    """The largest of the proposals. A metric that fails (None) keeps the others from scaling down, not up."""
    known = [each for each in proposals if each is not None]
    if not known or (len(known) < len(proposals) and max(known) < current):
        return current
    return max(known)


EACH: Final = Text("Each metric is worked out on its own: {known}.", "메트릭마다 따로 계산합니다: {known}.")
LARGEST: Final = Text("The largest wins: {most}.", "그중 가장 큰 {most}개를 씁니다.")
HELD: Final = Text(
    "A metric failed and {most} is fewer than {current}, so nothing is removed: {value} Pods stay.",
    "실패한 메트릭이 있고 {most}개는 {current}개보다 적으므로 줄이지 않습니다. 파드 {value}개를 그대로 둡니다.",
)
NOT_HELD: Final = Text(
    "A metric failed, which only keeps the HPA from scaling down: {value}.",
    "실패한 메트릭이 있으면 줄이지 않을 뿐이므로 {value}개입니다.",
)
ALL_FAILED: Final = Text(
    "No metric has a value, so {value} Pods stay.", "값이 있는 메트릭이 없으므로 파드 {value}개를 그대로 둡니다."
)


def _several(current: int, proposals: tuple[int | None, ...]) -> Worked:
    value = several(current, proposals)
    known = [each for each in proposals if each is not None]
    said = {"known": joined(known), "current": current, "value": value, "most": max(known, default=current)}
    failed = len(known) < len(proposals)
    if not known:
        steps = [ALL_FAILED]
    elif not failed:
        steps = [EACH, LARGEST]
    else:
        steps = [EACH, LARGEST, HELD if max(known) < current else NOT_HELD]
    average = Text("The HPA does not average the proposals.", "HPA는 제안값의 평균을 쓰지 않습니다.")
    least = Text(
        "The largest counts, not the smallest: every metric is to meet its target.",
        "가장 작은 값이 아니라 가장 큰 값입니다. 모든 메트릭이 목표를 지켜야 합니다.",
    )
    added = Text("The proposals are not added up.", "제안값을 더하지 않습니다.")
    down = Text("With a metric failing the HPA does not scale down.", "실패한 메트릭이 있으면 HPA는 줄이지 않습니다.")
    frozen = Text("A metric that fails does not stop scaling up.", "메트릭 하나가 실패해도 늘리는 것은 막지 않습니다.")
    slips = apart(
        value,
        *((Slip(max(known), down),) if known else ()),
        *((Slip(current, frozen),) if failed else ()),
        *((Slip(ceil(Fraction(sum(known), len(known))), average, "hpa-averages-metrics"),) if known else ()),
        *((Slip(min(known), least), Slip(sum(known), added)) if known else ()),
    )
    return Worked(value, tuple(step.fill(**said) for step in steps), slips)


def _count_or_failed(text: str) -> int | None:
    return None if text.casefold() in ("failed", "error") else int(whole(0, LARGE).read(text))


MECHANISMS: Final = {
    "several": Mechanism(
        Text("Replicas where an HPA has several metrics", "메트릭이 여러 개인 HPA의 레플리카 수"),
        (
            CURRENT,
            Input(
                "proposals",
                listed(Reader(_count_or_failed, Text("a whole number, or failed", "정수 또는 failed"))),
                Text("what each metric asks for", "메트릭마다 원하는 수"),
            ),
        ),
        _several,
        SOURCE,
    ),
}
