"""A fact of the course that a vendor's model knows too.

Where a fact is read out of a sentence and the sentence is put in other words, the test says so: change the pattern of
the row, and nothing else. Where the value differs, look the vendor's documentation up before you believe either side.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Final

from orchestra_tutor.course import Course
from tests.vendors.claims import Values

Model = Callable[[], frozenset[str]]

NUMERALS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Fact:
    """What the course says and what the model has; `part` where the course names only some of the values."""

    name: str
    said: Values
    model: Model
    part: bool = False

    def contradiction(self, course: Course) -> str:
        """What the two disagree about; empty where they agree."""
        said, model = self.said(course), self.model()
        if said == model or (self.part and said <= model):
            return ""
        return f"{self.name}: the course says {sorted(said)}, the model {sorted(model)}"


def each(make: Callable[[str], str], model: Model) -> Model:
    """The model's values as people say them: `each(str.lower, …)`."""
    return lambda: frozenset(make(value) for value in model())


def joined(*models: Model) -> Model:
    """The values of several models together."""
    return lambda: frozenset().union(*(model() for model in models))


def product(*models: Model) -> Model:
    """What the single numbers of several models give when multiplied."""
    return lambda: frozenset([str(prod(int(value) for model in models for value in model()))])


def counted(model: Model) -> Model:
    """How many values the model has, as a word."""
    return lambda: frozenset([NUMERALS[len(model())]])


def digits(word: str) -> str:
    """`five` as 5."""
    return str(NUMERALS.index(word)) if word in NUMERALS else word
