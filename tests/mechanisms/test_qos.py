"""QoS classes, and the scores for the kernel that follow from them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms.qos import CLASSES, MECHANISMS, Container, oom_score_adj, qos_class, quantity
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

quantities = st.sampled_from(["-", "0", "100m", "0.1", "1", "2"])
pairs = st.tuples(quantities, quantities).filter(
    lambda pair: "-" in pair or quantity(pair[0]) <= quantity(pair[1])  # the API server refuses a request above it
)
containers = st.tuples(pairs, pairs).map(lambda both: "cpu={}/{} memory={}/{}".format(*both[0], *both[1]))
FULL = {"cpu": "100m", "memory": "100Mi"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("100m", Fraction(1, 10)), ("1.5", Fraction(3, 2)), ("2k", 2000), ("1Ki", 1024), ("1Gi", 2**30), ("1G", 10**9)],
)
def test_a_quantity_is_a_number_with_a_suffix(text: str, value: Fraction) -> None:
    assert quantity(text) == value


@pytest.mark.parametrize("text", ["", "m", "-1", "1 Gi", "1gi", "1e3", "1.", "१"])
def test_a_text_that_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a quantity"):
        quantity(text)


@pytest.mark.parametrize(
    ("requests", "limits", "expected"),
    [
        (FULL, FULL, "Guaranteed"),
        ({"cpu": "0.1", "memory": "102400Ki"}, FULL, "Guaranteed"),  # the same in other words
        ({}, FULL, "Guaranteed"),  # a limit that stands alone is the request as well
        (FULL, {}, "Burstable"),
        ({"cpu": "100m"}, {"cpu": "100m"}, "Burstable"),  # no memory
        ({"cpu": "0"}, FULL, "Burstable"),
        ({"cpu": "0", "memory": "0"}, {}, "BestEffort"),
        ({"nvidia.com/gpu": "1"}, {"nvidia.com/gpu": "1"}, "BestEffort"),
    ],
)
def test_the_class_follows_from_cpu_and_memory(requests: dict[str, str], limits: dict[str, str], expected: str) -> None:
    assert qos_class((Container(requests, limits),)) == expected


@given(st.permutations([FULL, FULL, {}]))
def test_one_container_is_enough_to_lose_the_guarantee(each: list[dict[str, str]]) -> None:
    assert qos_class(tuple(Container(one, one) for one in each)) == "Burstable"


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_scores_keep_the_order_of_the_classes(request: int, memory: int) -> None:
    guaranteed, burstable, best_effort = (oom_score_adj(qos, request, memory) for qos in CLASSES)
    assert -1000 < guaranteed < 3 <= burstable <= 999 < best_effort == 1000
    assert oom_score_adj("Burstable", request, memory, critical=True) == guaranteed
    assert oom_score_adj("Burstable", request + memory // 10, memory) <= burstable


@pytest.mark.parametrize("wrong", [("Silver", 0, 1), ("Burstable", -1, 1), ("Burstable", 0, 0)])
def test_a_score_of_what_cannot_be_is_refused(wrong: tuple[str, int, int]) -> None:
    with pytest.raises(ValueError, match="qos: one of"):
        oom_score_adj(*wrong)


@given(st.lists(containers, min_size=1, max_size=3))
def test_the_class_is_worked_out(texts: list[str]) -> None:
    worked = MECHANISMS["qos_class"](containers=", ".join(texts))
    assert worked.value in CLASSES
    assert_shows_its_work(worked)


def test_the_first_container_that_breaks_the_guarantee_is_named() -> None:
    worked = MECHANISMS["qos_class"](containers="cpu=-/1 memory=1Gi/1Gi, cpu=100m/200m memory=-/1Gi, none")
    assert worked.steps[0].en == "Container 2: the cpu request 100m is not the limit 200m."
    assert MECHANISMS["qos_class"](containers="none").value == "BestEffort"


@given(st.sampled_from(CLASSES), st.integers(0, 20_000), st.integers(1, 20_000), st.sampled_from(["yes", "no"]))
def test_the_score_is_worked_out(qos: str, request: int, memory: int, critical: str) -> None:
    given_ = {"qos": qos, "memory_request": f"{request}Mi", "node_memory": f"{memory}Mi", "critical": critical}
    worked = MECHANISMS["oom_score_adj"](**given_)
    assert worked.value == oom_score_adj(qos, request, memory, critical=critical == "yes")
    assert_shows_its_work(worked)


def test_wrong_numbers_are_those_of_known_mistakes() -> None:
    worked = MECHANISMS["oom_score_adj"](qos="Burstable", memory_request="1Gi", node_memory="8Gi")
    # the share itself; a share rounded up; the other classes
    assert [slip.value for slip in worked.slips] == [125, 1000, -997]
    worked = MECHANISMS["oom_score_adj"](qos="Burstable", memory_request="512Mi", node_memory="24Gi")
    assert [slip.value for slip in worked.slips] == [20, 979, 1000, -997]


@given(st.one_of(st.text(max_size=8), containers, st.just("cpu=2/1"), st.just("cpu=1/1 cpu=1/1"), st.just("0.5")))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["qos_class"], {"containers": "none"}, text)
    valid = {"qos": "Burstable", "memory_request": "1Gi", "node_memory": "8Gi", "critical": "no"}
    assert_reads_or_refuses(MECHANISMS["oom_score_adj"], valid, text)
