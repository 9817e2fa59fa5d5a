"""choice: pick one option, several, or true/false."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

from orchestra_tutor.question import Explanation, Graded, Malformed, Note, Pick, Response, Sample
from orchestra_tutor.question import Option as Shown
from orchestra_tutor.shape import ID, Bilingual, Flag, ListOf, OneOf, Record
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

TRUTH = {"true": Text("True", "맞다"), "false": Text("False", "틀리다")}

UNSAID = Text("", "")  # an option that the linter refuses

PICK_ONE = Text("Pick one of the options.", "보기에서 하나를 고르세요.")
PICK_SEVERAL = Text("Pick exactly {count} different options.", "서로 다른 보기를 {count}개 고르세요.")


@dataclass(frozen=True, slots=True)
class Option:
    """An option with its own reason; `belief` is the misconception that leads a person here."""

    key: str
    why: Text
    text: Text | None = None
    right: bool = False
    belief: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Options of which one is right, or several where `select` says so and the stem says how many."""

    stem: Text
    options: tuple[Option, ...]
    select: str = "one"
    ordered: bool = False

    @property
    def is_truth(self) -> bool:
        """Whether this is a true/false question, whose options need no text."""
        return {option.key for option in self.options} == set(TRUTH)

    @property
    def right(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.right)

    def said(self, option: Option) -> Text:
        return option.text or TRUTH.get(option.key, UNSAID)

    def ask(self, rng: Random) -> Pick:
        options = [Shown(option.key, self.said(option)) for option in self.options]
        if not self.ordered and not self.is_truth:
            rng.shuffle(options)
        return Pick(tuple(options), len(self.right))

    def grade(self, response: Response) -> Graded | Malformed:
        keys = response if isinstance(response, list) else [response]
        chosen = [option for option in self.options if option.key in keys]
        count = len(self.right)
        if len(keys) != count or len(chosen) != count:
            return Malformed(PICK_ONE if count == 1 else PICK_SEVERAL.fill(count=count))
        hits = sum(option.right for option in chosen)
        notes = tuple(Note(self.said(o), o.right, o.why, o.belief) for o in chosen if not o.right or count > 1)
        return Graded(max(0.0, (2 * hits - count) / count), tuple(o.key for o in chosen), notes)

    def explain(self) -> Explanation:
        answer = [self.said(option) for option in self.right]
        why = [option.why for option in self.right]
        return Explanation(_joined(answer, " / "), _joined(why, "\n\n"))

    def samples(self, rng: Random) -> Iterator[Sample]:
        right = {option.key for option in self.right}
        for keys in combinations([option.key for option in self.options], len(right)):
            yield Sample(list(keys), "right" if set(keys) == right else "wrong")
        yield Sample([], "malformed")
        yield Sample([*right, "no-such-key"], "malformed")


def _joined(texts: list[Text], by: str) -> Text:
    return Text(by.join(text.en for text in texts), by.join(text.ko for text in texts))


_OPTION = Record(
    Option, needs={"key": ID, "why": Bilingual()}, takes={"text": Bilingual(), "right": Flag(), "belief": ID}
)
NEEDS = {"stem": Bilingual(), "options": ListOf(_OPTION, 2, 5)}
TAKES = {"select": OneOf(("one", "several")), "ordered": Flag()}
make = Choice
