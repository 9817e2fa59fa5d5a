"""The learner's log on disk: the only SQL about the learner.

Every commit is on the disk before it returns (WAL, synchronous=FULL). What folding the log gives is kept beside it
and updated in the same transaction (`caches`). Several tutors may write at once.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orchestra_tutor import logfile
from orchestra_tutor.errors import TutorError
from orchestra_tutor.journal import KINDS, Entry, Plan, Review, Undo, from_dict, study_day, to_dict
from orchestra_tutor.text import Text

if TYPE_CHECKING:
    from orchestra_tutor.caches import Caches, Progress
    from orchestra_tutor.memory import Standing

VERSION: Final = 2
BUSY_SECONDS: Final = 15

SCHEMA: Final = """
-- One row an entry, in the order in which they were written. Rows are only ever added.
CREATE TABLE log (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,   -- made by the session that wrote it; the same on every machine
    kind    TEXT NOT NULL,          -- began | review | undo | flag | place | plan
    at      REAL NOT NULL,          -- Unix time in seconds
    subject TEXT NOT NULL,          -- the item, lesson or review it is about
    body    TEXT NOT NULL           -- JSON: the entry's own fields
);
CREATE INDEX log_of_subject ON log (subject);
CREATE INDEX log_of_kind ON log (kind, seq);

-- The answers that were not taken back.
CREATE VIEW answer AS SELECT * FROM log AS given WHERE kind = 'review'
    AND NOT EXISTS (SELECT 1 FROM log AS undo WHERE undo.subject = given.id AND undo.kind = 'undo');

-- Caches: what folding the log gives. A place knows its last entry; a trace is what memory.Trace.dump gives.
CREATE TABLE place (lesson TEXT PRIMARY KEY, step INTEGER NOT NULL, done INTEGER NOT NULL, at REAL NOT NULL,
                    id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE trace (item TEXT PRIMARY KEY, numbers BLOB NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE day (day INTEGER PRIMARY KEY, answers INTEGER NOT NULL, correct INTEGER NOT NULL, ms INTEGER NOT NULL);
"""


def _second_version(db: sqlite3.Connection) -> None:
    """Answers say on which study day they were given, and caches hold what is remembered."""
    db.create_function("study_day", 1, lambda at: study_day(at, offset_at(at)), deterministic=True)
    db.execute("UPDATE log SET body = json_set(body, '$.day', study_day(at)) WHERE kind = 'review'")
    for statement in ("DROP TABLE tally", "DROP TABLE place", *SCHEMA.split(";\n")[3:]):
        db.execute(statement)


# MIGRATIONS[n] leads from version n to n + 1. Version 1 is the first. The caches are made anew after the last.
MIGRATIONS: Final[dict[int, Callable[[sqlite3.Connection], None]]] = {1: _second_version}

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
FOREIGN: Final = Text("The progress in {path} cannot be read: {why}.", "{path}의 학습 기록을 읽을 수 없습니다: {why}.")
LEFT: Final = Text(
    "That file was left as it is; nothing was changed.", "그 파일은 그대로 두었고 아무것도 바꾸지 않았습니다."
)


class Store:
    """An open log. `save` returns once the entries are on the disk."""

    def __init__(self, path: Path, progress: "Progress" = lambda done, all_of_it: None) -> None:
        """Open or create the log at `path`; a damaged file is set aside, one of a newer version refused."""
        self.path = path
        self._progress = progress  # hears how far it is when the caches are made anew
        with self._errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            unsure = logfile.refuse_truncated(path)
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
                self._caches.rebuild(self._progress)
            self._db.execute(f"PRAGMA user_version={VERSION}")

    @cached_property
    def _caches(self) -> "Caches":
        """Loaded with the first answer: no question needs them to be shown."""
        from orchestra_tutor.caches import Caches

        return Caches(self._db)

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
                self._caches.rebuild(self._progress)
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
        if not self._insert(entry):
            raise sqlite3.IntegrityError(f"{entry.id} is in the log already")
        self._caches.follow(entry)

    def _stands(self, review: str) -> bool:
        """Whether the review is in the log and was not taken back."""
        of_review = (
            "SELECT count(*), (SELECT count(*) FROM log WHERE subject = ? AND kind = 'undo') FROM log WHERE id = ?"
        )
        return bool(self._db.execute(of_review, (review, review)).fetchone() == (1, 0))

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

    def standing(self, since: float = -inf) -> "Standing":
        """What `memory.fold` gives, without reading the log; of the days those from study day `since` on."""
        with self._errors():
            return self._caches.standing(since)

    def answers(self) -> Iterator[tuple[float, str, dict[str, Any]]]:
        """Every answer that stands, oldest first: when, to which item, and its body as in the log."""
        with self._errors():
            query = "SELECT at, subject, body FROM answer ORDER BY at, id"
            for at, item, body in self._db.execute(query):
                yield at, item, json.loads(body)

    def reviews_in(self, mode: str) -> Iterator[Review]:
        """Every answer that stands and was given in sessions of this mode, oldest first."""
        query = "SELECT id, at, body FROM answer WHERE json_extract(body, '$.mode') = ? ORDER BY at, id"
        with self._errors():
            for name, at, body in self._db.execute(query, (mode,)):
                entry = from_dict("review", name, at, json.loads(body))
                assert isinstance(entry, Review)
                yield entry

    def plan(self) -> Plan | None:
        """The newest plan."""
        query = "SELECT kind, id, at, body FROM log WHERE kind = 'plan' ORDER BY at DESC, id DESC LIMIT 1"
        with self._errors():
            row = self._db.execute(query).fetchone()
        entry = from_dict(row[0], row[1], row[2], json.loads(row[3])) if row else None
        return entry if isinstance(entry, Plan) else None

    def last_review(self) -> Review | None:
        """The newest answer that was not taken back."""
        with self._errors():
            undone = {name for (name,) in self._db.execute("SELECT subject FROM log WHERE kind = 'undo'")}
            newest = self._db.execute("SELECT id FROM log WHERE kind = 'review' ORDER BY at DESC, id DESC")
            found = next((name for (name,) in newest if name not in undone), None)
            return self._review(found) if found else None

    def _review(self, name: str) -> Review:
        row = self._db.execute("SELECT kind, id, at, body FROM log WHERE id = ?", (name,)).fetchone()
        entry = from_dict(row[0], row[1], row[2], json.loads(row[3]))
        assert isinstance(entry, Review)
        return entry

    def reviews(self, items: Iterable[str]) -> list[Review]:
        """The answers to these items that were not taken back."""
        query = "SELECT kind, id, at, body FROM answer WHERE subject = ? ORDER BY at, id"
        with self._errors():
            rows = [row for item in items for row in self._db.execute(query, (item,))]
        entries = [from_dict(kind, key, at, json.loads(body)) for kind, key, at, body in rows]
        return [entry for entry in entries if isinstance(entry, Review)]

    def check(self) -> str:
        """'ok', or what the database finds wrong with itself; reads the whole file."""
        with self._errors():
            found: str = self._db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        from orchestra_tutor.memory import fold

        try:
            return found if found != "ok" or self.standing() == fold(self.entries()) else "caches differ from the log"
        except (KeyError, TypeError, ValueError) as error:
            return f"an entry of the log cannot be read ({error})"

    def backup(self) -> Path:
        """Write a copy of everything beside the log; its path."""
        backup = logfile.beside(self.path, "backup")
        with self._errors():
            self._db.execute("VACUUM INTO ?", (str(backup),))
        return backup

    def reset(self) -> Path:
        """Forget everything; returns the backup that was made first."""
        backup = self.backup()
        with self._errors(), self._transaction():
            for table in ("log", "place", "trace", "day"):
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
                aside = logfile.set_aside(self.path)
            raise TutorError(DAMAGED.fill(why=error), SET_ASIDE.fill(path=aside)) from error


def entries_of(path: Path, progress: "Progress") -> list[Entry]:
    """The entries of another tutor's log, which stays as it is, whatever is wrong with it: a copy of it is opened."""
    from tempfile import TemporaryDirectory

    try:
        with TemporaryDirectory(prefix="tutor-") as folder:
            copy = logfile.copied(path, Path(folder))
            with closing(sqlite3.connect(copy)) as db:
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'log'").fetchone():
                    raise sqlite3.DatabaseError("it is no log of a tutor")
            with closing(Store(copy, progress)) as store:
                return list(store.entries())
    except (TutorError, sqlite3.Error, OSError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, TutorError) and not error.__cause__:  # it is newer
            raise TutorError(error.message, UPGRADE.fill(path=path)) from error
        why = error.strerror if isinstance(error, OSError) and error.strerror else error.__cause__ or error
        raise TutorError(FOREIGN.fill(path=path, why=why), LEFT) from error


def offset_at(at: float) -> float:
    """How many seconds east of UTC this machine is, or was, at Unix time `at`."""
    return float(time.localtime(at).tm_gmtoff)


def _subject(entry: Entry) -> str:
    if isinstance(entry, Undo):
        return entry.review
    return str(getattr(entry, "item", "") or getattr(entry, "lesson", ""))


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
