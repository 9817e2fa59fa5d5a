"""Documents as they are drawn, and gold screens to compare them with.

After a change that is meant, write the gold screens anew and read what changed in them:

    TUTOR_GOLD=write pytest tests/test_plan.py tests/test_home.py
"""

import io
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from rich.console import Console

from orchestra_tutor.app import App
from orchestra_tutor.forecast import Ahead, Forecast
from orchestra_tutor.index import Index
from orchestra_tutor.journal import Plan
from orchestra_tutor.memory import Standing
from orchestra_tutor.planner import Choice, Subject
from orchestra_tutor.settings import places
from orchestra_tutor.study import Study, day_number
from orchestra_tutor.text import LANGS, Lang
from orchestra_tutor.ui import draw
from orchestra_tutor.ui.document import Part
from orchestra_tutor.ui.plain import lines

GOLD: Final = Path(__file__).parent / "gold"
WIDTHS: Final = (40, 80, 120)
TODAY: Final = day_number("2026-11-24")


class Told(Study):
    """A study whose figures are told and not computed: its screens stay as they are when the planner gets better."""

    known = 0.42
    foreseen = Forecast((Ahead(TODAY, 12, 3, ("containers",), False, 1200.0, 300.0),), 0.68, (), 0)
    questions = 12

    def ready(self) -> float:
        return self.known

    def forecast(self, days: int | None = None) -> Forecast:
        return self.foreseen

    def due(self) -> list[Choice]:
        """As many as are told, half a minute each."""
        return [Choice(Subject(f"item-{n}", "containers", 0.5, None), 0.01, 30.0, 0.5) for n in range(self.questions)]


class Library(App):
    """A tutor whose course is compiled already, and on a day that is told."""

    def __init__(self, index: Index, study: type[Told], plan: Plan, standing: Standing) -> None:
        super().__init__(places(), clock=lambda: 0.0)
        self._index = index
        self.told = study(index, standing, plan, TODAY)

    def study(self) -> Study:
        return self.told


def drawn(parts: Iterable[Part], lang: Lang, width: int, colour: bool = False) -> str:
    """The document on a terminal."""
    paper = io.StringIO()
    console = Console(
        file=paper, width=width, highlight=False, force_terminal=colour, color_system="truecolor" if colour else None
    )
    draw.show(console, parts, lang)
    return paper.getvalue()


def spoken(parts: Iterable[Part], lang: Lang) -> str:
    """The document on a pipe."""
    return "\n".join(lines(parts, lang))


def as_always(name: str, document: Callable[[Lang], Iterable[Part]]) -> None:
    """Compare a document in both languages, at every width and on a pipe, with the gold screen `name`."""
    shown = ""
    for lang in LANGS:
        for width in WIDTHS:
            shown += f"# {lang}, {width} columns\n{drawn(document(lang), lang, width)}\n"
        shown += f"# {lang}, plain\n{spoken(document(lang), lang)}\n\n"
    gold = GOLD / f"{name}.txt"
    if os.environ.get("TUTOR_GOLD") == "write":
        gold.parent.mkdir(exist_ok=True)
        gold.write_text(shown, "utf-8")
    assert shown == gold.read_text("utf-8")
