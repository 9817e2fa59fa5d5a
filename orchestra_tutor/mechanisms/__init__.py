"""The real algorithms, by the name that content calls them: `answer: {by: quorum.majority, with: {members: 5}}`.

A family is imported when one of its mechanisms is asked for: a start of the tutor needs one or none.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from orchestra_tutor.mechanism import Mechanism

# By family, its module: a few share one with others that they are computed with.
FAMILIES: Final = {
    "autoscaling": "autoscaling",
    "backoff": "backoff",
    "behavior": "hpa.behavior",
    "capacity": "capacity",
    "constraint": "constraint",
    "cost": "cost",
    "deployment": "deployment",
    "disruption": "disruption",
    "endpoint": "endpoint",
    "fargate": "fargate",
    "fee": "fee",
    "health": "health",
    "healthcheck": "healthcheck",
    "hpa": "hpa",
    "instances": "instances",
    "interfaces": "interfaces",
    "kube_proxy": "kube_proxy",
    "node": "node",
    "placement": "placement",
    "pod_size": "pod_size",
    "probe": "probe",
    "progressive": "progressive",
    "qos": "qos",
    "quorum": "quorum",
    "quota": "quota",
    "restart": "restart",
    "rollback": "rollback",
    "rollout": "rollout",
    "sampling": "sampling",
    "scheduling": "scheduling",
    "service": "service",
    "sla": "sla",
    "spread": "spread",
    "stabilization": "hpa.stabilization",
    "step_scaling": "step_scaling",
    "strategy": "strategy",
    "support": "support",
    "swarm": "swarm",
    "update": "update",
    "zones": "zones",
}


def mechanism(name: str) -> Mechanism | None:
    """The mechanism called `name`, such as hpa.desired_replicas, or None."""
    family, _, own = name.partition(".")
    return of_family(family).get(own) if family in FAMILIES else None


def of_family(family: str) -> dict[str, Mechanism]:
    """The mechanisms of one family, by their own names."""
    found: dict[str, Mechanism] = import_module(f"{__name__}.{FAMILIES[family]}").MECHANISMS
    return found


def names() -> Iterator[str]:
    """Every mechanism's name."""
    for family in FAMILIES:
        for own in of_family(family):
            yield f"{family}.{own}"
