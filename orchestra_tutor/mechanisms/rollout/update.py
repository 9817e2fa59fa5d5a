"""A rolling update, row by row.

Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/ and, in kubernetes/kubernetes,
pkg/controller/deployment/rolling.go.
"""

from collections.abc import Iterator
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, one_of, require_between, whole
from orchestra_tutor.mechanisms.rollout.amount import SOURCE, SURGE, UNAVAILABLE, Bound, pods
from orchestra_tutor.mechanisms.rollout.bounds import REPLICAS, bounds, check
from orchestra_tutor.mechanisms.rollout.replicasets import new_size
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A moment of a rolling update: what has just happened, and the Pods there are now.

    `move` is one of MOVES. All `old` Pods are ready, and `new` counts those that are; `total` has the others as well.
    """

    move: str
    old: int
    new: int
    total: int


def trace(replicas: int, max_surge: Bound | None, max_unavailable: Bound | None) -> tuple[Row, ...]:
    """A rolling update from the first row to the last, with new Pods that become ready only once nothing else can move.

    In each pass the controller scales up, or else down. It counts what its ReplicaSets ask for, so a Pod that is
    terminating is gone.
    """
    limits = bounds(replicas, max_surge, max_unavailable)
    old, new, ready = replicas, 0, 0
    rows = [Row("start", old, ready, old)]
    while old or ready < replicas:
        grown = new_size("RollingUpdate", replicas, old + new, new, limits.max_surge)
        if grown > new:
            move, new = "up", grown
        elif old and old + ready > limits.min_available:
            move, old = "down", max(0, limits.min_available - ready)
        else:
            move, ready = "ready", new
        rows.append(Row(move, old, ready, old + new))
    return tuple(rows)


MOVES: Final = {
    "start": Text("before the update", "업데이트 전"),
    "up": Text("the new ReplicaSet grows", "새 레플리카셋이 커짐"),
    "down": Text("the old ReplicaSet shrinks", "기존 레플리카셋이 작아짐"),
    "ready": Text("the new Pods become ready", "새 파드가 준비됨"),
}
WORKED: Final = {
    "start": Text("Only old Pods: {stay}.", "{stay}개 모두 기존 파드입니다."),
    "up": Text(
        "New Pods created: {created}, so {before} + {created} = {total}.",
        "새 파드 {created}개를 만들어 {before} + {created} = {total}개입니다.",
    ),
    "down": Text(
        "{old} + {new} − {least} = {spare} ready to spare, so old Pods that go: {gone}.",
        "준비된 파드 중 {old} + {new} − {least} = {spare}개가 남아도므로 기존 파드 {gone}개를 없앱니다.",
    ),
    "ready": Text(
        "All new Pods become ready: {total} − {stay} = {ready}.",
        "새 파드가 모두 준비되어 {total} − {stay} = {ready}개입니다.",
    ),
}
WITHIN: Final = Text(
    "Available: at least {least}; in total: at most {most}.",
    "사용 가능한 파드는 {least}개 이상, 전체 파드는 {most}개 이하입니다.",
)
ROW: Final = Text(
    "Row {n}, {move}: {old} old ready, {new} new ready, {total} in total.",
    "{n}행, {move}: 준비된 기존 파드 {old}개, 준비된 새 파드 {new}개, 전체 {total}개.",
)
ROUNDED: Final = Text(
    "maxSurge rounds up, maxUnavailable rounds down.", "maxSurge는 올림하고 maxUnavailable은 내림합니다."
)
BEFORE: Final = Text("That was the row before.", "바로 앞 행의 수입니다.")


def _row(replicas: int, max_surge: Bound, max_unavailable: Bound, row: int, column: str) -> Worked:
    check(max_surge, max_unavailable)
    rows, limits = trace(replicas, max_surge, max_unavailable), bounds(replicas, max_surge, max_unavailable)
    require_between("row", row, 0, len(rows) - 1)
    here, before = rows[row], rows[max(0, row - 1)]
    value = _column(here, column)
    slips = {
        "old": (Slip(before.old, BEFORE),),
        "new": (
            Slip(before.new, BEFORE),
            Slip(
                here.total - here.old,
                Text("Created is not ready yet.", "만들어졌지만 아직 준비되지 않은 것도 셌습니다."),
            ),
        ),
        "total": (
            Slip(before.total, BEFORE),
            Slip(here.old + here.new, Text("Pods that are not ready count too.", "준비되지 않은 파드도 셉니다.")),
            Slip(limits.max_total, Text("That is the limit.", "상한일 뿐입니다.")),
        ),
    }
    names = {"before": before.total, "total": here.total, "created": here.total - before.total}
    names |= {"old": before.old, "new": before.new, "least": limits.min_available, "gone": before.old - here.old}
    names |= {"spare": before.old + before.new - limits.min_available, "ready": here.new, "stay": here.old}
    steps = (
        WITHIN.fill(least=limits.min_available, most=limits.max_total),
        *((_said(row - 1, before),) if row else ()),
        WORKED[here.move].fill(**names),
        _said(row, here),
    )
    return Worked(
        value, steps, apart(value, *slips[column], *_misrounded(replicas, max_surge, max_unavailable, row, column))
    )


def _column(row: Row, column: str) -> int:
    return {"old": row.old, "new": row.new, "total": row.total}[column]


def _misrounded(replicas: int, max_surge: Bound, max_unavailable: Bound, row: int, column: str) -> Iterator[Slip]:
    """What that row would have, if one of the two limits, or both, were rounded the other way."""
    move = trace(replicas, max_surge, max_unavailable)[row].move
    surge, unavailable = pods(max_surge, replicas, round_up=False), pods(max_unavailable, replicas, round_up=True)
    for limits in ((surge, max_unavailable), (max_surge, unavailable), (surge, unavailable)):
        rows = trace(replicas, *limits)
        if row < len(rows) and rows[row].move == move:
            yield Slip(_column(rows[row], column), ROUNDED)


def _said(n: int, row: Row) -> Text:
    return ROW.fill(n=n, move=MOVES[row.move], old=row.old, new=row.new, total=row.total)


MECHANISMS: Final = {
    "row": Mechanism(
        Text("A row of a rolling update", "롤링 업데이트의 한 행"),
        (
            Input("replicas", whole(1, 100), REPLICAS.what),
            SURGE,
            UNAVAILABLE,
            Input("row", whole(0), Text("row, from 0", "0부터 세는 행 번호")),
            Input(
                "column",
                one_of("old", "new", "total"),
                Text("ready old, ready new or all Pods", "준비된 기존, 준비된 새, 전체 중 어느 파드인지"),
            ),
        ),
        _row,
        SOURCE,
    ),
}
