"""Network modes of ECS tasks."""

import pytest

from orchestra_tutor.mechanisms import network


@pytest.mark.parametrize(
    ("compute", "system", "modes"),
    [
        ("EC2", "Linux", "awsvpc bridge host none"),
        ("EC2", "Windows", "awsvpc default"),
        ("FARGATE", "Linux", "awsvpc"),
        ("FARGATE", "Windows", "awsvpc"),
        ("EXTERNAL", "Linux", "bridge host none"),
        ("EXTERNAL", "Windows", "default"),
        ("MANAGED_INSTANCES", "Linux", "awsvpc host none"),
        ("MANAGED_INSTANCES", "Windows", ""),
    ],
)
def test_each_compute_allows_its_own_modes(compute: str, system: str, modes: str) -> None:
    every = ("awsvpc", "bridge", "default", "host", "none")
    assert [mode for mode in every if network.is_allowed(compute, system, mode)] == modes.split()


@pytest.mark.parametrize(
    ("compute", "system", "mode"),
    [("EC2", "Linux", "bridge"), ("EXTERNAL", "Linux", "bridge"), ("EC2", "Windows", "default")],
)
def test_a_task_definition_without_a_mode_gets_that_of_its_system(compute: str, system: str, mode: str) -> None:
    assert network.default_mode(compute, system) == mode


@pytest.mark.parametrize("compute", ["FARGATE", "MANAGED_INSTANCES"])
def test_a_mode_must_be_named_where_bridge_is_not_allowed(compute: str) -> None:
    with pytest.raises(ValueError, match="must be given"):
        network.default_mode(compute, "Linux")


def test_a_task_with_its_own_address_is_a_target_by_ip() -> None:
    assert network.targets("awsvpc") == network.Targets("ip", classic_load_balancer=False)
    assert network.targets("bridge") == network.targets("host") == network.Targets("instance", True)
    with pytest.raises(ValueError, match="no ports"):
        network.targets("none")


@pytest.mark.parametrize(
    ("feature", "modes"),
    [
        ("Service Connect", "awsvpc bridge"),
        ("Service Connect with TLS", "awsvpc"),
        ("Service discovery", "awsvpc bridge host"),
        ("VPC Lattice", "awsvpc bridge host"),
    ],
)
def test_service_connect_has_no_host_mode(feature: str, modes: str) -> None:
    every = ("awsvpc", "bridge", "host", "none")
    assert [mode for mode in every if network.interconnects(feature, mode)] == modes.split()


def test_an_unknown_way_to_connect_is_refused() -> None:
    with pytest.raises(ValueError, match="Service Connect, "):
        network.interconnects("Telepathy", "host")
