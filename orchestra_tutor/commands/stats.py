"""tutor stats: readiness by cell and by day, answers and minutes, and how well all this was foretold."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any, Final

from orchestra_tutor import report
from orchestra_tutor.commands import plan
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.journal import Confidence, Review
from orchestra_tutor.report import Answers, Bin, Cell, Point, Report, Sureness
from orchestra_tutor.sessions import talk
from orchestra_tutor.study import Study, date_of
from orchestra_tutor.text import Text
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Bars, Curve, Dot, Dots, Gap, Heading, Heat, HeatMap, Mark, Part, Prose

SHOWN: Final = 14  # days on a screen
COUNTED: Final = 28  # days
FORESEEN: Final = 7  # days for which the plan is played forward
NOTICEABLE: Final = 50_000  # answers: what so many take is some seconds
STEP: Final = 10_000

READING: Final = "Reading your answers · 학습 기록 읽는 중"
HEAD: Final = Text("Your progress", "학습 통계")
EMPTY: Final = Text(
    "Nothing to show yet. Answer a few questions, and here you see how ready you are, cell by cell and day by day.",
    "아직 보여 줄 통계가 없습니다. 문제를 몇 개 풀면 칸별, 날짜별 준비도가 여기에 표시됩니다.",
)
BEGIN: Final = Text("Begin with: tutor quiz, or tutor learn", "시작하기: tutor quiz 또는 tutor learn")
NO_DATE: Final = Text(
    "No date yet, so no forecast. Set one: tutor plan --date {example}",
    "면접일을 정하지 않아 앞으로의 예측이 없습니다. 정하려면: tutor plan --date {example}",
)
IS_OVER: Final = Text(
    "The interview was on {date}. A new one: tutor plan --date {example}",
    "면접일({date})이 지났습니다. 새로 정하려면: tutor plan --date {example}",
)
STREAK: Final = Text("Days in a row: {days}, at most {longest} so far.", "연속 학습: {days}일(최장 {longest}일).")
BY_CELL: Final = Text("Readiness by cell", "칸별 준비도")
UNASKED: Final = Text("untested", "안 풀어 봄")
BY_DAY: Final = Text("Readiness by day", "날짜별 준비도")
WAS: Final = Text("on each day until today", "오늘까지 그날그날의 준비도")
WAS_FOR_DATE: Final = Text("for the interview, by what you knew then", "그날까지 공부한 내용으로 본 면접일 준비도")
WILL_BE: Final = Text("if you keep the plan", "계획대로 하면")
EFFORT: Final = Text("Minutes and answers", "학습 시간과 푼 문제")
LAST_DAYS: Final = Text("last {days} days", "최근 {days}일")
IN_A_DAY: Final = Text("{minutes} min, {answers} answered", "{minutes}분, {answers}문제")
IN_ALL: Final = Text(
    "In {days} days: {minutes} min, {answers} answered, {percent}% of them right.",
    "최근 {days}일 합계: {minutes}분, {answers}문제, 정답률 {percent}%.",
)
CALIBRATION: Final = Text("Remembered: predicted and measured", "기억률: 예측과 실제")
ASIDE: Final = Text("answers: {count}", "답변 {count}개")
TOO_FEW: Final = Text(
    "Too few answers yet to tell: {count} of {enough} to questions seen on an earlier day.",
    "아직 판단하기에 답변이 부족합니다. 전에 본 문제를 다른 날 다시 푼 답변: {enough}개 중 {count}개.",
)
OVERALL: Final = Text(
    "All together: {predicted}% predicted, {measured}% remembered ({low}–{high}%).",
    "전체: 예측 {predicted}%, 실제 {measured}%({low}–{high}%).",
)
MARKS: Final = Text(
    "o predicted, x measured, * both, = 95% interval of what was measured",
    "o 예측, x 실제, * 둘이 같음, = 실제값의 95% 신뢰구간",
)
PREDICTED: Final = Text("Predicted", "예측")
MEASURED: Final = Text("Measured", "실제")
ANSWERS: Final = Text("Answers", "답변 수")
LOWERED: Final = Text(
    "You remembered less than predicted, so readiness counts only {percent}% of a prediction.",
    "실제 기억률이 예측보다 낮아, 준비도에는 예측값의 {percent}%만 반영했습니다.",
)
CONFIDENCE: Final = Text("How sure you were, and how often right", "확신도별 정답률")
SURE: Final[dict[Confidence, Text]] = {
    "sure": Text("sure", "확실함"),
    "think": Text("I think so", "아마 맞음"),
    "guess": Text("a guess", "찍었음"),
}
RIGHT: Final = Text("{percent}% right of {count}", "{count}문제 중 {percent}% 정답")
CHANCE: Final = Text(
    "Blind guesses at these questions: {percent}% right.", "이 문제들을 아무렇게나 찍을 때의 정답률: {percent}%."
)
INTERVIEWS: Final = Text("Mock interviews", "모의 면접")
INTERVIEW: Final = Text(
    "{percent}% over {count} questions, {flags} red flags", "질문 {count}개, 점수 {percent}%, 위험 신호 {flags}개"
)
UNMARKED: Final = Text(
    "Say how sure you are when a quiz asks, and here you see whether it is true.",
    "퀴즈에서 얼마나 확실한지 표시하면, 그 확신이 얼마나 맞았는지 여기에 표시됩니다.",
)


def stats(visit: Visit) -> None:
    """Show the figures."""
    found = gather(visit)
    if visit.json:
        print(json.dumps(as_json(found, visit), ensure_ascii=False, indent=2))
    else:
        visit.front().say([Gap(), *shown(found, visit)])


def gather(visit: Visit) -> Report:
    study, index = visit.app.study(), visit.app.index
    days = visit.app.store.standing().days
    answers = counted(visit.app.store.answers(), sum(day.answers for day in days.values()))
    past = report.replay(answers, study.subjects, study.today, study.interview)
    features, platforms = index.axes("feature"), index.axes("platform")
    squares = [(feature.id, platform.id) for feature in features for platform in platforms]
    items = {square: index.items_about("/".join(square)) for square in squares}
    return Report(
        study.today,
        study.interview,
        study.ready(),
        study.learner.trust,
        tuple(report.by_cell(study.subjects, items, study.learner, study.horizon)),
        past,
        tuple(foreseen(study)) if past.curve else (),
        report.efforts(days, study.today, COUNTED),
        report.streak(days, study.today),
        lucky(visit, next(each.asked for each in past.sureness if each.confidence == "guess")),
    )


def counted(answers: Answers, whole: int) -> Answers:
    """The answers; where there are many and a person watches, a line tells how far they are read."""
    watched = whole > NOTICEABLE and sys.stderr and sys.stderr.isatty()
    for n, answer in enumerate(answers, 1):
        yield answer
        if watched and (n % STEP == 0 or n == whole):
            print(f"\r{READING}: {100 * n // whole} %", end="\n" if n == whole else "", file=sys.stderr, flush=True)


def foreseen(study: Study) -> Iterator[Point]:
    """The readiness for the interview after some of the days until then, the last one included."""
    days = study.horizon - study.today
    for n in report.spread(1, days, FORESEEN) if days else ():
        yield Point(study.today + n, study.forecast(n).ready)


def lucky(visit: Visit, guessed: dict[str, int]) -> float | None:
    """How often somebody who knows nothing would be right on these items, each so many times."""
    found = ((visit.app.index.item(name), count) for name, count in guessed.items())
    chances = [(report.chance(item.question.ask(Random(0))), count) for item, count in found if item]
    whole = sum(count for _, count in chances)
    return sum(chance * count for chance, count in chances) / whole if whole else None


def shown(found: Report, visit: Visit) -> Iterator[Part]:
    lang = visit.lang
    yield Heading(HEAD[lang], plan.called(found.today)[lang])
    yield Gap()
    if not found.past.curve:
        yield Prose(EMPTY[lang])
        yield Prose(BEGIN[lang], look="strong")
        return
    yield from summary(found, visit)
    yield from by_cell(found, visit)
    yield from by_day(found, visit)
    yield from effort(found, visit)
    yield from calibration(found, visit)
    yield from sureness(found, visit)
    yield from interviews(visit)


def summary(found: Report, visit: Visit) -> Iterator[Part]:
    lang, now, example = visit.lang, render.percent(found.ready), date_of(found.today + 14)
    if found.expected is None:
        yield Prose(plan.READY.fill(ready=now)[lang], look="strong")
    else:
        expected = render.percent(found.expected)
        yield Prose(plan.READY_THEN.fill(ready=now, expected=expected)[lang], look="strong")
    yield Prose(plan.ESTIMATE[lang], look="faint")
    if found.interview is None:
        yield Prose(NO_DATE.fill(example=example)[lang])
    elif found.interview < found.today:
        yield Prose(IS_OVER.fill(date=date_of(found.interview), example=example)[lang])
    elif found.interview == found.today:
        yield Prose(plan.IS_TODAY[lang])
    yield Prose(STREAK.fill(days=found.streak.days, longest=found.streak.longest)[lang])


def by_cell(found: Report, visit: Visit) -> Iterator[Part]:
    lang, index = visit.lang, visit.app.index
    platforms = index.axes("platform")
    heats = {(cell.feature, cell.platform): heat(cell) for cell in found.cells}
    rows = ((f.head[lang], tuple(heats[f.id, p.id] for p in platforms)) for f in index.axes("feature"))
    yield from section(BY_CELL[lang])
    yield HeatMap(tuple(axis.head[lang] for axis in platforms), tuple(rows), UNASKED[lang])


def heat(cell: Cell) -> Heat | None:
    return None if cell.ready is None else Heat(cell.ready, cell.asked > 0)


def by_day(found: Report, visit: Visit) -> Iterator[Part]:
    if len(found.past.curve) + len(found.ahead) > 1:  # there is no line through one point
        was = WAS_FOR_DATE if found.ahead else WAS
        yield from section(BY_DAY[visit.lang])
        yield Curve(marks(found.past.curve), marks(found.ahead), was[visit.lang], WILL_BE[visit.lang])


def marks(points: tuple[Point, ...]) -> tuple[Mark, ...]:
    return tuple(Mark(point.day, date_of(point.day).isoformat(), point.ready) for point in points)


def effort(found: Report, visit: Visit) -> Iterator[Part]:
    lang = visit.lang
    days = found.efforts[-SHOWN:]
    rows = []
    for day in days:
        words = IN_A_DAY.fill(minutes=minutes(day.seconds), answers=day.answers)[lang] if day.answers else plan.NONE
        rows.append((date_of(day.day).isoformat(), day.seconds, words))
    yield from section(EFFORT[lang], LAST_DAYS.fill(days=SHOWN)[lang])
    yield Bars(tuple(rows), max(day.seconds for day in days))
    answers, correct = (sum(getattr(day, name) for day in found.efforts) for name in ("answers", "correct"))
    if answers:
        spent = minutes(sum(day.seconds for day in found.efforts))
        percent = render.percent(correct / answers)
        yield Prose(IN_ALL.fill(days=COUNTED, minutes=spent, answers=answers, percent=percent)[lang])


def minutes(seconds: float) -> int:
    """Whole minutes, but for nothing at least one."""
    return max(1, round(seconds / 60)) if seconds else 0


def calibration(found: Report, visit: Visit) -> Iterator[Part]:
    lang, judged = visit.lang, found.past.calibration
    overall = judged.overall
    yield from section(CALIBRATION[lang], ASIDE.fill(count=overall.answers)[lang])
    if not judged.enough:
        yield Prose(TOO_FEW.fill(count=overall.answers, enough=report.ENOUGH)[lang])
        return
    rows = (Dot(each.predicted, each.measured, each.interval, each.answers) for each in judged.bins if each.answers)
    yield Dots((PREDICTED[lang], MEASURED[lang], ANSWERS[lang]), tuple(rows))
    yield Prose(MARKS[lang], look="faint")
    shares = overall.predicted, overall.measured, *overall.interval
    named = dict(zip(("predicted", "measured", "low", "high"), map(render.percent, shares), strict=True))
    yield Prose(OVERALL.fill(**named)[lang])
    if found.trust < 1:
        yield Prose(LOWERED.fill(percent=render.percent(found.trust))[lang])


def sureness(found: Report, visit: Visit) -> Iterator[Part]:
    lang = visit.lang
    marked = [each for each in found.past.sureness[::-1] if each.answers]
    yield from section(CONFIDENCE[lang])
    if not marked:
        yield Prose(UNMARKED[lang])
        return
    yield Bars(tuple(sure_row(each, visit) for each in marked), 1.0)
    if found.lucky is not None:
        yield Prose(CHANCE.fill(percent=render.percent(found.lucky))[lang])


def sure_row(each: Sureness, visit: Visit) -> tuple[str, float, str]:
    words = RIGHT.fill(percent=render.percent(each.share), count=each.answers)
    return SURE[each.confidence][visit.lang], each.share, words[visit.lang]


def interviews(visit: Visit) -> Iterator[Part]:
    """How the mock interviews went, one after the other."""
    held = past_interviews(visit)
    if held:
        yield from section(INTERVIEWS[visit.lang])
        rows = (
            (date_of(day).isoformat(), told.score, interview_words(told)[visit.lang]) for day, told in held[-SHOWN:]
        )
        yield Bars(tuple(rows), 1.0)


def interview_words(told: talk.Report) -> Text:
    return INTERVIEW.fill(percent=render.percent(told.score), count=len(told.talks), flags=len(told.flags))


def past_interviews(visit: Visit) -> list[tuple[int, talk.Report]]:
    """The study day of every mock interview, and what it came to."""
    by_session = defaultdict[str, list[Review]](list)
    for review in visit.app.store.reviews_in("interview"):
        by_session[review.id.rpartition("-")[0]].append(review)
    held = ((each[0].day, talk.Report(tuple(talk.talks(each, visit.app.index.item)))) for each in by_session.values())
    return [(day, told) for day, told in held if told.talks]


def section(words: str, aside: str = "") -> Iterator[Part]:
    yield Gap()
    yield Heading(words, aside)
    yield Gap()


def as_json(found: Report, visit: Visit) -> dict[str, Any]:
    judged, marked = found.past.calibration, found.past.sureness
    return {
        "date": None if found.interview is None else date_of(found.interview).isoformat(),
        "today": date_of(found.today).isoformat(),
        "ready": share(found.ready),
        "expected": share(found.expected),
        "note": plan.ESTIMATE[visit.lang],
        "cells": [cell_as_json(cell) for cell in found.cells],
        "curve": [point_as_json(point) for point in found.past.curve],
        "forecast": [point_as_json(point) for point in found.ahead],
        "days": [
            {
                "date": date_of(day.day).isoformat(),
                "answers": day.answers,
                "correct": day.correct,
                "minutes": round(day.seconds / 60, 1),
            }
            for day in found.efforts
        ],
        "streak": {"days": found.streak.days, "longest": found.streak.longest},
        "calibration": {
            "enough": judged.enough,
            "trust": share(found.trust),
            "overall": bin_as_json(judged.overall),
            "bins": [bin_as_json(each) for each in judged.bins],
        },
        "confidence": {each.confidence: {"answers": each.answers, "right": each.right} for each in marked},
        "chance": share(found.lucky),
        "interviews": [
            {
                "date": date_of(day).isoformat(),
                "questions": len(told.talks),
                "score": share(told.score),
                "flags": list(told.flags),
            }
            for day, told in past_interviews(visit)
        ],
    }


def share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def cell_as_json(cell: Cell) -> dict[str, Any]:
    place = {"feature": cell.feature, "platform": cell.platform}
    return place | {"items": cell.items, "asked": cell.asked, "ready": share(cell.ready)}


def point_as_json(point: Point) -> dict[str, Any]:
    return {"date": date_of(point.day).isoformat(), "ready": share(point.ready)}


def bin_as_json(each: Bin) -> dict[str, Any]:
    counts = {"low": each.low, "high": each.high, "answers": each.answers, "known": each.known}
    if not each.answers:
        return counts | {"predicted": None, "measured": None, "interval": None}
    interval = [share(bound) for bound in each.interval]
    return counts | {"predicted": share(each.predicted), "measured": share(each.measured), "interval": interval}
