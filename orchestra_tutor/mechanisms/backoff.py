"""The waits of the kubelet before it tries again: a crashing container, an image that cannot be pulled.

Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy and, in kubernetes/kubernetes,
pkg/kubelet/kubelet.go (newCrashLoopBackOff) and client-go/util/flowcontrol/backoff.go.
"""

from itertools import accumulate
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, whole
from orchestra_tutor.text import Text, same

SOURCE: Final = "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy"

# A node may have another maximum for its containers; the reset stays at 10 minutes.
DEFAULTS: Final = {
    "crash_loop": {"initial_seconds": 10, "max_seconds": 300, "reset_after_seconds": 600},
    "image_pull": {"initial_seconds": 10, "max_seconds": 300},
}


def nth_delay(nth: int, initial: int, most: int) -> int:
    """The `nth` delay in seconds, from 1: twice the one before, and never above `most`, not even the first."""
    if nth < 1:
        raise ValueError("nth: at least 1")
    return min(_doubled(nth, initial), most)


def delays(count: int, initial: int, most: int) -> tuple[int, ...]:
    """The first `count` delays in seconds."""
    return tuple(nth_delay(nth, initial, most) for nth in range(1, count + 1))


def elapsed(waits: tuple[int, ...]) -> tuple[int, ...]:
    """The seconds waited in all, after each of the `waits`."""
    return tuple(accumulate(waits))


def waits_before_restarts(restarts: int, initial: int, most: int) -> tuple[int, ...]:
    """The wait in seconds before each restart: a container that crashes for the first time is restarted at once."""
    return (0, *delays(restarts - 1, initial, most)) if restarts else ()


def is_reset(seconds: float, reset_after: float) -> bool:
    """Whether the next delay is the initial one again, `seconds` after the last; exactly at the limit it doubles."""
    return seconds > reset_after


def _doubled(nth: int, initial: int) -> int:
    return initial << (nth - 1)


UNCAPPED: Final = Text("The delay is capped.", "대기 시간에는 상한이 있습니다.")
EARLY: Final = Text("One doubling too few.", "두 배로 늘린 횟수가 하나 모자랍니다.")
LATE: Final = Text("One doubling too many.", "두 배로 늘린 횟수가 하나 많습니다.")
LINEAR: Final = Text("It doubles; it does not grow by the same amount.", "같은 만큼이 아니라 두 배씩 늘어납니다.")
AT_ONCE: Final = Text("The first restart does not wait.", "첫 재시작은 기다리지 않습니다.")


def _nth_delay(nth: int, initial: int, most: int) -> Worked:
    value = nth_delay(nth, initial, most)
    steps = _steps(nth, initial, most)
    return Worked(
        value, steps, apart(value, *_slips(nth, initial, most), Slip(nth_delay(nth + 1, initial, most), LATE))
    )


def _wait(restart: int, initial: int, most: int) -> Worked:
    value = waits_before_restarts(restart, initial, most)[-1]
    if restart == 1:
        at_once = Text("The first restart comes at once: {value} s.", "첫 재시작은 바로 이루어지므로 {value}초입니다.")
        return Worked(value, (at_once.fill(value=value),), (Slip(nth_delay(1, initial, most), AT_ONCE),))
    which = Text(
        "Restart 1 does not wait, so restart {restart} has delay {nth}.",
        "재시작 1회차는 기다리지 않으므로 {restart}회차에는 {nth}번째 대기가 적용됩니다.",
    )
    steps = (which.fill(restart=restart, nth=restart - 1), *_steps(restart - 1, initial, most))
    slips = (Slip(nth_delay(restart, initial, most), AT_ONCE), *_slips(restart - 1, initial, most))
    return Worked(value, steps, apart(value, *slips))


def _waited(restarts: int, initial: int, most: int) -> Worked:
    waits = waits_before_restarts(restarts, initial, most)
    value = sum(waits)
    series = same(" + ".join(map(str, waits)))
    each = Text("The waits, from the first restart on: {series} s.", "첫 재시작부터의 대기: {series}초.")
    total = Text("In all: {value} s.", "모두 더하면 {value}초입니다.")
    slips = (
        Slip(sum(delays(restarts, initial, most)), AT_ONCE),
        Slip(sum(_doubled(nth, initial) for nth in range(1, restarts)), UNCAPPED),
        Slip(waits[-1], Text("That is the last wait alone.", "마지막 대기만 센 값입니다.")),
    )
    return Worked(value, (each.fill(series=series), total.fill(value=value)), apart(value, *slips))


def _steps(nth: int, initial: int, most: int) -> tuple[Text, Text]:
    value, free = nth_delay(nth, initial, most), _doubled(nth, initial)
    power = Text(
        "Doublings: {times}, so {initial} × 2^{times} = {free}.",
        "{times}번 두 배로 늘리면 {initial} × 2^{times} = {free}입니다.",
    )
    cap = Text("At most {most} s, so {value} s.", "최대 {most}초이므로 {value}초입니다.")
    return power.fill(times=nth - 1, initial=initial, free=free), cap.fill(most=most, value=value)


def _slips(nth: int, initial: int, most: int) -> tuple[Slip, ...]:
    return (
        Slip(_doubled(nth, initial), UNCAPPED),
        Slip(min(initial * nth, most), LINEAR, "crash-backoff-is-linear"),
        Slip(nth_delay(max(1, nth - 1), initial, most), EARLY),
    )


_DEFAULT: Final = DEFAULTS["crash_loop"]
_SERIES: Final = (
    Input(
        "initial", whole(1, 3600), Text("first delay in seconds", "첫 대기 시간(초)"), str(_DEFAULT["initial_seconds"])
    ),
    Input("most", whole(1, 3600), Text("longest delay in seconds", "최대 대기 시간(초)"), str(_DEFAULT["max_seconds"])),
)

MECHANISMS: Final = {
    "nth_delay": Mechanism(
        Text("A delay of CrashLoopBackOff", "CrashLoopBackOff의 대기 시간"),
        (Input("nth", whole(1, 20), Text("which delay, from 1", "몇 번째 대기인지")), *_SERIES),
        _nth_delay,
        SOURCE,
        "s",
    ),
    "wait_before_restart": Mechanism(
        Text("The wait before a restart", "재시작 전 대기 시간"),
        (Input("restart", whole(1, 20), Text("which restart, from 1", "몇 번째 재시작인지")), *_SERIES),
        _wait,
        SOURCE,
        "s",
    ),
    "waited": Mechanism(
        Text("All waits up to a restart", "재시작까지의 대기 시간 합계"),
        (Input("restarts", whole(1, 20), Text("restarts", "재시작 횟수")), *_SERIES),
        _waited,
        SOURCE,
        "s",
    ),
}
