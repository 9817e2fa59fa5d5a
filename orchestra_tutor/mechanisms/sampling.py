"""How many feasible nodes the Kubernetes scheduler looks for before it scores them.

Source: https://kubernetes.io/docs/concepts/scheduling-eviction/scheduler-perf-tuning/ and, in kubernetes/kubernetes,
pkg/scheduler/schedule_one.go (numFeasibleNodesToFind).
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, whole
from orchestra_tutor.text import Text

SOURCE: Final = "https://kubernetes.io/docs/concepts/scheduling-eviction/scheduler-perf-tuning/"

# The adaptive percentage falls from `start_percent` by 1 for every `nodes_per_percent` nodes.
DEFAULTS: Final = {"start_percent": 50, "nodes_per_percent": 125, "least_percent": 5, "least_nodes": 100}


def feasible_nodes(nodes: int, percentage: int = 0) -> int:
    """After how many feasible nodes the scheduler stops to look for more, in a cluster of `nodes`.

    A `percentage` (percentageOfNodesToScore) of 0 adapts to the size of the cluster, in whole percents.
    """
    if nodes < DEFAULTS["least_nodes"]:
        return nodes
    return max(nodes * (percentage or _adaptive(nodes)) // 100, DEFAULTS["least_nodes"])


def _adaptive(nodes: int) -> int:
    return max(DEFAULTS["start_percent"] - nodes // DEFAULTS["nodes_per_percent"], DEFAULTS["least_percent"])


def _feasible_nodes(nodes: int, percentage: int) -> Worked:
    value, least = feasible_nodes(nodes, percentage), DEFAULTS["least_nodes"]
    everywhere = Text("The scheduler stops when it has found enough.", "충분히 찾으면 더 찾지 않습니다.")
    if nodes < least:
        small = Text(
            "Fewer than {least} nodes are all looked at: {value}.", "{least}개 미만이면 모든 노드를 봅니다: {value}개"
        ).fill(least=least, value=value)
        large = Text("A percentage counts in large clusters only.", "비율은 큰 클러스터에서만 적용됩니다.")
        return Worked(value, (small,), apart(value, Slip(nodes * (percentage or _adaptive(nodes)) // 100, large)))
    percent = percentage or _adaptive(nodes)
    falling = Text(
        "Adaptive: {start} − ⌊{nodes} / {per}⌋ = {fallen}%, at least {floor}%: {percent}%.",
        "자동 조정: {start} − ⌊{nodes} / {per}⌋ = {fallen}%, 최소 {floor}%: {percent}%",
    ).fill(
        start=DEFAULTS["start_percent"],
        nodes=nodes,
        per=DEFAULTS["nodes_per_percent"],
        fallen=str(DEFAULTS["start_percent"] - nodes // DEFAULTS["nodes_per_percent"]).replace("-", "−"),
        floor=DEFAULTS["least_percent"],
        percent=percent,
    )
    share = Text("⌊{nodes} × {percent} / 100⌋ = {share}.", "⌊{nodes} × {percent} / 100⌋ = {share}").fill(
        nodes=nodes, percent=percent, share=nodes * percent // 100
    )
    floor = Text("At least {least}: {value}.", "최소 {least}개: {value}개").fill(least=least, value=value)
    flat = Text("The percentage falls as the cluster grows.", "클러스터가 클수록 비율이 낮아집니다.")
    slips = (
        Slip(nodes * percent // 100, Text("There is a least number of nodes.", "최소 노드 수가 있습니다.")),
        Slip(nodes * DEFAULTS["start_percent"] // 100, flat),
        Slip(nodes, everywhere),
    )
    told = (share, floor) if percentage else (falling, share, floor)
    return Worked(value, told, apart(value, *slips))


MECHANISMS: Final = {
    "feasible_nodes": Mechanism(
        Text("Feasible nodes the scheduler looks for", "스케줄러가 찾는 노드 수"),
        (
            Input("nodes", whole(1, 10_000), Text("nodes of the cluster", "클러스터의 노드 수")),
            Input(
                "percentage",
                whole(0, 100),
                Text("percentageOfNodesToScore, 0 for adaptive", "percentageOfNodesToScore(0은 자동 조정)"),
                "0",
            ),
        ),
        _feasible_nodes,
        SOURCE,
    ),
}
