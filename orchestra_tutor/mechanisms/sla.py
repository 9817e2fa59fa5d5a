"""Service level agreements of managed control planes, and the downtime that they leave.

Source: https://docs.aws.amazon.com/eks/latest/userguide/eks-provisioned-control-plane.html (`EKS`) and
https://cloud.google.com/kubernetes-engine/pricing (`GKE`).
"""

from fractions import Fraction
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, decimal, plain, whole
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://cloud.google.com/kubernetes-engine/pricing"
DAY: Final = 24 * 60  # minutes
MONTH: Final = 30  # days, where nothing else is said


@dataclass(frozen=True, slots=True)
class Promise:
    """Availability of the API in percent, and over how many minutes each it is measured where that is said."""

    percent: float
    interval_minutes: int | None = None


EKS: Final = {"Standard": Promise(99.95, 5), "Provisioned Control Plane": Promise(99.99, 1)}
GKE: Final = {"Autopilot": Promise(99.95), "Standard, regional": Promise(99.95), "Standard, zonal": Promise(99.5)}


def allowed_downtime(sla_percent: float, days: int = MONTH) -> float:
    """The minutes of `days` in which the service may be down without breaking its promise."""
    if not 0 <= sla_percent <= 100:
        raise ValueError("sla_percent: 0 to 100")
    # The decimal as written: 100 − 99.95 is 0.04999… in floats.
    return float((100 - Fraction(str(sla_percent))) * days * DAY / 100)


def _allowed_downtime(sla_percent: float, days: int) -> Worked:
    value, left = allowed_downtime(sla_percent, days), float(100 - Fraction(str(sla_percent)))
    first = Text("{days} days × 24 h × 60 min = {total} minutes.", "{days}일 × 24시간 × 60분 = {total}분").fill(
        days=days, total=days * DAY
    )
    then = Text(
        "(100 − {sla})% of them: {total} × {left} / 100 = {value} minutes.",
        "그 가운데 (100 − {sla})%: {total} × {left} / 100 = {value}분",
    ).fill(sla=plain(sla_percent), total=days * DAY, left=plain(left), value=plain(value))
    slips = (
        Slip(
            float(Fraction(str(value)) / 60),
            Text("These are hours, asked are minutes.", "이것은 시간 단위입니다. 분으로 답해야 합니다."),
        ),
        Slip(
            float(Fraction(str(value)) / days),
            Text("These are the minutes of a single day.", "이것은 하루의 분입니다."),
        ),
        Slip(
            float(Fraction(str(value)) * 100), Text("A percentage is a hundredth.", "백분율은 100으로 나누어야 합니다.")
        ),
    )
    return Worked(value, (first, then), apart(value, *slips))


MECHANISMS: Final = {
    "allowed_downtime": Mechanism(
        Text("Downtime that an SLA leaves", "SLA가 허용하는 중단 시간"),
        (
            Input("sla_percent", decimal(0, 100), Text("promised availability in percent", "약속한 가용성(%)")),
            Input("days", whole(1, 3660), Text("days", "일수"), str(MONTH)),
        ),
        _allowed_downtime,
        SOURCE,
        "min",
    ),
}
