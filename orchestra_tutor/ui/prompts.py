"""Prompts on a real terminal: questionary, and one of ours for a single key. Imported while the person reads.

A prompt returns what was chosen, or the letter of a key. Ctrl-C raises KeyboardInterrupt, Ctrl-D EOFError, and the end
of an exam `TimeUpError`.
"""

import asyncio
import time
from collections.abc import Callable, Collection
from functools import cache
from typing import Any, Final

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.application import application as applications
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.defaults import load_key_bindings
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import Output
from questionary.prompts.common import InquirerControl

from orchestra_tutor.ui.keys import HANGUL, NEXT

# A prompt of questionary makes three applications, and each would build the same 600 key bindings anew: half of the
# time between two questions.
applications.load_key_bindings = cache(load_key_bindings)  # type: ignore[attr-defined]

STYLE: Final = questionary.Style(
    [
        ("qmark", "noinherit bold"),
        ("question", ""),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", "bold noreverse"),
        ("answer", "noinherit bold"),
        ("instruction", ""),
        ("clock", "bold"),
    ]
)


class TimeUpError(Exception):
    """The clock of an exam ran out while the prompt was open."""


class Prompts:
    """Asks on one terminal; tests give a pipe of keys and a dummy output."""

    def __init__(self, source: Input | None = None, sink: Output | None = None) -> None:
        self.io: dict[str, Any] = {"input": source, "output": sink} if source else {}
        self.deadline: float | None = None
        self.limit: float | None = None  # as a deadline, but nothing ends then
        self.now: Callable[[], float] = time.time
        self.clock: Callable[[float], str] = lambda seconds: f"{seconds:.0f} s"

    def pick(self, message: str, labels: list[tuple[str, str]], letters: list[str]) -> str:
        """One of the (value, label) choices; its number answers at once, a letter returns itself.

        A label without a value heads the choices below it.
        """
        choices = [_line(label, value) for value, label in labels]
        bindings = _returning(letter_keys(letters))
        places = [at for at, (value, _) in enumerate(labels) if value]
        for number, at in enumerate(places, 1):  # 1 waits a moment where 12 may be meant
            bindings.add(*str(number), eager=len(places) < 10)(_choosing(at))
        question = questionary.select(
            message, choices, qmark="?", instruction=" ", style=STYLE, use_jk_keys=False, **self.io
        )
        return str(self._run(question.application, bindings))

    def check(
        self, message: str, labels: list[tuple[str, str]], letters: list[str], marked: Collection[str] = ()
    ) -> list[str] | str:
        """Several of the (value, label) choices, or a letter. Space or a number marks, Enter sends."""
        choices = [questionary.Choice(label, value=value, checked=value in marked) for value, label in labels]
        question = questionary.checkbox(
            message, choices, qmark="?", instruction=" ", style=STYLE, use_jk_keys=False, **self.io
        )
        bindings = _returning(letter_keys(letters))
        for number in range(1, len(choices) + 1):
            bindings.add(str(number), eager=True)(_marking(number - 1))
        answer: list[str] | str = self._run(question.application, bindings)
        return answer

    def line(self, message: str) -> str:
        """A line of text."""
        question = questionary.text(message, qmark="?", style=STYLE, **self.io)
        return str(self._run(question.application, KeyBindings()))

    def words(self, message: str, letters: list[str]) -> str:
        """Lines of text until an empty one; a letter alone returns itself."""
        question = questionary.text(f"{message}\n", qmark="?", multiline=True, instruction=" ", style=STYLE, **self.io)
        bindings, keys = KeyBindings(), letter_keys(letters)

        @bindings.add("enter", eager=True)
        def entered(event: KeyPressEvent) -> None:
            buffer = event.current_buffer
            text = buffer.text.strip()
            if text in keys or (not buffer.document.current_line.strip() and buffer.document.is_cursor_at_the_end):
                buffer.validate_and_handle()
            else:
                buffer.insert_text("\n")

        return str(self._run(question.application, bindings))

    def key(self, words: StyleAndTextTuples, keys: dict[str, str]) -> str:
        """One key of `keys` (key -> value), at once; `words` is what is shown meanwhile, as (style, text)."""
        layout = Layout(Window(FormattedTextControl(words), dont_extend_height=True, wrap_lines=True))
        bindings = _returning(keys)

        @bindings.add("c-c")
        @bindings.add("<sigint>")
        def interrupted(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

        application: Application[Any] = Application(layout, style=STYLE, erase_when_done=True, **self.io)
        return str(self._run(application, bindings))

    def _run(self, application: Application[Any], bindings: KeyBindings) -> Any:
        @bindings.add("c-d")
        def ended(event: KeyPressEvent) -> None:
            event.app.exit(exception=EOFError)

        own = [application.key_bindings] if application.key_bindings else []
        application.key_bindings = merge_key_bindings([*own, bindings])
        deadline = self.deadline
        if deadline is None:
            if self.limit is not None:
                self._add_clock(application, self.limit, least=None)
            return application.run()
        self._add_clock(application, deadline)
        return application.run(pre_run=lambda: _end_in(application, deadline - self.now()))

    def _add_clock(self, application: Application[Any], until: float, least: float | None = 0.0) -> None:
        """A clock above the prompt; it stops at `least`, or goes on below zero."""

        def words() -> StyleAndTextTuples:
            left = until - self.now()
            return [("class:clock", self.clock(left if least is None else max(least, left)))]

        body = application.layout.container
        clock = Window(FormattedTextControl(words), height=1)
        focus = application.layout.current_window
        application.layout = Layout(HSplit([clock, body]), focused_element=focus)
        application.refresh_interval = 0.5


def _end_in(application: Application[Any], seconds: float) -> None:
    async def wait() -> None:
        await asyncio.sleep(max(0.0, seconds))
        if application.future and not application.future.done():  # not answered in this very moment
            application.exit(exception=TimeUpError)

    application.create_background_task(wait())


def letter_keys(letters: list[str]) -> dict[str, str]:
    """The letters, in either case and as a Hangul keyboard sends them."""
    hangul = {jamo: letter for jamo, letter in HANGUL.items() if letter in letters}
    latin = {case: letter for letter in letters if letter != NEXT for case in (letter, letter.upper())}
    return latin | hangul


def _returning(keys: dict[str, str]) -> KeyBindings:
    """Bindings of keys that end the prompt with a value."""
    bindings = KeyBindings()
    for key, value in keys.items():

        def chosen(event: KeyPressEvent, value: str = value) -> None:
            event.app.erase_when_done = True  # what follows says what the key did
            event.app.exit(result=value)

        bindings.add(key, eager=True)(chosen)
    return bindings


def _list_of(event: KeyPressEvent) -> Any:
    """The list of a questionary prompt, which it keeps to itself."""
    windows = event.app.layout.find_all_windows()
    return next(window.content for window in windows if isinstance(window.content, InquirerControl))


def _line(label: str, value: str) -> questionary.Choice:
    return questionary.Choice(label, value=value) if value else questionary.Separator(label)


def _choosing(at: int) -> Callable[[KeyPressEvent], None]:
    """Choose line `at` as if the pointer had been moved there and Enter pressed."""

    def chosen(event: KeyPressEvent) -> None:
        shown = _list_of(event)
        shown.pointed_at, shown.is_answered = at, True
        event.app.exit(result=shown.get_pointed_at().value)

    return chosen


def _marking(at: int) -> Callable[[KeyPressEvent], None]:
    """Mark line `at`, or take the mark away, as Space does where the pointer is."""

    def marked(event: KeyPressEvent) -> None:
        shown = _list_of(event)
        shown.pointed_at = at
        value = shown.get_pointed_at().value
        if value in shown.selected_options:
            shown.selected_options.remove(value)
        else:
            shown.selected_options.append(value)

    return marked
