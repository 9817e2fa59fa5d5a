"""What a session shows. Views hold texts in both languages; a front end chooses one."""

from typing import TYPE_CHECKING

from orchestra_tutor.course import Cell, Item, Teach
from orchestra_tutor.question import Explanation, Graded, Prompt, Response
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

if TYPE_CHECKING:  # a quiz starts without what hears free answers
    from orchestra_tutor.sessions.talk import Talk


@dataclass(frozen=True, slots=True)
class PageView:
    """A page to read: a step of the lesson, or a cell of the grid with its platform. `n` of `of` counts from 1."""

    n: int
    of: int
    lesson: str
    page: Teach | Cell
    can_go_back: bool
    platform: str = ""


@dataclass(frozen=True, slots=True)
class AskView:
    """A question to answer. `deadline` is Unix time, where a clock runs; past `limit` nothing ends.

    `follows` says that it is the n-th follow-up of the question before it.
    """

    n: int
    of: int
    item: Item
    prompt: Prompt
    hints: tuple[Text, ...] = ()
    more_hints: int = 0
    malformed: Text | None = None
    asks_confidence: bool = False
    in_lesson: bool = False
    retry: bool = False
    can_go_back: bool = False
    can_undo: bool = False
    deadline: float | None = None
    follows: int = 0
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """What became of an answer: `graded` is None where it was skipped.

    `prompt` and `response` are set in the review of an exam, where the question is shown again.
    """

    n: int
    of: int
    item: Item
    graded: Graded | None
    explanation: Explanation
    prompt: Prompt | None = None
    response: Response | None = None
    answered: bool = True
    comes_back: bool = False
    can_go_back: bool = False
    can_undo: bool = False
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Right answers among those asked."""

    asked: int
    correct: int


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The end. Scores count first answers only; `by_*` map the id of a feature, platform or lesson to its score.

    `by_lesson` holds the items that belong to no cell of the grid.
    """

    mode: str
    asked: int
    correct: int
    score: float
    unanswered: int
    seconds: float
    by_feature: dict[str, Score]
    by_platform: dict[str, Score]
    by_lesson: dict[str, Score]
    missed: tuple[Item, ...]
    reached_end: bool
    seed: str = ""


@dataclass(frozen=True, slots=True)
class HearingView:
    """What was heard in the answers to a question of an interview and to its follow-ups, and a model answer."""

    n: int
    of: int
    talk: "Talk"
    explanation: Explanation
    can_undo: bool = False
    can_correct: bool = False
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class ReportView:
    """The end of an interview: what was asked, of how many questions, in how many seconds."""

    level: str
    talks: "tuple[Talk, ...]"
    of: int
    seconds: float
    reached_end: bool

    @property
    def asked(self) -> int:
        return len(self.talks)


View = PageView | AskView | FeedbackView | SummaryView | HearingView | ReportView
