"""Content as it was written: where a value stands, what is wrong with it, and the tree it came in.

A `Node` is YAML composed but not constructed: every scalar is still the string that the author typed, so `1.30`
stays `1.30` and `no` stays `no`. What a scalar means is decided by the shape that reads it.
"""

from collections.abc import Iterator
from dataclasses import field
from typing import Final, Literal

from orchestra_tutor.value import dataclass

_set = object.__setattr__

Level = Literal["error", "warning"]
Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file; line and column count from 1."""

    path: str = ""
    line: int = 0
    column: int = 0

    def __init__(self, path: str = "", line: int = 0, column: int = 0) -> None:  # by hand: a course has 200,000
        _set(self, "path", path)
        _set(self, "line", line)
        _set(self, "column", column)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


NOWHERE: Final = Span()


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in the content, and what to do about it."""

    span: Span
    code: str
    message: str
    hint: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        return f"{self.span}: {self.level}: {self.message} [{self.code}]" + (f"\n    {self.hint}" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, a list or a mapping, with its place. `keys` holds the places of a mapping's keys."""

    value: "str | list[Node] | dict[str, Node]"
    span: Span = field(default=NOWHERE, compare=False)
    keys: dict[str, Span] = field(default_factory=dict, compare=False)

    def __init__(
        self, value: "str | list[Node] | dict[str, Node]", span: Span = NOWHERE, keys: dict[str, Span] | None = None
    ) -> None:
        _set(self, "value", value)
        _set(self, "span", span)
        _set(self, "keys", {} if keys is None else keys)

    @classmethod
    def of(cls, plain: Plain) -> "Node":
        """The tree of a plain value that was checked when it was compiled; it knows no places."""
        if isinstance(plain, dict):
            return cls({key: cls.of(value) for key, value in plain.items()}, NOWHERE, {})
        if isinstance(plain, list):
            return cls([cls.of(value) for value in plain], NOWHERE, {})
        return cls(plain, NOWHERE, {})

    def plain(self) -> Plain:
        """The tree as nested dicts, lists and strings."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, *path: str | int) -> "Node":
        """The node at `path`; where the path ends early, the nearest one above, so that a problem has a place."""
        node = self
        for step in path:
            inside = node._inside(step)
            if inside is None:
                break
            node = inside
        return node

    def _inside(self, step: str | int) -> "Node | None":
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def walk(self) -> "Iterator[Node]":
        """The node itself and all below it, in the order of the file."""
        yield self
        below = self.value.values() if isinstance(self.value, dict) else self.value
        if not isinstance(below, str):
            for node in below:
                yield from node.walk()
