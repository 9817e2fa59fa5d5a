"""What the course says of Docker Swarm mode, and where the client's help or the schema of Compose files says it."""

from typing import Final

from tests.vendors import compose
from tests.vendors.claims import CAMEL, answer, cell, coded, lefts, options, page, right, rights, stem, words
from tests.vendors.client import flags, usual, values
from tests.vendors.fact import Fact, Model, each, joined

CREATE: Final = "docker service create"
UPDATE: Final = cell("rollout-rollback/docker-swarm")


def seconds(flag: str) -> Model:
    """The default of a duration, without its unit."""
    return each(lambda value: value.removesuffix("s"), usual(CREATE, flag))


FACTS: Final = (
    Fact("modes of a service", coded(rights("docker-swarm-modes"), "[a-z-]+"), values(CREATE, "--mode")),
    Fact(
        "endpoint modes",
        words(lefts("sd-translate-swarm"), r"mode `(\w+)`"),
        values(CREATE, "--endpoint-mode"),
    ),
    Fact(
        "endpoint mode without a virtual IP",
        words(answer("sd-swarm-mode-word"), ".+"),
        values(CREATE, "--endpoint-mode"),
        part=True,
    ),
    Fact("which task goes first", words(answer("rr-swarm-order"), ".+"), usual(CREATE, "--update-order")),
    Fact("orders of an update", words(UPDATE, r"(\w+-first)"), values(CREATE, "--update-order")),
    Fact("seconds that a task is watched", words(answer("rr-swarm-monitor"), r"\d+"), seconds("--update-monitor")),
    Fact(
        "seconds that a task is watched, taught",
        words(UPDATE, r"`--update-monitor` (\d+) s"),
        seconds("--update-monitor"),
    ),
    Fact("seconds between updates", words(UPDATE, r"`--update-delay` (\d+) s"), seconds("--update-delay")),
    Fact(
        "tasks updated at once", words(UPDATE, r"`--update-parallelism` (\d+)"), usual(CREATE, "--update-parallelism")
    ),
    Fact(
        "failures that are borne",
        words(UPDATE, r"`--update-max-failure-ratio` (\d+)"),
        usual(CREATE, "--update-max-failure-ratio"),
    ),
    Fact(
        "what an update does when it fails",
        words(UPDATE, r"`--update-failure-action` (\w+); the others are `(\w+)` and `(\w+)`"),
        values(CREATE, "--update-failure-action"),
    ),
    Fact(
        "what an update does when it fails and nobody said so",
        words(right("rr-swarm-failed-task"), r"It (\w+)s the update"),
        usual(CREATE, "--update-failure-action"),
    ),
    Fact(
        "restart policy of a task",
        words(cell("self-healing/docker-swarm"), r"condition `(\w+)`, a delay of (\d+) s"),
        joined(usual(CREATE, "--restart-condition"), seconds("--restart-delay")),
    ),
    Fact(
        "seconds before a task is killed",
        words(page("health-checks", cites="moby-swarmkit"), r"SIGKILL after (\d+) s \(`--stop-grace-period`\)"),
        seconds("--stop-grace-period"),
    ),
    Fact(
        "availability of a node",
        words(cell("clustering/docker-swarm"), r"(?:availability|:) .*?`(\w+)`, `(\w+)`(?:,| or| and) `(\w+)`"),
        values("docker node update", "--availability"),
    ),
    Fact(
        "options against a slow start",
        coded(options("sh-swarm-slow-boot"), r"--[a-z-]+"),
        flags("docker service update"),
        part=True,
    ),
    Fact(
        "options about resources",
        coded(rights("as-kubernetes-to-swarm"), r"--[a-z-]+"),
        flags(CREATE),
        part=True,
    ),
    Fact(
        "parts of a published port",
        words(stem("lb-swarm-publish-mode"), r"(\w+)=(?=_|\d)"),
        compose.names,
        part=True,
    ),
    Fact(
        "keys of a stack file",
        words(page("docker-swarm", cites="docker-stack-deploy"), rf"`({CAMEL})`|`deploy\.(\w+)`"),
        compose.names,
        part=True,
    ),
)
