"""The file that holds the log, looked at from outside: whether it is whole, a copy of it, a name beside it."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final

MAGIC: Final = b"SQLite format 3\0"


def is_log(path: Path) -> bool:
    """Whether a file is a database, or called like one."""
    return path.suffix == ".db" or (path.is_file() and _head(path).startswith(MAGIC))


def copied(path: Path, folder: Path) -> Path:
    """A copy of a log in `folder`.

    To open a log that nobody has open leaves files beside it, or tidies away what was written ahead; so the files are
    copied as they are. Where a tutor is at work, or was killed, only SQLite knows how they go together.
    """
    import shutil

    shared, copy, snapshot = path.with_name(path.name + "-shm"), folder / "copy.db", folder / "snapshot.db"
    if not shared.exists():
        for end in ("-wal", ""):
            if (part := path.with_name(path.name + end)).exists() or not end:
                shutil.copyfile(part, copy.with_name(copy.name + end))
        if not shared.exists():
            return copy
    source = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as db, closing(sqlite3.connect(snapshot)) as into:
        db.backup(into)
    return snapshot


def refuse_truncated(path: Path) -> bool:
    """SQLite notices a missing tail only when it reads there; the header tells at once.

    True where it cannot tell: the tail may still stand in the write-ahead log, when a tutor was killed, or another is
    at work, while the log was copied into the file, head first. Hence the order in which the files are looked at.
    """
    header = _head(path)
    ahead, size = (_size(path.with_name(path.name + "-wal")), _size(path))
    if not header:
        if ahead and not size:  # SQLite would take it for new, and delete what was written ahead
            raise sqlite3.DatabaseError("it is empty, but not what was to be added to it")
        return False
    if len(header) < 100 or not header.startswith(MAGIC):
        raise sqlite3.DatabaseError("it is no database")
    page, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[28:32], "big")
    truncated = size < pages * (65536 if page == 1 else page)
    if truncated and not ahead:
        raise sqlite3.DatabaseError("its end is missing")
    return truncated


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError:
        return b""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def beside(path: Path, word: str) -> Path:
    """A name beside `path` that does not exist yet: progress-backup-20261124-180000.db."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for number in range(1000):
        extra = f"-{number}" if number else ""
        free = path.with_name(f"{path.stem}-{word}-{stamp}{extra}{path.suffix}")
        if not free.exists():
            return free
    raise OSError(f"no free name beside {path}")


def set_aside(path: Path) -> Path:
    """Move the file and what SQLite keeps with it out of the way, untouched."""
    aside = beside(path, "damaged")
    for end in ("-wal", "-shm", ""):
        part = path.with_name(path.name + end)
        if part.exists():
            os.replace(part, aside.with_name(aside.name + end))  # noqa: PTH105  atomic on every platform
    return aside
