"""One machine walks all sessions: a lesson, a quiz, a review, an exam, a drill. Policies make the difference.

A session is a row of stops: pages to read and items to ask. At each stop the person is in one phase:

    phase      what is shown         events that lead on
    reading    a page                Next, Back
    asking     a question            Answer -> feedback (or the next stop in an exam), Skip, Hint, Back
    feedback   what became of it     Next, Back
    reviewing  the exam, item by item, after its end: Next, Back
    done       the summary           none

TakeBack, Dispute and Quit are possible wherever they make sense. An answer that is malformed changes nothing but the
message. An event out of turn raises `OutOfTurnError` and changes nothing. `step` returns the next state and the entries
to write to the log before the next view is shown; it reads no clock and rolls no die.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import field, replace
from random import Random
from typing import Final, Literal

from orchestra_tutor.course import Cell, Item, Teach
from orchestra_tutor.journal import DRILLS, Began, Confidence, Entry, Flag, Place, Review, Undo, study_day
from orchestra_tutor.question import Graded, Malformed, Prompt, Response
from orchestra_tutor.sessions.events import Answer, Back, Dispute, Event, Hint, Next, Quit, Skip, TakeBack, TimeUp
from orchestra_tutor.sessions.summary import summary
from orchestra_tutor.sessions.views import AskView, FeedbackView, PageView, View
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

Mode = Literal["learn", "quiz", "review", "exam", "drill"]
CLIMB: Final = 2  # right answers in a row, after which a drill becomes harder
Phase = Literal["reading", "asking", "feedback", "reviewing", "done"]


class OutOfTurnError(Exception):
    """The event does not fit the phase: a bug of the front end."""


@dataclass(frozen=True, slots=True)
class Page:
    """A stop to read at; `platform` where it is a cell of the grid."""

    page: Teach | Cell
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A stop to answer at; `retry` where a missed item comes back."""

    item: Item
    retry: bool = False


Stop = Page | Ask


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given; `graded` is None where it was skipped."""

    review: str
    graded: Graded | None
    response: Response | None = None
    confidence: Confidence | None = None
    flagged: bool = False

    @property
    def correct(self) -> bool:
        return self.graded is not None and self.graded.correct

    @property
    def known(self) -> bool:
        """Right, and not by a lucky guess."""
        return self.correct and self.confidence != "guess"


@dataclass(frozen=True, slots=True)
class State:
    """Where a session stands: since when at this stop (`now`), and since when its feedback is shown (`told`).

    `read` is how long the last feedback was read. `rung` is how far up the ladder of a drill the person is, `row` how
    many answers in a row were right there. `before` is the state before the last answer, which is what undo returns to.
    """

    stops: tuple[Stop, ...]
    at: int
    phase: Phase
    now: float
    told: float = 0.0
    read: float = 0.0
    written: int = 0
    hints: int = 0
    malformed: Text | None = None
    given: dict[int, Given] = field(default_factory=dict)
    reached_end: bool = False
    rung: int = 0
    row: int = 0
    before: "State | None" = None

    @property
    def item(self) -> Item:
        stop = self.stops[self.at]
        if isinstance(stop, Page):
            raise OutOfTurnError("a page has no item")
        return stop.item


@dataclass(frozen=True, slots=True)
class Session:
    """What does not change while a session runs. `id` is unique among all sessions of the learner.

    `seconds` is the time of an exam, which ends when it is over, or of a review, which then asks nothing more that is
    new. `offset` says where the person is, in seconds east of UTC. `ladder` are the items of a drill, the easy ones
    first; it asks without an end, and becomes harder and easier with the answers.
    """

    id: str
    mode: Mode
    seed: str
    began: float
    stops: tuple[Stop, ...]
    lesson: str = ""
    seconds: float | None = None
    offset: float = 0.0
    ladder: tuple[Item, ...] = ()

    @property
    def deadline(self) -> float | None:
        """When an exam ends."""
        return self.began + self.seconds if self.mode == "exam" and self.seconds is not None else None

    def start(self, at: int = 0) -> tuple[State, tuple[Entry, ...]]:
        """The first state, at stop `at`, and the entry that proves the log can be written."""
        state = State(self.stops, 0, "reading", self.began, written=1)
        first = min(at, len(self.stops) - 1)
        return self._enter(state, first, self.began), (Began(f"{self.id}-0", self.began, self.mode, self.seed),)

    def step(self, state: State, event: Event) -> tuple[State, tuple[Entry, ...]]:
        """The state after `event`, and what to write to the log."""
        if state.phase == "done":
            raise OutOfTurnError(event)
        match event:
            case Quit():
                return replace(state, phase="done", now=event.at), ()
            case Answer() | Skip() | TakeBack() if state.phase == "asking" and self._is_late(event.at):
                return self._finish(state, event.at), ()
            case Answer() if state.phase == "asking":
                return self._answer(state, event)
            case Skip() if state.phase == "asking":
                return self._count(state, event.at, None, None, None)
            case Hint() if state.phase == "asking":
                return replace(state, hints=min(state.hints + 1, len(state.item.hints)), malformed=None), ()
            case Next() if state.phase in ("reading", "feedback", "reviewing"):
                return self._move(state, state.at + 1, event.at)
            case Back() if self.can_go_back(state):
                return self._move(state, state.at - 1, event.at)
            case TakeBack() if self.can_undo(state):
                return self._take_back(state, event)
            case Dispute() if state.phase != "reading":
                return self._dispute(state, event)
            case TimeUp() if self.seconds is not None and state.phase == "asking":
                return self._finish(state, event.at), ()
        raise OutOfTurnError(event)

    def _is_late(self, at: float) -> bool:
        return self.deadline is not None and at > self.deadline

    def can_go_back(self, state: State) -> bool:
        return state.at > 0 and (state.phase == "reviewing" or self.mode == "learn")

    def can_undo(self, state: State) -> bool:
        return state.before is not None and state.phase in ("asking", "feedback")

    def _answer(self, state: State, event: Answer) -> tuple[State, tuple[Entry, ...]]:
        graded = state.item.question.grade(event.response)
        if isinstance(graded, Malformed):
            return replace(state, malformed=graded.message), ()
        return self._count(state, event.at, graded, event.response, event.confidence)

    def _count(
        self, state: State, at: float, graded: Graded | None, response: Response | None, confidence: Confidence | None
    ) -> tuple[State, tuple[Entry, ...]]:
        stop = state.stops[state.at]
        retry = isinstance(stop, Ask) and stop.retry
        review = Review(
            id=f"{self.id}-{state.written}",
            at=at,
            item=state.item.id,
            fingerprint=state.item.fingerprint,
            response=response,
            keys=graded.keys if graded else (),
            score=graded.score if graded else 0.0,
            seconds=round(max(0.0, at - state.now), 1),
            mode=self.mode,
            confidence=confidence,
            hints=state.hints,
            retry=retry,
            day=study_day(at, self.offset),
            drawn=state.item.drawn,
            read=state.read,
            beliefs=beliefs_of(graded),
        )
        given = Given(review.id, graded, response, confidence)
        again = self._comes_back(stop, given)
        stops = (*state.stops, self._once_more(state)) if again else state.stops
        entries: list[Entry] = [review]
        if self.mode == "learn":
            entries.append(Place(f"{self.id}-{state.written + 1}", at, self.lesson, state.at + 1))
        counted = replace(
            state,
            stops=stops,
            phase="feedback",
            given={**state.given, state.at: given},
            written=state.written + len(entries),
            malformed=None,
            told=at,
            read=0.0,
            before=state,
        )
        if self.mode == "exam":
            return self._enter(counted, state.at + 1, at), tuple(entries)
        return self._climb(counted, given.correct), tuple(entries)

    def _climb(self, state: State, correct: bool) -> State:
        """In a drill, the next question: a harder one after a few right answers, an easier one after a wrong one."""
        if not self.ladder:
            return state
        row = state.row + 1 if correct else 0
        rung = max(0, state.rung - 1) if not correct else state.rung + (row == CLIMB)
        rung, row = min(rung, len(self.ladder) - 1), row % CLIMB
        following = self.ladder[rung].redrawn(Random(f"{self.seed}:{len(state.stops)}"))
        return replace(state, stops=(*state.stops, Ask(following)), rung=rung, row=row)

    def _once_more(self, state: State) -> Ask:
        """The retry of an item, with other values where some are drawn: the answer was just shown."""
        return Ask(state.item.redrawn(Random(f"{self.seed}:{len(state.stops)}:{state.item.id}")), retry=True)

    def _comes_back(self, stop: Stop, given: Given | None) -> bool:
        """Whether the item is asked once more before the end: what was missed, or guessed."""
        return self.mode in DRILLS and isinstance(stop, Ask) and not stop.retry and not (given and given.known)

    def _move(self, state: State, to: int, now: float) -> tuple[State, tuple[Entry, ...]]:
        moved = self._enter(state, to, now)
        if self.mode != "learn":
            return moved, ()
        done = to >= len(state.stops)
        place = Place(f"{self.id}-{state.written}", now, self.lesson, 0 if done else to, done)
        return replace(moved, written=state.written + 1), (place,)

    def _enter(self, state: State, to: int, now: float) -> State:
        """Stand at stop `to`, or past the last one."""
        if state.phase == "reviewing":
            last = to >= len(self.stops)
            return replace(state, phase="done", now=now) if last else replace(state, at=to)
        if state.phase == "feedback":
            state = replace(state, read=round(state.read + max(0.0, now - state.told), 1))
        if self.mode == "review" and self.seconds is not None and now > self.began + self.seconds:
            to = max(to, len(self.stops))  # only what was missed is asked once more
        if to >= len(state.stops):
            return self._finish(state, now)
        phase: Phase = "reading" if isinstance(state.stops[to], Page) else "asking"
        if to in state.given:
            phase = "feedback"
        return replace(state, at=to, phase=phase, now=now, told=now, hints=0, malformed=None)

    def _finish(self, state: State, now: float) -> State:
        """Past the end: the summary, or first the review of an exam that was answered at all."""
        ended = replace(state, reached_end=True, now=now, before=None, malformed=None)
        if self.mode == "exam" and state.given:
            return replace(ended, phase="reviewing", at=0)
        return replace(ended, phase="done")

    def _take_back(self, state: State, event: TakeBack) -> tuple[State, tuple[Entry, ...]]:
        before = state.before
        assert before is not None
        given = state.given[before.at]
        undo = Undo(f"{self.id}-{state.written}", event.at, given.review, before.item.id)
        entries: list[Entry] = [undo]
        if self.mode == "learn":
            entries.append(Place(f"{self.id}-{state.written + 1}", event.at, self.lesson, before.at))
        asking = replace(before, written=state.written + len(entries), now=event.at, malformed=None)
        return asking, tuple(entries)

    def _dispute(self, state: State, event: Dispute) -> tuple[State, tuple[Entry, ...]]:
        flag = Flag(f"{self.id}-{state.written}", event.at, state.item.id, event.words)
        given = dict(state.given)
        if state.at in given:
            given[state.at] = replace(given[state.at], flagged=True)
        return replace(state, written=state.written + 1, given=given, malformed=None), (flag,)

    def view(self, state: State) -> View:
        """What to show in this state."""
        if state.phase == "done":
            answered = _answered(state, every=bool(self.ladder))
            total = len(answered) if self.ladder else len(self.items())
            ended = state.reached_end or bool(self.ladder and answered)  # a drill has no end to reach
            return summary(self.mode, self.seed, answered, total, state.now - self.began, ended)
        stop, n = state.stops[state.at], state.at + 1
        back = self.can_go_back(state)
        if isinstance(stop, Page):
            return PageView(n, len(self.stops), self.lesson, stop.page, back, stop.platform)
        of = 0 if self.ladder else len(self.stops)
        if state.phase != "asking":
            given = state.given.get(state.at)
            return FeedbackView(
                n=n,
                of=of,
                item=stop.item,
                graded=given.graded if given else None,
                explanation=stop.item.question.explain(),
                prompt=self._prompt(state) if state.phase == "reviewing" else None,
                response=given.response if given and (state.phase == "reviewing" or stop.item.kind == "open") else None,
                answered=given is not None,
                comes_back=self._comes_back(stop, given),
                can_go_back=back,
                can_undo=self.can_undo(state),
                flagged=given is not None and given.flagged,
            )
        return AskView(
            n=n,
            of=of,
            item=stop.item,
            prompt=self._prompt(state),
            hints=stop.item.hints[: state.hints],
            more_hints=len(stop.item.hints) - state.hints,
            malformed=state.malformed,
            asks_confidence=self.mode in DRILLS,
            in_lesson=self.mode == "learn",
            retry=stop.retry,
            can_go_back=back,
            can_undo=self.can_undo(state),
            deadline=self.deadline,
        )

    def _prompt(self, state: State) -> Prompt:
        """The prompt at this stop; the seed shuffles it in the same way whenever it is shown."""
        return state.item.question.ask(Random(f"{self.seed}:{state.at}:{state.item.id}"))

    def items(self) -> tuple[Item, ...]:
        """The items that the session set out to ask."""
        return tuple(stop.item for stop in self.stops if isinstance(stop, Ask))


def _answered(state: State, every: bool) -> list[tuple[Item, Given]]:
    """The items and their first answers, as retries do not count in a score; every answer where each asked anew."""
    answered: dict[str, tuple[Item, Given]] = {}
    for at in sorted(state.given):
        stop = state.stops[at]
        if isinstance(stop, Ask) and not stop.retry:
            answered[f"{at}" if every else stop.item.id] = (stop.item, state.given[at])
    return list(answered.values())


def beliefs_of(graded: Graded | None) -> tuple[str, ...]:
    """The wrong beliefs that an answer shows."""
    notes = graded.notes if graded and not graded.correct else ()
    return tuple(dict.fromkeys(note.belief for note in notes if note.belief and not note.right))


def mixed(items: Iterable[Item]) -> list[Item]:
    """The same items, neighbours from different lessons wherever that is possible."""
    left = list(items)
    counts = Counter(item.lesson for item in left)
    row: list[Item] = []
    last = ""
    while left:
        lesson, most = counts.most_common(1)[0]
        others = {lesson} if lesson != last and 2 * most > len(left) else counts.keys() - {last}
        following = next((item for item in left if item.lesson in others), left[0])
        last = following.lesson
        counts[last] -= 1
        left.remove(following)
        row.append(following)
    return row


WINDOW: Final = 6


def interleaved(items: Iterable[Item]) -> list[Item]:
    """The same items, the best still first: within a few of them, what is easily confused stands side by side.

    That is what does the same thing on another platform. Neighbours of one lesson are kept apart.
    """
    left, row = list(items), list[Item]()
    while left:
        last = row[-1] if row else None
        near = left[: WINDOW - len(row) % WINDOW]
        following = near[0] if last is None else max(near, key=lambda item: _kinship(last, item))
        left.remove(following)
        row.append(following)
    return row


def _kinship(last: Item, item: Item) -> tuple[bool, bool]:
    """Whether the two come from different lessons, and are about one feature on different platforms."""
    features = [{cell.split("/")[0] for cell in each.cells} for each in (last, item)]
    return last.lesson != item.lesson, bool(features[0] & features[1]) and set(last.cells) != set(item.cells)
