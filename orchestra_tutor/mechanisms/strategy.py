"""Capacity provider strategies of ECS: base first, then the rest by weight.

Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html and
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/capacity-launch-type-comparison.html.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, unfit, whole
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html"

MOST_PROVIDERS, MOST_WEIGHT, MOST_BASE = 20, 1000, 100_000
# The two Fargate providers are of one type; a cluster may mix types where a strategy may not.
TYPES: Final = {
    "EC2_AUTOSCALING": "EC2_AUTOSCALING",
    "MANAGED_INSTANCES": "MANAGED_INSTANCES",
    "FARGATE": "FARGATE",
    "FARGATE_SPOT": "FARGATE",
}
MAY_MIX: Final = {"strategy": False, "cluster": True}


@dataclass(frozen=True, slots=True)
class Provider:
    """An item of a strategy, with the defaults of the API."""

    name: str
    base: int = 0
    weight: int = 0


def may_mix(kinds: Iterable[str], within: str) -> bool:
    """Whether providers of these kinds may stand together within a strategy or a cluster."""
    return MAY_MIX[within] or len({TYPES[kind] for kind in kinds}) <= 1


def is_valid(strategy: Sequence[Provider]) -> bool:
    """Whether ECS takes the strategy: 1 to 20 providers, at most one base, at least one weight, all within limits."""
    return (
        1 <= len(strategy) <= MOST_PROVIDERS
        and all(0 <= each.weight <= MOST_WEIGHT and 0 <= each.base <= MOST_BASE for each in strategy)
        and any(each.weight for each in strategy)
        and sum(each.base > 0 for each in strategy) <= 1
    )


def shares(tasks: int, strategy: Sequence[Provider]) -> dict[str, Fraction]:
    """The exact share of each provider. A provider of weight 0 places nothing."""
    if tasks < 0 or not is_valid(strategy):
        raise ValueError("tasks: at least 0, strategy: valid")
    based = {each.name: min(tasks, each.base) if each.weight else 0 for each in strategy}
    rest, weights = tasks - sum(based.values()), sum(each.weight for each in strategy)
    return {each.name: based[each.name] + Fraction(rest * each.weight, weights) for each in strategy}


def split(tasks: int, strategy: Sequence[Provider]) -> dict[str, int]:
    """The tasks of each provider.

    ValueError where they do not divide evenly: AWS does not say who gets the odd one.
    """
    parts = shares(tasks, strategy)
    if any(part.denominator > 1 for part in parts.values()):
        raise ValueError("tasks: do not divide by the weights")
    return {name: int(part) for name, part in parts.items()}


def _split(tasks: int, strategy: tuple[Provider, ...], provider: str) -> Worked:
    names = [each.name for each in strategy]
    if provider not in names:
        raise unfit("provider", provider, same(" | ".join(names)))
    asked = strategy[names.index(provider)]
    part = shares(tasks, strategy)[provider]
    weights, bases = sum(each.weight for each in strategy), sum(each.base for each in strategy if each.weight)
    base, rest = min(tasks, asked.base) if asked.weight else 0, max(0, tasks - bases)
    value = int(part) if part.denominator == 1 else float(part)
    by_weight = f"{float(part - base):g}"
    first = Text(
        "The base first: {tasks} − {bases} = {rest} left.", "base 먼저: {tasks} − {bases} = {rest}개가 남습니다."
    )
    then = Text(
        "{name}, by weight: {rest} × {weight} / {weights} = {n}.",
        "{name}의 weight 몫: {rest} × {weight} / {weights} = {n}개.",
    )
    end = Text("With its base: {base} + {n} = {value}.", "base를 더하면 {base} + {n} = {value}개.")
    given = {"tasks": tasks, "bases": tasks - rest, "rest": rest, "name": provider, "weight": asked.weight}
    given |= {"weights": weights, "n": by_weight, "base": base, "value": f"{value:g}"}
    all_of_them = Text("The weights divide only what the base leaves.", "weight는 base를 채우고 남은 것만 나눕니다.")
    floor = Text(
        "The base is a minimum; its provider gets a share by weight too.",
        "base는 최소치이고 weight에 따른 몫도 받습니다.",
    )
    cap = Text("A weight is a ratio, not a number of tasks.", "weight는 태스크 수가 아니라 비율입니다.")
    slips = apart(
        value,
        Slip(tasks * asked.weight / weights, all_of_them, "weight-covers-base"),
        Slip(base or value, floor, "base-is-a-maximum"),
        Slip(asked.weight, cap, "weight-is-a-cap"),
    )
    # Neither who gets the odd task nor what a base without a weight does is documented.
    sound = part.denominator == 1 and all(each.weight for each in strategy if each.base)
    return Worked(value, tuple(step.fill(**given) for step in (first, then, end)), slips, sound)


def _provider(text: str) -> Provider:
    """`FARGATE base=2 weight=1`."""
    name, *settings = text.split()
    numbers = {key: whole().read(number) for key, _, number in (each.partition("=") for each in settings)}
    if not numbers.keys() <= {"base", "weight"}:
        raise ValueError(text)
    return Provider(name, **numbers)


def _strategy(text: str) -> tuple[Provider, ...]:
    strategy = tuple(_provider(part) for part in text.split(",") if part.strip())
    if not is_valid(strategy) or len({each.name for each in strategy}) < len(strategy):
        raise ValueError(text)
    return strategy


_EXAMPLE: Final = "FARGATE base=2 weight=1, FARGATE_SPOT weight=3"

MECHANISMS: Final = {
    "split": Mechanism(
        Text("Tasks of a capacity provider", "용량 공급자에 배치되는 태스크 수"),
        (
            Input("tasks", whole(0, 5000), Text("tasks of the service", "서비스의 태스크 수")),
            Input(
                "strategy",
                Reader(_strategy, Text(f"a valid strategy, such as {_EXAMPLE}", f"올바른 전략, 예: {_EXAMPLE}")),
                Text("base and weight of each provider", "공급자별 base와 weight"),
            ),
            Input(
                "provider",
                Reader(str, Text("a provider's name", "공급자 이름")),
                Text("the provider asked for", "묻는 공급자"),
            ),
        ),
        _split,
        SOURCE,
    ),
}
