"""order: put the entries in the order in which they happen or count."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

from orchestra_tutor.question import Arrange, Explanation, Graded, Malformed, Option, Response, Sample
from orchestra_tutor.shape import ID, Bilingual, ListOf, Record
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

USE_ALL = Text("Use each of the {count} entries once.", "항목 {count}개를 한 번씩만 쓰세요.")


@dataclass(frozen=True, slots=True)
class Order:
    """Entries, written in the right order."""

    stem: Text
    entries: tuple[Option, ...]
    why: Text

    def ask(self, rng: Random) -> Arrange:
        """Shuffled, and never by luck in the right order already."""
        shown = list(self.entries)
        while tuple(shown) == self.entries:
            rng.shuffle(shown)
        return Arrange(tuple(shown))

    def grade(self, response: Response) -> Graded | Malformed:
        right = [entry.key for entry in self.entries]
        if not isinstance(response, list) or len(response) != len(right) or any(key not in response for key in right):
            return Malformed(USE_ALL.fill(count=len(right)))
        pairs = list(combinations(response, 2))
        kept = sum(right.index(before) < right.index(after) for before, after in pairs)
        # Kendall's tau without its negative half: a random order scores about zero.
        return Graded(max(0.0, 2 * kept / len(pairs) - 1), tuple(response))

    def explain(self) -> Explanation:
        def lines(of: list[str]) -> str:
            return "\n".join(f"- {number}. {line}" for number, line in enumerate(of, 1))

        answer = Text(lines([e.text.en for e in self.entries]), lines([e.text.ko for e in self.entries]))
        return Explanation(answer, self.why)

    def samples(self, rng: Random) -> Iterator[Sample]:
        right = [entry.key for entry in self.entries]
        yield Sample(list(right), "right")
        yield Sample(right[::-1], "wrong")
        for at in range(len(right) - 1):
            yield Sample([*right[:at], right[at + 1], right[at], *right[at + 2 :]], "wrong")
        yield Sample(right[1:], "malformed")
        yield Sample([*right[1:], right[1]], "malformed")


_ENTRY = Record(Option, needs={"key": ID, "text": Bilingual()})
NEEDS = {"stem": Bilingual(), "entries": ListOf(_ENTRY, 3, 6), "why": Bilingual()}
TAKES: dict[str, Bilingual] = {}
make = Order
