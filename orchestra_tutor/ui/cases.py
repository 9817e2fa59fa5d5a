"""A case as it is asked: looks to open one by one, then three things to name. What was done so far is kept here."""

from collections.abc import Iterator
from typing import Final

from orchestra_tutor.question import Inspect, Look, Option, Pick
from orchestra_tutor.sessions.views import AskView
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Gap, Part, Prose

LOOK_AT: Final = Text("Look at", "살펴볼 것")
HOW: Final = Text(
    "Open what you need, one after the other. Press d once you know the cause.",
    "필요한 것을 하나씩 열어 보고, 원인을 알게 되면 d를 누르세요.",
)
ASKS: Final = {
    "cause": Text("What is the cause?", "원인은 무엇인가요?"),
    "fix": Text("What do you do about it?", "어떻게 조치하나요?"),
    "verify": Text("What shows that it is mended?", "해결되었는지 무엇으로 확인하나요?"),
}


class Investigation:
    """What was opened and named of the case that is asked at a place of a session."""

    def __init__(self, place: tuple[int, str]) -> None:
        self.place = place
        self.opened: list[str] = []
        self.named: dict[str, str] = {}
        self.knows = False

    def open(self, look: Look, lang: Lang) -> list[Part]:
        """What the look shows, whole and as it is."""
        if look.key not in self.opened:
            self.opened.append(look.key)
        return [Gap(), Prose(look.what[lang], look="strong"), *output(look), Gap()]

    def asks(self, prompt: Inspect, lang: Lang) -> list[Part]:
        """What is to be named now, if the cause is known."""
        part = self.following(prompt)
        return [Gap(), *picks({part: prompt.picks[part]}, lang), Gap()] if self.knows and part else []

    def following(self, prompt: Inspect) -> str:
        """What is to be named next; nothing where all is."""
        return next((part for part in prompt.picks if part not in self.named), "")

    def answer(self) -> dict[str, str]:
        """The response. Who takes it back names all anew, and has seen what was opened."""
        said = {"looks": " ".join(self.opened), **self.named}
        self.named, self.knows = {}, False
        return said


def resumed(before: Investigation | None, view: AskView) -> Investigation:
    """The investigation so far, or a new one where another case is asked."""
    place = view.n, view.item.id
    return before if before and before.place == place else Investigation(place)


def output(look: Look) -> list[Part]:
    return [Prose(f"```\n{look.shows.rstrip()}\n```")]


def looks(shown: Inspect, lang: Lang) -> Iterator[Part]:
    """What can be looked at, numbered."""
    yield from render.options(listed(shown).options, render.NUMBERS, lang)
    yield Gap()
    yield Prose(HOW[lang], look="faint")


def listed(shown: Inspect) -> Pick:
    """The looks as options, of which one is opened at a time."""
    return Pick(tuple(Option(look.key, look.what) for look in shown.looks), 1)


def picks(shown: dict[str, Pick], lang: Lang) -> Iterator[Part]:
    """What is to be named, each with its options."""
    for at, (part, pick) in enumerate(shown.items()):
        if at:
            yield Gap()
        yield Prose(ASKS[part][lang], look="strong")
        yield from render.options(pick.options, render.NUMBERS, lang)
