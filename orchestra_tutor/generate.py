"""Questions whose values are drawn: a computed answer cannot be learnt by heart.

A template holds the words with `{names}` in braces, the values that each name may have, and the mechanism that works
the answer out. What is `shown` beside the drawn values is worked out of them: the earlier rows of a table over time.
"""

import re
from collections.abc import Iterator
from random import Random
from typing import Any, Final

from orchestra_tutor.mechanism import InputError, Worked
from orchestra_tutor.mechanisms import mechanism, names
from orchestra_tutor.shape import ListOf, MapOf, Number, Record, Schema, Shape, Words, near, refuse
from orchestra_tutor.source import Node, Problem
from orchestra_tutor.text import LANGS, Text
from orchestra_tutor.value import dataclass

TRIES: Final = 500  # draws, before a template is said to have no instance
MOST_VALUES: Final = 1000
_NAME: Final = r"\{([a-z_]\w*)\}"


@dataclass(frozen=True, slots=True)
class Computed:
    """What the mechanism `by` makes of what is `given`: as it is written, or in braces."""

    by: str
    given: dict[str, str]

    @property
    def names(self) -> set[str]:
        """The names in braces."""
        return {name for text in self.given.values() for name in names_in(text)}

    def of(self, values: dict[str, str]) -> Worked:
        """The value where the names have these values; ValueError or InputError where it takes no such."""
        work = mechanism(self.by)
        if work is None:
            raise ValueError(f"no mechanism {self.by!r}")
        return work(**{name: filled(text, values) for name, text in self.given.items()})


@dataclass(frozen=True, slots=True)
class Instance:
    """One drawing: its values, all that its words may show, and what the answer is.

    It is `sound` where neither the answer nor anything shown hangs on the rounding of floats.
    """

    drawn: dict[str, str]
    values: dict[str, str]
    worked: Worked
    sound: bool


@dataclass(frozen=True, slots=True)
class Template:
    """What instances are made from. Each of `shown` may use the drawn values and those shown before it."""

    stem: Text
    why: Text
    answer: Computed
    draw: dict[str, tuple[str, ...]]
    shown: dict[str, Computed]

    def check(self) -> None:
        """ValueError where a name is taken twice, or used before anything is called so."""
        known = set(self.draw)
        for name, computed in [*self.shown.items(), ("answer", self.answer)]:
            if name in known:
                raise ValueError(f"{name!r} is both drawn and shown")
            if unknown := computed.names - known:
                raise ValueError(f"{name}: nothing before it is called {', '.join(sorted(unknown))}")
            known.add(name)

    def of(self, drawn: dict[str, str]) -> Instance:
        """The instance with these values; ValueError or InputError where a mechanism takes no such."""
        if drawn.keys() != self.draw.keys():
            raise ValueError(f"{', '.join(self.draw)} are drawn, not {', '.join(drawn)}")
        values, sound = dict(drawn), True
        for name, computed in self.shown.items():
            worked = computed.of(values)
            values[name] = written(worked.value)
            sound = sound and worked.sound
        worked = self.answer.of(values)
        return Instance(drawn, values, worked, sound and worked.sound)

    def instances(self, rng: Random) -> Iterator[Instance]:
        """Sound instances with a number to ask for; what a mechanism refuses is passed over."""
        for _ in range(TRIES):
            try:
                instance = self.of({name: rng.choice(values) for name, values in self.draw.items()})
            except (InputError, ValueError):
                continue
            value = instance.worked.value
            if instance.sound and isinstance(value, int | float) and not isinstance(value, bool):
                yield instance

    def stem_of(self, instance: Instance) -> Text:
        return _both(self.stem, instance.values)

    def why_of(self, instance: Instance) -> Text:
        """The rule, and the steps with these numbers."""
        rule = _both(self.why, instance.values)
        lists = ["\n".join(f"- {step[lang]}" for step in instance.worked.steps) for lang in LANGS]
        return Text(f"{rule.en}\n\n{lists[0]}", f"{rule.ko}\n\n{lists[1]}")


def filled(text: str, values: dict[str, str]) -> str:
    """The text with the values in the place of their names."""
    return re.sub(_NAME, lambda found: values.get(found[1], found[0]), text)


def names_in(text: str) -> set[str]:
    """The names in braces."""
    return set(re.findall(_NAME, text))


def written(value: Any) -> str:
    """A value as a table shows it, and as the input of another mechanism takes it."""
    if isinstance(value, tuple | list):
        return ", ".join(map(written, value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _both(text: Text, values: dict[str, str]) -> Text:
    return Text(filled(text.en, values), filled(text.ko, values))


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


@dataclass(frozen=True, slots=True)
class _Computed:
    """`{by: quorum.majority, with: {members: "{members}"}}`."""

    record = Record(dict[str, Any], needs={"by": Words(), "with": MapOf(Words())})

    def read(self, node: Node, problems: list[Problem]) -> Computed:
        given = self.record.read(node, problems)
        by = given["by"]
        if mechanism(by) is None:
            refuse(problems, node.at("by").span, "unknown-mechanism", f"no mechanism {by!r}", near(by, tuple(names())))
        return Computed(by, given["with"])

    def schema(self) -> Schema:
        schema = self.record.schema()
        schema["properties"]["by"] = {"enum": list(names())}
        return schema


VALUES: Final[Shape[tuple[str, ...]]] = Values()
COMPUTED: Final[Shape[Computed]] = _Computed()
