"""Every command line that the course shows is one that its client takes."""

import pytest

from orchestra_tutor.course import Course
from tests.courses import own_course
from tests.vendors import lines
from tests.vendors.client import Flag, clients
from tests.vendors.test_vocabulary import saying


def told(course: Course) -> list[str]:
    """What the clients would refuse, with its place."""
    found = {
        f"{said.place}: {said.words}: {fault}"
        for said, whole in lines.lines(course)
        for fault in lines.faults(said.words, whole)
    }
    return sorted(found)


def test_every_command_line_is_one_that_its_client_takes() -> None:
    found = told(own_course())
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "docker service update --image web:2 --update-parallelism 2 --update-delay 10s web",
        "docker run -it --rm nginx sh -c 'ls -l --all'",
        "docker service list",
        "docker swarm join --token TOKEN 10.0.0.1:2377",
        "docker compose -f compose.yaml up -d",
        "docker service update --force NAME",
        "kubectl -n shop get pods -l app=web -o wide",
        "kubectl exec -it web -c app -- sh -c ls",
        "kubectl set image deployment/web app=web:2",
        "kubectl get deploy,svc",
        "kubectl get networkpolicies",
        "kubectl delete node <node>",
        "kubectl top nodes",
        "kubectl get pods | grep web",
        "kubectl apply -f web.yaml && kubectl rollout status deployment/web",
        "gcloud container clusters create-auto shop --region us-central1",
        "aws ecs run-task --cluster shop --launch-type FARGATE --count 2",
        "aws ecs update-service --service web --force-new-deployment",
        "aws ecs create-service --network-configuration 'awsvpcConfiguration={subnets=[a],assignPublicIp=ENABLED}'",
        "aws ecs wait services-stable --cluster shop --services web",
        "aws eks update-kubeconfig --name shop",
        "etcdutl --data-dir DIR snapshot restore snapshot.db",
        "helm rollback web 3",
        "tutor quiz kubernetes -n 5",
        "tutor content check",
    ],
)
def test_a_line_that_works_passes(line: str) -> None:
    assert list(lines.faults(line)) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("docker service upscale web=5", "docker service has no command 'upscale'"),
        ("docker service scale", "docker service scale lacks an argument: SERVICE=REPLICAS [SERVICE=REPLICAS...]"),
        ("docker swarm init now", "docker swarm init takes no argument 'now'"),
        ("docker service update --replica 5 web", "docker service update has no flag --replica"),
        ("docker service update --replicas five web", "docker service update --replicas does not take 'five'"),
        ("docker service update --update-delay 10 web", "docker service update --update-delay does not take '10'"),
        ("docker node update --availability off n1", "docker node update --availability does not take 'off'"),
        ("docker compose upp", "docker compose has no command 'upp'"),
        ("kubectl undo deployment/web", "kubectl has no command 'undo deployment/web'"),
        ("kubectl rollout undoo deployment/web", "kubectl rollout has no command 'undoo'"),
        ("kubectl rollout undo deployment/web --revision=3", "kubectl rollout undo has no flag --revision"),
        ("kubectl get pod web --yaml", "kubectl get has no flag --yaml"),
        ("kubectl get podz", "no kind of object 'podz'"),
        ("kubectl cordon", "kubectl cordon lacks an argument: NODE [options]"),
        ("kubectl get pods | kubectl delete -f - -x", "kubectl delete has no flag -x"),
        ("gcloud container node-pools resize small", "gcloud container node-pools has no command 'resize'"),
        (
            "gcloud container clusters update shop --autoscale",
            "gcloud container clusters update has no flag --autoscale",
        ),
        ("aws ecs update-services", "aws ecs has no operation 'update-services'"),
        ("aws ecs update-service --count 12", "aws ecs update-service has no flag --count"),
        ("aws ecs run-task --count two", "aws ecs run-task --count: no number 'two'"),
        ("aws ecs run-task --launch-type FARGATE_SPOT", "aws ecs run-task --launch-type: no value 'FARGATE_SPOT'"),
        (
            "aws ecs update-service --capacity-provider-strategy provider=FARGATE,weight=1",
            "aws ecs update-service --capacity-provider-strategy: no field 'provider'",
        ),
        ("aws ecs wait service-stable", "aws ecs waits for no 'service-stable'"),
        ("aws ekz list-clusters", "no model of 'ekz' was read"),
        ("etcdctl snapshot store x", "etcdctl has no command 'snapshot store x'"),
        ("tutor lean", "tutor has no command 'lean'"),
        ("tutor quiz -n many", "tutor quiz -n does not take 'many'"),
        ("kubectl get pods -o 'name", "kubectl get pods -o 'name: No closing quotation"),
        ("nomad job run web", "no table has the commands of nomad"),
    ],
)
def test_the_gate_sees_a_line_that_does_not_work(line: str, fault: str) -> None:
    assert list(lines.faults(line))[:1] == [fault]
    assert told(saying(f"Type:\n\n```console\n$ {line}\n```\n")) == [f"glossary.yaml:3:5: {line}: {fault}"]


def test_a_mention_need_not_be_whole() -> None:
    assert told(saying("`docker service scale` and `kubectl rollout`")) == []
    assert told(saying("`docker service scales` and `kubectl rollback`")) == [
        "glossary.yaml:3:5: docker service scales: docker service has no command 'scales'",
        "glossary.yaml:3:5: kubectl rollback: kubectl has no command 'rollback'",
    ]


def test_a_blank_is_read_with_the_right_answer_in_it() -> None:
    said = {line.words for line, _ in lines.lines(own_course())}
    assert "docker service scale web=5" in said
    assert not any("___" in line for line in said)


def test_a_line_goes_on_after_a_backslash() -> None:
    course = saying("```console\n$ kubectl scale deployment/web \\\n    --replica=5\n```")
    assert told(course)[0].endswith("kubectl scale has no flag --replica")


def test_output_is_no_command_line() -> None:
    assert list(lines.lines(saying("```console\nNAME   READY\nweb    1/1\n```"))) == []


def test_a_table_tells_flags_values_and_defaults() -> None:
    create = clients()["docker"]["docker service create"]
    assert create.flags["--update-order"] == Flag("start-first|stop-first", "stop-first")
    assert create.flags["--replicas"] == Flag("int")
    assert create.flags["--read-only"] == Flag(None)
    assert create.usage == "[OPTIONS] IMAGE [COMMAND] [ARG...]"
    assert clients()["kubectl"]["kubectl top po"].flags == clients()["kubectl"]["kubectl top pods"].flags
