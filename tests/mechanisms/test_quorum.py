"""Raft quorum, and managers in zones."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanism import InputError
from orchestra_tutor.mechanisms import quorum
from orchestra_tutor.mechanisms.quorum import MECHANISMS
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

MEMBERS: Final = st.integers(1, 99)
VALID: Final = {
    "majority": {"members": "5"},
    "tolerated": {"members": "5", "workers": "10"},
    "more": {"members": "7", "lost": "2", "workers": "10"},
    "has_quorum": {"members": "5", "lost": "2"},
    "members_for": {"failures": "2"},
    "across": {"members": "5", "zones": "3"},
    "survives_zone": {"members": "5", "zones": "3"},
}


@given(st.integers(1, 10_000))
def test_two_majorities_always_share_a_member(members: int) -> None:
    majority = quorum.majority(members)
    assert members < 2 * majority <= members + 2
    assert majority + quorum.tolerated(members) == members


@given(MEMBERS, st.data())
def test_a_quorum_is_left_up_to_what_is_tolerated(members: int, data: st.DataObject) -> None:
    lost = data.draw(st.integers(0, members))
    assert quorum.has_quorum(members, lost) is (lost <= quorum.tolerated(members))


@given(st.integers(0, 49))
def test_the_members_for_so_many_failures_tolerate_them_and_one_less_does_not(failures: int) -> None:
    members = quorum.members_for(failures)
    assert quorum.tolerated(members) == failures == quorum.tolerated(members + 1)
    assert members == 1 or quorum.tolerated(members - 1) < failures


@given(MEMBERS, st.integers(1, 9))
def test_zones_differ_by_one_member_at_most_and_the_fullest_is_first(members: int, zones: int) -> None:
    spread = quorum.across(members, zones)
    assert sum(spread.members) == members
    assert len(spread.members) == zones
    assert spread.members[0] - spread.members[-1] <= 1
    assert list(spread.members) == sorted(spread.members, reverse=True)
    assert spread.survives_one is (spread.members[0] <= quorum.tolerated(members))


@pytest.mark.parametrize(
    ("members", "zones", "survives"), [(3, 3, True), (3, 2, False), (4, 3, False), (5, 3, True), (7, 1, False)]
)
def test_three_zones_are_needed_to_lose_one(members: int, zones: int, survives: bool) -> None:
    assert quorum.across(members, zones).survives_one is survives


@pytest.mark.parametrize("members", [0, -1])
def test_no_members_have_no_majority(members: int) -> None:
    for function in (quorum.majority, quorum.tolerated):
        with pytest.raises(ValueError, match="at least 1"):
            function(members)
    with pytest.raises(ValueError, match="at least 1"):
        quorum.across(members, 3)
    with pytest.raises(ValueError, match="at least 1"):
        quorum.across(3, members)


def test_no_more_than_all_can_be_lost_and_no_less_than_none() -> None:
    with pytest.raises(ValueError, match="from 0 to members"):
        quorum.has_quorum(3, 4)
    with pytest.raises(ValueError, match="at least 0"):
        quorum.members_for(-1)
    with pytest.raises(InputError) as caught:
        MECHANISMS["has_quorum"](members="3", lost="4")
    assert caught.value.name == "lost"


@given(MEMBERS, st.integers(1, 49), st.integers(1, 9))
def test_the_work_is_shown(members: int, failures: int, zones: int) -> None:
    given_members = {"members": str(members)}
    shown = (
        (MECHANISMS["majority"](**given_members), quorum.majority(members)),
        (MECHANISMS["tolerated"](**given_members), quorum.tolerated(members)),
        (
            MECHANISMS["has_quorum"](**given_members, lost=str(min(failures, members))),
            quorum.has_quorum(members, min(failures, members)),
        ),
        (MECHANISMS["members_for"](failures=str(failures)), quorum.members_for(failures)),
        (MECHANISMS["across"](**given_members, zones=str(zones)), quorum.across(members, zones).members),
        (MECHANISMS["survives_zone"](**given_members, zones=str(zones)), quorum.across(members, zones).survives_one),
    )
    for worked, value in shown:
        assert worked.value == value
        assert_shows_its_work(worked)


def test_an_even_number_leads_to_the_belief_in_one_more_failure() -> None:
    beliefs = {slip.belief: slip.value for slip in MECHANISMS["tolerated"](members="4").slips}
    assert beliefs["even-members-safer"] == 2
    assert "even-members-safer" not in {slip.belief for slip in MECHANISMS["tolerated"](members="5").slips}


@given(MEMBERS, st.integers(0, 99), st.data())
def test_members_that_are_lost_still_count(members: int, workers: int, data: st.DataObject) -> None:
    lost = data.draw(st.integers(0, quorum.tolerated(members)))
    worked = MECHANISMS["more"](members=str(members), lost=str(lost), workers=str(workers))
    assert quorum.has_quorum(members, lost + worked.value)
    assert not quorum.has_quorum(members, lost + worked.value + 1)
    assert_shows_its_work(worked)


def test_a_swarm_without_a_quorum_cannot_lose_more() -> None:
    with pytest.raises(InputError) as caught:
        MECHANISMS["more"](members="5", lost="3")
    assert caught.value.name == "lost"


def test_counting_the_lost_or_the_workers_otherwise_is_a_known_mistake() -> None:
    more = {slip.belief: slip.value for slip in MECHANISMS["more"](members="7", lost="2", workers="10").slips}
    assert more["dead-members-leave-the-count"] == 2  # of five, as if two had been removed; right is 1
    assert more["workers-vote"] == 6
    beliefs = {slip.belief: slip.value for slip in MECHANISMS["tolerated"](members="3", workers="10").slips}
    assert beliefs["workers-vote"] == 6


@given(st.sampled_from(sorted(VALID)), st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
