"""Network modes of ECS tasks: where each is allowed, and what load balancers and other services make of it.

Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html (networkMode),
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html,
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedInstancesNetworkConfiguration.html,
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html (loadBalancers) and
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/interconnecting-services.html.
"""

from typing import Final

from orchestra_tutor.value import dataclass

# By compute and operating system. Windows's `default` is its NAT network.
ALLOWED: Final[dict[tuple[str, str], frozenset[str]]] = {
    ("EC2", "Linux"): frozenset({"awsvpc", "bridge", "host", "none"}),
    ("EC2", "Windows"): frozenset({"awsvpc", "default"}),
    ("FARGATE", "Linux"): frozenset({"awsvpc"}),
    ("FARGATE", "Windows"): frozenset({"awsvpc"}),
    ("EXTERNAL", "Linux"): frozenset({"bridge", "host", "none"}),
    ("EXTERNAL", "Windows"): frozenset({"default"}),
    ("MANAGED_INSTANCES", "Linux"): frozenset({"awsvpc", "host", "none"}),
}
DEFAULTS: Final = {"Linux": "bridge", "Windows": "default"}
# Which network modes a way to connect services works with. TLS needs awsvpc.
INTERCONNECT: Final = {
    "Service Connect": frozenset({"awsvpc", "bridge"}),
    "Service Connect with TLS": frozenset({"awsvpc"}),
    "Service discovery": frozenset({"awsvpc", "bridge", "host"}),
    "VPC Lattice": frozenset({"awsvpc", "bridge", "host"}),
}


@dataclass(frozen=True, slots=True)
class Targets:
    """How a service registers with load balancers: the target type of its groups, and whether Classic ones will do."""

    target_type: str
    classic_load_balancer: bool


def is_allowed(compute: str, system: str, network_mode: str) -> bool:
    """Whether tasks on this compute and operating system may use the network mode."""
    return network_mode in ALLOWED.get((compute, system), frozenset())


def default_mode(compute: str, system: str) -> str:
    """The network mode of a task definition that names none; a ValueError where one must be named."""
    mode = DEFAULTS[system]
    if not is_allowed(compute, system, mode):
        raise ValueError(f"network_mode: must be given, as {mode} is not allowed there")
    return mode


def targets(network_mode: str) -> Targets:
    """An awsvpc task is a target by its own address, any other by its instance and a port there."""
    if network_mode == "none":
        raise ValueError("network_mode: none has no ports to reach")
    return Targets("ip", False) if network_mode == "awsvpc" else Targets("instance", True)


def interconnects(feature: str, network_mode: str) -> bool:
    """Whether a way to connect services works in the network mode."""
    if feature not in INTERCONNECT:
        raise ValueError(f"feature: one of {', '.join(INTERCONNECT)}")
    return network_mode in INTERCONNECT[feature]
