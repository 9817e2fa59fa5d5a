"""How many Pods a PodDisruptionBudget lets go of.

Source: https://kubernetes.io/docs/tasks/run-application/configure-pdb/ and, in kubernetes/kubernetes,
pkg/controller/disruption/disruption.go (getExpectedPodCount, updatePdbStatus).
"""

import re
from math import ceil
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, whole
from orchestra_tutor.text import Text, same

SOURCE: Final = "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget"

Bound = int | str  # as a manifest has it: a count of Pods, or a percentage such as "25%"


def pods(bound: Bound, expected: int) -> int:
    """A bound in Pods; a percentage of the expected Pods rounds up, for either field."""
    return bound if isinstance(bound, int) else ceil(_percent(bound) * expected / 100)


def desired_healthy(expected: int, *, min_available: Bound | None = None, max_unavailable: Bound | None = None) -> int:
    """How many Pods have to stay healthy. Exactly one of the two bounds is given, as in a budget."""
    if min_available is not None and max_unavailable is None:
        return pods(min_available, expected)
    if max_unavailable is not None and min_available is None:
        return max(0, expected - pods(max_unavailable, expected))
    raise ValueError("one of min_available and max_unavailable")


def disruptions_allowed(expected: int, healthy: int, desired: int) -> int:
    """How many of the `healthy` Pods may be evicted now; none of a budget that matches no Pods."""
    return max(0, healthy - desired) if expected > 0 else 0


def _percent(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}%", text) or int(text[:-1]) > 100:
        raise ValueError(f"a percentage up to 100%, not {text!r}")
    return int(text[:-1])


def _read(text: str) -> Bound:
    if text.endswith("%"):
        _percent(text)
        return text
    return int(whole().read(text))


UP: Final = Text(
    "A budget rounds up, for minAvailable and maxUnavailable alike: {n}.",
    "PodDisruptionBudget은 minAvailable과 maxUnavailable 모두 올림하므로 {n}개입니다.",
)
NOT_DOWN: Final = Text("Percentages of a budget round up.", "PodDisruptionBudget의 백분율은 올림합니다.")
STAY: Final = Text(
    "{expected} − {gone} = {desired} have to stay.", "{expected} − {gone} = {desired}개가 남아야 합니다."
)
NONE_STAYS: Final = Text(
    "{gone} is no less than {expected}, so {desired} have to stay.",
    "{gone}개는 {expected}개보다 적지 않으므로 남아야 하는 수는 {desired}개입니다.",
)
LEFT: Final = Text("{healthy} healthy − {desired} = {value}.", "정상 {healthy}개 − {desired}개 = {value}개입니다.")
NONE_LEFT: Final = Text(
    "{healthy} healthy, and {desired} have to stay: {value}.",
    "정상 {healthy}개, 남아야 하는 수 {desired}개이므로 {value}개입니다.",
)
NO_PODS: Final = Text("The budget matches no Pods: {value}.", "해당하는 파드가 없으므로 {value}개입니다.")
HEALTHY: Final = Text("Only healthy Pods count.", "정상인 파드만 셉니다.")


def _by_min_available(expected_pods: int, healthy_pods: int, min_available: Bound) -> Worked:
    desired = desired_healthy(expected_pods, min_available=min_available)
    down = _down(min_available, expected_pods)
    steps = _rounding(min_available, expected_pods, desired)
    must = Text("That many must stay.", "남아야 하는 수입니다.")
    return _worked(expected_pods, healthy_pods, desired, steps, down, (Slip(desired, must),))


def _by_max_unavailable(expected_pods: int, healthy_pods: int, max_unavailable: Bound) -> Worked:
    desired = desired_healthy(expected_pods, max_unavailable=max_unavailable)
    gone = pods(max_unavailable, expected_pods)
    down = max(0, expected_pods - _down(max_unavailable, expected_pods))
    stay = (STAY if gone < expected_pods else NONE_STAYS).fill(expected=expected_pods, gone=gone, desired=desired)
    steps = (*_rounding(max_unavailable, expected_pods, gone), stay)
    already = Text("Pods that are down already use it up.", "이미 내려간 파드도 이 수에 들어갑니다.")
    return _worked(expected_pods, healthy_pods, desired, steps, down, (Slip(gone, already),))


def _worked(
    expected: int, healthy: int, desired: int, steps: tuple[Text, ...], down: int, others: tuple[Slip, ...]
) -> Worked:
    """`down` is what would have to stay if percentages rounded down."""
    value = disruptions_allowed(expected, healthy, desired)
    last = NO_PODS if not expected else LEFT if healthy >= desired else NONE_LEFT
    slips = (
        Slip(disruptions_allowed(expected, healthy, down), NOT_DOWN, "pdb-rounds-down"),
        Slip(disruptions_allowed(expected, expected, desired), HEALTHY),
        *others,
    )
    return Worked(value, (*steps, last.fill(healthy=healthy, desired=desired, value=value)), apart(value, *slips))


def _down(bound: Bound, expected: int) -> int:
    return bound if isinstance(bound, int) else _percent(bound) * expected // 100


def _rounding(bound: Bound, expected: int, rounded: int) -> tuple[Text, ...]:
    if isinstance(bound, int):
        return ()
    share = same(f"{_percent(bound)} × {expected} / 100 = {_percent(bound) * expected / 100:.10g}")
    return share, UP.fill(n=rounded)


_BOUND: Final = Reader(_read, Text("Pods or a percentage, such as 1 or 25%", "1이나 25% 같은 파드 수 또는 백분율"))
_PODS: Final = (
    Input("expected_pods", whole(0, 5000), Text("Pods that the controllers want", "컨트롤러가 유지하려는 파드 수")),
    Input("healthy_pods", whole(0, 5000), Text("Pods that are healthy now", "지금 정상인 파드 수")),
)

MECHANISMS: Final = {
    "by_min_available": Mechanism(
        Text("Evictions that minAvailable allows", "minAvailable이 허용하는 축출 수"),
        (*_PODS, Input("min_available", _BOUND, Text("minAvailable", "minAvailable"))),
        _by_min_available,
        SOURCE,
    ),
    "by_max_unavailable": Mechanism(
        Text("Evictions that maxUnavailable allows", "maxUnavailable이 허용하는 축출 수"),
        (*_PODS, Input("max_unavailable", _BOUND, Text("maxUnavailable", "maxUnavailable"))),
        _by_max_unavailable,
        SOURCE,
    ),
}
