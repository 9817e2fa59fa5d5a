"""Courses -> the file that the index reads, written whole and then put in its place."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from orchestra_tutor.course import Check, Course, Item, Lesson
from orchestra_tutor.index import in_pack
from orchestra_tutor.prose import bare
from orchestra_tutor.stamp import everything, stamp, watched
from orchestra_tutor.text import LANGS, Text

SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE lesson (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, en TEXT, ko TEXT, minutes INTEGER,
                     steps INTEGER, items INTEGER, body TEXT);
CREATE TABLE step (lesson TEXT, n INTEGER, body TEXT, PRIMARY KEY (lesson, n)) WITHOUT ROWID;
CREATE TABLE item (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, lesson TEXT, kind TEXT, level TEXT, skill TEXT,
                   fingerprint TEXT, body TEXT, weight REAL, drawn_by TEXT);
CREATE TABLE probe (belief TEXT, item TEXT, PRIMARY KEY (belief, item)) WITHOUT ROWID;
CREATE TABLE topic (topic TEXT, n INTEGER, PRIMARY KEY (topic, n)) WITHOUT ROWID;
CREATE TABLE cell (feature TEXT, platform TEXT, lesson TEXT, n INTEGER, asks TEXT, body TEXT,
                   PRIMARY KEY (lesson, n));
CREATE INDEX cell_place ON cell (feature, platform);
CREATE TABLE axis (kind TEXT, id TEXT, en TEXT, ko TEXT, body TEXT, PRIMARY KEY (kind, id));
CREATE TABLE term (n INTEGER PRIMARY KEY, body TEXT);
CREATE TABLE source (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;
CREATE TABLE belief (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(kind UNINDEXED, ref UNINDEXED, en_title, ko_title, en, ko, prefix='2 3');
CREATE TABLE vocabulary (term TEXT PRIMARY KEY, texts INTEGER) WITHOUT ROWID;
"""


def write(path: Path, version: str, roots: list[Path], courses: Iterable[Course]) -> None:
    """Compile `courses`, read from `roots`, into a new file in the place of `path`. The first has no namespace.

    Raises OSError where the file cannot be written. The folders are looked at before a course is taken from `courses`:
    what is changed while it is read makes the index stale.
    """
    found = everything(roots)
    looked_at = watched(roots, found)
    whole = stamp(version, roots, found) if looked_at != found else ""
    meta = {"stamp": stamp(version, roots, looked_at), "watched": json.dumps(looked_at), "whole": whole}
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as db:
            _fill(db, courses, meta)
        os.replace(fresh, path)  # noqa: PTH105  atomic on every platform
    except sqlite3.Error as error:  # the disk, as far as whoever calls is concerned
        raise OSError(str(error)) from error
    finally:
        fresh.unlink(missing_ok=True)


def _fill(db: sqlite3.Connection, courses: Iterable[Course], meta: dict[str, str]) -> None:
    db.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; BEGIN;" + SCHEMA)
    also: dict[str, tuple[str, ...]] = {}  # a pack shares the grid of the courses before it, and may add to it
    for at, course in enumerate(courses):
        also = {axis.id: axis.also for axis in (*course.outline.features, *course.outline.platforms)} | also
        _Writer(db, course.outline.id if at else "", also).write(course)
    db.execute("CREATE VIRTUAL TABLE temp.counted USING fts5vocab(main, words, row)")
    db.execute("INSERT INTO vocabulary SELECT term, doc FROM counted")  # a copy: counting takes as long as a start
    items = db.execute("SELECT count(*) FROM item").fetchone()[0]
    db.executemany("INSERT INTO meta VALUES (?, ?)", (meta | {"items": str(items)}).items())
    db.execute("COMMIT")


def _dump(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def asked_after(lesson: Lesson, items: list[Item]) -> dict[str, str]:
    """By platform, the item that the lesson asks after the cell: about as little else as possible, not asked yet."""
    asked = {step.check for step in lesson.steps if isinstance(step, Check)}
    chosen: dict[str, str] = {}
    for platform in lesson.cells:
        about = [item for item in items if f"{lesson.id}/{platform}" in item.cells and item.id not in asked]
        if about:
            chosen[platform] = min(about, key=lambda item: len(item.cells)).id
            asked.add(chosen[platform])
    return chosen


class _Writer:
    """Writes the rows of one course under its namespace."""

    def __init__(self, db: sqlite3.Connection, pack: str, also: dict[str, tuple[str, ...]]) -> None:
        self.db = db
        self.pack = pack
        self.also = also  # by feature or platform, the other names that people type

    def insert(self, table: str, *values: Any) -> None:
        marks = ", ".join("?" for _ in values)
        self.db.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", values)  # noqa: S608

    def name(self, name: str) -> str:
        return in_pack(self.pack, name)

    def write(self, course: Course) -> None:
        for kind, axes in (("feature", course.outline.features), ("platform", course.outline.platforms)):
            for axis in axes:
                self.insert("axis", kind, axis.id, axis.title.en, axis.title.ko, _dump(axis.node.plain()))
        for source in course.sources:
            self.insert("source", self.name(source.id), _dump(source.node.plain()))
        for belief in course.beliefs:
            self.insert("belief", self.name(belief.id), _dump(belief.node.plain()))
        asked: dict[str, list[Item]] = {}
        for item in course.items:
            asked.setdefault(item.lesson, []).append(item)
            self.item(item)
        for lesson in course.lessons:
            self.lesson(lesson, asked.get(lesson.id, []))
        for term in course.terms:
            self.insert("term", None, _dump(term.node.plain()))
            meaning = (" · ".join((term.meaning[lang], *getattr(term.also, lang))) for lang in LANGS)
            self.words("term", term.en, Text(term.en, term.ko), Text(*meaning))

    def called(self, topic: str) -> set[str]:
        """All names of a topic."""
        return {topic, *self.also.get(topic, ())}

    def item(self, item: Item) -> None:
        body = _dump(item.node.plain())
        fingerprint = hashlib.sha256(body.encode()).hexdigest()[:12]
        name, lesson = self.name(item.id), self.name(item.lesson)
        row = (None, name, lesson, item.kind, item.level, item.skill, fingerprint, body, item.weight, item.drawn_by)
        self.insert("item", *row)
        number = self.db.execute("SELECT n FROM item WHERE id = ?", (name,)).fetchone()[0]
        topics = self.called(lesson)
        for cell in item.cells:
            features, platforms = map(self.called, cell.split("/"))
            topics |= features | platforms | {f"{row}/{column}" for row in features for column in platforms}
        for topic in topics:
            self.insert("topic", topic, number)
        for belief in item.beliefs():
            self.insert("probe", str(belief.value), name)
        explained = item.question.explain()
        answer = Text(f"{explained.answer.en} · {explained.why.en}", f"{explained.answer.ko} · {explained.why.ko}")
        self.words("item", name, item.question.stem, answer)

    def lesson(self, lesson: Lesson, items: list[Item]) -> None:
        notes = {
            "objectives": [{lang: text[lang] for lang in LANGS} for text in lesson.objectives],
            "takeaways": [{lang: text[lang] for lang in LANGS} for text in lesson.takeaways],
            "requires": [self.name(need) for need in lesson.requires],
        }
        name = self.name(lesson.id)
        title = lesson.title
        steps = lesson.node.at("steps").plain()
        asks = asked_after(lesson, items)
        stops = len(steps) + len(lesson.cells) + len(asks)
        self.insert(
            "lesson", None, name, lesson.kind, title.en, title.ko, lesson.minutes, stops, len(items), _dump(notes)
        )
        for n, step in enumerate(steps):
            self.insert("step", name, n, _dump(step))
        for n, (platform, cell) in enumerate(lesson.cells.items()):
            ask = self.name(asks[platform]) if platform in asks else ""
            body = _dump(lesson.node.at("cells", platform).plain())
            self.insert("cell", lesson.id, platform, name, n, ask, body)
            self.words("cell", f"{lesson.id}/{platform}", cell.mechanism, cell.body)
        taught = [step.teach for step in lesson.steps if not isinstance(step, Check)]
        self.words("lesson", name, title, Text(" ".join(text.en for text in taught), " ".join(t.ko for t in taught)))

    def words(self, kind: str, ref: str, title: Text, body: Text) -> None:
        self.insert("words", kind, ref, bare(title.en), bare(title.ko), bare(body.en), bare(body.ko))
