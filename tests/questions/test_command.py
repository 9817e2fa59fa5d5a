"""command: lines of docker, kubectl and aws, as people type them."""

import subprocess
import sys
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.question import Enter, Graded, Malformed, Response
from orchestra_tutor.questions.command import TYPE_IT, Command
from orchestra_tutor.text import same
from tests.courses import own_course
from tests.model_lines import LINES
from tests.spellings import mutated, respelt, take_apart

ASKED = [question for item in own_course().items if isinstance(question := item.question, Command)]


def asking(*answers: str, ignores: tuple[str, ...] = ()) -> Command:
    return Command(same("stem"), answers, same("because"), ignores)


SCALE = asking("docker service scale web=5", "docker service update --replicas 5 web", ignores=("--detach",))
UNDO = asking("kubectl rollout undo deployment/web --to-revision 3")
COUNT = asking("aws ecs update-service --cluster shop --service web --desired-count 12", ignores=("--region",))


def verdict(question: Command, response: Response) -> str:
    graded = question.grade(response)
    if isinstance(graded, Malformed):
        return "malformed"
    return "right" if graded.correct else "wrong"


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (SCALE, "docker service scale web=5"),
        (SCALE, "  $ docker   service scale 'web=5' "),
        (SCALE, "sudo docker service scale web=5"),
        (SCALE, "docker service scale -d web=5"),
        (SCALE, "docker service update web --replicas=5"),
        (SCALE, "docker service update --detach=false web —replicas 5"),
        (UNDO, "kubectl rollout undo deploy/web --to-revision=3"),
        (UNDO, "kubectl rollout undo --to-revision 3 deployments web"),
        (UNDO, "kubectl -n default rollout undo Deployment.apps/web --to-revision=3 --dry-run=none"),
        (UNDO, "kubectl rollout undo \\\n  deploy web \\\n  --to-revision=“3”"),
        (COUNT, "aws ecs update-service --desired-count 12 --service=web --cluster shop --region eu-west-1"),
        (COUNT, "aws --no-cli-pager ecs update-service --cluster shop --service web --desired-count 12"),
    ],
)
def test_a_right_line_counts_however_it_is_typed(question: Command, typed: str) -> None:
    assert verdict(question, typed) == "right"


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        (SCALE, "docker service scale web=4", "`SERVICE=REPLICAS` is `web=5`, not `web=4`."),
        (SCALE, "docker service update web", "`--replicas 5` is missing."),
        (SCALE, "docker service update --replicas 4 web", "`--replicas` is `5`, not `4`."),
        (SCALE, "docker service update --replicas 5 --force web", "`--force` is not asked for: leave it out."),
        (SCALE, "docker service rollback web", "The command is `docker service scale`, not `docker service rollback`."),
        (SCALE, "kubectl get pods", "The task asks for a line of `docker`; yours is one of `kubectl`."),
        (
            UNDO,
            "kubectl rollout undo rs/web --to-revision=3",
            "The type of the object is `deployment`, not `replicaset`.",
        ),
        (UNDO, "kubectl rollout undo deploy/api --to-revision=3", "The name is `web`, not `api`."),
        (UNDO, "kubectl rollout undo deploy --to-revision=3", "`TYPE/NAME` is `deployment/web`, not `deployment`."),
        (
            UNDO,
            "kubectl rollout undo deploy/web -n shop",
            "`--to-revision 3` is missing. `--namespace shop` is not asked for: leave it out.",
        ),
        (
            COUNT,
            "aws ecs update-service --service web --desired-count 12",
            "`--cluster shop` is missing. Without it, `default` is taken.",
        ),
    ],
)
def test_a_wrong_line_is_told_what_is_wrong_with_it(question: Command, typed: str, said: str) -> None:
    graded = question.grade(typed)
    assert isinstance(graded, Graded)
    assert graded.score == 0.0
    (note,) = graded.notes
    assert (note.subject.en, note.why.en, note.right) == (f"`{typed}`", said, False)
    assert note.why.ko != note.why.en


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        (SCALE, "", "Type the whole command."),
        (SCALE, "$ ", "Type the whole command."),
        (SCALE, "5", "The line begins with docker, kubectl or aws, not with `5`."),
        (
            SCALE,
            "dokcer service ls",
            "The line begins with docker, kubectl or aws, not with `dokcer`. Did you mean `docker`?",
        ),
        (SCALE, "docker", "`docker` is not the whole command: a command of it is missing."),
        (SCALE, "docker service scle web=5", "The tutor knows no command `docker service scle`. Did you mean `scale`?"),
        (SCALE, "docker service scale", "`docker service scale` lacks an argument: `SERVICE=REPLICAS`."),
        (
            SCALE,
            "docker service update --replica 5 web",
            "`docker service update` has no flag `--replica`. Did you mean `--replicas`?",
        ),
        (SCALE, "docker service update web --replicas", "`--replicas` needs a value."),
        (SCALE, "docker service update --replicas five web", "`--replicas` takes a whole number, not `five`."),
        (
            UNDO,
            "kubectl rollout undo depoyment/web",
            "The tutor knows no type of object `depoyment`. Did you mean `deployment`?",
        ),
        (
            UNDO,
            "kubectl rollout undo deploy/web | cat",
            "Type one command, without `|`. Put quotation marks around it if it belongs to a value.",
        ),
        (UNDO, "kubectl rollout undo 'deploy/web", "A quotation mark or a backslash is left open."),
        (UNDO, "kubectl rollout undo --help", "Type the command itself, without `--help`."),
    ],
)
def test_a_line_that_no_client_takes_is_asked_again(question: Command, typed: str, said: str) -> None:
    graded = question.grade(typed)
    assert isinstance(graded, Malformed)
    assert graded.message.en == said
    assert graded.message.ko != said


def test_what_is_no_text_is_asked_again() -> None:
    assert SCALE.grade(["docker"]) == Malformed(TYPE_IT)


def test_it_asks_for_a_line_and_shows_the_first_answer() -> None:
    assert SCALE.ask(Random(0)) == Enter("command")
    assert SCALE.explain().answer == same("`docker service scale web=5`")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kubectl expose deploy/a --port 80", "right"),
        ("kubectl expose deploy/a --port 80 --name a", "right"),
        ("kubectl expose deploy/a --port 80 --name=a --target-port=80", "right"),
        ("kubectl expose deploy/a --port 80 --name b", "wrong"),
        ("kubectl expose deploy/a --port 80 --target-port 81", "wrong"),
        ("kubectl expose deploy/a --name a", "wrong"),
        ("kubectl create svc clusterip a --tcp 80", "right"),
        ("kubectl create svc clusterip a --tcp 80 --clusterip=1.2.3.4", "wrong"),
    ],
)
def test_a_flag_that_may_be_left_out_must_have_the_value_if_it_is_given(typed: str, expected: str) -> None:
    question = asking(
        "kubectl expose deployment a --port=80",
        "kubectl create service clusterip a --tcp=80",
        ignores=("--name=a", "--target-port=80"),
    )
    assert verdict(question, typed) == expected


def test_a_value_that_must_be_is_told_where_another_is_given() -> None:
    graded = asking("kubectl logs a", ignores=("--container=app",)).grade("kubectl logs a -c web")
    assert isinstance(graded, Graded)
    assert graded.notes[0].why.en == "`--container` is `app`, not `web`."


def test_a_flag_to_ignore_is_ignored_in_the_answer_as_well() -> None:
    question = asking("kubectl get pods -o wide", ignores=("--output",))
    assert [verdict(question, f"kubectl get pods{end}") for end in ("", " -o yaml", " -A")] == [
        "right",
        "right",
        "wrong",
    ]


@pytest.mark.parametrize("question", [SCALE, UNDO, COUNT, *ASKED])
def test_samples_have_every_verdict_and_keep_it(question: Command) -> None:
    samples = list(question.samples(Random(0)))
    assert {sample.verdict for sample in samples} == {"right", "wrong", "malformed"}
    assert [verdict(question, sample.response) for sample in samples] == [sample.verdict for sample in samples]


MODELS = [asking(line) for line in LINES] + [
    asking(answer, ignores=question.ignores) for question in ASKED for answer in question.answers
]


@given(st.sampled_from(MODELS), st.randoms(use_true_random=False))
def test_every_spelling_of_a_model_line_is_right(question: Command, rng: Random) -> None:
    typed = respelt(take_apart(question.answers[0]), rng)
    assert verdict(question, typed) == "right", typed


@pytest.mark.parametrize("question", [pytest.param(question, id=question.answers[0]) for question in MODELS])
def test_no_mutation_of_a_model_line_is_right(question: Command) -> None:
    assert verdict(question, question.answers[0]) == "right"
    line = take_apart(question.answers[0])
    assert verdict(question, line.text()) == "right"
    changes = [(what, typed) for what, typed in mutated(line) if not any(flag in what for flag in question.ignores)]
    assert len(changes) >= 2
    assert [(what, typed) for what, typed in changes if verdict(question, typed) == "right"] == []


@given(st.sampled_from(MODELS), st.randoms(use_true_random=False))
def test_a_mutation_stays_wrong_in_every_spelling(question: Command, rng: Random) -> None:
    line = take_apart(question.answers[0])
    known = [typed for what, typed in mutated(line) if "verb" not in what and verdict(question, typed) == "wrong"]
    typed = respelt(take_apart(rng.choice(known)), rng)
    assert verdict(question, typed) == "wrong", typed


WORDS = sorted(
    {word for line in LINES for word in line.split()} | {"-", "--", "=", "'", '"', "\\", "{", "[", "|", "-it", "--="}
)


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=12).map(" ".join))
def test_whatever_is_typed_is_graded_or_asked_again(typed: str) -> None:
    for program in ("", "docker service update ", "kubectl get ", "aws ecs run-task --network-configuration "):
        graded = SCALE.grade(program + typed)
        assert isinstance(graded, Graded | Malformed)


def test_the_grammar_is_read_when_a_line_is_graded_and_not_before() -> None:
    code = """
import sys
from orchestra_tutor.questions import module_of
from orchestra_tutor.text import same
question = module_of("command").make(stem=same("s"), answers=("docker service ls",), why=same("w"))
question.ask(None), question.explain()
assert "orchestra_tutor.grammar" not in sys.modules
assert question.grade("docker service list").correct
from orchestra_tutor.grammar.client import client
assert client.cache_info().currsize == 1
"""
    subprocess.run([sys.executable, "-c", code], check=True)
