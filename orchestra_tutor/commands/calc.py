"""tutor calc: the mechanisms as a calculator, with the worked steps."""

import json
import sys
from collections.abc import Iterator
from typing import Any, Final

from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import UsageError, did_you_mean
from orchestra_tutor.mechanism import Mechanism, Worked, brief, plain
from orchestra_tutor.mechanisms import FAMILIES, mechanism, names, of_family
from orchestra_tutor.shape import nearest
from orchestra_tutor.text import Text, same
from orchestra_tutor.ui.document import Gap, Heading, Part, Prose

HEAD: Final = Text("What can be calculated", "계산할 수 있는 것")
HOW: Final = Text(
    "tutor calc NAME shows the inputs; tutor calc NAME input=value … calculates.",
    "tutor calc 이름: 입력을 보여 줍니다. tutor calc 이름 입력=값 …: 계산합니다.",
)
EXAMPLE: Final = "tutor calc hpa.desired_replicas current=5 metric=90 target=60"
QUOTED: Final = Text("A value with spaces goes in quotes.", "공백이 든 값은 따옴표로 묶으세요.")
INPUTS: Final = Text("Inputs", "입력")
ANSWER: Final = Text("Answer: {value}", "답: {value}")
YES: Final = Text("yes", "예")
NO: Final = Text("no", "아니요")
UNSOUND: Final = Text(
    "Exact arithmetic gives another answer; the real system calculates with floating point, as here.",
    "정확히 계산하면 답이 다릅니다. 실제 시스템은 여기처럼 부동소수점으로 계산합니다.",
)
SOURCE: Final = Text("Source: {url}", "출처: {url}")
NO_MECHANISM: Final = Text("Nothing is called {name!r}.", "그런 계산은 없습니다: {name!r}")
ALL: Final = Text("All of them: tutor calc", "전체 목록: tutor calc")
SEVERAL: Final = Text("{name} is the name of several calculations.", "여러 계산을 함께 부르는 이름입니다: {name}")
NO_PAIR: Final = Text("{pair!r} is not written as name=value.", "이름=값 형식이 아닙니다: {pair!r}")
WRITE_PAIR: Final = Text(
    "Such as {name}=…; the inputs: tutor calc {work}", "예: {name}=…, 입력 보기: tutor calc {work}"
)
NO_OBJECT: Final = Text("Standard input holds no JSON object of inputs.", "표준 입력에 입력 값의 JSON 객체가 없습니다.")
WRITE_OBJECT: Final = Text(
    'Such as {"current": 5, "metric": 90, "target": 60}', '예: {"current": 5, "metric": 90, "target": 60}'
)


def calc(visit: Visit, name: str | None, pairs: list[str]) -> None:
    """List the mechanisms, all or those of a family, show the inputs of one, or calculate."""
    asked = (name or "").casefold()
    family = [f"{asked}.{own}" for own in of_family(asked)] if asked in FAMILIES else []
    if not asked or (len(family) > 1 and not pairs):
        listing(visit, family or list(names()))
        return
    full = family[0] if len(family) == 1 else asked
    work = found(full, family)
    given = inputs(visit, pairs, WRITE_PAIR.fill(name=work.inputs[0].name, work=full))
    if not given:
        described(visit, full, work)
        return
    worked = work(**given)
    if visit.json:
        print(json.dumps(as_json(full, work, given, worked), ensure_ascii=False, indent=2))
    else:
        visit.say([Gap(), *shown(visit, work, worked)])


def found(name: str, family: list[str]) -> Mechanism:
    """The mechanism; a name that is none's is told what is near it."""
    work = mechanism(name)
    if work is None:
        own = [each for each in names() if each.endswith(f".{name}")]
        near = family or own or nearest(name, [*FAMILIES, *names()])
        message = SEVERAL.fill(name=name) if family else NO_MECHANISM.fill(name=brief(name))
        raise UsageError(message, did_you_mean(near, ALL))
    return work


def inputs(visit: Visit, pairs: list[str], hint: Text) -> dict[str, str]:
    """The inputs as text: from the command line or, with --json and none there, from standard input."""
    if not pairs and visit.json and not sys.stdin.isatty():
        return from_json(sys.stdin.read())
    given = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(NO_PAIR.fill(pair=brief(pair)), hint)
        given[name.strip()] = value
    return given


def from_json(text: str) -> dict[str, str]:
    if not text.strip():
        return {}
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(NO_OBJECT, WRITE_OBJECT) from error
    if not isinstance(document, dict):
        raise UsageError(NO_OBJECT, WRITE_OBJECT)
    return {name: as_text(value) for name, value in document.items() if value is not None}


def as_text(value: Any) -> str:
    """A value of JSON as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():  # JSON has one kind of numbers
        return str(int(value))
    if isinstance(value, list):
        return ",".join(map(as_text, value))
    if isinstance(value, dict):
        return ",".join(f"{name}={as_text(each)}" for name, each in value.items())
    return str(value)


def listing(visit: Visit, listed: list[str]) -> None:
    works = {name: work for name in listed if (work := mechanism(name))}
    if visit.json:
        document = {name: description(work) for name, work in works.items()}
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return
    lang = visit.lang
    entries = (Prose(f"`{name}`: {work.title[lang]}", lead="- ") for name, work in works.items())
    how = Prose(HOW[lang]), Prose(f"`{EXAMPLE}`", lead="  ")
    visit.say([Gap(), Heading(HEAD[lang]), Gap(), *entries, Gap(), *how])


def described(visit: Visit, name: str, work: Mechanism) -> None:
    if visit.json:
        print(json.dumps(description(work), ensure_ascii=False, indent=2))
        return
    lang = visit.lang
    parts: list[Part] = [Gap(), Heading(work.title[lang], name), Gap(), Prose(INPUTS[lang], look="strong")]
    parts += [Prose(f"`{each.name}`: {each.takes[lang]}", lead="- ") for each in work.inputs]
    example = " ".join(f"{each.name}=…" for each in work.inputs if each.default is None)
    parts += [
        Gap(),
        Prose(f"`tutor calc {name} {example}`"),
        Prose(QUOTED[lang], look="faint"),
        Prose(SOURCE.fill(url=work.source)[lang], look="faint"),
    ]
    visit.say(parts)


def shown(visit: Visit, work: Mechanism, worked: Worked) -> Iterator[Part]:
    lang = visit.lang
    yield Heading(work.title[lang])
    yield Gap()
    for step in worked.steps:
        yield Prose(step[lang], lead="- ")
    yield Gap()
    yield Prose(ANSWER.fill(value=said(worked.value, work.unit))[lang], look="strong")
    if not worked.sound:
        yield Prose(UNSOUND[lang])
    yield Prose(SOURCE.fill(url=work.source)[lang], look="faint")


def said(value: Any, unit: str = "") -> Text:
    """A value in words, as the steps write it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple | list):
        parts = [said(each) for each in value]
        return Text(", ".join(part.en for part in parts), ", ".join(part.ko for part in parts))
    if isinstance(value, int | float):
        return same(f"{plain(value)}{unit}" if unit in ("", "%") else f"{plain(value)} {unit}")
    return same(str(value))


def description(work: Mechanism) -> dict[str, Any]:
    return {
        "title": both(work.title),
        "inputs": {
            each.name: {"what": both(each.what), "expects": both(each.reader.expects), "default": each.default}
            for each in work.inputs
        },
        "unit": work.unit,
        "source": work.source,
    }


def as_json(name: str, work: Mechanism, given: dict[str, str], worked: Worked) -> dict[str, Any]:
    return {
        "mechanism": name,
        "inputs": {each.name: given.get(each.name, each.default) for each in work.inputs},
        "value": worked.value,
        "unit": work.unit,
        "steps": [both(step) for step in worked.steps],
        "sound": worked.sound,
    }


def both(text: Text) -> dict[str, str]:
    return {"en": text.en, "ko": text.ko}
