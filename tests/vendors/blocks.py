"""Code that the course shows in fenced blocks, held against the schema of whatever it is.

An example may leave fields out, so nothing is required; a field that is not known, a value of the wrong type and a word
that a field does not take are faults. What no schema recognises is a fault too.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from tests.vendors import aws, compose, dockerfile, kubernetes, shapes
from tests.vendors.texts import Shown

# console is read by `lines`; text shows what a program prints, and formulas.
ELSEWHERE: Final = ("console", "text", "")

# Inputs of AWS that an example may be, the likeliest first: the one that fits best tells the faults.
INPUTS: Final = (
    "ecs.RegisterTaskDefinitionRequest",
    "ecs.CreateServiceRequest",
    "ecs.UpdateServiceRequest",
    "ecs.ContainerDefinition",
    "ecs.CreateCapacityProviderRequest",
    "ecs.DeploymentConfiguration",
    "ecs.RunTaskRequest",
    "application-autoscaling.TargetTrackingScalingPolicyConfiguration",
    "eks.CreateNodegroupRequest",
    "eks.CreateClusterRequest",
)
# Parts of a manifest that may be shown alone.
PARTS: Final = (
    "core.v1.PodSpec",
    "core.v1.Container",
    "apps.v1.DeploymentSpec",
    "core.v1.ServiceSpec",
    "autoscaling.v2.HorizontalPodAutoscalerSpec",
)

STATEMENT: Final = {"Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"}


def faults(block: Shown) -> Iterator[str]:
    """What is wrong with a block."""
    if block.language == "dockerfile":
        yield from dockerfile.faults(block.code)
        return
    if block.language not in ("json", "yaml"):
        if block.language not in ELSEWHERE:
            yield f"no gate reads ```{block.language}"
        return
    try:
        documents = list(yaml.safe_load_all(block.code)) if block.language == "yaml" else [json.loads(block.code)]
    except ValueError as error:
        yield f"not JSON: {error}"
    except yaml.YAMLError as error:
        yield f"not YAML: {error}"
    else:
        for document in documents:
            yield from _faults(document)


def _faults(document: Any) -> Iterator[str]:
    known: tuple[tuple[Callable[[Any], bool], Callable[[Any], Iterator[str]]], ...] = (
        (lambda found: "apiVersion" in found or "kind" in found, manifest),
        (lambda found: set(found) <= set(compose.schema()["properties"]), stack),
        (lambda found: {"Statement", "Version"} <= set(found), policy),
        (lambda found: _likeliest(found) != "", aws_input),
        (lambda found: _part(found) != "", part),
    )
    if isinstance(document, dict):
        for recognises, check in known:
            if recognises(document):
                yield from check(document)
                return
    yield f"no schema recognises it: {json.dumps(document)[:80]}"


def manifest(document: dict[str, Any]) -> Iterator[str]:
    """An object of Kubernetes."""
    of = (str(document.get("apiVersion")), str(document.get("kind")))
    if of not in kubernetes.kinds():
        yield f"Kubernetes {kubernetes.VERSION} has no {of[1]} in {of[0]}"
    else:
        yield from _told(
            Draft202012Validator({"$ref": f"#/$defs/{kubernetes.kinds()[of]}", "$defs": lenient()}), document
        )


def part(document: dict[str, Any]) -> Iterator[str]:
    """A part of a manifest."""
    yield from _told(Draft202012Validator({"$ref": f"#/$defs/{_part(document)}", "$defs": lenient()}), document)


def _part(document: dict[str, Any]) -> str:
    """The definition that knows every key at the top; empty where none does."""
    named = [kubernetes.API + name for name in PARTS]
    return next((name for name in named if set(document) <= set(lenient()[name]["properties"])), "")


@cache
def lenient() -> dict[str, Any]:
    """The definitions of Kubernetes with nothing required, and with the words that closed fields take."""
    found = {
        name: {k: v for k, v in known.items() if k != "required"} for name, known in kubernetes.definitions().items()
    }
    for path in kubernetes.CLOSED:
        name, _, field = path.rpartition(".")
        closed = found[kubernetes.API + name]
        described = {**closed["properties"][field], "enum": sorted(kubernetes.choices(path)())}
        found[kubernetes.API + name] = {**closed, "properties": {**closed["properties"], field: described}}
    return found


def stack(document: dict[str, Any]) -> Iterator[str]:
    """A Compose file, as `docker stack deploy` takes it."""
    yield from _told(Draft202012Validator(compose.schema()), document)


def _told(validator: Draft202012Validator, document: Any) -> Iterator[str]:
    for error in validator.iter_errors(document):
        nearest = best_match([error]) or error
        yield f"{nearest.json_path}: {nearest.message}"


def policy(document: dict[str, Any]) -> Iterator[str]:
    """An IAM policy or a trust policy."""
    statements = document["Statement"]
    for statement in statements if isinstance(statements, list) else [statements]:
        yield from (f"a statement has no {key!r}" for key in set(statement) - STATEMENT)
        if statement.get("Effect") not in ("Allow", "Deny"):
            yield f"no effect {statement.get('Effect')!r}"
        actions = statement.get("Action", [])
        for action in actions if isinstance(actions, list) else [actions]:
            if not re.fullmatch(r"\*|[a-z0-9-]+:[A-Za-z*]+", action):
                yield f"no action {action!r}"


def aws_input(document: dict[str, Any]) -> Iterator[str]:
    """The input of an operation of AWS."""
    yield from shapes.misfits(aws.shape(_likeliest(document)), document, "$")


def _likeliest(document: dict[str, Any]) -> str:
    """The input that has most of the keys at the top; empty where none has half of them."""
    shared = {path: len(set(document) & set(aws.members(path)())) for path in INPUTS}
    best = max(shared, key=lambda path: shared[path])
    return best if 2 * shared[best] >= len(document) > 0 else ""
