"""From the metrics of single Pods to a proposal: which Pods count, and what is assumed of those without a metric.

Source: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details; the order
of the checks and the words of the errors: GetResourceReplicas, calcPlainMetricReplicas and groupPods in
https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/replica_calculator.go.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Literal

from orchestra_tutor.mechanisms.hpa.proposal import USUAL, Tolerance, scaled
from orchestra_tutor.value import dataclass

# `gone`: a Pod that the selector no longer finds, of which only a metric is left.
State = Literal["ready", "not_yet_ready", "pending", "failed", "deleting", "gone"]
IGNORED: Final[tuple[State, ...]] = ("failed", "deleting")


@dataclass(frozen=True, slots=True)
class Pod:
    """A Pod as the HPA sees it. `usage` and `request` are in one unit (milli-CPU, bytes); None where there is none."""

    usage: int | None
    request: int | None = None
    state: State = "ready"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a metric asks for: `reported` is its value of those that have one, `value` that of all `pods` that count."""

    replicas: int
    reported: int
    value: int
    pods: int


def utilization(pods: Sequence[Pod], target: int, current: int, tolerance: Tolerance = USUAL) -> Weighed:
    """The proposal for CPU with a target of type Utilization: a whole percent of the requests, the rest cut off."""

    def percent(counted: Sequence[Pod]) -> int:
        known = [pod for pod in counted if pod.state != "gone"]
        requests = sum(requested(pod) for pod in known)
        if not requests:
            raise ValueError("no metrics returned matched known pods")
        return sum(_usage(pod) for pod in known) * 100 // requests

    def all_of_it(pod: Pod) -> int:
        return requested(pod) * max(100, target) // 100  # the documentation says 100%; a target may be above that

    measured, missing, unready = _grouped(pods, ("pending", "not_yet_ready"))
    for pod in pods:
        if pod.state != "gone":
            requested(pod)
    return _weighed(measured, missing, unready, target, current, tolerance, percent, all_of_it)


def average(pods: Sequence[Pod], target: int, current: int, tolerance: Tolerance = USUAL) -> Weighed:
    """The proposal for a Pods metric, an average over the Pods. Readiness plays no part; it does for CPU only."""

    def mean(counted: Sequence[Pod]) -> int:
        return sum(_usage(pod) for pod in counted) // len(counted)

    measured, missing, unready = _grouped(pods, ("pending",))
    return _weighed(measured, missing, unready, target, current, tolerance, mean, lambda _: target)


def _grouped(pods: Sequence[Pod], waiting: tuple[State, ...]) -> tuple[list[Pod], list[Pod], list[Pod]]:
    """Those with a metric that counts, those whose metric is missing, those that are not ready yet."""
    settled = [pod for pod in pods if pod.state not in (*IGNORED, *waiting)]
    measured = [pod for pod in settled if pod.usage is not None]
    if not measured:
        raise ValueError("did not receive metrics for targeted pods (pods might be unready)")
    missing = [pod for pod in settled if pod.usage is None]
    return measured, missing, [pod for pod in pods if pod.state in waiting]


def _weighed(
    measured: Sequence[Pod],
    missing: Sequence[Pod],
    unready: Sequence[Pod],
    target: int,
    current: int,
    tolerance: Tolerance,
    value: Callable[[Sequence[Pod]], int],
    assumed: Callable[[Pod], int],
) -> Weighed:
    """First those that are measured; then with the others, of which the HPA assumes what makes it change less."""
    reported = value(measured)
    ratio = reported / target
    if ratio > 1:
        filled = [replace(pod, usage=0) for pod in (*missing, *unready)]
    else:
        filled = [replace(pod, usage=assumed(pod)) for pod in missing] if ratio < 1 else []
    if not filled:
        ready = sum(pod.state != "gone" for pod in measured)
        return Weighed(scaled(current, ratio, ready, tolerance), reported, reported, ready)
    counted = (*measured, *filled)
    again = value(counted)
    replicas = scaled(current, again / target, len(counted), tolerance)
    turned = reported < target < again or again < target < reported
    against = replicas > current if again < target else replicas < current
    return Weighed(current if turned or against else replicas, reported, again, len(counted))


def _usage(pod: Pod) -> int:
    assert pod.usage is not None  # only what was measured or assumed is added up
    return pod.usage


def requested(pod: Pod) -> int:
    if pod.request is None:
        raise ValueError("missing request for cpu")
    return pod.request
