"""tutor content: what authors ask for: a check of a folder, a list, something to start from."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orchestra_tutor import skeleton
from orchestra_tutor.app import NEEDS_OUTLINE, builtin_content, load_course, problems_of, sound_course
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import Exit, TutorError, UsageError
from orchestra_tutor.source import Problem
from orchestra_tutor.text import Text, same
from orchestra_tutor.ui.document import Columns, Gap, Prose
from orchestra_tutor.ui.plain import printable

if TYPE_CHECKING:
    from orchestra_tutor.coverage import Covered

FEATURE: Final = Text("Feature", "기능")
COVERED: Final = Text(
    "Items/sources of each cell. - no page teaches it. ! falls short: no page, or fewer than 8 items.",
    "칸마다 문제 수/출처 수. -: 가르치는 페이지가 없음. !: 부족함(페이지가 없거나 문제가 8개 미만).",
)
COUNTS: Final = Text("{steps} steps {items} items", "{steps}단계 {items}문제")
EXISTS: Final = Text("{path} exists already.", "이미 있습니다: {path}")
ANOTHER: Final = Text("Choose another name; nothing was changed.", "다른 이름을 고르세요. 아무것도 바꾸지 않았습니다.")
BAD_NAME: Final = Text("{name!r} is no id in kebab-case.", "kebab-case 형식의 id가 아닙니다: {name!r}")
SUCH_AS: Final = Text("Write it like rolling-update.", "rolling-update처럼 쓰세요.")
NO_LESSON_HERE: Final = Text("{path} holds no lesson.yaml.", "{path}에 lesson.yaml이 없습니다.")
MAKE_LESSON: Final = Text(
    "Make the lesson first: tutor content new lesson {path}", "먼저 레슨을 만드세요: tutor content new lesson {path}"
)
THREE_DEEP: Final = Text(
    "A lesson lies two folders deep in its pack: PACK/GROUP/LESSON.",
    "레슨은 팩 안의 두 단계 폴더에 둡니다: PACK/GROUP/LESSON.",
)


def show(visit: Visit) -> None:
    """The lessons and how many items each has."""
    rows = visit.app.index.lessons()
    if visit.json:
        fields = ("id", "kind", "minutes", "steps", "items")
        found = [{name: getattr(row, name) for name in fields} | {"title": row.title[visit.lang]} for row in rows]
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for row in rows:
        counts = COUNTS.fill(steps=f"{row.steps:3}", items=f"{row.items:4}")
        print(printable(f"{row.id:24} {counts[visit.lang]}  {row.title[visit.lang]}"))


def check(path: Path | None, form: str, stale_days: int | None) -> Exit:
    """Print every problem, and what was last checked more than so many days ago; Exit.FAILED where there are errors."""
    course, problems = problems_of(path or builtin_content())
    if course and stale_days is not None:
        from orchestra_tutor.linter.dates import stale

        before = date.today() - timedelta(days=stale_days)
        problems = sorted({*problems, *stale(course, before.isoformat())})
    errors = sum(problem.level == "error" for problem in problems)
    if form == "json":
        print(json.dumps([as_dict(problem) for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(as_github(problem) if form == "github" else problem)
        print(f"{errors} errors, {len(problems) - errors} warnings")
    return Exit.FAILED if errors else Exit.OK


def coverage(visit: Visit, path: Path | None) -> Exit:
    """Print what each cell of the grid has; Exit.FAILED where one falls short."""
    from orchestra_tutor.coverage import coverage as cover
    from orchestra_tutor.figures.table import Table

    course = sound_course(path or builtin_content(), lint=False)
    own = course if course.outline.features else sound_course(builtin_content(), lint=False)
    features, platforms = own.outline.features, own.outline.platforms
    cells = {(cell.feature, cell.platform): cell for cell in cover(course, features, platforms)}
    if visit.json:
        fields = ("feature", "platform", "taught", "items", "lessons", "sources", "falls_short")
        found = [{name: getattr(cell, name) for name in fields} for cell in cells.values()]
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        counts = [(row.head, *(counted(cells[row.id, column.id]) for column in platforms)) for row in features]
        table = Table((FEATURE, *(axis.head for axis in platforms)), tuple(counts))
        visit.front().say([Gap(), Columns(table), Gap(), Prose(COVERED[visit.lang])])
    return Exit.FAILED if any(cell.falls_short for cell in cells.values()) else Exit.OK


def counted(cell: "Covered") -> Text:
    """Items and sources; a cell without a page, or with too few items, is marked."""
    return same(f"{cell.items}/{len(cell.sources)}{'' if cell.taught else '-'}{'!' if cell.falls_short else ''}")


def as_dict(problem: Problem) -> dict[str, str | int]:
    span = problem.span
    place: dict[str, str | int] = {"path": span.path, "line": span.line, "column": span.column}
    return place | {"level": problem.level, "code": problem.code, "message": problem.message, "hint": problem.hint}


def as_github(problem: Problem) -> str:
    """A workflow command, which GitHub shows beside the line."""
    span = problem.span
    words = f"{problem.message} [{problem.code}] {problem.hint}".replace("%", "%25").replace("\n", "%0A")
    return f"::{problem.level} file={span.path},line={span.line},col={span.column}::{words}"


def new_lesson(path: Path) -> None:
    """Write a lesson's folder, and the files of the pack around it where they are missing."""
    name = checked(path.name)
    if path.exists():
        raise TutorError(EXISTS.fill(path=path), ANOTHER)
    if len(path.absolute().parents) < 3:
        raise UsageError(NO_LESSON_HERE.fill(path=path), THREE_DEEP)
    today, root = date.today().isoformat(), path.absolute().parents[1]
    files = {path / file: text for file, text in skeleton.lesson(name, today).items()}
    if not (root / "course.yaml").exists():
        pack = "".join(c if c.isascii() and c.isalnum() else "-" for c in root.name.lower()).strip("-") or "pack"
        files |= {root / file: text for file, text in skeleton.shared(pack, name, today).items()}
    else:
        outline = root / "course.yaml"
        listed = outline.read_text("utf-8").replace("\nlessons:\n", f"\nlessons:\n  - {name}\n", 1)
        files[outline] = listed
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        print(file)


def new_item(path: Path, name: str, kind: str) -> None:
    """Append an item to the lesson in `path`."""
    if not (path / "lesson.yaml").exists():
        raise TutorError(NO_LESSON_HERE.fill(path=path), MAKE_LESSON.fill(path=path))
    checked(name)
    root = path.absolute().parents[1]
    course, problems = load_course(root)
    if course is None:
        raise TutorError(Text(str(problems[0]), str(problems[0])), NEEDS_OUTLINE)
    if any(item.id == name for item in course.items):
        raise TutorError(EXISTS.fill(path=name), ANOTHER)
    source = course.sources[0].id if course.sources else "first-source"
    file = path / ("interview.yaml" if kind in skeleton.LONG else "items.yaml")
    before = file.read_text("utf-8").rstrip() + "\n\n" if file.exists() else ""
    file.write_text(before + skeleton.item(name, kind, source, date.today().isoformat()), "utf-8")
    print(file)


def checked(name: str) -> str:
    import re

    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise UsageError(BAD_NAME.fill(name=name), SUCH_AS)
    return name
