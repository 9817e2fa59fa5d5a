"""How long a Kubernetes version is supported on EKS and GKE.

Source: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html and
https://cloud.google.com/kubernetes-engine/docs/concepts/release-channels.
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Worked, one_of
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html"


@dataclass(frozen=True, slots=True)
class Support:
    """Months of support that a minor version gets: standard first, then extended, which costs extra."""

    standard_months: int
    extended_months: int

    @property
    def total_months(self) -> int:
        return self.standard_months + self.extended_months


EKS: Final = Support(14, 12)
# By release channel. The months of extended support are approximate, as Google says itself.
GKE: Final = {
    "Rapid": Support(14, 0),
    "Regular": Support(14, 0),
    "Stable": Support(14, 0),
    "Extended": Support(14, 10),
}


def months_later(month: str, months: int) -> str:
    """The month so many after `month`; both as 2026-06."""
    year, number = map(int, month.split("-"))
    years, index = divmod(number - 1 + months, 12)
    return f"{year + years:04}-{index + 1:02}"


def end_of_standard(release: str, support: Support = EKS) -> str:
    """The month in which standard support ends for a version that came in the month `release`."""
    return months_later(release, support.standard_months)


def end_of_extended(release: str, support: Support = EKS) -> str:
    """The month in which extended support ends for a version that came in the month `release`."""
    return months_later(release, support.total_months)


def _ends(release: str, support: str) -> Worked:
    standard, extended = end_of_standard(release), end_of_extended(release)
    first = Text("{release} + {months} months = {end}.", "{release} + {months}개월 = {end}").fill(
        release=release, months=EKS.standard_months, end=standard
    )
    if support == "standard":
        return Worked(standard, (first,))
    then = Text(
        "Extended support adds to it: {standard} + {months} months = {end}.",
        "연장 지원은 그 뒤에 더해집니다: {standard} + {months}개월 = {end}",
    ).fill(standard=standard, months=EKS.extended_months, end=extended)
    return Worked(extended, (first, then))


def _month(text: str) -> str:
    year, number = text.split("-")
    if not (len(year) == 4 and len(number) == 2 and (year + number).isdecimal() and 1 <= int(number) <= 12):
        raise ValueError(text)
    return f"{int(year):04}-{int(number):02}"


MECHANISMS: Final = {
    "ends": Mechanism(
        Text("End of support of an EKS version", "EKS 버전의 지원 종료"),
        (
            Input(
                "release",
                Reader(_month, Text("a month such as 2026-01", "2026-01 같은 달")),
                Text("month in which EKS released the version", "EKS가 버전을 출시한 달"),
            ),
            Input("support", one_of("standard", "extended"), Text("kind of support", "지원 종류"), "standard"),
        ),
        _ends,
        SOURCE,
    ),
}
