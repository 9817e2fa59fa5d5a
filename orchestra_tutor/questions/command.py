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

# A flag that every command of the client takes and that leads it elsewhere.
_ELSEWHERE = {"docker": "--context", "kubectl": "--context", "aws": "--profile"}


@dataclass(frozen=True, slots=True)
class Command:
    """A line that does the job; the first of `answers` is shown, the others do the same by another command.

    Flags in `ignores` may be given or left out, with whatever value.
    """

    stem: Text
    answers: tuple[str, ...]
    why: Text
    ignores: tuple[str, ...] = ()

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

        given, ignored = parse(line), frozenset(self.ignores)
        compared = [compare(given, parse(answer), ignored) for answer in self.answers]
        return min(compared, key=lambda found: (any(each.kind == "verb" for each in found), len(found)))

    def explain(self) -> Explanation:
        return Explanation(_code(self.answers[0]), self.why)

    def samples(self, rng: Random) -> Iterator[Sample]:
        for answer in self.answers:
            program, _, rest = answer.partition(" ")
            yield Sample(answer, "right")
            yield Sample(f"  $ {program}  {rest} ", "right")
            flag = _ELSEWHERE.get(program, "")
            if flag and flag not in answer and flag not in self.ignores:
                yield Sample(f"{program} {flag} elsewhere {rest}", "wrong")
            yield Sample(f"{answer} '", "malformed")
            yield Sample(f"{program} no-such-command", "malformed")
        yield Sample("", "malformed")
        yield Sample("no-such-client get pods", "malformed")


def _code(line: str) -> Text:
    return same(f"`{' '.join(line.split()).replace('`', '’')}`")


_LINE = Words(r"(?:docker|kubectl|aws) [\s\S]+", "a line of docker, kubectl or aws")
_FLAG = Words(r"--[a-z0-9-]+", "the long name of a flag, such as --output")
NEEDS = {"stem": Bilingual(), "answers": ListOf(_LINE, 1, 6), "why": Bilingual()}
TAKES = {"ignores": ListOf(_FLAG, 1, 10)}
make = Command
