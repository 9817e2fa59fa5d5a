"""tutor learn: a lesson, step by step, and then the next."""

import sys
from collections.abc import Iterator
from typing import Any, Final

from orchestra_tutor.app import run
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import UsageError
from orchestra_tutor.index import LessonNotes, LessonRow
from orchestra_tutor.sessions.session import Ask
from orchestra_tutor.text import Text
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Gap, Heading, Part, Prose
from orchestra_tutor.ui.keys import ENTER
from orchestra_tutor.ui.plain import Plain

WHICH: Final = Text("Which lesson? (q: back)", "어느 레슨을 볼까요? (q: 돌아가기)")
BACK: Final = Text("Back", "돌아가기")
NAME_A_LESSON: Final = Text("Say which lesson.", "레슨 이름을 지정하세요.")
LESSONS: Final = Text("Lessons: {names}", "레슨: {names}")
ABOUT: Final = Text("{kind} · {minutes} min", "{kind} · {minutes}분")
KINDS: Final[dict[str, Text]] = {
    "foundation": Text("foundation", "기초"),
    "feature": Text("feature", "기능"),
    "tool": Text("tool", "도구"),
    "launch-type": Text("launch type", "시작 유형"),
    "comparison": Text("comparison", "비교"),
}
GROUPS: Final[dict[str, Text]] = {
    "foundation": Text("Foundations", "기초"),
    "feature": Text("Features", "기능"),
    "tool": Text("Platforms", "플랫폼"),
    "launch-type": Text("Launch types of ECS", "ECS 시작 유형"),
    "comparison": Text("Comparisons", "비교"),
}
OBJECTIVES: Final = Text("After this lesson you can", "이 레슨을 마치면 할 수 있는 것")
RESUMED: Final = Text(
    "You go on where you left. b goes back.", "지난번에 멈춘 곳에서 이어 갑니다. b를 누르면 이전으로 갑니다."
)
LEARNT: Final = Text("What you learnt", "배운 내용")
NEXT_LESSON: Final = Text("Next lesson: {title}. Start it?", "다음 레슨: {title}. 시작할까요?")
NEXT_TYPE: Final = Text("Next lesson: {title} (tutor learn {id})", "다음 레슨: {title} (tutor learn {id})")
YES: Final = Text("start", "시작")
NO: Final = Text("not now", "나중에")


def learn(visit: Visit, lesson: str | None) -> None:
    """Walk a lesson, then the next where the person wants to. Piped, print it whole."""
    if lesson is None:
        lesson = pick_lesson(visit, visit.front()) if visit.on_terminal else refuse_no_lesson(visit)
    while lesson:
        visit.app.known_lesson(lesson)
        if not visit.json and not sys.stdout.isatty():
            print_lesson(visit, lesson)
            return
        lesson = walk(visit, lesson)


def pick_lesson(visit: Visit, front: Any) -> str:
    """The id of a lesson, or nothing where the person thinks better of it."""
    places = visit.app.store.standing().places
    labels: list[tuple[str, str]] = []
    kind = ""
    for n, row in enumerate(visit.app.index.lessons(), 1):
        if row.kind != kind:
            kind = row.kind
            labels.append(("", f"── {GROUPS[kind][visit.lang]}"))
        mark = " ✓" if places.get(row.id, (0, False))[1] else ""
        labels.append((row.id, f"{n:2}) {row.title[visit.lang]}{mark}"))
    picked: str = front.menu(WHICH[visit.lang], [*labels, ("q", f" q) {BACK[visit.lang]}")], ["q"])
    return "" if picked == "q" else picked


def refuse_no_lesson(visit: Visit) -> str:
    names = ", ".join(row.id for row in visit.app.index.lessons())
    raise UsageError(NAME_A_LESSON, LESSONS.fill(names=names))


def walk(visit: Visit, lesson: str) -> str:
    """One lesson to its end; returns the next one if it is to follow."""
    session, at = visit.app.lesson_session(lesson), visit.app.store.place(lesson)[0]
    front = visit.front()
    if visit.json:
        front.write("session", id=session.id, mode="learn", lesson=lesson, of=len(session.stops), at=at + 1)
    else:
        front.say([Gap(), *opening(visit, lesson, resumed=at > 0), *([] if visit.on_terminal else [Gap()])])
    _, end = run(session, front, visit.app.store.save, at)
    visit.lang = front.lang
    notes, following = visit.app.index.notes(lesson), visit.app.index.lesson_after(lesson)
    if visit.json:
        takeaways = [text[visit.lang] for text in notes.takeaways] if end.reached_end else []
        front.write("lesson", lesson=lesson, takeaways=takeaways, next=following.id if following else None)
        return ""
    if not end.reached_end:
        return ""
    front.say([*learnt(visit, notes), Gap()])
    return following.id if following and goes_on(visit, front, following) else ""


def goes_on(visit: Visit, front: Any, following: LessonRow) -> bool:
    """Offer the next lesson; where nobody can press a key, say how to start it."""
    if not visit.on_terminal:
        front.say([Prose(NEXT_TYPE.fill(title=following.title, id=following.id)[visit.lang])])
        return False
    words = [("", f"{NEXT_LESSON.fill(title=following.title)[visit.lang]}  "), ("bold", ENTER[visit.lang])]
    words += [("", f" {YES[visit.lang]} · "), ("bold", "q"), ("", f" {NO[visit.lang]}")]
    return bool(front.prompts.key(words, {"enter": "yes", "y": "yes", "q": "", "n": "", "ㅂ": "", "ㅛ": "yes"}))


def opening(visit: Visit, lesson: str, resumed: bool) -> Iterator[Part]:
    """The title and what the lesson is for."""
    row = visit.app.index.lesson(lesson)
    assert row is not None
    about = ABOUT.fill(kind=KINDS[row.kind], minutes=row.minutes)
    yield Heading(row.title[visit.lang], about[visit.lang])
    if resumed:
        yield Prose(RESUMED[visit.lang], look="faint")
        return
    yield Gap()
    yield Prose(OBJECTIVES[visit.lang], look="strong")
    for text in visit.app.index.notes(lesson).objectives:
        yield Prose(text[visit.lang], lead="- ")


def learnt(visit: Visit, notes: LessonNotes) -> Iterator[Part]:
    """What to take along."""
    yield Heading(LEARNT[visit.lang])
    yield Gap()
    for text in notes.takeaways:
        yield Prose(text[visit.lang], lead="- ")


def print_lesson(visit: Visit, lesson: str) -> None:
    """The whole lesson, for a pipe: pages with their sources, questions with their answers, takeaways."""
    lang, index = visit.lang, visit.app.index
    front = Plain(lang, index, visit.app.clock, waits=False)
    front.say(opening(visit, lesson, resumed=False))
    session = visit.app.lesson_session(lesson)
    for n, stop in enumerate(session.stops):
        state, _ = session.start(n)
        front.say([Gap(), *render.parts(session.view(state), lang, index)])
        if isinstance(stop, Ask):
            explained = stop.item.question.explain()
            front.say([Gap(), *render.labelled(render.ANSWER[lang], explained.answer[lang])])
            front.say(render.labelled(render.WHY[lang], explained.why[lang]))
        else:
            front.say([Gap(), *render.sources(stop.page.sources, lesson, lang, index)])
    front.say([Gap(), *learnt(visit, index.notes(lesson))])
