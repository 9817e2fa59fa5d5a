"""What the vectors about the HorizontalPodAutoscaler call our functions."""

from collections.abc import Callable
from typing import Any, Final

from orchestra_tutor.mechanisms.hpa import average, behavior, pods, proposal, several, stabilization
from orchestra_tutor.mechanisms.hpa.policy import DEFAULTS, Policy, Rules, scale_down_limit, scale_up_limit
from orchestra_tutor.mechanisms.hpa.worked import Aged

Values = dict[str, Any]
# The vectors quote how a message begins.
ERRORS: Final = ("missing request for", "no metrics returned matched known pods")


def tolerance(given: Values) -> proposal.Tolerance:
    return proposal.Tolerance(**given["tolerance"])


def some_pods(given: Values) -> list[pods.Pod]:
    known = [pods.Pod(each["usage_m"], each.get("request_m"), each["class"]) for each in given["pods"]]
    return known + [pods.Pod(usage, None, "gone") for usage in given.get("metrics_for_unknown_pods_m", {}).values()]


def utilization(given: Values) -> Values:
    target, current = given["target_utilization_percent"], given["current_replicas"]
    try:
        weighed = pods.utilization(some_pods(given), target, current, tolerance(given))
    except ValueError as error:
        begins = next(begin for begin in ERRORS if str(error).startswith(begin))
        return {"error": begins, "replicas": "unchanged (no proposal from this metric)"}
    return {"replicas": weighed.replicas, "reported_utilization_percent": weighed.reported}


def pods_average(given: Values) -> Values:
    target, current = given["target_average_value_m"], given["current_replicas"]
    weighed = pods.average(some_pods(given), target, current, tolerance(given))
    return {"replicas": weighed.replicas, "reported_average_m": weighed.reported}


def total(given: Values) -> Values:
    current, ready, target = given["current_replicas"], given["ready_pods"], given["target_value_m"]
    return {"replicas": proposal.total_replicas(current, ready, given["metric_values_m"], target, tolerance(given))}


def average_value(given: Values) -> Values:
    current, target = given["status_replicas"], given["target_average_value_m"]
    shared = average.average_value(current, given["metric_values_m"], target, tolerance(given))
    return {"replicas": shared.replicas, "reported_average_m": shared.reported}


def basic(given: Values) -> Values:
    current, metric, target = (given[key] for key in ("current_replicas", "current_metric", "desired_metric"))
    return {"replicas": proposal.desired_replicas(current, metric, target, given["tolerance"])}


def largest(given: Values) -> Values:
    proposals = [None if each == "error" else each for each in given["per_metric_proposals"]]
    return {"replicas": several.several(given["current_replicas"], proposals)}


def from_zero(given: Values) -> Values:
    wanted = proposal.from_zero(given["queue_length"], given["target_value"], given["scaled_to_zero_condition"])
    bounds = given["min_replicas"], given["max_replicas"]
    return {"replicas": behavior.step_without_behavior(given["current_replicas"], wanted, *bounds).replicas}


def rules(given: Values) -> Rules:
    policies = (Policy(each["type"], each["value"], each["period_seconds"]) for each in given["policies"])
    return Rules(tuple(policies), given["select"])


def rules_of(given: Values, direction: str) -> Rules:
    return rules(given[direction]) if direction in given else DEFAULTS[direction]


def changes(given: list[Values]) -> list[Aged]:
    return [Aged(each["pods"], each["seconds_ago"]) for each in given]


def limited(given: Values) -> Values:
    made = behavior.step(
        given["current_replicas"],
        given["desired_replicas"],
        given["min_replicas"],
        given["max_replicas"],
        rules_of(given, "scale_up"),
        rules_of(given, "scale_down"),
        changes(given.get("recent_scale_up", [])),
        changes(given.get("recent_scale_down", [])),
    )
    return {"replicas": made.replicas, "reason": made.reason}


def without_behavior(given: Values) -> Values:
    keys = ("current_replicas", "desired_replicas", "min_replicas", "max_replicas")
    made = behavior.step_without_behavior(*(given[key] for key in keys))
    return {"replicas": made.replicas, "reason": made.reason}


def recommendations(given: Values) -> list[Aged]:
    return [Aged(each["replicas"], each["seconds_ago"]) for each in given["earlier_recommendations"]]


def highest(given: Values) -> Values:
    new = given["new_recommendation"]
    return {"stabilized": stabilization.highest(new, recommendations(given), given["window_seconds"])}


def stabilized(given: Values) -> Values:
    windows = stabilization.Windows(given["scale_up_window_seconds"], given["scale_down_window_seconds"])
    current, new = given["current_replicas"], given["new_recommendation"]
    return {"stabilized": stabilization.stabilized(current, new, recommendations(given), windows)}


TOPICS: Final[dict[str, Callable[[Values], Values]]] = {
    "hpa_resource_utilization": utilization,
    "hpa_pods_metric_average": pods_average,
    "hpa_object_or_external_value": total,
    "hpa_object_or_external_average_value": average_value,
    "hpa_basic_formula": basic,
    "hpa_multiple_metrics": largest,
    "hpa_scale_from_zero_external": from_zero,
    "hpa_behavior_rate_limit": limited,
    "hpa_no_behavior_rate_limit": without_behavior,
    "hpa_default_scale_up_step_limit": lambda given: {
        "max_replicas_this_step": behavior.default_limit(given["current_replicas"])
    },
    "hpa_scale_up_limit": lambda given: {"limit": scale_up_limit(given["current_replicas"], rules(given))},
    "hpa_scale_down_limit": lambda given: {"limit": scale_down_limit(given["current_replicas"], rules(given))},
    "hpa_downscale_stabilization": highest,
    "hpa_behavior_stabilization": stabilized,
}
