"""Packages written as `tutor export anki` does, and what Anki's own library makes of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from orchestra_tutor.commands.export import anki
from orchestra_tutor.text import Lang
from tests.courses import TINY, visiting

if TYPE_CHECKING:  # anki.cards cannot be imported before anki.collection
    from anki.cards import Card

NOON: Final = 1_800_000_000.0


def export(out: Path, root: Path = TINY, lang: Lang = "en", at: float = NOON, topics: tuple[str, ...] = ()) -> Path:
    """What `tutor export anki` writes at the time `at`."""
    with visiting(root, lang) as visit:
        visit.app.clock = lambda: at
        anki(visit, topics, out)
    return out


def load(collection: Collection, package: Path) -> dict[str, int]:
    """Import as Anki does by default, and what became of the notes."""
    options = ImportAnkiPackageOptions()
    log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options)).log
    found = {"new": log.new, "updated": log.updated, "duplicate": log.duplicate, "conflicting": log.conflicting}
    return {name: len(notes) for name, notes in found.items() if notes}


def card(collection: Collection, item: str) -> "Card":
    """The one card of an item."""
    (found,) = collection.find_cards(f'"Id:{item}"')
    return collection.get_card(found)


def cards(collection: Collection) -> list["Card"]:
    """All cards, as they come when they are new."""
    found = [collection.get_card(number) for number in collection.find_cards("")]
    return sorted(found, key=lambda one: one.due)
