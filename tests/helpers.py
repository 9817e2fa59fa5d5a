"""Small items, sessions told as words (`wrong next right`), answers told by day (`0 wrong, 3 right`), tables read."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest

from orchestra_tutor.course import Item, Teach
from orchestra_tutor.journal import DAY, ROLL_OVER, Entry, Review
from orchestra_tutor.memory import Trace, fold
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
    "guess": lambda at: Answer(at, ["good"], "guess"),
    "wrong": lambda at: Answer(at, ["bad"], "sure"),
    "unclear": lambda at: Answer(at, []),
    "skip": Skip,
    "hint": Hint,
    "undo": TakeBack,
    "flag": lambda at: Dispute(at, "Both are right."),
    "time-up": TimeUp,
    "quit": Quit,
}


# How an answer was given, in a story of days.
HOW: Final[dict[str, dict[str, Any]]] = {
    "right": {"score": 1.0},  # nobody asked how sure one is
    "sure": {"score": 1.0, "confidence": "sure"},
    "think": {"score": 1.0, "confidence": "think"},
    "hinted": {"score": 1.0, "confidence": "sure", "hints": 1},
    "guess": {"score": 1.0, "confidence": "guess"},
    "nearly": {"score": 0.8},
    "wrong": {"score": 0.0, "confidence": "sure"},
    "fooled": {"score": 0.0, "beliefs": ("magic",)},
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
    """A lesson of page, item, page; a quiz of two items; an exam and a review of the two, of a minute and a half."""
    stops = (Ask(item("one")), Ask(item("two")))
    if mode == "learn":
        return Session(name, mode, "7", BEGAN, (page("before"), stops[0], page("after")), "lesson")
    return Session(name, mode, "7", BEGAN, stops, seconds=None if mode == "quiz" else 9 * PACE)


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


def answers(story: str, item: str = "probes", name: str = "s") -> list[Review]:
    """`0 right, 3 wrong 20s +7s, 3 right again`: on which study day and how an answer was given, how long it took, how
    long the feedback before it was read, whether the item came back, and whether its lesson asked (`taught`)."""
    reviews = []
    for n, told in enumerate(story.split(", ") if story else []):
        day, how, *more = told.split()
        seconds = [float(word[:-1]) for word in more if word[0].isdigit()]
        read = [float(word[1:-1]) for word in more if word[0] == "+"]
        review = Review(
            id=f"{name}-{n}",
            at=int(day) * DAY + ROLL_OVER + n,
            item=item,
            fingerprint="abc",
            response=["good"],
            keys=("good",),
            seconds=sum(seconds),
            mode="learn" if "taught" in more else "quiz",
            retry="again" in more,
            day=int(day),
            read=sum(read),
            **HOW[how],
        )
        reviews.append(review)
    return reviews


def trace(story: str) -> Trace:
    """What the answers of a story have left."""
    return fold(answers(story)).traces["probes"]


SEOUL: Final = "KST-9"
NEW_YORK: Final = "EST5EDT,M3.2.0,M11.1.0"


@contextmanager
def in_zone(zone: str) -> Iterator[None]:
    """This machine in another time zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be set here")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()


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
