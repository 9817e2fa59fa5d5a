"""Interviews as scripts of events: who may do what when, what is asked on, and what is written to the log."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.journal import Began, Flag, Review, Undo
from orchestra_tutor.memory import fold
from orchestra_tutor.sessions.interview import chosen
from orchestra_tutor.sessions.session import OutOfTurnError
from orchestra_tutor.sessions.talk import Report, Talk, talks
from orchestra_tutor.sessions.views import AskView, HearingView, ReportView
from tests.helpers import item as choice
from tests.talks import PACE, interview, play, quorum, walk

# Script, where it leads (the path of what is asked, or the phase), and what may be done there.
TURNS = """
-                       | asks              | answer skip dispute quit
empty                   | asks              | answer skip dispute quit
odd                     | probe:majority    | answer skip undo dispute quit
odd majority            | harder            | answer skip undo dispute quit
odd majority force      | hearing           | next undo dispute quit correct
odd skip                | hearing           | next undo dispute quit correct
skip                    | hearing           | next undo dispute quit
both undo               | asks              | answer skip dispute quit
said:odd                | hearing           | next undo dispute quit correct
said:odd,majority       | harder            | answer skip undo dispute quit
odd skip correct:+majority | hearing        | next dispute quit correct
odd quit                | done              |
both force next         | done              |
"""

EVENTS = {
    "answer": "both",
    "skip": "skip",
    "undo": "undo",
    "dispute": "dispute",
    "quit": "quit",
    "next": "next",
    "correct": "correct:+odd",
}
ROWS = [[cell.strip() for cell in line.split("|")] for line in TURNS.strip().splitlines()]


@pytest.mark.parametrize(("script", "leads", "allowed"), ROWS)
def test_every_turn_leads_where_the_table_says(script: str, leads: str, allowed: str) -> None:
    told = interview()
    state, _ = play(told, script.replace("-", "", 1) if script == "-" else script)
    assert (state.path or "asks" if state.phase == "asking" else state.phase) == leads
    for name, word in EVENTS.items():
        again = f"{script} {word}" if script != "-" else word
        if name in allowed.split():
            play(told, again)
        else:
            with pytest.raises(OutOfTurnError):
                play(told, again)


def test_an_answer_is_written_with_what_was_asked() -> None:
    _, entries = play(interview(), "odd majority force next")
    assert isinstance(entries[0], Began)
    reviews = [entry for entry in entries if isinstance(entry, Review)]
    assert [(each.item, each.drawn, each.retry, each.score) for each in reviews] == [
        ("quorum", {}, False, 0.5),
        ("quorum", {"asks": "probe:majority"}, True, 1.0),
        ("quorum", {"asks": "harder"}, True, 1.0),
    ]
    assert [each.seconds for each in reviews] == [PACE, PACE, PACE]
    assert {each.mode for each in reviews} == {"interview"}
    assert len({entry.id for entry in entries}) == len(entries)


def test_a_red_flag_is_written_as_a_belief() -> None:
    _, entries = play(interview(), "flag sorry")
    assert [each.beliefs for each in entries if isinstance(each, Review)] == [("tasks-stop",), ()]
    trace = fold(entries).traces["quorum"]
    assert trace.held == {"tasks-stop": (1, -1)}


def test_a_correction_takes_the_answer_back_and_writes_it_anew() -> None:
    _, entries = play(interview(), "odd skip correct:+majority,-odd")
    undo, anew = entries[-2:]
    assert isinstance(undo, Undo)
    assert isinstance(anew, Review)
    assert undo.review == "i-1"
    assert anew.response == {"text": "An odd number of managers.", "said": "majority", "unsaid": "odd"}
    assert anew.keys == ("majority",)
    assert fold(entries).traces["quorum"].asked == 2


def test_a_dispute_is_kept() -> None:
    state, entries = play(interview(), "dispute")
    assert isinstance(entries[-1], Flag)
    assert state.phase == "asking"


def test_undo_asks_the_last_question_again() -> None:
    told = interview()
    state, entries = play(told, "odd wrong undo")
    assert state.path == "probe:majority"
    assert isinstance(entries[-1], Undo)
    assert entries[-1].review == "i-2"
    assert fold(entries).traces["quorum"].asked == 1


def test_nothing_is_said_about_an_answer_before_the_question_is_through() -> None:
    told = interview()
    views = [told.view(state) for state, _ in walk(told, "odd majority force next")]
    assert [type(view) for view in views] == [AskView, AskView, AskView, HearingView, ReportView]
    asked = [view for view in views if isinstance(view, AskView)]
    assert [view.follows for view in asked] == [0, 1, 2]
    assert [view.limit for view in asked] == [1090.0, 1100.0, 1110.0]
    assert [view.item.question.stem.en for view in asked] == [
        "How many managers does a swarm want?",
        "What is needed to change anything?",
        "Two of three are gone. What now?",
    ]


def test_no_question_begins_when_the_time_is_over() -> None:
    told = interview(quorum("one"), quorum("two"), seconds=3 * PACE)
    assert play(told, "both force next")[0].phase == "done"
    assert play(told, "skip next")[0].phase == "asking"


def test_a_short_question_may_stand_between() -> None:
    told = interview(choice("one"), quorum("two"))
    state, _ = told.start()
    view = told.view(state)
    assert isinstance(view, AskView)
    assert view.item.id == "one"
    assert play(told, "skip next")[0].at == 1


SCORES = [
    ("both force", 1.0, "said said missing"),
    ("odd majority force", 0.75, "said asked missing"),
    ("odd wrong", 0.5, "said missing missing"),
    ("wrong wrong wrong", 0.0, "missing missing missing"),
    ("list wrong wrong", 0.3, "named named missing"),
    ("flag wrong", 0.75, "said said missing"),
    ("flag sorry force", 0.875, "said said asked"),
    ("said:odd", 0.5, "said missing missing"),
    ("skip", 0.0, "missing missing missing"),
]


@pytest.mark.parametrize(("script", "score", "heard"), SCORES)
def test_a_talk_is_worth_what_was_said_when(script: str, score: float, heard: str) -> None:
    told = interview()
    talk = told.talk(play(told, script)[0])
    assert talk.score == pytest.approx(score)
    assert " ".join(each.how for each in talk.heard) == heard


def test_a_flag_that_was_taken_back_is_told() -> None:
    told = interview()
    assert told.talk(play(told, "flag sorry")[0]).flags == {"tasks-stop": True}
    assert told.talk(play(told, "flag wrong")[0]).flags == {"tasks-stop": False}


def test_harder_questions_are_counted() -> None:
    told = interview()
    assert told.talk(play(told, "both force")[0]).deeper == (1, 1)
    assert told.talk(play(told, "both wrong skip")[0]).deeper == (0, 1)


def test_the_log_tells_an_interview_as_it_was() -> None:
    told = interview(quorum("one"), quorum("two", "other"))
    state, entries = play(told, "odd skip correct:+majority next flag sorry force next")
    undone = {entry.review for entry in entries if isinstance(entry, Undo)}
    reviews = [entry for entry in entries if isinstance(entry, Review) and entry.id not in undone]
    again = tuple(talks(reviews, {each.id: each for each in told.items}.get))
    assert [talk.score for talk in again] == [talk.score for talk in state.talks]
    assert [talk.flags for talk in again] == [talk.flags for talk in state.talks]
    assert Report(again) == Report(state.talks)


def test_the_log_may_hold_what_the_course_asks_no_more() -> None:
    _, entries = play(interview(), "odd majority force next")
    reviews = [entry for entry in entries if isinstance(entry, Review)]
    assert not list(talks(reviews, lambda name: None))


def test_a_report_sends_to_the_lessons_where_most_was_missing() -> None:
    lessons = ["a", "b", "c", "d"]
    told = interview(*(quorum(f"q-{lesson}", lesson) for lesson in lessons))
    state, _ = play(told, "skip next odd skip next both force next skip")
    report = Report(state.talks if state.phase == "done" else (*state.talks, told.talk(state)))
    assert report.study == ("a", "d", "b")
    assert report.score == pytest.approx((0 + 0.5 + 1 + 0) / 4)
    assert report.by_feature == {"clustering": pytest.approx(0.375)}
    assert report.by_platform == {"docker-swarm": pytest.approx(0.375)}
    assert report.by_skill == {"recall": pytest.approx(0.375)}


def test_time_over_is_counted_by_answer() -> None:
    talk = interview().talk(play(interview(), "odd wrong")[0])
    late = Talk(talk.item, tuple(replace(turn, seconds=200.0) for turn in talk.turns))
    assert Report((talk,)).overtime == 0
    assert Report((late,)).overtime == 2


def rows(count: int, cases: int = 0) -> list[tuple[str, str, str, float, str]]:
    levels = ("junior", "mid", "senior")
    kinds = ["open"] * count + ["case"] * cases
    return [(f"q{n}", f"lesson-{n % 5}", kind, 0.5, levels[n % 3]) for n, kind in enumerate(kinds)]


@given(st.integers(0, 30), st.integers(0, 8), st.integers(1, 12), st.integers())
def test_an_interview_asks_different_questions(count: int, cases: int, wanted: int, seed: int) -> None:
    names = chosen(rows(count, cases), {}, wanted, Random(seed))
    assert len(set(names)) == len(names) == min(wanted, count + cases)
    assert names == chosen(rows(count, cases), {}, wanted, Random(seed))


def test_a_few_questions_come_from_different_lessons_easy_ones_first() -> None:
    for seed in range(50):
        among = {row[0]: row for row in rows(30)}
        names = chosen(list(among.values()), {}, 5, Random(seed))
        assert len({among[name][1] for name in names}) == 5
        levels = [("junior", "mid", "senior").index(among[name][4]) for name in names]
        assert levels == sorted(levels)


def test_one_question_in_four_is_a_case_and_not_the_first() -> None:
    for seed in range(50):
        names = chosen(rows(20, 6), {}, 8, Random(seed))
        cases = [at for at, name in enumerate(names) if int(name[1:]) >= 20]
        assert len(cases) == 2
        assert 0 not in cases


def test_what_weighs_more_is_asked_more() -> None:
    counts = Counter(name for seed in range(300) for name in chosen(rows(10), {"q1": 5.0, "q2": 0.0}, 1, Random(seed)))
    assert counts["q1"] > 3 * counts["q4"] > 0
    assert counts["q4"] > counts["q2"]
