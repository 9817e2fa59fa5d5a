"""Every block of code that the course shows is one that its vendor's schema takes."""

import pytest

from orchestra_tutor.course import Course
from tests.courses import own_course
from tests.vendors import blocks
from tests.vendors.test_vocabulary import saying
from tests.vendors.texts import shown


def told(course: Course) -> list[str]:
    return [f"{block.place}: {fault}" for block in shown(course) for fault in blocks.faults(block)]


def test_every_block_is_what_its_schema_takes() -> None:
    found = told(own_course())
    assert not found, "\n".join(found)


def test_blocks_are_found_in_both_languages() -> None:
    course = own_course()
    assert len(list(shown(course))) >= 2
    assert len(list(shown(course))) % 2 == 0


DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
spec:
  replicas: 3
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}}
  template:
    spec:
      restartPolicy: Always
      containers:
        - name: web
          readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5}
"""
CRONJOB = """apiVersion: batch/v1
kind: CronJob
spec: {schedule: "0 2 * * *", concurrencyPolicy: Forbid}
"""
CONTAINER = "livenessProbe:\n  httpGet: {path: /healthz, port: 8080}\n"
STACK = """services:
  web:
    image: web:2
    deploy:
      replicas: 3
      restart_policy: {condition: on-failure}
      update_config: {order: start-first}
"""
TASK = """{"family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
 "containerDefinitions": [{"name": "web", "essential": true, "portMappings": [{"containerPort": 80}],
 "healthCheck": {"command": ["CMD-SHELL", "true"], "retries": 3}}]}"""
SERVICE = """{"serviceName": "web", "desiredCount": 10,
 "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "base": 2, "weight": 1}]}"""
POLICY = """{"Version": "2012-10-17",
 "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"""
DOCKERFILE = (
    'FROM --platform=linux/amd64 node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && \\\n  npm test\nCMD ["node"]'
)


@pytest.mark.parametrize(
    ("language", "code", "old", "new", "fault"),
    [
        ("yaml", DEPLOYMENT, "replicas", "replica", "'replica' was unexpected"),
        ("yaml", DEPLOYMENT, "replicas: 3", "replicas: three", "'three' is not of type 'integer'"),
        ("yaml", DEPLOYMENT, "RollingUpdate,", "Rolling,", "'Rolling' is not one of ['Recreate', 'RollingUpdate']"),
        ("yaml", DEPLOYMENT, "Always", "Ever", "'Ever' is not one of ['Always', 'Never', 'OnFailure']"),
        ("yaml", DEPLOYMENT, "periodSeconds", "period", "'period' was unexpected"),
        ("yaml", DEPLOYMENT, "apps/v1", "apps/v1beta1", "has no Deployment in apps/v1beta1"),
        ("yaml", DEPLOYMENT, "kind: Deployment", "kind: Deploy", "has no Deploy in apps/v1"),
        ("yaml", DEPLOYMENT, "spec:", "spec", "not YAML"),
        ("yaml", CRONJOB, "Forbid", "Deny", "'Deny' is not one of ['Allow', 'Forbid', 'Replace']"),
        ("yaml", CONTAINER, "path", "paths", "'paths' was unexpected"),
        ("yaml", CONTAINER, "livenessProbe", "livenessProbes", "no schema recognises it"),
        ("yaml", STACK, "image", "images", "'images' was unexpected"),
        ("yaml", STACK, "condition", "conditions", "'conditions' does not match"),
        ("yaml", STACK, "start-first", "first", "'first' is not one of ['start-first', 'stop-first']"),
        ("json", TASK, "awsvpc", "vpc", "$.networkMode: 'vpc' is none of bridge, host, awsvpc, none"),
        ("json", TASK, "retries", "retry", "HealthCheck has no field 'retry'"),
        ("json", TASK, '"essential": true', '"essential": "yes"', "'yes' is no boolean"),
        ("json", TASK, '"containerPort": 80', '"containerPort": "80"', "'80' is no integer"),
        ("json", TASK, '"cpu": "256"', '"cpu": 256', "256 is no string"),
        ("json", SERVICE, '"weight": 1', '"weight": 1001', "1001 is above 1000"),
        ("json", SERVICE, '"weight": 1', '"weight": -1', "-1 is below 0"),
        ("json", SERVICE, '"base"', '"bases"', "CapacityProviderStrategyItem has no field 'bases'"),
        ("json", SERVICE, "10,", "10", "not JSON"),
        ("json", POLICY, "Allow", "Allowed", "no effect 'Allowed'"),
        ("json", POLICY, "Principal", "Principals", "a statement has no 'Principals'"),
        ("json", POLICY, "sts:AssumeRole", "AssumeRole", "no action 'AssumeRole'"),
        ("dockerfile", DOCKERFILE, "COPY", "COPPY", "a Dockerfile has no instruction COPPY"),
        ("dockerfile", DOCKERFILE, "--platform", "--plattform", "FROM has no flag --plattform"),
        ("dockerfile", DOCKERFILE, '["node"]', "['node']", "no JSON list, so a shell would run it"),
    ],
)
def test_the_gate_sees_a_fault_in_a_block(language: str, code: str, old: str, new: str, fault: str) -> None:
    assert told(saying(f"Look:\n\n```{language}\n{code}\n```\n")) == []
    assert old in code
    found = told(saying(f"Look:\n\n```{language}\n{code.replace(old, new, 1)}\n```\n"))
    assert len(set(found)) == 1
    assert fault in found[0]


def test_the_gate_sees_a_block_that_nobody_recognises() -> None:
    assert told(saying('```json\n{"a": 1}\n```'))[0].endswith('no schema recognises it: {"a": 1}')
    assert told(saying("```yaml\n- 1\n```"))[0].endswith("no schema recognises it: [1]")
    assert told(saying("```hcl\nx = 1\n```"))[0].endswith("no gate reads ```hcl")
