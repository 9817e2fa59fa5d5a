"""The contract of a mechanism: a real algorithm, small and pure, that shows its work.

A mechanism takes its inputs as text, as content and command lines write them, and gives what it `Worked` out: the
value, the steps with these very numbers, and the wrong answers that known mistakes lead to.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any, Final, TypeVar

from orchestra_tutor.errors import UsageError, did_you_mean
from orchestra_tutor.shape import nearest
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

Number = TypeVar("Number", int, float)

LARGE: Final = 10**9  # more than any number of a question; far beyond, a float overflows


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads an input; `read` raises ValueError at what it does not take, and `expects` says what that would be.

    `words` are all there are, where only these can be read.
    """

    read: Callable[[str], Any]
    expects: Text
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """What a mechanism takes, in words; optional where it has a `default`."""

    name: str
    reader: Reader
    what: Text
    default: str | None = None

    @property
    def takes(self) -> Text:
        """What it is, what is read, and what it is where it is not given."""
        words = NEEDED if self.default is None else USUALLY if self.default else OPTIONAL
        return words.fill(what=self.what, expects=self.reader.expects, default=self.default)


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong answer that a known mistake leads to, and the mistake."""

    value: float
    why: Text
    belief: str = ""


def apart(value: float, *slips: Slip) -> tuple[Slip, ...]:
    """Those that lead to another answer than `value`, each to its own: of two that lead to the same, the first."""
    kept: dict[float, Slip] = {}
    for slip in slips:
        if slip.value != value:
            kept.setdefault(slip.value, slip)
    return tuple(kept.values())


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
                near = did_you_mean(nearest(name, names), THESE.fill(names=", ".join(names)))
                raise InputError(name, NO_INPUT.fill(name=brief(name)), near)
        values = {}
        for each in self.inputs:
            text = given.get(each.name, each.default)
            if text is None:
                raise InputError(each.name, MISSING.fill(name=each.name), each.takes)
            try:
                values[each.name] = each.reader.read(text.strip())
            except ValueError as error:
                raise unfit(each.name, text, did_you_mean(nearest(text, each.reader.words), each.takes)) from error
        return values


NEEDED: Final = same("{what} ({expects})")
USUALLY: Final = Text("{what} ({expects}; usually {default})", "{what} ({expects}, 기본값 {default})")
OPTIONAL: Final = Text("{what} ({expects}; may be left out)", "{what} ({expects}, 생략 가능)")


class InputError(UsageError):
    """An input that is missing, unknown or cannot be read; `name` says which."""

    def __init__(self, name: str, message: Text, hint: Text) -> None:
        super().__init__(message, hint)
        self.name = name


def brief(typed: str) -> str:
    """What was typed, as far as a message can show it."""
    return typed if len(typed) <= MOST_SHOWN else f"{typed[:MOST_SHOWN]}…"


def unfit(name: str, given: str, expects: Text) -> InputError:
    """The error of an input that cannot be `given`."""
    return InputError(name, WRONG.fill(name=name, given=brief(given)), expects)


MOST_WORDS, FEW_WORDS = 12, 6  # of those that can be read, shown in full, or as the first few
MOST_SHOWN: Final = 40  # letters: a line of a narrow terminal
NO_INPUT: Final = Text("There is no input {name!r}.", "그런 입력은 없습니다: {name!r}")
THESE: Final = Text("The inputs: {names}.", "입력: {names}.")
MISSING: Final = Text("The input {name} is missing.", "빠진 입력: {name}")
BETWEEN: Final = Text(
    "{name} is {given}, but with these inputs it lies between {least} and {most}.",
    "{name} 값이 {given}입니다. 다른 입력에 맞추려면 {least}에서 {most} 사이여야 합니다.",
)
WRONG: Final = Text("{name} cannot be {given!r}.", "{name}에 쓸 수 없는 값입니다: {given!r}")


def exact(number: float) -> Fraction:
    """The decimal that was written, not the float next to it."""
    return Fraction(str(number))


def plain(number: float) -> str:
    """All decimals that say something, and no exponent."""
    return f"{Decimal(str(number)):.10f}".rstrip("0").rstrip(".")


def whole(least: int = 0, most: int = LARGE) -> Reader:
    """A whole number from `least` to `most`."""
    return Reader(
        lambda text: _within(int(text.replace(",", "")), least, most), _range("whole number", "정수", least, most)
    )


def decimal(least: float = 0.0, most: float = LARGE) -> Reader:
    """A number from `least` to `most`."""
    return Reader(
        lambda text: _within(float(text.replace(",", "")), least, most), _range("number", "숫자", least, most)
    )


def one_of(*words: str) -> Reader:
    """One of the words, in any case."""

    def read(text: str) -> str:
        found = [word for word in words if word.casefold() == text.casefold()]
        if not found:
            raise ValueError(text)
        return found[0]

    shown = words if len(words) <= MOST_WORDS else (*words[:FEW_WORDS], "…")
    return Reader(read, same(" | ".join(shown)), words)


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


def require_between(name: str, given: int, least: int, most: int) -> None:
    """Refuse an input that does not go with the others."""
    if not least <= given <= most:
        message = BETWEEN.fill(name=name, given=given, least=least, most=most)
        raise InputError(name, message, whole(least, most).expects)


def _within(value: Number, least: float, most: float) -> Number:
    if not least <= value <= most:  # nan is nowhere
        raise ValueError(value)
    return value


def _range(en: str, ko: str, least: float, most: float) -> Text:
    return Text(f"a {en} from {plain(least)} to {plain(most)}", f"{plain(least)}부터 {plain(most)}까지의 {ko}")


def usd(amount: Fraction) -> float:
    """Rounded to six places, half up as people do it; `round` takes the even neighbour."""
    return floor(amount * 10**6 + Fraction(1, 2)) / 10**6
