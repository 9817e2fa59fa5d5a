"""tutor: where the person is and what is next; on a terminal a menu."""

from collections.abc import Iterator
from typing import Any, Final

from orchestra_tutor import settings
from orchestra_tutor.app import new_seed
from orchestra_tutor.commands.learn import learn, pick_lesson
from orchestra_tutor.commands.quiz import quiz
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.index import LessonRow, Wanted
from orchestra_tutor.text import Text
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Gap, Heading, Part, Prose

COUNT: Final = 10  # questions of a quiz that is started from here

TITLE: Final = Text("Container orchestration, for your interview", "컨테이너 오케스트레이션 면접 준비")
DONE: Final = Text("Lessons finished: {done} of {all}", "끝낸 레슨: {all}개 중 {done}개")
ANSWERED: Final = Text("Answers so far: {asked}, right {percent}%", "지금까지 답한 문제: {asked}개, 정답률 {percent}%")
FRESH: Final = Text(
    "Learn lesson by lesson, or find out in a quiz what you know already.",
    "레슨을 하나씩 배우거나, 퀴즈로 무엇을 아는지 먼저 확인해 보세요.",
)
GO_ON: Final = Text("Lesson: {title} ({minutes} min)", "레슨: {title} ({minutes}분)")
RESUME: Final = Text("Go on: {title}, step {step} of {steps}", "이어서: {title}, 단계 {step}/{steps}")
QUIZ: Final = Text("Quiz: {count} mixed questions", "퀴즈: 종합 {count}문제")
PICK: Final = Text("Pick a lesson", "레슨 고르기")
LANGUAGE: Final = Text("한국어", "English")
LEAVE: Final = Text("Quit", "끝내기")
WHAT_NOW: Final = Text("What now?", "무엇을 할까요?")
TYPE: Final = Text("Type: {command}", "입력: {command}")


def home(visit: Visit) -> None:
    """What is known and what comes next; on a terminal a menu, until the person leaves."""
    while visit.on_terminal:
        front, following = visit.front(), next_lesson(visit)
        front.say([Gap(), *standing(visit), Gap()])
        labels = [("learn", going_on(visit, following)[visit.lang])] if following else []
        labels += [("quiz", QUIZ.fill(count=COUNT)[visit.lang]), ("pick", PICK[visit.lang])]
        labels += [("lang", LANGUAGE[visit.lang]), ("quit", LEAVE[visit.lang])]
        numbered = [(value, f"{n}) {label}") for n, (value, label) in enumerate(labels, 1)]
        match front.menu(WHAT_NOW[visit.lang], numbered, ["l", "q"]):
            case "quit" | "q":
                return
            case "lang" | "l":
                visit.lang = "en" if visit.lang == "ko" else "ko"
                settings.save(visit.app.places.settings, "lang", visit.lang)
            case "quiz":
                quiz(visit, Wanted(), COUNT, new_seed(), None)
            case "pick":
                learn(visit, pick_lesson(visit, front))
            case "learn" if following:
                learn(visit, following.id)
    visit.front().say([*standing(visit), Gap(), *what_to_type(visit)])


def standing(visit: Visit) -> Iterator[Part]:
    """How far the person is."""
    facts = as_json(visit)
    yield Heading(TITLE[visit.lang])
    yield Gap()
    yield Prose(DONE.fill(done=facts["finished"], all=facts["lessons"])[visit.lang])
    if facts["asked"]:
        percent = render.percent(facts["correct"] / facts["asked"])
        yield Prose(ANSWERED.fill(asked=facts["asked"], percent=percent)[visit.lang])
    else:
        yield Prose(FRESH[visit.lang])


def what_to_type(visit: Visit) -> Iterator[Part]:
    """The menu where there is no terminal to choose on."""
    following = next_lesson(visit)
    if following:
        yield Prose(going_on(visit, following)[visit.lang], lead="- ")
        yield Prose(TYPE.fill(command=f"tutor learn {following.id}")[visit.lang], lead="  ")
    yield Prose(QUIZ.fill(count=COUNT)[visit.lang], lead="- ")
    yield Prose(TYPE.fill(command="tutor quiz")[visit.lang], lead="  ")


def next_lesson(visit: Visit) -> LessonRow | None:
    """The first lesson that was begun and not finished, else the first that was not begun."""
    places, lessons = visit.app.store.standing().places, visit.app.index.lessons()
    begun = [row for row in lessons if places.get(row.id, (0, False))[0] > 0]
    fresh = [row for row in lessons if not places.get(row.id, (0, False))[1]]
    return next(iter([*begun, *fresh]), None)


def going_on(visit: Visit, row: LessonRow) -> Text:
    step = visit.app.store.place(row.id)[0]
    if step:
        return RESUME.fill(title=row.title, step=min(step + 1, row.steps), steps=row.steps)
    return GO_ON.fill(title=row.title, minutes=row.minutes)


def as_json(visit: Visit) -> dict[str, Any]:
    """How far the person is, as numbers."""
    known, lessons, following = visit.app.store.standing(), visit.app.index.lessons(), next_lesson(visit)
    return {
        "lessons": len(lessons),
        "finished": sum(known.places.get(row.id, (0, False))[1] for row in lessons),
        "asked": sum(trace.asked for trace in known.traces.values()),
        "correct": sum(trace.correct for trace in known.traces.values()),
        "next": following.id if following else None,
    }
