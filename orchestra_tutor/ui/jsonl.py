"""The session as JSON Lines: an editor, a bot or a test sits in the learner's chair. README.md has the protocol."""

import json
import sys
from collections.abc import Callable
from typing import Any, Final

from orchestra_tutor.course import Cell, Item
from orchestra_tutor.journal import CONFIDENCES
from orchestra_tutor.question import Arrange, Enter, Option, Pair, Pick, Prompt
from orchestra_tutor.sessions.events import Answer, Back, Dispute, Event, Hint, Next, Quit, Skip, TakeBack
from orchestra_tutor.sessions.views import AskView, FeedbackView, PageView, SummaryView, View
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.ui.render import Library

NO_OBJECT: Final = Text("Each line is one JSON object.", "한 줄에 JSON 객체 하나를 보내세요.")
NO_SUCH: Final = Text("Send one of: {known}.", "다음 중 하나를 보내세요: {known}.")
BAD_ANSWER: Final = Text(
    "An answer is a string, a list of keys, or an object from left to right.",
    "answer는 문자열, 키 목록, 또는 왼쪽 항목을 오른쪽 항목에 연결하는 객체입니다.",
)


class Jsonl:
    """Writes events as lines, reads commands as lines."""

    def __init__(self, lang: Lang, library: Library, clock: Callable[[], float]) -> None:
        self.lang: Lang = lang
        self.library = library
        self.clock = clock
        self.shown: tuple[int, int] | None = None

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
            notes=[{"chosen": note.subject[self.lang], "why": note.why[self.lang]} for note in notes],
            belief=beliefs[0].belief[self.lang] if beliefs else None,
            truth=beliefs[0].truth[self.lang] if beliefs else None,
            read=view.item.lesson,
            sources=self.sources(view.item),
            comes_back=view.comes_back,
        )

    def sources(self, item: Item) -> list[str]:
        found = (self.library.source(name, item.id) for name in item.sources)
        return [source.url for source in found if source]

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
        if not isinstance(view, AskView):
            return Next(self.clock())
        while True:
            line = sys.stdin.readline()
            if not line:
                return Quit(self.clock())
            if not line.strip():
                continue
            event = self.event(line, view)
            if isinstance(event, Text):
                self.write("malformed", message=event[self.lang])
            else:
                return event

    def event(self, line: str, view: AskView) -> Event | Text:
        """The command in a line, or what is wrong with it."""
        try:
            command = json.loads(line)
            json.dumps(command, ensure_ascii=False).encode()  # half a character could be kept nowhere
        except (ValueError, RecursionError):
            return NO_OBJECT
        if not isinstance(command, dict):
            return NO_OBJECT
        now = self.clock()
        if "answer" in command:
            answer, sure = command["answer"], command.get("confidence")
            if isinstance(answer, int | float) and not isinstance(answer, bool):
                answer = str(answer)
            if not _is_response(answer):
                return BAD_ANSWER
            return Answer(now, answer, sure if sure in CONFIDENCES else None)
        if isinstance(command.get("flag"), str):
            return Dispute(now, command["flag"])
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
        return NO_SUCH.fill(known=", ".join(["answer", "flag", *events]))


def _is_response(answer: Any) -> bool:
    """Whether `answer` has one of the forms of a Response: what comes from outside is looked at before it is used."""
    if isinstance(answer, list):
        return all(isinstance(key, str) for key in answer)
    if isinstance(answer, dict):
        return all(isinstance(value, str) for value in answer.values())
    return isinstance(answer, str)
