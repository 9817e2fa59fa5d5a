"""The mechanisms against what the real systems answer, and against their own laws."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms import MECHANISMS

VECTORS: Final[list[dict[str, Any]]] = yaml.load(
    (Path(__file__).parent / "vectors" / "vectors.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
)


def computed(name: str, **given: object) -> float:
    """What a mechanism makes of inputs that come as content writes them: as text."""
    return MECHANISMS[name](**{key: str(value) for key, value in given.items()})


def reservation(given: dict[str, Any]) -> dict[str, Any]:
    share = computed("capacity.reservation", needed=given["M_needed"], running=given["N_running"])
    return {"cpr": pytest.approx(share, abs=1e-4)}


def ecs_bounds(given: dict[str, Any]) -> dict[str, Any]:
    desired = given["desired_count"]
    least = computed("deployment.lower_bound", desired=desired, minimum_percent=given["minimum_healthy_percent"])
    most = computed("deployment.upper_bound", desired=desired, maximum_percent=given["maximum_percent"])
    return {
        "min_healthy_tasks": least,
        "max_running_tasks": most,
        "can_stop_before_start": desired - least,
        "can_start_before_stop": most - desired,
        "deadlock": least == desired == most,
    }


def breaker(given: dict[str, Any]) -> dict[str, Any]:
    return {"threshold": computed("deployment.failure_threshold", desired=given["desired_count"])}


def hpa(given: dict[str, Any]) -> dict[str, Any]:
    current, metric, target = (given[key] for key in ("current_replicas", "current_metric", "desired_metric"))
    return {"replicas": computed("hpa.desired_replicas", current=current, metric=metric, target=target)}


def rollout(given: dict[str, Any]) -> dict[str, Any]:
    replicas = given["replicas"]
    most = computed("rollout.max_pods", replicas=replicas, max_surge=given["max_surge"])
    least = computed("rollout.min_available", replicas=replicas, max_unavailable=given["max_unavailable"])
    return {
        "max_surge": most - replicas,
        "max_unavailable": replicas - least,
        "min_available": least,
        "max_total": most,
    }


def quorum(given: dict[str, Any]) -> dict[str, Any]:
    members = given["members"]
    tolerated = computed("quorum.tolerated", members=members)
    return {
        "quorum": computed("quorum.majority", members=members),
        "fault_tolerance": tolerated,
        "has_quorum": given.get("lost", 0) <= tolerated,
    }


TOPICS: Final[dict[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "capacity_provider_reservation": reservation,
    "circuit_breaker_threshold": breaker,
    "deployment_fenceposts": rollout,
    "deployment_max_unavailable": rollout,
    "deployment_rollout_bounds": rollout,
    "hpa_basic_formula": hpa,
    "raft_quorum": quorum,
    "raft_still_has_quorum": quorum,
    "rolling_deployment_bounds": ecs_bounds,
}


@pytest.mark.parametrize("vector", [pytest.param(v, id=f"{v['topic']}-{v['id']}") for v in VECTORS])
def test_a_mechanism_answers_as_the_real_system_does(vector: dict[str, Any]) -> None:
    topic, expected = vector["topic"], vector["expected"]
    assert topic in TOPICS, f"no mechanism for the topic {topic}"
    if expected == {"error": True}:
        with pytest.raises(ValueError, match="invalid literal"):
            TOPICS[topic](vector["inputs"])
        return
    answers = TOPICS[topic](vector["inputs"])
    assert expected, "a vector that expects nothing proves nothing"
    assert {key: answers[key] for key in expected} == expected


def test_every_topic_has_vectors_and_no_vector_stands_twice() -> None:
    assert {vector["topic"] for vector in VECTORS} == set(TOPICS)
    ids = [vector["id"] for vector in VECTORS]
    assert len(ids) == len(set(ids))


VALID: Final = {
    "capacity.reservation": {"needed": "5", "running": "4"},
    "deployment.failure_threshold": {"desired": "10"},
    "deployment.lower_bound": {"desired": "4", "minimum_percent": "50"},
    "deployment.upper_bound": {"desired": "4", "maximum_percent": "200"},
    "hpa.desired_replicas": {"current": "4", "metric": "200", "target": "100"},
    "quorum.majority": {"members": "5"},
    "quorum.tolerated": {"members": "5"},
    "rollout.max_pods": {"replicas": "4", "max_surge": "25%"},
    "rollout.min_available": {"replicas": "4", "max_unavailable": "25%"},
}


@pytest.mark.parametrize("name", MECHANISMS)
def test_a_mechanism_names_its_inputs_when_one_is_missing_or_unknown(name: str) -> None:
    given = VALID[name]
    assert MECHANISMS[name](**given) >= 0
    for wrong in ({}, {**given, "colour": "1"}, dict(list(given.items())[1:])):
        with pytest.raises(TypeError, match=f"^takes {', '.join(given)}$"):
            MECHANISMS[name](**wrong)


@pytest.mark.parametrize("name", MECHANISMS)
@pytest.mark.parametrize("wrong", ["", "many", "-1", "1.5%"])
def test_a_mechanism_refuses_an_input_that_is_out_of_range_or_no_number(name: str, wrong: str) -> None:
    for key in VALID[name]:
        with pytest.raises(ValueError, match=r".+"):
            MECHANISMS[name](**{**VALID[name], key: wrong})


@given(st.integers(1, 10_000))
def test_two_majorities_always_share_a_member(members: int) -> None:
    majority = computed("quorum.majority", members=members)
    assert members < 2 * majority <= members + 2
    assert majority + computed("quorum.tolerated", members=members) == members


@given(st.integers(1, 500), st.integers(0, 100), st.integers(100, 300))
def test_the_bounds_of_a_deployment_enclose_what_is_desired(desired: int, least: int, most: int) -> None:
    lower = computed("deployment.lower_bound", desired=desired, minimum_percent=least)
    upper = computed("deployment.upper_bound", desired=desired, maximum_percent=most)
    assert lower <= desired <= upper
    assert lower - 1 < desired * least / 100 <= lower
    assert upper <= desired * most / 100 < upper + 1


@given(st.integers(0, 500), st.integers(0, 100))
def test_a_percentage_gives_a_rollout_more_pods_or_keeps_more_but_never_less(replicas: int, percent: int) -> None:
    share = replicas * percent / 100
    assert computed("rollout.max_pods", replicas=replicas, max_surge=f"{percent}%") >= replicas + share
    assert computed("rollout.min_available", replicas=replicas, max_unavailable=f"{percent}%") >= replicas - share


@given(st.integers(1, 500), st.floats(0.5, 1000), st.floats(0.5, 1000))
def test_the_autoscaler_never_scales_against_its_metric(current: int, metric: float, target: float) -> None:
    wanted = computed("hpa.desired_replicas", current=current, metric=metric, target=target)
    assert wanted >= current if metric >= target else wanted <= current


@given(st.integers(1, 500), st.floats(-0.099, 0.099))
def test_the_autoscaler_leaves_small_differences_alone(current: int, off: float) -> None:
    assert computed("hpa.desired_replicas", current=current, metric=100 * (1 + off), target=100) == current
