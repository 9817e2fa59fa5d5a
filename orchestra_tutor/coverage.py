"""How well a course covers the grid: what each cell has, and where it falls short."""

from collections.abc import Iterable, Iterator
from typing import Final

from orchestra_tutor.course import Axis, Course
from orchestra_tutor.value import dataclass

ENOUGH_ITEMS: Final = 8  # of a cell


@dataclass(frozen=True, slots=True)
class Covered:
    """A cell of the grid: whether a page teaches it, its items, the lessons they stand in, the pages they cite."""

    feature: str
    platform: str
    taught: bool
    items: int
    lessons: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def falls_short(self) -> bool:
        return not self.taught or self.items < ENOUGH_ITEMS


def coverage(course: Course, features: Iterable[Axis], platforms: Iterable[Axis]) -> Iterator[Covered]:
    """Every cell, row by row."""
    platforms = tuple(platforms)
    for feature in features:
        for platform in platforms:
            yield _covered(course, feature.id, platform.id)


def _covered(course: Course, feature: str, platform: str) -> Covered:
    items = [item for item in course.items if f"{feature}/{platform}" in item.cells]
    cells = [(x.id, x.cells[platform]) for x in course.lessons if x.id == feature and platform in x.cells]
    lessons = {item.lesson for item in items} | {lesson for lesson, _ in cells}
    sources = {source for item in items for source in item.sources}
    sources |= {source for _, cell in cells for source in cell.sources}
    return Covered(feature, platform, bool(cells), len(items), tuple(sorted(lessons)), tuple(sorted(sources)))
