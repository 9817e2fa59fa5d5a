"""Platforms side by side: by any of their names, at any width, without losing a word."""

import io
import json
from collections.abc import Iterator
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from orchestra_tutor.app import App
from orchestra_tutor.commands.compare import FEATURE, NO_PLATFORM, compare, named, side_by_side
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.course import Axis
from orchestra_tutor.errors import UsageError
from orchestra_tutor.prose import bare
from orchestra_tutor.settings import Places
from orchestra_tutor.text import LANGS, Lang
from orchestra_tutor.ui import draw
from orchestra_tutor.ui.document import Columns
from tests.courses import LESSON, TINY, change, copy_of_tiny, course_in, own_course, visiting
from tests.helpers import read_table

HEAD: Final = 36  # columns in which every word of a comparison stands whole
BOTH: Final = ["etcd", "swarm"]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """A visit to our own course."""
    home = tmp_path_factory.mktemp("home")
    with closing(App(Places(home, home, home / "cache"))) as app:
        yield Visit(app, "en")


def told(names: list[str], feature: str = "", lang: Lang = "en") -> str:
    """What a comparison prints on a pipe."""
    with redirect_stdout(io.StringIO()) as paper, visiting(TINY, lang) as visit:
        compare(visit, names, feature)
    return paper.getvalue()


def data(names: list[str], feature: str = "", lang: Lang = "en") -> Any:
    """What it prints as JSON."""
    with redirect_stdout(io.StringIO()) as paper, visiting(TINY, lang, json=True) as visit:
        compare(visit, names, feature)
    return json.loads(paper.getvalue())


class TestNames:
    @pytest.mark.parametrize(
        "names",
        [
            ["store", "swarm"],  # another name
            ["ETCD", "Swarm"],
            ["raft"],  # both are called so
            ["raft", "swarm"],
            ["etcd", "store", "swarm", "etcd"],  # each once
        ],
    )
    def test_another_name_of_a_platform_gives_the_same(self, names: list[str]) -> None:
        assert told(names) == told(BOTH)
        assert data(names) == data(BOTH)

    @pytest.mark.parametrize("feature", ["vote", "Quorum", "VOTE"])
    def test_another_name_of_a_feature_gives_the_same(self, feature: str) -> None:
        assert told(BOTH, feature) == told(BOTH, "quorum") != told(BOTH)
        assert data(BOTH, feature) == data(BOTH, "quorum")

    def test_the_columns_stand_in_the_order_in_which_they_are_named(self) -> None:
        assert [line.split(":")[0] for line in told(["swarm", "etcd"]).splitlines()[1:4]] == [
            "- Clustering",
            "  - Swarm",
            "  - etcd",
        ]

    @pytest.mark.parametrize(
        ("names", "feature", "message", "hint"),
        [
            (["etcd", "nomad"], "", "There is no platform 'nomad'.", "etcd | store | raft | swarm"),
            (["etcd", "swarn"], "", "There is no platform 'swarn'.", "Did you mean swarm? etcd | store | raft | swarm"),
            (["etcd", ""], "", "There is no platform ''.", "etcd | store | raft | swarm"),
            (["etcd"], "", "Name two platforms or more.", "etcd | swarm"),
            (["etcd", "store"], "", "Name two platforms or more.", "etcd | swarm"),
            ([], "", "Name two platforms or more.", "etcd | swarm"),
            (BOTH, "qourum", "There is no feature 'qourum'.", "Did you mean quorum? clustering | quorum | vote"),
            (BOTH, " ", "There is no feature ' '.", "clustering | quorum | vote"),
            (BOTH, "quorum/etcd", "There is no feature 'quorum/etcd'.", "clustering | quorum | vote"),
        ],
    )
    def test_a_wrong_name_says_what_there_is(self, names: list[str], feature: str, message: str, hint: str) -> None:
        with pytest.raises(UsageError) as refused:
            told(names, feature)
        assert refused.value.message.en == message
        assert refused.value.hint.en.endswith(hint)

    def test_every_name_of_our_own_platforms_and_features_works(self, ours: Visit) -> None:
        for kind in ("platform", "feature"):
            axes = ours.app.index.axes(kind)
            assert [named(axes, [axis.id], NO_PLATFORM) for axis in axes] == [[axis] for axis in axes]
            for name in {name for axis in axes for name in axis.also}:
                assert named(axes, [name], NO_PLATFORM) == [axis for axis in axes if name in axis.also]


class TestTable:
    def test_a_pipe_gets_a_line_for_each_cell(self) -> None:
        assert told(BOTH).splitlines() == [
            "",
            "- Clustering",
            "  - etcd: –",  # what no page teaches
            "  - Swarm: –",
            "- Quorum",
            "  - etcd: Members elect a leader; etcdctl may ask any of them",
            "  - Swarm: Managers vote among themselves",
            "",
            "One feature in full: tutor compare etcd swarm --feature clustering",
        ]

    def test_cells_without_a_semicolon_share_a_line(self) -> None:
        assert told(BOTH, lang="ko").splitlines()[1:3] == [
            "- 클러스터링: etcd: –; 스웜: –",
            "- 쿼럼: etcd: 멤버가 리더를 뽑고, etcdctl은 아무에게나 묻는다; 스웜: 매니저끼리 투표한다",
        ]

    def test_one_feature_is_shown_in_full(self) -> None:
        shown = told(BOTH, "quorum")
        cells = course_in(TINY).lessons[0].cells
        for platform, title in (("etcd", "etcd"), ("swarm", "Swarm")):
            words = " ".join(bare(f"{cells[platform].mechanism.en} {cells[platform].body.en}").split())
            page = shown[shown.index(f"== {title} (Quorum and consensus) ==") :]
            assert words.replace(" - ", " ") in " ".join(page.split()).replace(" - ", " ")
        assert "True for etcd >=3.4." in shown
        assert shown.rstrip().endswith("Checked on 2026-11-24.")

    def test_a_cell_that_no_page_teaches_has_a_dash(self) -> None:
        shown = [line for line in told(BOTH, "clustering", "ko").splitlines() if line]
        assert shown == ["== etcd (클러스터링) ==", "–", "== 스웜 (클러스터링) ==", "–"]


class TestJson:
    @pytest.mark.parametrize("lang", LANGS)
    def test_it_says_what_the_cells_say(self, lang: Lang) -> None:
        cells = course_in(TINY).lessons[0].cells
        titles = {"en": ["Clustering", "Quorum and consensus"], "ko": ["클러스터링", "쿼럼과 합의"]}
        clustering, quorum = data(BOTH, lang=lang)
        assert clustering == {"feature": "clustering", "title": titles[lang][0], "platforms": {}}
        assert (quorum["feature"], quorum["title"]) == ("quorum", titles[lang][1])
        assert quorum["platforms"] == {
            platform: {
                "mechanism": cells[platform].mechanism[lang],
                "body": cells[platform].body[lang],
                "holds": cells[platform].holds,
                "sources": ["raft"],
            }
            for platform in BOTH
        }

    def test_one_feature_is_a_list_of_one(self) -> None:
        assert data(BOTH, "vote") == data(BOTH)[1:]


def expected(visit: Visit, platforms: list[Axis], lang: Lang) -> list[list[str]]:
    """The rows of a comparison without their spaces, the head first, from the content as it was loaded."""
    lessons = {lesson.id: lesson for lesson in own_course().lessons}
    rows = [[FEATURE[lang], *(axis.title[lang] for axis in platforms)]]
    for feature in visit.app.index.axes("feature"):
        said = [lessons[feature.id].cells[axis.id].mechanism[lang] for axis in platforms]
        rows.append([feature.head[lang], *map(bare, said)])
    return [["".join(cell.split()) for cell in row] for row in rows]


@given(picked=st.sets(st.integers(0, 6), min_size=2), lang=st.sampled_from(LANGS), width=st.integers(40, 200))
def test_a_comparison_loses_no_word_and_is_never_too_wide(
    ours: Visit, picked: set[int], lang: Lang, width: int
) -> None:
    platforms = [axis for at, axis in enumerate(ours.app.index.axes("platform")) if at in picked]
    table = side_by_side(ours, ours.app.index.axes("feature"), platforms)
    paper = io.StringIO()
    draw.show(Console(file=paper, width=width), [Columns(table)], lang)
    lines = paper.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    head, *rows = expected(ours, platforms, lang)
    stacked = [[f"{name}:{cell}" for name, cell in zip(head, row, strict=True)] for row in rows]
    as_columns = any("╪" in line for line in lines)
    assert read_table(lines) == ([head, *rows] if as_columns else stacked)
    whole = {word for row in table.rows for cell in row for word in cell[lang].split() if cell_len(word) <= HEAD}
    assert [word for word in whole if not any(word in line for line in lines)] == []


def test_what_is_wider_than_its_column_stands_in_rows(tmp_path: Path) -> None:
    """An id is not broken as long as it fits on a line."""
    root = copy_of_tiny(tmp_path)
    change(root, LESSON, "Managers vote among themselves", "docker.swarm.managers.vote.among.themselves")
    with visiting(root) as visit:
        table = side_by_side(visit, visit.app.index.axes("feature"), visit.app.index.axes("platform"))
    for width, as_columns in ((60, False), (90, True)):
        paper = io.StringIO()
        draw.show(Console(file=paper, width=width), [Columns(table)], "en")
        assert "docker.swarm.managers.vote.among.themselves" in paper.getvalue()
        assert ("╪" in paper.getvalue()) == as_columns
