"""tutor search: lessons, questions and terms that hold the words."""

import json
from collections.abc import Iterator
from typing import Final

from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import Exit
from orchestra_tutor.index import Hit, excerpt
from orchestra_tutor.text import Text
from orchestra_tutor.ui.document import Gap, Heading, Part, Prose

HITS: Final[dict[str, Text]] = {
    "lesson": Text("Lesson", "레슨"),
    "cell": Text("Cell of the grid", "표의 칸"),
    "item": Text("Question", "문제"),
    "term": Text("Term", "용어"),
}
NOTHING_FOUND: Final = Text("Nothing found for {words!r}.", "{words!r}에 대한 결과가 없습니다.")
FEWER: Final = Text(
    "Try fewer or shorter words, in English or Korean.",
    "단어 수를 줄이거나 더 짧은 말로, 영어나 한국어로 찾아보세요.",
)


def search(visit: Visit, words: str) -> Exit:
    """Print what was found; Exit.FAILED where that is nothing."""
    hits = visit.app.index.search(words)
    if visit.json:
        print(json.dumps([as_json(visit, hit, words) for hit in hits], ensure_ascii=False, indent=2))
    elif hits:
        visit.front().say(part for hit in hits for part in parts(visit, hit, words))
    else:
        visit.front().say([Prose(NOTHING_FOUND.fill(words=words)[visit.lang]), Prose(FEWER[visit.lang])])
    return Exit.OK if hits else Exit.FAILED


def parts(visit: Visit, hit: Hit, words: str) -> Iterator[Part]:
    yield Gap()
    if hit.kind == "term":
        other = hit.title["en" if visit.lang == "ko" else "ko"]
        yield Heading(HITS[hit.kind][visit.lang])
        yield Prose(f"{hit.title[visit.lang]} ({other})", look="strong")
        return
    yield Heading(HITS[hit.kind][visit.lang], hit.ref)
    yield Prose(hit.title[visit.lang], look="strong")
    yield Prose(excerpt(hit, words, visit.lang).replace("`", ""))


def as_json(visit: Visit, hit: Hit, words: str) -> dict[str, str]:
    found = {"kind": hit.kind, "ref": hit.ref, "title": hit.title[visit.lang]}
    return found | {"excerpt": excerpt(hit, words, visit.lang)}
