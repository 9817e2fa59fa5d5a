"""The benchmarks run and say something about every promise. How fast things are is no matter for a test."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks import history, pack, simulator
from benchmarks.bench import Bench
from benchmarks.rows import POINTER, ROWS, first_question, last_words, plan, rebuilt
from benchmarks.screen import Screen, squeezed
from benchmarks.simulator import BY_WEIGHT, GUESS, HIT, HONEST, MISS, NEW, PLANNER, POLICIES, Case, End, live
from benchmarks.worlds import WORLDS
from orchestra_tutor.app import problems_of
from orchestra_tutor.learner import READING, USUAL, Seconds
from orchestra_tutor.store import Store

PROMISED = (
    *("version", "visible", "answer", "learn", "search", "help", "lessons", "durable", "next"),
    *("home", "quiz", "review", "plan", "rebuild", "memory"),
)


def printed(module: str, *options: str) -> str:
    command, root = [sys.executable, "-m", module, *options], Path(__file__).parents[1]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def benchmarks(*options: str) -> str:
    return printed("benchmarks", "--runs", "1", *options)


def test_the_table_has_a_row_for_every_promise() -> None:
    lines = benchmarks("--only", "version", "--only", "durable").splitlines()
    rows = {line.split()[0]: line for line in lines if line.split()[:1] and line.split()[0] in ROWS}
    assert tuple(rows) == PROMISED
    measured = {name for name, line in rows.items() if line.endswith((" ok", " miss"))}
    assert measured == {"version", "durable"}
    assert all(row.what in rows[name] and f"≤ {row.goal:g}" in rows[name] for name, row in ROWS.items())


def test_json_says_the_same() -> None:
    rows: list[dict[str, Any]] = json.loads(benchmarks("--only", "durable", "--json"))
    assert [row["name"] for row in rows] == list(PROMISED)
    for row in rows:
        if row["name"] == "durable":
            assert row["measured"] > 0
            assert row["verdict"] == ("ok" if row["measured"] <= row["goal"] else "miss")
        else:
            assert (row["measured"], row["verdict"]) == (None, None)


def test_the_generated_course_has_no_errors_and_as_many_lessons_and_items_as_wanted(tmp_path: Path) -> None:
    course, problems = problems_of(pack.write(tmp_path / "course", lessons=3, items=2))
    assert not [problem for problem in problems if problem.level == "error"]
    assert course is not None
    assert [lesson.id for lesson in course.lessons] == [pack.lesson_id(number) for number in range(3)]
    stems = [item.question.stem.en for item in course.items]
    assert stems == [pack.stem(pack.lesson_id(lesson), item) for lesson in range(3) for item in (1, 2)]


def test_the_generated_log_is_sound_and_ends_yesterday(tmp_path: Path) -> None:
    items, today = ["one", "two", "three"], 20_000
    with closing(Store(history.write(tmp_path / "log.db", items, history.A_DAY + 1, today))) as store:
        assert store.check() == "ok"
        known = store.standing()
    assert set(known.days) == {today - 2, today - 1}
    assert {item: trace.asked for item, trace in known.traces.items()} == {"one": 84, "two": 84, "three": 83}
    assert all(trace.day < today for trace in known.traces.values())


def test_a_log_read_anew_is_compared_with_py_fsrs(tmp_path: Path) -> None:
    bench = Bench(tmp_path, runs=1)
    assert rebuilt(bench, reviews=300) > 0
    assert sum(day.answers for day in bench.person(300).app().store.standing().days.values()) == 300


def test_a_plan_is_compared_with_py_fsrs(tmp_path: Path) -> None:
    assert plan(Bench(tmp_path, runs=1)) > 0


@pytest.mark.parametrize("world", WORLDS)
class TestWorlds:
    def test_some_is_known_beforehand_and_all_is_forgotten_little_by_little(self, world: str) -> None:
        memory = WORLDS[world](Random(1), 1000)
        first, later, last = ([memory.recall(item, day) for item in range(1000)] for day in (0, 14, 60))
        assert all(1 >= a >= b >= c >= 0 for a, b, c in zip(first, later, last, strict=True))
        assert 0.1 < sum(chance > 0 for chance in first) / 1000 < 0.2
        assert sum(later) > sum(last) > 0

    def test_what_is_asked_is_remembered_better_and_a_retry_helps(self, world: str) -> None:
        asked, again, never = (WORLDS[world](Random(2), 50) for _ in range(3))
        for item in range(50):
            for day in (0, 3):
                asked.answer(item, day, knew=False)
                again.answer(item, day, knew=False)
                again.retry(item, day)
        unknown = [item for item in range(50) if not never.recall(item, 0)]
        assert all(again.recall(item, 7) > asked.recall(item, 7) > 0 for item in unknown)

    def test_nobody_is_like_another_but_everybody_like_themselves(self, world: str) -> None:
        def learnt(seed: int) -> list[float]:
            memory = WORLDS[world](Random(seed), 20)
            for item in range(20):
                memory.answer(item, 0, knew=False)
            return [memory.recall(item, 7) for item in range(20)]

        assert learnt(1) == learnt(1) != learnt(2)
        assert len(set(learnt(1))) > 15


class TestSimulator:
    def test_questions_cost_what_the_planner_takes_for_usual(self) -> None:
        turns = {"new": NEW, "known": simulator.KNOWN, "hit": HIT, "miss": MISS}
        assert Seconds(**{name: turn.seconds for name, turn in turns.items()}) == USUAL
        assert Seconds(**{name: turn.reading for name, turn in turns.items()}) == READING

    def test_everybody_has_the_same_luck_whenever_they_live(self) -> None:
        case = Case("fsrs6", 10)
        assert live(case, BY_WEIGHT, 1) == live(case, BY_WEIGHT, 1) != live(case, BY_WEIGHT, 2)

    @pytest.mark.parametrize("name", POLICIES)
    def test_more_minutes_are_worth_something(self, name: str) -> None:
        few, many = (live(Case("fsrs5", minutes), name, 1).recall for minutes in (5, 20))
        assert 0 < few < many < 1

    def test_guesses_that_are_marked_mislead_less(self) -> None:
        marked, unmarked = (live(Case("actr", 20, True, 0.25, honest), PLANNER, 1) for honest in (1.0, 0.0))
        assert unmarked.foretold - unmarked.recall > marked.foretold - marked.recall

    def test_the_tables_have_all_worlds_and_say_whether_the_goals_are_reached(self) -> None:
        lines = printed("benchmarks.simulator", "--learners", "1", "--minutes", "10").splitlines()
        assert sum(line.count("±") >= len(WORLDS) for line in lines) == 2 * (len(POLICIES) + 1) + 2
        judged = [line for line in lines if line.endswith((" ok", " miss"))]
        assert [line[:32].strip() for line in judged] == [
            *("10 min  planner", "ahead of it by weight", "ahead of it by weight"),
            *("10 min  foretold - true", "10 min  foretold - true"),
        ]

    @pytest.mark.parametrize(
        ("ours", "in_one_world", "verdicts"),
        [
            (0.79, 0.79, ["ok", "ok"]),
            (0.79, 0.69, ["miss", "miss"]),
            (0.77, 0.77, ["miss", "ok"]),
            (0.82, 0.745, ["ok", "miss"]),
        ],
    )
    def test_a_goal_is_missed_on_the_whole_or_in_one_world(
        self, ours: float, in_one_world: float, verdicts: list[str]
    ) -> None:
        recalled = {(PLANNER, world): ours for world in WORLDS} | {(PLANNER, "actr"): in_one_world}
        found = {
            (Case(world, 20), name): [End(recalled.get((name, world), 0.76), 0.0)]
            for world in WORLDS
            for name in POLICIES
        }
        lines = list(simulator.recall_table(found, [20], zipf=True))
        assert [line.split()[-1] for line in lines if line.endswith(("ok", "miss"))] == verdicts

    @pytest.mark.parametrize(("error", "verdict"), [(0.04, "ok"), (-0.04, "ok"), (0.06, "miss"), (-0.06, "miss")])
    def test_readiness_may_be_wrong_in_neither_direction(self, error: float, verdict: str) -> None:
        cases = {world: Case(world, 40, True, GUESS, HONEST) for world in WORLDS}
        found = {
            (case, PLANNER): [End(0.5, 0.5 + (error if world == "actr" else 0.0))] for world, case in cases.items()
        }
        assert list(simulator.error_table(found, [40], zipf=True))[-1].split()[-1] == verdict


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("\x1b[1mWhich\x1b[0m one\r\n   fits?", "Whichonefits?"),
        ("\x1b[?25l\x1b[2;5H» 1) \x1b]0;title\x07yes", "»1)yes"),
    ],
)
def test_words_are_found_however_they_are_drawn(shown: str, words: str) -> None:
    assert squeezed(shown) == words


def test_the_last_words_of_a_text_are_its_last_paragraph_without_marks() -> None:
    assert last_words("First `one`.\n\n- then **two**\n- and three\n\n```\ncode\n```\n") == "and three"


def test_a_screen_shows_what_a_program_writes_and_presses_its_keys() -> None:
    program = "print('ready', end='', flush=True); print('got', repr(input()))"
    with Screen([sys.executable, "-c", program], {}) as screen:
        assert screen.until("ready") > 0
        screen.press("x\r")
        screen.until("got 'x'")
        assert b"ready" not in screen.shown
        with pytest.raises(TimeoutError, match="more"):
            screen.until("more")


def test_the_first_question_is_shown_before_anything_is_loaded_that_only_its_answer_needs(tmp_path: Path) -> None:
    bench = Bench(tmp_path, runs=1)
    quiz, stem = first_question(bench)
    with Screen([sys.executable, "-X", "importtime", "-m", "orchestra_tutor", *quiz], bench.env) as screen:
        screen.until(stem)
        screen.until(POINTER)
    before, _, while_read = screen.shown.decode().partition("Question 1")
    at_first, at_prompt = loaded(before), loaded(while_read)
    assert {"typer", "sqlite3", "rich", "orchestra_tutor"} <= at_first
    assert not at_first & {"asyncio", "hashlib", "orchestra_tutor.figures", "orchestra_tutor.loader", "questionary"}
    assert "questionary" in at_prompt
    assert not (at_first | at_prompt) & {"yaml"}


def loaded(shown: str) -> set[str]:
    """The modules that `-X importtime` names."""
    return {line.rsplit("|", 1)[1].strip() for line in shown.splitlines() if line.startswith("import time:")}
