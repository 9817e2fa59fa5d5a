"""The wrong beliefs that somebody held, and whether they are cured.

A belief is cured when two different items that probe it were right on different days since it was last held.
"""

from collections.abc import Callable, Iterable, Mapping

from orchestra_tutor.memory import Trace
from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """A belief: how often an answer showed it, on which study day last, and to which item."""

    belief: str
    count: int
    day: int
    item: str
    cured: bool


def held(traces: Mapping[str, Trace], probing: Callable[[str], Iterable[str]]) -> list[Held]:
    """All beliefs that were held: what is not cured first, then what was held most often, then what was held last."""
    times: dict[str, list[tuple[int, int, str]]] = {}
    for item, trace in traces.items():
        for belief, (count, day) in trace.held.items():
            times.setdefault(belief, []).append((day, count, item))
    found = []
    for belief, shown in times.items():
        last, _, item = max(shown)
        right = [traces[name] for name in probing(belief) if name in traces]
        found.append(Held(belief, sum(count for _, count, _ in shown), last, item, _cured(right, last)))
    return sorted(found, key=lambda each: (each.cured, -each.count, -each.day, each.belief))


def _cured(traces: list[Trace], since: int) -> bool:
    """Whether two of the items were right on different days after study day `since`."""
    days = [{day for day in trace.right or () if day > since} for trace in traces]
    return any(a != b for n, one in enumerate(days) for other in days[n + 1 :] for a in one for b in other)
