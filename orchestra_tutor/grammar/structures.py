"""Structures of the AWS CLI: JSON, and the shorthand `subnets=[a,b],assignPublicIp=ENABLED`, compared by meaning.

A shape is what aws.json says of a value: a kind of `values`, `["text"]`, `{field: shape}`, or `{"*": shape}` where the
names are free. A list of one and what is in it are the same, as the CLI takes either.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from orchestra_tutor.grammar import values
from orchestra_tutor.grammar.meaning import Word
from orchestra_tutor.shape import nearest
from orchestra_tutor.text import Text

DEEPEST: Final = 20

SHORTHAND: Final = Text("`key=value,key=value` or JSON", "`key=value,key=value` 또는 JSON")
FIELDS: Final = Text("the fields {names}", "필드 {names}")

_PLAIN: Final = re.compile(r"[^,\[\]{}=\"']*")
_VALUE: Final = re.compile(r"[^,\]}\"']*")  # may have a `=` in it
_QUOTED: Final = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")


def read(shape: Any, typed: list[str], ordered: frozenset[str], name: str) -> tuple[Word, ...]:
    """The values of a flag `name` in the words that follow it. Raises ValueError with what is wanted instead."""
    if len(typed) == 1 and typed[0].startswith("file://"):
        return (Word(typed[0], typed[0]),)
    if isinstance(shape, dict):
        parsed = _parsed(typed[0], shape) if len(typed) == 1 else None
        if not isinstance(parsed, dict):
            raise ValueError(SHORTHAND)
        return tuple(sorted(Word(leaf, leaf) for leaf in _leaves(shape, parsed, "", ordered)))
    inner = shape[0]
    listed = _json(typed[0]) if len(typed) == 1 and typed[0].lstrip().startswith("[") else None
    entries = listed if isinstance(listed, list) else [_parsed(word, inner) for word in typed]
    words = [_word(inner, entry, ordered) for entry in entries]
    return tuple(words if name in ordered else sorted(words))


def _word(shape: Any, parsed: Any, ordered: frozenset[str]) -> Word:
    if shape == "document":
        return Word(*[_written(parsed)] * 2)
    if isinstance(shape, str):
        return Word(_scalar(shape, parsed), str(parsed))
    if not isinstance(parsed, dict):
        raise ValueError(SHORTHAND)
    means = ",".join(sorted(_leaves(shape, parsed, "", ordered)))
    return Word(means, means)


def _leaves(shape: Any, parsed: Any, path: str, ordered: frozenset[str]) -> Iterator[str]:
    """`awsvpcConfiguration.subnets=a`, one for each value that is not what it is without being said."""
    if shape == "document":  # of any form
        yield f"{path}={_written(parsed)}"
    elif isinstance(shape, dict):
        if not isinstance(parsed, dict):
            raise ValueError(SHORTHAND)
        for name, value in parsed.items():
            yield from _leaves(_field(shape, name), value, f"{path}.{name}" if path else name, ordered)
    elif isinstance(shape, list):
        entries = parsed if isinstance(parsed, list) else [parsed]
        words = [_word(shape[0], entry, ordered).means for entry in entries]
        yield f"{path}=[{';'.join(words if path.rpartition('.')[2] in ordered else sorted(words))}]"
    else:
        kind, _, default = shape.partition(" = ")
        said = _scalar(kind, parsed)
        if said != default:
            yield f"{path}={said}"


def _field(shape: Mapping[str, Any], name: str) -> Any:
    if name not in shape and "*" not in shape:
        names = nearest(name, shape)[:1] or list(shape)
        raise ValueError(FIELDS.fill(names=", ".join(f"`{known}`" for known in names)))
    return shape.get(name, shape.get("*"))


def _scalar(kind: str, parsed: Any) -> str:
    if isinstance(parsed, list) and len(parsed) == 1:
        parsed = parsed[0]
    if isinstance(parsed, dict | list) or parsed is None:
        raise ValueError(SHORTHAND)
    typed = str(parsed).lower() if isinstance(parsed, bool) else str(parsed)
    return "".join(word.means for word in values.read(kind.partition(" = ")[0], typed, {}))


def _written(parsed: Any) -> str:
    """A document, its scalars as strings, as shorthand has no numbers."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(below) for name, below in value.items()}
        if isinstance(value, list):
            return [plain(below) for below in value]
        return str(value).lower() if isinstance(value, bool) else str(value)

    return json.dumps(plain(parsed), sort_keys=True, ensure_ascii=False)


def _parsed(typed: str, shape: Any) -> Any:
    if isinstance(shape, str) and shape != "document":
        return typed
    return _json(typed) if typed.lstrip().startswith("{") else _Shorthand(typed).whole()


def _json(typed: str) -> Any:
    try:
        return json.loads(typed)
    except (ValueError, RecursionError):
        raise ValueError(SHORTHAND) from None


class _Shorthand:
    """Reads shorthand from left to right."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.at = 0

    def whole(self) -> dict[str, Any]:
        found = self.pairs(0)
        if self.at < len(self.typed):
            raise ValueError(SHORTHAND)
        return found

    def pairs(self, depth: int) -> dict[str, Any]:
        """`a=1,b=[2,3],c=4,5`: what has no `=` of its own belongs to the list before it."""
        if depth > DEEPEST:
            raise ValueError(SHORTHAND)
        found: dict[str, Any] = {}
        name = ""
        while True:
            start, said = self.at, self.scalar()
            if self.take("="):
                name = said
                if name in found:
                    raise ValueError(SHORTHAND)
                found[name] = self.value(depth)
            elif name and self.at > start:
                before = found[name]
                found[name] = [*before, said] if isinstance(before, list) else [before, said]
            else:
                raise ValueError(SHORTHAND)
            if not self.take(","):
                return found

    def value(self, depth: int) -> Any:
        if self.take("{"):
            return self.closed(self.pairs(depth + 1), "}")
        if not self.take("["):
            return self.scalar(_VALUE)
        listed: list[Any] = []
        while not self.take("]"):
            listed.append(self.closed(self.pairs(depth + 1), "}") if self.take("{") else self.scalar())
            if not self.take(","):
                return self.closed(listed, "]")
        return listed

    def closed(self, found: Any, mark: str) -> Any:
        if not self.take(mark):
            raise ValueError(SHORTHAND)
        return found

    def scalar(self, pattern: re.Pattern[str] = _PLAIN) -> str:
        quoted = _QUOTED.match(self.typed, self.at)
        if quoted:
            self.at = quoted.end()
            return re.sub(r"\\(.)", r"\1", quoted[1] if quoted[1] is not None else quoted[2])
        plain = pattern.match(self.typed, self.at)
        assert plain
        self.at = plain.end()
        return plain[0].strip()

    def take(self, mark: str) -> bool:
        found = self.typed.startswith(mark, self.at)
        self.at += found
        return found
