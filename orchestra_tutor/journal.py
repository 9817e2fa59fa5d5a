"""What happened, entry by entry. The log only grows; all that is known about the learner is a fold of it."""

from dataclasses import field
from typing import Any, Final, Literal

from orchestra_tutor.question import Response
from orchestra_tutor.value import dataclass

Confidence = Literal["guess", "think", "sure"]
DAY: Final = 86_400
ROLL_OVER: Final = 4 * 3600  # a study day ends at 04:00 in the morning
DRILLS: Final = ("quiz", "review")  # modes that ask without teaching, and how sure the person is
CONFIDENCES: Final[tuple[Confidence, ...]] = ("guess", "think", "sure")


@dataclass(frozen=True, slots=True)
class Began:
    """A session began. Writing it proves, before anything is asked, that answers can be kept."""

    id: str
    at: float
    mode: str
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """An answer that counted. `response` is None where the person said that they do not know.

    `day` is the study day where the person was (`memory.study_day`), `seconds` the time until the answer, `read` the
    time that the feedback before this question was looked at, `beliefs` the wrong beliefs that the answer showed.
    """

    id: str
    at: float
    item: str
    fingerprint: str
    response: Response | None
    keys: tuple[str, ...]
    score: float
    seconds: float
    mode: str
    confidence: Confidence | None = None
    hints: int = 0
    retry: bool = False
    drawn: dict[str, str] = field(default_factory=dict)
    day: int = 0
    read: float = 0.0
    beliefs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undo:
    """The review `review` was taken back."""

    id: str
    at: float
    review: str
    item: str


@dataclass(frozen=True, slots=True)
class Flag:
    """The person disputes an item."""

    id: str
    at: float
    item: str
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person is in a lesson: the step to go on with; `done` once the end was reached.

    `forget` where the person wants it as if it had never been begun.
    """

    id: str
    at: float
    lesson: str
    step: int
    done: bool = False
    forget: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What the person plans with, until the next such entry.

    `date` is the day of the interview as YYYY-MM-DD, or empty; `minutes` there are a day; `weights` make topics count
    more, or less than 1.
    """

    id: str
    at: float
    date: str = ""
    minutes: float = 20.0
    weights: dict[str, float] = field(default_factory=dict)


Entry = Began | Review | Undo | Flag | Place | Plan
ENTRIES: Final[dict[str, type[Any]]] = {
    "began": Began,
    "review": Review,
    "undo": Undo,
    "flag": Flag,
    "place": Place,
    "plan": Plan,
}
KINDS: Final = {kind: name for name, kind in ENTRIES.items()}


def study_day(at: float, offset: float) -> int:
    """The study day at Unix time `at`, `offset` seconds east of UTC, as days since 1970-01-01."""
    return int((at + offset - ROLL_OVER) // DAY)


def to_dict(entry: Entry) -> dict[str, Any]:
    """The entry's own fields, for JSON; its kind, id and time are kept beside it."""
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__ if name not in ("id", "at")}


def from_dict(kind: str, id: str, at: float, body: dict[str, Any]) -> Entry:  # noqa: A002  the field's name
    """The entry; what a later or an earlier tutor wrote besides is left out."""
    known = {name: body[name] for name in ENTRIES[kind].__dataclass_fields__ if name in body}
    for name in ("keys", "beliefs"):
        if name in known:
            known[name] = tuple(known[name])
    entry: Entry = ENTRIES[kind](id=id, at=at, **known)
    return entry
