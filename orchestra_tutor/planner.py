"""What to study today, so that as much as possible is remembered on the day of the interview.

Every item is worth `weight x (recall on the day if studied now - if skipped) / expected seconds`; the best come first,
as many as the minutes allow. A fifth of the minutes goes to the most useful reviews before anything new, however good:
without them nothing would be learnt about how fast this person forgets, and somebody who forgets fast would open one
new item after the other. No item is shown twice a day, but for the retry of a miss.

Without a date, or after it: FSRS. Due is what is remembered with less than 0.9; then comes what is new, by weight.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from orchestra_tutor import fsrs
from orchestra_tutor.learner import Learner, learner, recall
from orchestra_tutor.memory import CURVES, MODELS, Trace
from orchestra_tutor.value import dataclass

RETENTION: Final = 0.9
RESERVE: Final = 0.2  # of the minutes, for reviews that tell how fast the person forgets
KNOWN_STABILITY: Final = 6.0  # days, of what is known before it was ever shown, at least
_GOOD: Final = [model.scale * fsrs.W[fsrs.GOOD - 1] for model in MODELS]
_MISSED: Final = [fsrs.same_day(model.scale * fsrs.W[fsrs.AGAIN - 1], fsrs.GOOD) for model in MODELS]


@dataclass(frozen=True, slots=True)
class Subject:
    """An item as the planner sees it; without a trace it was never asked.

    `pace` says how many times longer than a short question it takes.
    """

    item: str
    lesson: str
    weight: float
    trace: Trace | None
    pace: float = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """An item to study: what it is worth per second, what it will cost, and how likely it is remembered now.

    `then` is how likely it is remembered on the day of the interview once it was studied today.
    """

    subject: Subject
    worth: float
    seconds: float
    recall: float
    then: float = 0.0

    @property
    def new(self) -> bool:
        return self.subject.trace is None


def person(traces: Mapping[str, Trace], subjects: Iterable[Subject]) -> Learner:
    """The learner, by their answers to short questions: how long the others take says little of the pace."""
    long = {subject.item for subject in subjects if subject.pace > 1}
    return learner(trace for item, trace in traces.items() if item not in long)


def agenda(subjects: Iterable[Subject], learner: Learner, today: int, day: int | None, seconds: float) -> list[Choice]:
    """What to study today, in this order, until the time is over; `seconds` is all the time there is.

    `day` is the study day of the interview, if there is one.
    """
    weighty = (subject for subject in subjects if subject.weight)
    fresh = [subject for subject in weighty if subject.trace is None or subject.trace.day < today]
    if day is None or day <= today:
        return list(_by_fsrs(fresh, learner, today, ahead=day is None))
    ranked = sorted((valued(subject, learner, today, day) for subject in fresh), key=lambda choice: -choice.worth)
    useful = (choice for choice in ranked if not choice.new and choice.recall < RETENTION)
    reserved = list(fitting(useful, RESERVE * seconds))
    first = {choice.subject.item for choice in reserved}
    return reserved + [choice for choice in ranked if choice.subject.item not in first]


def valued(subject: Subject, learner: Learner, today: int, day: int) -> Choice:
    """What studying an item today is worth on study day `day`, which lies ahead."""
    if subject.trace is None:
        return _valued_new(subject, learner, day - today)
    trace, d = subject.trace, subject.trace.difficulty
    past, ahead = max(0, today - trace.day), day - today
    growth, rest = fsrs.growth(d, fsrs.GOOD), fsrs.rest(d)
    now = skipped = studied = 0.0
    for n in learner.credible:
        (factor, power), weight, s = CURVES[n], learner.weights[n], trace.stabilities[n]
        r = (1 + factor * past / s) ** power
        kept = fsrs.after_recall(s, r, growth)
        lost = fsrs.same_day(fsrs.after_forgetting(s, r, rest), fsrs.GOOD)
        now += weight * r
        skipped += weight * (1 + factor * (past + ahead) / s) ** power
        studied += weight * (r * (1 + factor * ahead / kept) ** power + (1 - r) * (1 + factor * ahead / lost) ** power)
    cost = subject.pace * learner.seconds.of_seen(now)
    return Choice(subject, subject.weight * (studied - skipped) / cost, cost, now, studied)


def _valued_new(subject: Subject, learner: Learner, ahead: int) -> Choice:
    known, studied = learner.known, 0.0
    for n in learner.credible:
        factor, power = CURVES[n]
        kept = (1 + factor * ahead / max(KNOWN_STABILITY, _GOOD[n])) ** power
        learnt = (1 + factor * ahead / _MISSED[n]) ** power
        studied += learner.weights[n] * (known * kept + (1 - known) * learnt)
    cost = subject.pace * learner.seconds.of_new(known)
    return Choice(subject, subject.weight * (studied - known) / cost, cost, known, studied)


def _by_fsrs(subjects: list[Subject], learner: Learner, today: int, ahead: bool) -> Iterator[Choice]:
    """Due reviews, those nearest to being forgotten first; new items by weight; and reviews ahead of their time."""
    seen = [(recall(s.trace, today, learner), s) for s in subjects if s.trace is not None]
    seen.sort(key=lambda pair: pair[0])
    reviews = [Choice(s, 1 - r, s.pace * learner.seconds.of_seen(r), r) for r, s in seen]
    new = sorted((s for s in subjects if s.trace is None), key=lambda subject: -subject.weight)
    yield from (choice for choice in reviews if choice.recall < RETENTION)
    cost = learner.seconds.of_new(learner.known)
    yield from (Choice(subject, subject.weight, subject.pace * cost, learner.known) for subject in new)
    if ahead:
        yield from (choice for choice in reviews if choice.recall >= RETENTION)


def fitting(choices: Iterable[Choice], seconds: float) -> Iterator[Choice]:
    """The first choices, as many as are expected to fit into `seconds`."""
    for choice in choices:
        seconds -= choice.seconds
        if seconds < 0:
            return
        yield choice


def readiness(subjects: Iterable[Subject], learner: Learner, day: int) -> float:
    """The share of the course, weighed, that is remembered on study day `day` if nothing more is studied, 0 to 1."""
    known = total = 0.0
    for subject in subjects:
        total += subject.weight
        known += subject.weight * likely(subject.trace, learner, day)
    return min(1.0, known / total) if total else 0.0


def likely(trace: Trace | None, learner: Learner, day: int) -> float:
    """How likely an item is remembered on study day `day`, lowered where predictions did not come true so far."""
    return learner.trust * (learner.known if trace is None else recall(trace, day, learner))
