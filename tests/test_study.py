"""Where the person stands today: what counts how much, what may be asked, what is asked first, and until when."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.app import App
from orchestra_tutor.index import Index
from orchestra_tutor.journal import Entry, Place, Plan, Review
from orchestra_tutor.memory import fold
from orchestra_tutor.planner import RETENTION
from orchestra_tutor.settings import clock, places
from orchestra_tutor.study import MONTH, PRETEST, PROBES, Study, date_of, day_number
from tests.courses import compiled
from tests.helpers import NEW_YORK, SEOUL, answers, in_zone
from tests.program import FIXTURE

TODAY: Final = day_number("2026-11-24")
BELIEF: Final = "longer-is-stronger"  # of the fixture; tea-why, tea-true, tea-minutes and sieve-or-lid probe it
BREWING: Final = ("cups-of-a-pot", "sieve-or-lid")
TEA: Final = ("tea-why", "tea-both", "tea-true", "tea-order", "tea-match", "tea-word", "tea-minutes")
READ: Final = tuple(Place(f"{lesson}-0", 0.0, lesson, 0, done=True) for lesson in ("brewing", "tea"))
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@pytest.fixture(scope="module")
def bar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The two lessons of the fixture, about drinks."""
    with closing(compiled(tmp_path_factory.mktemp("cache") / "course.db", FIXTURE)) as index:
        yield index


def given_on(story: str, item: str) -> list[Review]:
    """Answers to an item; in its story `-3 right` was given three days ago."""
    later = ", ".join(f"{TODAY + int(day)} {how}" for day, how in (told.split(" ", 1) for told in story.split(", ")))
    return answers(later, item, name=item)


def fooled(item: str, day: int) -> Review:
    """An answer that showed the belief."""
    (review,) = given_on(f"{day} wrong", item)
    return replace(review, beliefs=(BELIEF,))


def study(
    index: Index, stories: Mapping[str, str] = NOTHING, *more: Entry, date: int | None = None, minutes: float = 20.0,
    weights: Mapping[str, float] = MappingProxyType({}),
) -> Study:  # fmt: skip
    """A day of somebody with these answers, by item, and an interview in `date` days."""
    entries = [review for item, story in stories.items() for review in given_on(story, item)]
    on = "" if date is None else date_of(TODAY + date).isoformat()
    return Study(index, fold([*entries, *more]), Plan("", 0.0, on, minutes, dict(weights)), TODAY)


def asked(choices: object) -> list[str]:
    assert isinstance(choices, list | Iterator)
    return [choice.subject.item for choice in choices]


@given(st.integers(day_number("1970-01-01"), day_number("2300-01-01")))
def test_a_day_has_one_date_and_one_number(day: int) -> None:
    assert day_number(date_of(day).isoformat()) == day
    assert day_number("1970-01-01") == 0


@pytest.mark.parametrize(
    ("date", "horizon", "goal"), [(None, 0, MONTH), (9, 9, 9), (1, 1, 1), (0, 0, MONTH), (-9, 0, MONTH)]
)
def test_the_day_that_is_studied_for(bar: Index, date: int | None, horizon: int, goal: int) -> None:
    today = study(bar, date=date)
    assert (today.horizon - TODAY, today.goal - TODAY) == (horizon, goal)
    assert (today.interview is None) == (date is None)


class TestWeights:
    def factors(self, index: Index, weights: Mapping[str, float]) -> dict[str, float]:
        """By item, how much more it counts than it did."""
        usual = {item: weight for item, _, weight, _ in index.weights()}
        weighed = study(index, weights=weights).subjects
        assert [subject.item for subject in weighed] == list(usual)
        return {subject.item: round(subject.weight / usual[subject.item], 9) for subject in weighed}

    def test_without_any_all_count_as_the_course_says(self, own_index: Index) -> None:
        assert set(self.factors(own_index, {}).values()) == {1.0}

    def test_those_of_all_topics_of_an_item_are_multiplied(self, own_index: Index) -> None:
        factors = self.factors(own_index, {"ecs": 3, "ecs-fargate": 2, "auto-scaling": 0.5})
        about = {topic: set(own_index.items_about(topic)) for topic in ("ecs", "ecs-fargate", "auto-scaling")}
        for item, factor in factors.items():
            expected = (3 if item in about["ecs"] else 1) * (2 if item in about["ecs-fargate"] else 1)
            assert factor == expected * (0.5 if item in about["auto-scaling"] else 1)
        assert set(factors.values()) == {0.5, 1.0, 1.5, 3.0, 6.0}

    @pytest.mark.parametrize(("short", "long"), [("k8s", "kubernetes"), ("swarm", "docker-swarm")])
    def test_another_name_is_the_same_topic(self, own_index: Index, short: str, long: str) -> None:
        assert self.factors(own_index, {short: 4}) == self.factors(own_index, {long: 4})
        assert 4.0 in self.factors(own_index, {short: 4}).values()

    def test_one_name_of_three_platforms_weighs_all_three(self, own_index: Index) -> None:
        ecs = self.factors(own_index, {"ecs": 2})
        for platform in ("ecs-ec2", "ecs-fargate", "ecs-external"):
            items = own_index.items_about(f"self-healing/{platform}")
            assert {ecs[item] for item in items} == {2.0}

    def test_a_topic_that_is_no_more_weighs_nothing(self, own_index: Index) -> None:
        assert set(self.factors(own_index, {"windows-phone": 5, "": 3}).values()) == {1.0}

    def test_what_is_left_out_is_never_asked(self, bar: Index) -> None:
        """Neither due nor new, nor before the lesson, nor as a probe."""
        stories = dict.fromkeys(TEA[:3], "-30 wrong")
        for date in (None, 5, 0):
            today = study(bar, stories, fooled("tea-minutes", -2), *READ, date=date, minutes=600, weights={"tea": 0})
            assert set(asked(today.review(36_000))) == set(BREWING)
        tired = {"tea-true": "0 wrong", "tea-minutes": "0 wrong"}
        assert asked(study(bar, tired, fooled("tea-why", -2), *READ, weights={"cup": 0}).probes()) == ["tea-why"]
        assert study(bar, weights={"brewing": 0}).pretest("brewing") == []
        assert {lesson for day in study(bar, date=9, weights={"tea": 0}).forecast().days for lesson in day.lessons} == {
            "brewing"
        }

    def test_what_counts_more_is_asked_and_learnt_first(self, bar: Index) -> None:
        stories = dict.fromkeys((*TEA, *BREWING), "-9 right")
        for lesson, items in (("tea", TEA), ("brewing", BREWING)):
            today = study(bar, stories, date=20, weights={lesson: 5})
            assert set(asked(today.review(1200))[: len(items)]) <= {*items, *asked(today.review(1200))[:1]}
            assert study(bar, date=20, weights={lesson: 10}).day.lessons[0] == lesson


class TestMinutes:
    def test_what_was_answered_and_read_today_is_spent(self, bar: Index) -> None:
        """Yesterday's is not; a retry and what was wrong are."""
        stories = {"tea-why": "-1 right 500s, 0 wrong 60s, 0 right again 20s +15s", "tea-both": "0 right 25.5s"}
        assert study(bar, stories, minutes=5).seconds == 300 - 60 - 20 - 15 - 25.5
        assert study(bar, stories, minutes=2).seconds == 0  # and not less
        assert study(bar, stories, minutes=2).with_minutes(5).seconds == 300 - 120.5

    def test_more_minutes_change_nothing_else(self, bar: Index) -> None:
        today = study(bar, {"tea-why": "-4 right"}, date=8, weights={"tea": 2})
        longer = today.with_minutes(99)
        assert (longer.plan, longer.today) == (replace(today.plan, minutes=99), today.today)
        assert longer.subjects == today.subjects
        assert longer.ready() == today.ready()

    @pytest.mark.parametrize(
        ("zone", "now", "day", "left"),
        [
            (SEOUL, "2026-12-02T03:59:00", "2026-12-01", 540),  # the evening goes on
            (SEOUL, "2026-12-02T04:00:00", "2026-12-02", 600),
            (SEOUL, "2026-12-01T04:00:00", "2026-12-01", 540),
            (SEOUL, "2026-12-01T03:59:00", "2026-11-30", 600),
            (NEW_YORK, "2026-12-02T03:59:00", "2026-12-01", 540),
            (NEW_YORK, "2026-12-02T04:00:00", "2026-12-02", 600),
            (NEW_YORK, "2026-11-01T03:59:00", "2026-10-31", 600),  # the clocks went back two hours before
            (NEW_YORK, "2026-03-08T04:00:00", "2026-03-08", 600),  # and forth
            ("UTC0", "2026-12-02T03:59:00", "2026-12-01", 540),
        ],
    )
    def test_a_day_begins_at_four_where_the_person_is(
        self, zone: str, now: str, day: str, left: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A minute was spent on 2026-12-01."""
        monkeypatch.setenv("TUTOR_CLOCK", now)
        with in_zone(zone), closing(App(places(), clock=clock())) as app:
            app.roots = [FIXTURE]
            spent = answers(f"{day_number('2026-12-01')} right 60s", "tea-why")
            app.store.save([*spent, Plan("plan", 0.0, minutes=10)])
            assert date_of(app.today()).isoformat() == day
            assert (app.study().today, app.study().seconds) == (day_number(day), left)


class TestLessons:
    @pytest.mark.parametrize(
        ("stories", "closed"),
        [
            ({}, True),
            ({"tea-why": "-3 right", "tea-both": "-3 right"}, True),  # two may be luck
            ({"tea-why": "-3 right", "tea-both": "-3 right", "tea-true": "-3 wrong"}, False),
            ({"tea-why": "-3 right", "tea-both": "-3 wrong", "tea-true": "-3 wrong"}, True),
            (dict.fromkeys(TEA[:2], "-3 right") | dict.fromkeys(TEA[2:4], "-3 wrong"), False),  # half of them
            (dict.fromkeys(TEA[:3], "-3 guess"), True),  # a lucky guess is not known
            (dict.fromkeys(TEA[:3], "-3 wrong, -2 right"), True),  # known only after it was told
            (dict.fromkeys(TEA[:3], "-3 right, -2 wrong"), False),
            (dict.fromkeys(BREWING, "-3 right"), True),  # another lesson's
        ],
    )
    def test_a_lesson_is_passed_by_half_of_three_questions(
        self, bar: Index, stories: dict[str, str], closed: bool
    ) -> None:
        today = study(bar, stories)
        assert ("tea" in [reading.lesson for reading in today.readings]) == closed
        may_be_asked = {subject.item for subject in today.open()}
        assert may_be_asked & set(TEA) == (set(stories) & set(TEA) if closed else set(TEA))

    def test_a_lesson_that_was_finished_is_open_and_stays_open(self, bar: Index) -> None:
        again = Place("tea-1", 1.0, "tea", 2)
        for entries in (READ, (*READ, again)):
            today = study(bar, {}, *entries)
            assert today.readings == []
            assert {subject.item for subject in today.open()} == {*TEA, *BREWING}

    @pytest.mark.parametrize(("step", "left"), [(0, 180), (1, 144), (4, 36), (5, 0), (9, 0)])
    def test_the_steps_that_were_read_are_not_read_again(self, bar: Index, step: int, left: float) -> None:
        (tea,) = (each for each in study(bar, {}, Place("tea-0", 0.0, "tea", step)).readings if each.lesson == "tea")
        assert tea.seconds == pytest.approx(left)
        assert tea.asks == {"tea-why", "tea-minutes"}

    def test_what_a_lesson_needs_is_that_of_the_course(self, own_index: Index) -> None:
        readings = {reading.lesson: reading for reading in study(own_index).readings}
        assert list(readings) == [row.id for row in own_index.lessons()]
        for row in own_index.lessons():
            assert readings[row.id].requires == own_index.notes(row.id).requires
            assert readings[row.id].seconds == 60 * row.minutes

    def test_at_first_nothing_is_asked_but_what_is_tried_before_the_first_lesson(self, own_index: Index) -> None:
        """No wall of unknown questions."""
        for date in (None, 14):
            today = study(own_index, date=date)
            assert (today.open(), today.review(1200), today.due()) == ([], [], [])
            assert len(today.pretest(today.day.lessons[0])) == PRETEST


class TestPretest:
    def test_the_most_useful_three_come_first(self, bar: Index) -> None:
        chosen = study(bar, date=9).pretest("tea")
        assert len(chosen) == PRETEST
        assert all(choice.new and choice.subject.lesson == "tea" for choice in chosen)
        assert [choice.worth for choice in chosen] == sorted((choice.worth for choice in chosen), reverse=True)
        weights = sorted((weight for item, lesson, weight, _ in bar.weights() if lesson == "tea"), reverse=True)
        assert [choice.subject.weight for choice in chosen] == weights[:PRETEST]

    @pytest.mark.parametrize(("tried", "left"), [(1, 2), (2, 1), (3, 0), (5, 0)])
    def test_three_in_all(self, bar: Index, tried: int, left: int) -> None:
        chosen = study(bar, dict.fromkeys(TEA[:tried], "-1 wrong")).pretest("tea")
        assert len(chosen) == left
        assert not set(asked(chosen)) & set(TEA[:tried])

    def test_a_small_lesson_has_fewer(self, bar: Index) -> None:
        assert set(asked(study(bar).pretest("brewing"))) == set(BREWING)


class TestProbes:
    def test_another_item_probes_a_belief_and_comes_first(self, bar: Index) -> None:
        others = dict.fromkeys(("tea-both", "tea-order", "tea-match"), "-20 wrong")
        for date in (None, 9):
            today = study(bar, others, fooled("tea-why", -2), *READ, date=date)
            (probe,) = asked(today.probes())
            assert probe in {"tea-true", "tea-minutes", "sieve-or-lid"}
            assert asked(today.review(1200))[0] == probe

    def test_no_item_of_a_lesson_that_is_still_to_be_read(self, bar: Index) -> None:
        today = study(bar, {}, fooled("tea-why", -2))
        assert asked(today.probes()) == asked(today.review(1200)) == ["tea-why"]
        assert asked(study(bar, {}, fooled("tea-why", 0)).probes()) == []
        today = study(bar, {}, fooled("tea-why", -2), READ[0])
        assert asked(today.probes()) == ["sieve-or-lid"]  # brewing was read

    def test_nothing_that_was_asked_today(self, bar: Index) -> None:
        stories = {"tea-true": "0 wrong", "tea-minutes": "0 wrong"}
        assert asked(study(bar, stories, fooled("tea-why", -2), *READ).probes()) == ["sieve-or-lid"]
        stories["sieve-or-lid"] = "0 wrong"
        assert asked(study(bar, stories, fooled("tea-why", -2), *READ).probes()) == ["tea-why"]  # better than none
        assert asked(study(bar, stories, fooled("tea-why", 0), *READ).probes()) == []

    def test_a_belief_that_is_cured_is_let_alone(self, bar: Index) -> None:
        stories = {"tea-true": "-4 right", "tea-minutes": "-3 right"}
        assert asked(study(bar, stories, fooled("tea-why", -9), *READ).probes()) == []
        assert asked(study(bar, stories, fooled("tea-why", -2), *READ).probes()) != []

    def test_there_are_only_so_many_a_day(self, own_index: Index) -> None:
        """However many beliefs somebody holds; two that one item probes bring it once."""
        beliefs = own_index.rows("SELECT belief, min(item) FROM probe GROUP BY belief HAVING count(*) > 2 LIMIT 9")
        shown = [
            replace(review, beliefs=(belief,), id=belief)
            for belief, item in beliefs
            for review in given_on("-2 wrong", item)
        ]
        read = [Place(row.id, 0.0, row.id, 0, done=True) for row in own_index.lessons()]
        today = study(own_index, {}, *shown, *read)
        assert len([held for held in today.held() if held.open]) == 9
        probes = asked(today.probes())
        assert len(probes) == PROBES
        assert asked(today.review(1200))[: len(set(probes))] == list(dict.fromkeys(probes))


@st.composite
def stories(draw: st.DrawFn) -> dict[str, str]:
    """By item, what was answered on the last days."""
    told: dict[str, str] = {}
    for item in (*TEA, *BREWING):
        days = draw(st.lists(st.integers(-9, 0), max_size=3).map(sorted))
        if days:
            told[item] = ", ".join(f"{day} {draw(st.sampled_from(('right', 'wrong', 'guess')))} 20s" for day in days)
    return told


@given(
    stories=stories(),
    held=st.lists(st.sampled_from((*TEA, *BREWING)), unique=True),
    read=st.sets(st.sampled_from(READ)),
    date=st.none() | st.integers(-3, 20),
)
def test_nothing_is_asked_twice_nor_again_today_nor_before_its_lesson(
    bar: Index, stories: dict[str, str], held: list[str], read: set[Place], date: int | None
) -> None:
    today = study(bar, stories, *(fooled(item, -1) for item in held), *read, date=date)
    closed = {reading.lesson for reading in today.readings}
    choices = today.review(1200)
    assert len(set(asked(choices))) == len(choices)
    for choice in choices:
        trace = choice.subject.trace
        assert trace.day < TODAY if trace else choice.subject.lesson not in closed
    due = today.due()
    assert sum(choice.seconds for choice in due) <= today.asking <= today.seconds
    assert set(asked(due)) <= set(asked(choices))
    for lesson in closed:
        assert not set(asked(today.pretest(lesson))) & set(asked(choices))


class TestDue:
    OLD: Final = MappingProxyType(dict.fromkeys(TEA, "-40 right, -30 right, -20 right, -1 right"))
    FORGOTTEN: Final = MappingProxyType(dict.fromkeys(TEA[:4], "-60 wrong"))

    def test_without_a_date_it_is_what_is_nearly_forgotten(self, bar: Index) -> None:
        """And what can be reviewed ahead follows, but is not due."""
        today = study(bar, dict(self.OLD) | dict(self.FORGOTTEN), *READ[1:])
        assert set(asked(today.due())) == set(self.FORGOTTEN)
        assert all(choice.recall < RETENTION for choice in today.due())
        ahead = asked(today.review(1200))
        assert set(ahead[:4]) == set(self.FORGOTTEN)
        assert set(ahead[4:]) == set(TEA[4:])

    @pytest.mark.parametrize("date", [None, 0, -3])
    def test_a_lesson_takes_nothing_from_it(self, own_index: Index, date: int | None) -> None:
        """Ten minutes are enough for all 18 questions of the first lesson, however good the next lesson is."""
        items = dict.fromkeys(own_index.items_about("containers"), "-9 wrong 20s")
        today = study(own_index, items, date=date, minutes=30)
        assert today.asking == today.seconds == 1800
        assert set(asked(today.due())) == set(items)

    def test_until_the_interview_a_lesson_has_its_share(self, own_index: Index) -> None:
        items = dict.fromkeys(own_index.items_about("containers"), "-9 wrong 20s")
        today = study(own_index, items, date=20, minutes=10)
        assert today.day.lessons
        assert 0 < today.asking < 600
        assert 0 < len(today.due()) < len(items)

    def test_where_the_minutes_are_used_up_nothing_is(self, bar: Index) -> None:
        """As on every day that has its share: `review --minutes` gives more."""
        for date in (None, 9):
            today = study(bar, dict(self.OLD) | {"sieve-or-lid": "0 right 1200s"}, *READ, date=date, minutes=5)
            assert (today.seconds, today.asking, today.due()) == (0, 0, [])
            assert len(today.review(600)) > 0

    def test_after_the_date_there_is_no_review_ahead(self, bar: Index) -> None:
        for date, ahead in ((None, 7), (0, 0), (-5, 0)):
            assert len(study(bar, self.OLD, READ[1], date=date).review(1200)) == ahead


class TestForecast:
    @pytest.mark.parametrize(("date", "days"), [(None, 1), (1, 1), (2, 2), (20, 20), (0, 1), (-9, 1)])
    def test_it_reaches_to_the_day_before_the_interview(self, bar: Index, date: int | None, days: int) -> None:
        foreseen = study(bar, date=date).forecast()
        assert [day.day for day in foreseen.days] == [TODAY + n for n in range(days)]

    def test_the_first_days_of_it_are_the_same_days(self, bar: Index) -> None:
        today = study(bar, {"tea-why": "-9 right"}, date=12)
        assert today.forecast(4).days == today.forecast().days[:4]
        assert today.day == today.forecast().days[0]

    @pytest.mark.parametrize("date", [None, 0, -1, -8])
    def test_without_a_date_ahead_nothing_is_rehearsed(self, bar: Index, date: int | None) -> None:
        assert not study(bar, date=date).day.rehearsal

    @pytest.mark.parametrize(("date", "rehearsal"), [(1, True), (2, False), (7, False), (8, True), (15, True)])
    def test_a_rehearsal_leaves_two_thirds_for_questions(self, bar: Index, date: int, rehearsal: bool) -> None:
        stories = dict.fromkeys((*TEA, *BREWING), "-3 wrong 60s")
        today = study(bar, stories, *READ, date=date, minutes=5)
        assert today.day.rehearsal == rehearsal
        assert (today.asking <= 200) == rehearsal

    def test_what_was_spent_today_is_gone_from_today_only(self, bar: Index) -> None:
        fresh, tired = (
            study(bar, {"cups-of-a-pot": f"0 right {spent}s"}, READ[0], date=5, minutes=3) for spent in (0, 170)
        )
        assert tired.day.seconds <= 10
        assert fresh.day.seconds > 10
        assert tired.forecast().days[1].seconds > 60

    def test_whoever_keeps_the_plan_is_at_least_as_ready(self, own_index: Index) -> None:
        """Whichever model of memory is believed: everything was asked yesterday, and there is a minute a day."""
        everything = {item: "-1 right 20s" for item, _, _, _ in own_index.weights()}
        for date in (1, 2, 30):
            today = study(own_index, everything, date=date, minutes=1)
            assert today.ready() <= today.forecast().ready <= 1


def test_readiness_is_the_share_of_what_counts(bar: Index) -> None:
    """Who knows all of one topic is the readier, the more that topic counts."""
    stories = dict.fromkeys(BREWING, "-3 right, -2 right, -1 right")
    ready = [study(bar, stories, date=5, weights={"brewing": weight}).ready() for weight in (0.5, 1, 4, 10)]
    assert ready == sorted(ready)
    assert ready[0] + 0.05 < ready[-1] < 1
    assert study(bar, date=5).ready() == pytest.approx(study(bar).learner.known)
