"""Support of Kubernetes versions on EKS and GKE."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import support
from orchestra_tutor.mechanisms.support import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

MONTHS: Final = st.dates().map(lambda day: f"{day:%Y-%m}".zfill(7))
VALID: Final = {"release": "2026-06", "support": "extended"}


@pytest.mark.parametrize(
    ("release", "standard", "extended"),
    [
        ("2026-06", "2027-08", "2028-08"),
        ("2026-01", "2027-03", "2028-03"),
        ("2025-10", "2026-12", "2027-12"),
        ("2025-05", "2026-07", "2027-07"),
        ("2025-01", "2026-03", "2027-03"),
        ("2024-09", "2025-11", "2026-11"),
    ],
)
def test_support_ends_as_the_calendar_of_eks_says(release: str, standard: str, extended: str) -> None:
    assert (support.end_of_standard(release), support.end_of_extended(release)) == (standard, extended)


@given(MONTHS, st.integers(0, 60), st.integers(0, 60))
def test_months_add_up(month: str, first: int, second: int) -> None:
    assert support.months_later(support.months_later(month, first), second) == support.months_later(
        month, first + second
    )
    assert support.months_later(month, 12)[4:] == month[4:]


def test_only_the_extended_channel_of_gke_has_extended_support() -> None:
    extended = {channel: each.total_months for channel, each in support.GKE.items() if each.extended_months}
    assert extended == {"Extended": 24}
    assert support.EKS.total_months == 26


@given(MONTHS, st.sampled_from(["standard", "extended"]))
def test_the_work_is_shown(month: str, kind: str) -> None:
    assert_shows_its_work(MECHANISMS["ends"](release=month, support=kind))


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-0", "26-06", "2026-06-02", "2026/06", "June"])
def test_a_month_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        MECHANISMS["ends"].inputs[0].reader.read(text)


@given(st.text(max_size=8))
def test_an_input_is_worked_with_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["ends"], VALID, text)
