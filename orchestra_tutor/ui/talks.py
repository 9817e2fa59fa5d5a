"""What was heard in an interview, and its report, as documents."""

from collections.abc import Iterable, Iterator
from typing import Final

from orchestra_tutor.questions.open import Model, Open
from orchestra_tutor.sessions.talk import Heard, How, Report, Talk, Turn
from orchestra_tutor.sessions.views import FeedbackView, HearingView, ReportView
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Gap, Heading, Look, Part, Prose, Said, Stretch
from orchestra_tutor.ui.markdown import Words

HEARD: Final = Text("Question {n} of {of}: what was heard", "질문 {n}/{of}: 채점 결과")
SOLVED: Final = Text("Question {n} of {of}: the case", "질문 {n}/{of}: 채점 결과")
SCORE: Final = Text("{percent}% of what a good answer must say.", "반드시 나와야 할 내용의 {percent}%.")
FOLLOWED: Final = Text("Asked on: {stem}", "꼬리 질문: {stem}")
SPOKEN: Final = Text("You said it aloud and scored it yourself.", "말로 답하고 직접 채점했습니다.")
UNANSWERED: Final = Text("Not answered.", "답하지 않았습니다.")
POINTS: Final = Text("What a good answer says", "좋은 답에 담기는 내용")
MARKS: Final[dict[How, tuple[str, Look]]] = {
    "said": ("✓", "right"),
    "asked": ("✓", "plain"),
    "named": ("~", "plain"),
    "missing": ("✗", "wrong"),
}
HOW: Final[dict[How, Text]] = {
    "said": Text("{text}", "{text}"),
    "asked": Text("{text} (only when asked)", "{text} (꼬리 질문에서 답함)"),
    "named": Text("{text} (only named: say how or why)", "{text} (용어만 나옴: 어떻게, 왜인지 말해야 한다)"),
    "missing": Text("{text} (missing)", "{text} (빠짐)"),
}
NICE: Final = Text("{text} (nice to have)", "{text} (있으면 더 좋음)")
FLAG: Final = Text("Red flag: {belief}", "위험 신호: {belief}")
TAKEN_BACK: Final = Text("You took it back when asked.", "꼬리 질문에서 바로잡았습니다.")
DEEPER: Final = Text(
    "Harder questions: {right} of {asked} answered in full.", "심화 질문 {asked}개 중 {right}개에 제대로 답함."
)
MODEL: Final = Text("A model answer", "모범 답안")
PARTS: Final = (
    Text("Answer", "답"),
    Text("Reason", "이유"),
    Text("Example", "예"),
    Text("Trade-off", "대가"),
)
REPORT: Final = Text("Interview report", "면접 결과")
NOTHING: Final = Text("Nothing was answered.", "답한 질문이 없습니다.")
TOTAL: Final = Text(
    "{percent}% over {asked} of {of} questions, in {minutes} min {seconds:02d} s.",
    "질문 {of}개 중 {asked}개에 답했고 점수는 {percent}%, 걸린 시간은 {minutes}분 {seconds:02d}초.",
)
AT_LEVEL: Final = Text("Level: {level}.", "난이도: {level}.")
OVERTIME: Final = Text("{count} answers ran over their time.", "시간을 넘긴 답: {count}개.")
BY_SKILL: Final = Text("By skill", "역량별")
SKILLS: Final[dict[str, Text]] = {
    "recall": Text("knows", "안다"),
    "apply": Text("explains", "설명한다"),
    "compare": Text("compares", "비교한다"),
    "debug": Text("debugs", "원인을 찾는다"),
}
BY_QUESTION: Final = Text("Question by question", "질문별")
FLAGS: Final = Text("Red flags", "위험 신호")
STUDY: Final = Text("To study next", "다음에 공부할 것")
STUDY_THIS: Final = Text("{title} (tutor learn {id})", "{title} (tutor learn {id})")
SHARE: Final = Text("{name}: {percent}%", "{name}: {percent}%")


def answer(turn: Turn, lang: Lang, number: dict[str, str]) -> Iterator[Part]:
    """The words of a typed answer with what was heard in them; or how else it was given."""
    if turn.graded is None:
        yield Prose(UNANSWERED[lang], look="faint")
    elif turn.typed:
        marks = sorted({(mark.start, mark.end, number[mark.key]) for mark in turn.graded.marks if mark.key in number})
        yield Said(turn.typed, tuple(Stretch(*mark) for mark in apart(marks)))
    else:
        yield Prose(SPOKEN[lang], look="faint")


def apart(marks: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Stretches that do not overlap: where two points were heard in the same words, both are named there."""
    taken: list[tuple[int, int, str]] = []
    for start, end, label in marks:
        if taken and start < taken[-1][1]:
            first, last, labels = taken.pop()
            both = labels if label in labels.split(",") else f"{labels},{label}"
            taken.append((first, max(last, end), both))
        else:
            taken.append((start, end, label))
    return iter(taken)


def hearing(view: HearingView, lang: Lang, library: render.Library) -> Iterator[Part]:
    """A question that is through: the answers, what was heard in them, and a model answer."""
    talk = view.talk
    is_open = isinstance(talk.item.question, Open)
    yield Heading((HEARD if is_open else SOLVED).fill(n=view.n, of=view.of)[lang], f"{render.percent(talk.score)}%")
    if is_open:
        yield Gap()
        yield from heard(talk, lang, library)
    elif talk.turns[0].graded is None:
        yield Gap()
        yield Prose(UNANSWERED[lang], look="faint")
    yield from read_on(view, lang, library)


def heard(talk: Talk, lang: Lang, library: render.Library) -> Iterator[Part]:
    """The answers of a talk, and the points and red flags that were heard in them."""
    points = talk.heard
    number = {each.point.key: str(n) for n, each in enumerate(points, 1)} | dict.fromkeys(talk.flags, "!")
    for turn in talk.turns:
        if turn.path:
            yield Prose(FOLLOWED.fill(stem=turn.question.stem)[lang], look="strong")
        yield from answer(turn, lang, number)
        yield Gap()
    yield Prose(POINTS[lang], look="strong")
    for n, each in enumerate(points, 1):
        yield point(each, n, lang)
    if talk.deeper[1]:
        yield Prose(DEEPER.fill(right=talk.deeper[0], asked=talk.deeper[1])[lang])
    for belief, back in talk.flags.items():
        known = library.belief(belief, talk.item.id)
        if known:
            yield Gap()
            yield Prose(FLAG.fill(belief=known.belief)[lang], lead="! ", look="wrong")
            yield Prose(render.TRUTH.fill(truth=known.truth)[lang], lead="  ")
        if back:
            yield Prose(TAKEN_BACK[lang], lead="  ")


def feedback(view: FeedbackView, lang: Lang, library: render.Library) -> Iterator[Part]:
    """An open question outside of an interview: what was heard in the one answer."""
    item = view.item
    talk = Talk(item, (Turn("", item.question, "", view.graded, view.response, 0.0),))
    yield render.verdict(view, lang)
    yield Gap()
    if view.graded is not None:
        yield from heard(talk, lang, library)
    yield from read_on(HearingView(view.n, view.of, talk, view.explanation, flagged=view.flagged), lang, library)
    if view.comes_back:
        yield Prose(render.COMES_BACK[lang], look="faint")


def point(each: Heard, n: int, lang: Lang) -> Part:
    sign, look = MARKS[each.how]
    words = HOW[each.how].fill(text=each.point.text)
    if not each.point.must:
        words, look = NICE.fill(text=words), "right" if each.how == "said" else "faint"
    return Prose(words[lang], lead=f"{sign} {n} ", look=look)


def read_on(view: HearingView, lang: Lang, library: render.Library) -> Iterator[Part]:
    """The model answer, and where to read."""
    item = view.talk.item
    yield Gap()
    if isinstance(item.question, Open):
        yield from model(item.question.model, lang)
    else:
        yield from render.explained(view.explanation, view.talk.turns[0].graded, item.id, lang, library)
    yield Gap()
    yield Prose(render.READ.fill(lesson=library.title(item.lesson), id=item.lesson)[lang], look="faint")
    yield Prose(render.valid(item.holds)[lang], look="faint")
    if view.flagged:
        yield Prose(render.FLAGGED[lang], look="faint")


def model(shown: Model, lang: Lang) -> Iterator[Part]:
    yield Prose(MODEL[lang], look="strong")
    parts = (shown.answer, shown.reason, shown.example, shown.tradeoff)
    for label, part in zip(PARTS, parts, strict=True):
        if part:
            yield from render.labelled(label[lang], part[lang])


def report(view: ReportView, lang: Lang, library: render.Library) -> Iterator[Words]:
    """The report, in words alone, so that it can be kept as Markdown."""
    told = Report(view.talks)
    yield Heading(REPORT[lang])
    if not view.talks:
        yield Prose(NOTHING[lang])
        return
    yield Gap()
    minutes, seconds = divmod(round(view.seconds), 60)
    asked = len(view.talks)
    total = TOTAL.fill(percent=render.percent(told.score), asked=asked, of=view.of, minutes=minutes, seconds=seconds)
    yield Prose(total[lang], look="plain")
    if view.level:
        yield Prose(AT_LEVEL.fill(level=render.LEVELS[view.level])[lang])
    if told.overtime:
        yield Prose(OVERTIME.fill(count=told.overtime)[lang])
    tables = (
        (BY_SKILL, {SKILLS[skill]: share for skill, share in told.by_skill.items()}),
        (render.BY_FEATURE, {library.title(name): share for name, share in told.by_feature.items()}),
        (render.BY_PLATFORM, {library.title(name): share for name, share in told.by_platform.items()}),
    )
    for title, shares in tables:
        if shares:
            yield Gap()
            yield Prose(title[lang], look="strong")
        for name, share in shares.items():
            yield Prose(SHARE.fill(name=name, percent=render.percent(share))[lang], lead="- ")
    yield Gap()
    yield Prose(BY_QUESTION[lang], look="strong")
    for talk in view.talks:
        stem = talk.item.question.stem
        yield Prose(SHARE.fill(name=stem, percent=render.percent(talk.score))[lang], lead="- ")
        for each in talk.heard:
            if each.point.must and each.how != "said":
                yield Prose(HOW[each.how].fill(text=each.point.text)[lang], lead="  ")
    yield from flags(told, lang, library)
    yield from study(told, lang, library)


def flags(told: Report, lang: Lang, library: render.Library) -> Iterator[Words]:
    shown = [(known, back) for belief, (item, back) in told.flags.items() if (known := library.belief(belief, item))]
    if shown:
        yield Gap()
        yield Prose(FLAGS[lang], look="strong")
    for known, back in shown:
        yield Prose(known.belief[lang], lead="- ")
        yield Prose(render.TRUTH.fill(truth=known.truth)[lang], lead="  ")
        if back:
            yield Prose(TAKEN_BACK[lang], lead="  ")


def study(told: Report, lang: Lang, library: render.Library) -> Iterator[Words]:
    """The lessons in which most was missing."""
    if told.study:
        yield Gap()
        yield Prose(STUDY[lang], look="strong")
    for n, lesson in enumerate(told.study, 1):
        yield Prose(STUDY_THIS.fill(title=library.title(lesson), id=lesson)[lang], lead=f"{n}. ")
