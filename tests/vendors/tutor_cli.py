"""The commands of our own program, from the Typer application itself."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import typer

from orchestra_tutor.cli import load
from tests.vendors.client import Command, Flag


@cache
def commands() -> dict[str, Command]:
    """The commands by full name, as the tables of other clients have them."""
    return {command.name: command for command in _commands("tutor", typer.main.get_command(load()))}


def _commands(name: str, command: Any) -> Iterator[Command]:
    flags, arguments = dict[str, Flag](), []
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            arguments.append(parameter.human_readable_name if parameter.required else "[ARG]")
        else:
            flags |= dict.fromkeys((*parameter.opts, *parameter.secondary_opts), _flag(parameter))
    yield Command(name, " ".join(arguments), flags)
    for word, below in getattr(command, "commands", {}).items():
        yield from _commands(f"{name} {word}", below)


def _flag(parameter: Any) -> Flag:
    if parameter.is_flag:
        return Flag()
    return Flag("int" if parameter.type.name.startswith("int") else "|".join(getattr(parameter.type, "choices", ())))
