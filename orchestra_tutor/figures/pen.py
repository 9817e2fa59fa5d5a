"""Draws words and boxes in one language. Widths come from a measure, since Hangul takes two columns."""

from collections.abc import Callable, Iterable

from orchestra_tutor.text import Lang

Measure = Callable[[str], int]


class Pen:
    """What all pictures need: padding, wrapping, frames, blocks side by side."""

    def __init__(self, lang: Lang, measure: Measure) -> None:
        self.lang: Lang = lang
        self.measure = measure

    def pad(self, words: str, width: int) -> str:
        return words + " " * (width - self.measure(words))

    def wrap(self, words: str, width: int) -> list[str]:
        """Lines of at most `width` columns, broken at spaces, and inside a word only where it is wider than a line."""
        lines = [""]
        for word in words.split():
            joined = f"{lines[-1]} {word}" if lines[-1] else word
            if self.measure(joined) <= width:
                lines[-1] = joined
                continue
            if lines[-1]:
                lines.append("")
            for letter in word:
                if self.measure(lines[-1] + letter) > width:
                    lines.append("")
                lines[-1] += letter
        return lines

    def widest(self, lines: Iterable[str], most: int) -> int:
        return min(most, max((self.measure(line) for line in lines), default=0))

    def frame(self, lines: Iterable[str], inner: int) -> list[str]:
        """A box around `lines`, `inner` columns wide inside."""
        body = [f"│ {self.pad(line, inner)} │" for line in lines]
        return ["┌" + "─" * (inner + 2) + "┐", *body, "└" + "─" * (inner + 2) + "┘"]

    def beside(self, blocks: list[list[str]]) -> list[str]:
        """Blocks next to each other, a space between; the shorter ones are filled up below."""
        height = max(len(block) for block in blocks)
        widths = [self.measure(block[0]) for block in blocks]
        filled = [block + [" " * w] * (height - len(block)) for block, w in zip(blocks, widths, strict=True)]
        return [" ".join(lines) for lines in zip(*filled, strict=True)]
