"""The bounds of an ECS rolling deployment and the threshold of its circuit breaker.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html and
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html.
"""

from math import ceil


def lower_bound(desired: int, minimum_percent: int) -> int:
    """The fewest healthy tasks: desired x minimumHealthyPercent, rounded up."""
    _check(desired, minimum_percent)
    return -(-desired * minimum_percent // 100)


def upper_bound(desired: int, maximum_percent: int) -> int:
    """The most tasks, old and new: desired x maximumPercent, rounded down."""
    _check(desired, maximum_percent)
    return desired * maximum_percent // 100


def failure_threshold(desired: int) -> int:
    """Failed tasks after which the circuit breaker trips by default: half of desired, rounded up, within 3 to 200."""
    _check(desired)
    return min(200, max(3, ceil(desired / 2)))


def _check(desired: int, percent: int = 0) -> None:
    if desired < 0 or percent < 0:
        raise ValueError("desired, percent: at least 0")
