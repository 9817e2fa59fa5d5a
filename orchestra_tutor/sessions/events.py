"""What a person can do. Every event carries its time, in Unix seconds; nothing below reads a clock."""

from orchestra_tutor.journal import Confidence
from orchestra_tutor.question import Response
from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Next:
    """Go on: past a page or a feedback."""

    at: float


@dataclass(frozen=True, slots=True)
class Back:
    """Return to the stop before."""

    at: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and how sure the person is where the session asks that."""

    at: float
    response: Response
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """I do not know: show me."""

    at: float


@dataclass(frozen=True, slots=True)
class Hint:
    """The next hint, please."""

    at: float


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Undo the last answer and ask it again."""

    at: float


@dataclass(frozen=True, slots=True)
class Correct:
    """What was found in a free answer was not so: keys of points that were said, and of some that were not."""

    at: float
    said: tuple[str, ...]
    unsaid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """The item is wrong or unclear, and why."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class TimeUp:
    """The clock of an exam ran out."""

    at: float


@dataclass(frozen=True, slots=True)
class Quit:
    """Stop here; answers are kept."""

    at: float


Event = Next | Back | Answer | Skip | Hint | TakeBack | Correct | Dispute | TimeUp | Quit
