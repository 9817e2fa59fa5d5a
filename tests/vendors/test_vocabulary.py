"""No name of an API is misspelt: a word that looks like one is in a vendor's model, or below with the reason."""

from typing import Final

import pytest

from orchestra_tutor.course import Course, Outline, Term
from orchestra_tutor.source import Node, Span
from orchestra_tutor.text import same
from tests.courses import own_course
from tests.vendors import dockerfile, vocabulary
from tests.vendors.lines import begins_a_line
from tests.vendors.texts import spans

# What no model has, by why it is right all the same.
ALLOWED: Final = {
    "names that our examples make up": (
        "CACHE_SERVICE_HOST DB_HOST Database LOG_LEVEL PROJECT_ID VAR db_password_v1 db_password_v2 db_pw db_pw_1 "
        "db_pw_2 ecsAnywhereRole ecsInstanceRole edge_conf full_name shop_web"
    ),
    "fields of the Gateway API, of image manifests and kinds of GKE, whose schemas we do not read": (
        "AllowlistSynchronizer Os WorkloadAllowlist allowedRoutes"
    ),
    "metrics in CloudWatch": "CPUReservation CapacityProviderReservation",
    "states, reasons and conditions that kubelet, controllers and kubectl write; the schemas leave such fields open": (
        "CrashLoopBackOff DiskPressure ErrImagePull FailedGetPodsMetric FailedMount FailedScheduling "
        "ImagePullBackOff Insufficient MemoryPressure "
        "NotReady OOMKilled PIDPressure ScalingLimited SchedulingDisabled"
    ),
    "classes of quality of service; the schema refers to a type that it lacks": "BestEffort Burstable Guaranteed",
    "modes of volumes; the schema has some of them, or calls them VolumeBindingImmediate and so on": (
        "Immediate ROX RWX ReadOnlyMany ReadWriteMany WaitForFirstConsumer"
    ),
    "levels of an audit policy, which is a file of the API server": "RequestResponse",
    "kinds of custom resources: Gateway API, Karpenter, GKE, AWS Load Balancer Controller, VPA": (
        "BackendConfig ComputeClass GatewayClass HTTPRoute NodeClaim NodePool PodMonitoring TargetGroupBinding "
        "VerticalPodAutoscaler"
    ),
    "fields of a NodePool of Karpenter, of the kubelet's configuration, of Argo, of Traefik; a feature gate": (
        "consolidationPolicy crashLoopBackOff maxContainerRestartPeriod maxPods selfHeal "
        "scaleDownDelaySeconds ecsAnywhere NodeRepair"
    ),
    "settings of the ECS agent, and what it tells a task": (
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ECS_AWSVPC_BLOCK_IMDS ECS_CLUSTER ECS_DISABLE_PRIVILEGED"
    ),
    "codes of a NotScaledReason; the model takes them as any string": "AlreadyAtMaxCapacity",
    "errors of ECS, as `stoppedReason` begins": "CannotPullContainerError ResourceInitializationError",
    "actions and roles of IAM": "AWSServiceRoleForECS GetObject PassRole",
    "endpoint groups and DNS scopes of Google Cloud": "GCE_VM_IP GCE_VM_IP_PORT VPC_SCOPE",
    "log buckets of Cloud Logging": "_Default _Required",
    "powers and bits of Linux": "CAP_SYS_PTRACE no_new_privs",
    "products and units": "cAdvisor eBPF gVisor macOS vCPUs",
    "an answer as people type it": "readinessGate",
    "modes of a VerticalPodAutoscaler": "InPlaceOrRecreate Initial Off",
    "a value of `trafficDistribution`, which the schema takes as any string": "PreferSameZone",
    "what `docker node ls` says of a manager": "Reachable Unreachable",
    "the second half of the names of two fields": "IgnoredDuringExecution",
    "what does not exist, and the course says so": "Canary",
}
NAMES: Final = {name for listed in ALLOWED.values() for name in listed.split()}

# Flags of programs without a table: kube-apiserver, kube-controller-manager, dockerd, ecs-anywhere-install.sh.
SERVER_FLAGS: Final = {
    "--audit-policy-file",
    "--enable-gpu",
    "--event-ttl",
    "--large-cluster-size-threshold",
    "--metrics-addr",
    "--node-eviction-rate",
    "--node-monitor-grace-period",
    "--secondary-node-eviction-rate",
    "--unhealthy-zone-threshold",
}


def unknown(course: Course) -> list[str]:
    """The words that look like a name and are none, with their places."""
    known = vocabulary.names() | dockerfile.INSTRUCTIONS | {"AS"} | NAMES
    return sorted({f"{said.place}: {said.words}" for said in vocabulary.written(course) if said.words not in known})


def unknown_flags(course: Course) -> list[str]:
    told = {
        f"{span.place}: {flag}"
        for span in spans(course)
        if not begins_a_line(span.words)
        for flag in vocabulary.unknown_flags(span.words)
        if flag.split()[0] not in SERVER_FLAGS
    }
    return sorted(told)


def mismatched(course: Course) -> list[str]:
    return sorted({f"{span.place}: {told}" for span in spans(course) for told in vocabulary.mismatched(span.words)})


def test_every_word_that_looks_like_a_name_is_one() -> None:
    found = unknown(own_course())
    assert not found, "\n".join(found)


def test_every_flag_is_a_flag_of_some_client_and_takes_its_value() -> None:
    found = unknown_flags(own_course())
    assert not found, "\n".join(found)


def test_every_field_that_is_shown_with_a_word_takes_that_word() -> None:
    found = mismatched(own_course())
    assert not found, "\n".join(found)


def test_no_name_is_allowed_that_a_model_has() -> None:
    assert NAMES & vocabulary.names() == set()


def test_every_reason_is_needed() -> None:
    written = {said.words for said in vocabulary.written(own_course())}
    assert [reason for reason, listed in ALLOWED.items() if not written & set(listed.split())] == []


def saying(words: str) -> Course:
    """A course in which this is all that is said."""
    text = Node(words, Span("glossary.yaml", 3, 5))
    node = Node({"meaning": Node({"en": text, "ko": text})})
    return Course(Outline("one", same("One"), ("none",)), (), (), terms=(Term("term", "용어", same(words), node=node),))


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("`minimumHealthyPercent`", "`minimumHealthPercent`", "minimumHealthPercent"),
        ("set maxSurge to 1", "set maxSurges to 1", "maxSurges"),
        ("`terminationGracePeriodSeconds`", "`terminationGracePeriod`", "terminationGracePeriod"),
        ("`FARGATE_SPOT`", "`FARGATE_SPOTS`", "FARGATE_SPOTS"),
        ("weights on FARGATE_SPOT", "weights on SPOT_FARGATE", "SPOT_FARGATE"),
        ("`restart_policy`", "`restart_policies`", "restart_policies"),
        ("`kind: StatefulSet`", "`kind: StatefullSet`", "StatefullSet"),
        ("`RunTask`", "`RunTasks`", "RunTasks"),
        ("`spec.activeDeadlineSeconds`", "`spec.activeDeadlineSecond`", "activeDeadlineSecond"),
        ("`StopServiceDeployment`", "`StopDeployment`", "StopDeployment"),
        ("**Fargate** and `livenessProbe`에", "`livenessProb`에", "livenessProb"),
    ],
)
def test_the_gate_sees_a_misspelt_name(right: str, wrong: str, found: str) -> None:
    assert unknown(saying(right)) == []
    assert unknown(saying(wrong)) == [f"glossary.yaml:3:5: {found}"]


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("`--update-order start-first`", "`--update-order first-start`", "--update-order first-start"),
        ("`--replicas 5`", "`--replicas five`", "--replicas five"),
        ("`--force-new-cluster`", "`--force-new-swarm`", "--force-new-swarm"),
        ("`--node-repair-config enabled=true`", "`--node-repairs enabled=true`", "--node-repairs enabled=true"),
        ("`--to-revision=3`", "`--to-revision=last`", "--to-revision last"),
    ],
)
def test_the_gate_sees_a_flag_that_nobody_has(right: str, wrong: str, found: str) -> None:
    assert unknown_flags(saying(right)) == []
    assert unknown_flags(saying(wrong)) == [f"glossary.yaml:3:5: {found}"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("concurrencyPolicy: Forbid", "concurrencyPolicy: Recreate"),
        ("sessionAffinity: ClientIP", "sessionAffinity: Client"),
        ("launchType: EC2", "launchType: FARGATE_SPOT"),
        ("supportType: STANDARD", "supportType: PREMIUM"),
    ],
)
def test_the_gate_sees_a_word_that_a_field_does_not_take(right: str, wrong: str) -> None:
    assert mismatched(saying(f"`{right}`")) == []
    assert mismatched(saying(f"`{wrong}`")) == [f"glossary.yaml:3:5: {' does not take '.join(wrong.split(': '))}"]


def test_plain_words_are_no_names() -> None:
    assert vocabulary.in_code("db.data.svc.cluster.local") == []
    assert vocabulary.in_code("Insufficient cpu") == []
    assert (
        unknown(saying("Kubernetes, CloudWatch, iOS-like and e.g. C++ or AWS: no names, `nginx` and `web:2` neither"))
        == []
    )
