"""Small items, sessions told as a row of words (`wrong next right`), and tables read back from the screen."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from orchestra_tutor.course import Item, Teach
from orchestra_tutor.journal import Entry
from orchestra_tutor.questions.choice import Choice, Option
from orchestra_tutor.sessions.events import (
    Answer,
    Back,
    Dispute,
    Event,
    Hint,
    Next,
    Quit,
    Skip,
    TakeBack,
    TimeUp,
)
from orchestra_tutor.sessions.session import Ask, Mode, Page, Session, State
from orchestra_tutor.text import same

BEGAN: Final = 1000.0
PACE: Final = 10.0  # seconds from one event to the next

EVENTS: Final[dict[str, Callable[[float], Event]]] = {
    "next": Next,
    "back": Back,
    "right": lambda at: Answer(at, ["good"]),
    "wrong": lambda at: Answer(at, ["bad"], "sure"),
    "unclear": lambda at: Answer(at, []),
    "skip": Skip,
    "hint": Hint,
    "undo": TakeBack,
    "flag": lambda at: Dispute(at, "Both are right."),
    "time-up": TimeUp,
    "quit": Quit,
}


def item(name: str, lesson: str = "lesson", cells: tuple[str, ...] = ()) -> Item:
    """A choice between `good` and `bad`, with two hints."""
    options = Option("good", same("It is."), same("Good"), right=True), Option("bad", same("It is not."), same("Bad"))
    return Item(
        name,
        "choice",
        "junior",
        "recall",
        Choice(same(f"{name}?"), options),
        ("source",),
        {"checked": "2026-11-24"},
        hints=(same("Think."), same("Think again.")),
        cells=cells,
        lesson=lesson,
        fingerprint=f"print-of-{name}",
    )


def page(words: str) -> Page:
    return Page(Teach(same(words), ("source",)))


def session(mode: Mode, name: str = "s") -> Session:
    """A lesson of page, item, page; a quiz of two items; an exam of the two that lasts a minute and a half."""
    stops = (Ask(item("one")), Ask(item("two")))
    if mode == "learn":
        return Session(name, mode, "7", BEGAN, (page("before"), stops[0], page("after")), "lesson")
    return Session(name, mode, "7", BEGAN, stops, seconds=9 * PACE if mode == "exam" else None)


def walk(told: Session, script: str, at: int = 0) -> Iterator[tuple[State, tuple[Entry, ...]]]:
    """The state and the new entries at the start, and after each word of `script`."""
    state, entries = told.start(at)
    yield state, entries
    for n, word in enumerate(script.split(), 1):
        state, entries = told.step(state, EVENTS[word](told.began + n * PACE))
        yield state, entries


def play(told: Session, script: str, at: int = 0) -> tuple[State, list[Entry]]:
    """The state after `script`, and all entries."""
    walked = list(walk(told, script, at))
    return walked[-1][0], [entry for _, entries in walked for entry in entries]


def told_phase(state: State) -> str:
    """asking@1: the phase and the stop."""
    return "done" if state.phase == "done" else f"{state.phase}@{state.at}"


def read_table(lines: list[str]) -> list[list[str]]:
    """The rows of a table as drawn, their cells without spaces: as columns, or one below the other as `head: cell`."""
    rows: list[list[str]] = [[]]
    for line in lines:
        if set(line) <= set("═╪─┼"):
            rows.append([])
        elif any("╪" in rule for rule in lines):
            parts = ["".join(part.split()) for part in line.split("│")]
            rows[-1] = [before + part for before, part in zip(rows[-1] or [""] * len(parts), parts, strict=True)]
        elif not rows[-1] or re.match(r"  \S", line):
            rows[-1].append("".join(line.split()))
        else:
            rows[-1][-1] += "".join(line.split())
    return rows
