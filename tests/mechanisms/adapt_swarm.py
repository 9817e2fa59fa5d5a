"""What the vectors about scheduling, Services, Raft and Swarm call our functions."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from orchestra_tutor.mechanisms import (
    endpoint,
    healthcheck,
    kube_proxy,
    quorum,
    restart,
    rollback,
    sampling,
    scheduling,
    service,
    spread,
    swarm,
    update,
)

Given = dict[str, Any]


def resources_fit(given: Given) -> Given:
    if "pod_request" in given:
        request = given["pod_request"]
    else:
        request = scheduling.pod_requests(given["containers"], given["init_containers"], given.get("overhead", {}))
    short = scheduling.insufficient(request, given["node_allocatable"], given["node_already_requested"])
    return {"fits": not short, "insufficient": list(short), "pod_request": request}


def pod_listed(given: Given) -> Given:
    pod = endpoint.Pod(given["phase"], deleting=given["deleting"], has_ip=given["has_pod_ip"])
    return {"listed": endpoint.is_listed(pod, include_terminating=given["include_terminating"])}


def endpoint_conditions(given: Given) -> Given:
    pod = endpoint.Pod("Running", given["pod_ready"], given["deleting"])
    return asdict(endpoint.conditions(pod, publish_not_ready=given["publish_not_ready_addresses"]))


def selector_match(given: Given) -> Given:
    selector = given["selector"]
    return {
        "matches": service.selects(selector, given["pod_labels"]),
        "endpointslice_created": service.has_endpointslices(selector),
    }


def raft(given: Given) -> Given:
    members = given["members"]
    return {"quorum": quorum.majority(members), "fault_tolerance": quorum.tolerated(members)}


def zones(given: Given) -> Given:
    spread_out = quorum.across(given["managers"], given["zones"])
    return {
        "distribution": "-".join(map(str, spread_out.members)),
        "survives_loss_of_one_zone": spread_out.survives_one,
    }


def failure_action(given: Given) -> Given:
    failed, tasks, ratio = (given[key] for key in ("failed_within_monitor", "tasks_to_update", "max_failure_ratio"))
    rolling_back = given["already_rolling_back"]
    return {"result": update.reaction(failed, tasks, ratio, given["failure_action"], rolling_back=rolling_back)}


def manual_rollback(given: Given) -> Given:
    try:
        return {"active_spec": rollback.active_spec(given["steps"])}
    except ValueError as error:
        return {"active_spec": f"error: {error}"}


def node_down(given: Given) -> Given:
    down = swarm.down(given["heartbeat_s"], given["epsilon_s"], given["grace_multiplier"])
    return {"marked_down_after_s": [down.earliest, down.latest]}


def should_restart(given: Given) -> Given:
    succeeded, restarts = given["exit_code_zero"], given["restarts_so_far_in_slot"]
    again = restart.should_restart(given["condition"], restarts, given["max_attempts"], succeeded=succeeded)
    return {"restart": again}


def scheduler_choice(given: Given) -> Given:
    keys = ("name", "tasks_of_service", "total_tasks", "recent_failures_of_service")
    return {"chosen": spread.choice([spread.Node(*(each[key] for key in keys)) for each in given["nodes"]])}


def max_replicas(given: Given) -> Given:
    return asdict(spread.scheduled(given["replicas"], given["ready_nodes"], given["replicas_max_per_node"]))


TOPICS: Final[dict[str, Callable[[Given], Given]]] = {
    "docker_healthcheck_defaults": lambda _: healthcheck.DEFAULTS,
    "endpoint_conditions": endpoint_conditions,
    "endpointslice_count": lambda given: {
        "minimum_slices": endpoint.slices(given["endpoints"], given["max_per_slice"])
    },
    "feasible_nodes_to_find": lambda given: {
        "nodes_examined_until": sampling.feasible_nodes(given["nodes"], given["percentage_of_nodes_to_score"])
    },
    "kube_proxy_defaults": lambda given: {"mode": kube_proxy.MODES[given["platform"]], **kube_proxy.DEFAULTS},
    "kube_proxy_iptables_probabilities": lambda given: {
        "rule_probabilities": list(kube_proxy.rules(given["endpoints"]))
    },
    "managers_across_3_zones": zones,
    "node_resources_fit": resources_fit,
    "pod_listed_in_endpointslice": pod_listed,
    "raft_quorum": raft,
    "raft_still_has_quorum": lambda given: {"has_quorum": quorum.has_quorum(given["members"], given["lost"])},
    "service_defaults": lambda _: {**service.DEFAULTS, **endpoint.DEFAULTS},
    "service_selector_match": selector_match,
    "swarm_cluster_defaults": lambda _: swarm.CLUSTER,
    "swarm_final_monitor_seconds": lambda given: {
        "watches_after_last_task_s": update.final_watch(given["update_delay_s"], given["update_monitor_s"])
    },
    "swarm_manual_rollback": manual_rollback,
    "swarm_max_replicas_per_node": max_replicas,
    "swarm_node_down_seconds": node_down,
    "swarm_resource_filter": lambda given: {"fits": spread.fits(given["node_available"], given["reservations"])},
    "swarm_restart_delays": lambda given: {
        "delays_s": list(restart.delays(given["failures"], given["restart_delay_s"]))
    },
    "swarm_scheduler_choice": scheduler_choice,
    "swarm_secret_config_size": lambda given: {"accepted": swarm.accepts(given["kind"], given["bytes"])},
    "swarm_service_defaults": lambda _: swarm.SERVICE,
    "swarm_should_restart": should_restart,
    "swarm_update_batches": lambda given: {"waves": update.waves(given["replicas"], given["parallelism"])},
    "swarm_update_failure_action": failure_action,
}
