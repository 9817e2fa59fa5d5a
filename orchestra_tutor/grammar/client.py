"""The commands of a client, as its JSON file has them. A file is read when the first line of its client is."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from orchestra_tutor.value import dataclass

PROGRAMS: Final = ("docker", "kubectl", "aws")
FOLDER: Final = Path(__file__).parent

_SPEC: Final = re.compile(
    r"(?P<kind>\S+?)(?P<many>\.\.\.)?(?: = (?P<default>\S+))?(?: alone (?P<alone>\S+))?(?P<free> free)?"
)


@dataclass(frozen=True, slots=True)
class Flag:
    """What a flag takes: a kind of `values`, or in aws.json a shape. `alone` is its value where none is given.

    One that is `free` may be given where it is not asked for: it changes what is printed, or how the client gets there.
    """

    name: str
    short: str = ""
    kind: Any = "text"
    many: bool = False
    default: str = ""
    alone: str = ""
    free: bool = False

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value. A `toggle` is a switch of a command that changes only what is said."""
        return self.kind in ("switch", "toggle")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for arguments: what stands there, how many at least, and whether more may follow."""

    name: str
    kind: str
    needed: bool
    many: bool


@dataclass(frozen=True, slots=True)
class Form:
    """What a command takes. Flags are by each of their names, those that stand `before` it apart.

    `hands_over` says after what all the rest belongs to a command of its own: after `--`, or after the first argument.
    `assumed` are values that a flag, left out, most likely has; `older` are flags, and flags with a value, with what is
    written for them now.
    """

    command: str
    slots: tuple[Slot, ...]
    before: dict[str, Flag]
    flags: dict[str, Flag]
    assumed: dict[str, str]
    older: dict[str, str]
    hands_over: str = ""


class Client:
    """One JSON file."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.program: str = data["program"]
        self.globals = flags_of(data["globals"])
        self.globals_first: bool = data["globals first"]
        self.ordered = frozenset(data["ordered"])
        self.synonyms: Mapping[str, str] = data.get("synonyms", {})
        self.negations: Mapping[str, str] = data.get("negations", {})
        self._data = data

    @cached_property
    def names(self) -> dict[str, str]:
        """Every name of every command -> the name of its block."""
        commands = self._data["commands"]
        return {also: name for name, block in commands.items() for also in (name, *block.get("also", ()))}

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """What may follow `docker`, `docker service`, …"""
        below: dict[str, list[str]] = {}
        for name in self.names:
            words = name.split()
            for n in range(1, len(words)):
                following = below.setdefault(" ".join(words[:n]), [])
                if words[n] not in following:
                    following.append(words[n])
        return below

    @cached_property
    def resources(self) -> dict[str, str]:
        """Every name of a type of object -> the one that compares."""
        known = self._data.get("resources", {})
        return {also: name for name, others in known.items() for also in (name, *others)}

    def off(self, flag: str) -> str:
        """How a switch is turned off."""
        if self.program != "aws":
            return f"{flag}=false"
        return next((no for no, yes in self.negations.items() if yes == flag), f"--no-{flag[2:]}")

    def form(self, command: str) -> Form:
        """The form of a command by any of its names."""
        name = self.names[command]
        block = self._data["commands"][name]
        before = self._shared(block.get("before", ())) | self.globals
        flags = self._shared(block.get("with", ())) | flags_of(block.get("flags", {}))
        if not self.globals_first:  # a flag of the command hides one of the client with the same name
            flags = {each: flag for each, flag in self.globals.items() if flag.name not in flags} | flags
        takes, dashes, _ = block.get("takes", "").partition("-- COMMAND...")
        hands_over = "--" if dashes else "first" if "[COMMAND...]" in takes else ""
        slots = tuple(self._slot(word) for word in takes.split() if word not in ("[", "]", "[COMMAND...]"))
        assumed = self._data.get("assumed", {}) | block.get("assumed", {})
        return Form(name, slots, before, flags, assumed, block.get("older", {}), hands_over)

    def _shared(self, groups: Iterable[str]) -> dict[str, Flag]:
        return {name: flag for group in groups for name, flag in flags_of(self._data["shared"][group]).items()}

    def _slot(self, written: str) -> Slot:
        """A place by its name. The name of a flag is for what may as well be given as that flag."""
        name = written.strip("[]").removesuffix("...")
        kind = self._data["arguments"].get(name, name if "|" in name else "text")
        return Slot(name, kind, written[0] != "[", "..." in written)


def flags_of(specs: Mapping[str, Any]) -> dict[str, Flag]:
    """Flags by their long and their short names."""
    found: dict[str, Flag] = {}
    for names, spec in specs.items():
        name, _, short = names.partition(" ")
        flag = _flag(name, short, spec)
        found |= {each: flag for each in (name, short) if each}
    return found


def _flag(name: str, short: str, spec: Any) -> Flag:
    if not isinstance(spec, str):
        return Flag(name, short, spec)
    found = _SPEC.fullmatch(spec)
    assert found, spec
    default = found["default"] or ("false" if found["kind"] == "switch" else "")
    return Flag(name, short, found["kind"], bool(found["many"]), default, found["alone"] or "", bool(found["free"]))


@cache
def client(program: str) -> Client:
    """One of PROGRAMS."""
    return Client(json.loads((FOLDER / f"{program}.json").read_text("utf-8")))
