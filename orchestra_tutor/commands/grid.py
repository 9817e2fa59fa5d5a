"""tutor grid: features by platforms, with what is known in each cell."""

import json
from typing import Any, Final

from orchestra_tutor.commands.compare import FEATURE
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.figures.table import Table
from orchestra_tutor.learner import learner, recall
from orchestra_tutor.text import Text, same
from orchestra_tutor.ui.document import Columns, Gap, Prose

LEGEND: Final = Text(
    "Items that you will probably remember today, of all items of the cell.",
    "칸마다 전체 문제 중 오늘 기억하고 있을 가능성이 높은 문제의 수.",
)
LIKELY: Final = 0.5
PRACTISE: Final = Text("Practise a cell: tutor quiz {cell}", "한 칸만 연습하기: tutor quiz {cell}")


def grid(visit: Visit) -> None:
    """Print the grid."""
    cells = known(visit)
    if visit.json:
        print(json.dumps(cells, ensure_ascii=False, indent=2))
        return
    features, platforms = visit.app.index.axes("feature"), visit.app.index.axes("platform")
    counts = {(cell["feature"], cell["platform"]): same(f"{cell['known']}/{cell['items']}") for cell in cells}
    rows = tuple((row.head, *(counts[row.id, column.id] for column in platforms)) for row in features)
    asked = [cell for cell in cells if cell["items"]]
    weakest = min(asked or cells, key=lambda cell: cell["known"] / max(1, cell["items"]))
    practise = PRACTISE.fill(cell=f"{weakest['feature']}/{weakest['platform']}")
    table = Columns(Table((FEATURE, *(axis.head for axis in platforms)), rows))
    legend = [Prose(words[visit.lang], look="faint") for words in (LEGEND, practise)]
    visit.front().say([Gap(), table, Gap(), *legend])


def known(visit: Visit) -> list[dict[str, Any]]:
    """For every cell: how many items it has, how many were asked, and how many are known."""
    index, traces, today = visit.app.index, visit.app.store.standing().traces, visit.app.today()
    person = learner(traces.values())
    cells = []
    for feature in index.axes("feature"):
        for platform in index.axes("platform"):
            items = index.items_about(f"{feature.id}/{platform.id}")
            asked = [traces[item] for item in items if item in traces]
            right = sum(bool(trace.right) and recall(trace, today, person) > LIKELY for trace in asked)
            place = {"feature": feature.id, "platform": platform.id}
            cells.append(place | {"items": len(items), "asked": len(asked), "known": right})
    return cells
