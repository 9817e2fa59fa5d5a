"""The grammar that lines are compared by is the clients' own: no flag of ours alone, and none of theirs left out."""

import re
import shutil
from collections.abc import Container
from typing import Any, Final

import pytest
from botocore import xform_name  # type: ignore[import-untyped]
from botocore.loaders import Loader  # type: ignore[import-untyped]
from botocore.model import Shape  # type: ignore[import-untyped]

from orchestra_tutor.grammar import UnclearError, parse
from orchestra_tutor.grammar.client import PROGRAMS, Flag, Form, client
from orchestra_tutor.grammar.reader import NO_COMMAND
from orchestra_tutor.questions.command import Command
from tests.courses import own_course
from tests.model_lines import LINES
from tests.vendors import aws, aws_cli, kubernetes, lines, spelt
from tests.vendors.client import Command as Row
from tests.vendors.client import clients
from tests.vendors.invocation import SHORT, _plural

TABLED: Final = [
    pytest.param(name, block, id=name)
    for program in ("docker", "kubectl")
    for name, block in client(program).names.items()
    if name.rsplit(" ", 1)[0] not in spelt.TYPED
]
SPELT: Final = [name for program in ("docker", "kubectl") for name in spelt.commands(program)]
OPERATIONS: Final = [name for name in client("aws").names if name != "aws ecs deploy" and "kubeconfig" not in name]

# These change only what is said: what the help calls a default is what `docker swarm init` takes.
UPDATES: Final = frozenset({"docker swarm update"})

# kubectl 1.34 and later: github.com/kubernetes/kubernetes/pull/129373
NEWER: Final = {"kubectl autoscale": {"--cpu", "--memory"}}

# What a word of the help may be in the grammar; `many` where it may be given again.
ONE: Final = {
    "bool": {"switch", "toggle"},
    **{word: {"int"} for word in ("int", "int64", "uint", "uint16", "uint32", "uint64")},
    "duration": {"duration"},
    "bytes": {"size"},
    "decimal": {"number"},
    "float": {"number"},
}
MANY: Final = frozenset(
    {
        "list",
        "map",
        "mount",
        "network",
        "port",
        "secret",
        "config",
        "filter",
        "pref",
        "ulimit",
        "strings",
        "external-ca",
        "ipNetSlice",
    }
)


def own(form: Form, told: Container[str]) -> dict[str, Flag]:
    """The flags of a command by long name, without those of every command that it is not told to have as well."""
    known = client(form.command.split(maxsplit=1)[0])
    hidden = set() if known.globals_first else {flag.name for flag in known.globals.values()}
    hidden |= NEWER.get(form.command, set())
    return {flag.name: flag for flag in form.flags.values() if flag.name not in hidden or flag.name in told}


def row(name: str) -> Row:
    """A command of the table, which has other names only for a last word."""
    return clients()[name.split(maxsplit=1)[0]][name.replace(" svc ", " service ")]


def test_it_covers_at_least_forty_commands_and_all_that_the_course_shows() -> None:
    assert sum(len(set(client(program).names.values())) for program in PROGRAMS) >= 40
    taught = (said for said, _ in lines.lines(own_course()) if not said.place.path.endswith("interview.yaml"))
    shown = {said.words for said in taught if said.words.split()[0] in PROGRAMS}  # a case looks into other places, too
    assert sorted(line for line in shown if not known(line)) == []


def known(line: str) -> bool:
    """Whether the grammar has the command of a line, which need not be whole."""
    try:
        return bool(parse(line))
    except UnclearError as unclear:
        return not unclear.text.en.startswith(NO_COMMAND.en.partition("`")[0])


def test_a_command_that_is_not_covered_is_seen() -> None:
    assert known("docker service create --replicas")
    assert known("kubectl rollout")
    assert not known("docker plugin ls")


@pytest.mark.parametrize(("name", "block"), TABLED)
def test_a_command_is_one_of_the_table_with_all_its_flags(name: str, block: str) -> None:
    program = name.split(maxsplit=1)[0]
    told = row(name)
    flags = own(client(program).form(name), told.flags)
    assert {*flags, *(flag.short for flag in flags.values() if flag.short)} == told.flags.keys() - {"--help"}
    for flag in flags.values():
        table = told.flags[flag.name]
        assert flag.is_switch == (table.kind is None), flag
        if table.choices and program == "docker":
            assert set(flag.kind.split("|")) == table.choices, flag
        if program == "docker" and block not in UPDATES and table.default:
            assert flag.default == table.default, flag


@pytest.mark.parametrize("name", [name for name in SPELT if " " in name])
def test_a_flag_has_the_short_name_the_kind_and_the_default_that_the_help_gives_it(name: str) -> None:
    program = name.split(maxsplit=1)[0]
    told = {flag.name: flag for flag in spelt.kept(program)[name]}
    flags = own(client(program).form(name), told)
    assert flags.keys() == told.keys()
    for flag in flags.values():
        agree(flag, told[flag.name], name in UPDATES)


@pytest.mark.parametrize("program", ["docker", "kubectl"])
def test_a_flag_of_every_command_is_one_that_the_help_has(program: str) -> None:
    flags = {flag.name: flag for flag in client(program).globals.values()}
    told = {flag.name: flag for flag in spelt.kept(program)[program]}
    assert flags.keys() == told.keys()
    for flag in flags.values():
        agree(flag, told[flag.name], False)


def agree(flag: Flag, told: spelt.Spelt, update: bool) -> None:
    assert flag.short == told.short, flag
    if told.word in ONE:
        assert flag.kind in ONE[told.word], flag
    else:
        assert flag.kind not in set().union(*ONE.values()) - {"int"}, flag
    assert flag.many == (told.word in MANY), (flag, told)
    default = "false" if flag.kind == "switch" and not told.default else told.default
    assert update or flag.default == default, (flag, told)


@pytest.mark.parametrize("name", SPELT)
def test_what_is_kept_of_the_help_is_what_the_client_says(name: str) -> None:
    """Where it is installed; a client of another version may have more."""
    program = name.split(maxsplit=1)[0]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    said = {flag.name: flag for flag in spelt.asked(name)}
    kept = {flag.name: flag for flag in spelt.kept(program)[name]}
    assert {flag: said.get(flag) for flag in kept} == kept


def test_other_names_of_a_command_are_those_of_the_client() -> None:
    """`docker ps` and `docker container ls` have the same usage and the same flags, as far as the table goes."""
    for program in ("docker", "kubectl"):
        for name, block in client(program).names.items():
            assert row(name).flags == row(block).flags, (name, block)
            usages = [re.sub(r"\W", "", row(each).usage) for each in (name, block)]
            assert usages[0] == usages[1], (name, block)


def test_compose_has_the_flags_of_the_reference() -> None:
    told = clients()["docker"]
    for name in (name for name in client("docker").names if name.startswith("docker compose ")):
        form = client("docker").form(name)
        flags = {each for flag in own(form, ()).values() for each in (flag.name, flag.short) if each}
        before = {each for each in form.before if each not in client("docker").globals}
        assert flags == told[name].flags.keys()
        assert before | {"-p", "-f"} == told["docker compose"].flags.keys()


# kubectl


def test_types_of_objects_are_kinds_of_kubernetes_with_their_plurals_and_short_names() -> None:
    kinds = {kind.lower() for _, kind in kubernetes.kinds()}
    names = client("kubectl").resources
    for name, means in names.items():
        assert means in kinds | {"all", "componentstatus"}, means
        if name != means:
            known = name in (_plural(means), f"{means}es", "endpoints") or SHORT.fullmatch(name)
            assert known or name in ("quota", "crd", "crds", "cs", "limits"), (name, means)
    plurals = {means for means in names.values() if means not in ("all", "endpoints")}
    assert [means for means in plurals if names.get(_plural(means)) != means] == []


# aws


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_has_the_fields_of_its_model(name: str) -> None:
    _, service, operation, *waits = name.split()
    if waits:
        waiter = next(n for n in aws.waiters(service) if xform_name(n, "-") == waits[0])
        model = Loader().load_service_model(service, "waiters-2")["waiters"][waiter]
        operation = xform_name(model["operation"], "-")
    fields = aws_cli.fields(service, operation)
    paged = Loader().load_service_model(service, "paginators-1")["pagination"]
    pages = (
        {"--max-items", "--page-size", "--starting-token"} if aws_cli.operations(service)[operation] in paged else set()
    )
    flags = own(client("aws").form(name), ())
    assert flags.keys() == fields.keys() | pages
    for flag in flags.values():
        if flag.name in fields:
            fits(flag.kind, fields[flag.name], f"{name} {flag.name}", top=True)


def fits(spec: Any, shape: Shape, where: str, top: bool = False) -> None:
    """What aws.json says of a value is what the model says of it, as deep as aws.json goes."""
    kind = shape.type_name
    if spec == "document":
        assert kind in ("structure", "list", "map"), where
    elif isinstance(spec, list):
        assert kind == "list", where
        fits(spec[0], shape.member, where)
    elif isinstance(spec, dict):
        assert kind == ("map" if "*" in spec else "structure"), where
        members = {"*": shape.value} if "*" in spec else shape.members
        assert spec.keys() == members.keys(), where
        for name, below in spec.items():
            fits(below, members[name], f"{where}.{name}")
    else:
        word = spec.split(" = ")[0]
        if kind == "boolean":
            assert word == ("toggle" if top else "true|false"), where
        elif kind in ("integer", "long"):
            assert word == "int", where
        elif kind in ("double", "float"):
            assert word == "number", where
        elif "|" in word:
            assert set(word.split("|")) == set(shape.enum), where
        else:
            assert word in ("text", "command") or word.startswith("name("), where
            assert kind != "string" or not shape.enum or len("|".join(shape.enum)) > 110 or len(shape.enum) == 1, where


def test_a_default_of_aws_is_one_that_its_documentation_tells() -> None:
    """That of the cluster in the documentation of each operation; the others once."""
    for name in OPERATIONS:
        flag = client("aws").form(name).flags.get("--cluster")
        if flag and flag.default:
            _, service, operation, *waits = name.split()
            wanted = "describe-services" if "services" in "".join(waits) else "describe-tasks" if waits else operation
            shape = aws_cli.fields(service, wanted)["--cluster"]
            assert "default cluster is assumed" in aws.plain(shape.documentation), name
    assert "default status filter is RUNNING" in aws.plain(
        aws.shape("ecs.ListTasksRequest.desiredStatus").documentation
    )
    for field in ("base", "weight"):
        told = aws.plain(aws.shape(f"ecs.CapacityProviderStrategyItem.{field}").documentation)
        assert re.search(
            rf"default value of 0 is used|default value is 0|If no {field} value is specified, the default", told
        )


def test_what_may_be_named_by_its_arn_may_be_so_in_the_documentation() -> None:
    """At least once for each kind; a service takes its ARN where the field is not a new name."""
    told: dict[str, set[bool]] = {}
    for name in OPERATIONS:
        _, service, operation, *waits = name.split()
        for flag in () if waits else own(client("aws").form(name), ()).values():
            kind = flag.kind[0] if isinstance(flag.kind, list) else flag.kind
            if isinstance(kind, str) and kind.startswith("name("):
                documentation = aws.plain(aws_cli.fields(service, operation)[flag.name].documentation)
                told.setdefault(kind, set()).add("ARN" in documentation)
    assert len(told) == 6
    assert [kind for kind, found in told.items() if True not in found] == []


def test_what_the_aws_cli_adds_is_listed() -> None:
    cli = client("aws")
    names = {flag.name for flag in cli.globals.values()}
    assert names - aws_cli.GLOBAL == {"--no-verify-ssl", "--cli-read-timeout", "--cli-connect-timeout"}
    for name in ("aws ecs deploy", "aws eks update-kubeconfig"):
        told = clients()["aws"][name].flags.keys() - {"--region", "--profile"}
        assert told <= own(cli.form(name), ()).keys()
    assert set(cli.negations) == {"--disable-execute-command", "--non-interactive"}


# Lines


def test_a_model_line_is_one_that_its_client_takes() -> None:
    asked = [
        answer for item in own_course().items if isinstance(item.question, Command) for answer in item.question.answers
    ]
    newer = {f"{command} has no flag {flag}" for command, flags in NEWER.items() for flag in flags}
    for line in (*LINES, *asked):
        assert {*lines.faults(line.replace("\\\n", " "), whole=False)} - newer == set(), line
