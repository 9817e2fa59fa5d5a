"""When the kubelet probes a container, and what it makes of the results.

Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/ and, in
kubernetes/kubernetes, pkg/kubelet/prober/worker.go and pkg/apis/core/v1/defaults.go (SetDefaults_Probe).
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, one_of, whole
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

SOURCE: Final = (
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/"
    "#configure-probes"
)

DEFAULTS: Final = {
    "initial_delay_seconds": 0,
    "period_seconds": 10,
    "timeout_seconds": 1,
    "success_threshold": 1,
    "failure_threshold": 3,
}
# What counts until the first threshold is reached: a container is taken as alive, but not as ready.
INITIAL: Final = {"liveness": "Success", "readiness": "Failure", "startup": "Unknown"}


@dataclass(frozen=True, slots=True)
class Detection:
    """Seconds: when the first failing probe starts, when the last has failed, and how long that is after the hang."""

    first_failure: int
    decided_at: int
    after_hang: int


def startup_budget(period: int, failure_threshold: int, initial_delay: int = 0) -> int:
    """Seconds that a container has for its start, as the documentation counts: failures by period, after the delay."""
    return initial_delay + failure_threshold * period


def detection(
    hangs_at: int, period: int, failure_threshold: int, timeout: int, *, started_at: int = 0, initial_delay: int = 0
) -> Detection:
    """When a container that hangs at second `hangs_at` has failed often enough.

    Probes are taken to run exactly at the initial delay and every period after it; the kubelet's own clock is not so
    tidy. Each waits for its timeout, and the next does not start before it.
    """
    first = started_at + initial_delay
    failing = first + max(0, -(-(hangs_at - first) // period)) * period
    decided = failing + (failure_threshold - 1) * max(period, timeout) + timeout
    return Detection(failing, decided, decided - hangs_at)


def slowest_detection(period: int, failure_threshold: int, timeout: int) -> int:
    """Seconds until that decision when the container hangs just after a probe has succeeded."""
    return period + (failure_threshold - 1) * max(period, timeout) + timeout


def states(results: str, success_threshold: int, failure_threshold: int, initial: str) -> tuple[str, ...]:
    """What the probe says after each of the `results`, S or F: it changes once enough of them in a row are alike."""
    state, run, said = initial, 0, []
    for n, result in enumerate(results):
        run = run + 1 if n and results[n - 1] == result else 1
        if run >= (success_threshold if result == "S" else failure_threshold):
            state = "Success" if result == "S" else "Failure"
        said.append(state)
    return tuple(said)


def runs(kind: str, *, started: bool) -> bool:
    """Whether a probe of that kind runs: until the container has started only the startup probe, then only the others.

    A container without a startup probe has started at once.
    """
    if kind not in INITIAL:
        raise ValueError(f"kind: one of {', '.join(INITIAL)}")
    return (kind == "startup") != started


EARLY: Final = Text("One period too few.", "주기 하나가 모자랍니다.")
TIMELESS: Final = Text("The last probe waits for its timeout, too.", "마지막 프로브도 제한 시간까지 기다립니다.")
LATER: Final = Text("The probes start later.", "프로브는 더 늦게 시작합니다.")
ONE_FAILURE: Final = Text("One failure is not enough.", "한 번의 실패로는 부족합니다.")


def _startup_budget(failure_threshold: int, period: int, initial_delay: int) -> Worked:
    value = startup_budget(period, failure_threshold, initial_delay)
    tries = Text(
        "One try every {period} s, of which {failures} may fail: {failures} × {period} = {product} s.",
        "{period}초마다 한 번씩 {failures}번 실패하면 {failures} × {period} = {product}초입니다.",
    ).fill(failures=failure_threshold, period=period, product=failure_threshold * period)
    wait = Text("After the first {delay} s: {value} s in all.", "처음 {delay}초를 더하면 모두 {value}초입니다.")
    steps = (tries, wait.fill(delay=initial_delay, value=value)) if initial_delay else (tries,)
    slips = (
        Slip(value - period, EARLY),
        Slip(period + initial_delay, ONE_FAILURE),
        Slip(failure_threshold * period, LATER),
    )
    return Worked(value, steps, apart(value, *slips))


def _detection(hangs_at: int, period: int, failure_threshold: int, timeout: int, initial_delay: int) -> Worked:
    found = detection(hangs_at, period, failure_threshold, timeout, initial_delay=initial_delay)
    first, decided, value = found.first_failure, found.decided_at, found.after_hang
    names = {"first": first, "n": failure_threshold, "last": decided - timeout, "timeout": timeout, "value": value}
    steps = (
        Text(
            "The first probe that fails starts at {first} s, failure {n} at {last} s.",
            "실패하는 첫 프로브는 {first}초에, {n}번째 실패는 {last}초에 시작합니다.",
        ),
        Text(
            "It times out: {last} + {timeout} = {decided} s.",
            "제한 시간이 지나면 {last} + {timeout} = {decided}초입니다.",
        ),
        Text("Since the hang: {decided} − {hangs} = {value} s.", "멈춘 뒤로 {decided} − {hangs} = {value}초입니다."),
    )
    slips = (
        Slip(value - timeout, TIMELESS),
        Slip(
            failure_threshold * period,
            LATER
            if hangs_at < initial_delay
            else Text("The hang does not start with a period.", "주기가 시작될 때 멈춘 것이 아닙니다."),
        ),
        Slip(first + timeout - hangs_at, ONE_FAILURE),
        Slip(decided, Text("Count from the hang.", "멈춘 때부터 셉니다.")),
        Slip(
            first + failure_threshold * period - hangs_at,
            Text("The first failure opens the count; no period comes before it.", "첫 실패 앞에는 주기가 없습니다."),
        ),
    )
    told = tuple(step.fill(**names, decided=decided, hangs=hangs_at) for step in steps)
    return Worked(value, told, apart(value, *slips))


def _slowest(period: int, failure_threshold: int, timeout: int) -> Worked:
    value = slowest_detection(period, failure_threshold, timeout)
    between = max(period, timeout)
    steps = (
        Text(
            "It hangs just after a probe, so the next one starts {period} s later.",
            "프로브 직후에 멈추면 다음 프로브는 {period}초 뒤에 시작합니다.",
        ).fill(period=period),
        Text(
            "Failures after it: {more}, {between} s apart: {more} × {between} = {rest} s.",
            "{between}초 간격으로 {more}번 더 실패하면 {more} × {between} = {rest}초입니다.",
        ).fill(more=failure_threshold - 1, between=between, rest=(failure_threshold - 1) * between),
        Text(
            "With the last timeout: {period} + {rest} + {timeout} = {value} s.",
            "마지막 제한 시간까지 {period} + {rest} + {timeout} = {value}초입니다.",
        ).fill(period=period, rest=(failure_threshold - 1) * between, timeout=timeout, value=value),
    )
    slips = (
        Slip(value - timeout, TIMELESS),
        Slip(value - period, EARLY),
        Slip(period + timeout, ONE_FAILURE),
    )
    return Worked(value, steps, apart(value, *slips))


def _state(kind: str, results: str, success_threshold: int, failure_threshold: int) -> Worked:
    initial = INITIAL[kind]
    said = states(results, success_threshold, failure_threshold, initial)
    begins = Text("Before the first result: {initial}.", "첫 결과가 나오기 전: {initial}")
    needs = Text(
        "It takes {n} S in a row, or {m} F in a row, to change it.", "S가 {n}번 이어지거나 F가 {m}번 이어져야 바뀝니다."
    )
    each = Text("After each result: {said}.", "결과마다: {said}")
    steps = (
        begins.fill(initial=initial),
        needs.fill(n=success_threshold, m=failure_threshold),
        each.fill(said=", ".join(said)),
    )
    return Worked(said[-1], steps)


def _results(text: str) -> str:
    if not 1 <= len(text) <= 20 or set(text.upper()) - set("SF"):
        raise ValueError(text)
    return text.upper()


def _seconds(field: str, name: str, what: Text, least: int = 1) -> Input:
    return Input(name, whole(least, 3600), what, str(DEFAULTS[field]))


_PERIOD: Final = _seconds("period_seconds", "period", Text("periodSeconds", "주기(periodSeconds)"))
_TIMEOUT: Final = _seconds("timeout_seconds", "timeout", Text("timeoutSeconds", "제한 시간(timeoutSeconds)"))
_DELAY: Final = _seconds(
    "initial_delay_seconds", "initial_delay", Text("initialDelaySeconds", "초기 지연(initialDelaySeconds)"), 0
)
_FAILURES: Final = Input(
    "failure_threshold",
    whole(1, 100),
    Text("failureThreshold", "실패 임계값(failureThreshold)"),
    str(DEFAULTS["failure_threshold"]),
)
_SUCCESSES: Final = Input(
    "success_threshold",
    whole(1, 100),
    Text("successThreshold", "성공 임계값(successThreshold)"),
    str(DEFAULTS["success_threshold"]),
)
_RESULTS: Final = Reader(_results, Text("a series of S and F, such as SSF", "SSF처럼 S와 F로 쓴 결과"))

MECHANISMS: Final = {
    "startup_budget": Mechanism(
        Text("Time for the start", "시작에 허용되는 시간"), (_FAILURES, _PERIOD, _DELAY), _startup_budget, SOURCE, "s"
    ),
    "detection": Mechanism(
        Text("Time until a hang is found", "멈춤을 감지하기까지의 시간"),
        (
            Input(
                "hangs_at",
                whole(0, 86400),
                Text("seconds from the start to the hang", "시작부터 멈출 때까지의 시간(초)"),
            ),
            _PERIOD,
            _FAILURES,
            _TIMEOUT,
            _DELAY,
        ),
        _detection,
        SOURCE,
        "s",
    ),
    "slowest_detection": Mechanism(
        Text("Longest time until a hang is found", "멈춤을 감지하기까지의 최대 시간"),
        (_PERIOD, _FAILURES, _TIMEOUT),
        _slowest,
        SOURCE,
        "s",
    ),
    "state": Mechanism(
        Text("What a probe says after some results", "결과가 이어진 뒤 프로브의 상태"),
        (
            Input("kind", one_of(*INITIAL), Text("kind of probe", "프로브 종류")),
            Input("results", _RESULTS, Text("results in order", "차례대로 나온 결과")),
            _SUCCESSES,
            _FAILURES,
        ),
        _state,
        SOURCE,
    ),
}
