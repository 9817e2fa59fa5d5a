"""`tutor calc`: what it lists, describes and calculates, and what it says to a wrong name or value."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from orchestra_tutor.app import App
from orchestra_tutor.commands import calc as command
from orchestra_tutor.commands.calc import calc, said, shown
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import UsageError
from orchestra_tutor.mechanism import Input, InputError, Mechanism, Slip, Worked, apart, brief, decimal, plain, whole
from orchestra_tutor.mechanisms import mechanism, names
from orchestra_tutor.settings import places
from orchestra_tutor.text import LANGS, Lang, Text, same
from tests.days import printed
from tests.program import tutor
from tests.screens import drawn, spoken
from tests.terminal import Person

HPA: Final = ["current=5", "metric=90", "target=60"]


@pytest.fixture
def app() -> Iterator[App]:
    with closing(App(places())) as opened:
        yield opened


def typed(line: str) -> tuple[str | None, list[str]]:
    """`hpa.desired_replicas | current=5 | metric=90`: a name and its inputs."""
    name, *pairs = line.split(" | ")
    return name or None, pairs


def lines(app: App, capsys: pytest.CaptureFixture[str], line: str, lang: Lang = "en") -> list[str]:
    """What is shown for `line` on a pipe, without what is empty."""
    calc(Visit(app, lang), *typed(line))
    return [shown for shown in capsys.readouterr().out.splitlines() if shown]


def document(app: App, capsys: pytest.CaptureFixture[str], line: str) -> Any:
    calc(Visit(app, "en", json=True), *typed(line))
    return printed(capsys)


class TestList:
    @pytest.mark.parametrize("lang", LANGS)
    def test_every_mechanism_is_listed_with_its_title(
        self, app: App, capsys: pytest.CaptureFixture[str], lang: Lang
    ) -> None:
        head, *entries, _, example = lines(app, capsys, "", lang)
        assert head == f"== {command.HEAD[lang]} =="
        listed = dict(entry.removeprefix("- ").split(": ", 1) for entry in entries)
        assert list(listed) == list(names())
        for name, title in listed.items():
            work = mechanism(name)
            assert work is not None
            assert title == work.title[lang]
        assert example == f"  {command.EXAMPLE}"

    def test_the_example_works(self, app: App, capsys: pytest.CaptureFixture[str]) -> None:
        _, _, name, *pairs = command.EXAMPLE.split()
        assert "Answer: 8" in lines(app, capsys, " | ".join([name, *pairs]))

    def test_a_family_lists_its_own(self, app: App, capsys: pytest.CaptureFixture[str]) -> None:
        assert list(document(app, capsys, "hpa")) == [name for name in names() if name.startswith("hpa.")]
        assert lines(app, capsys, "quorum", "ko")[1:3] == [
            "- quorum.majority: Raft 쿼럼",
            "- quorum.tolerated: 잃어도 되는 멤버 수",
        ]

    def test_a_family_of_one_is_that_one(self, app: App, capsys: pytest.CaptureFixture[str]) -> None:
        assert lines(app, capsys, "kube_proxy") == lines(app, capsys, "kube_proxy.probability")
        told = document(app, capsys, "kube_proxy | endpoints=4 | rule=1")
        assert (told["mechanism"], told["value"]) == ("kube_proxy.probability", 0.25)

    def test_json_describes_all(self, app: App, capsys: pytest.CaptureFixture[str]) -> None:
        told = document(app, capsys, "")
        assert list(told) == list(names())
        assert told["rollout.max_pods"]["inputs"]["max_surge"] == {
            "what": {"en": "maxSurge", "ko": "최대 서지(maxSurge)"},
            "expects": {"en": "Pods or a percentage, such as 1 or 25%", "ko": "1이나 25% 같은 파드 수 또는 백분율"},
            "default": None,
        }

    def test_no_course_is_needed(self, app: App, capsys: pytest.CaptureFixture[str]) -> None:
        """Not even one that can be read."""
        app.roots = [places().cache / "nowhere"]
        assert "Answer: 8" in lines(app, capsys, " | ".join(["hpa.desired_replicas", *HPA]))
        assert lines(app, capsys, "hpa.several")
        assert lines(app, capsys, "")


class TestDescription:
    def test_it_names_the_inputs_and_what_they_take(self, app: App, capsys: pytest.CaptureFixture[str]) -> None:
        assert lines(app, capsys, "hpa.desired_replicas") == [
            "== Replicas an HPA wants (hpa.desired_replicas) ==",
            "Inputs",
            "- current: replicas now (a whole number from 1 to 100000)",
            "- metric: the metric now, an average of the Pods (a number from 0 to 1000000000)",
            "- target: its target, in the same unit (a number from 0.001 to 1000000000)",
            "- tolerance: how far from 1 the ratio may be (a number from 0 to 1; usually 0.1)",
            "tutor calc hpa.desired_replicas current=… metric=… target=…",
            "A value with spaces goes in quotes.",
            "Source: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details",
        ]

    def test_in_korean(self, app: App, capsys: pytest.CaptureFixture[str]) -> None:
        assert lines(app, capsys, "support.ends", "ko") == [
            "== EKS 버전의 지원 종료 (support.ends) ==",
            "입력",
            "- release: EKS가 버전을 출시한 달 (2026-01 같은 달)",
            "- support: 지원 종류 (standard | extended, 기본값 standard)",
            "tutor calc support.ends release=…",
            "공백이 든 값은 따옴표로 묶으세요.",
            "출처: https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
        ]

    @pytest.mark.parametrize(
        ("default", "says"), [(None, "a (1 | 2)"), ("1", "a (1 | 2; usually 1)"), ("", "a (1 | 2; may be left out)")]
    )
    def test_what_may_be_left_out_is_told(self, default: str | None, says: str) -> None:
        reader = mechanism("hpa.several").inputs[0].reader  # type: ignore[union-attr]
        taken = Input("a", type(reader)(reader.read, same("1 | 2")), same("a"), default).takes
        assert taken.en == says

    @pytest.mark.parametrize("name", list(names()))
    def test_no_number_is_written_with_an_exponent(self, name: str) -> None:
        work = mechanism(name)
        assert work is not None
        for each in work.inputs:
            for lang in LANGS:
                assert not re.search(r"\de[+-]?\d|; usually \)|기본값 \)", each.takes[lang])


# By hand, from the documentation of each system.
KNOWN: Final = {
    "hpa.desired_replicas | current=5 | metric=90 | target=60": 8,
    "hpa.desired_replicas | current=4 | metric=63 | target=60": 4,  # within the tolerance
    "hpa.average_value | current=1 | total=1000 | target=300": 4,
    "hpa.several | current=3 | proposals=2,9,4": 9,
    "rollout.max_pods | replicas=10 | max_surge=25%": 13,
    "rollout.min_available | replicas=10 | max_unavailable=25%": 8,
    "disruption.by_min_available | expected_pods=7 | healthy_pods=7 | min_available=50%": 3,
    "backoff.nth_delay | nth=4": 80,
    "backoff.nth_delay | nth=10": 300,
    "qos.qos_class | containers=cpu=100m/100m memory=1Gi/1Gi": "Guaranteed",
    "qos.qos_class | containers=none": "BestEffort",
    "scheduling.fits | pod=cpu=500 | allocatable=cpu=400": False,
    "service.selects | selector=app=web | labels=app=web,tier=front": True,
    "endpoint.slices | endpoints=250": 3,
    "quorum.majority | members=5": 3,
    "quorum.tolerated | members=6": 2,
    "quorum.members_for | failures=2": 5,
    "deployment.lower_bound | desired=5 | minimum_percent=50": 3,
    "deployment.upper_bound | desired=5 | maximum_percent=150": 7,
    "fargate.is_valid | cpu=256 | memory=4096": False,
    "fargate.smallest_memory | cpu=1024 | needed=1500": 2048,
    "strategy.split | tasks=10 | strategy=FARGATE base=2 weight=1, FARGATE_SPOT weight=3 | provider=FARGATE": 4,
    "step_scaling.step_adjustment | metric=75 | threshold=60 | steps=0:10=1, 10:20=2, 20:=3": 2,
    "capacity.reservation | needed=3 | running=2": 150,
    "zones.balanced | desired=10 | zones=3": [3, 3, 4],
    "swarm.accepts | kind=secret | size=512001": False,
    "sla.allowed_downtime | sla_percent=99.9": 43.2,
    "fee.control_plane | fee_per_cluster_hour=0.10 | hours=720": 72,
    "support.ends | release=2025-01": "2026-03",
}


class TestAnswer:
    @pytest.mark.parametrize("line", KNOWN)
    def test_the_value_is_right(self, app: App, capsys: pytest.CaptureFixture[str], line: str) -> None:
        told = document(app, capsys, line)
        value = sorted(told["value"]) if isinstance(told["value"], list) else told["value"]
        assert value == KNOWN[line]
        assert type(value) is type(KNOWN[line]) or isinstance(KNOWN[line], int)

    def test_it_is_shown_with_its_steps(self, app: App, capsys: pytest.CaptureFixture[str]) -> None:
        line = " | ".join(["hpa.desired_replicas", *HPA])
        source = "https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details"
        assert lines(app, capsys, line) == [
            "== Replicas an HPA wants ==",
            "- 90 / 60 = 1.5",
            "- 5 × 90 / 60 = 7.5",
            "- Rounded up: 8.",
            "Answer: 8",
            f"Source: {source}",
        ]
        assert lines(app, capsys, line, "ko") == [
            "== HPA가 원하는 레플리카 수 ==",
            "- 90 / 60 = 1.5",
            "- 5 × 90 / 60 = 7.5",
            "- 올림하면 8개입니다.",
            "답: 8",
            f"출처: {source}",
        ]

    @pytest.mark.parametrize(
        ("value", "unit", "en", "ko"),
        [
            (8, "", "8", "8"),
            (5_000_000_000_000, "", "5000000000000", "5000000000000"),
            (43.2, "min", "43.2 min", "43.2 min"),
            (5_016_686.4, "min", "5016686.4 min", "5016686.4 min"),  # which is not what the float is
            (200.0, "%", "200%", "200%"),
            (0.1 + 0.2, "USD", "0.3 USD", "0.3 USD"),
            (True, "", "yes", "예"),
            ("never", "s", "never", "never"),
            ((1000, 2000), "", "1000, 2000", "1000, 2000"),
            ((True, False), "", "yes, no", "예, 아니요"),
        ],
    )
    def test_a_value_is_said_as_a_person_writes_it(self, value: Any, unit: str, en: str, ko: str) -> None:
        assert said(value, unit) == Text(en, ko)

    def test_an_answer_of_the_float_alone_says_so(self, app: App, capsys: pytest.CaptureFixture[str]) -> None:
        line = "hpa.desired_replicas | current=50 | metric=1.1 | target=1 | tolerance=0"  # 50 × 1.1 is 55
        told = document(app, capsys, line)
        assert (told["value"], told["sound"]) == (56, False)
        assert command.UNSOUND.en in lines(app, capsys, line)

    @pytest.mark.parametrize(
        "line",
        [
            "HPA.Desired_Replicas | current=5 | metric=90 | target=60",
            "hpa.desired_replicas |  current = 5 | metric= 90 | target =60",
            "hpa.desired_replicas | current=５ | metric=９０ | target=６０",  # as a Korean keyboard may write them
            "hpa.desired_replicas | current=5 | metric=9e1 | target=60.0",
            "hpa.desired_replicas | current=1 | metric=90 | target=60 | current=5",  # the last counts
        ],
    )
    def test_however_it_is_typed(self, app: App, capsys: pytest.CaptureFixture[str], line: str) -> None:
        assert document(app, capsys, line)["value"] == 8


def asked(monkeypatch: pytest.MonkeyPatch, app: App, text: str, name: str = "hpa.desired_replicas") -> None:
    """Calculate with `text` on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    calc(Visit(app, "en", json=True), name, [])


class TestJson:
    def test_an_answer(self, app: App, capsys: pytest.CaptureFixture[str]) -> None:
        told = document(app, capsys, "sla.allowed_downtime | sla_percent=99.9")
        assert told.pop("steps")[0] == {
            "en": "30 days × 24 h × 60 min = 43200 minutes.",
            "ko": "30일 × 24시간 × 60분 = 43200분",
        }
        assert told == {
            "mechanism": "sla.allowed_downtime",
            "inputs": {"sla_percent": "99.9", "days": "30"},
            "value": 43.2,
            "unit": "min",
            "sound": True,
        }

    @pytest.mark.parametrize(
        ("name", "text", "value"),
        [
            ("hpa.desired_replicas", '{"current": 5, "metric": 90.5, "target": "60"}', 8),
            ("hpa.desired_replicas", '{"current": 5.0, "metric": 9e1, "target": 60, "tolerance": null}', 8),
            ("hpa.several", '{"current": 3, "proposals": [2, 9, "failed"]}', 9),
            ("restart.should_restart", '{"condition": "on-failure", "succeeded": true}', False),
            ("service.selects", '{"selector": {"app": "web"}, "labels": {"app": "web", "a": "b"}}', True),
        ],
    )
    def test_inputs_come_from_standard_input(
        self,
        app: App,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        name: str,
        text: str,
        value: Any,
    ) -> None:
        asked(monkeypatch, app, text, name)
        assert printed(capsys)["value"] == value

    @pytest.mark.parametrize("text", ["", " \n", "{}", '{"current": null}'])
    def test_no_inputs_ask_for_the_description(
        self, app: App, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str
    ) -> None:
        asked(monkeypatch, app, text)
        assert list(printed(capsys)["inputs"]) == ["current", "metric", "target", "tolerance"]

    @pytest.mark.parametrize("text", ["x", "[5, 90, 60]", "5", "null", '{"current": 5', "[" * 200_000, "�"])
    def test_what_is_no_object_is_refused(self, app: App, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        with pytest.raises(UsageError, match="holds no JSON object") as refused:
            asked(monkeypatch, app, text)
        assert refused.value.hint == command.WRITE_OBJECT

    @pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999", "true", "[[]]", "{}", '"five"', "1" + "0" * 400])
    def test_what_is_no_number_is_refused(self, app: App, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
        with pytest.raises(InputError, match="current cannot be"):
            asked(monkeypatch, app, f'{{"current": {value}, "metric": 90, "target": 60}}')

    def test_an_answer_can_be_asked_for_again(
        self, app: App, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told = document(app, capsys, " | ".join(["hpa.desired_replicas", *HPA]))
        asked(monkeypatch, app, json.dumps(told["inputs"]))
        assert printed(capsys) == told


# What is typed -> what is said about it in each language, and what to do.
CURRENT: Final = ("replicas now (a whole number from 1 to 100000)", "지금의 레플리카 수 (1부터 100000까지의 정수)")
HPA_INPUTS: Final = ("The inputs: current, metric, target, tolerance.", "입력: current, metric, target, tolerance")
REFUSED: Final[list[tuple[str, tuple[str, str], tuple[str, str]]]] = [
    ("zzzz", ("Nothing is called 'zzzz'.", "그런 계산은 없습니다: 'zzzz'"), ("All of them: tutor calc", "전체 목록")),
    ("hpaa", ("Nothing is called 'hpaa'.", "'hpaa'"), ("Did you mean hpa? All", "혹시 hpa인가요?")),
    ("hpa.desired", ("'hpa.desired'", "'hpa.desired'"), ("mean hpa.desired_replicas?", "혹시 hpa.desired_replicas")),
    ("waited", ("'waited'", "'waited'"), ("backoff.waited or restart.waited?", "backoff.waited 또는 restart.waited")),
    ("hpa.", ("Nothing is called 'hpa.'", "'hpa.'"), ("Did you mean hpa?", "혹시 hpa")),
    ("z" * 999, (f"'{'z' * 40}…'", f"'{'z' * 40}…'"), ("tutor calc", "tutor calc")),
    (
        "qos | members=5",
        ("qos is the name of several calculations.", "여러 계산을 함께 부르는 이름입니다: qos"),
        ("Did you mean qos.qos_class or qos.oom_score_adj?", "qos.qos_class 또는 qos.oom_score_adj"),
    ),
    (
        "hpa.desired_replicas | 5",
        ("'5' is not written as name=value.", "이름=값 형식이 아닙니다: '5'"),
        ("Such as current=…; the inputs: tutor calc hpa.desired_replicas", "예: current=…, 입력 보기"),
    ),
    ("hpa.desired_replicas | =5", ("There is no input ''.", "그런 입력은 없습니다: ''"), HPA_INPUTS),
    (
        "hpa.desired_replicas | curent=5",
        ("There is no input 'curent'.", "그런 입력은 없습니다: 'curent'"),
        ("Did you mean current? The inputs: current, metric, target, tolerance.", "혹시 current인가요? 입력: current"),
    ),
    ("hpa.desired_replicas | Ünit\x1b=5", (r"'Ünit\x1b'", r"'Ünit\x1b'"), HPA_INPUTS),
    (
        "hpa.desired_replicas | current=5 | target=60",
        ("The input metric is missing.", "빠진 입력: metric"),
        ("the metric now, an average of the Pods (a number from 0 to 1000000000)", "지금의 메트릭, 파드 평균 (0부터"),
    ),
    *(
        (f"hpa.desired_replicas | current={value} | metric=90 | target=60", (said, said), CURRENT)
        for value, said in {
            "": "''",
            "five": "'five'",
            "다섯": "'다섯'",
            "5.5": "'5.5'",
            "5 Pods": "'5 Pods'",
            "0": "'0'",
            "-5": "'-5'",
            "100001": "'100001'",
            "nan": "'nan'",
            "inf": "'inf'",
            "1e3": "'1e3'",
            "²": "'²'",
            "{0}": "'{0}'",
            "\udcff": r"'\udcff'",
            "1" + "0" * 400: f"'1{'0' * 39}…'",
            "1" * 5000: f"'{'1' * 40}…'",  # more digits than Python reads
        }.items()
    ),
    *(
        (
            f"hpa.desired_replicas | current=5 | metric={value} | target=60",
            (f"metric cannot be {value!r}.", f"metric에 쓸 수 없는 값입니다: {value!r}"),
            ("(a number from 0 to 1000000000)", "(0부터 1000000000까지의 숫자)"),
        )
        for value in ("nan", "-inf", "1e308", "1e999", "-1", "90%", "90m", "0x5a")
    ),
    (
        "fargate.is_valid | cpu=300 | memory=512",
        ("cpu cannot be '300'.", "cpu에 쓸 수 없는 값입니다: '300'"),
        ("(256 | 512 | 1024 |", "(256 | 512 | 1024 |"),
    ),
    (
        "step_scaling.change | current=5 | adjustment=1 | type=PercentChange",
        ("type cannot be 'PercentChange'.", "type에 쓸 수 없는 값입니다: 'PercentChange'"),
        ("Did you mean PercentChangeInCapacity? type of", "혹시 PercentChangeInCapacity인가요?"),
    ),
    (
        "interfaces.instances_needed | instance_type=c5.largee | tasks=3",
        ("instance_type cannot be 'c5.largee'.", "'c5.largee'"),
        ("Did you mean c5.large or ", "혹시 c5.large 또는 "),
    ),
    (
        "restart.should_restart | succeeded=perhaps",
        ("succeeded cannot be 'perhaps'.", "'perhaps'"),
        ("(yes | no)", "(yes | no)"),
    ),
    (
        "hpa.several | current=3 | proposals=2,,x",
        ("proposals cannot be '2,,x'.", "'2,,x'"),
        ("a list with commas, each: ", "쉼표로 구분한 목록, 각각: "),
    ),
    # Values that do not go together.
    (
        "quorum.has_quorum | members=3 | lost=4",
        ("lost is 4, but with these inputs it lies between 0 and 3.", "lost 값이 4입니다."),
        ("a whole number from 0 to 3", "0부터 3까지의 정수"),
    ),
    (
        "autoscaling.target_tracking | current=1 | metric=1 | target=1 | minimum=9 | maximum=3",
        ("maximum is 3, but with these inputs it lies between 9 and 5000.", "maximum 값이 3입니다."),
        ("a whole number from 9 to 5000", "9부터 5000까지의 정수"),
    ),
    ("fargate.smallest_memory | cpu=512 | needed=9000", ("between 1 and 4096", "1에서 4096"), ("to 4096", "4096까지")),
    (
        "instances.launched | calculated=1 | minimum_scaling_step_size=5 | maximum_scaling_step_size=3",
        ("maximum_scaling_step_size is 3", "maximum_scaling_step_size 값이 3"),
        ("from 5 to 10000", "5부터 10000"),
    ),
    (
        "step_scaling.change | current=5 | adjustment=-1 | type=exactcapacity",
        ("adjustment is -1", "adjustment 값이 -1"),
        ("from 0 to 5000", "0부터 5000"),
    ),
]


class TestRefused:
    @pytest.mark.parametrize(("line", "message", "hint"), REFUSED, ids=[ascii(line)[1:60] for line, *_ in REFUSED])
    def test_it_says_what_is_wrong_and_what_is_expected(
        self, app: App, line: str, message: tuple[str, str], hint: tuple[str, str]
    ) -> None:
        with pytest.raises(UsageError) as refused:
            calc(Visit(app, "en"), *typed(line))
        told = refused.value
        for n, lang in enumerate(LANGS):
            assert message[n] in told.message[lang]
            assert hint[n] in told.hint[lang]
        assert re.search("[가-힣]", told.message.ko)
        assert not re.search("[가-힣]", re.sub("'.*'", "", told.message.en))

    @pytest.mark.parametrize(
        ("arguments", "code", "starts"),
        [
            (["calc"], 0, ""),
            (["calc", "hpa"], 0, ""),
            (["calc", "hpa.desired_replicas", *HPA], 0, ""),
            (["calc", "nope"], 2, "Error: Nothing is called 'nope'."),
            (["calc", "nope", "--lang", "ko"], 2, "오류: 그런 계산은 없습니다: 'nope'"),
            (["calc", "hpa.desired_replicas", "current=x", "--json"], 2, "Error: current cannot be 'x'."),
            (["calc", "hpa.desired_replicas", "--curent=5"], 2, "Error: No such option"),
        ],
    )
    def test_the_program_ends_with_the_code_of_a_wrong_word(self, arguments: list[str], code: int, starts: str) -> None:
        told = tutor(*arguments)
        assert told.returncode == code
        assert told.stderr.startswith(starts)
        assert bool(told.stdout) == (code == 0)
        assert "Traceback" not in told.stderr


def parts(name: str, **given: str) -> Any:
    """The document of an answer, by language."""
    work = mechanism(name)
    assert work is not None
    return lambda lang: list(shown(Visit(App(places()), lang), work, work(**given)))


RULES: Final = {"─" * n for n in range(1, 41)}


class TestScreen:
    @given(st.sampled_from(sorted(KNOWN)), st.sampled_from(LANGS), st.integers(40, 200))
    @settings(max_examples=60)
    def test_no_line_is_wider_than_the_terminal_and_no_number_is_lost(self, line: str, lang: Lang, width: int) -> None:
        name, pairs = typed(line)
        told = parts(str(name), **dict(pair.split("=", 1) for pair in pairs))(lang)
        screen = drawn(told, lang, width)
        assert all(cell_len(row) <= width for row in screen.splitlines())
        assert "".join(re.findall(r"\d", screen)) == "".join(re.findall(r"\d", spoken(told, lang)))

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize(
        "typed",
        ["hpa", "qos.qos_class", "hpa.desired_replicas | current=5 | metric=90 | target=60", "hpa | a=5", "hpa.a"],
    )
    def test_forty_columns_cut_no_word(self, typed: str, lang: Lang) -> None:
        """A terminal has the words of a pipe; only an address is too long for a line."""
        arguments = ["calc", *typed.split(" | "), "--lang", lang]
        on_a_pipe = tutor(*arguments)
        with Person(*arguments, columns=40) as person:
            person.ends()
            rows = person.text.splitlines()
        assert all(cell_len(row) <= 40 for row in rows)
        told = f"{on_a_pipe.stdout} {on_a_pipe.stderr}"
        known = {*told.split(), *re.split(r"[\s()=]+", told)}  # a pipe has `== head (aside) ==`
        address = "".join(re.findall(r"https://\S+", told))
        assert {word for row in rows for word in row.split() if not (word in known or word in address)} <= RULES
        assert len(rows) > len(on_a_pipe.stderr.splitlines())


# Letters and numbers that have broken something somewhere, and what each input takes, bent.
HOSTILE: Final = [
    *(
        "",
        " ",
        "0",
        "-0",
        "-1",
        "nan",
        "inf",
        "-inf",
        "1e308",
        "1e-300",
        "1e999",
        "1_0",
        "0x10",
        "1,000",
        "1" + "0" * 400,
    ),
    *(
        "９",
        "²",
        "½",
        "٣",
        "三",
        "\x00",
        "\ud800",
        "{0}",
        "{name}",
        "%s",
        "`x`",
        "**b**",
        "=",
        "/",
        "@",
        "%",
        ":",
        ",,,",
    ),
    *("101%", "1/0", "10@-1", "0/0", "a=b=c", "1" * 5000, "999999999", "1000000000", "FARGATE weight=0", "0000-01"),
]


def guesses(each: Input) -> list[str]:
    """What an input of that kind may be: its default, the words, bounds and examples that its description names."""
    says = each.reader.expects.en
    bounds = [int(float(bound)) for bound in re.findall(r"(?:from|to) (-?[\d.]+)", says)]
    near = [str(bound + n) for bound in bounds for n in (-1, 0, 1, 7)]
    examples = [example for part in re.findall("such as (.*)", says) for example in (part, *part.split(" or "))]
    items = [item for example in examples for item in example.split(", ")]
    words = says.split(" | ") if " | " in says else re.findall(r"\bor (\w+)", says)
    return [*near, *examples, *items, *words, each.default or "", "1", "3", "20"]


def is_read(each: Input, text: str) -> bool:
    try:
        each.reader.read(text)
    except ValueError:
        return False
    return True


@cache
def texts(each: Input) -> st.SearchStrategy[str]:
    """Mostly what can be read, as only then the inputs meet."""
    likely = guesses(each)
    lists = [", ".join(likely[n : n + 3]) for n in range(len(likely))]
    read = st.sampled_from([text for text in (*likely, *lists) if is_read(each, text)])
    bent = st.sampled_from([*HOSTILE, *likely]) | st.text(max_size=12)
    return st.sampled_from([read] * 9 + [bent]).flatmap(lambda chosen: chosen)


def worked_or_refused(work: Mechanism, given_texts: dict[str, str]) -> Worked | InputError:
    try:
        return work(**given_texts)
    except InputError as error:
        return error


class TestLaws:
    @pytest.mark.parametrize("name", list(names()))
    @given(data=st.data())
    @settings(max_examples=40)
    def test_whatever_is_typed_is_worked_out_or_refused(self, name: str, data: st.DataObject) -> None:
        """Nothing but an InputError, with something to show in both languages, and numbers that JSON can hold."""
        work = mechanism(name)
        assert work is not None
        given_texts = data.draw(st.fixed_dictionaries({each.name: texts(each) for each in work.inputs}))
        outcome = worked_or_refused(work, given_texts)
        if isinstance(outcome, InputError):
            assert outcome.name in given_texts
            assert all(0 < len(text[lang]) < 400 for text in (outcome.message, outcome.hint) for lang in LANGS)
            return
        json.dumps(outcome.value, allow_nan=False)
        assert all("{" not in step[lang] for step in outcome.steps for lang in LANGS)
        assert all(said(outcome.value, work.unit)[lang] for lang in LANGS)

    @given(st.integers(-5, 5), st.lists(st.integers(-5, 5)))
    def test_slips_apart_lead_each_to_a_wrong_answer_of_its_own(self, value: int, wrong: list[int]) -> None:
        slips = [Slip(each, same(str(n))) for n, each in enumerate(wrong)]
        kept = apart(value, *slips)
        assert {slip.value for slip in kept} == set(wrong) - {value}
        assert [slip.value for slip in kept] == list(dict.fromkeys(slip.value for slip in kept))
        assert all(slip is next(each for each in slips if each.value == slip.value) for slip in kept)

    @given(st.floats(-1e12, 1e12) | st.integers(-(10**15), 10**15))
    def test_a_number_is_written_plainly_and_reads_back(self, number: float) -> None:
        written = plain(number)
        assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", written)
        assert float(written) == pytest.approx(number, abs=1e-10)

    @given(st.integers(-100, 100), st.integers(0, 100), st.integers(-300, 300))
    def test_a_range_takes_what_lies_in_it(self, least: int, span: int, number: int) -> None:
        for reader in (whole(least, least + span), decimal(least, least + span)):
            if least <= number <= least + span:
                assert reader.read(str(number)) == number
            else:
                with pytest.raises(ValueError, match=str(number)):
                    reader.read(str(number))

    @given(st.text(max_size=100))
    def test_what_was_typed_is_shown_as_far_as_it_fits(self, text: str) -> None:
        shown_text = brief(text)
        assert len(shown_text) <= 41
        assert shown_text == text or (shown_text[-1] == "…" and text.startswith(shown_text[:-1]))
