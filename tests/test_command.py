"""What lines of docker, kubectl and the AWS CLI mean, whoever asks for them."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.grammar import (
    UnclearError,
    arguments,
    compare,
    difference,
    flags,
    parse,
    reader,
    structures,
    values,
)
from orchestra_tutor.grammar import line as words
from orchestra_tutor.grammar.client import PROGRAMS, client
from orchestra_tutor.grammar.line import LONGEST
from orchestra_tutor.text import LANGS, Text, same
from tests.model_lines import LINES


def means(line: str) -> dict[str, tuple[str, ...]]:
    """The parts of a line, each with what its values mean."""
    return {name: tuple(word.means for word in part.words) for name, part in parse(line).parts.items()}


def refusal(line: str) -> str:
    with pytest.raises(UnclearError) as refused:
        parse(line)
    return refused.value.text.en


def told(line: str) -> Text:
    """The command of a line, or why it is unclear."""
    try:
        return same(parse(line).command)
    except UnclearError as unclear:
        return unclear.text


def differences(given_line: str, wanted: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.part, each.said.en) for each in compare(parse(given_line), parse(wanted))]


# Words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("docker service ls", ["docker", "service", "ls"]),
        ("  $  sudo docker\tservice\u00a0ls ", ["docker", "service", "ls"]),
        ("docker service \\\n  ls", ["docker", "service", "ls"]),
        ("docker service \\\r\n  ls", ["docker", "service", "ls"]),
        ("a 'b c' \"d e\" f\\ g ''", ["a", "b c", "d e", "f g", ""]),
        ("a ‘b c’ “d e”", ["a", "b c", "d e"]),
        ("a —replicas –x # y", ["a", "--replicas", "-x", "#", "y"]),
        ("a ––replicas —n=3 – —", ["a", "--replicas", "--n=3", "--", "--"]),
        ("a ‐‐all −n \u2011o b–c --d=–e", ["a", "--all", "-n", "-o", "b–c", "--d=–e"]),
        ("a\u200b „b c” «d» ＂e f＂", ["a", "b c", "d", "e f"]),
        ("docker ps;", ["docker", "ps"]),
        ("docker ps ; ", ["docker", "ps"]),
        ("`docker ps`", ["docker", "ps"]),
        ("``` $ docker ps ; ```", ["docker", "ps"]),
        ("root@m1:~# docker ps", ["docker", "ps"]),
        ("PS C:\\me> docker ps", ["docker", "ps"]),
        ("> docker ps", ["docker", "ps"]),
        ("% docker ps", ["docker", "ps"]),
        ("A=1 sudo -E B='2 3' docker ps C=4", ["docker", "ps", "C=4"]),
        ("a ${ARN} $ARN ${a:-b}", ["a", "$ARN", "$ARN", "${a:-b}"]),
        ("docker \\ \n ps", ["docker", "ps"]),
        ("ｄｏｃｋｅｒ　ps", ["docker", "ps"]),
        ("a 'b | c' x=$HOME {a,b}", ["a", "b | c", "x=$HOME", "{a,b}"]),
    ],
)
def test_a_line_has_the_words_that_a_shell_makes_of_it(line: str, expected: list[str]) -> None:
    assert words.words_of(line) == expected


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "Type the whole command."),
        ("sudo", "Type the whole command."),
        ("A=1", "Type the whole command."),
        (";", "Type the whole command."),
        ("``", "Type the whole command."),
        ("docker 'ps", "A quotation mark or a backslash is left open."),
        ("docker ps \\", "A quotation mark or a backslash is left open."),
        ("docker ps > file", "Type one command, without `>`. Put quotation marks around it if it belongs to a value."),
        ("docker ps && ls", "Type one command, without `&&`. Put quotation marks around it if it belongs to a value."),
        ("docker " + "x" * LONGEST, "That is longer than any command."),
    ],
)
def test_a_line_without_words_is_refused(line: str, said: str) -> None:
    assert refusal(line) == said


# The same


SAME: Final = """
docker ps | docker container ls | docker container list | docker container ps
docker ps -aqf name=web | docker ps --all --quiet --filter name=web | docker ps -a=true -q -fname=web --size=false
docker stack deploy -c a.yaml shop | docker stack up --compose-file=a.yaml shop
docker service ls | docker --log-level debug service ls | docker -D service ls | docker --context prod service ls
docker service ls | sudo docker service list | /usr/bin/docker service ls | docker.exe -H ssh://m1 service ls
docker stack ps shop | docker -c prod stack ps shop
docker service scale a=1 | docker service scale -d a=1
docker service create a | docker service create --replicas 1 --quiet a | docker service create --detach=false a
docker swarm init --advertise-addr 10.0.0.1 | docker swarm init --advertise-addr 10.0.0.1:2377 --listen-addr 0.0.0.0
docker swarm join --token x 10.0.0.1 | docker swarm join --token x --listen-addr=0.0.0.0:2377 10.0.0.1:2377
docker service create --secret db a | docker service create --secret source=db,target=db,mode=0444,uid=0,gid=0 a | \
docker service create --secret src=db,target=/run/secrets/db a
docker service update --config-add c a | docker service update --config-add source=c,target=/c,mode=0444 a
docker service create --mount src=a,dst=/b a | docker service create --mount type=volume,target=/b,source=a a
docker service create --constraint node.role==worker a | docker service create --constraint 'node.role == worker' a
docker compose -f ./a.yaml up -d | docker compose --file=a.yaml up --detach
docker run nginx | docker run nginx:latest | docker run --pull missing docker.io/library/nginx
docker run -p 80:80/tcp a | docker run -p target=80,published=80 a | docker run -p published=80,target=80,protocol=tcp a
docker run -m 1g a | docker run -m 1024MB a | docker run --memory 1073741824 a | docker run -m 1GiB a
docker run --cpus .5 a | docker run --cpus=0.50 a
docker service create --secret db a | docker service create --secret source=db a
docker service create --mount type=bind,src=/a,dst=/b a | docker service create --mount target=/b,source=/a,type=bind a
docker service create --network back a | docker service create --network name=back a
docker service update --update-delay 90s a | docker service update --update-delay 1m30s a
docker service update --env-add A=1 --env-add B=2 a | docker service update a --env-add B=2 --env-add A=1
docker node promote a b | docker node promote b a
kubectl get po | kubectl get pods | kubectl get Pod | kubectl get pod.v1
kubectl get deploy,svc | kubectl get services,deployments.apps
kubectl get pod a b | kubectl get po/b pods/a
kubectl get pods | kubectl get pods -n default | kubectl --namespace=default get pods
kubectl get pods | kubectl -v=6 get po --context prod | k get pods --kubeconfig a | \
kubectl.exe get pods --request-timeout 5s
kubectl get pods -n shop | kubectl –n shop get po | $ kubectl get pods —namespace=“shop”; | k -n shop get pod
kubectl get pods -nshop -owide | kubectl -n shop get pods -o=wide | kubectl --namespace shop get --output wide pods
kubectl get pods -lapp=web,tier=db | kubectl get pods -l 'tier==db, app = web'
kubectl get pods -l app=web | kubectl get pods --selector=app==web | kubectl get pods -l 'app in (web)'
kubectl get pods -l 'a != b' | kubectl get pods -l 'a notin ( b )'
kubectl get pods -l 'a in (x, y),!b' | kubectl get pods --selector '!b,a in (y,x)'
kubectl apply -f a.yaml -f b.yaml | kubectl apply -f ./b.yaml,a.yaml
kubectl create deploy web --image=nginx | kubectl create deployment web --image nginx -r 1 --dry-run=none
kubectl logs web | kubectl logs pod/web | kubectl logs po/web --tail=-1
kubectl logs web -c app | kubectl logs web app | kubectl logs pod/web --container=app
kubectl logs deploy/web | kubectl logs deployments.apps/web
kubectl logs web --since 1h | kubectl logs web --since=60m
kubectl drain n1 | kubectl drain node/n1 | kubectl drain no/n1 --force=false
kubectl port-forward web 80 | kubectl port-forward pod/web 80:80 | kubectl port-forward web 80 --address=localhost
kubectl scale deploy a --replicas 5 | kubectl scale deploy/a --replicas=5 -o yaml | \
kubectl scale --replicas 5 deploy a -o name
kubectl delete sts a --cascade=orphan | kubectl delete sts a --cascade=false
kubectl delete sts a | kubectl delete sts a --cascade=true | kubectl delete sts a --cascade | \
kubectl delete sts/a -o name
kubectl expose deploy a --port 80 | kubectl expose deploy/a --port=80 --protocol=TCP --type=ClusterIP
kubectl create service clusterip a --tcp 80 | kubectl create svc clusterip a --tcp=80:80
kubectl create secret generic a --from-file pw.txt | kubectl create secret generic a --from-file=pw.txt=./pw.txt
kubectl set resources rs/a --limits cpu=500m,memory=1Gi | kubectl set resources rs/a --limits memory=1024Mi,cpu=.5
kubectl set image deploy/a x=nginx y=b:1 | kubectl set image deploy a y=b:1 x=nginx:latest
kubectl patch svc a -p '{"a":1,"b":2}' | kubectl patch service/a --patch '{"b": 2, "a": 1}' --type=strategic
kubectl patch deploy a -p '{"spec":{"replicas":5}}' | \
kubectl patch deploy/a --type=merge --patch='{ "spec": {"replicas": 5} }'
kubectl patch deploy a -p '{"a":[{"b":1,"c":"2"}]}' | kubectl patch deploy a -p '{"a": [{"c": "2", "b": 1}]}'
kubectl wait pod/a --for=condition=Ready | kubectl wait --for condition=ready=true po/a
kubectl autoscale deploy a --max 3 | kubectl autoscale deploy a --max=3 --min=1
kubectl autoscale deploy a --max 3 --cpu=60% | kubectl autoscale deploy/a --cpu-percent 60 --max=3
kubectl delete pod a --wait | kubectl delete pod a --wait=true | kubectl delete pod a
kubectl exec web -it -- sh | kubectl exec -i -t pod/web -- sh | kubectl exec -it web – /bin/sh
kubectl exec a -- wget -qO- http://b:80 | kubectl exec a -- wget -q -O - b:80 | \
kubectl exec a -- wget http://b:80/ -q -O-
kubectl exec a -- curl -sSI -m 5 b | kubectl exec a -- /usr/bin/curl --head --max-time 5 http://b/
kubectl explain po.spec | kubectl explain pods.spec
aws ecs list-tasks | aws ecs list-tasks --cluster default --desired-status=RUNNING
aws --region x ecs list-tasks | aws ecs list-tasks --region=x
aws ecs list-tasks | aws ecs list-tasks --region x --profile y --output json --query 'taskArns[]' --no-cli-pager
aws ecs list-tasks | AWS_PAGER= aws --output text ecs list-tasks | \
aws ecs list-tasks --cluster arn:aws:ecs:x:1:cluster/default
aws ecs update-service --cluster a --service b --task-definition b:7 | aws ecs update-service \
--cluster arn:aws:ecs:x:1:cluster/a --service arn:aws:ecs:x:1:service/a/b \
--task-definition arn:aws:ecs:x:1:task-definition/b:7
aws ecs describe-tasks --tasks a b | \
aws ecs describe-tasks --tasks arn:aws-cn:ecs:x:1:task/b arn:aws:ecs:x:1:task/default/a
aws ecs run-task --task-definition a | aws ecs run-task --task-definition a --count 1 --platform-version LATEST
aws ecs execute-command --task a --interactive --command sh | \
aws ecs execute-command --task a --interactive --command /bin/sh
aws ecs execute-command --task a --command 'wget -qO- b' | aws ecs execute-command --task a --command 'wget -q -O - b/'
aws eks update-kubeconfig --name a | aws eks update-kubeconfig --name a --kubeconfig ${HOME}/.kube/config
aws ecs describe-services --services a b | aws ecs describe-services --services b a | \
aws ecs describe-services --services '["b","a"]'
aws ecs run-task --network-configuration awsvpcConfiguration={subnets=[a,b],assignPublicIp=ENABLED} | \
aws ecs run-task --network-configuration 'awsvpcConfiguration={assignPublicIp=ENABLED, subnets=[b,a]}' | \
aws ecs run-task --network-configuration '{"awsvpcConfiguration": {"subnets": ["a", "b"], "assignPublicIp": "ENABLED"}}'
aws ecs run-task --capacity-provider-strategy capacityProvider=a,base=1 capacityProvider=b | \
aws ecs run-task --capacity-provider-strategy '[{"capacityProvider":"b","base":0},{"base":1,"capacityProvider":"a"}]'
aws ecs update-service --no-force-new-deployment | aws ecs --no-force-new-deployment update-service
aws ecs register-task-definition --family a --container-definitions name=a,image=b,memory=1 | \
aws ecs register-task-definition --family a --container-definitions '[{"image":"b","name":"a","memory":1}]'
""".replace("\\\n", "")


@pytest.mark.parametrize("lines", [line.split(" | ") for line in SAME.strip().splitlines()], ids=lambda lines: lines[0])
def test_these_lines_mean_the_same(lines: list[str]) -> None:
    first, *others = map(parse, lines)
    assert [compare(other, first) for other in others] == [()] * len(others)


# Not the same


@pytest.mark.parametrize(
    ("given_line", "wanted", "said"),
    [
        ("docker service update --rollback=false a", "docker service update --rollback a", ["missing --rollback"]),
        ("docker swarm update --autolock", "docker swarm update --autolock=false", ["value --autolock"]),
        ("docker swarm update", "docker swarm update --task-history-limit 5", ["missing --task-history-limit"]),
        ("docker stack deploy -c b -c a s", "docker stack deploy -c a -c b s", ["value --compose-file"]),
        ("docker run a sh", "docker run a sh -c ls", ["value COMMAND"]),
        ("docker run a", "docker run a sh", ["missing COMMAND"]),
        ("docker run a wget b", "docker run a wget -O- b", ["value COMMAND"]),
        ("docker run a wget -x b", "docker run a wget b", ["value COMMAND"]),
        ("docker run -d a", "docker run a", ["extra --detach"]),
        ("docker service ls --format x", "docker service ls", ["extra --format"]),
        ("docker --context b service ls", "docker --context a service ls", ["value --context"]),
        (
            "docker service create --secret source=a,mode=444 b",
            "docker service create --secret a b",
            ["value --secret"],
        ),
        (
            "docker service create --config source=a,target=/b c",
            "docker service create --config a c",
            ["value --config"],
        ),
        ("docker swarm init --listen-addr 10.0.0.1", "docker swarm init", ["extra --listen-addr"]),
        (
            "docker service create --constraint node.role!=worker a",
            "docker service create --constraint node.role==worker a",
            ["value --constraint"],
        ),
        ("kubectl get pods -o yaml", "kubectl get pods", ["extra --output"]),
        ("kubectl rollout history deploy/a -o yaml", "kubectl rollout history deploy/a", ["extra --output"]),
        ("kubectl create ns a --dry-run=client -o yaml", "kubectl create ns a", ["extra --dry-run"]),
        ("kubectl create ns a --dry-run=client", "kubectl create ns a --dry-run=client -o yaml", ["missing --output"]),
        ("kubectl get pods --as=a", "kubectl get pods", ["extra --as"]),
        ("kubectl logs web api", "kubectl logs web -c app", ["value --container"]),
        ("kubectl logs web app", "kubectl logs web", ["extra --container"]),
        ("kubectl delete sts a --cascade=false", "kubectl delete sts a", ["extra --cascade"]),
        ("kubectl delete sts a --cascade=true", "kubectl delete sts a --cascade=orphan", ["missing --cascade"]),
        ("kubectl expose deploy a --type NodePort", "kubectl expose deploy a --type ClusterIP", ["value --type"]),
        ("kubectl get pods -l 'a in (b)'", "kubectl get pods -l a!=b", ["value --selector"]),
        (
            "kubectl get pods --field-selector 'a in (b)'",
            "kubectl get pods --field-selector a=b",
            ["value --field-selector"],
        ),
        ("kubectl patch svc a -p '{a: \"1\"}'", "kubectl patch svc a -p '{a: 1}'", ["value --patch"]),
        ("kubectl patch svc a -p '{a: [1]}' --type=merge", "kubectl patch svc a -p '{a: [1]}'", ["extra --type"]),
        (
            'kubectl patch svc a -p \'{"$patch": "a"}\' --type=merge',
            'kubectl patch svc a -p \'{"$patch":  "a"}\'',
            ["extra --type"],
        ),
        ("kubectl patch svc a -p '{a: 1}' --type=json", "kubectl patch svc a -p '{a: 1}'", ["extra --type"]),
        ("docker run a ls sh", "docker run a sh ls", ["value COMMAND"]),
        ("docker run -e A=1 -e C=3 a", "docker run -e A=1 -e B=2 -e C=3 a", ["missing --env"]),
        ("docker run -e A=1 -e B=3 a", "docker run -e A=1 -e B=2 a", ["value --env"]),
        ("docker node promote a c", "docker node promote a b", ["name NODE"]),
        ("docker service scale a=1", "docker service scale a=1 b=2", ["missing SERVICE=REPLICAS"]),
        ("kubectl get pods -A", "kubectl get pods -n shop", ["missing --namespace", "extra --all-namespaces"]),
        ("kubectl get pods", "kubectl get pods -n default", ["missing --namespace"]),
        ("kubectl get svc/web", "kubectl get pod/web", ["resource TYPE/NAME"]),
        ("kubectl get pod/api", "kubectl get pod/web", ["name TYPE/NAME"]),
        ("kubectl get pod", "kubectl get pod/web", ["name TYPE/NAME"]),
        ("kubectl get deploy,rs", "kubectl get deploy,pod,svc", ["missing TYPE/NAME"] * 2 + ["extra TYPE/NAME"]),
        ("kubectl get pods -l a=1,b=3", "kubectl get pods -l a=1,b=2", ["value --selector"]),
        ("kubectl exec web -- sh -l", "kubectl exec web -- sh", ["value COMMAND"]),
        ("kubectl label node a k-", "kubectl label node a k=v", ["name KEY=VALUE"]),
        ("kubectl rollout pause deploy/a", "kubectl rollout undo deploy/a", ["verb kubectl rollout undo"]),
        ("docker ps", "kubectl get pods", ["program kubectl get"]),
        ("aws ecs list-tasks", "aws ecs list-tasks --region a", ["missing --region"]),
        ("aws ecs list-tasks --region b", "aws ecs list-tasks --region a", ["value --region"]),
        ("aws ecs list-tasks --endpoint-url a", "aws ecs list-tasks", ["extra --endpoint-url"]),
        (
            "aws ecs list-tasks --cluster arn:aws:ecs:x:1:cluster/test",
            "aws ecs list-tasks --cluster prod",
            ["value --cluster"],
        ),
        (
            "aws ecs describe-tasks --tasks arn:aws:ecs:x:1:service/a/b",
            "aws ecs describe-tasks --tasks b",
            ["value --tasks"],
        ),
        (
            "aws ecs update-service --task-definition arn:aws:ecs:x:1:task-definition/web:6",
            "aws ecs update-service --task-definition web:7",
            ["value --task-definition"],
        ),
        ("aws ecs list-tasks", "aws ecs list-tasks --cluster shop", ["missing --cluster"]),
        (
            "aws ecs create-service --placement-strategy type=binpack,field=cpu type=spread,field=host",
            "aws ecs create-service --placement-strategy type=spread,field=host type=binpack,field=cpu",
            ["value --placement-strategy"],
        ),
        (
            "aws ecs run-task --network-configuration awsvpcConfiguration={subnets=[a],assignPublicIp=DISABLED}",
            "aws ecs run-task --network-configuration awsvpcConfiguration={subnets=[a],assignPublicIp=ENABLED}",
            ["value --network-configuration"],
        ),
        (
            "aws ecs update-service --disable-execute-command",
            "aws ecs update-service --enable-execute-command",
            ["value --enable-execute-command"],
        ),
    ],
)
def test_these_lines_differ(given_line: str, wanted: str, said: list[str]) -> None:
    assert [f"{kind} {part}" for kind, part, _ in differences(given_line, wanted)] == said


@pytest.mark.parametrize(
    ("given_line", "wanted", "said"),
    [
        ("docker run -d a", "docker run a", "`--detach` is not asked for: leave it out."),
        ("docker stack rm a", "docker stack rm --detach=false a", "`--detach=false` is missing."),
        (
            "aws ecs update-service",
            "aws ecs update-service --disable-execute-command",
            "`--disable-execute-command` is missing.",
        ),
        (
            "aws ecs update-service",
            "aws ecs update-service --no-force-new-deployment",
            "`--no-force-new-deployment` is missing.",
        ),
        (
            "docker service update --update-delay 1m a",
            "docker service update --update-delay 10s a",
            "`--update-delay` is `10s`, not `1m`.",
        ),
        ("docker run -e A=1 a", "docker run -e A=1 -e B=2 a", "`--env B=2` is missing."),
        ("docker ps", "kubectl get pods", "The task asks for a line of `kubectl`; yours is one of `docker`."),
        ("docker run a sh", "docker run a sh -l", "The command for the container is `sh -l`, not `sh`."),
        (
            "docker service create a",
            "docker service create --update-order start-first a",
            "`--update-order start-first` is missing. Without it, `stop-first` is taken.",
        ),
        (
            "kubectl get po",
            "kubectl get po -n shop",
            "`--namespace shop` is missing. Without it, `default` is taken.",
        ),
        ("kubectl logs a", "kubectl logs a --tail 5", "`--tail 5` is missing."),
        ("docker run a:1", "docker run a:2", "`IMAGE` is `a:2`, not `a:1`."),
        ("kubectl drain n1", "kubectl drain n2", "The name is `n2`, not `n1`."),
    ],
)
def test_a_difference_is_said_in_the_words_that_were_typed(given_line: str, wanted: str, said: str) -> None:
    assert [words for _, _, words in differences(given_line, wanted)] == [said]


# Refused


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "docker-compose up",
            "The line begins with docker, kubectl or aws, not with `docker-compose`. Did you mean `docker`?",
        ),
        ("ㅏㅕㅠㄷㅊ시 ㅎㄷㅅ ㅔㅐㅇㄴ", "The keyboard is set to Hangul. Type the command in Latin letters."),
        ("kubectl rolout undo deploy/a", "The tutor knows no command `kubectl rolout`. Did you mean `rollout`?"),
        ("aws ecs", "`aws ecs` is not the whole command: a command of it is missing."),
        ("aws s3 ls", "The tutor knows no command `aws s3`."),
        ("docker service ls --context a", "`--context` goes before the last word of the command `docker service ls`."),
        ("docker ps -ax", "`docker ps` has no flag `-ax`."),
        ("kubectl get pods --yaml", "`kubectl get` has no flag `--yaml`."),
        ("kubectl get pods -n", "`--namespace` needs a value."),
        ("kubectl get pods -l -A", "`--selector` needs a value."),
        ("aws ecs list-tasks --cluster --family a", "`--cluster` needs a value."),
        ("aws ecs describe-services --services", "`--services` needs a value."),
        (
            "kubectl create deploy a --image b --dry-run client",
            "`--dry-run` takes its value after a `=`: `--dry-run=client`.",
        ),
        (
            "aws ecs update-service --no-enable-execute-command",
            (
                "`aws ecs update-service` has no flag `--no-enable-execute-command`. "
                "Did you mean `--enable-execute-command`?"
            ),
        ),
        ("docker service update --force=maybe a", "`--force` takes true or false, not `maybe`."),
        (
            "docker service update --update-order first a",
            "`--update-order` takes `start-first` or `stop-first`, not `first`.",
        ),
        (
            "docker service update --update-delay 10 a",
            "`--update-delay` takes a duration such as `10s` or `1m30s`, not `10`.",
        ),
        ("docker service update --limit-memory lots a", "`--limit-memory` takes a size such as `512M`, not `lots`."),
        ("docker service update --limit-cpu half a", "`--limit-cpu` takes a number, not `half`."),
        ("docker service scale web", "`SERVICE=REPLICAS` takes a pair with a `=` in it, not `web`."),
        ("docker swarm join-token wrker", "`worker|manager` takes `worker` or `manager`, not `wrker`."),
        ("docker node update a b", "`docker node update` takes no further argument `b`."),
        ("kubectl logs a b -c c", "`kubectl logs` takes no further argument `b`."),
        ("kubectl logs a b c", "`kubectl logs` takes no further argument `c`."),
        (
            "kubectl delete sts a --cascade=no",
            "`--cascade` takes `background`, `orphan` or `foreground`, not `no`.",
        ),
        ("kubectl cordon", "`kubectl cordon` lacks an argument: `NODE`."),
        ("kubectl get podz", "The tutor knows no type of object `podz`. Did you mean `pod`?"),
        ("kubectl get pod/", "Objects are written as `TYPE NAME` or as `TYPE/NAME`, not as `pod/`."),
        ("kubectl rollout undo deploy/a b", "Objects are written as `TYPE NAME` or as `TYPE/NAME`, not as `b`."),
        ("kubectl set resources deploy/a --limits cpu", "`--limits` takes a pair with a `=` in it, not `cpu`."),
        (
            "kubectl set resources deploy/a --limits cpu=x",
            "`--limits` takes a quantity such as `500m` or `64Mi`, not `cpu=x`.",
        ),
        ("aws ecs run-task --count two", "`--count` takes a whole number, not `two`."),
        (
            "aws ecs run-task --launch-type SPOT",
            "`--launch-type` takes `EC2`, `FARGATE`, `EXTERNAL` or `MANAGED_INSTANCES`, not `SPOT`.",
        ),
        (
            "aws ecs run-task --network-configuration a={b",
            "`--network-configuration` takes `key=value,key=value` or JSON, not `a={b`.",
        ),
        (
            "aws ecs run-task --network-configuration '{\"a\":'",
            '`--network-configuration` takes `key=value,key=value` or JSON, not `{"a":`.',
        ),
        (
            "aws ecs run-task --capacity-provider-strategy provider=a",
            "`--capacity-provider-strategy` takes the fields `capacityProvider`, not `provider=a`.",
        ),
    ],
)
def test_a_line_that_its_client_refuses_says_why(line: str, said: str) -> None:
    assert refusal(line) == said


def test_every_message_is_said_in_both_languages() -> None:
    """Not the same words twice: a translation that was forgotten."""
    modules = (arguments, difference, words, reader, structures, values)
    texts = [said for module in modules for said in vars(module).values() if isinstance(said, Text)]
    assert len(texts) >= 25
    assert [said for said in texts if said.en == said.ko] == []


# Values


@pytest.mark.parametrize(
    ("line", "part", "values"),
    [
        (
            "docker run -p 127.0.0.1:80:8080/udp a",
            "--publish",
            ("ip=127.0.0.1,mode=ingress,protocol=udp,published=80,target=8080",),
        ),
        ("docker run -p 80 a", "--publish", ("mode=ingress,protocol=tcp,target=80",)),
        ("docker run host:5000/a b c", "IMAGE", ("host:5000/a:latest",)),
        ("docker run a@sha256:1 b", "IMAGE", ("a@sha256:1",)),
        ("docker run --memory-swap -1 a", "--memory-swap", ("-1",)),
        ("docker run --cpus 2 --cpus 3 a", "--cpus", ("3",)),
        ("kubectl get certificates.cert-manager.io/web", "TYPE/NAME", ("certificates.cert-manager.io/web",)),
        ("kubectl get deploy,sts web", "TYPE/NAME", ("deployment/web", "statefulset/web")),
        ("kubectl logs web --tail -1 --limit-bytes 5", "--limit-bytes", ("5",)),
        ('kubectl patch svc a -p \'{"spec":  {"x": 1}}\'', "--patch", ('{"spec": {"x": 1}}',)),
        ("kubectl patch svc a -p '{a: &b  [1], c: *b}'", "--patch", ("{a: &b [1], c: *b}",)),
        ("kubectl patch svc a -p '{a: 2026-01-01}'", "--patch", ("{a: 2026-01-01}",)),
        ("kubectl patch svc a -p '{a: [}'", "--patch", ("{a: [}",)),
        ("docker run a ls -l", "COMMAND", ("ls -l",)),
        ("kubectl get pods -o jsonpath='{.a}'", "--output", ("jsonpath={.a}",)),
        ("aws ecs run-task --network-configuration file://a.json", "--network-configuration", ("file://a.json",)),
        (
            "aws ecs create-service --placement-constraints 'type=memberOf,expression=attribute:x == y'",
            "--placement-constraints",
            ("expression=attribute:x == y,type=memberOf",),
        ),
        ("aws ecs tag-resource --tags key=a,value='b c'", "--tags", ("key=a,value=b c",)),
        ("aws ecs list-tasks --query 'a[?b==`c`]'", "--query", ("a[?b==`c`]",)),
    ],
)
def test_a_value_has_one_form(line: str, part: str, values: tuple[str, ...]) -> None:
    assert means(line)[part] == values


# All lines


@pytest.mark.parametrize("line", LINES)
def test_a_model_line_means_what_it_means(line: str) -> None:
    assert compare(parse(line), parse(line)) == ()
    assert any(other != parse(line) for other in (parse("docker version"), parse("kubectl version")))


@given(st.sampled_from(LINES), st.sampled_from(LINES))
def test_two_model_lines_mean_two_things_and_both_ways(one: str, other: str) -> None:
    there, back = compare(parse(one), parse(other)), compare(parse(other), parse(one))
    assert bool(there) == bool(back) == (one != other)
    assert all(each.said[lang] for each in (*there, *back) for lang in LANGS)


@given(st.sampled_from(LINES), st.integers(0, 200), st.characters())
def test_a_slip_of_the_finger_raises_nothing_but_that_the_line_is_unclear(line: str, at: int, typed: str) -> None:
    for slip in (line[:at], line[:at] + typed + line[at:], line[:at] + line[at + 1 :]):
        assert all(told(slip)[lang] for lang in LANGS)


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_command_has_a_form_and_lists_its_flags(program: str) -> None:
    for name, command in client(program).names.items():
        form = client(program).form(name)
        assert form.command == command
        assert flags(name) == {flag.name for flag in (*form.before.values(), *form.flags.values())}
