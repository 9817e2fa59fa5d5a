"""Checks over a whole course. A check is a function that yields problems, and one line in CHECKS.

    PASS  {en: "wait 10 s", ko: "10 s 기다린다"}
    FAIL  {en: "wait 10 s", ko: "기다린다"}         numbers-differ

An item silences a warning with `waive: {code: reason}`; an error cannot be silenced.
"""

from collections.abc import Callable, Iterator
from typing import Final

from orchestra_tutor.course import Course
from orchestra_tutor.linter import bank, cases, dates, draws, items, languages, lessons, opens, references
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.source import Problem

CHECKS: Final[list[Callable[[Scope], Iterator[Problem]]]] = [
    references.ids_are_unique,
    references.lessons_are_listed,
    references.requires_exist_and_end,
    references.checks_exist,
    references.sources_exist,
    references.beliefs_exist,
    references.cells_exist,
    references.cells_belong,
    dates.dates_are_dates,
    languages.numbers_agree,
    languages.code_agrees,
    languages.negations_agree,
    lessons.steps_are_short,
    lessons.cells_are_short,
    lessons.lessons_are_complete,
    lessons.markdown_is_known,
    lessons.figures_fit,
    items.samples_hold,
    items.keys_are_unique,
    items.counts_are_right,
    items.stems_are_clear,
    bank.stems_differ,
    bank.stems_are_far_apart,
    bank.answers_are_hidden,
    items.options_are_sound,
    items.options_are_alike,
    items.phrases_can_be_typed,
    items.commands_are_known,
    draws.draws_are_sound,
    opens.models_are_whole,
    opens.points_are_heard,
    opens.beliefs_are_heard,
    opens.answers_hold,
    cases.looks_are_honest,
    cases.outputs_fit,
    cases.fixes_are_safe,
]


def check(scope: Scope) -> list[Problem]:
    """All problems that the checks find, in the order of the files, without waived warnings."""
    found = {problem for rule in CHECKS for problem in rule(scope)}
    return sorted(found - _waived(scope.course, found))


def _waived(course: Course, found: set[Problem]) -> set[Problem]:
    waived = set()
    for item in course.items:
        spans = {node.span for node in item.node.walk()}
        waived |= {p for p in found if p.level == "warning" and p.code in item.waive and p.span in spans}
    return waived
