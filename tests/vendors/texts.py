"""Every text of a course with its place: what the gates over words, code and command lines walk through."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from orchestra_tutor.course import Course, Item
from orchestra_tutor.generate import filled
from orchestra_tutor.prose import blocks, code_spans
from orchestra_tutor.questions.choice import Choice
from orchestra_tutor.questions.phrase import Phrase
from orchestra_tutor.source import Node, Span
from orchestra_tutor.text import LANGS

BLANK: Final = re.compile(r"_{3,}")


@dataclass(frozen=True)
class Said:
    """A text in one language, and where the file has it."""

    place: Span
    words: str


@dataclass(frozen=True)
class Shown:
    """A fenced block: its language and its lines."""

    place: Span
    language: str
    code: str


def texts(course: Course) -> Iterator[Said]:
    """All that a learner reads. A blank is filled with the right answer, names that are drawn with one drawing."""
    for item in course.items:
        fill = right_words(item) or "___"
        for said in _said(item.node):
            yield Said(said.place, filled(BLANK.sub(fill.replace("\\", ""), said.words), item.drawn))
    for node in (known.node for keepers in (course.lessons, course.beliefs, course.terms) for known in keepers):
        yield from _said(node)


def _said(node: Node) -> Iterator[Said]:
    for below in node.walk():
        if isinstance(below.value, dict) and set(below.value) == set(LANGS):
            for text in (known for lang in below.value.values() for known in lang.walk()):
                if isinstance(text.value, str):
                    yield Said(text.span, text.value)


def right_words(item: Item) -> str:
    """What belongs in the blank of a question; empty where no words do."""
    if isinstance(item.question, Phrase):
        return item.question.accept.en[0]
    if isinstance(item.question, Choice) and len(item.question.right) == 1:
        return item.question.said(item.question.right[0]).en.strip("`")
    return ""


def spans(course: Course) -> Iterator[Said]:
    """All code in running text."""
    for text in texts(course):
        yield from (Said(text.place, code) for code in code_spans(text.words))


def shown(course: Course) -> Iterator[Shown]:
    """All fenced blocks."""
    for text in (text for text in texts(course) if "```" in text.words):
        languages = re.findall(r"^```(\w*)[^\n]*\n.*?^```", text.words, re.DOTALL | re.MULTILINE)
        code = ["\n".join(block.lines) for block in blocks(text.words) if block.kind == "code"]
        yield from (Shown(text.place, *pair) for pair in zip(languages, code, strict=True))
