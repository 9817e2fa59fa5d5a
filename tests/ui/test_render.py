"""Every view and every table as it looks: at 40, 80 and 120 columns and as plain lines, in both languages.

After a change that is meant, write the gold screens anew and read what changed in them:

    TUTOR_GOLD=write pytest tests/ui/test_render.py
"""

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from orchestra_tutor.app import App
from orchestra_tutor.commands.compare import compare
from orchestra_tutor.commands.grid import grid
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.course import Teach
from orchestra_tutor.figures import Figure
from orchestra_tutor.figures.table import Table
from orchestra_tutor.index import Index
from orchestra_tutor.sessions.events import Answer, Back, Dispute, Event, Hint, Next, Quit, Skip, TimeUp
from orchestra_tutor.sessions.session import Ask, Mode, Page, Session, Stop
from orchestra_tutor.settings import Places
from orchestra_tutor.text import LANGS, Lang, same
from orchestra_tutor.ui import draw, render
from orchestra_tutor.ui.document import Bar, Heading, Keys, Part, Prose
from orchestra_tutor.ui.plain import Plain, lines
from orchestra_tutor.ui.terminal import Terminal
from tests.program import FIXTURE

GOLD: Final = Path(__file__).parents[1] / "gold"
WIDTHS: Final = (40, 80, 120)


@dataclass(frozen=True)
class Scene:
    """What happens before the screen that is looked at. A stop is an item, the number of a page, or a cell."""

    mode: Mode
    stops: tuple[str | int, ...]
    events: tuple[Event, ...] = ()


ALL: Final = ("tea-why", "tea-both", "tea-true", "tea-order", "tea-match", "tea-word", "tea-minutes")
MIXED_UP: Final = ["pour", "boil", "wait", "strain"]
PAIRED: Final = {"black": "four", "green": "two", "herbs": "day"}

SCENES: Final = {
    "page": Scene("learn", (0, "tea-why")),
    "page-chain": Scene("learn", (0, 1, "tea-why"), (Next(1),)),
    "page-table": Scene("learn", (0, 3, "tea-why"), (Next(1),)),
    "page-cell": Scene("learn", ("brewing/pot", "cups-of-a-pot", "brewing/cup")),
    "cell": Scene("learn", ("brewing/pot", "brewing/cup", "sieve-or-lid"), (Next(1),)),
    "check": Scene("learn", (0, "tea-why"), (Next(1),)),
    "choice": Scene("quiz", ("tea-why",)),
    "several": Scene("quiz", ("tea-both",)),
    "true-or-false": Scene("quiz", ("tea-true",)),
    "order": Scene("quiz", ("tea-order",)),
    "match": Scene("quiz", ("tea-match",)),
    "phrase": Scene("quiz", ("tea-word",)),
    "number": Scene("quiz", ("tea-minutes",)),
    "hint": Scene("quiz", ("tea-why",), (Hint(1),)),
    "second-hint": Scene("quiz", ("tea-why",), (Hint(1), Hint(2))),
    "malformed": Scene("quiz", ("tea-both",), (Answer(1, ["stir"]),)),
    "nearly": Scene("quiz", ("tea-word",), (Answer(1, "ketttle"),)),
    "flagged": Scene("learn", (0, "tea-why"), (Next(1), Skip(2), Dispute(3, "no"), Back(4), Next(5))),
    "once-more": Scene("quiz", ("tea-true",), (Answer(1, ["true"]), Next(2))),
    "right": Scene("quiz", ("tea-why",), (Answer(1, ["tannins"]),)),
    "wrong": Scene("quiz", ("tea-why",), (Answer(1, ["cold"]),)),
    "wrong-belief": Scene("quiz", ("tea-why",), (Answer(1, ["good"]),)),
    "wrong-in-lesson": Scene("learn", ("tea-why",), (Answer(1, ["lid"]),)),
    "skipped": Scene("quiz", ("tea-why",), (Skip(1),)),
    "several-right": Scene("quiz", ("tea-both",), (Answer(1, ["leaves", "time"]),)),
    "several-wrong": Scene("quiz", ("tea-both",), (Answer(1, ["leaves", "stir"]),)),
    "order-right": Scene("quiz", ("tea-order",), (Answer(1, ["boil", "pour", "wait", "strain"]),)),
    "order-partly": Scene("quiz", ("tea-order",), (Answer(1, MIXED_UP),)),
    "match-partly": Scene("quiz", ("tea-match",), (Answer(1, dict(PAIRED)),)),
    "phrase-right": Scene("quiz", ("tea-word",), (Answer(1, "주전자"),)),
    "number-mistake": Scene("quiz", ("tea-minutes",), (Answer(1, "2 min"),)),
    "review": Scene("exam", ("tea-why", "tea-word"), (Answer(1, ["good"]), TimeUp(61))),
    "review-typed": Scene("exam", ("tea-minutes",), (Answer(1, "5"),)),
    "review-unanswered": Scene("exam", ("tea-true", "tea-match"), (Answer(1, ["false"]), TimeUp(61), Next(62))),
    "summary": Scene("quiz", ALL, (Answer(1, ["tannins"]), Next(2), Answer(3, ["leaves", "stir"]), Next(4), Quit(5))),
    "summary-of-exam": Scene("exam", ("tea-true", "tea-word"), (Answer(1, ["true"]), TimeUp(61), Next(62), Next(63))),
    "summary-of-lesson": Scene("learn", ("tea-true",), (Answer(1, ["true"]), Next(2))),
    "summary-of-nothing": Scene("quiz", ALL, (Quit(1),)),
}


# Commands that show a table of the grid.
TABLES: Final[dict[str, Callable[[Visit], None]]] = {
    "compare": lambda visit: compare(visit, ["vessel"], ""),
    "compare-feature": lambda visit: compare(visit, ["mug", "pot"], "steeping"),
    "grid": grid,
}
NAMES: Final = (*SCENES, *TABLES)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A tutor whose own course is the fixture."""
    home = tmp_path_factory.mktemp("home")
    with closing(App(Places(home, home, home / "cache"))) as opened:
        opened.roots = [FIXTURE]
        yield opened


class Desk(Visit):
    """A visit to whom `front` talks."""

    def __init__(self, app: App, front: Terminal | Plain) -> None:
        super().__init__(app, front.lang)
        self._front = front

    def front(self) -> Terminal | Plain:
        return self._front


def session(scene: Scene, library: Index) -> Session:
    steps = library.steps("tea")

    def stop(name: str | int) -> Stop:
        if isinstance(name, int):
            page = steps[name]
            assert isinstance(page, Teach)
            return Page(page)
        if "/" in name:
            square = library.square(*name.split("/"))
            assert square is not None
            return Page(square.cell, square.platform)
        item = library.item(name)
        assert item is not None
        return Ask(item)

    seconds = 60.0 if scene.mode == "exam" else None
    return Session("s", scene.mode, "7", 0.0, tuple(map(stop, scene.stops)), "tea", seconds)


def screen(name: str, front: Terminal | Plain, app: App, paper: io.StringIO) -> str:
    """What `front` writes on `paper` at the end of the scene, or as the table."""
    if name in TABLES:
        TABLES[name](Desk(app, front))
        return paper.getvalue()
    walked = session(SCENES[name], app.index)
    state, _ = walked.start()
    for event in SCENES[name].events:
        front.show(walked.view(state))
        state, _ = walked.step(state, event)
    paper.seek(0)
    paper.truncate()
    front.show(walked.view(state))
    return paper.getvalue()


def drawn(name: str, lang: Lang, width: int, app: App) -> str:
    paper = io.StringIO()
    terminal = Terminal(lang, app.index, lambda: 0.0)
    terminal.console = Console(file=paper, width=width, highlight=False)
    return screen(name, terminal, app, paper)


def spoken(name: str, lang: Lang, app: App) -> str:
    with redirect_stdout(io.StringIO()) as paper:
        return screen(name, Plain(lang, app.index, lambda: 0.0, waits=True), app, paper)


@pytest.mark.parametrize("name", NAMES)
def test_a_view_looks_as_it_always_did(name: str, app: App) -> None:
    shown = ""
    for lang in LANGS:
        for width in WIDTHS:
            shown += f"# {lang}, {width} columns\n{drawn(name, lang, width, app)}\n"
        shown += f"# {lang}, plain\n{spoken(name, lang, app)}\n"
    gold = GOLD / f"{name}.txt"
    if os.environ.get("TUTOR_GOLD") == "write":
        gold.write_text(shown, "utf-8")
    assert shown == gold.read_text("utf-8")


def test_no_gold_screen_is_left_over() -> None:
    assert {path.stem for path in GOLD.glob("*.txt")} == set(NAMES)


@given(st.sampled_from(sorted(NAMES)), st.sampled_from(LANGS), st.integers(40, 200))
def test_no_line_is_wider_than_the_terminal(app: App, name: str, lang: Lang, width: int) -> None:
    """Nor wider than can be read with ease, but for a comparison, of which a column is narrow."""
    for line in drawn(name, lang, width, app).splitlines():
        assert cell_len(line) <= (width if "│" in line or "╪" in line or "┼" in line else min(width, draw.WIDEST))
        assert line == line.rstrip()


@given(st.sampled_from(sorted(SCENES)), st.sampled_from(LANGS), st.integers(40, 200))
def test_a_narrow_terminal_breaks_lines_and_loses_no_word(app: App, name: str, lang: Lang, width: int) -> None:
    """Rules and bars have the width that is there; everything else is the same, but for where its lines end."""

    def words(shown: str) -> str:
        return re.sub(r"[\s─█░·]", "", shown)

    if "page" not in name:  # figures and code have a shape of their own
        assert words(drawn(name, lang, width, app)) == words(drawn(name, lang, 120, app))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_colour_alone_tells_nothing(name: str, lang: Lang, app: App) -> None:
    """Looks are the terminal's own sixteen colours, and the words are those that stand there without any."""
    paper = io.StringIO()
    terminal = Terminal(lang, app.index, lambda: 0.0)
    terminal.console = Console(file=paper, width=80, highlight=False, force_terminal=True, color_system="truecolor")
    coloured = screen(name, terminal, app, paper)
    looks = set(re.findall(r"\x1b\[([\d;]*)m", coloured))
    assert looks <= {"0", "1", "2", "35", "1;31", "1;32", "32", "1;35"}
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == drawn(name, lang, 80, app)


@pytest.mark.parametrize("name", NAMES)
def test_the_plain_lines_hold_no_boxes(name: str, app: App) -> None:
    for lang in LANGS:
        assert not re.search(r"[─-╿█░•\x1b]", spoken(name, lang, app))


@pytest.mark.parametrize(
    "part",
    [
        Prose("a\x1b[31mred\x07 \x9b2J [bold]b[/bold] :smile:"),
        Heading("a\x1b[31mred\x07 \x9b2J [bold]b[/bold] :smile:"),
        Bar("a\x1b[31mred\x07 \x9b2J [bold]b[/bold] :smile:", 1, 2),
        Prose("x", lead="a\x1b[31mred\x07 \x9b2J [bold]b[/bold] :smile:"),
        Prose("```\na\x1b[31mred\x07 \x9b2J [bold]b[/bold] :smile:\n```"),
    ],
)
def test_what_looks_like_an_instruction_is_shown(part: Part) -> None:
    paper = io.StringIO()
    draw.show(Console(file=paper, width=80, force_terminal=True, color_system=None), [part], "en")
    for shown in (paper.getvalue(), "\n".join(lines([part], "en"))):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)
        assert "[31mred" in shown
        assert "[bold]b[/bold] :smile:" in shown


def test_keys_break_between_keys() -> None:
    keys = Keys((("h", "힌트"), ("s", "모르겠음"), ("f", "문제 신고"), ("l", "English"), ("q", "끝내기")))
    paper = io.StringIO()
    draw.show(Console(file=paper, width=40), [keys], "ko")
    assert paper.getvalue().splitlines() == ["h 힌트 · s 모르겠음 · f 문제 신고", "l English · q 끝내기"]


@pytest.mark.parametrize(("aside", "below"), [("", []), ("12 min", ["12 min"])])
def test_a_long_title_takes_lines_of_its_own(aside: str, below: list[str]) -> None:
    paper = io.StringIO()
    draw.show(Console(file=paper, width=40), [Heading("Container orchestration, for your interview", aside)], "en")
    assert paper.getvalue().splitlines() == ["Container orchestration, for your", "interview", *below]


def test_sources_say_where_and_when(app: App) -> None:
    parts = list(render.sources(("tea-standard",), "tea", "en", app.index))
    assert list(lines(parts, "en")) == [
        "- Preparation of a liquor of tea (Tea Board, checked 2026-11-23)",
        "  https://tea.example/standards/preparation-of-a-liquor-of-tea/second-edition",
    ]


@pytest.mark.parametrize(("share", "shown"), [(0.0, 0), (0.001, 1), (0.5, 50), (0.994, 99), (0.9999, 99), (1.0, 100)])
def test_none_and_all_are_said_only_of_none_and_all(share: float, shown: int) -> None:
    assert render.percent(share) == shown


def test_a_table_breaks_words_last() -> None:
    """What is wide but can be wrapped gives way before an id does."""
    head = (same("who"), same("talks to"), same("what it does there, all day long"))
    row = (same("kubelet"), same("kube-apiserver"), same("takes Pods and tells how they fare"))
    lines_at_40 = Figure(same("Talk"), Table(head, (row,))).draw("en", 40, cell_len)
    assert any("kube-apiserver" in line for line in lines_at_40)
    assert max(map(cell_len, lines_at_40)) <= 40
