"""What was checked too long ago: a fact that was true then may not be true now."""

import re
from collections.abc import Iterator

from orchestra_tutor.course import Course
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.shape import DATE
from orchestra_tutor.source import Node, Problem


def dates_are_dates(scope: Scope) -> Iterator[Problem]:
    """FAIL  `holds: {checked: "last year"}`: it would never grow stale."""
    for node in (*(x.node for x in scope.course.lessons), *(x.node for x in scope.course.items)):
        for place in _checked(node):
            if not re.fullmatch(DATE.pattern, str(place.value)):
                yield Problem(place.span, "wrong-date", f"{place.value!r} is no date", f"write {DATE.like}")


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
