"""match: pairing."""

from random import Random
from typing import Any

import pytest

from orchestra_tutor.question import Graded, Malformed, Option
from orchestra_tutor.questions.match import Joined, Match
from orchestra_tutor.text import same


def option(key: str) -> Option:
    return Option(key, same(key.upper()))


def pair(left: str, right: str) -> Joined:
    return Joined(option(left), option(right), same(f"why {left}"))


MATCH = Match(
    same("stem"),
    (pair("liveness", "restarts"), pair("readiness", "hides"), pair("startup", "waits"), pair("exec", "restarts")),
    (option("pages"),),
)
RIGHT = {"liveness": "restarts", "readiness": "hides", "startup": "waits", "exec": "restarts"}


@pytest.mark.parametrize(
    ("changed", "score"),
    [
        ({}, 1.0),
        ({"startup": "hides"}, 0.75),
        ({"startup": "pages"}, 0.75),
        ({"liveness": "hides", "readiness": "restarts"}, 0.5),
        (dict.fromkeys(RIGHT, "pages"), 0.0),
    ],
)
def test_every_pair_counts_alike(changed: dict[str, str], score: float) -> None:
    graded = MATCH.grade(RIGHT | changed)
    assert isinstance(graded, Graded)
    assert graded.score == score
    assert [note.why.en for note in graded.notes] == [f"why {left}" for left in changed]


def test_the_order_of_the_pairs_does_not_matter() -> None:
    graded = MATCH.grade(dict(reversed(RIGHT.items())))
    assert isinstance(graded, Graded)
    assert graded.correct


def test_a_missed_pair_shows_what_was_chosen() -> None:
    graded = MATCH.grade(RIGHT | {"startup": "pages"})
    assert isinstance(graded, Graded)
    assert graded.notes[0].subject == same("STARTUP → PAGES")
    assert "startup=pages" in graded.keys


@pytest.mark.parametrize(
    "response",
    [
        {},
        {"liveness": "restarts"},
        RIGHT | {"liveness": "explodes"},
        RIGHT | {"liveness": ""},
        RIGHT | {"other": "waits"},
        [*RIGHT],
        "liveness",
        RIGHT | {"liveness": ["restarts"]},
        RIGHT | {"liveness": None},
    ],
)
def test_every_left_gets_one_known_right(response: Any) -> None:
    malformed = MATCH.grade(response)
    assert isinstance(malformed, Malformed)
    assert "4" in malformed.message.en
    assert "4" in malformed.message.ko


def test_a_right_that_serves_twice_is_shown_once_and_extras_are_shown_too() -> None:
    prompt = MATCH.ask(Random(0))
    assert sorted(option.key for option in prompt.lefts) == sorted(RIGHT)
    assert sorted(option.key for option in prompt.rights) == ["hides", "pages", "restarts", "waits"]


def test_both_sides_are_shuffled() -> None:
    prompts = [MATCH.ask(Random(seed)) for seed in range(60)]
    assert len({prompt.lefts for prompt in prompts}) > 10
    assert len({prompt.rights for prompt in prompts}) > 10


def test_the_explanation_lists_the_pairs_and_says_why() -> None:
    explanation = MATCH.explain()
    assert explanation.answer.en.splitlines()[1] == "- READINESS → HIDES"
    assert "why readiness" in explanation.why.en.splitlines()[1]
