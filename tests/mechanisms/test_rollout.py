"""Rolling updates: the bounds hold in every row, and scaling keeps to what is allowed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanism import InputError
from orchestra_tutor.mechanisms.rollout import MECHANISMS, Row, max_pods, min_available, trace
from orchestra_tutor.mechanisms.rollout.amount import Bound, pods, read_bound
from orchestra_tutor.mechanisms.rollout.bounds import accepted, bounds, fenceposts, progress_deadline_exceeded
from orchestra_tutor.mechanisms.rollout.replicasets import allowed, new_size, scaled
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

counts = st.integers(0, 60)
sizes = st.integers(1, 60)
percentages = st.integers(0, 100).map("{}%".format)
amounts = st.one_of(st.integers(0, 20), percentages)


@given(counts, percentages)
def test_a_percentage_becomes_the_next_whole_number_on_its_side(replicas: int, percentage: str) -> None:
    up, down = (pods(percentage, replicas, round_up=up) for up in (True, False))
    share = replicas * int(percentage[:-1])
    assert 100 * down <= share <= 100 * up
    assert up - down == (share % 100 > 0)


@given(counts, amounts, amounts)
def test_something_may_always_move(replicas: int, max_surge: Bound, max_unavailable: Bound) -> None:
    assert sum(fenceposts(replicas, max_surge, max_unavailable)) >= 1
    limits = bounds(replicas, max_surge, max_unavailable)
    assert 0 <= limits.min_available <= replicas <= limits.max_total


@given(sizes, amounts, amounts)
def test_an_update_keeps_to_its_bounds_in_every_row(replicas: int, max_surge: Bound, max_unavailable: Bound) -> None:
    rows, limits = trace(replicas, max_surge, max_unavailable), bounds(replicas, max_surge, max_unavailable)
    assert rows[0] == Row("start", replicas, 0, replicas)
    assert (rows[-1].old, rows[-1].new, rows[-1].total) == (0, replicas, replicas)
    for before, after in pairwise(rows):
        assert after.old + after.new >= limits.min_available
        assert after.total <= limits.max_total
        assert after.old <= before.old
        assert after.new >= before.new
        assert (after.old, after.new, after.total) != (before.old, before.new, before.total)


def test_the_new_pods_of_the_documented_example_stop_at_five_until_they_are_ready() -> None:
    assert trace(10, 3, 2)[:5] == (
        Row("start", 10, 0, 10),
        Row("up", 10, 0, 13),
        Row("down", 8, 0, 11),
        Row("up", 8, 0, 13),
        Row("ready", 8, 5, 13),
    )


def test_without_surge_old_pods_go_first() -> None:
    assert [row.move for row in trace(2, 0, 1)] == ["start", "down", "up", "ready", "down", "up", "ready"]


def test_an_update_of_nothing_is_over_at_once() -> None:
    assert trace(0, "25%", "25%") == (Row("start", 0, 0, 0),)


@pytest.mark.parametrize(
    ("max_surge", "max_unavailable", "taken"),
    [
        (0, 0, False),
        ("0%", 0, False),
        (0, "1%", True),
        ("200%", 0, True),
        (1, "101%", False),
        (1, 101, True),
        (-1, 1, False),
        ("oops", 1, False),
        ("-1%", 1, False),
    ],
)
def test_the_api_server_refuses_what_could_never_move(max_surge: Bound, max_unavailable: Bound, taken: bool) -> None:
    assert accepted(max_surge, max_unavailable) is taken


@given(sizes, st.integers(0, 80), st.data(), amounts)
def test_the_new_replicaset_grows_as_far_as_the_surge_and_the_replicas_go(
    replicas: int, total: int, data: st.DataObject, max_surge: Bound
) -> None:
    new = data.draw(st.integers(0, min(total, replicas)))
    size = new_size("RollingUpdate", replicas, total, new, max_surge)
    assert new <= size <= replicas
    assert size == new or total + size - new <= allowed(replicas, max_surge)
    assert size == replicas or total + size - new >= allowed(replicas, max_surge)
    assert new_size("Recreate", replicas, total, new, max_surge) == replicas


@given(sizes, counts, amounts, st.data())
def test_scaling_amid_an_update_fills_what_is_allowed(
    before: int, after: int, max_surge: Bound, data: st.DataObject
) -> None:
    old = data.draw(st.integers(0, allowed(before, max_surge)))
    new = data.draw(st.integers(0, allowed(before, max_surge) - old))
    result = scaled(old, new, before, after, max_surge)
    if before == after:
        assert (result.old, result.new) == (old, new)
    elif not old or not new:
        assert result.total == after
    else:
        assert result.total == allowed(after, max_surge)
        if after > before:
            assert result.old >= old
            assert result.new >= new


def test_what_rounding_leaves_over_goes_to_the_larger_and_among_equals_to_the_newer() -> None:
    larger = scaled(7, 3, 8, 9, 2)  # 7 × 11 / 10 and 3 × 11 / 10
    assert (larger.old, larger.new) == (8, 3)
    equal = scaled(5, 5, 8, 9, 2)  # twice 5.5
    assert (equal.old, equal.new) == (5, 6)
    fewer = scaled(5, 5, 8, 7, 2)  # twice 4.5, which is rounded up to 5
    assert (fewer.old, fewer.new) == (4, 5)
    alone = scaled(5, 0, 5, 9, 2)
    assert (alone.old, alone.new) == (9, 0)


@pytest.mark.parametrize(("seconds", "exceeded"), [(599, False), (600, False), (601, True)])
def test_the_deadline_itself_is_not_exceeded(seconds: int, exceeded: bool) -> None:
    assert progress_deadline_exceeded(seconds, 600) is exceeded


@given(counts, st.one_of(amounts, st.integers(0, 300).map("{}%".format)))
def test_the_most_pods_are_worked_out(replicas: int, max_surge: Bound) -> None:
    worked = MECHANISMS["max_pods"](replicas=str(replicas), max_surge=str(max_surge))
    assert worked.value == max_pods(replicas, max_surge) >= replicas
    assert_shows_its_work(worked)


@given(counts, amounts, amounts)
def test_the_fewest_available_pods_are_worked_out_or_the_bounds_refused(
    replicas: int, max_unavailable: Bound, max_surge: Bound
) -> None:
    given_ = {"replicas": str(replicas), "max_unavailable": str(max_unavailable), "max_surge": str(max_surge)}
    if not accepted(max_surge, max_unavailable):
        with pytest.raises(InputError, match="refuses maxSurge"):
            MECHANISMS["min_available"](**given_)
        return
    worked = MECHANISMS["min_available"](**given_)
    assert worked.value == min_available(replicas, max_unavailable, max_surge) <= replicas
    assert_shows_its_work(worked)


@given(sizes, amounts, amounts.filter(lambda bound: read_bound(str(bound)) not in (0, "0%")), st.data())
def test_a_row_is_worked_out(replicas: int, max_surge: Bound, max_unavailable: Bound, data: st.DataObject) -> None:
    rows = trace(replicas, max_surge, max_unavailable)
    row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.sampled_from(["old", "new", "total"]))
    bounds_ = {"replicas": str(replicas), "max_surge": str(max_surge), "max_unavailable": str(max_unavailable)}
    worked = MECHANISMS["row"](**bounds_, row=str(row), column=column)
    assert worked.value == getattr(rows[row], column)
    assert_shows_its_work(worked)
    with pytest.raises(InputError) as refused:
        MECHANISMS["row"](**bounds_, row=str(len(rows)), column=column)
    assert str(len(rows) - 1) in refused.value.hint.en


@given(sizes, amounts, st.integers(0, 80), st.data())
def test_the_size_of_the_new_replicaset_is_worked_out(
    replicas: int, max_surge: Bound, total: int, data: st.DataObject
) -> None:
    new = data.draw(st.integers(0, min(total, replicas)))
    given_ = {"replicas": str(replicas), "max_surge": str(max_surge), "total": str(total), "new": str(new)}
    worked = MECHANISMS["new_size"](**given_)
    assert worked.value == new_size("RollingUpdate", replicas, total, new, max_surge)
    assert_shows_its_work(worked)


@given(counts, counts, sizes, counts, amounts)
def test_a_scaled_replicaset_is_worked_out_or_too_many_pods_refused(
    old: int, new: int, before: int, after: int, max_surge: Bound
) -> None:
    given_ = {"old": old, "new": new, "replicas_before": before, "replicas_after": after, "max_surge": max_surge}
    texts = {name: str(value) for name, value in given_.items()}
    if old + new > allowed(before, max_surge):
        with pytest.raises(InputError, match="more than the"):
            MECHANISMS["scaled"](**texts, replicaset="old")
        return
    values = []
    for replicaset in ("old", "new"):
        worked = MECHANISMS["scaled"](**texts, replicaset=replicaset)
        assert_shows_its_work(worked)
        values.append(worked.value)
    assert sum(values) == scaled(old, new, before, after, max_surge).total


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    worked = MECHANISMS["max_pods"](replicas="6", max_surge="25%")
    assert [slip.value for slip in worked.slips] == [7, 2, 6]  # rounded down; the surge alone; no surge
    worked = MECHANISMS["min_available"](replicas="8", max_unavailable="30%")
    assert [slip.value for slip in worked.slips] == [5, 2]  # rounded up; those that go
    worked = MECHANISMS["min_available"](replicas="10", max_unavailable="5%", max_surge="0%")
    assert [slip.value for slip in worked.slips] == [10, 1]  # 0 and 0 left as they are; the one that goes
    worked = MECHANISMS["new_size"](replicas="20", max_surge="25%", total="18", new="14")
    assert worked.value == 20
    assert [slip.value for slip in worked.slips] == [6, 21, 19]  # the change; beyond the replicas; the surge alone
    worked = MECHANISMS["row"](replicas="10", max_surge="25%", max_unavailable="25%", row="5", column="old")
    assert worked.value == 3
    assert [slip.value for slip in worked.slips] == [8, 4, 1, 2]  # the row before; one limit rounded wrongly; both


VALID = {
    "max_pods": {"replicas": "4", "max_surge": "25%"},
    "min_available": {"replicas": "4", "max_unavailable": "1", "max_surge": "25%"},
    "new_size": {"replicas": "10", "max_surge": "3", "total": "11", "new": "3"},
    "scaled": {
        "old": "8",
        "new": "5",
        "replicas_before": "10",
        "replicas_after": "15",
        "max_surge": "3",
        "replicaset": "old",
    },
    "row": {"replicas": "4", "max_surge": "1", "max_unavailable": "25%", "row": "2", "column": "total"},
}


@pytest.mark.parametrize("name", MECHANISMS)
@given(text=st.one_of(st.text(max_size=6), amounts.map(str)))
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)
