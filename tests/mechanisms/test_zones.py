"""Tasks over Availability Zones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanism import InputError
from orchestra_tutor.mechanisms import zones
from orchestra_tutor.mechanisms.zones import MECHANISMS, ZONE, Move, Service
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

counts = st.integers(0, 5000)
numbers = st.integers(1, 6)
placed = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 20), min_size=1)


@given(counts, numbers)
def test_balance_places_every_task_and_no_zone_has_two_more_than_another(desired: int, number: int) -> None:
    tasks = zones.balanced(desired, number)
    assert sum(tasks) == desired
    assert len(tasks) == number
    assert max(tasks) - min(tasks) <= 1
    assert list(tasks) == sorted(tasks)
    assert zones.lost_with_a_zone(desired, number) == max(tasks)


@given(placed)
def test_rebalancing_starts_first_and_ends_in_balance(tasks: dict[str, int]) -> None:
    desired, moves = sum(tasks.values()), 0
    while move := zones.rebalance(tasks, desired):
        tasks = tasks | {move.start: tasks[move.start] + 1}
        tasks = tasks | {move.stop: tasks[move.stop] - 1}
        moves += 1
        assert moves <= desired
    assert tuple(sorted(tasks.values())) == zones.balanced(desired, len(tasks))


def test_a_task_moves_from_the_fullest_zone_to_the_emptiest() -> None:
    assert zones.rebalance({"A": 1, "B": 4, "C": 1}, 6) == Move(start="A", stop="B")
    assert zones.rebalance({"A": 2, "B": 3}, 5) is None


@given(placed)
def test_tasks_start_where_there_are_fewest_and_stop_where_there_are_most(tasks: dict[str, int]) -> None:
    start, stop = zones.start_zones(tasks), zones.stop_zones(tasks)
    assert all(tasks[each] <= count for each in start for count in tasks.values())
    assert all(tasks[each] >= count for each in stop for count in tasks.values())
    assert (set(start) == set(stop)) == (len(set(tasks.values())) == 1)


@pytest.mark.parametrize(
    ("service", "may"),
    [
        (Service(), True),
        (Service(launch_type="EC2", strategy=(ZONE, "memory")), True),
        (Service(launch_type="EC2", strategy=("memory", ZONE)), False),  # not first
        (Service(scheduling="DAEMON"), False),
        (Service(launch_type="EXTERNAL"), False),
        (Service(maximum_percent=100), False),  # no new task may start first
        (Service(maximum_percent=101), True),
        (Service(classic_load_balancer=True), False),
        (Service(constraints=(ZONE,)), False),
        (Service(constraints=("attribute:ecs.os-type",)), True),
    ],
)
def test_a_service_takes_part_if_nothing_holds_it(service: Service, may: bool) -> None:
    assert zones.may_rebalance(service) is may


def test_what_cannot_be_is_refused() -> None:
    for wrong in ((-1, 2), (2, 0)):
        with pytest.raises(ValueError, match="zones: at least 1"):
            zones.balanced(*wrong)


@given(counts, numbers, placed)
def test_the_work_is_shown(desired: int, number: int, tasks: dict[str, int]) -> None:
    sizes = {"desired": str(desired), "zones": str(number)}
    assert_shows_its_work(MECHANISMS["balanced"](**sizes))
    assert_shows_its_work(MECHANISMS["lost_with_a_zone"](**sizes))
    written = ", ".join(f"{zone}={count}" for zone, count in tasks.items())
    assert_shows_its_work(MECHANISMS["start_zones"](tasks=written))
    assert_shows_its_work(MECHANISMS["stop_zones"](tasks=written))


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    worked = MECHANISMS["lost_with_a_zone"](desired="10", zones="3")
    assert worked.value == 4
    assert {slip.value for slip in worked.slips} == {3, 6}  # rounded down; those that are left


@pytest.mark.parametrize("text", ["", "A", "A=-1", "=1", "A=1, A=2", "A=one"])
def test_tasks_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="tasks cannot be"):
        MECHANISMS["start_zones"](tasks=text)


@given(st.text(alphabet="AB=0123456789, ", max_size=12) | st.text(max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["balanced"], {"desired": "7", "zones": "3"}, text)
    assert_reads_or_refuses(MECHANISMS["lost_with_a_zone"], {"desired": "7", "zones": "3"}, text)
