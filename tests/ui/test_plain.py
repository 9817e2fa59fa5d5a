"""The plain front end: lines out, lines in. For pipes, screen readers and dumb terminals."""

import io
from typing import Any, Final

import pytest

from orchestra_tutor.course import Cell, Source
from orchestra_tutor.figures.table import Table
from orchestra_tutor.question import Arrange, Enter, Option, Pair, Pick, Prompt
from orchestra_tutor.sessions.events import Answer, Back, Dispute, Event, Hint, Next, Quit, Skip, TakeBack
from orchestra_tutor.sessions.views import AskView, FeedbackView, PageView, View
from orchestra_tutor.text import Lang, Text, same
from orchestra_tutor.ui.document import Bar, Columns, Gap, Heading, Keys, Part, Prose
from orchestra_tutor.ui.plain import Plain, lines, printable
from tests.helpers import item, page

NOW: Final = 50.0
OPTIONS: Final = (Option("good", same("Good")), Option("bad", same("Bad")))
PICK: Final = Pick(OPTIONS, 1)
TYPED: Final = Enter("phrase")


class Shelf:
    """A library in which every name is its own title, and one page is kept."""

    def title(self, topic: str) -> Text:
        return same(topic)

    def source(self, name: str, citing: str) -> Source | None:
        cited = Source(name, f"{name} for {citing}", "Us", "https://a.example/", "2026-11-24")
        return cited if name == "page" else None

    def belief(self, name: str, citing: str) -> None:
        return None


def asked(prompt: Prompt = PICK, **more: Any) -> AskView:
    return AskView(1, 2, item("one"), prompt, **more)


PAGE: Final = PageView(2, 3, "lesson", page("Boil water.").page, can_go_back=True)
CELL: Final = PageView(
    2, 3, "scaling", Cell(same("By `hand`."), same("**You** count."), ("page",), {"gke": ">=1.3"}), True, "gke"
)
FEEDBACK: Final = FeedbackView(1, 2, item("one"), None, item("one").question.explain(), can_undo=True, can_go_back=True)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> "Desk":
    return Desk(monkeypatch)


class Desk:
    """A plain front end at which `typed` lines wait."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.front = Plain("en", Shelf(), lambda: NOW, waits=True)

    def type(self, view: View, typed: str, lang: Lang = "en", waits: bool = True) -> Event:
        self.front = Plain(lang, Shelf(), lambda: NOW, waits)
        self.monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        self.front.show(view)
        return self.front.ask(view)


@pytest.mark.parametrize(
    ("view", "typed", "event"),
    [
        (PAGE, "\n", Next(NOW)),
        (PAGE, "b\n", Back(NOW)),
        (PAGE, "ㅠ\n", Back(NOW)),
        (PAGE, "q\n", Quit(NOW)),
        (PAGE, "", Quit(NOW)),
        (PAGE, "what\n\n", Next(NOW)),
        (PAGE, "r\n\n", Next(NOW)),
        (CELL, "r\nb\n", Back(NOW)),
        (FEEDBACK, "\n", Next(NOW)),
        (FEEDBACK, "u\n", TakeBack(NOW)),
        (FEEDBACK, "f both are right\n", Dispute(NOW, "both are right")),
        (FEEDBACK, "ㄹ 둘 다 맞음\n", Dispute(NOW, "둘 다 맞음")),
        (FEEDBACK, "f\nboth\n", Dispute(NOW, "both")),
        (asked(), "2\n", Answer(NOW, ["bad"])),
        (asked(), "bad\n", Answer(NOW, ["bad"])),
        (asked(), "s\n", Skip(NOW)),
        (asked(more_hints=1), "h\n", Hint(NOW)),
        (asked(more_hints=1), "ㅗ\n", Hint(NOW)),
        (asked(), "h\n", Answer(NOW, [])),
        (asked(), "", Quit(NOW)),
        (asked(), "f\n", Quit(NOW)),
        (asked(Arrange(OPTIONS)), "2 1\n", Answer(NOW, ["bad", "good"])),
        (asked(Pair(OPTIONS[:1], OPTIONS[1:])), "1a\n", Answer(NOW, {"good": "bad"})),
        (asked(TYPED), " kettle\n", Answer(NOW, "kettle")),
        (asked(TYPED), "for example, a kettle\n", Answer(NOW, "for example, a kettle")),
        (asked(TYPED), "주전자", Answer(NOW, "주전자")),
        (asked(asks_confidence=True), "2\n3\n", Answer(NOW, ["bad"], "sure")),
        (asked(asks_confidence=True), "2\nguess\n", Answer(NOW, ["bad"], "guess")),
        (asked(asks_confidence=True), "2\n\n", Answer(NOW, ["bad"])),
        (asked(asks_confidence=True), "7\n", Answer(NOW, [""])),
        (asked(asks_confidence=True), "2\n", Quit(NOW)),
    ],
)
def test_lines_become_events(view: View, typed: str, event: Event, desk: Desk) -> None:
    assert desk.type(view, typed) == event


def test_a_pipe_is_not_made_to_wait(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody reads along, so pages and feedback need no line, and nobody is asked how sure they are."""
    assert desk.type(PAGE, "2\n", waits=False) == Next(NOW)
    assert desk.type(FEEDBACK, "2\n", waits=False) == Next(NOW)
    assert desk.type(asked(asks_confidence=True), "2\n1\n", waits=False) == Answer(NOW, ["bad"])
    assert "How sure" not in capsys.readouterr().out


def test_the_language_changes_in_place(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.type(asked(), "l\n2\n") == Answer(NOW, ["bad"])
    printed = capsys.readouterr().out
    assert printed.index("Question 1 of 2") < printed.index("문제 1/2")
    assert printed.count("답 (s 모르겠음") == 1


def test_only_what_is_new_is_said_again(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """A hint, a message, a flag: whoever listens to a screen reader has heard the rest."""
    desk.type(asked(more_hints=1), "h\n")
    desk.front.show(asked(hints=(same("Think."),)))
    desk.front.show(asked(hints=(same("Think."),), malformed=same("Pick one.")))
    desk.front.show(asked(hints=(same("Think."),)))
    printed = capsys.readouterr().out
    assert printed.count("one?") == 1
    assert printed.endswith("Hint: Think.\nPick one.\n")


def test_a_cell_is_read_under_the_name_of_its_platform(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.type(CELL, "r\n\n")
    shown = capsys.readouterr().out.splitlines()
    assert shown[:7] == ["== gke (Step 2 of 3) ==", "", "By hand.", "", "You count.", "", "True for gke >=1.3."]
    assert "- page for scaling (Us, checked 2026-11-24)" in "\n".join(shown)


def test_the_keys_that_work_stand_at_every_prompt(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.type(PAGE, "\n")
    assert capsys.readouterr().out.endswith("(Enter next, b back, r sources, l 한국어, q quit): ")
    desk.type(asked(deadline=NOW + 119), "1\n", "ko")
    assert capsys.readouterr().out.endswith("[1분 남음] 답 (s 모르겠음, f 문제 신고, l English, q 끝내기): ")


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (Heading("Step 1", "junior"), ["== Step 1 (junior) =="]),
        (Heading("Step 1"), ["== Step 1 =="]),
        (Prose("one\ntwo\n\nthree"), ["one two", "", "three"]),
        (Prose("- one\n- two", lead="> "), ["> - one", "  - two"]),
        (Prose("- 1. one\n- 2. two"), ["1. one", "2. two"]),
        (Prose("`code` and **bold**"), ["code and bold"]),
        (Prose("```\na:\n\n  b\tc\n```"), ["    a:", "    ", "      b    c"]),
        (Bar("Pot", 1, 2), ["- Pot: 1/2"]),
        (Keys((("h", "hint"), ("q", "quit"))), ["h hint, q quit"]),
        (
            Columns(Table((same("Who"), same("a"), same("b")), ((same("x"), same("1"), same("2")),))),
            ["- x: a: 1; b: 2"],
        ),
        (
            Columns(Table((same("Who"), same("a"), same("b")), ((same("x"), same("1; 1"), same("\x1b[2J")),))),
            ["- x", "  - a: 1; 1", "  - b: �[2J"],
        ),
        (Gap(), [""]),
    ],
)
def test_a_part_is_told_in_lines(part: Part, shown: list[str]) -> None:
    assert list(lines([part], "en")) == shown


def test_control_characters_are_shown_as_what_they_are_not() -> None:
    assert printable("a\x1b[2Jb\x00c\x9bd\x7fe\rf\ng\th") == "a�[2Jb�c�d�e�f\ng    h"
    assert printable("한국어 ✓ é") == "한국어 ✓ é"
