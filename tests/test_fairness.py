"""The scoring of free answers is fair: the floors, per language, over answers that were labelled by hand."""

from typing import Final

import pytest

from tests.fairness import KINDS, LANGUAGES, judged, labelled, questions, rates

QUESTIONS: Final = 40


def test_the_answers_are_those_of_enough_questions_in_each_language() -> None:
    for lang in LANGUAGES:
        asked = {each.item for each in labelled() if each.lang == lang}
        assert len(asked) >= QUESTIONS
        for item in asked:
            kinds = {each.kind for each in labelled() if each.item == item and each.lang == lang}
            assert kinds >= set(KINDS), (item, lang)


def test_the_labels_are_keys_of_the_questions() -> None:
    for each in labelled():
        question = questions()[each.item]
        assert each.points <= {point.key for point in question.points}, each
        assert each.flags <= {flag.belief for flag in question.flags}, each
        assert each.kind in KINDS, each
    assert len(judged()) == len(labelled())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_points_are_heard_where_they_are_made(lang: str) -> None:
    found = rates(lang, "points")
    assert found.precision >= 0.90
    assert found.recall >= 0.85


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_accused_falsely(lang: str) -> None:
    found = rates(lang, "flags")
    assert found.precision >= 0.95
    assert found.recall >= 0.80


def test_a_list_of_keywords_is_worth_less_than_a_third() -> None:
    for each in judged():
        if each.answer.kind == "keywords":
            assert each.graded.score < 1 / 3, each.answer
