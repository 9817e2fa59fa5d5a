"""What the course says: readers of its items and pages, so that a vendor's model has something to be compared with.

A claim is a function from a course to the texts at one place of it. An item is found by its id, a page by its lesson
and a source that it cites, a cell by its place in the grid. `words` then picks the values out of the texts. Numbers
are read in English alone, as the linter holds both languages to the same ones.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from orchestra_tutor.course import Course, Item, Lesson, Teach
from orchestra_tutor.prose import code_spans
from orchestra_tutor.questions.choice import Choice
from orchestra_tutor.questions.match import Match
from orchestra_tutor.questions.number import Number
from orchestra_tutor.questions.order import Order
from orchestra_tutor.questions.phrase import Phrase
from orchestra_tutor.source import Node
from orchestra_tutor.text import LANGS, Text
from tests.vendors.documentation import picked

Claim = Callable[[Course], Iterable[str]]
Values = Callable[[Course], frozenset[str]]

UPPER: Final = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"  # FARGATE_SPOT
CAMEL: Final = r"[A-Z]?[a-z]+[A-Za-z0-9]*"  # distinctInstance, LoadBalancer


def item(course: Course, name: str) -> Item:
    found = [known for known in course.items if known.id == name]
    assert found, f"no item {name}"
    return found[0]


def options(name: str) -> Claim:
    """The options of a choice."""
    return lambda course: _options(course, name, lambda _: True)


def right(name: str) -> Claim:
    """The right options of a choice."""
    return lambda course: _options(course, name, lambda option: option.right)


def wrong(name: str) -> Claim:
    """The wrong options of a choice."""
    return lambda course: _options(course, name, lambda option: not option.right)


def _options(course: Course, name: str, wanted: Callable[[Any], bool]) -> Iterator[str]:
    asked = item(course, name).question
    assert isinstance(asked, Choice)
    yield from (asked.said(option).en for option in asked.options if wanted(option))


def lefts(name: str) -> Claim:
    """The left entries of a match."""
    return lambda course: [pair.left.text.en for pair in _match(course, name).pairs]


def rights(name: str) -> Claim:
    """The right entries of a match, without those that fit none."""
    return lambda course: [pair.right.text.en for pair in _match(course, name).pairs]


def _match(course: Course, name: str) -> Match:
    asked = item(course, name).question
    assert isinstance(asked, Match)
    return asked


def entries(name: str) -> Claim:
    """The entries of an order."""

    def read(course: Course) -> list[str]:
        asked = item(course, name).question
        assert isinstance(asked, Order)
        return [entry.text.en for entry in asked.entries]

    return read


def answer(name: str) -> Claim:
    """The model answer of a phrase or a number."""

    def read(course: Course) -> list[str]:
        asked = item(course, name).question
        assert isinstance(asked, Phrase | Number)
        return [asked.accept.en[0] if isinstance(asked, Phrase) else f"{asked.answer:g}"]

    return read


def stem(name: str) -> Claim:
    return lambda course: [item(course, name).question.stem.en]


def cell(place: str) -> Claim:
    """The page of a cell, `self-healing/kubernetes`."""

    def read(course: Course) -> list[str]:
        name, platform = place.split("/")
        taught = [known.cells[platform] for known in course.lessons if known.id == name and platform in known.cells]
        assert taught, f"no cell {place}"
        return [taught[0].body.en]

    return read


def page(name: str, cites: str) -> Claim:
    """The pages of a lesson that cite a source, with their figures."""

    def read(course: Course) -> list[str]:
        found = [text for known in course.lessons if known.id == name for text in _citing(known, cites)]
        assert found, f"no page of {name} cites {cites}"
        return found

    return read


def _citing(lesson: Lesson, cites: str) -> Iterator[str]:
    for node, taught in lesson.taught():
        if cites in taught.sources:
            yield (taught.teach if isinstance(taught, Teach) else taught.body).en
            yield from (below["en"] for below in bilingual(node.at("figure")) if "figure" in _keys(node))


def spans(claim: Claim) -> Claim:
    """The code in the texts, span by span."""
    return lambda course: [span for text in claim(course) for span in code_spans(text)]


def words(claim: Claim, pattern: str) -> Values:
    """What `pattern` finds in the texts: its groups, or all of it where it has none."""

    def read(course: Course) -> frozenset[str]:
        texts = [" ".join(text.split()) for text in claim(course)]
        return picked(f"(?m){pattern}", "\n".join(texts), "the course")

    return read


def coded(claim: Claim, pattern: str) -> Values:
    """The spans of code that are wholly what `pattern` says."""
    return words(spans(claim), f"^(?:{pattern})$")


def bilingual(node: Node) -> Iterator[Text]:
    """Every text in both languages at or below a node."""
    for below in node.walk():
        if _keys(below) == set(LANGS):
            yield Text(*(str(below.at(lang).value) for lang in LANGS))


def _keys(node: Node) -> set[str]:
    return set(node.value) if isinstance(node.value, dict) else set()


def together(*values: Values) -> Values:
    """The values of several places."""
    return lambda course: frozenset().union(*(read(course) for read in values))
