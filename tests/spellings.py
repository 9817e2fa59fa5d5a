"""Lines of docker, kubectl and aws taken apart and written otherwise: so that they mean the same, or something else.

Nothing here reads a line as the product does: a line is cut by what the grammar says of its flags, and put together
again with each part in another of its forms.
"""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

from orchestra_tutor.grammar.client import Client, Flag, Form, client

RESOURCES: Final = client("kubectl").resources


@dataclass(frozen=True)
class Line:
    """A command with its flags in order, its arguments, and what it hands over to a container."""

    client: Client
    command: str
    flags: tuple[tuple[Flag, tuple[str, ...]], ...] = ()
    arguments: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    before: tuple[str, ...] = field(default=())

    @property
    def form(self) -> Form:
        return self.client.form(self.command)

    @property
    def known(self) -> list[Flag]:
        """The flags that it may have."""
        return list({flag.name: flag for flag in self.form.flags.values()}.values())

    @property
    def given(self) -> set[str]:
        return {flag.name for flag, _ in self.flags}

    def text(self) -> str:
        """The line as the table has it: long names, a space, flags first."""
        return put_together(self, [plain(flag, values, self.client) for flag, values in self.flags])


def plain(flag: Flag, values: tuple[str, ...], known: Client) -> list[str]:
    if flag.is_switch:
        return [flag.name if values == ("true",) else known.off(flag.name)]
    if flag.alone and values != (flag.alone,):
        return [f"{flag.name}={values[0]}"]
    return [flag.name] if values == (flag.alone,) else [flag.name, *values]


def put_together(line: Line, flags: list[list[str]], command: str = "", rng: Random | None = None) -> str:
    """Words in a row. Flags and arguments are mixed where the client does not mind."""
    groups = [*flags, *([word] for word in line.arguments)]
    if rng and line.form.hands_over != "first" and line.client.program != "aws":
        rows = iter(flags), iter(groups[len(flags) :])
        turns = [rows[0]] * len(flags) + [rows[1]] * len(line.arguments)
        rng.shuffle(turns)
        groups = [next(row) for row in turns]
    words = [word for group in groups for word in group]
    end = ["--"] if line.passed and line.form.hands_over == "--" else []
    name, *below = (command or line.command).split()
    return " ".join(shlex.quote(word) for word in (name, *line.before, *below, *words, *end, *line.passed))


def take_apart(text: str) -> Line:
    """A line that is written with the command before its flags."""
    words = shlex.split(text.replace("\\\n", " "))
    known = client(words[0])
    end = max(n for n in range(1, len(words) + 1) if " ".join(words[:n]) in known.names)
    form = known.form(" ".join(words[:end]))
    flags: list[tuple[Flag, tuple[str, ...]]] = []
    arguments: list[str] = []
    rest = words[end:]
    while rest:
        word = rest.pop(0)
        if word == "--" or (arguments and form.hands_over == "first"):
            passed = tuple(rest) if word == "--" else (word, *rest)
            return Line(known, form.command, tuple(flags), tuple(arguments), passed)
        if not word.startswith("-") or word == "-":
            arguments.append(word)
            continue
        if not word.startswith("--") and len(word) > 2 and "=" not in word and form.flags[word[:2]].is_switch:
            rest[:0] = [f"-{letter}" for letter in word[1:]]  # a bundle such as -it
            continue
        name, equals, value = word.partition("=")
        off = next((flag for flag in form.flags.values() if flag.is_switch and known.off(flag.name) == word), None)
        flag = off or form.flags[name]
        if flag.is_switch:
            flags.append((flag, (value or ("false" if off else "true"),)))
        elif equals:
            flags.append((flag, (value,)))
        elif flag.alone:
            flags.append((flag, (flag.alone,)))
        elif isinstance(flag.kind, list):
            following = next((n for n, after in enumerate(rest) if after.startswith("--")), len(rest))
            flags.append((flag, tuple(rest[:following])))
            del rest[:following]
        else:
            flags.append((flag, (rest.pop(0),)))
    return Line(known, form.command, tuple(flags), tuple(arguments))


# The same, otherwise


def respelt(line: Line, rng: Random) -> str:
    """The line in another spelling."""
    known = line.client
    flags = list(line.flags)
    unsaid = [flag for flag in line.known if flag.default and flag.name not in line.given]
    flags += [(flag, (flag.default,)) for flag in rng.sample(unsaid, min(len(unsaid), rng.randrange(3)))]
    free = [flag for flag in line.known if flag.free and flag.name not in line.given | {flag.name for flag, _ in flags}]
    flags += [(flag, (some_value(flag.kind),)) for flag in rng.sample(free, min(len(free), rng.randrange(3)))]
    if not any(flag.name in known.ordered for flag, _ in flags):
        rng.shuffle(flags)
    spelt = [flag_spelt(flag, values, line, rng) for flag, values in flags]
    names = [name for name, block in known.names.items() if block == line.command]
    words = put_together(arguments_spelt(line, rng), spelt, rng.choice(names), rng)
    start = rng.choice(("", "$ ", "sudo ", "  ", "$ sudo ", "A=1 ", "me@m1:~# "))
    words += rng.choice(("", ";", " ; ", "  "))
    return start + words.replace(" --", rng.choice((" --", "  --", " \\\n  --")), 1)


def flag_spelt(flag: Flag, values: tuple[str, ...], line: Line, rng: Random) -> list[str]:
    known = line.client
    if flag.is_switch and known.program == "aws":
        return plain(flag, values, known)
    names = [name for name in (flag.name, flag.short) if name]
    if flag.is_switch:
        return (
            [rng.choice(names)] if values == ("true",) and rng.random() < 0.7 else [f"{rng.choice(names)}={values[0]}"]
        )
    if values == (flag.alone,):
        return [flag.name]
    if isinstance(flag.kind, list | dict):
        return structure_spelt(flag, values, line, rng)
    value, name = value_spelt(flag.kind, values[0], rng), rng.choice(names)
    if flag.alone or rng.random() < 0.5:
        return [f"{name}={value}"]
    if len(name) == 2 and value and not value.startswith("=") and rng.random() < 0.3:
        return [name + value]
    return [name, value]


def some_value(kind: str) -> str:
    """What a flag that is free may have."""
    known = {"switch": "true", "int": "1", "duration": "5s"}
    return known.get(kind, kind.split("|", maxsplit=1)[0])


def value_spelt(kind: str, value: str, rng: Random) -> str:
    """An equal value."""
    if kind == "duration" and re.fullmatch(r"\d+s", value):
        return rng.choice((value, f"{value[:-1]}000ms", f"0h{value}"))
    if kind == "duration" and re.fullmatch(r"\d+m", value):
        return rng.choice((value, f"{int(value[:-1]) * 60}s"))
    if kind == "image" and "/" not in value:
        return rng.choice((value if ":" in value else f"{value}:latest", f"docker.io/library/{value}"))
    if kind == "size":
        return rng.choice((value.lower(), value.upper(), f"{value}b", f"{value}iB"))
    if kind == "number":
        return rng.choice((f"{value}0" if "." in value else f"{value}.0", value.removeprefix("0") or "0"))
    if kind.startswith("name("):
        folder = "" if kind == "name(task-definition)" else rng.choice(("", "prod/"))
        return rng.choice((value, f"arn:aws:ecs:eu-west-1:123456789012:{kind[5:-1]}/{folder}{value}"))
    if kind == "address":
        return rng.choice((value, value if ":" in value else f"{value}:2377"))
    if kind == "selector" and re.fullmatch(r"[\w./-]+=[\w.-]+", value):
        return rng.choice((value, value.replace("=", "=="), "{} in ({})".format(*value.split("="))))
    if kind == "path":
        return rng.choice((value, f"./{value.removeprefix('./')}"))
    if kind in ("selector", "matches", "list", "quantities", "paths") or kind.startswith("fields"):
        parts = re.split(r",(?![^()]*\))", value)
        rng.shuffle(parts)
        joined = ",".join(parts)
        return joined.replace("=", "==", 1) if kind == "selector" and "==" not in value and "!" not in value else joined
    if kind.startswith("port") and re.fullmatch(r"\d+:\d+", value):
        published, target = value.split(":")
        return rng.choice((f"{value}/tcp", f"target={target},published={published}"))
    return value


def structure_spelt(flag: Flag, values: tuple[str, ...], line: Line, rng: Random) -> list[str]:
    """A list in another order where that says nothing, or a flat structure as JSON."""
    entries = list(values)
    if flag.name not in line.client.ordered:
        rng.shuffle(entries)
    if isinstance(flag.kind, list) and entries and rng.random() < 0.5:
        plain = isinstance(flag.kind[0], str)
        if plain and flag.kind[0] != "document":
            return [flag.name, json.dumps(entries)]
        if all(re.fullmatch(r"(\w+=[\w.:/-]+,?)+", entry) for entry in entries):
            pairs = [[each.split("=") for each in entry.split(",")] for entry in entries]
            for entry in pairs:
                rng.shuffle(entry)
            return [flag.name, json.dumps([dict(entry) for entry in pairs])]
    return [flag.name, *entries]


def arguments_spelt(line: Line, rng: Random) -> Line:
    """Arguments with other names of types, TYPE/NAME or TYPE NAME, in another order where that says nothing."""
    slots, words = line.form.slots, list(line.arguments)
    if not slots or not words:
        return line
    if slots[0].kind == "objects":
        count = next((n for n, word in enumerate(words) if n and re.search(r"[=:]|-$", word)), len(words))
        if len(slots) > 1 and slots[1].needed and slots[1].kind == "text":
            count -= 1
        words = [*objects_spelt(words[:count], rng), *words[count:]]
    elif slots[0].kind.startswith("object("):
        usual = slots[0].kind[7:-1]
        first = words[0] if "/" in words[0] else rng.choice((words[0], f"{other_name(usual, rng)}/{words[0]}"))
        words[0] = f"{other_name(first.split('/')[0], rng)}/{first.split('/')[1]}" if "/" in first else first
    elif slots[0].kind in ("image", "path", "address"):
        words[0] = value_spelt(slots[0].kind, words[0], rng)
    if len(slots) == 1 and slots[0].many and slots[0].kind != "objects":
        rng.shuffle(words)
    return replace(line, arguments=tuple(words))


def objects_spelt(words: list[str], rng: Random) -> list[str]:
    pairs = [word.split("/") for word in words] if "/" in words[0] else [[words[0], name] for name in words[1:]]
    if not pairs:
        types = words[0].split(",")
        rng.shuffle(types)
        return [",".join(other_name(each, rng) for each in types)]
    if len({kind for kind, _ in pairs}) > 1 or rng.random() < 0.5 or "," in words[0]:
        if "," in words[0]:
            return words
        rng.shuffle(pairs)
        return [f"{other_name(kind, rng)}/{name}" for kind, name in pairs]
    return [other_name(pairs[0][0], rng), *rng.sample([name for _, name in pairs], len(pairs))]


def other_name(kind: str, rng: Random) -> str:
    same = [name for name, means in RESOURCES.items() if means == RESOURCES.get(kind)]
    return rng.choice([*same, kind.capitalize()] if same else [kind])


# Something else


def mutated(line: Line) -> Iterator[tuple[str, str]]:
    """Lines that do not do what `line` does, each with what was changed."""
    known = line.client
    for n, (flag, values) in enumerate(line.flags):
        if values == (flag.default,):
            continue
        yield f"without {flag.name}", replace(line, flags=(*line.flags[:n], *line.flags[n + 1 :])).text()
        for other in others(flag.kind, values):
            changed = (*line.flags[:n], (flag, other), *line.flags[n + 1 :])
            yield f"{flag.name} {' '.join(other)}", replace(line, flags=changed).text()
    for flag in line.known:
        if flag.is_switch and flag.name not in line.given and not flag.free:
            value = "false" if flag.default == "true" else "true"
            yield f"extra {flag.name}", replace(line, flags=(*line.flags, (flag, (value,)))).text()
    for n, word in enumerate(line.arguments):
        yield f"without {word}", replace(line, arguments=(*line.arguments[:n], *line.arguments[n + 1 :])).text()
        for changed_word in other_words(word):
            named = (*line.arguments[:n], changed_word, *line.arguments[n + 1 :])
            yield f"{changed_word} for {word}", replace(line, arguments=named).text()
    if line.passed:
        yield "without its command", replace(line, passed=()).text()
        yield "another command inside", replace(line, passed=(*line.passed, "more")).text()
    group = line.command.rpartition(" ")[0]
    for verb in known.groups[group]:
        other_command = f"{group} {verb}"
        if known.names.get(other_command) not in (None, line.command):
            words = line.text().removeprefix(line.command)
            yield f"{verb} for the verb", f"{other_command}{words}"


def others(kind: Any, values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Other values of the same kind."""
    if isinstance(kind, list):
        yield (*values, "more") if kind == ["text"] else values[1:] or ("file://other.json",)
    elif isinstance(kind, dict):
        yield ("file://other.json",)
    elif kind in ("switch", "toggle"):
        yield ("false",) if values == ("true",) else ("true",)
    elif "|" in kind:
        yield from ((word,) for word in kind.split("|") if word not in values and {word, *values} != {"true", "strict"})
    elif kind in ("int", "number"):
        yield (str(float(values[0]) + 1).removesuffix(".0"),)
    elif kind in ("duration", "size"):
        yield (f"1{values[0]}",)
    elif kind in ("list", "paths", "selector", "matches"):
        yield (f"{values[0]},more=yes",)
    else:
        yield (f"{values[0]}x",)


def other_words(word: str) -> Iterator[str]:
    """Another name, another type, another number."""
    kind, slash, name = word.partition("/")
    if kind in RESOURCES:
        other = "secret" if RESOURCES[kind] != "secret" else "configmap"
        yield f"{other}{slash}{name}"
        if slash:
            yield f"{word}x"
    elif re.fullmatch(r"[\w.-]+=\d+", word):
        yield f"{word}1"
        yield f"x{word}"
    else:
        yield f"{word}x"
        yield f"x{word}"
