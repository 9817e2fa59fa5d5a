"""The command line of the real program: every command, every exit code, every wrong word."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import typer

from orchestra_tutor import __version__
from orchestra_tutor.cli import load
from tests.courses import TINY
from tests.program import BAR, FIXTURE, TUTOR, tutor, warm_home

README: Final = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, and every group of them, as it is typed."""
    group = group or typer.main.get_command(load())
    for name, command in group.commands.items():
        yield (*path, name)
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))


COMMANDS: Final = list(commands())


def test_there_are_commands_to_look_at() -> None:
    assert {("learn",), ("quiz",), ("progress",), ("progress", "undo")} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_both_languages(command: tuple[str, ...]) -> None:
    english = tutor(*command, "--help")
    korean = tutor(*command, "-h", LANG="ko_KR.UTF-8")
    for told in (english, korean):
        assert (told.returncode, told.stderr) == (0, "")
        assert told.stdout.startswith(f"Usage: tutor {' '.join(command)}")
    described = english.stdout.split("\n\n")[1].strip()
    assert re.fullmatch(r"[A-Z].*[.]", described, re.DOTALL)
    assert re.search("[가-힣]", korean.stdout.split("\n\n")[1])


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_is_in_the_readme(command: tuple[str, ...]) -> None:
    """A group has one row, in which its commands follow: `tutor progress path` / `undo` / `reset`."""
    rows = [row for row in README.splitlines() if row.startswith(f"| `tutor {command[0]}")]
    assert len(rows) == 1
    assert all(re.search(rf"\b{name}\b", rows[0]) for name in command)


def test_every_command_of_the_readme_exists() -> None:
    for name in re.findall(r"^\| `tutor (\w+)", README, re.MULTILINE):
        assert (name,) in COMMANDS


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("--version", 0, f"tutor {__version__}"),
        ("--lang en --version", 0, f"tutor {__version__}"),
        ("", 0, "Type: tutor quiz"),
        ("--lang ko", 0, "입력: tutor quiz"),
        ("quiz", 0, "Nothing was answered."),
        ("review", 0, "Review: 3 questions, about 2 min."),  # before the first lesson
        ("review --minutes 5 --lang ko", 0, "답한 문제가 없습니다."),
        ("plan", 0, "No date yet"),
        ("plan --date none --weight ecs=3 --weight k8s=0.5", 0, "Counts more or less: ecs ×3, k8s ×0.5"),
        ("plan --minutes 600 --lang ko", 0, "하루 600분"),
        ("search quorum", 0, "quorum"),
        ("search 쿼럼", 0, "Term"),
        ("search zzzzzz", 1, "Nothing found for 'zzzzzz'."),
        ("compare k8s docker-swarm", 0, "--feature"),
        ("compare ecs --feature scaling", 0, "== ECS on Fargate (Auto scaling) =="),
        ("compare EKS GKE --feature AUTO-SCALING --lang ko", 0, "== EKS (오토 스케일링) =="),
        ("grid", 0, "Practise a cell: tutor quiz "),
        ("glossary", 0, "control plane · 컨트롤 플레인"),
        ("glossary control plane", 0, "control plane · 컨트롤 플레인"),
        ("content list", 0, "kubernetes"),
        (f"content check {TINY}", 0, "0 errors, 0 warnings"),
        (f"content check {TINY} --stale 36500", 0, "0 errors, 0 warnings"),
        (f"content coverage {TINY}", 1, "- Quorum: etcd: 3/1!; Swarm: 2/1!"),
        ("config get", 0, "lang = auto"),
        ("config get plain", 0, "off"),
        ("config set lang ko", 0, "lang = ko"),
        ("progress path", 0, "progress.db"),
        ("progress reset --yes", 0, "The backup is"),
        ("doctor", 0, "All is well."),
        ("content schema lesson", 0, '"objectives"'),
    ],
)
def test_what_is_fine_says_so_on_standard_output(typed: str, code: int, said: str) -> None:
    told = tutor(*typed.split())
    assert (told.returncode, told.stderr) == (code, "")
    assert said in told.stdout


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("lern", 2, "learn"),
        ("progress", 2, "tutor progress --help"),
        ("progress udno", 2, "undo"),
        ("--fast", 2, "--fast"),
        ("quiz --sed 7", 2, "--seed"),
        ("quiz -n 0", 2, "1<=x<=1000"),
        ("quiz -n many", 2, "many"),
        ("quiz --exam 0", 2, "0.1<=x<=600"),
        ("quiz --exam nan", 2, "nan is no number"),
        ("review --minutes 0", 2, "1<=x<=600"),
        ("review --minutes nan", 2, "nan is no number"),
        ("plan --minutes 601", 2, "1<=x<=600"),
        ("plan --minutes nan", 2, "nan is no number"),
        ("plan --minutes soon", 2, "soon"),
        ("plan --date 2026-13-01", 2, "'2026-13-01' is no date."),
        ("plan --date 2020-01-01", 2, "2020-01-01 is over"),
        ("plan --weight ecs", 2, "'ecs' is no weight."),
        ("plan --weight ecs=-1", 2, "From 0 (leave out) to 10"),
        ("plan --weight kuberntes=3", 2, "Did you mean kubernetes"),
        ("search", 2, "tutor search --help"),
        ("learn", 2, "Lessons: orchestration"),
        ("learn kubernets", 2, "Did you mean kubernetes"),
        ("learn bar:tea", 2, "There is no lesson 'bar:tea'."),
        ("quiz kubernets", 2, "Did you mean kubernetes"),
        ("quiz self-healing/kubernets", 2, "Did you mean self-healing/kubernetes"),
        ("quiz self-healing/", 2, "Did you mean self-healing"),
        ("quiz --kind choise", 2, "Did you mean choice"),
        ("quiz --level jr", 2, "junior | mid | senior"),
        ("quiz --skill debugging", 2, "Did you mean debug"),
        ("compare", 2, "tutor compare --help"),
        ("compare k8s", 2, "docker-swarm | kubernetes"),
        ("compare k8s nomad", 2, "There is no platform 'nomad'."),
        ("compare kubernets eks", 2, "Did you mean kubernetes"),
        ("compare k8s eks --feature scalling", 2, "Did you mean scaling"),
        ("compare pot k8s", 2, "There is no platform 'pot'."),
        ("glossary kublet", 2, "tutor search kublet"),
        ("content check --stale -1", 2, "0<=x<=36500"),
        ("content check --stale 999999999", 2, "0<=x<=36500"),
        ("content check --stale soon", 2, "soon"),
        ("--lang fr", 2, "There is no language 'fr'."),
        ("quiz --lang kr", 2, "--lang en | ko"),
        ("config set lang kr", 2, "lang cannot be 'kr'."),
        ("config set language ko", 2, "There is no setting 'language'."),
        ("config get language", 2, "Did you mean lang"),
        ("content schema item", 2, "Did you mean items"),
        ("content new lessen x", 2, "lesson | item"),
        ("progress undo", 1, "There is no answer to take back."),
        ("progress reset", 2, "Add --yes"),
        ("--content /no/such/folder", 1, "There is no course in /no/such/folder."),
        ("content check /no/such/folder", 1, "There is no course in /no/such/folder."),
        ("content coverage /no/such/folder", 1, "There is no course in /no/such/folder."),
    ],
)
def test_what_is_wrong_says_what_to_do_on_standard_error(typed: str, code: int, said: str) -> None:
    told = tutor(*typed.split())
    assert (told.returncode, told.stdout) == (code, "")
    assert told.stderr.startswith("Error: ")
    assert said in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("compare", "", "k8s"), "There is no platform ''."),
        (("compare", "k8s", " "), "There is no platform ' '."),
        (("compare", "k8s", "eks", "--feature", " "), "There is no feature ' '."),
        (("glossary", " "), "There is no term ' '."),
        (("glossary", "\x1b[2J"), "There is no term '\\x1b[2J'."),
        (("quiz", ""), "There is no topic ''."),
        (("quiz", "steeping"), "There is no topic 'steeping'."),
    ],
)
def test_no_name_is_a_name(typed: tuple[str, ...], said: str) -> None:
    told = tutor(*typed)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith(f"Error: {said}")
    assert "\x1b" not in told.stderr


def test_a_pack_adds_rows_and_columns_to_the_grid() -> None:
    """With all that is known by its other names; where nobody teaches a cell, there is a dash."""
    ours, more = (json.loads(tutor("grid", "--json", *pack).stdout) for pack in ((), BAR))
    of = {(cell["feature"], cell["platform"]): cell["items"] for cell in more}
    assert {(cell["feature"], cell["platform"]): cell["items"] for cell in ours}.items() <= of.items()
    assert (of["brewing", "pot"], of["brewing", "cup"], of["brewing", "gke"], of["self-healing", "pot"]) == (6, 1, 0, 0)
    told = tutor("compare", "vessel", "k8s", *BAR).stdout
    brewing = told[told.index("- Brewing") :].splitlines()
    assert [line[:40].rstrip() for line in brewing[1:4]] == [
        "  - Pot: Keeps the heat under a lid; lea",
        "  - Cup with a sieve: Leaves sit in a si",
        "  - Kubernetes: –",
    ]


def test_a_quiz_on_another_name_is_the_same_quiz() -> None:
    asked = ("--seed", "7", "-n", "4", *BAR)
    first, other = (tutor("quiz", topic, *asked, typed="s\n" * 20).stdout for topic in ("brewing", "steeping"))
    assert "Question 4 of 4" in first
    assert first == other


def test_errors_speak_korean() -> None:
    told = tutor("quiz", "kubernets", "--lang", "ko")
    assert told.stderr.startswith("오류: 그런 주제는 없습니다: 'kubernets'")


def test_an_empty_selection_says_which_condition_left_what() -> None:
    told = tutor("quiz", "bar:tea", "--kind", "order", "--level", "senior", "--skill", "apply", *BAR)
    assert (told.returncode, told.stdout) == (2, "")
    found = re.search(r"topics bar:tea = 7, kind order = (\d+), level senior = (\d+), skill apply = (\d+)", told.stderr)
    assert found
    assert all(int(count) > 0 for count in found.groups())


def test_the_same_seed_gives_the_same_quiz() -> None:
    asked = ("quiz", "-n", "4")
    first, second, other = (tutor(*asked, "--seed", seed, typed="s\n" * 20).stdout for seed in ("7", "7", "8"))
    assert first == second
    assert first != other
    assert "--seed 7" in first


@pytest.mark.parametrize(("count", "asked"), [("1", 1), ("3", 3), ("1000", 7)])
def test_n_is_how_many_questions_there_are(count: str, asked: int) -> None:
    told = tutor("quiz", "bar:tea", "-n", count, "--json", *BAR)
    assert json.loads(told.stdout.splitlines()[0])["of"] == asked


def test_topics_kinds_levels_and_skills_narrow_a_quiz() -> None:
    asked = ("quiz", "self-healing", "eks", "--kind", "choice", "--level", "mid", "--skill", "apply", "-n", "50")
    told = tutor(*asked, "--json", typed='{"skip": true}\n' * 200)
    questions = [event for line in told.stdout.splitlines() if (event := json.loads(line))["event"] == "question"]
    assert questions
    assert {(question["kind"], question["level"]) for question in questions} == {("choice", "mid")}


def test_a_piped_quiz_reads_one_answer_a_line() -> None:
    told = tutor("quiz", "bar:tea", "--kind", "number", *BAR, typed="many\n5\n6 min\n")
    assert told.returncode == 0
    assert "Type a number, such as 3" in told.stdout
    assert "✗ Not this time." in told.stdout
    assert "Once more" in told.stdout
    assert "0 of 1 right" in told.stdout
    assert json.loads(tutor("--json").stdout)["asked"] == 2


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_piped_lesson_is_printed_whole(lang: str) -> None:
    told = tutor("learn", "bar:tea", "--lang", lang, *BAR)
    assert (told.returncode, told.stderr) == (0, "")
    english = ["Making tea", "kettle --temperature=96", "Measured: 90 °C", "steeps for 20 min", "They come last"]
    english += ["3 to 5", "6 min", "https://tea.example/", "Boil, pour, wait, stop."]
    korean = ["차 우리기", "kettle --temperature=96", "측정값: 90 °C", "왜 써지는가", "마지막에 나오므로"]
    korean += ["3~5", "6 min", "https://tea.example/", "끓이고, 붓고, 기다리고, 멈춘다."]
    places = [told.stdout.index(words) for words in (english if lang == "en" else korean)]
    assert len(set(places)) == len(places)
    assert not re.search(r"\x1b|─", told.stdout)
    assert json.loads(tutor(*BAR, "--json").stdout)["finished"] == 0


def test_a_reader_that_has_seen_enough_ends_it_quietly() -> None:
    warm_home()
    for arguments in (("learn", "kubernetes"), ("content", "schema"), ("quiz", "-n", "1000")):
        piped = subprocess.Popen([*TUTOR, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=-1)
        with piped as process:
            assert process.stdout
            assert process.stderr
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


def test_ctrl_c_ends_a_pipe_with_130_and_keeps_the_answers() -> None:
    warm_home()
    asked = [*TUTOR, "quiz", "bar:tea", "--json", *BAR]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b'{"skip": true}\n')
        process.stdin.flush()
        while json.loads(process.stdout.readline())["event"] != "feedback":
            pass
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().decode() == "\nStopped. Your answers are kept.\n"
    assert process.returncode == 130
    assert json.loads(tutor("--json").stdout)["asked"] == 1


def test_a_bug_of_ours_is_told_shortly_and_kept_in_a_file(tmp_path: Path) -> None:
    broken = "import sys; from orchestra_tutor import cli; from orchestra_tutor.commands import doctor; "
    broken += "doctor.doctor = lambda visit: 1 / 0; "
    broken += "sys.exit(cli.main())"
    told = subprocess.run(
        [sys.executable, "-c", broken, "doctor"],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout) == (3, "")
    assert told.stderr.startswith("Error: this is a bug in the tutor, not your fault.")
    assert "Traceback" not in told.stderr
    (kept,) = tmp_path.glob("tutor-bug-*.txt")
    assert str(kept) in told.stderr
    assert "ZeroDivisionError" in kept.read_text("utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp949"])
def test_a_terminal_that_lacks_letters_shows_others(encoding: str) -> None:
    for lang in ("en", "ko"):
        told = tutor("learn", "bar:tea", "--lang", lang, *BAR, PYTHONIOENCODING=encoding)
        assert (told.returncode, told.stderr) == (0, "")


def test_bytes_that_are_no_text_are_an_answer_like_any_other() -> None:
    warm_home()
    asked = [*TUTOR, "quiz", "bar:tea", "--kind", "phrase", *BAR]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8:strict"}
    told = subprocess.run(asked, input=b"\xff\xfe\nkettle\n", env=environment, capture_output=True, check=False)
    assert (told.returncode, told.stderr) == (0, b"")


@pytest.mark.parametrize("redirection", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "</dev/null >/dev/null"])
def test_closed_streams_are_no_bug(redirection: str) -> None:
    warm_home()
    line = f'"{sys.executable}" -m orchestra_tutor quiz -n 1 {redirection}'
    assert subprocess.run(["sh", "-c", line], capture_output=True, check=False).returncode == 0


def test_the_version_is_told_without_loading_typer() -> None:
    look = "import sys; sys.argv = ['tutor', '--version']; from orchestra_tutor.__main__ import main\n"
    look += "try: main()\nexcept SystemExit: pass\n"
    look += "loaded = {name.split('.')[0] for name in sys.modules}\n"
    look += "print(sorted(loaded & {'typer', 'click', 'rich', 'sqlite3', 'yaml'}))"
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines() == [f"tutor {__version__}", "[]"]


def test_settings_are_kept_and_an_option_goes_before_them() -> None:
    assert tutor("config", "set", "lang", "ko").returncode == 0
    assert tutor("config", "get", "lang").stdout == "ko\n"
    assert "끝낸 레슨" in tutor().stdout
    assert "Lessons finished" in tutor("--lang", "en").stdout
    assert "Lessons finished" in tutor("--lang=en").stdout


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "끝낸 레슨"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "en_US.UTF-8"}, "Lessons finished"),
        ({"LC_MESSAGES": "ko_KR.UTF-8"}, "끝낸 레슨"),
        ({"LANG": "de_DE.UTF-8"}, "Lessons finished"),
        ({"LANG": ""}, "Lessons finished"),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], shown: str) -> None:
    assert shown in tutor(**environment).stdout


def test_options_may_stand_before_and_behind_the_command() -> None:
    for arguments in ((*BAR, "--lang", "ko", "learn", "bar:tea"), ("learn", "bar:tea", "--lang", "ko", *BAR)):
        assert "차 우리기" in tutor(*arguments).stdout
    assert tutor(*BAR, "learn", "bar:tea", *BAR).returncode == 0  # named twice, it is one pack


def test_an_answer_can_be_undone_and_all_of_them_forgotten() -> None:
    tutor("quiz", "bar:tea", "--kind", "number", *BAR, typed="6\n")
    assert json.loads(tutor("--json").stdout)["asked"] == 1
    told = tutor("progress", "undo")
    assert (told.returncode, told.stdout) == (0, "Taken back: bar:tea-minutes\n")
    assert json.loads(tutor("--json").stdout)["asked"] == 0
    assert tutor("progress", "undo").returncode == 1
    told = tutor("progress", "reset", "--yes")
    backup = Path(told.stdout.removeprefix("Forgotten. The backup is ").strip())
    assert backup.stat().st_size > 0


def test_a_pack_with_an_error_says_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("id: Broken Pack\n", "utf-8")
    told = tutor("quiz", "--content", str(tmp_path))
    assert told.returncode == 1
    assert re.search(rf"the first at {tmp_path}/course\.yaml:1:\d", told.stderr)
    assert f"tutor content check {tmp_path}" in told.stderr


def test_the_content_check_lists_every_problem_with_its_place() -> None:
    told = tutor("content", "check", str(FIXTURE))
    assert told.returncode == 0
    assert re.search(r"drinks/tea/lesson\.yaml:1:5: warning: .*\[thin-lesson\]$", told.stdout, re.MULTILINE)


def test_completion_offers_commands() -> None:
    told = tutor(_TUTOR_COMPLETE="complete_bash", COMP_WORDS="tutor le", COMP_CWORD="1")
    assert told.stdout.split() == ["learn"]
