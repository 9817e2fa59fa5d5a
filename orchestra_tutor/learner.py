"""The person behind the traces: how fast they forget and answer. Who has answered nothing is as people usually are."""

from collections.abc import Iterable
from math import exp
from typing import Final

from orchestra_tutor.memory import CURVES, MODELS, Trace
from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Seconds:
    """What a question costs this person: one never seen, and known or not; one seen, and remembered or not."""

    new: float
    known: float
    hit: float
    miss: float

    def of_new(self, known: float) -> float:
        """What is to be expected of an item never seen, which is known with probability `known`."""
        return known * self.known + (1 - known) * self.new

    def of_seen(self, recall: float) -> float:
        return recall * self.hit + (1 - recall) * self.miss


# What people take until something is known of this one, and how many answers that is worth.
USUAL: Final = Seconds(new=45.0, known=20.0, hit=15.0, miss=40.0)
USUAL_WORTH: Final = 10.0
READING: Final = Seconds(new=15.0, known=5.0, hit=4.0, miss=15.0)  # of it the time that feedback is read
KNOWN_BEFORE: Final = 0.15  # the share of items that somebody knows before they study
KNOWN_WORTH: Final = 20.0  # answers: it counts for everything that was never asked
TEMPER: Final = 0.5  # items are alike, so their answers say less about a model than independent ones would
INCREDIBLE: Final = 1e-3  # a model this much less likely than the best is not asked any more
DOUBT: Final = 1.2  # how far recall that was foretold and did not come lowers what is foretold now


@dataclass(frozen=True, slots=True)
class Learner:
    """What the traces say about the person.

    `weights` say how far each of MODELS is to be believed, and add up to 1; `known` is the share of items known before
    they were studied; `trust` how much of the recall foretold came true, 0 to 1; `seconds` what questions cost.
    `credible` are the models that are still believed, as places in MODELS.
    """

    weights: tuple[float, ...]
    known: float
    trust: float
    seconds: Seconds
    credible: tuple[int, ...]


def learner(traces: Iterable[Trace]) -> Learner:
    """Everything that the traces of all items say about the person."""
    traces = list(traces)
    evidence = [TEMPER * sum(trace.evidence[n] for trace in traces) for n in range(len(MODELS))]
    likely = [exp(each - max(evidence)) for each in evidence]
    likely = [each if each > INCREDIBLE else 0.0 for each in likely]
    weights = tuple(each / sum(likely) for each in likely)
    foretold = sum(weight * sum(trace.predicted[n] for trace in traces) for n, weight in enumerate(weights))
    kept = sum(trace.kept for trace in traces)
    cold = [trace.knew_first for trace in traces if trace.cold]
    return Learner(
        weights,
        known=(sum(cold) + KNOWN_WORTH * KNOWN_BEFORE) / (len(cold) + KNOWN_WORTH),
        trust=min(1.0, (kept + USUAL_WORTH) / (foretold + USUAL_WORTH)) ** DOUBT,
        seconds=_seconds(traces),
        credible=tuple(n for n, weight in enumerate(weights) if weight),
    )


def _seconds(traces: list[Trace]) -> Seconds:
    """The mean of each kind of answer, drawn to the usual one while there are few; and the pace of reading."""
    known = [trace for trace in traces if trace.knew_first]
    new = [trace for trace in traces if not trace.knew_first]
    counts = Seconds(len(new), len(known), sum(t.hits for t in traces), sum(t.misses for t in traces))
    spent = Seconds(
        sum(trace.first_ms for trace in new) / 1000,
        sum(trace.first_ms for trace in known) / 1000,
        sum(trace.hit_ms for trace in traces) / 1000,
        sum(trace.miss_ms for trace in traces) / 1000,
    )
    names = ("new", "known", "hit", "miss")
    usual = USUAL_WORTH * sum(getattr(READING, name) for name in names)
    expected = sum(getattr(counts, name) * getattr(READING, name) for name in names)
    pace = (sum(trace.read_ms for trace in traces) / 1000 + usual) / (expected + usual)

    def mean(name: str) -> float:
        reading, worth = getattr(READING, name), USUAL_WORTH
        answering = getattr(USUAL, name) - reading
        answers = (getattr(spent, name) + worth * answering) / (getattr(counts, name) + worth)
        return float(answers + pace * reading)

    return Seconds(*(mean(name) for name in names))


def recall(trace: Trace, day: int, learner: Learner) -> float:
    """The probability that the item is remembered on study day `day`, 0 to 1, if it is not studied until then."""
    days, total = max(0, day - trace.day), 0.0
    for n in learner.credible:
        factor, power = CURVES[n]
        total += learner.weights[n] * (1 + factor * days / trace.stabilities[n]) ** power
    return min(1.0, total)  # which sums may miss by a last digit
