"""The bounds of an ECS rolling deployment and the threshold of its circuit breaker.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html,
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html and
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ThresholdConfiguration.html.
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, one_of, whole
from orchestra_tutor.text import Text, same

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html"
BREAKER: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html"

DEFAULTS: Final = {"REPLICA": {"minimum_healthy_percent": 100, "maximum_percent": 200}}  # by scheduling strategy
THRESHOLDS: Final = ("BOUNDED_PERCENT", "UNBOUNDED_PERCENT", "COUNT")
LEAST_FAILURES, MOST_FAILURES = 3, 200  # of BOUNDED_PERCENT


def lower_bound(desired: int, minimum_percent: int) -> int:
    """The fewest healthy tasks: desired x minimumHealthyPercent, rounded up."""
    _check(desired, minimum_percent)
    return -(-desired * minimum_percent // 100)


def upper_bound(desired: int, maximum_percent: int) -> int:
    """The most tasks, old and new: desired x maximumPercent, rounded down."""
    _check(desired, maximum_percent)
    return desired * maximum_percent // 100


def stoppable(desired: int, minimum_percent: int) -> int:
    """How many old tasks may stop before a new one starts."""
    return max(0, desired - lower_bound(desired, minimum_percent))


def startable(desired: int, maximum_percent: int) -> int:
    """How many new tasks may start before an old one stops."""
    return max(0, upper_bound(desired, maximum_percent) - desired)


def stuck(desired: int, minimum_percent: int, maximum_percent: int) -> bool:
    """Whether the deployment may neither stop nor start a task, so that nothing is ever replaced."""
    return desired > 0 and stoppable(desired, minimum_percent) == startable(desired, maximum_percent) == 0


def failure_threshold(desired: int, type: str = "BOUNDED_PERCENT", value: int = 50) -> int:  # noqa: A002 (AWS's name)
    """Failed tasks after which the circuit breaker trips.

    A COUNT is that number; a percentage is one of `desired`, rounded up, and the bounded one stays within 3 to 200.
    """
    _check(desired, value)
    if type not in THRESHOLDS:
        raise ValueError(f"type: one of {', '.join(THRESHOLDS)}")
    if type == "COUNT":
        return value
    share = -(-desired * value // 100)
    return share if type == "UNBOUNDED_PERCENT" else min(MOST_FAILURES, max(LEAST_FAILURES, share))


def _check(desired: int, percent: int) -> None:
    if desired < 0 or percent < 0:
        raise ValueError("desired, percent: at least 0")


_UP: Final = Text("Rounded up: {value}.", "올림하면 {value}개입니다.")
_DOWN: Final = Text("Rounded down: {value}.", "내림하면 {value}개입니다.")
_ROUNDS_UP: Final = Text("minimumHealthyPercent rounds up.", "minimumHealthyPercent는 올림합니다.")
_ROUNDS_DOWN: Final = Text("maximumPercent rounds down.", "maximumPercent는 내림합니다.")


def _lower(desired: int, minimum_percent: int) -> Worked:
    value = lower_bound(desired, minimum_percent)
    complement = Text("That many may stop; the rest must stay.", "멈춰도 되는 수입니다. 남아야 하는 수를 묻습니다.")
    slips = (
        Slip(desired * minimum_percent // 100, _ROUNDS_UP, "minimum-healthy-rounds-down"),
        Slip(desired - value, complement),
    )
    return Worked(value, (_share(desired, minimum_percent), _UP.fill(value=value)), apart(value, *slips))


def _upper(desired: int, maximum_percent: int) -> Worked:
    value = upper_bound(desired, maximum_percent)
    extra = Text("That many are extra; old and new count together.", "추가되는 수입니다. 기존 것과 새것을 함께 셉니다.")
    slips = (
        Slip(-(-desired * maximum_percent // 100), _ROUNDS_DOWN, "maximum-percent-rounds-up"),
        Slip(value - desired, extra),
    )
    return Worked(value, (_share(desired, maximum_percent), _DOWN.fill(value=value)), apart(value, *slips))


def _stoppable(desired: int, minimum_percent: int) -> Worked:
    lower, value = lower_bound(desired, minimum_percent), stoppable(desired, minimum_percent)
    may = Text("{desired} − {lower} = {value} may stop.", "{desired} − {lower} = {value}개가 멈춰도 됩니다.")
    stay = Text("That many must stay.", "남아 있어야 하는 수입니다.")
    slips = (
        Slip(desired - desired * minimum_percent // 100, _ROUNDS_UP, "minimum-healthy-rounds-down"),
        Slip(lower, stay),
    )
    steps = (
        _share(desired, minimum_percent),
        _UP.fill(value=lower),
        may.fill(desired=desired, lower=lower, value=value),
    )
    return Worked(value, steps, apart(value, *slips))


def _startable(desired: int, maximum_percent: int) -> Worked:
    upper, value = upper_bound(desired, maximum_percent), startable(desired, maximum_percent)
    may = Text("{upper} − {desired} = {value} may start.", "{upper} − {desired} = {value}개가 시작해도 됩니다.")
    together = Text("The maximum counts the old tasks too.", "상한에는 기존 태스크도 들어갑니다.")
    slips = (
        Slip(-(-desired * maximum_percent // 100) - desired, _ROUNDS_DOWN, "maximum-percent-rounds-up"),
        Slip(upper, together),
    )
    steps = (
        _share(desired, maximum_percent),
        _DOWN.fill(value=upper),
        may.fill(desired=desired, upper=upper, value=value),
    )
    return Worked(value, steps, apart(value, *slips))


def _stuck(desired: int, minimum_healthy_percent: int, maximum_percent: int) -> Worked:
    value = stuck(desired, minimum_healthy_percent, maximum_percent)
    steps = (
        Text("May stop: {n}.", "멈춰도 되는 태스크: {n}개.").fill(n=stoppable(desired, minimum_healthy_percent)),
        Text("May start: {n}.", "시작해도 되는 태스크: {n}개.").fill(n=startable(desired, maximum_percent)),
        Text("Neither, so nothing is ever replaced.", "둘 다 할 수 없으므로 배포가 진행되지 못합니다.")
        if value
        else Text("One of them is enough to go on.", "한쪽이라도 가능하면 배포는 진행됩니다."),
    )
    return Worked(value, steps)


def _threshold(desired: int, type: str, value: int) -> Worked:  # noqa: A002 (AWS's name)
    result = failure_threshold(desired, type, value)
    everything = Text("It does not wait for as many failures as tasks.", "태스크 수만큼 실패하기를 기다리지 않습니다.")
    slips = [Slip(desired, everything, "breaker-threshold-is-desired-count")]
    if type == "COUNT":
        steps = [Text("A COUNT is used as it is: {value}.", "COUNT는 그대로 씁니다: {value}개.").fill(value=value)]
    else:
        share = -(-desired * value // 100)
        steps = [_share(desired, value), _UP.fill(value=share)]
        rounded = Text("The percentage rounds up.", "백분율은 올림합니다.")
        slips.append(Slip(desired * value // 100, rounded))
        if type == "BOUNDED_PERCENT":
            steps.append(Text("Within 3 to 200: {n}.", "3개에서 200개 사이로 맞추면 {n}개입니다.").fill(n=result))
            slips.insert(0, Slip(share, Text("It stays within 3 to 200.", "3개에서 200개 사이를 벗어나지 않습니다.")))
    return Worked(result, tuple(steps), apart(result, *slips))


def _share(desired: int, percent: int) -> Text:
    return same(f"{desired} × {percent} / 100 = {desired * percent / 100:.10g}")


_COUNT: Final = Text("desired count", "원하는 태스크 수")
_DESIRED: Final = Input("desired", whole(0, 5000), _COUNT)
_ANY: Final = Input("desired", whole(1, 5000), _COUNT)
_LEAST: Final = Text("minimumHealthyPercent in percent", "minimumHealthyPercent(%)")
_MOST: Final = Input("maximum_percent", whole(100, 1000), Text("maximumPercent in percent", "maximumPercent(%)"))
_MINIMUM: Final = Input("minimum_percent", whole(0, 100), _LEAST)

MECHANISMS: Final = {
    "lower_bound": Mechanism(
        Text("Tasks that stay healthy", "정상으로 남아야 하는 태스크 수"), (_DESIRED, _MINIMUM), _lower, SOURCE
    ),
    "upper_bound": Mechanism(
        Text("Tasks that may run at once", "동시에 실행할 수 있는 태스크 수"), (_DESIRED, _MOST), _upper, SOURCE
    ),
    "stoppable": Mechanism(
        Text("Tasks that may stop first", "먼저 멈춰도 되는 태스크 수"), (_DESIRED, _MINIMUM), _stoppable, SOURCE
    ),
    "startable": Mechanism(
        Text("Tasks that may start first", "먼저 시작해도 되는 태스크 수"), (_DESIRED, _MOST), _startable, SOURCE
    ),
    "stuck": Mechanism(
        Text("Whether a deployment is stuck", "배포가 진행되지 못하는지 여부"),
        (_ANY, Input("minimum_healthy_percent", whole(0, 100), _LEAST), _MOST),
        _stuck,
        SOURCE,
    ),
    "failure_threshold": Mechanism(
        Text("Failures until the circuit breaker trips", "회로 차단기가 작동하는 실패 횟수"),
        (
            _DESIRED,
            Input("type", one_of(*THRESHOLDS), Text("type of the threshold", "임계값 유형"), THRESHOLDS[0]),
            Input("value", whole(1, 10_000), Text("value of the threshold", "임계값"), "50"),
        ),
        _threshold,
        BREAKER,
    ),
}
