"""Prompts and the terminal front end, driven by a pipe of keys."""

import io
import signal
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, Final

import pytest
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from orchestra_tutor.question import Arrange, Enter, Option, Pick, Prompt
from orchestra_tutor.sessions.events import Answer, Back, Dispute, Event, Hint, Next, Quit, Skip, TakeBack, TimeUp
from orchestra_tutor.sessions.views import AskView, FeedbackView, PageView, View
from orchestra_tutor.text import Text, same
from orchestra_tutor.ui import render
from orchestra_tutor.ui.prompts import Prompts, TimeUpError
from orchestra_tutor.ui.terminal import Terminal
from tests.helpers import item, page

UP, DOWN, RIGHT, ENTER = "\x1b[A", "\x1b[B", "\x1b[C", "\r"
CTRL_C, CTRL_D = "\x03", "\x04"
NOW: Final = 50.0

TEAS: Final = [("black", "1) black"), ("green", "2) green"), ("herbs", "3) herbs")]
TWELVE: Final = [(f"tea-{n}", f"{n}) tea") for n in range(1, 13)]


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    """A pipe of keys. A prompt that waits for more than it is given would wait forever: a bell ends it."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeoutError("the prompt still waits for a key")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(20)
    with create_pipe_input() as pipe:
        yield pipe
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def prompts(keyboard: PipeInput) -> Prompts:
    return Prompts(keyboard, DummyOutput())


ASKING: Final[dict[str, Callable[[Prompts], Any]]] = {
    "pick": lambda prompts: prompts.pick("Which?", TEAS, ["h", "q"]),
    "check": lambda prompts: prompts.check("Which two?", TEAS, ["h", "q"]),
    "line": lambda prompts: prompts.line("Which?"),
    "key": lambda prompts: prompts.key([("", "go on?")], {"enter": "yes", " ": "yes", "q": "no"}),
}


@pytest.mark.parametrize(
    ("kind", "keys", "answer"),
    [
        ("pick", ENTER, "black"),
        ("pick", DOWN + ENTER, "green"),
        ("pick", DOWN + DOWN + ENTER, "herbs"),
        ("pick", UP + ENTER, "herbs"),
        ("pick", "2", "green"),
        ("pick", "93", "herbs"),
        ("pick", "h", "h"),
        ("pick", "Q", "q"),
        ("pick", "ㅗ", "h"),
        ("pick", "jk" + DOWN + ENTER, "green"),
        ("check", " " + DOWN + " " + ENTER, ["black", "green"]),
        ("check", "13" + ENTER, ["black", "herbs"]),
        ("check", "31" + ENTER, ["black", "herbs"]),
        ("check", "1213" + ENTER, ["green", "herbs"]),
        ("check", "2 " + "3" + ENTER, ["herbs"]),
        ("check", ENTER, []),
        ("check", "1h", "h"),
        ("check", "1ㅂ", "q"),
        ("line", "kettle" + ENTER, "kettle"),
        ("line", "주전자" + ENTER, "주전자"),
        ("line", "kettel\x7f\x7fle" + ENTER, "kettle"),
        ("line", "h" + ENTER, "h"),
        ("line", ENTER, ""),
        ("key", ENTER, "yes"),
        ("key", "xyz ", "yes"),
        ("key", "q", "no"),
    ],
)
def test_keys_answer(kind: str, keys: str, answer: object, keyboard: PipeInput, prompts: Prompts) -> None:
    keyboard.send_text(keys)
    assert ASKING[kind](prompts) == answer


@pytest.mark.parametrize("kind", ASKING)
def test_ctrl_c_interrupts_every_prompt(kind: str, keyboard: PipeInput, prompts: Prompts) -> None:
    keyboard.send_text(CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        ASKING[kind](prompts)


@pytest.mark.parametrize(
    ("kind", "before"), [("pick", ""), ("check", ""), ("check", "1"), ("line", ""), ("line", "tea"), ("key", "")]
)
def test_ctrl_d_ends_every_prompt(kind: str, before: str, keyboard: PipeInput, prompts: Prompts) -> None:
    keyboard.send_text(before + CTRL_D)
    with pytest.raises(EOFError):
        ASKING[kind](prompts)


@pytest.mark.parametrize("kind", ASKING)
def test_the_end_of_an_exam_ends_every_prompt(kind: str, keyboard: PipeInput, prompts: Prompts) -> None:
    prompts.deadline = time.time() + 0.05
    with pytest.raises(TimeUpError):
        ASKING[kind](prompts)


@pytest.mark.parametrize(("typed", "lesson"), [("12", "tea-12"), ("10", "tea-10"), ("2", "tea-2"), ("1", "tea-1")])
def test_a_long_list_has_numbers_of_two_digits(typed: str, lesson: str, keyboard: PipeInput, prompts: Prompts) -> None:
    """A lone 1 is taken after a moment, in which a second digit could follow."""
    keyboard.send_text(typed)
    assert prompts.pick("Which?", TWELVE, ["q"]) == lesson


class Desk:
    """A terminal front end, what it printed, and a way to press keys at a view."""

    def __init__(self, keyboard: PipeInput, prompts: Prompts, lang: str = "en") -> None:
        self.keyboard = keyboard
        self.paper = io.StringIO()
        self.front = Terminal("ko" if lang == "ko" else "en", Shelf(), lambda: NOW, prompts)
        self.front.console = Console(file=self.paper, width=80, highlight=False)

    def press(self, view: View, keys: str) -> Event:
        self.front.show(view)
        self.paper.seek(0)
        self.paper.truncate()
        self.keyboard.send_text(keys)
        return self.front.ask(view)

    @property
    def printed(self) -> str:
        return self.paper.getvalue()


class Shelf:
    """A library in which every name is its own title, and nothing is cited."""

    def title(self, topic: str) -> Text:
        return same(topic)

    def source(self, name: str, citing: str) -> None:
        return None

    def belief(self, name: str, citing: str) -> None:
        return None


@pytest.fixture
def desk(keyboard: PipeInput, prompts: Prompts) -> Desk:
    return Desk(keyboard, prompts)


def asked(prompt: Prompt | None = None, **more: Any) -> AskView:
    shown = prompt or Pick((Option("good", same("Good")), Option("bad", same("Bad"))), 1)
    return AskView(1, 2, item("one"), shown, **more)


PAGE: Final = PageView(2, 3, "lesson", page("Boil water.").page, can_go_back=True)
FEEDBACK: Final = FeedbackView(
    1, 2, item("one"), None, item("one").question.explain(), can_undo=True, can_go_back=True, comes_back=True
)
TYPED: Final = Enter("phrase")


@pytest.mark.parametrize(
    ("view", "keys", "event"),
    [
        (PAGE, ENTER, Next(NOW)),
        (PAGE, " ", Next(NOW)),
        (PAGE, RIGHT, Next(NOW)),
        (PAGE, "b", Back(NOW)),
        (PAGE, "ㅠ", Back(NOW)),
        (PAGE, "q", Quit(NOW)),
        (PAGE, CTRL_D, Quit(NOW)),
        (PAGE, "xhs" + ENTER, Next(NOW)),
        (FEEDBACK, ENTER, Next(NOW)),
        (FEEDBACK, "u", TakeBack(NOW)),
        (FEEDBACK, "ㅕ", TakeBack(NOW)),
        (FEEDBACK, "fboth are right" + ENTER, Dispute(NOW, "both are right")),
        (FEEDBACK, "ㄹ둘 다 맞음" + ENTER, Dispute(NOW, "둘 다 맞음")),
        (asked(), "2", Answer(NOW, ["bad"])),
        (asked(), DOWN + ENTER, Answer(NOW, ["bad"])),
        (asked(), "s", Skip(NOW)),
        (asked(), "ㄴ", Skip(NOW)),
        (asked(more_hints=1), "h", Hint(NOW)),
        (asked(), "h1", Answer(NOW, ["good"])),
        (asked(can_undo=True), "u", TakeBack(NOW)),
        (asked(can_go_back=True), "b", Back(NOW)),
        (asked(), CTRL_D, Quit(NOW)),
        (asked(asks_confidence=True), "21", Answer(NOW, ["bad"], "guess")),
        (asked(asks_confidence=True), "22", Answer(NOW, ["bad"], "think")),
        (asked(asks_confidence=True), "23", Answer(NOW, ["bad"], "sure")),
        (asked(asks_confidence=True), "2g", Answer(NOW, ["bad"], "guess")),
        (asked(asks_confidence=True), "2" + ENTER, Answer(NOW, ["bad"], "think")),
        (asked(asks_confidence=True), "s", Skip(NOW)),
        (asked(asks_confidence=True), "2" + CTRL_D, Quit(NOW)),
        (asked(Arrange(asked().prompt.options)), "2 1" + ENTER, Answer(NOW, ["bad", "good"])),  # type: ignore[union-attr]
        (asked(TYPED), "  kettle " + ENTER, Answer(NOW, "kettle")),
        (asked(TYPED), "s" + ENTER, Skip(NOW)),
        (asked(TYPED), "ㅂ" + ENTER, Quit(NOW)),
        (asked(TYPED), "tea" + CTRL_D, Quit(NOW)),
        (asked(TYPED), "h" + ENTER, Answer(NOW, "h")),
        (asked(deadline=1.0), "", TimeUp(NOW)),
    ],
)
def test_keys_become_events(view: View, keys: str, event: Event, desk: Desk) -> None:
    assert desk.press(view, keys) == event


def test_what_is_malformed_is_not_asked_how_sure_it_is(desk: Desk) -> None:
    several = asked(Pick(asked().prompt.options, 2), asks_confidence=True)  # type: ignore[union-attr]
    assert desk.press(several, "12" + ENTER) == Answer(NOW, ["good", "bad"])


def test_the_language_changes_in_place(desk: Desk) -> None:
    assert desk.press(asked(), "l2") == Answer(NOW, ["bad"])
    assert "문제 1/2" in desk.printed
    assert desk.press(PAGE, "ㅣ" + ENTER) == Next(NOW)
    assert "Step 2 of 3" in desk.printed


def test_the_sources_are_shown_and_the_page_stays(desk: Desk) -> None:
    assert desk.press(PAGE, "r" + ENTER) == Next(NOW)
    assert "Boil water." not in desk.printed


def test_a_hint_is_added_and_the_question_not_repeated(desk: Desk) -> None:
    first, second = (same("Think."), same("Think again."))
    desk.press(asked(more_hints=2), "h")
    assert desk.press(asked(hints=(first,), more_hints=1), "h") == Hint(NOW)
    desk.front.show(asked(hints=(first, second)))
    assert desk.printed == "Hint: Think again.\n"


def test_a_flag_is_confirmed_once(desk: Desk) -> None:
    desk.press(FEEDBACK, "fwhy" + ENTER)
    desk.front.show(FeedbackView(1, 2, item("one"), None, FEEDBACK.explanation, flagged=True))
    assert desk.printed == render.FLAGGED.en + "\n"


def test_the_clock_of_an_exam_is_said_in_words(desk: Desk) -> None:
    assert desk.front.time_left(125.9) == "⏱ 2:05 left"
    desk.front.lang = "ko"
    assert desk.front.time_left(5) == "⏱ 0:05 남음"


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_label_stays_on_the_line_of_the_prompt(width: int, lang: str, keyboard: PipeInput) -> None:
    """Below the list, and once it is chosen, behind the question."""
    shown: list[str] = []

    class Notes(Prompts):
        """Prompts that note the labels they are given."""

        def pick(self, message: str, labels: list[tuple[str, str]], letters: list[str]) -> str:
            shown.extend(f"? {message} {label}" for _, label in labels)
            return super().pick(message, labels, letters)

    desk = Desk(keyboard, Notes(keyboard, DummyOutput()), lang)
    desk.front.console = Console(file=desk.paper, width=width)
    long = Text("word " * 40, "낱말 " * 40)
    desk.press(asked(Pick((Option("good", long), Option("bad", same("Bad"))), 1)), "1")
    assert all(Console().measure(line).maximum <= width for line in shown)
    assert shown[0].endswith("…")
    assert shown[1].endswith("2) Bad")
