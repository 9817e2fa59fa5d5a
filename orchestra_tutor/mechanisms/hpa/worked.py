"""What the workings of this family share: numbers as a person writes them, slips that are wrong, texts with ages."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from orchestra_tutor.mechanism import InputError, Reader, Slip
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

LARGE: Final = 10**9  # more than any number of a question; far beyond, a float overflows
BETWEEN: Final = Text(
    "{name} is {given}, but with these inputs it lies between {least} and {most}.",
    "{name} 값이 {given}입니다. 다른 입력에 맞추려면 {least}에서 {most} 사이여야 합니다.",
)
WHOLE_NUMBER: Final = Text("a whole number from {least} to {most}", "{least}부터 {most}까지의 정수")

FLOAT: Final = Text(
    "The controller's float64 arithmetic answers {value} here, which exact arithmetic would not.",
    "컨트롤러의 float64 연산으로는 {value}개가 되며, 정확한 계산의 결과와 다릅니다.",
)


@dataclass(frozen=True, slots=True)
class Aged:
    """A count of Pods, and how many seconds ago it was: a recommendation, or Pods added or removed."""

    pods: int
    seconds_ago: float


def aged() -> Reader:
    """Reads `10@60`: 10 Pods, 60 seconds ago."""

    def read(text: str) -> Aged:
        pods, _, seconds = text.partition("@")
        value = Aged(int(pods), int(seconds))
        if value.pods < 0 or value.seconds_ago < 0:
            raise ValueError(text)
        return value

    return Reader(read, Text("Pods@seconds ago, such as 10@60", "파드 수@몇 초 전, 예: 10@60"))


def inside(ages: Iterable[Aged], window: float) -> tuple[Aged, ...]:
    """Those younger than `window` seconds: what is exactly as old is out."""
    return tuple(each for each in ages if each.seconds_ago < window)


def exact(number: float) -> Fraction:
    """The number that was written, without the float's error."""
    return Fraction(repr(number))


def shown(number: Fraction) -> str:
    """A number of a working: at most three decimals, and … where there are more."""
    sign, thousandths = "−" if number < 0 else "", abs(number) * 1000
    whole, rest = divmod(int(thousandths), 1000)
    decimals = f"{whole}.{rest:03d}"
    return f"{sign}{decimals}…" if thousandths.denominator > 1 else sign + decimals.rstrip("0").rstrip(".")


def joined(numbers: Iterable[object]) -> str:
    return ", ".join(str(number) for number in numbers)


def wrong(value: float, *slips: Slip) -> tuple[Slip, ...]:
    """Those slips that do lead to another answer, and each answer once: the first that explains it."""
    kept: dict[float, Slip] = {}
    for slip in slips:
        if slip.value != value:
            kept.setdefault(slip.value, slip)
    return tuple(kept.values())


def require_between(name: str, given: int, least: int, most: int) -> None:
    """Refuse an input that does not go with the others."""
    if not least <= given <= most:
        message = BETWEEN.fill(name=name, given=given, least=least, most=most)
        raise InputError(name, message, WHOLE_NUMBER.fill(least=least, most=most))
