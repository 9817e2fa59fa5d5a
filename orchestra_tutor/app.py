"""The composition root: opens what a command needs, wires it together, and runs sessions."""

import secrets
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, Protocol

from orchestra_tutor import __version__
from orchestra_tutor.course import Check
from orchestra_tutor.errors import TutorError, UsageError
from orchestra_tutor.index import Index, Wanted, open_fresh, write
from orchestra_tutor.journal import Entry
from orchestra_tutor.sessions.events import Event
from orchestra_tutor.sessions.session import Ask, Page, Session, State, Stop, mixed
from orchestra_tutor.sessions.views import SummaryView, View
from orchestra_tutor.settings import Places
from orchestra_tutor.shape import near
from orchestra_tutor.store import Store
from orchestra_tutor.text import Text, same

PREPARING: Final = Text("Preparing the course, once…", "과정을 준비하고 있습니다(한 번만)…")
BROKEN: Final = Text(
    "The content in {root} has {count} errors, the first at {first}.",
    "{root}의 콘텐츠에 오류가 {count}개 있습니다. 첫 오류: {first}.",
)
CHECK_IT: Final = Text("See them all: tutor content check {root}", "모두 보려면: tutor content check {root}")
NO_CONTENT: Final = Text("There is no course in {root}.", "{root}에 과정이 없습니다.")
NEEDS_OUTLINE: Final = Text(
    "A course folder holds a course.yaml; see CONTRIBUTING.md.",
    "과정 폴더에는 course.yaml이 있어야 합니다. CONTRIBUTING.md를 참고하세요.",
)
NO_TOPIC: Final = Text("There is no topic {name!r}.", "{name!r}라는 주제는 없습니다.")
NO_LESSON: Final = Text("There is no lesson {name!r}.", "{name!r}라는 레슨은 없습니다.")
NEAR: Final = Text("{near} All of them: tutor content list", "{near} 전체 목록: tutor content list")
EMPTY: Final = Text("No item fits: {why}.", "조건에 맞는 문제가 없습니다: {why}.")
EMPTY_HINT: Final = Text("Leave one of the conditions out.", "조건을 하나 빼 보세요.")


def builtin_content() -> Path:
    """The course that comes with the tutor: inside the wheel, or beside the package in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "content"
    return inside if inside.is_dir() else here.parent / "content"


class Front(Protocol):
    """What shows a session and asks the person."""

    def show(self, view: View) -> None: ...

    def ask(self, view: View) -> Event: ...


@dataclass
class App:
    """What the commands share: where things are, which packs are wanted, and the clock."""

    places: Places
    packs: tuple[Path, ...] = ()
    clock: Callable[[], float] = time.time
    _index: Index | None = field(default=None, repr=False)
    _store: Store | None = field(default=None, repr=False)

    @property
    def roots(self) -> list[Path]:
        return [builtin_content(), *(pack.resolve() for pack in self.packs)]

    @property
    def index(self) -> Index:
        """The compiled course, compiled anew where the content changed."""
        if self._index is None:
            path = self.places.cache / index_name(self.roots)
            self._index = open_fresh(path, __version__, self.roots) or self._compile(path)
        return self._index

    def _compile(self, path: Path) -> Index:
        from orchestra_tutor.loader import load

        if sys.stderr.isatty():
            print(PREPARING.en, file=sys.stderr)
        courses = []
        for root in self.roots:
            course, problems = load(root)
            errors = [problem for problem in problems if problem.level == "error"]
            if not (root / "course.yaml").exists():
                raise TutorError(NO_CONTENT.fill(root=root), NEEDS_OUTLINE)
            if course is None or errors:
                first = str(errors[0]).splitlines()[0]
                broken = BROKEN.fill(root=root, count=len(errors), first=first)
                raise TutorError(broken, CHECK_IT.fill(root=root))
            courses.append(course)
        try:
            write(path, __version__, self.roots, courses)
        except OSError as error:
            from orchestra_tutor.store import CHECK_DISK, UNWRITABLE

            raise TutorError(UNWRITABLE.fill(why=error.strerror), CHECK_DISK.fill(path=path.parent)) from error
        return Index(path)

    @property
    def store(self) -> Store:
        if self._store is None:
            self._store = Store(self.places.progress)
        return self._store

    def close(self) -> None:
        if self._index:
            self._index.close()
        if self._store:
            self._store.close()

    def lesson_session(self, lesson: str) -> tuple[Session, int]:
        """The session that walks a lesson, and the stop to begin at: where the person left."""
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
        session = Session(new_id(), "learn", new_seed(), self.clock(), tuple(stops), lesson)
        return session, self.store.place(lesson)[0]

    def quiz_session(self, wanted: Wanted, count: int, seed: str, minutes: float | None) -> Session:
        """A quiz over what is wanted, or an exam where there are minutes. The same seed gives the same quiz."""
        self.known_topics(wanted.topics)
        if not self.index.matching(wanted):
            raise UsageError(EMPTY.fill(why=self.why_empty(wanted)), EMPTY_HINT)
        items = mixed(self.index.draw(wanted, count, Random(f"draw:{seed}")))
        mode, seconds = ("quiz", None) if minutes is None else ("exam", minutes * 60)
        stops = tuple(Ask(item) for item in items)
        return Session(new_id(), "exam" if mode == "exam" else "quiz", seed, self.clock(), stops, seconds=seconds)

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
                hint = NEAR.fill(near=near(topic, tuple(self.index.topics())))
                raise UsageError(NO_TOPIC.fill(name=topic), hint)

    def known_lesson(self, name: str) -> None:
        if self.index.lesson(name) is None:
            lessons = tuple(row.id for row in self.index.lessons())
            raise UsageError(NO_LESSON.fill(name=name), NEAR.fill(near=near(name, lessons)))


def run(
    session: Session, front: Front, save: Callable[[tuple[Entry, ...]], None], at: int = 0
) -> tuple[State, SummaryView]:
    """The only loop over a session: show, ask, step; what was answered is saved before anything more is shown."""
    state, entries = session.start(at)
    save(entries)
    while True:
        view = session.view(state)
        front.show(view)
        if isinstance(view, SummaryView):
            return state, view
        state, entries = session.step(state, front.ask(view))
        if entries:
            save(entries)


def new_id() -> str:
    """A name for a session that no other session on any machine has."""
    return secrets.token_hex(8)


def new_seed() -> str:
    """Short enough to type again."""
    return str(secrets.randbelow(1_000_000))


def index_name(roots: Iterable[Path]) -> str:
    import hashlib

    return f"course-{hashlib.sha256(chr(0).join(map(str, roots)).encode()).hexdigest()[:12]}.db"
