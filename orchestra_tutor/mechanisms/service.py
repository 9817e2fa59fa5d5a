"""A Kubernetes Service: its defaults, and the Pods that its selector matches.

Source: https://kubernetes.io/docs/concepts/services-networking/service/,
https://kubernetes.io/docs/reference/networking/virtual-ips/ and, in kubernetes/kubernetes,
pkg/apis/core/v1/defaults.go (SetDefaults_Service).
"""

import re
from collections.abc import Mapping
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Worked, listed
from orchestra_tutor.text import Text

SOURCE: Final = "https://kubernetes.io/docs/concepts/services-networking/service/"

DEFAULTS: Final = {
    "type": "ClusterIP",
    "protocol": "TCP",
    "session_affinity": "None",
    "session_affinity_timeout_if_client_ip_s": 10_800,
    "external_traffic_policy": "Cluster",
    "internal_traffic_policy": "Cluster",
    "allocate_load_balancer_node_ports": True,
    "node_port_range": "30000-32767",
}


def selects(selector: Mapping[str, str], labels: Mapping[str, str]) -> bool:
    """Whether a Pod with these labels belongs to the Service: it has every pair of the selector, and may have more.

    A Service without a selector selects nothing: its endpoints are made by hand.
    """
    return bool(selector) and selector.items() <= labels.items()


def has_endpointslices(selector: Mapping[str, str]) -> bool:
    """Whether Kubernetes makes EndpointSlices for the Service by itself."""
    return bool(selector)


def _selects(selector: dict[str, str], labels: dict[str, str]) -> Worked:
    value = selects(selector, labels)
    if not has_endpointslices(selector):
        none = Text("Without a selector no Pod is selected.", "셀렉터가 없으면 어떤 파드도 선택되지 않습니다.")
        return Worked(value, (none,))
    missing = ", ".join(f"{key}={wanted}" for key, wanted in selector.items() if labels.get(key) != wanted)
    wanted = Text("Every pair must be there: {pairs}.", "모든 쌍이 있어야 합니다: {pairs}").fill(pairs=_said(selector))
    if missing:
        lacks = Text("The Pod lacks {missing}: not selected.", "파드에 없는 쌍: {missing}. 선택되지 않습니다.")
        return Worked(value, (wanted, lacks.fill(missing=missing)))
    return Worked(value, (wanted, Text("The Pod has them all: selected.", "파드에 모두 있으므로 선택됩니다.")))


def _said(labels: Mapping[str, str]) -> str:
    return ", ".join(f"{key}={value}" for key, value in labels.items())


def _pair(text: str) -> tuple[str, str]:
    found = re.fullmatch(r"([A-Za-z0-9][\w./-]{0,62})=([\w.-]{0,63})", text, re.ASCII)
    if found is None:
        raise ValueError(text)
    return found[1], found[2]


def _labels() -> Reader:
    """Reads `app=web,tier=front`; nothing at all is no labels."""
    many = listed(Reader(_pair, Text("a label such as app=web", "app=web 같은 레이블")), 0)

    def read(text: str) -> dict[str, str]:
        pairs = many.read(text)
        labels = dict(pairs)
        if len(labels) < len(pairs):
            raise ValueError(text)
        return labels

    return Reader(read, many.expects)


MECHANISMS: Final = {
    "selects": Mechanism(
        Text("Whether a Service selects a Pod", "서비스가 파드를 선택하는지"),
        (
            Input("selector", _labels(), Text("selector of the Service", "서비스의 셀렉터")),
            Input("labels", _labels(), Text("labels of the Pod", "파드의 레이블")),
        ),
        _selects,
        SOURCE,
    ),
}
