"""Sessions as scripts of events. The table below is the whole machine: who may do what when, and where it leads."""

import tempfile
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tutor.course import Item
from orchestra_tutor.journal import DRILLS, Began, Entry, Flag, Place, Review, Undo
from orchestra_tutor.memory import Standing, fold
from orchestra_tutor.question import Graded, Malformed, Note
from orchestra_tutor.questions.choice import Choice, Option
from orchestra_tutor.sessions.session import (
    Ask,
    Given,
    Mode,
    OutOfTurnError,
    Session,
    State,
    beliefs_of,
    mixed,
)
from orchestra_tutor.sessions.views import AskView, FeedbackView, PageView, SummaryView
from orchestra_tutor.store import Store
from orchestra_tutor.text import same
from tests.helpers import BEGAN, EVENTS, PACE, item, page, play, session, told_phase, walk

# Mode and script lead to a state; each column says where its event leads from there. `!` is out of turn.
TURNS = """
learn                     | next        back         right        unclear   skip         hint      undo      flag         time-up      quit
-                         | asking@1    !            !            !         !            !         !         !            !            done
next                      | !           reading@0    feedback@1   asking@1  feedback@1   asking@1  !         asking@1     !            done
next right                | reading@2   reading@0    !            !         !            !         asking@1  feedback@1   !            done
next right next           | done        feedback@1   !            !         !            !         !         !            !            done
next right next next      | !           !            !            !         !            !         !         !            !            !
quiz                      | next        back         right        unclear   skip         hint      undo      flag         time-up      quit
-                         | !           !            feedback@0   asking@0  feedback@0   asking@0  !         asking@0     !            done
right                     | asking@1    !            !            !         !            !         asking@0  feedback@0   !            done
right next                | !           !            feedback@1   asking@1  feedback@1   asking@1  asking@0  asking@1     !            done
wrong next right next     | !           !            feedback@2   asking@2  feedback@2   asking@2  asking@1  asking@2     !            done
right next right next     | !           !            !            !         !            !         !         !            !            !
review                    | next        back         right        unclear   skip         hint      undo      flag         time-up      quit
-                         | !           !            feedback@0   asking@0  feedback@0   asking@0  !         asking@0     done         done
right                     | asking@1    !            !            !         !            !         asking@0  feedback@0   !            done
wrong next right next     | !           !            feedback@2   asking@2  feedback@2   asking@2  asking@1  asking@2     done         done
right next right next     | !           !            !            !         !            !         !         !            !            !
exam                      | next        back         right        unclear   skip         hint      undo      flag         time-up      quit
-                         | !           !            asking@1     asking@0  asking@1     asking@0  !         asking@0     done         done
right                     | !           !            reviewing@0  asking@1  reviewing@0  asking@1  asking@0  asking@1     reviewing@0  done
right wrong               | reviewing@1 !            !            !         !            !         !         reviewing@0  !            done
right wrong next          | done        reviewing@0  !            !         !            !         !         reviewing@1  !            done
right wrong next next     | !           !            !            !         !            !         !         !            !            !
"""  # noqa: E501  a table is read across


def turns() -> list[tuple[str, str, str, str]]:
    """(mode, script, event, where it leads), one a cell."""
    cells = []
    mode: str = ""
    events: list[str] = []
    for line in TURNS.strip().splitlines():
        left, right = line.split("|")
        if right.split()[0] == "next":
            mode, events = left.strip(), right.split()
            continue
        script = left.strip().removeprefix("-")
        cells += [(mode, script, event, to) for event, to in zip(events, right.split(), strict=True)]
    return cells


def kept(entries: list[Entry]) -> list[str]:
    """Entries in short: `one=1.0` is a review, `->2` a place."""
    said = []
    for entry in entries:
        match entry:
            case Began():
                said.append("began")
            case Review():
                said.append(f"{entry.item}={entry.score}" + (" again" if entry.retry else ""))
            case Undo():
                said.append(f"undo {entry.review}")
            case Flag():
                said.append(f"flag {entry.item}")
            case Place():
                said.append(f"->{entry.step}" + (" done" if entry.done else ""))
    return said


def trail(told: Session, script: str) -> str:
    """Where the session was, from its start on."""
    return " ".join(told_phase(state) for state, _ in walk(told, script))


def timed(told: Session, script: str) -> tuple[str, list[Entry]]:
    """Where the session was and what was written, of a script with the seconds since its start: `wrong@85 next@95`."""
    state, first = told.start()
    went, written = [told_phase(state)], list(first)
    for word, _, seconds in (each.partition("@") for each in script.split()):
        state, entries = told.step(state, EVENTS[word](told.began + float(seconds)))
        went.append(told_phase(state))
        written += entries
    return " ".join(went), written


def reviews_of(entries: list[Entry]) -> list[Review]:
    return [entry for entry in entries if isinstance(entry, Review)]


def reviews_that_stand(entries: list[Entry]) -> list[Entry]:
    undone = {entry.review for entry in entries if isinstance(entry, Undo)}
    return [review for review in reviews_of(entries) if review.id not in undone]


def firsts(*items: Item) -> tuple[Ask, ...]:
    return tuple(Ask(each) for each in items)


def note(belief: str, right: bool = False) -> Note:
    return Note(same("Part"), right, same("Why"), belief)


class TestTurns:
    @pytest.mark.parametrize(("mode", "script", "event", "to"), turns())
    def test_every_event_in_every_phase_leads_on_or_is_out_of_turn(
        self, mode: Mode, script: str, event: str, to: str
    ) -> None:
        told = session(mode)
        state, _ = play(told, script)
        before = deepcopy(state)
        later = EVENTS[event](state.now + PACE)
        if to == "!":
            with pytest.raises(OutOfTurnError):
                told.step(state, later)
        else:
            assert told_phase(told.step(state, later)[0]) == to
        assert state == before  # whatever happened, the state that was is what it was

    def test_the_table_is_complete(self) -> None:
        for mode, phases in {
            "learn": "reading asking feedback done",
            "quiz": "asking feedback done",
            "review": "asking feedback done",
            "exam": "asking reviewing done",
        }.items():
            rows = {(script, event) for of, script, event, _ in turns() if of == mode}
            reached = {play(session(mode), script)[0].phase for script, _ in rows}  # type: ignore[arg-type]
            assert reached == set(phases.split())
            assert {event for _, event in rows} == set(EVENTS) - {"wrong", "guess"}  # answers lead on alike

    def test_a_page_has_no_item(self) -> None:
        state, _ = session("learn").start()
        with pytest.raises(OutOfTurnError):
            _ = state.item


class TestLog:
    @pytest.mark.parametrize(
        ("mode", "script", "entries"),
        [
            ("quiz", "", "began"),
            ("quiz", "right next skip", "began, one=1.0, two=0.0"),
            ("quiz", "wrong next right next wrong", "began, one=0.0, two=1.0, one=0.0 again"),
            ("quiz", "unclear hint unclear quit", "began"),
            ("quiz", "flag right flag", "began, flag one, one=1.0, flag one"),
            ("quiz", "wrong undo right", "began, one=0.0, undo s-1, one=1.0"),
            ("quiz", "guess next right next right", "began, one=1.0, two=1.0, one=1.0 again"),
            ("review", "wrong next right next right", "began, one=0.0, two=1.0, one=1.0 again"),
            ("quiz", "right next right undo undo", "began, one=1.0, two=1.0, undo s-2, undo s-1"),
            ("learn", "next right next next", "began, ->1, one=1.0, ->2, ->2, ->0 done"),
            ("learn", "next right undo", "began, ->1, one=1.0, ->2, undo s-2, ->1"),
            ("learn", "next back", "began, ->1, ->0"),
            ("exam", "right wrong next next", "began, one=1.0, two=0.0"),
            ("exam", "right undo wrong quit", "began, one=1.0, undo s-1, one=0.0"),
        ],
    )
    def test_the_log_tells_what_happened(self, mode: Mode, script: str, entries: str) -> None:
        assert kept(play(session(mode), script)[1]) == entries.split(", ")

    def test_a_review_holds_all_that_is_known_about_an_answer(self) -> None:
        _, entries = play(session("quiz"), "hint unclear wrong")
        assert entries == [
            Began("s-0", BEGAN, "quiz", "7"),
            Review(
                id="s-1",
                at=BEGAN + 3 * PACE,
                item="one",
                fingerprint="print-of-one",
                response=["bad"],
                keys=("bad",),
                score=0.0,
                seconds=3 * PACE,
                mode="quiz",
                confidence="sure",
                hints=1,
                day=-1,  # a quarter of an hour into 1970: the night still belongs to the day before
            ),
        ]

    def test_a_skip_is_an_answer_without_a_response(self) -> None:
        _, (_, review) = play(session("quiz"), "skip")
        assert isinstance(review, Review)
        assert (review.response, review.keys, review.score) == (None, (), 0.0)

    def test_a_clock_that_is_set_back_makes_no_negative_time(self) -> None:
        told = session("quiz")
        _, (review,) = told.step(told.start()[0], EVENTS["right"](BEGAN - 3600))
        assert isinstance(review, Review)
        assert review.seconds == 0.0


class TestQuiz:
    def test_a_missed_item_comes_back_once(self) -> None:
        told = session("quiz")
        assert trail(told, "wrong next skip next wrong next wrong next") == (
            "asking@0 feedback@0 asking@1 feedback@1 asking@2 feedback@2 asking@3 feedback@3 done"
        )
        state, _ = play(told, "wrong next skip")
        assert state.stops == (*told.stops, Ask(told.items()[0], retry=True), Ask(told.items()[1], retry=True))

    @pytest.mark.parametrize("mode", DRILLS)
    @pytest.mark.parametrize(
        ("answer", "comes_back"), [("right", False), ("guess", True), ("wrong", True), ("skip", True)]
    )
    def test_what_was_not_known_comes_back_and_the_feedback_says_so(
        self, mode: Mode, answer: str, comes_back: bool
    ) -> None:
        told = session(mode)
        state, _ = play(told, answer)
        view = told.view(state)
        assert isinstance(view, FeedbackView)
        assert view.comes_back == comes_back
        assert state.stops == (*told.stops, *([Ask(told.items()[0], retry=True)] if comes_back else []))

    def test_a_lucky_guess_comes_back_once_and_is_right_all_the_same(self) -> None:
        told = session("quiz")
        state, _ = play(told, "guess next right next guess next")
        assert told_phase(state) == "done"
        view = told.view(state)
        assert isinstance(view, SummaryView)
        assert (view.asked, view.correct, view.missed) == (2, 2, ())

    def test_the_feedback_of_a_retry_promises_no_other(self) -> None:
        told = session("quiz")
        asked, missed = (told.view(play(told, f"wrong next right next{more}")[0]) for more in ("", " wrong"))
        assert isinstance(asked, AskView)
        assert asked.retry
        assert isinstance(missed, FeedbackView)
        assert not missed.comes_back

    def test_only_first_answers_count_in_the_score(self) -> None:
        told = session("quiz")
        view = told.view(play(told, "wrong next right next right next")[0])
        assert isinstance(view, SummaryView)
        assert (view.asked, view.correct, view.score, view.unanswered) == (2, 1, 0.5, 0)
        assert [missed.id for missed in view.missed] == ["one"]
        assert view.reached_end
        assert view.seconds == 6 * PACE

    def test_the_state_after_a_miss(self) -> None:
        told = session("quiz")
        (start, _), (missed, _) = walk(told, "wrong")
        graded = told.items()[0].question.grade(["bad"])
        assert not isinstance(graded, Malformed)
        assert missed == State(
            stops=(*told.stops, Ask(told.items()[0], retry=True)),
            at=0,
            phase="feedback",
            now=BEGAN,
            told=BEGAN + PACE,
            written=2,
            given={0: Given("s-1", graded, ["bad"], "sure")},
            before=start,
        )

    def test_a_question_is_shuffled_alike_whenever_it_is_shown(self) -> None:
        told = session("quiz")
        first, hinted = (told.view(play(told, script)[0]) for script in ("", "hint"))
        assert isinstance(first, AskView)
        assert isinstance(hinted, AskView)
        assert first.prompt == hinted.prompt

    def test_another_seed_shuffles_otherwise(self) -> None:
        prompts = set()
        for seed in range(20):
            told = Session("s", "quiz", str(seed), BEGAN, firsts(item("one")))
            view = told.view(told.start()[0])
            assert isinstance(view, AskView)
            prompts.add(view.prompt)
        assert len(prompts) == 2  # two options have two orders

    @pytest.mark.parametrize("script", ["", "right", "right next", "wrong next right next", "unclear", "hint"])
    def test_quitting_keeps_what_was_answered_and_says_that_it_is_not_the_end(self, script: str) -> None:
        told = session("quiz")
        answered = len(play(told, script)[0].given)
        view = told.view(play(told, f"{script} quit")[0])
        assert isinstance(view, SummaryView)
        assert (view.asked, view.unanswered, view.reached_end) == (answered, 2 - answered, False)


class TestReview:
    """A review has a soft limit, here of 90 seconds: it asks nothing new after it, and cuts nothing off."""

    @pytest.mark.parametrize(
        ("script", "went"),
        [
            ("right@10 next@90", "asking@0 feedback@0 asking@1"),  # on the stroke
            ("right@10 next@91", "asking@0 feedback@0 done"),
            ("right@95 next@96", "asking@0 feedback@0 done"),  # what was being answered still counted
            ("wrong@10 next@91", "asking@0 feedback@0 asking@2"),  # only what was missed is asked once more
            ("guess@95 next@96 right@97 next@98", "asking@0 feedback@0 asking@2 feedback@2 done"),
            (
                "wrong@10 next@20 skip@95 next@100 wrong@110 next@120 right@130 next@140",
                "asking@0 feedback@0 asking@1 feedback@1 asking@2 feedback@2 asking@3 feedback@3 done",
            ),
            ("hint@95 right@99 next@100", "asking@0 asking@0 feedback@0 done"),
            ("right@95 undo@96 wrong@97 next@98", "asking@0 feedback@0 asking@0 feedback@0 asking@2"),
        ],
    )
    def test_after_its_time_nothing_new_is_asked(self, script: str, went: str) -> None:
        assert timed(session("review"), script)[0] == went

    def test_what_was_answered_late_is_kept(self) -> None:
        _, entries = timed(session("review"), "wrong@95 next@100 right@200 next@300")
        assert kept(entries) == ["began", "one=0.0", "one=1.0 again"]

    def test_it_ends_well_when_its_time_is_over(self) -> None:
        told = session("review")
        state, _ = play(told, "right")
        view = told.view(told.step(state, EVENTS["next"](BEGAN + 91))[0])
        assert isinstance(view, SummaryView)
        assert (view.asked, view.correct, view.score, view.unanswered, view.reached_end) == (1, 1, 1.0, 1, True)

    def test_it_shows_no_clock_and_asks_how_sure_one_is(self) -> None:
        told = session("review")
        view = told.view(told.start()[0])
        assert isinstance(view, AskView)
        assert (view.deadline, view.asks_confidence) == (None, True)

    def test_without_a_limit_it_asks_everything(self) -> None:
        told = replace(session("review"), seconds=None)
        assert timed(told, "right@9999 next@99999")[0] == "asking@0 feedback@0 asking@1"


class TestDay:
    @pytest.mark.parametrize(("hours", "day"), [(9, 20_781), (0, 20_781), (-5, 20_780)])
    def test_an_answer_belongs_to_the_study_day_where_the_person_is(self, hours: int, day: int) -> None:
        told = replace(session("quiz"), began=1795500000.0, offset=3600.0 * hours)  # 06:00 in UTC
        assert [review.day for review in reviews_of(play(told, "right next wrong next right")[1])] == [day] * 3

    def test_a_session_goes_on_into_the_next_study_day(self) -> None:
        night = 1795500000.0 - 2 * 3600 - PACE  # ten seconds before four
        _, entries = timed(replace(session("quiz"), began=night), f"right@{PACE - 1} next@{PACE} right@{PACE}")
        assert [review.day for review in reviews_of(entries)] == [20_780, 20_781]


class TestReading:
    @pytest.mark.parametrize(
        ("mode", "script", "read"),
        [
            ("quiz", "right", [0]),
            ("quiz", "right next right", [0, 1]),
            ("review", "wrong next right next right", [0, 1, 1]),
            ("quiz", "right flag flag next hint unclear right", [0, 3]),  # the feedback only, not the next question
            ("quiz", "right undo wrong next right", [0, 0, 1]),
            ("quiz", "right next right undo right", [0, 1, 1]),  # that feedback is still what came before
            ("exam", "right right", [0, 0]),
            ("learn", "right next next next right", [0, 1]),  # a page in between is no feedback
            ("learn", "right next back next next next right", [0, 2]),  # looked at once more
            ("learn", "right next next back back next next next right", [0, 2]),
        ],
    )
    def test_the_time_that_feedback_was_read_is_kept_with_the_next_answer(
        self, mode: Mode, script: str, read: list[int]
    ) -> None:
        told = session(mode)
        if mode == "learn":
            one, two = firsts(item("one"), item("two"))
            told = replace(told, stops=(one, page("between"), page("more"), two))
        assert [review.read for review in reviews_of(play(told, script)[1])] == [PACE * each for each in read]

    def test_a_clock_that_is_set_back_makes_no_negative_time(self) -> None:
        _, entries = timed(session("quiz"), "right@50 next@20 right@30")
        assert [(review.read, review.seconds) for review in reviews_of(entries)] == [(0, 50), (0, 10)]


class TestBeliefs:
    def test_an_answer_keeps_the_belief_that_it_showed(self) -> None:
        options = (
            Option("good", same("It is."), same("Good"), right=True, belief="never-shown"),
            Option("bad", same("It is not."), same("Bad"), belief="magic"),
        )
        believed = replace(item("one"), question=Choice(same("One?"), options))
        told = replace(session("quiz"), stops=firsts(believed, item("two")))
        _, entries = play(told, "wrong next wrong next right next skip")
        assert [review.beliefs for review in reviews_of(entries)] == [("magic",), (), (), ()]

    @pytest.mark.parametrize(
        ("graded", "beliefs"),
        [
            (None, ()),  # a skip
            (Graded(0.0, ()), ()),
            (Graded(0.0, (), (note("magic"), note(""), note("luck"), note("magic"))), ("magic", "luck")),
            (Graded(0.5, (), (note("truth", right=True), note("magic"))), ("magic",)),
            (Graded(1.0, (), (note("magic"),)), ()),  # right all the same
        ],
    )
    def test_beliefs_are_those_of_the_wrong_parts_each_once(
        self, graded: Graded | None, beliefs: tuple[str, ...]
    ) -> None:
        assert beliefs_of(graded) == beliefs


class TestAsking:
    def test_a_malformed_answer_changes_nothing_but_the_message(self) -> None:
        told = session("quiz")
        (start, _), (unclear, entries) = walk(told, "unclear")
        graded = told.items()[0].question.grade([])
        assert isinstance(graded, Malformed)
        assert entries == ()
        assert unclear == replace(start, malformed=graded.message)

    @pytest.mark.parametrize("following", ["hint", "flag", "right undo", "skip undo"])
    def test_the_message_goes_when_something_else_happens(self, following: str) -> None:
        state, _ = play(session("quiz"), f"unclear {following}")
        assert (state.phase, state.malformed) == ("asking", None)

    def test_hints_come_one_by_one_until_there_are_no_more(self) -> None:
        told = session("quiz")
        views = [told.view(state) for state, _ in walk(told, "hint hint hint")]
        seen = [([hint.en for hint in view.hints], view.more_hints) for view in views if isinstance(view, AskView)]
        both = ["Think.", "Think again."]
        assert seen == [([], 2), (both[:1], 1), (both, 0), (both, 0)]

    def test_a_review_counts_its_own_hints_only(self) -> None:
        _, entries = play(session("quiz"), "hint hint right next right")
        assert [entry.hints for entry in entries if isinstance(entry, Review)] == [2, 0]

    def test_a_flag_is_kept_and_shown(self) -> None:
        told = session("quiz")
        state, entries = play(told, "right flag")
        assert entries[-1] == Flag("s-2", BEGAN + 2 * PACE, "one", "Both are right.")
        view = told.view(state)
        assert isinstance(view, FeedbackView)
        assert view.flagged


class TestUndo:
    @pytest.mark.parametrize(
        ("mode", "script", "answer"),
        [
            ("quiz", "", "right"),
            ("quiz", "", "wrong"),
            ("quiz", "right next hint", "skip"),
            ("quiz", "wrong next right next", "wrong"),
            ("quiz", "wrong next right flag next", "guess"),
            ("review", "guess next wrong next", "guess"),
            ("learn", "next", "right"),
            ("learn", "next", "wrong"),
            ("exam", "", "right"),
            ("exam", "hint", "skip"),
        ],
    )
    def test_an_undo_leads_back_to_what_was(self, mode: Mode, script: str, answer: str) -> None:
        told = session(mode)
        before, first = play(told, script)
        after, entries = play(told, f"{script} {answer} undo")
        assert replace(after, now=0, written=0) == replace(before, now=0, written=0)
        assert fold(entries) == fold(first)

    @pytest.mark.parametrize("mode", DRILLS)
    def test_answers_are_taken_back_one_by_one_to_the_first(self, mode: Mode) -> None:
        told = session(mode)
        assert trail(told, "wrong next wrong next right undo undo undo").endswith(
            "feedback@2 asking@2 asking@1 asking@0"
        )
        state, entries = play(told, "wrong next wrong next right undo undo undo")
        assert not told.can_undo(state)
        assert state.stops == told.stops
        assert fold(entries) == Standing()

    def test_after_several_were_taken_back_one_goes_on_as_if_they_had_never_been_given(self) -> None:
        told = session("review")
        straight, first = play(told, "wrong next right next right next")
        around, then = play(told, "wrong next wrong next guess undo undo right next right next")
        assert told_phase(straight) == told_phase(around) == "done"
        assert around.stops == straight.stops
        assert kept(reviews_that_stand(then)) == kept(reviews_that_stand(first))

    def test_the_time_of_an_answer_counts_from_the_undo(self) -> None:
        _, entries = play(session("quiz"), "right undo hint right")
        assert [entry.seconds for entry in entries if isinstance(entry, Review)] == [PACE, 2 * PACE]

    def test_an_undo_in_a_lesson_finds_its_question_from_wherever_one_is(self) -> None:
        told = Session("s", "learn", "7", BEGAN, (*firsts(item("one"), item("two")), page("after")), "lesson")
        assert (
            trail(told, "right next right back undo") == "asking@0 feedback@0 asking@1 feedback@1 feedback@0 asking@1"
        )


class TestLearn:
    def test_going_back_shows_the_feedback_that_was_given(self) -> None:
        told = session("learn")
        given, again = (told.view(play(told, script)[0]) for script in ("next wrong", "next wrong next back"))
        assert given == again
        assert isinstance(given, FeedbackView)

    def test_nothing_is_counted_twice_by_going_back_and_forth(self) -> None:
        _, entries = play(session("learn"), "next wrong next back next back back next next next")
        assert fold(entries).traces.keys() == {"one"}
        assert fold(entries).traces["one"].asked == 1
        assert fold(entries).places == {"lesson": (0, True)}

    @pytest.mark.parametrize(
        ("script", "resumes"),
        [
            ("", "reading@0"),
            ("next", "asking@1"),
            ("next hint unclear", "asking@1"),
            ("next right", "reading@2"),
            ("next wrong undo", "asking@1"),
            ("next right next", "reading@2"),
            ("next right next back", "asking@1"),
            ("next right next next", "reading@0"),
        ],
    )
    def test_a_lesson_resumes_where_it_was_left(self, script: str, resumes: str) -> None:
        _, entries = play(session("learn"), script)
        step, _ = fold(entries).places.get("lesson", (0, False))
        state, _ = session("learn", "later").start(step)
        assert told_phase(state) == resumes

    def test_a_lesson_that_got_shorter_resumes_at_its_last_step(self) -> None:
        assert told_phase(session("learn").start(99)[0]) == "reading@2"

    def test_a_missed_item_does_not_come_back_in_a_lesson(self) -> None:
        told = session("learn")
        state, _ = play(told, "next wrong")
        view = told.view(state)
        assert state.stops == told.stops
        assert isinstance(view, FeedbackView)
        assert not view.comes_back

    def test_one_goes_back_from_all_but_the_first_page(self) -> None:
        told = session("learn")
        views = [told.view(state) for state, _ in walk(told, "next right next")]
        stops = [view for view in views if isinstance(view, PageView | AskView | FeedbackView)]
        assert [view.can_go_back for view in stops] == [False, True, True, True]
        assert [(view.n, view.of) for view in views if isinstance(view, PageView)] == [(1, 3), (3, 3)]


class TestExam:
    def test_there_is_no_feedback_until_the_end_and_then_there_is_all_of_it(self) -> None:
        told = session("exam")
        views = [told.view(state) for state, _ in walk(told, "right skip next next")]
        kinds = [type(view) for view in views]
        assert kinds == [AskView, AskView, FeedbackView, FeedbackView, SummaryView]
        reviewed = [
            (view.item.id, view.graded and view.graded.score) for view in views if isinstance(view, FeedbackView)
        ]
        assert reviewed == [("one", 1.0), ("two", None)]

    def test_the_deadline_is_shown_with_each_question(self) -> None:
        told = session("exam")
        view = told.view(told.start()[0])
        assert isinstance(view, AskView)
        assert view.deadline == BEGAN + 9 * PACE

    def test_what_was_not_reached_when_time_is_up_scores_nothing(self) -> None:
        told = session("exam")
        view = told.view(play(told, "right time-up next next")[0])
        assert isinstance(view, SummaryView)
        assert (view.asked, view.correct, view.unanswered, view.score) == (1, 1, 1, 0.5)
        assert view.reached_end

    @pytest.mark.parametrize("late", ["right", "wrong", "unclear", "skip", "undo"])
    def test_an_answer_after_the_deadline_is_not_counted_and_ends_the_exam(self, late: str) -> None:
        told = session("exam")
        state, _ = play(told, "right")
        ended, entries = told.step(state, EVENTS[late](BEGAN + 9 * PACE + 0.1))
        assert (told_phase(ended), entries) == ("reviewing@0", ())
        assert ended.given == state.given

    def test_an_answer_on_the_stroke_counts(self) -> None:
        told = session("exam")
        state, _ = play(told, "right")
        _, entries = told.step(state, EVENTS["right"](BEGAN + 9 * PACE))
        assert kept(list(entries)) == ["two=1.0"]

    def test_an_exam_in_which_nothing_was_answered_has_nothing_to_review(self) -> None:
        told = session("exam")
        assert told_phase(play(told, "time-up")[0]) == "done"

    def test_a_missed_item_does_not_come_back(self) -> None:
        told = session("exam")
        assert play(told, "wrong wrong")[0].stops == told.stops


class TestMixed:
    @given(st.lists(st.sampled_from("aaabcd"), max_size=30))
    def test_lessons_repeat_only_where_one_has_more_items_than_the_others_can_part(self, lessons: list[str]) -> None:
        items = [item(f"{lesson}-{n}", lesson) for n, lesson in enumerate(lessons)]
        row = mixed(items)
        assert sorted(each.id for each in row) == sorted(each.id for each in items)
        repeats = sum(left.lesson == right.lesson for left, right in pairwise(row))
        most = max((lessons.count(lesson) for lesson in lessons), default=0)
        assert repeats == max(0, 2 * most - len(lessons) - 1)

    def test_a_row_that_is_mixed_already_stays_as_it_is(self) -> None:
        items = [item("one", "a"), item("two", "b"), item("three", "a"), item("four", "c")]
        assert mixed(items) == items


@settings(deadline=None)
@given(
    st.sampled_from(get_args(Mode)),
    st.lists(st.sampled_from([*EVENTS, "next", "next", "right", "wrong", "undo"]), max_size=40),
)
def test_whatever_people_do_the_log_and_the_session_agree(mode: Mode, words: list[str]) -> None:
    told = session(mode)
    state, first = told.start()
    log: list[Entry] = list(first)
    for n, word in enumerate(words, 1):
        try:
            after, entries = told.step(state, EVENTS[word](BEGAN + 4 * n))
        except OutOfTurnError:
            continue
        if mode == "review" and 4 * n > 90 and after.at > state.at:  # after its time only what was missed
            assert after.stops[after.at] in [Ask(each, retry=True) for each in told.items()]
        state = after
        log += entries
        told.view(state)
    ids = [entry.id for entry in log]
    assert len(set(ids)) == len(ids)
    reviews = {entry.id for entry in log if isinstance(entry, Review)}
    undone = [entry.review for entry in log if isinstance(entry, Undo)]
    assert len(set(undone)) == len(undone)
    assert {answer.review for answer in state.given.values()} == reviews - set(undone)
    asked = [stop.item.id for stop in state.stops if isinstance(stop, Ask)]
    assert all(asked.count(name) <= 2 for name in asked)
    view = told.view(told.step(state, EVENTS["quit"](BEGAN + 999))[0] if state.phase != "done" else state)
    assert isinstance(view, SummaryView)
    assert view.asked + view.unanswered == len(told.items())
    assert 0 <= view.correct <= view.asked
    assert 0.0 <= view.score <= 1.0
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "progress.db")
        store.save(log)
        assert list(store.entries()) == log
        assert store.standing() == fold(log)
        assert store.check() == "ok"
        store.close()
