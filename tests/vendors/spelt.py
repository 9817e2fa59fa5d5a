"""The flags of the grammar's commands as the clients' own help spells them: `python -m tests.vendors.spelt docker`.

The tables have a flag's names side by side. Here each is with its short name, with the word that the help has for what
it takes, and with its default: `--tail/-n:string=all`. kubectl has no such words; its lists end in `[]`.
"""

import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from orchestra_tutor.grammar.client import client
from tests.vendors.installed import _help

FOLDER: Final = Path(__file__).parent / "spellings"

DOCKER: Final = re.compile(r"^ {2,6}(?:(-\w), )? *(--[\w-]+)(?: (\S+))? {2,}(.*)$", re.MULTILINE)
KUBECTL: Final = re.compile(r"^ {4}(?:(-\w), )?(--[\w-]+)=(.*):$", re.MULTILINE)
TYPED: Final = frozenset({"docker compose"})  # a plugin, which was not at hand


@dataclass(frozen=True)
class Spelt:
    """A flag: its names, what it takes and what it is if nobody says it."""

    name: str
    short: str = ""
    word: str = ""
    default: str = ""

    def __str__(self) -> str:
        default = f"={self.default}" if self.default else ""
        return f"{self.name}{f'/{self.short}' if self.short else ''}:{self.word}{default}"


def docker(*words: str) -> Iterator[Spelt]:
    """What `docker WORDS --help` says."""
    told = re.split(r"^(?:Global )?Options:\n", _help("docker", *words), flags=re.MULTILINE)[1:]
    unfolded = re.sub(r"\n {12,}(?!-)(?=\S)", " ", told[0]) if told else ""
    for short, name, word, said in DOCKER.findall(unfolded):
        default = re.search(r"\(default \"?([^\" )]+)\"?\)", said)
        yield Spelt(name, short, word or "bool", default[1] if default else "")


def kubectl(*words: str) -> Iterator[Spelt]:
    """What `kubectl WORDS --help` says, or without words `kubectl options`."""
    for short, name, default in KUBECTL.findall(_help("kubectl", *(words or ("options",)))):
        plain = default.strip("'")
        kinds = {r"true|false": "bool", r"-?\d+": "int", r"(?:\d+[hms])+": "duration", r"\[\]": "list"}
        fit = (kind for pattern, kind in kinds.items() if re.fullmatch(pattern, default))
        yield Spelt(name, short, next(fit, "string"), "" if plain in ("false", "[]", ":") else plain)


ASK: Final[dict[str, Callable[..., Iterator[Spelt]]]] = {"docker": docker, "kubectl": kubectl}


def asked(command: str) -> list[Spelt]:
    """The flags of a command, from the client; without paths, which are of one machine."""
    program, *words = command.split()
    found = (flag for flag in ASK[program](*words) if flag.name != "--help")
    told = (replace(flag, default="") if "/" in flag.default or flag.default == "[]" else flag for flag in found)
    return sorted(told, key=lambda flag: flag.name)


def commands(program: str) -> list[str]:
    """The client itself and each command of the grammar, by the name of its block."""
    known = client(program)
    return [program, *(name for name in dict.fromkeys(known.names.values()) if name.rpartition(" ")[0] not in TYPED)]


@cache
def kept(program: str) -> dict[str, list[Spelt]]:
    """By command, what was kept of the help."""
    found: dict[str, list[Spelt]] = {}
    for line in (FOLDER / f"{program}.txt").read_text("utf-8").splitlines():
        if line.startswith(program):
            flags = found[line] = []
        elif not line.startswith("#"):
            flags += [read(each) for each in line.split()]
    return found


def read(text: str) -> Spelt:
    names, _, takes = text.partition(":")
    name, _, short = names.partition("/")
    word, _, default = takes.partition("=")
    return Spelt(name, short, word, default)


def written(command: str) -> str:
    flags = " ".join(map(str, asked(command)))
    wrapped = textwrap.wrap(flags, 110, break_long_words=False, break_on_hyphens=False)
    return "\n".join([command, *(f"    {line}" for line in wrapped)])


if __name__ == "__main__":
    for each in commands(sys.argv[1]):
        print(written(each))
