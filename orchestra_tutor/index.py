"""The compiled course: one SQLite file that is read by key, so that start-up does not grow with the content.

A row holds a lesson, a step or an item as JSON, read by the same shapes as the YAML was. Ids of a pack stand under its
name (`mypack:lesson`). The file can be thrown away at any time; it is replaced whole, never changed.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final

from orchestra_tutor.course import (
    AXIS,
    BELIEFS,
    CELL,
    ITEM,
    SOURCES,
    STEP,
    TERM,
    Axis,
    Belief,
    Cell,
    Item,
    Source,
    Step,
    Term,
)
from orchestra_tutor.errors import TutorError
from orchestra_tutor.source import Node
from orchestra_tutor.stamp import everything, stamp
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

DAMAGED: Final = Text("The compiled course was damaged.", "준비해 둔 과정 파일이 손상되었습니다.")
START_AGAIN: Final = Text(
    "It has been thrown away; start again and it is made anew. Your answers are kept.",
    "파일을 지웠습니다. 다시 실행하면 새로 만듭니다. 답은 그대로 있습니다.",
)


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
class Square:
    """A cell where it stands: in the grid, and in the lesson, which asks the item `asks` after it, if any."""

    feature: str
    platform: str
    lesson: str
    asks: str
    cell: Cell


SPARE: Final = 20  # items drawn besides, as some are too long for a quiz
SHORT: Final = "kind NOT IN ('open', 'case')"  # what an interview asks, a quiz asks only when told to


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


class Index:
    """A compiled course, opened for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows. A damaged file is thrown away: it is compiled anew by the next start."""
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            self.path.unlink(missing_ok=True)
            raise TutorError(DAMAGED, START_AGAIN) from error

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """The first row, or None."""
        return next(iter(self.rows(query, *values)), None)

    def close(self) -> None:
        self._db.close()

    def meta(self, key: str) -> str:
        """A fact about the file itself."""
        row = self._one("SELECT value FROM meta WHERE key = ?", key)
        return str(row[0]) if row else ""

    def lessons(self) -> list[LessonRow]:
        """All lessons in the order in which they are best learnt."""
        return [self._lesson_row(row) for row in self.rows(f"SELECT {_ROW} FROM lesson ORDER BY n")]  # noqa: S608

    def lesson(self, name: str) -> LessonRow | None:
        row = self._one(f"SELECT {_ROW} FROM lesson WHERE id = ?", name)  # noqa: S608
        return self._lesson_row(row) if row else None

    def lesson_after(self, name: str) -> LessonRow | None:
        """The lesson that follows in the order of the course."""
        query = f"SELECT {_ROW} FROM lesson WHERE n > (SELECT n FROM lesson WHERE id = ?) ORDER BY n LIMIT 1"  # noqa: S608
        row = self._one(query, name)
        return self._lesson_row(row) if row else None

    def _lesson_row(self, row: tuple[Any, ...]) -> LessonRow:
        name, kind, en, ko, minutes, steps, items = row
        return LessonRow(name, kind, Text(en, ko), minutes, steps, items)

    def notes(self, lesson: str) -> LessonNotes:
        ((found,),) = self.rows("SELECT body FROM lesson WHERE id = ?", lesson)
        body = json.loads(found)
        objectives, takeaways = (tuple(Text(**text) for text in body[key]) for key in ("objectives", "takeaways"))
        return LessonNotes(objectives, takeaways, tuple(body["requires"]))

    def steps(self, lesson: str) -> tuple[Step, ...]:
        """The steps of a lesson in order."""
        rows = self.rows("SELECT body FROM step WHERE lesson = ? ORDER BY n", lesson)
        return tuple(STEP.read(Node.of(json.loads(body)), []) for (body,) in rows)

    def squares(self, lesson: str) -> list[Square]:
        """The row of the grid that a lesson teaches, in the order of the lesson."""
        return self._squares("lesson = ? ORDER BY n", lesson)

    def square(self, feature: str, platform: str) -> Square | None:
        """A cell of the grid."""
        return next(iter(self._squares("feature = ? AND platform = ? ORDER BY rowid LIMIT 1", feature, platform)), None)

    def _squares(self, where: str, *values: str) -> list[Square]:
        rows = self.rows(f"SELECT feature, platform, lesson, asks, body FROM cell WHERE {where}", *values)  # noqa: S608
        return [
            Square(feature, platform, lesson, asks, CELL.read(Node.of(json.loads(body)), []))
            for feature, platform, lesson, asks, body in rows
        ]

    def count(self) -> int:
        """How many items there are."""
        return int(self.meta("items"))

    def item(self, name: str) -> Item | None:
        row = self._one("SELECT id, lesson, fingerprint, body FROM item WHERE id = ?", name)
        return self._item(row) if row else None

    def _item(self, row: tuple[Any, ...]) -> Item:
        name, lesson, fingerprint, body = row
        item = ITEM.read(Node.of(json.loads(body)), [])
        return replace(item, id=name, lesson=lesson, fingerprint=fingerprint)

    def matching(self, wanted: Wanted) -> int:
        """How many items are wanted."""
        where, values = self._where(wanted)
        ((found,),) = self.rows(f"SELECT count(*) FROM item WHERE {where}", *values)  # noqa: S608
        return int(found)

    def draw(self, wanted: Wanted, count: int, rng: Random) -> list[Item]:
        """`count` different items among those wanted, or all of them where there are fewer."""
        where, values = self._where(wanted)
        if wanted.anything:  # numbers without gaps: nothing is read but what is drawn, and a few that are passed over
            total = self.count()
            numbers: list[int] = rng.sample(range(1, total + 1), min(2 * count + SPARE, total))
        else:
            among = [n for (n,) in self.rows(f"SELECT n FROM item WHERE {where} ORDER BY n", *values)]  # noqa: S608
            numbers = rng.sample(among, min(count, len(among)))
        query = f"SELECT id, lesson, fingerprint, body FROM item WHERE n = ? AND {where}"  # noqa: S608
        rows = (row for n in numbers for row in self.rows(query, n, *values))
        return [self._item(row) for row in islice(rows, count)]

    def talks(self, topics: tuple[str, ...], levels: tuple[str, ...]) -> list[tuple[str, str, str, float, str]]:
        """What an interview may ask: of each item its id, lesson, kind, weight and level."""
        marks, named = ", ".join("?" for _ in levels), ", ".join("?" for _ in topics)
        about = f" AND n IN (SELECT n FROM topic WHERE topic IN ({named}))" if topics else ""  # noqa: S608
        query = f"SELECT id, lesson, kind, weight, level FROM item WHERE NOT {SHORT} AND level IN ({marks}){about}"  # noqa: S608
        return self.rows(f"{query} ORDER BY n", *levels, *topics)

    def items(self, wanted: Wanted) -> list[Item]:
        """All items that are wanted, in the order of the course."""
        where, values = self._where(wanted)
        query = f"SELECT id, lesson, fingerprint, body FROM item WHERE {where} ORDER BY n"  # noqa: S608
        return [self._item(row) for row in self.rows(query, *values)]

    def _where(self, wanted: Wanted) -> tuple[str, tuple[str, ...]]:
        parts, values = [SHORT if not wanted.kind else "1"], []
        for column in ("kind", "level", "skill"):
            if value := getattr(wanted, column):
                parts.append(f"{column} = ?")
                values.append(value)
        if wanted.topics:
            marks = ", ".join("?" for _ in wanted.topics)
            parts.append(f"n IN (SELECT n FROM topic WHERE topic IN ({marks}))")  # noqa: S608
        return " AND ".join(parts), (*values, *wanted.topics)

    def items_about(self, topic: str) -> list[str]:
        """The ids of the items about a topic."""
        rows = self.rows("SELECT id FROM topic JOIN item USING (n) WHERE topic = ? ORDER BY n", topic)
        return [name for (name,) in rows]

    def weights(self) -> list[tuple[str, str, float, str]]:
        """Of every item: its id, its lesson, how often interviews ask it, 0 to 1, and its kind."""
        return self.rows("SELECT id, lesson, weight, kind FROM item ORDER BY n")

    def asked(self) -> list[tuple[str, str]]:
        """Every item that a lesson asks while it is walked, as lesson and item."""
        checks = self.rows("SELECT lesson, json_extract(body, '$.check') AS item FROM step WHERE item IS NOT NULL")
        cells = self.rows("SELECT lesson, asks FROM cell WHERE asks != ''")
        return [(lesson, in_pack(lesson.rpartition(":")[0], item)) for lesson, item in checks] + cells

    def drawn_by(self, name: str) -> list[Item]:
        """The items with drawn values that a mechanism, or any of a family, answers."""
        query = "SELECT id, lesson, fingerprint, body FROM item WHERE drawn_by = ? OR drawn_by LIKE ? ORDER BY n"
        return [self._item(row) for row in self.rows(query, name, f"{name}.%")]

    def drilled(self) -> list[str]:
        """The mechanisms that answer items with drawn values."""
        return [name for (name,) in self.rows("SELECT DISTINCT drawn_by FROM item WHERE drawn_by != '' ORDER BY 1")]

    def probing(self, belief: str) -> list[str]:
        """The ids of the items that probe a wrong belief."""
        return [item for (item,) in self.rows("SELECT item FROM probe WHERE belief = ? ORDER BY item", belief)]

    def terms(self) -> list[Term]:
        """The glossary."""
        return [TERM.read(Node.of(json.loads(body)), []) for (body,) in self.rows("SELECT body FROM term")]

    def topics(self) -> list[str]:
        """Every name that can stand for a topic."""
        features, platforms = self.axes("feature"), self.axes("platform")
        cells = [f"{feature.id}/{platform.id}" for feature in features for platform in platforms]
        axes = [name for axis in (*features, *platforms) for name in (axis.id, *axis.also)]
        lessons = [name for (name,) in self.rows("SELECT id FROM lesson ORDER BY n")]
        return list(dict.fromkeys([*lessons, *axes, *cells]))

    def is_topic(self, name: str) -> bool:
        """Whether `name` is a topic, without reading them all."""
        known = self._one("SELECT 1 FROM topic WHERE topic = ? LIMIT 1", name)
        return known is not None or name in self.topics()

    def axes(self, kind: str) -> list[Axis]:
        """The features or the platforms of the grid, in order."""
        rows = self.rows("SELECT body FROM axis WHERE kind = ? ORDER BY rowid", kind)
        return [AXIS.read(Node.of(json.loads(body)), []) for (body,) in rows]

    def title(self, topic: str) -> Text:
        """What a lesson, a feature or a platform is called; the id itself where it has no title."""
        for table in ("axis", "lesson"):
            row = self._one(f"SELECT en, ko FROM {table} WHERE id = ?", topic)  # noqa: S608
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
        for key in (in_pack(citing.rpartition(":")[0], name), name):
            row = self._one(f"SELECT body FROM {table} WHERE id = ?", key)  # noqa: S608
            if row:
                return json.loads(row[0])
        return None

    def has_word(self, word: str, begins: bool = False) -> bool:
        """Whether the course says `word`, or anything that begins with it."""
        last = f"{word}\U0010ffff" if begins else word
        return self._one("SELECT 1 FROM vocabulary WHERE term BETWEEN ? AND ? LIMIT 1", word, last) is not None

    def vocabulary(self, like: str, apart: int, begins: str = "") -> Iterator[tuple[str, int]]:
        """Words in the script of `like`, up to `apart` letters longer or shorter, and how many texts say each."""
        query = "SELECT term, texts FROM vocabulary WHERE length(term) BETWEEN max(2, ?) AND ? AND (term < '~') = ?"
        query += " AND term BETWEEN ? AND ?"
        bounds = (len(like) - apart, len(like) + apart, like.isascii(), begins, f"{begins}\U0010ffff")
        yield from self.rows(query, *bounds)


_ROW = "id, kind, en, ko, minutes, steps, items"


def open_fresh(path: Path, version: str, roots: Iterable[Path]) -> Index | None:
    """The index at `path` if it was compiled by this version from these folders as they are now."""
    fresh = False
    with suppress(sqlite3.Error, TutorError, ValueError):
        index = Index(path)
        try:
            fresh = index.meta("stamp") == stamp(version, roots, json.loads(index.meta("watched")))
        finally:
            if not fresh:
                index.close()
    return index if fresh else None


def outdated(path: Path, version: str, roots: list[Path]) -> bool:
    """Whether something changed that `open_fresh` does not look at: a walk over everything, for when there is time."""
    with suppress(sqlite3.Error, TutorError):
        with closing(Index(path)) as index:
            whole = index.meta("whole")
        return bool(whole) and whole != stamp(version, roots, everything(roots))
    return True


def in_pack(pack: str, name: str) -> str:
    """The id `name` of the pack, as the index knows it; our own course has no pack."""
    return f"{pack}:{name}" if pack else name
