"""The compiled course: it says what the content says, and notices when the content says something else."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor import stamp as stamp_module
from orchestra_tutor.compiler import asked_after, write
from orchestra_tutor.course import LEVELS, SKILLS, Axis, Cell, Check, Course, Lesson
from orchestra_tutor.index import Index, LessonNotes, LessonRow, Square, Wanted, open_fresh, outdated
from orchestra_tutor.questions import KINDS
from orchestra_tutor.text import LANGS, Text, same
from tests.courses import ITEMS, LESSON, OWN, TINY, change, compiled, copy_of_tiny, course_in, own_course
from tests.helpers import item as make_item

PAGE = 4096


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return copy_of_tiny(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "course.db"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Our own course with the tiny one as a pack."""
    path = tmp_path_factory.mktemp("cache") / "course.db"
    write(path, "1", [OWN, TINY], [own_course(), course_in(TINY)])
    with closing(Index(path)) as index:
        yield index


class TestReading:
    def test_what_is_written_is_read_back_equal(self, own_index: Index) -> None:
        course = own_course()
        assert [row.id for row in own_index.lessons()] == [lesson.id for lesson in course.lessons]
        assert own_index.count() == len(course.items)
        for lesson in course.lessons:
            items = len(list(course.items_of(lesson.id)))
            squares = own_index.squares(lesson.id)
            stops = len(lesson.steps) + len(squares) + sum(bool(square.asks) for square in squares)
            row = LessonRow(lesson.id, lesson.kind, lesson.title, lesson.minutes, stops, items)
            assert own_index.lesson(lesson.id) == row
            assert own_index.steps(lesson.id) == lesson.steps
            assert own_index.notes(lesson.id) == LessonNotes(lesson.objectives, lesson.takeaways, lesson.requires)
            assert {square.platform: square.cell for square in squares} == lesson.cells
        for item in course.items:
            found = own_index.item(item.id)
            assert found is not None
            assert replace(found, fingerprint="") == item
        for source in course.sources:
            assert own_index.source(source.id, course.items[0].id) == source
        for belief in course.beliefs:
            assert own_index.belief(belief.id, course.items[0].id) == belief
        assert own_index.axes("feature") == list(course.outline.features)
        assert own_index.axes("platform") == list(course.outline.platforms)
        assert own_index.terms() == list(course.terms)

    def test_the_cells_of_a_lesson_are_read_back_with_what_it_asks_after_them(self, path: Path, tiny: Path) -> None:
        (lesson,) = course_in(tiny).lessons
        row = [
            Square("quorum", "etcd", "quorum", "role-duties", lesson.cells["etcd"]),
            Square("quorum", "swarm", "quorum", "two-duties", lesson.cells["swarm"]),
        ]
        with closing(compiled(path, tiny)) as index:
            assert index.squares("quorum") == row
            assert [index.square("quorum", platform) for platform in ("etcd", "swarm")] == row
            assert index.square("clustering", "swarm") is None  # asked about, but taught by no page

    def test_lessons_follow_each_other_in_the_order_of_the_course(self, own_index: Index) -> None:
        names = [row.id for row in own_index.lessons()]
        following = [own_index.lesson_after(name) for name in names]
        assert [row and row.id for row in following] == [*names[1:], None]

    @pytest.mark.parametrize("name", ["", "no-such", "tiny:quorum", "%", "self_healing"])
    def test_what_is_not_there_is_none(self, own_index: Index, name: str) -> None:
        assert own_index.lesson(name) is None
        assert own_index.item(name) is None
        assert own_index.source(name, "x") is None
        assert own_index.belief(name, "x") is None
        assert own_index.lesson_after(name) is None
        assert own_index.steps(name) == ()
        assert own_index.squares(name) == []
        assert own_index.square(name, name) is None
        assert own_index.items_about(name) == []
        assert not own_index.is_topic(name)

    def test_every_topic_is_one_and_says_what_it_is_called(self, own_index: Index) -> None:
        course = own_course()
        assert all(own_index.is_topic(topic) for topic in own_index.topics())
        assert own_index.title("self-healing") == next(x.title for x in course.lessons if x.id == "self-healing")
        (fargate,) = (axis for axis in course.outline.platforms if axis.id == "ecs-fargate")
        assert own_index.title("ecs-fargate") == fargate.title
        assert own_index.title("ecs") == next(lesson.title for lesson in course.lessons if lesson.id == "ecs")
        assert own_index.title("self-healing/kubernetes") == Text("self-healing/kubernetes", "self-healing/kubernetes")

    def test_another_name_of_a_feature_or_platform_stands_for_all_that_are_called_so(self, own_index: Index) -> None:
        axes = [*own_index.axes("feature"), *own_index.axes("platform")]
        names = {name for axis in axes for name in axis.also}
        assert names
        for name in names:
            meant = [name, *(axis.id for axis in axes if name in axis.also)]
            items = {item for topic in meant for item in own_index.items_about(topic)}
            assert own_index.is_topic(name)
            assert set(own_index.items_about(name)) == items

    @pytest.mark.parametrize(("short", "long"), [("k8s", "kubernetes"), ("swarm", "docker-swarm")])
    def test_a_quiz_on_another_name_draws_the_same(self, own_index: Index, short: str, long: str) -> None:
        draws = [own_index.draw(Wanted((name,)), 10, random.Random("7")) for name in (short, long)]
        assert draws[0] == draws[1] != []

    def test_a_fingerprint_changes_with_the_item_and_with_nothing_else(self, path: Path, tiny: Path) -> None:
        def prints() -> dict[str, str]:
            with closing(compiled(path, tiny)) as index:
                drawn = index.draw(Wanted(), 99, random.Random(0))
                return {item.id: item.fingerprint for item in drawn}

        before = prints()
        change(tiny, ITEMS, "A majority of 7 is 4.", "A majority of 7 is 4!")
        after = prints()
        assert {name for name, print_ in after.items() if before[name] != print_} == {"tolerated-by-seven"}

    def test_a_cache_below_any_name_is_read(self, tmp_path: Path, tiny: Path) -> None:
        path = tmp_path / "50% off? #1 홈 'a' \"b\"" / "course.db"
        with closing(compiled(path, tiny)) as index:
            assert index.lesson("quorum")
        opened = open_fresh(path, "1", [tiny])
        assert opened
        opened.close()


class TestPacks:
    def test_the_ids_of_a_pack_stand_under_its_name(self, packed: Index) -> None:
        course = course_in(TINY)
        assert [row.id for row in packed.lessons()][-1] == "tiny:quorum"
        assert packed.steps("tiny:quorum") == course.lessons[0].steps
        for item in course.items:
            found = packed.item(f"tiny:{item.id}")
            assert found is not None
            assert replace(found, fingerprint="") == replace(item, id=f"tiny:{item.id}", lesson="tiny:quorum")
            assert packed.item(item.id) is None
        assert packed.lesson("quorum") is None

    def test_a_pack_leaves_the_own_course_as_it_is(self, packed: Index, own_index: Index) -> None:
        assert packed.lessons()[:-1] == own_index.lessons()
        assert packed.count() == own_index.count() + packed.matching(Wanted(("tiny:quorum",)))
        for item in own_course().items:
            assert packed.item(item.id) == own_index.item(item.id)

    def test_a_pack_cites_its_own_sources_and_beliefs_first_and_ours_else(self, packed: Index) -> None:
        ours = own_course()
        cited = packed.source("raft", "tiny:why-odd")
        assert cited is not None
        assert cited.title == "Raft in Swarm"
        assert packed.source("raft", ours.items[0].id) is None
        belief = packed.belief("even-is-safer", "tiny:why-odd")
        assert belief is not None
        assert belief.truth.en == "A fourth manager raises the majority and saves nothing."
        assert packed.source(ours.sources[0].id, "tiny:why-odd") == ours.sources[0]
        assert packed.belief(ours.beliefs[0].id, "tiny:why-odd") == ours.beliefs[0]

    def test_a_pack_may_add_to_the_grid(self, packed: Index) -> None:
        assert packed.axes("platform")[-1] == Axis("swarm", Text("Swarm", "스웜"), also=("raft",))
        assert packed.is_topic("clustering/swarm")
        assert packed.matching(Wanted(("clustering/swarm",))) > 0
        clustering = [axis for axis in packed.axes("feature") if axis.id == "clustering"]
        assert len(clustering) == 1

    def test_what_a_pack_adds_to_the_grid_is_found_by_its_other_names(self, packed: Index) -> None:
        assert {"vote", "store", "raft"} <= set(packed.topics())
        for name, items in (("vote", 4), ("store", 3), ("raft", 5)):
            assert len(packed.items_about(name)) == items
        assert packed.items_about("store") == packed.items_about("etcd")

    def test_the_cells_of_a_pack_stand_under_its_name(self, packed: Index) -> None:
        (lesson,) = course_in(TINY).lessons
        assert [(square.lesson, square.platform, square.asks) for square in packed.squares("tiny:quorum")] == [
            ("tiny:quorum", "etcd", "tiny:role-duties"),
            ("tiny:quorum", "swarm", "tiny:two-duties"),
        ]
        square = packed.square("quorum", "etcd")
        assert square is not None
        assert square.cell == lesson.cells["etcd"]

    def test_a_cell_that_two_courses_teach_is_that_of_the_first(self, path: Path, tiny: Path, tmp_path: Path) -> None:
        other = copy_of_tiny(tmp_path / "other")
        change(other, "course.yaml", "id: tiny", "id: other")
        change(other, LESSON, "Managers vote among themselves", "They vote")
        for roots, said in (((tiny, other), "Managers vote among themselves"), ((other, tiny), "They vote")):
            with closing(compiled(path, *roots)) as index:
                square = index.square("quorum", "swarm")
                assert square is not None
                assert (square.lesson, square.cell.mechanism.en) == ("quorum", said)

    def test_two_packs_with_the_same_ids_keep_apart(self, path: Path, tiny: Path, tmp_path: Path) -> None:
        other = copy_of_tiny(tmp_path / "other")
        change(other, "course.yaml", "id: tiny", "id: other")
        change(other, ITEMS, "A majority of 7 is 4.", "Four of seven.")
        with closing(compiled(path, tiny, tiny, other)) as index:  # the first is no pack
            explained = [index.item(f"{pack}:tolerated-by-seven") for pack in ("tiny", "other")]
            whys = [item.question.explain().why.en for item in explained if item]
            assert whys == ["A majority of 7 is 4.", "Four of seven."]


OUTLINE = own_course().outline
AXES = (*OUTLINE.features, *OUTLINE.platforms)
TOPICS = ["self-healing", "kubernetes", "ecs-ec2", "self-healing/gke", "orchestration", "k8s", "ecs", "scaling"]
wishes = st.builds(
    Wanted,
    topics=st.lists(st.sampled_from(TOPICS), max_size=2).map(tuple),
    kind=st.sampled_from(("", *KINDS)),
    level=st.sampled_from(("", *LEVELS)),
    skill=st.sampled_from(("", *SKILLS)),
)


class TestDrawing:
    @given(wanted=wishes, count=st.integers(1, 60), seed=st.integers())
    def test_a_draw_holds_what_is_wanted_and_nothing_twice(
        self, own_index: Index, wanted: Wanted, count: int, seed: int
    ) -> None:
        def fits(name: str, lesson: str, cells: tuple[str, ...]) -> bool:
            topics = {lesson, *cells, *(part for cell in cells for part in cell.split("/"))}
            topics |= {name for axis in AXES if axis.id in topics for name in axis.also}
            return not wanted.topics or bool(topics & set(wanted.topics))

        fitting = {
            item.id
            for item in own_course().items
            if fits(item.id, item.lesson, item.cells)
            and (wanted.kind == item.kind if wanted.kind else item.kind not in ("open", "case"))
            and wanted.level in ("", item.level)
            and wanted.skill in ("", item.skill)
        }
        drawn = [item.id for item in own_index.draw(wanted, count, random.Random(seed))]
        assert len(drawn) == len(set(drawn)) == min(count, len(fitting))
        assert set(drawn) <= fitting
        assert own_index.matching(wanted) == len(fitting)

    @pytest.mark.parametrize("wanted", [Wanted(), Wanted(level="junior")])
    def test_the_same_seed_draws_the_same_and_another_another(self, own_index: Index, wanted: Wanted) -> None:
        draws = [[item.id for item in own_index.draw(wanted, 10, random.Random(seed))] for seed in ("7", "7", "8")]
        assert draws[0] == draws[1] != draws[2]

    @pytest.mark.parametrize("wanted", [Wanted(), Wanted(level="senior")])
    def test_every_item_can_be_drawn_first(self, path: Path, tiny: Path, wanted: Wanted) -> None:
        with closing(compiled(path, tiny)) as index:
            fitting = {item.id for item in course_in(tiny).items if wanted.level in ("", item.level)}
            drawn = {index.draw(wanted, 1, random.Random(seed))[0].id for seed in range(400)}
            assert drawn == fitting


CELL = Cell(same("how"), same("how, in full"), ("source",))
PLATFORMS = ("swarm", "gke", "eks")
ABOUT = st.lists(st.sampled_from([f"healing/{name}" for name in PLATFORMS] + ["scaling/gke"]), unique=True)


@given(
    cells=st.lists(ABOUT.map(tuple), max_size=8),
    asked=st.sets(st.integers(0, 7)),
    taught=st.lists(st.sampled_from(PLATFORMS), unique=True),
)
def test_after_a_cell_an_item_about_it_is_asked_that_was_not_asked_yet(
    cells: list[tuple[str, ...]], asked: set[int], taught: list[str]
) -> None:
    """The one about as little else as possible; nothing where every item about it was asked."""
    items = [make_item(f"item-{n}", "healing", about) for n, about in enumerate(cells)]
    steps = tuple(Check(x.id) for n, x in enumerate(items) if n in asked)
    lesson = Lesson("healing", "feature", same("Healing"), 5, (), steps, (), cells=dict.fromkeys(taught, CELL))
    chosen = asked_after(lesson, items)
    before = {step.check for step in steps}
    for platform in taught:
        left = {x.id: len(x.cells) for x in items if f"healing/{platform}" in x.cells and x.id not in before}
        assert (platform in chosen) == bool(left)
        if left:
            assert left[chosen[platform]] == min(left.values())
            before.add(chosen[platform])
    assert set(chosen) <= set(taught)


class TestFreshness:
    def is_fresh(self, path: Path, *roots: Path, version: str = "1") -> bool:
        opened = open_fresh(path, version, roots)
        if opened:
            opened.close()
        return opened is not None

    def test_an_index_of_content_as_it_is_now_is_fresh(self, path: Path, tiny: Path) -> None:
        assert not self.is_fresh(path, tiny)
        compiled(path, tiny).close()
        assert self.is_fresh(path, tiny)
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize(
        "alter",
        [
            pytest.param(lambda root: change(root, ITEMS, "A majority of 7 is 4.", "Four."), id="an item is changed"),
            pytest.param(lambda root: change(root, ITEMS, "A majority of 7", "A majority of 8"), id="in the same size"),
            pytest.param(lambda root: (root / "glossary.yaml").unlink(), id="a file is removed"),
            pytest.param(lambda root: (root / ITEMS).rename(root / "items.yaml"), id="a file is moved"),
            pytest.param(lambda root: (root / "basics" / "new").mkdir(), id="a folder is added"),
            pytest.param(lambda root: (root / "basics/quorum/more.yaml").touch(), id="a file is added"),
            pytest.param(lambda root: os.utime(root / "course.yaml", (1, 1)), id="an older file takes its place"),
        ],
    )
    @pytest.mark.parametrize("pack", [False, True])
    def test_a_change_makes_it_stale(
        self, path: Path, tiny: Path, tmp_path: Path, alter: Callable[[Path], object], pack: bool
    ) -> None:
        roots = [copy_of_tiny(tmp_path / "other"), tiny] if pack else [tiny]
        compiled(path, *roots).close()
        alter(tiny)
        assert not self.is_fresh(path, *roots)

    def test_another_version_or_other_folders_make_it_stale(self, path: Path, tiny: Path, tmp_path: Path) -> None:
        other = copy_of_tiny(tmp_path / "other")
        compiled(path, tiny).close()
        assert not self.is_fresh(path, tiny, version="2")
        assert not self.is_fresh(path, other)
        assert not self.is_fresh(path, tiny, other)
        assert not self.is_fresh(path)

    def test_another_format_makes_it_stale(self, path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        compiled(path, tiny).close()
        monkeypatch.setattr(stamp_module, "FORMAT", "another")
        assert not self.is_fresh(path, tiny)

    @pytest.mark.parametrize("remove", [False, True])
    def test_what_changes_while_it_is_read_makes_it_stale(self, path: Path, tiny: Path, remove: bool) -> None:
        def reading() -> Iterator[Course]:
            yield course_in(tiny)
            if remove:
                (tiny / ITEMS).unlink()
            else:
                change(tiny, ITEMS, "A majority of 7 is 4.", "Four.")

        write(path, "1", [tiny], reading())
        assert not self.is_fresh(path, tiny)

    def test_of_a_large_course_the_folders_are_watched_and_files_looked_at_later(
        self, path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(stamp_module, "FILES_TO_STAT", 3)
        compiled(path, tiny).close()
        assert not outdated(path, "1", [tiny])
        change(tiny, ITEMS, "A majority of 7 is 4.", "Four.")
        assert self.is_fresh(path, tiny)
        assert outdated(path, "1", [tiny])
        compiled(path, tiny).close()
        assert not outdated(path, "1", [tiny])
        (tiny / "basics" / "new").mkdir()
        assert not self.is_fresh(path, tiny)

    def test_an_index_that_cannot_be_read_is_outdated(self, path: Path, tiny: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(b"garbage")
        assert outdated(path, "1", [tiny])


class TestDamage:
    @pytest.mark.parametrize(
        "spoil",
        [
            pytest.param(lambda whole: b"", id="empty"),
            pytest.param(lambda whole: b"x", id="one letter"),
            pytest.param(lambda whole: b"\0" * len(whole), id="zeros"),
            pytest.param(lambda whole: random.Random(7).randbytes(len(whole)), id="noise"),
            pytest.param(lambda whole: whole[:99], id="half a header"),
            pytest.param(lambda whole: whole[:PAGE], id="one page"),
            pytest.param(lambda whole: whole[: len(whole) // 2], id="half"),
            pytest.param(lambda whole: whole[:-PAGE], id="all but a page"),
            pytest.param(lambda whole: whole[:100] + b"\xff" * (PAGE - 100) + whole[PAGE:], id="first page"),
            pytest.param(lambda whole: whole.replace(b'["/', b'[{"'), id="no JSON"),
        ],
    )
    def test_a_broken_index_is_not_used_and_is_replaced(
        self, path: Path, tiny: Path, spoil: Callable[[bytes], bytes]
    ) -> None:
        compiled(path, tiny).close()
        path.write_bytes(spoil(path.read_bytes()))
        assert open_fresh(path, "1", [tiny]) is None
        with closing(compiled(path, tiny)) as index:
            assert index.count() == len(course_in(tiny).items)

    def test_another_database_is_no_index(self, path: Path, tiny: Path) -> None:
        path.parent.mkdir()
        with closing(sqlite3.connect(path)) as db:
            db.executescript("CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('stamp', 'x');")
        assert open_fresh(path, "1", [tiny]) is None

    def test_what_cannot_be_written_leaves_the_index_that_was(self, path: Path, tiny: Path) -> None:
        def breaking() -> Iterator[Course]:
            yield course_in(tiny)
            raise KeyError("a bug")

        compiled(path, tiny).close()
        before = path.read_bytes()
        with pytest.raises(KeyError):
            write(path, "1", [tiny], breaking())
        assert {file: file.read_bytes() for file in path.parent.iterdir()} == {path: before}

    def test_a_folder_in_its_place_is_an_error_of_the_disk(self, path: Path, tiny: Path) -> None:
        path.mkdir(parents=True)
        assert open_fresh(path, "1", [tiny]) is None
        with pytest.raises(OSError, match="directory"):
            compiled(path, tiny)


def test_tutors_that_compile_at_the_same_moment_do_not_disturb_each_other(home: Path, tiny: Path) -> None:
    command = [sys.executable, "-m", "orchestra_tutor", "--content", str(tiny), "content", "list", "--json"]
    tutors = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") for _ in range(4)
    ]
    told = [(tutor.communicate(), tutor.returncode) for tutor in tutors]
    assert [(err, code) for (_, err), code in told] == [("", 0)] * 4
    lists = [json.loads(out) for (out, _), _ in told]
    assert lists[0][-1]["id"] == "tiny:quorum"
    assert all(each == lists[0] for each in lists)
    assert len(list((home / "cache").iterdir())) == 1


def test_the_checks_of_a_lesson_are_items_of_the_index(own_index: Index) -> None:
    checks = [step.check for row in own_index.lessons() for step in own_index.steps(row.id) if isinstance(step, Check)]
    assert checks
    assert all(own_index.item(name) for name in checks)


def test_texts_are_kept_in_both_languages(own_index: Index) -> None:
    for row in own_index.lessons():
        assert all(row.title[lang] for lang in LANGS)
