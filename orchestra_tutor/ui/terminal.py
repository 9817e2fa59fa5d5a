"""The front end on a real terminal: Rich draws, questionary asks."""

from collections.abc import Callable, Container, Iterable
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console

from orchestra_tutor.errors import TutorError
from orchestra_tutor.journal import CONFIDENCES, Confidence
from orchestra_tutor.question import Inspect, Malformed, Pick, Response
from orchestra_tutor.sessions.events import (
    Answer,
    Back,
    Dispute,
    Event,
    Hint,
    Next,
    Quit,
    Skip,
    TakeBack,
    TimeUp,
)
from orchestra_tutor.sessions.views import AskView, FeedbackView, HearingView, PageView, ReportView, SummaryView, View
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.ui import draw, render
from orchestra_tutor.ui.document import Gap, Keys, Part, Prose
from orchestra_tutor.ui.keys import ENTER, KNOWN, NEXT, WORDS, Shown, is_open, keys_of, latin
from orchestra_tutor.ui.typed import response

if TYPE_CHECKING:
    from orchestra_tutor.ui.cases import Investigation

SENDS: Final = Text("sends", "제출")
SEVERAL: Final = Text("Mark with space or number, then Enter", "스페이스나 번호로 표시한 뒤 엔터")
HOW_SURE: Final = Text("How sure are you?", "얼마나 확실한가요?")
SURE: Final[dict[Confidence, Text]] = {
    "guess": Text("a guess", "찍었음"),
    "think": Text("I think so", "아마 맞음"),
    "sure": Text("sure", "확실함"),
}
TIME_LEFT: Final = Text("⏱ {minutes}:{seconds:02d} left", "⏱ {minutes}:{seconds:02d} 남음")
TIME_OVER: Final = Text("⏱ {minutes}:{seconds:02d} over", "⏱ {minutes}:{seconds:02d} 초과")
EMPTY_LINE: Final = Text("empty line", "빈 줄")
TIME_UP: Final = Text("Time is up.", "시간이 끝났습니다.")


class Terminal:
    """Shows views and asks on the terminal. What is on the screen already is not printed again."""

    def __init__(self, lang: Lang, library: render.Library, clock: Callable[[], float], prompts: Any = None) -> None:
        self.lang: Lang = lang
        self.library = library
        self.clock = clock
        self.console = Console(highlight=False)
        self._prompts = prompts
        self._above: View | None = None
        self._case: Investigation | None = None

    @property
    def prompts(self) -> Any:
        """Loaded on first use, which is while the person reads: it takes as long as all the rest."""
        if self._prompts is None:
            from orchestra_tutor.ui.prompts import Prompts

            self._prompts = Prompts()
            self._prompts.clock, self._prompts.now = self.time_left, self.clock
        return self._prompts

    def time_left(self, seconds: float) -> str:
        words = TIME_LEFT if seconds >= 0 else TIME_OVER
        return words.fill(minutes=int(abs(seconds)) // 60, seconds=int(abs(seconds)) % 60)[self.lang]

    def show(self, view: View) -> None:
        before, self._above = self._above, view
        if isinstance(view, SummaryView | ReportView):
            self._case = None
        if before and render.same_place(before, view):
            self.say(render.added(before, view, self.lang))
            return
        below: list[Part] = [Gap()] if isinstance(view, SummaryView) else []
        below += [Gap(), self.keys(view)] if isinstance(view, AskView) else []
        self.say([Gap(), *render.parts(view, self.lang, self.library), *below])

    def say(self, parts: Iterable[Part]) -> None:
        draw.show(self.console, parts, self.lang)

    def menu(self, message: str, labels: list[tuple[str, str]], letters: list[str]) -> str:
        """One of a list, each on a line of its own, or a letter."""
        room = self.console.width - 4
        chosen: str = self.prompts.pick(message, [(value, _cut(label, room)) for value, label in labels], letters)
        return chosen

    def keys(self, view: Shown) -> Keys:
        named = [(ENTER[self.lang] if key == NEXT else key, WORDS[key][self.lang]) for key in keys_of(view)]
        # Where a key alone could be an answer:
        if isinstance(view, AskView) and not isinstance(view.prompt, Pick | Inspect):
            named.append(((EMPTY_LINE if is_open(view) else ENTER)[self.lang], SENDS[self.lang]))
        return Keys(tuple(named))

    def ask(self, view: View) -> Event:
        """The next event. Ctrl-D quits; Ctrl-C goes up to whoever started the session."""
        from orchestra_tutor.ui.prompts import TimeUpError

        assert not isinstance(view, SummaryView | ReportView)
        self.prompts.deadline = view.deadline if isinstance(view, AskView) else None
        self.prompts.limit = view.limit if isinstance(view, AskView) else None
        try:
            while True:
                event = self._answer(view) if isinstance(view, AskView) else self._turn(view)
                if event:
                    return event
        except EOFError:
            return Quit(self.clock())
        except TimeUpError:
            self.say([Gap(), Prose(TIME_UP[self.lang], look="strong")])
            return TimeUp(self.clock())

    def _turn(self, view: PageView | FeedbackView | HearingView) -> Event | None:
        """One key at a page or a feedback."""
        return self._press(self._key(view), view)

    def _key(self, view: PageView | FeedbackView | HearingView) -> str:
        from orchestra_tutor.ui.prompts import letter_keys

        words = [("", "\n"), *self._in_rows(self.keys(view).keys)]
        pressed: str = self.prompts.key(words, {NEXT: NEXT, " ": NEXT, "right": NEXT} | letter_keys(keys_of(view)))
        return pressed

    def _answer(self, view: AskView) -> Event | None:
        """One answer or key at a question."""
        typed = self._response(view)
        if isinstance(typed, str) and latin(typed) in keys_of(view):
            return self._press(latin(typed), view)
        if isinstance(typed, str) and not isinstance(view.prompt, Inspect):
            answer = response(typed, view.prompt)
        else:
            answer = typed
        sure = None
        if view.asks_confidence and not isinstance(view.item.question.grade(answer), Malformed):
            sure = self._confidence()
        return Answer(self.clock(), answer, sure)

    def _response(self, view: AskView) -> Response:
        prompt = view.prompt
        if isinstance(prompt, Inspect):
            return self._investigated(view, prompt)
        if is_open(view):
            words: str = self.prompts.words(render.YOUR_ANSWER[self.lang], keys_of(view))
            return words.strip()
        if not isinstance(prompt, Pick):
            typed: str = self.prompts.line(render.YOUR_ANSWER[self.lang])
            return typed.strip()
        if prompt.count > 1:
            labels = self._labels(render.YOUR_ANSWER, prompt)
            several: str | list[str] = self.prompts.check(SEVERAL[self.lang], labels, keys_of(view))
            return several
        return self._picked(render.YOUR_ANSWER, prompt, keys_of(view))

    def _labels(self, message: Text, prompt: Pick, marked: Container[str] = ()) -> list[tuple[str, str]]:
        """The options, each on a line; what was chosen stands behind `message`, too."""
        room = draw.width_of(self.console) - cell_len(message[self.lang]) - 7
        said = [(o.key, ("✓ " if o.key in marked else "") + o.text[self.lang]) for o in prompt.options]
        return [(key, f"{n}) {_one_line(words, room)}") for n, (key, words) in enumerate(said, 1)]

    def _picked(
        self, message: Text, prompt: Pick, keys: list[str], marked: Container[str] = (), *last: tuple[str, str]
    ) -> list[str] | str:
        """The key of one option, or a key of the tutor; `last` is chosen from the list as well."""
        # By number: an option may have a key such as b, which is a key of the tutor, too.
        numbered = [(str(at), label) for at, (_, label) in enumerate(self._labels(message, prompt, marked))]
        picked: str = self.prompts.pick(message[self.lang], [*numbered, *last], keys)
        return [prompt.options[int(picked)].key] if picked.isdecimal() else picked

    def _investigated(self, view: AskView, prompt: Inspect) -> dict[str, str] | str:
        """The answer to a case, what was opened before it shown; or a key. What was done so far stays done."""
        from orchestra_tutor.ui import cases

        case = self._case = cases.resumed(self._case, view)
        looks = {look.key: look for look in prompt.looks}
        known = (KNOWN, f"{len(looks) + 1}) {WORDS[KNOWN][self.lang]}")
        while not case.knows:
            chosen = self._picked(cases.LOOK_AT, cases.listed(prompt), keys_of(view), case.opened, known)
            if isinstance(chosen, list):
                self.say(case.open(looks[chosen[0]], self.lang))
            elif chosen == KNOWN:
                case.knows = True
            else:
                return chosen
        while part := case.following(prompt):
            self.say(case.asks(prompt, self.lang))
            keys = [key for key in keys_of(view) if key != KNOWN]
            named = self._picked(render.YOUR_ANSWER, prompt.picks[part], keys)
            if isinstance(named, str):
                return named
            case.named[part] = named[0]
        return case.answer()

    def _confidence(self) -> Confidence:
        named = [(str(number), SURE[name][self.lang]) for number, name in enumerate(CONFIDENCES, 1)]
        words = [("", f"{HOW_SURE[self.lang]}\n"), *self._in_rows(named)]
        keys: dict[str, str] = {NEXT: "think"}
        for number, name in enumerate(CONFIDENCES, 1):
            keys |= {str(number): name, name[0]: name}
        chosen: Confidence = self.prompts.key(words, keys)
        return chosen

    def _in_rows(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Keys as styled words for a prompt, which would break a line anywhere."""
        words: list[tuple[str, str]] = []
        for row in draw.rows(pairs, draw.width_of(self.console)):
            words += [("", "\n")] if words else []
            for at, (key, what) in enumerate(row):
                words += [("", " · " if at else ""), ("bold", key), ("", f" {what}")]
        return words

    def _written(self) -> Event | None:
        """An answer from the person's own editor; None where it cannot be started, which is said."""
        from orchestra_tutor.ui.editor import edited

        try:
            return Answer(self.clock(), edited())
        except TutorError as error:
            self.say([Prose(f"{error.message[self.lang]} {error.hint[self.lang] if error.hint else ''}", look="wrong")])
            return None

    def _spoken(self, view: AskView) -> Event:
        """An answer that is said aloud, its clock running, and scored by the person point by point."""
        from orchestra_tutor.ui import scoring

        self.prompts.key([("", scoring.SPEAK[self.lang])], {NEXT: NEXT, " ": NEXT})
        at = self.clock()
        self.prompts.limit = None
        said = self._marked(scoring.MARK_SAID, scoring.points_of(view), set())
        return Answer(at, {"said": " ".join(said)})

    def _correct(self, view: HearingView) -> Event:
        """What the person says should have been heard."""
        from orchestra_tutor.ui import scoring

        heard = scoring.heard_in(view.talk)
        said = self._marked(scoring.MARK_HEARD, scoring.corrigible(view.talk, self.library), heard)
        return scoring.correction(self.clock(), said, heard)

    def _marked(self, message: Text, points: Iterable[tuple[str, Text]], marked: set[str]) -> list[str]:
        """The points that the person marks; they stand in full above, as the list has one line for each."""
        from orchestra_tutor.ui import scoring

        points = list(points)
        listed = [Prose(text[self.lang], lead=f"{n}) ") for n, (_, text) in enumerate(points, 1)]
        self.say([Gap(), Prose(message[self.lang], look="strong"), Gap(), *listed, Gap()])
        room = draw.width_of(self.console) - 8
        labels = [(key, f"{n}) {_one_line(text[self.lang], room)}") for n, (key, text) in enumerate(points, 1)]
        chosen: list[str] = self.prompts.check(scoring.MARK[self.lang], labels, [], marked)
        return chosen

    def _press(self, key: str, view: Shown) -> Event | None:
        """What a key does; None where only the language or the sources were asked for."""
        now = self.clock()
        events: dict[str, Event] = {NEXT: Next(now), "b": Back(now), "h": Hint(now), "s": Skip(now)}
        events |= {"u": TakeBack(now), "q": Quit(now)}
        if key == "l":
            self.lang = "en" if self.lang == "ko" else "ko"
            self._above = None
            self.show(view)
            return None
        if key == "r":
            self.say([Gap(), *render.cited(view, self.lang, self.library)])
            return None
        if key == "v" and isinstance(view, AskView):
            return self._spoken(view)
        if key == "e":
            return self._written()
        if key == "c" and isinstance(view, HearingView):
            return self._correct(view)
        if key == "f":
            words = self.prompts.line(render.WHAT_IS_WRONG[self.lang])
            self.say([Prose(render.FLAGGED[self.lang], look="faint")])
            return Dispute(self.clock(), words)
        return events[key]


def _one_line(words: str, room: int) -> str:
    """The option on the prompt's one line; it stands in full above."""
    return _cut(" ".join(words.replace("`", "").replace("**", "").split()), room)


def _cut(words: str, room: int) -> str:
    return words if cell_len(words) <= room else set_cell_size(words, room - 1).rstrip() + "…"
