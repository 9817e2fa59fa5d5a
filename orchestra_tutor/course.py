"""A course: lessons of steps, items that ask, the grid they cover, and what they cite.

Dataclasses and, beside each, the shape that reads it from a node. An item or a lesson keeps its node, so that the
linter can say where in which file something stands.
"""

from collections.abc import Iterator
from dataclasses import field, replace
from functools import cache, partial
from random import Random
from typing import TYPE_CHECKING, Any, Final

from orchestra_tutor.question import Drawn, Question
from orchestra_tutor.questions import KINDS, module_of
from orchestra_tutor.shape import (
    CELL_ID,
    DATE,
    ID,
    URL,
    Bilingual,
    ByKey,
    ByTag,
    Later,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Shape,
    Words,
)
from orchestra_tutor.source import Node
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

if TYPE_CHECKING:
    from orchestra_tutor.figures import Figure

LEVELS: Final = ("junior", "mid", "senior")
SKILLS: Final = ("recall", "apply", "debug", "compare")
LESSON_KINDS: Final = ("foundation", "feature", "tool", "launch-type", "comparison")


@dataclass(frozen=True, slots=True)
class Source:
    """A page that a fact was read on; `checked` is the day, as YYYY-MM-DD."""

    id: str
    title: str
    publisher: str
    url: str
    checked: str
    node: Node = field(default=Node(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Belief:
    """A wrong belief, as people say it, and the truth."""

    id: str
    belief: Text
    truth: Text
    sources: tuple[str, ...]
    node: Node = field(default=Node(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Also:
    """Other names of a term that are accepted and found."""

    en: tuple[str, ...] = ()
    ko: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary: a term in both languages and, in a line, what it means."""

    en: str
    ko: str
    meaning: Text
    also: Also = Also()
    node: Node = field(default=Node(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Axis:
    """A row or a column of the grid: a feature or a platform.

    `short` heads a narrow column; `also` holds names that people type, which several may share (ecs).
    """

    id: str
    title: Text
    short: Text | None = None
    also: tuple[str, ...] = ()
    node: Node = field(default=Node(""), compare=False, repr=False)

    @property
    def head(self) -> Text:
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class Item:
    """A question with what is known about it; `lesson` is set by the lesson that it belongs to."""

    id: str
    kind: str
    level: str
    skill: str
    question: Question
    sources: tuple[str, ...]
    holds: dict[str, str]
    hints: tuple[Text, ...] = ()
    cells: tuple[str, ...] = ()
    weight: float = 0.5
    waive: dict[str, str] = field(default_factory=dict)
    lesson: str = ""
    fingerprint: str = ""
    node: Node = field(default=Node(""), compare=False, repr=False)

    @property
    def drawn(self) -> dict[str, str]:
        """The values of this instance, where some are drawn."""
        return self.question.drawn if isinstance(self.question, Drawn) else {}

    @property
    def drawn_by(self) -> str:
        """The mechanism that answers the instances, where values are drawn."""
        return self.question.drawn_by if isinstance(self.question, Drawn) else ""

    def redrawn(self, rng: Random) -> "Item":
        """The item with other values, where some are drawn."""
        return replace(self, question=self.question.redrawn(rng)) if isinstance(self.question, Drawn) else self

    def with_drawn(self, drawn: dict[str, str]) -> "Item":
        """The item as it was asked with these values."""
        return replace(self, question=self.question.with_drawn(drawn)) if isinstance(self.question, Drawn) else self

    def beliefs(self) -> Iterator[Node]:
        """Every place where the item names a wrong belief that it probes."""
        for node in self.node.walk():
            if isinstance(node.value, dict) and "belief" in node.value:
                yield node.value["belief"]


@dataclass(frozen=True, slots=True)
class Teach:
    """A step that teaches one idea in Markdown, with a figure where people would rather look."""

    teach: Text
    sources: tuple[str, ...]
    figure: "Figure | None" = None
    holds: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """A step that asks an item right here."""

    check: str


Step = Teach | Check


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of the grid: how a platform does a feature, or what people do where it does not.

    `mechanism` stands in a comparison; `body` is read alone, on a page of its own.
    """

    mechanism: Text
    body: Text
    sources: tuple[str, ...]
    holds: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is taught, step by step."""

    id: str
    kind: str
    title: Text
    minutes: int
    objectives: tuple[Text, ...]
    steps: tuple[Step, ...]
    takeaways: tuple[Text, ...]
    requires: tuple[str, ...] = ()
    cells: dict[str, Cell] = field(default_factory=dict)  # by platform: the row of the grid that the lesson teaches
    node: Node = field(default=Node(""), compare=False, repr=False)

    def taught(self) -> Iterator[tuple[Node, "Teach | Cell"]]:
        """Every page of the lesson, with its place."""
        for at, step in enumerate(self.steps):
            if isinstance(step, Teach):
                yield self.node.at("steps", at), step
        for platform, cell in self.cells.items():
            yield self.node.at("cells", platform), cell


@dataclass(frozen=True, slots=True)
class Outline:
    """course.yaml: the axes of the grid and the order of the lessons. `id` is the namespace of a pack."""

    id: str
    title: Text
    lessons: tuple[str, ...]
    features: tuple[Axis, ...] = ()
    platforms: tuple[Axis, ...] = ()
    node: Node = field(default=Node(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Course:
    """Everything of one content folder. Ids of a pack carry its namespace already."""

    outline: Outline
    lessons: tuple[Lesson, ...]
    items: tuple[Item, ...]
    sources: tuple[Source, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    terms: tuple[Term, ...] = ()

    def items_of(self, lesson: str) -> Iterator[Item]:
        return (item for item in self.items if item.lesson == lesson)


def _make_item(**values: Any) -> Item:
    kind = values["kind"]
    module = module_of(kind)
    asked = {name: values.pop(name) for name in (*module.NEEDS, *module.TAKES) if name in values}
    return Item(question=module.make(**asked), **values)


@cache
def _item_shape(kind: str) -> Record[Item]:
    needs: dict[str, Shape[Any]] = {
        "id": ID,
        "kind": Words(),
        "level": OneOf(LEVELS),
        "skill": OneOf(SKILLS),
        "sources": ListOf(ID, 1),
        "holds": MapOf(Words()),
    }
    takes: dict[str, Shape[Any]] = {
        "hints": ListOf(Bilingual(), 0, 3),
        "cells": ListOf(CELL_ID),
        "weight": Number(0, 1),
        "waive": MapOf(Words()),
    }
    module = module_of(kind)
    return Record(_make_item, needs={**needs, **module.NEEDS}, takes={**takes, **module.TAKES}, keeps_node=True)


def _make_lesson(minutes: float, **values: Any) -> Lesson:
    return Lesson(minutes=round(minutes), **values)


def _figure() -> Shape["Figure"]:
    from orchestra_tutor.figures import FIGURE

    return FIGURE


STEP: Final[ByKey[Step]] = ByKey(
    {
        "teach": Record(
            Teach,
            needs={"teach": Bilingual(), "sources": ListOf(ID, 1)},
            takes={"figure": Later(_figure), "holds": MapOf(Words())},
        ),
        "check": Record(Check, needs={"check": ID}),
    }
)
CELL: Final = Record(
    Cell,
    needs={"mechanism": Bilingual(), "body": Bilingual(), "sources": ListOf(ID, 1)},
    takes={"holds": MapOf(Words())},
)
ITEM: Final[ByTag[Item]] = ByTag("kind", {kind: Later(partial(_item_shape, kind)) for kind in KINDS})
ITEMS: Final = ListOf(ITEM)
LESSON: Final = Record(
    _make_lesson,
    needs={
        "id": ID,
        "kind": OneOf(LESSON_KINDS),
        "title": Bilingual(),
        "minutes": Number(1, 60),
        "objectives": ListOf(Bilingual(), 1, 6),
        "steps": ListOf(STEP, 1, 40),
        "takeaways": ListOf(Bilingual(), 1, 8),
    },
    takes={"requires": ListOf(ID), "cells": MapOf(CELL)},
    keeps_node=True,
)
AXIS: Final = Record(
    Axis,
    needs={"id": ID, "title": Bilingual()},
    takes={"short": Bilingual(), "also": ListOf(ID)},
    keeps_node=True,
)
OUTLINE: Final = Record(
    Outline,
    needs={"id": ID, "title": Bilingual(), "lessons": ListOf(ID, 1)},
    takes={"features": ListOf(AXIS), "platforms": ListOf(AXIS)},
    keeps_node=True,
)
SOURCES: Final = ListOf(
    Record(
        Source, needs={"id": ID, "title": Words(), "publisher": Words(), "url": URL, "checked": DATE}, keeps_node=True
    )
)
BELIEFS: Final = ListOf(
    Record(
        Belief, needs={"id": ID, "belief": Bilingual(), "truth": Bilingual(), "sources": ListOf(ID, 1)}, keeps_node=True
    )
)
_ALSO: Final = Record(Also, takes={"en": ListOf(Words()), "ko": ListOf(Words())})
TERM: Final = Record(
    Term, needs={"en": Words(), "ko": Words(), "meaning": Bilingual()}, takes={"also": _ALSO}, keeps_node=True
)
TERMS: Final = ListOf(TERM)
