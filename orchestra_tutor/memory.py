"""The log folded into what the person remembers, by item.

The fold depends on the set of entries and not on the order in which they were written: reviews count in the order of
their time, one that was taken back does not count at all. So the logs of two machines come to the same memory.

How fast somebody forgets is not known beforehand. Six variants of FSRS-6 follow every item at once; those that
predicted this person's answers better weigh more (`learner`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from math import exp, expm1, isclose, log, log1p
from struct import Struct
from typing import Any, Final

from orchestra_tutor import fsrs
from orchestra_tutor.fsrs import SATURATION, SURPRISE
from orchestra_tutor.journal import DRILLS, Confidence, Entry, Place, Review, Undo, to_dict
from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """A variant of FSRS-6: its first stabilities `scale` times the usual ones, and the steepness of its curve."""

    scale: float
    decay: float
    factor: float


MODELS: Final = tuple(
    Model(scale, decay, fsrs.factor(decay)) for scale in (0.3, 1.0, 3.0) for decay in (fsrs.DECAY, 0.5)
)
LONGEST: Final = 300.0  # seconds: who takes longer has walked away
LEAST, MOST = 0.02, 0.98  # no single answer says more about a model than a prediction this sure
_LOG_LEAST, _LOG_MOST = log(LEAST), log(MOST)
_FIRST: Final = {grade: [model.scale * fsrs.W[grade - 1] for model in MODELS] for grade in (1, 2, 3, 4)}
CURVES: Final = [(model.factor, -model.decay) for model in MODELS]


def grade(score: float, confidence: Confidence | None, hints: int) -> int:
    """An answer as FSRS counts it: a lucky guess is not known; with doubt or with help it was hard.

    Where nobody was asked how sure they are, right after a page or in an exam, it may have been luck: hard as well.
    """
    if score < 1.0 or confidence == "guess":
        return fsrs.AGAIN
    return fsrs.GOOD if confidence == "sure" and not hints else fsrs.HARD


class Trace:
    """What the answers to one item have left: it grows by `add`, in the order of their time.

    `stabilities`, `evidence` (log likelihood of the answers) and `predicted` (the recall foretold, summed over the
    `judged` answers of a later day, of which `kept` were known) go by MODELS. Times are in milliseconds. `right` are
    the last two study days on which it was right since it was last wrong, or one twice; `held` counts, by belief, how
    often an answer showed it, and says on which study day last. `cold` says that it was first asked without its lesson.
    """

    __slots__ = (
        "asked",
        "at",
        "cold",
        "correct",
        "day",
        "difficulty",
        "evidence",
        "first_ms",
        "held",
        "hit_ms",
        "hits",
        "id",
        "judged",
        "kept",
        "knew_first",
        "miss_ms",
        "misses",
        "predicted",
        "read_ms",
        "right",
        "stabilities",
    )

    def __init__(self) -> None:
        self.at, self.id = 0.0, ""  # of the last answer
        self.day = -1
        self.asked = self.correct = 0
        self.difficulty = 0.0
        self.stabilities = [0.0] * len(MODELS)
        self.evidence = [0.0] * len(MODELS)
        self.predicted = [0.0] * len(MODELS)
        self.judged = self.kept = 0
        self.knew_first = self.cold = False
        self.first_ms = self.hits = self.hit_ms = self.misses = self.miss_ms = self.read_ms = 0
        self.right: tuple[int, int] | None = None
        self.held: dict[str, tuple[int, int]] = {}

    def __eq__(self, other: object) -> bool:
        """Whether the two are the same but for the last digits, which another machine may round otherwise."""
        if not isinstance(other, Trace):
            return NotImplemented
        pairs = ((getattr(self, name), getattr(other, name)) for name in self.__slots__)
        return all(one == another or _close(one, another) for one, another in pairs)

    __hash__ = None  # type: ignore[assignment]  # it changes

    def add(self, at: float, id: str, body: Mapping[str, Any]) -> None:  # noqa: A002  the field's name
        """One more answer, as the log keeps it."""
        score, day, seen = body["score"], body["day"], body.get
        confidence = seen("confidence")
        given = grade(score, confidence, seen("hints", 0))
        knew, retry, ms = given > fsrs.AGAIN, seen("retry", False), milliseconds(body["seconds"])
        if not self.asked:
            self.day = day
            self.difficulty, self.stabilities = fsrs.first_difficulty(given), _FIRST[given].copy()
            self.knew_first, self.cold, self.first_ms = knew, seen("mode") in DRILLS, ms
        else:
            later = day - self.day
            if later <= 0:
                self.stabilities = [fsrs.same_day(s, given) for s in self.stabilities]
            else:
                self.day = day
                self.judged += 1
                if knew:
                    self.kept += 1
                    self._recalled(later, given)
                else:
                    self._forgot(later)
            self.difficulty = fsrs.next_difficulty(self.difficulty, given)
            self._spent(ms, knew, retry)
        self.at, self.id, self.asked = at, id, self.asked + 1
        if score == 1.0:
            self.correct += 1
        if read := seen("read"):
            self.read_ms += milliseconds(read)
        if not knew:
            self.right = None
        elif not retry:
            last = self.right[1] if self.right else day
            self.right = (last, day) if day > last else self.right or (day, day)
        if beliefs := seen("beliefs"):
            for belief in beliefs:
                self.held[belief] = (self.held.get(belief, (0, 0))[0] + 1, day)

    def dump(self) -> tuple[bytes, list[Any]]:
        """The trace as numbers packed together, which are read much faster than written out, and the rest for JSON."""
        numbers = (self.difficulty, *self.stabilities, *self.evidence, *self.predicted)
        return _NUMBERS.pack(*numbers), [getattr(self, name) for name in _REST]

    @classmethod
    def load(cls, packed: bytes, rest: list[Any]) -> "Trace":
        """What `dump` gave."""
        trace, n = cls.__new__(cls), len(MODELS)
        difficulty, *by_model = _NUMBERS.unpack(packed)
        trace.difficulty = difficulty
        trace.stabilities, trace.evidence, trace.predicted = by_model[:n], by_model[n : 2 * n], by_model[2 * n :]
        for name, value in zip(_REST, rest, strict=True):
            setattr(trace, name, value)
        trace.right = tuple(trace.right) if trace.right else None  # type: ignore[assignment]  # JSON knows lists
        if trace.held:
            trace.held = {belief: (count, day) for belief, (count, day) in trace.held.items()}
        return trace

    def _recalled(self, days: int, given: int) -> None:
        """Right on a later day: every model is judged by what it predicted, and moves on."""
        evidence, predicted, growth = self.evidence, self.predicted, fsrs.growth(self.difficulty, given)
        after = []
        for n, s in enumerate(self.stabilities):
            factor, power = CURVES[n]
            log_r = power * log1p(factor * days / s)
            r = exp(log_r)
            predicted[n] += r
            evidence[n] += _LOG_LEAST if log_r < _LOG_LEAST else _LOG_MOST if log_r > _LOG_MOST else log_r
            after.append(s * (1 + growth * s**SATURATION * expm1((1 - r) * SURPRISE)))  # after_recall, without a call
        self.stabilities = after

    def _forgot(self, days: int) -> None:
        """Wrong on a later day."""
        evidence, predicted, rest = self.evidence, self.predicted, fsrs.rest(self.difficulty)
        after, after_forgetting = [], fsrs.after_forgetting
        for n, s in enumerate(self.stabilities):
            factor, power = CURVES[n]
            r = exp(power * log1p(factor * days / s))
            predicted[n] += r
            evidence[n] += log1p(-(LEAST if r < LEAST else MOST if r > MOST else r))
            after.append(after_forgetting(s, r, rest))
        self.stabilities = after

    def _spent(self, ms: int, knew: bool, retry: bool) -> None:
        if retry:  # a part of what the miss cost
            if self.misses:
                self.miss_ms += ms
            else:
                self.first_ms += ms
        elif knew:
            self.hits, self.hit_ms = self.hits + 1, self.hit_ms + ms
        else:
            self.misses, self.miss_ms = self.misses + 1, self.miss_ms + ms


_NUMBERS: Final = Struct(f"<{1 + 3 * len(MODELS)}d")
_REST: Final = [name for name in Trace.__slots__ if name not in ("difficulty", "stabilities", "evidence", "predicted")]


def _close(one: Any, another: Any) -> bool:
    if isinstance(one, list):
        return len(one) == len(another) and all(isclose(a, b, rel_tol=1e-9) for a, b in zip(one, another, strict=True))
    return isinstance(one, float) and isclose(one, another, rel_tol=1e-9)


def milliseconds(seconds: float) -> int:
    return round(1000 * (seconds if seconds < LONGEST else LONGEST))


class Day:
    """A study day: answers, how many were right, and milliseconds spent on them and on reading their feedback."""

    __slots__ = ("answers", "correct", "ms")

    def __init__(self, answers: int = 0, correct: int = 0, ms: int = 0) -> None:
        self.answers, self.correct, self.ms = answers, correct, ms

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Day) and self.columns() == other.columns()

    __hash__ = None  # type: ignore[assignment]  # it changes

    def columns(self) -> tuple[int, int, int]:
        return self.answers, self.correct, self.ms

    def add(self, body: Mapping[str, Any], sign: int = 1) -> None:
        """One more answer; one less where `sign` is -1."""
        self.answers += sign
        self.correct += sign * (body["score"] == 1.0)
        self.ms += sign * (milliseconds(body["seconds"]) + milliseconds(body.get("read", 0.0)))


@dataclass(frozen=True, slots=True)
class Standing:
    """The fold: by lesson the step to go on with and whether it was finished, by item its trace, and the days."""

    places: dict[str, tuple[int, bool]] = field(default_factory=dict)
    traces: dict[str, Trace] = field(default_factory=dict)
    days: dict[int, Day] = field(default_factory=dict)


def fold(entries: Iterable[Entry]) -> Standing:
    """What the entries of a log, in whatever order, come to."""
    standing = Standing()
    everything = sorted(entries, key=lambda entry: (entry.at, entry.id))
    undone = {entry.review for entry in everything if isinstance(entry, Undo)}
    for entry in everything:
        if isinstance(entry, Place):
            standing.places[entry.lesson] = moved(standing.places.get(entry.lesson), entry)
        elif isinstance(entry, Review) and entry.id not in undone:
            body = to_dict(entry)
            standing.traces.setdefault(entry.item, Trace()).add(entry.at, entry.id, body)
            standing.days.setdefault(entry.day, Day()).add(body)
    places = {lesson: place for lesson, place in standing.places.items() if place != (0, False)}
    return Standing(places, standing.traces, standing.days)


def moved(before: tuple[int, bool] | None, entry: Place) -> tuple[int, bool]:
    """Where the person is after `entry`; what was finished once stays finished, unless it was forgotten on purpose."""
    done = before is not None and before[1] and not entry.forget
    return entry.step, done or entry.done
