"""How a Deployment sizes its ReplicaSets: the new one as it grows, and both where it is scaled amid an update.

Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/ and, in kubernetes/kubernetes,
pkg/controller/deployment (sync.go, util/deployment_util.go).
"""

from math import floor
from typing import Final

from orchestra_tutor.mechanism import Input, InputError, Mechanism, Slip, Worked, apart, one_of, require_between, whole
from orchestra_tutor.mechanisms.rollout.amount import SOURCE, SURGE, Bound, pods, share
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

PROPORTIONAL: Final = "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#proportional-scaling"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Replicas of the old and of the new ReplicaSet."""

    old: int
    new: int

    @property
    def total(self) -> int:
        return self.old + self.new


def new_size(strategy: str, replicas: int, total: int, new: int, max_surge: Bound | None) -> int:
    """Replicas that the new ReplicaSet gets, having `new` of the `total` Pods: as many as the surge leaves room for.

    Recreate has removed the old Pods by then, so it needs no room.
    """
    if strategy != "RollingUpdate":
        return replicas
    room = allowed(replicas, max_surge) - total
    return new if room <= 0 else new + min(room, replicas - new)


def scaled(old: int, new: int, before: int, after: int, max_surge: Bound | None) -> Sizes:
    """The ReplicaSets once a Deployment is scaled from `before` to `after` replicas amid a rolling update.

    Each keeps its share of the Pods allowed, rounded half up. The larger comes first and takes what rounding leaves
    over; of two that are equal the newer grows first and the older shrinks first.
    """
    if before == after:
        return Sizes(old, new)
    if not old or not new:  # one that is alone is simply scaled
        return Sizes(after, 0) if old else Sizes(0, after)
    most = allowed(after, max_surge)
    change = most - old - new
    sizes = {"old": old, "new": new}
    first = "old" if old > new or (old == new and change < 0) else "new"
    added = 0
    for name in sorted(sizes, key=lambda name: name != first):
        wanted = proportion(sizes[name], allowed(before, max_surge), most) - sizes[name]
        part = min(wanted, change - added) if change > 0 else max(wanted, change - added)
        sizes[name] += part
        added += part
    sizes[first] = max(0, sizes[first] + change - added)
    return Sizes(**sizes)


def allowed(replicas: int, max_surge: Bound | None) -> int:
    """The Pods allowed at once. A Deployment of 0 replicas has no surge either."""
    return replicas + pods(max_surge, replicas, round_up=True) if replicas else 0


def proportion(size: int, before: int, after: int) -> int:
    """The part of `after` that `size` is of `before`, rounded half up."""
    return floor(size * after / before + 0.5)


TOO_MANY: Final = Text(
    "{pods} Pods are more than the {most} allowed before.", "파드 {pods}개는 조절 전에 허용되는 {most}개보다 많습니다."
)
AT_MOST: Final = Text("old and new at most {most} together", "기존과 새 파드를 합해 {most}개 이하")
BOTH: Final = Text("Both are scaled, in proportion.", "양쪽 모두 비례해서 조절합니다.")


def _new_size(replicas: int, max_surge: Bound, total: int, new: int) -> Worked:
    require_between("new", new, 0, min(total, replicas))
    value, most = new_size("RollingUpdate", replicas, total, new, max_surge), allowed(replicas, max_surge)
    surge, product = most - replicas, share(max_surge, replicas)
    limit = Text("Pods at most: {replicas} + {surge} = {most}.", "최대 {replicas} + {surge} = {most}개입니다.")
    if total >= most:
        grows = Text(
            "There are {total}: no room, so it stays at {value}.",
            "이미 {total}개라 자리가 없어 {value}개 그대로입니다.",
        )
    else:
        grows = Text(
            "Room for {most} − {total} = {room} more: {new} + {room} = {grown}, at most {replicas}, so {value}.",
            "{most} − {total} = {room}개 더: {new} + {room} = {grown}개, 최대 {replicas}개이므로 {value}개입니다.",
        )
    room = most - total
    names = {
        "room": room,
        "grown": new + room,
        "replicas": replicas,
        "surge": surge,
        "most": most,
        "total": total,
        "new": new,
        "value": value,
    }
    steps = ((product,) if product else ()) + tuple(each.fill(**names) for each in (limit, grows))
    slips = (
        Slip(replicas, Text("Not all at once: the surge limits it.", "한꺼번에 늘지 않습니다. maxSurge가 제한합니다.")),
        Slip(value - new, Text("That is what is added.", "늘어나는 수일 뿐입니다.")),
        Slip(new + max(0, room), Text("Never more than the replicas.", "레플리카 수를 넘지 않습니다.")),
        Slip(new + surge, Text("The surge counts from the replicas.", "maxSurge는 레플리카 수를 기준으로 셉니다.")),
    )
    return Worked(value, steps, apart(value, *slips))


def _scaled(old: int, new: int, replicas_before: int, replicas_after: int, max_surge: Bound, replicaset: str) -> Worked:
    sizes = scaled(old, new, replicas_before, replicas_after, max_surge)
    before, after = allowed(replicas_before, max_surge), allowed(replicas_after, max_surge)
    if old + new > before:
        raise InputError("old", TOO_MANY.fill(pods=old + new, most=before), AT_MOST.fill(most=before))
    value, size = (sizes.old, old) if replicaset == "old" else (sizes.new, new)
    if not (old and new):
        alone = Text(
            "Only one has Pods, so it is simply scaled: {value}.",
            "파드가 한쪽에만 있으므로 그대로 조절해 {value}개입니다.",
        )
        surge = Slip(after, Text("The surge is not filled here.", "여기서는 maxSurge만큼 더 만들지 않습니다."))
        return Worked(value, (alone.fill(value=value),), apart(value, Slip(size, BOTH), surge))
    most = Text(
        "Pods allowed: {r} + {s} = {before} before, {r2} + {s2} = {after} after.",
        "허용되는 파드: 전 {r} + {s} = {before}개, 후 {r2} + {s2} = {after}개.",
    ).fill(
        r=replicas_before,
        s=before - replicas_before,
        before=before,
        r2=replicas_after,
        s2=after - replicas_after,
        after=after,
    )
    rounded = Text(
        "Rounded, and the larger ReplicaSet takes what is left over: {value}.",
        "반올림하고 나머지는 더 큰 레플리카셋이 가져가므로 {value}개입니다.",
    ).fill(value=value)
    slips = (
        Slip(size, BOTH),
        Slip(
            proportion(size, replicas_before, replicas_after),
            Text("The surge counts on both sides.", "양쪽 모두 maxSurge를 더해서 계산합니다."),
        ),
        Slip(size + after - old - new, Text("One does not get it all.", "한쪽이 전부 가져가지 않습니다.")),
    )
    product = same(f"{size} × {after} / {before} = {size * after / before:.4g}")
    return Worked(value, (most, product, rounded), apart(value, *slips))


_OLD: Final = Text("replicas of the old ReplicaSet", "기존 레플리카셋의 레플리카 수")
_NEW: Final = Text("replicas of the new ReplicaSet", "새 레플리카셋의 레플리카 수")

MECHANISMS: Final = {
    "new_size": Mechanism(
        Text("Size of the new ReplicaSet", "새 레플리카셋의 크기"),
        (
            Input("replicas", whole(1, 1000), Text("replicas of the Deployment", "디플로이먼트의 레플리카 수")),
            SURGE,
            Input("total", whole(0, 2000), Text("Pods there are now", "지금 있는 파드 수")),
            Input("new", whole(0, 1000), _NEW, "0"),
        ),
        _new_size,
        SOURCE,
    ),
    "scaled": Mechanism(
        Text("A ReplicaSet scaled amid an update", "업데이트 중 조절된 레플리카셋의 크기"),
        (
            Input("old", whole(0, 1000), _OLD),
            Input("new", whole(0, 1000), _NEW),
            Input("replicas_before", whole(1, 1000), Text("replicas before", "조절 전 레플리카 수")),
            Input("replicas_after", whole(0, 1000), Text("replicas after", "조절 후 레플리카 수")),
            SURGE,
            Input("replicaset", one_of("old", "new"), Text("which ReplicaSet", "어느 레플리카셋인지")),
        ),
        _scaled,
        PROPORTIONAL,
    ),
}
