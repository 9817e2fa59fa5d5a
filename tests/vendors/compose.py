"""The schema of the Compose Specification, which stack files follow; the package check-jsonschema brings it along."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def schema() -> dict[str, Any]:
    path = files("check_jsonschema.builtin_schemas.vendor") / "compose-spec.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def definition(name: str) -> dict[str, Any]:
    """One of the shapes that the schema is made of, `service` or `deployment`, as a schema of its own."""
    return {**schema(), "properties": {}, "$ref": f"#/$defs/{name}", "additionalProperties": True}


@cache
def names() -> frozenset[str]:
    """Every key that a Compose file may have, and the words in quotes that describe them."""
    return frozenset(_names(schema()))


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for entry in node:
            yield from _names(entry)
    elif isinstance(node, dict):
        yield from node.get("properties", ())
        yield from (word for word in node.get("enum", ()) if isinstance(word, str))
        if isinstance(said := node.get("description"), str):
            yield from re.findall(r"'([\w-]+)'", said)
        for entry in node.values():
            yield from _names(entry)
