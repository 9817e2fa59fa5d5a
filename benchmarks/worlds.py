"""Four kinds of memory, to see how a plan does where people do not forget as its author thought.

Each is the memory of one person, made by `random`, of items that are numbers. What the tutor assumes about it is
wrong in a way of its own: in two the person and the items differ from what a scheduler expects, and two follow
another theory altogether.

    fsrs6      FSRS-6 as py-fsrs computes it, the person and the items more and less retentive than its mean
    fsrs5      the same with the parameters of FSRS-5: other stabilities, and a curve that falls faster
    actr       ACT-R: an item is remembered by the sum of what its exposures left, and what is shown while it is still
               fresh fades faster. Pavlik & Anderson (2005), Practice and forgetting effects on vocabulary memory,
               Cognitive Science 29, 559-586, with the constants of that paper: word pairs, which are hard
    actr_easy  the same with a lower threshold: connected facts that were explained
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import exp, inf, log
from random import Random
from typing import Final, Protocol

from fsrs import Card, Rating, Scheduler, State
from fsrs.scheduler import DEFAULT_PARAMETERS

KNOWN: Final = 0.15  # the share of items that is known beforehand
FIRST_DAY: Final = datetime(2026, 11, 24, tzinfo=UTC)

# FSRS-5's defaults where FSRS-6 keeps them: answers on the same day do not saturate, and the decay is fixed.
FSRS5: Final = (
    0.40255, 1.18385, 3.173, 15.69105,
    7.1949, 0.5345, 1.4604, 0.0046,
    1.54575, 0.1192, 1.01925,
    1.9395, 0.11, 0.29605, 2.2698,
    0.2315, 2.9898,
    0.51655, 0.6621, 0.0,
    0.5,
)  # fmt: skip


class Memory(Protocol):
    """What a person remembers of the items 0 to n - 1. Days are counted from 0."""

    def recall(self, item: int, day: int) -> float:
        """How likely the item is recalled on `day`, 0 to 1."""

    def answer(self, item: int, day: int, knew: bool) -> None:
        """It was asked and, known or not, explained."""

    def retry(self, item: int, day: int) -> None:
        """It was asked once more on the day of a miss, and recalled."""


def when(day: int) -> datetime:
    return FIRST_DAY + timedelta(days=day)


def scheduler(parameters: tuple[float, ...] = DEFAULT_PARAMETERS) -> Scheduler:
    """FSRS without chance and without steps of minutes: a session asks a missed item again by itself."""
    return Scheduler(parameters, enable_fuzzing=False, learning_steps=(), relearning_steps=())


class Fsrs:
    """Memory as FSRS describes it, but for a person and items that are not like the mean."""

    PERSON, ITEM, DIFFICULTY = 0.4, 0.5, 1.0  # how far they differ: of the logarithm of stability, and of difficulty
    STABILITY = 6.0  # days, of what is known beforehand

    def __init__(self, random: Random, items: int, parameters: tuple[float, ...] = DEFAULT_PARAMETERS) -> None:
        person = random.gauss(0, self.PERSON)
        self.scheduler = scheduler(parameters)
        self.retentive = [exp(person + random.gauss(0, self.ITEM)) for _ in range(items)]
        self.harder = [random.gauss(0, self.DIFFICULTY) for _ in range(items)]
        self.cards = {item: self._known() for item in range(items) if random.random() < KNOWN}

    def _known(self) -> Card:
        return Card(1, State.Review, stability=self.STABILITY, difficulty=5.0, last_review=when(0))

    def recall(self, item: int, day: int) -> float:
        card = self.cards.get(item)
        return self.scheduler.get_card_retrievability(card, when(day)) if card else 0.0

    def answer(self, item: int, day: int, knew: bool) -> None:
        if item in self.cards:
            self._review(item, day, Rating.Good if knew else Rating.Again)
            return
        self.cards[item] = Card(1)  # without a number it would wait for a free one
        card = self._review(item, day, Rating.Again)
        assert card.stability is not None
        assert card.difficulty is not None
        card.stability *= self.retentive[item]
        card.difficulty = min(10.0, max(1.0, card.difficulty + self.harder[item]))

    def retry(self, item: int, day: int) -> None:
        self._review(item, day, Rating.Good)

    def _review(self, item: int, day: int, rating: Rating) -> Card:
        self.cards[item], _ = self.scheduler.review_card(self.cards[item], rating, when(day))
        return self.cards[item]


class Actr:
    """Memory as ACT-R describes it: every exposure leaves a trace that fades by a power of its age."""

    DECAY, SPACING, NOISE = 0.177, 0.217, 0.255  # a, c and s of the paper
    THRESHOLD = -0.704  # tau
    OUTSIDE = 0.025  # h: between sessions time counts so much less
    PERSON, ITEM = 0.2, 0.25  # how far the person and the items differ in activation
    BEFORE = (-20.0, -12.0, -5.0)  # the days on which what is known beforehand was met
    AGAIN = 0.004  # days from a miss until it is asked again
    LEAST_AGE = 60.0  # seconds

    def __init__(self, random: Random, items: int, threshold: float = THRESHOLD) -> None:
        self.threshold = threshold
        person = random.gauss(0, self.PERSON)
        self.ease = [person + random.gauss(0, self.ITEM) for _ in range(items)]
        self.exposures: list[list[tuple[float, float]]] = [[] for _ in range(items)]  # when, and how fast it fades
        for item in range(items):
            if random.random() < KNOWN:
                for day in self.BEFORE:
                    self._expose(item, day)

    def recall(self, item: int, day: int) -> float:
        above = (self._activation(item, day) - self.threshold) / self.NOISE
        return 0.0 if above < -50 else 1 / (1 + exp(-above))

    def answer(self, item: int, day: int, knew: bool) -> None:
        self._expose(item, day)

    def retry(self, item: int, day: int) -> None:
        self._expose(item, day + self.AGAIN)

    def _activation(self, item: int, day: float) -> float:
        seconds = 86_400 * self.OUTSIDE
        left = sum(max((day - at) * seconds, self.LEAST_AGE) ** -decay for at, decay in self.exposures[item])
        return log(left) + self.ease[item] if left else -inf

    def _expose(self, item: int, day: float) -> None:
        decay = self.SPACING * exp(self._activation(item, day)) + self.DECAY
        self.exposures[item].append((day, decay))


WORLDS: Final[dict[str, Callable[[Random, int], Memory]]] = {
    "fsrs6": Fsrs,
    "fsrs5": lambda random, items: Fsrs(random, items, FSRS5),
    "actr": Actr,
    "actr_easy": lambda random, items: Actr(random, items, threshold=-1.5),
}
