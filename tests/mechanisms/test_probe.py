"""Probes: when they run, what they say, and how long a hang goes unnoticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms.probe import (
    DEFAULTS,
    INITIAL,
    MECHANISMS,
    detection,
    runs,
    slowest_detection,
    startup_budget,
    states,
)
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

seconds = st.integers(1, 60)
thresholds = st.integers(1, 6)
moments = st.integers(0, 500)
results = st.text("SF", min_size=1, max_size=12)


@given(moments, seconds, thresholds, seconds, st.integers(0, 60))
def test_a_hang_is_found_between_the_quickest_and_the_slowest_case(
    hangs_at: int, period: int, failures: int, timeout: int, delay: int
) -> None:
    found = detection(hangs_at, period, failures, timeout, initial_delay=delay)
    assert found.first_failure >= max(hangs_at, delay)
    assert (found.first_failure - delay) % period == 0
    if hangs_at >= delay:
        slowest = slowest_detection(period, failures, timeout)
        assert slowest - period <= found.after_hang <= slowest


@given(moments, moments, seconds, thresholds, seconds)
def test_only_the_time_since_the_start_matters(start: int, hang: int, period: int, failures: int, timeout: int) -> None:
    early = detection(hang, period, failures, timeout)
    late = detection(start + hang, period, failures, timeout, started_at=start)
    assert late.after_hang == early.after_hang
    assert late.decided_at == start + early.decided_at


def test_probes_that_outlast_their_period_follow_one_another() -> None:
    assert detection(0, 1, 3, 5).decided_at == 15


@given(results, thresholds, thresholds, st.sampled_from(sorted(INITIAL.values())))
def test_a_state_changes_only_after_enough_alike_results(
    series: str, successes: int, failures: int, initial: str
) -> None:
    said = states(series, successes, failures, initial)
    for n, (before, after) in enumerate(zip((initial, *said), said, strict=False), 1):
        if before != after:
            need = successes if after == "Success" else failures
            assert series[:n].endswith(after[0] * need)
    assert states("S" * successes, successes, failures, initial)[-1] == "Success"
    assert states("F" * failures, successes, failures, initial)[-1] == "Failure"


@pytest.mark.parametrize("kind", INITIAL)
@pytest.mark.parametrize("started", [True, False])
def test_the_startup_probe_runs_before_all_others_and_alone(kind: str, started: bool) -> None:
    assert runs(kind, started=started) is ((kind == "startup") is not started)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="liveness, readiness, startup"):
        runs("health", started=True)


def test_by_default_a_container_has_half_a_minute_to_start() -> None:
    assert startup_budget(DEFAULTS["period_seconds"], DEFAULTS["failure_threshold"]) == 30
    assert MECHANISMS["startup_budget"]().value == 30


@given(moments, seconds, thresholds, seconds, st.integers(0, 60))
def test_the_work_about_time_is_shown(hangs_at: int, period: int, failures: int, timeout: int, delay: int) -> None:
    every = {"period": str(period), "failure_threshold": str(failures)}
    budget = MECHANISMS["startup_budget"](**every, initial_delay=str(delay))
    assert budget.value == startup_budget(period, failures, delay)
    slowest = MECHANISMS["slowest_detection"](**every, timeout=str(timeout))
    assert slowest.value == slowest_detection(period, failures, timeout)
    found = MECHANISMS["detection"](hangs_at=str(hangs_at), **every, timeout=str(timeout), initial_delay=str(delay))
    assert found.value == detection(hangs_at, period, failures, timeout, initial_delay=delay).after_hang
    for worked in (budget, slowest, found):
        assert_shows_its_work(worked)


@given(st.sampled_from(sorted(INITIAL)), results, thresholds, thresholds)
def test_the_work_about_states_is_shown(kind: str, series: str, successes: int, failures: int) -> None:
    every = {"success_threshold": str(successes), "failure_threshold": str(failures)}
    worked = MECHANISMS["state"](kind=kind, results=series, **every)
    assert worked.value == states(series, successes, failures, INITIAL[kind])[-1]
    assert_shows_its_work(worked)


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    worked = MECHANISMS["slowest_detection"]()
    assert worked.value == 31
    assert [slip.value for slip in worked.slips] == [30, 21, 11]  # no timeout; a period too few; one failure


def test_a_period_before_the_first_failure_is_a_known_mistake() -> None:
    worked = MECHANISMS["detection"](hangs_at="0", timeout="2", initial_delay="20")
    assert worked.value == 42
    assert 50 in {slip.value for slip in worked.slips}


VALID = {
    "startup_budget": {"failure_threshold": "30", "period": "10", "initial_delay": "0"},
    "detection": {"hangs_at": "61", "period": "10", "failure_threshold": "3", "timeout": "1", "initial_delay": "0"},
    "slowest_detection": {"period": "10", "failure_threshold": "3", "timeout": "1"},
    "state": {"kind": "liveness", "results": "SSF", "success_threshold": "1", "failure_threshold": "3"},
}


@pytest.mark.parametrize("name", MECHANISMS)
@given(text=st.one_of(st.text(max_size=6), results, st.integers(-5, 5000).map(str)))
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
