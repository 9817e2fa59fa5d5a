"""Our `dataclass` against the standard one: the same class defined with both does the same."""

import copy
import dataclasses
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """A value of every sort of field."""

    name: str
    size: int = 1
    notes: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)
    secret: str = dataclasses.field(default="-", repr=False)

    @property
    def double(self) -> int:
        return 2 * self.size


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """A value of every sort of field."""

    name: str
    size: int = 1
    notes: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)
    secret: str = dataclasses.field(default="-", repr=False)

    @property
    def double(self) -> int:
        return 2 * self.size


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A value with an order."""

    line: int
    column: int = 0


@dataclass(frozen=True)
class Named:
    """A value with a method of its own where there is a shared one."""

    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


def outcome(make: Any, values: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """The fields of what was made, or the type of the error."""
    try:
        made = make(*values, **named)
    except TypeError as error:
        return type(error)
    return dataclasses.asdict(made), repr(made).replace("Theirs", "Ours"), made.double


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (("a",), {}),
        (("a", 2), {}),
        (("a", 2, {"x": 1}, "s"), {}),
        ((), {"name": "a"}),
        (("a",), {"secret": "s", "size": 3}),
        ((), {}),
        ((), {"size": 1}),
        (("a",), {"name": "b"}),
        (("a",), {"colour": "red"}),
        (("a", 2, {}, "s", "too many"), {}),
    ],
)
def test_it_is_made_from_the_same_arguments(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    assert outcome(Ours, values, named) == outcome(Theirs, values, named)


def test_a_default_factory_makes_a_new_value_each_time() -> None:
    assert Ours("a").notes is not Ours("a").notes


FIELDS = st.tuples(st.sampled_from("ab"), st.integers(0, 1), st.dictionaries(st.just("x"), st.integers(0, 1)))


@given(FIELDS, FIELDS)
def test_values_are_equal_and_hash_alike_where_the_standard_ones_do(one: Any, other: Any) -> None:
    assert (Ours(*one) == Ours(*other)) == (Theirs(*one) == Theirs(*other))
    theirs: object = Theirs(*one)
    assert Ours(*one) != theirs
    if Ours(*one) == Ours(*other):
        assert hash(Ours(*one)) == hash(Ours(*other))


def test_a_value_with_a_field_that_has_no_hash_has_none_either() -> None:
    with pytest.raises(TypeError):
        hash(Ours(name=[]))  # type: ignore[arg-type]


def test_a_value_cannot_be_changed() -> None:
    value: Any = Ours("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.name
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.colour = "red"
    assert value == Ours("a")
    assert not hasattr(value, "__dict__")


def test_the_tools_for_dataclasses_work() -> None:
    value = Ours("a", 2, {"x": 1}, "s")
    assert dataclasses.replace(value, size=3) == Ours("a", 3, {"x": 1}, "s")
    assert [field.name for field in dataclasses.fields(Ours)] == ["name", "size", "notes", "secret"]
    match value:
        case Ours("a", size):
            assert size == 2
        case _:
            pytest.fail("positional patterns match")


def test_copies_are_equal_and_share_nothing_they_should_not() -> None:
    value = Ours("a", 2, {"x": 1}, "s")
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert dataclasses.asdict(other) == dataclasses.asdict(value)
    assert copy.deepcopy(value).notes is not value.notes


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3))))
def test_values_with_an_order_sort_as_their_fields_do(pairs: list[tuple[int, int]]) -> None:
    assert [dataclasses.astuple(place) for place in sorted(Place(*pair) for pair in pairs)] == sorted(pairs)


def test_an_order_has_all_four_comparisons() -> None:
    assert Place(1) < Place(1, 1) <= Place(1, 1)
    assert Place(2) > Place(1, 1) >= Place(1, 1)
    with pytest.raises(TypeError):
        assert Place(1) < (1, 1)  # type: ignore[operator]
    with pytest.raises(TypeError):
        assert Ours("a") < Ours("b")  # type: ignore[operator]


def test_a_method_of_its_own_is_kept() -> None:
    assert repr(Named("a")) == "<a>"
    assert Named("a") == Named("a")
