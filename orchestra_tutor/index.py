"""The compiled course: one SQLite file that is read by key, so that start-up does not grow with the content.

A row holds a lesson, a step or an item as JSON, read by the same shapes as the YAML was. Ids of a pack stand under its
name (`mypack:lesson`). The file can be thrown away at any time; it is replaced whole, never changed.
"""

import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Final

from orchestra_tutor.course import BELIEFS, ITEM, SOURCES, STEP, Axis, Belief, Check, Course, Item, Lesson, Source, Step
from orchestra_tutor.prose import bare
from orchestra_tutor.source import Node
from orchestra_tutor.text import LANGS, Lang, Text
from orchestra_tutor.value import dataclass

FORMAT: Final = "1"
FILES_TO_STAT: Final = 400  # above that, only the folders are looked at when the tutor starts

SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE lesson (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, en TEXT, ko TEXT, minutes INTEGER,
                     steps INTEGER, items INTEGER, body TEXT);
CREATE TABLE step (lesson TEXT, n INTEGER, body TEXT, PRIMARY KEY (lesson, n)) WITHOUT ROWID;
CREATE TABLE item (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, lesson TEXT, kind TEXT, level TEXT, skill TEXT,
                   fingerprint TEXT, body TEXT);
CREATE TABLE topic (topic TEXT, n INTEGER, PRIMARY KEY (topic, n)) WITHOUT ROWID;
CREATE TABLE axis (kind TEXT, id TEXT, en TEXT, ko TEXT, PRIMARY KEY (kind, id));
CREATE TABLE source (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;
CREATE TABLE belief (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(kind UNINDEXED, ref UNINDEXED, en_title, ko_title, en, ko, prefix='2 3');
"""


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson as a list shows it."""

    id: str
    kind: str
    title: Text
    minutes: int
    steps: int
    items: int


@dataclass(frozen=True, slots=True)
class LessonNotes:
    """What frames a lesson: what it is for and what to take along."""

    objectives: tuple[Text, ...]
    takeaways: tuple[Text, ...]
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items a quiz is about; empty means any. A topic is a lesson, a feature, a platform or a cell."""

    topics: tuple[str, ...] = ()
    kind: str = ""
    level: str = ""
    skill: str = ""

    @property
    def anything(self) -> bool:
        return not (self.topics or self.kind or self.level or self.skill)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found; `kind` is lesson, item or term, `ref` its id or the lesson to read."""

    kind: str
    ref: str
    title: Text
    excerpt: Text


class Index:
    """A compiled course, opened for reading."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)

    def close(self) -> None:
        self._db.close()

    def meta(self, key: str) -> str:
        """A fact about the file itself."""
        value: str = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0]
        return value

    def lessons(self) -> list[LessonRow]:
        """All lessons in the order in which they are best learnt."""
        return [self._lesson_row(row) for row in self._db.execute(f"SELECT {_ROW} FROM lesson ORDER BY n")]  # noqa: S608

    def lesson(self, name: str) -> LessonRow | None:
        row = self._db.execute(f"SELECT {_ROW} FROM lesson WHERE id = ?", (name,)).fetchone()  # noqa: S608
        return self._lesson_row(row) if row else None

    def lesson_after(self, name: str) -> LessonRow | None:
        """The lesson that follows in the order of the course."""
        query = f"SELECT {_ROW} FROM lesson WHERE n > (SELECT n FROM lesson WHERE id = ?) ORDER BY n LIMIT 1"  # noqa: S608
        row = self._db.execute(query, (name,)).fetchone()
        return self._lesson_row(row) if row else None

    def _lesson_row(self, row: tuple[Any, ...]) -> LessonRow:
        name, kind, en, ko, minutes, steps, items = row
        return LessonRow(name, kind, Text(en, ko), minutes, steps, items)

    def notes(self, lesson: str) -> LessonNotes:
        body = json.loads(self._db.execute("SELECT body FROM lesson WHERE id = ?", (lesson,)).fetchone()[0])
        objectives, takeaways = (tuple(Text(**text) for text in body[key]) for key in ("objectives", "takeaways"))
        return LessonNotes(objectives, takeaways, tuple(body["requires"]))

    def steps(self, lesson: str) -> tuple[Step, ...]:
        """The steps of a lesson in order."""
        rows = self._db.execute("SELECT body FROM step WHERE lesson = ? ORDER BY n", (lesson,))
        return tuple(STEP.read(Node.of(json.loads(body)), []) for (body,) in rows)

    def count(self) -> int:
        """How many items there are."""
        return int(self.meta("items"))

    def item(self, name: str) -> Item | None:
        row = self._db.execute("SELECT id, lesson, fingerprint, body FROM item WHERE id = ?", (name,)).fetchone()
        return self._item(row) if row else None

    def _item(self, row: tuple[str, str, str, str]) -> Item:
        name, lesson, fingerprint, body = row
        item = ITEM.read(Node.of(json.loads(body)), [])
        return replace(item, id=name, lesson=lesson, fingerprint=fingerprint)

    def matching(self, wanted: Wanted) -> int:
        """How many items are wanted."""
        if wanted.anything:
            return self.count()
        where, values = self._where(wanted)
        found: int = self._db.execute(f"SELECT count(*) FROM item WHERE {where}", values).fetchone()[0]  # noqa: S608
        return found

    def draw(self, wanted: Wanted, count: int, rng: Random) -> list[Item]:
        """`count` different items among those wanted, or all of them where there are fewer."""
        if wanted.anything:  # numbers without gaps: nothing is read but what is drawn
            total = self.count()
            numbers: list[int] = rng.sample(range(1, total + 1), min(count, total))
        else:
            where, values = self._where(wanted)
            found = self._db.execute(f"SELECT n FROM item WHERE {where} ORDER BY n", values)  # noqa: S608
            among = [n for (n,) in found]
            numbers = rng.sample(among, min(count, len(among)))
        query = "SELECT id, lesson, fingerprint, body FROM item WHERE n = ?"
        return [self._item(self._db.execute(query, (n,)).fetchone()) for n in numbers]

    def _where(self, wanted: Wanted) -> tuple[str, tuple[str, ...]]:
        parts, values = ["1"], []
        for column in ("kind", "level", "skill"):
            if value := getattr(wanted, column):
                parts.append(f"{column} = ?")
                values.append(value)
        if wanted.topics:
            marks = ", ".join("?" for _ in wanted.topics)
            parts.append(f"n IN (SELECT n FROM topic WHERE topic IN ({marks}))")  # noqa: S608
        return " AND ".join(parts), (*values, *wanted.topics)

    def topics(self) -> list[str]:
        """Every name that can stand for a topic."""
        features, platforms = self.axes("feature"), self.axes("platform")
        cells = [f"{feature.id}/{platform.id}" for feature in features for platform in platforms]
        lessons = [name for (name,) in self._db.execute("SELECT id FROM lesson ORDER BY n")]
        return list(dict.fromkeys([*lessons, *(axis.id for axis in (*features, *platforms)), *cells]))

    def is_topic(self, name: str) -> bool:
        """Whether `name` is a topic, without reading them all."""
        known = self._db.execute("SELECT 1 FROM topic WHERE topic = ? LIMIT 1", (name,)).fetchone()
        return known is not None or name in self.topics()

    def axes(self, kind: str) -> list[Axis]:
        """The features or the platforms of the grid, in order."""
        rows = self._db.execute("SELECT id, en, ko FROM axis WHERE kind = ? ORDER BY rowid", (kind,))
        return [Axis(name, Text(en, ko)) for name, en, ko in rows]

    def title(self, topic: str) -> Text:
        """What a lesson, a feature or a platform is called; the id itself where it has no title."""
        for table in ("lesson", "axis"):
            row = self._db.execute(f"SELECT en, ko FROM {table} WHERE id = ?", (topic,)).fetchone()  # noqa: S608
            if row:
                return Text(*row)
        return Text(topic, topic)

    def source(self, name: str, citing: str) -> Source | None:
        """A source as the item or lesson `citing` names it: its own pack's first."""
        body = self._cited("source", name, citing)
        return SOURCES.shape.read(Node.of(body), []) if body else None

    def belief(self, name: str, citing: str) -> Belief | None:
        """A belief as the item `citing` names it."""
        body = self._cited("belief", name, citing)
        return BELIEFS.shape.read(Node.of(body), []) if body else None

    def _cited(self, table: str, name: str, citing: str) -> Any:
        for key in (_in_pack(citing.rpartition(":")[0], name), name):
            row = self._db.execute(f"SELECT body FROM {table} WHERE id = ?", (key,)).fetchone()  # noqa: S608
            if row:
                return json.loads(row[0])
        return None

    def search(self, words: str, most: int = 20) -> list[Hit]:
        """What is called just that, then what holds all of the words (or begins with them), the best first.

        Where nothing holds all words, what holds any of them.
        """
        terms = [f'"{term}"*' for term in "".join(c if c.isalnum() else " " for c in words).split()]
        if not terms:
            return []
        query = "SELECT kind, ref, en_title, ko_title, en, ko FROM words WHERE words MATCH ?"
        query += " ORDER BY ? IN (lower(en_title), ko_title) DESC, bm25(words, 0, 0, 8, 8, 1, 1) LIMIT ?"
        for joined in (" AND ".join(terms), " OR ".join(terms)):
            rows = self._db.execute(query, (joined, words.strip().lower(), most)).fetchall()
            if rows:
                return [Hit(kind, ref, Text(a, b), Text(en, ko)) for kind, ref, a, b, en, ko in rows]
        return []


_ROW = "id, kind, en, ko, minutes, steps, items"


def open_fresh(path: Path, version: str, roots: Iterable[Path]) -> Index | None:
    """The index at `path` if it was compiled by this version from these folders as they are now."""
    fresh = False
    with suppress(sqlite3.Error, TypeError, ValueError):
        index = Index(path)
        try:
            fresh = index.meta("stamp") == _stamp(version, roots, json.loads(index.meta("watched")))
        finally:
            if not fresh:
                index.close()
    return index if fresh else None


def write(path: Path, version: str, roots: list[Path], courses: Iterable[Course]) -> None:
    """Compile `courses`, read from `roots`, into a new file in the place of `path`. The first has no namespace.

    Raises OSError where the file cannot be written. The folders are looked at before a course is taken from `courses`:
    what is changed while it is read makes the index stale.
    """
    everything = _everything(roots)
    watched = _watched(roots, everything)
    whole = _stamp(version, roots, everything) if watched != everything else ""
    meta = {"stamp": _stamp(version, roots, watched), "watched": json.dumps(watched), "whole": whole}
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
    for at, course in enumerate(courses):
        _Writer(db, course.outline.id if at else "").write(course)
    items = db.execute("SELECT count(*) FROM item").fetchone()[0]
    db.executemany("INSERT INTO meta VALUES (?, ?)", (meta | {"items": str(items)}).items())
    db.execute("COMMIT")


def outdated(path: Path, version: str, roots: list[Path]) -> bool:
    """Whether something changed that `open_fresh` does not look at: a walk over everything, for when there is time."""
    with suppress(sqlite3.Error, TypeError):
        index = Index(path)
        whole = index.meta("whole")
        index.close()
        return bool(whole) and whole != _stamp(version, roots, _everything(roots))
    return True


def _everything(roots: list[Path]) -> list[str]:
    """All files and folders."""
    walked = [(top, names) for root in roots for top, _, names in os.walk(root)]
    return sorted(path for top, names in walked for path in (top, *(os.path.join(top, name) for name in names)))  # noqa: PTH118


def _watched(roots: list[Path], everything: list[str]) -> list[str]:
    """What is looked at when the tutor starts: all of a small course, the upper folders of a large one."""
    if len(everything) <= FILES_TO_STAT:
        return everything
    upper = [[root, *sorted(p for p in root.iterdir() if p.is_dir()), root / "course.yaml"] for root in roots]
    return [str(path) for paths in upper for path in paths]


def _stamp(version: str, roots: Iterable[Path], watched: list[str]) -> str:
    parts = [FORMAT, version, *map(str, roots)]
    for path in watched:
        try:
            stat = os.stat(path)  # noqa: PTH116  a fifth of the time of Path.stat
            parts.append(f"{path}:{stat.st_mtime_ns}:{stat.st_size}")
        except OSError:
            parts.append(f"{path} is gone")
    return "\n".join(parts)  # as it is: to load a hash function takes longer than to compare


def _in_pack(pack: str, name: str) -> str:
    return f"{pack}:{name}" if pack else name


def _dump(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


class _Writer:
    """Writes the rows of one course under its namespace."""

    def __init__(self, db: sqlite3.Connection, pack: str) -> None:
        self.db = db
        self.pack = pack

    def insert(self, table: str, *values: Any) -> None:
        marks = ", ".join("?" for _ in values)
        self.db.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", values)  # noqa: S608

    def name(self, name: str) -> str:
        return _in_pack(self.pack, name)

    def write(self, course: Course) -> None:
        for kind, axes in (("feature", course.outline.features), ("platform", course.outline.platforms)):
            for axis in axes:
                self.insert("axis", kind, axis.id, axis.title.en, axis.title.ko)
        for source in course.sources:
            self.insert("source", self.name(source.id), _dump(source.node.plain()))
        for belief in course.beliefs:
            self.insert("belief", self.name(belief.id), _dump(belief.node.plain()))
        counts: dict[str, int] = {}
        for item in course.items:
            counts[item.lesson] = counts.get(item.lesson, 0) + 1
            self.item(item)
        for lesson in course.lessons:
            self.lesson(lesson, counts.get(lesson.id, 0))
        for term in course.terms:
            self.words("term", term.en, Text(term.en, term.ko), Text(" ".join(term.also.en), " ".join(term.also.ko)))

    def item(self, item: Item) -> None:
        import hashlib

        body = _dump(item.node.plain())
        fingerprint = hashlib.sha256(body.encode()).hexdigest()[:12]
        name, lesson = self.name(item.id), self.name(item.lesson)
        row = (None, name, lesson, item.kind, item.level, item.skill, fingerprint, body)
        self.insert("item", *row)
        number = self.db.execute("SELECT n FROM item WHERE id = ?", (name,)).fetchone()[0]
        cells = {part for cell in item.cells for part in (cell, *cell.split("/"))}
        for topic in {lesson, *cells}:
            self.insert("topic", topic, number)
        explained = item.question.explain()
        answer = Text(f"{explained.answer.en} {explained.why.en}", f"{explained.answer.ko} {explained.why.ko}")
        self.words("item", name, item.question.stem, answer)

    def lesson(self, lesson: Lesson, items: int) -> None:
        notes = {
            "objectives": [{lang: text[lang] for lang in LANGS} for text in lesson.objectives],
            "takeaways": [{lang: text[lang] for lang in LANGS} for text in lesson.takeaways],
            "requires": [self.name(need) for need in lesson.requires],
        }
        name = self.name(lesson.id)
        title = lesson.title
        steps = lesson.node.at("steps").plain()
        self.insert(
            "lesson", None, name, lesson.kind, title.en, title.ko, lesson.minutes, len(steps), items, _dump(notes)
        )
        for n, step in enumerate(steps):
            self.insert("step", name, n, _dump(step))
        taught = [step.teach for step in lesson.steps if not isinstance(step, Check)]
        body = Text(" ".join(text.en for text in taught), " ".join(text.ko for text in taught))
        self.words("lesson", name, title, body)

    def words(self, kind: str, ref: str, title: Text, body: Text) -> None:
        self.insert("words", kind, ref, bare(title.en), bare(title.ko), bare(body.en), bare(body.ko))


def excerpt(hit: Hit, words: str, lang: Lang, width: int = 100) -> str:
    """The part of what was found around the first word that was searched for."""
    text = hit.excerpt[lang].replace("\n", " ")
    places = [text.casefold().find(word.casefold()) for word in words.split()]
    start = max(0, min((place for place in places if place >= 0), default=0) - width // 3)
    return ("…" if start else "") + text[start : start + width].strip() + ("…" if start + width < len(text) else "")
