"""Swarm mode: the defaults of a service and of a cluster, when a node is down, and how large a secret may be.

Source: https://docs.docker.com/reference/cli/docker/service/create/,
https://docs.docker.com/reference/cli/docker/swarm/init/ and, in moby/swarmkit, api/defaults/service.go,
manager/dispatcher (dispatcher.go, period.go), api/validation/secrets.go and manager/controlapi/config.go.
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, decimal, one_of, whole
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://docs.docker.com/engine/swarm/secrets/"
NODES: Final = "https://docs.docker.com/engine/swarm/how-swarm-mode-works/nodes/"

SERVICE: Final = {
    "mode": "replicated",
    "replicas": 1,
    "update_parallelism": 1,
    "update_delay_s": 0,
    "update_failure_action": "pause",
    "update_monitor_s": 5,
    "update_max_failure_ratio": 0.0,
    "update_order": "stop-first",
    "rollback_parallelism": 1,
    "rollback_failure_action": "pause",
    "rollback_monitor_s": 5,
    "rollback_max_failure_ratio": 0.0,
    "rollback_order": "stop-first",
    "restart_condition": "any",
    "restart_delay_s": 5,
    "restart_max_attempts": "unlimited",
    "stop_grace_period_s": 10,
    "endpoint_mode": "vip",
}
HEARTBEAT_SECONDS: Final = 5
HEARTBEAT_SPREAD: Final = 0.5  # a heartbeat comes up to so many seconds earlier or later
MISSED_PERIODS: Final = 3
CLUSTER: Final = {
    "listen": "0.0.0.0:2377",
    "data_path_port": 4789,
    "dispatcher_heartbeat_s": HEARTBEAT_SECONDS,
    "cert_expiry_hours": 2160,
    "min_cert_expiry_hours": 1,
    "task_history_limit": 5,
    "snapshot_interval": 10_000,
    "max_snapshots": 0,
    "default_address_pool": "10.0.0.0/8",
    "subnet_mask_length": 24,
    "autolock": False,
}
# Bytes; a payload must be smaller. The documentation has 500 KB for configs too, the code does not.
SIZES: Final = {"secret": 500 * 1024, "config": 1000 * 1024}


@dataclass(frozen=True, slots=True)
class Down:
    """Seconds after its last heartbeat in which a node is marked Down."""

    earliest: float
    latest: float


def down(
    heartbeat: float = HEARTBEAT_SECONDS,
    spread: float = HEARTBEAT_SPREAD,
    missed: int = MISSED_PERIODS,
) -> Down:
    """When a silent node is Down: after so many periods, each the `heartbeat` ± the `spread`, in seconds."""
    if not 0 <= spread <= heartbeat:
        raise ValueError("spread: from 0 to the heartbeat")
    return Down(round(missed * (heartbeat - spread), 9), round(missed * (heartbeat + spread), 9))


def accepts(kind: str, size: int) -> bool:
    """Whether a secret or a config may have so many bytes."""
    return 0 < size < SIZES[kind]


def _down(heartbeat: int, spread: float, missed: int) -> Worked:
    value = down(heartbeat, spread, missed).latest
    longest = f"{round(heartbeat + spread, 9):.12g}"
    steps = (
        Text(
            "The longest period is {heartbeat} + {spread} = {longest} s.",
            "가장 긴 주기: {heartbeat} + {spread} = {longest}초",
        ),
        Text(
            "After {missed} of them: {missed} × {longest} = {value} s.",
            "{missed}주기 뒤: {missed} × {longest} = {value}초",
        ),
    )
    told = tuple(
        step.fill(heartbeat=heartbeat, spread=f"{spread:.12g}", longest=longest, missed=missed, value=f"{value:.12g}")
        for step in steps
    )
    slips = (
        Slip(
            missed * heartbeat,
            Text("A period may be longer than the heartbeat.", "주기는 하트비트보다 길 수 있습니다."),
        ),
        Slip(
            heartbeat + spread,
            Text("One missed heartbeat is not enough.", "하트비트를 한 번 놓친 것으로는 부족합니다."),
        ),
        Slip(down(heartbeat, spread, missed).earliest, Text("That is the earliest moment.", "가장 이른 시점입니다.")),
    )
    return Worked(value, told, apart(value, *slips))


def _accepts(kind: str, size: int) -> Worked:
    value, limit = accepts(kind, size), SIZES[kind]
    most = Text("The limit of a {kind}: {kib} × 1024 = {limit} bytes.", "{kind}의 한도: {kib} × 1024 = {limit}바이트")
    if value:
        verdict = Text("{size} < {limit}: accepted.", "{size} < {limit}: 허용")
    elif size:
        verdict = Text("{size} ≥ {limit}: refused.", "{size} ≥ {limit}: 거부")
    else:
        verdict = Text("{size} bytes are nothing: refused.", "{size}바이트는 비어 있는 것: 거부")
    given = {"kind": kind, "kib": limit // 1024, "limit": limit, "size": size}
    return Worked(value, tuple(step.fill(**given) for step in (most, verdict)))


MECHANISMS: Final = {
    "down": Mechanism(
        Text("Longest time until a node is Down", "노드가 Down이 되기까지의 최대 시간"),
        (
            Input(
                "heartbeat",
                whole(1, 3600),
                Text("--dispatcher-heartbeat in seconds", "하트비트 주기(초)"),
                str(HEARTBEAT_SECONDS),
            ),
            Input(
                "spread", decimal(0, 1), Text("seconds by which it varies", "주기의 변동 폭(초)"), str(HEARTBEAT_SPREAD)
            ),
            Input("missed", whole(1, 10), Text("periods that may pass", "기다리는 주기 수"), str(MISSED_PERIODS)),
        ),
        _down,
        NODES,
        "s",
    ),
    "accepts": Mechanism(
        Text("Whether a secret or config is small enough", "시크릿이나 컨피그의 크기가 허용되는지"),
        (
            Input("kind", one_of(*SIZES), Text("secret or config", "시크릿 또는 컨피그")),
            Input("size", whole(0, 10**9), Text("size in bytes", "크기(바이트)")),
        ),
        _accepts,
        SOURCE,
    ),
}
