"""What a session comes to: scores by feature, platform and lesson."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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
    mode: str, seed: str, items: Iterable[Item], firsts: Mapping[str, Answered], seconds: float, reached_end: bool
) -> SummaryView:
    """The summary over `items`, of which `firsts` holds the first answers by item id."""
    items = tuple(items)
    asked = [item for item in items if item.id in firsts]
    features, platforms, lessons = Tallies(), Tallies(), Tallies()
    for item in asked:
        correct = firsts[item.id].correct
        features.add({cell.split("/")[0] for cell in item.cells}, correct)
        platforms.add({cell.split("/")[1] for cell in item.cells}, correct)
        lessons.add(set() if item.cells else {item.lesson}, correct)
    scores = [given.graded.score if given.graded else 0.0 for given in firsts.values()]
    return SummaryView(
        mode=mode,
        asked=len(asked),
        correct=sum(given.correct for given in firsts.values()),
        score=sum(scores) / len(items if mode == "exam" else scores) if scores else 0.0,
        unanswered=len(items) - len(asked),
        seconds=seconds,
        by_feature=features.scores(),
        by_platform=platforms.scores(),
        by_lesson=lessons.scores(),
        missed=tuple(item for item in asked if not firsts[item.id].correct),
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
