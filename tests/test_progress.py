"""The answers belong to the learner: exported, imported, merged, taken back and forgotten, by the real commands."""

import json
import os
import re
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from io import StringIO
from itertools import permutations
from pathlib import Path
from typing import Final

import pexpect
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tutor.app import NOTICEABLE, show_progress
from orchestra_tutor.commands.progress import export, merge, reset, take, undo
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import TutorError
from orchestra_tutor.exports.jsonlines import HEADER
from orchestra_tutor.journal import Began, Entry, Flag, Place, Plan, Review, Undo, study_day
from orchestra_tutor.memory import Standing
from orchestra_tutor.store import VERSION, Store
from orchestra_tutor.text import Lang
from tests.courses import TINY, visiting
from tests.program import TUTOR, tutor, warm_home

STORES: Final = Path(__file__).parent / "stores"
NOON: Final = 1_795_500_000.0
PAGE: Final = 4096

Visiting = Callable[..., AbstractContextManager[Visit]]


def review(n: int, item: str = "why-odd", score: float = 1.0, name: str = "s") -> Review:
    """The answer number `n`, a day after the one before."""
    at = NOON + 86_400 * n
    return Review(f"{name}-{n}", at, item, "abc", ["good"], ("good",), score, 2.5, "quiz", day=study_day(at, 0))


def life(name: str) -> list[Entry]:
    """What one machine knows: two answers, one taken back, a flag, a lesson begun, a plan."""
    first, second = review(1, name=name), review(2, "two-duties", 0.0, name)
    return [
        Began(f"{name}-0", NOON, "quiz", "7"),
        first,
        second,
        Undo(f"{name}-3", NOON + 3, second.id, second.item),
        Flag(f"{name}-4", NOON + 4, "why-odd", "둘 다 맞다 \x00 \ud800"),
        Place(f"{name}-5", NOON + 5, "quorum", 3),
        Plan(f"{name}-6", NOON + 6, "2026-12-10", 25.0, {"etcd": 2.0}),
    ]


def keep(home: Path, entries: list[Entry]) -> Path:
    """Write the entries to the log of a home; the log."""
    with closing(Store(home / "progress.db")) as store:
        store.save(entries)
    return home / "progress.db"


def held(home: Path) -> set[str]:
    """The entries of a home, each as its line; its log is sound."""
    with closing(Store(home / "progress.db")) as store:
        assert store.check() == "ok"
        written = [repr(entry) for entry in store.entries()]
    assert len(set(written)) == len(written)
    return set(written)


def standing(home: Path) -> Standing:
    with closing(Store(home / "progress.db")) as store:
        return store.standing()


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, and what is in it."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """Two machines of one learner: some entries are on both."""
    first, second = tmp_path / "laptop", tmp_path / "desk"
    keep(first, [*life("both"), *life("laptop")])
    keep(second, [*life("desk"), *life("both")])
    return first, second


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Visiting:
    """A visit to the tutor whose home is the path, on a clock that stands."""

    @contextmanager
    def visited(home: Path, lang: Lang = "en", json: bool = False) -> Iterator[Visit]:
        monkeypatch.setenv("TUTOR_HOME", str(home))
        with visiting(TINY, lang, json) as visit:
            visit.app.clock = lambda: NOON + 86_400 * 100
            yield visit

    return visited


class TestExport:
    def test_the_log_is_written_as_lines_to_standard_output(self, home: Path) -> None:
        keep(home, life("s"))
        told = tutor("progress", "export", PYTHONIOENCODING="ascii", LANG="ko_KR.UTF-8")
        header, *lines = told.stdout.splitlines()
        assert (told.returncode, told.stderr, header) == (0, "", HEADER)
        entries = [json.loads(line) for line in lines]
        assert [(entry["kind"], entry["id"], entry["at"]) for entry in entries[:2]] == [
            ("began", "s-0", NOON),
            ("review", "s-1", NOON + 86_400),
        ]
        assert entries[4]["words"] == "둘 다 맞다 \x00 \ud800"

    def test_a_log_without_entries_is_a_header(self) -> None:
        assert tutor("progress", "export").stdout == f"{HEADER}\n"

    def test_a_file_holds_the_same_lines_and_is_told(self, home: Path, tmp_path: Path) -> None:
        keep(home, life("s"))
        told = tutor("progress", "export", str(tmp_path / "log.jsonl"))
        assert (told.returncode, told.stdout) == (0, f"Entries: 7. File: {tmp_path / 'log.jsonl'}\n")
        assert (tmp_path / "log.jsonl").read_text("ascii") == tutor("progress", "export", "-").stdout
        again = tutor("progress", "export", str(tmp_path / "log.jsonl"), "--json")
        assert json.loads(again.stdout) == {"path": str(tmp_path / "log.jsonl"), "entries": 7}

    def test_an_earlier_export_is_replaced_and_what_links_to_it_stays_a_link(
        self, home: Path, tmp_path: Path, at: Visiting
    ) -> None:
        (tmp_path / "cloud").mkdir()
        (tmp_path / "link.jsonl").symlink_to(tmp_path / "cloud" / "log.jsonl")
        for count in (1, 2):
            keep(home, [review(count)])
            with at(home) as visit:
                export(visit, tmp_path / "link.jsonl")
            assert len((tmp_path / "cloud" / "log.jsonl").read_text("ascii").splitlines()) == 1 + count
        assert (tmp_path / "link.jsonl").is_symlink()
        assert files(tmp_path / "cloud").keys() == {"log.jsonl"}

    @pytest.mark.parametrize("content", [b"", b"Dear diary,\n", b'{"kind": "diary"}\n', b"\xff\xfe{\x00", b"[" * 9999])
    def test_any_other_file_is_left_alone(self, home: Path, tmp_path: Path, at: Visiting, content: bytes) -> None:
        (tmp_path / "diary.txt").write_bytes(content)
        with at(home) as visit, pytest.raises(TutorError, match="is no earlier export") as refused:
            export(visit, tmp_path / "diary.txt")
        assert str(tmp_path / "diary.txt") in refused.value.message.ko
        assert (tmp_path / "diary.txt").read_bytes() == content

    def test_the_log_itself_is_left_alone(self, home: Path) -> None:
        log = keep(home, life("s"))
        before = log.read_bytes()
        told = tutor("progress", "export", str(log))
        assert (told.returncode, log.read_bytes()) == (1, before)
        assert "no earlier export" in told.stderr

    def test_what_cannot_be_written_is_told(self, tmp_path: Path, at: Visiting) -> None:
        (tmp_path / "file").touch()
        with at(tmp_path / "home") as visit:
            for path in (tmp_path / "none" / "log.jsonl", tmp_path / "file" / "log.jsonl", tmp_path / ("x" * 300)):
                with pytest.raises(TutorError, match="cannot be written"):
                    export(visit, path)
            with pytest.raises(TutorError, match="no earlier export"):
                export(visit, tmp_path)

    def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(self, tmp_path: Path, at: Visiting) -> None:
        os.mkfifo(tmp_path / "pipe")
        with at(tmp_path / "home") as visit, pytest.raises(TutorError, match="no earlier export"):
            export(visit, tmp_path / "pipe")

    def test_what_fails_midway_leaves_the_earlier_export(self, home: Path, tmp_path: Path, at: Visiting) -> None:
        log = keep(home, [review(n) for n in range(1000)])
        with at(home) as visit:
            export(visit, tmp_path / "log.jsonl")
        before = files(tmp_path)
        whole = log.read_bytes()
        log.write_bytes(whole[: 30 * PAGE] + b"\xff" * (len(whole) - 30 * PAGE))
        with at(home) as visit, pytest.raises(TutorError, match="damaged"):
            export(visit, tmp_path / "log.jsonl")
        assert files(tmp_path) == before


class TestImport:
    def test_an_export_is_added_and_told(self, tmp_path: Path, homes: tuple[Path, Path]) -> None:
        laptop, desk = homes
        exported = tutor("progress", "export", TUTOR_HOME=str(desk)).stdout
        (tmp_path / "desk.jsonl").write_text(exported)
        told = tutor("progress", "import", str(tmp_path / "desk.jsonl"), TUTOR_HOME=str(laptop))
        assert (told.returncode, told.stdout, told.stderr) == (0, "New entries: 7. There already: 7.\n", "")
        told = tutor("progress", "import", "-", "--json", typed=exported, TUTOR_HOME=str(laptop))
        assert json.loads(told.stdout) == {"new": 0, "known": 14}
        told = tutor("progress", "import", "-", "--lang", "ko", typed=exported, TUTOR_HOME=str(laptop))
        assert told.stdout == "아무것도 바꾸지 않았습니다. 기록 14개가 모두 이미 있습니다.\n"

    @pytest.mark.parametrize(
        "spoil",
        [
            pytest.param(lambda whole: b"\xef\xbb\xbf" + whole, id="byte order mark"),
            pytest.param(lambda whole: whole.replace(b"\n", b"\r\n"), id="Windows"),
            pytest.param(lambda whole: whole.replace(b"\n", b"\n\n") + b"\n \n", id="blank lines"),
            pytest.param(lambda whole: whole.rstrip(b"\n"), id="no last end of line"),
        ],
    )
    def test_what_an_editor_does_to_a_file_does_no_harm(
        self, home: Path, tmp_path: Path, at: Visiting, spoil: Callable[[bytes], bytes]
    ) -> None:
        keep(home, life("s"))
        with at(home) as visit:
            export(visit, tmp_path / "log.jsonl")
        (tmp_path / "log.jsonl").write_bytes(spoil((tmp_path / "log.jsonl").read_bytes()))
        with at(tmp_path / "other") as visit:
            take(visit, tmp_path / "log.jsonl")
        assert held(tmp_path / "other") == held(home)

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (b"{", ":3: expected a JSON object in UTF-8."),
            (
                b'{"kind": "flag", "id": "f", "at": 1, "item": "i", "words": "\xc0"}',
                ":3: expected a JSON object in UTF-8.",
            ),
            (
                b'{"kind": "flag", "id": "f", "at": 1, "item": "i", "words": 1}',
                ":3: words cannot be 1; expected a string.",
            ),
            (b'{"kind": "dream", "id": "f", "at": 1}', ':3: kind cannot be "dream"; expected began | '),
            (
                b'{"kind": "orchestra-tutor", "version": 2}',
                ":3: written by a newer tutor (format 2, this one knows 1).",
            ),
        ],
    )
    def test_a_wrong_line_is_named_and_nothing_is_changed(
        self, home: Path, tmp_path: Path, wrong: bytes, said: str
    ) -> None:
        keep(home, life("s"))
        before = held(home)
        fine = b'{"kind": "flag", "id": "new", "at": 1, "item": "i", "words": "w"}'
        (tmp_path / "log.jsonl").write_bytes(b"\n".join((HEADER.encode(), fine, wrong, fine)))
        for arguments in (("import", str(tmp_path / "log.jsonl")), ("merge", str(tmp_path / "log.jsonl"))):
            told = tutor("progress", *arguments)
            assert (told.returncode, told.stdout) == (1, "")
            assert told.stderr.startswith(f"Error: {tmp_path / 'log.jsonl'}{said}")
            assert "\nNothing was changed. " in told.stderr
        assert held(home) == before

    def test_a_file_that_cannot_be_read_is_told(self, tmp_path: Path, at: Visiting) -> None:
        with at(tmp_path / "home") as visit:
            for path in (tmp_path, tmp_path / "none", tmp_path / ("x" * 300)):
                with pytest.raises(TutorError, match="cannot be read"):
                    take(visit, path)
        told = tutor("progress", "import", str(tmp_path / "none"))
        assert (told.returncode, told.stdout) == (1, "")
        assert told.stderr.startswith(f"Error: {tmp_path / 'none'} cannot be read: No such file or directory.\n")

    def test_a_log_in_the_place_of_an_export_says_how_it_is_merged(self, home: Path, at: Visiting) -> None:
        log = keep(home, life("s"))
        with at(home) as visit, pytest.raises(TutorError) as refused:
            take(visit, log)
        assert "tutor progress merge" in refused.value.hint.en

    @settings(max_examples=60)
    @given(st.data())
    def test_no_file_whatever_is_more_than_an_error(self, data: st.DataObject) -> None:
        folder = Path(os.environ["TUTOR_HOME"]).parent / "fuzz"
        folder.mkdir(exist_ok=True)
        with closing(Store(folder / "progress.db")) as store:
            store.merge(life("s"))
        exported = f"{HEADER}\n".encode() + b'{"kind": "flag", "id": "f", "at": 1, "item": "i", "words": "w"}\n'
        for name, whole in (("spoilt.db", (folder / "progress.db").read_bytes()), ("spoilt.jsonl", exported)):
            start = data.draw(st.integers(0, len(whole)))
            spoilt = whole[:start] + data.draw(st.binary(max_size=9)) + whole[start + data.draw(st.integers(0, 99)) :]
            (folder / name).write_bytes(spoilt)
            with visiting(TINY, json=True) as visit:
                assert complaint(visit, folder / name) in ("", str(folder / name))
            assert (folder / name).read_bytes() == spoilt
        held(Path(os.environ["TUTOR_HOME"]))


def complaint(visit: Visit, other: Path) -> str:
    """Which file a merge complains of, if it does."""
    try:
        merge(visit, other)
    except TutorError as error:
        return str(other) if str(other) in f"{error.message.en} {error.hint.en}" else "something else"
    return ""


def by_export(source: Path, target: Path) -> None:
    """Carry what `source` knows to `target` through a pipe of two processes."""
    exported = tutor("progress", "export", TUTOR_HOME=str(source))
    told = tutor("progress", "import", "-", typed=exported.stdout, TUTOR_HOME=str(target))
    assert (exported.returncode, told.returncode) == (0, 0)


def by_file(source: Path, target: Path) -> None:
    """The same, through a file."""
    path = target.parent / f"{source.name}.jsonl"
    assert tutor("progress", "export", str(path), TUTOR_HOME=str(source)).returncode == 0
    assert tutor("progress", "merge", str(path), TUTOR_HOME=str(target)).returncode == 0


def by_log(source: Path, target: Path) -> None:
    """The same, from the log itself."""
    assert tutor("progress", "merge", str(source / "progress.db"), TUTOR_HOME=str(target)).returncode == 0


def by_home(source: Path, target: Path) -> None:
    """The same, from where the log is."""
    assert tutor("progress", "merge", str(source), TUTOR_HOME=str(target)).returncode == 0


class TestMerge:
    @pytest.mark.parametrize("carry", [by_export, by_file, by_log, by_home])
    def test_two_machines_come_to_know_the_same(
        self, homes: tuple[Path, Path], carry: Callable[[Path, Path], None]
    ) -> None:
        laptop, desk = homes
        everything = held(laptop) | held(desk)
        assert len(everything) == 21
        for source, target in ((laptop, desk), (desk, laptop), (laptop, desk), (desk, laptop)):
            before = held(source)
            carry(source, target)
            assert held(source) == before
        assert held(laptop) == held(desk) == everything
        assert standing(laptop) == standing(desk)
        exports = [set(tutor("progress", "export", TUTOR_HOME=str(home)).stdout.splitlines()) for home in homes]
        assert exports[0] == exports[1]

    def test_three_machines_in_any_order_and_any_number_of_times_come_to_the_same(
        self, tmp_path: Path, at: Visiting
    ) -> None:
        others = [tmp_path / name for name in "abc"]
        for home in others:
            keep(home, [*life(home.name), *life("all")])
        with closing(Store(others[0] / "progress.db")) as store:
            store.merge([Undo("late", NOON + 99, "b-1", "why-odd")])  # what it takes back is on another machine
        results = []
        for n, order in enumerate(permutations([*others, others[0]])):
            target = tmp_path / f"target-{n}"
            with at(target) as visit:
                for other in order:
                    merge(visit, other)
                assert "b-1" not in {answer.id for answer in visit.app.store.reviews(["why-odd"])}
            results.append((held(target), standing(target)))
        assert len(results[0][0]) == 29
        assert all(result == results[0] for result in results)

    def test_ones_own_log_changes_nothing(self, home: Path) -> None:
        log = keep(home, life("s"))
        for other in (home, log):
            told = tutor("progress", "merge", str(other))
            assert (told.returncode, told.stderr) == (0, "")
            assert told.stdout == "Nothing was changed: all 7 entries are there already.\n"
        assert held(home) == {repr(entry) for entry in life("s")}

    def test_a_log_of_the_first_version_is_read_and_left_as_it_is(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], at: Visiting
    ) -> None:
        old = tmp_path / "old" / "progress.db"
        old.parent.mkdir()
        with closing(sqlite3.connect(old)) as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.executescript((STORES / "v1.sql").read_text("utf-8"))
        before = files(old.parent)
        with at(tmp_path / "new", json=True) as visit:
            merge(visit, old.parent)
        assert json.loads(capsys.readouterr().out) == {"new": 11, "known": 0}
        assert files(old.parent) == before
        shutil.copytree(old.parent, tmp_path / "migrated")
        assert held(tmp_path / "new") == held(tmp_path / "migrated")

    def test_a_log_at_which_a_tutor_is_at_work_is_read_to_its_last_answer(self, tmp_path: Path, at: Visiting) -> None:
        other = tmp_path / "other"
        with closing(Store(other / "progress.db")) as store:
            store.save(life("s"))
            before = files(other)
            with at(tmp_path / "home") as visit:
                merge(visit, other)
            after = files(other)
            for name in ("progress.db", "progress.db-wal"):
                assert after[name] == before[name]
            assert after.keys() == before.keys()
            store.save([review(9)])
        assert held(tmp_path / "home") == {repr(entry) for entry in life("s")}

    def test_a_log_at_which_a_tutor_was_killed_is_read_to_its_last_answer(self, tmp_path: Path, at: Visiting) -> None:
        with closing(Store(tmp_path / "alive" / "progress.db")) as store:
            store.save(life("s"))
            shutil.copytree(tmp_path / "alive", tmp_path / "killed")
            shutil.copytree(tmp_path / "alive", tmp_path / "carried", ignore=shutil.ignore_patterns("*-shm"))
        for name in ("killed", "carried"):
            before = files(tmp_path / name)
            assert before["progress.db-wal"]
            with at(tmp_path / f"{name}-home") as visit:
                merge(visit, tmp_path / name)
            after = files(tmp_path / name)
            assert {file: whole for file, whole in after.items() if not file.endswith("-shm")} == {
                file: whole for file, whole in before.items() if not file.endswith("-shm")
            }
            assert after.keys() == before.keys()
            assert held(tmp_path / f"{name}-home") == {repr(entry) for entry in life("s")}

    @pytest.mark.parametrize(
        ("spoil", "said"),
        [
            pytest.param(lambda log: log.write_bytes(log.read_bytes()[: 2 * PAGE]), "malformed", id="truncated"),
            pytest.param(lambda log: log.write_bytes(b""), "it is no log of a tutor", id="empty"),
            pytest.param(lambda log: log.write_bytes(b"Dear diary"), "file is not a database", id="no database"),
            pytest.param(lambda log: log.unlink(), "No such file", id="missing"),
            pytest.param(lambda log: (log.unlink(), log.mkdir()), "", id="folder"),
            pytest.param(
                lambda log: spoilt_by(log, "DROP TABLE log"), "it is no log of a tutor", id="another database"
            ),
            pytest.param(lambda log: spoilt_by(log, "UPDATE log SET body = '{'"), "Expecting property name", id="body"),
            pytest.param(lambda log: spoilt_by(log, "UPDATE log SET body = '[]'"), "", id="no fields"),
            pytest.param(lambda log: spoilt_by(log, "UPDATE log SET kind = 'dream'"), "dream", id="kind"),
            pytest.param(lambda log: spoilt_by(log, "UPDATE log SET at = 'noon'"), "at cannot be", id="time"),
            pytest.param(
                lambda log: spoilt_by(log, f"PRAGMA user_version = {VERSION + 1}"),
                "written by a newer tutor",
                id="newer",
            ),
        ],
    )
    def test_a_log_that_cannot_be_read_is_left_as_it_is_and_adds_nothing(
        self, tmp_path: Path, at: Visiting, spoil: Callable[[Path], object], said: str
    ) -> None:
        other = keep(tmp_path / "other", life("other"))
        keep(tmp_path / "home", life("own"))
        spoil(other)
        before = files(tmp_path / "other")
        with at(tmp_path / "home") as visit, pytest.raises(TutorError) as refused:
            merge(visit, tmp_path / "other")
        told = [(refused.value.message[lang], refused.value.hint[lang]) for lang in ("en", "ko")]
        assert said in told[0][0]
        assert all(str(other) in f"{message} {hint}" for message, hint in told)
        assert files(tmp_path / "other") == before
        assert held(tmp_path / "home") == {repr(entry) for entry in life("own")}
        assert files(tmp_path / "home").keys() == {"progress.db"}

    @pytest.mark.parametrize(("version", "hint"), [(VERSION, "nothing was changed"), (VERSION + 1, "Update the tutor")])
    def test_only_what_a_newer_tutor_wrote_asks_for_an_update(
        self, tmp_path: Path, at: Visiting, version: int, hint: str
    ) -> None:
        other = keep(tmp_path / "other", life("other"))
        spoilt_by(other, "DROP TABLE log")
        spoilt_by(other, "CREATE TABLE log (of_a_later_shape)")
        spoilt_by(other, f"PRAGMA user_version = {version}")
        with at(tmp_path / "home") as visit, pytest.raises(TutorError) as refused:
            merge(visit, other)
        assert hint in refused.value.hint.en

    def test_an_export_may_come_through_a_pipe(self, home: Path, tmp_path: Path, at: Visiting) -> None:
        keep(home, life("s"))
        exported = tutor("progress", "export").stdout
        os.mkfifo(tmp_path / "pipe")
        writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=(exported,))
        writer.start()
        with at(tmp_path / "other") as visit:
            merge(visit, tmp_path / "pipe")
        writer.join()
        assert held(tmp_path / "other") == held(home)


def spoilt_by(log: Path, statement: str) -> None:
    with closing(sqlite3.connect(log, isolation_level=None)) as db:
        db.execute(statement)


class TestUndo:
    def test_forty_answers_are_taken_back_one_by_one_the_newest_first(
        self, home: Path, capsys: pytest.CaptureFixture[str], at: Visiting
    ) -> None:
        answers = [review(n, f"item-{n}") for n in range(40)]
        keep(home, [*answers[1::2], *answers[::2]])  # two machines, merged
        for n in reversed(range(40)):
            with at(home, json=True) as visit:
                undo(visit)
                assert visit.app.store.last_review() == (answers[n - 1] if n else None)
                assert visit.app.store.check() == "ok"
            assert json.loads(capsys.readouterr().out) == {"review": f"s-{n}", "item": f"item-{n}"}
        with at(home) as visit, pytest.raises(TutorError, match="no answer to take back"):
            undo(visit)
        assert standing(home) == Standing()

    @pytest.mark.parametrize(("lang", "said"), [("en", "Taken back: "), ("ko", "되돌렸습니다: ")])
    def test_what_was_taken_back_is_told_by_its_question(
        self, home: Path, capsys: pytest.CaptureFixture[str], at: Visiting, lang: Lang, said: str
    ) -> None:
        keep(home, [review(1)])
        with at(home, lang) as visit:
            undo(visit)
            item = visit.app.index.item("why-odd")
            assert item is not None
            assert capsys.readouterr().out == f"{said}{item.question.stem[lang].splitlines()[0]}\n"

    def test_the_real_program_takes_back_one_answer_a_time(self, home: Path) -> None:
        keep(home, [review(n, "sh-bare-pod") for n in range(3)])
        for _ in range(3):
            told = tutor("progress", "undo")
            assert (told.returncode, told.stdout[:12]) == (0, "Taken back: ")
        assert tutor("progress", "undo").returncode == 1


OF_QUORUM: Final = [
    review(1, "why-odd"),
    review(2, "two-duties"),
    review(3, "majority-of-five", 0.0),
    review(4, "why-odd"),
]
OF_CLUSTERING: Final = [review(5, "majority-word")]
ELSEWHERE: Final = [review(6, "pack:why-odd"), review(7, "gone")]
LOG: Final[list[Entry]] = [
    *OF_QUORUM,
    *OF_CLUSTERING,
    *ELSEWHERE,
    review(8, "why-odd"),
    Undo("s-9", NOON, "s-8", "why-odd"),
    Place("p-1", NOON, "quorum", 3, True),
    Place("p-2", NOON, "other", 2),
]


class TestResetOfATopic:
    @pytest.mark.parametrize(
        ("topic", "forgotten", "left"),
        [
            ("quorum", "s-1 s-2 s-3 s-4 s-5", False),
            ("vote", "s-1 s-2 s-3 s-4 s-5", False),
            ("clustering", "s-5", True),
            ("swarm", "s-2 s-5", True),
            ("etcd", "s-3", True),
            ("raft", "s-2 s-3 s-5", True),
            ("quorum/etcd", "s-3", True),
            ("vote/store", "s-3", True),
        ],
    )
    def test_its_answers_are_taken_back_and_its_lesson_is_as_never_begun(
        self,
        home: Path,
        capsys: pytest.CaptureFixture[str],
        at: Visiting,
        topic: str,
        forgotten: str,
        left: bool,
    ) -> None:
        keep(home, LOG)
        before = held(home)
        with at(home, json=True) as visit:
            reset(visit, topic, yes=True)
        told = json.loads(capsys.readouterr().out)
        assert told["answers"] == len(forgotten.split())
        with closing(Store(home / "progress.db")) as store:
            added = list(store.entries())[len(LOG) :]
            assert {entry.review for entry in added if isinstance(entry, Undo)} == set(forgotten.split())
            assert len(added) == len(forgotten.split()) + (not left)
            assert store.place("quorum") == ((3, True) if left else (0, False))
            assert store.place("other") == (2, False)
        assert before < held(home)
        (backup,) = home.glob("progress-backup-*.db")
        assert Path(told["backup"]) == backup
        backup.rename(home.parent / "progress.db")
        assert held(home.parent) == before

    def test_what_was_forgotten_stays_forgotten_wherever_it_is_merged(self, tmp_path: Path, at: Visiting) -> None:
        laptop, desk = tmp_path / "laptop", tmp_path / "desk"
        keep(laptop, LOG)
        keep(desk, LOG)
        with at(laptop) as visit:
            reset(visit, "quorum", yes=True)
            merge(visit, desk)
        with at(desk) as visit:
            merge(visit, laptop)
        for home in (laptop, desk):
            assert standing(home).traces.keys() == {"pack:why-odd", "gone"}
            assert standing(home).places == {"other": (2, False)}
        assert held(laptop) == held(desk)

    def test_where_there_is_nothing_to_forget_nothing_is_written(self, home: Path) -> None:
        keep(home, [review(1, "gone")])
        before = held(home)
        told = tutor("progress", "reset", "kubernetes")
        assert (told.returncode, told.stdout) == (0, "There is nothing to forget about kubernetes.\n")
        assert held(home) == before
        assert not list(home.glob("progress-backup-*"))

    @pytest.mark.parametrize(
        ("topic", "said"),
        [
            ("kubernets", "Did you mean kubernetes"),
            ("self-healing/gkee", "self-healing/gke"),
            ("", "There is no topic ''."),
            (" ", "There is no topic ' '."),
        ],
    )
    def test_a_topic_that_does_not_exist_forgets_nothing(self, home: Path, topic: str, said: str) -> None:
        keep(home, life("s"))
        told = tutor("progress", "reset", topic, "--yes")
        assert (told.returncode, told.stdout) == (2, "")
        assert said in told.stderr
        assert held(home) == {repr(entry) for entry in life("s")}

    @pytest.mark.parametrize("arguments", [(), ("Self-Healing",), ("--json",), ("SELF-HEALING/KUBERNETES", "--json")])
    def test_where_nobody_can_be_asked_they_say_so_before(self, home: Path, arguments: tuple[str, ...]) -> None:
        keep(home, [review(1, "sh-bare-pod")])
        told = tutor("progress", "reset", *arguments, typed="y\n")
        assert (told.returncode, told.stdout) == (2, "")
        assert told.stderr.endswith("Add --yes; a backup is kept.\n")
        assert len(held(home)) == 1
        assert tutor("progress", "reset", *arguments, "--yes").returncode == 0
        assert standing(home) == Standing()

    @pytest.mark.parametrize(
        ("lang", "typed", "question", "answer", "left"),
        [
            ("en", "y", "Forget your answers about self-healing (2)?", "Forgotten about self-healing: 2 answers.", 0),
            ("ko", "네", "self-healing의 답(2개)을 모두 지울까요?", "self-healing의 답 2개를 지웠습니다.", 0),
            ("en", "", "[y/N]", "Nothing was changed.", 1),
            ("ko", "n", "[y/N]", "아무것도 바꾸지 않았습니다.", 1),
        ],
    )
    def test_a_person_at_a_terminal_is_asked(
        self, home: Path, lang: str, typed: str, question: str, answer: str, left: int
    ) -> None:
        keep(home, [review(1, "sh-bare-pod"), review(2, "sh-bare-pod")])
        arguments = [*TUTOR[1:], "progress", "reset", "self-healing", "--lang", lang]
        with closing(pexpect.spawn(TUTOR[0], arguments, encoding="utf-8", timeout=30, dimensions=(24, 200))) as child:
            warm_home()
            child.expect_exact(question)
            child.sendline(typed)
            child.expect_exact(answer)
            child.expect(pexpect.EOF)
        assert len(standing(home).traces) == left


class Screen(StringIO):
    """A standard error that a person watches."""

    def isatty(self) -> bool:
        return True


class TestProgressOfAMigration:
    def test_a_long_one_counts_up_in_one_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stderr", screen := Screen())
        for done in (0, NOTICEABLE // 3, NOTICEABLE):
            show_progress(done, NOTICEABLE)
        said = "Updating your progress · 학습 기록 갱신 중"
        assert screen.getvalue() == f"\r{said}: 0 %\r{said}: 33 %\r{said}: 100 %\n"

    @pytest.mark.parametrize("whole", [0, 11, NOTICEABLE - 1])
    def test_a_short_one_is_not_worth_a_word(self, monkeypatch: pytest.MonkeyPatch, whole: int) -> None:
        monkeypatch.setattr(sys, "stderr", screen := Screen())
        show_progress(0, whole)
        show_progress(whole, whole)
        assert screen.getvalue() == ""

    @pytest.mark.parametrize("closed", [False, True])
    def test_where_nobody_watches_nothing_is_said(self, monkeypatch: pytest.MonkeyPatch, closed: bool) -> None:
        monkeypatch.setattr(sys, "stderr", None if closed else (paper := StringIO()))
        show_progress(NOTICEABLE, NOTICEABLE)
        assert closed or paper.getvalue() == ""

    def test_who_opens_a_log_of_the_first_version_or_merges_one_sees_how_far_it_is(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: Visiting
    ) -> None:
        for name in ("home", "other"):
            (tmp_path / name).mkdir()
            with closing(sqlite3.connect(tmp_path / name / "progress.db")) as db:
                db.executescript((STORES / "v1.sql").read_text("utf-8"))
        monkeypatch.setattr("orchestra_tutor.app.NOTICEABLE", 1)
        monkeypatch.setattr(sys, "stderr", screen := Screen())
        with at(tmp_path / "home") as visit:
            visit.app.store.last_review()
        assert re.fullmatch(r"(\rUpdating [^\n]*: \d+ %)+\n", screen.getvalue())
        screen.truncate(0)
        with at(tmp_path / "third") as visit:
            merge(visit, tmp_path / "other")
        assert screen.getvalue().count(": 100 %\n") == 2  # of the copy, and of what was merged
