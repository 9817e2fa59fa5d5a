"""The tables are what the clients say of themselves; where a client is not installed, nobody can be asked."""

import shutil
from dataclasses import replace
from functools import cache

import pytest

from tests.courses import own_course
from tests.vendors import lines
from tests.vendors.client import Command, clients
from tests.vendors.installed import CLIENTS, text_of
from tests.vendors.invocation import command_of, refused


@pytest.mark.parametrize("name", CLIENTS)
def test_an_installed_client_has_what_the_course_shows(name: str) -> None:
    """A client of another version may have more flags than our table, and none less that the course uses."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    for said, _ in lines.lines(own_course()):
        words = said.words.split()
        if words[0] == name and not said.words.startswith("docker compose"):  # a plugin, typed in `reference`
            command = command_of(words, clients()[name])
            assert command, said
            assert list(refused(words, installed(command.name), whole=False)) == [], said


def installed(name: str) -> dict[str, Command]:
    """A command and those above it, as the client has them."""
    client, *words = name.split()
    above = [tuple(words[:n]) for n in range(len(words) + 1)]
    return {" ".join((client, *path)): ask(client, *path) for path in above}


@cache
def ask(client: str, *words: str) -> Command:
    return replace(CLIENTS[client](*words)[0], name=" ".join((client, *words)))


def test_a_command_is_written_as_the_tables_have_it() -> None:
    update = clients()["docker"]["docker node update"]
    assert text_of(update) == (
        "docker node update [OPTIONS] NODE\n"
        "    --availability=active|pause|drain --label-add= --label-rm= --role=worker|manager"
    )
    assert text_of(Command("docker node")) == "docker node"
