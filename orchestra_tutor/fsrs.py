"""FSRS-6, the model of memory that Anki uses: its formulas as its authors publish them.

    S  stability: after S days recall has fallen to 0.9        D  difficulty, 1 to 10
    R  retrievability: the probability of recall, 0 to 1       t  whole study days since the last answer

Source: open-spaced-repetition, "The Algorithm" (FSRS-6), and py-fsrs 6.3.2, which the tests compare every step with.
The formulas stand here, and not in that library, because the tutor follows six variants of the model at once
(`memory.MODELS`): one step of all six costs less than one `review_card`, and nothing is imported to show a question.
"""

from math import exp, expm1
from typing import Final

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
DECAY: Final = 0.1542
PARAMETERS: Final = (
    0.212, 1.2931, 2.3065, 8.2956,  # stability after the first answer, by grade
    6.4133, 0.8334, 3.0194, 0.001,  # difficulty
    1.8722, 0.1666, 0.796,          # growth after recall
    1.4835, 0.0614, 0.2629, 1.6483, # what is left after forgetting
    0.6014, 1.8729,                 # less growth for Hard, more for Easy
    0.5425, 0.0912, 0.0658,         # answers on the same day
    DECAY,
)  # fmt: skip
W: Final = PARAMETERS
LEAST_STABILITY: Final = 0.001
SATURATION, SURPRISE = -W[9], W[10]
_KEPT, _LAPSE, _LIMIT = W[13], W[14], exp(W[17] * W[18])


def factor(decay: float) -> float:
    """What makes R = 0.9 at t = S, whatever the decay."""
    return float(0.9 ** (-1 / decay) - 1)


def retrievability(t: float, s: float, decay: float = DECAY) -> float:
    return float((1 + factor(decay) * t / s) ** -decay)


def interval(s: float, retention: float, decay: float = DECAY) -> int:
    """Whole days, at least one, until R has fallen to `retention`."""
    days: float = s / factor(decay) * (retention ** (-1 / decay) - 1)
    return max(1, round(days))


def first_difficulty(grade: int) -> float:
    return _within(_first_difficulty(grade))


def next_difficulty(d: float, grade: int) -> float:
    return _within(_MEAN + _REST * (d + (10 - d) * _CHANGE[grade]))


def growth(d: float, grade: int) -> float:
    """How much a right answer adds to the stability, for what depends on the item and the grade alone."""
    return _EASE[grade] * (11 - d)


def after_recall(s: float, r: float, growth: float) -> float:
    """The stability after a right answer on a later day: the more it was nearly forgotten, the more it grows."""
    grown: float = s * (1 + growth * s**SATURATION * expm1((1 - r) * SURPRISE))
    return grown


def rest(d: float) -> float:
    """How much stability a wrong answer leaves, for what depends on the item alone."""
    return float(W[11] * d ** -W[12])


def after_forgetting(s: float, r: float, rest: float) -> float:
    """The stability after a wrong answer on a later day; never more than a part of what it was."""
    left: float = rest * ((s + 1) ** _KEPT - 1) * exp((1 - r) * _LAPSE)
    most: float = s / _LIMIT
    left = left if left < most else most
    return left if left > LEAST_STABILITY else LEAST_STABILITY


def same_day(s: float, grade: int) -> float:
    """The stability after another answer on the same day; only Again lowers it."""
    change = exp(W[17] * (grade - 3 + W[18])) * s ** -W[19]
    kept: float = s * (max(1.0, change) if grade >= HARD else change)
    return max(LEAST_STABILITY, kept)


def _first_difficulty(grade: int) -> float:
    return W[4] - exp(W[5] * (grade - 1)) + 1


def _within(d: float) -> float:
    return 1.0 if d < 1.0 else 10.0 if d > 10.0 else d


_MEAN, _REST = W[7] * _first_difficulty(EASY), 1 - W[7]  # difficulty returns a little to where it would begin
_CHANGE: Final = {grade: -W[6] * (grade - 3) / 9 for grade in (AGAIN, HARD, GOOD, EASY)}
_EASE: Final = {grade: exp(W[8]) * ease for grade, ease in ((HARD, W[15]), (GOOD, 1.0), (EASY, W[16]))}
