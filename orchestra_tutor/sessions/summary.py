"""What a session comes to: scores by feature, platform and lesson."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from orchestra_tutor.course import Item
from orchestra_tutor.question import Graded
from orchestra_tutor.sessions.views import Score, SummaryView


class Answered(Protocol):
    """An answer as the session keeps it."""

    @property
    def graded(self) -> Graded | None: ...

    @property
    def correct(self) -> bool: ...


def summary(
    mode: str, seed: str, answered: Iterable[tuple[Item, Answered]], total: int, seconds: float, reached_end: bool
) -> SummaryView:
    """The summary over the first answers, of `total` items that were to be asked."""
    answered = tuple(answered)
    features, platforms, lessons = Tallies(), Tallies(), Tallies()
    for item, given in answered:
        features.add({cell.split("/")[0] for cell in item.cells}, given.correct)
        platforms.add({cell.split("/")[1] for cell in item.cells}, given.correct)
        lessons.add(set() if item.cells else {item.lesson}, given.correct)
    scores = [given.graded.score if given.graded else 0.0 for _, given in answered]
    return SummaryView(
        mode=mode,
        asked=len(answered),
        correct=sum(given.correct for _, given in answered),
        score=sum(scores) / (total if mode == "exam" else len(scores)) if scores else 0.0,
        unanswered=total - len(answered),
        seconds=seconds,
        by_feature=features.scores(),
        by_platform=platforms.scores(),
        by_lesson=lessons.scores(),
        missed=tuple({item.id: item for item, given in answered if not given.correct}.values()),
        reached_end=reached_end,
        seed=seed,
    )


class Tallies:
    """Counts by id."""

    def __init__(self) -> None:
        self.counts: dict[str, list[bool]] = defaultdict(list)

    def add(self, ids: Iterable[str], correct: bool) -> None:
        for name in ids:
            self.counts[name].append(correct)

    def scores(self) -> dict[str, Score]:
        return {name: Score(len(marks), sum(marks)) for name, marks in sorted(self.counts.items())}
