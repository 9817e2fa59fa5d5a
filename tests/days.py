"""Days of somebody who studies: a clock that is moved by hand, and visits on it to the small course of the fixture."""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from orchestra_tutor.app import App
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.journal import DAY, ROLL_OVER, Entry, Place, Plan, Review
from orchestra_tutor.settings import places
from orchestra_tutor.store import offset_at
from orchestra_tutor.study import day_number
from orchestra_tutor.text import Lang
from tests.helpers import answers
from tests.program import FIXTURE

LESSONS: Final = ("brewing", "tea")
BREWING: Final = ("cups-of-a-pot", "sieve-or-lid")
TEA: Final = ("tea-why", "tea-both", "tea-true", "tea-order", "tea-match", "tea-word", "tea-minutes")


class Clock:
    """Tells a local time, which passes only as it is told to."""

    def __init__(self, moment: str) -> None:
        self.now = datetime.fromisoformat(moment).timestamp()

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


@contextmanager
def visiting_at(
    clock: Clock, lang: Lang = "en", json: bool = False, roots: Iterable[Path] = (FIXTURE,)
) -> Iterator[Visit]:
    """A visit to a tutor whose course is the fixture."""
    with closing(App(places(), clock=clock)) as app:
        app.roots = list(roots)
        yield Visit(app, lang, json=json)


def answered(date: str, how: str, *items: str) -> list[Review]:
    """Answers to these items in the morning of a study day."""
    day = day_number(date)
    morning = day * DAY + ROLL_OVER
    at = morning - offset_at(morning)
    return [
        Review(**{name: getattr(review, name) for name in review.__slots__} | {"at": at + n})
        for n, item in enumerate(items)
        for review in answers(f"{day} {how}", item, name=f"{date}-{item}")
    ]


def finished(*lessons: str) -> list[Entry]:
    return [Place(f"read-{lesson}", 0.0, lesson, 0, done=True) for lesson in lessons]


def planned(date: str, minutes: float = 20.0, **weights: float) -> Plan:
    return Plan(f"plan-{date}", 0.0, date, minutes, weights)


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    """The JSON document that was printed."""
    return json.loads(capsys.readouterr().out)
