"""tutor quiz: questions, mixed or chosen, with feedback after each or, in an exam, at the end."""

from typing import Final

from orchestra_tutor.app import run
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.index import Wanted
from orchestra_tutor.text import Text
from orchestra_tutor.ui.document import Gap, Prose

EXAM: Final = Text(
    "Exam: {count} questions, {minutes} minutes. No feedback until the end.",
    "시험: {count}문제, {minutes}분. 피드백은 끝난 뒤에 나옵니다.",
)


def quiz(visit: Visit, wanted: Wanted, count: int, seed: str, minutes: float | None) -> None:
    """A quiz or, where there are minutes, an exam, from its first question to its summary."""
    session = visit.app.quiz_session(wanted, count, seed, minutes)
    front = visit.front()
    if visit.json:
        exam = {} if session.deadline is None else {"deadline": session.deadline}
        front.write("session", id=session.id, mode=session.mode, seed=session.seed, of=len(session.stops), **exam)
    elif minutes is not None:
        words = EXAM.fill(count=len(session.stops), minutes=f"{minutes:g}")
        front.say([Gap(), Prose(words[visit.lang], look="strong")])
    run(session, front, visit.app.store.save)
    visit.lang = front.lang
