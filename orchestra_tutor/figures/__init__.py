"""Figures of a lesson: a few kinds of picture, drawn as lines of text for any width. One kind a file, one line here."""

from collections.abc import Callable
from typing import Any, Final, Protocol

from orchestra_tutor.figures import chain, nest, sides, table, timeline
from orchestra_tutor.figures.pen import Measure, Pen
from orchestra_tutor.shape import Bilingual, ByKey, Record, Shape
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.value import dataclass

WIDEST: Final = 60  # columns a figure may take, so that it can be read in a narrow terminal


class Picture(Protocol):
    """One kind of picture."""

    def draw(self, pen: Pen, width: int) -> list[str]:
        """Lines of at most `width` columns."""
        ...

    def tell(self, lang: Lang) -> list[str]:
        """The same in plain sentences, for a screen reader or a terminal without line drawing."""
        ...


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and its title."""

    title: Text
    picture: Picture

    def draw(self, lang: Lang, width: int, measure: Measure) -> list[str]:
        return self.picture.draw(Pen(lang, measure), min(width, WIDEST))

    def tell(self, lang: Lang) -> list[str]:
        return self.picture.tell(lang)


def _figure(make: Callable[..., Picture], **needs: Shape[Any]) -> Record[Figure]:
    """A figure whose picture is made from the values of `needs`, in their order."""
    return Record(
        lambda title, **parts: Figure(title, make(*(parts[name] for name in needs))),
        needs={"title": Bilingual(), **needs},
    )


def _as_it_is(picture: Picture) -> Picture:
    return picture


FIGURE: Final[ByKey[Figure]] = ByKey(
    {
        "chain": _figure(_as_it_is, chain=chain.SHAPE),
        "nest": _figure(_as_it_is, nest=nest.SHAPE),
        "before": _figure(sides.Sides, before=sides.SHAPE, after=sides.SHAPE),
        "table": _figure(_as_it_is, table=table.SHAPE),
        "timeline": _figure(timeline.Timeline, timeline=timeline.SHAPE),
    }
)
