"""Questions whose values are drawn: a computed answer cannot be learnt by heart.

A template holds the words with `{names}` in braces, the values that each name may have, and the mechanism that works
the answer out.
"""

import re
from collections.abc import Iterator
from random import Random
from typing import Final

from orchestra_tutor.mechanism import InputError, Worked
from orchestra_tutor.mechanisms import mechanism
from orchestra_tutor.shape import ListOf, Number, Record, Schema, Shape, Words, refuse
from orchestra_tutor.source import Node, Problem
from orchestra_tutor.text import LANGS, Text
from orchestra_tutor.value import dataclass

TRIES: Final = 500  # draws, before a template is said to have no instance
MOST_VALUES: Final = 1000
_NAME: Final = r"\{([a-z_]\w*)\}"


@dataclass(frozen=True, slots=True)
class Instance:
    """One drawing: its values, and what the mechanism makes of them."""

    drawn: dict[str, str]
    worked: Worked


@dataclass(frozen=True, slots=True)
class Template:
    """What instances are made from."""

    stem: Text
    why: Text
    by: str
    given: dict[str, str]
    draw: dict[str, tuple[str, ...]]

    def of(self, drawn: dict[str, str]) -> Instance:
        """The instance with these values; ValueError or InputError where the mechanism takes no such."""
        work = mechanism(self.by)
        if work is None or drawn.keys() != self.draw.keys():
            raise ValueError(f"no {self.by} of {', '.join(drawn)}")
        return Instance(drawn, work(**{name: filled(text, drawn) for name, text in self.given.items()}))

    def instances(self, rng: Random) -> Iterator[Instance]:
        """Sound instances with a number to ask for; what the mechanism refuses is passed over."""
        for _ in range(TRIES):
            try:
                instance = self.of({name: rng.choice(values) for name, values in self.draw.items()})
            except (InputError, ValueError):
                continue
            value = instance.worked.value
            if instance.worked.sound and isinstance(value, int | float) and not isinstance(value, bool):
                yield instance

    def stem_of(self, instance: Instance) -> Text:
        return _both(self.stem, instance.drawn)

    def why_of(self, instance: Instance) -> Text:
        """The rule, and the steps with these numbers."""
        rule = _both(self.why, instance.drawn)
        lists = ["\n".join(f"- {step[lang]}" for step in instance.worked.steps) for lang in LANGS]
        return Text(f"{rule.en}\n\n{lists[0]}", f"{rule.ko}\n\n{lists[1]}")


def filled(text: str, drawn: dict[str, str]) -> str:
    """The text with the drawn values in the place of their names."""
    return re.sub(_NAME, lambda found: drawn.get(found[1], found[0]), text)


def names_in(text: str) -> set[str]:
    """The names in braces."""
    return set(re.findall(_NAME, text))


def _both(text: Text, drawn: dict[str, str]) -> Text:
    return Text(filled(text.en, drawn), filled(text.ko, drawn))


@dataclass(frozen=True, slots=True)
class Values:
    """`[2, 3, 5]`, or `{from: 2, to: 20}` with a `step` of 1 unless it is given: the values as text."""

    steps = Record(dict[str, float], needs={"from": Number(), "to": Number()}, takes={"step": Number(0)})
    listed = ListOf(Words(), 2, MOST_VALUES)

    def read(self, node: Node, problems: list[Problem]) -> tuple[str, ...]:
        if not isinstance(node.value, dict):
            return self.listed.read(node, problems)
        given = self.steps.read(node, problems)
        first, last, step = given["from"], given["to"], given.get("step", 1.0)
        if not 0 < step <= last - first or (last - first) / step > MOST_VALUES:
            message = f"no 2 to {MOST_VALUES} values from {first:g} to {last:g} by {step:g}"
            refuse(problems, node.span, "wrong-range", message)
        return tuple(f"{first + n * step:.10g}" for n in range(int((last - first) / step + 1e-9) + 1))

    def schema(self) -> Schema:
        return {"oneOf": [self.listed.schema(), self.steps.schema()]}


VALUES: Final[Shape[tuple[str, ...]]] = Values()
