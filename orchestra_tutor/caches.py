"""What folding the log gives, kept beside it in its database: every start reads this, and none reads the log.

Whoever writes to the log says so in the same transaction; the caches equal `memory.fold` of the log, or are made anew.
"""

import json
from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Final

from orchestra_tutor.journal import Entry, Place, Review, Undo, from_dict, to_dict
from orchestra_tutor.memory import Day, Standing, Trace, moved

if TYPE_CHECKING:
    import sqlite3

TABLES: Final = ("place", "trace", "day")

Progress = Callable[[int, int], None]  # what is done, of what there is to do


class Caches:
    """The caches in an open database; nothing here begins or ends a transaction."""

    def __init__(self, db: "sqlite3.Connection") -> None:
        self._db = db

    def follow(self, entry: Entry) -> None:
        """Take in an entry that was just written to the log."""
        match entry:
            case Review():
                self._remember(entry)
            case Undo():
                review = self._review(entry.review)
                self._keep_trace(review.item, self._refolded(review.item))
                self._keep_day(review, -1)
            case Place():
                self._go_to(entry)

    def standing(self, since: float = -inf) -> Standing:
        """What `memory.fold` gives, without reading the log; of the days those from study day `since` on."""
        places = self._db.execute("SELECT lesson, step, done FROM place WHERE step OR done").fetchall()
        traces = self._db.execute("SELECT item, numbers, body FROM trace").fetchall()
        days = self._db.execute("SELECT day, answers, correct, ms FROM day WHERE day >= ?", (since,)).fetchall()
        bodies = json.loads(f"[{','.join(body for *_, body in traces)}]")  # one long text is read faster than many
        return Standing(
            {lesson: (step, bool(done)) for lesson, step, done in places},
            {item: Trace.load(numbers, body) for (item, numbers, _), body in zip(traces, bodies, strict=True)},
            {day: Day(*counts) for day, *counts in days},
        )

    def _review(self, name: str) -> Review:
        row = self._db.execute("SELECT kind, id, at, body FROM log WHERE id = ?", (name,)).fetchone()
        entry = from_dict(row[0], row[1], row[2], json.loads(row[3]))
        assert isinstance(entry, Review)
        return entry

    def _remember(self, review: Review) -> None:
        row = self._db.execute("SELECT numbers, body FROM trace WHERE item = ?", (review.item,)).fetchone()
        trace = Trace.load(row[0], json.loads(row[1])) if row else Trace()
        if (review.at, review.id) > (trace.at, trace.id):
            trace.add(review.at, review.id, to_dict(review))
        else:  # the clock went back, or another tutor was faster
            trace = self._refolded(review.item)
        self._keep_trace(review.item, trace)
        self._keep_day(review)

    def _refolded(self, item: str) -> Trace:
        """The trace of an item, from the log."""
        trace = Trace()
        query = "SELECT at, id, body FROM answer WHERE subject = ? ORDER BY at, id"
        for at, name, body in self._db.execute(query, (item,)):
            trace.add(at, name, json.loads(body))
        return trace

    def _keep_trace(self, item: str, trace: Trace) -> None:
        if trace.asked:
            numbers, rest = trace.dump()
            row = (item, numbers, json.dumps(rest, separators=(",", ":")))
            self._db.execute("INSERT OR REPLACE INTO trace VALUES (?, ?, ?)", row)
        else:
            self._db.execute("DELETE FROM trace WHERE item = ?", (item,))

    def _keep_day(self, review: Review, sign: int = 1) -> None:
        row = self._db.execute("SELECT answers, correct, ms FROM day WHERE day = ?", (review.day,)).fetchone()
        day = Day(*row) if row else Day()
        day.add(to_dict(review), sign)
        self._db.execute("INSERT OR REPLACE INTO day VALUES (?, ?, ?, ?)", (review.day, *day.columns()))
        self._db.execute("DELETE FROM day WHERE day = ? AND answers = 0", (review.day,))

    def _go_to(self, place: Place) -> None:
        row = self._db.execute("SELECT step, done, at, id FROM place WHERE lesson = ?", (place.lesson,)).fetchone()
        if row and (place.at, place.id) < row[2:]:
            self._keep_places("kind = 'place' AND subject = ?", place.lesson)
        else:
            self._keep_place(place, moved((row[0], bool(row[1])) if row else None, place))

    def _keep_places(self, which: str, *values: str) -> None:
        """Fold the places from the log."""
        places: dict[str, tuple[int, bool]] = {}
        query = f"SELECT kind, id, at, body FROM log WHERE {which} ORDER BY at, id"  # noqa: S608  words of our own
        for kind, name, at, body in self._db.execute(query, values).fetchall():
            place = from_dict(kind, name, at, json.loads(body))
            assert isinstance(place, Place)
            places[place.lesson] = moved(places.get(place.lesson), place)
            self._keep_place(place, places[place.lesson])

    def _keep_place(self, place: Place, after: tuple[int, bool]) -> None:
        new = (place.lesson, *after, place.at, place.id)
        self._db.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?)", new)

    def rebuild(self, progress: Progress) -> None:
        """Make the caches anew from the log, in one pass over it."""
        for cache in TABLES:
            self._db.execute(f"DELETE FROM {cache}")  # noqa: S608  names of our own
        traces: dict[str, Trace] = {}
        days: dict[int, Day] = {}
        late: set[str] = set()
        decode = json.JSONDecoder().raw_decode  # `loads` looks for white space around it first
        ((count,),) = self._db.execute("SELECT count(*) FROM log WHERE kind = 'review'").fetchall()
        undone = {name for (name,) in self._db.execute("SELECT subject FROM log WHERE kind = 'undo'")}
        query = "SELECT at, id, subject, body FROM log NOT INDEXED WHERE kind = 'review' ORDER BY seq"  # nearly all are
        for n, (at, name, item, text) in enumerate(self._db.execute(query)):
            if n % 20_000 == 0:
                progress(n, count)
            if name in undone:
                continue
            body, _ = decode(text)
            trace = traces.get(item)
            if trace is None:
                trace = traces[item] = Trace()
            if at > trace.at or (at, name) > (trace.at, trace.id):
                trace.add(at, name, body)
            else:
                late.add(item)
            day = days.get(body["day"])
            if day is None:
                day = days[body["day"]] = Day()
            day.add(body)
        progress(count, count)
        for item, trace in traces.items():
            self._keep_trace(item, self._refolded(item) if item in late else trace)
        rows = [(number, *day.columns()) for number, day in days.items()]
        self._db.executemany("INSERT INTO day VALUES (?, ?, ?, ?)", rows)
        self._keep_places("kind = 'place'")
