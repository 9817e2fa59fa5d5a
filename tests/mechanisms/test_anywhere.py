"""What ECS supports on external instances."""

import pytest

from orchestra_tutor.mechanisms import anywhere, network


@pytest.mark.parametrize("mode", ["awsvpc", "bridge", "host", "none"])
def test_its_network_modes_are_those_that_the_modes_themselves_tell(mode: str) -> None:
    assert anywhere.supports(f"{mode} network mode") is network.is_allowed("EXTERNAL", "Linux", mode)


@pytest.mark.parametrize("feature", ["Elastic Load Balancing", "Service Connect", "service discovery"])
def test_nothing_brings_traffic_in(feature: str) -> None:
    assert not anywhere.supports(feature)


def test_an_unknown_feature_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match="ECS Exec"):
        anywhere.supports("time travel")
