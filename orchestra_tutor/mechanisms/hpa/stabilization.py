"""How an HPA waits out fluctuation: it follows the most cautious recommendation of a window.

Source: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#stabilization-window and
stabilizeRecommendation, stabilizeRecommendationWithBehaviors in
https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/horizontal.go.
"""

from collections.abc import Callable, Sequence
from typing import Final

from orchestra_tutor.mechanism import LARGE, Input, Mechanism, Slip, Worked, apart, listed, require_between, whole
from orchestra_tutor.mechanisms.hpa.worked import Aged, aged, inside, joined
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

SOURCE: Final = (
    "https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#stabilization-window"
)


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of the two directions in seconds; the defaults are those of `spec.behavior`."""

    up: float = 0
    down: float = 300


USUAL: Final = Windows()


def highest(new: int, earlier: Sequence[Aged], window: float = USUAL.down) -> int:
    """The highest recommendation of the window: what an HPA without `spec.behavior` follows, whatever runs."""
    return max([new, *(each.pods for each in earlier if each.seconds_ago <= window)])


def stabilized(current: int, new: int, earlier: Sequence[Aged], windows: Windows = USUAL) -> int:
    """With `spec.behavior`: `current`, and from there only as far as all recommendations of the windows go along."""
    least = min([new, *(each.pods for each in inside(earlier, windows.up))])
    most = max([new, *(each.pods for each in inside(earlier, windows.down))])
    return min(max(current, least), most)


NONE_INSIDE: Final = Text(
    "No earlier recommendation is younger than {window} s: {new} alone counts.",
    "{window}초 안에 나온 이전 권장값이 없으므로 새 값 {new}개만 봅니다.",
)
INSIDE: Final = Text(
    "Younger than {window} s: {young}; and the new one, {new}.",
    "{window}초 안의 권장값은 {young}, 새 값은 {new}개입니다.",
)
HIGHEST: Final = Text(
    "On the way down the highest of them counts: {most}.", "줄일 때는 그중 가장 높은 {most}개를 따릅니다."
)
LOWEST: Final = Text(
    "On the way up the lowest of them counts: {most}.", "늘릴 때는 그중 가장 낮은 {most}개를 따릅니다."
)
STAYS: Final = Text(
    "That does not lie on the way from {current} to {new}, so {value} Pods stay.",
    "{current}개에서 {new}개로 가는 방향이 아니므로 파드 {value}개를 그대로 둡니다.",
)
SAME: Final = Text("So {value} Pods stay.", "따라서 파드 {value}개를 그대로 둡니다.")
THERE: Final = Text("From {current} to {value} Pods.", "파드는 {current}개에서 {value}개가 됩니다.")

AT_ONCE: Final = Text(
    "The newest recommendation is not followed at once: the window comes first.",
    "가장 새로운 권장값을 곧바로 따르지 않습니다. 안정화 기간을 먼저 봅니다.",
)
NOT_BACK: Final = Text(
    "The window only holds the step back; it does not turn it around.",
    "안정화 기간은 조절을 늦출 뿐, 방향을 되돌리지 않습니다.",
)
TOO_OLD: Final = Text(
    "Recommendations older than the window no longer count.", "안정화 기간보다 오래된 권장값은 보지 않습니다."
)
OTHER_END: Final = Text(
    "The cautious end counts: the highest on the way down, the lowest on the way up.",
    "더 조심스러운 쪽을 따릅니다. 줄일 때는 가장 높은 값, 늘릴 때는 가장 낮은 값입니다.",
)
UNMOVED: Final = Text(
    "The window does not stop the HPA; it moves as far as all of them agree.",
    "안정화 기간이 HPA를 멈추지는 않습니다. 기간 안의 권장값이 모두 동의하는 만큼 움직입니다.",
)


def _scale_down(current: int, new: int, earlier: tuple[Aged, ...], window: int) -> Worked:
    require_between("new", new, 0, current - 1)
    return _waited(current, new, earlier, window, Windows(0, window), HIGHEST, max, "hpa-scales-down-at-once")


def _scale_up(current: int, new: int, earlier: tuple[Aged, ...], window: int) -> Worked:
    require_between("new", new, current + 1, LARGE)
    return _waited(current, new, earlier, window, Windows(window, 0), LOWEST, min, "")


def _waited(
    current: int,
    new: int,
    earlier: tuple[Aged, ...],
    window: int,
    windows: Windows,
    rule: Text,
    cautious: Callable[[list[int]], int],
    belief: str,
) -> Worked:
    value = stabilized(current, new, earlier, windows)
    young = [each.pods for each in inside(earlier, window)]
    end = cautious([new, *young])
    bold = max if cautious is min else min
    said = {"window": window, "young": joined(young), "new": new, "most": end, "current": current, "value": value}
    steps = ((INSIDE if young else NONE_INSIDE), rule, STAYS if value != end else SAME if value == current else THERE)
    slips = apart(
        value,
        Slip(new, AT_ONCE, belief),
        Slip(end, NOT_BACK),
        Slip(cautious([new, *(each.pods for each in earlier)]), TOO_OLD),
        Slip(bold([new, *young]), OTHER_END),
        Slip(current, UNMOVED),
    )
    # An HPA without `spec.behavior` takes what is exactly as old as the window, and goes back up to what it holds.
    alike = all(each.seconds_ago != window for each in earlier) and (value == end or cautious is min)
    return Worked(value, tuple(step.fill(**said) for step in steps), slips, sound=alike)


def _inputs(window: str | None) -> tuple[Input, ...]:
    return (
        Input("current", whole(1, 100_000), Text("replicas now", "지금의 레플리카 수")),
        Input("new", whole(0, LARGE), Text("the newest recommendation", "가장 새로운 권장값")),
        Input("earlier", listed(aged(), least=0), Text("earlier recommendations", "이전 권장값"), ""),
        Input("window", whole(0, 3600), Text("stabilizationWindowSeconds", "stabilizationWindowSeconds(초)"), window),
    )


MECHANISMS: Final = {
    "scale_down": Mechanism(
        Text("Replicas after the scale-down window", "축소 안정화 기간을 거친 레플리카 수"),
        _inputs("300"),
        _scale_down,
        SOURCE,
    ),
    "scale_up": Mechanism(
        Text("Replicas after the scale-up window", "확장 안정화 기간을 거친 레플리카 수"),
        _inputs(None),
        _scale_up,
        SOURCE,
    ),
}
