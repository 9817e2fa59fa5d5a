"""Managed scaling of an ECS capacity provider: the metric it follows, its targets, and what scale-in spares.

Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html,
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html and, for the two cases
without running instances, the AWS article "Deep dive on Amazon ECS cluster auto scaling".
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, whole
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html"

DEFAULTS: Final = {
    "target_capacity": 100,  # percent
    "scale_in_datapoints": 15,
    "scale_in_period_minutes": 1,
    "draining_hours": 48,  # the longest that an instance stays DRAINING
}
TRIGGERS_SCALING: Final = {"launchType": False, "capacityProviderStrategy": True}


def reservation(needed: int, running: int) -> float:
    """CapacityProviderReservation in percent: instances needed / instances running x 100.

    Without a running instance it is 100 where none is needed and 200 where any is.
    """
    if needed < 0 or running < 0:
        raise ValueError("needed, running: at least 0")
    if running == 0:
        return 200.0 if needed else 100.0
    return 100.0 * needed / running


def direction(reservation: float, target_capacity: int = DEFAULTS["target_capacity"]) -> str:
    """Where the group goes: scale_out above the target, scale_in below it, no_change at it. Both in percent."""
    if reservation == target_capacity:
        return "no_change"
    return "scale_out" if reservation > target_capacity else "scale_in"


def steady_instances(needed: int, target_capacity: int = DEFAULTS["target_capacity"]) -> int:
    """How many instances bring the metric back to `target_capacity` percent, or as close below it as whole ones do."""
    if needed < 0 or not 1 <= target_capacity <= 100:
        raise ValueError("needed: at least 0, target_capacity: 1 to 100")
    return -(-needed * 100 // target_capacity)


def triggers_scaling(started_with: str, cluster_full: bool) -> bool:
    """Whether a task that is started with a launchType or a capacityProviderStrategy makes the group scale out."""
    if started_with not in TRIGGERS_SCALING:
        raise ValueError(f"started_with: one of {', '.join(TRIGGERS_SCALING)}")
    return TRIGGERS_SCALING[started_with] and cluster_full


def scale_in_delay(period_minutes: int = DEFAULTS["scale_in_period_minutes"]) -> int:
    """Minutes below the target before the group scales in."""
    return DEFAULTS["scale_in_datapoints"] * period_minutes


@dataclass(frozen=True, slots=True)
class ScaleIn:
    """What scale-in does to an instance with tasks: whether it is spared, and whether it drains before it ends."""

    protected: bool
    drains: bool


def scale_in(
    termination_protection: bool, managed_draining: bool, managed_scaling: bool = True, instance_protection: bool = True
) -> ScaleIn:
    """What the settings of the provider come to; `instance_protection` is that of the Auto Scaling group.

    Termination protection works with managed scaling only. Draining is a switch of its own.
    """
    return ScaleIn(termination_protection and managed_scaling and instance_protection, managed_draining)


def _reservation(needed: int, running: int) -> Worked:
    value = reservation(needed, running)
    no_cap = Text("The metric has no cap at 100.", "이 지표의 상한은 100이 아닙니다.")
    slips = [Slip(min(value, 100.0), no_cap, "reservation-capped-at-100")]
    if running:
        ratio = Text("Needed over running, in percent:", "필요한 수를 실행 중인 수로 나눈 백분율:")
        result = same(f"{needed} / {running} × 100 = {round(value, 4):.10g}%")
        inverse = Text("That is running over needed.", "실행 중인 수를 필요한 수로 나눈 값입니다.")
        share = Text("That is the difference, not the ratio.", "비율이 아니라 차이입니다.")
        slips.append(Slip(abs(value - 100), share))
        if needed:
            slips.append(Slip(100 * running / needed, inverse))
    else:
        ratio = Text("None runs, so there is no ratio: {n} / 0.", "실행 중인 것이 없어 비율이 없습니다: {n} / 0.").fill(
            n=needed
        )
        result = Text(
            "A fixed value, 100% if none is needed and 200% if any is: {value:g}%.",
            "필요한 것이 없으면 100%, 있으면 200%로 정해져 있습니다: {value:g}%.",
        ).fill(value=value)
        follows = Text(
            "Without running instances the value does not follow the need.",
            "실행 중인 인스턴스가 없으면 값이 필요한 수를 따라가지 않습니다.",
        )
        slips.append(Slip(needed * 100.0, follows))
    return Worked(value, (ratio, result), apart(value, *slips))


def _direction(needed: int, running: int, target_capacity: int) -> Worked:
    metric = reservation(needed, running)
    value = direction(metric, target_capacity)
    shown = f"{round(metric, 4):.10g}"
    sign = {"no_change": "=", "scale_out": ">", "scale_in": "<"}[value]
    stands = Text("The metric stands at {metric}%.", "지표는 {metric}%입니다.").fill(metric=shown)
    compared = Text(
        "Against the target: {metric}% {sign} {target}%: {value}.", "목표와 비교: {metric}% {sign} {target}%: {value}."
    )
    names = {"metric": shown, "sign": sign, "target": target_capacity, "value": value}
    return Worked(value, (stands, compared.fill(**names)))


def _steady(needed: int, target_capacity: int) -> Worked:
    value = steady_instances(needed, target_capacity)
    share = same(f"{needed} × 100 / {target_capacity} = {round(needed * 100 / target_capacity, 2):.10g}")
    up = Text("Rounded up, so that the metric is not above the target: {n}.", "지표가 목표를 넘지 않도록 올림: {n}대.")
    down = Text("Rounded down, the metric stays above the target.", "내림하면 지표가 계속 목표를 넘습니다.")
    full = Text("That is a target of 100%, without spare instances.", "여유 인스턴스가 없는 목표 100%의 값입니다.")
    whole_group = Text(
        "The spare share is one of the whole group, not of what is needed.",
        "여유분의 비율은 필요한 수가 아니라 그룹 전체에 대한 것입니다.",
    )
    slips = apart(
        value,
        Slip(needed * 100 // target_capacity, down),
        Slip(needed, full),
        Slip(-(-needed * (200 - target_capacity) // 100), whole_group),
    )
    return Worked(value, (share, up.fill(n=value)), slips)


_NEEDED: Final = Input("needed", whole(0, 5000), Text("instances that the tasks need", "태스크에 필요한 인스턴스 수"))
_RUNNING: Final = Input("running", whole(0, 5000), Text("instances that run", "실행 중인 인스턴스 수"))
_TARGET: Final = Input("target_capacity", whole(1, 100), Text("targetCapacity in percent", "targetCapacity(%)"), "100")

MECHANISMS: Final = {
    "reservation": Mechanism(same("CapacityProviderReservation"), (_NEEDED, _RUNNING), _reservation, SOURCE, "%"),
    "direction": Mechanism(
        Text("Which way a group scales", "그룹의 조정 방향"), (_NEEDED, _RUNNING, _TARGET), _direction, SOURCE
    ),
    "steady_instances": Mechanism(
        Text("Instances at the target capacity", "목표 용량에서의 인스턴스 수"), (_NEEDED, _TARGET), _steady, SOURCE
    ),
}
