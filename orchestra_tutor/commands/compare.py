"""tutor compare: platforms side by side, a row for each feature; or one feature, in full."""

import json
from collections.abc import Iterator
from typing import Any, Final

from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.course import Axis
from orchestra_tutor.errors import UsageError, did_you_mean
from orchestra_tutor.figures.table import Table
from orchestra_tutor.prose import bare
from orchestra_tutor.shape import nearest
from orchestra_tutor.text import Text, same
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Columns, Gap, Heading, Part, Prose

NO_PLATFORM: Final = Text("There is no platform {name!r}.", "그런 플랫폼은 없습니다: {name!r}")
NO_FEATURE: Final = Text("There is no feature {name!r}.", "그런 기능은 없습니다: {name!r}")
TWO: Final = Text("Name two platforms or more.", "플랫폼을 두 개 이상 지정하세요.")
FEATURE: Final = Text("Feature", "기능")
UNTAUGHT: Final = Text("–", "–")
MORE: Final = Text(
    "One feature in full: tutor compare {names} --feature {feature}",
    "기능 하나를 자세히: tutor compare {names} --feature {feature}",
)


def compare(visit: Visit, names: list[str], feature: str) -> None:
    """Print the comparison."""
    index = visit.app.index
    platforms = named(index.axes("platform"), names, NO_PLATFORM)
    if len(platforms) < 2:
        raise UsageError(TWO, same(" | ".join(axis.id for axis in index.axes("platform"))))
    features = index.axes("feature")
    if feature:
        features = named(features, [feature], NO_FEATURE)
    if visit.json:
        found = [as_json(visit, row, platforms) for row in features]
        print(json.dumps(found, ensure_ascii=False, indent=2))
    elif feature:
        visit.front().say(part for row in features for part in in_full(visit, row, platforms))
    else:
        example = MORE.fill(names=" ".join(axis.id for axis in platforms), feature=features[0].id)
        table = Columns(side_by_side(visit, features, platforms))
        visit.front().say([Gap(), table, Gap(), Prose(example[visit.lang], look="faint")])


def named(axes: list[Axis], names: list[str], unknown: Text) -> list[Axis]:
    """The axes that people call so, each once; a name such as ecs stands for several."""
    chosen: dict[str, Axis] = {}
    for name in names:
        wanted = name.casefold()
        found = [axis for axis in axes if wanted in (axis.id, *axis.also)]
        if not found:
            known = list(dict.fromkeys(known for axis in axes for known in (axis.id, *axis.also)))
            raise UsageError(unknown.fill(name=name), did_you_mean(nearest(wanted, known), same(" | ".join(known))))
        chosen |= {axis.id: axis for axis in found}
    return list(chosen.values())


def side_by_side(visit: Visit, features: list[Axis], platforms: list[Axis]) -> Table:
    """A row for each feature, a column for each platform."""

    def mechanism(feature: Axis, platform: Axis) -> Text:
        square = visit.app.index.square(feature.id, platform.id)
        said = square.cell.mechanism if square else UNTAUGHT
        return Text(bare(said.en), bare(said.ko))

    rows = tuple((row.head, *(mechanism(row, column) for column in platforms)) for row in features)
    return Table((FEATURE, *(axis.title for axis in platforms)), rows)


def in_full(visit: Visit, feature: Axis, platforms: list[Axis]) -> Iterator[Part]:
    """One feature, platform by platform."""
    for platform in platforms:
        square = visit.app.index.square(feature.id, platform.id)
        yield Gap()
        yield Heading(platform.title[visit.lang], feature.title[visit.lang])
        yield Gap()
        yield from render.cell(square.cell, visit.lang) if square else [Prose(UNTAUGHT[visit.lang])]


def as_json(visit: Visit, feature: Axis, platforms: list[Axis]) -> dict[str, Any]:
    lang = visit.lang
    cells: dict[str, Any] = {}
    for platform in platforms:
        if square := visit.app.index.square(feature.id, platform.id):
            cell = square.cell
            said = {"mechanism": cell.mechanism[lang], "body": cell.body[lang]}
            cells[platform.id] = said | {"holds": cell.holds, "sources": list(cell.sources)}
    return {"feature": feature.id, "title": feature.title[lang], "platforms": cells}
