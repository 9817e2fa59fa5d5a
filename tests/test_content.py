"""What our own course promises: nothing wrong in it, the whole grid in it, and enough to learn in every lesson."""

from random import Random

import pytest

from orchestra_tutor.app import problems_of
from orchestra_tutor.course import Check, Course, Item, Lesson, Teach
from orchestra_tutor.question import Enter, Pick
from orchestra_tutor.questions.choice import Choice
from orchestra_tutor.text import LANGS
from tests.courses import OWN, own_course

FEATURES = [
    "clustering",
    "service-discovery",
    "auto-scaling",
    "load-balancing",
    "rollout-rollback",
    "self-healing",
    "monitoring-logging",
    "security-networking",
]
TOOLS = ["docker-swarm", "kubernetes", "gke", "eks", "ecs"]
LAUNCH_TYPES = ["ecs-ec2", "ecs-fargate", "ecs-external"]
PLATFORMS = ["docker-swarm", "kubernetes", "gke", "eks", *LAUNCH_TYPES]

LESSONS = own_course().lessons
EVERY_LESSON = pytest.mark.parametrize("lesson", [pytest.param(lesson, id=lesson.id) for lesson in LESSONS])


@pytest.fixture(scope="module")
def course() -> Course:
    return own_course()


def items_of(lesson: Lesson) -> list[Item]:
    return list(own_course().items_of(lesson.id))


def test_there_is_no_problem_in_it_not_even_a_warning() -> None:
    _, problems = problems_of(OWN)
    assert not problems, "\n".join(map(str, problems))


def test_the_grid_is_eight_features_by_seven_platforms(course: Course) -> None:
    assert [axis.id for axis in course.outline.features] == FEATURES
    assert [axis.id for axis in course.outline.platforms] == PLATFORMS


def test_it_has_a_lesson_for_every_row_and_every_column_and_one_to_begin_with(course: Course) -> None:
    by_kind: dict[str, list[str]] = {}
    for lesson in course.lessons:
        by_kind.setdefault(lesson.kind, []).append(lesson.id)
    assert by_kind == {
        "foundation": ["orchestration"],
        "feature": FEATURES,
        "tool": TOOLS,
        "launch-type": LAUNCH_TYPES,
    }


def test_lessons_are_learnt_in_the_order_of_the_outline(course: Course) -> None:
    assert tuple(lesson.id for lesson in course.lessons) == course.outline.lessons
    assert len(course.lessons) == 17


def test_no_lesson_needs_one_that_comes_later(course: Course) -> None:
    seen: set[str] = set()
    for lesson in course.lessons:
        assert set(lesson.requires) <= seen, lesson.id
        seen.add(lesson.id)


# Cells that are taught but that no item asks about yet. Whoever writes the item takes the cell out here.
NOT_ASKED_YET = {
    "load-balancing/eks",
    "load-balancing/gke",
    "monitoring-logging/gke",
    "rollout-rollback/ecs-external",
    "self-healing/eks",
    "self-healing/gke",
}


def test_every_cell_of_the_grid_is_asked(course: Course) -> None:
    asked = {cell for item in course.items for cell in item.cells}
    grid = {f"{feature}/{platform}" for feature in FEATURES for platform in PLATFORMS}
    assert grid - asked == NOT_ASKED_YET


@EVERY_LESSON
def test_a_lesson_teaches_in_five_to_nine_steps(lesson: Lesson) -> None:
    assert 5 <= sum(isinstance(step, Teach) for step in lesson.steps) <= 9


@EVERY_LESSON
def test_a_lesson_begins_by_teaching(lesson: Lesson) -> None:
    assert isinstance(lesson.steps[0], Teach)


@EVERY_LESSON
def test_a_lesson_has_a_figure(lesson: Lesson) -> None:
    assert any(isinstance(step, Teach) and step.figure for step in lesson.steps)


@EVERY_LESSON
def test_a_lesson_checks_three_times_or_more(lesson: Lesson) -> None:
    assert sum(isinstance(step, Check) for step in lesson.steps) >= 3


@EVERY_LESSON
def test_a_lesson_has_ten_items_of_three_kinds(lesson: Lesson) -> None:
    items = items_of(lesson)
    assert len(items) >= 10
    assert len({item.kind for item in items}) >= 3


@EVERY_LESSON
def test_a_lesson_asks_for_more_than_recall(lesson: Lesson) -> None:
    items = items_of(lesson)
    assert sum(item.skill != "recall" for item in items) >= 0.4 * len(items)


@EVERY_LESSON
def test_a_lesson_names_what_it_is_for_and_what_to_take_along(lesson: Lesson) -> None:
    assert lesson.objectives
    assert lesson.takeaways


def test_every_option_says_why_in_both_languages(course: Course) -> None:
    options = [
        (item.id, option)
        for item in course.items
        if isinstance(item.question, Choice)
        for option in item.question.options
    ]
    assert len(options) > 3 * len(LESSONS)
    for name, option in options:
        for lang in LANGS:
            assert option.why[lang].strip(), f"{name}: {option.key}"


def test_no_why_is_written_twice_in_a_question(course: Course) -> None:
    for item in course.items:
        if isinstance(item.question, Choice):
            whys = [option.why.en for option in item.question.options]
            assert len(whys) == len(set(whys)), item.id


def test_every_source_is_cited_and_every_belief_is_used(course: Course) -> None:
    cited = {name for item in course.items for name in item.sources}
    cited |= {name for belief in course.beliefs for name in belief.sources}
    cited |= {name for lesson in LESSONS for step in lesson.steps if isinstance(step, Teach) for name in step.sources}
    assert {source.id for source in course.sources} == cited
    used = {str(node.at("belief").value) for item in course.items for node in item.node.walk()}
    assert {belief.id for belief in course.beliefs} <= used


def test_every_fact_says_for_what_it_holds(course: Course) -> None:
    assert [item.id for item in course.items if not item.holds] == []


def test_the_last_hint_does_not_give_the_answer_away(course: Course) -> None:
    for item in course.items:
        answer = item.question.explain().answer
        prompt = item.question.ask(Random(0))
        if not item.hints or not isinstance(prompt, Pick | Enter):
            continue
        for lang in LANGS:
            if len(answer[lang]) > 3:
                assert answer[lang].casefold() not in item.hints[-1][lang].casefold(), f"{item.id} ({lang})"
