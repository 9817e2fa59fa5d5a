"""What a person sees of some HTML."""

from html.parser import HTMLParser
from typing import Final

from orchestra_tutor.prose import Block, blocks

BLOCKS: Final = {"p", "li", "ul", "ol", "pre", "div", "details", "summary", "footer", "hr"}
ALONE: Final = {"hr"}  # never closed


class Shown(HTMLParser):
    """Words without their marks: `open` those that are seen at once, `folded` those inside <details>.

    Fails where a tag is not closed in its turn.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str | None] = []
        self.codes: list[str] = []  # the fenced ones
        self.unguarded = ""  # words that MathJax would look into
        self._inside: list[tuple[str, list[str]]] = []
        self._open, self._folded = "", ""
        self.feed(html)
        self.close()
        assert not self._inside, f"never closed: {self._inside}"

    @property
    def open(self) -> str:
        return " ".join(self._open.split())

    @property
    def folded(self) -> str:
        return " ".join(self._folded.split())

    def within(self, tag: str) -> bool:
        return any(name == tag for name, _ in self._inside)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]
        if tag == "pre":
            self.codes.append("")
        self.apart(tag)
        if tag not in ALONE:
            self._inside.append((tag, (dict(attrs).get("class") or "").split()))

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop()[0] == tag
        self.apart(tag)

    def apart(self, tag: str) -> None:
        if tag in BLOCKS:
            self.handle_data(" ", visible=False)

    def handle_data(self, data: str, visible: bool = True) -> None:
        if self.within("style") or self.within("summary"):
            return
        if self.within("details"):
            self._folded += data
        else:
            self._open += data
        if visible and self.within("pre"):
            self.codes[-1] += data
        if not any({"mathjax_ignore", "tex2jax_ignore"} <= set(classes) for _, classes in self._inside):
            self.unguarded += data.strip()


def words(markdown: str) -> str:
    """The words of some Markdown, as they are seen when it is drawn."""
    return " ".join(" ".join(block_words(block)) for block in blocks(markdown)).strip()


def block_words(block: Block) -> list[str]:
    return " ".join((*("".join(run.words for run in block.runs),), *block.lines)).split()
