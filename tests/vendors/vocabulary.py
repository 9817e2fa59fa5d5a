"""Words that look like the names of an API, and the names that the vendors' models have.

In code every word with a capital or an underscore counts, in running text only what no language writes: a capital after
a small letter (`maxSurge`), or capitals joined by underscores (`FARGATE_SPOT`). `field: Value` is looked at as a pair,
and `--flag value` is a flag of some client that takes the value.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from botocore import xform_name  # type: ignore[import-untyped]

from orchestra_tutor.course import Course
from orchestra_tutor.prose import without_code
from tests.vendors import aws, compose, kubernetes
from tests.vendors.client import Flag, clients
from tests.vendors.invocation import fits
from tests.vendors.lines import begins_a_line
from tests.vendors.texts import Said, spans, texts

_WORD: Final = re.compile(r"(?<![\w/-])-{0,2}[A-Za-z_][\w-]*", re.ASCII)
_NAME: Final = re.compile(r"(?=.*[A-Z_])[A-Za-z_]\w+", re.ASCII)
_BARE: Final = re.compile(r"(?<![\w./-])(?:[a-z]+[a-z0-9]*[A-Z]\w*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?![\w-])", re.ASCII)


def written(course: Course) -> Iterator[Said]:
    """Every word that looks like a name, with its place."""
    for span in spans(course):
        if not begins_a_line(span.words):
            yield from (Said(span.place, name) for name in in_code(span.words))
    for text in texts(course):
        yield from (Said(text.place, name) for name in _BARE.findall(without_code(text.words)))


def in_code(code: str) -> list[str]:
    """The words of a span of code that look like names; flags are looked at by `unknown_flags`.

    A sentence is a message of a program, such as `Insufficient cpu`.
    """
    if re.fullmatch(r"[A-Z][a-z]+(?: [a-z]+)+", code):
        return []
    return [word for word in _WORD.findall(code) if _NAME.fullmatch(word)]


@cache
def names() -> frozenset[str]:
    """Every name of a vendor's model."""
    return aws.names() | kubernetes.names() | compose.names()


def unknown_flags(code: str) -> Iterator[str]:
    """The flags in a span of code that no client has, or that take no such value."""
    words = code.split()
    for flag, value in pairwise((*words, "")):
        if flag.startswith("--"):
            name, _, told = flag.partition("=")
            wanted = told or (value if value and not value.startswith("-") else None)
            if not any(wanted is None or fits(known, wanted) for known in _flags().get(name, ())):
                yield flag if wanted is None else f"{name} {wanted}"


@cache
def _flags() -> dict[str, tuple[Flag, ...]]:
    """Every flag of every client by its name; flags of the AWS CLI are the fields of its operations."""
    found: dict[str, set[Flag]] = {}
    for commands in clients().values():
        for command in commands.values():
            for name, flag in command.flags.items():
                found.setdefault(name, set()).add(flag)
    for service in ("ecs", "eks", "application-autoscaling"):
        model = aws.service(service)
        for operation in model.operation_names:
            given = model.operation_model(operation).input_shape
            for member in given.members if given else ():
                found.setdefault(f"--{xform_name(member, '-')}", set()).add(Flag(""))
    return {name: tuple(flags) for name, flags in found.items()}


def mismatched(code: str) -> Iterator[str]:
    """`field: Value` where Kubernetes or AWS has the field and knows the words that it takes, but not this one."""
    pair = re.fullmatch(r"(\w+): ([A-Z]\w*)", code)
    if pair and pair[1] in _taken() and pair[2] not in _taken()[pair[1]]:
        yield f"{pair[1]} does not take {pair[2]}"


@cache
def _taken() -> dict[str, frozenset[str]]:
    """By field, the words that it takes: of Kubernetes whatever has a capital in descriptions that list them all."""
    found: dict[str, frozenset[str]] = {}
    closed = {path.rpartition(".")[2] for path in kubernetes.CLOSED} - {"type"}
    for definition in kubernetes.definitions().values():
        for field, known in definition.get("properties", {}).items():
            if field not in closed:
                continue
            words = frozenset(re.findall(r"\b[A-Z]\w*\b", known.get("description", "")))
            found[field] = found.get(field, frozenset()) | words
    for service in ("ecs", "eks"):
        for shape in aws.api(service)["shapes"].values():
            for field, known in shape.get("members", {}).items():
                enum = frozenset(aws.api(service)["shapes"][known["shape"]].get("enum", ()))
                if enum:
                    found[field] = found.get(field, frozenset()) | enum
    found.pop("type", None)  # Kubernetes and AWS have many, each for something else
    return found
