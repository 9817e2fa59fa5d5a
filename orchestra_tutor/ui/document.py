"""What is shown, before it is drawn: a handful of parts that a terminal and a pipe draw each in its way."""

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
class Picture:
    """A figure."""

    figure: "Figure"


@dataclass(frozen=True, slots=True)
class Columns:
    """A table as wide as the terminal; where its columns would be too narrow to read, its rows stand one by one."""

    table: "Table"


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of a whole, as a bar and as a count."""

    label: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that do something now."""

    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


Part = Heading | Prose | Picture | Columns | Bar | Keys | Gap
