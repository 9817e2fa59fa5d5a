"""Documents on a terminal, drawn with Rich. Looks use the terminal's own 16 colours, so they suit light and dark."""

from collections.abc import Iterable, Iterator
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from orchestra_tutor.prose import Block, blocks
from orchestra_tutor.text import Lang
from orchestra_tutor.ui.document import (
    Bar,
    Bars,
    Columns,
    Curve,
    Dots,
    Gap,
    Heading,
    HeatMap,
    Keys,
    Part,
    Picture,
    Prose,
    Said,
)
from orchestra_tutor.ui.plain import printable

WIDEST: Final = 96  # longer lines are hard to read
READABLE: Final = 14  # columns that a cell needs where its words do not fit on one line
STYLES: Final = {"plain": "", "right": "bold green", "wrong": "bold red", "strong": "bold", "faint": "dim"}
RUNS: Final = {"plain": "", "code": "magenta", "bold": "bold"}


def width_of(console: Console) -> int:
    return max(20, min(console.width, WIDEST))


def show(console: Console, parts: Iterable[Part], lang: Lang) -> None:
    """Print the document, wrapped to the width that the terminal has now."""
    width = width_of(console)
    lines = [line for part in parts for line in drawn(part, lang, width, console)]
    for line in lines:
        line.rstrip()  # Rich keeps the space at which it breaks a line
    if lines:  # at once: a third of the time that it takes line by line
        console.print(Line("\n").join(lines), soft_wrap=True, markup=False, highlight=False, emoji=False)


def drawn(part: Part, lang: Lang, width: int, console: Console) -> Iterator[Line]:
    match part:
        case Heading():
            yield from heading(part, width, console)
        case Prose():
            yield from prose(part, width, console)
        case Picture():
            yield Line(printable(part.figure.title[lang]), style="bold")
            yield from (Line(printable(line)) for line in part.figure.draw(lang, width, cell_len))
        case Said():
            yield from said(part, width, console)
        case Columns():
            from orchestra_tutor.figures.pen import Pen

            lines = part.table.draw(Pen(lang, cell_len), max(width, console.width), READABLE, part.ruled)
            yield from (Line(printable(line)) for line in lines)
        case Bar():
            yield bar(part, width)
        case HeatMap() | Curve() | Bars() | Dots():
            from orchestra_tutor.ui.plots import plot

            yield from plot(part, width, console)
        case Keys():
            yield from (keys(row) for row in rows(part.keys, width))
        case Gap():
            yield Line("")


def heading(part: Heading, width: int, console: Console) -> Iterator[Line]:
    """`Words ──── aside` on one line, or below each other where they are too long for that."""
    words, aside = printable(part.words), printable(part.aside)
    rule = width - cell_len(words) - 1 - (cell_len(aside) + 1 if aside else 0)
    if rule >= 0:
        yield Line.assemble((words, "bold"), " ", ("─" * rule, "dim"), (f" {aside}" if aside else "", "dim"))
        return
    yield from Line(words, style="bold").wrap(console, width)
    if aside:
        yield from Line(aside, style="dim").wrap(console, width)


def prose(part: Prose, width: int, console: Console) -> Iterator[Line]:
    """Each block wrapped; what follows the first line hangs below it."""
    style = STYLES[part.look]
    lead = Line(printable(part.lead), style=style or "bold")
    hang = " " * lead.cell_len
    last = ""
    for block in blocks(printable(part.markdown)):
        if last and not last == block.kind == "bullet":
            yield Line("")
        last = block.kind
        mark = "• " if block.kind == "bullet" and not block.numbered else ""
        room = width - len(hang) - len(mark)
        for at, line in enumerate(body(block, room, style, console)):
            yield Line.assemble(lead, mark if at == 0 else " " * len(mark), line)
            lead = Line(hang)


def body(block: Block, room: int, style: str, console: Console) -> Iterator[Line]:
    if block.kind == "code":
        for code in block.lines:
            yield from code_line(code, room)
        return
    line = Line(style=style)
    for run in block.runs:
        line.append(run.words, style=RUNS[run.look] or None)
    yield from line.wrap(console, room)


def said(part: Said, width: int, console: Console) -> Iterator[Line]:
    """What was typed, behind a bar; where something was heard stands its number."""
    line = Line()
    for words, label in part.pieces():
        line.append(printable(words), style="bold underline" if label else None)
        line.append(f"[{label}]" if label else "", style="bold green" if label != "!" else "bold red")
    for row in line.wrap(console, width - 2):
        yield Line.assemble(("│ ", "dim"), row)


def code_line(code: str, room: int) -> Iterator[Line]:
    """A line of code, whole: what is too long goes on below, behind a mark."""
    rest, first = code, True
    while first or rest:
        mark = "│ " if first else "│ ↪ "
        taken = ""
        for letter in rest:
            if cell_len(mark + taken + letter) > room:
                break
            taken += letter
        taken = taken or rest[:1]
        rest, first = rest[len(taken) :], False
        yield Line.assemble((mark, "dim"), (taken, "magenta"))


def bar(part: Bar, width: int) -> Line:
    """`Label ████░░ 3/4`: a label too long for its column stands whole, the bar gives way."""
    count = f" {part.part}/{part.whole}"
    room = min(30, width // 2)
    label = printable(part.label)
    label += " " * max(0, room - cell_len(label))
    cells = max(0, min(20, width - cell_len(label) - cell_len(count) - 1))
    full = round(cells * part.part / part.whole) if part.whole else 0
    return Line.assemble(label, " ", ("█" * full, "green"), ("░" * (cells - full), "dim"), count)


def rows(pairs: Iterable[tuple[str, str]], width: int) -> Iterator[list[tuple[str, str]]]:
    """The keys and what they do, as many on a line as fit whole."""
    row: list[tuple[str, str]] = []
    taken = 0
    for key, what in pairs:
        needs = cell_len(f"{key} {what}")
        if row and taken + 3 + needs > width:
            yield row
            row, taken = [], 0
        taken += needs + (3 if row else 0)
        row.append((key, what))
    yield row


def keys(row: list[tuple[str, str]]) -> Line:
    line = Line()
    for key, what in row:
        if line.cell_len:
            line.append(" · ", style="dim")
        line.append(key, style="bold")
        line.append(f" {what}", style="dim")
    return line
