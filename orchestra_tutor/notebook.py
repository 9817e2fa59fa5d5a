"""The wrong-answer notebook: the wrong beliefs that somebody held, whether they are cured, and what else was missed.

A belief is cured when two different items that probe it were right on different days: days after the one on which it
was last held, and the items not missed again since. A lucky guess proves nothing, nor does the retry of a miss.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field
from itertools import combinations
from random import Random
from typing import Any, Final

from orchestra_tutor.memory import Trace
from orchestra_tutor.question import Arrange, Enter, Graded, Question, Response
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

ALOUD: Final = Text("said aloud", "말로 답함")


@dataclass(frozen=True, slots=True)
class Held:
    """A belief that was held.

    `times` says, by item that showed it, how often and on which study day last; `right`, by item that probes it, on
    which study days (two at most) it was right since; `probing` are all items that probe it.
    """

    belief: str
    times: dict[str, tuple[int, int]]
    right: dict[str, frozenset[int]]
    probing: tuple[str, ...]

    @property
    def count(self) -> int:
        """How often it was held."""
        return sum(count for count, _ in self.times.values())

    @property
    def day(self) -> int:
        """The study day on which it was last held."""
        return max(day for _, day in self.times.values())

    @property
    def item(self) -> str:
        """The item that showed it last, or most often on that day."""
        return max(self.times, key=lambda item: (self.times[item][1], self.times[item][0], item))

    @property
    def cured(self) -> bool:
        return any(a != b for one, other in combinations(self.right.values(), 2) for a in one for b in other)

    @property
    def missing(self) -> int:
        """How many more right answers, each on another day, it takes. Of a single item two are all that can be had."""
        if len(self.probing) == 1:
            return 2 - len(self.right.get(self.probing[0], ()))
        return 0 if self.cured else 1 if self.right else 2

    @property
    def open(self) -> bool:
        return self.missing > 0

    def nearer(self, item: str, day: int | None = None) -> bool:
        """Whether a right answer to `item`, on study day `day` or on one of its own, would bring the cure nearer."""
        others = {at for name, days in self.right.items() if name != item for at in days}
        return not self.right or bool(others - {day})


def held(traces: Mapping[str, Trace], probing: Callable[[str], Iterable[str]]) -> list[Held]:
    """All beliefs that were held: what is open first, then what was held most often, then what was held last."""
    times: dict[str, dict[str, tuple[int, int]]] = {}
    for item, trace in traces.items():
        for belief, shown in trace.held.items():
            times.setdefault(belief, {})[item] = shown
    found = [_held(belief, shown, tuple(probing(belief)), traces) for belief, shown in times.items()]
    return sorted(found, key=lambda each: (not each.open, -each.count, -each.day, each.belief))


def _held(
    belief: str, times: dict[str, tuple[int, int]], probing: tuple[str, ...], traces: Mapping[str, Trace]
) -> Held:
    since = max(day for _, day in times.values())
    right = {item: frozenset(traces[item].right or ()) for item in probing if item in traces}
    later = {item: frozenset(day for day in days if day > since) for item, days in right.items()}
    return Held(belief, times, {item: days for item, days in later.items() if days}, probing)


@dataclass(frozen=True, slots=True)
class Miss:
    """A wrong answer; `response` is None where the person did not know."""

    item: str
    at: float
    day: int
    fingerprint: str
    response: Response | None
    beliefs: tuple[str, ...]
    drawn: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notebook:
    """`open` are the beliefs that are not cured, those held most often first; `cured` the others.

    `missed` are the last misses of items not known since, but for those that show an open belief; the latest first.
    `shown` are, by belief and item, the last answers that showed it.
    """

    open: tuple[Held, ...]
    missed: tuple[Miss, ...]
    cured: tuple[Held, ...]
    shown: dict[tuple[str, str], Miss]


def notebook(
    traces: Mapping[str, Trace],
    answers: Iterable[tuple[float, str, Mapping[str, Any]]],
    probing: Callable[[str], Iterable[str]],
    about: Collection[str] | None = None,
) -> Notebook:
    """The notebook out of all answers that stand, oldest first; only what was missed at one of the items `about`.

    A belief that no item probes any more is left out: the course has nothing to say about it.
    """
    last: dict[str, Miss] = {}
    shown: dict[tuple[str, str], Miss] = {}
    for at, item, body in answers:
        if body["score"] < 1.0:
            showed = tuple(body.get("beliefs", ()))
            drawn = body.get("drawn", {})
            last[item] = miss = Miss(item, at, body["day"], body["fingerprint"], body["response"], showed, drawn)
            shown |= {(belief, item): miss for belief in showed}
    beliefs = [each for each in held(traces, probing) if each.probing]
    if about is not None:
        beliefs = [each for each in beliefs if not each.times.keys().isdisjoint(about)]
    open_now = {each.belief for each in beliefs if each.open}
    missed = [
        miss
        for item, miss in last.items()
        if item in traces and not traces[item].right and open_now.isdisjoint(miss.beliefs)
        if about is None or item in about
    ]
    return Notebook(
        open=tuple(each for each in beliefs if each.open),
        missed=tuple(sorted(missed, key=lambda miss: (-miss.at, miss.item))),
        cured=tuple(each for each in beliefs if not each.open),
        shown=shown,
    )


def chosen(question: Question, response: Response) -> Text | None:
    """What somebody answered, in words; None where it fits the question, as it is now, no more."""
    prompt = question.ask(Random(0))
    if isinstance(prompt, Enter) and prompt.what == "open":
        typed = response.get("text", "") if isinstance(response, dict) else str(response)
        return same(" ".join(typed.split())) if typed else ALOUD
    graded = question.grade(response)
    notes = graded.notes if isinstance(graded, Graded) else ()
    wrong = [note.subject for note in notes if not note.right and not note.left_out]
    if wrong:
        return _joined(wrong, " / ")
    if isinstance(response, str):
        return same(" ".join(response.split()))
    if isinstance(graded, Graded) and isinstance(prompt, Arrange):
        words = {option.key: option.text for option in prompt.options}
        return _joined([words[key] for key in response], " → ")
    return None


def _joined(texts: list[Text], by: str) -> Text:
    return Text(by.join(text.en for text in texts), by.join(text.ko for text in texts))
