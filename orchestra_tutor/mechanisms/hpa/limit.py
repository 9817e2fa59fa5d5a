"""How the limit of scale-up or scale-down policies is worked out by hand."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal

from orchestra_tutor.mechanism import (
    Input,
    InputError,
    Mechanism,
    Reader,
    Slip,
    Worked,
    apart,
    one_of,
    require_between,
    whole,
)
from orchestra_tutor.mechanisms.hpa.policy import (
    Policy,
    Rules,
    Select,
    grown,
    period_start,
    scale_down_limit,
    scale_up_limit,
    shrunk,
)
from orchestra_tutor.mechanisms.hpa.worked import FLOAT, Aged, shown
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

SOURCE: Final = (
    "https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#configurable-scaling-behavior"
)
PERIOD: Final = 60  # seconds; any, as `recent` counts the Pods of one period


@dataclass(frozen=True, slots=True)
class Offer:
    """What one policy allows of the Pods that its period began with: `exactly`, and as the controller has it."""

    policy: Policy
    start: int
    exactly: Fraction
    replicas: int


def _offers(current: int, rules: Rules, up: bool, late: Sequence[Aged]) -> list[Offer]:
    offers = []
    for policy in rules.policies if rules.select != "Disabled" else ():
        start = period_start(current, policy.period, *((late, ()) if up else ((), late)))
        change = Fraction(policy.value) if policy.type == "Pods" else Fraction(start * policy.value, 100)
        replicas = grown(start, policy) if up else shrunk(start, policy)
        offers.append(Offer(policy, start, start + change if up else start - change, replicas))
    return offers


def limit_worked(current: int, rules: Rules, up: bool, late: Sequence[Aged]) -> Worked:
    """The limit of one direction, policy by policy. `late` are the changes of that direction."""
    limit = scale_up_limit(current, rules, late) if up else scale_down_limit(current, rules, (), late)
    offers = _offers(current, rules, up, late)
    rounded, turned = (ceil, floor) if up else (floor, ceil)
    sound = all(offer.replicas == rounded(offer.exactly) for offer in offers if offer.exactly >= 0)
    ordered = sorted((offer.replicas for offer in offers), reverse=not up) or [current]
    other, chosen = (ordered[-1], ordered[0]) if rules.select == "Min" else (ordered[0], ordered[-1])
    steps = [_together([_arithmetic(current, offer, up) for offer in offers])] if offers else []
    if len(offers) != 1:
        steps.append(SELECTED[rules.select].fill(limit=chosen))
    if chosen != limit:
        steps.append((USED_UP if limit == current else NO_FEWER).fill(limit=limit))
    if not sound:
        steps.append(FLOAT.fill(value=limit))
    slips = apart(
        limit,
        Slip(chosen, NOT_BACK),
        Slip(other, OTHER_POLICY),
        *((Slip((scale_up_limit if up else scale_down_limit)(current, rules), OF_LATE),) if late else ()),
        *(Slip(turned(offer.exactly), OTHER_ROUND) for offer in offers),
        *(Slip(abs(offer.replicas - offer.start), ONLY_CHANGE) for offer in offers if offer.replicas == chosen),
    )
    return Worked(limit, tuple(steps), tuple(slip for slip in slips if slip.value >= 0), sound)


def _arithmetic(current: int, offer: Offer, up: bool) -> Text:
    if offer.policy.type == "Pods":
        words = MORE if up else FEWER
    elif offer.exactly.denominator == 1:
        words = GROWN if up else SHRUNK
    else:
        words = ROUNDED_UP if up else CUT
    late = abs(current - offer.start)
    sign = "−" if up else "+"
    start = f"{current} {sign} {late}" if late else f"{current}"
    if late and offer.policy.type == "Percent":
        start = f"({start})"
    return words.fill(start=start, amount=offer.policy.value, exactly=shown(offer.exactly), limit=offer.replicas)


def _together(parts: Sequence[Text]) -> Text:
    return Text("; ".join(part.en for part in parts) + ".", "; ".join(part.ko for part in parts) + ".")


MORE: Final = same("{start} + {amount} = {exactly}")
FEWER: Final = same("{start} − {amount} = {exactly}")
GROWN: Final = same("{start} × (100 + {amount}) / 100 = {exactly}")
SHRUNK: Final = same("{start} × (100 − {amount}) / 100 = {exactly}")
ROUNDED_UP: Final = Text(
    "{start} × (100 + {amount}) / 100 = {exactly}, rounded up {limit}",
    "{start} × (100 + {amount}) / 100 = {exactly}, 올림하면 {limit}",
)
CUT: Final = Text(
    "{start} × (100 − {amount}) / 100 = {exactly}, without the fraction {limit}",
    "{start} × (100 − {amount}) / 100 = {exactly}, 소수점 아래를 버리면 {limit}",
)
SELECTED: Final = {
    "Max": Text(
        "Max takes the policy that changes most: {limit}.", "Max는 가장 많이 바꾸는 정책을 고릅니다: {limit}개."
    ),
    "Min": Text(
        "Min takes the policy that changes least: {limit}.", "Min은 가장 적게 바꾸는 정책을 고릅니다: {limit}개."
    ),
    "Disabled": Text("Disabled stops this direction: {limit}.", "Disabled는 이 방향을 막습니다: {limit}개."),
}
USED_UP: Final = Text(
    "The period has used up its share, so {limit} Pods stay for now.",
    "이 기간의 몫을 이미 다 썼으므로 지금은 파드 {limit}개를 그대로 둡니다.",
)
NO_FEWER: Final = Text("There are no fewer Pods than {limit}.", "파드는 {limit}개보다 적을 수 없습니다.")
NOT_BACK: Final = Text(
    "A policy whose share is used up stops the step; it does not turn it around.",
    "몫을 다 쓴 정책은 조절을 멈출 뿐, 방향을 되돌리지 않습니다.",
)
OTHER_POLICY: Final = Text("selectPolicy picks the other policy.", "selectPolicy가 고르는 것은 다른 정책입니다.")
OTHER_ROUND: Final = Text(
    "A percentage rounds up the change: up on the way up; on the way down, what is left is cut.",
    "비율 정책은 변화량을 올림합니다. 늘릴 때는 올림하고, 줄일 때는 남는 수의 소수점 아래를 버립니다.",
)
ONLY_CHANGE: Final = Text(
    "That is the change, not the number of Pods after it.", "바뀌는 수가 아니라 바뀐 뒤의 파드 수를 묻습니다."
)
OF_LATE: Final = Text(
    "What has changed within the period already counts against the policy.",
    "이 기간에 이미 바뀐 수도 정책의 몫에 들어갑니다.",
)
NO_POLICY: Final = Text(
    "There is no policy: neither pods nor percent.", "정책이 없습니다. pods나 percent가 필요합니다."
)
NAME_ONE: Final = Text("pods, percent or both", "pods, percent 또는 둘 다")


def _limited(up: bool) -> Callable[..., Worked]:
    def work(current: int, pods: int | None, percent: int | None, select: Select, recent: int) -> Worked:
        amounts: tuple[tuple[Literal["Pods", "Percent"], int | None], ...] = (("Pods", pods), ("Percent", percent))
        policies = tuple(Policy(type_, value, PERIOD) for type_, value in amounts if value is not None)
        if not policies:
            raise InputError("pods", NO_POLICY, NAME_ONE)
        if up:
            require_between("recent", recent, 0, current)
        return limit_worked(current, Rules(policies, select), up, (Aged(recent, 0),) if recent else ())

    return work


def unless(word: str, reader: Reader) -> Reader:
    """What `reader` reads, or `word` for None."""
    expects = Text("{expects}, or {word}", "{expects} 또는 {word}").fill(expects=reader.expects, word=word)
    return Reader(lambda text: None if text.casefold() == word else reader.read(text), expects)


CURRENT: Final = Input("current", whole(0, 100_000), Text("replicas now", "지금의 레플리카 수"))
SELECT: Final = Input("select", one_of("Max", "Min", "Disabled"), Text("selectPolicy", "selectPolicy"), "Max")
_VALUE: Final = unless("none", whole(1, 100_000))


def _limits(recent: Text) -> tuple[Input, ...]:
    return (
        CURRENT,
        Input("pods", _VALUE, Text("value of the Pods policy", "Pods 정책의 값"), "none"),
        Input("percent", _VALUE, Text("value of the Percent policy, in %", "Percent 정책의 값(%)"), "none"),
        SELECT,
        Input("recent", whole(0, 100_000), recent, "0"),
    )


MECHANISMS: Final = {
    "scale_up_limit": Mechanism(
        Text("Most replicas that scale-up policies allow", "확장 정책이 허용하는 최대 레플리카 수"),
        _limits(Text("Pods added within the period already", "이 기간에 이미 늘어난 파드 수")),
        _limited(up=True),
        SOURCE,
    ),
    "scale_down_limit": Mechanism(
        Text("Fewest replicas that scale-down policies allow", "축소 정책이 허용하는 최소 레플리카 수"),
        _limits(Text("Pods removed within the period already", "이 기간에 이미 줄어든 파드 수")),
        _limited(up=False),
        SOURCE,
    ),
}
