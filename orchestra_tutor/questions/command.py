"""command: type the line of docker, kubectl or aws that does the job. Lines are compared by what they mean.

The grammar is read when the first line is graded, not before.
"""

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from orchestra_tutor.question import Enter, Explanation, Graded, Malformed, Note, Response, Sample
from orchestra_tutor.shape import Bilingual, ListOf, Words
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

if TYPE_CHECKING:
    from orchestra_tutor.grammar import Difference

TYPE_IT = Text("Type the whole command.", "명령 전체를 입력하세요.")

# How far from an answer: the other client, the other command, another part.
_FAR = {"program": 2, "verb": 1}


@dataclass(frozen=True, slots=True)
class Command:
    """A line that does the job; the first of `answers` is shown, the others do the same by another command.

    Flags in `ignores` may be left out, or given with whatever value; those with one, `--name=web`, only with that.
    """

    stem: Text
    answers: tuple[str, ...]
    why: Text
    ignores: tuple[str, ...] = ()

    @property
    def optional(self) -> tuple[str, ...]:
        """The flags that may be left out, but have this value if they are given."""
        return tuple(flag for flag in self.ignores if "=" in flag)

    def ask(self, rng: Random) -> Enter:
        return Enter("command")

    def grade(self, response: Response) -> Graded | Malformed:
        from orchestra_tutor.grammar import UnclearError

        if not isinstance(response, str):
            return Malformed(TYPE_IT)
        try:
            differences = self._differences(response)
        except UnclearError as unclear:
            return Malformed(unclear.text)
        if not differences:
            return Graded(1.0, ())
        said = [difference.said for difference in differences]
        why = Text(" ".join(text.en for text in said), " ".join(text.ko for text in said))
        return Graded(0.0, (), (Note(_code(response), False, why),))

    def _differences(self, line: str) -> "tuple[Difference, ...]":
        """What is wrong with `line`, compared with the answer that it is nearest to."""
        from orchestra_tutor.grammar import compare, parse

        given, ignored = parse(line), frozenset(self.ignores) - {*self.optional}
        compared = [compare(given, parse(answer, self.optional), ignored) for answer in self.answers]
        return min(compared, key=lambda found: (max((_FAR.get(each.kind, 0) for each in found), default=0), len(found)))

    def explain(self) -> Explanation:
        return Explanation(_code(self.answers[0]), self.why)

    def samples(self, rng: Random) -> Iterator[Sample]:
        for answer in self.answers:
            program, _, rest = answer.partition(" ")
            yield Sample(answer, "right")
            yield Sample(f"  $ {program}  {rest} ", "right")
            yield Sample(f"{answer} '", "malformed")
            yield Sample(f"{program} no-such-command", "malformed")
        yield Sample("docker version", "wrong")
        yield Sample("kubectl api-versions", "wrong")
        yield Sample("", "malformed")
        yield Sample("no-such-client get pods", "malformed")


def _code(line: str) -> Text:
    return same(f"`{' '.join(line.split()).replace('`', '’')}`")


_LINE = Words(r"(?:docker|kubectl|aws) [\s\S]+", "a line of docker, kubectl or aws")
_FLAG = Words(r"--[a-z0-9-]+(?:=[\s\S]+)?", "the long name of a flag, such as --output, or with a value, --name=web")
NEEDS = {"stem": Bilingual(), "answers": ListOf(_LINE, 1, 6), "why": Bilingual()}
TAKES = {"ignores": ListOf(_FLAG, 1, 10)}
make = Command
