"""The commands and flags of a command-line client, as one of the tables in `tables/` holds them.

A table is a client's help in short; its first lines say from where it was taken. A command stands at the margin with
its usage, `ls|list` if it goes by two names, and its flags below it: `--force` takes no value, `--image=` any,
`--replicas=int` a number and `--update-order=start-first|stop-first[stop-first]` one of two words, the second if
nothing is said.

`docker`, `kubectl` and `gcloud` were read from the clients (`python -m tests.vendors.installed docker`), and where such
a client is installed a test asks it again. `reference` (docker compose, eksctl, etcdctl, etcdutl, helm, and what the
AWS CLI adds by hand) was typed from the documentation that it names and never compared with a client. The rest of
`aws` and `tutor` need no table: see `aws_cli` and `tutor_cli`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

TABLES: Final = Path(__file__).parent / "tables"

_NAME: Final = re.compile(
    r"[a-z][\w-]*(?: [a-z][\w-]*(?:\|[a-z][\w-]*)*(?=\s|$))*"
)  # usage begins with a capital or a sign
_FLAG: Final = re.compile(r"(?P<name>--?[\w-]+)(?:=(?P<kind>[^\[\s]*))?(?:\[(?P<default>\S*)\])?")


@dataclass(frozen=True)
class Flag:
    """What a flag takes: `kind` is None for a switch, else empty, `int`, `duration` or the words it allows."""

    kind: str | None = None
    default: str = ""

    @property
    def choices(self) -> frozenset[str]:
        return frozenset(self.kind.split("|")) if self.kind and "|" in self.kind else frozenset()

    def __str__(self) -> str:
        value = "" if self.kind is None else f"={self.kind}"
        return f"{value}[{self.default}]" if self.default else value


@dataclass(frozen=True)
class Command:
    """A command by its full name, `docker service scale`, with its usage and its flags by name."""

    name: str
    usage: str = ""
    flags: Mapping[str, Flag] = field(default_factory=dict)

    @property
    def needs(self) -> int:
        """How many arguments it takes at least: what its usage writes outside of brackets.

        One where the usage is a sketch: TYPE NAME may be typed as TYPE/NAME, and lists are written out.
        """
        return min(len(self._plain(r"\[[^\[\]]*\]")), 1 if re.search(r"TYPE|COMMAND|_1", self.usage) else 9)

    @property
    def takes_arguments(self) -> bool:
        return bool(self._plain("[][]"))

    @property
    def hands_over(self) -> bool:
        """Whether what follows the first argument is a command of its own, as in `docker run IMAGE ls -l`."""
        return "COMMAND" in self.usage and "-- " not in self.usage

    def _plain(self, dropped: str) -> list[str]:
        usage, before = re.sub(r"\[(?:flags|options|OPTIONS)\]| -- .*|-\w [A-Z]+", "", self.usage), ""
        while usage != before:
            usage, before = re.sub(dropped, " ", usage), usage
        usage = re.sub(r"\([^()]*\)", "ONE", usage)
        return [word for word in usage.split() if not word.startswith("-")]


@cache
def table(name: str) -> dict[str, Command]:
    """The commands of the table `name`, by full name."""
    return dict(_commands((TABLES / f"{name}.txt").read_text("utf-8")))


@cache
def clients() -> dict[str, dict[str, Command]]:
    """The commands of each client that has a table, by the client's name."""
    found: dict[str, dict[str, Command]] = {}
    for path in sorted(TABLES.glob("*.txt")):
        for name, command in table(path.stem).items():
            found.setdefault(name.split()[0], {})[name] = command
    return found


def _commands(text: str) -> Iterator[tuple[str, Command]]:
    name, usage, flags = "", "", dict[str, Flag]()
    for line in (*text.splitlines(), "."):
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(" "):
            flags |= {found["name"]: Flag(found["kind"], found["default"] or "") for found in _FLAG.finditer(line)}
            continue
        for alias in aliases(name):
            yield alias, Command(alias, usage, flags)
        found = _NAME.match(line)
        name, usage, flags = (found[0], line[found.end() :].strip(), {}) if found else ("", "", {})


def aliases(name: str) -> list[str]:
    """`kubectl top pod|po` by each of its names."""
    before, _, last = name.rpartition(" ")
    return [f"{before} {alias}".strip() for alias in last.split("|") if alias]


def flags(command: str) -> Callable[[], frozenset[str]]:
    """The flags of a command."""
    return lambda: frozenset(_of(command).flags)


def values(command: str, flag: str) -> Callable[[], frozenset[str]]:
    """The words that a flag takes."""
    return lambda: _of(command).flags[flag].choices


def usual(command: str, flag: str) -> Callable[[], frozenset[str]]:
    """What a flag is when nobody sets it."""
    return lambda: frozenset([_of(command).flags[flag].default])


def _of(command: str) -> Command:
    return clients()[command.split(maxsplit=1)[0]][command]
