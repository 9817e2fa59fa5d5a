"""What happened, entry by entry. The log only grows; everything known about the learner is a fold of it."""

from collections.abc import Iterable
from dataclasses import asdict, field
from typing import Any, Final, Literal

from orchestra_tutor.question import Response
from orchestra_tutor.value import dataclass

Confidence = Literal["guess", "think", "sure"]
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
    """An answer that counted. `response` is None where the person said that they do not know."""

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


@dataclass(frozen=True, slots=True)
class Undo:
    """The review `review` was taken back."""

    id: str
    at: float
    review: str
    item: str
    correct: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """The person disputes an item."""

    id: str
    at: float
    item: str
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person is in a lesson: the step to go on with; `done` once the end was reached."""

    id: str
    at: float
    lesson: str
    step: int
    done: bool = False


Entry = Began | Review | Undo | Flag | Place
ENTRIES: Final[dict[str, type[Any]]] = {"began": Began, "review": Review, "undo": Undo, "flag": Flag, "place": Place}
KINDS: Final = {kind: name for name, kind in ENTRIES.items()}


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an item was asked and answered right."""

    asked: int = 0
    correct: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """The fold: by lesson the step to go on with and whether it was finished once, by item a tally."""

    places: dict[str, tuple[int, bool]]
    tallies: dict[str, Tally]


def fold(entries: Iterable[Entry]) -> Standing:
    """What the log says, from its first entry to its last."""
    places: dict[str, tuple[int, bool]] = {}
    tallies: dict[str, Tally] = {}
    for entry in entries:
        if isinstance(entry, Place):
            done = places.get(entry.lesson, (0, False))[1] or entry.done
            places[entry.lesson] = (entry.step, done)
        elif isinstance(entry, Review | Undo):
            old, change = tallies.get(entry.item, Tally()), counted(entry)
            tallies[entry.item] = Tally(old.asked + change.asked, old.correct + change.correct)
    return Standing(places, {item: tally for item, tally in tallies.items() if tally.asked})


def counted(entry: Review | Undo) -> Tally:
    """What the entry adds to the tally of its item: an undo takes away what the review had added."""
    if isinstance(entry, Review):
        return Tally(1, int(entry.score == 1.0))
    return Tally(-1, -int(entry.correct))


def to_dict(entry: Entry) -> dict[str, Any]:
    """The entry's own fields, for JSON; its kind, id and time are kept beside it."""
    return {name: value for name, value in asdict(entry).items() if name not in ("id", "at")}


def from_dict(kind: str, id: str, at: float, body: dict[str, Any]) -> Entry:  # noqa: A002  the field's name
    if "keys" in body:
        body = {**body, "keys": tuple(body["keys"])}
    entry: Entry = ENTRIES[kind](id=id, at=at, **body)
    return entry
