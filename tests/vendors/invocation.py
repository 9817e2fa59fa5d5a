"""A typed command, held against the commands and flags of the client that it is for."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from tests.vendors import kubernetes
from tests.vendors.client import Command, Flag

Commands = Mapping[str, Command]

# NAME, <node>, $ENDPOINT and … stand for what a reader fills in.
PLACEHOLDER: Final = re.compile(r"[A-Z][A-Z0-9_-]*|<[^>]+>|\$\w+|\.\.\.|…")
DURATION: Final = re.compile(r"(?:\d+(?:\.\d+)?(?:ns|us|ms|s|m|h))+|0")

# Flags that say which objects are meant, so that no argument has to.
CHOOSES: Final = {"--all", "--filename", "--from-file", "--kustomize", "--list", "--selector", "-f", "-k", "-l"}

# kubectl commands whose first argument is a kind of object, and short names of kinds (kubernetes.io, "kubectl
# reference", resource types); `all` is a category.
OF_A_KIND: Final = {"delete", "describe", "edit", "get", "scale", "history", "restart", "status", "undo"}
SHORT: Final = re.compile(
    "all|cj|cm|crds?|csr|deploy|ds|ep|ev|hpa|ing|limits|netpol|no|ns|pc|pdb|po|pvc?|quota|r[cs]|s[ac]|sts|svc"
)
CUSTOM: Final = {"databases"}  # kinds of custom resources in the examples of the course


def refused(words: list[str], commands: Commands, whole: bool) -> Iterator[str]:
    """What a client with these commands would refuse; a line that is not whole may stop early."""
    command = command_of(words, commands)
    if command is None:
        yield f"{words[0]} has no command {' '.join(words[1:])!r}"
        return
    below = any(name.startswith(f"{command.name} ") for name in commands)
    allowed = _flags(command, commands)
    arguments, chosen = list[str](), False
    for word, value in _read(_without(words, command.name.split()), allowed, command.hands_over and not below):
        if word.startswith("-"):
            chosen = chosen or word in CHOOSES
            yield from _misfit(command.name, word, value, allowed)
        else:
            arguments.append(word)
    if below and arguments and (not command.takes_arguments or command.hands_over):
        yield f"{command.name} has no command {arguments[0]!r}"
    elif arguments and not command.takes_arguments:
        yield f"{command.name} takes no argument {arguments[0]!r}"
    elif whole and not chosen and len(arguments) < command.needs:
        yield f"{command.name} lacks an argument: {command.usage}"
    elif words[0] == "kubectl" and arguments and command.name.split()[-1] in OF_A_KIND:
        kinds = arguments[0].split("/")[0].split(",")
        yield from (f"no kind of object {kind!r}" for kind in kinds if not _is_kind(kind))


def command_of(words: list[str], commands: Commands) -> Command | None:
    """The longest command that `words` begin with, flags left aside; None where a known client has no such command.

    A flag may stand before the command and have a value, so the words without such values are tried as well.
    """
    bare = [word for word in words if not word.startswith("-")]
    valued = {at + 1 for at, word in enumerate(words) if word.startswith("-") and "=" not in word}
    strict = [word for at, word in enumerate(words) if not word.startswith("-") and at not in valued]
    tried = [some[:n] for some in (bare, strict) for n in range(1, len(some) + 1)]
    fit = [some for some in tried if " ".join(some) in commands]
    longest = max(fit, key=len, default=[])
    if not longest or (len(longest) == 1 and len(strict) > 1 and len(commands) > 1):
        return None
    return commands[" ".join(longest)]


def _without(words: list[str], name: list[str]) -> list[str]:
    """The words that are not the command's name, which flags may stand between."""
    left, rest = list(name), []
    for word in words:
        if left and word == left[0]:
            left.pop(0)
        else:
            rest.append(word)
    return rest


def _flags(command: Command, commands: Commands) -> dict[str, Flag]:
    """The flags of the command and of those above it."""
    words = command.name.split()
    above = [" ".join(words[:n]) for n in range(1, len(words) + 1)]
    return {name: flag for known in above if known in commands for name, flag in commands[known].flags.items()}


def _read(rest: list[str], allowed: Mapping[str, Flag], hands_over: bool) -> Iterator[tuple[str, str | None]]:
    """Flags with their values, arguments with None."""
    words = iter(rest)
    for word in words:
        if word == "--":
            return
        if not word.startswith("-") or word == "-":
            yield word, None
            if hands_over:
                return
        elif "=" in word:
            name, value = word.split("=", 1)
            yield name, value
        elif not word.startswith("--") and word not in allowed and all(f"-{letter}" in allowed for letter in word[1:]):
            yield from ((f"-{letter}", None) for letter in word[1:])
        else:
            takes = word in allowed and allowed[word].kind is not None
            yield word, next(words, "") if takes else None


def _misfit(command: str, name: str, value: str | None, allowed: Mapping[str, Flag]) -> Iterator[str]:
    if name in ("--help", "-h"):
        return
    if name not in allowed:
        yield f"{command} has no flag {name}"
    elif not fits(allowed[name], value):
        yield f"{command} {name} does not take {value!r}"


def fits(flag: Flag, value: str | None) -> bool:
    """Whether a flag takes the value; a switch may be told true or false."""
    if flag.kind is None or value is None:
        return value in (None, "true", "false")
    if PLACEHOLDER.fullmatch(value):
        return True
    if flag.kind == "int":
        return re.fullmatch(r"-?\d+", value) is not None
    if flag.kind == "duration":
        return DURATION.fullmatch(value) is not None
    return value != "" and (not flag.choices or value in flag.choices)


def _is_kind(name: str) -> bool:
    folded = name.lower()
    return folded in _kinds() | CUSTOM or any(pattern.fullmatch(name) for pattern in (PLACEHOLDER, SHORT))


@cache
def _kinds() -> frozenset[str]:
    """The kinds of the API as kubectl takes them: pod, pods, networkpolicies."""
    singular = {kind.lower() for _, kind in kubernetes.kinds()}
    return frozenset(singular | {_plural(kind) for kind in singular})


def _plural(kind: str) -> str:
    if kind.endswith("y"):
        return f"{kind[:-1]}ies"
    return f"{kind}es" if kind[-1] in "sx" else f"{kind}s"
