"""The bounds of a Deployment's rolling update.

Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment: a percentage of
maxSurge rounds up, one of maxUnavailable rounds down, and where both come to 0 one Pod may be unavailable.
"""

from math import ceil, floor


def max_pods(replicas: int, max_surge: str) -> int:
    """The most Pods, old and new, that may exist at once. `max_surge` is a count or a percentage such as "25%"."""
    return replicas + ceil(_share(replicas, max_surge))


def min_available(replicas: int, max_unavailable: str) -> int:
    """The fewest Pods that stay available. `max_unavailable` is a count or a percentage such as "25%"."""
    return max(0, replicas - floor(_share(replicas, max_unavailable)))


def _share(replicas: int, bound: str) -> float:
    share = replicas * int(bound[:-1]) / 100 if bound.endswith("%") else int(bound)
    if replicas < 0 or share < 0:
        raise ValueError("replicas and their share: at least 0")
    return share
