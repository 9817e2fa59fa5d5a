"""What an installed client says about itself, as text of a table: `python -m tests.vendors.installed docker`.

`docker` and `kubectl` tell it by `--help`, without any server; gcloud brings its completion tree as data.
"""

import ast
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.vendors.client import Command, Flag

Told = tuple[Command, list[str]]  # a command and the words for those below it

DOCKER_FLAG: Final = re.compile(r"^ {2,6}(?:(-\w), )? *(--[\w-]+)(?: (\S+))? {2,}(.*)$")
KUBECTL_FLAG: Final = re.compile(r"^ {4}(?:(-\w), )?(--[\w-]+)=(.*):$", re.MULTILINE)
ALIASES: Final = re.compile(r"^Aliases:\n *(.*)$", re.MULTILINE)
NUMBERS: Final = {"int", "int64", "uint", "uint16", "uint32", "uint64"}
GCLOUD_GROUPS: Final = ("container clusters", "container node-pools", "container fleet memberships")


def docker(*words: str) -> Told:
    """What `docker WORDS --help` tells."""
    told = _help("docker", *words)
    usage = re.search(r"^Usage: +(.*)$", told, re.MULTILINE)
    sections = re.findall(r"^[\w ]*Commands:\n((?: .*\n)+)", told, re.MULTILINE)
    below = [name for section in sections for name in re.findall(r"^  ([a-z][\w-]*)\*? ", section, re.MULTILINE)]
    return _command(("docker", *words), told, usage, dict(_docker_flags(told))), below


def _command(words: tuple[str, ...], told: str, usage: re.Match[str] | None, flags: dict[str, Flag]) -> Command:
    name = " ".join(words)
    return Command(_named(name, told), usage[1].removeprefix(name).strip() if usage else "", flags)


def _named(name: str, told: str) -> str:
    """The name with the other words that may stand for its last one: `docker service ls|list`."""
    listed = ALIASES.search(told)
    before, _, last = name.rpartition(" ")
    others = [alias.removeprefix(f"{before} ") for alias in listed[1].split(", ")] if listed else []
    return f"{before} {'|'.join(dict.fromkeys([last, *(word for word in others if ' ' not in word)]))}".strip()


def _docker_flags(told: str) -> Iterator[tuple[str, Flag]]:
    options = re.split(r"^(?:Global )?Options:\n", told, flags=re.MULTILINE)[1:]
    unfolded = re.sub(r"\n {12,}(?!-)(?=\S)", " ", options[0]) if options else ""
    for line in unfolded.splitlines():
        if found := DOCKER_FLAG.match(line):
            short, name, kind, said = found.groups()
            flag = Flag(None if kind is None else _kind(kind, said), _default(said))
            yield from ((known, flag) for known in (name, short) if known)


def _kind(kind: str, said: str) -> str:
    if kind in NUMBERS:
        return "int"
    if kind == "duration":
        return kind
    listed = re.search(r'\(((?:"[\w-]+"(?:, )?)+)\)|\((\w+) or (\w+)\)', said)
    words = re.findall(r"[\w-]+", listed[1] or f"{listed[2]} {listed[3]}") if listed else []
    return "|".join(words) if len(words) > 1 else ""


def _default(said: str) -> str:
    found = re.search(r'\(default "?([\w./-]+)"?\)', said)
    return found[1] if found and "/" not in found[1] else ""


def kubectl(*words: str) -> Told:
    """What `kubectl WORDS --help` tells; the flags that every command has stand at `kubectl` itself."""
    told = _help("kubectl", *words) + ("" if words else _help("kubectl", "options"))
    usage = re.search(r"^Usage:\n  (.*)$", told, re.MULTILINE)
    sections = re.findall(r"^[\w ()]*Commands[\w ()]*:\n((?: .*\n)+)", told, re.MULTILINE)
    below = [name for section in sections for name in re.findall(r"^  ([a-z][\w-]*) ", section, re.MULTILINE)]
    return _command(("kubectl", *words), told, usage, dict(_kubectl_flags(told))), [b for b in below if b != "options"]


def _kubectl_flags(told: str) -> Iterator[tuple[str, Flag]]:
    for short, name, default in KUBECTL_FLAG.findall(told):
        plain = default.strip("'")
        if plain in ("true", "false"):
            flag = Flag()
        elif re.fullmatch(r"-?\d+", plain):
            flag = Flag("int")
        elif re.fullmatch(r"(?:\d+[hms])+", plain):
            flag = Flag("duration")
        else:
            flag = Flag("")
        yield from ((known, flag) for known in (name, f"-{short[1:]}") if known != "-")


def gcloud(*words: str) -> Told:
    """What the completion tree has at WORDS. Of its thousands of commands, those about clusters of GKE."""
    at = _completions()
    for word in words:
        at = at["commands"][word]
    below = [name for name in sorted(at["commands"]) if _wanted(" ".join((*words, name)))]
    usage = "" if at["commands"] else "[NAME]"
    return Command(" ".join(("gcloud", *words)), usage, dict(_gcloud_flags(at))), below


def _wanted(path: str) -> bool:
    return path.startswith(GCLOUD_GROUPS) or any(group.startswith(f"{path} ") for group in GCLOUD_GROUPS)


@cache
def _completions() -> Any:
    root = Path(shutil.which("gcloud") or "").resolve().parents[1]
    text = (root / "data" / "cli" / "gcloud_completions.py").read_text("utf-8")
    return ast.literal_eval(text[text.index("{") :])


def _gcloud_flags(tree: Any) -> Iterator[tuple[str, Flag]]:
    for name, kind in sorted(tree["flags"].items()):
        listed = isinstance(kind, list) and all(re.fullmatch(r"[\w.-]+", word) for word in kind)
        yield name, Flag() if kind == "bool" else Flag("|".join(kind) if listed else "")


CLIENTS: Final[dict[str, Callable[..., Told]]] = {"docker": docker, "kubectl": kubectl, "gcloud": gcloud}


def tree(ask: Callable[..., Told], *words: str) -> Iterator[Command]:
    """A command and all below it."""
    command, below = ask(*words)
    yield command
    for word in below:
        yield from tree(ask, *words, word)


def _help(*words: str) -> str:
    asked = words if words[-1] == "options" else (*words, "--help")
    return subprocess.run(asked, capture_output=True, text=True, check=False, timeout=30).stdout


def text_of(command: Command) -> str:
    """The command as it stands in a table."""
    flags = " ".join(f"{name}{flag}" for name, flag in sorted(command.flags.items()))
    wrapped = textwrap.wrap(flags, 110, break_long_words=False, break_on_hyphens=False)
    return "\n".join([f"{command.name} {command.usage}".strip(), *(f"    {line}" for line in wrapped)])


if __name__ == "__main__":
    for found in tree(CLIENTS[sys.argv[1]]):
        print(text_of(found))
