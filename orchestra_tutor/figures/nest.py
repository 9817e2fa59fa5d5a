"""nest: boxes inside boxes: what runs where, who owns what.

┌────────────────────┐
│ AWS Region         │
│ ┌───────┐ ┌──────┐ │
│ │ ECS   │ │ EC2  │ │
│ └───────┘ └──────┘ │
└────────────────────┘
"""

from orchestra_tutor.figures.pen import Pen
from orchestra_tutor.shape import Bilingual, ListOf, Record, Schema
from orchestra_tutor.source import Node, Problem
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.value import dataclass

DEEPEST = 3  # boxes within each other that still can be read


@dataclass(frozen=True, slots=True)
class Nest:
    """A box and the boxes inside it."""

    box: Text
    holds: "tuple[Nest, ...]" = ()

    def draw(self, pen: Pen, width: int) -> list[str]:
        room = width - 4
        inside: list[str] = []
        row: list[list[str]] = []
        for block in (child.draw(pen, room) for child in self.holds):
            taken = sum(pen.measure(other[0]) + 1 for other in row)
            if row and taken + pen.measure(block[0]) > room:
                inside += pen.beside(row)
                row = []
            row.append(block)
        inside += pen.beside(row) if row else []
        title = self.box[pen.lang]
        inner = max(pen.widest([title], room), pen.widest(inside, room))
        return pen.frame([*pen.wrap(title, inner), *inside], inner)

    def tell(self, lang: Lang) -> list[str]:
        return [f"- {self.box[lang]}", *(f"  {line}" for child in self.holds for line in child.tell(lang))]


@dataclass(frozen=True)
class _NestShape:
    """A box that holds boxes, down to `depth`."""

    depth: int

    def read(self, node: Node, problems: list[Problem]) -> Nest:
        return self._record().read(node, problems)

    def schema(self) -> Schema:
        return self._record().schema()

    def _record(self) -> Record[Nest]:
        holds = {"holds": ListOf(_NestShape(self.depth - 1), 1, 6)} if self.depth > 1 else {}
        return Record(Nest, needs={"box": Bilingual()}, takes=holds)


SHAPE = _NestShape(DEEPEST)
