"""The real algorithms, by the name that content calls them: `answer: {by: quorum.majority, with: {members: 5}}`."""

from collections.abc import Callable
from typing import Any, Final

from orchestra_tutor.mechanisms import capacity, deployment, hpa, quorum, rollout
from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A function and what its inputs are read as. Calling it with inputs as text computes the answer.

    A missing or unknown input is a TypeError, one that cannot be read or is out of range a ValueError.
    """

    compute: Callable[..., float]
    inputs: dict[str, Callable[[str], Any]]

    def __call__(self, **given: str) -> float:
        if set(given) != set(self.inputs):
            raise TypeError(f"takes {', '.join(self.inputs)}")
        return self.compute(**{name: read(given[name]) for name, read in self.inputs.items()})


MECHANISMS: Final[dict[str, Mechanism]] = {
    "capacity.reservation": Mechanism(capacity.reservation, {"needed": int, "running": int}),
    "deployment.failure_threshold": Mechanism(deployment.failure_threshold, {"desired": int}),
    "deployment.lower_bound": Mechanism(deployment.lower_bound, {"desired": int, "minimum_percent": int}),
    "deployment.upper_bound": Mechanism(deployment.upper_bound, {"desired": int, "maximum_percent": int}),
    "hpa.desired_replicas": Mechanism(hpa.desired_replicas, {"current": int, "metric": float, "target": float}),
    "quorum.majority": Mechanism(quorum.majority, {"members": int}),
    "quorum.tolerated": Mechanism(quorum.tolerated, {"members": int}),
    "rollout.max_pods": Mechanism(rollout.max_pods, {"replicas": int, "max_surge": str}),
    "rollout.min_available": Mechanism(rollout.min_available, {"replicas": int, "max_unavailable": str}),
}
