"""tutor search: lessons, questions and terms that hold the words."""

import json
from collections.abc import Iterator
from typing import Final

from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import Exit
from orchestra_tutor.search import Found, Hit, excerpt
from orchestra_tutor.search import search as find
from orchestra_tutor.text import Text
from orchestra_tutor.ui.document import Gap, Heading, Part, Prose

HITS: Final[dict[str, Text]] = {
    "lesson": Text("Lesson", "레슨"),
    "cell": Text("Cell of the grid", "표의 칸"),
    "item": Text("Question", "문제"),
    "term": Text("Term", "용어"),
}
READ_AS: Final = Text("Searched for: {words}", "찾은 말: {words}")
NOTHING_FOUND: Final = Text("Nothing found for {words!r}.", "{words!r}에 대한 결과가 없습니다.")
FEWER: Final = Text(
    "Try fewer or shorter words, in English or Korean.",
    "단어 수를 줄이거나 더 짧은 말로, 영어나 한국어로 찾아보세요.",
)


def search(visit: Visit, words: str) -> Exit:
    """Print what was found; Exit.FAILED where that is nothing."""
    found = find(visit.app.index, words)
    if visit.json:
        print(json.dumps([as_json(visit, hit, found) for hit in found.hits], ensure_ascii=False, indent=2))
    elif found.hits:
        read_as = READ_AS.fill(words=", ".join(found.words))[visit.lang]
        front, (best, *others) = visit.front(), found.hits
        front.say([*([Gap(), Prose(read_as, look="faint")] if found.corrected else []), *parts(visit, best, found)])
        front.say(part for hit in others for part in parts(visit, hit, found))  # while the best is read
    else:
        visit.front().say([Prose(NOTHING_FOUND.fill(words=words)[visit.lang]), Prose(FEWER[visit.lang])])
    return Exit.OK if found.hits else Exit.FAILED


def parts(visit: Visit, hit: Hit, found: Found) -> Iterator[Part]:
    yield Gap()
    if hit.kind == "term":
        other = hit.title["en" if visit.lang == "ko" else "ko"]
        yield Heading(HITS[hit.kind][visit.lang])
        yield Prose(f"{hit.title[visit.lang]} · {other}", look="strong")
    else:
        yield Heading(HITS[hit.kind][visit.lang], hit.ref)
        yield Prose(hit.title[visit.lang], look="strong")
    yield Prose(excerpt(hit, found.words, visit.lang).replace("`", ""))


def as_json(visit: Visit, hit: Hit, found: Found) -> dict[str, str]:
    what = {"kind": hit.kind, "ref": hit.ref, "title": hit.title[visit.lang]}
    return what | {"excerpt": excerpt(hit, found.words, visit.lang)}
