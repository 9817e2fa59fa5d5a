"""The OpenAPI schemas of the newest Kubernetes that the package kubernetes-validate has.

A name with dots leads into them: `core.v1.Probe` is a definition, `core.v1.Probe.periodSeconds` a field of one. The
schemas have no enumerations but for `kind`; which words a field takes, and its default, its description says.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, Final

import kubernetes_validate  # type: ignore[import-untyped]

from tests.vendors.documentation import picked

VERSION: Final[str] = kubernetes_validate.latest_version()
API: Final = "io.k8s.api."

# Fields whose description names every word that they take.
CLOSED: Final = (
    "apps.v1.DeploymentStrategy.type",
    "autoscaling.v2.MetricSpec.type",
    "batch.v1.CronJobSpec.concurrencyPolicy",
    "core.v1.Container.imagePullPolicy",
    "core.v1.ContainerPort.protocol",
    "core.v1.PodSpec.dnsPolicy",
    "core.v1.PodSpec.restartPolicy",
    "core.v1.ServicePort.protocol",
    "core.v1.ServiceSpec.sessionAffinity",
    "core.v1.ServiceSpec.type",
    "core.v1.Taint.effect",
    "core.v1.Toleration.operator",
)

# How a description begins to list what its field takes. What follows up to the full stop is read for capitalised words.
_LISTS: Final = re.compile(
    r"(?:[Oo]ne of|Valid (?:options|values|effects|operators) are|Can be|Must be|must be|Supports)"
    r"(?::\s*)?(?P<words>(?:[^.]|\.(?=\w))*)"
)
_WORD: Final = re.compile(r"\b[A-Z][A-Za-z]+\b")


@cache
def definitions() -> dict[str, Any]:
    """Every definition, by its full name; unknown fields are forbidden in them."""
    path = files("kubernetes_validate") / "kubernetes-json-schema" / f"v{VERSION}-local-strict" / "_definitions.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["$defs"]
    return found


@cache
def kinds() -> dict[tuple[str, str], str]:
    """The definition of each kind of object, by apiVersion and kind."""
    found = {}
    for name, definition in definitions().items():
        for known in definition.get("x-kubernetes-group-version-kind", ()):
            version = "/".join(part for part in (known["group"], known["version"]) if part)
            found[version, known["kind"]] = name
    return found


def field(path: str) -> dict[str, Any]:
    """The field at `group.version.Definition.field`."""
    name, _, at = path.rpartition(".")
    found: dict[str, Any] = definitions()[API + name]["properties"][at]
    return found


def fields(path: str) -> Callable[[], frozenset[str]]:
    """The names of a definition's fields."""
    return lambda: frozenset(definitions()[API + path]["properties"])


def choices(path: str) -> Callable[[], frozenset[str]]:
    """The words that a field takes, as its description lists them."""

    def read() -> frozenset[str]:
        found = listed(field(path)["description"])
        assert len(found) > 1, f"{path} no longer lists its values: {field(path)['description']}"
        return found

    return read


def listed(description: str) -> frozenset[str]:
    """The words of the list in a description; none where it has no list."""
    lists = _LISTS.search(description)
    if lists is None:
        return frozenset()
    quoted = re.findall(r'"([A-Z]\w*)"', lists["words"])
    return frozenset(quoted or _WORD.findall(lists["words"]))


def told(path: str, pattern: str) -> Callable[[], frozenset[str]]:
    """What the groups of `pattern` match in the description of a field."""
    return lambda: picked(pattern, field(path)["description"], path)


def default(path: str) -> Callable[[], frozenset[str]]:
    """The first default that a description names: `Defaults to 25%`."""
    return told(path, r"^(?:.|\n)*?[Dd]efaults? to (\d+%?|\w+)")


@cache
def names() -> frozenset[str]:
    """Every kind, definition and field, and every word with a capital in a description."""
    found = set()
    for name, definition in definitions().items():
        found.add(name.rpartition(".")[2])
        found |= set(definition.get("properties", ()))
        texts = (definition, *definition.get("properties", {}).values())
        for text in texts:
            found |= set(re.findall(r"\b\w*[A-Z]\w*\b", text.get("description", "")))
    return frozenset(found)
