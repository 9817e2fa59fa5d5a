"""The learner's log on disk: the only SQL about the learner.

Every commit is on the disk before it returns (WAL, synchronous=FULL). Beside the log stand three caches, updated in the
same transaction and equal to `memory.fold` of the log, so that no start reads the log itself. Several tutors may write
at once.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from orchestra_tutor.errors import TutorError
from orchestra_tutor.journal import KINDS, Entry, Place, Review, Undo, from_dict, to_dict
from orchestra_tutor.memory import Day, Standing, Trace, fold, moved, study_day
from orchestra_tutor.text import Text

VERSION: Final = 2
BUSY_SECONDS: Final = 15

SCHEMA: Final = """
-- One row an entry, in the order in which they were written. Rows are only ever added.
CREATE TABLE log (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,   -- made by the session that wrote it; the same on every machine
    kind    TEXT NOT NULL,          -- began | review | undo | flag | place
    at      REAL NOT NULL,          -- Unix time in seconds
    subject TEXT NOT NULL,          -- the item, lesson or review it is about
    body    TEXT NOT NULL           -- JSON: the entry's own fields
);
CREATE INDEX log_of_subject ON log (subject);
CREATE INDEX log_of_kind ON log (kind, seq);

-- Caches: what folding the log gives. A place knows its last entry; the body of a trace is a memory.Trace as JSON.
CREATE TABLE place (lesson TEXT PRIMARY KEY, step INTEGER NOT NULL, done INTEGER NOT NULL, at REAL NOT NULL,
                    id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE trace (item TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE day (day INTEGER PRIMARY KEY, answers INTEGER NOT NULL, correct INTEGER NOT NULL, ms INTEGER NOT NULL);
"""
CACHES: Final = ("place", "trace", "day")

Progress = Callable[[int, int], None]  # what is done, of what there is to do


def _second_version(db: sqlite3.Connection) -> None:
    """Answers say on which study day they were given, and caches hold what is remembered."""
    db.create_function("study_day", 1, lambda at: study_day(at, offset_at(at)), deterministic=True)
    db.execute("UPDATE log SET body = json_set(body, '$.day', study_day(at)) WHERE kind = 'review'")
    for statement in ("DROP TABLE tally", "DROP TABLE place", *SCHEMA.split(";\n")[-4:]):
        db.execute(statement)


# MIGRATIONS[n] leads from version n to n + 1. Version 1 is the first. The caches are made anew after the last.
MIGRATIONS: Final[dict[int, Callable[[sqlite3.Connection], None]]] = {1: _second_version}

# An answer that was not taken back.
STANDS: Final = (
    "review.kind = 'review' AND NOT EXISTS (SELECT 1 FROM log WHERE subject = review.id AND log.kind = 'undo')"
)

DAMAGED: Final = Text("Your progress file is damaged: {why}.", "학습 기록 파일이 손상되었습니다: {why}.")
SET_ASIDE: Final = Text(
    "Nothing was deleted. It was set aside as {path}; start again to go on with an empty record.",
    "아무것도 지우지 않았습니다. 파일을 {path}(으)로 옮겨 두었습니다. 다시 실행하면 빈 기록으로 시작합니다.",
)
NEWER: Final = Text(
    "Your progress was written by a newer tutor (format {found}, this one knows {known}).",
    "학습 기록이 더 새로운 버전의 tutor로 작성되었습니다(형식 {found}, 이 버전은 {known}까지 지원).",
)
UPGRADE: Final = Text(
    "Update the tutor, or set TUTOR_HOME to another folder. The file was left as it is: {path}",
    "tutor를 업데이트하거나 TUTOR_HOME을 다른 폴더로 지정하세요. 파일은 그대로 두었습니다: {path}",
)
UNWRITABLE: Final = Text("Your answers cannot be kept: {why}.", "답을 저장할 수 없습니다: {why}.")
CHECK_DISK: Final = Text(
    "Make room and allow writing in {path}, or set TUTOR_HOME to another folder.",
    "{path}에 여유 공간과 쓰기 권한이 있는지 확인하거나, TUTOR_HOME을 다른 폴더로 지정하세요.",
)


class Store:
    """An open log. `save` returns once the entries are on the disk."""

    def __init__(self, path: Path, progress: Progress = lambda done, all_of_it: None) -> None:
        """Open or create the log at `path`; a damaged file is set aside, one of a newer version refused."""
        self.path = path
        self._progress = progress  # hears how far it is when the caches are made anew
        with self._errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            unsure = _refuse_truncated(path)
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=32)
        try:
            with self._errors():
                self._prepare(unsure)
        except BaseException:
            self.close()
            raise

    def _prepare(self, unsure: bool) -> None:
        if unsure and (found := self._db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(found)
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise TutorError(NEWER.fill(found=version, known=VERSION), UPGRADE.fill(path=self.path))
        _until_free(lambda: self._db.execute("PRAGMA journal_mode=WAL"))
        self._db.execute("PRAGMA synchronous=FULL")
        if version == VERSION:
            return
        with self._transaction():
            version = self._db.execute("PRAGMA user_version").fetchone()[0]  # another tutor may have been faster
            if version == 0:
                for statement in SCHEMA.split(";\n"):
                    self._db.execute(statement)
            for step in range(version or VERSION, VERSION):  # SCHEMA is the newest version
                MIGRATIONS[step](self._db)
            if 0 < version < VERSION:
                self._rebuild()
            self._db.execute(f"PRAGMA user_version={VERSION}")

    def close(self) -> None:
        self._db.close()

    def save(self, entries: Iterable[Entry]) -> None:
        """Append `entries` in one transaction, durable when this returns."""
        with self._errors(), self._transaction():
            for entry in entries:
                self._append(entry)

    def merge(self, entries: Iterable[Entry]) -> int:
        """Add the entries that are not there yet, in one transaction; how many were new.

        The caches are made anew: what comes from elsewhere is older than what is here, or was taken back there.
        """
        with self._errors(), self._transaction():
            new = sum(self._insert(entry) for entry in entries)
            if new:
                self._rebuild()
        return new

    def _insert(self, entry: Entry) -> bool:
        """Write the row of an entry; False where it is there already."""
        body = json.dumps(to_dict(entry), separators=(",", ":"))  # escaped: half a surrogate pair is kept as well
        row = (entry.id, KINDS[type(entry)], entry.at, _subject(entry), body)
        written = self._db.execute(
            "INSERT OR IGNORE INTO log (id, kind, at, subject, body) VALUES (?, ?, ?, ?, ?)", row
        )
        return written.rowcount == 1

    def _append(self, entry: Entry) -> None:
        if isinstance(entry, Undo) and not self._stands(entry.review):
            return  # another tutor took it back, or reset the log, in the meantime
        self._insert(entry)
        match entry:
            case Review():
                self._remember(entry)
            case Undo():
                review = self._review(entry.review)
                self._keep_trace(review.item, self._refolded(review.item))
                self._keep_day(review, -1)
            case Place():
                self._go_to(entry)

    def _stands(self, review: str) -> bool:
        """Whether the review is in the log and was not taken back."""
        of_review = (
            "SELECT count(*), (SELECT count(*) FROM log WHERE subject = ? AND kind = 'undo') FROM log WHERE id = ?"
        )
        return bool(self._db.execute(of_review, (review, review)).fetchone() == (1, 0))

    def _review(self, name: str) -> Review:
        row = self._db.execute("SELECT kind, id, at, body FROM log WHERE id = ?", (name,)).fetchone()
        entry = from_dict(row[0], row[1], row[2], json.loads(row[3]))
        assert isinstance(entry, Review)
        return entry

    def _remember(self, review: Review) -> None:
        row = self._db.execute("SELECT body FROM trace WHERE item = ?", (review.item,)).fetchone()
        trace = Trace.load(json.loads(row[0])) if row else Trace()
        if (review.at, review.id) > (trace.at, trace.id):
            trace.add(review.at, review.id, to_dict(review))
        else:  # the clock went back, or another tutor was faster
            trace = self._refolded(review.item)
        self._keep_trace(review.item, trace)
        self._keep_day(review)

    def _refolded(self, item: str) -> Trace:
        """The trace of an item, from the log."""
        trace = Trace()
        query = f"SELECT at, id, body FROM log AS review WHERE subject = ? AND {STANDS} ORDER BY at, id"  # noqa: S608
        for at, name, body in self._db.execute(query, (item,)):
            trace.add(at, name, json.loads(body))
        return trace

    def _keep_trace(self, item: str, trace: Trace) -> None:
        if trace.asked:
            body = json.dumps(trace.dump(), separators=(",", ":"))
            self._db.execute("INSERT OR REPLACE INTO trace VALUES (?, ?)", (item, body))
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

    def _rebuild(self) -> None:
        """Make the caches anew from the log, in one pass over it."""
        for cache in CACHES:
            self._db.execute(f"DELETE FROM {cache}")  # noqa: S608  names of our own
        traces: dict[str, Trace] = {}
        days: dict[int, Day] = {}
        late: set[str] = set()
        ((count,),) = self._db.execute("SELECT count(*) FROM log WHERE kind = 'review'").fetchall()
        undone = {name for (name,) in self._db.execute("SELECT subject FROM log WHERE kind = 'undo'")}
        query = "SELECT at, id, subject, body FROM log WHERE kind = 'review' ORDER BY seq"
        for n, (at, name, item, text) in enumerate(self._db.execute(query)):
            if n % 20_000 == 0:
                self._progress(n, count)
            if name in undone:
                continue
            body = json.loads(text)
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
        self._progress(count, count)
        for item, trace in traces.items():
            self._keep_trace(item, self._refolded(item) if item in late else trace)
        rows = [(number, *day.columns()) for number, day in days.items()]
        self._db.executemany("INSERT INTO day VALUES (?, ?, ?, ?)", rows)
        self._keep_places("kind = 'place'")

    def entries(self) -> Iterator[Entry]:
        """The whole log in order."""
        with self._errors():
            for kind, key, at, body in self._db.execute("SELECT kind, id, at, body FROM log ORDER BY seq"):
                yield from_dict(kind, key, at, json.loads(body))

    def place(self, lesson: str) -> tuple[int, bool]:
        """The step to go on with, from 0, and whether the lesson was finished once."""
        with self._errors():
            row = self._db.execute("SELECT step, done FROM place WHERE lesson = ?", (lesson,)).fetchone()
        return (row[0], bool(row[1])) if row else (0, False)

    def standing(self) -> Standing:
        """The caches: what `memory.fold` gives, without reading the log."""
        with self._errors():
            places = self._db.execute("SELECT lesson, step, done FROM place WHERE step OR done").fetchall()
            traces = self._db.execute("SELECT item, body FROM trace").fetchall()
            days = self._db.execute("SELECT day, answers, correct, ms FROM day").fetchall()
        return Standing(
            {lesson: (step, bool(done)) for lesson, step, done in places},
            {item: Trace.load(json.loads(body)) for item, body in traces},
            {day: Day(*counts) for day, *counts in days},
        )

    def answers(self) -> Iterator[tuple[float, str, dict[str, Any]]]:
        """Every answer that stands, oldest first: when, to which item, and its body as in the log."""
        with self._errors():
            query = f"SELECT at, subject, body FROM log AS review WHERE {STANDS} ORDER BY at, id"  # noqa: S608
            for at, item, body in self._db.execute(query):
                yield at, item, json.loads(body)

    def last_review(self) -> Review | None:
        """The newest answer that was not taken back."""
        query = f"SELECT kind, id, at, body FROM log AS review WHERE {STANDS} ORDER BY at DESC, id DESC LIMIT 1"  # noqa: S608
        with self._errors():
            row = self._db.execute(query).fetchone()
        entry = from_dict(row[0], row[1], row[2], json.loads(row[3])) if row else None
        return entry if isinstance(entry, Review) else None

    def check(self) -> str:
        """'ok', or what the database finds wrong with itself; reads the whole file."""
        with self._errors():
            found: str = self._db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        try:
            return found if found != "ok" or self.standing() == fold(self.entries()) else "caches differ from the log"
        except (KeyError, TypeError, ValueError) as error:
            return f"an entry of the log cannot be read ({error})"

    def reset(self) -> Path:
        """Forget everything; returns the backup that was made first."""
        backup = _beside(self.path, "backup")
        with self._errors():
            self._db.execute("VACUUM INTO ?", (str(backup),))
            with self._transaction():
                for table in ("log", *CACHES):
                    self._db.execute(f"DELETE FROM {table}")  # noqa: S608  names of our own
        return backup

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # a full disk may roll back by itself
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            hint = CHECK_DISK.fill(path=self.path.parent)
            raise TutorError(UNWRITABLE.fill(why=why), hint) from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise  # a bug of ours, not damage
            with self._errors():
                aside = _set_aside(self.path)
            raise TutorError(DAMAGED.fill(why=error), SET_ASIDE.fill(path=aside)) from error


def offset_at(at: float) -> float:
    """How many seconds east of UTC this machine is, or was, at Unix time `at`."""
    return (datetime.fromtimestamp(at).astimezone().utcoffset() or timedelta()).total_seconds()


def _subject(entry: Entry) -> str:
    if isinstance(entry, Undo):
        return entry.review
    return str(getattr(entry, "item", "") or getattr(entry, "lesson", ""))


def _refuse_truncated(path: Path) -> bool:
    """SQLite notices a missing tail only when it reads there; the header tells at once.

    True where it cannot tell: the tail may still stand in the write-ahead log, when a tutor was killed, or another is
    at work, while the log was copied into the file, head first. Hence the order in which the files are looked at.
    """
    header = _head(path)
    ahead, size = (_size(path.with_name(path.name + "-wal")), _size(path))
    if not header:
        if ahead and not size:  # SQLite would take it for new, and delete what was written ahead
            raise sqlite3.DatabaseError("it is empty, but not what was to be added to it")
        return False
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise sqlite3.DatabaseError("it is no database")
    page, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[28:32], "big")
    truncated = size < pages * (65536 if page == 1 else page)
    if truncated and not ahead:
        raise sqlite3.DatabaseError("its end is missing")
    return truncated


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError:
        return b""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _until_free(action: Callable[[], object]) -> None:
    """Changing the journal mode ignores the busy timeout, so two first starts at once need a retry."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            action()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _beside(path: Path, word: str) -> Path:
    """A name beside `path` that does not exist yet: progress-backup-20261124-180000.db."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    for number in range(1000):
        extra = f"-{number}" if number else ""
        free = path.with_name(f"{path.stem}-{word}-{stamp}{extra}{path.suffix}")
        if not free.exists():
            return free
    raise OSError(f"no free name beside {path}")


def _set_aside(path: Path) -> Path:
    """Move the file and what SQLite keeps with it out of the way, untouched."""
    aside = _beside(path, "damaged")
    for end in ("-wal", "-shm", ""):
        part = path.with_name(path.name + end)
        if part.exists():
            os.replace(part, aside.with_name(aside.name + end))  # noqa: PTH105  atomic on every platform
    return aside
