"""Values in the one form in which equal values are written alike: `1m` is `60s`, `app==web` is `app=web`.

A reader takes a typed value and raises ValueError where the client would refuse it. A kind with words in brackets,
`fields(name)` or `pair(image)`, hands them to its reader.
"""

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final

from orchestra_tutor.grammar.meaning import Word
from orchestra_tutor.text import Text

TRUE: Final = frozenset({"true", "True", "TRUE", "t", "T", "1"})
FALSE: Final = frozenset({"false", "False", "FALSE", "f", "F", "0"})

WHOLE_NUMBER: Final = Text("a whole number", "정수")
NUMBER: Final = Text("a number", "숫자")
DURATION: Final = Text("a duration such as `10s` or `1m30s`", "`10s`, `1m30s` 같은 시간")
SIZE: Final = Text("a size such as `512M`", "`512M` 같은 크기")
QUANTITY: Final = Text("a quantity such as `500m` or `64Mi`", "`500m`, `64Mi` 같은 수량")
PAIR: Final = Text("a pair with a `=` in it", "`=`로 이은 쌍")
CHANGE: Final = Text("`key=value`, or `key-` to remove it", "`key=value`, 제거할 때는 `key-`")
EITHER: Final = Text("true or false", "true 또는 false")

_SECONDS: Final = {"ns": "1e-9", "us": "1e-6", "ms": "1e-3", "s": "1", "m": "60", "h": "3600"}
_SCALES: Final = {"n": "1e-9", "u": "1e-6", "m": "1e-3", "": "1", "k": "1e3", "M": "1e6", "G": "1e9", "T": "1e12"} | {
    f"{letter}i": str(1024**power) for power, letter in enumerate("KMGTP", 1)
}
_NUMBER: Final = r"[+-]?(?:\d{1,18}(?:\.\d{0,9})?|\.\d{1,9})"


def text(typed: str) -> str:
    return typed


def squeezed(typed: str) -> str:
    """Words of a command."""
    return " ".join(typed.split())


def whole_number(typed: str) -> str:
    return str(int(_matching(r"[+-]?\d{1,18}", typed, WHOLE_NUMBER)[0]))


def number(typed: str) -> str:
    return _plain(Decimal(_matching(_NUMBER, typed, NUMBER)[0]))


def duration(typed: str) -> str:
    if typed == "0":
        return "0s"
    _matching(rf"(?:{_NUMBER}(?:ns|us|ms|s|m|h))+", typed, DURATION)
    parts = re.findall(rf"({_NUMBER})(ns|us|ms|s|m|h)", typed)
    return f"{_plain(sum((Decimal(n) * Decimal(_SECONDS[unit]) for n, unit in parts), Decimal()))}s"


def size(typed: str) -> str:
    """Bytes as Docker counts them: 1k is 1024."""
    found = _matching(rf"({_NUMBER}) ?([kmgtp]?)i?b?", typed.lower(), SIZE)
    return _plain(Decimal(found[1]) * 1024 ** " kmgtp".index(found[2] or " "))


def quantity(typed: str) -> str:
    found = _matching(rf"({_NUMBER})([numkMGT]?|[KMGTP]i)", typed, QUANTITY)
    return _plain(Decimal(found[1]) * Decimal(_SCALES[found[2]]))


def image(typed: str) -> str:
    """`nginx` is `docker.io/library/nginx:latest`."""
    short = typed.removeprefix("docker.io/").removeprefix("library/")
    return short if "@" in short or ":" in short.rpartition("/")[2] else f"{short}:latest"


def path(typed: str) -> str:
    """`./a/` is `a`, and `$HOME/a` is `~/a`."""
    return re.sub(r"^\$HOME(?=/|$)", "~", typed.removeprefix("./").rstrip("/")) or typed


def source(typed: str) -> str:
    """A file for an object: `pw.txt` is `pw.txt=./pw.txt`."""
    key, equals, file = typed.rpartition("=")
    return f"{key if equals else posixpath.basename(path(file))}={path(file)}"


def url(typed: str) -> str:
    """`web:80` is `http://web:80/`."""
    found = re.fullmatch(r"(https?://)?([^/]+)/?", typed)
    return f"{found[1] or 'http://'}{found[2]}/" if found else typed


def address(typed: str) -> str:
    """`10.0.0.1` is `10.0.0.1:2377`, the port of Swarm."""
    return typed if re.search(r":\d+$", typed) else f"{typed}:2377"


def compact(typed: str) -> str:
    """`node.role == worker` is `node.role==worker`."""
    return "".join(typed.split())


def document(typed: str) -> str:
    """JSON, however it is written; else the text."""
    try:
        return json.dumps(json.loads(typed), sort_keys=True, ensure_ascii=False)
    except (ValueError, RecursionError):
        return squeezed(typed)


def match(typed: str) -> str:
    """One requirement of a field: `a==b`."""
    return compact(typed).replace("==", "=")


def term(typed: str) -> str:
    """One requirement of a selector: `app==web`, `tier in (a, b)`. Of one value, `in` is `=`."""
    listed = re.fullmatch(r"\s*([^\s()]+)\s+(in|notin)\s+\(([^()]*)\)\s*", typed)
    if listed and "," not in listed[3]:
        return f"{listed[1]}{'=' if listed[2] == 'in' else '!='}{listed[3].strip()}"
    if listed:
        return f"{listed[1]} {listed[2]} ({','.join(sorted(map(str.strip, listed[3].split(','))))})"
    return match(typed)


def condition(typed: str) -> str:
    """What `kubectl wait` waits for: `condition=Ready` is `condition=ready=true`."""
    return typed.lower().removesuffix("=true") if typed.lower().startswith("condition=") else typed


def forwarded(typed: str) -> str:
    """`8080` is `8080:8080`."""
    return f"{typed}:{typed}" if ":" not in typed else typed


def change(typed: str) -> str:
    """A label, annotation, variable or taint: set, or taken away by a `-` at its end."""
    if not re.search(r"[=:]|-$", typed):
        raise ValueError(CHANGE)
    return typed


def pair(typed: str, kind: str) -> str:
    key, equals, value = typed.partition("=")
    if not key or not equals:
        raise ValueError(PAIR)
    return f"{key}={READERS[kind](value)}"


def resource(typed: str, kind: str) -> str:
    """`prod` for `arn:aws:ecs:eu-west-1:123456789012:cluster/prod`, and so for what is in a cluster."""
    found = re.fullmatch(rf"arn:aws[\w-]*:ecs:[\w-]*:\d*:{kind}/(?:[^/]+/)?([^/]+)", typed)
    return found[1] if found else typed


def fields(typed: str, spec: str, synonyms: Mapping[str, str]) -> str:
    """`source=db,target=pw` in any order; a word alone is the value of the first field of `spec`.

    The other fields there have what holds without them. One that ends in `/` is a folder, with a file as in the first.
    """
    key, *defaults = spec.split(",")
    if "=" not in typed and "," not in typed and key:
        typed = f"{key}={typed}"
    found = {}
    for name, equals, value in (each.partition("=") for each in typed.split(",")):
        found[synonyms.get(name, name)] = value if equals else "true"
    for name, _, value in (each.partition("=") for each in defaults):
        if value.endswith("/"):
            found[name] = posixpath.join(value, found.get(name, found.get(key, "")))
        elif found.get(name) == value:
            del found[name]
    return ",".join(f"{name}={found[name]}" for name in sorted(found))


def port(typed: str, synonyms: Mapping[str, str]) -> str:
    """`8080:80` is `published=8080,target=80,protocol=tcp,mode=ingress`."""
    said = {"mode": "ingress", "protocol": "tcp"}
    if "=" in typed:
        said |= dict(each.split("=", 1) for each in fields(typed, "", synonyms).split(","))
    else:
        ports, _, protocol = typed.partition("/")
        for name, value in zip(("target", "published", "ip"), reversed(ports.rsplit(":", 2)), strict=False):
            said[name] = value
        said["protocol"] = protocol or "tcp"
    return ",".join(f"{name}={said[name]}" for name in sorted(said))


READERS: Final[dict[str, Callable[[str], str]]] = {
    "text": text,
    "words": squeezed,
    "int": whole_number,
    "number": number,
    "duration": duration,
    "size": size,
    "quantity": quantity,
    "image": image,
    "path": path,
    "source": source,
    "url": url,
    "address": address,
    "compact": compact,
    "document": document,
    "match": match,
    "term": term,
    "condition": condition,
    "forwarded": forwarded,
    "change": change,
}

# Kinds of several values in one word, each with what stands between them and the kind of one.
_SEVERAL: Final = {
    "list": (",", "text"),
    "paths": (",", "path"),
    "sources": (",", "source"),
    "forwards": (",", "forwarded"),
    "matches": (",", "match"),
    "selector": (r",(?![^()]*\))", "term"),
    "quantities": (",", "pair(quantity)"),
}


def read(kind: str, typed: str, synonyms: Mapping[str, str]) -> Iterable[Word]:
    """The values in a typed word of a kind. Raises ValueError with a Text that says what is wanted."""
    separator, one = _SEVERAL.get(kind, ("", kind))
    for each in re.split(separator, typed) if separator else [typed]:
        yield Word(_one(one, each, synonyms), each)


def _one(kind: str, typed: str, synonyms: Mapping[str, str]) -> str:
    name, _, inner = kind.rstrip(")").partition("(")
    if name == "fields":
        return fields(typed, inner, synonyms)
    if name == "name":
        return resource(typed, inner)
    if name == "port":
        return port(typed, synonyms)
    if name == "pair":
        return pair(typed, inner)
    if name in ("switch", "toggle"):
        return truth(typed)
    if "|" in kind and typed not in kind.split("|"):
        *listed, last = [f"`{word}`" for word in kind.split("|")]
        raise ValueError(Text(f"{', '.join(listed)} or {last}", f"{', '.join(listed)} 또는 {last}"))
    return READERS.get(kind, text)(typed)


def truth(typed: str) -> str:
    if typed not in TRUE | FALSE:
        raise ValueError(EITHER)
    return "true" if typed in TRUE else "false"


def wanted(error: ValueError) -> Text:
    """What a reader that raised `error` takes."""
    said = error.args[0]
    assert isinstance(said, Text), error
    return said


def _matching(pattern: str, typed: str, said: Text) -> re.Match[str]:
    found = re.fullmatch(pattern, typed, re.ASCII)
    if not found:
        raise ValueError(said)
    return found


def _plain(value: Decimal) -> str:
    """0.50 is 0.5, and 1e3 is 1000."""
    return f"{value.normalize():f}"
