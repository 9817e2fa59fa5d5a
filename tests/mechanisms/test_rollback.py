"""Which spec of a Swarm service is active after rollbacks."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.errors import TutorError
from orchestra_tutor.mechanisms.rollback import MECHANISMS, active_spec, history
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

UPDATES: Final = st.lists(st.sampled_from("BCDE"), min_size=1, max_size=6).map(
    lambda names: ["create A", *(f"update {name}" for name in names)]
)
VALID: Final = {"steps": "create A, update B, rollback"}


@given(UPDATES)
def test_a_rollback_goes_back_one_update_and_a_second_one_forward_again(steps: list[str]) -> None:
    before, after = history(steps)[-2][0], active_spec(steps)
    assert active_spec([*steps, "rollback"]) == before
    assert active_spec([*steps, "rollback", "rollback"]) == after


@given(UPDATES)
def test_an_automatic_rollback_leaves_nothing_to_roll_back_to(steps: list[str]) -> None:
    assert active_spec([*steps, "automatic rollback"]) == active_spec([*steps, "rollback"])
    with pytest.raises(ValueError, match="no previous spec"):
        active_spec([*steps, "automatic rollback", "rollback"])


def test_only_one_previous_spec_is_kept() -> None:
    assert active_spec(["create A", "update B", "update C", "rollback"]) == "B"
    assert history(["create A", "update B", "rollback"])[-1] == ("A", "B")


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        (["update B"], "create comes first"),
        (["create A", "create B"], "create comes first"),
        (["create A", "rollback"], "no previous spec"),
        (["create A", "undo"], "not 'undo'"),
    ],
)
def test_a_step_that_cannot_be_taken_is_refused(steps: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        active_spec(steps)
    with pytest.raises(TutorError):
        MECHANISMS["active_spec"](steps=", ".join(steps))


@given(UPDATES, st.sampled_from([[], ["rollback"], ["automatic rollback"]]))
def test_the_work_is_shown(steps: list[str], more: list[str]) -> None:
    worked = MECHANISMS["active_spec"](steps=", ".join([*steps, *more]))
    assert worked.value == active_spec([*steps, *more])
    assert_shows_its_work(worked)


def test_too_long_a_story_is_refused() -> None:
    with pytest.raises(TutorError):
        MECHANISMS["active_spec"](steps=", ".join(["create A", *["update B"] * 8]))


@given(st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["active_spec"], VALID, text)
