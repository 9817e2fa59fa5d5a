"""The vectors about Pods, put to the functions that compute them: names are changed here, nothing is computed."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from orchestra_tutor.mechanisms import backoff, disruption, node, probe, qos
from orchestra_tutor.mechanisms.rollout import amount, bounds, replicasets

Given = dict[str, Any]


def _or_error(compute: Callable[[], Given]) -> Given:
    try:
        return compute()
    except ValueError:
        return {"error": True}


def _percent_to_pods(given: Given) -> Given:
    return _or_error(lambda: {"pods": amount.pods(given["value"], given["total"], round_up=given["round_up"])})


def _bounds(given: Given) -> tuple[Any, Any]:
    return given["max_surge"], given["max_unavailable"]


def _fenceposts(given: Given) -> Given:
    names = ("max_surge", "max_unavailable")
    return _or_error(lambda: dict(zip(names, bounds.fenceposts(given["replicas"], *_bounds(given)), strict=True)))


def _max_unavailable(given: Given) -> Given:
    strategy = given.get("strategy", "RollingUpdate")
    surge, unavailable = given.get("max_surge"), given.get("max_unavailable")
    return {"max_unavailable": bounds.most_unavailable(strategy, given.get("replicas", 0), surge, unavailable)}


def _new_size(given: Given) -> Given:
    names = ("strategy", "replicas", "total_pods_now", "new_rs_replicas", "max_surge")
    size = replicasets.new_size(*(given[name] for name in names))
    return {"new_rs_replicas": size, "scaled": size != given["new_rs_replicas"]}


def _scaled(given: Given) -> Given:
    names = ("old_rs", "new_rs", "replicas_before", "replicas_after", "max_surge")
    sizes = replicasets.scaled(*(given[name] for name in names))
    return {"old_rs": sizes.old, "new_rs": sizes.new, "total": sizes.total}


def _deadline(given: Given) -> Given:
    since, deadline = given["seconds_since_last_progress"], given["progress_deadline_seconds"]
    return {"progress_deadline_exceeded": bounds.progress_deadline_exceeded(since, deadline)}


def _disruptions(given: Given) -> Given:
    expected, bounds = given["expected_pods"], ("min_available", "max_unavailable")
    desired = disruption.desired_healthy(expected, **{name: given[name] for name in bounds if name in given})
    allowed = disruption.disruptions_allowed(expected, given["healthy_pods"], desired)
    return {"desired_healthy": desired, "disruptions_allowed": allowed}


def _qos_class(given: Given) -> Given:
    containers = (*given["containers"], *given.get("init_containers", ()))
    return {"qos": qos.qos_class(tuple(qos.Container(each["requests"], each["limits"]) for each in containers))}


def _oom_score_adj(given: Given) -> Given:
    request, memory = given["memory_request_bytes"], given["node_memory_bytes"]
    return {"oom_score_adj": qos.oom_score_adj(given["qos"], request, memory, critical=given["system_node_critical"])}


def _delays(given: Given) -> Given:
    count = given["restarts"] if "restarts" in given else given["failures"]
    delays = backoff.delays(count, given["initial_seconds"], given["max_seconds"])
    return {"delays_seconds": list(delays), "cumulative_seconds": list(backoff.elapsed(delays))}


def _waits(given: Given) -> Given:
    waits = backoff.waits_before_restarts(given["restarts"], given["initial_seconds"], given["max_seconds"])
    return {"wait_before_restart_seconds": list(waits)}


def _nth_delay(given: Given) -> Given:
    return {"delay_seconds": backoff.nth_delay(given["nth_backoff"], given["initial_seconds"], given["max_seconds"])}


def _reset(given: Given) -> Given:
    words = {True: "backoff reset to initial", False: "next delay doubles"}
    return {"result": words[backoff.is_reset(given["seconds_since_last_backoff_update"], given["reset_after_seconds"])]}


def _startup_budget(given: Given) -> Given:
    delay = given.get("initial_delay_seconds", probe.DEFAULTS["initial_delay_seconds"])
    return {"max_startup_seconds": probe.startup_budget(given["period_seconds"], given["failure_threshold"], delay)}


def _detection(given: Given) -> Given:
    found = probe.detection(
        given["hangs_at"],
        given["period_seconds"],
        given["failure_threshold"],
        given["timeout_seconds"],
        started_at=given["container_started_at"],
        initial_delay=given["initial_delay_seconds"],
    )
    return {"restart_decision_at": found.decided_at, "delay_after_hang": found.after_hang}


def _states(given: Given) -> Given:
    thresholds = given["success_threshold"], given["failure_threshold"]
    return {"state_after_each": list(probe.states(given["results"], *thresholds, given["initial_state"]))}


def _gate(given: Given) -> Given:
    started = {"not yet succeeded": False, "succeeded": True}[given["startup_probe"]]
    return {f"{kind}_runs": probe.runs(kind, started=started) for kind in ("liveness", "readiness")}


def _timeline(given: Given) -> Given:
    when = node.failure_timeline(given["node_monitor_grace_period_seconds"], given["toleration_seconds"])
    return {f"{name}_after": seconds for name, seconds in asdict(when).items()}


def _toleration(given: Given) -> Given:
    limits = tuple(None if each == "unset" else each for each in given["toleration_seconds"])
    seconds = node.shortest_toleration(limits)
    words = {0: "evict immediately", node.FOREVER: "never evict"}
    return {"seconds": seconds, "meaning": words.get(seconds, "evict after this many seconds")}


def _eviction_rate(given: Given) -> Given:
    ready, not_ready = given["ready_nodes"], given["not_ready_nodes"]
    state = node.zone_state(ready, not_ready, given["unhealthy_zone_threshold"])
    rates = given["node_eviction_rate"], given["secondary_rate"]
    rate = node.eviction_rate(state, ready + not_ready, given["large_cluster_threshold"], *rates)
    return {"zone_state": state, "evictions_per_second": rate}


def _heartbeats(given: Given) -> Given:
    kubelet = node.DEFAULTS["kubelet"]
    return {**kubelet, "lease_renew_interval_seconds": node.lease_renewal(kubelet["node_lease_duration_seconds"])}


TOPICS: Final[dict[str, Callable[[Given], Given]]] = {
    "container_oom_score_adj": _oom_score_adj,
    "crashloop_delays": _delays,
    "crashloop_nth_delay": _nth_delay,
    "crashloop_reset": _reset,
    "crashloop_waits_before_each_restart": _waits,
    "daemonset_defaults": lambda given: bounds.DEFAULTS["daemonset"],
    "deployment_defaults": lambda given: bounds.DEFAULTS["deployment"],
    "deployment_fenceposts": _fenceposts,
    "deployment_max_unavailable": _max_unavailable,
    "deployment_new_replicaset_size": _new_size,
    "deployment_progress_deadline": _deadline,
    "deployment_proportional_scaling": _scaled,
    "deployment_rolling_update_validation": lambda given: {"accepted": bounds.accepted(*_bounds(given))},
    "deployment_rollout_bounds": lambda given: asdict(bounds.bounds(given["replicas"], *_bounds(given))),
    "image_pull_backoff_delays": _delays,
    "kubelet_heartbeat_defaults": _heartbeats,
    "liveness_hang_detection_seconds": _detection,
    "min_toleration_time": _toleration,
    "node_failure_to_eviction_seconds": _timeline,
    "pdb_allowed_disruptions": _disruptions,
    "percent_to_pods": _percent_to_pods,
    "pod_qos_class": _qos_class,
    "probe_defaults": lambda given: probe.DEFAULTS,
    "probe_gate": _gate,
    "probe_state_machine": _states,
    "startup_budget_seconds": _startup_budget,
    "zone_eviction_rate": _eviction_rate,
}
