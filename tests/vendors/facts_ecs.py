"""What the course says of services, tasks and deployments of ECS, and where the model of its API says it."""

from typing import Final

from tests.vendors.aws import choices, members, told
from tests.vendors.claims import (
    CAMEL,
    UPPER,
    answer,
    cell,
    coded,
    entries,
    lefts,
    options,
    page,
    right,
    rights,
    words,
)
from tests.vendors.fact import Fact, joined

DEPLOYMENT: Final = "ecs.DeploymentConfiguration"
STRATEGIES: Final = page("rollout-rollback", cites="ecs-dg-deployment-type-blue-green")

FACTS: Final = (
    Fact(
        "launch types",
        words(page("ecs", cites="ecs-dg-capacity-launch-type-comparison"), r"^([A-Z0-9]+), ([A-Z0-9]+), ([A-Z0-9]+)$"),
        told("ecs.CreateServiceRequest.launchType", r"The (\w+) launch type runs"),
    ),
    Fact(
        "launch type of a host outside AWS",
        words(answer("anywhere-launch-type-phrase"), UPPER),
        choices("ecs.LaunchType"),
        part=True,
    ),
    Fact("network modes", coded(lefts("sx-network-mode-traits"), CAMEL), choices("ecs.NetworkMode")),
    Fact("network modes outside AWS", coded(options("anywhere-two-modes"), CAMEL), choices("ecs.NetworkMode")),
    Fact(
        "network mode on Fargate",
        words(answer("fargate-mode-phrase"), ".+"),
        told("ecs.TaskDefinition.networkMode", r"tasks on Fargate, the (\w+) network mode is required"),
    ),
    Fact(
        "network mode on EC2 if none is set",
        words(page("security-networking", cites="ecs-dg-task-networking"), r"On EC2 Linux the default is `(\w+)`"),
        told("ecs.TaskDefinition.networkMode", r"the default is (\w+)\."),
    ),
    Fact(
        "scheduling strategies",
        coded(page("ecs", cites="ecs-api-run-task"), UPPER),
        choices("ecs.SchedulingStrategy"),
    ),
    Fact(
        "scheduling strategy of an agent",
        words(answer("ecs-every-instance-strategy"), UPPER),
        told("ecs.CreateServiceRequest.schedulingStrategy", r"(\w+)-The \w+ scheduling strategy deploys exactly one"),
    ),
    Fact(
        "conditions under which a container waits for another",
        coded(page("kubernetes-workloads", cites="ecs-api-container-dependency"), UPPER),
        choices("ecs.ContainerCondition"),
        part=True,
    ),
    Fact("deployment controllers", coded(options("rr-ext-controller"), UPPER), choices("ecs.DeploymentControllerType")),
    Fact(
        "deployment strategies and controllers",
        coded(STRATEGIES, UPPER),
        joined(choices("ecs.DeploymentStrategy"), choices("ecs.DeploymentControllerType")),
    ),
    Fact(
        "canary: first share and wait",
        words(STRATEGIES, r"`CANARY` moves (\d+)% first, waits (\d+) minutes"),
        joined(
            told("ecs.CanaryConfiguration.canaryPercent", r"default value is (\d+)\.0"),
            told("ecs.CanaryConfiguration.canaryBakeTimeInMinutes", r"default value is (\d+)"),
        ),
    ),
    Fact(
        "canary: first share, put in order",
        words(entries("rr-canary-order"), r"^(\d+)% of traffic"),
        told("ecs.CanaryConfiguration.canaryPercent", r"default value is (\d+)\.0"),
    ),
    Fact(
        "linear: step and wait",
        words(STRATEGIES, r"`LINEAR` moves (\d+)% every (\d+) minutes"),
        joined(
            told("ecs.LinearConfiguration.stepPercent", r"default value is (\d+)\.0"),
            told("ecs.LinearConfiguration.stepBakeTimeInMinutes", r"default value is (\d+)"),
        ),
    ),
    Fact(
        "bounds of a rolling update, and which way they are rounded",
        words(
            page("rollout-rollback", cites="ecs-dg-deployment-type-ecs"),
            r"bound, rounds \*\*(\w+)\*\*\. Default (\d+)\.",
        ),
        joined(
            told(f"{DEPLOYMENT}.minimumHealthyPercent", r"rounded (\w+) to.*replica service for \w+ is (\d+)%"),
            told(f"{DEPLOYMENT}.maximumPercent", r"rounded (\w+) to.*default maximumPercent .*? is (\d+)%"),
        ),
    ),
    Fact(
        "least healthy share of a DAEMON service",
        words(cell("rollout-rollback/ecs-ec2"), r"minimum of (\d+) by API and (\d+) in the console"),
        told(f"{DEPLOYMENT}.minimumHealthyPercent", r"DAEMON service schedule is (\d+)% for the CLI.*? and (\d+)% for"),
    ),
    Fact(
        "whether the threshold of the circuit breaker is fixed",
        words(right("rr-breaker-threshold-fixed"), r"\w+"),
        lambda: frozenset([str("thresholdConfiguration" not in members("ecs.DeploymentCircuitBreaker")())]),
    ),
    Fact(
        "counterparts of the fields of a Deployment",
        coded(rights("rr-translate-to-ecs"), CAMEL),
        joined(members(DEPLOYMENT), members("ecs.UpdateServiceRequest")),
        part=True,
    ),
    Fact(
        "service registries of a service",
        words(cell("service-discovery/ecs-ec2"), r"(\w+) registry per service"),
        told("ecs.CreateServiceRequest.serviceRegistries", r"associated with (\w+) service registry"),
    ),
)
