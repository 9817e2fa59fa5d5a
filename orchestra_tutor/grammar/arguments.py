"""Arguments -> the places of a command's form that they fill."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from orchestra_tutor.grammar import values
from orchestra_tutor.grammar.client import Client, Form, Slot
from orchestra_tutor.grammar.line import UnclearError
from orchestra_tutor.grammar.meaning import OBJECT, Part, Word
from orchestra_tutor.shape import nearest
from orchestra_tutor.text import Text

DID_YOU_MEAN: Final = Text(" Did you mean `{near}`?", " 혹시 `{near}`?")
BAD_VALUE: Final = Text(
    "`{name}` takes {wanted}, not `{value}`.", "`{name}` 값은 {wanted} 형식입니다. 입력한 값: `{value}`."
)
LACKS: Final = Text("`{command}` lacks an argument: `{slot}`.", "`{command}` 명령에 인수가 빠졌습니다: `{slot}`.")
TOO_MUCH: Final = Text(
    "`{command}` takes no further argument `{word}`.", "`{command}` 명령은 `{word}` 인수를 더 받지 않습니다."
)
NO_RESOURCE: Final = Text(
    "The tutor knows no type of object `{word}`.{near}", "튜터가 모르는 오브젝트 종류입니다: `{word}`.{near}"
)
BAD_OBJECT: Final = Text(
    "Objects are written as `TYPE NAME` or as `TYPE/NAME`, not as `{word}`.",
    "오브젝트는 `TYPE NAME` 또는 `TYPE/NAME` 형식으로 씁니다. 입력한 값: `{word}`.",
)

# Flags that say which objects are meant, so that no argument has to.
CHOOSE: Final = frozenset({"--all", "--filename", "--kustomize", "--list", "--raw", "--selector"})


class Arguments:
    """Reads the arguments of a line whose flags are read already."""

    def __init__(self, client: Client, form: Form, flags: Mapping[str, list[str]]) -> None:
        self.client = client
        self.form = form
        self.flags = flags

    def read(self, typed: list[str]) -> dict[str, Part]:
        """The arguments by their slots. Raises UnclearError where one is missing or too much."""
        parts = {}
        for at, slot in enumerate(self.form.slots):
            taken, typed = _share(typed, slot, self.form.slots[at + 1 :])
            if slot.needed and not taken and not self._is_chosen(slot):
                raise UnclearError(LACKS.fill(command=self.form.command, slot=slot.name))
            if taken:
                name = OBJECT if slot.kind.startswith("object") else slot.name
                if name in self.flags:
                    raise UnclearError(TOO_MUCH.fill(command=self.form.command, word=taken[0]))
                parts[name] = Part(self._words(slot, taken))
        if typed:
            raise UnclearError(TOO_MUCH.fill(command=self.form.command, word=typed[0]))
        return parts

    def _is_chosen(self, slot: Slot) -> bool:
        """Whether flags say which objects are meant."""
        return slot.kind.startswith("object") and not CHOOSE.isdisjoint(self.flags)

    def _words(self, slot: Slot, typed: list[str]) -> tuple[Word, ...]:
        if slot.kind == "objects":
            return tuple(sorted(self._objects(typed)))
        if slot.kind.startswith("object("):
            return tuple(sorted(object_of(word, self.client, slot.kind[7:-1]) for word in typed))
        if slot.kind == "field":
            resource, dot, inner = typed[0].partition(".")
            return (Word(f"{type_of(resource, self.client)}{dot}{inner}", typed[0]),)
        try:
            found = (word for each in typed for word in values.read(slot.kind, each, self.client.synonyms))
            return tuple(sorted(found))
        except ValueError as error:
            raise refused(slot.name, typed, error) from None

    def _objects(self, typed: list[str]) -> Iterable[Word]:
        """`deploy/web svc/web`, `pods web-1 web-2`, `deploy,svc`."""
        if any("/" in word for word in typed):
            return [object_of(word, self.client) for word in typed]
        words = []
        for each in typed[0].split(","):
            kind = type_of(each, self.client)
            words += [Word(f"{kind}/{name}", f"{each}/{name}") for name in typed[1:]] or [Word(kind, each)]
        return words


def object_of(word: str, client: Client, usual: str = "") -> Word:
    """TYPE/NAME, or NAME alone where the type is usual."""
    kind, slash, name = word.rpartition("/")
    if not name or "/" in kind or (not kind and (slash or not usual)):
        raise UnclearError(BAD_OBJECT.fill(word=word))
    return Word(f"{type_of(kind, client) if kind else usual}/{name}", word)


def type_of(word: str, client: Client) -> str:
    """A type of object by any of its names; one with a group, `certificates.cert-manager.io`, may be anybody's."""
    folded = word.lower()
    short, dot, _ = folded.partition(".")
    if short in client.resources:
        return client.resources[short]
    if dot:
        return folded
    raise UnclearError(NO_RESOURCE.fill(word=word, near=near_to(folded, client.resources)))


def refused(name: str, typed: list[str], error: ValueError) -> UnclearError:
    """What the client says of a value that it does not take."""
    return UnclearError(BAD_VALUE.fill(name=name, wanted=values.wanted(error), value=" ".join(typed)))


def near_to(word: str, known: Iterable[str]) -> Text | str:
    """A question whether the nearest of the known words is meant; nothing where none is near."""
    close = nearest(word, known)
    return DID_YOU_MEAN.fill(near=close[0]) if close else ""


def _share(typed: list[str], slot: Slot, later: tuple[Slot, ...]) -> tuple[list[str], list[str]]:
    """The words that belong to a slot, and those for later ones."""
    if not slot.many and slot.kind != "objects":
        return typed[:1], typed[1:]
    kept = 0
    if later and later[0].kind.startswith(("pair", "change")):
        kept = next((at for at, word in enumerate(reversed(typed)) if not re.search(r"[=:]|-$", word)), len(typed))
    elif later and later[0].needed:
        kept = 1
    end = len(typed) - kept
    return typed[:end], typed[end:]
