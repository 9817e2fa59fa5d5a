"""The machine of a mock interview: questions against the clock, each with its follow-ups, and a report at the end.

    phase     what is shown                               events that lead on
    asking    a question, its clock running               Answer, Skip -> a follow-up, or hearing
    hearing   what was heard in all the answers to it     Next -> the next question, Correct
    done      the report                                  none

Nothing says what was right before the question is through: an interviewer asks on. When the minutes of the interview
are over, no new question begins. TakeBack, Dispute and Quit work as in any session; nothing here reads a clock.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from random import Random
from typing import Final, Literal

from orchestra_tutor.course import Item
from orchestra_tutor.journal import Began, Entry, Flag, Review, Undo, study_day
from orchestra_tutor.question import Graded, Malformed, Prompt, Question, Response
from orchestra_tutor.questions.case import CASE_SECONDS
from orchestra_tutor.questions.open import Open, follow_up
from orchestra_tutor.sessions.events import Answer, Correct, Dispute, Event, Next, Quit, Skip, TakeBack
from orchestra_tutor.sessions.session import OutOfTurnError, beliefs_of
from orchestra_tutor.sessions.talk import Talk, Turn
from orchestra_tutor.sessions.views import AskView, HearingView, ReportView, View
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

MODE: Final = "interview"
Phase = Literal["asking", "hearing", "done"]


@dataclass(frozen=True, slots=True)
class State:
    """`turns` are those about the question at hand, `path` what is asked about it, `talks` the questions that are over.

    `before` is the state before the last answer, which is what undo returns to.
    """

    at: int
    phase: Phase
    now: float
    path: str = ""
    turns: tuple[Turn, ...] = ()
    talks: tuple[Talk, ...] = ()
    told: float = 0.0
    read: float = 0.0
    written: int = 1
    malformed: Text | None = None
    flagged: bool = False
    reached_end: bool = False
    before: "State | None" = None


@dataclass(frozen=True, slots=True)
class Interview:
    """What does not change while an interview runs; `seconds` is how long new questions may begin."""

    id: str
    seed: str
    began: float
    items: tuple[Item, ...]
    level: str = ""
    seconds: float = 1200.0
    offset: float = 0.0
    mode: str = field(default=MODE)

    def start(self, at: int = 0) -> tuple[State, tuple[Entry, ...]]:
        """The first question, and the entry that proves the log can be written."""
        return State(at, "asking", self.began), (Began(f"{self.id}-0", self.began, MODE, self.seed),)

    def step(self, state: State, event: Event) -> tuple[State, tuple[Entry, ...]]:
        """The state after `event`, and what to write to the log."""
        match event:
            case Quit() if state.phase != "done":
                return self._end(state, event.at, reached_end=False), ()
            case Answer() if state.phase == "asking":
                graded = self.asked(state).grade(event.response)
                if isinstance(graded, Malformed):
                    return replace(state, malformed=graded.message), ()
                return self._answered(state, event.at, graded, event.response)
            case Skip() if state.phase == "asking":
                return self._answered(state, event.at, None, None)
            case Next() if state.phase == "hearing":
                return self._next(state, event.at), ()
            case Correct() if state.phase == "hearing" and self.can_correct(state):
                return self._corrected(state, event)
            case TakeBack() if self.can_undo(state):
                return self._taken_back(state, event.at)
            case Dispute() if state.phase != "done":
                flag = Flag(f"{self.id}-{state.written}", event.at, self.items[state.at].id, event.words)
                return replace(state, written=state.written + 1, flagged=True, malformed=None), (flag,)
        raise OutOfTurnError(event)

    def asked(self, state: State) -> Question:
        """The question that the person is to answer."""
        question = self.items[state.at].question
        return question.with_drawn({"asks": state.path}) if isinstance(question, Open) else question

    def can_undo(self, state: State) -> bool:
        return state.before is not None and state.phase != "done"

    def can_correct(self, state: State) -> bool:
        return isinstance(self.items[state.at].question, Open) and state.turns[0].graded is not None

    def _answered(
        self, state: State, at: float, graded: Graded | None, response: Response | None
    ) -> tuple[State, tuple[Entry, ...]]:
        name, seconds = f"{self.id}-{state.written}", round(max(0.0, at - state.now), 1)
        turn = Turn(state.path, self.asked(state), name, graded, response, seconds)
        turns = (*state.turns, turn)
        path = self._digs(turns)
        following = replace(
            state,
            turns=turns,
            path=path or "",
            phase="hearing" if path is None else "asking",
            now=at,
            told=at,
            read=0.0,
            written=state.written + 1,
            malformed=None,
            before=state,
        )
        return following, (self._review(state, turn, at, state.read),)

    def _digs(self, turns: tuple[Turn, ...]) -> str | None:
        """The path to ask next about the question at hand, if any."""
        question, last = turns[0].question, turns[-1]
        if not isinstance(question, Open) or last.graded is None:
            return None
        path = follow_up(question, [(turn.path, turn.graded) for turn in turns if turn.graded])
        # Who spoke has just seen the points: to ask for them would be no question.
        spoken = isinstance(last.response, dict) and not last.typed
        return None if spoken and path and not path.endswith("harder") else path

    def _review(self, state: State, turn: Turn, at: float, read: float) -> Review:
        """The entry of an answer. A follow-up counts as one more try at its question, on the same day."""
        item = self.items[state.at]
        return Review(
            id=turn.review,
            at=at,
            item=item.id,
            fingerprint=item.fingerprint,
            response=turn.response,
            keys=turn.keys,
            score=turn.graded.score if turn.graded else 0.0,
            seconds=turn.seconds,
            mode=MODE,
            retry=bool(turn.path),
            drawn={"asks": turn.path} if turn.path else {},
            day=study_day(at, self.offset),
            read=read,
            beliefs=beliefs_of(turn.graded),
        )

    def _corrected(self, state: State, event: Correct) -> tuple[State, tuple[Entry, ...]]:
        """The first answer as the person says it should have been scored: taken back, and written anew."""
        first = state.turns[0]
        marks = {"said": " ".join(event.said), "unsaid": " ".join(event.unsaid)}
        response: Response = {"text": first.typed, **marks} if first.typed else {"said": marks["said"]}
        graded = first.question.grade(response)
        assert isinstance(graded, Graded)
        undo = Undo(f"{self.id}-{state.written}", event.at, first.review, self.items[state.at].id)
        turn = replace(first, review=f"{self.id}-{state.written + 1}", graded=graded, response=response)
        anew = replace(state, turns=(turn, *state.turns[1:]), written=state.written + 2, before=None)
        return anew, (undo, self._review(state, turn, event.at, 0.0))

    def _taken_back(self, state: State, at: float) -> tuple[State, tuple[Entry, ...]]:
        before = state.before
        assert before is not None
        undo = Undo(f"{self.id}-{state.written}", at, state.turns[-1].review, self.items[state.at].id)
        return replace(before, written=state.written + 1, now=at, malformed=None), (undo,)

    def _next(self, state: State, at: float) -> State:
        over = at - self.began >= self.seconds
        if over or state.at + 1 == len(self.items):
            return self._end(state, at, reached_end=True)
        read = round(max(0.0, at - state.told), 1)
        return State(
            state.at + 1, "asking", at, talks=(*state.talks, self.talk(state)), read=read, written=state.written
        )

    def _end(self, state: State, at: float, reached_end: bool) -> State:
        talks = (*state.talks, self.talk(state)) if state.turns else state.talks
        return replace(state, phase="done", now=at, talks=talks, reached_end=reached_end, before=None)

    def talk(self, state: State) -> Talk:
        """The question at hand and what was said so far."""
        return Talk(self.items[state.at], state.turns)

    def view(self, state: State) -> View:
        """What to show in this state."""
        if state.phase == "done":
            return ReportView(self.level, state.talks, len(self.items), state.now - self.began, state.reached_end)
        n, of, item = state.at + 1, len(self.items), self.items[state.at]
        undo = self.can_undo(state)
        if state.phase == "hearing":
            correct = self.can_correct(state)
            return HearingView(n, of, self.talk(state), item.question.explain(), undo, correct, state.flagged)
        asked = self.asked(state)
        return AskView(
            n=n,
            of=of,
            item=replace(item, question=asked, hints=()),
            prompt=self._prompt(state, asked),
            malformed=state.malformed,
            follows=len(state.turns),
            can_undo=undo,
            limit=state.now + (asked.seconds if isinstance(asked, Open) else CASE_SECONDS),
        )

    def _prompt(self, state: State, asked: Question) -> Prompt:
        return asked.ask(Random(f"{self.seed}:{state.at}:{self.items[state.at].id}"))


CASES: Final = 4  # one question in so many is a case, where there are any


def chosen(
    rows: Sequence[tuple[str, str, str, float, str]],
    weights: Mapping[str, float],
    count: int,
    rng: Random,
) -> list[str]:
    """The ids of `count` of the (id, lesson, kind, weight, level) rows, drawn by weight, from different lessons first.

    One in CASES is a case, and never the first.
    """
    cases = [row for row in rows if row[2] == "case"]
    talks = [row for row in rows if row[2] != "case"]
    wanted_cases = min(len(cases), max(count // CASES, count - len(talks)))

    def weight(row: tuple[str, str, str, float, str]) -> float:
        return max(0.01, weights.get(row[0], row[3]))

    def drawn(left: list[tuple[str, str, str, float, str]], count: int) -> Iterator[tuple[str, str, str, float, str]]:
        lessons: set[str] = set()
        for _ in range(min(count, len(left))):
            fresh = [row for row in left if row[1] not in lessons] or left
            row = rng.choices(fresh, [weight(each) for each in fresh])[0]
            lessons.add(row[1])
            left = [each for each in left if each[0] != row[0]]
            yield row

    order = ("junior", "mid", "senior")
    questions = sorted(drawn(talks, count - wanted_cases), key=lambda row: order.index(row[4]))
    names = [row[0] for row in questions]
    for row in drawn(cases, wanted_cases):
        names.insert(rng.randint(min(1, len(names)), len(names)), row[0])
    return names
