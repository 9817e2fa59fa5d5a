"""The keys: the same letters everywhere, on a Latin and on a Hangul keyboard."""

from itertools import product

import pytest

from orchestra_tutor.course import Teach
from orchestra_tutor.question import Explanation, Option, Pick
from orchestra_tutor.sessions.views import AskView, FeedbackView, PageView
from orchestra_tutor.text import same
from orchestra_tutor.ui.keys import HANGUL, NEXT, WORDS, keys_of, latin
from orchestra_tutor.ui.prompts import letter_keys
from tests.helpers import item

# 두벌식, the layout of every Korean keyboard, row by row.
LAYOUT = dict(zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True))

PAGE = PageView(1, 2, "tea", Teach(same("Boil water."), ("source",)), can_go_back=False)
ASK = AskView(1, 2, item("one"), Pick((Option("good", same("Good")),), 1))
FEEDBACK = FeedbackView(1, 2, item("one"), None, Explanation(same("Good"), same("It is.")))


def test_a_hangul_keyboard_sends_the_jamo_on_the_same_key() -> None:
    assert {LAYOUT[key]: key for key in HANGUL.values()} == HANGUL


def test_every_letter_of_the_tutor_has_its_jamo() -> None:
    assert {key for key in WORDS if key != NEXT} <= set(HANGUL.values())


@pytest.mark.parametrize(("typed", "key"), [("h", "h"), ("H", "h"), ("ㅗ", "h"), ("ㅂ", "q"), ("", ""), ("한", "한")])
def test_a_key_is_known_on_either_keyboard(typed: str, key: str) -> None:
    assert latin(typed) == key


def test_a_prompt_takes_a_letter_in_either_case_and_on_either_keyboard() -> None:
    assert letter_keys([NEXT, "h", "q"]) == {"h": "h", "H": "h", "ㅗ": "h", "q": "q", "Q": "q", "ㅂ": "q"}


@pytest.mark.parametrize(
    ("view", "keys"),
    [
        (PAGE, [NEXT, "r", "l", "q"]),
        (PageView(2, 2, "tea", PAGE.page, can_go_back=True), [NEXT, "b", "r", "l", "q"]),
        (ASK, ["s", "f", "l", "q"]),
        (AskView(1, 2, ASK.item, ASK.prompt, more_hints=1), ["h", "s", "f", "l", "q"]),
        (AskView(2, 2, ASK.item, ASK.prompt, can_undo=True, can_go_back=True), ["s", "u", "b", "f", "l", "q"]),
        (FEEDBACK, [NEXT, "r", "f", "l", "q"]),
        (
            FeedbackView(1, 2, ASK.item, None, FEEDBACK.explanation, can_undo=True, can_go_back=True),
            [NEXT, "u", "b", "r", "f", "l", "q"],
        ),
    ],
)
def test_only_keys_that_do_something_are_offered(view: PageView | AskView | FeedbackView, keys: list[str]) -> None:
    assert keys_of(view) == keys


def test_every_key_that_is_offered_has_a_name() -> None:
    for hints, undo, back in product((0, 1), (False, True), (False, True)):
        view = AskView(1, 2, ASK.item, ASK.prompt, more_hints=hints, can_undo=undo, can_go_back=back)
        for key in keys_of(view):
            assert WORDS[key].en
            assert WORDS[key].ko


def test_a_letter_of_the_tutor_is_never_the_number_of_an_option() -> None:
    assert not [key for key in WORDS if key.isdigit()]
