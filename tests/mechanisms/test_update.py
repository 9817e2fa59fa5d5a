"""Rolling updates of a Swarm service."""

from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanism import InputError
from orchestra_tutor.mechanisms import update
from orchestra_tutor.mechanisms.update import ACTIONS, MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

COUNTS: Final = st.integers(1, 500)
PERCENTS: Final = st.integers(0, 100)
VALID: Final = {
    "waves": {"replicas": "10", "parallelism": "3"},
    "final_watch": {"delay": "10", "monitor": "5"},
    "reaction": {
        "failed": "2",
        "tasks": "10",
        "max_failure_ratio": "0.1",
        "failure_action": "rollback",
        "rolling_back": "no",
    },
    "tolerated": {"tasks": "10", "max_failure_ratio": "0.2"},
}


@given(COUNTS, COUNTS)
def test_waves_replace_all_and_one_less_would_not(replicas: int, parallelism: int) -> None:
    waves = update.waves(replicas, parallelism)
    assert (waves - 1) * parallelism < replicas <= waves * parallelism


@given(COUNTS)
def test_no_limit_replaces_all_at_once(replicas: int) -> None:
    assert update.waves(replicas, 0) == 1
    assert update.waves(0, 0) == 0


def test_less_than_nothing_is_not_replaced() -> None:
    for replicas, parallelism in ((-1, 1), (1, -1)):
        with pytest.raises(ValueError, match="at least 0"):
            update.waves(replicas, parallelism)


@given(st.integers(0, 100), st.integers(1, 100))
def test_the_end_is_watched_for_longer_than_the_delay(delay: int, monitor: int) -> None:
    watch = update.final_watch(delay, monitor)
    assert watch > delay
    assert watch >= monitor
    assert watch in {delay + 1, monitor}


@given(COUNTS, PERCENTS, st.data())
def test_exactly_the_ratio_is_not_too_many(tasks: int, percent: int, data: st.DataObject) -> None:
    failed = data.draw(st.integers(0, tasks))
    exceeded = update.is_exceeded(failed, tasks, percent / 100)
    assert exceeded is (Fraction(failed, tasks) > Fraction(percent, 100))
    assert exceeded is (failed > update.tolerated(tasks, percent / 100))


@pytest.mark.parametrize(("failed", "tasks"), [(-1, 3), (4, 3), (0, 0)])
def test_only_tasks_of_the_update_can_fail(failed: int, tasks: int) -> None:
    with pytest.raises(ValueError, match="failed: from 0 to tasks"):
        update.is_exceeded(failed, tasks, 0)


@pytest.mark.parametrize(
    ("action", "rolling_back", "result"),
    [
        ("pause", False, "paused"),
        ("continue", False, "continue"),
        ("rollback", False, "rollback_started"),
        ("pause", True, "rollback_paused"),
        ("continue", True, "continue"),
        ("rollback", True, "rollback_paused"),
    ],
)
def test_an_action_is_taken_beyond_the_ratio_alone(action: str, rolling_back: bool, result: str) -> None:
    assert update.reaction(2, 10, 0.1, action, rolling_back=rolling_back) == result
    assert update.reaction(1, 10, 0.1, action, rolling_back=rolling_back) == "keep-going"


def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(ValueError, match="pause, continue, rollback"):
        update.reaction(0, 1, 0, "stop")


@given(COUNTS, st.integers(0, 500), st.integers(1, 100))
def test_the_work_on_waves_and_watches_is_shown(replicas: int, parallelism: int, monitor: int) -> None:
    waves = MECHANISMS["waves"](replicas=str(replicas), parallelism=str(parallelism))
    watch = MECHANISMS["final_watch"](delay=str(parallelism), monitor=str(monitor))
    assert (waves.value, watch.value) == (
        update.waves(replicas, parallelism),
        update.final_watch(parallelism, monitor),
    )
    for worked in (waves, watch):
        assert_shows_its_work(worked)


@given(COUNTS, PERCENTS, st.sampled_from(ACTIONS), st.booleans(), st.data())
def test_the_work_on_failures_is_shown(
    tasks: int, percent: int, action: str, rolling_back: bool, data: st.DataObject
) -> None:
    failed, ratio = data.draw(st.integers(0, tasks)), percent / 100
    shared = {"tasks": str(tasks), "max_failure_ratio": str(ratio)}
    said = MECHANISMS["reaction"](
        **shared, failed=str(failed), failure_action=action, rolling_back="yes" if rolling_back else "no"
    )
    tolerated = MECHANISMS["tolerated"](**shared)
    assert said.value == update.reaction(failed, tasks, ratio, action, rolling_back=rolling_back)
    assert tolerated.value == update.tolerated(tasks, ratio)
    for worked in (said, tolerated):
        assert worked.sound
        assert_shows_its_work(worked)


def test_a_ratio_that_float32_cannot_tell_apart_is_not_sound() -> None:
    shared = {"tasks": "3", "max_failure_ratio": "0.33333333"}
    said = MECHANISMS["reaction"](**shared, failed="1")
    assert said.value == "keep-going"
    assert not said.sound
    tolerated = MECHANISMS["tolerated"](**shared)
    assert tolerated.value == 1
    assert not tolerated.sound


def test_the_mistakes_lead_to_other_numbers() -> None:
    expected = {
        "waves": (4, {3, 10}),
        "final_watch": (11, {5, 10, 15, 0}),
        "tolerated": (2, {1, 3}),
    }
    for name, (value, slips) in expected.items():
        worked = MECHANISMS[name](**VALID[name])
        assert (worked.value, {slip.value for slip in worked.slips}) == (value, slips)


def test_more_failures_than_tasks_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        MECHANISMS["reaction"](failed="4", tasks="3")
    assert caught.value.name == "failed"


def test_the_ratio_itself_misleads_only_where_it_is_reached() -> None:
    worked = MECHANISMS["tolerated"](tasks="10", max_failure_ratio="0.25")
    assert (worked.value, {slip.value for slip in worked.slips}) == (2, {3})


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.integers().map(str), st.floats().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
