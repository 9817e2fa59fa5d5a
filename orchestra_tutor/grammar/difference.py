"""Two meanings, told apart: what is missing, what is too much and what is wrong in the one that was given."""

from collections.abc import Iterator
from typing import Final, Literal

from orchestra_tutor.grammar.meaning import COMMAND, OBJECT, Meaning, Part, Word
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

Kind = Literal["program", "verb", "missing", "extra", "value", "resource", "name"]

PROGRAM: Final = Text(
    "The task asks for a line of `{wanted}`; yours is one of `{given}`.",
    "`{wanted}` 명령을 묻는 문제입니다. 입력한 것은 `{given}` 명령입니다.",
)
VERB: Final = Text("The command is `{wanted}`, not `{given}`.", "명령이 다릅니다. 정답 `{wanted}`, 입력 `{given}`.")
MISSING: Final = Text("`{part}` is missing.", "`{part}` 부분이 빠졌습니다.")
WITHOUT: Final = Text(
    "`{part}` is missing. Without it, `{default}` is taken.",
    "`{part}` 부분이 빠졌습니다. 없으면 `{default}` 값이 쓰입니다.",
)
EXTRA: Final = Text("`{part}` is not asked for: leave it out.", "`{part}` 부분은 필요하지 않습니다. 빼고 쓰세요.")
INSIDE: Final = Text(
    "The command for the container is `{wanted}`, not `{given}`.",
    "컨테이너에서 실행할 명령이 다릅니다. 정답 `{wanted}`, 입력 `{given}`.",
)
VALUE: Final = Text(
    "`{part}` is `{wanted}`, not `{given}`.", "`{part}` 값이 다릅니다. 정답 `{wanted}`, 입력 `{given}`."
)
RESOURCE: Final = Text(
    "The type of the object is `{wanted}`, not `{given}`.",
    "오브젝트 종류가 다릅니다. 정답 `{wanted}`, 입력 `{given}`.",
)
NAME: Final = Text("The name is `{wanted}`, not `{given}`.", "이름이 다릅니다. 정답 `{wanted}`, 입력 `{given}`.")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two meanings differ: of which kind, where, and said."""

    kind: Kind
    part: str
    said: Text


def compare(given: Meaning, wanted: Meaning, ignored: frozenset[str] = frozenset()) -> tuple[Difference, ...]:
    """What is wrong with `given` where `wanted` was meant, the flags in `ignored` left aside."""
    programs = {"wanted": wanted.command.split()[0], "given": given.command.split()[0]}
    if programs["wanted"] != programs["given"]:
        return (Difference("program", wanted.command, PROGRAM.fill(**programs)),)
    if given.command != wanted.command:
        said = VERB.fill(wanted=wanted.command, given=given.command)
        return (Difference("verb", wanted.command, said),)
    return tuple(_differences(given, wanted, ignored))


def _differences(given: Meaning, wanted: Meaning, ignored: frozenset[str]) -> Iterator[Difference]:
    for name in dict.fromkeys((*wanted.parts, *given.parts)):
        if name in ignored:
            continue
        one, other = given.parts.get(name), wanted.parts.get(name)
        if one is None and other is not None:
            if not other.optional:
                yield _missing(name, other, wanted)
        elif one is not None and (other is None or other.optional) and one.implied:
            continue
        elif one is not None and other is None:
            yield Difference("extra", name, EXTRA.fill(part=_written(name, one, given)))
        elif one is not None and other is not None and one != other:
            yield from _apart(name, one, other, wanted)


def _missing(name: str, part: Part, whole: Meaning) -> Difference:
    written = _written(name, part, whole)
    default = whole.defaults.get(name)
    said = WITHOUT.fill(part=written, default=default) if default else MISSING.fill(part=written)
    return Difference("missing", name, said)


def _apart(name: str, given: Part, wanted: Part, whole: Meaning) -> Iterator[Difference]:
    """Two different parts of the same name: word for word, or which words are missing and which too many."""
    if name in whole.switches:
        yield Difference("value", name, VALUE.fill(part=name, wanted=wanted.typed, given=given.typed))
        return
    lacking = [word for word in wanted.words if word not in given.words]
    besides = [word for word in given.words if word not in wanted.words]
    if len(lacking) == len(besides) == 1:
        yield _changed(name, besides[0], lacking[0])
    elif not lacking and not besides:  # the same words in another order
        yield Difference("value", name, VALUE.fill(part=name, wanted=wanted.typed, given=given.typed))
    else:
        flag = f"{name} " if name.startswith("-") else ""
        for word in lacking:
            yield Difference("missing", name, MISSING.fill(part=f"{flag}{word.typed}"))
        for word in besides:
            yield Difference("extra", name, EXTRA.fill(part=f"{flag}{word.typed}"))


def _changed(name: str, given: Word, wanted: Word) -> Difference:
    kind, _, called = wanted.means.partition("/")
    other, _, also_called = given.means.partition("/")
    if name == COMMAND:
        return Difference("value", name, INSIDE.fill(wanted=wanted.typed, given=given.typed))
    if name != OBJECT:
        said = VALUE.fill(part=name, wanted=wanted.typed, given=given.typed)
        return Difference("value" if name.startswith("-") else "name", name, said)
    if kind != other:
        return Difference("resource", name, RESOURCE.fill(wanted=kind, given=other))
    if called and also_called:
        return Difference("name", name, NAME.fill(wanted=called, given=also_called))
    return Difference("name", name, VALUE.fill(part=name, wanted=wanted.means, given=given.means))


def _written(name: str, part: Part, whole: Meaning) -> str:
    """A part as it may be typed: `--replicas 5`, `--force`, `web`."""
    if not name.startswith("-"):
        return part.typed
    if name not in whole.switches:
        return f"{name} {part.typed}"
    return name if part.words[0].means == "true" else whole.switches[name]
