"""What the workings of this family share: numbers as a person writes them, texts with ages."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from orchestra_tutor.mechanism import Reader, whole
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

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
        return Aged(whole().read(pods), whole().read(seconds))

    return Reader(read, Text("Pods@seconds ago, such as 10@60", "파드 수@몇 초 전, 예: 10@60"))


def inside(ages: Iterable[Aged], window: float) -> tuple[Aged, ...]:
    """Those younger than `window` seconds: what is exactly as old is out."""
    return tuple(each for each in ages if each.seconds_ago < window)


def shown(number: Fraction) -> str:
    """A number of a working: at most three decimals, and … where there are more."""
    sign, thousandths = "−" if number < 0 else "", abs(number) * 1000
    whole, rest = divmod(int(thousandths), 1000)
    decimals = f"{whole}.{rest:03d}"
    return f"{sign}{decimals}…" if thousandths.denominator > 1 else sign + decimals.rstrip("0").rstrip(".")


def joined(numbers: Iterable[object]) -> str:
    return ", ".join(str(number) for number in numbers)
