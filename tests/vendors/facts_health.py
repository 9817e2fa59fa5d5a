"""What the course says of health checks and of the end of a task on AWS, and where the models of its APIs say it."""

from typing import Final

from tests.vendors.aws import choices, members, told
from tests.vendors.claims import (
    CAMEL,
    UPPER,
    answer,
    cell,
    coded,
    options,
    page,
    rights,
    words,
)
from tests.vendors.fact import Fact, Model, each, joined, product
from tests.vendors.kubernetes import fields

DEPLOYMENT: Final = "ecs.DeploymentConfiguration"
FARGATE_STOPS: Final = r"`stopTimeout`[:,] (\d+) s by default, (\d+) to (\d+) s"
VERDICTS: Final = page("health-checks", cites="elb-alb-target-group-health-checks")


def of(part: str, path: str) -> Model:
    """The fields of a structure, as the course names them beside it: "`stopTimeout` of the container definition"."""
    return each(lambda field: f"{field}` of the {part}", members(path))


FACTS: Final = (
    Fact("health of a task", words(options("sh-task-health"), UPPER), choices("ecs.HealthStatus")),
    Fact(
        "fields that give a task time",
        words(options("sh-killed-while-booting"), r"`(\w+` of the (?:service|container definition|deployment))"),
        joined(
            of("service", "ecs.CreateServiceRequest"),
            of("container definition", "ecs.ContainerDefinition"),
            of("deployment", DEPLOYMENT),
        ),
        part=True,
    ),
    Fact(
        "counterparts of the probes",
        coded(rights("sh-probe-counterparts"), r"(?!HEALTHCHECK)\w+"),
        joined(members("ecs.HealthCheck"), members("ecs.ContainerDefinition")),
        part=True,
    ),
    Fact(
        "grace period of health checks",
        words(cell("load-balancing/ecs-ec2"), r"`healthCheckGracePeriodSeconds` is (\d+) by default"),
        told("ecs.CreateServiceRequest.healthCheckGracePeriodSeconds", r"default value of (\d+) is used"),
    ),
    *(
        Fact(
            f"stop timeout on Fargate, in {place}",
            words(cell(f"{place}/ecs-fargate"), FARGATE_STOPS),
            joined(
                told("ecs.ContainerDefinition.stopTimeout", r"Fargate.*?default value of (\d+) seconds is used"),
                told("ecs.ContainerDefinition.stopTimeout", r"valid values for Fargate are (\d+)-(\d+) seconds"),
            ),
        )
        for place in ("load-balancing", "rollout-rollback")
    ),
    Fact(
        "longest start period of a container",
        words(page("health-checks", cites="ecs-api-update-service"), r"`startPeriod` in ECS \(at most (\d+) s\)"),
        told("ecs.HealthCheck.startPeriod", r"between \d+ and (\d+) seconds"),
    ),
    Fact(
        "seconds until ECS finds a hang",
        words(VERDICTS, r"(\d+) s by ECS"),
        product(
            told("ecs.HealthCheck.interval", r"default value is (\d+)"),
            told("ecs.HealthCheck.retries", r"default value is (\d+)"),
        ),
    ),
    Fact(
        "seconds until an ALB finds a hang",
        words(VERDICTS, r"(\d+) s by an ALB"),
        product(
            told("elbv2.CreateTargetGroupInput.HealthCheckIntervalSeconds", r"HTTP or HTTPS, the default is (\d+)"),
            told("elbv2.CreateTargetGroupInput.UnhealthyThresholdCount", r"HTTP or HTTPS, the default is (\d+)"),
        ),
    ),
    Fact(
        "checks until an ALB trusts a target again",
        words(VERDICTS, r"one\*\* success from a new target, but (\d+)"),
        told("elbv2.CreateTargetGroupInput.HealthyThresholdCount", r"HTTP or HTTPS, the default is (\d+)"),
    ),
    Fact(
        "settings made for each wish",
        coded(rights("hc-wish-to-setting"), CAMEL),
        members("ecs.CreateServiceRequest"),
        part=True,
    ),
    Fact(
        "fields that replace ENTRYPOINT and CMD",
        words(rights("ct-command-fields"), r"`(\w+)`"),
        joined(members("ecs.ContainerDefinition"), fields("core.v1.Container")),
        part=True,
    ),
    Fact(
        "field that declares what a task can run on",
        words(answer("lc-declaring-field"), r"\w+"),
        members("ecs.RegisterTaskDefinitionRequest"),
        part=True,
    ),
)
