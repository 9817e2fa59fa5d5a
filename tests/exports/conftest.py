"""Anki."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from anki.collection import Collection


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """Anki, just installed."""
    with closing(Collection(str(tmp_path / "collection.anki2"))) as opened:
        yield opened
