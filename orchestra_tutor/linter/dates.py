"""What was checked too long ago: a fact that was true then may not be true now."""

from collections.abc import Iterator

from orchestra_tutor.course import Course
from orchestra_tutor.source import Node, Problem


def stale(course: Course, before: str) -> Iterator[Problem]:
    """Every page, cell, item and source that was last checked before the day `before`, as YYYY-MM-DD."""
    places = [source.node.at("checked") for source in course.sources]
    for node in (*(x.node for x in course.lessons), *(x.node for x in course.items)):
        places += _checked(node)
    for place in places:
        if isinstance(place.value, str) and place.value < before:
            yield Problem(place.span, "stale", f"last checked on {place.value}", "read the page again", "warning")


def _checked(node: Node) -> Iterator[Node]:
    """The dates of all `holds: {checked: …}` below `node`."""
    for below in node.walk():
        if isinstance(below.value, dict) and "holds" in below.value:
            holds = below.value["holds"].value
            if isinstance(holds, dict) and "checked" in holds:
                yield holds["checked"]
