"""How well a course covers its grid: every count is that of the files, and what falls short is said."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.commands.content import coverage as show
from orchestra_tutor.course import Axis, Cell, Course, Lesson, Outline
from orchestra_tutor.coverage import ENOUGH_ITEMS, Covered, coverage
from orchestra_tutor.errors import Exit, TutorError
from orchestra_tutor.text import same
from tests.courses import ITEMS, LESSON, TINY, change, copy_of_tiny, course_in, own_course, visiting
from tests.helpers import item

FEATURES: Final = tuple(Axis(name, same(name)) for name in ("healing", "scaling"))
PLATFORMS: Final = tuple(Axis(name, same(name)) for name in ("swarm", "gke", "eks"))
CELLS: Final = [f"{feature.id}/{platform.id}" for feature in FEATURES for platform in PLATFORMS]
CELL: Final = Cell(same("how"), same("how, in full"), ("page-of-the-cell",))


def lesson(name: str, *platforms: str) -> Lesson:
    cells = dict.fromkeys(platforms, CELL)
    return Lesson(name, "feature", same(name), 5, (), (), (), cells=cells)


def course(lessons: tuple[Lesson, ...] = (), cells: tuple[tuple[str, ...], ...] = (), home: str = "healing") -> Course:
    """A course with an item for each of `cells`, in the lesson `home`."""
    items = tuple(item(f"item-{n}", home, about) for n, about in enumerate(cells))
    return Course(Outline("test", same("Test"), ()), lessons, items)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return copy_of_tiny(tmp_path)


@given(
    cells=st.lists(st.lists(st.sampled_from(CELLS), unique=True).map(tuple), max_size=30).map(tuple),
    taught=st.sets(st.sampled_from(CELLS)),
)
def test_each_cell_has_the_items_that_name_it(cells: tuple[tuple[str, ...], ...], taught: set[str]) -> None:
    rows = [lesson(f.id, *(p.id for p in PLATFORMS if f"{f.id}/{p.id}" in taught)) for f in FEATURES]
    covered = list(coverage(course(tuple(rows), cells, "elsewhere"), FEATURES, PLATFORMS))
    assert [f"{cell.feature}/{cell.platform}" for cell in covered] == CELLS
    for name, cell in zip(CELLS, covered, strict=True):
        count = sum(about.count(name) for about in cells)
        sources = {"source"} if count else set()
        assert cell.items == count
        assert cell.taught == (name in taught)
        assert set(cell.lessons) == ({"elsewhere"} if count else set()) | ({cell.feature} if cell.taught else set())
        assert set(cell.sources) == sources | ({"page-of-the-cell"} if cell.taught else set())
        assert cell.falls_short == (name not in taught or count < 8)


@pytest.mark.parametrize(
    ("taught", "items", "falls_short"),
    [(True, 8, False), (True, 9, False), (True, 7, True), (False, 8, True), (True, 0, True), (False, 0, True)],
)
def test_a_cell_wants_a_page_and_eight_items(taught: bool, items: int, falls_short: bool) -> None:
    assert Covered("healing", "gke", taught, items, (), ()).falls_short == falls_short


def test_a_lesson_teaches_only_the_row_that_it_is_called_by() -> None:
    """Cells in a lesson that is no feature are an error of the linter, and cover nothing."""
    covered = coverage(course((lesson("elsewhere", "gke"),)), FEATURES, PLATFORMS)
    assert not any(cell.taught for cell in covered)


def files(root: Path) -> Iterator[tuple[str, Any]]:
    """Every lesson.yaml and items.yaml as YAML reads it, with the name of its lesson."""
    for path in sorted(root.glob("*/*/*.yaml")):
        yield path.parent.name, yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


def test_it_counts_what_the_files_say() -> None:
    outline = course_in(TINY).outline
    for cell in coverage(course_in(TINY), outline.features, outline.platforms):
        name = f"{cell.feature}/{cell.platform}"
        items = [(lesson, x) for lesson, file in files(TINY) if isinstance(file, list) for x in file]
        asks = [(lesson, x) for lesson, x in items if name in x.get("cells", ())]
        rows = {lesson: file["cells"] for lesson, file in files(TINY) if "cells" in file}
        page = rows.get(cell.feature, {}).get(cell.platform)
        assert cell.items == len(asks)
        assert cell.taught == (page is not None)
        assert set(cell.lessons) == {lesson for lesson, _ in asks} | ({cell.feature} if page else set())
        assert set(cell.sources) == {s for x in [*(x for _, x in asks), page or {}] for s in x.get("sources", ())}


def test_every_cell_of_every_item_of_our_course_is_counted_once() -> None:
    ours = own_course()
    covered = coverage(ours, ours.outline.features, ours.outline.platforms)
    assert sum(cell.items for cell in covered) == sum(len(set(item.cells)) for item in ours.items) > 0


class TestCommand:
    def test_a_table_marks_what_falls_short(self, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with visiting(TINY) as visit:
            assert show(visit, tiny) == Exit.FAILED
        assert capsys.readouterr().out.splitlines()[1:3] == [
            "- Clustering: etcd: 0/0-!; Swarm: 1/1-!",
            "- Quorum: etcd: 3/1!; Swarm: 2/1!",
        ]

    def test_it_is_told_in_korean(self, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with visiting(TINY, "ko") as visit:
            show(visit, tiny)
        told = capsys.readouterr().out
        assert "- 쿼럼: etcd: 3/1!; 스웜: 2/1!" in told
        assert "부족함" in told

    def test_a_course_that_covers_its_grid_passes(self, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """One item more in each cell, eight in all; the row without a lesson is taken out."""
        text = (tiny / "course.yaml").read_text("utf-8").splitlines(keepends=True)
        (tiny / "course.yaml").write_text("".join(line for line in text if "id: clustering" not in line), "utf-8")
        every = "cells: [quorum/etcd, quorum/swarm]\n  sources: [raft]"
        items = (tiny / ITEMS).read_text("utf-8").split("\n\n")
        items = [
            "\n".join(line for line in x.splitlines() if "  cells:" not in line).replace("sources: [raft]", every)
            for x in items
        ]
        for count, code, marks in ((ENOUGH_ITEMS, Exit.OK, "8/1; Swarm: 8/1"), (7, Exit.FAILED, "7/1!; Swarm: 7/1!")):
            (tiny / ITEMS).write_text("\n\n".join(items[:count]), "utf-8")
            with visiting(TINY) as visit:
                assert show(visit, tiny) == code
            assert capsys.readouterr().out.splitlines()[1] == f"- Quorum: etcd: {marks}"

    def test_json_says_what_each_cell_has(self, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with visiting(TINY, json=True) as visit:
            assert show(visit, tiny) == Exit.FAILED
        told = json.loads(capsys.readouterr().out)
        assert [(cell["feature"], cell["platform"]) for cell in told] == [
            ("clustering", "etcd"),
            ("clustering", "swarm"),
            ("quorum", "etcd"),
            ("quorum", "swarm"),
        ]
        assert told[2] == {
            "feature": "quorum",
            "platform": "etcd",
            "taught": True,
            "items": 3,
            "lessons": ["quorum"],
            "sources": ["raft"],
            "falls_short": True,
        }

    def test_a_pack_without_a_grid_is_counted_on_the_grid_of_our_own_course(
        self, tiny: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = (tiny / "course.yaml").read_text("utf-8")
        (tiny / "course.yaml").write_text(text[: text.index("features:")], "utf-8")
        change(tiny, ITEMS, "cells: [clustering/swarm]", "cells: [clustering/gke]")
        change(tiny, LESSON, "  swarm:\n    mechanism", "  gke:\n    mechanism")
        ours = own_course().outline
        with visiting(TINY, json=True) as visit:
            show(visit, tiny)
        told = json.loads(capsys.readouterr().out)
        assert [(cell["feature"], cell["platform"]) for cell in told] == [
            (feature.id, platform.id) for feature in ours.features for platform in ours.platforms
        ]
        assert {cell["platform"]: cell["items"] for cell in told if cell["items"]} == {"gke": 1}

    def test_a_folder_whose_outline_cannot_be_read_says_where(self, tiny: Path) -> None:
        (tiny / "course.yaml").write_text("id: Not Kebab\n", "utf-8")
        with visiting(TINY) as visit, pytest.raises(TutorError) as refused:
            show(visit, tiny)
        assert f"{tiny}/course.yaml:1:" in refused.value.message.en
