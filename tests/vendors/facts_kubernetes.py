"""What the course says of the Kubernetes API, and where its schemas say it."""

from typing import Final

from tests.vendors.claims import CAMEL, answer, cell, coded, entries, lefts, page, rights, stem, together, words
from tests.vendors.fact import Fact, each, joined, product
from tests.vendors.kubernetes import choices, default, fields, kinds, told

ROLLING: Final = "apps.v1.RollingUpdateDeployment"
PROBE: Final = "core.v1.Probe"
SPEC: Final = "core.v1.PodSpec"

FACTS: Final = (
    Fact(
        "effects of a taint",
        words(lefts("cl-rule-effects"), rf"^`({CAMEL})` taint"),
        choices("core.v1.Taint.effect"),
    ),
    Fact(
        "types of Service that build on each other",
        words(entries("lb-service-type-layers"), CAMEL),
        choices("core.v1.ServiceSpec.type"),
        part=True,
    ),
    Fact(
        "bounds of a rolling update",
        words(page("rollout-rollback", cites="k8s-disruptions"), r"both (\d+%) by default"),
        joined(default(f"{ROLLING}.maxSurge"), default(f"{ROLLING}.maxUnavailable")),
    ),
    Fact(
        "fields that ECS has counterparts of",
        coded(lefts("rr-translate-to-ecs"), CAMEL),
        fields(ROLLING),
    ),
    Fact(
        "strategies of a Deployment",
        words(
            page("deployment-strategies", cites="gcp-deploy-canary-gateway-api"), r"Kubernetes\*\*: `(\w+)` and `(\w+)`"
        ),
        choices("apps.v1.DeploymentStrategy.type"),
    ),
    Fact(
        "when an image is pulled if nothing is set",
        words(page("containers", cites="k8s-images"), r"defaults to `(\w+)` for `latest`, else to `(\w+)`"),
        told("core.v1.Container.imagePullPolicy", r"Defaults to (\w+) if :latest tag is specified, or (\w+) otherwise"),
    ),
    Fact(
        "what becomes of a volume",
        coded(page("kubernetes-workloads", cites="k8s-storage-classes"), "[A-Z][a-z]+"),
        told("core.v1.PersistentVolumeSpec.persistentVolumeReclaimPolicy", r"(\w+) \("),
        part=True,
    ),
    Fact(
        "old ReplicaSets that are kept",
        words(page("rollout-rollback", cites="k8s-configmap"), r"(\d+) by default \(`revisionHistoryLimit`\)"),
        default("apps.v1.DeploymentSpec.revisionHistoryLimit"),
    ),
    Fact(
        "seconds without progress",
        words(page("rollout-rollback", cites="k8s-deployment"), r"`progressDeadlineSeconds` \((\d+) by default\)"),
        default("apps.v1.DeploymentSpec.progressDeadlineSeconds"),
    ),
    Fact(
        "field that keeps old Pods of a StatefulSet",
        words(stem("rr-statefulset-partition"), rf"`({CAMEL}): \d"),
        fields("apps.v1.RollingUpdateStatefulSetStrategy"),
        part=True,
    ),
    Fact(
        "probes",
        words(rights("sh-probe-for-situation"), ".+"),
        each(
            lambda field: f"{field.removesuffix('Probe').capitalize()} probe",
            lambda: frozenset(field for field in fields("core.v1.Container")() if field.endswith("Probe")),
        ),
    ),
    Fact(
        "probe that holds back the others",
        words(answer("sh-startup-probe-name"), r"(\w+) probe"),
        each(
            str.lower, told("core.v1.Container.startupProbe", r"^(\w+)Probe indicates .*? no other probes are executed")
        ),
    ),
    Fact(
        "probes if nothing is set: pause, timeout and failures",
        words(
            page("self-healing", cites="k8s-configure-liveness-readiness-startup-probes"),
            r"every (\d+) s, timeout (\d+) s, (\d+) failures",
        ),
        joined(
            default(f"{PROBE}.periodSeconds"), default(f"{PROBE}.timeoutSeconds"), default(f"{PROBE}.failureThreshold")
        ),
    ),
    Fact(
        "seconds until a probe finds a hang",
        words(page("health-checks", cites="elb-alb-target-group-health-checks"), r"(\d+) s by a Kubernetes probe"),
        product(default(f"{PROBE}.periodSeconds"), default(f"{PROBE}.failureThreshold")),
    ),
    Fact(
        "hook before the stop signal",
        words(answer("hc-own-wait"), r"\w+"),
        fields("core.v1.Lifecycle"),
        part=True,
    ),
    Fact(
        "grace period of a Pod",
        words(page("load-balancing", cites="k8s-pod-lifecycle"), r"grace period, (\d+) s by default"),
        default(f"{SPEC}.terminationGracePeriodSeconds"),
    ),
    Fact(
        "restart policy of a Pod",
        words(page("self-healing", cites="k8s-pod-lifecycle"), r"`restartPolicy` is `(\w+)` by default"),
        default(f"{SPEC}.restartPolicy"),
    ),
    Fact(
        "restart policies",
        together(
            words(page("self-healing", cites="k8s-pod-lifecycle"), r"`restartPolicy` is `(\w+)` by default"),
            words(cell("self-healing/kubernetes"), r"with `(\w+)` or `(\w+)`"),
        ),
        choices(f"{SPEC}.restartPolicy"),
    ),
    Fact(
        "retries of a Job",
        words(cell("self-healing/kubernetes"), r"`backoffLimit` \((\d+)\)"),
        default("batch.v1.JobSpec.backoffLimit"),
    ),
    Fact(
        "policy against runs that overlap",
        words(stem("sh-exactly-once"), r"`concurrencyPolicy: (\w+)`"),
        choices("batch.v1.CronJobSpec.concurrencyPolicy"),
        part=True,
    ),
    Fact(
        "policies for runs that overlap",
        words(page("kubernetes-workloads", cites="k8s-cron-jobs"), r"still runs: `(\w+)`, `(\w+)`,? or `(\w+)`"),
        choices("batch.v1.CronJobSpec.concurrencyPolicy"),
    ),
    Fact(
        "fields of a CronJob",
        words(cell("self-healing/kubernetes"), r"CronJob \(`(\w+)`, `(\w+)`, `(\w+)`, `(\w+)`\)"),
        fields("batch.v1.CronJobSpec"),
        part=True,
    ),
    Fact(
        "window before Pods are taken away",
        words(page("auto-scaling", cites="k8s-horizontal-pod-autoscale"), r"window\*\*, (\d+) seconds by default"),
        told("autoscaling.v2.HPAScalingRules.stabilizationWindowSeconds", r"scale down: (\d+)"),
    ),
    Fact(
        "ratio at which the HPA does nothing",
        words(page("auto-scaling", cites="k8s-horizontal-pod-autoscale"), r"within (\d+%) of 1"),
        told("autoscaling.v2.HPAScalingRules.tolerance", r"by default (\d+%)"),
    ),
    Fact(
        "hours that a client stays with a Pod",
        words(cell("load-balancing/kubernetes"), r"for (\d+) hours by default"),
        each(
            lambda seconds: f"{int(seconds) / 3600:g}",
            told("core.v1.ClientIPConfig.timeoutSeconds", r"Default value is (\d+)"),
        ),
    ),
    Fact(
        "session affinity",
        words(cell("load-balancing/kubernetes"), r"`sessionAffinity: (\w+)`.*? the default is `(\w+)`"),
        choices("core.v1.ServiceSpec.sessionAffinity"),
    ),
    Fact(
        "traffic policies",
        words(cell("load-balancing/kubernetes"), r"`externalTrafficPolicy: (\w+)` \(default\).*?\. `(\w+)` keeps"),
        told("core.v1.ServiceSpec.externalTrafficPolicy", r'set to "(\w+)".*?default value, "(\w+)"'),
    ),
    Fact(
        "peers of a NetworkPolicy",
        words(stem("sx-selector-and"), r"`(\w+)` list .*? `(\w+)` for .*? `(\w+)` for"),
        joined(fields("networking.v1.NetworkPolicyIngressRule"), fields("networking.v1.NetworkPolicyPeer")),
        part=True,
    ),
    Fact(
        "fields that harden a container",
        words(lefts("sx-hardening-fields"), rf"`({CAMEL}): |under `({CAMEL})`|`({CAMEL})` with"),
        joined(fields("core.v1.SecurityContext"), fields("core.v1.Capabilities")),
        part=True,
    ),
    Fact(
        "seccomp profile",
        words(lefts("sx-hardening-fields"), r"with `(\w+)`"),
        told("core.v1.SeccompProfile.type", r"(?<![a-z] )(\b[A-Z]\w+) - "),
        part=True,
    ),
    Fact(
        "budgets of Pods",
        together(
            words(stem("sh-pdb-holds"), rf"`({CAMEL}): \d`"),
            words(stem("as-node-not-removed"), rf"`({CAMEL}): \d`"),
        ),
        fields("policy.v1.PodDisruptionBudgetSpec"),
        part=True,
    ),
    Fact(
        "kinds of workload",
        words(rights("kubernetes-workload-kinds"), CAMEL),
        lambda: frozenset(kind for _, kind in kinds()),
        part=True,
    ),
)
