"""Lines of the AWS CLI, held against the models that the CLI itself is made of.

`aws SERVICE OPERATION` is an operation of the service's model, its flags are the fields of the operation's input, both
written with dashes; a value in shorthand, `capacityProvider=FARGATE,weight=1`, names fields. Commands that the CLI adds
by hand are in the table `reference`.
"""

import re
from collections.abc import Iterator
from typing import Final

from botocore import xform_name  # type: ignore[import-untyped]
from botocore.model import Shape  # type: ignore[import-untyped]

from tests.vendors import aws

# docs.aws.amazon.com/cli, "Command line options"; the last are added to single operations that list pages
GLOBAL: Final = {
    *("--ca-bundle", "--cli-input-json", "--cli-input-yaml", "--color", "--debug", "--endpoint-url"),
    *("--generate-cli-skeleton", "--no-cli-pager", "--no-paginate", "--no-sign-request", "--output", "--profile"),
    *("--query", "--region", "--max-items", "--page-size", "--starting-token"),
}
NUMBERS: Final = {"integer", "long", "double", "float"}


def faults(words: list[str]) -> Iterator[str]:
    """What the CLI would refuse in `aws WORDS`."""
    service, operation, *rest = (*words, "", "")
    if service not in aws.SERVICES:
        yield f"no model of {service!r} was read"
    elif operation == "wait":
        waiters = {xform_name(name, "-") for name in aws.waiters(service)}
        if rest[0] not in waiters:
            yield f"aws {service} waits for no {rest[0]!r}"
    elif operation and operation not in operations(service):
        yield f"aws {service} has no operation {operation!r}"
    elif operation:
        yield from _refused(service, operation, [word for word in rest if word])


def operations(service: str) -> dict[str, str]:
    """The operations of a service by their names in the CLI."""
    return {xform_name(name, "-"): name for name in aws.service(service).operation_names}


def fields(service: str, operation: str) -> dict[str, Shape]:
    """The flags of an operation, with the shapes of their values."""
    given = aws.service(service).operation_model(operations(service)[operation]).input_shape
    flags = {f"--{xform_name(name, '-')}": shape for name, shape in given.members.items()} if given else {}
    if service == "eks" and "--version" in flags:  # which asks the CLI itself for its version
        flags["--kubernetes-version"] = flags.pop("--version")
    return flags


def _refused(service: str, operation: str, words: list[str]) -> Iterator[str]:
    known = fields(service, operation)
    flag = ""
    for word in words:
        if word.startswith("--"):
            flag = word.replace("--no-", "--", 1) if word.replace("--no-", "--", 1) in known else word
            if flag not in known and flag not in GLOBAL:
                yield f"aws {service} {operation} has no flag {flag}"
        elif not flag:
            yield f"aws {service} {operation} takes no argument {word!r}"
        elif flag in known:
            yield from (f"aws {service} {operation} {flag}: {fault}" for fault in _misfits(known[flag], word))


def _misfits(shape: Shape, value: str) -> Iterator[str]:
    """What is wrong with one value of a flag."""
    if shape.type_name == "list":
        yield from _misfits(shape.member, value)
    elif shape.type_name == "structure":
        yield from (f"no field {name!r}" for name in re.findall(r"(\w+)=", value) if name not in _names(shape))
    elif shape.type_name == "string" and shape.enum and value not in shape.enum:
        yield f"no value {value!r}"
    elif shape.type_name in NUMBERS and not re.fullmatch(r"-?\d+(\.\d+)?|[A-Z]+|<.+>", value):
        yield f"no number {value!r}"


def _names(shape: Shape) -> set[str]:
    """The fields of a structure and of what is in it."""
    if shape.type_name == "structure":
        return set(shape.members).union(*(_names(member) for member in shape.members.values()))
    return _names(shape.member) if shape.type_name == "list" else set()
