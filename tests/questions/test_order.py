"""order: putting entries in order."""

from itertools import permutations
from random import Random
from typing import Any

import pytest

from orchestra_tutor.question import Graded, Malformed, Option
from orchestra_tutor.questions.order import Order
from orchestra_tutor.text import same

KEYS = ["pull", "create", "start", "probe"]
ORDER = Order(same("stem"), tuple(Option(key, same(key.upper())) for key in KEYS), same("because"))


@pytest.mark.parametrize(
    ("response", "score"),
    [
        (["pull", "create", "start", "probe"], 1.0),
        (["create", "pull", "start", "probe"], 2 / 3),  # one pair of six is the wrong way round
        (["pull", "create", "probe", "start"], 2 / 3),
        (["probe", "pull", "create", "start"], 0.0),  # three of six: no better than chance
        (["create", "pull", "probe", "start"], 1 / 3),
        (["probe", "start", "create", "pull"], 0.0),
    ],
)
def test_pairs_in_the_right_order_count(response: list[str], score: float) -> None:
    graded = ORDER.grade(response)
    assert isinstance(graded, Graded)
    assert graded.score == pytest.approx(score)
    assert graded.keys == tuple(response)


def test_only_the_right_order_is_correct() -> None:
    grades = {keys: ORDER.grade(list(keys)) for keys in permutations(KEYS)}
    assert [list(keys) for keys, grade in grades.items() if isinstance(grade, Graded) and grade.correct] == [KEYS]


@pytest.mark.parametrize(
    "response",
    [
        [],
        ["pull"],
        KEYS[:3],
        [*KEYS, "pull"],
        [*KEYS[:3], "pull"],
        [*KEYS[:3], "stop"],
        [*KEYS[:3], 4],
        [*KEYS[:3], ["probe"]],
        "pull",
        "",
        {},
        {"pull": "1"},
    ],
)
def test_every_entry_is_used_once(response: Any) -> None:
    malformed = ORDER.grade(response)
    assert isinstance(malformed, Malformed)
    assert "4" in malformed.message.en
    assert "4" in malformed.message.ko


def test_the_right_order_is_never_shown_by_luck() -> None:
    shown = {tuple(option.key for option in ORDER.ask(Random(seed)).options) for seed in range(500)}
    assert shown == set(permutations(KEYS)) - {tuple(KEYS)}


def test_the_explanation_numbers_the_entries() -> None:
    explanation = ORDER.explain()
    assert explanation.answer.ko.splitlines() == ["- 1. PULL", "- 2. CREATE", "- 3. START", "- 4. PROBE"]
    assert explanation.why == same("because")
