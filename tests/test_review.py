"""`tutor review`: the best gain first, until the time is over; as JSON Lines, on a pipe and at a terminal."""

import json
import re
from contextlib import closing
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import pytest

from orchestra_tutor.app import App
from orchestra_tutor.commands import review as command
from orchestra_tutor.commands.review import review
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.course import Item
from orchestra_tutor.journal import Entry, Place, Review
from orchestra_tutor.planner import fitting
from orchestra_tutor.sessions.events import Answer, Event, Next, Quit
from orchestra_tutor.sessions.session import WINDOW
from orchestra_tutor.sessions.views import AskView, FeedbackView, SummaryView, View
from orchestra_tutor.settings import places
from orchestra_tutor.store import Store
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.ui.document import Part
from orchestra_tutor.ui.plain import lines
from tests.days import BREWING, TEA, Clock, answered, finished, planned, visiting_at
from tests.program import BAR, tutor, warm_home
from tests.terminal import CTRL_C, ENTER, Person
from tests.test_terminal import RIGHT, keys_for
from tests.ui.test_jsonl import seated

EVENING: Final = "2026-11-24T19:00"
READ: Final = tuple(finished("brewing", "tea"))
FORGOTTEN: Final = tuple(answered("2026-11-14", "wrong 20s", *TEA, *BREWING))


@dataclass
class Robot:
    """A front end that needs a while for every answer, and is wrong about some items."""

    clock: Clock
    lang: Lang = "en"
    seconds: float = 30.0
    reads: float = 5.0
    wrong: frozenset[str] = frozenset()
    quits_after: int = 1000
    asked: list[str] = field(default_factory=list)  # item, or item* as a retry
    said: list[str] = field(default_factory=list)
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    summary: SummaryView | None = None

    def show(self, view: View) -> None:
        if isinstance(view, SummaryView):
            self.summary = view

    def ask(self, view: View) -> Event:
        if isinstance(view, FeedbackView):
            self.clock.pass_by(self.reads)
            return Next(self.clock())
        assert isinstance(view, AskView)
        if len(self.asked) == self.quits_after:
            return Quit(self.clock())
        self.asked.append(f"{view.item.id}{'*' if view.retry else ''}")
        self.clock.pass_by(self.seconds)
        verdict = "wrong" if view.item.id in self.wrong and not view.retry else "right"
        samples = view.item.question.samples(Random(0))
        return Answer(self.clock(), next(sample.response for sample in samples if sample.verdict == verdict), "sure")

    def say(self, parts: list[Part]) -> None:
        self.said += lines(parts, self.lang)

    def write(self, event: str, **fields: Any) -> None:
        self.events.append((event, fields))


class Desk(Visit):
    """A visit to whom the robot talks."""

    def __init__(self, app: App, robot: Robot, json: bool) -> None:
        super().__init__(app, robot.lang, json=json)
        self.robot = robot

    def front(self) -> Robot:
        return self.robot


def reviewed(
    *entries: Entry,
    minutes: float | None = None,
    json: bool = False,
    lang: Lang = "en",
    moment: str = EVENING,
    **robot: Any,
) -> Robot:
    """The robot after its review of the fixture, to whom this happened before."""
    sits = Robot(Clock(moment), lang, **robot)
    with visiting_at(sits.clock) as visit:
        visit.app.store.save(entries)
        review(Desk(visit.app, sits, json), minutes)
    return sits


def kept() -> list[Review]:
    """The answers of reviews in the log."""
    with closing(Store(places().progress)) as store:
        return [entry for entry in store.entries() if isinstance(entry, Review) and entry.mode == "review"]


class TestSession:
    def test_it_asks_what_is_worth_most_within_the_minutes(self) -> None:
        with visiting_at(Clock(EVENING)) as visit:
            visit.app.store.save([*READ, *FORGOTTEN, planned("2026-12-10")])
            study = visit.app.study()
            for seconds in (60.0, 120.0, 240.0):
                session, pretest = visit.app.review_session(study, seconds)
                assert session is not None
                assert pretest == 0
                best = [choice.subject.item for choice in fitting(study.review(seconds), seconds)]
                assert {item.id for item in session.items()} == set(best)
                assert (session.mode, session.seconds) == ("review", seconds)
        assert len(best) > 4

    def test_the_lesson_of_the_day_is_tried_last_before_it_is_read(self) -> None:
        """And has time of its own."""
        with visiting_at(Clock(EVENING)) as visit:
            visit.app.store.save([*finished("tea"), *FORGOTTEN[: len(TEA)], planned("2026-12-10")])
            study = visit.app.study()
            session, pretest = visit.app.review_session(study, 600)
            assert session is not None
            assert pretest == len(BREWING) == 2
            assert {item.id for item in session.items()[-2:]} == set(BREWING)
            assert session.seconds == 600 + 2 * study.learner.seconds.new

    @pytest.mark.parametrize("entry", [Place("a", 0.0, "brewing", 1), *finished("brewing")])
    def test_a_lesson_that_was_begun_is_not_tried(self, entry: Entry) -> None:
        with visiting_at(Clock(EVENING)) as visit:
            visit.app.store.save([*finished("tea"), *FORGOTTEN[: len(TEA)], planned("2026-12-10"), entry])
            assert visit.app.review_session(visit.app.study(), 600)[1] == 0

    def test_what_is_easily_confused_stands_side_by_side(self) -> None:
        """The same feature on two platforms, out of two lessons of our own course; and still the best come first."""
        with closing(App(places(), clock=Clock(EVENING))) as app:
            lessons = ("kubernetes", "ecs-fargate", "docker-swarm", "gke", "eks", "ecs-ec2")
            items = [item for item, lesson, _, _ in app.index.weights() if lesson in lessons]
            app.store.save([*finished(*lessons), *answered("2026-11-14", "wrong 20s", *items)])
            study = app.study()
            session, _ = app.review_session(study, 1800)
            best = [app.index.item(choice.subject.item) for choice in fitting(study.review(1800), 1800)]
        assert session is not None

        def confusable(row: list[Item]) -> int:
            features = [{cell.split("/")[0] for cell in item.cells} for item in row]
            platforms = [{cell.split("/")[-1] for cell in item.cells} for item in row]
            return sum(
                bool(features[n] & features[n + 1]) and platforms[n] != platforms[n + 1] for n in range(len(row) - 1)
            )

        ranked = [item for item in best if item]
        asked = list(session.items()[: len(ranked)])  # then comes what is tried before the next lesson
        assert confusable(asked) > confusable(ranked)
        rank = {item.id: n for n, item in enumerate(ranked)}
        assert all(abs(rank[item.id] - n) < WINDOW for n, item in enumerate(asked))


class TestTime:
    def test_when_it_is_over_nothing_new_is_asked(self) -> None:
        """Two minutes at 35 s a question: the fourth begins before their end, and is not interrupted."""
        robot = reviewed(*READ, *FORGOTTEN, minutes=2, seconds=30, reads=5)
        assert len(robot.asked) == 4
        assert robot.summary is not None
        assert robot.summary.reached_end
        assert robot.summary.asked == 4

    def test_what_was_missed_is_still_asked_once_more(self) -> None:
        robot = reviewed(*READ, *FORGOTTEN, minutes=2, seconds=58, reads=3, wrong=frozenset((*TEA, *BREWING)))
        assert robot.asked == [*robot.asked[:2], *(f"{item}*" for item in robot.asked[:2])]
        assert [entry.retry for entry in kept()] == [False, False, True, True]

    def test_who_is_fast_ends_before_it(self) -> None:
        robot = reviewed(*READ, *FORGOTTEN, minutes=2, seconds=1, reads=0)
        assert robot.summary is not None
        assert (robot.summary.reached_end, robot.summary.seconds < 60) == (True, True)

    def test_without_minutes_it_takes_what_is_left_of_today(self) -> None:
        entries = (*READ, *FORGOTTEN, planned("", 3), *answered("2026-11-24", "right 60s", "tea-why"))
        robot = reviewed(*entries, json=True, seconds=25, reads=0)
        assert robot.events[0][1]["seconds"] == 120
        assert "tea-why" not in robot.asked
        again = reviewed(json=True, moment="2026-11-24T20:00", seconds=25, reads=0)
        assert again.events == [("session", {"mode": "review", "of": 0, "learn": None})]

    def test_with_a_date_the_lesson_of_the_day_keeps_its_share(self) -> None:
        entries = (
            *finished("tea"),
            *FORGOTTEN[: len(TEA)],
            Place("begun", 0.0, "brewing", 1),
            planned("2026-12-10", 3),
        )
        robot = reviewed(*entries, json=True, quits_after=0)
        with visiting_at(Clock(EVENING)) as visit:
            asking = visit.app.study().asking
        assert 0 < asking < 150
        assert robot.events[0][1]["seconds"] == round(asking)

    def test_nothing_is_asked_twice_a_day(self) -> None:
        first = reviewed(*READ, *FORGOTTEN, minutes=1, seconds=5, wrong=frozenset(TEA))
        second = reviewed(minutes=30, moment="2026-11-24T21:00")
        shown = [item for item in (*first.asked, *second.asked) if not item.endswith("*")]
        assert sorted(shown) == sorted((*TEA, *BREWING))
        tomorrow = reviewed(minutes=30, moment="2026-11-25T19:00")
        assert set(tomorrow.asked) == {*TEA, *BREWING}


class TestWords:
    def test_it_says_how_much_it_is_and_what_came_of_it(self) -> None:
        robot = reviewed(*READ, *FORGOTTEN, minutes=3)
        assert robot.said[1] == "Review: 6 questions, about 3 min."
        moved = re.search(r"Readiness: (\d+)% → (\d+)%", "\n".join(robot.said))
        assert moved
        assert int(moved[1]) < int(moved[2])

    @pytest.mark.parametrize(
        ("lang", "words"),
        [("en", "The last 2 come before the lesson “Brewing”"), ("ko", "마지막 2문제는 레슨 “우리기”")],
    )
    def test_it_says_why_there_are_questions_that_nobody_can_know(self, lang: Lang, words: str) -> None:
        robot = reviewed(*finished("tea"), *FORGOTTEN[: len(TEA)], lang=lang, quits_after=0)
        assert any(words in line for line in robot.said)

    def test_who_answers_nothing_hears_nothing_of_readiness(self) -> None:
        assert not any("Readiness" in line for line in reviewed(*READ, *FORGOTTEN, quits_after=0).said)

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("en", ["", "There is nothing to review now.", "Next: Brewing (tutor learn brewing)"]),
            ("ko", ["", "지금 복습할 문제가 없습니다.", "다음 레슨: 우리기 (tutor learn brewing)"]),
        ],
    )
    def test_where_there_is_nothing_it_says_what_comes_next(self, lang: Lang, words: list[str]) -> None:
        entries = (*finished("tea"), *answered("2026-11-24", "right 2s", *TEA), Place("begun", 0.0, "brewing", 1))
        assert reviewed(*entries, lang=lang).said == words

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("en", "Today's 2.5 minutes are used. More anyway: tutor review --minutes 10"),
            ("ko", "오늘 계획한 2.5분을 다 썼습니다. 더 하려면: tutor review --minutes 10"),
        ],
    )
    def test_where_the_minutes_are_used_up_it_says_how_to_go_on(self, lang: Lang, words: str) -> None:
        entries = (*READ, *FORGOTTEN, planned("2026-12-10", 2.5), *answered("2026-11-24", "right 150s", "tea-why"))
        robot = reviewed(*entries, lang=lang)
        assert (robot.said, robot.asked) == (["", words], [])
        assert len(reviewed(minutes=10, moment="2026-11-24T20:00").asked) > 3

    def test_no_drawn_value_stands_before_a_particle(self) -> None:
        for text in (value for value in vars(command).values() if isinstance(value, Text)):
            assert not re.search(r"\}%?(은|는|이|가|을|를)(?![가-힣])", text.ko)


# The real program. Our own course is there, too: its first lesson was begun, so nothing of it is tried before.
BEGUN: Final = Place("begun", 0.0, "orchestration", 1)
WHY, TRUE = "bar:tea-why", "bar:tea-true"


@pytest.fixture
def past(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two questions of the drinks were missed ten days ago; it is evening now."""
    monkeypatch.setenv("TUTOR_CLOCK", EVENING)
    warm_home()
    with closing(Store(places().progress)) as store:
        store.save([BEGUN, *answered("2026-11-14", "wrong 20s", WHY, TRUE)])


def ready() -> float:
    found: float = json.loads(tutor("--json", *BAR).stdout)["ready"]
    return found


@pytest.mark.usefixtures("past")
class TestJsonLines:
    def test_from_its_first_to_its_last_line(self) -> None:
        before = ready()
        with seated("review", "--json", *BAR) as chair:
            began = chair.hear()
            name = began.pop("id")
            assert began == {"event": "session", "mode": "review", "of": 2, "pretest": 0, "seconds": 1200}
            first = chair.hear()
            assert (first["event"], first["n"], first["of"], first["retry"]) == ("question", 1, 2, False)
            right = {WHY: ["tannins"], TRUE: ["false"]}
            told, second = chair.ask({"answer": right[first["id"]], "confidence": "guess"}, 2)
            assert (told["event"], told["correct"], told["comes_back"]) == ("feedback", True, True)  # a lucky guess
            assert {first["id"], second["id"]} == {WHY, TRUE}
            told, third = chair.ask({"answer": right[second["id"]], "confidence": "sure"}, 2)
            assert (told["correct"], told["comes_back"]) == (True, False)
            assert (third["id"], third["n"], third["retry"]) == (first["id"], 3, True)
            told, summary, readiness = chair.ask({"answer": right[first["id"]], "confidence": "think"}, 3)
            assert (summary["event"], summary["asked"], summary["complete"]) == ("summary", 2, True)
            assert chair.leave() == []
        assert readiness == {"event": "readiness", "before": before, "after": ready()}
        assert before < ready()
        log = kept()
        assert [(entry.item, entry.confidence, entry.retry) for entry in log] == [
            (first["id"], "guess", False),
            (second["id"], "sure", False),
            (first["id"], "think", True),
        ]
        assert {entry.id.rpartition("-")[0] for entry in log} == {name}

    def test_leaving_early_keeps_the_answers(self) -> None:
        with seated("review", "--json", *BAR) as chair:
            chair.hear()
            chair.hear()
            chair.ask({"skip": True}, 2)
            told = [event["event"] for event in chair.leave()]
        assert told == ["summary", "readiness"]
        assert [(entry.score, entry.response) for entry in kept()] == [(0.0, None)]

    def test_where_there_is_nothing_one_line_says_so(self) -> None:
        told = tutor("review", "--json", "--minutes", "5", *BAR, typed='{"skip": true}\n' * 9)
        assert json.loads(told.stdout.splitlines()[-1])["event"] == "readiness"
        told = tutor("review", "--json", *BAR)
        assert json.loads(told.stdout) == {"event": "session", "mode": "review", "of": 0, "learn": "orchestration"}


@pytest.mark.usefixtures("past")
def test_a_pipe_reads_one_answer_a_line() -> None:
    told = tutor("review", *BAR, typed="s\n" * 9)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines()[1] == "Review: 2 questions, about 1 min."
    assert told.stdout.count("Once more") == 2
    assert "0 of 2 right" in told.stdout
    assert re.search(r"Readiness: 1\d% → 1\d%", told.stdout)
    assert told.stdout.rstrip().endswith("(tutor learn orchestration)")
    assert [entry.score for entry in kept()] == [0.0] * 4
    assert "There is nothing to review now." in tutor("review", *BAR).stdout


def answer(person: Person, lang: str, n: int) -> None:
    """Answer question `n` of 2 rightly, and say that one thinks so."""
    head, keys = (f"Question {n} of 2", "l 한국어") if lang == "en" else (f"문제 {n}/2", "l English")
    below = ""
    while keys not in below:
        shown = person.see(head)
        below = shown[shown.rindex(head) :]
        person.listen()
    question = next(words for words in RIGHT[lang] if words in below)
    person.press(
        keys_for(question, RIGHT[lang][question], below), "How sure are you?" if lang == "en" else "얼마나 확실"
    )
    person.press(ENTER, "Enter next" if lang == "en" else "엔터 다음")
    person.press(ENTER, "")


@pytest.mark.usefixtures("past")
class TestTerminal:
    @pytest.mark.parametrize(("lang", "columns"), [("en", 80), ("ko", 40)])
    def test_after_it_the_lesson_of_the_day_is_offered(self, lang: str, columns: int) -> None:
        en = lang == "en"
        with Person("review", *BAR, "--lang", lang, columns=columns) as person:
            person.see("Review: 2 questions, about 1 min." if en else "복습: 2문제, 약 1분.")
            for n in (1, 2):
                answer(person, lang, n)
            person.see("2 of 2 right, 100%" if en else "2문제 중 2문제 정답")
            person.see("Readiness: " if en else "준비도: ")
            person.see("Enter start" if en else "엔터 시작")
            assert not person.too_long()
            assert not person.cut_in_two()
            person.press(ENTER, "You go on where you left." if en else "지난번에 멈춘 곳에서 이어 갑니다.")
            person.press("q", "")
            assert person.ends() == 0
        assert [entry.confidence for entry in kept()] == ["think"] * 2

    def test_the_lesson_can_wait(self) -> None:
        with Person("review", *BAR, "--minutes", "1") as person:
            for n in (1, 2):
                answer(person, "en", n)
            person.see("Start it?")
            person.press("q", "")
            assert person.ends() == 0
            assert "You go on where you left." not in person.text

    def test_ctrl_c_in_the_middle_keeps_what_was_answered(self) -> None:
        with Person("review", *BAR) as person:
            answer(person, "en", 1)
            person.see("Question 2 of 2")
            person.press(CTRL_C, "Stopped. Your answers are kept.")
            assert person.ends() == 130
            assert "Readiness" not in person.text
        assert len(kept()) == 1

    def test_the_home_screen_offers_it_and_comes_back(self) -> None:
        with Person(*BAR) as person:
            person.see("Due now: 2 questions, about 1 of the 20 minutes left today.")
            person.press("1", "Review: 2 questions, about 1 min.")
            for n in (1, 2):
                answer(person, "en", n)
            person.press("q", "")
            person.see("Nothing is due now.")
            person.press("q", "")
            assert person.ends() == 0

    def test_the_home_screen_shows_the_plan(self) -> None:
        tutor("plan", "--date", "2026-12-10", "--minutes", "30", *BAR)
        with Person(*BAR, lines=60) as person:
            person.see("Interview on Thu 2026-12-10, in 16 days.")
            person.press("5", "Your plan")
            person.see("An estimate: ")
            assert not person.too_long()
            person.press("q", "")
            assert person.ends() == 0

    def test_a_plain_terminal_says_how_to_go_on(self) -> None:
        with Person("review", *BAR, "--plain") as person:
            for _ in range(4):
                person.see("Your answer")
                count = person.text.count("q quit)")
                person.type("s", "")
                while person.text.count("q quit)") == count:
                    person.listen()
                person.type("", "")
                while person.text.count("q quit)") == count + 1 and not person.ended:
                    person.listen()
            assert person.ends() == 0
            assert "(tutor learn orchestration)" in person.text
            assert b"\x1b" not in person.output
