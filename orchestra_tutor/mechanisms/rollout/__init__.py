"""The rolling update of a Deployment: its bounds, its ReplicaSets, and the update itself row by row."""

from typing import Final

from orchestra_tutor.mechanism import Mechanism
from orchestra_tutor.mechanisms.rollout import bounds, replicasets, update
from orchestra_tutor.mechanisms.rollout.bounds import DEFAULTS, max_pods, min_available
from orchestra_tutor.mechanisms.rollout.update import Row, trace

__all__ = ["DEFAULTS", "MECHANISMS", "Row", "max_pods", "min_available", "trace"]

MECHANISMS: Final[dict[str, Mechanism]] = {**bounds.MECHANISMS, **replicasets.MECHANISMS, **update.MECHANISMS}
