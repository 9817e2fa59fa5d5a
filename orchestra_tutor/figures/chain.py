"""chain: boxes from top to bottom with arrows between them, and where it is a loop, the way back.

┌──────────────┐
│ 3 declared   │ ◄─┐
└──────────────┘   │
  │ compare        │
  ▼                │
┌──────────────┐   │
│ 2 running    │ ──┘
└──────────────┘
  ↺ again and again
"""

from orchestra_tutor.figures.pen import Pen
from orchestra_tutor.shape import Bilingual, ListOf, Record
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.value import dataclass

RAIL = 4  # columns for the way back, on the right


@dataclass(frozen=True, slots=True)
class Chain:
    """Boxes, one label less for the arrows between them, and a label for the way from the last to the first."""

    boxes: tuple[Text, ...]
    arrows: tuple[Text, ...] = ()
    back: Text | None = None

    def draw(self, pen: Pen, width: int) -> list[str]:
        room = width - (RAIL if self.back else 0)
        texts = [box[pen.lang] for box in self.boxes]
        inner = pen.widest(texts, room - 4)
        lines: list[str] = []
        for at, text in enumerate(texts):
            if at:
                lines += self._arrow(at - 1, pen, room)
            lines += pen.frame(pen.wrap(text, inner), inner)
        return self._way_back(lines, pen, width) if self.back else lines

    def _arrow(self, at: int, pen: Pen, room: int) -> list[str]:
        label = self.arrows[at][pen.lang] if self.arrows else ""
        return [f"  │ {line}".rstrip() for line in pen.wrap(label, room - 4)] + ["  ▼"]

    def _way_back(self, lines: list[str], pen: Pen, width: int) -> list[str]:
        assert self.back is not None
        inside = [at for at, line in enumerate(lines) if line.startswith("│")]
        ends = {inside[0]: " ◄─┐", inside[-1]: " ──┘"}
        widest = max(pen.measure(line) for line in lines)
        drawn = []
        for at, line in enumerate(lines):
            rail = ends.get(at, "   │" if inside[0] < at < inside[-1] else "")
            drawn.append(pen.pad(line, widest) + rail if rail else line)
        return drawn + [f"  ↺ {line}" for line in pen.wrap(self.back[pen.lang], width - 4)]

    def tell(self, lang: Lang) -> list[str]:
        lines = []
        for at, box in enumerate(self.boxes):
            label = f" ({self.arrows[at - 1][lang]})" if at and self.arrows else ""
            lines.append(f"{at + 1}.{label} {box[lang]}")
        return lines + ([f"-> 1. ({self.back[lang]})"] if self.back else [])


SHAPE = Record(
    Chain, needs={"boxes": ListOf(Bilingual(), 2, 6)}, takes={"arrows": ListOf(Bilingual(), 1, 5), "back": Bilingual()}
)
