"""What people type, as the response that a question grades."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.question import Arrange, Enter, Option, Pair, Pick, Response
from orchestra_tutor.text import Text
from orchestra_tutor.ui.typed import response


def options(*names: str) -> tuple[Option, ...]:
    return tuple(Option(name, Text(f"the {name}", f"그 {name}")) for name in names)


ONE: Final = Pick(options("pot", "cup", "lid", "can"), 1)
TWO: Final = Pick(options("pot", "cup", "lid", "can"), 2)
STEPS: Final = Arrange(options("boil", "pour", "wait"))
MANY: Final = Arrange(options(*(f"step-{n}" for n in range(1, 11))))
TIMES: Final = Pair(options("black", "green", "herbs"), options("four", "two", "ten", "day"))


@pytest.mark.parametrize(
    ("typed", "prompt", "meant"),
    [
        ("2", ONE, ["cup"]),
        (" 2) ", ONE, ["cup"]),
        ("2.", ONE, ["cup"]),
        ("２", ONE, ["cup"]),  # full width, as a Korean keyboard may send it
        ("cup", ONE, ["cup"]),
        ("The CUP", ONE, ["cup"]),
        ("그 cup", ONE, ["cup"]),
        ("  the   cup ", ONE, ["cup"]),
        ("1 3", TWO, ["pot", "lid"]),
        ("1,3", TWO, ["pot", "lid"]),
        ("3, 1", TWO, ["lid", "pot"]),
        ("2 1 3", STEPS, ["pour", "boil", "wait"]),
        ("213", STEPS, ["pour", "boil", "wait"]),
        ("2 > 1 > 3", STEPS, ["pour", "boil", "wait"]),
        ("2 -> 1 -> 3", STEPS, ["pour", "boil", "wait"]),
        ("2→1→3", STEPS, ["pour", "boil", "wait"]),
        ("2, 1, 3.", STEPS, ["pour", "boil", "wait"]),
        ("10 9 8", MANY, ["step-10", "step-9", "step-8"]),
        ("1a 2b 3d", TIMES, {"black": "four", "green": "two", "herbs": "day"}),
        ("1a2b3d", TIMES, {"black": "four", "green": "two", "herbs": "day"}),
        ("1-A, 2-B, 3-A", TIMES, {"black": "four", "green": "two", "herbs": "four"}),
        ("1=a; 2=b; 3=c", TIMES, {"black": "four", "green": "two", "herbs": "ten"}),
        ("1) a 2) b", TIMES, {"black": "four", "green": "two"}),
        ("  Kettle ", Enter("phrase"), "  Kettle "),
        ("1,000", Enter("number"), "1,000"),
    ],
)
def test_an_answer_is_understood_as_people_write_it(
    typed: str, prompt: Pick | Arrange | Pair | Enter, meant: Response
) -> None:
    assert response(typed, prompt) == meant


@pytest.mark.parametrize(
    ("typed", "prompt", "nothing"),
    [
        ("", ONE, []),
        ("teapot", ONE, []),
        ("7", ONE, [""]),
        ("0", ONE, [""]),
        ("", STEPS, []),
        ("boil, then pour", STEPS, []),
        ("1 2 4", STEPS, ["boil", "pour", ""]),
        ("", TIMES, {}),
        ("black is four", TIMES, {}),
        ("1a 1b 2c 3d", TIMES, {}),  # one of the left twice
        ("1a 2b 3z", TIMES, {}),
        ("1e 2b 3c", TIMES, {"black": "", "green": "two", "herbs": "ten"}),
        ("9a", TIMES, {"": "four"}),
        ("1i", TIMES, {"black": ""}),
    ],
)
def test_what_makes_no_sense_names_no_option(
    typed: str, prompt: Pick | Arrange | Pair | Enter, nothing: Response
) -> None:
    """No key is empty, so grading calls it malformed."""
    assert response(typed, prompt) == nothing


@given(st.text(st.one_of(st.sampled_from("0123456789abi ,;:=->→.)두②１"), st.characters())))
def test_anything_at_all_can_be_typed(typed: str) -> None:
    for prompt in (ONE, TWO, STEPS, MANY, TIMES):
        meant = response(typed, prompt)
        assert isinstance(meant, dict) == isinstance(prompt, Pair)
        named = [*meant, *meant.values()] if isinstance(meant, dict) else list(meant)
        shown = (*prompt.lefts, *prompt.rights) if isinstance(prompt, Pair) else prompt.options
        assert set(named) <= {option.key for option in shown} | {""}


@given(st.permutations(range(4)), st.sampled_from([" ", ",", ", ", " > ", " → ", ""]))
def test_an_order_survives_any_way_to_write_it(order: list[int], between: str) -> None:
    prompt = Arrange(options("a", "b", "c", "d"))
    typed = between.join(str(at + 1) for at in order)
    assert response(typed, prompt) == [prompt.options[at].key for at in order]


@given(st.lists(st.integers(0, 3), min_size=3, max_size=3), st.sampled_from(["", " ", "=", ": ", "-", ") "]))
def test_pairs_survive_any_way_to_write_them(chosen: list[int], between: str) -> None:
    typed = " ".join(f"{n}{between}{'abcd'[right]}" for n, right in enumerate(chosen, 1))
    rights = [TIMES.rights[right].key for right in chosen]
    assert response(typed, TIMES) == dict(zip(("black", "green", "herbs"), rights, strict=True))
