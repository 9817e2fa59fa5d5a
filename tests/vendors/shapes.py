"""Values held against a shape of a model of AWS."""

from collections.abc import Iterator
from typing import Any, Final

from botocore.model import Shape  # type: ignore[import-untyped]

PYTHON: Final[dict[str, type | tuple[type, ...]]] = {
    "boolean": bool,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "string": str,
}


def misfits(shape: Shape, value: Any, at: str) -> Iterator[str]:
    """What AWS would refuse in `value`, which stands at `at`; nothing is required."""
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        for key, inner in value.items():
            if key in shape.members:
                yield from misfits(shape.members[key], inner, f"{at}.{key}")
            else:
                yield f"{at}: {shape.name} has no field {key!r}"
    elif kind == "list" and isinstance(value, list):
        for index, inner in enumerate(value):
            yield from misfits(shape.member, inner, f"{at}[{index}]")
    elif kind == "map" and isinstance(value, dict):
        for key, inner in value.items():
            yield from misfits(shape.value, inner, f"{at}.{key}")
    elif not _is(kind, value):
        yield f"{at}: {value!r} is no {kind}"
    elif kind == "string" and shape.enum and value not in shape.enum:
        yield f"{at}: {value!r} is none of {', '.join(shape.enum)}"
    elif not isinstance(value, str):
        yield from (f"{at}: {value!r} is {fault}" for fault in _out_of_bounds(shape, value))


def _is(kind: str, value: Any) -> bool:
    """Whether a value is of a kind; Python's booleans are numbers too, those of AWS are not."""
    return kind in PYTHON and isinstance(value, PYTHON[kind]) and isinstance(value, bool) == (kind == "boolean")


def _out_of_bounds(shape: Shape, number: float) -> Iterator[str]:
    least, most = (shape.metadata.get(bound, number) for bound in ("min", "max"))
    if number < least:
        yield f"below {least}"
    if number > most:
        yield f"above {most}"
