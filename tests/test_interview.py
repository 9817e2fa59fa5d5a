"""`tutor interview`: on a pipe, as JSON Lines and at a terminal; its report, and what remains of it."""

import io
import json
import textwrap
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from orchestra_tutor.commands.interview import interview
from orchestra_tutor.commands.notebook import notebook
from orchestra_tutor.commands.stats import stats
from orchestra_tutor.errors import UsageError
from orchestra_tutor.journal import Review
from orchestra_tutor.settings import places
from orchestra_tutor.store import Store
from orchestra_tutor.text import LANGS, Lang
from orchestra_tutor.ui import talks
from tests.courses import copy_of_tiny, visiting
from tests.program import tutor
from tests.screens import as_always
from tests.talks import QUORUM, SAID, play, quorum
from tests.talks import interview as held
from tests.terminal import CTRL_C, CTRL_D, ENTER, Person

BELIEF = """
- id: tasks-stop
  belief: {en: "Without managers the tasks stop.", ko: "매니저가 없으면 태스크가 멈춘다."}
  truth: {en: "They go on running.", ko: "계속 실행된다."}
  sources: [raft]
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The tiny course with two open questions, one of them for seniors."""
    root = copy_of_tiny(tmp_path)
    words = QUORUM.replace("sources: [page]", "sources: [raft]").replace("clustering/docker-swarm", "clustering/swarm")
    items = [words, words.replace("id: quorum", "id: quorum-again").replace("level: mid", "level: senior")]
    listed = "\n".join("- " + textwrap.indent(item.strip(), "  ").strip() for item in items)
    (root / "basics/quorum/interview.yaml").write_text(listed, "utf-8")
    with (root / "misconceptions.yaml").open("a", encoding="utf-8") as file:
        file.write(BELIEF)
    return root


def hold(root: Path, typed: str, monkeypatch: pytest.MonkeyPatch, lang: Lang = "en", json: bool = False) -> None:
    """An interview for a mid-level job, on a pipe."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    with visiting(root, lang, json) as visit:
        interview(visit, (), "mid", 20, quick=True, seed="7")


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def typed(*words: str) -> str:
    return "".join(f"{SAID.get(word, word)}\n\n" for word in words)


def lines(*commands: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(command)}\n" for command in commands)


def test_on_a_pipe_it_asks_digs_and_reports(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(course, typed("odd", "majority", "force"), monkeypatch)
    said = capsys.readouterr().out
    places = [
        said.index(words)
        for words in (
            "How many managers does a swarm want?",
            "Question 1 of 1, asked on",
            "What is needed to change anything?",
            "Two of three are gone. What now?",
            "== Question 1 of 1: what was heard (75%) ==",
            "{odd}[1] {number}[1]",
            "✓ 2 A majority has to be alive. (only when asked)",
            "A model answer",
            "# Interview report",
            "- Clustering: 75%",
            "The same interview again: --seed 7",
        )
    ]
    assert places == sorted(places)


def test_the_end_of_input_ends_it_with_all_answers_kept(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(course, SAID["odd"], monkeypatch)
    assert "50% over 1 of 1 questions" in capsys.readouterr().out
    assert [review.score for review in kept()] == [0.5]


def test_who_says_nothing_gets_no_score(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(course, "q\n", monkeypatch, "ko")
    assert "답한 질문이 없습니다." in capsys.readouterr().out
    assert kept() == []


def test_an_answer_that_was_spoken_is_scored_by_its_numbers(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(course, "v\n\n1 3\n", monkeypatch)
    assert "✓ 1 An odd number of managers." in capsys.readouterr().out
    assert kept()[0].response == {"said": "odd workload"}


def test_as_json_lines(course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    hold(
        course,
        lines(
            {"answer": SAID["flag"]},
            {"answer": "  "},
            {"answer": SAID["sorry"]},
            {"skip": True},
            {"correct": {"said": "odd"}},
            {"correct": {"said": ["workload"], "unsaid": ["odd"]}},
            {"next": True},
        ),
        monkeypatch,
        json=True,
    )
    began, *events = told(capsys)
    assert (began["mode"], began["of"], began["level"], began["seed"]) == ("interview", 1, "mid", "7")
    assert [event["event"] for event in events] == [
        "question",
        "question",
        "malformed",
        "question",
        "heard",
        "malformed",
        "heard",
        "report",
    ]
    assert [event["follows"] for event in events if event["event"] == "question"] == [0, 1, 2]
    heard, corrected = (event for event in events if event["event"] == "heard")
    assert [(point["key"], point["how"]) for point in heard["points"]] == [
        ("odd", "said"),
        ("majority", "said"),
        ("workload", "asked"),
    ]
    assert heard["flags"] == [
        {
            "belief": "tasks-stop",
            "says": "Without managers the tasks stop.",
            "truth": "They go on running.",
            "taken_back": True,
        }
    ]
    assert [turn["asks"] for turn in heard["turns"]] == [None, "flag:tasks-stop", "harder"]
    first = heard["turns"][0]
    assert {first["answer"][start:end] for start, end, key in first["marks"] if key == "odd"} == {"odd", "number"}
    assert [point["how"] for point in corrected["points"]] == ["missing", "said", "said"]
    report = events[-1]
    assert report["score"] == corrected["score"] == 0.375
    assert report["flags"] == {"tasks-stop": True}
    assert report["study"] == ["quorum"]
    assert report["complete"] is True


def test_what_follows_a_hearing_may_answer_the_next_question_at_once(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines({"skip": True}, {"answer": SAID["both"]})))
    with visiting(course, json=True) as visit:
        interview(visit, (), "senior", 20, quick=True, seed="7")
    assert [event["id"] for event in told(capsys) if event["event"] == "question"][:2] == ["quorum", "quorum-again"]
    assert [review.score for review in kept()] == [0.0, 1.0]


@pytest.mark.parametrize("level", ["", "mid", "senior"])
def test_a_level_is_asked_what_belongs_to_it(
    level: str, course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with visiting(course, json=True) as visit:
        interview(visit, (), level, 20, quick=True, seed="7")
    assert told(capsys)[0]["of"] == {"": 2, "mid": 1, "senior": 2}[level]


def test_nothing_to_ask_is_said(course: Path) -> None:
    with visiting(course) as visit:
        with pytest.raises(UsageError, match="No interview question"):
            interview(visit, (), "junior", 20, quick=False, seed="7")
        with pytest.raises(UsageError, match="clusterin"):
            interview(visit, ("clusterin",), "", 20, quick=False, seed="7")


def test_stats_and_notebook_remember_it(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(course, typed("flag", "sorry", "force"), monkeypatch)
    hold(course, typed("odd", "s"), monkeypatch)
    capsys.readouterr()
    with visiting(course, json=True) as visit:
        stats(visit)
        figures = json.loads(capsys.readouterr().out)
        notebook(visit, ())
        book = json.loads(capsys.readouterr().out)
    assert [(each["questions"], each["score"], each["flags"]) for each in figures["interviews"]] == [
        (1, 0.875, ["tasks-stop"]),
        (1, 0.5, []),
    ]
    (belief,) = book["beliefs"]
    assert belief["belief"] == "tasks-stop"
    assert belief["shown"][0]["answered"] == SAID["flag"]
    with visiting(course) as visit:
        stats(visit)
    assert "88% over 1 questions, 1 red flags" in capsys.readouterr().out


def test_a_quiz_asks_nothing_of_it_unless_told_to(course: Path) -> None:
    from orchestra_tutor.index import Wanted

    with visiting(course) as visit:
        asked = {stop.item.kind for stop in visit.app.quiz_session(Wanted(), 50, "1", None).stops}  # type: ignore[union-attr]
        assert "open" not in asked
        opened = visit.app.quiz_session(Wanted(kind="open"), 50, "1", None).items()
        assert {item.id for item in opened} == {"quorum", "quorum-again"}


def test_the_same_seed_asks_the_same() -> None:
    def asked(*more: str) -> list[str]:
        said = tutor("interview", "--json", "--level", "senior", *more, typed='{"skip": true}\n' * 5).stdout
        return [event["id"] for line in said.splitlines() if (event := json.loads(line))["event"] == "question"]

    assert asked("--seed", "3") == asked("--seed", "3")
    assert asked("--seed", "3") != asked("--seed", "4")
    assert len(asked("--quick")) == 3


def test_without_a_seed_it_asks_what_was_not_asked_yet(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("s\n" * 10))
    with visiting(course) as visit:
        first = visit.app.interview((), "senior", 4, None, "")
        interview(visit, (), "senior", 4, quick=False, seed=first.seed)
        assert [review.item for review in kept()] == [first.items[0].id]
        assert visit.app.interview((), "senior", 4, None, "").items[0].id != first.items[0].id


@pytest.mark.parametrize("lang", LANGS)
def test_at_a_terminal(lang: Lang) -> None:
    """An answer of two lines, its clock, the points, a correction by key, the report, and no lesson after it."""
    en = lang == "en"
    with Person("interview", "auto-scaling", "--quick", "--level", "junior", "--seed", "1", "--lang", lang) as person:
        person.see("left" if en else "남음")
        person.press("It needs a metrics-server." + ENTER, "")
        person.press("요청값도 설정해야 한다." + ENTER + ENTER, "asked on" if en else "꼬리 질문")
        person.press("s" + ENTER, "A model answer" if en else "모범 답안")
        person.press("c", "Space marks" if en else "스페이스로 표시")
        person.press("1" + ENTER, "what was heard" if en else "채점 결과")
        person.press("q", "Interview report" if en else "면접 결과")
    assert kept()


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_it_can_be_left_at_any_time(key: str) -> None:
    with Person("interview", "--quick", "--seed", "1", "--lang", "en") as person:
        person.see("left")
        person.press("Half an ans" + key, "Stopped" if key == CTRL_C else "Interview report")
    assert kept() == []


def test_the_screens_look_as_always() -> None:
    told = held(quorum())
    state, _ = play(told, "flag sorry force")
    view = told.view(state)
    as_always("interview/heard", lambda lang: talks.hearing(view, lang, Beliefs()))  # type: ignore[arg-type]
    done = told.view(play(told, "flag sorry force next")[0])
    as_always("interview/report", lambda lang: talks.report(done, lang, Beliefs()))  # type: ignore[arg-type]


class Beliefs:
    """A library with one belief, whose titles are the ids."""

    def title(self, topic: str) -> Any:
        from orchestra_tutor.text import same

        return same(topic)

    def source(self, name: str, citing: str) -> None:
        return None

    def belief(self, name: str, citing: str) -> Any:
        from orchestra_tutor.course import Belief
        from orchestra_tutor.text import Text

        truth = Text("They go on running.", "계속 실행된다.")
        return Belief(name, Text("Without managers the tasks stop.", "매니저가 없으면 태스크가 멈춘다."), truth, ())


def kept() -> list[Review]:
    with closing(Store(places().progress)) as store:
        return list(store.reviews_in("interview"))
