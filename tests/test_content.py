"""What our own course promises: nothing wrong in it, the whole grid in it, and enough to learn in every lesson."""

from random import Random
from urllib.parse import urlsplit

import pytest

from orchestra_tutor.app import problems_of
from orchestra_tutor.course import Check, Course, Item, Lesson, Teach
from orchestra_tutor.coverage import coverage
from orchestra_tutor.question import Enter, Pick
from orchestra_tutor.questions import KINDS
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
FOUNDATIONS = ["orchestration", "containers"]
TOOLS = [
    "docker-swarm",
    "kubernetes",
    "kubernetes-workloads",
    "kubernetes-scheduling",
    "kubernetes-operations",
    "gke",
    "eks",
    "ecs",
]
LAUNCH_TYPES = ["ecs-ec2", "ecs-fargate", "ecs-external"]
COMPARISONS = [
    "failure",
    "swarm-kubernetes",
    "ecs-eks",
    "eks-gke",
    "ec2-fargate-external",
    "launch-type-capacity-provider",
    "ecs-roles",
    "health-checks",
    "deployment-strategies",
    "tasks-and-machines",
    "service-to-service",
    "one-app",
    "system-design",
]
# Whoever makes or standardises what is taught: a page lies on one of these hosts, below it, or in such a repository.
OFFICIAL = (
    "amazon.com",
    "repost.aws",
    "cloud.google.com",
    "docker.com",
    "etcd.io",
    "kubernetes.dev",
    "kubernetes.io",
    "sigs.k8s.io",
    *(
        "argo-cd.readthedocs.io",
        "argo-rollouts.readthedocs.io",
        "cilium.io",
        "cni.dev",
        "external-secrets.io",
        "grafana.com",
        "helm.sh",
        "karpenter.sh",
    ),
    *("keda.sh", "kubernetes-sigs.github.io", "prometheus.io", "tigera.io", "traefik.io", "velero.io"),
    *("brendangregg.com", "microservices.io", "sre.google"),  # who coined USE, the discovery patterns, the SLO
)
REPOSITORIES = (
    "aws",
    "aws-samples",
    "cilium",
    "docker-archive",
    "kubernetes",
    "kubernetes-sigs",
    "moby",
    "open-gitops",
)
UNOFFICIAL = {"bretfisher-awesome-swarm": "all that could be read about Mirantis; the lesson says that it is hearsay"}
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
        "foundation": FOUNDATIONS,
        "feature": FEATURES,
        "tool": TOOLS,
        "launch-type": LAUNCH_TYPES,
        "comparison": COMPARISONS,
    }


def test_lessons_are_learnt_in_the_order_of_the_outline(course: Course) -> None:
    assert tuple(lesson.id for lesson in course.lessons) == course.outline.lessons


def test_no_lesson_needs_one_that_comes_later(course: Course) -> None:
    seen: set[str] = set()
    for lesson in course.lessons:
        assert set(lesson.requires) <= seen, lesson.id
        seen.add(lesson.id)


def test_no_cell_of_the_grid_falls_short(course: Course) -> None:
    cells = list(coverage(course, course.outline.features, course.outline.platforms))
    assert len(cells) == 56
    assert [cell for cell in cells if cell.falls_short] == []


def test_it_asks_enough_of_every_sort(course: Course) -> None:
    items = course.items
    assert len(items) >= 700
    assert {item.kind for item in items} == set(KINDS)
    assert sum(item.skill != "recall" for item in items) >= 0.5 * len(items)
    assert sum(item.skill == "compare" for item in items) >= 60
    for level, share in (("junior", 0.4), ("mid", 0.4), ("senior", 0.2)):
        assert abs(sum(item.level == level for item in items) / len(items) - share) < 0.08, level


@pytest.mark.parametrize("lesson", PLATFORMS)
def test_every_platform_has_a_lesson_of_25_items(lesson: str, course: Course) -> None:
    assert sum(1 for _ in course.items_of(lesson)) >= 25


def test_the_glossary_has_180_terms(course: Course) -> None:
    assert len(course.terms) >= 180
    names = [term.en.casefold() for term in course.terms]
    assert len(names) == len(set(names))


def test_every_link_is_official(course: Course) -> None:
    odd = {source.id: source.url for source in course.sources if not _is_official(source.url)}
    assert odd.keys() == UNOFFICIAL.keys(), odd


def _is_official(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host == "github.com":
        return parts.path.split("/")[1] in REPOSITORIES
    return any(host == owner or host.endswith(f".{owner}") for owner in OFFICIAL)


@EVERY_LESSON
def test_a_lesson_teaches_in_five_to_ten_steps(lesson: Lesson) -> None:
    assert 5 <= sum(isinstance(step, Teach) for step in lesson.steps) <= 10


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
    cited |= {name for lesson in LESSONS for _, page in lesson.taught() for name in page.sources}
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
