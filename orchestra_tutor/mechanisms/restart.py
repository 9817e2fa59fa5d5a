"""The restart policy of a Swarm service: whether a task that ended is replaced, and after how long.

Source: https://docs.docker.com/reference/cli/docker/service/create/ (--restart-condition and its like) and, in
moby/swarmkit, manager/orchestrator/restart/restart.go and api/defaults/service.go.
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, one_of, truth, whole
from orchestra_tutor.text import Text

SOURCE: Final = "https://docs.docker.com/reference/cli/docker/service/create/"

CONDITIONS: Final = ("none", "on-failure", "any")
UNLIMITED: Final = 0  # attempts, unless the policy names a number
DELAY_SECONDS: Final = 5


def should_restart(
    condition: str, restarts: int = 0, max_attempts: int = UNLIMITED, *, succeeded: bool = False
) -> bool:
    """Whether a task that ended is replaced, after so many restarts in its slot. No window is set."""
    if condition not in CONDITIONS:
        raise ValueError(f"condition: one of {', '.join(CONDITIONS)}")
    if condition == "none" or (condition == "on-failure" and succeeded):
        return False
    return max_attempts == UNLIMITED or restarts < max_attempts


def delays(failures: int, delay: int) -> tuple[int, ...]:
    """The wait before each restart in seconds: always the same."""
    return (delay,) * failures


def starts(max_attempts: int) -> int:
    """How often a task that always fails is started in its slot, the first time included."""
    if max_attempts < 1:
        raise ValueError("max_attempts: at least 1, as 0 has no end")
    return 1 + max_attempts


def _should_restart(condition: str, succeeded: bool, restarts: int, max_attempts: int) -> Worked:
    value = should_restart(condition, restarts, max_attempts, succeeded=succeeded)
    ended = Text("without an error", "정상적으로") if succeeded else Text("with an error", "오류로")
    if not should_restart(condition, succeeded=succeeded):
        never = Text(
            "It ended {ended}, and the condition is {condition}: no restart.",
            "{ended} 끝났고 조건은 {condition}: 재시작하지 않음",
        )
        return Worked(value, (never.fill(ended=ended, condition=condition),))
    matches = Text(
        "It ended {ended}, which the condition {condition} covers.", "{ended} 끝났고 조건 {condition}에 해당합니다."
    ).fill(ended=ended, condition=condition)
    if max_attempts == UNLIMITED:
        limit = Text("Attempts are not limited: it restarts.", "횟수 제한이 없으므로 재시작합니다.")
    elif value:
        limit = Text("{restarts} < {most} attempts: it restarts.", "{restarts} < {most}회: 재시작함")
    else:
        limit = Text("All {most} attempts are used up: no restart.", "{most}회를 모두 썼음: 재시작하지 않음")
    return Worked(value, (matches, limit.fill(restarts=restarts, most=max_attempts)))


def _waited(failures: int, delay: int) -> Worked:
    value = sum(delays(failures, delay))
    constant = Text("The delay does not grow.", "대기 시간은 늘어나지 않습니다.")
    product = Text("In all: {failures} × {delay} = {value} s.", "모두: {failures} × {delay} = {value}초").fill(
        failures=failures, delay=delay, value=value
    )
    doubled = Text("Only Kubernetes doubles it.", "두 배씩 늘리는 것은 쿠버네티스입니다.")
    at_once = Text("The first restart waits as well.", "첫 재시작도 기다립니다.")
    slips = (
        Slip(delay * (2**failures - 1), doubled),
        Slip(delay * (failures - 1), at_once),
        Slip(delay, Text("That is one wait alone.", "한 번만 센 값입니다.")),
    )
    return Worked(value, (constant, product), apart(value, *slips))


def _starts(max_attempts: int) -> Worked:
    value = starts(max_attempts)
    step = Text("The first start and the restarts: 1 + {most} = {value}.", "첫 시작과 재시작: 1 + {most} = {value}회")
    first = Text("The first start is no restart.", "첫 시작은 재시작으로 세지 않습니다.")
    return Worked(value, (step.fill(most=max_attempts, value=value),), (Slip(max_attempts, first),))


MECHANISMS: Final = {
    "should_restart": Mechanism(
        Text("Whether a task is restarted", "태스크를 재시작하는지"),
        (
            Input("condition", one_of(*CONDITIONS), Text("--restart-condition", "재시작 조건"), "any"),
            Input("succeeded", truth(), Text("whether it ended with code 0", "종료 코드가 0인지")),
            Input("restarts", whole(0, 1000), Text("restarts of its slot so far", "그 슬롯의 재시작 횟수"), "0"),
            Input("max_attempts", whole(0, 1000), Text("--restart-max-attempts", "최대 재시작 횟수(0은 무제한)"), "0"),
        ),
        _should_restart,
        SOURCE,
    ),
    "waited": Mechanism(
        Text("All waits of a failing task", "실패하는 태스크의 대기 시간 합계"),
        (
            Input("failures", whole(1, 20), Text("failures, each with a restart", "재시작으로 이어진 실패 횟수")),
            Input(
                "delay",
                whole(0, 3600),
                Text("--restart-delay in seconds", "재시작 지연(초)"),
                str(DELAY_SECONDS),
            ),
        ),
        _waited,
        SOURCE,
        "s",
    ),
    "starts": Mechanism(
        Text("Starts of a task that always fails", "항상 실패하는 태스크의 시작 횟수"),
        (Input("max_attempts", whole(1, 1000), Text("--restart-max-attempts", "최대 재시작 횟수")),),
        _starts,
        SOURCE,
    ),
}
