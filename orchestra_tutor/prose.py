"""The small part of Markdown that lessons use, as blocks and runs that any front end can draw.

Paragraphs, `- ` bullets, fenced code, `code` and **bold**; a test proves that it reads our course as CommonMark does,
but for one thing: in `**파드(Pod)**는` CommonMark, which knows no Korean particles, leaves the stars, and we do not. A
parser of our own because the first page of a lesson has no time to load a whole one.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal

from orchestra_tutor.value import dataclass

Look = Literal["plain", "code", "bold"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike."""

    words: str
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a bullet, or code; `lines` of code are kept as they are."""

    kind: Literal["paragraph", "bullet", "code"]
    runs: tuple[Run, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether the bullet brings its own mark: `- 1. first`."""
        return self.kind == "bullet" and bool(self.runs) and re.match(r"\d+\. ", self.runs[0].words) is not None


_RUNS: Final = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<bold>[^*]+)\*\*")
_CODE_SPAN: Final = re.compile(r"`([^`]+)`")
_FENCE: Final = re.compile(r"```.*?```", re.DOTALL)


def blocks(markdown: str) -> Iterator[Block]:
    """The blocks of `markdown`, in order."""
    kind: Literal["paragraph", "bullet"] = "paragraph"
    gathered: list[str] = []
    lines = iter(markdown.splitlines())

    def flush() -> Iterator[Block]:
        if gathered:
            yield Block(kind, tuple(runs(" ".join(gathered))))
            gathered.clear()

    for line in lines:
        if line.startswith("```"):
            yield from flush()
            code = []
            for inner in lines:
                if inner.startswith("```"):
                    break
                code.append(inner)
            yield Block("code", lines=tuple(code))
        elif not line.strip():
            yield from flush()
            kind = "paragraph"
        elif line.startswith("- "):
            yield from flush()
            kind = "bullet"
            gathered.append(line[2:].strip())
        else:
            gathered.append(line.strip())
    yield from flush()


def runs(line: str) -> Iterator[Run]:
    """The runs of one line of prose."""
    at = 0
    for found in _RUNS.finditer(line):
        if found.start() > at:
            yield Run(line[at : found.start()])
        if found["code"]:
            yield Run(found["code"], "code")
        else:  # code stays code inside bold
            yield from (Run(run.words, "code" if run.look == "code" else "bold") for run in runs(found["bold"]))
        at = found.end()
    if at < len(line):
        yield Run(line[at:])


def code_spans(markdown: str) -> list[str]:
    """The `code` in running text, without fenced blocks."""
    return _CODE_SPAN.findall(_FENCE.sub("", markdown))


def without_code(markdown: str) -> str:
    """Running text with code spans and fenced blocks taken out."""
    return _CODE_SPAN.sub(" ", _FENCE.sub(" ", markdown))


def bare(markdown: str) -> str:
    """The words alone, without marks, for searching and for counting."""
    return _RUNS.sub(lambda found: found["code"] or bare(found["bold"]), markdown.replace("```", ""))
