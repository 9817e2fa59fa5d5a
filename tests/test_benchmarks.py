"""The benchmarks run and say something about every promise. How fast things are is no matter for a test."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import pack
from benchmarks.bench import Bench
from benchmarks.rows import POINTER, ROWS, first_question, last_words
from benchmarks.screen import Screen, squeezed
from orchestra_tutor.app import problems_of

PROMISED = ("version", "visible", "answer", "learn", "search", "help", "lessons", "durable", "next", "memory")


def benchmarks(*options: str) -> str:
    command = [sys.executable, "-m", "benchmarks", "--runs", "1", *options]
    root = Path(__file__).parents[1]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, encoding="utf-8").stdout


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
