"""What the vectors about ECS capacity, deployments, scaling, zones and health call our functions."""

from collections.abc import Callable
from typing import Any, Final

from orchestra_tutor.mechanisms import (
    autoscaling,
    capacity,
    deployment,
    health,
    instances,
    progressive,
    step_scaling,
    strategy,
    zones,
)

Values = dict[str, Any]


def reservation(given: Values) -> Values:
    return {"cpr": capacity.reservation(given["M_needed"], given["N_running"])}


def against_target(given: Values) -> Values:
    needed, running, target = given["M_needed"], given["N_running"], given["target_capacity_percent"]
    metric = capacity.reservation(needed, running)
    answers = {"cpr": metric, "direction": capacity.direction(metric, target)}
    if running == 0:
        return answers | {"first_step_instances": instances.launched(needed, running=running)}
    return answers | {"steady_state_instances": capacity.steady_instances(needed, target)}


def instances_needed(given: Values) -> Values:
    if "smallest_instance" in given:
        return {"compatible": instances.compatible(given["smallest_instance"], given["task"]), **instances.LEFT_OUT}
    fit = instances.tasks_per_instance(given["instance"], given["task"])
    needed = instances.needed(given["non_empty_instances"], given["provisioning_tasks"], fit)
    return {
        "tasks_per_instance": fit,
        "M_needed": needed,
        "cpr": capacity.reservation(needed, given["N_running"]),
    }


def step_size(given: Values) -> Values:
    low, high = given["minimumScalingStepSize"], given["maximumScalingStepSize"]
    return {"instances_launched": instances.launched(given["calculated_instances"], low, high)}


def daemons(given: Values) -> Values:
    with_replicas, with_daemons = given["instances_with_replica_tasks"], given["instances_with_only_daemon_tasks"]
    occupied = instances.occupied([(1, 1)] * with_replicas + [(0, 1)] * with_daemons)
    needed = instances.needed(occupied, given["provisioning_tasks"], per_instance=1)
    metric = capacity.reservation(needed, given["N_running"])
    return {"M_needed": needed, "cpr": metric, "direction_at_target_100": capacity.direction(metric, 100)}


def scale_in_alarm(given: Values) -> Values:
    return {
        "datapoints_required": capacity.DEFAULTS["scale_in_datapoints"],
        "minutes_before_scale_in": capacity.scale_in_delay(given["period_minutes"]),
    }


def launch_type(given: Values) -> Values:
    started_with = given["task_started_with"].split()[0]
    return {"triggers_managed_scaling": capacity.triggers_scaling(started_with, given["cluster_full"])}


def termination(given: Values) -> Values:
    found = capacity.scale_in(given["managed_termination_protection"], given["managed_draining"])
    return {"protected_from_scale_in": found.protected, "graceful_drain": found.drains}


def protection(given: Values) -> Values:
    on = {"ENABLED": True, "DISABLED": False}
    protect, scale = on[given["managedTerminationProtection"]], on[given["managedScaling"]]
    return {"works": capacity.scale_in(protect, managed_draining=True, managed_scaling=scale).protected}


def rolling_bounds(given: Values) -> Values:
    desired, least, most = given["desired_count"], given["minimum_healthy_percent"], given["maximum_percent"]
    return {
        "min_healthy_tasks": deployment.lower_bound(desired, least),
        "max_running_tasks": deployment.upper_bound(desired, most),
        "can_stop_before_start": deployment.stoppable(desired, least),
        "can_start_before_stop": deployment.startable(desired, most),
        "deadlock": deployment.stuck(desired, least, most),
    }


def threshold(given: Values) -> Values:
    return {"threshold": deployment.failure_threshold(given["desired_count"])}


def threshold_configured(given: Values) -> Values:
    return {"threshold": deployment.failure_threshold(given["desired_count"], given["type"], given["value"])}


def linear(given: Values) -> Values:
    percent, bake = given["stepPercent"], given["stepBakeTimeInMinutes"]
    return {"steps": progressive.steps(percent), "minutes_of_step_bake": progressive.bake_minutes(percent, bake)}


def canary_defaults(_given: Values) -> Values:
    return {key: progressive.DEFAULTS[key] for key in ("canaryPercent", "canaryBakeTimeInMinutes")}


def early_success(given: Values) -> Values:
    return {"valid": progressive.may_end_early(given["healthyPercent"], given["minimumHealthyPercent"])}


def split(given: Values) -> Values:
    providers = [strategy.Provider(each["provider"], each["base"], each["weight"]) for each in given["strategy"]]
    return dict(strategy.split(given["tasks"], providers))


def strategy_valid(given: Values) -> Values:
    kinds = {"EC2 Auto Scaling group": "EC2_AUTOSCALING"}
    for key, value in given.items():
        if key in {"strategy_mixes", "cluster_mixes"}:
            mixed = [kinds.get(each, each) for each in value]
            return {"valid": strategy.may_mix(mixed, key.removesuffix("_mixes"))}
    weights, bases = given.get("weights", [given.get("weight", 1)]), given.get("bases", [given.get("base", 0)])
    providers = [strategy.Provider("", base, weight) for base in bases for weight in weights]
    return {"valid": strategy.is_valid(providers * given.get("providers", 1))}


def target_tracking(given: Values) -> Values:
    names = {"running_tasks": "current", "metric": "metric", "target": "target", "min": "minimum", "max": "maximum"}
    return {"desired": autoscaling.target_tracking(**{names[key]: value for key, value in given.items()})}


def step(lower: float | None, upper: float | None, adjustment: int) -> step_scaling.Step:
    return step_scaling.Step(
        float("-inf") if lower is None else lower, float("inf") if upper is None else upper, adjustment
    )


def steps(given: Values) -> Values:
    found = [step(*each) for each in given["steps_lower_upper_adjust"]]
    adjustment = step_scaling.step_adjustment(given["metric"], given["alarm_threshold"], found)
    return {"tasks_added": step_scaling.change(0, adjustment, given["adjustment_type"])}


def step_bounds(given: Values) -> Values:
    one = step(given["lower"], given["upper"], 1)
    return {"adjustment_applies": one.applies(given["metric"], given["alarm_threshold"])}


def magnitude(given: Values) -> Values:
    tasks, percent, least = given["tasks"], given["percent_change"], given["min_adjustment_magnitude"]
    return {
        "percent_gives": step_scaling.percent_change(tasks, percent),
        "tasks_added": step_scaling.change(tasks, percent, "PercentChangeInCapacity", least),
    }


def during_deployment(given: Values) -> Values:
    going_on, controller = given["deployment_in_progress"], given["deployment_controller"]
    allowed = autoscaling.directions(going_on, controller)
    return {each: each in allowed for each in autoscaling.DIRECTIONS}


def rebalance(given: Values) -> Values:
    move = zones.rebalance(given["tasks_per_az"], given["desired_count"])
    assert move is not None
    return {
        "first": f"start a task in {move.start}",
        "then": f"stop a task in {move.stop} once the new one is {' and '.join(zones.READY)}",
    }


SERVICES: Final = {
    "scheduling strategy DAEMON": zones.Service(scheduling="DAEMON"),
    "launch type EXTERNAL": zones.Service(launch_type="EXTERNAL"),
    "maximumPercent = 100": zones.Service(maximum_percent=100),
    "Classic Load Balancer": zones.Service(classic_load_balancer=True),
    "placement constraint uses attribute:ecs.availability-zone": zones.Service(
        constraints=("attribute:ecs.availability-zone",)
    ),
    "no placement strategy, REPLICA": zones.Service(scheduling="REPLICA", strategy=()),
}


def each_parameter_allowed(allows: Callable[[str, Any], bool]) -> Callable[[Values], Values]:
    return lambda given: {"valid": all(allows(key, value) for key, value in given.items())}


TOPICS: Final[dict[str, Callable[[Values], Values]]] = {
    "capacity_provider_reservation": reservation,
    "cpr_vs_target_capacity": against_target,
    "instances_needed_from_tasks": instances_needed,
    "scaling_step_size": step_size,
    "daemon_tasks_do_not_count": daemons,
    "scale_in_alarm": scale_in_alarm,
    "launch_type_tasks_ignored": launch_type,
    "managed_termination_and_draining": termination,
    "draining_timeout": lambda _: {"max_hours_in_draining": capacity.DEFAULTS["draining_hours"]},
    "protection_needs_managed_scaling": protection,
    "rolling_deployment_bounds": rolling_bounds,
    "deployment_defaults": lambda given: dict(deployment.DEFAULTS[given["scheduling_strategy"]]),
    "circuit_breaker_threshold": threshold,
    "circuit_breaker_threshold_configured": threshold_configured,
    "linear_deployment": linear,
    "progressive_parameter_valid": each_parameter_allowed(progressive.allows),
    "canary_defaults": canary_defaults,
    "early_success_criteria_valid": early_success,
    "capacity_provider_split": split,
    "capacity_provider_strategy_valid": strategy_valid,
    "target_tracking_desired": target_tracking,
    "several_policies": lambda given: {"desired": autoscaling.several_policies(given["desired_by_policy"])},
    "step_scaling": steps,
    "step_bounds_docs_example": step_bounds,
    "min_adjustment_magnitude": magnitude,
    "default_step_cooldown": lambda _: dict(step_scaling.DEFAULTS),
    "scale_in_during_deployment": during_deployment,
    "balanced_az_distribution": lambda given: {
        "sorted_tasks_per_az": list(zones.balanced(given["desired_count"], given["azs"]))
    },
    "rebalance_order": rebalance,
    "az_rebalancing_eligible": lambda given: {"eligible": zones.may_rebalance(SERVICES[given["service"]])},
    "default_service_placement": lambda given: {
        "optimal_azs": list(zones.start_zones(given["service_tasks_per_az"])),
    },
    "default_service_termination": lambda given: {
        "optimal_azs": list(zones.stop_zones(given["service_tasks_per_az"])),
    },
    "task_health_from_essential_containers": lambda given: {"task": health.task_health(given["essential_containers"])},
    "container_health_check_valid": each_parameter_allowed(health.allows),
}
