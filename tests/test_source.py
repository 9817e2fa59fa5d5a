"""Places, problems and nodes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.source import Node, Plain, Problem, Span

PLAIN: st.SearchStrategy[Plain] = st.recursive(
    st.text(max_size=4),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=3), below, max_size=3),
    max_leaves=12,
)

TREE = Node.of({"id": "pods", "options": [{"key": "one"}, {"key": "two"}], "1": "first"})


def test_a_place_is_written_so_that_an_editor_can_jump_there() -> None:
    assert str(Span("a/items.yaml", 12, 3)) == "a/items.yaml:12:3"


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem(Span("a.yaml", 2, 5), "unknown-key", "unknown key 'stm'", "did you mean stem?")
    assert str(problem) == "a.yaml:2:5: error: unknown key 'stm' [unknown-key]\n    did you mean stem?"


def test_a_problem_without_a_hint_is_one_line() -> None:
    problem = Problem(Span("a.yaml", 2, 5), "vague", "a vague word", level="warning")
    assert str(problem) == "a.yaml:2:5: warning: a vague word [vague]"


def test_problems_are_sorted_as_they_stand_in_the_files() -> None:
    places = [Span("b.yaml", 1, 1), Span("a.yaml", 10, 1), Span("a.yaml", 9, 30), Span("a.yaml", 9, 4)]
    problems = sorted(Problem(place, "vague", "") for place in places)
    assert [problem.span for problem in problems] == [places[3], places[2], places[1], places[0]]


@given(PLAIN)
def test_a_node_gives_back_the_plain_value_that_it_was_made_of(plain: Plain) -> None:
    assert Node.of(plain).plain() == plain


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ((), TREE.plain()),
        (("id",), "pods"),
        (("options", 1, "key"), "two"),
        ((1,), "first"),  # to a mapping, a number is a key
        (("options", 2), [{"key": "one"}, {"key": "two"}]),  # ends early: the nearest one above
        (("options", 0, "text", "en"), {"key": "one"}),
        (("options", "key"), [{"key": "one"}, {"key": "two"}]),
        (("id", "en"), "pods"),
        (("nothing",), TREE.plain()),
    ],
)
def test_at_finds_a_node_or_the_nearest_one_above(path: tuple[str | int, ...], found: Plain) -> None:
    assert TREE.at(*path).plain() == found


def test_walk_goes_through_all_nodes_in_the_order_of_the_file() -> None:
    assert [node.value for node in TREE.walk() if isinstance(node.value, str)] == ["pods", "one", "two", "first"]
    assert next(TREE.walk()) is TREE


@given(PLAIN)
def test_walk_meets_every_node_once(plain: Plain) -> None:
    def size(value: Plain) -> int:
        if isinstance(value, str):
            return 1
        return 1 + sum(size(below) for below in (value.values() if isinstance(value, dict) else value))

    assert len(list(Node.of(plain).walk())) == size(plain)


def test_nodes_with_equal_values_are_equal_wherever_they_stand() -> None:
    assert Node("a", Span("x", 1, 1)) == Node("a", Span("y", 2, 2))
