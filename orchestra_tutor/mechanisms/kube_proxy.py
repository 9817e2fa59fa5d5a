"""kube-proxy: its defaults, and how its iptables rules choose an endpoint.

Source: https://kubernetes.io/docs/reference/networking/virtual-ips/ and, in kubernetes/kubernetes,
pkg/proxy/iptables/proxier.go (computeProbability) and pkg/proxy/apis/config/v1alpha1/defaults.go.
"""

from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Slip, Worked, apart, require_between, whole
from orchestra_tutor.text import Text

SOURCE: Final = "https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-iptables"

MODES: Final = {"Linux": "iptables", "Windows": "kernelspace"}  # where the configuration names none
DEFAULTS: Final = {
    "iptables_sync_period_s": 30,
    "iptables_min_sync_period_s": 1,
    "healthz": "0.0.0.0:10256",
    "metrics": "127.0.0.1:10249",
    "oom_score_adj": -999,
    "conntrack_max_per_core": 32_768,
    "conntrack_min": 131_072,
}
ALWAYS: Final = "match-all"


def probability(endpoints: int, rule: int) -> float:
    """How likely the `rule`, from 1, takes a connection that has come to it: one in those endpoints that are left."""
    if not 1 <= rule <= endpoints:
        raise ValueError("rule: from 1 to endpoints")
    return 1 / (endpoints - rule + 1)


def rules(endpoints: int) -> tuple[str, ...]:
    """The probabilities as the rules of a Service have them, in order. The last rule takes whatever comes to it."""
    if endpoints < 1:
        raise ValueError("endpoints: at least 1")
    return (*(f"{probability(endpoints, rule):.10f}" for rule in range(1, endpoints)), ALWAYS)


def _probability(endpoints: int, rule: int) -> Worked:
    require_between("rule", rule, 1, endpoints)
    value, left = probability(endpoints, rule), endpoints - rule + 1
    steps = (
        Text(
            "Rules before rule {rule}: {before}, so endpoints left: {endpoints} − {before} = {left}.",
            "규칙 {rule}번 앞에 {before}개가 있으므로 남은 엔드포인트: {endpoints} − {before} = {left}",
        ),
        Text(
            "Each of these is to be as likely: 1 / {left} = {shown}.",
            "남은 것끼리 확률이 같아야 합니다: 1 / {left} = {shown}",
        ),
    )
    shown = f"{value:.10f}".rstrip("0").rstrip(".")
    told = tuple(step.fill(rule=rule, before=rule - 1, endpoints=endpoints, left=left, shown=shown) for step in steps)
    overall = Text(
        "That is the share of every endpoint in the end, not what its rule says.",
        "규칙에 적힌 확률이 아니라 엔드포인트마다 최종적으로 받는 몫입니다.",
    )
    turned = Text("The probability rises from rule to rule.", "뒤쪽 규칙일수록 확률이 커집니다.")
    off = Text("The rule's own endpoint is still there.", "그 규칙의 엔드포인트도 아직 남아 있습니다.")
    slips = (
        Slip(1 / endpoints, overall),
        Slip(1 / rule, turned),
        *([Slip(1 / (left - 1), off)] if left > 1 else []),
    )
    return Worked(value, told, apart(value, *slips))


MECHANISMS: Final = {
    "probability": Mechanism(
        Text("Probability of an iptables rule", "iptables 규칙의 확률"),
        (
            Input("endpoints", whole(1, 1000), Text("ready endpoints of the Service", "서비스의 준비된 엔드포인트 수")),
            Input("rule", whole(1, 1000), Text("which rule, from 1", "몇 번째 규칙인지")),
        ),
        _probability,
        SOURCE,
    ),
}
