"""What is shown, before it is drawn: a handful of parts that a terminal and a pipe draw each in its way."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from orchestra_tutor.value import dataclass

if TYPE_CHECKING:
    from orchestra_tutor.figures import Figure
    from orchestra_tutor.figures.table import Table

Look = Literal["plain", "right", "wrong", "strong", "faint"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that begins something; `aside` stands at its right."""

    words: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown of a lesson or words of the tutor; `lead` stands before the first line, the rest hangs below it."""

    markdown: str
    lead: str = ""
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of what somebody typed, from `start` to `end`, and the number of what was heard there."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody typed, with the stretches in which something was heard; they do not overlap."""

    words: str
    stretches: tuple[Stretch, ...]

    def pieces(self) -> Iterator[tuple[str, str]]:
        """The words one after the other, each piece with its label, which is empty where nothing was heard."""
        at = 0
        for stretch in self.stretches:
            yield self.words[at : stretch.start], ""
            yield self.words[stretch.start : stretch.end], stretch.label
            at = stretch.end
        yield self.words[at:], ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure."""

    figure: "Figure"


@dataclass(frozen=True, slots=True)
class Columns:
    """A table as wide as the terminal; where its columns would be too narrow to read, its rows stand one by one."""

    table: "Table"
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of a whole, as a bar and as a count."""

    label: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Heat:
    """A share, and whether anything that was seen supports it."""

    share: float
    seen: bool


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Shares in the cells of a table, None where a cell has none: as numbers and as shades.

    `unseen` are the words for those that nothing supports.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Heat | None, ...]], ...]
    unseen: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A share on a day; `date` is what the day is called."""

    day: int
    date: str
    share: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A share from day to day: as it was, and as it is expected to be; each with words that say which it is."""

    past: tuple[Mark, ...]
    ahead: tuple[Mark, ...]
    was: str
    will_be: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Lengths below each other, each with its label and what is said of it; `most` is as long as there is room for."""

    rows: tuple[tuple[str, float, str], ...]
    most: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A share that was foretold, the one that came, between which bounds it lies for sure, and of how many."""

    foretold: float
    came: float
    bounds: tuple[float, float]
    count: int


@dataclass(frozen=True, slots=True)
class Dots:
    """Shares foretold and come on a scale of 0 to 100 %; `heads` are the words for the two and for their count."""

    heads: tuple[str, str, str]
    rows: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that do something now."""

    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


Part = Heading | Prose | Said | Picture | Columns | Bar | HeatMap | Curve | Bars | Dots | Keys | Gap
