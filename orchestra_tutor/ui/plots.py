"""Plots, drawn as lines: a heat map, a curve, bars, and dots with their intervals.

Shades and marks are characters, so that they need no colour; what colours there are stand beside them.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from orchestra_tutor.ui.document import Bars, Curve, Dot, Dots, Heat, HeatMap, Mark
from orchestra_tutor.ui.plain import NONE, between, curves, dotted, printable, share_of

SHADES: Final = (("··", "dim"), ("░░", "dim"), ("▒▒", ""), ("▓▓", "green"), ("██", "green"))  # a fifth each
UNSEEN: Final = ("??", "dim")
HEIGHT: Final = 8  # lines of a curve
EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
LYING: Final = " ▏▎▍▌▋▊▉█"
AXIS: Final = 6  # columns: `100% ┤`
LONGEST: Final = 40  # columns of a bar
SHORTEST: Final = 4
SCALE: Final = (21, 41)  # columns, at least and at most
FORETOLD, CAME, BOTH, BOUNDS, EMPTY = "o", "x", "*", "=", "·"


def plot(part: HeatMap | Curve | Bars | Dots, width: int, console: Console) -> Iterator[Line]:
    match part:
        case HeatMap():
            yield from heat_map(part, width)
            if any(heat and not heat.seen for _, heats in part.rows for heat in heats):
                yield from legend("", UNSEEN, part.unseen, width, console)
        case Curve():
            yield from curve(part, width)
            for sign, (words, _) in zip("█░", curves(part), strict=False):
                yield from legend(" " * AXIS, (sign, ""), words, width, console)
        case Bars():
            yield from bars(part, width)
        case Dots():
            yield from dots(part, width)


def pad(words: str, width: int) -> str:
    return words + " " * (width - cell_len(words))


def legend(margin: str, sign: tuple[str, str], words: str, width: int, console: Console) -> Iterator[Line]:
    """What a sign means, wrapped; the sign itself has a style."""
    lead = Line.assemble(margin, sign, " ")
    for line in Line(printable(words)).wrap(console, width - lead.cell_len):
        yield Line.assemble(lead, line)
        lead = Line(" " * lead.cell_len)


def heat_map(part: HeatMap, width: int) -> Iterator[Line]:
    """The table; where it is too wide, its rows one by one, with as many cells on a line as there is room for."""
    columns = [printable(column) for column in part.columns]
    first = max(cell_len(printable(head)) for head, _ in part.rows)
    widths = [max(cell_len(column), 7) for column in columns]
    if first + sum(widths) + 2 * len(widths) > width:
        yield from stacked(part, columns, width)
        return
    yield Line(pad("", first) + "".join(f"  {pad(column, w)}" for column, w in zip(columns, widths, strict=True)))
    for head, heats in part.rows:
        line = Line(pad(printable(head), first))
        for heat, w in zip(heats, widths, strict=True):
            line.append_text(Line.assemble("  ", shaded(heat), " " * (w - 7)))
        yield line


def stacked(part: HeatMap, columns: list[str], width: int) -> Iterator[Line]:
    widest = max(map(cell_len, columns))
    a_line = max(1, width // (widest + 10))
    for head, heats in part.rows:
        yield Line(printable(head), style="bold")
        cells = [Line.assemble("  ", pad(c, widest), " ", shaded(s)) for c, s in zip(columns, heats, strict=True)]
        for at in range(0, len(cells), a_line):
            yield Line.assemble(*cells[at : at + a_line])


def shaded(heat: Heat | None) -> Line:
    """`▒▒  43%`, seven columns."""
    if heat is None:
        return Line(f"{NONE:>7}")
    shade, style = SHADES[min(4, int(5 * heat.share))] if heat.seen else UNSEEN
    return Line.assemble((shade, style), f" {share_of(heat.share):>4}")


def curve(part: Curve, width: int) -> Iterator[Line]:
    """An area over the days, filled as far as it is past, shaded where it lies ahead; below it dates."""
    marks = [*part.past, *part.ahead]
    room = width - AXIS
    first, span = marks[0].day, marks[-1].day - marks[0].day
    today = part.past[-1].day
    days = [first + span * column / (room - 1) for column in range(room)]
    levels = [HEIGHT * level(marks, day) for day in days]
    for row in range(HEIGHT - 1, -1, -1):
        tick = {HEIGHT - 1: "100%", HEIGHT // 2 - 1: "50%"}.get(row, "")
        line = Line(f"{tick:>4} {'┤' if tick else '│'}")
        for day, height in zip(days, levels, strict=True):
            if day <= today:
                line.append(EIGHTHS[max(0, min(8, round(8 * (height - row))))], style="green")
            else:
                line.append("░" if height - row >= 0.5 else " ")
        yield line
    yield Line("  0% └" + "─" * room)
    yield dates(part, first, span, room)


def level(marks: list[Mark], day: float) -> float:
    """The share on a day, on a straight line between the marks before and after it."""
    for before, after in pairwise(marks):
        if day <= after.day:
            return before.share + (after.share - before.share) * (day - before.day) / (after.day - before.day)
    return marks[-1].share


def dates(part: Curve, first: int, span: int, room: int) -> Line:
    """The first day, the last, and today where there is room between them."""
    today = part.past[-1]
    words = pad(part.past[0].date, room)
    if part.ahead:
        words = set_at(words, room - cell_len(part.ahead[-1].date), part.ahead[-1].date)
    middle = (today.day - first) * (room - 1) // span - cell_len(today.date) // 2
    words = set_at(words, min(middle, room - cell_len(today.date)), today.date)
    return Line(" " * AXIS + words)


def set_at(words: str, at: int, more: str) -> str:
    """`more` put into the spaces of `words`, unless it would touch what stands there."""
    end = at + len(more)
    free = at > 0 and not words[max(0, at - 1) : end + 1].strip()
    return words[:at] + more + words[end:] if free else words


def bars(part: Bars, width: int) -> Iterator[Line]:
    """`Label ████▌ what is said`; a bar for which there is no room is left out."""
    label = max(cell_len(printable(each)) for each, _, _ in part.rows)
    said = max(cell_len(printable(each)) for _, _, each in part.rows)
    room = min(LONGEST, width - label - said - 2)
    for head, length, words in part.rows:
        line = Line(pad(printable(head), label) + " ")
        if room >= SHORTEST:
            eighths = round(8 * room * length / part.most) if part.most else 0
            full, rest = divmod(eighths, 8)
            line.append(pad("█" * full + LYING[rest].strip(), room) + " ", style="green")
        line.append(printable(words))
        yield line


def dots(part: Dots, width: int) -> Iterator[Line]:
    """A line each, or, where that is too narrow, one below the other."""
    heads = [printable(head) for head in part.heads]
    came = [f"{share_of(dot.came)} ({between(*dot.bounds)})" for dot in part.rows]
    first, third = (max(4, cell_len(head)) for head in (heads[0], heads[2]))
    second = max(map(cell_len, (heads[1], *came)))
    room = min(SCALE[1], width - first - second - third - 6)
    if room < SCALE[0]:
        for dot in part.rows:
            yield Line.assemble("  ", scale(dot, min(SCALE[1], width - 2)))
            yield from (Line(f"  {words}") for words in dotted(dot, (heads[0], heads[1], heads[2])))
        return
    rule = f"0%{'100%':>{room - 2}}"
    yield Line(f"{pad(heads[0], first)}  {rule}  {pad(heads[1], second)}  {heads[2]}")
    for dot, words in zip(part.rows, came, strict=True):
        count = f"{dot.count:>{min(third, 7)}}"
        yield Line.assemble(
            pad(share_of(dot.foretold), first), "  ", scale(dot, room), f"  {pad(words, second)}  {count}"
        )


def scale(dot: Dot, room: int) -> Line:
    """`····o==x===····`: where on the scale the share was foretold, and where it came."""

    def at(share: float) -> int:
        return round(share * (room - 1))

    low, high = map(at, dot.bounds)
    line = Line()
    for column in range(room):
        here = (column == at(dot.foretold), column == at(dot.came))
        if any(here):
            line.append(BOTH if all(here) else FORETOLD if here[0] else CAME, style="bold")
        else:
            within = low <= column <= high
            line.append(BOUNDS if within else EMPTY, style="green" if within else "dim")
    return line
