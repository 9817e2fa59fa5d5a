"""What the course states and vendors publish for machines is the same, one row a fact."""

import re
from dataclasses import replace

import pytest

from orchestra_tutor.course import Course, Outline, Teach
from orchestra_tutor.questions.match import Match
from orchestra_tutor.text import same
from tests.courses import own_course
from tests.vendors import (
    aws,
    client,
    compose,
    facts_aws,
    facts_capacity,
    facts_docker,
    facts_ecs,
    facts_health,
    facts_kubernetes,
    fargate,
    kubernetes,
)
from tests.vendors.claims import Claim, cell, item, options, page, right, words, wrong
from tests.vendors.fact import Fact

FACTS = (
    *facts_ecs.FACTS,
    *facts_capacity.FACTS,
    *facts_health.FACTS,
    *facts_aws.FACTS,
    *facts_kubernetes.FACTS,
    *facts_docker.FACTS,
)
EVERY_FACT = pytest.mark.parametrize("fact", [pytest.param(fact, id=fact.name) for fact in FACTS])
EMPTY = Course(Outline("empty", same("Empty"), ("none",)), (), ())


@EVERY_FACT
def test_the_course_and_the_model_agree(fact: Fact) -> None:
    found = fact.contradiction(own_course())
    assert not found, found


@EVERY_FACT
def test_a_fact_is_read_from_the_course(fact: Fact) -> None:
    with pytest.raises(AssertionError, match=r"^no (item|page|cell)"):
        fact.said(EMPTY)


@EVERY_FACT
def test_a_fact_is_read_from_a_model(fact: Fact, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise LookupError("no model")

    for module, source in ((aws, "shape"), (kubernetes, "definitions"), (compose, "schema"), (client, "clients")):
        monkeypatch.setattr(module, source, gone)
    for kept in (kubernetes.kinds, compose.names):
        kept.cache_clear()
    with pytest.raises(LookupError, match="no model"):
        fact.model()


def test_no_two_facts_have_one_name() -> None:
    assert len({fact.name for fact in FACTS}) == len(FACTS)


def named(name: str) -> Fact:
    return next(fact for fact in FACTS if fact.name == name)


def test_the_gate_sees_an_item_that_names_another_value() -> None:
    course, name = own_course(), "sx-network-mode-traits"
    before = item(course, name)
    assert isinstance(before.question, Match)
    first, *others = before.question.pairs
    assert first.left.text.en == "`awsvpc`"
    changed = replace(first, left=replace(first.left, text=same("`vpc`")))
    question = replace(before.question, pairs=(changed, *others))
    items = tuple(replace(it, question=question) if it.id == name else it for it in course.items)
    told = named("network modes").contradiction(replace(course, items=items))
    assert told == (
        "network modes: the course says ['bridge', 'host', 'none', 'vpc'], "
        "the model ['awsvpc', 'bridge', 'host', 'none']"
    )


def test_the_gate_sees_a_page_that_names_another_number() -> None:
    course = own_course()
    lesson = next(known for known in course.lessons if known.id == "eks")
    teach = Teach(same("A profile has up to 6 selectors."), ("eks-fargate-profile",))
    told = named("selectors of a Fargate profile").contradiction(
        replace(course, lessons=(replace(lesson, steps=(teach,)),))
    )
    assert told == "selectors of a Fargate profile: the course says ['6'], the model ['5']"


def test_the_gate_sees_a_model_that_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    strategies = aws.api("ecs")["shapes"]["DeploymentStrategy"]
    monkeypatch.setitem(strategies, "enum", [*strategies["enum"], "SHADOW"])
    assert "'SHADOW'" in named("deployment strategies and controllers").contradiction(own_course())


def test_the_gate_sees_a_value_that_a_model_does_not_have() -> None:
    fact = Fact("types", named("target types").said, lambda: frozenset(["instance"]), part=True)
    assert fact.contradiction(own_course()) == "types: the course says ['instance', 'ip'], the model ['instance']"


SIZE = re.compile(r"(\d+) vCPU, (\d+) GB")


def size(claim: Claim) -> list[tuple[float, float]]:
    """The sizes among the texts, as vCPU and GB."""
    return [(float(cpu), float(memory)) for text in claim(own_course()) for cpu, memory in SIZE.findall(text)]


def test_the_size_to_pick_is_one_that_fargate_has() -> None:
    ((cpu, memory),) = size(right("fargate-valid-size"))
    assert memory in fargate.sizes()[cpu]


def test_the_sizes_not_to_pick_are_none_that_fargate_has() -> None:
    refused = size(wrong("fargate-valid-size"))
    assert len(refused) == len(list(options("fargate-valid-size")(own_course()))) - 1
    assert [(cpu, memory) for cpu, memory in refused if memory in fargate.sizes()[cpu]] == []


def test_the_steps_of_memory_that_are_taught_are_those_of_fargate() -> None:
    pages = page("ecs-fargate", cites="ecs-dg-fargate-tasks-services")
    said = words(pages, r"1 GB up to \d vCPU, (\d+) GB at 8, (\d+) GB at 16")(own_course())
    assert said == {f"{_step(8):g}", f"{_step(16):g}"}


def _step(cpu: float) -> float:
    first, second, *_ = sorted(fargate.sizes()[cpu])
    return second - first


def test_a_cell_and_a_page_are_found_by_where_they_are() -> None:
    assert any("Drivers:" in text for text in cell("monitoring-logging/ecs-ec2")(own_course()))
    assert list(page("ecs", cites="ecs-api-run-task")(own_course()))
