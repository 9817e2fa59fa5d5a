"""Views as documents, in one language."""

from collections.abc import Iterator
from typing import Final, Protocol

from orchestra_tutor.course import Belief, Cell, Source
from orchestra_tutor.question import Arrange, Enter, Explanation, Graded, Inspect, Option, Pair, Pick, Prompt, Response
from orchestra_tutor.sessions.views import (
    AskView,
    FeedbackView,
    HearingView,
    PageView,
    ReportView,
    Score,
    SummaryView,
    View,
)
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.ui.document import Bar, Gap, Heading, Look, Part, Picture, Prose

NUMBERS: Final = "123456789"
LETTERS: Final = "abcdefghi"

QUESTION: Final = Text("Question {n} of {of}", "문제 {n}/{of}")
DRILL: Final = Text("Question {n}", "문제 {n}")
REVIEW: Final = Text("Review {n} of {of}", "복습 {n}/{of}")
UNASKED: Final = Text("✗ Not answered.", "✗ 답하지 않았습니다.")
FOLLOWS: Final = Text("Question {n} of {of}, asked on", "질문 {n}/{of}, 꼬리 질문")
INTERVIEW: Final = Text("Question {n} of {of}", "질문 {n}/{of}")
AGAIN: Final = Text("Once more", "다시 한번")
STEP: Final = Text("Step {n} of {of}", "단계 {n}/{of}")
CHECK: Final = Text("Step {n} of {of}: check yourself", "단계 {n}/{of}: 확인 문제")
LEVELS: Final[dict[str, Text]] = {
    "junior": Text("junior", "주니어"),
    "mid": Text("mid", "미들"),
    "senior": Text("senior", "시니어"),
}
YOUR_ANSWER: Final = Text("Your answer", "답")
WHAT_IS_WRONG: Final = Text("What is wrong with it?", "무엇이 문제인가요?")
HINT: Final = Text("Hint: {words}", "힌트: {words}")
PICK_ONE: Final = Text("Type the number of your answer.", "답의 번호를 입력하세요.")
PICK_SEVERAL: Final = Text("Pick {count}.", "{count}개를 고르세요.")
ARRANGE: Final = Text(
    "Type the numbers in the right order, such as {example}.", "번호를 올바른 순서로 입력하세요(예: {example})."
)
PAIR: Final = Text(
    "Type the pairs, such as {example}. A letter may be used twice.",
    "짝을 입력하세요(예: {example}). 같은 글자를 여러 번 써도 됩니다.",
)
ENTER_PHRASE: Final = Text("Type the term, in English or in Korean.", "용어를 영어나 한국어로 입력하세요.")
ENTER_NUMBER: Final = Text("Type a number.", "숫자를 입력하세요.")
ENTER_UNIT: Final = Text("Type a number. The unit is {unit}.", "숫자를 입력하세요(단위: {unit}).")
ENTER_COMMAND: Final = Text("Type the whole command.", "명령 전체를 입력하세요.")
ENTER_OPEN: Final = Text(
    "Answer in a few sentences, as you would say it. An empty line ends the answer.",
    "말하듯이 몇 문장으로 답하세요. 빈 줄을 입력하면 답이 끝납니다.",
)
RIGHT: Final = Text("✓ Right.", "✓ 맞았습니다.")
PARTLY: Final = Text("✗ Partly right: {percent}%.", "✗ 일부만 맞았습니다: {percent}%.")
WRONG: Final = Text("✗ Not this time.", "✗ 틀렸습니다.")
SKIPPED: Final = Text("The answer, to remember for next time.", "정답을 기억해 두세요.")
ANSWER: Final = Text("Answer", "정답")
WHY: Final = Text("Why", "이유")
YOURS: Final = Text("You: {subject}", "내 답: {subject}")
LEFT_OUT: Final = Text("Not opened: {subject}", "열어 보지 않음: {subject}")
BELIEF: Final = Text("A common belief: {belief}", "흔한 오해: {belief}")
TRUTH: Final = Text("In truth: {truth}", "실제로는: {truth}")
READ: Final = Text("Read again: {lesson} (tutor learn {id})", "다시 읽기: {lesson} (tutor learn {id})")
COMES_BACK: Final = Text("It comes back once in this quiz.", "이 퀴즈에서 한 번 더 나옵니다.")
FLAGGED: Final = Text("Flagged. Thank you.", "신고했습니다. 고맙습니다.")
HOLDS: Final = Text("Checked on {date}.", "{date} 확인.")
SINCE: Final = Text("True for {what} {version}.", "{what} {version} 기준.")
SOURCE: Final = Text("{title} ({publisher}, checked {checked})", "{title} ({publisher}, {checked} 확인)")
RESULT: Final = Text("Result", "결과")
STOPPED: Final = Text("Stopped early. What you answered is kept.", "중간에 끝냈습니다. 답한 내용은 저장되었습니다.")
NOTHING: Final = Text("Nothing was answered.", "답한 문제가 없습니다.")
SCORED: Final = Text(
    "{correct} of {asked} right, {percent}% of the points.", "{asked}문제 중 {correct}문제 정답, 점수 {percent}%."
)
UNANSWERED: Final = Text("{count} not answered.", "미응답 {count}개.")
BY_FEATURE: Final = Text("By feature", "기능별")
BY_PLATFORM: Final = Text("By platform", "플랫폼별")
BY_LESSON: Final = Text("By lesson", "레슨별")
MISSED: Final = Text("To look at again", "다시 볼 문제")
SEED: Final = Text("The same quiz again: --seed {seed}", "같은 퀴즈 다시 풀기: --seed {seed}")


class Library(Protocol):
    """Where names are looked up: titles, sources and beliefs."""

    def title(self, topic: str) -> Text: ...

    def source(self, name: str, citing: str) -> Source | None: ...

    def belief(self, name: str, citing: str) -> Belief | None: ...


def parts(view: View, lang: Lang, library: Library) -> Iterator[Part]:
    """The document of a view, without its keys."""
    match view:
        case PageView():
            yield from page(view, lang, library)
        case AskView():
            yield from question(view, lang)
        case FeedbackView():
            yield from feedback(view, lang, library)
        case SummaryView():
            yield from summary(view, lang, library)
        case HearingView():
            from orchestra_tutor.ui import talks

            yield from talks.hearing(view, lang, library)
        case ReportView():
            from orchestra_tutor.ui import talks

            yield from talks.report(view, lang, library)


def same_place(before: View, view: View) -> bool:
    """Whether `view` shows the stop that `before` shows, in the same phase."""
    return type(before) is type(view) and _where(before) == _where(view)


def _where(view: View) -> tuple[int, int]:
    return getattr(view, "n", 0), getattr(view, "follows", 0)


def added(before: View, view: View, lang: Lang) -> Iterator[Part]:
    """What `view` says that `before`, which stands above it, does not: that the answer was malformed, or a hint."""
    if isinstance(before, AskView) and isinstance(view, AskView):
        if view.malformed:
            yield Prose(view.malformed[lang], look="wrong")
        for hint in view.hints[len(before.hints) :]:
            yield Prose(HINT.fill(words=hint)[lang])


def page(view: PageView, lang: Lang, library: Library) -> Iterator[Part]:
    step = STEP.fill(n=view.n, of=view.of)[lang]
    if isinstance(view.page, Cell):
        yield Heading(library.title(view.platform)[lang], step)
        yield Gap()
        yield from cell(view.page, lang)
        return
    yield Heading(step)
    yield Gap()
    yield Prose(view.page.teach[lang])
    if view.page.figure:
        yield Gap()
        yield Picture(view.page.figure)
    yield from dated(view.page.holds, lang)


def cell(shown: Cell, lang: Lang) -> Iterator[Part]:
    """How a platform does a feature: in a line, and in full."""
    yield Prose(shown.mechanism[lang], look="strong")
    yield Gap()
    yield Prose(shown.body[lang])
    yield from dated(shown.holds, lang)


def dated(holds: dict[str, str], lang: Lang) -> Iterator[Part]:
    """For which version, or since which day, a page holds, where that matters."""
    if holds:
        yield Gap()
        yield Prose(valid(holds)[lang], look="faint")


def question(view: AskView, lang: Lang) -> Iterator[Part]:
    yield Heading(place(view).fill(n=view.n, of=view.of)[lang], LEVELS[view.item.level][lang])
    yield Gap()
    yield Prose(view.item.question.stem[lang], look="strong")
    yield Gap()
    yield from prompt(view.prompt, lang)
    for hint in view.hints:
        yield Gap()
        yield Prose(HINT.fill(words=hint)[lang])


def place(view: AskView) -> Text:
    """What the place in the session is called."""
    if view.retry:
        return AGAIN
    if view.limit is not None:
        return FOLLOWS if view.follows else INTERVIEW
    return CHECK if view.in_lesson else QUESTION if view.of else DRILL


def prompt(shown: Prompt, lang: Lang) -> Iterator[Part]:
    """The options, numbered, and how to answer."""
    if not isinstance(shown, Enter | Inspect):
        yield from listed(shown, lang)
    match shown:
        case Pick():
            if shown.count > 1:
                yield Gap()
                yield Prose(PICK_SEVERAL.fill(count=shown.count)[lang], look="faint")
        case Arrange():
            yield Gap()
            example = " ".join(str(n) for n in range(len(shown.options), 0, -1))
            yield Prose(ARRANGE.fill(example=example)[lang], look="faint")
        case Pair():
            yield Gap()
            example = " ".join(f"{n}{LETTERS[(n + 1) % len(shown.rights)]}" for n in range(1, len(shown.lefts) + 1))
            yield Prose(PAIR.fill(example=example)[lang], look="faint")
        case Enter():
            number = ENTER_UNIT if shown.unit else ENTER_NUMBER
            words = {"phrase": ENTER_PHRASE, "number": number, "command": ENTER_COMMAND, "open": ENTER_OPEN}[shown.what]
            yield Prose(words.fill(unit=shown.unit)[lang], look="faint")
        case Inspect():
            from orchestra_tutor.ui import cases

            yield from cases.looks(shown, lang)


def listed(shown: Pick | Arrange | Pair, lang: Lang) -> Iterator[Part]:
    """The options; of a pair, the lefts and then the rights."""
    if isinstance(shown, Pair):
        yield from options(shown.lefts, NUMBERS, lang)
        yield Gap()
        yield from options(shown.rights, LETTERS, lang)
    else:
        yield from options(shown.options, NUMBERS, lang)


def options(shown: tuple[Option, ...], marks: str, lang: Lang) -> Iterator[Part]:
    for mark, option in zip(marks, shown, strict=False):
        yield Prose(option.text[lang], lead=f"{mark}) ")


def feedback(view: FeedbackView, lang: Lang, library: Library) -> Iterator[Part]:
    """Right or wrong, why the right one is right, why the chosen one is not, the belief behind it, where to read."""
    if view.prompt:
        yield from asked(view, view.prompt, lang)
    if view.item.kind == "open":
        from orchestra_tutor.ui import talks

        yield from talks.feedback(view, lang, library)
        return
    yield verdict(view, lang)
    yield Gap()
    yield from explained(view.explanation, view.graded, view.item.id, lang, library)
    yield Gap()
    if view.graded is None or not view.graded.correct:
        yield Prose(READ.fill(lesson=library.title(view.item.lesson), id=view.item.lesson)[lang], look="faint")
    yield Prose(valid(view.item.holds)[lang], look="faint")
    if view.comes_back:
        yield Prose(COMES_BACK[lang], look="faint")
    if view.flagged:
        yield Prose(FLAGGED[lang], look="faint")


def explained(
    explanation: Explanation, graded: Graded | None, citing: str, lang: Lang, library: Library
) -> Iterator[Part]:
    """The right answer and why; what was wrong with the one that was given, and the belief behind it."""
    yield from labelled(ANSWER[lang], explanation.answer[lang], "right")
    yield from labelled(WHY[lang], explanation.why[lang])
    for note in graded.notes if graded else ():
        if note.right and graded and not graded.correct:
            continue
        if not note.right:
            yield Gap()
            if note.left_out:
                yield Prose(LEFT_OUT.fill(subject=note.subject)[lang], lead="○ ")
            else:
                yield Prose(YOURS.fill(subject=note.subject)[lang], lead="✗ ", look="wrong")
            if not (note.left_out and note.why.en in explanation.why.en):  # it stands above
                yield Prose(note.why[lang], lead="  ")
        belief = library.belief(note.belief, citing) if note.belief else None
        if belief:
            yield Prose(BELIEF.fill(belief=belief.belief)[lang], lead="  ")
            yield Prose(TRUTH.fill(truth=belief.truth)[lang], lead="  ")


def asked(view: FeedbackView, shown: Prompt, lang: Lang) -> Iterator[Part]:
    """The question again, where its answer was long ago."""
    yield Heading(REVIEW.fill(n=view.n, of=view.of)[lang], LEVELS[view.item.level][lang])
    yield Gap()
    yield Prose(view.item.question.stem[lang], look="strong")
    yield Gap()
    if isinstance(shown, Inspect):
        from orchestra_tutor.ui import cases

        yield from cases.picks(shown.picks, lang)
        yield Gap()
    elif not isinstance(shown, Enter):
        yield from listed(shown, lang)
        yield Gap()
    if view.response is not None and view.item.kind != "open":
        yield Prose(YOURS.fill(subject=given(view.response, shown))[lang])
        yield Gap()


def given(response: Response, shown: Prompt) -> str:
    """An answer as it is typed: the numbers of the options, pairs such as 1b, or the words themselves."""
    if isinstance(shown, Enter) or isinstance(response, str):
        return str(response)
    if isinstance(shown, Pair):
        assert isinstance(response, dict)
        letters = {option.key: letter for letter, option in zip(LETTERS, shown.rights, strict=False)}
        return " ".join(f"{n}{letters[response[left.key]]}" for n, left in zip(NUMBERS, shown.lefts, strict=False))
    if isinstance(shown, Inspect):
        assert isinstance(response, dict)
        return " ".join(given([response[part]], pick) for part, pick in shown.picks.items())
    numbers = {option.key: n for n, option in zip(NUMBERS, shown.options, strict=False)}
    return " ".join(numbers[key] for key in response)


def labelled(label: str, markdown: str, look: Look = "plain") -> Iterator[Part]:
    """`Answer: …`; a list goes below its label."""
    if markdown.startswith("- "):
        yield Prose(f"{label}:", look="strong")
        yield Prose(markdown, look=look)
    else:
        yield Prose(markdown, lead=f"{label}: ", look=look)


def verdict(view: FeedbackView, lang: Lang) -> Part:
    if not view.answered:
        return Prose(UNASKED[lang], look="wrong")
    if view.graded is None:
        return Prose(SKIPPED[lang], look="strong")
    if view.graded.correct:
        return Prose(RIGHT[lang], look="right")
    if view.graded.score > 0:
        return Prose(PARTLY.fill(percent=percent(view.graded.score))[lang], look="wrong")
    return Prose(WRONG[lang], look="wrong")


def percent(share: float) -> int:
    """A share in percent: 0 and 100 are kept for none and all."""
    if share in (0.0, 1.0):
        return int(100 * share)
    return min(99, max(1, round(100 * share)))


def valid(holds: dict[str, str]) -> Text:
    """For which version, or since which day, something holds."""
    said = []
    for what, version in holds.items():
        said.append(HOLDS.fill(date=version) if what == "checked" else SINCE.fill(what=what, version=version))
    return Text(" ".join(text.en for text in said), " ".join(text.ko for text in said))


def sources(names: tuple[str, ...], citing: str, lang: Lang, library: Library) -> Iterator[Part]:
    """The pages behind a step or an item."""
    for name in names:
        source = library.source(name, citing)
        if source:
            words = SOURCE.fill(title=source.title, publisher=source.publisher, checked=source.checked)
            yield Prose(words[lang], lead="- ")
            yield Prose(source.url, lead="  ", look="faint")


def cited(view: PageView | AskView | FeedbackView | HearingView, lang: Lang, library: Library) -> Iterator[Part]:
    """The pages behind what is shown."""
    if isinstance(view, PageView):
        yield from sources(view.page.sources, view.lesson, lang, library)
    else:
        item = view.talk.item if isinstance(view, HearingView) else view.item
        yield from sources(item.sources, item.id, lang, library)


def opening(stem: str) -> str:
    """The first paragraph of a stem, without the line breaks of its file."""
    return " ".join(stem.partition("\n\n")[0].split())


def summary(view: SummaryView, lang: Lang, library: Library) -> Iterator[Part]:
    yield Heading(RESULT[lang])
    yield Gap()
    if not view.reached_end:
        yield Prose(STOPPED[lang] if view.asked else NOTHING[lang])
    if view.asked:
        scored = SCORED.fill(correct=view.correct, asked=view.asked, percent=percent(view.score))
        yield Prose(scored[lang], look="strong")
    if view.unanswered and view.mode != "learn":
        yield Prose(UNANSWERED.fill(count=view.unanswered)[lang])
    tables: tuple[tuple[Text, dict[str, Score]], ...] = (
        (BY_FEATURE, view.by_feature),
        (BY_PLATFORM, view.by_platform),
        (BY_LESSON, view.by_lesson),
    )
    for title, scores in tables:
        if scores and view.mode != "learn":
            yield Gap()
            yield Prose(title[lang], look="strong")
            for topic, score in scores.items():
                yield Bar(library.title(topic)[lang], score.correct, score.asked)
    if view.missed:
        yield Gap()
        yield Prose(MISSED[lang], look="strong")
        for item in view.missed:
            yield Prose(opening(item.question.stem[lang]), lead="- ")
    if view.seed and view.mode in ("quiz", "exam"):
        yield Gap()
        yield Prose(SEED.fill(seed=view.seed)[lang], look="faint")
