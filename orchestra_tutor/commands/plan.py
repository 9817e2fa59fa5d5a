"""tutor plan: the day of the interview, the minutes there are, and what the days until then will bring."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from orchestra_tutor.app import new_id
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import UsageError
from orchestra_tutor.figures.table import Table
from orchestra_tutor.forecast import Ahead, Forecast
from orchestra_tutor.journal import Plan
from orchestra_tutor.study import Study, date_of, day_number
from orchestra_tutor.text import Text, same
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Columns, Gap, Heading, Part, Prose

SHOWN: Final = 14  # days on a screen
FARTHEST: Final = 366  # days
MOST_WEIGHT: Final = 10.0
NO_DATE: Final = "none"
NONE: Final = "–"
LEFT_OUT: Final = 8  # lessons named
INSTANT: Final = 0.001  # seconds: by so much at least a plan is newer than the one before, though the clock went back

WEEKDAYS: Final = tuple(
    Text(en, ko) for en, ko in zip(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "월화수목금토일", strict=True)
)
DATE: Final = Text("{weekday} {date}", "{date}({weekday})")
BAD_DATE: Final = Text("{given!r} is no date.", "날짜가 아닙니다: {given!r}")
WRITE_DATE: Final = Text(
    "Write it as YYYY-MM-DD, such as {example}; --date none removes it.",
    "YYYY-MM-DD 형식으로 쓰세요. 예: {example}. 날짜를 지우려면 --date none.",
)
PAST: Final = Text("{given} is over; today is {today}.", "{given}: 이미 지난 날짜입니다. 오늘은 {today}입니다.")
TOO_FAR: Final = Text("{given} is more than a year away.", "{given}: 1년 넘게 남은 날짜입니다.")
COME_BACK: Final = Text(
    "Until then learn without a date: tutor review", "그때까지는 날짜 없이 공부하세요: tutor review"
)
BAD_WEIGHT: Final = Text("{given!r} is no weight.", "가중치가 아닙니다: {given!r}")
WRITE_WEIGHT: Final = Text(
    "Write topic=number, such as ecs=3. From 0 (leave out) to 10; 1 is normal.",
    "주제=숫자로 쓰세요. 예: ecs=3. 0(제외)부터 10까지이고, 1이 보통입니다.",
)

HEAD: Final = Text("Your plan", "학습 계획")
ASIDE: Final = Text("{minutes} min a day", "하루 {minutes}분")
ON_DATE: Final = Text("Interview on {date}, in {days} days.", "면접일 {date}, {days}일 남음.")
TOMORROW: Final = Text("Interview tomorrow, {date}.", "면접은 내일입니다({date}).")
IS_TODAY: Final = Text("Today is the day. Good luck!", "오늘이 면접일입니다. 행운을 빕니다!")
WAS: Final = Text(
    "The interview was on {date}. What you know stays fresh with: tutor review",
    "면접일({date})이 지났습니다. 배운 내용은 tutor review로 유지하세요.",
)
NO_INTERVIEW: Final = Text(
    "No date yet: what you know is kept fresh. With a date the tutor plans for that day:",
    "아직 면접일이 없어서 배운 내용을 유지하는 데 맞춥니다. 날짜를 정하면 그날에 맞춰 계획합니다.",
)
SET_DATE: Final = Text(
    "tutor plan --date {example} --minutes {minutes}", "tutor plan --date {example} --minutes {minutes}"
)
READY: Final = Text("Ready now: {ready}% of what interviews ask.", "현재 준비도: 면접에서 묻는 내용의 {ready}%.")
READY_THEN: Final = Text(
    "Ready on the day: {ready}% if you stop now, {expected}% if you keep this plan.",
    "면접일 준비도: 지금 멈추면 {ready}%, 계획대로 하면 {expected}%.",
)
ESTIMATE: Final = Text(
    "An estimate: the models of memory behind it were fitted on flashcards, and adapt to your answers.",
    "추정치입니다. 플래시카드 데이터로 만든 기억 모델을 쓰며, 답할수록 여러분에게 맞춰집니다.",
)
WEIGHED: Final = Text("Counts more or less: {weights}", "가중치: {weights}")
DAY: Final = Text("Day", "날짜")
REVIEWS: Final = Text("Review", "복습")
NEW: Final = Text("New", "새 문제")
LEARN: Final = Text("Learn", "레슨")
MINUTES: Final = Text("Min", "분")
REHEARSE: Final = Text("rehearsal: tutor interview --minutes {minutes}", "리허설: tutor interview --minutes {minutes}")
TODAY: Final = Text("today", "오늘")
MORE_DAYS: Final = Text(
    "… and {count} more days; all of them: tutor plan --json", "… 이후 {count}일. 전체: tutor plan --json"
)
ALL_FITS: Final = Text("Every lesson fits.", "모든 레슨을 마칠 수 있습니다.")
UNREAD: Final = Text(
    "What will not fit, as other things are worth more per minute: {lessons} lessons, {items} questions.",
    "시간 안에 못 하는 것(같은 시간에 다른 것이 더 효과적): 레슨 {lessons}개, 문제 {items}개.",
)
AND_MORE: Final = Text("… and {count} more", "… 외 {count}개")
WITH_MORE: Final = Text(
    "With {minutes} minutes a day: {expected}% on the day.", "하루 {minutes}분이면 면접일에 {expected}%."
)


def plan(visit: Visit, day: str | None, minutes: float | None, weights: list[str]) -> None:
    """Change what is given, and show what follows from it."""
    before = visit.app.store.plan() or Plan("", 0.0)
    weighed = before.weights | checked_weights(visit, weights)
    if day is not None or minutes is not None or weights:
        after = Plan(
            f"{new_id()}-0",
            max(visit.app.clock(), before.at + INSTANT),
            before.date if day is None else checked_date(visit, day),
            before.minutes if minutes is None else minutes,
            {topic: factor for topic, factor in weighed.items() if factor != 1.0},
        )
        visit.app.store.save((after,))
    study = visit.app.study()
    if visit.json:
        print(json.dumps(as_json(study), ensure_ascii=False, indent=2))
    else:
        visit.front().say([Gap(), *shown(visit, study)])


def checked_date(visit: Visit, given: str) -> str:
    """The date as YYYY-MM-DD, or nothing where it is taken back."""
    if given == NO_DATE:
        return ""
    today = visit.app.today()
    try:
        day = date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise UsageError(BAD_DATE.fill(given=given), WRITE_DATE.fill(example=date_of(today + 14))) from error
    ahead = day_number(day) - today
    if ahead < 0:
        raise UsageError(PAST.fill(given=day, today=date_of(today)), WRITE_DATE.fill(example=date_of(today + 14)))
    if ahead > FARTHEST:
        raise UsageError(TOO_FAR.fill(given=day), COME_BACK)
    return day


def checked_weights(visit: Visit, given: list[str]) -> dict[str, float]:
    """By topic, how much more it counts."""
    weights = {}
    for pair in given:
        topic, _, number = pair.partition("=")
        try:
            factor = float(number)
        except ValueError:
            factor = -1.0
        if not 0 <= factor <= MOST_WEIGHT:
            raise UsageError(BAD_WEIGHT.fill(given=pair), WRITE_WEIGHT)
        weights[topic.strip().casefold()] = factor
    visit.app.known_topics(weights)
    return weights


def shown(visit: Visit, study: Study) -> Iterator[Part]:
    lang, minutes = visit.lang, f"{study.plan.minutes:g}"
    yield Heading(HEAD[lang], ASIDE.fill(minutes=minutes)[lang])
    yield Gap()
    yield Prose(when(study)[lang], look="strong")
    if study.interview is None:
        example = date_of(study.today + 14)
        yield Prose(SET_DATE.fill(example=example, minutes=minutes)[lang], lead="  ")
    foreseen = study.forecast()
    yield Prose(ready(study, foreseen)[lang])
    if study.plan.weights:
        names = [f"{topic} ×{factor:g}" for topic, factor in study.plan.weights.items()]
        yield Prose(WEIGHED.fill(weights=", ".join(names))[lang])
    yield Gap()
    rows = tuple(row(visit, study, day) for day in foreseen.days[:SHOWN])
    yield Columns(Table((DAY, REVIEWS, NEW, LEARN, MINUTES), rows), ruled=False)
    if len(foreseen.days) > SHOWN:
        yield Prose(MORE_DAYS.fill(count=len(foreseen.days) - SHOWN)[lang], look="faint")
    if is_ahead(study):
        yield Gap()
        yield from what_does_not_fit(visit, study, foreseen)
    yield Gap()
    yield Prose(ESTIMATE[lang], look="faint")


def is_ahead(study: Study) -> bool:
    return study.horizon > study.today


def when(study: Study) -> Text:
    """The interview, in words."""
    if study.interview is None:
        return NO_INTERVIEW
    days = study.interview - study.today
    words = {0: IS_TODAY, 1: TOMORROW}.get(days, ON_DATE if days > 0 else WAS)
    return words.fill(date=called(study.interview), days=days)


def ready(study: Study, foreseen: Forecast) -> Text:
    now = render.percent(study.ready())
    if not is_ahead(study):
        return READY.fill(ready=now)
    return READY_THEN.fill(ready=now, expected=render.percent(foreseen.ready))


def called(day: int) -> Text:
    """Thu 2026-12-10."""
    on = date_of(day)
    return DATE.fill(weekday=WEEKDAYS[on.weekday()], date=on.isoformat())


def row(visit: Visit, study: Study, day: Ahead) -> tuple[Text, ...]:
    on = date_of(day.day)
    name = TODAY if day.day == study.today else DATE.fill(weekday=WEEKDAYS[on.weekday()], date=f"{on:%m-%d}")
    learn = [visit.app.index.title(lesson) for lesson in day.lessons]
    if day.rehearsal:
        learn.append(REHEARSE.fill(minutes=max(1, round(study.plan.minutes / 3))))
    said = same(NONE) if not learn else Text(", ".join(text.en for text in learn), ", ".join(text.ko for text in learn))
    return name, same(str(day.reviews or NONE)), same(str(day.new or NONE)), said, same(f"{day.seconds / 60:.0f}")


def what_does_not_fit(visit: Visit, study: Study, foreseen: Forecast) -> Iterator[Part]:
    lang = visit.lang
    if not foreseen.unread:
        yield Prose(ALL_FITS[lang])
        return
    yield Prose(UNREAD.fill(lessons=len(foreseen.unread), items=foreseen.unasked)[lang])
    names = [visit.app.index.title(lesson)[lang] for lesson in foreseen.unread[:LEFT_OUT]]
    if len(foreseen.unread) > LEFT_OUT:
        names.append(AND_MORE.fill(count=len(foreseen.unread) - LEFT_OUT)[lang])
    yield Prose(" · ".join(names), lead="  ")
    more = study.with_minutes(2 * study.plan.minutes)
    expected = render.percent(more.forecast().ready)
    yield Prose(WITH_MORE.fill(minutes=f"{more.plan.minutes:g}", expected=expected)[lang])


def as_json(study: Study) -> dict[str, Any]:
    foreseen = study.forecast()
    ahead = is_ahead(study)
    return {
        "date": study.plan.date or None,
        "days_left": None if study.interview is None else study.interview - study.today,
        "minutes": study.plan.minutes,
        "weights": study.plan.weights,
        "ready": round(study.ready(), 4),
        "expected": round(foreseen.ready, 4) if ahead else None,
        "days": [
            {
                "date": date_of(day.day).isoformat(),
                "reviews": day.reviews,
                "new": day.new,
                "lessons": list(day.lessons),
                "rehearsal": day.rehearsal,
                "minutes": round(day.seconds / 60, 1),
            }
            for day in foreseen.days
        ],
        "unread": list(foreseen.unread) if ahead else None,
        "unasked": foreseen.unasked if ahead else None,
    }
