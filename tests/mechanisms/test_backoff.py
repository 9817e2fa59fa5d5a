"""The waits before the kubelet tries again."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms.backoff import (
    DEFAULTS,
    MECHANISMS,
    delays,
    elapsed,
    is_reset,
    nth_delay,
    waits_before_restarts,
)
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

ordinals = st.integers(1, 20)
seconds = st.integers(1, 3600)


@given(ordinals, seconds, seconds)
def test_a_delay_doubles_until_it_is_capped(count: int, initial: int, most: int) -> None:
    series = delays(count, initial, most)
    assert series[0] == min(initial, most)
    assert all(after == min(2 * before, most) for before, after in pairwise(series))
    assert elapsed(series)[-1] == sum(series)


@given(ordinals, seconds, seconds)
def test_the_first_restart_does_not_wait(restarts: int, initial: int, most: int) -> None:
    assert waits_before_restarts(restarts, initial, most) == (0, *delays(restarts - 1, initial, most))


def test_without_a_restart_there_is_no_wait() -> None:
    assert waits_before_restarts(0, 10, 300) == ()


def test_delays_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        nth_delay(0, 10, 300)


@pytest.mark.parametrize(("after", "reset"), [(599, False), (600, False), (601, True)])
def test_the_series_starts_anew_after_more_than_ten_minutes(after: int, reset: bool) -> None:
    assert is_reset(after, DEFAULTS["crash_loop"]["reset_after_seconds"]) is reset


@given(ordinals, seconds, seconds)
def test_the_work_is_shown(nth: int, initial: int, most: int) -> None:
    series = {"initial": str(initial), "most": str(most)}
    delay = MECHANISMS["nth_delay"](nth=str(nth), **series)
    wait = MECHANISMS["wait_before_restart"](restart=str(nth), **series)
    waited = MECHANISMS["waited"](restarts=str(nth), **series)
    waits = waits_before_restarts(nth, initial, most)
    assert (delay.value, wait.value, waited.value) == (nth_delay(nth, initial, most), waits[-1], sum(waits))
    for worked in (delay, wait, waited):
        assert_shows_its_work(worked)


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    worked = MECHANISMS["nth_delay"](nth="6")
    assert [slip.value for slip in worked.slips] == [320, 60, 160]  # uncapped; linear; one doubling too few
    worked = MECHANISMS["wait_before_restart"](restart="4")
    assert [slip.value for slip in worked.slips] == [80, 30, 20]  # the first waits; linear; one doubling too few
    worked = MECHANISMS["waited"](restarts="7")
    assert worked.value == 610
    assert [slip.value for slip in worked.slips] == [910, 630, 300]  # the first waits; uncapped; the last alone


@pytest.mark.parametrize(
    ("name", "which"), [("nth_delay", "nth"), ("wait_before_restart", "restart"), ("waited", "restarts")]
)
@given(text=st.one_of(st.text(max_size=6), st.integers(-5, 5000).map(str)))
def test_any_text_is_read_or_refused(name: str, which: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], {which: "4", "initial": "10", "most": "300"}, text)
