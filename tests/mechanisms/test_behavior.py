"""How fast an HPA goes: policies, selectPolicy, what has changed of late, and the bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.errors import TutorError
from orchestra_tutor.mechanisms.hpa import behavior
from orchestra_tutor.mechanisms.hpa.behavior import MECHANISMS
from orchestra_tutor.mechanisms.hpa.policy import DEFAULTS, Policy, Rules, scale_down_limit, scale_up_limit
from orchestra_tutor.mechanisms.hpa.worked import Aged
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

counts = st.integers(0, 300)
policies = st.lists(
    st.builds(Policy, st.sampled_from(["Pods", "Percent"]), st.integers(1, 200), st.sampled_from([15, 30, 60, 120])),
    min_size=1,
    max_size=3,
).map(tuple)
rules = st.builds(Rules, policies, st.sampled_from(["Max", "Min", "Disabled"]))
changes = st.lists(st.builds(Aged, st.integers(0, 30), st.integers(0, 150)), max_size=4)


@given(counts, counts, st.integers(0, 50), st.integers(50, 300), rules, rules, changes, changes)
def test_a_step_lies_between_what_runs_and_what_is_wanted_once_that_is_within_bounds(
    current: int,
    desired: int,
    minimum: int,
    maximum: int,
    up: Rules,
    down: Rules,
    added: list[Aged],
    removed: list[Aged],
) -> None:
    current = min(max(current, minimum), maximum)
    wanted = min(max(desired, minimum), maximum)
    made = behavior.step(current, desired, minimum, maximum, up, down, added, removed)
    assert min(current, wanted) <= made.replicas <= max(current, wanted)
    assert (made.reason == "DesiredWithinRange") == (made.replicas == desired)


@given(counts, policies, changes, changes)
def test_max_changes_at_least_as_much_as_min_and_disabled_nothing(
    current: int, some: tuple[Policy, ...], added: list[Aged], removed: list[Aged]
) -> None:
    most, least, none = (Rules(some, select) for select in ("Max", "Min", "Disabled"))
    for limit, sign in ((scale_up_limit, 1), (scale_down_limit, -1)):
        furthest = sign * limit(current, most, added, removed)
        assert furthest >= sign * limit(current, least, added, removed) >= sign * current
        assert limit(current, none, added, removed) == current


@given(counts, policies, changes)
def test_what_has_changed_within_the_period_leaves_less_for_now(
    current: int, some: tuple[Policy, ...], late: list[Aged]
) -> None:
    assert scale_up_limit(current, Rules(some), late) <= scale_up_limit(current, Rules(some))
    assert scale_down_limit(current, Rules(some), (), late) >= scale_down_limit(current, Rules(some))


@pytest.mark.parametrize(("age", "limit"), [(59, 10), (60, 14), (61, 14)])
def test_a_change_counts_until_it_is_as_old_as_the_period(age: int, limit: int) -> None:
    assert scale_up_limit(10, Rules((Policy("Pods", 4, 60),)), [Aged(4, age)]) == limit


@pytest.mark.parametrize(
    ("current", "percent", "most", "fewest"), [(1, 50, 2, 0), (72, 10, 80, 64), (10, 25, 13, 7), (3, 1, 4, 2)]
)
def test_a_percentage_always_moves_at_least_one_pod(current: int, percent: int, most: int, fewest: int) -> None:
    only = Rules((Policy("Percent", percent, 60),))
    assert (scale_up_limit(current, only), scale_down_limit(current, only)) == (most, fewest)


def test_the_documented_example_removes_ten_percent_and_then_four_at_a_time() -> None:
    down = Rules((Policy("Pods", 4, 60), Policy("Percent", 10, 60)))
    sizes = [80]
    while sizes[-1] > 10:
        sizes.append(behavior.step(sizes[-1], 10, 1, 100, down=down).replicas)
    assert sizes == [80, 72, 64, 57, 51, 45, 40, 36, 32, 28, 24, 20, 16, 12, 10]


def test_by_default_an_hpa_doubles_or_adds_four_and_removes_all_at_once() -> None:
    assert [scale_up_limit(current, DEFAULTS["scale_up"]) for current in (0, 1, 4, 5)] == [4, 5, 8, 10]
    assert scale_down_limit(50, DEFAULTS["scale_down"]) == 0


@given(counts, counts, st.integers(0, 50), st.integers(50, 300))
def test_without_behavior_only_the_way_up_is_limited(current: int, desired: int, minimum: int, maximum: int) -> None:
    current = min(max(current, minimum), maximum)
    made = behavior.step_without_behavior(current, desired, minimum, maximum)
    assert made.replicas == min(max(desired, minimum), maximum, max(2 * current, 4))


VALID = {
    "scale_up_limit": {"current": "10", "pods": "4", "percent": "25", "select": "Max", "recent": "2"},
    "scale_down_limit": {"current": "72", "pods": "4", "percent": "10", "select": "Min", "recent": "2"},
    "step": {
        "current": "10",
        "desired": "30",
        "policies": "4/60,10%/60",
        "select": "Max",
        "recent": "1@20,2@70",
        "minimum": "1",
        "maximum": "50",
    },
}
texts = st.one_of(
    st.text(max_size=6), st.integers(-2, 2000).map(str), st.sampled_from(["none", "default", "Disabled", "9%/1", "9@"])
)


def test_every_mechanism_is_tried() -> None:
    assert VALID.keys() == MECHANISMS.keys()


@pytest.mark.parametrize("name", VALID)
@given(text=texts)
def test_any_text_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)


selects = st.sampled_from(["Max", "Min", "Disabled"])
amounts = st.one_of(st.just("none"), st.integers(1, 150).map(str))


@pytest.mark.parametrize("name", ["scale_up_limit", "scale_down_limit"])
@given(current=counts, pods=st.integers(1, 150), percent=amounts, select=selects, recent=counts)
def test_a_limit_shows_its_work(name: str, current: int, pods: int, percent: str, select: str, recent: int) -> None:
    recent = min(recent, current)
    worked = MECHANISMS[name](current=str(current), pods=str(pods), percent=percent, select=select, recent=str(recent))
    assert_shows_its_work(worked)
    policies = [Policy("Pods", pods, 60), *([] if percent == "none" else [Policy("Percent", int(percent), 60)])]
    both = Rules(tuple(policies), select)  # type: ignore[arg-type]
    late = [Aged(recent, 30)]
    up = scale_up_limit(current, both, late)
    assert worked.value == (up if name == "scale_up_limit" else scale_down_limit(current, both, (), late))


@given(counts, counts, policies, selects, changes, st.integers(0, 50), st.integers(50, 300))
def test_a_step_shows_its_work(
    current: int,
    desired: int,
    some: tuple[Policy, ...],
    select: str,
    late: list[Aged],
    minimum: int,
    maximum: int,
) -> None:
    current = min(max(current, minimum), maximum)
    late = [] if sum(change.pods for change in late) > current else late
    given_ = {
        "current": str(current),
        "desired": str(desired),
        "policies": ",".join(f"{each.value}{'%' * (each.type == 'Percent')}/{each.period}" for each in some),
        "select": select,
        "recent": ",".join(f"{change.pods}@{change.seconds_ago}" for change in late),
        "minimum": str(minimum),
        "maximum": str(maximum),
    }
    worked = MECHANISMS["step"](**given_)
    assert_shows_its_work(worked)
    both = Rules(some, select)  # type: ignore[arg-type]
    up, down = (late, ()) if desired > current else ((), late)
    assert worked.value == behavior.step(current, desired, minimum, maximum, both, both, up, down).replicas


def test_where_the_float_rounds_up_one_pod_more_the_work_is_not_sound() -> None:
    worked = MECHANISMS["scale_up_limit"](current="100", percent="10")
    assert (worked.value, worked.sound) == (111, False)
    assert MECHANISMS["scale_up_limit"](current="10", percent="10").sound


@pytest.mark.parametrize(
    ("name", "given_", "message"),
    [
        ("scale_up_limit", {"current": "10"}, "no policy"),
        ("scale_up_limit", {"current": "10", "pods": "4", "recent": "11"}, "recent is 11"),
        ("step", {"current": "10", "desired": "20", "maximum": "9"}, "current is 10"),
        ("step", {"current": "10", "desired": "20", "minimum": "30", "maximum": "20"}, "maximum is 20"),
    ],
)
def test_inputs_that_contradict_each_other_are_refused(name: str, given_: dict[str, str], message: str) -> None:
    with pytest.raises(TutorError, match=message):
        MECHANISMS[name](**given_)


def test_wrong_numbers_of_a_step_are_those_of_known_mistakes() -> None:
    late = {"policies": "6/60", "recent": "2@75,1@45"}
    worked = MECHANISMS["step"](current="20", desired="90", maximum="100", **late)
    assert worked.value == 25  # the 2 are older than the period
    assert {slip.value for slip in worked.slips} == {90, 26, 23}  # at once; all forgotten; all counted
