"""Log drivers of ECS containers."""

import pytest

from orchestra_tutor.mechanisms import logs


def test_every_compute_has_the_drivers_of_fargate_and_ec2_has_all() -> None:
    for compute in logs.DRIVERS:
        assert set(logs.drivers("FARGATE")) <= set(logs.drivers(compute)) <= set(logs.drivers("EC2"))
    assert "json-file" in logs.drivers("MANAGED_INSTANCES")


def test_a_compute_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="FARGATE, EC2"):
        logs.drivers("MAINFRAME")


@pytest.mark.parametrize(
    ("day", "mode"), [("2025-06-24", "blocking"), ("2025-06-25", "non-blocking"), ("2026-11-23", "non-blocking")]
)
def test_delivery_stopped_blocking_on_one_day(day: str, mode: str) -> None:
    assert logs.default_mode(day) == mode
