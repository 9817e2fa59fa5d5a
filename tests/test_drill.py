"""Drills: questions without an end that become harder and easier, whose numbers are others every time."""

import json
from contextlib import closing
from dataclasses import replace
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tutor.app import App
from orchestra_tutor.commands.notebook import Book
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.course import LEVELS, Item
from orchestra_tutor.errors import UsageError
from orchestra_tutor.generate import Computed
from orchestra_tutor.index import Index
from orchestra_tutor.journal import DRILLS, Entry, Review
from orchestra_tutor.questions.number import Number, make
from orchestra_tutor.sessions.events import Answer, Event
from orchestra_tutor.sessions.session import CLIMB, Ask, Session, State
from orchestra_tutor.sessions.views import AskView, FeedbackView, SummaryView
from orchestra_tutor.settings import places
from orchestra_tutor.store import Store
from orchestra_tutor.text import Text, same
from orchestra_tutor.ui.plain import lines
from tests.helpers import BEGAN, EVENTS, PACE, item
from tests.program import tutor
from tests.terminal import CTRL_C, ENTER, Person

VOTES: Final = {"n": tuple(str(n) for n in range(3, 90))}


def drawn_item(name: str, by: str = "quorum.majority") -> Item:
    """An item that asks about a number of members."""
    question = make(Computed(by, {"members": "{n}"}), VOTES, stem=Text("{n}?", "{n}개?"), why=same("So."))
    return replace(item(name), kind="number", question=question)


LADDER: Final = tuple(drawn_item(f"rung-{n}") for n in range(4))


def drill(ladder: tuple[Item, ...] = LADDER) -> Session:
    return Session("d", "drill", "7", BEGAN, (Ask(ladder[0].redrawn(Random("7:0"))),), ladder=ladder)


def event(state: State, word: str, at: float) -> Event:
    """What a word does; `right` and `wrong` answer whatever numbers were drawn."""
    if word in ("right", "wrong"):
        question = state.item.question
        assert isinstance(question, Number)
        return Answer(at, f"{question.answer + (word == 'wrong') * 1000:g}")
    return EVENTS[word](at)


def walk(told: Session, script: str) -> tuple[State, list[Entry], list[str]]:
    """The last state, all entries, and the items that were asked; `+` is right, `-` is wrong, both and on."""
    state, entries = told.start()
    written, asked = list(entries), [state.item.id]
    script = script.replace("+", " right next ").replace("-", " wrong next ")
    for n, word in enumerate(script.split(), 1):
        state, entries = told.step(state, event(state, word, BEGAN + n * PACE))
        written += entries
        if word == "next":
            asked.append(state.item.id)
    return state, written, asked


def rungs(script: str) -> str:
    """Which rungs were asked, in a row."""
    return "".join(name[-1] for name in walk(drill(), script)[2])


def summary(told: Session, script: str) -> SummaryView:
    view = told.view(walk(told, f"{script} quit")[0])
    assert isinstance(view, SummaryView)
    return view


class TestLadder:
    @pytest.mark.parametrize(
        ("script", "asked"),
        [
            ("", "0"),
            ("+", "00"),
            ("++", "001"),
            ("++++++", "0011223"),
            ("++++++++++", "00112233333"),  # the last rung is the hardest
            ("-", "00"),  # and the first the easiest
            ("---", "0000"),
            ("++-", "0010"),
            ("++-++", "001001"),
            ("+-+", "0000"),  # in a row
            ("+-++", "00001"),
            ("++++--", "0011210"),
            ("++ skip next", "0010"),  # not to know is not to be right
            ("++ hint right next", "0011"),
        ],
    )
    def test_it_climbs_after_two_right_in_a_row_and_descends_after_a_wrong_one(self, script: str, asked: str) -> None:
        assert rungs(script) == asked

    @given(st.lists(st.booleans(), max_size=40))
    def test_it_never_leaves_the_ladder_and_moves_a_rung_at_a_time(self, answers: list[bool]) -> None:
        asked = [int(rung) for rung in rungs("".join("+" if right else "-" for right in answers))]
        assert len(asked) == len(answers) + 1  # it never ends
        for before, after, right in zip(asked, asked[1:], answers, strict=False):
            assert after in ({before, min(before + 1, 3)} if right else {max(0, before - 1)})
            assert after - before <= right
        assert asked.count(3) == 0 or sum(answers) >= 3 * CLIMB

    def test_one_rung_is_asked_again_and_again(self) -> None:
        state, _, asked = walk(drill(LADDER[:1]), "+++-")
        assert asked == ["rung-0"] * 5
        assert state.phase == "asking"

    @settings(max_examples=20)
    @given(st.text(alphabet="+-", min_size=1, max_size=12))
    def test_undo_takes_back_the_answer_and_what_came_of_it(self, script: str) -> None:
        before, _, asked = walk(drill(), script)
        for last in ("right undo", "wrong undo", "right next undo", "wrong next undo", "skip undo"):
            state, entries, _ = walk(drill(), f"{script} {last}")
            assert (state.item, state.rung, state.row) == (before.item, before.rung, before.row)
            assert (state.stops, state.phase) == (before.stops, "asking")
            assert state.written > before.written  # but an id is never used twice
            assert len({entry.id for entry in entries}) == len(entries)
        assert len(asked) == len(script) + 1

    def test_a_wrong_answer_can_be_made_good_after_undo(self) -> None:
        assert rungs("+ wrong undo right next") == "001"


class TestNumbers:
    def test_the_same_seed_asks_the_same(self) -> None:
        assert walk(drill(), "++-+")[0].stops == walk(drill(), "++-+")[0].stops
        other = replace(drill(), seed="8")
        assert [stop.item.drawn for stop in walk(other, "++++")[0].stops[1:] if isinstance(stop, Ask)] != [
            stop.item.drawn for stop in walk(drill(), "++++")[0].stops[1:] if isinstance(stop, Ask)
        ]

    def test_every_question_has_numbers_of_its_own(self) -> None:
        state, entries, _ = walk(drill(LADDER[:1]), "+" * 12)
        drawn = [review.drawn["n"] for review in entries if isinstance(review, Review)]
        assert len(set(drawn)) > 8
        assert [stop.item.drawn["n"] for stop in state.stops[:-1] if isinstance(stop, Ask)] == drawn

    @pytest.mark.parametrize("mode", DRILLS)
    def test_a_missed_item_comes_back_with_other_numbers(self, mode: Any) -> None:
        one = LADDER[0].with_drawn({"n": "5"})
        told = Session("s", mode, "7", BEGAN, (Ask(one), Ask(LADDER[1])))
        state, entries, _ = walk(told, "wrong next right next")
        again = state.stops[-1]
        assert isinstance(again, Ask)
        assert (again.retry, again.item.id) == (True, one.id)
        assert again.item.drawn != one.drawn
        assert again.item.question.stem != one.question.stem
        state, entries, _ = walk(told, "wrong next right next right")
        reviews = [entry for entry in entries if isinstance(entry, Review)]
        assert [(review.item, review.retry) for review in reviews] == [
            ("rung-0", False),
            ("rung-1", False),
            ("rung-0", True),
        ]
        assert reviews[0].drawn == {"n": "5"}
        assert reviews[2].drawn == again.item.drawn

    def test_a_drill_asks_nothing_again_and_does_not_ask_how_sure_one_is(self) -> None:
        told = drill()
        asks = told.view(walk(told, "")[0])
        assert isinstance(asks, AskView)
        assert (asks.n, asks.of, asks.asks_confidence, asks.can_undo) == (1, 0, False, False)
        feedback = told.view(walk(told, "wrong")[0])
        assert isinstance(feedback, FeedbackView)
        assert (feedback.of, feedback.comes_back, feedback.can_undo, feedback.can_go_back) == (0, False, True, False)


class TestSummary:
    def test_it_counts_every_answer_also_of_one_item(self) -> None:
        end = summary(drill(LADDER[:1]), "++-+")
        assert (end.asked, end.correct, end.score, end.unanswered) == (4, 3, 0.75, 0)
        assert [missed.id for missed in end.missed] == ["rung-0"]
        assert end.reached_end  # to stop is how a drill ends

    def test_an_answer_that_was_taken_back_does_not_count(self) -> None:
        end = summary(drill(), "+ wrong undo right next")
        assert (end.asked, end.correct, end.missed) == (2, 2, ())

    def test_a_drill_without_an_answer_says_so(self) -> None:
        end = summary(drill(), "")
        assert (end.asked, end.score, end.reached_end) == (0, 0.0, False)


class TestApp:
    def test_easy_items_come_first(self, own_index: Index) -> None:
        with closing(App(places())) as app:
            app._index = own_index
            for name in {each.partition(".")[0] for each in own_index.drilled()}:
                ladder = app.drill_session(name).ladder
                levels = [LEVELS.index(item.level) for item in ladder]
                assert levels == sorted(levels)
                assert {item.drawn_by.partition(".")[0] for item in ladder} == {name}
            app._index = None

    @pytest.mark.parametrize(
        ("name", "hint"), [("hpaa", "hpa"), ("rolout", "rollout"), ("rollout.max", "rollout.max_pods")]
    )
    def test_a_wrong_name_is_told_the_near_ones_and_where_all_are(self, name: str, hint: str, own_index: Index) -> None:
        with closing(App(places())) as app:
            app._index = own_index
            with pytest.raises(UsageError) as caught:
                app.drill_session(name)
            app._index = None
        assert hint in caught.value.hint.en.split("?")[0]
        assert caught.value.hint.en.endswith("tutor drill")
        assert len(caught.value.hint.en) < 100

    def test_the_notebook_shows_the_numbers_that_were_asked(self, own_index: Index) -> None:
        core = own_index.item("as-draw-hpa-core")
        assert core is not None
        asked = core.with_drawn({"current": "7", "metric": "105", "target": "70"})
        assert asked.drawn != core.drawn
        review = Review(
            "r-0",
            BEGAN,
            core.id,
            core.fingerprint,
            response="9",
            keys=(),
            score=0.0,
            seconds=5.0,
            mode="drill",
            day=20_781,
            drawn=asked.drawn,
        )
        with closing(App(places())) as app:
            app._index = own_index
            app.store.save((review,))
            book = Book(Visit(app, "en"))
            said, document = "\n".join(lines(list(book.parts()), "en")), book.as_json()
            app._index = None
        assert "An HPA has 7 replicas. Their average CPU utilization is 105%" in said
        assert "7 × 105 / 70 = 10.5" in said
        assert document["missed"][0]["stem"] == asked.question.stem.en


def logged() -> list[Review]:
    with closing(Store(places().progress)) as store:
        return [entry for entry in store.entries() if isinstance(entry, Review)]


class TestProgram:
    def test_without_a_name_it_lists_what_there_is(self) -> None:
        english, korean = tutor("drill"), tutor("drill", "--lang", "ko")
        assert english.returncode == korean.returncode == 0
        assert "hpa.desired_replicas Replicas an HPA wants" in english.stdout
        assert "tutor drill hpa" in english.stdout
        assert "hpa.desired_replicas" in korean.stdout
        document = json.loads(tutor("drill", "--json").stdout)
        assert document["hpa.desired_replicas"]["en"] == "Replicas an HPA wants"
        assert all(f"- {name} " in english.stdout for name in document)

    def test_a_name_that_is_unknown_says_what_to_do(self) -> None:
        done = tutor("drill", "hpaa")
        assert done.returncode == 2
        assert "hpa?" in done.stderr
        assert "tutor drill" in done.stderr

    def test_a_pipe_is_asked_until_it_ends_and_told_the_steps(self) -> None:
        done = tutor("drill", "hpa.desired_replicas", "--seed", "5", typed="many\n1 ms\nh\n1,000\n\ns\n\nq\n")
        assert done.returncode == 0
        said = done.stdout
        assert said.index("Type a number, such as") < said.index("not in ms") < said.index("Hint:")
        assert said.count("Question ") == 3
        assert "2 × 30 / 80 = 0.75" in said
        assert "0 of 2 right" in said
        assert "Stopped early" not in said
        assert "before limits and policies?" in said[said.index("To look at again") :]  # the stem, not its first line
        assert [(review.mode, review.hints, review.response) for review in logged()] == [
            ("drill", 1, "1,000"),
            ("drill", 0, None),
        ]

    def test_json_lines_have_no_count_of_questions(self) -> None:
        commands = [{"answer": "1"}, {"undo": True}, {"answer": "2"}, {"skip": True}, {"quit": True}]
        typed = "".join(json.dumps(command) + "\n" for command in commands)
        done = tutor("drill", "hpa.desired_replicas", "--seed", "5", "--json", typed=typed)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        assert events[0] | {"id": ""} == {"event": "session", "id": "", "mode": "drill", "seed": "5", "of": None}
        assert {event["of"] for event in events if event["event"] == "question"} == {None}
        assert events[-1] | {"seconds": 0} == events[-1] | {
            "seconds": 0,
            "event": "summary",
            "asked": 2,
            "complete": True,
        }

    @pytest.mark.parametrize(
        ("lang", "right", "result"), [("en", "Right.", "1 of 2 right"), ("ko", "정답", "2문제 중 1문제")]
    )
    def test_at_a_narrow_terminal(self, lang: str, right: str, result: str) -> None:
        with Person("drill", "hpa.desired_replicas", "--seed", "5", "--lang", lang, columns=40) as person:
            person.press("1" + ENTER, right)
            person.press(ENTER, "Question 2" if lang == "en" else "문제 2")
            person.press("99" + ENTER, "68")  # 23 x 175 / 60, rounded up
            person.press("q", result)
            assert person.ends() == 0
            assert person.too_long() == []

    def test_ctrl_c_keeps_what_was_answered(self) -> None:
        with Person("drill", "hpa.desired_replicas", "--seed", "5") as person:
            person.press("1" + ENTER, "Right.")
            person.press(ENTER, "Question 2")
            person.press(CTRL_C, "Your answers are kept")
            person.ends()
        assert [(review.mode, review.score) for review in logged()] == [("drill", 1.0)]
