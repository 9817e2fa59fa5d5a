"""Scheduling in Kubernetes: what a Pod requests, and whether a node has it.

Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/,
https://kubernetes.io/docs/concepts/workloads/pods/init-containers/ and, in kubernetes/kubernetes,
pkg/scheduler/framework/plugins/noderesources/fit.go. Amounts are whole numbers in the unit of their resource
(millicores, MiB …), by the name of the resource.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Slip, Worked, apart, listed, whole
from orchestra_tutor.text import Text

SOURCE: Final = "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"
INIT: Final = "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers"

Amounts = Mapping[str, int]
NOTHING: Final[Amounts] = MappingProxyType({})


def pod_request(containers: Sequence[int], init_containers: Sequence[int] = (), overhead: int = 0) -> int:
    """What a Pod requests of one resource, without sidecars.

    Containers run together and add up. Init containers run before them, one by one, so only the largest counts.
    """
    return max(sum(containers), *init_containers, 0) + overhead


def pod_requests(
    containers: Sequence[Amounts], init_containers: Sequence[Amounts] = (), overhead: Amounts = NOTHING
) -> dict[str, int]:
    """What a Pod requests of every resource that it names."""
    names = dict.fromkeys(name for each in (*containers, *init_containers, overhead) for name in each)
    return {
        name: pod_request(
            [each.get(name, 0) for each in containers],
            [each.get(name, 0) for each in init_containers],
            overhead.get(name, 0),
        )
        for name in names
    }


def insufficient(request: Amounts, allocatable: Amounts, requested: Amounts) -> tuple[str, ...]:
    """The resources of which the node has too little left; the Pod fits where there is none.

    Requests count, not what is really used. A Pod that asks for nothing of a resource fits even on a node that has
    given away too much of it.
    """
    free = _free(allocatable, requested)
    return tuple(name for name, amount in request.items() if amount > max(0, free.get(name, 0)))


def copies(request: Amounts, allocatable: Amounts, requested: Amounts = NOTHING) -> int:
    """How many Pods with this request still fit on a node: the scarcest resource decides."""
    free = _free(allocatable, requested)
    asked = {name: amount for name, amount in request.items() if amount > 0}
    if not asked:
        raise ValueError("request: more than nothing")
    return min(max(0, free.get(name, 0)) // amount for name, amount in asked.items())


def _free(allocatable: Amounts, requested: Amounts) -> dict[str, int]:
    return {name: amount - requested.get(name, 0) for name, amount in allocatable.items()}


def _pod_request(containers: tuple[int, ...], init_containers: tuple[int, ...], overhead: int) -> Worked:
    value, total = pod_request(containers, init_containers, overhead), sum(containers)
    largest = max(init_containers, default=0)
    added = " + ".join(map(str, containers))
    steps = (
        Text("Containers run together: {added} = {total}.", "컨테이너는 함께 실행되므로 합산: {added} = {total}"),
        Text("Of the init containers the largest: {largest}.", "초기화 컨테이너 중 가장 큰 값: {largest}"),
        Text(
            "The larger of both, plus overhead: {larger} + {overhead} = {value}.",
            "둘 중 큰 값에 오버헤드를 더함: {larger} + {overhead} = {value}",
        ),
    )
    told = tuple(
        step.fill(added=added, total=total, largest=largest, larger=max(total, largest), overhead=overhead, value=value)
        for step in steps
    )
    all_of_them = Text(
        "Init containers end before the others start.", "초기화 컨테이너는 먼저 끝나므로 더하지 않습니다."
    )
    together = Text("Containers of a Pod run at the same time.", "파드의 컨테이너는 동시에 실행됩니다.")
    ignored = Text("A large init container counts as well.", "큰 초기화 컨테이너도 계산에 들어갑니다.")
    bare = Text("The overhead of the Pod counts as well.", "파드 오버헤드도 계산에 들어갑니다.")
    slips = (
        Slip(total + sum(init_containers) + overhead, all_of_them),
        Slip(total + overhead, ignored),
        Slip(max(*containers, largest) + overhead, together),
        Slip(value - overhead, bare),
    )
    return Worked(value, told, apart(value, *slips))


def _fits(pod: Amounts, allocatable: Amounts, requested: Amounts) -> Worked:
    missing = insufficient(pod, allocatable, requested)
    left = Text("Allocatable less requested: {left}.", "할당 가능한 양에서 이미 요청된 양을 뺌: {left}").fill(
        left=_subtraction(pod, allocatable, requested)
    )
    asked = Text("The Pod requests: {asked}.", "파드의 요청: {asked}").fill(
        asked=", ".join(f"{name} {amount}" for name, amount in pod.items())
    )
    if missing:
        verdict = Text("Too little: {names}. It does not fit.", "부족한 리소스: {names}. 들어가지 않습니다.")
        return Worked(False, (left, asked, verdict.fill(names=", ".join(missing))))
    return Worked(True, (left, asked, Text("Nothing is short: it fits.", "부족한 것이 없어 들어갑니다.")))


def _copies(pod: Amounts, allocatable: Amounts, requested: Amounts) -> Worked:
    value, free = copies(pod, allocatable, requested), _free(allocatable, requested)
    left = {name: max(0, free.get(name, 0)) for name in pod}
    each = {name: left[name] // amount for name, amount in pod.items()}
    divide = "; ".join(f"{name} ⌊{left[name]} / {amount}⌋ = {each[name]}" for name, amount in pod.items())
    steps = (
        Text("Allocatable less requested: {subtract}.", "할당 가능한 양에서 이미 요청된 양을 뺌: {subtract}"),
        Text("Divided by the Pod's request: {divide}.", "파드의 요청으로 나눔: {divide}"),
        Text("The scarcest decides: {value}.", "가장 모자란 리소스가 결정: {value}개"),
    )
    subtract = _subtraction(pod, allocatable, requested)
    told = tuple(step.fill(subtract=subtract, divide=divide, value=value) for step in steps)
    empty = Text("Other Pods have requested a part already.", "다른 파드가 이미 요청한 몫이 있습니다.")
    scarce = Text("Every resource must suffice, the scarcest too.", "가장 모자란 리소스까지 모두 충분해야 합니다.")
    over = Text("A Pod that does not fit whole does not fit.", "일부만 들어가는 파드는 배치할 수 없습니다.")
    slips = (
        Slip(copies(pod, allocatable), empty),
        Slip(max(each.values()), scarce),
        Slip(min(-(-left[name] // amount) for name, amount in pod.items()), over),
    )
    return Worked(value, told, apart(value, *slips))


def _subtraction(pod: Amounts, allocatable: Amounts, requested: Amounts) -> str:
    terms = ((name, allocatable.get(name, 0), requested.get(name, 0)) for name in pod)
    return "; ".join(
        f"{name} {given} − {taken} = {given - taken}".replace("= -", "= −") for name, given, taken in terms
    )


def _amount(text: str) -> tuple[str, int]:
    found = re.fullmatch(r"([a-z][a-z0-9./-]{0,40})=([0-9]{1,12})", text)
    if found is None:
        raise ValueError(text)
    return found[1], int(found[2])


def _amounts(least: int) -> Reader:
    """Reads `cpu=500,memory=256`."""
    many = listed(Reader(_amount, Text("an amount such as cpu=500", "cpu=500 같은 양")), least)

    def read(text: str) -> dict[str, int]:
        pairs = many.read(text)
        amounts = dict(pairs)
        if len(amounts) < len(pairs) or len(amounts) > 4 or not all(amounts.values()):
            raise ValueError(text)
        return amounts

    return Reader(read, many.expects)


_ONE_RESOURCE: Final = listed(whole(0, 10**6))
_POD: Final = Input("pod", _amounts(1), Text("what the Pod requests", "파드의 요청"))
_ALLOCATABLE: Final = Input("allocatable", _amounts(1), Text("allocatable of the node", "노드의 할당 가능한 양"))
_REQUESTED: Final = Input("requested", _amounts(0), Text("requested by its Pods already", "이미 요청된 양"), "")

MECHANISMS: Final = {
    "pod_request": Mechanism(
        Text("What a Pod requests", "파드의 요청"),
        (
            Input("containers", _ONE_RESOURCE, Text("requests of the containers", "컨테이너별 요청")),
            Input(
                "init_containers",
                listed(whole(0, 10**6), 0),
                Text("requests of the init containers", "초기화 컨테이너별 요청"),
                "",
            ),
            Input("overhead", whole(0, 10**6), Text("overhead of the Pod", "파드 오버헤드"), "0"),
        ),
        _pod_request,
        INIT,
    ),
    "fits": Mechanism(
        Text("Whether a Pod fits on a node", "파드가 노드에 들어가는지"),
        (_POD, _ALLOCATABLE, _REQUESTED),
        _fits,
        SOURCE,
    ),
    "copies": Mechanism(
        Text("Pods that still fit on a node", "노드에 더 들어가는 파드 수"),
        (_POD, _ALLOCATABLE, _REQUESTED),
        _copies,
        SOURCE,
    ),
}
