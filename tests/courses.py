"""Courses for tests: our own, read once, and the folder `tiny`, to be copied and broken."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from orchestra_tutor.app import App, builtin_content
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.compiler import write
from orchestra_tutor.course import Course
from orchestra_tutor.index import Index
from orchestra_tutor.loader import load
from orchestra_tutor.settings import places
from orchestra_tutor.source import Span
from orchestra_tutor.text import Lang

OWN: Final = builtin_content()
TINY: Final = Path(__file__).parent / "tiny"
ITEMS: Final = "basics/quorum/items.yaml"
LESSON: Final = "basics/quorum/lesson.yaml"


@cache
def own_course() -> Course:
    """Our own course."""
    course, problems = load(OWN)
    assert course is not None, problems
    return course


def copy_of_tiny(folder: Path) -> Path:
    """A copy of the tiny course inside `folder`."""
    return Path(shutil.copytree(TINY, folder / "tiny"))


def change(root: Path, file: str, old: str, new: str) -> list[tuple[str, Span]]:
    """Put `new` where `old` stands, once, in a file of the course.

    `new` tells with `‹code›` which problem is expected right there; the marks are not written but returned.
    """
    path = root / file
    before, found, after = path.read_text("utf-8").partition(old)
    assert found, f"{old!r} does not stand in {file}"
    assert old not in after, f"{old!r} stands in {file} twice"
    expected = []
    first, *marked = new.split("‹")
    written = before + first
    for code, words in (part.split("›", 1) for part in marked):
        line_start = written.rfind("\n") + 1
        place = Span(str(path), written.count("\n") + 1, len(written) - line_start + 1)
        expected.append((code, place))
        written += words
    path.write_text(written + after, "utf-8")
    return expected


def compiled(path: Path, *roots: Path, version: str = "1") -> Index:
    """The index of courses that have no errors."""
    write(path, version, list(roots), [course_in(root) for root in roots])
    return Index(path)


def course_in(root: Path) -> Course:
    course, problems = load(root)
    assert course is not None, problems
    return course


@contextmanager
def visiting(root: Path, lang: Lang = "en", json: bool = False) -> Iterator[Visit]:
    """A visit to a tutor whose own course is the one in `root`."""
    with closing(App(places())) as app:
        app.roots = [root]
        yield Visit(app, lang, json=json)
