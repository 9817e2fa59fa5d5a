"""An HPA over time: what it makes of the metric at each sync.

The Pods are assumed to follow at once: at the next sync all of them are ready. Source:
https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work
and reconcileAutoscaler, normalizeDesiredReplicasWithBehaviors in
https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/podautoscaler/horizontal.go.
"""

from collections.abc import Sequence
from typing import Final

from orchestra_tutor.mechanisms.hpa.behavior import step
from orchestra_tutor.mechanisms.hpa.policy import DEFAULTS, Rules
from orchestra_tutor.mechanisms.hpa.proposal import desired_replicas, exact_replicas
from orchestra_tutor.mechanisms.hpa.stabilization import USUAL, Windows, stabilized
from orchestra_tutor.mechanisms.hpa.worked import Aged
from orchestra_tutor.value import dataclass

SYNC: Final = 15  # seconds, the default of --horizontal-pod-autoscaler-sync-period


@dataclass(frozen=True, slots=True)
class Row:
    """One sync, `time` seconds after the first: what the metric asks for, what the windows leave of it, what is set.

    Where it is not `sound`, exact arithmetic asks for another number than the controller's floats.
    """

    time: int
    metric: float
    proposal: int
    stabilized: int
    replicas: int
    sound: bool


def trace(
    start: int,
    metrics: Sequence[float],
    target: float,
    minimum: int,
    maximum: int,
    windows: Windows = USUAL,
    up: Rules = DEFAULTS["scale_up"],
    down: Rules = DEFAULTS["scale_down"],
) -> tuple[Row, ...]:
    """One row for each of `metrics`, an average over the Pods that run then, from `start` replicas."""
    if not 1 <= minimum <= start <= maximum:
        raise ValueError("1 ≤ minimum ≤ start ≤ maximum")
    current = start
    asked = [(0, start)]  # a controller that has just begun takes what runs for a recommendation
    added: list[tuple[int, int]] = []
    removed: list[tuple[int, int]] = []
    rows = []
    for time, metric in enumerate(metrics):
        now = time * SYNC
        proposal = desired_replicas(current, metric, target)
        wanted = stabilized(current, proposal, _aged(asked, now), windows)
        replicas = step(current, wanted, minimum, maximum, up, down, _aged(added, now), _aged(removed, now)).replicas
        asked.append((now, proposal))
        if replicas != current:
            (added if replicas > current else removed).append((now, abs(replicas - current)))
        sound = proposal == exact_replicas(current, metric, target)
        rows.append(Row(now, metric, proposal, wanted, replicas, sound))
        current = replicas
    return tuple(rows)


def _aged(counts: Sequence[tuple[int, int]], now: int) -> tuple[Aged, ...]:
    return tuple(Aged(pods, now - time) for time, pods in counts)
