"""The HorizontalPodAutoscaler: from metrics to a proposal, through the window and the policies, to replicas."""

from typing import Final

from orchestra_tutor.mechanism import Mechanism
from orchestra_tutor.mechanisms.hpa import average, proposal, several, utilization
from orchestra_tutor.mechanisms.hpa.proposal import desired_replicas
from orchestra_tutor.mechanisms.hpa.timeline import Row, trace

__all__ = ["MECHANISMS", "Row", "desired_replicas", "trace"]

MECHANISMS: Final[dict[str, Mechanism]] = {
    **proposal.MECHANISMS,
    **average.MECHANISMS,
    **several.MECHANISMS,
    **utilization.MECHANISMS,
}
