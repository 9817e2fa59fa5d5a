"""The health of an ECS task, and the settings of a container health check.

Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html.
"""

from collections.abc import Sequence
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Worked, listed, one_of
from orchestra_tutor.text import Text

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html"

STATES: Final = ("UNHEALTHY", "UNKNOWN", "HEALTHY")  # the first that any essential container has is the task's
DEFAULTS: Final = {"interval": 30, "timeout": 5, "retries": 3, "startPeriod": 0}  # startPeriod is off; seconds
LIMITS: Final = {"interval": (5, 300), "timeout": (2, 60), "retries": (1, 10), "startPeriod": (0, 300)}


def task_health(essential_containers: Sequence[str]) -> str:
    """The health of a task, by that of its essential containers."""
    if not essential_containers or not set(essential_containers) <= set(STATES):
        raise ValueError(f"essential_containers: at least one, each {' | '.join(STATES)}")
    return min(essential_containers, key=STATES.index)


def allows(parameter: str, value: int) -> bool:
    """Whether a parameter of a health check may have this value: seconds, or a number of retries."""
    least, most = LIMITS[parameter]
    return least <= value <= most


def _task_health(essential_containers: tuple[str, ...]) -> Worked:
    value = task_health(essential_containers)
    counts = ", ".join(f"{state} {essential_containers.count(state)}" for state in STATES)
    counted = Text("Essential containers by state: {counts}.", "상태별 필수 컨테이너: {counts}.").fill(counts=counts)
    order = Text("The first in {order} that any has: {value}.", "{order} 순서에서 하나라도 해당하는 첫 상태: {value}.")
    return Worked(value, (counted, order.fill(order=" > ".join(STATES), value=value)))


MECHANISMS: Final = {
    "task_health": Mechanism(
        Text("Health of a task", "태스크의 상태"),
        (
            Input(
                "essential_containers",
                listed(one_of(*STATES)),
                Text("health of its essential containers", "필수 컨테이너의 상태"),
            ),
        ),
        _task_health,
        SOURCE,
    ),
}
