"""`tutor export anki`: which items, into which file, and what it leaves alone."""

import json
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest
from anki.collection import Collection

from orchestra_tutor.commands.export import ANKI_FILE, anki, replace
from orchestra_tutor.errors import TutorError, UsageError
from orchestra_tutor.exports.anki import package
from orchestra_tutor.index import Index, Wanted
from orchestra_tutor.text import Lang
from tests.courses import TINY, visiting
from tests.exports.imported import NOON, cards, export, load


def test_only_the_topics_named_are_written(collection: Collection, tmp_path: Path) -> None:
    load(collection, export(tmp_path / ANKI_FILE, topics=("clustering", "quorum/swarm")))
    assert {one.note()["Id"] for one in cards(collection)} == {"majority-word", "two-duties", "election-order"}


@pytest.mark.parametrize(
    ("topic", "message", "hint"),
    [
        ("quorm", "There is no topic 'quorm'.", "Did you mean quorum or quorum/etcd?"),
        ("clustering/etcd", "No item fits: topics clustering/etcd = 0.", "Leave one of the conditions out."),
    ],
)
def test_a_topic_that_does_not_exist_or_is_empty_is_refused(
    topic: str, message: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as refused:
        export(tmp_path / ANKI_FILE, topics=(topic,))
    assert refused.value.message.en == message
    assert refused.value.hint.en.startswith(hint)
    assert not (tmp_path / ANKI_FILE).exists()


@pytest.mark.parametrize(
    ("lang", "said", "then"),
    [
        ("en", "Notes: 10. File: {path}", "In Anki: File > Import."),
        ("ko", "노트: 10개. 파일: {path}", "Anki에서 파일 > 가져오기"),
    ],
)
def test_it_says_how_many_where_and_what_to_do_next(
    lang: Lang, said: str, then: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = export(tmp_path / ANKI_FILE, lang=lang)
    first, second = capsys.readouterr().out.splitlines()
    assert first == said.format(path=out)
    assert second.startswith(then)


def test_json_says_how_many_and_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with visiting(TINY, json=True) as visit:
        anki(visit, (), Path("mine.apkg"))
    assert json.loads(capsys.readouterr().out) == {"path": str(tmp_path / "mine.apkg"), "notes": 10}
    assert (tmp_path / "mine.apkg").exists()


def zipped(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")


def zipped_in_future(path: Path) -> None:
    """By a program that knows a newer kind of archive."""
    zipped(path)
    before, mark, after = path.read_bytes().partition(b"PK\x01\x02")
    path.write_bytes(before + mark + after[:2] + b"\xff" + after[3:])


def cut(path: Path) -> None:
    zipped(path)
    path.write_bytes(path.read_bytes()[:-9])


OTHER: Final = "{out} exists already and is no package for Anki."
ANOTHER: Final = "Choose another name; nothing was changed."


@pytest.mark.parametrize(
    ("name", "made", "message", "hint"),
    [
        ("folder.apkg", Path.mkdir, "{out} is a folder.", "Name a file in it: --out {out}/orchestra-tutor.apkg"),
        ("gone/x.apkg", None, "There is no folder {out.parent}.", "Make it first, or choose another place with --out."),
        ("essay.apkg", lambda path: path.write_text("Once."), OTHER, ANOTHER),
        ("empty.apkg", Path.touch, OTHER, ANOTHER),
        ("zip.apkg", zipped, OTHER, ANOTHER),
        ("newer-zip.apkg", zipped_in_future, OTHER, ANOTHER),
        ("cut-zip.apkg", cut, OTHER, ANOTHER),
        ("pipe.apkg", os.mkfifo, OTHER, ANOTHER),
        (
            f"{'long' * 80}.apkg",
            None,
            "{out} cannot be written: File name too long.",
            "Check the path, its permissions",
        ),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) and value.endswith(".apkg") else "",
)
def test_what_cannot_be_written_is_refused_and_left_alone(
    name: str, made: Callable[[Path], object] | None, message: str, hint: str, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    out = folder / name
    if made:
        made(out)
    before = looks(folder)
    with pytest.raises(TutorError) as refused:
        export(out)
    error = refused.value
    assert not isinstance(error, UsageError)
    assert error.message.en == message.format(out=out)
    assert error.hint.en.startswith(hint.format(out=out))
    assert error.message.ko != error.message.en
    assert error.hint.ko != error.hint.en
    assert looks(folder) == before


def test_a_name_that_anki_does_not_open_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Anki opens no file named cards\.zip") as refused:
        export(tmp_path / "cards.zip")
    assert refused.value.hint.en == f"Let the name end in .apkg: --out {tmp_path}/cards.apkg"
    assert export(tmp_path / "CARDS.APKG").exists()


def looks(folder: Path) -> dict[str, bytes | int]:
    """Every entry of a folder: what a file holds, and of what is none, what it is."""
    return {path.name: path.read_bytes() if path.is_file() else path.stat().st_mode for path in folder.iterdir()}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said_to_be_one(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(TutorError, match="cannot be written: Permission denied"):
        export(locked / ANKI_FILE)


def test_a_package_is_replaced_also_behind_a_link(collection: Collection, tmp_path: Path) -> None:
    first = export(tmp_path / ANKI_FILE, topics=("clustering",)).read_bytes()
    link = tmp_path / "link.apkg"
    link.symlink_to(tmp_path / ANKI_FILE)
    export(link)
    assert link.is_symlink()
    assert (tmp_path / ANKI_FILE).read_bytes() != first
    assert load(collection, tmp_path / ANKI_FILE) == {"new": 10}


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """As on a full disk, no file grows beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_on_a_full_disk_the_package_before_stays_whole(tmp_path: Path) -> None:
    out = export(tmp_path / ANKI_FILE)
    before = looks(tmp_path)
    with files_of_at_most(1000), pytest.raises(OSError, match="File too large"):
        replace(out, b"x" * 5000)
    assert looks(tmp_path) == before


def test_a_full_disk_is_the_persons_to_mend(tmp_path: Path, own_index: Index) -> None:
    with files_of_at_most(50_000), pytest.raises(OSError, match=r"disk|full"):
        package(own_index.items(Wanted())[:50], own_index, "en", NOON)
