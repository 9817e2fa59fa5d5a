"""What the course says of EKS and of what surrounds ECS, and where the models of their APIs say it."""

from typing import Final

from tests.vendors.aws import choices, told
from tests.vendors.claims import (
    UPPER,
    answer,
    cell,
    coded,
    options,
    page,
    rights,
    stem,
    together,
    words,
)
from tests.vendors.fact import Fact, counted, digits, each

FACTS: Final = (
    Fact(
        "record type with a port",
        words(answer("sd-bridge-record"), UPPER),
        choices("servicediscovery.RecordType"),
        True,
    ),
    Fact(
        "record types of ECS",
        words(rights("sd-records-by-place"), rf"\b({UPPER})\b"),
        choices("servicediscovery.RecordType"),
        part=True,
    ),
    Fact("target types", words(options("lb-fargate-target-type"), r"^`(\w+)`"), choices("elbv2.TargetTypeEnum"), True),
    Fact(
        "deregistration delay",
        words(cell("load-balancing/ecs-fargate"), r"deregistration delay, (\d+) s by default"),
        told(
            "elbv2.TargetGroupAttribute.Key",
            r"deregistration_delay\.timeout_seconds - .*?default value is (\d+) seconds",
        ),
    ),
    Fact(
        "metrics that a service can track",
        together(
            words(stem("as-ecs-cpu-share"), r"`(ECS\w+)`"),
            words(stem("as-external-policy-copied"), r"`(ALB\w+)`"),
        ),
        choices("application-autoscaling.MetricType"),
        part=True,
    ),
    Fact("authentication modes", coded(cell("security-networking/eks"), UPPER), choices("eks.AuthenticationMode")),
    Fact("support", coded(page("eks", cites="eks-disable-extended-support"), UPPER), choices("eks.SupportType")),
    Fact(
        "control plane logs",
        words(cell("monitoring-logging/eks"), r"Control plane logs: `(\w+)`, `(\w+)`, `(\w+)`, `(\w+)`, `(\w+)`\."),
        choices("eks.LogType"),
    ),
    Fact(
        "how many control plane logs",
        words(stem("ml-eks-authenticator"), r"export (\w+) types"),
        counted(choices("eks.LogType")),
    ),
    Fact("log of EKS alone", words(answer("ml-eks-authenticator"), r"\w+"), choices("eks.LogType"), part=True),
    Fact(
        "update strategies of a node group",
        together(words(answer("rr-eks-minimal"), r"\w+"), coded(stem("rr-eks-minimal"), r"\w+")),
        each(str.lower, choices("eks.NodegroupUpdateStrategies")),
    ),
    Fact(
        "support that never gets dearer",
        words(answer("eg-policy-value"), r"\w+"),
        told("eks.UpgradePolicyRequest.supportType", r"set to (\w+), it will be automatically upgraded"),
    ),
    Fact(
        "selectors of a Fargate profile",
        words(page("eks", cites="eks-fargate-profile"), r"up to (\d+) selectors"),
        each(digits, told("eks.CreateFargateProfileRequest.selectors", r"up to (\w+) selectors")),
    ),
)
