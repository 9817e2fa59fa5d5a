"""The log on disk: what is saved is there, equal to its fold, and nothing that went wrong destroys it."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor import store as store_module
from orchestra_tutor.caches import TABLES
from orchestra_tutor.errors import TutorError
from orchestra_tutor.journal import Began, Entry, Flag, Place, Plan, Review, Undo, to_dict
from orchestra_tutor.memory import Day, Standing, fold
from orchestra_tutor.question import Response
from orchestra_tutor.store import MIGRATIONS, VERSION, Store, offset_at
from tests.helpers import HOW, NEW_YORK, SEOUL, answers, in_zone

STORES = Path(__file__).parent / "stores"
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(Store(path)) as opened:
        yield opened


def review(n: int, score: float = 1.0, item: str = "probes", name: str = "s") -> Review:
    return Review(f"{name}-{n}", 1000.0 + n, item, "abc", ["good"], ("good",), score, 2.5, "quiz")


def undo(n: int, of: Review, name: str = "s") -> Undo:
    return Undo(f"{name}-{n}", 1000.0 + n, of.id, of.item)


def filled(path: Path, answers: int = 300) -> list[Entry]:
    """A store with so many answers, closed; its entries."""
    entries: list[Entry] = [Began("s-0", 1000.0, "quiz"), *(review(n) for n in range(1, answers + 1))]
    with closing(Store(path)) as opened:
        opened.save(entries)
    return entries


def read(path: Path) -> list[Entry]:
    with closing(Store(path)) as opened:
        assert opened.check() == "ok"
        return list(opened.entries())


@cache
def empty() -> bytes:
    """A fresh store, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        Store(path).close()
        return path.read_bytes()


@contextmanager
def stores(count: int) -> Iterator[list[Store]]:
    """So many empty stores, as on so many machines, which need not wait for the disk: nobody is killed here."""
    with tempfile.TemporaryDirectory() as folder:
        opened = []
        for n in range(count):
            path = Path(folder) / f"{n}.db"
            path.write_bytes(empty())
            opened.append(Store(path))
            opened[n]._db.execute("PRAGMA synchronous=OFF")
        yield opened
        for each in opened:
            each.close()


def counts(standing: Standing) -> dict[str, tuple[int, int]]:
    """By item, how often it was asked and answered right."""
    return {item: (left.asked, left.correct) for item, left in standing.traces.items()}


def as_set(entries: Iterable[Entry]) -> list[Entry]:
    """The entries in an order that does not depend on who wrote first."""
    return sorted(entries, key=lambda entry: entry.id)


def copied(path: Path, folder: Path) -> Path:
    """The files of an open store as a crash would leave them; the path of the copy."""
    shutil.copytree(path.parent, folder)
    return folder / path.name


class TestSaving:
    def test_a_fresh_log_is_empty_and_sound(self, store: Store) -> None:
        assert list(store.entries()) == []
        assert store.standing() == Standing()
        assert store.place("lesson") == (0, False)
        assert store.last_review() is None
        assert store.check() == "ok"

    def test_what_is_saved_is_read_back_in_order_by_whoever_opens_it_next(self, path: Path) -> None:
        entries: list[Entry] = [
            Began("s-0", 1000.25, "quiz", "7"),
            review(1),
            Flag("s-2", 1002.0, "probes", "둘 다 맞다 \x00 \ud800"),
            undo(3, review(1)),
            Place("s-4", 1004.0, "lesson", 3),
            Place("s-5", 1005.0, "lesson", 0, done=True),
            Place("s-6", 1006.0, "lesson", 0, forget=True),
            Plan("s-7", 1007.0, "2026-12-10", 15.0, {"ecs": 3.0}),
            replace(review(8), day=20_781, read=3.5, beliefs=("magic", "마법")),
        ]
        with closing(Store(path)) as opened:
            opened.save(entries[:2])
            opened.save(entries[2:])
        assert read(path) == entries

    @pytest.mark.parametrize("response", [None, "", "쿼럼", "\ud800", "a\x00b", ["b", "a"], [], {"b": "x", "a": "y"}])
    def test_any_response_is_kept_as_it_was_given(self, store: Store, response: Response | None) -> None:
        given = Review("s-1", 1.0, "probes", "abc", response, (), 0.0, 0.0, "quiz")
        store.save([given])
        assert list(store.entries()) == [given]

    def test_every_commit_waits_for_the_disk(self, store: Store) -> None:
        assert store._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store._db.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL

    def test_a_batch_is_saved_whole_or_not_at_all(self, store: Store) -> None:
        store.save([review(1)])
        with pytest.raises(sqlite3.IntegrityError):
            store.save([review(2), Place("s-3", 1.0, "lesson", 1), review(1)])  # s-1 is there already
        assert list(store.entries()) == [review(1)]
        assert store.check() == "ok"
        store.save([review(2)])
        assert list(store.entries()) == [review(1), review(2)]

    def test_two_tutors_at_once_see_each_other(self, path: Path, store: Store) -> None:
        with closing(Store(path)) as other:
            for n in range(20):
                (store, other)[n % 2].save([review(n)])
            assert list(store.entries()) == list(other.entries()) == [review(n) for n in range(20)]
            assert counts(other.standing()) == {"probes": (20, 20)}
            assert other.check() == "ok"


class TestUndo:
    def test_the_last_review_is_the_newest_that_stands(self, store: Store) -> None:
        store.save([review(1), review(2), Place("s-3", 1.0, "lesson", 1)])
        assert store.last_review() == review(2)
        store.save([undo(4, review(2))])
        assert store.last_review() == review(1)
        store.save([undo(5, review(1))])
        assert store.last_review() is None

    def test_an_answer_that_two_tutors_take_back_is_taken_back_once(self, path: Path, store: Store) -> None:
        store.save([review(1), review(2)])
        with closing(Store(path)) as other:
            store.save([undo(1, review(2), "x")])
            other.save([undo(1, review(2), "y")])
            assert counts(other.standing()) == {"probes": (1, 1)}
            assert other.last_review() == review(1)
        assert store.check() == "ok"

    def test_an_answer_that_was_reset_is_not_taken_back(self, store: Store) -> None:
        store.save([review(1)])
        store.reset()
        store.save([undo(2, review(1))])
        assert list(store.entries()) == []
        assert store.check() == "ok"


def reviews_that_stand(log: list[Entry]) -> set[str]:
    undone = {entry.review for entry in log if isinstance(entry, Undo)}
    return {entry.id for entry in log if isinstance(entry, Review)} - undone


@st.composite
def pools(draw: st.DrawFn) -> list[Entry]:
    """What several tutors wrote: at the same times, on days of their own, undoing answers, some of them unheard of."""
    pool: list[Entry] = []
    for n in range(draw(st.integers(1, 16))):
        pool.append(draw(following(pool, f"{draw(st.sampled_from('ab'))}-{n}")))
    return pool


@st.composite
def following(draw: st.DrawFn, log: list[Entry], name: str) -> Entry:
    """One more entry: an answer, an undo of one in `log`, or a place, at any time."""
    when = float(draw(st.integers(-2, 9)))
    answered = [entry for entry in log if isinstance(entry, Review)]
    match draw(st.sampled_from(["review", "review", "review", "undo", "place"])):
        case "undo" if answered:
            review = draw(st.sampled_from(answered))
            return Undo(name, when, review.id, review.item)
        case "undo":
            return Undo(name, when, "unheard-of", "x")
        case "place":
            step, done, forget = draw(st.integers(0, 3)), draw(st.booleans()), draw(st.booleans())
            return Place(name, when, draw(st.sampled_from("lm")), step, done, forget)
    (one,) = answers(
        f"{draw(st.integers(0, 9))} {draw(st.sampled_from(sorted(HOW)))} 7s +3s", draw(st.sampled_from("xy"))
    )
    return replace(one, id=name, at=when, retry=draw(st.booleans()))


class TestCaches:
    @given(st.data())
    def test_whatever_is_done_the_caches_are_what_folding_the_log_gives(self, data: st.DataObject) -> None:
        """Two machines answer, undo, move in lessons, with clocks that go back, and tell each other now and then."""
        with stores(2) as opened:
            for n in range(data.draw(st.integers(1, 14))):
                here, there = data.draw(st.permutations(opened))
                before = list(here.entries())
                if data.draw(st.sampled_from(["save", "save", "save", "merge"])) == "merge":
                    here.merge(there.entries())
                else:
                    entry = data.draw(following(before, f"s-{n}"))
                    here.save([entry])
                    stands = not isinstance(entry, Undo) or entry.review in reviews_that_stand(before)
                    assert list(here.entries()) == [*before, *([entry] if stands else [])]
                assert here.standing() == fold(here.entries())
            for each in opened:
                standing = fold(each.entries())
                assert each.check() == "ok"
                assert {
                    lesson: each.place(lesson) for lesson in "lm" if each.place(lesson) != (0, False)
                } == standing.places
                assert len(list(each.answers())) == sum(day.answers for day in standing.days.values())

    def test_the_answers_are_those_that_stand_oldest_first(self, store: Store) -> None:
        first, second, third = (replace(review(n), read=float(n)) for n in (1, 2, 3))
        store.save([third, first, second, undo(9, second)])
        told = list(store.answers())
        assert told == [(each.at, each.item, json.loads(json.dumps(to_dict(each)))) for each in (first, third)]

    def test_an_answer_reads_the_trace_and_not_the_log(self, store: Store) -> None:
        store.save([review(1)])
        store._db.execute("UPDATE log SET body = 'unreadable'")
        store.save([review(2)])
        assert counts(store.standing()) == {"probes": (2, 2)}

    def test_an_undo_folds_its_own_item_and_no_other(self, store: Store) -> None:
        store.save([review(1), review(2, 0.0), review(3, item="order")])
        store._db.execute("UPDATE log SET body = 'unreadable' WHERE subject = 'order'")
        store.save([undo(4, review(2))])
        kept = [review(1), review(3, item="order")]
        assert store.standing() == fold(kept)

    def test_a_day_of_which_everything_was_taken_back_is_no_day(self, store: Store) -> None:
        one, other = replace(review(1), day=5), replace(review(2), day=6)
        store.save([one, other, undo(3, one)])
        assert store.standing().days == {6: Day(1, 1, 2500)}

    @pytest.mark.parametrize(
        "cache",
        ["place SET step = 2", "place SET done = 1", "trace SET item = 'other'", "day SET ms = 1", "day SET day = 1"],
    )
    def test_a_cache_that_differs_is_noticed(self, store: Store, cache: str) -> None:
        store.save([review(1), Place("s-2", 1.0, "lesson", 1)])
        store._db.execute(f"UPDATE {cache}")
        assert store.check() == "caches differ from the log"

    @pytest.mark.parametrize("body", ["{", "[]", "{}", '{"unheard": "of"}'])
    def test_an_entry_that_cannot_be_read_is_noticed(self, store: Store, body: str) -> None:
        store.save([review(1)])
        store._db.execute("UPDATE log SET body = ?", (body,))
        assert "cannot be read" in store.check()


class TestMerge:
    @given(pools(), st.data())
    def test_logs_come_to_the_same_in_whatever_order_and_however_often_they_are_merged(
        self, pool: list[Entry], data: st.DataObject
    ) -> None:
        parts = [data.draw(st.lists(st.sampled_from(pool), unique_by=lambda entry: entry.id)) for _ in range(3)]
        everything = list({entry.id: entry for part in parts for entry in part}.values())
        once = data.draw(st.permutations(range(3)))
        again = data.draw(st.lists(st.integers(0, 2), max_size=3))
        with stores(2) as (straight, other):
            new = [straight.merge(parts[n]) for n in range(3)]
            for n in [*once, *again]:
                other.merge(parts[n])
            assert sum(new) == len(everything)
            for each in (straight, other):
                assert as_set(each.entries()) == as_set(everything)
                assert each.standing() == fold(everything)
                assert each.check() == "ok"

    @given(pools())
    def test_two_machines_that_tell_each_other_everything_know_the_same(self, pool: list[Entry]) -> None:
        with stores(2) as (here, there):
            here.save(entry for entry in pool if entry.id.startswith("a"))
            there.save(entry for entry in pool if entry.id.startswith("b"))
            new = len(list(there.entries()))
            assert here.merge(there.entries()) == new
            there.merge(here.entries())
            assert as_set(here.entries()) == as_set(there.entries())
            assert here.standing() == there.standing() == fold(here.entries())
            assert here.merge(there.entries()) == there.merge(here.entries()) == 0

    def test_an_undo_may_come_before_its_answer(self, store: Store) -> None:
        assert store.merge([undo(2, review(1))]) == 1
        assert store.standing() == Standing()
        assert store.merge([review(1), review(3)]) == 2
        assert store.standing() == fold([review(3)])
        assert [at for at, _, _ in store.answers()] == [review(3).at]

    def test_an_answer_that_both_machines_took_back_counts_for_neither(self, store: Store) -> None:
        store.save([review(1), review(2), undo(3, review(1), "a")])
        store.merge([review(1), undo(3, review(1), "b")])
        assert store.standing() == fold([review(2)])
        store.save([undo(4, review(1), "c")])  # it does not stand any more
        assert "c-4" not in {entry.id for entry in store.entries()}
        assert store.check() == "ok"

    def test_a_merge_happens_whole_or_not_at_all(self, store: Store) -> None:
        def torn() -> Iterator[Entry]:
            yield review(2)
            raise ValueError("torn")

        store.save([review(1)])
        with pytest.raises(ValueError, match="torn"):
            store.merge(torn())
        assert list(store.entries()) == [review(1)]
        assert store.check() == "ok"

    def test_whoever_waits_hears_how_far_it_is(self, path: Path) -> None:
        heard: list[tuple[int, int]] = []
        with closing(Store(path, lambda done, of: heard.append((done, of)))) as opened:
            opened.save([review(1)])
            assert heard == []  # nothing to wait for
            opened.merge([review(1)])
            assert heard == []  # nothing new
            opened.merge(review(n) for n in range(2, 20_003))
        assert heard == [(0, 20_002), (20_000, 20_002), (20_002, 20_002)]


class TestReset:
    def test_a_reset_forgets_everything_and_keeps_a_backup(self, path: Path, store: Store) -> None:
        store.save([review(1), Place("s-2", 1.0, "lesson", 1)])
        backup = store.reset()
        assert (list(store.entries()), store.standing()) == ([], Standing())
        for table in TABLES:
            assert store._db.execute(f"SELECT * FROM {table}").fetchall() == []
        assert backup.parent == path.parent
        assert read(backup) == [review(1), Place("s-2", 1.0, "lesson", 1)]

    def test_backups_do_not_replace_each_other(self, store: Store) -> None:
        backups = []
        for n in range(5):
            store.save([review(n)])
            backups.append(store.reset())
        assert [read(backup) for backup in backups] == [[review(n)] for n in range(5)]


@pytest.mark.parametrize(
    ("zone", "at", "hours"),
    [
        (SEOUL, 1795500000.0, 9),
        (NEW_YORK, 1795500000.0, -5),
        (NEW_YORK, 1782900000.0, -4),  # in July
        ("UTC0", 0.0, 0),
    ],
)
def test_the_offset_is_that_of_the_moment_where_the_person_is(zone: str, at: float, hours: int) -> None:
    with in_zone(zone):
        assert offset_at(at) == 3600 * hours


def made(path: Path, version: int) -> None:
    """A store as that version of the schema wrote it, in Seoul."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript((STORES / f"v{version}.sql").read_text("utf-8"))


class TestVersions:
    @pytest.mark.parametrize("version", range(1, VERSION + 1))
    def test_a_store_of_every_earlier_version_opens(self, path: Path, version: int) -> None:
        made(path, version)
        with in_zone(SEOUL):
            entries = read(path)
        assert " ".join(entry.id for entry in entries) == "a-0 a-1 a-2 a-3 a-4 b-0 b-1 b-2 b-3 b-4 b-5"
        assert entries[0] == Began("a-0", 1795500000.25, "learn", "7")
        assert entries[6] == Review(
            id="b-1",
            at=1795500110.0,
            item="word",
            fingerprint="abcdefabcdef",
            response="쿼럼",
            keys=(),
            score=0.0,
            seconds=10.0,
            mode="quiz",
            confidence="sure",
            drawn={"n": "5"},
            day=20_781,  # 2026-11-24
        )
        assert entries[7] == Flag("b-2", 1795500115.0, "word", "정족수도 맞다")
        assert entries[8] == Undo("b-3", 1795500120.0, "b-1", "word")
        with closing(Store(path)) as opened:
            standing = opened.standing()
            assert standing.places == {"orchestration": (2, False), "clustering": (0, True)}
            assert counts(standing) == {"orch-host-dies": (1, 1), "pairs": (2, 0)}
            assert {day: (each.answers, each.correct) for day, each in standing.days.items()} == {20_781: (3, 1)}
            assert opened._db.execute("PRAGMA user_version").fetchone() == (VERSION,)

    @pytest.mark.parametrize(("zone", "day"), [(SEOUL, 20_781), (NEW_YORK, 20_780)])  # 15:00, and 01:00 at night
    def test_answers_of_the_first_version_get_the_study_day_where_the_person_is(
        self, path: Path, zone: str, day: int
    ) -> None:
        made(path, 1)
        with in_zone(zone):
            assert {entry.day for entry in read(path) if isinstance(entry, Review)} == {day}

    def test_the_first_version_loses_nothing_but_what_can_be_told_from_the_rest(self, path: Path) -> None:
        made(path, 1)
        with closing(sqlite3.connect(path)) as db:
            before = db.execute("SELECT id, kind, at, subject, body FROM log ORDER BY seq").fetchall()
        Store(path).close()
        with closing(sqlite3.connect(path)) as db:
            after = db.execute("SELECT id, kind, at, subject, body FROM log ORDER BY seq").fetchall()
        assert [row[:4] for row in after] == [row[:4] for row in before]
        for (_, kind, _, _, new), (*_, old) in zip(after, before, strict=True):
            added = {"day"} if kind == "review" else set()
            assert json.loads(new).keys() - json.loads(old).keys() == added
            assert json.loads(old).items() <= json.loads(new).items()

    def test_whoever_waits_for_the_new_version_hears_how_far_it_is(self, path: Path) -> None:
        made(path, 1)
        heard: list[tuple[int, int]] = []
        for _ in range(2):  # the second time there is nothing to wait for
            Store(path, lambda done, of: heard.append((done, of))).close()
        assert heard == [(0, 4), (4, 4)]

    def test_tutors_that_find_an_old_store_at_once_lead_it_on_once(self, path: Path) -> None:
        made(path, 1)
        start = Barrier(4)

        def opened(_: int) -> tuple[str, Standing]:
            start.wait()
            with closing(Store(path)) as store:
                return store.check(), store.standing()

        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(opened, range(4)))
        assert found == [("ok", fold(read(path)))] * 4

    def test_there_is_a_step_from_every_version_to_the_next(self) -> None:
        assert set(MIGRATIONS) == set(range(1, VERSION))

    def test_the_schema_of_the_newest_fixture_is_the_schema_of_a_fresh_store(self, path: Path, store: Store) -> None:
        with closing(sqlite3.connect(":memory:")) as db:
            db.executescript((STORES / f"v{VERSION}.sql").read_text("utf-8"))
            assert shape(db) == shape(store._db)

    def test_an_earlier_version_is_led_step_by_step_to_this_one(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        entries = filled(path, 3)
        monkeypatch.setattr(store_module, "VERSION", VERSION + 2)
        steps: dict[int, Callable[[sqlite3.Connection], None]] = {
            VERSION: lambda db: void(db.execute("ALTER TABLE log ADD COLUMN second")),
            VERSION + 1: lambda db: void(db.execute("UPDATE log SET second = 'two'")),
        }
        monkeypatch.setattr(store_module, "MIGRATIONS", steps)
        assert read(path) == entries
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("SELECT DISTINCT second FROM log").fetchall() == [("two",)]
            assert db.execute("PRAGMA user_version").fetchone() == (VERSION + 2,)

    def test_a_step_that_fails_leaves_the_store_as_it_was(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        entries = filled(path, 3)
        with monkeypatch.context() as patch:
            patch.setattr(store_module, "VERSION", VERSION + 1)
            patch.setattr(store_module, "MIGRATIONS", {VERSION: lambda db: void(db.execute("DELETE FROM log"), 1 / 0)})
            with pytest.raises(ZeroDivisionError):
                Store(path)
        assert read(path) == entries

    def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(self, path: Path) -> None:
        filled(path)
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"PRAGMA user_version = {VERSION + 1}")
        before = path.read_bytes()
        with pytest.raises(TutorError) as refused:
            Store(path)
        assert f"format {VERSION + 1}, this one knows {VERSION}" in refused.value.message.en
        assert str(path) in refused.value.hint.en
        assert str(path) in refused.value.hint.ko
        assert {file: file.read_bytes() for file in path.parent.iterdir()} == {path: before}


class TestDamage:
    """A damaged store is set aside as it is, and said to be."""

    def refused(self, path: Path) -> Path:
        """A session that opens the store and answers fails; where the store was set aside."""
        with pytest.raises(TutorError) as found, closing(Store(path)) as opened:
            opened.save([review(999)])
        assert "damaged" in found.value.message.en
        (aside,) = path.parent.glob("*-damaged-*.db")
        assert str(aside) in found.value.hint.en
        assert str(aside) in found.value.hint.ko
        assert not path.exists()
        return aside

    @pytest.mark.parametrize("length", [1, 15, 16, 99, 100, 101, 512, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE, -PAGE, -1])
    def test_a_truncated_store_is_set_aside_untouched(self, path: Path, length: int) -> None:
        filled(path)
        rest = path.read_bytes()[:length]
        path.write_bytes(rest)
        assert self.refused(path).read_bytes() == rest
        assert read(path) == []

    @pytest.mark.parametrize(
        "spoil",
        [
            pytest.param(lambda whole: b"\0" * len(whole), id="zeros"),
            pytest.param(lambda whole: b"Dear diary, " * 999, id="another file"),
            pytest.param(lambda whole: b"x", id="one letter"),
            pytest.param(lambda whole: whole[:16] + bytes(range(84)) + whole[100:], id="header"),
            pytest.param(lambda whole: whole[:100] + b"\xff" * (PAGE - 100) + whole[PAGE:], id="first page"),
            pytest.param(lambda whole: whole[:PAGE] + b"\xff" * (len(whole) - PAGE), id="all other pages"),
            pytest.param(lambda whole: whole[:PAGE] + b"\0" * (len(whole) - PAGE), id="all other pages zero"),
        ],
    )
    def test_garbage_is_set_aside_untouched(self, path: Path, spoil: Callable[[bytes], bytes]) -> None:
        filled(path)
        garbage = spoil(path.read_bytes())
        path.write_bytes(garbage)
        assert self.refused(path).read_bytes() == garbage
        assert read(path) == []

    def test_a_check_reads_the_whole_file_and_leaves_it_alone(self, path: Path) -> None:
        filled(path)
        whole = path.read_bytes()
        spoilt = whole[: 2 * PAGE] + b"\xff" * (len(whole) - 2 * PAGE)
        path.write_bytes(spoilt)
        with closing(Store(path)) as opened:
            assert opened.check() not in ("", "ok")
        assert path.read_bytes() == spoilt

    def test_damage_that_is_met_in_the_middle_of_a_session_is_set_aside(self, path: Path) -> None:
        filled(path)
        with closing(Store(path)) as opened:
            whole = path.read_bytes()
            path.write_bytes(whole[:PAGE] + b"\xff" * (len(whole) - PAGE))
            with pytest.raises(TutorError, match="damaged"):
                opened.save([review(999)])
        assert len(list(path.parent.glob("*-damaged-*.db"))) == 1

    def test_damage_is_set_aside_beside_what_was_set_aside_before(self, path: Path) -> None:
        path.parent.mkdir()
        for n in range(3):
            path.write_bytes(b"garbage %d" % n)
            with pytest.raises(TutorError):
                Store(path)
        kept = sorted(aside.read_bytes() for aside in path.parent.iterdir())
        assert kept == [b"garbage 0", b"garbage 1", b"garbage 2"]

    def test_a_store_without_its_start_takes_what_was_written_ahead_along(self, path: Path, tmp_path: Path) -> None:
        with closing(Store(path)) as opened:
            opened.save([review(1)])
            crashed = copied(path, tmp_path / "crashed")
        ahead = crashed.with_name(crashed.name + "-wal").read_bytes()
        crashed.write_bytes(b"")
        aside = self.refused(crashed)
        assert aside.with_name(aside.name + "-wal").read_bytes() == ahead

    def test_a_missing_end_is_noticed_although_something_was_written_ahead(self, path: Path, tmp_path: Path) -> None:
        filled(path)
        with closing(Store(path)) as opened:
            opened.save([review(999)])
            crashed = copied(path, tmp_path / "crashed")
        crashed.write_bytes(crashed.read_bytes()[: 5 * PAGE])
        with pytest.raises(TutorError, match="damaged"):
            Store(crashed)
        assert not crashed.exists()

    def test_an_empty_file_is_a_new_store(self, path: Path) -> None:
        path.parent.mkdir()
        path.touch()  # what a tutor leaves that is killed before it wrote anything
        assert read(path) == []

    def test_a_directory_in_the_place_of_the_file_is_left_alone(self, path: Path) -> None:
        (path / "inside").mkdir(parents=True)
        with pytest.raises(TutorError) as refused:
            Store(path)
        assert "cannot be kept" in refused.value.message.en
        assert (path / "inside").is_dir()

    def test_a_folder_below_a_file_is_an_error_with_a_hint(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(TutorError) as refused:
            Store(tmp_path / "file" / "progress.db")
        assert "TUTOR_HOME" in refused.value.hint.en


class TestCrash:
    """What a killed tutor leaves opens as if nothing had happened."""

    def test_answers_that_stand_only_in_the_write_ahead_log_are_there(self, path: Path, tmp_path: Path) -> None:
        with closing(Store(path)) as opened:
            for n in range(50):
                opened.save([review(n)])
            crashed = copied(path, tmp_path / "crashed")
        assert read(crashed) == [review(n) for n in range(50)]

    def test_a_torn_last_write_loses_only_what_was_not_saved_yet(self, path: Path, tmp_path: Path) -> None:
        with closing(Store(path)) as opened:
            opened.save([review(1)])
            saved = opened.path.with_name(path.name + "-wal").stat().st_size
            opened.save([review(2)])
            crashed = copied(path, tmp_path / "crashed")
        ahead = crashed.with_name(crashed.name + "-wal")
        ahead.write_bytes(ahead.read_bytes()[: saved + 1000])
        assert read(crashed) == [review(1)]

    def test_a_tutor_killed_while_the_log_is_copied_into_the_file_loses_nothing(
        self, path: Path, tmp_path: Path
    ) -> None:
        entries: list[Entry] = [review(n) for n in range(300)]
        with closing(Store(path)) as opened:
            opened.save(entries)
            crashed = copied(path, tmp_path / "crashed")
        whole = path.read_bytes()  # closing copied the log into it, page by page from the first
        assert len(whole) > crashed.stat().st_size
        for pages in (1, 2, 5):
            torn = copied(crashed, tmp_path / f"torn-{pages}")
            torn.write_bytes(whole[: pages * PAGE])
            assert read(torn) == entries


def shape(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """Tables and indexes, without comments and spacing."""
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    bare = [(name, "\n".join(line.partition("--")[0] for line in sql.splitlines())) for name, sql in rows]
    return {(name, " ".join(sql.split())) for name, sql in bare}


def void(*_: object) -> None:
    """Nothing, whatever was done."""
