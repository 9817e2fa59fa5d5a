"""What content must look like, said once: a shape reads a node into a value, and describes itself as JSON Schema.

`read` never stops at the first problem: it notes all it finds and raises `UnreadableError` once, at the end of the
smallest part that has no value. The same shapes read the compiled course back from the index.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any, Generic, NoReturn, Protocol, TypeVar

from orchestra_tutor.source import Node, Problem, Span
from orchestra_tutor.text import LANGS, Text
from orchestra_tutor.value import dataclass

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, Any]


class UnreadableError(Exception):
    """The node has no value of this shape; the problems say why."""


class Shape(Protocol[T_co]):
    """Reads a node, noting problems; `schema` is the JSON Schema that accepts the same nodes."""

    def read(self, node: Node, problems: list[Problem]) -> T_co: ...

    def schema(self) -> Schema: ...


def refuse(problems: list[Problem], span: Span, code: str, message: str, hint: str = "") -> NoReturn:
    """Note a problem and give the node up."""
    problems.append(Problem(span, code, message, hint))
    raise UnreadableError


def _found(node: Node) -> str:
    return {dict: "a mapping", list: "a list"}.get(type(node.value), f"{node.value!r:.40}")


ANYTHING = r"[\s\S]*\S[\s\S]*"


@dataclass(frozen=True)
class Words:
    """A scalar as a string; `pattern` must match the whole of it, `like` says so in words."""

    pattern: str = ANYTHING
    like: str = "some text"

    def read(self, node: Node, problems: list[Problem]) -> str:
        if not isinstance(node.value, str) or not re.fullmatch(self.pattern, node.value):
            refuse(problems, node.span, "wrong-type", f"expected {self.like}, found {_found(node)}")
        return node.value

    def schema(self) -> Schema:
        takes_any_scalar = re.fullmatch(self.pattern, "true")  # an editor reads `true` and `404` as no strings
        kind = ["string", "number", "boolean"] if takes_any_scalar else "string"
        return {"type": kind, "pattern": f"^(?:{self.pattern})$", "description": self.like}


SOME = Words()
ID = Words(r"[a-z0-9]+(?:-[a-z0-9]+)*", "an id in kebab-case, such as rolling-update")
CELL_ID = Words(r"[a-z0-9-]+/[a-z0-9-]+", "a cell of the grid, such as self-healing/kubernetes")
DATE = Words(r"\d{4}-\d{2}-\d{2}", "a date, such as 2026-11-23")
URL = Words(r"https://\S+", "an address that starts with https://")


@dataclass(frozen=True)
class Number:
    """A scalar as a number between `least` and `most`."""

    least: float = float("-inf")
    most: float = float("inf")

    def read(self, node: Node, problems: list[Problem]) -> float:
        try:
            number = float(node.value) if isinstance(node.value, str) else float("nan")
        except ValueError:
            number = float("nan")
        if not self.least <= number <= self.most or abs(number) == float("inf"):
            refuse(problems, node.span, "wrong-type", f"expected {self._like()}, found {_found(node)}")
        return number

    def _like(self) -> str:
        bounded = self.least > float("-inf") or self.most < float("inf")
        return f"a number from {self.least:g} to {self.most:g}" if bounded else "a number"

    def schema(self) -> Schema:
        bounds = {"minimum": self.least, "maximum": self.most}
        return {"type": "number"} | {name: bound for name, bound in bounds.items() if abs(bound) != float("inf")}


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def read(self, node: Node, problems: list[Problem]) -> bool:
        if node.value not in ("true", "false"):
            refuse(problems, node.span, "wrong-type", f"expected true or false, found {_found(node)}")
        return node.value == "true"

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True)
class OneOf:
    """One of a few fixed words."""

    words: tuple[str, ...]

    def read(self, node: Node, problems: list[Problem]) -> str:
        if node.value not in self.words:
            hint = near(str(node.value), self.words)
            refuse(problems, node.span, "wrong-value", f"expected {' | '.join(self.words)}, found {_found(node)}", hint)
        return str(node.value)

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Bilingual:
    """`{en: …, ko: …}`: both languages, always."""

    def read(self, node: Node, problems: list[Problem]) -> Text:
        if not isinstance(node.value, dict):
            hint = "write {en: …, ko: …}"
            refuse(problems, node.span, "wrong-type", f"expected a text in both languages, found {_found(node)}", hint)
        for key, span in node.keys.items():
            if key not in LANGS:
                problems.append(Problem(span, "unknown-key", f"unknown key {key!r}", near(key, LANGS)))
        missing = [lang for lang in LANGS if lang not in node.value]
        if missing:
            refuse(problems, node.span, "language-missing", f"no text in {' and '.join(missing)}", "say it in both")
        return Text(*(SOME.read(node.value[lang], problems) for lang in LANGS))

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/text"}


@dataclass(frozen=True)
class ListOf(Generic[T]):
    """`least` to `most` values of one shape."""

    shape: Shape[T]
    least: int = 0
    most: int = 100_000

    def read(self, node: Node, problems: list[Problem]) -> tuple[T, ...]:
        if not isinstance(node.value, list):
            refuse(problems, node.span, "wrong-type", f"expected a list, found {_found(node)}")
        if not self.least <= len(node.value) <= self.most:
            message = f"expected {self.least} to {self.most} entries, found {len(node.value)}"
            problems.append(Problem(node.span, "wrong-count", message))
        values = tuple(_readable(self.shape, node.value, problems))
        if len(values) < self.least:  # an order of one entry, a match of none: nothing could ask or grade it
            raise UnreadableError
        return values

    def schema(self) -> Schema:
        return {"type": "array", "items": self.shape.schema(), "minItems": self.least, "maxItems": self.most}


@dataclass(frozen=True)
class MapOf(Generic[T]):
    """Names of the author's choosing, each with a value of one shape."""

    shape: Shape[T]

    def read(self, node: Node, problems: list[Problem]) -> dict[str, T]:
        if not isinstance(node.value, dict):
            refuse(problems, node.span, "wrong-type", f"expected a mapping, found {_found(node)}")
        values = _readable(self.shape, list(node.value.values()), problems)
        if len(values) < len(node.value):
            raise UnreadableError
        return dict(zip(node.value, values, strict=True))

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.shape.schema()}


def _readable(shape: Shape[T], nodes: list[Node], problems: list[Problem]) -> list[T]:
    values = []
    for node in nodes:
        try:
            values.append(shape.read(node, problems))
        except UnreadableError:
            continue
    return values


@dataclass(frozen=True)
class Record(Generic[T]):
    """A mapping with known keys. `make` gets the values by name; `node` as well where `keeps_node` is set."""

    make: Callable[..., T]
    needs: Mapping[str, Shape[Any]] = field(default_factory=dict)
    takes: Mapping[str, Shape[Any]] = field(default_factory=dict)
    keeps_node: bool = False

    def read(self, node: Node, problems: list[Problem]) -> T:
        if not isinstance(node.value, dict):
            refuse(problems, node.span, "wrong-type", f"expected a mapping, found {_found(node)}")
        shapes = {**self.needs, **self.takes}
        whole = True
        for key, span in node.keys.items():
            if key not in shapes:
                problems.append(Problem(span, "unknown-key", f"unknown key {key!r}", near(key, shapes)))
        for key in self.needs:
            if key not in node.value:
                problems.append(Problem(node.span, "missing-key", f"{key!r} is missing", f"add {key}: …"))
                whole = False
        values: dict[str, Any] = {"node": node} if self.keeps_node else {}
        for key, value in node.value.items():
            if key not in shapes:
                continue
            try:
                values[key] = shapes[key].read(value, problems)
            except UnreadableError:
                whole = whole and key in self.takes
        if not whole:
            raise UnreadableError
        try:
            return self.make(**values)
        except ValueError as error:  # the values are well formed, and do not go together
            refuse(problems, node.span, "wrong-values", str(error))

    def schema(self) -> Schema:
        shapes = {**self.needs, **self.takes}
        return {
            "type": "object",
            "properties": {key: shape.schema() for key, shape in shapes.items()},
            "required": list(self.needs),
            "additionalProperties": False,
        }


@dataclass(frozen=True)
class ByTag(Generic[T]):
    """A mapping whose key `tag` names which of several shapes it has."""

    tag: str
    shapes: Mapping[str, Shape[T]]

    def read(self, node: Node, problems: list[Problem]) -> T:
        if not isinstance(node.value, dict):
            refuse(problems, node.span, "wrong-type", f"expected a mapping, found {_found(node)}")
        if self.tag not in node.value:
            hint = f"add {self.tag}: {' | '.join(self.shapes)}"
            refuse(problems, node.span, "missing-key", f"{self.tag!r} is missing", hint)
        tag = OneOf(tuple(self.shapes)).read(node.value[self.tag], problems)
        return self.shapes[tag].read(node, problems)

    def schema(self) -> Schema:
        tagged = []
        for tag, shape in self.shapes.items():
            condition = {"properties": {self.tag: {"const": tag}}, "required": [self.tag]}
            tagged.append({"if": condition, "then": shape.schema()})
        tags = {"type": "object", "properties": {self.tag: {"enum": list(self.shapes)}}, "required": [self.tag]}
        return {**tags, "allOf": tagged}


@dataclass(frozen=True)
class ByKey(Generic[T]):
    """A mapping of which exactly one key, the one that tells the shapes apart, must be there."""

    shapes: Mapping[str, Record[T]]

    def read(self, node: Node, problems: list[Problem]) -> T:
        if not isinstance(node.value, dict):
            refuse(problems, node.span, "wrong-type", f"expected a mapping, found {_found(node)}")
        present = [key for key in self.shapes if key in node.value]
        if len(present) != 1:
            found = " and ".join(present) or "none of them"
            refuse(problems, node.span, "wrong-keys", f"expected one of {' | '.join(self.shapes)}, found {found}")
        return self.shapes[present[0]].read(node, problems)

    def schema(self) -> Schema:
        return {"oneOf": [shape.schema() for shape in self.shapes.values()]}


@dataclass(frozen=True)
class Later(Generic[T]):
    """A shape that is loaded when something of it is read: a quiz starts without what only lessons have."""

    load: Callable[[], Shape[T]]

    def read(self, node: Node, problems: list[Problem]) -> T:
        return self.load().read(node, problems)

    def schema(self) -> Schema:
        return self.load().schema()


def near(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """What a misspelt word was probably meant to be, as a hint to an author."""
    close = nearest(word, known)
    return f"did you mean {' or '.join(close)}?" if close else f"known: {', '.join(list(known)[:20])}"


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Up to three of the known words that `word` may be meant to be, the nearest first."""
    import difflib  # only misspelt words need it

    return difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
