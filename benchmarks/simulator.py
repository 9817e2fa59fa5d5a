"""`python -m benchmarks.simulator`: what the planner is worth, on people whose memory we made up.

A person has 300 items, two weeks and some minutes a day. Each morning a policy says what to study, in which order, and
the person goes through it until the minutes are over. On the day of the interview we look into their memory, which no
policy can see. The planner is the product's own; it learns from the answers alone, as the log keeps them, and is
compared with FSRS, driven by py-fsrs, 20 new items a day.

Everybody lives the same days with every policy: the same items, the same luck. What the seconds are and how many of
the answers are guessed is assumed; that real people learn like one of these worlds is not claimed.
"""

import argparse
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from random import Random
from statistics import mean, stdev
from typing import Final, Protocol

from fsrs import Card, Rating

from benchmarks.worlds import WORLDS, scheduler, when
from orchestra_tutor.journal import Review, to_dict
from orchestra_tutor.learner import learner
from orchestra_tutor.memory import Trace
from orchestra_tutor.planner import Subject, agenda, readiness

ITEMS: Final = 300
DAYS: Final = 14
NEW_A_DAY: Final = 20  # of FSRS, which has no other way not to drown in reviews
ZIPF: Final = 0.8
MINUTES: Final = (10, 20, 40)
GOALS: Final = {10: 0.645, 20: 0.78, 40: 0.905}  # mean weighted recall with Zipf weights
BEHIND: Final = 0.01  # at most, in any world and case, behind FSRS by weight
ERROR: Final = 0.05  # of the readiness that is foretold, at most
GUESS, HONEST = 0.25, 0.9  # how often a guess is right, and how often it is then marked as a guess


@dataclass(frozen=True, slots=True)
class Case:
    """A world, the minutes a day, whether items weigh differently, and what becomes of guesses."""

    world: str
    minutes: int
    zipf: bool = True
    guess: float = 0.0
    honest: float = 1.0

    def weights(self, random: Random) -> list[float]:
        """The weight of each item; in the order of the bank they are mixed."""
        weights = [rank**-ZIPF if self.zipf else 1.0 for rank in range(1, ITEMS + 1)]
        random.shuffle(weights)
        return weights


@dataclass(frozen=True, slots=True)
class Turn:
    """How an item went: seconds until the answer, reading its feedback and, if it came back, until it was right."""

    right: bool
    marked: bool
    answering: float
    reading: float
    retrying: float = 0.0

    @property
    def known(self) -> bool:
        """As far as anybody can tell who sees the answer."""
        return self.right and not self.marked

    @property
    def seconds(self) -> float:
        return self.answering + self.reading + (0.0 if self.known else self.retrying)


# By whether the item was seen before, and whether it was known: together 45, 20, 40 and 15 seconds.
NEW, KNOWN = Turn(False, False, 20, 15, 10), Turn(True, False, 15, 5)
MISS, HIT = Turn(False, False, 15, 15, 10), Turn(True, False, 11, 4)


@dataclass(frozen=True, slots=True)
class End:
    """The share of the course, weighed, that is recalled at the interview; and what was foretold of it."""

    recall: float
    foretold: float


class Policy(Protocol):
    def order(self, day: int, seconds: float) -> Iterable[int]:
        """What to study on this day, in this order; there are so many seconds."""

    def learn(self, item: int, day: int, turn: Turn) -> None:
        """Hear how an item went."""

    def foretell(self) -> float:
        """The readiness on the day of the interview."""


class Planner:
    """The product: its traces, its learner, its agenda, its readiness."""

    def __init__(self, weights: list[float]) -> None:
        self.weights = weights
        self.traces: dict[int, Trace] = {}
        self.written = 0

    def subjects(self) -> Iterator[Subject]:
        for item, weight in enumerate(self.weights):
            yield Subject(str(item), "", weight, self.traces.get(item))

    def order(self, day: int, seconds: float) -> list[int]:
        known = learner(self.traces.values())
        return [int(choice.subject.item) for choice in agenda(self.subjects(), known, day, DAYS, seconds)]

    def learn(self, item: int, day: int, turn: Turn) -> None:
        trace = self.traces.setdefault(item, Trace())
        self._add(trace, day, turn.right, turn.answering, turn.reading, marked=turn.marked)
        if not turn.known:
            self._add(trace, day, True, turn.retrying, 0.0, retry=True)

    def _add(
        self,
        trace: Trace,
        day: int,
        right: bool,
        seconds: float,
        read: float,
        marked: bool = False,
        retry: bool = False,
    ) -> None:
        self.written += 1
        review = Review(
            id=f"s-{self.written}",
            at=float(self.written),
            item="item",
            fingerprint="",
            response=None,
            keys=(),
            score=float(right),
            seconds=seconds,
            mode="review",
            confidence="guess" if marked else "sure",
            retry=retry,
            day=day,
            read=read,
        )
        trace.add(review.at, review.id, to_dict(review))

    def foretell(self) -> float:
        return readiness(self.subjects(), learner(self.traces.values()), DAYS)


class PyFsrs:
    """FSRS at 0.90: what is due, nearest to being forgotten first; then new items, by weight or as they stand."""

    def __init__(self, weights: list[float], by_weight: bool) -> None:
        self.scheduler = scheduler()
        self.cards: dict[int, Card] = {}
        self.new = sorted(range(ITEMS), key=lambda item: -weights[item] if by_weight else item)

    def order(self, day: int, seconds: float) -> list[int]:
        due = [item for item, card in self.cards.items() if card.due <= when(day)]
        due.sort(key=lambda item: self.scheduler.get_card_retrievability(self.cards[item], when(day)))
        return due + [item for item in self.new if item not in self.cards][:NEW_A_DAY]

    def learn(self, item: int, day: int, turn: Turn) -> None:
        card = self.cards.get(item) or Card(1)
        for rating in (Rating.Good,) if turn.known else (Rating.Again, Rating.Good):
            card, _ = self.scheduler.review_card(card, rating, when(day))
        self.cards[item] = card

    def foretell(self) -> float:
        raise NotImplementedError("it does not know about interviews")


PLANNER, BY_WEIGHT, IN_ORDER = "planner", "FSRS by weight", "FSRS in order"


def policy(name: str, weights: list[float]) -> Policy:
    return Planner(weights) if name == PLANNER else PyFsrs(weights, by_weight=name == BY_WEIGHT)


def live(case: Case, name: str, person: int) -> End:
    """The two weeks of a person with a policy."""
    fate = Random(f"{case.world}:{person}")
    memory = WORLDS[case.world](fate, ITEMS)
    weights = case.weights(fate)
    studied = policy(name, weights)
    seen: set[int] = set()
    for day in range(DAYS):
        luck = [(fate.random(), fate.random(), fate.random()) for _ in range(ITEMS)]
        left = 60.0 * case.minutes
        for item in studied.order(day, left):
            chance, guess, honesty = luck[item]
            knew = chance < memory.recall(item, day)
            turn = (HIT if knew else MISS) if item in seen else (KNOWN if knew else NEW)
            if not knew and guess < case.guess:
                turn = Turn(True, honesty < case.honest, turn.answering, turn.reading, turn.retrying)
            left -= turn.seconds
            if left < 0:
                break
            seen.add(item)
            memory.answer(item, day, knew)
            if not turn.known:
                memory.retry(item, day)
            studied.learn(item, day, turn)
    recall = sum(weight * memory.recall(item, DAYS) for item, weight in enumerate(weights)) / sum(weights)
    return End(recall, studied.foretell() if name == PLANNER else recall)


Job = tuple[Case, str, int]
Lives = dict[tuple[Case, str], list[End]]


def lives(cases: Iterable[tuple[Case, str]], people: int, processes: int = 2) -> Lives:
    """Everybody's end in each case with each policy."""
    wanted = list(cases)
    jobs = [(case, name, person) for case, name in wanted for person in range(people)]
    with ProcessPoolExecutor(processes) as pool:
        ends = iter(list(pool.map(_live, jobs, chunksize=4)))
    return {which: [next(ends) for _ in range(people)] for which in wanted}


def _live(job: Job) -> End:
    return live(*job)


def recall_table(found: Lives, minutes: Iterable[int], zipf: bool) -> Iterator[str]:
    """Weighted recall at the interview, by policy and world, and how far the planner is ahead."""
    yield _head("Zipf weights" if zipf else "flat weights")
    for each in minutes:
        ends = {name: [found[Case(world, each, zipf), name] for world in WORLDS] for name in POLICIES}
        for name, of_worlds in ends.items():
            means = [[end.recall for end in of_world] for of_world in of_worlds]
            goal = GOALS[each] if zipf and name == PLANNER else None
            reached = mean(map(mean, means))
            said = "" if goal is None else f"≥ {goal:.3f}  {_verdict(reached >= goal)}"
            yield _row(f"{each} min  {name}", means, reached, said)
        pairs = zip(ends[PLANNER], ends[BY_WEIGHT], strict=True)
        ahead = [[ours.recall - theirs.recall for ours, theirs in zip(*pair, strict=True)] for pair in pairs]
        least = min(map(mean, ahead))
        yield _row("        ahead of it by weight", ahead, least, f"≥ {-BEHIND:.3f}  {_verdict(least >= -BEHIND)}")


def error_table(found: Lives, minutes: Iterable[int], zipf: bool) -> Iterator[str]:
    """Readiness foretold minus recall, where a part of the guesses is right and most of those are marked."""
    yield _head("Zipf weights" if zipf else "flat weights")
    for each in minutes:
        of_worlds = [found[Case(world, each, zipf, GUESS, HONEST), PLANNER] for world in WORLDS]
        errors = [[end.foretold - end.recall for end in of_world] for of_world in of_worlds]
        most = max(map(mean, errors), key=abs)
        yield _row(f"{each} min  foretold - true", errors, most, f"± {ERROR:.3f}  {_verdict(abs(most) <= ERROR)}")


POLICIES: Final = (PLANNER, BY_WEIGHT, IN_ORDER)


def _head(title: str) -> str:
    return f"{title:32}" + "".join(f"{world:>15}" for world in WORLDS) + f"{'all':>9}"


def _row(title: str, of_worlds: list[list[float]], whole: float, said: str) -> str:
    cells = (f"{mean(each):.3f} ±{stdev(each) / len(each) ** 0.5 if len(each) > 1 else 0:.3f}" for each in of_worlds)
    return f"{title:32}" + "".join(f"{cell:>15}" for cell in cells) + f"{whole:9.3f}  {said}".rstrip()


def _verdict(kept: bool) -> str:
    return "ok" if kept else "miss"


def main() -> None:
    """Live all cases and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulator", description=__doc__)
    parser.add_argument("--learners", type=int, default=24, help="people in each case (default: %(default)s)")
    parser.add_argument("--minutes", type=int, action="append", choices=MINUTES, help="a day; repeatable")
    options = parser.parse_args()
    minutes = options.minutes or MINUTES
    honest = [Case(world, each, zipf) for world, each, zipf in product(WORLDS, minutes, (True, False))]
    guessed = [Case(case.world, case.minutes, case.zipf, GUESS, HONEST) for case in honest]
    found = lives([*product(honest, POLICIES), *((case, PLANNER) for case in guessed)], options.learners)
    print(f"{ITEMS} items, {DAYS} days, {options.learners} people in each case: mean ± standard error.")
    for title, table in (
        ("Weighted recall on the day of the interview; “all” is the mean, or the least difference", recall_table),
        (f"Readiness, {GUESS:.0%} of guesses right and {HONEST:.0%} of those marked; “all” is the worst", error_table),
    ):
        print(f"\n{title}")
        for zipf in (True, False):
            print(*table(found, minutes, zipf), sep="\n")


if __name__ == "__main__":
    main()
