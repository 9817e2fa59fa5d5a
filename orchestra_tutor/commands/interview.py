"""tutor interview: a mock interview with open questions against the clock, and its report."""

from typing import Any, Final

from orchestra_tutor.app import PER_QUESTION, run
from orchestra_tutor.commands import learn
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.sessions.talk import Report
from orchestra_tutor.sessions.views import ReportView
from orchestra_tutor.text import Text
from orchestra_tutor.ui.document import Gap, Prose
from orchestra_tutor.ui.keys import ENTER

QUICK: Final = 3  # questions
BEGINS: Final = Text(
    "Mock interview: {count} questions, {minutes} minutes. Answer first, then the reason, an example, the trade-off.",
    "모의 면접: 질문 {count}개, {minutes}분. 결론부터 말하고 이유, 예, 대가 순으로 답하세요.",
)
AGAIN: Final = Text("The same interview again: --seed {seed}", "같은 면접 다시 하기: --seed {seed}")
WHICH: Final = Text("Study one of them now?", "지금 하나 공부할까요?")
STUDY: Final = Text("start", "시작")
NO: Final = Text("not now", "나중에")


def interview(visit: Visit, topics: tuple[str, ...], level: str, minutes: float, quick: bool, seed: str) -> None:
    """An interview from its first question to its report, and then what to study next."""
    minutes = QUICK * PER_QUESTION if quick else minutes
    machine = visit.app.interview(topics, level, minutes, QUICK if quick else None, seed)
    front = visit.front()
    if visit.json:
        front.write(
            "session", id=machine.id, mode=machine.mode, seed=machine.seed, of=len(machine.items), level=level or None
        )
    else:
        words = BEGINS.fill(count=len(machine.items), minutes=f"{minutes:g}")
        front.say([Gap(), Prose(words[visit.lang], look="strong")])
    _, end = run(machine, front, visit.app.store.save)
    visit.lang = front.lang
    assert isinstance(end, ReportView)
    if visit.json or not end.talks:
        return
    front.say([Gap(), Prose(AGAIN.fill(seed=machine.seed)[visit.lang], look="faint"), Gap()])
    if visit.on_terminal and (lesson := picked(visit, front, Report(end.talks).study)):
        learn.learn(visit, lesson)


def picked(visit: Visit, front: Any, lessons: tuple[str, ...]) -> str:
    """The lesson that the person wants to study now: one key each."""
    if not lessons:
        return ""
    words = [("", f"{WHICH[visit.lang]}\n"), ("bold", f"1–{len(lessons)}" if len(lessons) > 1 else "1")]
    words += [("", f" {STUDY[visit.lang]} · "), ("bold", ENTER[visit.lang]), ("", f" {NO[visit.lang]}")]
    keys = {str(n): lesson for n, lesson in enumerate(lessons, 1)}
    return str(front.prompts.key(words, keys | {"enter": "", "q": "", "n": "", "ㅂ": "", "ㅜ": ""}))
