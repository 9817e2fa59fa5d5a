"""No test touches the real home, the real language or the real terminal of whoever runs it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from orchestra_tutor.index import Index
from tests.courses import OWN, compiled

settings.register_profile("calm", deadline=None)  # a busy machine is no failure
settings.load_profile("calm")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty TUTOR_HOME, and an environment that says nothing about language or colour."""
    folder = tmp_path / "home"
    monkeypatch.setenv("TUTOR_HOME", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    for name in ("NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "COLUMNS", "LINES", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    return folder


@pytest.fixture(scope="session")
def own_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Our own course, compiled."""
    with closing(compiled(tmp_path_factory.mktemp("cache") / "course.db", OWN)) as index:
        yield index
