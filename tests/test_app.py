"""The composition root: what is opened and compiled, which sessions are made, and the loop that runs them."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from orchestra_tutor.app import App, new_id, new_seed, run
from orchestra_tutor.course import Check
from orchestra_tutor.errors import TutorError, UsageError
from orchestra_tutor.index import Wanted
from orchestra_tutor.journal import Entry, Place
from orchestra_tutor.sessions.events import Event
from orchestra_tutor.sessions.session import Ask, Mode, OutOfTurnError, Page
from orchestra_tutor.sessions.views import AskView, FeedbackView, PageView, SummaryView, View
from orchestra_tutor.settings import Places
from tests.courses import ITEMS, LESSON, change, copy_of_tiny
from tests.helpers import BEGAN, EVENTS, NEW_YORK, PACE, SEOUL, in_zone, session

CLOCK = 1000.0


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled once for all tests here."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def app(tmp_path: Path, cache: Path) -> Iterator[App]:
    with closing(App(Places(tmp_path / "data", tmp_path / "config", cache), clock=lambda: CLOCK)) as opened:
        yield opened


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return copy_of_tiny(tmp_path)


def with_packs(app: App, *packs: Path) -> App:
    return App(app.places, packs, app.clock)


@dataclass
class Told:
    """A front end that does what a script says, and a log that writes down when it is asked to save."""

    script: str
    breaks_at: int = -1  # the save, from 0, at which the disk is full
    happened: list[str] = field(default_factory=list)
    saved: list[Entry] = field(default_factory=list)
    events: int = 0
    saves: int = 0

    def show(self, view: View) -> None:
        names = {PageView: "page", AskView: "question", FeedbackView: "feedback", SummaryView: "summary"}
        self.happened.append(names[type(view)])

    def ask(self, view: View) -> Event:
        word, _, self.script = self.script.partition(" ")
        self.events += 1
        self.happened.append(word)
        return EVENTS[word](BEGAN + self.events * PACE)

    def save(self, entries: tuple[Entry, ...]) -> None:
        if self.saves == self.breaks_at:
            raise OSError("disk full")
        self.saves += 1
        self.saved += entries
        self.happened.append("saved")


class TestRun:
    @pytest.mark.parametrize(
        ("mode", "script", "happened"),
        [
            ("quiz", "quit", "saved question quit summary"),
            (
                "quiz",
                "right next wrong next right next",
                (
                    "saved question right saved feedback next question wrong saved feedback next"
                    " question right saved feedback next summary"
                ),
            ),
            (
                "quiz",
                "unclear hint right quit",
                "saved question unclear question hint question right saved feedback quit summary",
            ),
            ("quiz", "right undo quit", "saved question right saved feedback undo saved question quit summary"),
            ("quiz", "flag quit", "saved question flag saved question quit summary"),
            (
                "learn",
                "next right next next",
                "saved page next saved question right saved feedback next saved page next saved summary",
            ),
            (
                "exam",
                "right skip next next",
                "saved question right saved question skip saved feedback next feedback next summary",
            ),
        ],
    )
    def test_whatever_is_to_be_kept_is_saved_before_anything_more_is_shown(
        self, mode: Mode, script: str, happened: str
    ) -> None:
        told = Told(script)
        _, end = run(session(mode), told, told.save)
        assert " ".join(told.happened) == happened
        assert isinstance(end, SummaryView)

    def test_no_question_is_shown_where_nothing_can_be_kept(self) -> None:
        told = Told("right", breaks_at=0)
        with pytest.raises(OSError, match="disk full"):
            run(session("quiz"), told, told.save)
        assert told.happened == []

    def test_no_feedback_is_shown_for_an_answer_that_cannot_be_kept(self) -> None:
        told = Told("right next wrong", breaks_at=2)
        with pytest.raises(OSError, match="disk full"):
            run(session("quiz"), told, told.save)
        assert told.happened[-2:] == ["question", "wrong"]
        assert told.happened.count("feedback") == 1

    def test_a_lesson_begins_where_it_is_told_to(self) -> None:
        told = Told("next")
        state, _ = run(session("learn"), told, told.save, at=2)
        assert told.happened == ["saved", "page", "next", "saved", "summary"]
        assert state.reached_end

    def test_an_event_out_of_turn_is_a_bug_and_not_swallowed(self) -> None:
        told = Told("next")
        with pytest.raises(OutOfTurnError):
            run(session("quiz"), told, told.save)


class TestLessons:
    def test_a_lesson_is_its_steps(self, app: App) -> None:
        made = app.lesson_session("self-healing")
        assert (made.mode, made.lesson, made.began) == ("learn", "self-healing", CLOCK)
        steps = app.index.steps("self-healing")
        first = made.stops[: len(steps)]
        assert tuple(stop.page if isinstance(stop, Page) else Check(stop.item.id) for stop in first) == steps
        assert {type(stop) for stop in made.stops} == {Page, Ask}

    def test_the_cells_of_a_feature_follow_each_with_an_item_about_it(self, app: App) -> None:
        features = [row.id for row in app.index.lessons() if row.kind == "feature"]
        assert features
        for feature in features:
            stops = app.lesson_session(feature).stops
            cells = stops[len(app.index.steps(feature)) :]
            pages = [stop for stop in cells if isinstance(stop, Page)]
            assert [page.page for page in pages] == [square.cell for square in app.index.squares(feature)]
            asked = {stop.item.id for stop in stops[: -len(cells)] if isinstance(stop, Ask)}
            for page, stop in pairwise(cells):
                if isinstance(stop, Ask):
                    assert isinstance(page, Page)
                    assert f"{feature}/{page.platform}" in stop.item.cells
                    assert stop.item.id not in asked
                    asked.add(stop.item.id)
            row = app.index.lesson(feature)
            assert row is not None
            assert row.steps == len(stops)

    def test_a_lesson_of_a_pack_asks_the_items_of_the_pack(self, app: App, tiny: Path) -> None:
        with closing(with_packs(app, tiny)) as packed:
            stops = packed.lesson_session("tiny:quorum").stops
        assert [stop.item.id for stop in stops if isinstance(stop, Ask)] == [
            *("tiny:majority-word", "tiny:majority-of-five", "tiny:why-odd"),
            *("tiny:role-duties", "tiny:two-duties"),  # after the cells
        ]
        assert [stop.platform if isinstance(stop, Page) else stop.item.id for stop in stops[-4:]] == [
            *("etcd", "tiny:role-duties"),
            *("swarm", "tiny:two-duties"),
        ]

    def test_a_cell_of_which_everything_was_asked_stands_alone(self, app: App, tiny: Path) -> None:
        change(tiny, LESSON, "- check: why-odd", "- check: two-duties")
        change(tiny, ITEMS, "cells: [quorum/etcd, quorum/swarm]", "cells: [quorum/etcd]")
        with closing(with_packs(app, tiny)) as packed:
            row, stops = packed.index.lesson("tiny:quorum"), packed.lesson_session("tiny:quorum").stops
        assert isinstance(stops[-1], Page)
        assert stops[-1].platform == "swarm"
        assert row is not None
        assert row.steps == len(stops) == 11  # eight steps, two cells, an item

    def test_a_lesson_that_does_not_exist_says_what_is_near(self, app: App) -> None:
        with pytest.raises(UsageError) as refused:
            app.lesson_session("self-heeling")
        assert "'self-heeling'" in refused.value.message.en
        assert "self-healing" in refused.value.hint.en
        assert "self-healing" in refused.value.hint.ko


class TestQuizzes:
    def test_a_quiz_asks_as_many_items_as_are_wanted(self, app: App) -> None:
        made = app.quiz_session(Wanted(), 12, "7", None)
        assert (made.mode, made.seed, made.began, made.deadline) == ("quiz", "7", CLOCK, None)
        assert len({item.id for item in made.items()}) == 12

    def test_minutes_make_it_an_exam(self, app: App) -> None:
        made = app.quiz_session(Wanted(), 5, "7", 1.5)
        assert (made.mode, made.deadline) == ("exam", CLOCK + 90)

    def test_the_same_seed_gives_the_same_quiz_under_another_name(self, app: App) -> None:
        first, same, other = (app.quiz_session(Wanted(), 10, seed, None) for seed in ("7", "7", "8"))
        assert first.items() == same.items() != other.items()
        assert first.id != same.id
        prompts = [made.view(made.start()[0]) for made in (first, same)]
        assert prompts[0] == prompts[1]

    @pytest.mark.parametrize(
        ("short", "long"),
        [
            ("k8s", "kubernetes"),
            ("scaling", "auto-scaling"),
            ("scaling/k8s", "auto-scaling/kubernetes"),
        ],
    )
    def test_a_topic_by_another_name_gives_the_same_quiz(self, app: App, short: str, long: str) -> None:
        first, second = (app.quiz_session(Wanted((topic,)), 10, "7", None) for topic in (short, long))
        assert first.items() == second.items()

    def test_neighbours_come_from_different_lessons(self, app: App) -> None:
        lessons = [item.lesson for item in app.quiz_session(Wanted(), 30, "7", None).items()]
        assert all(left != right for left, right in pairwise(lessons))

    def test_only_what_was_wanted_is_asked(self, app: App) -> None:
        made = app.quiz_session(Wanted(("ecs-fargate",), level="mid"), 5, "7", None)
        for item in made.items():
            assert item.level == "mid"
            assert item.lesson == "ecs-fargate" or any(cell.endswith("/ecs-fargate") for cell in item.cells)

    @pytest.mark.parametrize(
        ("topic", "near"), [("kuberntes", "kubernetes"), ("self-healing/gkee", "self-healing/gke")]
    )
    def test_a_topic_that_does_not_exist_says_what_is_near(self, app: App, topic: str, near: str) -> None:
        with pytest.raises(UsageError) as refused:
            app.quiz_session(Wanted((topic,)), 5, "7", None)
        assert near in refused.value.hint.en

    def test_where_nothing_fits_each_condition_says_how_much_it_leaves(self, app: App, tiny: Path) -> None:
        with closing(with_packs(app, tiny)) as packed, pytest.raises(UsageError) as refused:
            packed.quiz_session(Wanted(("tiny:quorum",), kind="match", level="junior"), 5, "7", None)
        assert "topics tiny:quorum = " in refused.value.message.en
        assert "kind match = " in refused.value.message.en
        assert "level junior = " in refused.value.message.ko
        assert "skill" not in refused.value.message.en


class TestContent:
    def test_changed_content_is_seen_at_the_next_start(self, app: App, tiny: Path) -> None:
        def why() -> str:
            with closing(with_packs(app, tiny)) as packed:
                item = packed.index.item("tiny:tolerated-by-seven")
                assert item is not None
                return item.question.explain().why.en

        assert why() == "A majority of 7 is 4."
        change(tiny, ITEMS, "A majority of 7 is 4.", "4 of 7 are more than half.")
        assert why() == "4 of 7 are more than half."

    def test_a_broken_index_is_compiled_anew(self, app: App, tiny: Path) -> None:
        before = set(app.places.cache.iterdir())
        with closing(with_packs(app, tiny)) as packed:
            lessons = packed.index.lessons()
        (compiled,) = set(app.places.cache.iterdir()) - before
        for garbage in (b"", b"garbage" * 1000, compiled.read_bytes()[:20_000]):
            compiled.write_bytes(garbage)
            with closing(with_packs(app, tiny)) as packed:
                assert packed.index.lessons() == lessons

    def test_broken_content_says_where_and_how_to_see_all_of_it(self, app: App, tiny: Path) -> None:
        change(tiny, ITEMS, "answer: 3", "answer: three")
        with closing(with_packs(app, tiny)) as packed, pytest.raises(TutorError) as refused:
            _ = packed.index
        assert f"{tiny}/{ITEMS}:" in refused.value.message.en
        assert refused.value.hint.en == f"See them all: tutor content check {tiny}"

    def test_broken_content_leaves_nothing_in_the_cache(self, app: App, tiny: Path) -> None:
        _ = app.index
        before = set(app.places.cache.iterdir())
        change(tiny, ITEMS, "answer: 3", "answer: three")
        with closing(with_packs(app, tiny)) as packed, pytest.raises(TutorError):
            _ = packed.index
        assert set(app.places.cache.iterdir()) == before

    def test_a_folder_without_a_course_is_refused(self, app: App, tmp_path: Path) -> None:
        with closing(with_packs(app, tmp_path / "nothing")) as packed, pytest.raises(TutorError) as refused:
            _ = packed.index
        assert str(tmp_path / "nothing") in refused.value.message.en
        assert "course.yaml" in refused.value.hint.en

    def test_two_packs_of_the_same_name_are_refused(self, app: App, tiny: Path, tmp_path: Path) -> None:
        other = copy_of_tiny(tmp_path / "other")
        with closing(with_packs(app, tiny, other)) as packed, pytest.raises(TutorError, match="same id"):
            _ = packed.index

    def test_a_cache_that_cannot_be_written_is_an_error_with_a_hint(self, app: App, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        places = Places(app.places.data, app.places.config, tmp_path / "file" / "cache")
        with closing(App(places)) as stuck, pytest.raises(TutorError) as refused:
            _ = stuck.index
        assert "TUTOR_HOME" in refused.value.hint.en


@pytest.mark.parametrize(("zone", "hours", "today"), [(SEOUL, 9, 0), (NEW_YORK, -5, -1), ("UTC0", 0, -1)])
def test_sessions_know_where_the_person_is_and_which_study_day_it_is(
    app: App, zone: str, hours: int, today: int
) -> None:
    with in_zone(zone):
        made = app.lesson_session("self-healing"), app.quiz_session(Wanted(), 1, "7", None)
        assert [session.offset for session in made] == [3600 * hours] * 2
        assert app.today() == today  # a quarter of an hour after midnight in UTC, in the night to 1970-01-01


def test_the_store_is_opened_where_the_places_say(app: App) -> None:
    app.store.save([Place("s-0", CLOCK, "self-healing", 3)])
    assert app.places.progress.exists()
    assert app.store.place("self-healing") == (3, False)


def test_names_of_sessions_do_not_repeat_and_seeds_are_short() -> None:
    assert len({new_id() for _ in range(1000)}) == 1000
    assert all(len(new_seed()) <= 6 for _ in range(1000))
