"""table: a head and rows of short cells.

Who patches │ EC2 │ Fargate
════════════╪═════╪════════
the host    │ you │ AWS
"""

from orchestra_tutor.figures.pen import Pen
from orchestra_tutor.shape import Bilingual, ListOf, Record
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.value import dataclass

NARROW = 60  # below this many columns, a table of which a word would break stands as a list


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as the head has."""

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]

    def draw(self, pen: Pen, width: int, readable: int = 0, ruled: bool = True) -> list[str]:
        """The columns, or the rows below each other.

        Below each other where a word would break, or where a cell would be wrapped in fewer than `readable` columns.
        Rules stand between all rows where they are `ruled`, else only below the head.
        """
        rows = [[cell[pen.lang] for cell in row] for row in (self.head, *self.rows)]
        widths = _columns(rows, pen, width)
        cells = [(cell, w) for row in rows for cell, w in zip(row, widths, strict=True)]
        broken = any(_breaks(cell, w, pen) for cell, w in cells)
        cramped = any(w < readable and pen.measure(cell) > w for cell, w in cells)
        if cramped or (broken and (width < NARROW or readable)):
            return self._stacked(pen, width)
        lines: list[str] = []
        for at, row in enumerate(rows):
            if at == 1 or (at and ruled):
                stroke, cross = ("═", "╪") if at == 1 else ("─", "┼")
                lines.append(f"{stroke}{cross}{stroke}".join(stroke * w for w in widths))
            wrapped = [pen.wrap(cell, w) for cell, w in zip(row, widths, strict=True)]
            for line in range(max(len(cell) for cell in wrapped)):
                parts = [cell[line] if line < len(cell) else "" for cell in wrapped]
                lines.append(" │ ".join(pen.pad(part, w) for part, w in zip(parts, widths, strict=True)).rstrip())
        return lines

    def _stacked(self, pen: Pen, width: int) -> list[str]:
        """A row below the other, a line for each cell, where columns would break a word."""
        corner, *heads = (head[pen.lang] for head in self.head)
        lines: list[str] = []
        for first, *others in self.rows:
            lines += ["─" * width] if lines else []
            lines += pen.wrap(f"{corner}: {first[pen.lang]}", width)
            for head, cell in zip(heads, others, strict=True):
                said, *more = pen.wrap(f"{head}: {cell[pen.lang]}", width - 4)
                lines += [f"  {said}", *(f"    {line}" for line in more)]
        return lines

    def tell(self, lang: Lang) -> list[str]:
        """A line for each row, or, where a cell has a semicolon of its own, for each cell."""
        heads = [head[lang] for head in self.head[1:]]
        apart = any(";" in cell[lang] for row in self.rows for cell in row)
        lines = []
        for first, *others in self.rows:
            said = [f"{head}: {cell[lang]}" for head, cell in zip(heads, others, strict=True)]
            if apart:
                lines += [f"- {first[lang]}", *(f"  - {words}" for words in said)]
            else:
                lines.append(f"- {first[lang]}: {'; '.join(said)}")
        return lines


def _breaks(cell: str, width: int, pen: Pen) -> bool:
    return any(pen.measure(word) > width for word in cell.split())


def _columns(rows: list[list[str]], pen: Pen, width: int) -> list[int]:
    """Column widths: what each needs, and where that is too much, the widest give way first; words break last."""
    columns = list(zip(*rows, strict=True))
    needs = [max(pen.measure(cell) for cell in column) for column in columns]
    words = [max(pen.measure(word) for cell in column for word in (cell.split() or [""])) for column in columns]
    room = width - 3 * (len(needs) - 1)
    for least in (words, [2] * len(needs)):
        while sum(needs) > room and (wide := [at for at, need in enumerate(needs) if need > least[at]]):
            needs[max(wide, key=needs.__getitem__)] -= 1
    return needs


SHAPE = Record(Table, needs={"head": ListOf(Bilingual(), 2, 4), "rows": ListOf(ListOf(Bilingual(), 2, 4), 1, 10)})
