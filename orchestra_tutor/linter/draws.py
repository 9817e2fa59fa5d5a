"""Items with drawn values: enough different instances, each of which asks and answers well in both languages.

A stem that repeats the row before gives the answer wherever nothing changes, which is what a trace may ask; it must not
do so most of the time.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Final

from orchestra_tutor.course import Item
from orchestra_tutor.generate import Instance, Template, names_in, written
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.question import Graded
from orchestra_tutor.questions.number import Number
from orchestra_tutor.source import Problem
from orchestra_tutor.text import LANGS, Text

DRAWS: Final = 200
LEAST: Final = 50  # different instances among them
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
# These follow the last sound of a word, which a drawn value does not let an author know.
_PARTICLE: Final = re.compile(r"\{\w+\}`?(?:은|는|이|가|을|를|로|으로|와|과)(?![가-힣])")


def draws_are_sound(scope: Scope) -> Iterator[Problem]:
    """FAIL  a name without a value or a use, `{n}가`, few instances, one that rejects its answer, one that shows it."""
    for item in scope.course.items:
        if isinstance(item.question, Number) and item.question.template:
            yield from _words(item, item.question.template)
            yield from _instances(item, item.question.template)


def _words(item: Item, template: Template) -> Iterator[Problem]:
    """The stem says all drawn values, or shows what comes of them; whatever is said, is said in both languages."""
    known = {*template.draw, *template.shown}
    behind = set[str]().union(
        *(template.shown[name].names for name in names_in(template.stem.en) & set(template.shown))
    )
    used = set[str]().union(*(each.names for each in (*template.shown.values(), template.answer)))
    for part, text, needed in (("stem", template.stem, set(template.draw) - behind), ("why", template.why, set[str]())):
        said = names_in(text.en) | names_in(text.ko)
        for lang in LANGS:
            if odd := ", ".join(sorted(names_in(text[lang]) ^ (needed | said & known))):
                message = f"{lang}: not both given a value and said: {odd}"
                yield Problem(item.node.at(part).span, "names-differ", message)
        for found in _PARTICLE.findall(text.ko):
            message = f"a particle right after a drawn value: {found}"
            yield Problem(item.node.at(part).span, "particle-after-value", message, "put a counter between: 개, %, 초")
        used |= said
    if unused := ", ".join(sorted(set(template.shown) - used)):
        yield Problem(item.node.at("shown").span, "shown-unused", f"nothing uses {unused}", "leave it out")


def _instances(item: Item, template: Template) -> Iterator[Problem]:
    instances = list(islice(template.instances(Random(item.id)), DRAWS))
    found = (problem for instance in instances for problem in _asked(item, instance))
    yield from islice(found, 1)  # a sample is enough
    if (count := len({_told(instance) for instance in instances})) < LEAST:
        message = f"{count} different instances in {DRAWS} draws; at least {LEAST}"
        yield Problem(item.node.at("draw").span, "few-instances", message, "draw from more values")
    for name in sorted(names_in(template.stem.en) & template.shown.keys()):
        if 2 * sum(instance.values[name] == written(instance.worked.value) for instance in instances) > len(instances):
            message = f"{name}, which the stem shows, is the answer of most instances"
            yield Problem(item.node.at("stem").span, "answer-shown", message)


def _asked(item: Item, instance: Instance) -> Iterator[Problem]:
    assert isinstance(item.question, Number)
    question = item.question.with_drawn(instance.drawn)
    for text in (question.stem, question.why):
        if odd := _odd(text):
            message = f"{_told(instance)}: numbers in one language only: {odd}"
            yield Problem(item.node.span, "instance-differs", message)
    for sample in question.samples(Random(_told(instance))):
        graded = question.grade(sample.response)
        verdict = ("right" if graded.correct else "wrong") if isinstance(graded, Graded) else "malformed"
        if verdict != sample.verdict:
            message = f"{_told(instance)}: {sample.response!r} is graded {verdict}, not {sample.verdict}"
            yield Problem(item.node.span, "instance-wrong", message)


def _told(instance: Instance) -> str:
    return ", ".join(f"{name}={value}" for name, value in instance.drawn.items())


def _odd(text: Text) -> str:
    """Numbers that only one language has."""
    english, korean = (Counter(n.replace(",", "") for n in _NUMBER.findall(text[lang])) for lang in LANGS)
    return ", ".join(sorted(set(english) ^ set(korean)))
