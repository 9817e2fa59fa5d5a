"""YAML files -> nodes -> a course, with every problem found. The only importer of yaml.

Content is data from anywhere: limits hold before anything is expanded, no link or path leads out of the folder, and
nothing is constructed or run.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import yaml

from orchestra_tutor.course import BELIEFS, ITEMS, LESSON, OUTLINE, SOURCES, TERMS, Course, Item, Lesson
from orchestra_tutor.shape import Shape, UnreadableError
from orchestra_tutor.source import Node, Problem, Span

MAX_BYTES = 2 * 2**20  # a file
MAX_DEPTH = 40  # mappings and lists within each other
MAX_NODES = 200_000  # values in a file
ASKED = ("items.yaml", "interview.yaml")  # what a lesson asks; the long questions of an interview have their own file

T = TypeVar("T")


class _RefusedError(Exception):
    """The file cannot be read as YAML of ours."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def load(root: Path, check_both_parsers: bool = False) -> tuple[Course | None, list[Problem]]:
    """The course in the folder `root` and all problems; None where even its outline cannot be read."""
    return _Loader(root, check_both_parsers).course()


def read_yaml(path: Path, name: str, check_both_parsers: bool = False) -> tuple[Node | None, list[Problem]]:
    """One file as a node. `name` is how problems call the file."""
    try:
        text = _text_of(path, name)
        node = _compose(text, name, yaml.CSafeLoader)
        if check_both_parsers and node != _compose(text, name, yaml.SafeLoader):
            message = "the two YAML parsers read this file differently"
            hint = 'put prose in block style or in "quotes"; look for ? or : before , or } inside { }'
            return None, [Problem(Span(name, 1, 1), "yaml-ambiguous", message, hint)]
        return node, []
    except _RefusedError as refused:
        return None, [refused.problem]


def _text_of(path: Path, name: str) -> str:
    start = Span(name, 1, 1)
    if not path.is_file():  # a pipe or a device would block or never end
        raise _RefusedError(Problem(start, "unreadable", "no such file", "check the path"))
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _RefusedError(
            Problem(start, "unreadable", f"cannot be read: {error.strerror}", "check the path")
        ) from None
    if len(raw) > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 2**20} MiB"
        raise _RefusedError(Problem(start, "too-large", message, "split it into several lessons"))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8"
        raise _RefusedError(Problem(Span(name, line, 1), "not-utf8", "not UTF-8 text", hint)) from None


def _compose(text: str, name: str, loader: Any) -> Node:
    """The tree of the one document in `text`, built from parser events so that limits hold while reading."""
    try:
        return _Composer(name).document(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        span = Span(name, mark.line + 1, mark.column + 1) if mark else Span(name, 1, 1)
        raise _RefusedError(Problem(span, "yaml", str(error.problem), "mend the YAML here or just above")) from None
    except (yaml.YAMLError, RecursionError) as error:
        message = str(error).splitlines()[0]
        raise _RefusedError(Problem(Span(name, 1, 1), "yaml", message, "only plain text YAML is read")) from None


class _Composer:
    """Events -> Node. Aliases, tags and more than one document are refused: content has no use for them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0

    def document(self, events: Iterator[Any]) -> Node:
        found: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    self.refuse(event, "a second document", "keep one document in a file: remove ---")
                found = self.node(next(events), events, 0)
        if found is None:
            raise _RefusedError(
                Problem(Span(self.name, 1, 1), "empty", "the file is empty", "write its content or delete it")
            )
        return found

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self.count += 1
        if self.count > MAX_NODES:
            self.refuse(event, f"more than {MAX_NODES:,} values", "split it into several lessons")
        if depth > MAX_DEPTH:
            self.refuse(event, f"nested deeper than {MAX_DEPTH} levels", "content is never that deep")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.refuse(event, "anchors and aliases are not read", "write the value out")
        if event.tag not in (None, "!"):
            self.refuse(event, f"the tag {event.tag} is not read", "remove it: nothing in content runs")
        span = self.span(event)
        if isinstance(event, yaml.ScalarEvent):
            return Node(event.value, span)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(list(self.entries(events, yaml.SequenceEndEvent, depth)), span)
        values: dict[str, Node] = {}
        keys: dict[str, Span] = {}
        entries = self.entries(events, yaml.MappingEndEvent, depth)
        for key in entries:
            value = next(entries)
            if not isinstance(key.value, str):
                raise _RefusedError(Problem(key.span, "yaml", "a key must be a word", "quote it"))
            if key.value in values:
                raise _RefusedError(Problem(key.span, "duplicate-key", f"key {key.value!r} twice", "keep one of them"))
            values[key.value], keys[key.value] = value, key.span
        return Node(values, span, keys)

    def entries(self, events: Iterator[Any], end: type, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(events), end):
            yield self.node(event, events, depth + 1)

    def span(self, event: Any) -> Span:
        return Span(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def refuse(self, event: Any, message: str, hint: str) -> NoReturn:
        raise _RefusedError(Problem(self.span(event), "refused", message, hint))


class _Loader:
    """Loads one folder; `problems` grows as it goes."""

    def __init__(self, root: Path, check_both_parsers: bool) -> None:
        self.root = root
        self.both = check_both_parsers
        self.problems: list[Problem] = []

    def course(self) -> tuple[Course | None, list[Problem]]:
        outline = self.read("course.yaml", OUTLINE)
        if outline is None:
            return None, self.problems
        lessons: list[Lesson] = []
        items: list[Item] = []
        for folder in self.lesson_folders():
            lesson = self.read(f"{folder}/lesson.yaml", LESSON)
            asked = [item for name in ASKED for item in self.optional(f"{folder}/{name}", ITEMS)]
            if lesson is None:
                continue
            if lesson.id != folder.split("/")[-1]:
                span = lesson.node.at("id").span
                hint = f"rename the folder or write id: {folder.split('/')[-1]}"
                self.problems.append(Problem(span, "id-not-folder", "the id is not the folder's name", hint))
            lessons.append(lesson)
            items += [replace(item, lesson=lesson.id) for item in asked]
        place = {lesson: at for at, lesson in enumerate(outline.lessons)}
        lessons.sort(key=lambda lesson: place.get(lesson.id, len(place)))
        items.sort(key=lambda item: place.get(item.lesson, len(place)))
        sources = self.optional("sources.yaml", SOURCES)
        beliefs = self.optional("misconceptions.yaml", BELIEFS)
        terms = self.optional("glossary.yaml", TERMS)
        course = Course(outline, tuple(lessons), tuple(items), sources, beliefs, terms)
        return course, sorted(self.problems)

    def optional(self, name: str, shape: Shape[tuple[T, ...]]) -> tuple[T, ...]:
        """A file that may be left out."""
        return (self.read(name, shape) or ()) if (self.root / name).exists() else ()

    def read(self, name: str, shape: Shape[T]) -> T | None:
        path = self.root / name
        if path.is_symlink() or not path.resolve().is_relative_to(self.root.resolve()):
            hint = "copy the file into the folder"
            self.problems.append(Problem(Span(str(path), 1, 1), "outside", "a link that leads elsewhere", hint))
            return None
        node, problems = read_yaml(path, str(path), self.both)
        self.problems += problems
        if node is None:
            return None
        try:
            return shape.read(node, self.problems)
        except UnreadableError:
            return None

    def lesson_folders(self) -> list[str]:
        """Folders with a lesson.yaml, two levels down. Links are not followed."""
        folders = (folder for group in _folders(self.root) for folder in _folders(group))
        return [f"{f.parent.name}/{f.name}" for f in folders if (f / "lesson.yaml").exists()]


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
