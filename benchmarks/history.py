"""A generated log of any length, to see what length costs: somebody who has answered for years, up to yesterday."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from math import ceil
from pathlib import Path
from random import Random
from typing import Final
from uuid import uuid4

from orchestra_tutor.journal import DAY, KINDS, Began, Review, to_dict
from orchestra_tutor.store import Store

A_DAY: Final = 250  # answers
KEYS: Final = ("option-1", "option-2", "option-3", "option-4")
RIGHT: Final = 0.85
PACE: Final = 20.0  # seconds from one answer to the next


def review(number: int, item: str, day: int, random: Random) -> Review:
    """An answer to `item`, the `number`th of the log, given on study day `day`."""
    key = random.choice(KEYS)
    return Review(
        id=f"{number // 40:012x}-{number % 40}",
        at=DAY * (day + 0.5) + PACE * (number % A_DAY),
        item=item,
        fingerprint="0123456789ab",
        response=[key],
        keys=(key,),
        score=float(random.random() < RIGHT),
        seconds=round(random.uniform(3, 30), 1),
        mode="review",
        confidence=random.choice(("think", "sure")),
        day=day,
        read=round(random.uniform(1, 9), 1),
    )


def reviews(items: Sequence[str], count: int, today: int) -> Iterator[Review]:
    """`count` answers, the last ones on the day before `today`; all items come up before one comes again."""
    random, first = Random(0), today - ceil(count / A_DAY)
    for number in range(count):
        yield review(number, items[number % len(items)], first + number // A_DAY, random)


def write(path: Path, items: Sequence[str], count: int, today: int) -> Path:
    """A log of `count` answers at `path`; its rows are written past the store, which would take five times as long."""
    Store(path).close()
    with closing(sqlite3.connect(path)) as db, db:
        rows = (
            (entry.id, KINDS[Review], entry.at, entry.item, json.dumps(to_dict(entry), separators=(",", ":")))
            for entry in reviews(items, count, today)
        )
        db.executemany("INSERT INTO log (id, kind, at, subject, body) VALUES (?, ?, ?, ?, ?)", rows)
    with closing(Store(path)) as store:
        rebuild(store)
    return path


def rebuild(store: Store) -> None:
    """Make the caches of a log anew, as they are whenever entries come from elsewhere: here an empty session."""
    store.merge((Began(f"elsewhere-{uuid4()}", 0.0, "quiz"),))
