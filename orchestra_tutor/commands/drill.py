"""tutor drill: questions that one mechanism answers, without an end."""

import json
from collections.abc import Iterator
from typing import Final

from orchestra_tutor.app import run
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.text import Text
from orchestra_tutor.ui.document import Gap, Heading, Part, Prose

BEGINS: Final = Text("Drill: {name}. It ends with q.", "계산 연습: {name}. q를 누르면 끝납니다.")
HEAD: Final = Text("What can be drilled", "연습할 수 있는 계산")
HOW: Final = Text(
    "tutor drill NAME begins; the part before the dot takes all of its kind.",
    "tutor drill 이름: 시작합니다. 점 앞부분만 쓰면 같은 종류를 모두 연습합니다.",
)
EXAMPLE: Final = "tutor drill hpa"


def drill(visit: Visit, name: str | None, seed: str) -> None:
    """List what can be drilled, or ask until the person has had enough."""
    if name is None:
        listing(visit)
        return
    session = visit.app.drill_session(name, seed)
    front = visit.front()
    if visit.json:
        front.write("session", id=session.id, mode=session.mode, seed=session.seed, of=None)
    else:
        front.say([Gap(), Prose(BEGINS.fill(name=name)[visit.lang], look="strong")])
    run(session, front, visit.app.store.save)
    visit.lang = front.lang


def listing(visit: Visit) -> None:
    titles = dict(drills(visit))
    if visit.json:
        document = {name: {"en": title.en, "ko": title.ko} for name, title in titles.items()}
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return
    lang = visit.lang
    lines: list[Part] = [Prose(f"`{name}` {title[lang]}", lead="- ") for name, title in titles.items()]
    head, how, example = Heading(HEAD[lang]), Prose(HOW[lang]), Prose(f"`{EXAMPLE}`", lead="  ")
    visit.front().say([Gap(), head, Gap(), *lines, Gap(), how, example])


def drills(visit: Visit) -> Iterator[tuple[str, Text]]:
    """What can be drilled, by name."""
    from orchestra_tutor.mechanisms import mechanism

    for name in visit.app.index.drilled():
        work = mechanism(name)
        assert work is not None
        yield name, work.title
