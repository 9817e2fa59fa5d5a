"""Whatever is named exists, once."""

from collections.abc import Iterable, Iterator

from orchestra_tutor.course import Check, Lesson
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.shape import near
from orchestra_tutor.source import Node, Problem


def ids_are_unique(scope: Scope) -> Iterator[Problem]:
    """FAIL  two items with `id: quorum-five`, wherever they stand."""
    course = scope.course
    for what, things in (
        ("lesson", course.lessons),
        ("item", course.items),
        ("source", course.sources),
        ("belief", course.beliefs),
    ):
        first: dict[str, Node] = {}
        for thing in things:
            place = thing.node.at("id")
            if thing.id in first:
                message = f"{what} {thing.id!r} exists already at {first[thing.id].span}"
                yield Problem(place.span, "duplicate-id", message, "choose an id that nothing else has")
            first.setdefault(thing.id, place)


def lessons_are_listed(scope: Scope) -> Iterator[Problem]:
    """FAIL  course.yaml lists a lesson without a folder, or a folder is not listed."""
    course = scope.course
    known = tuple(lesson.id for lesson in course.lessons)
    yield from _unknown("lesson", course.outline.node, course.outline.lessons, known, "lessons")
    for lesson in course.lessons:
        if lesson.id not in course.outline.lessons:
            message = f"lesson {lesson.id!r} is not in course.yaml"
            yield Problem(lesson.node.at("id").span, "unlisted-lesson", message, "add it to lessons: there")


def requires_exist_and_end(scope: Scope) -> Iterator[Problem]:
    """FAIL  a requires b, b requires a."""
    lessons = {lesson.id: lesson for lesson in scope.course.lessons}
    for lesson in lessons.values():
        yield from _unknown("lesson", lesson.node, lesson.requires, tuple(lessons), "requires")
        circle = _circle(lesson, lessons)
        if circle:
            message = f"needs itself: {' > '.join(circle)}"
            yield Problem(lesson.node.at("requires").span, "requires-cycle", message, "remove one of them")


def _circle(start: Lesson, lessons: dict[str, Lesson]) -> list[str]:
    """The way from a lesson back to itself, or nothing."""
    trails = [[start.id]]
    seen: set[str] = set()
    while trails:
        trail = trails.pop()
        for need in lessons[trail[-1]].requires:
            if need == start.id:
                return [*trail, need]
            if need in lessons and need not in seen:
                seen.add(need)
                trails.append([*trail, need])
    return []


def checks_exist(scope: Scope) -> Iterator[Problem]:
    """FAIL  `check: x` where the lesson has no item x, or where it is asked twice."""
    for lesson in scope.course.lessons:
        own = tuple(item.id for item in scope.course.items_of(lesson.id))
        asked: set[str] = set()
        for at, step in enumerate(lesson.steps):
            if not isinstance(step, Check):
                continue
            place = lesson.node.at("steps", at, "check").span
            if step.check not in own:
                message = f"lesson {lesson.id!r} has no item {step.check!r}"
                yield Problem(place, "unknown-item", message, near(step.check, own))
            if step.check in asked:
                yield Problem(place, "asked-twice", f"{step.check!r} is asked twice", "ask another item here")
            asked.add(step.check)


def sources_exist(scope: Scope) -> Iterator[Problem]:
    """FAIL  `sources: [k8s-pod]` that sources.yaml does not have."""
    known = tuple(source.id for source in scope.course.sources)
    for lesson in scope.course.lessons:
        for place, page in lesson.taught():
            yield from _unknown("source", place, page.sources, known, "sources")
    for item in scope.course.items:
        yield from _unknown("source", item.node, item.sources, known, "sources")
    for belief in scope.course.beliefs:
        yield from _unknown("source", belief.node, belief.sources, known, "sources")


def beliefs_exist(scope: Scope) -> Iterator[Problem]:
    """FAIL  `belief: pods-move` that misconceptions.yaml does not have."""
    known = tuple(belief.id for belief in scope.course.beliefs)
    for item in scope.course.items:
        for place in item.beliefs():
            name = str(place.value)
            if name not in known:
                yield Problem(place.span, "unknown-belief", f"no belief {name!r}", near(name, known))


def cells_exist(scope: Scope) -> Iterator[Problem]:
    """FAIL  `cells: [self-healing/kubernets]`."""
    known = tuple(f"{feature.id}/{platform.id}" for feature in scope.features for platform in scope.platforms)
    for item in scope.course.items:
        yield from _unknown("cell", item.node, item.cells, known, "cells")


def cells_belong(scope: Scope) -> Iterator[Problem]:
    """FAIL  `cells:` in a lesson that is no feature, a cell of no platform, a feature that leaves one out."""
    features = [feature.id for feature in scope.features]
    platforms = tuple(platform.id for platform in scope.platforms)
    for lesson in scope.course.lessons:
        place = lesson.node.at("cells") if lesson.cells else lesson.node.at("id")
        if lesson.id in features:
            for name in lesson.cells:
                if name not in platforms:
                    span = place.keys[name]
                    yield Problem(span, "unknown-platform", f"no platform {name!r}", near(name, platforms))
            missing = [name for name in platforms if name not in lesson.cells]
            if missing:
                message = f"no cell for {', '.join(missing)}"
                yield Problem(place.span, "missing-cell", message, "say how it is done there, or instead", "warning")
        elif lesson.cells:
            message = f"{lesson.id!r} is no feature of the grid"
            yield Problem(place.span, "cells-of-no-feature", message, f"features: {', '.join(features)}")


def _unknown(
    what: str, node: Node, names: Iterable[str], known: tuple[str, ...], *path: str | int
) -> Iterator[Problem]:
    for at, name in enumerate(names):
        if name not in known:
            yield Problem(node.at(*path, at).span, f"unknown-{what}", f"no {what} {name!r}", near(name, known))
