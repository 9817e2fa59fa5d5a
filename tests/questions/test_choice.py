"""choice: picking one option, several, or true/false."""

from random import Random

import pytest

from orchestra_tutor.question import Graded, Malformed, Pick, Response
from orchestra_tutor.questions.choice import PICK_ONE, Choice, Option
from orchestra_tutor.text import Text, same

STEM = same("stem")


def option(key: str, right: bool = False, belief: str = "") -> Option:
    return Option(key, same(f"why {key}"), same(f"the {key}"), right, belief)


ONE = Choice(STEM, (option("a", right=True), option("b", belief="b-is-right"), option("c")))
SEVERAL = Choice(STEM, (option("a", right=True), option("b", right=True), option("c"), option("d")), select="several")
THREE = Choice(STEM, tuple(option(key, right=key in "abc") for key in "abcde"), select="several")
TRUTH = Choice(STEM, (Option("true", same("yes")), Option("false", same("no"), right=True)))


@pytest.mark.parametrize(
    ("question", "response", "score"),
    [
        (ONE, ["a"], 1.0),
        (ONE, "a", 1.0),
        (ONE, ["b"], 0.0),
        (SEVERAL, ["b", "a"], 1.0),
        (SEVERAL, ["a", "c"], 0.0),
        (SEVERAL, ["c", "d"], 0.0),
        (THREE, ["a", "b", "c"], 1.0),
        (THREE, ["a", "b", "d"], 1 / 3),  # two hits less one miss
        (THREE, ["a", "d", "e"], 0.0),
        (TRUTH, ["false"], 1.0),
        (TRUTH, ["true"], 0.0),
    ],
)
def test_hits_count_and_misses_are_taken_off(question: Choice, response: Response, score: float) -> None:
    graded = question.grade(response)
    assert isinstance(graded, Graded)
    assert graded.score == pytest.approx(score)
    assert graded.correct == (score == 1.0)
    assert set(graded.keys) == set(response)


@pytest.mark.parametrize("response", [[], ["a", "b"], ["x"], "x", "", ["a", "a"], {}, {"a": "b"}, ["A"]])
def test_one_answer_means_exactly_one_known_key(response: Response) -> None:
    assert ONE.grade(response) == Malformed(PICK_ONE)


@pytest.mark.parametrize("response", [[], ["a"], "a", ["a", "a"], ["a", "x"], ["a", "b", "c"], {"a": "b"}])
def test_several_answers_mean_as_many_as_are_asked_for(response: Response) -> None:
    malformed = SEVERAL.grade(response)
    assert isinstance(malformed, Malformed)
    assert "2" in malformed.message.en
    assert "2" in malformed.message.ko


def test_a_wrong_choice_is_told_why_and_which_belief_leads_there() -> None:
    graded = ONE.grade(["b"])
    assert isinstance(graded, Graded)
    (note,) = graded.notes
    assert (note.subject, note.right, note.why, note.belief) == (same("the b"), False, same("why b"), "b-is-right")


def test_of_several_every_choice_is_told_why() -> None:
    graded = SEVERAL.grade(["a", "c"])
    assert isinstance(graded, Graded)
    assert [(note.subject.en, note.right) for note in graded.notes] == [("the a", True), ("the c", False)]


def test_the_explanation_names_every_right_option() -> None:
    explanation = SEVERAL.explain()
    assert explanation.answer == same("the a / the b")
    assert explanation.why == same("why a\n\nwhy b")


def shown(question: Choice) -> set[tuple[str, ...]]:
    """The orders in which the options are shown under many seeds."""
    return {tuple(option.key for option in question.ask(Random(seed)).options) for seed in range(100)}


def test_options_are_shuffled_into_every_order() -> None:
    assert len(shown(ONE)) == 6


def test_the_same_seed_shows_the_same_order() -> None:
    assert ONE.ask(Random("seed")) == ONE.ask(Random("seed"))


def test_options_that_nature_orders_stay_in_order() -> None:
    ordered = Choice(STEM, ONE.options, ordered=True)
    assert shown(ordered) == {("a", "b", "c")}


def test_true_comes_before_false_and_needs_no_words() -> None:
    assert shown(TRUTH) == {("true", "false")}
    assert TRUTH.ask(Random(0)).options[0].text == Text("True", "맞다")
    assert TRUTH.explain().answer == Text("False", "틀리다")


def test_the_prompt_says_how_many_to_pick() -> None:
    prompt = SEVERAL.ask(Random(0))
    assert isinstance(prompt, Pick)
    assert prompt.count == 2
