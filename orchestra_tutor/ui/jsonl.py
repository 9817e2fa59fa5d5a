"""The session as JSON Lines: an editor, a bot or a test sits in the learner's chair. README.md has the protocol."""

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from orchestra_tutor.course import Cell, Item
from orchestra_tutor.journal import CONFIDENCES
from orchestra_tutor.question import Arrange, Enter, Graded, Inspect, Option, Pair, Pick, Prompt
from orchestra_tutor.sessions.events import Answer, Back, Correct, Dispute, Event, Hint, Next, Quit, Skip, TakeBack
from orchestra_tutor.sessions.views import AskView, FeedbackView, HearingView, PageView, ReportView, SummaryView, View
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.ui.render import Library

if TYPE_CHECKING:
    from orchestra_tutor.ui.cases import Investigation

NO_OBJECT: Final = Text("Each line is one JSON object.", "한 줄에 JSON 객체 하나를 보내세요.")
NO_SUCH: Final = Text("Send one of: {known}.", "다음 중 하나를 보내세요: {known}.")
BAD_ANSWER: Final = Text(
    "An answer is a string, a list of keys, or an object from left to right.",
    "answer는 문자열, 키 목록, 또는 왼쪽 항목을 오른쪽 항목에 연결하는 객체입니다.",
)


BAD_CORRECTION: Final = Text(
    'Write {"correct": {"said": ["key"], "unsaid": ["key"]}}.',
    '{"correct": {"said": ["key"], "unsaid": ["key"]}} 형식으로 보내세요.',
)


class Jsonl:
    """Writes events as lines, reads commands as lines."""

    def __init__(self, lang: Lang, library: Library, clock: Callable[[], float]) -> None:
        self.lang: Lang = lang
        self.library = library
        self.clock = clock
        self.shown: tuple[int, int] | None = None
        self._case: Investigation | None = None
        self._kept = ""  # a line that was read and is still to be answered

    def write(self, event: str, **fields: Any) -> None:
        print(json.dumps({"event": event, **fields}, ensure_ascii=False), flush=True)

    def show(self, view: View) -> None:
        match view:
            case PageView():
                self.page(view)
            case AskView():
                self.question(view)
            case FeedbackView():
                self.feedback(view)
            case SummaryView():
                self.summary(view)
            case HearingView():
                self.hearing(view)
            case ReportView():
                self.report(view)

    def page(self, view: PageView) -> None:
        shown = view.page
        if isinstance(shown, Cell):
            cell = {"platform": view.platform, "mechanism": shown.mechanism[self.lang]}
            words = shown.body[self.lang]
        else:
            cell, words = {}, shown.teach[self.lang]
        self.write("page", n=view.n, of=view.of, **cell, text=words, holds=shown.holds, sources=list(shown.sources))

    def question(self, view: AskView) -> None:
        if view.malformed:
            self.write("malformed", message=view.malformed[self.lang])
            return
        now = (view.n, len(view.hints))
        if self.shown and self.shown[0] == view.n and now[1] > self.shown[1]:
            self.write("hint", text=view.hints[-1][self.lang])
        else:
            item = view.item
            self.write(
                "question",
                id=item.id,
                kind=item.kind,
                level=item.level,
                n=view.n,
                of=view.of or None,
                retry=view.retry,
                stem=item.question.stem[self.lang],
                **self.prompt(view.prompt),
                hints=view.more_hints,
                **({"deadline": view.deadline} if view.deadline is not None else {}),
                **({"limit": view.limit, "follows": view.follows} if view.limit is not None else {}),
            )
        self.shown = now

    def prompt(self, prompt: Prompt) -> dict[str, Any]:
        match prompt:
            case Pick():
                return {"options": self.options(prompt.options), "pick": prompt.count}
            case Arrange():
                return {"options": self.options(prompt.options)}
            case Pair():
                return {"lefts": self.options(prompt.lefts), "rights": self.options(prompt.rights)}
            case Enter():
                return {"unit": prompt.unit} if prompt.unit else {}
            case Inspect():
                looks = [{"key": look.key, "text": look.what[self.lang]} for look in prompt.looks]
                return {"looks": looks} | {part: self.options(pick.options) for part, pick in prompt.picks.items()}

    def options(self, options: tuple[Option, ...]) -> list[dict[str, str]]:
        return [{"key": option.key, "text": option.text[self.lang]} for option in options]

    def feedback(self, view: FeedbackView) -> None:
        self.shown = None
        notes = [note for note in view.graded.notes if not note.right] if view.graded else []
        beliefs = [
            belief for note in notes if note.belief and (belief := self.library.belief(note.belief, view.item.id))
        ]
        self.write(
            "feedback",
            id=view.item.id,
            correct=view.graded is not None and view.graded.correct,
            score=round(view.graded.score, 4) if view.graded else 0.0,
            answer=view.explanation.answer[self.lang],
            why=view.explanation.why[self.lang],
            notes=self.notes(view.graded),
            belief=beliefs[0].belief[self.lang] if beliefs else None,
            truth=beliefs[0].truth[self.lang] if beliefs else None,
            read=view.item.lesson,
            sources=self.sources(view.item),
            comes_back=view.comes_back,
        )

    def notes(self, graded: Graded | None) -> list[dict[str, str]]:
        """What was wrong in an answer, or missing."""
        wrong = [note for note in graded.notes if not note.right] if graded else []
        return [
            {"missing" if note.left_out else "chosen": note.subject[self.lang], "why": note.why[self.lang]}
            for note in wrong
        ]

    def sources(self, item: Item) -> list[str]:
        found = (self.library.source(name, item.id) for name in item.sources)
        return [source.url for source in found if source]

    def hearing(self, view: HearingView) -> None:
        self.shown = None
        talk, lang = view.talk, self.lang
        flags = {belief: self.library.belief(belief, talk.item.id) for belief in talk.flags}
        self.write(
            "heard",
            id=talk.item.id,
            n=view.n,
            of=view.of,
            score=round(talk.score, 4),
            points=[
                {"key": each.point.key, "must": each.point.must, "how": each.how, "text": each.point.text[lang]}
                for each in talk.heard
            ],
            turns=[
                {
                    "asks": turn.path or None,
                    "stem": turn.question.stem[lang],
                    "answer": turn.response,
                    "marks": [[mark.start, mark.end, mark.key] for mark in turn.graded.marks] if turn.graded else [],
                    "seconds": turn.seconds,
                }
                for turn in talk.turns
            ],
            flags=[
                {"belief": name, "says": known.belief[lang], "truth": known.truth[lang], "taken_back": talk.flags[name]}
                for name, known in flags.items()
                if known
            ],
            answer=view.explanation.answer[lang],
            why=view.explanation.why[lang],
            notes=self.notes(talk.turns[0].graded) if talk.item.kind == "case" else [],
            read=talk.item.lesson,
            sources=self.sources(talk.item),
        )

    def report(self, view: ReportView) -> None:
        from orchestra_tutor.sessions.talk import Report

        told = Report(view.talks)

        def shares(by: dict[str, float]) -> dict[str, float]:
            return {name: round(share, 4) for name, share in by.items()}

        self.write(
            "report",
            asked=view.asked,
            of=view.of,
            level=view.level or None,
            score=round(told.score, 4),
            seconds=round(view.seconds, 1),
            overtime=told.overtime,
            skills=shares(told.by_skill),
            features=shares(told.by_feature),
            platforms=shares(told.by_platform),
            questions={talk.item.id: round(talk.score, 4) for talk in view.talks},
            flags={belief: back for belief, (_, back) in told.flags.items()},
            study=list(told.study),
            complete=view.reached_end,
        )

    def summary(self, view: SummaryView) -> None:
        def scores(by: dict[str, Any]) -> dict[str, dict[str, int]]:
            return {topic: {"asked": score.asked, "correct": score.correct} for topic, score in by.items()}

        self.write(
            "summary",
            asked=view.asked,
            correct=view.correct,
            score=round(view.score, 4),
            unanswered=view.unanswered,
            seconds=round(view.seconds, 1),
            features=scores(view.by_feature),
            platforms=scores(view.by_platform),
            lessons=scores(view.by_lesson),
            missed=[item.id for item in view.missed],
            complete=view.reached_end,
            seed=view.seed,
        )

    def ask(self, view: View) -> Event:
        """The next command; after a page or a feedback none is needed."""
        if isinstance(view, HearingView):
            return self.correction(view)
        if not isinstance(view, AskView):
            return Next(self.clock())
        while True:
            line, self._kept = self._kept or sys.stdin.readline(), ""
            if not line:
                return Quit(self.clock())
            if not line.strip():
                continue
            event = self.event(line, view)
            if event is None:
                continue
            if isinstance(event, Text):
                self.write("malformed", message=event[self.lang])
            else:
                return event

    def correction(self, view: HearingView) -> Event:
        """What follows a hearing: a correction; any other line goes on to the next question and answers it."""
        line = sys.stdin.readline()
        command = _loaded(line)
        if command == {"next": True}:
            return Next(self.clock())
        if isinstance(command, dict) and "correct" in command and view.can_correct:
            correct = command["correct"]
            lists = [correct.get(name, []) for name in ("said", "unsaid")] if isinstance(correct, dict) else [None]
            if all(map(_is_keys, lists)):
                return Correct(self.clock(), *(tuple(each or ()) for each in lists))
            self.write("malformed", message=BAD_CORRECTION[self.lang])
            return self.correction(view)
        if isinstance(command, dict) and isinstance(command.get("flag"), str):
            return Dispute(self.clock(), command["flag"])
        if command == {"undo": True} and view.can_undo:
            return TakeBack(self.clock())
        self._kept = line
        return Next(self.clock())

    def event(self, line: str, view: AskView) -> Event | Text | None:
        """The command in a line, or what is wrong with it; None where it only opened a look of a case."""
        command = _loaded(line)
        if not isinstance(command, dict):
            return NO_OBJECT
        now = self.clock()
        if "answer" in command:
            answer, sure = command["answer"], command.get("confidence")
            if isinstance(answer, int | float) and not isinstance(answer, bool):
                answer = str(answer)
            if not _is_response(answer):
                return BAD_ANSWER
            if isinstance(view.prompt, Inspect) and isinstance(answer, dict):
                answer = {**answer, "looks": " ".join(self.case(view).opened)}
            return Answer(now, answer, sure if sure in CONFIDENCES else None)
        if isinstance(command.get("flag"), str):
            return Dispute(now, command["flag"])
        if "look" in command and isinstance(view.prompt, Inspect):
            return self.look(command["look"], view, view.prompt)
        events: dict[str, Event] = {"skip": Skip(now), "quit": Quit(now)}
        if view.more_hints:
            events["hint"] = Hint(now)
        if view.can_undo:
            events["undo"] = TakeBack(now)
        if view.can_go_back:
            events["back"] = Back(now)
        for name, event in events.items():
            if command.get(name) is True:
                return event
        looks = ["look"] if isinstance(view.prompt, Inspect) else []
        return NO_SUCH.fill(known=", ".join(["answer", *looks, "flag", *events]))

    def look(self, key: Any, view: AskView, prompt: Inspect) -> Text | None:
        """Show what a look shows; what is wrong with the key where there is none such."""
        found = {look.key: look for look in prompt.looks}
        if not isinstance(key, str) or key not in found:
            return NO_SUCH.fill(known=", ".join(found))
        self.case(view).open(found[key], self.lang)
        self.write("look", key=key, text=found[key].shows)
        return None

    def case(self, view: AskView) -> "Investigation":
        """What was opened so far of the case that is asked."""
        from orchestra_tutor.ui import cases

        self._case = cases.resumed(self._case, view)
        return self._case


def _loaded(line: str) -> Any:
    """The JSON in a line; None where there is none."""
    try:
        command = json.loads(line)
        json.dumps(command, ensure_ascii=False).encode()  # half a character could be kept nowhere
    except (ValueError, RecursionError):
        return None
    return command


def _is_keys(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(key, str) for key in value)


def _is_response(answer: Any) -> bool:
    """Whether `answer` has one of the forms of a Response: what comes from outside is looked at before it is used."""
    if isinstance(answer, list):
        return all(isinstance(key, str) for key in answer)
    if isinstance(answer, dict):
        return all(isinstance(value, str) for value in answer.values())
    return isinstance(answer, str)
