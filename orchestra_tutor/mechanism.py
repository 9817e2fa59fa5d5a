"""The contract of a mechanism: a real algorithm, small and pure, that shows its work.

A mechanism takes its inputs as text, as content and command lines write them, and gives what it `Worked` out: the
value, the steps with these very numbers, and the wrong answers that known mistakes lead to.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from orchestra_tutor.errors import UsageError, did_you_mean
from orchestra_tutor.shape import nearest
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads an input; `read` raises ValueError at what it does not take, and `expects` says what that would be."""

    read: Callable[[str], Any]
    expects: Text


@dataclass(frozen=True, slots=True)
class Input:
    """What a mechanism takes, in words; optional where it has a `default`."""

    name: str
    reader: Reader
    what: Text
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong answer that a known mistake leads to, and the mistake."""

    value: float
    why: Text
    belief: str = ""


@dataclass(frozen=True, slots=True)
class Worked:
    """An answer and how one comes to it.

    `value` is a number, a word, a truth, or a list of them. `sound` is False where exact arithmetic answers otherwise
    than the float arithmetic of the real system: nobody should be asked that.
    """

    value: Any
    steps: tuple[Text, ...]
    slips: tuple[Slip, ...] = ()
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A named algorithm; `work` takes the inputs as read, by name. `unit` is that of a value that is a number."""

    title: Text
    inputs: tuple[Input, ...]
    work: Callable[..., Worked]
    source: str
    unit: str = ""

    def __call__(self, **given: str) -> Worked:
        """Read the inputs and work the answer out; an `InputError` says what is expected instead."""
        return self.work(**self.read(given))

    def read(self, given: Mapping[str, str]) -> dict[str, Any]:
        names = tuple(each.name for each in self.inputs)
        for name in given:
            if name not in names:
                raise InputError(
                    name, NO_INPUT.fill(name=name), did_you_mean(nearest(name, names), same(", ".join(names)))
                )
        values = {}
        for each in self.inputs:
            text = given.get(each.name, each.default)
            if text is None:
                raise InputError(each.name, MISSING.fill(name=each.name), each.what)
            try:
                values[each.name] = each.reader.read(text.strip())
            except ValueError as error:
                wrong = WRONG.fill(name=each.name, given=text)
                raise InputError(each.name, wrong, each.reader.expects) from error
        return values


class InputError(UsageError):
    """An input that is missing, unknown or cannot be read; `name` says which."""

    def __init__(self, name: str, message: Text, hint: Text) -> None:
        super().__init__(message, hint)
        self.name = name


NO_INPUT: Final = Text("There is no input {name!r}.", "그런 입력은 없습니다: {name!r}")
MISSING: Final = Text("The input {name} is missing.", "입력 {name}이(가) 없습니다.")
WRONG: Final = Text("{name} cannot be {given!r}.", "{name}에 쓸 수 없는 값입니다: {given!r}")


def whole(least: int = 0, most: int | None = None) -> Reader:
    """A whole number from `least` to `most`."""
    return Reader(
        lambda text: _within(int(text.replace(",", "")), least, most), _range("whole number", "정수", least, most)
    )


def decimal(least: float = 0.0, most: float | None = None) -> Reader:
    """A finite number from `least` to `most`."""

    def read(text: str) -> float:
        value = float(text.replace(",", ""))
        if not math.isfinite(value):
            raise ValueError(text)
        return float(_within(value, least, most))

    return Reader(read, _range("number", "숫자", least, most))


def one_of(*words: str) -> Reader:
    """One of the words, in any case."""

    def read(text: str) -> str:
        found = [word for word in words if word.casefold() == text.casefold()]
        if not found:
            raise ValueError(text)
        return found[0]

    return Reader(read, same(" | ".join(words)))


def truth() -> Reader:
    """Yes or no."""
    words = {"yes": True, "true": True, "no": False, "false": False}

    def read(text: str) -> bool:
        if text.casefold() not in words:
            raise ValueError(text)
        return words[text.casefold()]

    return Reader(read, same("yes | no"))


def listed(each: Reader, least: int = 1) -> Reader:
    """A list of at least `least`, separated by commas."""

    def read(text: str) -> tuple[Any, ...]:
        values = tuple(each.read(part.strip()) for part in text.split(",") if part.strip())
        if len(values) < least:
            raise ValueError(text)
        return values

    expects = Text("a list with commas, each: {each}", "쉼표로 구분한 목록, 각각: {each}")
    return Reader(read, expects.fill(each=each.expects))


def _within(value: Any, least: float, most: float | None) -> Any:
    if value < least or (most is not None and value > most):
        raise ValueError(value)
    return value


def _range(en: str, ko: str, least: float, most: float | None) -> Text:
    if most is None:
        return Text(f"a {en}, at least {least:g}", f"{least:g} 이상의 {ko}")
    return Text(f"a {en} from {least:g} to {most:g}", f"{least:g}부터 {most:g}까지의 {ko}")
