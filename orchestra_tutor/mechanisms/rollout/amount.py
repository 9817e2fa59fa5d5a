"""maxSurge and maxUnavailable: a count of Pods, or a percentage of the replicas.

Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment and, in
kubernetes/kubernetes, apimachinery/pkg/util/intstr (GetScaledValueFromIntOrPercent).
"""

import re
from math import ceil, floor
from typing import Final

from orchestra_tutor.mechanism import Input, Reader, whole
from orchestra_tutor.text import Text, same

SOURCE: Final = "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment"

Bound = int | str  # as a manifest has it: 1, or "25%"


def pods(bound: Bound | None, total: int, *, round_up: bool) -> int:
    """A bound in Pods, where a percentage is one of `total`; 0 where there is none."""
    if bound is None or isinstance(bound, int):
        return bound or 0
    share = percent(bound) * total / 100
    return ceil(share) if round_up else floor(share)


def read_bound(text: str) -> Bound:
    """A count of Pods, or a percentage, as a person types it."""
    if not text.endswith("%"):
        return int(whole().read(text))
    percent(text)
    return text


def percent(text: str) -> int:
    """The number in "25%"."""
    if not re.fullmatch(r"[0-9]{1,6}%", text):
        raise ValueError(f"invalid literal for a percentage: {text!r}")
    return int(text[:-1])


def count(number: int) -> int:
    """The number, if it can be one of Pods."""
    if number < 0:
        raise ValueError(f"at least 0, not {number}")
    return number


def share(bound: Bound, replicas: int) -> Text | None:
    """The computation of a percentage; a count needs none."""
    if isinstance(bound, int):
        return None
    return same(f"{percent(bound)} × {replicas} / 100 = {percent(bound) * replicas / 100:.10g}")


_READER: Final = Reader(
    read_bound, Text("Pods or a percentage, such as 1 or 25%", "1이나 25% 같은 파드 수 또는 백분율")
)
SURGE: Final = Input("max_surge", _READER, Text("maxSurge", "최대 서지(maxSurge)"))
UNAVAILABLE: Final = Input("max_unavailable", _READER, Text("maxUnavailable", "최대 불가(maxUnavailable)"))
