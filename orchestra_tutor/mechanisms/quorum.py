"""Raft quorum, as Swarm managers and etcd use it.

Source: https://etcd.io/docs/v3.6/faq/ ("Why an odd number of cluster members?") and
https://docs.docker.com/engine/swarm/raft/.
"""


def majority(members: int) -> int:
    """How many of `members` must agree: more than half."""
    _check(members)
    return members // 2 + 1


def tolerated(members: int) -> int:
    """How many of `members` may fail while a majority is left."""
    return members - majority(members)


def _check(members: int) -> None:
    if members < 1:
        raise ValueError("members: at least 1")
