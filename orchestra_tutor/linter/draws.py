"""Items with drawn values: enough different instances, each of which asks and answers well in both languages."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Final

from orchestra_tutor.course import Item
from orchestra_tutor.generate import Template, names_in
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
    """FAIL  a name that nobody draws, `{n}가`, fewer than 50 instances in 200 draws, one that rejects its answer."""
    for item in scope.course.items:
        if isinstance(item.question, Number) and item.question.template:
            yield from _words(item, item.question.template)
            yield from _instances(item, item.question.template)


def _words(item: Item, template: Template) -> Iterator[Problem]:
    drawn = set(template.draw)
    asked = {lang: names_in(template.stem[lang]) for lang in LANGS}
    for lang in LANGS:
        if asked[lang] != drawn:
            odd = ", ".join(sorted(asked[lang] ^ drawn))
            yield Problem(item.node.at("stem").span, "names-differ", f"{lang}: not both drawn and asked: {odd}")
    for part in ("stem", "why"):
        for found in _PARTICLE.findall(getattr(template, part).ko):
            message = f"a particle right after a drawn value: {found}"
            yield Problem(item.node.at(part).span, "particle-after-value", message, "put a counter between: 개, %, 초")


def _instances(item: Item, template: Template) -> Iterator[Problem]:
    seen = set()
    for instance in islice(template.instances(Random(item.id)), DRAWS):
        values = ", ".join(f"{name}={value}" for name, value in instance.drawn.items())
        seen.add(values)
        assert isinstance(item.question, Number)
        question = item.question.with_drawn(instance.drawn)
        for text in (question.stem, question.why):
            if odd := _odd(text):
                yield Problem(item.node.span, "instance-differs", f"{values}: numbers in one language only: {odd}")
        for sample in question.samples(Random(values)):
            graded = question.grade(sample.response)
            verdict = ("right" if graded.correct else "wrong") if isinstance(graded, Graded) else "malformed"
            if verdict != sample.verdict:
                message = f"{values}: {sample.response!r} is graded {verdict}, not {sample.verdict}"
                yield Problem(item.node.span, "instance-wrong", message)
    if len(seen) < LEAST:
        message = f"{len(seen)} different instances in {DRAWS} draws; at least {LEAST}"
        yield Problem(item.node.at("draw").span, "few-instances", message, "draw from more values")


def _odd(text: Text) -> str:
    """Numbers that only one language has."""
    english, korean = (Counter(n.replace(",", "") for n in _NUMBER.findall(text[lang])) for lang in LANGS)
    return ", ".join(sorted(set(english) ^ set(korean)))
