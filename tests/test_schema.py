"""The printed schemas and the shapes that read content accept the same files."""

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestra_tutor.loader import read_yaml
from orchestra_tutor.schema import FILES, schema
from orchestra_tutor.shape import UnreadableError
from orchestra_tutor.source import Problem
from tests.courses import ITEMS, LESSON, OWN, TINY

TINY_FILES: Final = {
    "course": "course.yaml",
    "lesson": LESSON,
    "items": ITEMS,
    "sources": "sources.yaml",
    "misconceptions": "misconceptions.yaml",
    "glossary": "glossary.yaml",
}


def plain(path: Path) -> Any:
    """A file as an editor with the schema sees it: numbers are numbers, true is true."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


@cache
def validator(file: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(file))


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_a_valid_schema(file: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(file))


@pytest.mark.parametrize("path", sorted(OWN.rglob("*.yaml")), ids=lambda path: str(path.relative_to(OWN)))
def test_every_file_of_our_course_is_valid(path: Path) -> None:
    shape = validator("items" if path.stem == "interview" else path.stem)
    assert [f"{error.json_path}: {error.message}" for error in shape.iter_errors(plain(path))] == []


@pytest.mark.parametrize(("file", "path"), TINY_FILES.items())
def test_every_kind_of_file_has_a_schema_that_takes_an_example(file: str, path: str) -> None:
    assert validator(file).is_valid(plain(TINY / path))


def test_every_kind_of_file_has_an_example() -> None:
    assert set(TINY_FILES) == set(FILES)


def loads(file: str, value: Any, folder: Path) -> bool:
    """Whether the shape of a file reads `value` without a problem."""
    path = folder / f"{file}.yaml"
    path.write_text(yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8")
    node, problems = read_yaml(path, path.name)
    found: list[Problem] = list(problems)
    if node is not None:
        try:
            FILES[file].read(node, found)
        except UnreadableError:
            return False
    return not found


@pytest.mark.parametrize(
    ("file", "path", "broken"),
    [
        ("course", ("id",), "Not Kebab"),
        ("course", ("title", "ko"), " "),
        ("course", ("lessons",), []),
        ("course", ("lessons", 0), "../../etc"),
        ("course", ("features", 0, "title"), "only English"),
        ("course", ("features", 1, "short"), {"en": "no Korean"}),
        ("course", ("platforms", 0, "also"), ["Not Kebab"]),
        ("course", ("platforms", 0, "also"), "etcd3"),
        ("lesson", ("kind",), "novel"),
        ("lesson", ("minutes",), 0),
        ("lesson", ("minutes",), "long"),
        ("lesson", ("title",), {"en": "no Korean"}),
        ("lesson", ("steps", 0), {"teach": {"en": "a", "ko": "가"}, "sources": ["raft"], "check": "x"}),
        ("lesson", ("steps", 0), {}),
        ("lesson", ("steps", 0, "sources"), []),
        ("lesson", ("steps", 0, "figure", "chain", "boxes"), [{"en": "one", "ko": "하나"}]),
        ("lesson", ("steps", 0, "figure", "chain"), None),
        ("lesson", ("colour",), "blue"),
        ("lesson", ("cells",), ["etcd"]),
        ("lesson", ("cells", "etcd"), "as everywhere"),
        ("lesson", ("cells", "etcd", "mechanism"), None),
        ("lesson", ("cells", "etcd", "body"), {"en": "no Korean"}),
        ("lesson", ("cells", "etcd", "sources"), []),
        ("lesson", ("cells", "etcd", "figure"), {}),
        ("items", (0, "kind"), "essay"),
        ("items", (0, "kind"), "number"),
        ("items", (0, "level"), "expert"),
        ("items", (0, "weight"), 1.5),
        ("items", (0, "accept", "ko"), []),
        ("items", (1, "answer"), "three"),
        ("items", (1, "answer", "by"), "quorum.minority"),
        ("items", (1, "answer"), {"by": "quorum.majority"}),
        ("items", (3, "options", 0, "right"), "yes"),
        ("items", (3, "options", 0, "why"), None),
        ("items", (3, "options"), [{"key": "a", "why": {"en": "a", "ko": "가"}}]),
        ("items", (6, "entries", 1), "second"),
        ("items", (7, "pairs", 0, "left"), {"key": "leader"}),
        ("items", (0, "hints"), [{"en": "a", "ko": "가"}] * 4),
        ("sources", (0, "url"), "ftp://example.com"),
        ("sources", (0, "checked"), "yesterday"),
        ("misconceptions", (0, "truth"), None),
        ("glossary", (0, "also"), {"de": ["Quorum"]}),
        ("glossary", (0, "meaning"), {"en": "no Korean"}),
        ("glossary", (0, "meaning"), None),
        ("glossary", (0,), "quorum"),
    ],
)
def test_broken_content_is_refused_by_the_schema_and_by_the_shape(
    file: str, path: tuple[str | int, ...], broken: Any, tmp_path: Path
) -> None:
    value = plain(TINY / TINY_FILES[file])
    replace(value, path, broken)
    assert not validator(file).is_valid(value)
    assert not loads(file, value, tmp_path)


def replace(value: Any, path: tuple[str | int, ...], by: Any) -> None:
    """Put `by` at `path` in `value`; None takes out what is there."""
    *above, last = path
    for step in above:
        value = value[step]
    if by is None:
        del value[last]
    else:
        value[last] = by


def paths(value: Any, *above: str | int) -> Iterator[tuple[str | int, ...]]:
    """The paths of everything inside `value`."""
    for step, below in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*above, step)
        if isinstance(below, dict | list):
            yield from paths(below, *above, step)


# No strings that look like numbers or like true: content may quote a number, which an editor then calls a string.
VALUES = st.sampled_from(
    [
        None,
        0,
        7,
        0.5,
        True,
        False,
        "word",
        "two words",
        "a/cell",
        "",
        [],
        ["word"],
        {},
        {"en": "a", "ko": "가"},
        {"by": "b"},
    ]
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), file=st.sampled_from(sorted(FILES)))
def test_what_the_shape_reads_without_a_problem_the_schema_takes(
    data: st.DataObject, file: str, tmp_path: Path
) -> None:
    value = copy.deepcopy(plain(TINY / TINY_FILES[file]))
    replace(value, data.draw(st.sampled_from(list(paths(value))), label="path"), data.draw(VALUES, label="value"))
    assert validator(file).is_valid(value) or not loads(file, value, tmp_path)
