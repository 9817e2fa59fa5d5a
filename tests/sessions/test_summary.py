"""What a session comes to."""

from dataclasses import dataclass

import pytest

from orchestra_tutor.question import Graded
from orchestra_tutor.sessions.summary import summary
from orchestra_tutor.sessions.views import Score, SummaryView
from tests.helpers import item

PROBES = item("probes", "self-healing", ("self-healing/kubernetes", "self-healing/gke"))
QUORUM = item("quorum", "clustering", ("clustering/swarm",))
WORDS = item("words", "orchestration")
ITEMS = (PROBES, QUORUM, WORDS)


@dataclass(frozen=True)
class Given:
    """An answer with its score; None is a skip."""

    score: float | None

    @property
    def graded(self) -> Graded | None:
        return None if self.score is None else Graded(self.score, ())

    @property
    def correct(self) -> bool:
        return self.score == 1.0


def of(mode: str, **scores: float | None) -> SummaryView:
    answered = [(item, Given(scores[item.id])) for item in ITEMS if item.id in scores]
    return summary(mode, "7", answered, len(ITEMS), 12.5, reached_end=True)


def test_an_item_counts_for_its_cells_or_else_for_its_lesson() -> None:
    assert of("quiz", probes=1.0, quorum=0.5, words=None) == SummaryView(
        mode="quiz",
        asked=3,
        correct=1,
        score=0.5,
        unanswered=0,
        seconds=12.5,
        by_feature={"clustering": Score(1, 0), "self-healing": Score(1, 1)},
        by_platform={"gke": Score(1, 1), "kubernetes": Score(1, 1), "swarm": Score(1, 0)},
        by_lesson={"orchestration": Score(1, 0)},
        missed=(QUORUM, WORDS),
        reached_end=True,
        seed="7",
    )


@pytest.mark.parametrize(
    ("mode", "scores", "score", "unanswered"),
    [
        ("quiz", {"probes": 1.0}, 1.0, 2),  # a quiz is over what was asked
        ("exam", {"probes": 1.0}, 1 / 3, 2),  # an exam over all that could have been
        ("quiz", {"probes": 1.0, "quorum": None}, 0.5, 1),
        ("quiz", {"quorum": 0.25, "words": 0.75}, 0.5, 1),
        ("quiz", {}, 0.0, 3),
        ("exam", {}, 0.0, 3),
    ],
)
def test_the_score_is_a_part_of_what_was_set(
    mode: str, scores: dict[str, float | None], score: float, unanswered: int
) -> None:
    view = of(mode, **scores)
    assert view.score == pytest.approx(score)
    assert view.unanswered == unanswered


def test_what_was_not_asked_is_not_missed() -> None:
    view = of("quiz", quorum=1.0)
    assert view.missed == ()
    assert view.by_feature == {"clustering": Score(1, 1)}


def test_half_right_is_missed() -> None:
    view = of("quiz", probes=0.99)
    assert (view.correct, view.missed) == (0, (PROBES,))
