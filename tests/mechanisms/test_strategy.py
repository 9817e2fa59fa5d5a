"""Capacity provider strategies: base first, then the rest by weight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanism import InputError
from orchestra_tutor.mechanisms import strategy
from orchestra_tutor.mechanisms.strategy import MECHANISMS, Provider
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

ODD = [Provider("A", base=1, weight=1), Provider("B", weight=2)]


@st.composite
def strategies(draw: st.DrawFn) -> tuple[Provider, ...]:
    weights = draw(st.lists(st.integers(0, 9), min_size=1, max_size=4).filter(any))
    based, base = draw(st.integers(0, len(weights) - 1)), draw(st.integers(0, 20))
    return tuple(Provider(f"P{place}", base if place == based else 0, weight) for place, weight in enumerate(weights))


def written(providers: tuple[Provider, ...]) -> str:
    return ", ".join(f"{each.name} base={each.base} weight={each.weight}" for each in providers)


@given(st.integers(0, 500), strategies())
def test_every_task_has_a_place_and_a_weight_of_zero_gets_none(tasks: int, providers: tuple[Provider, ...]) -> None:
    shares = strategy.shares(tasks, providers)
    assert sum(shares.values()) == tasks
    assert all(shares[each.name] == 0 for each in providers if not each.weight)


@given(st.integers(0, 500), strategies())
def test_the_base_is_filled_first_and_the_rest_keeps_the_ratio(tasks: int, providers: tuple[Provider, ...]) -> None:
    shares = strategy.shares(tasks, providers)
    placing = [each for each in providers if each.weight]
    assert all(shares[each.name] >= min(tasks, each.base) for each in placing)
    per_weight = {(shares[each.name] - min(tasks, each.base)) / each.weight for each in placing}
    assert len(per_weight) == 1


def test_a_split_is_only_told_where_it_comes_out_even() -> None:
    assert strategy.split(10, ODD) == {"A": 4, "B": 6}
    with pytest.raises(ValueError, match="do not divide"):
        strategy.split(11, ODD)


@pytest.mark.parametrize(
    ("providers", "valid"),
    [
        ([], False),
        ([Provider("A")], False),  # by default a weight is 0
        ([Provider("A", weight=1), Provider("B")], True),
        ([Provider("A", base=1, weight=1), Provider("B", base=1, weight=1)], False),
        ([Provider("A", weight=1001)], False),
        ([Provider("A", base=100_000, weight=1000)], True),
        ([Provider("A", base=100_001, weight=1)], False),
        ([Provider("A", base=-1, weight=1)], False),
        ([Provider("A", weight=1)] * 21, False),
    ],
)
def test_a_strategy_keeps_its_limits(providers: list[Provider], valid: bool) -> None:
    assert strategy.is_valid(providers) is valid
    if not valid:
        with pytest.raises(ValueError, match="strategy: valid"):
            strategy.shares(1, providers)


@pytest.mark.parametrize(
    ("kinds", "within", "may"),
    [
        (["FARGATE", "FARGATE_SPOT"], "strategy", True),
        (["FARGATE", "EC2_AUTOSCALING"], "strategy", False),
        (["EC2_AUTOSCALING", "EC2_AUTOSCALING"], "strategy", True),
        (["FARGATE", "EC2_AUTOSCALING", "MANAGED_INSTANCES"], "cluster", True),
    ],
)
def test_a_cluster_may_mix_what_a_strategy_may_not(kinds: list[str], within: str, may: bool) -> None:
    assert strategy.may_mix(kinds, within) is may


@given(st.integers(0, 500), strategies(), st.data())
def test_the_work_is_shown(tasks: int, providers: tuple[Provider, ...], data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from(providers))
    worked = MECHANISMS["split"](tasks=str(tasks), strategy=written(providers), provider=asked.name)
    share = strategy.shares(tasks, providers)[asked.name]
    assert worked.value == pytest.approx(float(share))
    assert not worked.sound or share.denominator == 1
    if worked.sound:
        assert_shows_its_work(worked)


@pytest.mark.parametrize(
    ("tasks", "written", "sound"),
    [
        ("10", "A base=1 weight=1, B weight=2", True),
        ("11", "A base=1 weight=1, B weight=2", False),  # who gets the odd one?
        ("11", "A base=1, B weight=2", False),  # does a base without a weight hold?
    ],
)
def test_what_aws_leaves_open_is_not_sound(tasks: str, written: str, sound: bool) -> None:
    assert MECHANISMS["split"](tasks=tasks, strategy=written, provider="B").sound is sound


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    given = {"tasks": "14", "strategy": "FARGATE base=2 weight=1, FARGATE_SPOT weight=3"}
    assert MECHANISMS["split"](**given, provider="FARGATE").value == 5
    beliefs = {slip.value: slip.belief for slip in MECHANISMS["split"](**given, provider="FARGATE").slips}
    assert beliefs == {3.5: "weight-covers-base", 2: "base-is-a-maximum", 1: "weight-is-a-cap"}
    assert {slip.value for slip in MECHANISMS["split"](**given, provider="FARGATE_SPOT").slips} == {10.5, 3}


@pytest.mark.parametrize(
    "text", ["", "A", "A weight=0", "A weight=1, A weight=2", "A base=1 weight=1, B base=1 weight=1", "A height=1"]
)
def test_a_strategy_that_ecs_would_refuse_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="strategy cannot be"):
        MECHANISMS["split"](tasks="1", strategy=text, provider="A")


def test_a_provider_that_is_not_in_the_strategy_is_refused() -> None:
    with pytest.raises(InputError, match="provider cannot be 'C'"):
        MECHANISMS["split"](tasks="1", strategy="A weight=1, B weight=1", provider="C")


@given(st.text(alphabet="AB baseweight=0123456789,", max_size=24) | st.text(max_size=8))
def test_any_strategy_is_read_or_refused(text: str) -> None:
    # One provider gets all tasks, so that whatever is read comes out even.
    assert_reads_or_refuses(MECHANISMS["split"], {"tasks": "12", "strategy": "A weight=1", "provider": "A"}, text)
