"""The HorizontalPodAutoscaler's core rule.

Source: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details.
"""

from math import ceil

TOLERANCE = 0.1  # the default of --horizontal-pod-autoscaler-tolerance


def desired_replicas(current: int, metric: float, target: float) -> int:
    """Replicas wanted for one metric: ceil(current x metric / target), and `current` within the tolerance.

    Float arithmetic, as the controller does it. `metric` and `target` are in the same unit, whichever it is.
    """
    if current < 1 or metric < 0 or target <= 0:
        raise ValueError("current: at least 1, metric: at least 0, target: above 0")
    ratio = metric / target
    if 1 - TOLERANCE <= ratio <= 1 + TOLERANCE:
        return current
    return ceil(current * ratio)
