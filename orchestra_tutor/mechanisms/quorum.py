"""Raft quorum, as Swarm managers and etcd use it.

Source: https://etcd.io/docs/v3.6/faq/ ("Why an odd number of cluster members?"),
https://docs.docker.com/engine/swarm/raft/ and https://docs.docker.com/engine/swarm/admin_guide/ (zones).
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, require_between, whole
from orchestra_tutor.text import Text
from orchestra_tutor.value import dataclass

SOURCE: Final = "https://docs.docker.com/engine/swarm/raft/"
ZONES: Final = "https://docs.docker.com/engine/swarm/admin_guide/#distribute-manager-nodes"


def majority(members: int) -> int:
    """How many of `members` must agree: more than half."""
    _check(members)
    return members // 2 + 1


def tolerated(members: int) -> int:
    """How many of `members` may fail while a majority is left."""
    return members - majority(members)


def has_quorum(members: int, lost: int) -> bool:
    """Whether those who are left are still a majority of all `members`, the lost ones included."""
    if not 0 <= lost <= members:
        raise ValueError("lost: from 0 to members")
    return members - lost >= majority(members)


def members_for(failures: int) -> int:
    """The fewest members that go on after so many failures."""
    if failures < 0:
        raise ValueError("failures: at least 0")
    return 2 * failures + 1


@dataclass(frozen=True, slots=True)
class Zones:
    """The members in each zone, the fullest first, and whether any one zone may fail."""

    members: tuple[int, ...]
    survives_one: bool


def across(members: int, zones: int) -> Zones:
    """Spread `members` over `zones` as evenly as they go."""
    _check(members)
    if zones < 1:
        raise ValueError("zones: at least 1")
    each, more = divmod(members, zones)
    spread = tuple(each + (zone < more) for zone in range(zones))
    return Zones(spread, has_quorum(members, spread[0]))


def _check(members: int) -> None:
    if members < 1:
        raise ValueError("members: at least 1")


NO_MORE: Final = Text("Half or less is no majority.", "절반 이하는 과반수가 아닙니다.")
STAY: Final = Text("That many must stay, not go.", "잃어도 되는 수가 아니라 남아야 하는 수입니다.")
ALONE: Final = Text("One that is left alone has no majority.", "혼자 남은 하나는 과반수가 아닙니다.")
NO_VOTE: Final = Text("Workers have no vote.", "워커에는 투표권이 없습니다.")


def _majority(members: int) -> Worked:
    value = majority(members)
    step = Text(
        "More than half of {members}: ⌊{members} / 2⌋ + 1 = {value}.",
        "{members}개의 과반수: ⌊{members} / 2⌋ + 1 = {value}",
    )
    everyone = Text("A majority is enough; not all need to agree.", "과반수면 충분하며 모두가 동의할 필요는 없습니다.")
    slips = apart(value, Slip(members // 2, NO_MORE), Slip(members, everyone))
    return Worked(value, (step.fill(members=members, value=value),), slips)


def _tolerated(members: int, workers: int) -> Worked:
    need, value = majority(members), tolerated(members)
    steps = (
        Text("A majority of {members} is {need}.", "{members}개의 과반수는 {need}개입니다."),
        Text("{members} − {need} = {value} may be lost.", "{members} − {need} = {value}개까지 잃어도 됩니다."),
    )
    half = Text("Losing half leaves no majority.", "절반을 잃으면 과반수가 남지 않습니다.")
    slips = (
        Slip(members // 2, half, "even-members-safer"),
        Slip(need, STAY),
        Slip(members - 1, ALONE, "survivors-always-elect"),
        Slip(tolerated(members + workers), NO_VOTE, "workers-vote"),
    )
    told = tuple(step.fill(members=members, need=need, value=value) for step in steps)
    return Worked(value, told, apart(value, *slips))


def _more(members: int, lost: int, workers: int) -> Worked:
    require_between("lost", lost, 0, tolerated(members))
    need, value = majority(members), tolerated(members) - lost
    steps = (
        Text(
            "The lost ones still count: a majority of {members} is {need}.",
            "잃은 멤버도 수에 들어갑니다. {members}개의 과반수는 {need}개입니다.",
        ),
        Text(
            "Left: {members} − {lost} = {left}, of which {left} − {need} = {value} may be lost.",
            "남은 {members} − {lost} = {left}개 중 {left} − {need} = {value}개를 더 잃어도 됩니다.",
        ),
    )
    fewer = Text(
        "A lost member stays in the count until it is removed.", "잃은 멤버도 제거하기 전까지 수에 들어갑니다."
    )
    before = Text("Some are lost already.", "이미 잃은 멤버가 있습니다.")
    slips = (
        Slip(tolerated(members - lost), fewer, "dead-members-leave-the-count"),
        Slip(tolerated(members), before),
        Slip(need, STAY),
        Slip(members - lost - 1, ALONE, "survivors-always-elect"),
        Slip(tolerated(members + workers) - lost, NO_VOTE, "workers-vote"),
    )
    told = tuple(step.fill(members=members, need=need, lost=lost, left=members - lost, value=value) for step in steps)
    return Worked(value, told, apart(value, *slips))


def _has_quorum(members: int, lost: int) -> Worked:
    require_between("lost", lost, 0, members)
    value, left, need = has_quorum(members, lost), members - lost, majority(members)
    counts = Text("Left: {members} − {lost} = {left}.", "남은 수: {members} − {lost} = {left}").fill(
        members=members, lost=lost, left=left
    )
    compare = Text(
        "A majority of all {members} is {need}: {verdict}.", "전체 {members}개의 과반수는 {need}개: {verdict}"
    )
    verdict = Text("there is a quorum", "쿼럼 유지") if value else Text("there is no quorum", "쿼럼 상실")
    return Worked(value, (counts, compare.fill(members=members, need=need, verdict=verdict)))


def _members_for(failures: int) -> Worked:
    value = members_for(failures)
    more = Text(
        "More must stay than fail: at least {failures} + 1 = {stay}.",
        "잃은 수보다 많이 남아야 하므로 최소 {failures} + 1 = {stay}개가 남아야 합니다.",
    ).fill(failures=failures, stay=failures + 1)
    total = Text("In all: {failures} + {stay} = {value}.", "전체: {failures} + {stay} = {value}개").fill(
        failures=failures, stay=failures + 1, value=value
    )
    even = Text(
        "An even number tolerates no more than the odd one below it.", "짝수는 바로 아래 홀수보다 더 견디지 못합니다."
    )
    slips = (
        Slip(failures + 1, ALONE, "survivors-always-elect"),
        Slip(2 * failures, NO_MORE),
        Slip(value + 1, even, "even-members-safer"),
    )
    return Worked(value, (more, total), apart(value, *slips))


def _across(members: int, zones: int) -> Worked:
    value = across(members, zones).members
    each, more = divmod(members, zones)
    share = Text("{members} / {zones} = {each}, remainder {more}.", "{members} / {zones} = {each}, 나머지 {more}").fill(
        members=members, zones=zones, each=each, more=more
    )
    spread = Text("The remainder goes one to a zone: {spread}.", "나머지는 영역마다 하나씩 더합니다: {spread}").fill(
        spread=", ".join(map(str, value))
    )
    return Worked(value, (share, spread))


def _survives_zone(members: int, zones: int) -> Worked:
    spread = across(members, zones)
    fullest, need = spread.members[0], majority(members)
    steps = (
        Text(
            "The worst loss is the fullest zone: {members} − {fullest} = {left} are left.",
            "가장 많은 영역을 잃는 것이 최악입니다. 남은 수: {members} − {fullest} = {left}",
        ),
        Text("A majority of {members} is {need}: {verdict}.", "{members}개의 과반수는 {need}개: {verdict}"),
    )
    verdict = Text("it survives", "유지됨") if spread.survives_one else Text("it does not survive", "유지되지 않음")
    given = {"members": members, "fullest": fullest, "left": members - fullest, "need": need, "verdict": verdict}
    return Worked(spread.survives_one, tuple(step.fill(**given) for step in steps))


_MEMBERS: Final = Input("members", whole(1, 99), Text("managers or etcd members", "매니저 또는 etcd 멤버 수"))
_LOST: Final = Input("lost", whole(0, 99), Text("members lost", "잃은 멤버 수"))
_WORKERS: Final = Input("workers", whole(0, 9999), Text("workers beside them", "함께 있는 워커 수"), "0")
_FAILURES: Final = Input("failures", whole(1, 49), Text("failures to tolerate", "견뎌야 할 장애 수"))
_ZONES: Final = Input("zones", whole(1, 9), Text("availability zones", "가용 영역 수"), "3")

MECHANISMS: Final = {
    "majority": Mechanism(Text("Raft quorum", "Raft 쿼럼"), (_MEMBERS,), _majority, SOURCE),
    "tolerated": Mechanism(
        Text("Members that may fail", "잃어도 되는 멤버 수"), (_MEMBERS, _WORKERS), _tolerated, SOURCE
    ),
    "more": Mechanism(
        Text("Members that may still fail", "더 잃어도 되는 멤버 수"), (_MEMBERS, _LOST, _WORKERS), _more, SOURCE
    ),
    "has_quorum": Mechanism(
        Text("Quorum after a loss", "멤버를 잃은 뒤의 쿼럼"), (_MEMBERS, _LOST), _has_quorum, SOURCE
    ),
    "members_for": Mechanism(
        Text("Members for so many failures", "장애 수에 필요한 멤버 수"), (_FAILURES,), _members_for, SOURCE
    ),
    "across": Mechanism(Text("Managers in each zone", "영역별 매니저 수"), (_MEMBERS, _ZONES), _across, ZONES),
    "survives_zone": Mechanism(
        Text("Quorum after the loss of a zone", "영역 하나를 잃은 뒤의 쿼럼"), (_MEMBERS, _ZONES), _survives_zone, ZONES
    ),
}
