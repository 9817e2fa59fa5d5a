"""tutor: where the person is and what is next; on a terminal a menu."""

from collections.abc import Iterator
from typing import Any, Final

from orchestra_tutor import settings
from orchestra_tutor.app import new_seed
from orchestra_tutor.commands import plan as planning
from orchestra_tutor.commands.learn import learn, pick_lesson
from orchestra_tutor.commands.quiz import quiz
from orchestra_tutor.commands.review import review
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.index import LessonRow, Wanted
from orchestra_tutor.study import Study, date_of
from orchestra_tutor.text import Text
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Gap, Heading, Part, Prose

EXAMPLE: Final = 14  # days to the interview of an example
COUNT: Final = 10  # questions of a quiz that is started from here

TITLE: Final = Text("Container orchestration, for your interview", "컨테이너 오케스트레이션 면접 준비")
DONE: Final = Text("Lessons finished: {done} of {all}", "끝낸 레슨: {all}개 중 {done}개")
ANSWERED: Final = Text("Answers so far: {asked}, right {percent}%", "지금까지 답한 문제: {asked}개, 정답률 {percent}%")
FRESH: Final = Text(
    "Learn lesson by lesson, or find out in a quiz what you know already.",
    "레슨을 하나씩 배우거나, 퀴즈로 무엇을 아는지 먼저 확인해 보세요.",
)
DUE: Final = Text(
    "Due now: {count} questions, about {minutes} of the {left} minutes left today.",
    "지금 할 복습: {count}문제, 오늘 남은 {left}분 중 약 {minutes}분.",
)
SPENT: Final = Text("Today's minutes are used: well done.", "오늘 계획한 시간을 모두 채웠습니다.")
NONE_DUE: Final = Text("Nothing is due now.", "지금 할 복습이 없습니다.")
READY: Final = Text("Ready: {ready}%, if you stop now.", "준비도: 지금 멈추면 {ready}%.")
WHEN: Final = Text(
    "When is your interview? tutor plan --date {example} --minutes 20",
    "면접일이 언제인가요? tutor plan --date {example} --minutes 20",
)
REVIEW: Final = Text("Review: {count} questions, about {minutes} min", "복습: {count}문제, 약 {minutes}분")
PLAN: Final = Text("Plan and readiness", "학습 계획과 준비도")
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
        now, front = Now(visit), visit.front()
        front.say([Gap(), *standing(visit, now), Gap()])
        labels = [(value, label[visit.lang]) for value, label in offers(visit, now)]
        labels += [("pick", PICK[visit.lang]), ("plan", PLAN[visit.lang])]
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
            case "review":
                review(visit, None)
            case "plan":
                planning.plan(visit, None, None, [])
            case "pick":
                learn(visit, pick_lesson(visit, front))
            case "learn" if now.lesson:
                learn(visit, now.lesson.id)
    now = Now(visit)
    visit.front().say([*standing(visit, now), Gap(), *what_to_type(visit, now)])


class Now:
    """What the home screen is about: today's study, what is due, and the lesson that comes next."""

    def __init__(self, visit: Visit) -> None:
        self.study = visit.app.study()
        self.due = self.study.due()
        self.minutes = max(1, round(sum(choice.seconds for choice in self.due) / 60))
        self.lesson = next_lesson(visit, self.study)


def offers(visit: Visit, now: Now) -> Iterator[tuple[str, Text]]:
    """What there is to do, the best first: the review of the day, the lesson, a quiz."""
    if now.due:
        yield "review", REVIEW.fill(count=len(now.due), minutes=now.minutes)
    if now.lesson:
        yield "learn", going_on(visit, now.lesson)
    yield "quiz", QUIZ.fill(count=COUNT)


def standing(visit: Visit, now: Now) -> Iterator[Part]:
    """How far the person is."""
    facts, lang, study = as_json(visit, now), visit.lang, now.study
    yield Heading(TITLE[lang])
    yield Gap()
    if study.interview is not None:
        yield Prose(planning.when(study)[lang], look="strong")
    if facts["asked"]:
        yield Prose(READY.fill(ready=render.percent(study.ready()))[lang])
        due = DUE.fill(count=len(now.due), minutes=now.minutes, left=round(study.seconds / 60))
        yield Prose((due if now.due else NONE_DUE if study.seconds else SPENT)[lang])
        percent = render.percent(facts["correct"] / facts["asked"])
        yield Prose(ANSWERED.fill(asked=facts["asked"], percent=percent)[lang])
    else:
        yield Prose(FRESH[lang])
    yield Prose(DONE.fill(done=facts["finished"], all=facts["lessons"])[lang])
    if study.interview is None:
        yield Prose(WHEN.fill(example=date_of(study.today + EXAMPLE))[lang], look="faint")


def what_to_type(visit: Visit, now: Now) -> Iterator[Part]:
    """The menu where there is no terminal to choose on."""
    lesson = now.lesson.id if now.lesson else ""
    commands = {"review": "tutor review", "learn": f"tutor learn {lesson}", "quiz": "tutor quiz"}
    for value, label in offers(visit, now):
        yield Prose(label[visit.lang], lead="- ")
        yield Prose(TYPE.fill(command=commands[value])[visit.lang], lead="  ")


def next_lesson(visit: Visit, study: Study) -> LessonRow | None:
    """The lesson that was begun; else the one that the plan has for today; else the first that was not begun."""
    places, lessons = study.standing.places, visit.app.index.lessons()
    begun = [row for row in lessons if places.get(row.id, (0, False))[0] > 0]
    today = study.day.lessons if planning.is_ahead(study) else ()
    planned = [row for name in today for row in lessons if row.id == name]
    fresh = [row for row in lessons if not places.get(row.id, (0, False))[1]]
    return next(iter([*begun, *planned, *fresh]), None)


def going_on(visit: Visit, row: LessonRow) -> Text:
    step = visit.app.store.place(row.id)[0]
    if step:
        return RESUME.fill(title=row.title, step=min(step + 1, row.steps), steps=row.steps)
    return GO_ON.fill(title=row.title, minutes=row.minutes)


def as_json(visit: Visit, now: Now) -> dict[str, Any]:
    """How far the person is, as numbers."""
    study, lessons = now.study, visit.app.index.lessons()
    traces = study.standing.traces.values()
    return {
        "lessons": len(lessons),
        "finished": sum(study.standing.places.get(row.id, (0, False))[1] for row in lessons),
        "asked": sum(trace.asked for trace in traces),
        "correct": sum(trace.correct for trace in traces),
        "next": now.lesson.id if now.lesson else None,
        "due": len(now.due),
        "due_minutes": now.minutes if now.due else 0,
        "minutes_left": round(study.seconds / 60, 1),
        "days_left": None if study.interview is None else study.interview - study.today,
        "ready": round(study.ready(), 4),
    }
