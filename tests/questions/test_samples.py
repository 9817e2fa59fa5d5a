"""What holds for every question of our own course: the key is right, prompts keep their keys, nothing crashes."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.course import Item
from orchestra_tutor.question import Arrange, Enter, Graded, Inspect, Malformed, Option, Pair, Pick, Prompt
from orchestra_tutor.questions import KINDS
from orchestra_tutor.questions.choice import Choice
from orchestra_tutor.text import LANGS
from tests.courses import own_course

ITEMS = own_course().items
EVERY_ITEM = pytest.mark.parametrize("item", [pytest.param(item, id=item.id) for item in ITEMS])
SEEDS = range(20)


def test_the_course_asks_in_every_kind() -> None:
    assert {item.kind for item in ITEMS} == set(KINDS)


@EVERY_ITEM
def test_samples_are_graded_as_they_claim(item: Item) -> None:
    verdicts = Counter[str]()
    for sample in item.question.samples(Random(item.id)):
        graded = item.question.grade(sample.response)
        if isinstance(graded, Graded):
            assert graded.correct == (sample.verdict == "right"), sample
            assert graded.score == 1.0 if graded.correct else 0.0 <= graded.score < 1.0
        verdict = "malformed" if isinstance(graded, Malformed) else "right" if graded.correct else "wrong"
        assert verdict == sample.verdict, sample
        verdicts[verdict] += 1
    assert all(verdicts[verdict] for verdict in ("right", "wrong", "malformed")), verdicts


@EVERY_ITEM
def test_the_model_answer_is_said_in_both_languages(item: Item) -> None:
    explanation = item.question.explain()
    for lang in LANGS:
        assert explanation.answer[lang].strip()
        assert explanation.why[lang].strip()


def lists(prompt: Prompt) -> Iterator[tuple[Option, ...]]:
    """The lists of options of a prompt."""
    match prompt:
        case Pick() | Arrange():
            yield prompt.options
        case Pair():
            yield prompt.lefts
            yield prompt.rights
        case Inspect():
            yield tuple(Option(look.key, look.what) for look in prompt.looks)
            yield from (pick.options for pick in prompt.picks.values())
        case Enter():
            pass


@EVERY_ITEM
def test_prompts_shuffle_their_options_and_keep_their_keys(item: Item) -> None:
    prompts = [tuple(lists(item.question.ask(Random(seed)))) for seed in SEEDS]
    for shown in zip(*prompts, strict=True):
        assert len({frozenset(options) for options in shown}) == 1
        assert all(len({option.key for option in options}) == len(options) for options in shown)
        question = item.question
        fixed = isinstance(question, Choice) and (question.ordered or question.is_truth)
        assert (len(set(shown)) == 1) == fixed


@EVERY_ITEM
def test_the_same_seed_gives_the_same_prompt(item: Item) -> None:
    assert item.question.ask(Random("a seed")) == item.question.ask(Random("a seed"))


@EVERY_ITEM
def test_a_right_answer_can_be_given_with_what_the_prompt_shows(item: Item) -> None:
    shown = {option.key for options in lists(item.question.ask(Random(0))) for option in options}
    right = next(s.response for s in item.question.samples(Random(0)) if s.verdict == "right")
    match right:
        case str():
            assert not shown
        case {"looks": str(looks), **named}:
            assert {*looks.split(), *named.values()} <= shown
        case dict():
            assert {*right, *right.values()} <= shown
        case list():
            assert {*right} <= shown


def json_values(keys: list[str]) -> st.SearchStrategy[Any]:
    """Whatever JSON can carry, with a liking for the keys of a question."""
    words = st.sampled_from(keys) | st.text(max_size=8) if keys else st.text(max_size=8)
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | words
    return st.recursive(
        leaves, lambda below: st.lists(below, max_size=6) | st.dictionaries(words, below, max_size=6), max_leaves=10
    )


def spoilt(right: Any, value: Any, at: int) -> Any:
    """The right answer with one of its parts replaced by `value`."""
    if isinstance(right, dict):
        return {**right, list(right)[at % len(right)]: value}
    if isinstance(right, list):
        return [*right[: at % len(right)], value, *right[at % len(right) + 1 :]]
    return [right, value]


@given(st.sampled_from(ITEMS), st.integers(0, 5), st.booleans(), st.data())
def test_whatever_json_carries_is_graded_or_malformed(item: Item, at: int, spoil: bool, data: st.DataObject) -> None:
    keys = [option.key for options in lists(item.question.ask(Random(0))) for option in options]
    response = data.draw(json_values(keys), label="value")
    if spoil:
        right = next(s.response for s in item.question.samples(Random(0)) if s.verdict == "right")
        response = spoilt(right, response, at)
    graded = item.question.grade(response)
    assert isinstance(graded, Graded | Malformed)
    if isinstance(graded, Graded):
        assert 0.0 <= graded.score <= 1.0
        assert all(isinstance(key, str) for key in graded.keys)
