"""Figures of a lesson: a few shapes of picture, drawn as lines of text for any width.

Drawing is pure; the width of a string is measured by the caller, since Hangul takes two columns.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from orchestra_tutor.shape import Bilingual, ByKey, ListOf, Record, Schema, Words
from orchestra_tutor.source import Node, Problem
from orchestra_tutor.text import Lang, Text

Measure = Callable[[str], int]
WIDEST = 60  # columns a figure may take, so that it can be read in a narrow terminal


@dataclass(frozen=True, slots=True)
class Chain:
    """Boxes from top to bottom with arrows between them; `back` leads from the last to the first."""

    boxes: tuple[Text, ...]
    arrows: tuple[Text, ...] = ()
    back: Text | None = None


@dataclass(frozen=True, slots=True)
class Nest:
    """A box and the boxes inside it: what runs where, who owns what."""

    box: Text
    holds: "tuple[Nest, ...]" = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """One side of a contrast."""

    title: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Two panels, next to each other where there is room."""

    before: Panel
    after: Panel


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of short cells."""

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happens at a time; `at` reads alike in both languages ("+50 s")."""

    at: str
    event: Text


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happens when."""

    moments: tuple[Moment, ...]


Picture = Chain | Nest | Sides | Table | Timeline


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and its title."""

    title: Text
    picture: Picture


class Wrapper:
    """Draws with one language, one measure and one set of strokes."""

    def __init__(self, lang: Lang, measure: Measure) -> None:
        self.lang: Lang = lang
        self.measure = measure

    def pad(self, words: str, width: int) -> str:
        return words + " " * (width - self.measure(words))

    def wrap(self, words: str, width: int) -> list[str]:
        """Lines of at most `width` columns, broken at spaces, and inside a word only where it is wider than a line."""
        lines: list[str] = [""]
        for word in words.split():
            joined = f"{lines[-1]} {word}" if lines[-1] else word
            if self.measure(joined) <= width:
                lines[-1] = joined
                continue
            lines.append("") if lines[-1] else None
            for letter in word:
                if self.measure(lines[-1] + letter) > width:
                    lines.append("")
                lines[-1] += letter
        return lines

    def frame(self, lines: Iterable[str], inner: int) -> list[str]:
        body = [f"│ {self.pad(line, inner)} │" for line in lines]
        return ["┌" + "─" * (inner + 2) + "┐", *body, "└" + "─" * (inner + 2) + "┘"]

    def widest(self, texts: Iterable[str], most: int) -> int:
        return min(most, max((self.measure(text) for text in texts), default=0))

    def draw(self, picture: Picture, width: int) -> list[str]:
        if isinstance(picture, Chain):
            return self.chain(picture, width)
        if isinstance(picture, Nest):
            return self.nest(picture, width)
        if isinstance(picture, Sides):
            return self.sides(picture, width)
        if isinstance(picture, Table):
            return self.table(picture, width)
        return self.timeline(picture, width)

    def chain(self, chain: Chain, width: int) -> list[str]:
        texts = [box[self.lang] for box in chain.boxes]
        rail = 4 if chain.back else 0  # the way back runs on the right
        inner = self.widest(texts, width - 4 - rail)
        lines: list[str] = []
        for at, text in enumerate(texts):
            if at:
                label = chain.arrows[at - 1][self.lang] if chain.arrows else ""
                said = self.wrap(label, width - rail - 5) if label else [""]
                lines += [f"  │ {line}".rstrip() for line in said] + ["  ▼"]
            lines += self.frame(self.wrap(text, inner), inner)
        if chain.back is None:
            return lines
        tops = [at for at, line in enumerate(lines) if line.startswith("│")]
        first, last = tops[0], tops[-1]
        width_now = max(self.measure(line) for line in lines)
        for at, line in enumerate(lines):
            body = self.pad(line, width_now)
            if at == first:
                lines[at] = body + " ◄─┐"
            elif at == last:
                lines[at] = body + " ──┘"
            elif first < at < last:
                lines[at] = body + "   │"
        return lines + [f"  ↺ {line}" for line in self.wrap(chain.back[self.lang], width - 4)]

    def nest(self, nest: Nest, width: int) -> list[str]:
        inside: list[str] = []
        row: list[list[str]] = []
        room = width - 4
        for child in nest.holds:
            small = self.nest(child, room)
            beside = sum(self.measure(block[0]) + 1 for block in row) + self.measure(small[0])
            if row and beside > room:
                inside += self.beside(row)
                row = []
            row.append(small)
        inside += self.beside(row) if row else []
        title = nest.box[self.lang]
        inner = max(self.widest([title], room), max((self.measure(line) for line in inside), default=0))
        return self.frame([*self.wrap(title, inner), *inside], inner)

    def beside(self, blocks: list[list[str]]) -> list[str]:
        """Blocks next to each other, a space between; the shorter ones are filled up below."""
        height = max(len(block) for block in blocks)
        widths = [self.measure(block[0]) for block in blocks]
        filled = [block + [" " * w] * (height - len(block)) for block, w in zip(blocks, widths, strict=True)]
        return [" ".join(lines) for lines in zip(*filled, strict=True)]

    def sides(self, sides: Sides, width: int) -> list[str]:
        half = (width - 1) // 2
        panels = (sides.before, sides.after)
        texts = [[p.title[self.lang], *(line[self.lang] for line in p.lines)] for p in panels]
        longest = [max(self.measure(text) for text in lines) for lines in texts]
        if max(longest) > half - 4 and width < WIDEST:
            return [line for lines in texts for line in self.panel(lines, width)]
        blocks = [self.panel(lines, half) for lines in texts]
        height = max(len(block) for block in blocks)
        for block in blocks:
            blank = "│" + " " * (self.measure(block[0]) - 2) + "│"
            block[-1:-1] = [blank] * (height - len(block))
        return self.beside(blocks)

    def panel(self, texts: list[str], width: int) -> list[str]:
        inner = self.widest(texts, width - 4)
        title, *lines = texts
        body = [part for line in lines for part in self.wrap(line, inner)]
        framed = self.frame([*self.wrap(title, inner), "", *body], inner)
        rule = 1 + len(self.wrap(title, inner))
        framed[rule] = "├" + "─" * (inner + 2) + "┤"
        return framed

    def table(self, table: Table, width: int) -> list[str]:
        rows = [[cell[self.lang] for cell in row] for row in (table.head, *table.rows)]
        widths = self.columns(rows, width)
        lines = []
        for at, row in enumerate(rows):
            cells = [self.wrap(cell, w) for cell, w in zip(row, widths, strict=True)]
            height = max(len(cell) for cell in cells)
            for line in range(height):
                parts = [cell[line] if line < len(cell) else "" for cell in cells]
                lines.append(" │ ".join(self.pad(part, w) for part, w in zip(parts, widths, strict=True)).rstrip())
            if at < len(rows) - 1:
                stroke = "═" if at == 0 else "─"
                lines.append((stroke + ("╪" if at == 0 else "┼") + stroke).join(stroke * w for w in widths))
        return lines

    def columns(self, rows: list[list[str]], width: int) -> list[int]:
        """Column widths: what each needs, and where that is too much, the widest give way first."""
        needs = [max(self.measure(cell) for cell in column) for column in zip(*rows, strict=True)]
        room = width - 3 * (len(needs) - 1)
        while sum(needs) > room and max(needs) > 1:
            needs[needs.index(max(needs))] -= 1
        return needs

    def timeline(self, timeline: Timeline, width: int) -> list[str]:
        left = max(self.measure(moment.at) for moment in timeline.moments)
        lines: list[str] = []
        for at, moment in enumerate(timeline.moments):
            first, *rest = self.wrap(moment.event[self.lang], width - left - 5)
            more = at < len(timeline.moments) - 1
            lines.append(f"{' ' * (left - self.measure(moment.at))}{moment.at} ─● {first}")
            lines += [f"{' ' * left}  {'│' if more else ' '} {line}" for line in rest]
            if more:
                lines.append(f"{' ' * left}  │")
        return lines


def draw(figure: Figure, lang: Lang, width: int, measure: Measure) -> list[str]:
    """The picture as lines of at most `width` columns (and at most WIDEST)."""
    return Wrapper(lang, measure).draw(figure.picture, min(width, WIDEST))


def tell(figure: Figure, lang: Lang) -> list[str]:
    """The picture as plain sentences, for a screen reader or a terminal without line drawing."""
    picture = figure.picture
    if isinstance(picture, Chain):
        lines = []
        for at, box in enumerate(picture.boxes):
            label = f" ({picture.arrows[at - 1][lang]})" if at and picture.arrows else ""
            lines.append(f"{at + 1}.{label} {box[lang]}")
        return lines + ([f"-> 1. ({picture.back[lang]})"] if picture.back else [])
    if isinstance(picture, Nest):
        return _tell_nest(picture, lang, 0)
    if isinstance(picture, Sides):
        panels = (picture.before, picture.after)
        return [line for p in panels for line in (f"{p.title[lang]}:", *(f"- {part[lang]}" for part in p.lines))]
    if isinstance(picture, Table):
        heads = [head[lang] for head in picture.head]
        rows = [[cell[lang] for cell in row] for row in picture.rows]
        return [
            f"- {row[0]}: " + "; ".join(f"{head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True))
            for row in rows
        ]
    return [f"- {moment.at}: {moment.event[lang]}" for moment in picture.moments]


def _tell_nest(nest: Nest, lang: Lang, depth: int) -> list[str]:
    return [
        "  " * depth + f"- {nest.box[lang]}",
        *(ln for child in nest.holds for ln in _tell_nest(child, lang, depth + 1)),
    ]


@dataclass(frozen=True)
class _NestShape:
    """A box that may hold boxes, to a depth that still can be read."""

    depth: int = 3

    def read(self, node: Node, problems: list[Problem]) -> Nest:
        return self._record().read(node, problems)

    def _record(self) -> Record[Nest]:
        holds = {"holds": ListOf(_NestShape(self.depth - 1), 1, 6)} if self.depth > 1 else {}
        return Record(Nest, needs={"box": Bilingual()}, takes=holds)

    def schema(self) -> Schema:
        return self._record().schema()


def _shapes() -> dict[str, Record[Figure]]:
    text, texts = Bilingual(), ListOf(Bilingual(), 1, 8)
    chain = Record(Chain, needs={"boxes": ListOf(text, 2, 6)}, takes={"arrows": ListOf(text, 1, 5), "back": text})
    panel = Record(Panel, needs={"title": text, "lines": texts})
    table = Record(Table, needs={"head": ListOf(text, 2, 4), "rows": ListOf(ListOf(text, 2, 4), 1, 10)})
    moment = Record(Moment, needs={"at": Words(), "event": text})

    def figure(make: Callable[..., Picture], **needs: Any) -> Record[Figure]:
        return Record(lambda title, **parts: Figure(title, make(**parts)), needs={"title": text, **needs})

    return {
        "chain": figure(lambda chain: chain, chain=chain),
        "nest": figure(lambda nest: nest, nest=_NestShape()),
        "before": figure(Sides, before=panel, after=panel),
        "table": figure(lambda table: table, table=table),
        "timeline": figure(lambda **parts: Timeline(parts["timeline"]), timeline=ListOf(moment, 2, 8)),
    }


FIGURE = ByKey(_shapes())
