"""The contract of a question kind: what it shows, what it makes of an answer, and how it proves itself.

A kind is a frozen, slotted dataclass. It knows no terminal: `ask` returns a prompt that any front end can draw, and a
response is what JSON can carry, whoever typed it. Malformed is not wrong: the person is asked again and nothing counts.
"""

from collections.abc import Iterator
from random import Random
from typing import Literal, Protocol, runtime_checkable

from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

Response = str | list[str] | dict[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, under a key that stays the same however the options are shuffled."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class Pick:
    """Choose `count` of the options. Response: a list of keys."""

    options: tuple[Option, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Arrange:
    """Put all options in order. Response: a list of all keys."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Give each left one right; a right may serve several lefts. Response: left key -> right key."""

    lefts: tuple[Option, ...]
    rights: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Enter:
    """Type a short answer. Response: a string. `unit` is what a bare number is taken to be in."""

    what: Literal["phrase", "number", "command", "open"]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Something to look at, and what it shows."""

    key: str
    what: Text
    shows: str


@dataclass(frozen=True, slots=True)
class Inspect:
    """Look around until the cause is known; then name it, a fix, and what proves that.

    Response: one key each for `cause`, `fix` and `verify`, and for `looks` the keys of what was opened, spaced.
    """

    looks: tuple[Look, ...]
    cause: Pick
    fix: Pick
    verify: Pick

    @property
    def picks(self) -> dict[str, Pick]:
        """What is to be named, in order."""
        return {"cause": self.cause, "fix": self.fix, "verify": self.verify}


Prompt = Pick | Arrange | Pair | Enter | Inspect


@dataclass(frozen=True, slots=True)
class Note:
    """Why one part of the answer was right or wrong: what was chosen, why, and the belief that leads there.

    `left_out` where the subject is nothing that was chosen, but what was missing.
    """

    subject: Text
    right: bool
    why: Text
    belief: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a typed answer, from `start` to `end`, in which `key` was heard."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer that counts. `score` is 0 to 1, and 1 only where everything is right; `keys` is what was chosen."""

    score: float
    keys: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def correct(self) -> bool:
        return self.score == 1.0


@dataclass(frozen=True, slots=True)
class Malformed:
    """An answer that says nothing yet: ask again, count nothing."""

    message: Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """The model answer and why it is right."""

    answer: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Sample:
    """A response and what grading must make of it."""

    response: Response
    verdict: Literal["right", "wrong", "malformed"]


class Question(Protocol):
    """One kind of question. Texts come in both languages, so a front end may switch in the middle."""

    @property
    def stem(self) -> Text: ...

    def ask(self, rng: Random) -> Prompt:
        """The prompt, its options shuffled by `rng` unless nature orders them."""
        ...

    def grade(self, response: Response) -> Graded | Malformed: ...

    def explain(self) -> Explanation: ...

    def samples(self, rng: Random) -> Iterator[Sample]:
        """Responses of every verdict. The linter and a property test grade them for every item of a course."""
        ...


@runtime_checkable
class Drawn(Question, Protocol):
    """A question that may have other values at every asking. `drawn_by` names what answers it, if values are drawn."""

    @property
    def drawn(self) -> dict[str, str]: ...

    @property
    def drawn_by(self) -> str: ...

    def redrawn(self, rng: Random) -> "Question":
        """Another instance."""
        ...

    def with_drawn(self, drawn: dict[str, str]) -> "Question":
        """The instance with these values."""
        ...
