"""Documents as Markdown, for a pipe that ends in a file: CommonMark, in which every word stands for itself.

The first heading is the title of the document, strong words head what follows them, and what has the lead `- ` is an
entry of a list, to which that with a lead of spaces belongs.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Final

from orchestra_tutor.prose import Block, Run, blocks
from orchestra_tutor.ui.document import Gap, Heading, Prose
from orchestra_tutor.ui.plain import printable

Words = Heading | Prose | Gap

# What CommonMark would take for a mark: anywhere, at the beginning of a paragraph, and at the end of a heading.
_MARK: Final = re.compile(
    r"(?P<url>https?://[^\s<>]*[\w/])"
    r"|\\(?=[!-/:-@\[-`{-~]|https?://|\Z)|`|\*(?!(?<=\s\*)\s)|_(?!(?<=\s_)\s|(?<=[^\W_]_)[^\W_])"
    r"|<(?=\S|\Z)|&(?=#?\w+;)|\](?=[(:])"
)
_BEGINS: Final = re.compile(r"\A(\d{1,9}(?=[.)](?: |\Z)))?(?(1)|(?=[-+](?: |\Z)|-[- ]*\Z|#{1,6}(?: |\Z)|>|~~~))")
_ENDS: Final = re.compile(r"(?<= )(?=#+\Z)")


def lines(parts: Iterable[Words]) -> Iterator[str]:
    """The document, line by line."""
    title, listed = True, True
    for part in parts:
        if isinstance(part, Gap):
            continue
        entry = isinstance(part, Prose) and part.lead == "- "
        if not title and not (listed and entry):
            yield ""
        if isinstance(part, Heading):
            yield heading(1 if title else 2, escaped(printable(part.words)))
        else:
            yield from prose(part)
        title, listed = False, entry


def heading(level: int, words: str) -> str:
    return _ENDS.sub(r"\\", f"{'#' * level} {words}".strip())


def prose(part: Prose) -> Iterator[str]:
    """The blocks, the first behind its lead, the others hanging below it."""
    lead = printable(part.lead)
    words = lead.strip(" ")
    hang = "  " if words == "-" else " " * (len(lead) - len(lead.lstrip(" ")))
    first, words = (lead, "") if words == "-" else (hang, words)
    last = ""
    for block in blocks(printable(part.markdown)):
        if last and not last == block.kind == "bullet":
            yield ""
        if block.kind == "code":
            told = [*([begun(words), ""] if words else []), *fenced(block)]
        elif part.look == "strong" and not last:
            told = [heading(3, f"{words} {inline(block)}".strip())]
        else:
            told = [paragraph(block, words)]
        for line in told:
            yield f"{first}{line}".rstrip()
            first = hang
        last, words = block.kind, ""


def fenced(block: Block) -> list[str]:
    ticks = max((len(run) for line in block.lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, ticks + 1)
    return [fence, *block.lines, fence]


def paragraph(block: Block, words: str) -> str:
    """The words of a block on one line; an entry of a list keeps its mark or its number."""
    told = f"{words} {inline(block)}".strip()
    if block.numbered and not words:
        return told
    return f"- {begun(told)}" if block.kind == "bullet" else begun(told)


def begun(words: str) -> str:
    """A paragraph of which the beginning is no mark."""
    return _BEGINS.sub(r"\1\\", words)


def inline(block: Block) -> str:
    alike = groupby(block.runs, lambda run: run.look)  # side by side, their marks would be taken for one
    runs = [Run("".join(run.words for run in together), look) for look, together in alike]
    told = ""
    for run, following in pairwise([*runs, Run("")]):
        told += marked(run, told[-1:], following.words[:1])
    return told


def marked(run: Run, before: str, after: str) -> str:
    """The words of a run; bold only where CommonMark sees the stars, which it does not in **파드(Pod)**는."""
    if run.look == "code":
        return f"`{run.words}`"
    core = run.words.strip()
    if run.look == "plain" or not core:
        return escaped(run.words)
    left, right = run.words.split(core, 1)
    bold = (left or not before.isalnum() or core[0].isalnum()) and (right or not after.isalnum() or core[-1].isalnum())
    stars = "**" if bold else ""
    return f"{left}{stars}{escaped(core)}{stars}{right}"


def escaped(words: str) -> str:
    """Words of which none is taken for a mark; an address is a link."""
    return _MARK.sub(lambda found: f"<{found['url']}>" if found["url"] else f"\\{found[0]}", words)
