"""The plain front end: lines of text in, lines of text out. For pipes, screen readers and dumb terminals."""

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from orchestra_tutor.errors import TutorError
from orchestra_tutor.journal import CONFIDENCES, Confidence
from orchestra_tutor.prose import blocks
from orchestra_tutor.question import Inspect, Malformed, Response
from orchestra_tutor.sessions.events import Answer, Back, Correct, Dispute, Event, Hint, Next, Quit, Skip, TakeBack
from orchestra_tutor.sessions.views import AskView, HearingView, ReportView, SummaryView, View
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import (
    Bar,
    Bars,
    Columns,
    Curve,
    Dot,
    Dots,
    Gap,
    Heading,
    Heat,
    HeatMap,
    Keys,
    Mark,
    Part,
    Picture,
    Prose,
    Said,
)
from orchestra_tutor.ui.keys import ENTER, KNOWN, NEXT, WORDS, Shown, is_open, keys_of, latin
from orchestra_tutor.ui.typed import response

if TYPE_CHECKING:
    from orchestra_tutor.ui.cases import Investigation

HOW_SURE: Final = Text("How sure? 1 guess, 2 think so, 3 sure", "얼마나 확실한가요? 1 찍었음, 2 아마 맞음, 3 확실함")
NONE: Final = "–"
TIME_LEFT: Final = Text("{minutes} min left", "{minutes}분 남음")
NO_SUCH_KEY: Final = Text("That is none of the keys.", "없는 키입니다.")


def lines(parts: Iterable[Part], lang: Lang) -> Iterable[str]:
    """The document as lines, unwrapped: whatever shows them wraps them."""
    return (printable(line) for part in parts for line in told(part, lang))


def told(part: Part, lang: Lang) -> Iterable[str]:
    match part:
        case Heading():
            yield f"== {part.words}" + (f" ({part.aside})" if part.aside else "") + " =="
        case Prose():
            yield from prose_lines(part)
        case Said():
            told_words = "".join(f"{{{words}}}[{label}]" if label else words for words, label in part.pieces())
            yield from (f"> {line}" for line in told_words.splitlines())
        case Picture():
            yield f"[{part.figure.title[lang]}]"
            yield from part.figure.tell(lang)
        case Columns():
            yield from part.table.tell(lang)
        case Bar():
            yield f"- {part.label}: {part.part}/{part.whole}"
        case HeatMap():
            for head, heats in part.rows:
                said = (
                    f"{column}: {felt(each, part.unseen)}" for column, each in zip(part.columns, heats, strict=True)
                )
                yield f"- {head}: {'; '.join(said)}"
        case Curve():
            yield from (f"- {words}: {marked(marks)}" for words, marks in curves(part))
        case Bars():
            yield from (f"- {label}: {said}" for label, _, said in part.rows)
        case Dots():
            yield from (f"- {'; '.join(dotted(dot, part.heads))}" for dot in part.rows)
        case Keys():
            yield ", ".join(f"{key} {what}" for key, what in part.keys)
        case Gap():
            yield ""


def share_of(share: float) -> str:
    return f"{render.percent(share)}%"


def felt(heat: Heat | None, unseen: str) -> str:
    """A cell of a heat map."""
    return NONE if heat is None else share_of(heat.share) + ("" if heat.seen else f" ({unseen})")


def curves(curve: Curve) -> Iterable[tuple[str, tuple[Mark, ...]]]:
    """The parts of a curve that have anything in them, and what they are."""
    return ((words, marks) for words, marks in ((curve.was, curve.past), (curve.will_be, curve.ahead)) if marks)


def marked(marks: tuple[Mark, ...]) -> str:
    return "; ".join(f"{mark.date} {share_of(mark.share)}" for mark in marks)


def between(low: float, high: float) -> str:
    """42–78%."""
    return f"{render.percent(low)}–{render.percent(high)}%"


def dotted(dot: Dot, heads: tuple[str, str, str]) -> tuple[str, str, str]:
    """What was foretold, what came and of how many, each behind its head."""
    told = share_of(dot.foretold), f"{share_of(dot.came)} ({between(*dot.bounds)})", str(dot.count)
    first, second, third = (f"{head}: {said}" for head, said in zip(heads, told, strict=True))
    return first, second, third


def prose_lines(prose: Prose) -> Iterable[str]:
    lead, hang, last = prose.lead, " " * len(prose.lead), ""
    for block in blocks(prose.markdown):
        if last and not last == block.kind == "bullet":
            yield ""
        last = block.kind
        mark = "- " if block.kind == "bullet" and not block.numbered else ""
        body = block.lines if block.kind == "code" else ("".join(run.words for run in block.runs),)
        for line in body:
            yield f"{lead}{mark}{'    ' if block.kind == 'code' else ''}{line}"
            lead = hang


def printable(words: str) -> str:
    """`words` without control characters: an escape sequence in content is shown, not obeyed. A tab is four spaces."""
    spaced = words.replace("\t", "    ")
    return "".join(c if (c >= " " and not "\x7f" <= c <= "\x9f") or c == "\n" else "�" for c in spaced)


class Plain:
    """Prints views and reads answers, one a line. `waits` where a person sits at it and wants to read first."""

    def __init__(self, lang: Lang, library: render.Library, clock: Callable[[], float], waits: bool) -> None:
        self.lang: Lang = lang
        self.library = library
        self.clock = clock
        self.waits = waits
        self._above: View | None = None  # what stands there already and is not printed again
        self._case: Investigation | None = None

    def show(self, view: View) -> None:
        before, self._above = self._above, view
        if isinstance(view, SummaryView | ReportView):
            self._case = None
        if isinstance(view, ReportView) and not sys.stdout.isatty():  # it may be kept: Markdown
            from orchestra_tutor.ui import markdown, talks

            print("\n".join(markdown.lines(talks.report(view, self.lang, self.library))))
        elif before and render.same_place(before, view):
            self.say(render.added(before, view, self.lang))
        else:
            self.say([*render.parts(view, self.lang, self.library), Gap()])

    def say(self, parts: Iterable[Part]) -> None:
        for line in lines(parts, self.lang):
            print(line)
        sys.stdout.flush()

    def ask(self, view: View) -> Event:
        """The next event; the end of input quits."""
        try:
            while True:
                event = self._ask(view)
                if event:
                    return event
                self.show(view)
        except EOFError:
            return Quit(self.clock())

    def _ask(self, view: View) -> Event | None:
        """One line; None where it only changed how things are shown."""
        assert not isinstance(view, SummaryView | ReportView)
        if not isinstance(view, AskView) and not self.waits:
            return Next(self.clock())
        if isinstance(view, AskView) and isinstance(view.prompt, Inspect):
            self.say(self.case(view).asks(view.prompt, self.lang))
        line = self.read(self.prompt(view))
        if isinstance(view, AskView) and is_open(view) and latin(line) not in keys_of(view):
            line = self.more(line)
        key = latin(line) or NEXT
        word, _, rest = line.partition(" ")
        if latin(word) == "f" and rest.strip() and "f" in keys_of(view):
            return self.dispute(rest.strip())
        if key in keys_of(view):
            return self.press(key, view)
        if not isinstance(view, AskView):
            self.say([Prose(NO_SUCH_KEY[self.lang])])
            return None
        if isinstance(view.prompt, Inspect):
            said = self.investigate(view, view.prompt, line)
            if said is None:
                return None
            answer: Response = said
        else:
            answer = response(line, view.prompt)
        sure = None
        if view.asks_confidence and self.waits and not isinstance(view.item.question.grade(answer), Malformed):
            sure = self.confidence()
        return Answer(self.clock(), answer, sure)

    def case(self, view: AskView) -> "Investigation":
        """What was done so far about the case that is asked."""
        from orchestra_tutor.ui import cases

        self._case = cases.resumed(self._case, view)
        return self._case

    def investigate(self, view: AskView, prompt: Inspect, line: str) -> dict[str, str] | None:
        """One line about a case: looks to open, or what is named. The answer, once all is named."""
        from orchestra_tutor.ui import cases

        case = self.case(view)
        part = case.following(prompt)
        pick = prompt.picks[part] if case.knows else cases.listed(prompt)
        typed = response(line, pick)
        keys = [option.key for option in pick.options if option.key in typed]
        if len(keys) != len(typed) or not keys or (case.knows and len(keys) > 1):
            self.say([Prose(render.PICK_ONE[self.lang])])
        elif case.knows:
            case.named[part] = keys[0]
        else:
            for look in prompt.looks:
                if look.key in keys:
                    self.say(case.open(look, self.lang))
        return None if case.following(prompt) else case.answer()

    def more(self, first: str) -> str:
        """The rest of a long answer: its lines until an empty one, or the end of input."""
        lines = [first]
        while lines[-1]:
            lines.append(sys.stdin.readline().strip())
        return "\n".join(lines).strip()

    def press(self, key: str, view: Shown) -> Event | None:
        """What a key does; None where only the language or the sources were asked for."""
        now = self.clock()
        events: dict[str, Event] = {NEXT: Next(now), "b": Back(now), "h": Hint(now), "s": Skip(now), "u": TakeBack(now)}
        if key == "q":
            return Quit(now)
        if key == "f":
            return self.dispute(self.read(render.WHAT_IS_WRONG[self.lang]))
        if key == KNOWN:
            assert isinstance(view, AskView)
            self.case(view).knows = True
            return None
        if key == "v":
            assert isinstance(view, AskView)
            return self.spoken(view)
        if key == "c":
            assert isinstance(view, HearingView)
            return self.correct(view)
        if key == "e":
            return self.written()
        if key == "l":
            self.lang = "en" if self.lang == "ko" else "ko"
            self._above = None
            return None
        if key == "r":
            self.say(render.cited(view, self.lang, self.library))
            return None
        return events[key]

    def dispute(self, words: str) -> Dispute:
        self.say([Prose(render.FLAGGED[self.lang])])
        return Dispute(self.clock(), words)

    def written(self) -> Answer | None:
        """An answer from the person's own editor; None where it cannot be started, which is said."""
        from orchestra_tutor.ui.editor import edited

        if not self.waits:
            self.say([Prose(NO_SUCH_KEY[self.lang])])
            return None
        try:
            return Answer(self.clock(), edited())
        except TutorError as error:
            self.say([Prose(f"{error.message[self.lang]} {error.hint[self.lang] if error.hint else ''}")])
            return None

    def spoken(self, view: AskView) -> Answer:
        """An answer that was said aloud, scored by the person."""
        from orchestra_tutor.ui import scoring

        self.read(scoring.SPEAK[self.lang])
        points = scoring.points_of(view)
        self.say([Prose(text[self.lang], lead=f"{n}) ") for n, (_, text) in enumerate(points, 1)])
        said = scoring.numbered(self.read(scoring.WHICH_SAID[self.lang]), points)
        return Answer(self.clock(), {"said": " ".join(said)})

    def correct(self, view: HearingView) -> Correct:
        """What the person says should have been heard."""
        from orchestra_tutor.ui import scoring

        points, heard = scoring.corrigible(view.talk, self.library), scoring.heard_in(view.talk)
        for n, (key, text) in enumerate(points, 1):
            self.say([Prose(text[self.lang], lead=f"{n}) {'✓' if key in heard else ' '} ")])
        said = scoring.numbered(self.read(scoring.WHICH_HEARD[self.lang]), points)
        return scoring.correction(self.clock(), said, heard)

    def prompt(self, view: Shown) -> str:
        knows = self._case is not None and self._case.knows
        keys = [key for key in keys_of(view) if not (knows and key == KNOWN)]
        named = [(ENTER[self.lang] if key == NEXT else key) + " " + WORDS[key][self.lang] for key in keys]
        words = f"({', '.join(named)})"
        if not isinstance(view, AskView):
            return words
        clock = ""
        if view.deadline is not None:
            minutes = max(0, int(view.deadline - self.clock()) // 60)
            clock = f"[{TIME_LEFT.fill(minutes=minutes)[self.lang]}] "
        return f"{clock}{render.YOUR_ANSWER[self.lang]} {words}"

    def confidence(self) -> Confidence | None:
        line = latin(self.read(HOW_SURE[self.lang]))
        named = dict(zip("123", CONFIDENCES, strict=True)) | {name[0]: name for name in CONFIDENCES}
        return named.get(line[:1])

    def read(self, prompt: str) -> str:
        print(f"{prompt}: ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            print()
            raise EOFError
        if not self.waits:
            print()
        return line.strip()
