"""Deployments that shift traffic step by step: canary and linear, and when a rolling one may end early.

Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html,
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CanaryConfiguration.html and
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentEarlySuccessCriteria.html.
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, whole
from orchestra_tutor.text import Text, same

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinearConfiguration.html"

DEFAULTS: Final = {
    "canaryPercent": 5.0,
    "canaryBakeTimeInMinutes": 10,
    "stepPercent": 10.0,
    "stepBakeTimeInMinutes": 6,
}
MINUTES: Final = (0, 1440)
LIMITS: Final = {
    "canaryPercent": (0.1, 100.0),
    "canaryBakeTimeInMinutes": MINUTES,
    "stepPercent": (3.0, 100.0),
    "stepBakeTimeInMinutes": MINUTES,
}


def allows(parameter: str, value: float) -> bool:
    """Whether a parameter may have this value: within its limits, percentages in tenths and minutes whole."""
    least, most = LIMITS[parameter]
    return least <= value <= most and value == round(value, 1 if parameter.endswith("Percent") else 0)


def steps(step_percent: float) -> int:
    """How many shifts of `step_percent` it takes to all traffic; the last one takes what is left."""
    _check("stepPercent", step_percent)
    return -(-1000 // round(step_percent * 10))  # in tenths of a percent, which are whole


def bake_minutes(step_percent: float, step_bake_time: int) -> int:
    """Minutes of waiting between the shifts; after the last one the step's bake time does not apply."""
    _check("stepBakeTimeInMinutes", step_bake_time)
    return (steps(step_percent) - 1) * step_bake_time


def may_end_early(healthy_percent: int, minimum_healthy_percent: int) -> bool:
    """Whether `healthy_percent` may be the early success criterion: 0 to 100, not below minimumHealthyPercent."""
    return max(0, minimum_healthy_percent) <= healthy_percent <= 100


def _check(parameter: str, value: float) -> None:
    if not allows(parameter, value):
        raise ValueError("{}: {} to {}".format(parameter, *LIMITS[parameter]))


def _steps(step_percent: float) -> Worked:
    value = steps(step_percent)
    share = same(f"100 / {step_percent:g} = {100 / step_percent:.4g}")
    up = Text("The last step takes what is left: {n}.", "마지막 단계가 나머지를 옮깁니다: {n}단계.").fill(n=value)
    down = Text("That leaves traffic on the old revision.", "그러면 트래픽 일부가 이전 개정에 남습니다.")
    first = Text("The shift to 100% is a step too.", "100%로 옮기는 것도 한 단계입니다.")
    slips = apart(value, Slip(int(100 / step_percent), down), Slip(value - 1, first))
    return Worked(value, (share, up), slips)


def _bake(step_percent: float, step_bake_time: int) -> Worked:
    count, value = steps(step_percent), bake_minutes(step_percent, step_bake_time)
    shifts = Text("Shifts of {percent:g}%: {n}.", "{percent:g}%씩 옮기는 단계: {n}단계.").fill(
        percent=step_percent, n=count
    )
    waits = Text("No wait after the last: {n} − 1 = {waits}.", "마지막 뒤에는 기다리지 않습니다: {n} − 1 = {waits}번.")
    minutes = Text("{waits} × {bake} = {value} minutes.", "{waits} × {bake} = {value}분.")
    names = {"n": count, "waits": count - 1, "bake": step_bake_time, "value": value}
    last = Text("After 100% there is no wait for a step.", "100%가 된 뒤에는 단계 대기가 없습니다.")
    down = Text(
        "The last step takes what is left; it is waited for too.", "나머지를 옮기는 마지막 단계까지 기다립니다."
    )
    once = Text("It waits after each shift, not once.", "한 번이 아니라 옮길 때마다 기다립니다.")
    early = (int(100 / step_percent) - 1) * step_bake_time
    slips = apart(value, Slip(count * step_bake_time, last), Slip(early, down), Slip(step_bake_time, once))
    return Worked(value, (shifts, waits.fill(**names), minutes.fill(**names)), slips)


def _percent(text: str) -> float:
    _check("stepPercent", float(text))
    return float(text)


_STEP: Final = Input(
    "step_percent",
    Reader(_percent, Text("a percentage from 3 to 100, in tenths", "3부터 100까지 0.1 단위의 백분율")),
    Text("stepPercent in percent", "stepPercent(%)"),
    str(DEFAULTS["stepPercent"]),
)
_BAKE: Final = Input(
    "step_bake_time",
    whole(*MINUTES),
    Text("stepBakeTimeInMinutes", "stepBakeTimeInMinutes(분)"),
    str(DEFAULTS["stepBakeTimeInMinutes"]),
)

MECHANISMS: Final = {
    "steps": Mechanism(Text("Steps of a linear deployment", "선형 배포의 단계 수"), (_STEP,), _steps, SOURCE),
    "bake_minutes": Mechanism(
        Text("Waiting in a linear deployment", "선형 배포의 대기 시간"), (_STEP, _BAKE), _bake, SOURCE, "min"
    ),
}
