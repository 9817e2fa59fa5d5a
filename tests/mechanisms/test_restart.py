"""The restart policy of a Swarm service."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import restart
from orchestra_tutor.mechanisms.restart import CONDITIONS, MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

VALID: Final = {
    "should_restart": {"condition": "any", "succeeded": "no", "restarts": "2", "max_attempts": "3"},
    "waited": {"failures": "4", "delay": "5"},
    "starts": {"max_attempts": "3"},
}


@pytest.mark.parametrize(
    ("condition", "succeeded", "restarts"),
    [
        ("any", True, True),
        ("any", False, True),
        ("on-failure", True, False),
        ("on-failure", False, True),
        ("none", True, False),
        ("none", False, False),
    ],
)
def test_the_condition_looks_at_how_the_task_ended(condition: str, succeeded: bool, restarts: bool) -> None:
    assert restart.should_restart(condition, succeeded=succeeded) is restarts


@given(st.integers(1, 50))
def test_a_task_that_always_fails_is_started_once_and_restarted_up_to_the_limit(max_attempts: int) -> None:
    restarts = 0
    while restart.should_restart("any", restarts, max_attempts):
        restarts += 1
    assert 1 + restarts == restart.starts(max_attempts)


@given(st.integers(0, 10_000))
def test_without_a_limit_it_is_always_restarted(restarts: int) -> None:
    assert restart.should_restart("any", restarts)


@given(st.integers(0, 20), st.integers(0, 100))
def test_the_delay_never_grows(failures: int, delay: int) -> None:
    assert sum(restart.delays(failures, delay)) == failures * delay
    assert set(restart.delays(failures, delay)) <= {delay}


def test_what_has_no_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="none, on-failure, any"):
        restart.should_restart("always")
    with pytest.raises(ValueError, match="has no end"):
        restart.starts(0)


@given(st.sampled_from(CONDITIONS), st.booleans(), st.integers(0, 9), st.integers(0, 9))
def test_the_decision_is_shown(condition: str, succeeded: bool, restarts: int, most: int) -> None:
    worked = MECHANISMS["should_restart"](
        condition=condition,
        succeeded="yes" if succeeded else "no",
        restarts=str(restarts),
        max_attempts=str(most),
    )
    assert worked.value is restart.should_restart(condition, restarts, most, succeeded=succeeded)
    assert_shows_its_work(worked)


@given(st.integers(1, 20), st.integers(0, 3600))
def test_the_work_is_shown(failures: int, delay: int) -> None:
    waited = MECHANISMS["waited"](failures=str(failures), delay=str(delay))
    starts = MECHANISMS["starts"](max_attempts=str(failures))
    assert (waited.value, starts.value) == (failures * delay, restart.starts(failures))
    for worked in (waited, starts):
        assert_shows_its_work(worked)


def test_the_mistakes_lead_to_other_numbers() -> None:
    worked = MECHANISMS["waited"](**VALID["waited"])
    assert worked.value == 20
    assert {slip.value for slip in worked.slips} == {75, 15, 5}


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
