"""timeline: what happens when.

  0 s ─● the node stops
       │
+50 s ─● its state is Unknown
"""

from orchestra_tutor.figures.pen import Pen
from orchestra_tutor.shape import Bilingual, ListOf, Record, Words
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happens at a time; `at` reads alike in both languages ("+50 s")."""

    at: str
    event: Text


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments in their order."""

    moments: tuple[Moment, ...]

    def draw(self, pen: Pen, width: int) -> list[str]:
        left = max(pen.measure(moment.at) for moment in self.moments)
        margin = " " * left
        lines: list[str] = []
        for at, moment in enumerate(self.moments):
            rail = "│" if at < len(self.moments) - 1 else " "
            first, *rest = pen.wrap(moment.event[pen.lang], width - left - 4)
            lines.append(f"{' ' * (left - pen.measure(moment.at))}{moment.at} ─● {first}")
            lines += [f"{margin}  {rail} {line}" for line in rest]
            if rail == "│":
                lines.append(f"{margin}  │")
        return lines

    def tell(self, lang: Lang) -> list[str]:
        return [f"- {moment.at}: {moment.event[lang]}" for moment in self.moments]


SHAPE = ListOf(Record(Moment, needs={"at": Words(), "event": Bilingual()}), 2, 8)
