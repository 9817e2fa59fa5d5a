"""The models that AWS publishes for its APIs, read from botocore's own data.

A name with dots leads into a model: `ecs.NetworkMode` is a shape, `ecs.HealthCheck.startPeriod` a member of one.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from botocore.loaders import Loader  # type: ignore[import-untyped]
from botocore.model import ServiceModel, Shape  # type: ignore[import-untyped]

from tests.vendors.documentation import picked

SERVICES: Final = (
    "application-autoscaling",
    "autoscaling",
    "cloudwatch",
    "ec2",
    "ecr",
    "ecs",
    "eks",
    "elbv2",
    "iam",
    "logs",
    "secretsmanager",
    "servicediscovery",
    "ssm",
    "sts",
)
_LOADER: Final = Loader()


@cache
def api(service: str) -> dict[str, Any]:
    """The model of a service as published."""
    loaded: dict[str, Any] = _LOADER.load_service_model(service, "service-2")
    return loaded


@cache
def service(name: str) -> ServiceModel:
    return ServiceModel(api(name), name)


@cache
def waiters(name: str) -> frozenset[str]:
    """What `aws NAME wait` can wait for."""
    return frozenset(_LOADER.load_service_model(name, "waiters-2")["waiters"])


def shape(path: str) -> Shape:
    """The shape at `service.Shape` or `service.Shape.member`."""
    name, at, *members = path.split(".")
    found = service(name).shape_for(at)
    for member in members:
        found = found.members[member]
    return found


def choices(path: str) -> Callable[[], frozenset[str]]:
    """The values of an enumeration."""
    return lambda: frozenset(shape(path).enum)


def members(path: str) -> Callable[[], frozenset[str]]:
    """The names of a structure's fields."""
    return lambda: frozenset(shape(path).members)


def bounds(path: str) -> Callable[[], frozenset[str]]:
    """The least and the greatest value."""
    return lambda: frozenset(f"{shape(path).metadata[bound]:g}" for bound in ("min", "max"))


def told(path: str, pattern: str) -> Callable[[], frozenset[str]]:
    """What the groups of `pattern` match in the documentation of a shape."""
    return lambda: picked(pattern, plain(shape(path).documentation), path)


def plain(documentation: str) -> str:
    """Documentation without its tags, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"</?\w[^>]*>", "", documentation)).strip()


@cache
def names() -> frozenset[str]:
    """Every operation, shape, field and value of the services, and what their documentation sets as code."""
    return frozenset(name for known in SERVICES for name in _names(api(known)))


def _names(model: dict[str, Any]) -> Iterator[str]:
    yield from model["operations"]
    for name, found in model["shapes"].items():
        yield name
        yield from found.get("members", ())
        yield from found.get("enum", ())
        texts = (found, *found.get("members", {}).values())
        for text in texts:
            for code in re.findall(r"<code>([^<]+)</code>", text.get("documentation", "")):
                yield from re.findall(r"[\w-]+", code)
