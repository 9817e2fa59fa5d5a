"""Lessons: short steps, enough checks, figures that fit."""

import re
from collections.abc import Iterator
from typing import Final

from orchestra_tutor.course import Check, Teach
from orchestra_tutor.figures import WIDEST
from orchestra_tutor.figures.chain import Chain
from orchestra_tutor.figures.table import Table
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.prose import bare, without_code
from orchestra_tutor.source import Node, Problem
from orchestra_tutor.text import LANGS

MAX_WORDS: Final = 120  # a step
MAX_SYLLABLES: Final = 480  # the same step in Korean
MECHANISM: Final = (1, 15)  # words of a cell in a comparison, in either language
CELL: Final = (60, 160)  # words of its page
CELL_SYLLABLES: Final = (120, 640)  # the same page in Korean
_UNKNOWN: Final = re.compile(r"(?m)^ *(?:#{1,6} |\d+\. |> |\||<\w)|^ +- |\]\(|(?<!\*)\*(?!\*)[^\s*]|</?\w+>")


def steps_are_short(scope: Scope) -> Iterator[Problem]:
    """FAIL  a step of more than 120 words."""
    for lesson in scope.course.lessons:
        for at, step in enumerate(lesson.steps):
            if not isinstance(step, Teach):
                continue
            words, syllables = len(bare(step.teach.en).split()), len(re.findall("[가-힣]", step.teach.ko))
            for lang, count, most in (("en", words, MAX_WORDS), ("ko", syllables, MAX_SYLLABLES)):
                if count > most:
                    span = lesson.node.at("steps", at, "teach", lang).span
                    unit = "words" if lang == "en" else "syllables"
                    message = f"{count} {unit} in a step, at most {most}"
                    yield Problem(span, "step-too-long", message, "split it: one idea a step", "warning")


def cells_are_short(scope: Scope) -> Iterator[Problem]:
    """FAIL  a mechanism of 16 words, a page of 59 or of 161."""
    for lesson in scope.course.lessons:
        for platform, cell in lesson.cells.items():
            for part, lang, count, (least, most), unit in (
                ("mechanism", "en", len(bare(cell.mechanism.en).split()), MECHANISM, "words"),
                ("mechanism", "ko", len(bare(cell.mechanism.ko).split()), MECHANISM, "words"),
                ("body", "en", len(bare(cell.body.en).split()), CELL, "words"),
                ("body", "ko", len(re.findall("[가-힣]", cell.body.ko)), CELL_SYLLABLES, "syllables"),
            ):
                if not least <= count <= most:
                    span = lesson.node.at("cells", platform, part, lang).span
                    message = f"{count} {unit} in the {part} of a cell, wanted {least} to {most}"
                    yield Problem(span, "cell-length", message, "cut it, or say more", "warning")


def lessons_are_complete(scope: Scope) -> Iterator[Problem]:
    """FAIL  a lesson with two checks, no figure, six items, or nothing but recall."""
    for lesson in scope.course.lessons:
        items = list(scope.course.items_of(lesson.id))
        teach = [step for step in lesson.steps if isinstance(step, Teach)]
        checks = sum(isinstance(step, Check) for step in lesson.steps)
        deep = sum(item.skill != "recall" for item in items)
        for wrong, message in (
            (not 5 <= len(teach) <= 10, f"{len(teach)} teach steps, wanted 5 to 10"),
            (checks < 3, f"{checks} checks, wanted 3 or more"),
            (not any(step.figure for step in teach), "no figure, wanted one or more"),
            (len(items) < 10, f"{len(items)} items, wanted 10 or more"),
            (len({item.kind for item in items}) < 3, "items of fewer than 3 kinds"),
            (deep < 0.4 * len(items), f"{deep} of {len(items)} items beyond recall, wanted 40 %"),
        ):
            if wrong:
                yield Problem(lesson.node.at("id").span, "thin-lesson", message, "add what is missing", "warning")


def markdown_is_known(scope: Scope) -> Iterator[Problem]:
    """FAIL  a heading, a table, a link, a numbered list, HTML."""
    for lesson in scope.course.lessons:
        for place, page in lesson.taught():
            parts = (
                {"teach": page.teach} if isinstance(page, Teach) else {"mechanism": page.mechanism, "body": page.body}
            )
            for part, text in parts.items():
                for lang in LANGS:
                    if odd := _odd_mark(text[lang]):
                        span = place.at(part, lang).span
                        hint = "use paragraphs, - bullets, ``` fences, `code` and **bold**"
                        yield Problem(span, "markdown", f"not in our Markdown: {odd}", hint)


def _odd_mark(markdown: str) -> str:
    """The first thing that our Markdown does not know, or nothing."""
    if found := _UNKNOWN.search(without_code(markdown)):
        return repr(found[0].strip())
    return "an open `" if markdown.count("```") % 2 or markdown.count("`") % 2 else ""


def figures_fit(scope: Scope) -> Iterator[Problem]:
    """FAIL  a figure of which a word has to be broken at 60 columns."""
    for lesson in scope.course.lessons:
        for at, step in enumerate(lesson.steps):
            if not isinstance(step, Teach) or not step.figure:
                continue
            place = lesson.node.at("steps", at, "figure")
            picture = step.figure.picture
            if isinstance(picture, Chain) and picture.arrows and len(picture.arrows) != len(picture.boxes) - 1:
                message = f"{len(picture.arrows)} arrows between {len(picture.boxes)} boxes"
                yield Problem(place.at("chain", "arrows").span, "figure-arrows", message, "one arrow less than boxes")
                continue
            if isinstance(picture, Table) and any(len(row) != len(picture.head) for row in picture.rows):
                hint = "give each row as many cells as the head"
                yield Problem(place.at("table").span, "figure-table", "rows and head differ in length", hint)
                continue
            for lang in LANGS:
                lines = step.figure.draw(lang, WIDEST, scope.measure)
                drawn = set(re.findall(r"\S+", " ".join(lines)))
                labels = {word for node in _labels(place) for word in _words(node.value, lang)}
                broken = sorted(word for word in labels if word not in drawn)
                too_wide = any(scope.measure(line) > WIDEST for line in lines)
                if too_wide or broken:
                    message = f"does not fit in {WIDEST} columns ({lang}): {', '.join(broken) or 'too many boxes'}"
                    yield Problem(place.span, "figure-too-wide", message, "shorten its words or use fewer columns")


def _labels(figure: Node) -> Iterator[Node]:
    """What is drawn: all of a figure but its title."""
    parts = figure.value if isinstance(figure.value, dict) else {}
    return (node for key, part in parts.items() if key != "title" for node in part.walk())


def _words(value: object, lang: str) -> list[str]:
    if isinstance(value, dict) and set(value) == set(LANGS):
        return str(value[lang].value).split()
    return []
