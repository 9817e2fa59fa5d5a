"""tutor progress: the answers, one taken back or all forgotten."""

import sys
from typing import Final

from orchestra_tutor.app import new_id
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import TutorError, UsageError
from orchestra_tutor.journal import Undo
from orchestra_tutor.text import Text
from orchestra_tutor.ui.plain import printable

UNDONE: Final = Text("Taken back: {stem}", "되돌렸습니다: {stem}")
NOTHING_TO_UNDO: Final = Text("There is no answer to take back.", "되돌릴 답이 없습니다.")
NOTHING_YET: Final = Text("Answer something first: tutor quiz", "먼저 문제를 풀어 보세요: tutor quiz")
SURE_TO_RESET: Final = Text("Forget all your answers and lessons?", "모든 답과 레슨 기록을 지울까요?")
SAY_YES: Final = Text("Add --yes; a backup is kept.", "--yes를 붙이세요. 백업은 남습니다.")
KEPT: Final = Text("Nothing was changed.", "아무것도 바꾸지 않았습니다.")
FORGOTTEN: Final = Text("Forgotten. The backup is {path}", "지웠습니다. 백업: {path}")


def undo(visit: Visit) -> None:
    """Take the last answer back."""
    review = visit.app.store.last_review()
    if review is None:
        raise TutorError(NOTHING_TO_UNDO, NOTHING_YET)
    taken = Undo(f"{new_id()}-0", visit.app.clock(), review.id, review.item)
    visit.app.store.save((taken,))
    item = visit.app.index.item(review.item)
    stem = item.question.stem[visit.lang].splitlines()[0] if item else review.item
    print(printable(UNDONE.fill(stem=stem)[visit.lang]))


def reset(visit: Visit, yes: bool) -> None:
    """Forget all answers, after asking, and keep a backup."""
    if not yes and not sys.stdin.isatty():
        raise UsageError(SURE_TO_RESET, SAY_YES)
    if yes or asked(visit):
        print(FORGOTTEN.fill(path=visit.app.store.reset())[visit.lang])
    else:
        print(KEPT[visit.lang])


def asked(visit: Visit) -> bool:
    print(SURE_TO_RESET[visit.lang], "[y/N]", end=" ", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "네", "예", "ㅛ")
