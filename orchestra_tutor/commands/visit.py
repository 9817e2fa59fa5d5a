"""One start of the tutor: the app, the language, and how the person is talked to."""

import os
import sys
from collections.abc import Iterable
from typing import Any

from orchestra_tutor.app import App
from orchestra_tutor.text import Lang
from orchestra_tutor.ui.document import Part
from orchestra_tutor.ui.plain import Plain, lines


class Visit:
    """What every command gets: opened lazily, so that a command costs what it uses."""

    def __init__(self, app: App, lang: Lang, plain: bool = False, json: bool = False) -> None:
        self.app = app
        self.lang: Lang = lang
        self.plain = plain
        self.json = json

    @property
    def on_terminal(self) -> bool:
        """Whether a person sits at a terminal that can draw: then questionary asks, else lines are read."""
        simple = self.plain or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM", "dumb") == "dumb"
        return not self.json and not simple and sys.stdin.isatty() and sys.stdout.isatty()

    def say(self, parts: Iterable[Part]) -> None:
        """Show a document that needs no course."""
        if self.on_terminal:
            from rich.console import Console

            from orchestra_tutor.ui import draw

            draw.show(Console(highlight=False), parts, self.lang)
            return
        for line in lines(parts, self.lang):
            print(line)

    def front(self) -> Any:
        """What shows and asks here: JSON Lines, a terminal, or plain lines."""
        if self.json:
            from orchestra_tutor.ui.jsonl import Jsonl

            return Jsonl(self.lang, self.app.index, self.app.clock)
        if self.on_terminal:
            from orchestra_tutor.ui.terminal import Terminal

            return Terminal(self.lang, self.app.index, self.app.clock)
        return Plain(self.lang, self.app.index, self.app.clock, waits=sys.stdin.isatty())
