"""Shapes: what they read, what they refuse, and where they say that the trouble is."""

import json
from inspect import cleandoc
from pathlib import Path
from typing import Any

import pytest

from orchestra_tutor.loader import read_yaml
from orchestra_tutor.shape import (
    CELL_ID,
    DATE,
    ID,
    URL,
    Bilingual,
    ByKey,
    ByTag,
    Flag,
    ListOf,
    MapOf,
    Number,
    OneOf,
    Record,
    Shape,
    UnreadableError,
    Words,
    near,
)
from orchestra_tutor.source import Node, Plain, Problem, Span
from orchestra_tutor.text import Text


def written(plain: Plain, folder: Path) -> Node:
    """The node of a file that says `plain`, with the places of all keys."""
    file = folder / "written.yaml"
    file.write_text(json.dumps(plain), "utf-8")
    node, problems = read_yaml(file, "written.yaml")
    assert node is not None, problems
    return node


POINT = Record(lambda **given: given, needs={"x": Number(), "y": Number()}, takes={"name": Words()})
TAGGED = ByTag[Any]("kind", {"point": Record(dict, needs={"kind": Words(), "x": Number()}), "none": Record(dict)})
KEYED = ByKey[Any]({"x": Record(dict, needs={"x": Number()}), "y": Record(dict, needs={"y": Number()})})


@pytest.mark.parametrize(
    ("shape", "plain", "value"),
    [
        (Words(), "1.30", "1.30"),
        (Words(), "no", "no"),
        (Words(), "two\nlines", "two\nlines"),
        (ID, "rolling-update-2", "rolling-update-2"),
        (CELL_ID, "self-healing/ecs-ec2", "self-healing/ecs-ec2"),
        (DATE, "2026-11-23", "2026-11-23"),
        (URL, "https://kubernetes.io/docs/#a", "https://kubernetes.io/docs/#a"),
        (Number(), "1.5", 1.5),
        (Number(), "-3", -3.0),
        (Number(0, 1), "1", 1.0),
        (Flag(), "true", True),
        (Flag(), "false", False),
        (OneOf(("a", "b")), "b", "b"),
        (Bilingual(), {"ko": "노드", "en": "node"}, Text("node", "노드")),
        (ListOf(Number(), 1, 3), ["1", "2"], (1.0, 2.0)),
        (ListOf(Number()), [], ()),
        (MapOf(Number()), {"any": "1", "name": "2"}, {"any": 1.0, "name": 2.0}),
        (POINT, {"x": "1", "y": "2"}, {"x": 1.0, "y": 2.0}),
        (POINT, {"x": "1", "y": "2", "name": "p"}, {"x": 1.0, "y": 2.0, "name": "p"}),
        (TAGGED, {"kind": "point", "x": "1"}, {"kind": "point", "x": 1.0}),
        (KEYED, {"y": "1"}, {"y": 1.0}),
    ],
)
def test_a_shape_reads_what_fits(shape: Shape[Any], plain: Plain, value: Any, tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert shape.read(written(plain, tmp_path), problems) == value
    assert problems == []


@pytest.mark.parametrize(
    ("shape", "plain", "problems"),
    [
        (Words(), "", ["wrong-type"]),
        (Words(), " \n", ["wrong-type"]),
        (Words(), ["a"], ["wrong-type"]),
        (ID, "Rolling_Update", ["wrong-type"]),
        (ID, "-a", ["wrong-type"]),
        (ID, "a\n", ["wrong-type"]),
        (ID, "../etc", ["wrong-type"]),
        (CELL_ID, "kubernetes", ["wrong-type"]),
        (DATE, "23.11.2026", ["wrong-type"]),
        (URL, "http://kubernetes.io", ["wrong-type"]),
        (URL, "javascript:https://", ["wrong-type"]),
        (Number(), "many", ["wrong-type"]),
        (Number(), "nan", ["wrong-type"]),
        (Number(), "inf", ["wrong-type"]),
        (Number(), "1e999", ["wrong-type"]),
        (Number(0, 1), "1.01", ["wrong-type"]),
        (Number(), {}, ["wrong-type"]),
        (Flag(), "yes", ["wrong-type"]),
        (OneOf(("a", "b")), "c", ["wrong-value"]),
        (OneOf(("a", "b")), ["a"], ["wrong-value"]),
        (Bilingual(), "node", ["wrong-type"]),
        (Bilingual(), {"en": "node"}, ["language-missing"]),
        (Bilingual(), {"en": "node", "ko": " "}, ["wrong-type"]),
        (Bilingual(), {"en": "node", "ko": "노드", "de": "Knoten"}, ["unknown-key+"]),
        (ListOf(Number(), 1, 2), "1", ["wrong-type"]),
        (ListOf(Number(), 1, 2), [], ["wrong-count"]),
        (ListOf(Number(), 1, 2), ["1", "2", "3"], ["wrong-count+"]),
        (ListOf(Number()), ["a", "2", "b"], ["wrong-type+", "wrong-type+"]),
        (ListOf(Number(), 2), ["a", "2"], ["wrong-type"]),  # what is left is too little to be used
        (MapOf(Number()), [], ["wrong-type"]),
        (MapOf(Number()), {"a": "1", "b": "x"}, ["wrong-type"]),
        (POINT, [], ["wrong-type"]),
        (POINT, {"x": "1"}, ["missing-key"]),
        (POINT, {"x": "1", "y": "2", "z": "3"}, ["unknown-key+"]),
        (POINT, {"x": "a", "z": "3"}, ["unknown-key", "missing-key", "wrong-type"]),
        (POINT, {"x": "1", "y": "2", "name": ""}, ["wrong-type+"]),  # only an extra is lost
        (TAGGED, [], ["wrong-type"]),
        (TAGGED, {"x": "1"}, ["missing-key"]),
        (TAGGED, {"kind": "pint", "x": "1"}, ["wrong-value"]),
        (KEYED, [], ["wrong-type"]),
        (KEYED, {}, ["wrong-keys"]),
        (KEYED, {"x": "1", "y": "2"}, ["wrong-keys"]),
    ],
)
def test_a_shape_refuses_what_does_not_fit(
    shape: Shape[Any], plain: Plain, problems: list[str], tmp_path: Path
) -> None:
    """A + marks problems that leave a value."""
    found: list[Problem] = []
    try:
        shape.read(written(plain, tmp_path), found)
    except UnreadableError:
        assert [problem.code for problem in found] == problems
    else:
        assert [f"{problem.code}+" for problem in found] == problems


def test_problems_point_at_the_place_in_the_file(tmp_path: Path) -> None:
    """
    - {x: 1, y: 2}
    - {x: one, y: 2}
    -   x: 1
        nmae: p
    """
    file = tmp_path / "points.yaml"
    file.write_text(cleandoc(str(test_problems_point_at_the_place_in_the_file.__doc__)), "utf-8")
    node, _ = read_yaml(file, "points.yaml")
    assert node is not None
    problems: list[Problem] = []
    assert ListOf(POINT).read(node, problems) == ({"x": 1.0, "y": 2.0},)
    assert [(problem.code, problem.span) for problem in problems] == [
        ("wrong-type", Span("points.yaml", 2, 7)),
        ("unknown-key", Span("points.yaml", 4, 5)),
        ("missing-key", Span("points.yaml", 3, 5)),
    ]


def test_a_record_that_keeps_its_node_gets_it() -> None:
    node = Node.of({"x": "1"})
    kept = Record[Any](dict, needs={"x": Number()}, keeps_node=True).read(node, [])
    assert kept["node"] is node


def test_a_message_quotes_what_was_found_but_not_a_whole_page() -> None:
    problems: list[Problem] = []
    with pytest.raises(UnreadableError):
        Number().read(Node("x" * 5000), problems)
    assert len(problems[0].message) < 100


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("stm", "did you mean stem?"),
        ("zzz", "known: stem, options"),
    ],
)
def test_a_misspelt_word_gets_a_hint(word: str, hint: str) -> None:
    assert near(word, ("stem", "options")) == hint


SCALAR = ["string", "number", "boolean"]  # what an editor takes `2048` or `true` for


@pytest.mark.parametrize(
    ("shape", "schema"),
    [
        (Words(r"\w+", "a word"), {"type": SCALAR, "pattern": r"^(?:\w+)$", "description": "a word"}),
        (DATE, {"type": "string", "pattern": r"^(?:\d{4}-\d{2}-\d{2})$", "description": DATE.like}),
        (Number(), {"type": "number"}),
        (Number(0), {"type": "number", "minimum": 0}),
        (Number(0, 1), {"type": "number", "minimum": 0, "maximum": 1}),
        (Flag(), {"type": "boolean"}),
        (OneOf(("a", "b")), {"enum": ["a", "b"]}),
        (Bilingual(), {"$ref": "#/$defs/text"}),
        (ListOf(Flag(), 1, 2), {"type": "array", "items": {"type": "boolean"}, "minItems": 1, "maxItems": 2}),
        (MapOf(Flag()), {"type": "object", "additionalProperties": {"type": "boolean"}}),
    ],
)
def test_a_shape_describes_itself(shape: Shape[Any], schema: dict[str, Any]) -> None:
    assert shape.schema() == schema
