"""The HEALTHCHECK of Docker."""

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms.healthcheck import MECHANISMS, slowest_detection
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

SECONDS: Final = st.integers(1, 3600)
VALID: Final = {"interval": "30", "timeout": "10", "retries": "3"}


@given(SECONDS, SECONDS, st.integers(1, 20))
def test_checks_that_hang_come_one_after_the_other(interval: int, timeout: int, retries: int) -> None:
    now = 0
    for _ in range(retries):
        starts = now + interval
        now = starts + timeout
    assert slowest_detection(interval, timeout, retries) == now


def test_by_default_a_hang_goes_unseen_for_three_minutes() -> None:
    assert MECHANISMS["slowest_detection"]().value == 180


@given(SECONDS, SECONDS, st.integers(1, 100))
def test_the_work_is_shown(interval: int, timeout: int, retries: int) -> None:
    worked = MECHANISMS["slowest_detection"](interval=str(interval), timeout=str(timeout), retries=str(retries))
    assert worked.value == slowest_detection(interval, timeout, retries)
    assert_shows_its_work(worked)


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["slowest_detection"](**VALID)
    assert worked.value == 120
    assert {slip.value for slip in worked.slips} == {90, 100, 40}


@given(st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["slowest_detection"], VALID, text)
