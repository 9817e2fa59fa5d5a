"""before and after: two panels, next to each other where there is room.

┌─────────────┐ ┌─────────────┐
│ Before      │ │ After       │
├─────────────┤ ├─────────────┤
│ one host    │ │ many hosts  │
└─────────────┘ └─────────────┘
"""

from orchestra_tutor.figures.pen import Pen
from orchestra_tutor.shape import Bilingual, ListOf, Record
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.value import dataclass

NARROW = 60  # below this many columns, panels that would have to wrap stand below each other


@dataclass(frozen=True, slots=True)
class Panel:
    """A title and short lines."""

    title: Text
    lines: tuple[Text, ...]

    def draw(self, pen: Pen, width: int) -> list[str]:
        title, lines = self.title[pen.lang], [line[pen.lang] for line in self.lines]
        inner = pen.widest([title, *lines], width - 4)
        head = pen.frame(pen.wrap(title, inner), inner)
        body = pen.frame([part for line in lines for part in pen.wrap(line, inner)], inner)
        return [*head[:-1], "├" + "─" * (inner + 2) + "┤", *body[1:]]

    def tell(self, lang: Lang) -> list[str]:
        return [f"{self.title[lang]}:", *(f"- {line[lang]}" for line in self.lines)]


@dataclass(frozen=True, slots=True)
class Sides:
    """One thing against another."""

    before: Panel
    after: Panel

    def draw(self, pen: Pen, width: int) -> list[str]:
        panels = (self.before, self.after)
        half = (width - 1) // 2
        longest = max(pen.measure(text[pen.lang]) for panel in panels for text in (panel.title, *panel.lines))
        if longest > half - 4 and width < NARROW:
            return [line for panel in panels for line in panel.draw(pen, width)]
        blocks = [panel.draw(pen, half) for panel in panels]
        height = max(len(block) for block in blocks)
        for block in blocks:
            blank = "│" + " " * (pen.measure(block[0]) - 2) + "│"
            block[-1:-1] = [blank] * (height - len(block))
        return pen.beside(blocks)

    def tell(self, lang: Lang) -> list[str]:
        return self.before.tell(lang) + self.after.tell(lang)


SHAPE = Record(Panel, needs={"title": Bilingual(), "lines": ListOf(Bilingual(), 1, 8)})
