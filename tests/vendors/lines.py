"""The command lines that the course shows, and what their clients would refuse."""

import shlex
from collections.abc import Iterator
from functools import cache

from orchestra_tutor.course import Course
from tests.vendors import aws_cli, tutor_cli
from tests.vendors.client import clients
from tests.vendors.invocation import Commands, command_of, refused
from tests.vendors.texts import Said, shown, spans


def lines(course: Course) -> Iterator[tuple[Said, bool]]:
    """Every command line, and whether it is whole: shown in a console, or a mention in running text."""
    for block in shown(course):
        if block.language == "console":
            for line in block.code.replace("\\\n", " ").splitlines():
                typed = line.removeprefix("$ ")
                if line.startswith("$ ") or begins_a_line(typed):
                    yield Said(block.place, typed), True
    for span in spans(course):
        if begins_a_line(span.words) and len(span.words.split()) > 1:
            yield span, False


def begins_a_line(code: str) -> bool:
    """Whether the first word is a client that we know the commands of."""
    return code.split(" ", 1)[0] in known()


@cache
def known() -> frozenset[str]:
    return frozenset(clients()) | {"aws", "tutor"}


def faults(line: str, whole: bool = True) -> Iterator[str]:
    """What the client would refuse in a line, or in each line of a pipe."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        yield f"{line}: {error}"
        return
    end = next((at for at, word in enumerate(words) if word in ("|", "&&", ";")), len(words))
    yield from _faults(words[:end], whole)
    if (after := words[end + 1 :]) and after[0] in known():
        yield from faults(shlex.join(after))


def _faults(words: list[str], whole: bool) -> Iterator[str]:
    if words[:2] == ["sudo", "bash"]:  # a script of the vendor's, which has no help that could be asked
        return
    commands = commands_of(words[0])
    if words[0] == "aws" and command_of(words, commands) is None:
        yield from aws_cli.faults(words[1:])
    elif commands:
        yield from refused(words, commands, whole)
    else:
        yield f"no table has the commands of {words[0]}"


def commands_of(client: str) -> Commands:
    """The commands of a client; of `aws` only those that the models do not have."""
    return tutor_cli.commands() if client == "tutor" else clients().get(client, {})
