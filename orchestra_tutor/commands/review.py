"""tutor review: what to study now, the best gain first, within the minutes."""

from typing import Final

from orchestra_tutor.app import run
from orchestra_tutor.commands import learn
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.index import LessonRow
from orchestra_tutor.planner import fitting
from orchestra_tutor.text import Text
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Gap, Part, Prose

BEGINS: Final = Text("Review: {count} questions, about {minutes} min.", "복습: {count}문제, 약 {minutes}분.")
PRETEST: Final = Text(
    "The last {count} come before the lesson “{title}”: trying first makes it stick, and a miss costs you nothing.",
    "마지막 {count}문제는 레슨 “{title}” 예습입니다. 먼저 풀어 보면 더 잘 기억되고, 틀려도 괜찮습니다.",
)
SPENT: Final = Text(
    "Today's {minutes} minutes are used. More anyway: tutor review --minutes 10",
    "오늘 계획한 {minutes}분을 다 썼습니다. 더 하려면: tutor review --minutes 10",
)
NOTHING: Final = Text("There is nothing to review now.", "지금 복습할 문제가 없습니다.")
LEARN_NEXT: Final = Text("Next: {title} (tutor learn {id})", "다음 레슨: {title} (tutor learn {id})")
MOVED: Final = Text("Readiness: {before}% → {after}%", "준비도: {before}% → {after}%")


def review(visit: Visit, minutes: float | None) -> None:
    """A review from its first question to its summary, and then the lesson of the day."""
    study = visit.app.study()
    seconds = study.asking if minutes is None else 60 * minutes
    session, before_lesson = visit.app.review_session(study, seconds)
    front = visit.front()
    lesson = visit.app.index.lesson(study.day.lessons[0]) if study.day.lessons else None
    if session is None:
        if visit.json:
            front.write("session", mode="review", of=0, learn=lesson.id if lesson else None)
            return
        front.say([Gap(), *nothing(visit, study.seconds, study.plan.minutes), *(next_lesson(visit, lesson))])
        return
    if visit.json:
        front.write(
            "session",
            id=session.id,
            mode="review",
            of=len(session.stops),
            pretest=before_lesson,
            seconds=round(session.seconds or 0.0),
        )
    else:
        expected = sum(choice.seconds for choice in fitting(study.review(seconds), seconds))
        expected += before_lesson * study.learner.seconds.new
        words = BEGINS.fill(count=len(session.stops), minutes=max(1, round(expected / 60)))
        front.say([Gap(), Prose(words[visit.lang], look="strong")])
        if before_lesson and lesson:
            front.say([Prose(PRETEST.fill(count=before_lesson, title=lesson.title)[visit.lang], look="faint")])
    _, end = run(session, front, visit.app.store.save)
    visit.lang = front.lang
    after = visit.app.study()
    if visit.json:
        front.write("readiness", before=round(study.ready(), 4), after=round(after.ready(), 4))
        return
    if end.asked:
        moved = MOVED.fill(before=render.percent(study.ready()), after=render.percent(after.ready()))
        front.say([Gap(), Prose(moved[visit.lang]), Gap()])
    if lesson and end.reached_end and learn.goes_on(visit, front, lesson):
        learn.learn(visit, lesson.id)


def nothing(visit: Visit, left: float, minutes: float) -> list[Part]:
    return [Prose((NOTHING if left else SPENT.fill(minutes=f"{minutes:g}"))[visit.lang])]


def next_lesson(visit: Visit, lesson: LessonRow | None) -> list[Part]:
    return [Prose(LEARN_NEXT.fill(title=lesson.title, id=lesson.id)[visit.lang])] if lesson else []
