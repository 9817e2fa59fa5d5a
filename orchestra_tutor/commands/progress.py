"""tutor progress: the answers belong to the learner. Taken back, forgotten, carried to another machine and merged."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

from orchestra_tutor.app import MAY_I_READ, UNREADABLE, new_id, show_progress
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import TutorError, UsageError
from orchestra_tutor.exports.jsonlines import entries, is_export, lines
from orchestra_tutor.index import Index
from orchestra_tutor.journal import Entry, Place, Undo
from orchestra_tutor.logfile import is_log
from orchestra_tutor.store import entries_of
from orchestra_tutor.text import Text
from orchestra_tutor.ui.plain import printable
from orchestra_tutor.ui.render import opening

STANDARD: Final = Path("-")  # standard input, or output

UNDONE: Final = Text("Taken back: {stem}", "되돌렸습니다: {stem}")
NOTHING_TO_UNDO: Final = Text("There is no answer to take back.", "되돌릴 답이 없습니다.")
NOTHING_YET: Final = Text("Answer something first: tutor quiz", "먼저 문제를 풀어 보세요: tutor quiz")
SURE_TO_RESET: Final = Text("Forget all your answers and lessons?", "모든 답과 레슨 기록을 지울까요?")
SURE_TO_FORGET: Final = Text("Forget your answers about {topic} ({count})?", "{topic}의 답({count}개)을 모두 지울까요?")
SAY_YES: Final = Text("Add --yes; a backup is kept.", "--yes를 붙이세요. 백업은 남습니다.")
KEPT: Final = Text("Nothing was changed.", "아무것도 바꾸지 않았습니다.")
FORGOTTEN: Final = Text("Forgotten. The backup is {path}", "지웠습니다. 백업: {path}")
FORGOTTEN_ABOUT: Final = Text(
    "Forgotten about {topic}: {count} answers. The backup is {path}",
    "{topic}의 답 {count}개를 지웠습니다. 백업: {path}",
)
NOTHING_ABOUT: Final = Text("There is nothing to forget about {topic}.", "{topic}에 대해 지울 기록이 없습니다.")
EXPORTED: Final = Text("Entries: {count}. File: {path}", "기록: {count}개. 파일: {path}")
OTHER_FILE: Final = Text(
    "{path} exists already and is no earlier export.", "이미 있으며 이전에 내보낸 파일이 아닙니다: {path}"
)
ANOTHER: Final = Text("Choose another name; nothing was changed.", "다른 이름을 고르세요. 아무것도 바꾸지 않았습니다.")
UNWRITTEN: Final = Text("{path} cannot be written: {why}.", "{path}에 쓸 수 없습니다: {why}.")
CHECK_PATH: Final = Text("Check the path, its permissions and the disk.", "경로와 권한, 디스크를 확인하세요.")
MERGED: Final = Text("New entries: {new}. There already: {known}.", "새 기록: {new}개. 이미 있던 기록: {known}개.")
NOTHING_NEW: Final = Text(
    "Nothing was changed: all {known} entries are there already.",
    "아무것도 바꾸지 않았습니다. 기록 {known}개가 모두 이미 있습니다.",
)


def undo(visit: Visit) -> None:
    """Take the last answer back."""
    review = visit.app.store.last_review()
    if review is None:
        raise TutorError(NOTHING_TO_UNDO, NOTHING_YET)
    taken = Undo(f"{new_id()}-0", visit.app.clock(), review.id, review.item)
    visit.app.store.save((taken,))
    item = visit.app.index.item(review.item)
    stem = opening(item.with_drawn(review.drawn).question.stem[visit.lang]) if item else review.item
    tell(visit, UNDONE.fill(stem=stem), review=review.id, item=review.item)


def reset(visit: Visit, topic: str | None, yes: bool) -> None:
    """Forget all answers, or those about a topic, after asking, and keep a backup."""
    if topic is not None:
        forget(visit, topic, yes)
    elif may(visit, SURE_TO_RESET, yes):
        backup = visit.app.store.reset()
        tell(visit, FORGOTTEN.fill(path=backup), backup=str(backup))


def forget(visit: Visit, topic: str, yes: bool) -> None:
    """Take back every answer about a topic. The log grows by that, so what other machines merge stays forgotten."""
    app = visit.app
    app.known_topics((topic,))
    items = app.index.items_about(topic)
    begun = [lesson for lesson in lessons_called(topic, app.index) if app.store.place(lesson) != (0, False)]
    count = len(app.store.reviews(items))
    if not (count or begun):
        tell(visit, NOTHING_ABOUT.fill(topic=topic), answers=0)
    elif may(visit, SURE_TO_FORGET.fill(topic=topic, count=count), yes):
        backup, name, now = app.store.backup(), new_id(), app.clock()
        reviews = app.store.reviews(items)
        undone = [Undo(f"{name}-{n}", now, review.id, review.item) for n, review in enumerate(reviews)]
        left = [Place(f"{name}-{n}", now, lesson, 0, forget=True) for n, lesson in enumerate(begun, len(undone))]
        app.store.save((*undone, *left))
        said = FORGOTTEN_ABOUT.fill(topic=topic, count=len(undone), path=backup)
        tell(visit, said, answers=len(undone), backup=str(backup))


def lessons_called(topic: str, index: Index) -> list[str]:
    """The lessons that a topic names; one name may stand for several platforms."""
    axes = [axis for kind in ("feature", "platform") for axis in index.axes(kind)]
    named = dict.fromkeys([topic, *(axis.id for axis in axes if topic in axis.also)])
    return [name for name in named if index.lesson(name)]


def may(visit: Visit, question: Text, yes: bool) -> bool:
    """Whether the person agrees; where nobody can be asked, they must have said so before."""
    if not yes and (visit.json or not sys.stdin.isatty()):
        raise UsageError(question, SAY_YES)
    if not yes:
        print(printable(question[visit.lang]), "[y/N]", end=" ", flush=True)
        yes = sys.stdin.readline().strip().lower() in ("y", "yes", "네", "예", "ㅛ")
        if not yes:
            print(KEPT[visit.lang])
    return yes


def export(visit: Visit, file: Path) -> None:
    """Write the log as JSON Lines."""
    exported = lines(visit.app.store.entries())
    if file == STANDARD:
        sys.stdout.writelines(exported)
        return
    try:
        if file.exists() and not is_earlier(file):
            raise TutorError(OTHER_FILE.fill(path=file), ANOTHER)
        count = write(file, exported) - 1
    except OSError as error:
        raise TutorError(UNWRITTEN.fill(path=file, why=error.strerror or error), CHECK_PATH) from error
    path = file.absolute()
    tell(visit, EXPORTED.fill(count=count, path=path), path=str(path), entries=count)


def is_earlier(file: Path) -> bool:
    """Whether the file is an earlier export, which a new one may replace."""
    if not file.is_file():
        return False
    with opened(file) as found:
        return is_export(found.readline(1000))


def write(file: Path, exported: Iterable[str]) -> int:
    """Put a whole file in the place of `file`, or of what it links to, or leave everything as it was; its lines."""
    target = Path(os.path.realpath(file))
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    count = 0
    try:
        with fresh.open("w", encoding="ascii", newline="\n") as out:
            for line in exported:
                out.write(line)
                count += 1
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, target)  # noqa: PTH105  atomic on every platform
    finally:
        fresh.unlink(missing_ok=True)
    return count


def take(visit: Visit, file: Path) -> None:
    """Add the entries of an export to the log."""
    add(visit, read(file))


def merge(visit: Visit, other: Path) -> None:
    """Add what another tutor's log, or an export, has and ours has not."""
    try:
        path = other / visit.app.places.progress.name if other.is_dir() else other
        of_tutor = is_log(path)
    except OSError as error:
        raise TutorError(UNREADABLE.fill(root=other, why=error.strerror or error), MAY_I_READ) from error
    # A database may hold anything, so its entries are checked as those of an export are.
    found = list(entries(lines(entries_of(path, show_progress)), str(path))) if of_tutor else read(path)
    add(visit, found)


def add(visit: Visit, found: list[Entry]) -> None:
    new = visit.app.store.merge(found)
    known = len(found) - new
    tell(visit, (MERGED if new else NOTHING_NEW).fill(new=new, known=known), new=new, known=known)


def read(file: Path) -> list[Entry]:
    """All entries of an export: a wrong line is found before any is added."""
    try:
        with opened(file) as found:
            return list(entries(found, str(file)))
    except OSError as error:
        raise TutorError(UNREADABLE.fill(root=file, why=error.strerror or error), MAY_I_READ) from error


@contextmanager
def opened(file: Path) -> Iterator[TextIO]:
    """The lines of a file, or of standard input; what is no UTF-8 in them is left to whoever reads them."""
    if file != STANDARD:
        with file.open(encoding="utf-8-sig", errors="surrogateescape") as found:
            yield found
        return
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")
    yield sys.stdin


def tell(visit: Visit, said: Text, **facts: str | int) -> None:
    """What was done, for a person or as JSON."""
    print(json.dumps(facts, ensure_ascii=False, indent=2) if visit.json else printable(said[visit.lang]))
