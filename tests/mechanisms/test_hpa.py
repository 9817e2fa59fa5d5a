"""From metrics to what an HPA asks for: the formula, averages, several metrics, and Pods without a metric."""

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.errors import TutorError
from orchestra_tutor.mechanisms import hpa
from orchestra_tutor.mechanisms.hpa import MECHANISMS, average, pods, proposal, several
from orchestra_tutor.mechanisms.hpa.pods import Pod
from orchestra_tutor.mechanisms.hpa.proposal import Tolerance
from orchestra_tutor.mechanisms.hpa.worked import shown
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

counts = st.integers(1, 300)
percents = st.integers(1, 300)
quantities = st.decimals(0, 500, places=3).map(float)
targets = st.decimals("0.001", 500, places=3).map(float)
tolerances = st.sampled_from([0.0, 0.01, 0.05, 0.1, 0.34])


@given(counts, quantities, targets, tolerances)
def test_an_hpa_never_scales_against_its_metric(current: int, metric: float, target: float, tolerance: float) -> None:
    wanted = hpa.desired_replicas(current, metric, target, tolerance)
    assert wanted >= current if metric >= target else wanted <= current


@given(counts, quantities, targets)
def test_the_replicas_wanted_bring_the_load_to_the_target(current: int, metric: float, target: float) -> None:
    wanted = hpa.desired_replicas(current, metric, target, tolerance=0)
    load = current * Fraction(repr(metric)) / Fraction(repr(target))
    assert load * (1 - Fraction(1, 10**12)) <= wanted < load * (1 + Fraction(1, 10**12)) + 1


@pytest.mark.parametrize(
    ("current", "metric", "target", "tolerance", "wanted"),
    [
        (10, 110, 100, 0.1, 10),
        (10, 110.1, 100, 0.1, 12),
        (10, 90, 100, 0.1, 10),
        (10, 89, 100, 0.1, 9),
        (10, 101, 100, 0.0, 11),
        (10, 110, 100, 0.05, 11),
        (4, 0, 100, 0.1, 0),
    ],
)
def test_the_tolerance_includes_its_ends(
    current: int, metric: float, target: float, tolerance: float, wanted: int
) -> None:
    assert hpa.desired_replicas(current, metric, target, tolerance) == wanted


def test_the_tolerance_may_differ_upwards_and_downwards() -> None:
    only_up = Tolerance(up=0.0, down=0.5)
    assert proposal.total_replicas(10, 10, [101], 100, only_up) == 11
    assert proposal.total_replicas(10, 10, [51], 100, only_up) == 10


@pytest.mark.parametrize(("current", "target"), [(0, 1), (1, 0)])
def test_a_total_refuses_what_makes_no_sense(current: int, target: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        proposal.total_replicas(current, current, [1], target)
    with pytest.raises(ValueError, match="at least 1"):
        average.average_value(current, [1], target)


@pytest.mark.parametrize(("current", "metric", "target"), [(0, 1, 1), (1, -1, 1), (1, 1, 0)])
def test_the_formula_refuses_what_makes_no_sense(current: int, metric: float, target: float) -> None:
    with pytest.raises(ValueError, match="at least"):
        hpa.desired_replicas(current, metric, target)


def test_the_float_of_the_controller_can_ask_for_one_pod_more_and_says_so() -> None:
    worked = MECHANISMS["desired_replicas"](current="100", metric="56", target="50")
    assert (worked.value, worked.sound) == (113, False)
    assert MECHANISMS["desired_replicas"](current="5", metric="90", target="60").sound


@given(counts, st.integers(0, 50_000), st.integers(1, 500))
def test_an_average_value_gives_each_pod_its_share(current: int, total: int, target: int) -> None:
    shared = average.average_value(current, [total], target, Tolerance(0, 0))
    assert (shared.replicas - 1) * target < total <= shared.replicas * target or total == 0 == shared.replicas
    assert shared.reported == ceil(Fraction(total, current))


@given(st.integers(0, 1000), st.integers(1, 100))
def test_from_zero_no_tolerance_holds_and_a_person_who_set_zero_is_respected(value: int, target: int) -> None:
    assert (proposal.from_zero(value, target, scaled_to_zero=True) == 0) == (value == 0)
    assert proposal.from_zero(value, target, scaled_to_zero=False) == 0


@given(counts, st.lists(st.one_of(st.none(), counts), min_size=1))
def test_a_failed_metric_never_lets_an_hpa_scale_down(current: int, proposals: list[int | None]) -> None:
    wanted = several.several(current, proposals)
    known = [each for each in proposals if each is not None]
    assert wanted == max([*known, current]) if len(known) < len(proposals) else wanted == max(known)


states = st.sampled_from(["ready", "not_yet_ready", "pending", "failed", "deleting"])
some_pods = st.lists(
    st.builds(Pod, st.one_of(st.none(), st.integers(0, 4000)), st.integers(1, 2000), states), min_size=1, max_size=8
)


@given(some_pods, percents)
def test_pods_without_a_metric_never_make_an_hpa_change_more_or_turn(some: list[Pod], target: int) -> None:
    some = [*some, Pod(100, 100)]
    settled = sum(pod.state == "ready" for pod in some)
    current = settled + sum(pod.state in ("pending", "not_yet_ready") for pod in some)
    weighed = pods.utilization(some, target, current)
    if weighed.reported > target:
        assert current <= weighed.replicas <= ceil(current * weighed.reported / target)
    else:
        assert ceil(Fraction(settled * weighed.reported, target)) <= weighed.replicas <= current


@given(some_pods, percents)
def test_the_order_of_the_pods_plays_no_part(some: list[Pod], target: int) -> None:
    some = [*some, Pod(100, 100)]
    turned = some[::-1]
    assert pods.utilization(some, target, len(some)) == pods.utilization(turned, target, len(some))
    assert pods.average(some, target, len(some)) == pods.average(turned, target, len(some))


def test_readiness_counts_for_cpu_only() -> None:
    starting = [Pod(1000, 1000), Pod(1000, 1000, "not_yet_ready")]
    assert pods.utilization(starting, 50, 2).replicas == 2
    assert pods.average(starting, 500, 2).replicas == 4


def test_a_missing_pod_counts_as_its_whole_request_or_as_a_target_above_that() -> None:
    lost = [Pod(200, 1000), Pod(None, 1000)]
    assert pods.utilization(lost, 100, 2).value == 60
    assert pods.utilization(lost, 300, 2).value == 160


@pytest.mark.parametrize(
    ("some", "message"),
    [
        ([Pod(None, 100)], "did not receive metrics"),
        ([Pod(100, 100, "not_yet_ready")], "did not receive metrics"),
        ([Pod(100, 100), Pod(100, None)], "missing request for"),
        ([Pod(100, 100), Pod(None, None, "failed")], "missing request for"),
        ([Pod(100, None, "gone"), Pod(None, 100)], "no metrics returned matched known pods"),
    ],
)
def test_a_metric_that_cannot_be_worked_out_says_why(some: list[Pod], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pods.utilization(some, 50, len(some))


@pytest.mark.parametrize(
    ("number", "text"),
    [("7.5", "7.5"), ("8", "8"), ("40/3", "13.333…"), ("70001/10000", "7.000…"), ("-1", "−1"), ("0", "0")],
)
def test_a_number_is_shown_with_three_decimals_and_says_if_there_are_more(number: str, text: str) -> None:
    assert shown(Fraction(number)) == text


VALID = {
    "desired_replicas": {"current": "5", "metric": "90", "target": "60", "tolerance": "0.1"},
    "average_value": {"current": "3", "total": "500", "target": "30", "tolerance": "0.1"},
    "several": {"current": "3", "proposals": "5,failed,4"},
    "utilization": {
        "current": "4",
        "usage": "600,1000",
        "request": "2000",
        "target": "30",
        "missing": "1",
        "unready": "1",
        "tolerance": "0.1",
    },
}


def test_every_mechanism_is_tried() -> None:
    assert VALID.keys() == MECHANISMS.keys()


@pytest.mark.parametrize("name", VALID)
@given(
    text=st.one_of(st.text(max_size=6), st.integers(-2, 2000).map(str), st.sampled_from(["1e9", "1e-9", "nan", "inf"]))
)
def test_any_text_is_worked_with_or_refused(name: str, text: str) -> None:
    assert_reads_or_refuses(MECHANISMS[name], VALID[name], text)


@given(counts, quantities, targets, tolerances)
def test_the_formula_shows_its_work(current: int, metric: float, target: float, tolerance: float) -> None:
    given_ = {"current": str(current), "metric": str(metric), "target": str(target), "tolerance": str(tolerance)}
    worked = MECHANISMS["desired_replicas"](**given_)
    assert_shows_its_work(worked)
    assert worked.value == hpa.desired_replicas(current, metric, target, tolerance)
    exactly = proposal.exact_replicas(current, metric, target, tolerance)
    assert worked.sound == (worked.value == exactly)


@given(counts, quantities, targets, tolerances)
def test_an_average_shows_its_work(current: int, total: float, target: float, tolerance: float) -> None:
    given_ = {"current": str(current), "total": str(total), "target": str(target), "tolerance": str(tolerance)}
    assert_shows_its_work(MECHANISMS["average_value"](**given_))


@given(counts, st.lists(st.one_of(st.just("failed"), counts.map(str)), min_size=1))
def test_several_metrics_show_their_work(current: int, proposals: list[str]) -> None:
    assert_shows_its_work(MECHANISMS["several"](current=str(current), proposals=",".join(proposals)))


@given(
    st.lists(st.integers(0, 4000), min_size=1, max_size=6),
    st.integers(1, 3000),
    percents,
    st.integers(0, 4),
    st.integers(0, 4),
    tolerances,
)
def test_utilization_shows_its_work(
    usage: list[int], request: int, target: int, missing: int, unready: int, tolerance: float
) -> None:
    current = len(usage) + missing + unready
    worked = MECHANISMS["utilization"](
        current=str(current),
        usage=",".join(map(str, usage)),
        request=str(request),
        target=str(target),
        missing=str(missing),
        unready=str(unready),
        tolerance=str(tolerance),
    )
    assert_shows_its_work(worked)
    some = [
        *(Pod(each, request) for each in usage),
        *[Pod(None, request)] * missing,
        *[Pod(None, request, "pending")] * unready,
    ]
    assert worked.value == pods.utilization(some, target, current, Tolerance(tolerance, tolerance)).replicas


@pytest.mark.parametrize(("usage", "replicas", "sound"), [(560, 113, False), (570, 114, True)])
def test_utilization_is_not_sound_where_the_float_asks_for_one_pod_more(usage: int, replicas: int, sound: bool) -> None:
    given_ = {"current": "100", "usage": ",".join([str(usage)] * 100), "request": "1000", "target": "50"}
    worked = MECHANISMS["utilization"](**given_)
    assert (worked.value, worked.sound) == (replicas, sound)


def test_each_pod_may_have_its_own_request() -> None:
    worked = MECHANISMS["utilization"](current="3", usage="2020,2060,2040", request="1800,2000,2200", target="100")
    assert worked.value == 3
    assert "6000 = 102%" in worked.steps[0].en


@pytest.mark.parametrize(
    ("changed", "name"),
    [({"current": "5"}, "current"), ({"request": "1,2,3"}, "request"), ({"missing": "0"}, "current")],
)
def test_pods_that_do_not_add_up_are_refused(changed: dict[str, str], name: str) -> None:
    with pytest.raises(TutorError, match=f"{name} says"):
        MECHANISMS["utilization"](**{**VALID["utilization"], **changed})


@pytest.mark.parametrize("name", VALID)
def test_nobody_starts_with_no_pods(name: str) -> None:
    with pytest.raises(TutorError, match="current cannot be '0'"):
        MECHANISMS[name](**{**VALID[name], "current": "0"})


@pytest.mark.parametrize(("proposal", "value", "wrong"), [("9", 9, 6), ("4", 6, 4)])
def test_a_failed_metric_neither_stops_growth_nor_lets_pods_go(proposal: str, value: int, wrong: int) -> None:
    worked = MECHANISMS["several"](current="6", proposals=f"{proposal},failed")
    assert (worked.value, [slip.value for slip in worked.slips]) == (value, [wrong])
