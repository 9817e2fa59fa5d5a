"""tutor doctor: where everything is, and what is wrong with it."""

import json
import os
import sys
from typing import Final

from orchestra_tutor import __version__
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import Exit, TutorError
from orchestra_tutor.text import Text

ALL_WELL: Final = Text("All is well.", "이상 없습니다.")
COUNTS: Final = Text("{lessons} lessons, {items} items", "레슨 {lessons}개, 문제 {items}개")
ANSWERS: Final = Text("{count} answers, all readable", "답 {count}개, 모두 정상")
NOT_WELL: Final = Text("The progress file is damaged: {why}.", "학습 기록 파일이 손상되었습니다: {why}.")
KEEP_A_COPY: Final = Text("Keep a copy of {path} before you go on.", "계속하기 전에 {path}의 사본을 보관하세요.")


def doctor(visit: Visit) -> Exit:
    """Print the facts and what is wrong; Exit.FAILED where anything is."""
    facts = {
        "version": __version__,
        "python": sys.version.split()[0],
        "language": str(visit.lang),
        "terminal": os.environ.get("TERM", "-") + (" (tty)" if sys.stdout.isatty() else " (no tty)"),
        "progress": str(visit.app.places.progress),
        "settings": str(visit.app.places.settings),
        "cache": str(visit.app.places.cache),
        "content": ", ".join(map(str, visit.app.roots)),
    }
    wrong = []
    for name, look in (("course", course), ("answers", answers)):
        try:
            facts[name] = look(visit)[visit.lang]
        except TutorError as error:
            facts[name] = error.message[visit.lang]
            wrong.append(f"{error.message[visit.lang]} {error.hint[visit.lang]}")
    if visit.json:
        print(json.dumps(facts | {"problems": wrong}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(f"{name:9} {fact}" for name, fact in facts.items()))
        print("\n".join(wrong) or ALL_WELL[visit.lang])
    return Exit.FAILED if wrong else Exit.OK


def course(visit: Visit) -> Text:
    return COUNTS.fill(lessons=len(visit.app.index.lessons()), items=visit.app.index.count())


def answers(visit: Visit) -> Text:
    """Reads the whole log, so that damage anywhere is found."""
    found = visit.app.store.check()
    if found != "ok":
        raise TutorError(NOT_WELL.fill(why=found), KEEP_A_COPY.fill(path=visit.app.places.progress))
    return ANSWERS.fill(count=sum(trace.asked for trace in visit.app.store.standing().traces.values()))
