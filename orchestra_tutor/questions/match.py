"""match: give each entry on the left the one on the right that belongs to it."""

from collections.abc import Iterator
from random import Random

from orchestra_tutor.question import Explanation, Graded, Malformed, Note, Option, Pair, Response, Sample
from orchestra_tutor.shape import ID, Bilingual, ListOf, Record
from orchestra_tutor.text import Lang, Text, same
from orchestra_tutor.value import dataclass

PAIR_ALL = Text("Give each of the {count} entries one of the answers.", "항목 {count}개에 답을 하나씩 연결하세요.")
ARROW = same("{left} → {right}")
REASON = same("{left}: {why}")


@dataclass(frozen=True, slots=True)
class Joined:
    """A left entry, the right one that belongs to it, and why."""

    left: Option
    right: Option
    why: Text


@dataclass(frozen=True, slots=True)
class Match:
    """Pairs; several lefts may share a right, and `extra` holds rights that fit none."""

    stem: Text
    pairs: tuple[Joined, ...]
    extra: tuple[Option, ...] = ()

    @property
    def rights(self) -> dict[str, Option]:
        shown = [pair.right for pair in self.pairs]
        return {option.key: option for option in (*shown, *self.extra)}

    def ask(self, rng: Random) -> Pair:
        lefts, rights = [pair.left for pair in self.pairs], list(self.rights.values())
        rng.shuffle(lefts)
        rng.shuffle(rights)
        return Pair(tuple(lefts), tuple(rights))

    def grade(self, response: Response) -> Graded | Malformed:
        lefts, rights = {pair.left.key for pair in self.pairs}, self.rights
        if (
            not isinstance(response, dict)
            or set(response) != lefts
            or any(key not in list(rights) for key in response.values())
        ):
            return Malformed(PAIR_ALL.fill(count=len(lefts)))
        missed = [pair for pair in self.pairs if response[pair.left.key] != pair.right.key]
        notes = []
        for pair in missed:
            chosen = rights[response[pair.left.key]].text
            notes.append(Note(ARROW.fill(left=pair.left.text, right=chosen), False, pair.why))
        keys = tuple(f"{left}={right}" for left, right in response.items())
        return Graded(1 - len(missed) / len(self.pairs), keys, tuple(notes))

    def explain(self) -> Explanation:
        def listed(form: Text, lang: Lang) -> str:
            filled = (form.fill(left=pair.left.text, right=pair.right.text, why=pair.why) for pair in self.pairs)
            return "\n".join(f"- {text[lang]}" for text in filled)

        answer, why = (Text(listed(form, "en"), listed(form, "ko")) for form in (ARROW, REASON))
        return Explanation(answer, why)

    def samples(self, rng: Random) -> Iterator[Sample]:
        right = {pair.left.key: pair.right.key for pair in self.pairs}
        yield Sample(dict(right), "right")
        for left, belongs in right.items():
            yield from (Sample({**right, left: other}, "wrong") for other in self.rights if other != belongs)
        yield Sample(dict(list(right.items())[1:]), "malformed")
        yield Sample({**right, next(iter(right)): "no-such-key"}, "malformed")


_OPTION = Record(Option, needs={"key": ID, "text": Bilingual()})
_PAIR = Record(Joined, needs={"left": _OPTION, "right": _OPTION, "why": Bilingual()})
NEEDS = {"stem": Bilingual(), "pairs": ListOf(_PAIR, 3, 6)}
TAKES = {"extra": ListOf(_OPTION, 0, 3)}
make = Match
