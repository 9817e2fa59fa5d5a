"""HEALTHCHECK of Docker: its defaults, and how long a container can hang before it is unhealthy.

Source: https://docs.docker.com/reference/dockerfile/#healthcheck and, in moby/moby, daemon/health.go.
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, whole
from orchestra_tutor.text import Text

SOURCE: Final = "https://docs.docker.com/reference/dockerfile/#healthcheck"

DEFAULTS: Final = {"interval_s": 30, "timeout_s": 30, "start_period_s": 0, "start_interval_s": 5, "retries": 3}


def slowest_detection(interval: int, timeout: int, retries: int) -> int:
    """Seconds until a container that hangs just after a check is unhealthy.

    The next check begins an interval after the last one has ended, so each failure takes the interval and the timeout.
    """
    return retries * (interval + timeout)


def _slowest_detection(interval: int, timeout: int, retries: int) -> Worked:
    value = slowest_detection(interval, timeout, retries)
    steps = (
        Text(
            "A failing check: {interval} s of interval + {timeout} s of timeout = {each} s.",
            "실패하는 검사 한 번: 간격 {interval}초 + 제한 시간 {timeout}초 = {each}초",
        ),
        Text("{retries} in a row: {retries} × {each} = {value} s.", "{retries}회 연속: {retries} × {each} = {value}초"),
    )
    told = tuple(
        step.fill(interval=interval, timeout=timeout, each=interval + timeout, retries=retries, value=value)
        for step in steps
    )
    timeless = Text("A check that hangs lasts until its timeout.", "멈춘 검사는 제한 시간까지 기다립니다.")
    overlapping = Text("The interval begins when a check has ended.", "간격은 검사가 끝난 뒤부터 셉니다.")
    slips = (
        Slip(retries * interval, timeless),
        Slip(retries * max(interval, timeout) + timeout, overlapping),
        Slip(interval + timeout, Text("One failure is not enough.", "한 번의 실패로는 부족합니다.")),
    )
    return Worked(value, told, apart(value, *slips))


def _seconds(name: str, what: Text) -> Input:
    return Input(name, whole(1, 3600), what, str(DEFAULTS[f"{name}_s"]))


MECHANISMS: Final = {
    "slowest_detection": Mechanism(
        Text("Longest time until a hang is found", "멈춤을 감지하기까지의 최대 시간"),
        (
            _seconds("interval", Text("--interval in seconds", "검사 간격(초)")),
            _seconds("timeout", Text("--timeout in seconds", "제한 시간(초)")),
            Input("retries", whole(1, 100), Text("--retries", "연속 실패 횟수(retries)"), str(DEFAULTS["retries"])),
        ),
        _slowest_detection,
        SOURCE,
        "s",
    ),
}
