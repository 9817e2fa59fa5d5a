"""number: type a number. Computed answers name the mechanism that computes them.

With `draw` every asking is another instance. A question read from content is an instance already, always the same one;
`redrawn` gives another, `with_drawn` the one that was asked.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import field, replace
from math import ceil, log10
from random import Random
from typing import TYPE_CHECKING, Any

from orchestra_tutor.question import Enter, Explanation, Graded, Malformed, Note, Response, Sample
from orchestra_tutor.shape import (
    ID,
    Bilingual,
    Later,
    ListOf,
    MapOf,
    Record,
    Schema,
    Shape,
    Words,
    refuse,
)
from orchestra_tutor.shape import Number as Numeric
from orchestra_tutor.source import Node, Problem
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

if TYPE_CHECKING:
    from orchestra_tutor.generate import Computed, Instance, Template

TYPE_NUMBER = Text("Type a number, such as 3, 1,000 or 50%.", "3, 1,000, 50%처럼 숫자로 입력하세요.")
IN_UNIT = Text("The answer is wanted in {unit}.", "답의 단위는 {unit}입니다.")
NO_UNIT = Text("The answer is a plain number, not in {unit}.", "답은 단위 없는 숫자입니다({unit} 아님).")

_ANSWER = (  # compiled when it is first used
    r"[~≈약]? ?(\$?) ?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)"
    r" ?(\D*?)(?: ?(?:정도|쯤))?(?: ?(?:입니다|이에요|예요|이다|요))?"  # as a Korean sentence ends
)

# Units that measure the same thing, each with its size in the smallest of the family.
_FAMILIES = (
    {"ms": 1, "밀리초": 1, "s": 1e3, "sec": 1e3, "second": 1e3, "초": 1e3}
    | {"m": 6e4, "min": 6e4, "minute": 6e4, "분": 6e4, "h": 3.6e6, "hr": 3.6e6, "hour": 3.6e6, "시간": 3.6e6}
    | {"d": 8.64e7, "day": 8.64e7, "일": 8.64e7},
    {"KiB": 1.0, "MiB": 2.0**10, "GiB": 2.0**20, "TiB": 2.0**30}
    | {"Ki": 1.0, "Mi": 2.0**10, "Gi": 2.0**20, "Ti": 2.0**30},
    {"KB": 1.0, "MB": 1e3, "GB": 1e6, "TB": 1e9},
    {"%": 1.0, "percent": 1.0, "퍼센트": 1.0, "프로": 1.0},
    {"USD": 1.0, "$": 1.0, "dollar": 1.0, "달러": 1.0},
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong number that people give, and what they had in mind."""

    value: float
    why: Text
    belief: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, right within `tolerance`; an answer in another unit of the same kind is converted.

    `drawn` are the values of this instance, where there is a `template` for others.
    """

    stem: Text
    answer: float
    why: Text
    unit: str = ""
    tolerance: float = 0.0
    mistakes: tuple[Mistake, ...] = ()
    drawn: dict[str, str] = field(default_factory=dict)
    template: "Template | None" = None

    @property
    def drawn_by(self) -> str:
        return self.template.answer.by if self.template else ""

    def redrawn(self, rng: Random) -> "Number":
        """Another instance; the same where nothing is drawn."""
        found = next(self.template.instances(rng), None) if self.template else None
        return self._instance(found) if found else self

    def with_drawn(self, drawn: dict[str, str]) -> "Number":
        """The instance with these values; this one where the template takes no such any more."""
        if self.template is None:
            return self
        from orchestra_tutor.mechanism import InputError

        try:
            return self._instance(self.template.of(drawn))
        except (InputError, ValueError):
            return self

    def _instance(self, instance: "Instance") -> "Number":
        assert self.template is not None
        slips = instance.worked.slips
        return replace(
            self,
            stem=self.template.stem_of(instance),
            answer=float(instance.worked.value),
            why=self.template.why_of(instance),
            mistakes=tuple(Mistake(slip.value, slip.why, slip.belief) for slip in slips),
            drawn=instance.drawn,
        )

    def ask(self, rng: Random) -> Enter:
        return Enter("number", self.unit)

    def grade(self, response: Response) -> Graded | Malformed:
        typed = " ".join(unicodedata.normalize("NFKC", response).split()) if isinstance(response, str) else ""
        found = re.fullmatch(_ANSWER, typed.rstrip(" ."))
        if not found:
            return Malformed(TYPE_NUMBER)
        unit = found[1] or found[3]
        factor = _factor(unit, self.unit)
        if factor is None:
            return Malformed(IN_UNIT.fill(unit=self.unit) if self.unit else NO_UNIT.fill(unit=unit))
        number = float(found[2].replace(",", "")) * factor
        if self._is(number, self.answer):
            return Graded(1.0, ())
        known = [mistake for mistake in self.mistakes if self._is(number, mistake.value)]
        nearest = sorted(known, key=lambda mistake: abs(mistake.value - number))[:1]
        return Graded(0.0, (), tuple(Note(same(typed), False, mistake.why, mistake.belief) for mistake in nearest))

    def _is(self, number: float, wanted: float) -> bool:
        return abs(number - wanted) <= self.tolerance + 1e-9 * max(1.0, abs(wanted))

    def explain(self) -> Explanation:
        return Explanation(same(f"{self._told:,.10g} {self.unit}".strip()), self.why)

    @property
    def _told(self) -> float:
        """The answer with as many decimals as the tolerance asks for."""
        if not self.tolerance:
            return self.answer
        return round(self.answer, max(0, ceil(-log10(2 * self.tolerance) - 1e-9)))

    def samples(self, rng: Random) -> Iterator[Sample]:
        plain = f"{self.answer:.10g}"
        yield Sample(plain, "right")
        yield Sample(f" {self.answer:,.10g} {self.unit} ", "right")
        yield Sample(f"{self.answer + 2 * self.tolerance + 1:.10g}", "wrong")
        for mistake in self.mistakes:
            yield Sample(f"{mistake.value:.10g}", "wrong")
        yield Sample("", "malformed")
        yield Sample("many", "malformed")


def _factor(typed: str, wanted: str) -> float | None:
    """What turns a number in the typed unit into one in the wanted unit; None where they measure different things.

    Words that are no unit of measure (tasks, 개, 대, Pods) count nothing and are let through.
    """
    typed_family, wanted_family = _family(typed), _family(wanted)
    if typed_family is None:
        return 1.0
    if typed_family is not wanted_family:
        return None
    return typed_family[_name(typed, typed_family)] / typed_family[_name(wanted, typed_family)]


def _name(unit: str, family: dict[str, float]) -> str:
    """The unit as the family spells it: without plural, in any case."""
    folded = unit.casefold()
    return next((name for name in family if name.casefold() in (folded, folded.removesuffix("s"))), "")


def _family(unit: str) -> dict[str, float] | None:
    return next((family for family in _FAMILIES if _name(unit, family)), None) if unit else None


@dataclass(frozen=True, slots=True)
class _Answer:
    """`3`, `{by: quorum.majority, with: {members: 5}}` or, where members are drawn, `{members: "{members}"}`."""

    def read(self, node: Node, problems: list[Problem]) -> "float | Computed":
        if not isinstance(node.value, dict):
            return Numeric().read(node, problems)
        from orchestra_tutor.generate import COMPUTED
        from orchestra_tutor.mechanism import InputError

        answer = COMPUTED.read(node, problems)
        if answer.names:
            return answer
        try:
            value = answer.of({}).value
            if isinstance(value, bool):
                raise ValueError(f"{value} is no number")
            return float(value)
        except InputError as error:
            refuse(problems, node.value["with"].span, "wrong-input", f"{answer.by}: {error} {error.hint.en}")
        except (TypeError, ValueError, OverflowError) as error:
            refuse(problems, node.value["with"].span, "wrong-input", f"{answer.by}: {error}")

    def schema(self) -> Schema:
        from orchestra_tutor.generate import COMPUTED

        return {"oneOf": [{"type": "number"}, COMPUTED.schema()]}


def make(
    answer: "float | Computed",
    draw: dict[str, tuple[str, ...]] | None = None,
    shown: "dict[str, Computed] | None" = None,
    **values: Any,
) -> Number:
    """The question, and where values are drawn its first instance; ValueError where none can be drawn."""
    if isinstance(answer, float):
        if draw or shown:
            raise ValueError("nothing of the answer is drawn")
        return Number(answer=answer, **values)
    from orchestra_tutor.generate import Template

    template = Template(values["stem"], values["why"], answer, draw or {}, shown or {})
    template.check()
    asked = Number(answer=0.0, template=template, **values).redrawn(Random(template.stem.en))
    if not asked.drawn:
        raise ValueError(f"{answer.by} takes nothing that can be drawn here")
    return asked


def _values() -> Shape[dict[str, tuple[str, ...]]]:
    from orchestra_tutor.generate import VALUES

    return MapOf(VALUES)


def _shown() -> "Shape[dict[str, Computed]]":
    from orchestra_tutor.generate import COMPUTED

    return MapOf(COMPUTED)


_MISTAKE = Record(Mistake, needs={"value": Numeric(), "why": Bilingual()}, takes={"belief": ID})
NEEDS: dict[str, Shape[Any]] = {"stem": Bilingual(), "answer": _Answer(), "why": Bilingual()}
TAKES: dict[str, Shape[Any]] = {
    "unit": Words(),
    "tolerance": Numeric(0),
    "mistakes": ListOf(_MISTAKE, 1, 4),
    "draw": Later(_values),
    "shown": Later(_shown),
}
