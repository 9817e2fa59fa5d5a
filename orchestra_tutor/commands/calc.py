"""tutor calc: the mechanisms as a calculator, with the worked steps."""

import json
import sys
from collections.abc import Iterator
from typing import Any, Final

from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import UsageError, did_you_mean
from orchestra_tutor.mechanism import Mechanism, Worked
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
INPUTS: Final = Text("Inputs", "입력")
DEFAULT: Final = Text("{what} ({expects}; usually {default})", "{what} ({expects}, 기본값 {default})")
NEEDED: Final = Text("{what} ({expects})", "{what} ({expects})")
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
NO_PAIR: Final = Text("{pair!r} is no input.", "입력이 아닙니다: {pair!r}")
WRITE_PAIR: Final = Text("Write name=value, such as current=5.", "이름=값으로 쓰세요. 예: current=5")
NO_OBJECT: Final = Text("Standard input holds no JSON object of inputs.", "표준 입력에 입력 값의 JSON 객체가 없습니다.")
WRITE_OBJECT: Final = Text(
    'Such as {"current": 5, "metric": 90, "target": 60}', '예: {"current": 5, "metric": 90, "target": 60}'
)
REFUSED: Final = Text("These inputs do not go together: {why}.", "함께 쓸 수 없는 입력입니다: {why}.")
SEE_INPUTS: Final = Text("The inputs: tutor calc {name}", "입력 보기: tutor calc {name}")


def calc(visit: Visit, name: str | None, pairs: list[str]) -> None:
    """List the mechanisms, show the inputs of one, or calculate."""
    if name is None:
        listing(visit)
        return
    work, given = found(name), inputs(visit, pairs)
    if not given:
        described(visit, name, work)
        return
    try:
        worked = work(**given)
    except ValueError as error:
        raise UsageError(REFUSED.fill(why=error), SEE_INPUTS.fill(name=name)) from error
    if visit.json:
        print(json.dumps(as_json(name, work, given, worked), ensure_ascii=False, indent=2))
    else:
        visit.front().say([Gap(), *shown(visit, work, worked)])


def found(name: str) -> Mechanism:
    """The mechanism; a family that has only one stands for it."""
    work = mechanism(name)
    if work is None and name in FAMILIES and len(of_family(name)) == 1:
        (work,) = of_family(name).values()
    if work is None:
        near = [each for each in names() if each.startswith(f"{name}.")] or nearest(name, names())
        raise UsageError(NO_MECHANISM.fill(name=name), did_you_mean(near[:5], ALL))
    return work


def inputs(visit: Visit, pairs: list[str]) -> dict[str, str]:
    """The inputs as text: from the command line or, with --json and none there, from standard input."""
    if not pairs and visit.json and not sys.stdin.isatty():
        return from_json(sys.stdin.read())
    given = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(NO_PAIR.fill(pair=pair), WRITE_PAIR)
        given[name] = value
    return given


def from_json(text: str) -> dict[str, str]:
    if not text.strip():
        return {}
    try:
        document = json.loads(text)
    except ValueError as error:
        raise UsageError(NO_OBJECT, WRITE_OBJECT) from error
    if not isinstance(document, dict):
        raise UsageError(NO_OBJECT, WRITE_OBJECT)
    return {name: as_text(value) for name, value in document.items()}


def as_text(value: Any) -> str:
    """A value of JSON as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(map(as_text, value))
    return str(value)


def listing(visit: Visit) -> None:
    if visit.json:
        document = {name: description(work) for name in names() if (work := mechanism(name))}
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return
    lang = visit.lang
    parts: list[Part] = [Gap(), Heading(HEAD[lang]), Gap()]
    for name in names():
        work = mechanism(name)
        assert work is not None
        parts.append(Prose(f"`{name}` {work.title[lang]}", lead="- "))
    visit.front().say([*parts, Gap(), Prose(HOW[lang]), Prose(f"`{EXAMPLE}`", lead="  ")])


def described(visit: Visit, name: str, work: Mechanism) -> None:
    if visit.json:
        print(json.dumps(description(work), ensure_ascii=False, indent=2))
        return
    lang = visit.lang
    parts: list[Part] = [Gap(), Heading(work.title[lang], name), Gap(), Prose(INPUTS[lang], look="strong")]
    for each in work.inputs:
        words = NEEDED if each.default is None else DEFAULT
        said = words.fill(what=each.what, expects=each.reader.expects, default=each.default)
        parts.append(Prose(f"`{each.name}` {said[lang]}", lead="- "))
    example = " ".join(f"{each.name}=…" for each in work.inputs if each.default is None)
    parts += [Gap(), Prose(f"`tutor calc {name} {example}`"), Prose(SOURCE.fill(url=work.source)[lang], look="faint")]
    visit.front().say(parts)


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
    """A value in words."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple | list):
        parts = [said(each) for each in value]
        return Text(", ".join(part.en for part in parts), ", ".join(part.ko for part in parts))
    number = f"{value:,.10g}" if isinstance(value, int | float) else str(value)
    return same(f"{number} {unit}".strip())


def description(work: Mechanism) -> dict[str, Any]:
    return {
        "title": {"en": work.title.en, "ko": work.title.ko},
        "inputs": {
            each.name: {"what": each.what.en, "expects": each.reader.expects.en, "default": each.default}
            for each in work.inputs
        },
        "unit": work.unit,
        "source": work.source,
    }


def as_json(name: str, work: Mechanism, given: dict[str, str], worked: Worked) -> dict[str, Any]:
    steps = [{"en": step.en, "ko": step.ko} for step in worked.steps]
    return {
        "mechanism": name,
        "inputs": {each.name: given.get(each.name, each.default) for each in work.inputs},
        "value": worked.value,
        "unit": work.unit,
        "steps": steps,
        "sound": worked.sound,
    }
