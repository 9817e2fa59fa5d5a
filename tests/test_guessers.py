"""The gate against give-aways: a person who knows nothing must not beat chance, in either language."""

from random import Random

import pytest

from orchestra_tutor.questions.choice import Choice, Option
from orchestra_tutor.text import LANGS, Lang, same
from tests.guessers import GUESSERS, course_choices, table

ROWS = table(course_choices())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("guesser", GUESSERS)
def test_no_guesser_beats_its_gate(guesser: str, lang: Lang) -> None:
    assert ROWS[lang][guesser] <= GUESSERS[guesser][1]


def bank(count: int, *, right_longest: bool = False, fixed: bool = False) -> list[Choice]:
    """Items of four options whose lengths say nothing, unless they are broken on purpose."""
    rng = Random(7)
    items = []
    for number in range(count):
        lengths = rng.sample(range(20, 40), 4)
        if right_longest:
            lengths.sort(reverse=True)
        options = [Option(f"key-{at}", same("why"), same("x" * n), right=at == 0) for at, n in enumerate(lengths)]
        items.append(Choice(same(f"Stem {number}?"), tuple(options), ordered=fixed))
    return items


def test_a_sound_bank_passes_the_gate() -> None:
    found = table(bank(400))["en"]
    assert all(found[name] <= gate for name, (_, gate) in GUESSERS.items())


@pytest.mark.parametrize(
    ("broken", "guesser"),
    [
        (bank(200, right_longest=True), "longest option"),
        (bank(200, right_longest=True), "logistic model"),
        (bank(200, fixed=True), "best position"),
        (bank(200, fixed=True), "logistic model"),
    ],
)
def test_a_bank_broken_on_purpose_fails_the_gate(broken: list[Choice], guesser: str) -> None:
    assert table(broken)["en"][guesser] > GUESSERS[guesser][1]
