"""Cases: enough to find the cause by, and enough that leads nowhere; outputs that can be read; no harm."""

from collections.abc import Iterator
from typing import Final

from orchestra_tutor.course import Item
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.questions.case import Case
from orchestra_tutor.source import Problem
from orchestra_tutor.text import LANGS, fold

HELPING: Final = (2, 3)  # looks
LINES: Final = 12  # of an output
COLUMNS: Final = 100


def looks_are_honest(scope: Scope) -> Iterator[Problem]:
    """FAIL  one look that helps, or four; an output that spells the fix."""
    least, most = HELPING
    for item, case in _cases(scope):
        if not least <= len(case.helping) <= most:
            message = f"{len(case.helping)} looks help, wanted {least} to {most}"
            yield Problem(item.node.at("looks").span, "helping-looks", message, "set helps: true where the cause shows")
        for at, look in enumerate(case.looks):
            if any(fold(case.right["fix"].text[lang]) in fold(look.shows) for lang in LANGS):
                span = item.node.at("looks", at, "shows").span
                yield Problem(span, "fix-shown", "the output spells the fix", "show what is, not what to do")


def outputs_fit(scope: Scope) -> Iterator[Problem]:
    """FAIL  an output of 13 lines, a line of 101 columns, a fence in it."""
    for item, case in _cases(scope):
        for at, look in enumerate(case.looks):
            span = item.node.at("looks", at, "shows").span
            lines = look.shows.rstrip().splitlines()
            widest = max(map(scope.measure, lines))
            if len(lines) > LINES or widest > COLUMNS:
                message = f"{len(lines)} lines of {widest} columns, at most {LINES} of {COLUMNS}"
                yield Problem(span, "output-too-big", message, "leave out what says nothing")
            if any(line.startswith("```") for line in lines):
                yield Problem(span, "output-fence", "a ``` in an output", "write it without")


def fixes_are_safe(scope: Scope) -> Iterator[Problem]:
    """FAIL  a right fix with `danger: true`; WARN  no wrong fix that people really do and that does harm."""
    for item, case in _cases(scope):
        for at, way in enumerate(case.fix):
            if way.danger and way.right:
                span = item.node.at("fix", at).span
                yield Problem(span, "danger-right", "the right fix does harm", "a right fix is safe")
        if not any(way.danger for way in case.fix):
            message, hint = "no fix is dangerous", "add one that people really do"
            yield Problem(item.node.at("fix").span, "no-danger", message, hint, "warning")


def _cases(scope: Scope) -> Iterator[tuple[Item, Case]]:
    return ((item, item.question) for item in scope.course.items if isinstance(item.question, Case))
