"""What the course says of placement, capacity and limits of ECS, and where the model of its API says it."""

from typing import Final

from tests.vendors.aws import bounds, choices, told
from tests.vendors.claims import (
    CAMEL,
    UPPER,
    cell,
    coded,
    page,
    words,
)
from tests.vendors.fact import Fact, counted, each, joined

RULE: Final = r"[a-z]+[A-Za-z]*"  # operations such as RunTask begin with a capital
SCALING: Final = page("ecs-ec2", cites="ecs-api-managed-scaling")

FACTS: Final = (
    Fact(
        "placement strategies and constraints",
        coded(page("ecs", cites="ecs-api-placement-constraint"), RULE),
        joined(choices("ecs.PlacementStrategyType"), choices("ecs.PlacementConstraintType")),
    ),
    Fact(
        "placement strategies and constraints, on EC2",
        coded(page("ecs-ec2", cites="ecs-api-placement-constraint"), RULE),
        joined(choices("ecs.PlacementStrategyType"), choices("ecs.PlacementConstraintType")),
    ),
    Fact(
        "how many placement strategies",
        words(cell("clustering/ecs-ec2"), r"up to (\d+) strategies"),
        told("ecs.CreateServiceRequest.placementStrategy", r"maximum of (\d+) strategy"),
    ),
    Fact(
        "how many types of capacity provider",
        words(page("ecs", cites="ecs-dg-managed-instances"), r"come in (\w+) types"),
        counted(choices("ecs.CapacityProviderType")),
    ),
    Fact(
        "capacity providers of Fargate",
        coded(page("ecs", cites="ecs-dg-ecs-anywhere"), UPPER),
        choices("ecs.CapacityProviderType"),
        part=True,
    ),
    Fact(
        "weight of a provider if none is set",
        words(page("launch-type-capacity-provider", cites="ecs-api-create-service"), r"left out is \*\*(\d+)\*\*"),
        told("ecs.CapacityProviderStrategyItem.weight", r"the default value of (\d+) is used"),
    ),
    Fact(
        "termination protection if nothing is set",
        words(page("ecs-ec2", cites="ecs-dg-managed-termination-protection"), r"protection\*\* \(default (\w+)\)"),
        told("ecs.AutoScalingGroupProvider.managedTerminationProtection", r"The default is (\w+)\."),
    ),
    Fact(
        "rebalancing over zones if nothing is set",
        words(cell("clustering/ecs-fargate"), r"over zones is (\w+) by default"),
        each(
            lambda value: "on" if value == "ENABLED" else "off",
            told("ecs.CreateServiceRequest.availabilityZoneRebalancing", r"defaults the value to (\w+)"),
        ),
    ),
    Fact(
        "target capacity",
        words(SCALING, r"`targetCapacity` \((\d+) to (\d+)"),
        bounds("ecs.ManagedScalingTargetCapacity"),
    ),
    Fact(
        "target capacity if none is set",
        words(SCALING, r"`targetCapacity` \(.*?default (\d+)\)"),
        told("ecs.ManagedScaling.targetCapacity", r"default value of (\d+) percent"),
    ),
    Fact(
        "warm-up of an instance",
        words(SCALING, r"warms up for (\d+) s"),
        told("ecs.ManagedScaling.instanceWarmupPeriod", r"default value of (\d+) seconds"),
    ),
    Fact(
        "tasks started by one call",
        words(page("ecs", cites="ecs-api-run-task"), r"`RunTask` starts up to (\d+)"),
        told("ecs.RunTaskRequest.count", r"up to (\d+) tasks"),
    ),
    Fact(
        "days before a task is retired",
        words(cell("self-healing/ecs-fargate"), r"wait of (\d+), (\d+) \(default\) or (\d+) days"),
        told("ecs.PutAccountSettingRequest.value", r"(\d+) - Amazon Web Services sends"),
    ),
    Fact(
        "log drivers",
        words(cell("monitoring-logging/ecs-ec2"), r"(?:Drivers: |, |and )`([a-z-]+)`"),
        choices("ecs.LogDriver"),
    ),
    Fact(
        "log drivers on Fargate",
        words(cell("monitoring-logging/ecs-fargate"), r"Drivers: `(\w+)` \(.*?\), `(\w+)`, `(\w+)`\."),
        told(
            "ecs.LogConfiguration.logDriver", r"tasks on Fargate, the supported log drivers are (\w+), (\w+), and (\w+)"
        ),
    ),
    Fact(
        "levels of Container Insights",
        coded(page("monitoring-logging", cites="ecs-api-cluster-setting"), CAMEL),
        told("ecs.ClusterSetting.value", r"supported values are (\w+), (\w+), and (\w+)"),
        part=True,
    ),
    Fact(
        "most ephemeral storage",
        words(page("ecs-fargate", cites="aws-fargate-pricing"), r"up to (\d+) GiB can be set"),
        told("ecs.EphemeralStorage.sizeInGiB", r"maximum supported value is (\d+) GiB"),
    ),
    Fact(
        "subnets of a task",
        words(cell("clustering/ecs-fargate"), r"up to (\d+) subnets"),
        told("ecs.AwsVpcConfiguration.subnets", r"limit of (\d+) subnets"),
    ),
    Fact(
        "security groups of a task",
        words(cell("security-networking/ecs-fargate"), r"up to (\d+) security groups"),
        told("ecs.AwsVpcConfiguration.securityGroups", r"limit of (\d+) security groups"),
    ),
)
