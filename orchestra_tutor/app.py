"""The composition root: opens what a command needs, wires it together, and runs sessions."""

import os
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from orchestra_tutor import __version__
from orchestra_tutor.course import LEVELS, Check, Course, Item
from orchestra_tutor.errors import TutorError, UsageError, did_you_mean
from orchestra_tutor.index import Index, Wanted, open_fresh, outdated
from orchestra_tutor.journal import Entry, Plan, study_day
from orchestra_tutor.sessions.events import Event
from orchestra_tutor.sessions.session import Ask, Mode, Page, Session, Stop, interleaved, mixed
from orchestra_tutor.sessions.views import ReportView, SummaryView, View
from orchestra_tutor.settings import Places
from orchestra_tutor.shape import nearest
from orchestra_tutor.source import Problem
from orchestra_tutor.store import CHECK_DISK, UNWRITABLE, Store, offset_at
from orchestra_tutor.text import Text, same

if TYPE_CHECKING:
    from orchestra_tutor.sessions.interview import Interview
    from orchestra_tutor.study import Study

PREPARING: Final = Text("Preparing the course, once…", "과정을 준비하고 있습니다(한 번만)…")
UPDATING: Final = "Updating your progress · 학습 기록 갱신 중"
BROKEN: Final = Text(
    "The content in {root} has {count} errors, the first at {first}.",
    "{root}의 콘텐츠에 오류가 {count}개 있습니다. 첫 오류: {first}.",
)
CHECK_IT: Final = Text("See them all: tutor content check {root}", "모두 보려면: tutor content check {root}")
SAME_PACK: Final = Text("Two course folders have the same id: {names}.", "id가 같은 과정 폴더가 둘 있습니다: {names}.")
RENAME_PACK: Final = Text("Change the id in the course.yaml of one.", "한쪽 course.yaml의 id를 바꾸세요.")
NO_CONTENT: Final = Text("There is no course in {root}.", "{root}에 과정이 없습니다.")
UNREADABLE: Final = Text("{root} cannot be read: {why}.", "{root}을(를) 읽을 수 없습니다: {why}.")
MAY_I_READ: Final = Text("Check the path and its permissions.", "경로와 권한을 확인하세요.")
NEEDS_OUTLINE: Final = Text(
    "A course folder holds a course.yaml; see CONTRIBUTING.md.",
    "과정 폴더에는 course.yaml이 있어야 합니다. CONTRIBUTING.md를 참고하세요.",
)
NO_TOPIC: Final = Text("There is no topic {name!r}.", "그런 주제는 없습니다: {name!r}")
NO_LESSON: Final = Text("There is no lesson {name!r}.", "그런 레슨은 없습니다: {name!r}")
ALL: Final = Text("All of them: tutor content list", "전체 목록: tutor content list")
NO_DRILL: Final = Text("Nothing can be drilled as {name!r}.", "그런 계산 연습은 없습니다: {name!r}")
ALL_DRILLS: Final = Text("All of them: tutor drill", "전체 목록: tutor drill")
EMPTY: Final = Text("No item fits: {why}.", "조건에 맞는 문제가 없습니다: {why}.")
NOTICEABLE: Final = 20_000  # answers: what so many take is about a second
S = TypeVar("S")
NO_TALK: Final = Text(
    "No interview question fits: topics {topics}, level {level}.",
    "조건에 맞는 면접 질문이 없습니다: 주제 {topics}, 난이도 {level}.",
)
NO_TALK_HINT: Final = Text("Leave the topics or the level out.", "주제나 난이도를 빼 보세요.")
SEEDS: Final = 20
PER_QUESTION: Final = 4.0  # minutes, with its follow-ups and the reading of what was heard
# Who applies for a level is asked what the levels below know, too.
LEVELS_OF: Final = {
    "": LEVELS,
    "junior": ("junior",),
    "mid": ("junior", "mid"),
    "senior": ("mid", "senior"),
}
EMPTY_HINT: Final = Text("Leave one of the conditions out.", "조건을 하나 빼 보세요.")


def builtin_content() -> Path:
    """The course that comes with the tutor: inside the wheel, or beside the package in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "content"
    return inside if inside.is_dir() else here.parent / "content"


class Machine(Protocol[S]):
    """What runs: a session or an interview, with its states."""

    def start(self, at: int = 0) -> tuple[S, tuple[Entry, ...]]: ...

    def step(self, state: S, event: Event) -> tuple[S, tuple[Entry, ...]]: ...

    def view(self, state: S) -> View: ...


class Front(Protocol):
    """What shows a session and asks the person."""

    def show(self, view: View) -> None: ...

    def ask(self, view: View) -> Event: ...


class App:
    """What the commands share: where things are, the folders of our course and of the packs, and the clock."""

    def __init__(self, places: Places, packs: Iterable[Path] = (), clock: Callable[[], float] = time.time) -> None:
        self.places = places
        self.roots = [builtin_content(), *(pack.resolve() for pack in packs)]
        self.clock = clock
        self._index: Index | None = None
        self._store: Store | None = None

    @property
    def _index_path(self) -> Path:
        roots = "\0".join(map(str, self.roots))
        return self.places.cache / f"course-{zlib.crc32(roots.encode()):08x}.db"  # the stamp inside tells all apart

    @property
    def index(self) -> Index:
        """The compiled course, compiled anew where the content changed."""
        if self._index is None:
            path = self._index_path
            self._index = open_fresh(path, __version__, self.roots) or self._compile(path)
        return self._index

    def _compile(self, path: Path) -> Index:
        from orchestra_tutor.compiler import write

        if sys.stderr and sys.stderr.isatty():
            print(PREPARING.en, PREPARING.ko, sep="\n", file=sys.stderr)
        try:
            write(path, __version__, self.roots, self._courses())
        except OSError as error:
            why = error.strerror or str(error)
            raise TutorError(UNWRITABLE.fill(why=why), CHECK_DISK.fill(path=path.parent)) from error
        return Index(path)

    def _courses(self) -> Iterator[Course]:
        """The courses one by one, without errors and under names of their own."""
        names: list[str] = []
        for root in self.roots:
            course = sound_course(root, lint=root != self.roots[0])
            names.append(course.outline.id)
            if len(set(names)) < len(names):
                raise TutorError(SAME_PACK.fill(names=", ".join(names)), RENAME_PACK)
            yield course

    @property
    def store(self) -> Store:
        if self._store is None:
            self._store = Store(self.places.progress, show_progress)
        return self._store

    def study(self) -> "Study":
        """Where the person stands today."""
        from orchestra_tutor.study import Study

        today = self.today()
        return Study(self.index, self.store.standing(since=today), self.store.plan() or Plan("", 0.0), today)

    def today(self) -> int:
        """The number of the study day that it is now, where the person is."""
        now = self.clock()
        return study_day(now, offset_at(now))

    def close(self) -> None:
        """Let go of the files; an index that turns out to be outdated is compiled anew by the next start."""
        if self._index:
            self._index.close()
            if outdated(self._index_path, __version__, self.roots):
                self._index_path.unlink(missing_ok=True)
        if self._store:
            self._store.close()

    def lesson_session(self, lesson: str) -> Session:
        """The session that walks a lesson."""
        self.known_lesson(lesson)
        stops: list[Stop] = []
        pack = lesson.rpartition(":")[0]
        for step in self.index.steps(lesson):
            if isinstance(step, Check):
                item = self.index.item(f"{pack}:{step.check}" if pack else step.check)
                assert item is not None
                stops.append(Ask(item))
            else:
                stops.append(Page(step))
        for square in self.index.squares(lesson):
            stops.append(Page(square.cell, square.platform))
            item = self.index.item(square.asks)
            stops += [Ask(item)] if item else []
        return self._session("learn", stops, lesson=lesson)

    def quiz_session(self, wanted: Wanted, count: int, seed: str, minutes: float | None) -> Session:
        """A quiz over what is wanted, or an exam where there are minutes. The same seed gives the same quiz."""
        self.known_topics(wanted.topics)
        drawn = self.index.draw(wanted, count, Random(f"draw:{seed}"))
        if not drawn:
            raise UsageError(EMPTY.fill(why=self.why_empty(wanted)), EMPTY_HINT)
        items = mixed(drawn)
        if minutes is None:
            return self._session("quiz", map(Ask, items), seed)
        return self._session("exam", map(Ask, items), seed, seconds=minutes * 60)

    def interview(
        self, topics: tuple[str, ...], level: str, minutes: float, count: int | None, seed: str
    ) -> "Interview":
        """A mock interview of `count` questions, or as many as fit into the minutes, by what the plan weighs.

        Without a seed it is one that asks as little as possible of what was asked already.
        """
        from orchestra_tutor.sessions.interview import Interview, chosen

        self.known_topics(topics)
        rows = self.index.talks(topics, LEVELS_OF[level])
        if not rows:
            raise UsageError(NO_TALK.fill(topics=" ".join(topics) or "–", level=level or "–"), NO_TALK_HINT)
        study = self.study()
        weights = {subject.item: subject.weight for subject in study.subjects}
        count = count or max(1, int(minutes / PER_QUESTION))

        def drawn(seed: str) -> list[str]:
            return chosen(rows, weights, count, Random(f"interview:{seed}"))

        asked = study.standing.traces.keys()
        seed = seed or min((new_seed() for _ in range(SEEDS)), key=lambda each: len(asked & set(drawn(each))))
        names = drawn(seed)
        items = tuple(item for name in names if (item := self.index.item(name)))
        now = self.clock()
        return Interview(new_id(), seed, now, items, level, 60 * minutes, offset_at(now))

    def session_of(self, items: Iterable[Item], mode: Mode) -> Session:
        """A session that asks these items, the best first."""
        return self._session(mode, map(Ask, interleaved(items)))

    def drill_session(self, name: str, seed: str = "") -> Session:
        """Endless questions that a mechanism, or a family of them, answers, easy ones first."""
        ladder = sorted(self.index.drawn_by(name), key=lambda item: (LEVELS.index(item.level), item.id))
        if not ladder:
            known = self.index.drilled()
            families = {each.partition(".")[0] for each in known}
            raise UsageError(NO_DRILL.fill(name=name), did_you_mean(nearest(name, [*families, *known]), ALL_DRILLS))
        return replace(self._session("drill", [Ask(ladder[0])], seed), ladder=tuple(ladder))

    def _session(
        self, mode: Mode, stops: Iterable[Stop], seed: str = "", lesson: str = "", seconds: float | None = None
    ) -> Session:
        """A session that begins now; where values are drawn, the seed draws them."""
        seed = seed or new_seed()
        asked = tuple(
            Ask(stop.item.redrawn(Random(f"{seed}:{n}"))) if isinstance(stop, Ask) else stop
            for n, stop in enumerate(stops)
        )
        now = self.clock()
        return Session(new_id(), mode, seed, now, asked, lesson, seconds, offset_at(now))

    def review_session(self, study: "Study", seconds: float) -> tuple[Session | None, int]:
        """What to study now, and how many of its questions, the last ones, come before the lesson of the day."""
        from orchestra_tutor.planner import fitting

        chosen = [choice.subject.item for choice in fitting(study.review(seconds), seconds)]
        lesson = study.day.lessons[0] if study.day.lessons else ""
        begun = self.store.place(lesson) != (0, False)
        before = [] if begun or not lesson else [choice.subject.item for choice in study.pretest(lesson)]
        items = [item for name in chosen if (item := self.index.item(name))]
        tried = [item for name in before if (item := self.index.item(name))]
        if not items and not tried:
            return None, 0
        time = seconds + len(tried) * study.learner.seconds.new
        return self._session("review", map(Ask, [*interleaved(items), *tried]), seconds=time), len(tried)

    def why_empty(self, wanted: Wanted) -> Text:
        """Which conditions left nothing, and how many items each leaves on its own."""
        said = []
        alone = {name: Wanted(**{name: getattr(wanted, name)}) for name in ("topics", "kind", "level", "skill")}
        for name, only in alone.items():
            if value := getattr(wanted, name):
                shown = " ".join(value) if isinstance(value, tuple) else value
                said.append(f"{name} {shown} = {self.index.matching(only)}")
        return same(", ".join(said))

    def known_topics(self, topics: Iterable[str]) -> None:
        for topic in topics:
            if not self.index.is_topic(topic):
                hint = did_you_mean(nearest(topic, self.index.topics()), ALL)
                raise UsageError(NO_TOPIC.fill(name=topic), hint)

    def known_lesson(self, name: str) -> None:
        if self.index.lesson(name) is None:
            lessons = tuple(row.id for row in self.index.lessons())
            raise UsageError(NO_LESSON.fill(name=name), did_you_mean(nearest(name, lessons), ALL))


def run(
    session: Machine[S], front: Front, save: Callable[[tuple[Entry, ...]], None], at: int = 0
) -> tuple[S, SummaryView | ReportView]:
    """The only loop over a session: show, ask, step; what was answered is saved before anything more is shown."""
    state, entries = session.start(at)
    save(entries)
    while True:
        view = session.view(state)
        front.show(view)
        if isinstance(view, SummaryView | ReportView):
            return state, view
        state, entries = session.step(state, front.ask(view))
        if entries:
            save(entries)


def show_progress(done: int, whole: int) -> None:
    """One line that counts up to 100 %, where a person watches and it takes long enough to be read."""
    if whole >= NOTICEABLE and sys.stderr and sys.stderr.isatty():
        print(f"\r{UPDATING}: {100 * done // whole} %", end="\n" if done == whole else "", file=sys.stderr, flush=True)


def new_id() -> str:
    """A name for a session that no other session on any machine has."""
    return os.urandom(8).hex()


def new_seed() -> str:
    """Short enough to type again."""
    return str(SystemRandom().randrange(1_000_000))


def sound_course(root: Path, lint: bool) -> Course:
    """The course in `root`, without errors. A pack is linted too: nobody else has looked at it."""
    course, problems = problems_of(root) if lint else load_course(root)
    errors = [problem for problem in problems if problem.level == "error"]
    if course is None or errors:
        first = str(errors[0]).splitlines()[0]
        raise TutorError(BROKEN.fill(root=root, count=len(errors), first=first), CHECK_IT.fill(root=root))
    return course


def load_course(root: Path, check_both_parsers: bool = False) -> tuple[Course | None, list[Problem]]:
    """What the loader makes of `root`."""
    from orchestra_tutor.loader import load

    if not (root / "course.yaml").exists():
        raise TutorError(NO_CONTENT.fill(root=root), NEEDS_OUTLINE)
    try:
        return load(root, check_both_parsers)
    except OSError as error:
        raise TutorError(UNREADABLE.fill(root=root, why=error.strerror or error), MAY_I_READ) from error


def problems_of(root: Path) -> tuple[Course | None, list[Problem]]:
    """The course in `root` and everything that is wrong with it. It may use the grid of our own course."""
    from rich.cells import cell_len

    from orchestra_tutor.linter import check
    from orchestra_tutor.linter.scope import Scope

    course, problems = load_course(root, check_both_parsers=True)
    if course is None:
        return None, problems
    own, _ = load_course(builtin_content()) if not course.outline.features else (course, [])
    assert own is not None
    scope = Scope(course, own.outline.features, own.outline.platforms, cell_len)
    return course, sorted({*problems, *check(scope)})
