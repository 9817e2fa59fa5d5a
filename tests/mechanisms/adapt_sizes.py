"""The words of the vectors of sizes, prices, places and limits, and those of the mechanisms that answer them."""

from collections.abc import Callable
from typing import Any, Final

from orchestra_tutor.mechanisms import (
    anywhere,
    constraint,
    cost,
    fargate,
    fee,
    interfaces,
    logs,
    network,
    placement,
    pod_size,
    quota,
    sla,
    support,
)

Given = dict[str, Any]


def memory_for_cpu(given: Given) -> Given:
    cpu = given["cpu_units"]
    sizes = fargate.memory_sizes(cpu)
    return {
        "vcpu": fargate.vcpu(cpu),
        "memory_mib": list(sizes),
        "count": len(sizes),
        "os": list(fargate.systems(cpu)),
        "needs_linux_pv_1_4_0": fargate.needs_platform_1_4_0(cpu),
    }


def combination(given: Given) -> Given:
    return {"valid": fargate.is_valid(given["cpu_units"], given["memory_mib"], given["os"])}


def ephemeral_parameter(given: Given) -> Given:
    return {"valid": all(fargate.allows(name, value) for name, value in given.items())}


def stop_timeout(given: Given) -> Given:
    return {"valid": fargate.allows("stopTimeout", given["stopTimeout_seconds"])}


def eks_pod(given: Given) -> Given:
    size = pod_size.provisioned(given["pod_request_vcpu"], given["pod_request_memory_mib"])
    return {"vcpu": size.vcpu, "memory_gb": size.memory_gb}


def fargate_cost(given: Given) -> Given:
    runs = {"seconds_run", "tasks"}
    price = cost.fargate_hour(**{name: value for name, value in given.items() if name not in runs})
    return {
        "billed_seconds_per_task": cost.billed_seconds(given["seconds_run"]),
        "usd": cost.fargate(price, given["seconds_run"], given["tasks"]),
    }


def control_plane(given: Given) -> Given:
    return {"usd": fee.control_plane(**{name: value for name, value in given.items() if name != "what"})}


def break_even(given: Given) -> Given:
    sizes = ("vcpu", "memory_gb", "price_vcpu_hour", "price_gb_hour")
    full = cost.fargate_hour(**{name: given[name] for name in sizes})
    return {
        "full_fargate_equivalent_usd_hour": full,
        "ec2_cheaper_above_reservation_fraction": cost.break_even(given["ec2_price_hour"], full),
    }


def instances(given: dict[str, int], zone: str = "") -> tuple[placement.Instance, ...]:
    return tuple(placement.Instance(name, memory, zone) for name, memory in given.items())


def spread(given: Given) -> Given:
    equal = instances({f"i{number}": 1_000 for number in range(given["equal_instances"])})
    order = placement.placed(equal, 1, given["tasks"], (placement.SPREAD_INSTANCES,))
    return {"tasks_per_instance_sorted": sorted(placement.per_instance(equal, order), reverse=True)}


def binpack_pick(given: Given) -> Given:
    found = placement.binpack(instances(given["remaining_mib"]), given["task_mib"])
    return {"instance": found or "none (placement fails)"}


def binpack_sequence(given: Given) -> Given:
    several = instances(given["capacity_mib"])
    order = placement.placed(several, given["task_mib"], given["tasks"], (placement.BINPACK_MEMORY,))
    counts = placement.per_instance(several, order)
    return {
        "placed": dict(zip(given["capacity_mib"], counts, strict=True)),
        "unplaced": given["tasks"] - len(order),
    }


def spread_then_binpack(given: Given) -> Given:
    several = instances(given["az_a"], "a") + instances(given["az_b"], "b")
    strategies = (placement.SPREAD_ZONES, placement.BINPACK_MEMORY)
    order = placement.placed(several, given["task_mib"], given["tasks"], strategies)
    names = [each.name for each in several]
    return {
        "per_az": placement.per_zone(several, order),
        "per_instance": dict(zip(names, placement.per_instance(several, order), strict=True)),
    }


def distinct_instance(given: Given) -> Given:
    placed = constraint.placed(given["desired_tasks"], given["instances"])
    return {"placed": placed, "unplaced": given["desired_tasks"] - placed}


def host_port(given: Given) -> Given:
    port = given["host_port"] if "host_port" in given else given["hostPort"]
    copies = constraint.copies_per_instance(given["network_mode"], port)
    placed = constraint.placed(given["tasks"], given["instances"], copies)
    return {"placed": placed, "unplaced": given["tasks"] - placed}


def placement_limits(given: Given) -> Given:
    constraints = given.get("constraints_total", 0)
    return {"valid": constraint.within_limits(given.get("strategies", 0), constraints)}


def task_limit(given: Given) -> Given:
    kind = given["instance_type"]
    return {
        "without_trunking": interfaces.task_limit(kind, trunking=False),
        "with_trunking": interfaces.task_limit(kind, trunking=True),
        "eni_limit_without": interfaces.interface_limit(kind, trunking=False),
        "eni_limit_with": interfaces.interface_limit(kind, trunking=True),
    }


def instances_needed(given: Given) -> Given:
    kind, tasks = given["instance_type"], given["awsvpc_tasks"]
    return {
        "instances_without_trunking": interfaces.instances_needed(kind, tasks, trunking=False),
        "instances_with_trunking": interfaces.instances_needed(kind, tasks, trunking=True),
    }


def load_balancers(given: Given) -> Given:
    found = network.targets(given["network_mode"])
    return {"target_type": found.target_type, "classic_lb": found.classic_load_balancer}


ANYWHERE_NAMES: Final[dict[str, str]] = {
    "App Mesh integration": "App Mesh",
    "CloudWatch Logs (with a task execution role)": "CloudWatch Logs",
    "Elastic Load Balancing (service load balancing)": "Elastic Load Balancing",
    "GPU sharing (MPS)": "GPU sharing",
    "UpdateContainerAgent API": "UpdateContainerAgent",
}
QUOTA_NAMES: Final[dict[str, str]] = {
    "Fargate On-Demand vCPU (new account default)": "Fargate On-Demand vCPU",
    "Rate of tasks launched by a service on EC2/External per minute": (
        "Rate of tasks launched by a service on EC2 or External"
    ),
    "Task definition size KiB": "Task definition size",
}
EKS_NAMES: Final[dict[str, str]] = {
    "EKS Standard control plane (5-minute intervals)": "Standard",
    "EKS Provisioned Control Plane (1-minute intervals)": "Provisioned Control Plane",
}
GKE_NAMES: Final[dict[str, str]] = {"Autopilot cluster": "Autopilot"}


def anywhere_feature(given: Given) -> Given:
    feature: str = given["feature"]
    return {"supported": anywhere.supports(ANYWHERE_NAMES.get(feature, feature))}


def ecs_quota(given: Given) -> Given:
    name: str = given["quota"]
    return {"default": quota.default(QUOTA_NAMES.get(name, name))}


def eks_version(given: Given) -> Given:
    months = support.Support(given["standard_months"], given["extended_months"])
    return {
        "end_of_standard": support.end_of_standard(given["eks_release"], months),
        "end_of_extended": support.end_of_extended(given["eks_release"], months),
    }


def gke_version(given: Given) -> Given:
    months = support.GKE[given["channel"]]
    return {
        "standard_months": months.standard_months,
        "extended_months_approx": months.extended_months,
        "total_months": months.total_months,
    }


TOPICS: Final[dict[str, Callable[[Given], Given]]] = {
    "allowed_downtime_30_days": lambda given: {"minutes": sla.allowed_downtime(given["sla_percent"])},
    "awsvpc_task_limit": task_limit,
    "binpack_memory_pick": binpack_pick,
    "binpack_memory_sequence": binpack_sequence,
    "control_plane_fee": control_plane,
    "default_log_delivery_mode": lambda given: {
        "mode": logs.default_mode(given["since"]),
        "max_buffer_size_default": logs.MAX_BUFFER_SIZE,
    },
    "default_network_mode": lambda given: {"mode": network.default_mode(given["compute"], given["os"])},
    "distinctInstance": distinct_instance,
    "dynamic_host_port": host_port,
    "ec2_vs_fargate_break_even": break_even,
    "ecs_anywhere_clusters_per_instance": lambda _: {"clusters": anywhere.CLUSTERS_PER_INSTANCE},
    "ecs_anywhere_cost": lambda given: {"usd": fee.ecs_anywhere(**given)},
    "ecs_anywhere_credentials": lambda _: {
        "rotation_minutes": anywhere.ROTATION_MINUTES,
        "rotated_by": anywhere.ROTATED_BY,
    },
    "ecs_anywhere_feature": anywhere_feature,
    "ecs_quota": ecs_quota,
    "eks_control_plane_sla": lambda given: {"percent": sla.EKS[EKS_NAMES[given["mode"]]].percent},
    "eks_fargate_ephemeral": lambda given: {"provisioned_gib": pod_size.provisioned_storage(given["requested_gib"])},
    "eks_fargate_ephemeral_max": lambda _: {
        "default_gib": pod_size.STORAGE_DEFAULT,
        "max_gib": pod_size.STORAGE_LIMIT,
    },
    "eks_fargate_pod_sizing": eks_pod,
    "eks_version_support": eks_version,
    "fargate_combo_check": combination,
    "fargate_cost": fargate_cost,
    "fargate_ephemeral_parameter": ephemeral_parameter,
    "fargate_stop_timeout_valid": stop_timeout,
    "fargate_valid_memory_for_cpu": memory_for_cpu,
    "gke_control_plane_sla": lambda given: {"percent": sla.GKE[GKE_NAMES[given["cluster"]]].percent},
    "gke_version_support": gke_version,
    "instances_for_awsvpc_tasks": instances_needed,
    "interconnect_mode": lambda given: {"supported": network.interconnects(given["feature"], given["network_mode"])},
    "log_drivers": lambda given: {"drivers": list(logs.drivers(given["compute"]))},
    "network_mode_allowed": lambda given: {
        "allowed": network.is_allowed(given["compute"], given["os"], given["network_mode"])
    },
    "placement_limits": placement_limits,
    "spread_az_then_binpack_memory": spread_then_binpack,
    "spread_instanceId": spread,
    "static_host_port": host_port,
    "target_group_type": load_balancers,
    "trunking_existing_instances": lambda given: {
        "gets_trunk_eni": interfaces.gets_trunk(given["instance_launched_before_opt_in"])
    },
    "trunking_scope": lambda given: {"trunking_needed": interfaces.trunking_applies(given["compute"].upper())},
}
