"""tutor export: the course, or some topics of it, in the formats of other programs."""

import json
import os
from pathlib import Path
from typing import Final

from orchestra_tutor.app import EMPTY, EMPTY_HINT
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import TutorError, UsageError
from orchestra_tutor.index import Wanted
from orchestra_tutor.text import Text
from orchestra_tutor.ui.plain import printable

ANKI_FILE: Final = "orchestra-tutor.apkg"

WRITTEN: Final = Text("Notes: {count}. File: {path}", "노트: {count}개. 파일: {path}")
IMPORT_IT: Final = Text(
    "In Anki: File > Import. A later export replaces the notes with their tags, and your reviews stay.",
    "Anki에서 파일 > 가져오기를 고르세요. 나중에 다시 내보내면 노트와 태그는 새것으로 바뀌고 복습 기록은 남습니다.",
)
NO_APKG: Final = Text("Anki opens no file named {name}.", "Anki는 이런 이름의 파일을 열지 않습니다: {name}")
SAY_APKG: Final = Text("Let the name end in .apkg: --out {path}", "이름을 .apkg로 끝내세요: --out {path}")
IS_FOLDER: Final = Text("{path} is a folder.", "폴더입니다: {path}")
NAME_FILE: Final = Text("Name a file in it: --out {path}", "그 안의 파일 이름을 쓰세요: --out {path}")
NO_FOLDER: Final = Text("There is no folder {path}.", "그런 폴더가 없습니다: {path}")
MAKE_FOLDER: Final = Text(
    "Make it first, or choose another place with --out.", "먼저 폴더를 만들거나 --out으로 다른 위치를 고르세요."
)
OTHER_FILE: Final = Text(
    "{path} exists already and is no package for Anki.", "이미 있는 파일이며 Anki 패키지가 아닙니다: {path}"
)
ANOTHER: Final = Text("Choose another name; nothing was changed.", "다른 이름을 고르세요. 아무것도 바꾸지 않았습니다.")
UNWRITTEN: Final = Text("{path} cannot be written: {why}.", "{path}에 쓸 수 없습니다: {why}.")
CHECK_PATH: Final = Text("Check the path, its permissions and the disk.", "경로와 권한, 디스크를 확인하세요.")


def anki(visit: Visit, topics: tuple[str, ...], out: Path) -> None:
    """Write the items about `topics`, or all, as a package for Anki."""
    from orchestra_tutor.exports.anki import is_package, package

    wanted = Wanted(topics)
    visit.app.known_topics(topics)
    items = visit.app.index.items(wanted)
    if not items:
        raise UsageError(EMPTY.fill(why=visit.app.why_empty(wanted)), EMPTY_HINT)
    try:
        check_target(out)
        if out.exists() and not is_package(out):
            raise TutorError(OTHER_FILE.fill(path=out), ANOTHER)
        replace(out, package(items, visit.app.index, visit.lang, visit.app.clock()))
    except OSError as error:
        raise TutorError(UNWRITTEN.fill(path=out, why=error.strerror or error), CHECK_PATH) from error
    if visit.json:
        print(json.dumps({"path": str(out.absolute()), "notes": len(items)}, ensure_ascii=False, indent=2))
    else:
        print(printable(WRITTEN.fill(count=len(items), path=out.absolute())[visit.lang]))
        print(IMPORT_IT[visit.lang])


def check_target(out: Path) -> None:
    """Refuse what can be no file for Anki."""
    if out.is_dir():
        raise TutorError(IS_FOLDER.fill(path=out), NAME_FILE.fill(path=out / ANKI_FILE))
    if out.suffix.lower() != ".apkg":
        raise UsageError(NO_APKG.fill(name=out.name), SAY_APKG.fill(path=out.with_suffix(".apkg")))
    if not out.parent.is_dir():
        raise TutorError(NO_FOLDER.fill(path=out.parent), MAKE_FOLDER)


def replace(out: Path, content: bytes) -> None:
    """Put a whole file in the place of `out`, or of what it links to, or leave everything as it was."""
    target = Path(os.path.realpath(out))
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        fresh.write_bytes(content)
        os.replace(fresh, target)  # noqa: PTH105  atomic on every platform
    finally:
        fresh.unlink(missing_ok=True)
