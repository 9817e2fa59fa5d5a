"""Rolling updates of a Swarm service: how many waves, what a failure does, how long the end is watched.

Source: https://docs.docker.com/reference/cli/docker/service/update/ and, in moby/swarmkit,
manager/orchestrator/update/updater.go.
"""

import struct
from fractions import Fraction
from typing import Final

from orchestra_tutor.mechanism import (
    Input,
    Mechanism,
    Slip,
    Worked,
    apart,
    decimal,
    one_of,
    require_between,
    truth,
    whole,
)
from orchestra_tutor.text import Text

SOURCE: Final = "https://docs.docker.com/reference/cli/docker/service/update/"

ACTIONS: Final = ("pause", "continue", "rollback")
KEEP_GOING: Final = "keep-going"


def waves(replicas: int, parallelism: int) -> int:
    """How many times up to `parallelism` tasks are replaced at once; a parallelism of 0 replaces all at once.

    Waves simplify: each worker of the updater takes the next task when its own is done.
    """
    if replicas < 0 or parallelism < 0:
        raise ValueError("replicas, parallelism: at least 0")
    return -(-replicas // (parallelism or max(1, replicas)))


def final_watch(delay: int, monitor: int) -> int:
    """Seconds that the update goes on watching after its last task; longer than the delay in any case."""
    return delay + 1 if delay >= monitor else monitor


def is_exceeded(failed: int, tasks: int, max_failure_ratio: float) -> bool:
    """Whether more than `max_failure_ratio` of the tasks to update have failed; exactly as many are not too many.

    SwarmKit compares two float32 numbers.
    """
    if not 0 <= failed <= tasks or tasks == 0:
        raise ValueError("tasks: at least 1, failed: from 0 to tasks")
    return _float32(failed / tasks) > _float32(max_failure_ratio)


def reaction(
    failed: int, tasks: int, max_failure_ratio: float, failure_action: str, *, rolling_back: bool = False
) -> str:
    """What the update does after so many failures within the monitor time.

    It is `keep-going` up to the ratio. Beyond it: continue, paused, rollback_started or rollback_paused. A rollback is
    never rolled back.
    """
    if failure_action not in ACTIONS:
        raise ValueError(f"failure_action: one of {', '.join(ACTIONS)}")
    if not is_exceeded(failed, tasks, max_failure_ratio):
        return KEEP_GOING
    if failure_action == "continue":
        return "continue"
    if rolling_back:
        return "rollback_paused"
    return "rollback_started" if failure_action == "rollback" else "paused"


def tolerated(tasks: int, max_failure_ratio: float) -> int:
    """How many of the tasks may fail before the failure action is taken."""
    return sum(not is_exceeded(failed, tasks, max_failure_ratio) for failed in range(1, tasks + 1))


def _float32(number: float) -> float:
    return float(struct.unpack("f", struct.pack("f", number))[0])


def _waves(replicas: int, parallelism: int) -> Worked:
    value = waves(replicas, parallelism)
    if parallelism == 0:
        all_at_once = Text(
            "0 means no limit, so all at once: {value}.", "값 0의 뜻은 제한 없음이므로 한꺼번에: {value}회"
        )
        serial = Text("0 is not one at a time.", "0은 하나씩이라는 뜻이 아닙니다.")
        slips = apart(
            value,
            Slip(replicas, serial),
            Slip(0, Text("0 does not mean none.", "0은 업데이트하지 않는다는 뜻이 아닙니다.")),
        )
        return Worked(value, (all_at_once.fill(value=value),), slips)
    full, rest = divmod(replicas, parallelism)
    share = Text(
        "{replicas} / {parallelism} = {full}, remainder {rest}.", "{replicas} / {parallelism} = {full}, 나머지 {rest}"
    ).fill(replicas=replicas, parallelism=parallelism, full=full, rest=rest)
    up = Text("Rounded up: {value}.", "올림: {value}회").fill(value=value)
    down = Text("The remainder takes a wave of its own.", "나머지에도 한 번이 더 필요합니다.")
    more = Text("Nothing remains for another wave.", "나머지가 없으면 더 필요하지 않습니다.")
    serial = Text("Several are replaced at once.", "여러 개를 동시에 교체합니다.")
    slips = apart(value, Slip(full, down), Slip(full + 1, more), Slip(replicas, serial))
    return Worked(value, (share, up), slips)


def _final_watch(delay: int, monitor: int) -> Worked:
    value = final_watch(delay, monitor)
    if delay >= monitor:
        first = Text(
            "The delay is not shorter than the monitor time: {delay} ≥ {monitor}.",
            "지연이 모니터링 시간보다 짧지 않습니다: {delay} ≥ {monitor}",
        )
        then = Text(
            "So it watches 1 s longer than the delay: {value} s.", "그래서 지연보다 1초 더 지켜봅니다: {value}초"
        )
    else:
        first = Text(
            "The delay is shorter than the monitor time: {delay} < {monitor}.",
            "지연이 모니터링 시간보다 짧습니다: {delay} < {monitor}",
        )
        then = Text("So it watches for the monitor time: {value} s.", "그래서 모니터링 시간만큼 지켜봅니다: {value}초")
    told = tuple(step.fill(delay=delay, monitor=monitor, value=value) for step in (first, then))
    slips = (
        Slip(monitor, Text("It must be longer than the delay.", "지연보다 길어야 합니다.")),
        Slip(delay, Text("It watches for longer than the delay.", "지연보다 오래 지켜봅니다.")),
        Slip(delay + monitor, Text("The two do not add up.", "둘을 더하지 않습니다.")),
        Slip(0, Text("The last task is watched as well.", "마지막 태스크도 지켜봅니다.")),
    )
    return Worked(value, told, apart(value, *slips))


def _reaction(failed: int, tasks: int, max_failure_ratio: float, failure_action: str, rolling_back: bool) -> Worked:
    require_between("failed", failed, 0, tasks)
    exceeded = is_exceeded(failed, tasks, max_failure_ratio)
    value = reaction(failed, tasks, max_failure_ratio, failure_action, rolling_back=rolling_back)
    over = Text("more than", "초과") if exceeded else Text("not more than", "이하")
    share = Text(
        "{failed} of {tasks} tasks failed, which is {over} a ratio of {ratio}.",
        "태스크 {tasks}개 중 {failed}개 실패, 비율 {ratio} {over}",
    ).fill(failed=failed, tasks=tasks, over=over, ratio=f"{max_failure_ratio:.10g}")
    if not exceeded:
        step = Text("Only more than the ratio counts: {value}.", "비율을 넘어야만 조치합니다: {value}")
    elif value == "rollback_paused":
        step = Text("A failing rollback is paused: {value}.", "실패한 롤백은 일시 중지됩니다: {value}")
    else:
        step = Text("The failure action is {action}: {value}.", "실패 시 조치는 {action}: {value}")
    exact = Fraction(failed, tasks) > Fraction(repr(max_failure_ratio))
    return Worked(value, (share, step.fill(action=failure_action, value=value)), sound=exact is exceeded)


def _tolerated(tasks: int, max_failure_ratio: float) -> Worked:
    value, exact = tolerated(tasks, max_failure_ratio), Fraction(repr(max_failure_ratio)) * tasks
    product = Text(
        "The ratio allows {tasks} × {ratio} = {product} failures.",
        "비율이 허용하는 실패: {tasks} × {ratio} = {product}",
    ).fill(tasks=tasks, ratio=f"{max_failure_ratio:.10g}", product=f"{float(exact):.10g}")
    down = Text("Whole tasks that are not more than that: {value}.", "이를 넘지 않는 태스크 수: {value}개").fill(
        value=value
    )
    strict = Text("Exactly the ratio is not too many yet.", "정확히 그 비율이면 아직 넘은 것이 아닙니다.")
    up = Text("One more would be more than the ratio.", "하나 더 실패하면 비율을 넘습니다.")
    at_the_ratio = [Slip(value - 1, strict)] if value and exact == value else []
    slips = apart(value, *at_the_ratio, Slip(min(tasks, value + 1), up))
    return Worked(value, (product, down), slips, sound=min(int(exact), tasks) == value)


_TASKS: Final = Input("tasks", whole(1, 1000), Text("tasks to update", "업데이트할 태스크 수"))
_RATIO: Final = Input("max_failure_ratio", decimal(0, 1), Text("--update-max-failure-ratio", "최대 실패 비율"), "0")

MECHANISMS: Final = {
    "waves": Mechanism(
        Text("Waves of an update", "업데이트 진행 횟수"),
        (
            Input("replicas", whole(1, 10_000), Text("tasks to update", "업데이트할 태스크 수")),
            Input("parallelism", whole(0, 10_000), Text("tasks at once, 0 for all", "동시 교체 수(0은 전부)"), "1"),
        ),
        _waves,
        SOURCE,
    ),
    "final_watch": Mechanism(
        Text("Watch after the last task", "마지막 태스크 뒤의 관찰 시간"),
        (
            Input("delay", whole(0, 86_400), Text("--update-delay in seconds", "업데이트 지연(초)"), "0"),
            Input("monitor", whole(1, 86_400), Text("--update-monitor in seconds", "모니터링 시간(초)"), "5"),
        ),
        _final_watch,
        SOURCE,
        "s",
    ),
    "reaction": Mechanism(
        Text("What a failing update does", "실패한 업데이트의 동작"),
        (
            Input("failed", whole(0, 1000), Text("failures within the monitor time", "모니터링 중 실패한 태스크 수")),
            _TASKS,
            _RATIO,
            Input("failure_action", one_of(*ACTIONS), Text("--update-failure-action", "실패 시 조치"), "pause"),
            Input("rolling_back", truth(), Text("whether it is a rollback already", "이미 롤백 중인지"), "no"),
        ),
        _reaction,
        SOURCE,
    ),
    "tolerated": Mechanism(
        Text("Failures an update goes on with", "업데이트가 계속되는 실패 수"), (_TASKS, _RATIO), _tolerated, SOURCE
    ),
}
