"""The small Markdown of the course as HTML, in which no browser and no Anki finds anything to obey."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from orchestra_tutor.prose import Block, Run, blocks

# The control characters, one of which separates the fields of a note of Anki.
_CONTROL: Final = {code: "�" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


def as_html(markdown: str) -> str:
    """The Markdown of the course as HTML."""
    return "".join(_html(markdown))


def _html(markdown: str) -> Iterator[str]:
    for (kind, numbered), together in groupby(blocks(markdown), lambda block: (block.kind, block.numbered)):
        if kind == "bullet":
            entries = "".join(f"<li>{inline(block)}</li>" for block in together)
            yield f'<ul class="numbered">{entries}</ul>' if numbered else f"<ul>{entries}</ul>"
        elif kind == "code":
            codes = ("\n".join(block.lines) for block in together)
            yield from (f"<pre><code>{inert(code)}</code></pre>" for code in codes)
        else:
            yield from (f"<p>{inline(block)}</p>" for block in together)


def inline(block: Block) -> str:
    return "".join(run_html(run) for run in block.runs)


def run_html(run: Run) -> str:
    mark = {"plain": "", "code": "code", "bold": "b"}[run.look]
    return f"<{mark}>{inert(run.words)}</{mark}>" if mark else inert(run.words)


def inert(words: str) -> str:
    """Words that stand for nothing but themselves: no markup, no [sound:…] and no [latex], which Anki would obey."""
    return escape(words.translate(_CONTROL), quote=False).replace("[", "&#91;")


def attribute(words: str) -> str:
    """Words between quotation marks."""
    return inert(words).replace('"', "&quot;")
