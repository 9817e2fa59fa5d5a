"""`tutor plan`: what it takes and refuses, what it keeps, and how the days until the interview look."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from orchestra_tutor.commands import plan as command
from orchestra_tutor.commands.plan import plan, shown
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import UsageError
from orchestra_tutor.forecast import Ahead, Forecast
from orchestra_tutor.index import Index
from orchestra_tutor.journal import Plan
from orchestra_tutor.memory import Standing
from orchestra_tutor.study import date_of
from orchestra_tutor.text import LANGS, Lang, Text
from orchestra_tutor.ui import draw
from orchestra_tutor.ui.document import Part
from tests.courses import OWN
from tests.days import BREWING, LESSONS, TEA, Clock, answered, finished, planned, printed, visiting_at
from tests.program import tutor
from tests.screens import GOLD, TODAY, Library, Told, as_always, drawn, spoken

EVENING: Final = "2026-11-24T19:00"


@pytest.fixture
def visit() -> Iterator[Visit]:
    with visiting_at(Clock(EVENING), json=True) as opened:
        yield opened


def kept(visit: Visit) -> tuple[str, float, dict[str, float]]:
    """What is planned with."""
    found = visit.app.store.plan()
    assert found is not None
    return found.date, found.minutes, found.weights


class TestOptions:
    def test_they_are_kept_and_join_what_was_set_before(self, visit: Visit) -> None:
        steps: list[tuple[tuple[str | None, float | None, list[str]], tuple[str, float, dict[str, float]]]] = [
            (("2026-12-10", None, []), ("2026-12-10", 20, {})),
            ((None, 45, ["tea=3"]), ("2026-12-10", 45, {"tea": 3})),
            ((None, None, ["brewing/pot=0.5"]), ("2026-12-10", 45, {"tea": 3, "brewing/pot": 0.5})),
            ((None, None, [" TEA = 2", "vessel=0"]), ("2026-12-10", 45, {"tea": 2, "brewing/pot": 0.5, "vessel": 0})),
            ((None, None, ["tea=1", "vessel=1.0"]), ("2026-12-10", 45, {"brewing/pot": 0.5})),
            (("2026-12-01", 10, []), ("2026-12-01", 10, {"brewing/pot": 0.5})),
            (("none", None, []), ("", 10, {"brewing/pot": 0.5})),
            ((None, None, ["tea=5", "tea=4"]), ("", 10, {"brewing/pot": 0.5, "tea": 4})),
        ]
        for options, expected in steps:
            plan(visit, *options)
            assert kept(visit) == expected

    def test_the_newest_counts_though_the_clock_went_back(self, visit: Visit) -> None:
        visit.app.store.save([Plan("elsewhere", 4e9, "2026-12-10", 60)])
        for date in ("2026-12-01", "2026-12-02", "2026-12-03"):
            plan(visit, date, None, [])
            assert kept(visit) == (date, 60, {})

    def test_to_look_at_the_plan_keeps_nothing(self, visit: Visit) -> None:
        plan(visit, None, None, [])
        assert visit.app.store.plan() is None
        plan(visit, "2026-12-10", None, [])
        before = list(visit.app.store.entries())
        plan(visit, None, None, [])
        assert list(visit.app.store.entries()) == before

    @pytest.mark.parametrize(
        ("given", "means"),
        [
            ("2026-11-24", "2026-11-24"),  # today is not over
            ("2026-11-25", "2026-11-25"),
            ("2027-11-25", "2027-11-25"),  # in 366 days
            ("20261210", "2026-12-10"),
            ("2026-W50-4", "2026-12-10"),
        ],
    )
    def test_a_date_may_be_any_within_a_year(self, visit: Visit, given: str, means: str) -> None:
        plan(visit, given, 1, [])
        assert kept(visit)[0] == means

    def test_after_midnight_the_day_before_is_today(self) -> None:
        """Until four in the morning."""
        with visiting_at(Clock("2026-11-25T03:59"), json=True) as visit:
            plan(visit, "2026-11-24", None, [])
        with visiting_at(Clock("2026-11-25T04:00"), json=True) as visit, pytest.raises(UsageError, match="is over"):
            plan(visit, "2026-11-24", None, [])

    @pytest.mark.parametrize("given", [0.0, 1.5, 10.0])
    def test_a_weight_goes_from_none_to_ten(self, visit: Visit, given: float) -> None:
        plan(visit, None, None, [f"tea={given}"])
        assert kept(visit)[2] == {"tea": given}


# What is given -> what is said about it in each language, and what to do.
Refused = tuple[str | None, list[str], tuple[str, str], tuple[str, str]]
DATES: Final[list[Refused]] = [
    (date, [], (f"{date!r} is no date.", f"날짜가 아닙니다: {date!r}"), ("2026-12-08; --date none", "예: 2026-12-08"))
    for date in ("", "soon", "2026-13-01", "2026-02-30", "10.12.2026", "2026-12-10T09:00", "None", "2026-12", "12-10")
]
DAYS: Final[list[Refused]] = [
    ("2026-11-23", [], ("2026-11-23 is over; today is 2026-11-24.", "2026-11-23: 이미 지난"), ("2026-12-08", "형식")),
    ("0001-01-01", [], ("0001-01-01 is over", "0001-01-01: 이미 지난"), ("YYYY-MM-DD", "YYYY-MM-DD")),
    ("2027-11-26", [], ("2027-11-26 is more than a year away.", "1년 넘게"), ("tutor review", "tutor review")),
    ("9999-12-31", [], ("9999-12-31 is more than a year away.", "1년 넘게"), ("tutor review", "tutor review")),
]
NUMBERS: Final[list[Refused]] = [
    (None, ["tea=2", bad], (f"{bad!r} is no weight.", f"가중치가 아닙니다: {bad!r}"), ("ecs=3", "ecs=3"))
    for bad in ("", "tea", "tea=", "tea=much", "tea=nan", "tea=inf", "tea=-inf", "tea=-1", "tea=11", "tea=3=4", "tea:3")
]
TOPICS: Final[list[Refused]] = [
    (
        None,
        ["tee=3"],
        ("There is no topic 'tee'.", "그런 주제는 없습니다: 'tee'"),
        ("Did you mean tea", "혹시 tea인가요"),
    ),
    (None, ["brewing/pod=3"], ("no topic 'brewing/pod'", "'brewing/pod'"), ("brewing/pot", "brewing/pot")),
    (None, ["=3"], ("There is no topic ''.", "그런 주제는 없습니다: ''"), ("tutor content list", "tutor content list")),
    ("2026-12-10", ["tea=2", "tee=3"], ("There is no topic 'tee'.", "'tee'"), ("tea", "tea")),
    ("2026-13-01", ["tea=2"], ("'2026-13-01' is no date.", "날짜가 아닙니다"), ("YYYY-MM-DD", "YYYY-MM-DD")),
]


@pytest.mark.parametrize(("date", "weights", "said", "hint"), [*DATES, *DAYS, *NUMBERS, *TOPICS])
def test_what_is_wrong_says_what_to_do_and_changes_nothing(
    visit: Visit, date: str | None, weights: list[str], said: tuple[str, str], hint: tuple[str, str]
) -> None:
    plan(visit, "2026-12-01", 33, ["brewing=2"])
    before = list(visit.app.store.entries())
    with pytest.raises(UsageError) as refused:
        plan(visit, date, 5, weights)
    for n, lang in enumerate(LANGS):
        assert said[n] in refused.value.message[lang]
        assert hint[n] in refused.value.hint[lang]
    assert list(visit.app.store.entries()) == before


class TestDocument:
    """What `--json` prints."""

    def test_at_first(self, visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
        plan(visit, None, None, [])
        told = printed(capsys)
        (today,) = told.pop("days")
        assert today.pop("minutes") <= 20
        assert sorted(today.pop("lessons")) == ["brewing", "tea"]
        assert today == {
            "date": "2026-11-24",
            "reviews": 0,
            "new": 9,
            "rehearsal": False,
        }
        assert told == {
            "date": None,
            "days_left": None,
            "minutes": 20.0,
            "weights": {},
            "ready": 0.15,
            "expected": None,
            "unread": None,
            "unasked": None,
        }

    def test_until_the_interview(self, visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
        visit.app.store.save([*answered("2026-11-20", "right 20s", *TEA), *finished("tea")])
        plan(visit, "2026-12-10", 2, ["brewing=3"])
        told = printed(capsys)
        assert (told["date"], told["days_left"], told["minutes"], told["weights"]) == (
            "2026-12-10",
            16,
            2.0,
            {"brewing": 3.0},
        )
        assert [day["date"] for day in told["days"]] == [date_of(TODAY + n).isoformat() for n in range(16)]
        assert [day["date"] for day in told["days"] if day["rehearsal"]] == ["2026-11-25", "2026-12-02", "2026-12-09"]
        assert all(day["minutes"] <= 2 for day in told["days"])
        assert {lesson for day in told["days"] for lesson in day["lessons"]} == {"brewing"}
        assert (told["unread"], told["unasked"]) == ([], 0)
        assert told["ready"] < told["expected"] <= 1

    def test_what_does_not_fit(self, visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
        plan(visit, "2026-11-25", 1, [])
        told = printed(capsys)
        assert (sorted(told["unread"]), told["unasked"]) == (sorted(LESSONS), 9)
        assert told["expected"] == told["ready"] == 0.15

    @pytest.mark.parametrize(("date", "left"), [("2026-11-24", 0), ("2026-11-22", -2), ("", None)])
    def test_on_the_day_and_after_it_there_is_only_today(
        self, visit: Visit, date: str, left: int | None, capsys: pytest.CaptureFixture[str]
    ) -> None:
        visit.app.store.save([planned(date)])
        plan(visit, None, None, [])
        told = printed(capsys)
        assert (told["days_left"], len(told["days"])) == (left, 1)
        assert (told["expected"], told["unread"], told["unasked"]) == (None, None, None)


def days_of(clock: Clock, capsys: pytest.CaptureFixture[str], *options: Any) -> dict[str, Any]:
    with visiting_at(clock, json=True) as visit:
        plan(visit, *(options or (None, None, [])))
    told: dict[str, Any] = printed(capsys)
    return told


class TestChanges:
    def test_a_day_that_was_missed_is_made_up_for_by_those_that_are_left(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Nobody has to say so: every look at the plan begins today, with all that is still to be done."""
        clock = Clock(EVENING)
        before = days_of(clock, capsys, "2026-12-04", 2, [])
        clock.pass_by(3 * 86_400)
        after = days_of(clock, capsys)
        assert [day["date"] for day in after["days"]] == [day["date"] for day in before["days"]][3:]
        assert after["days_left"] == before["days_left"] - 3 == 7
        assert after["days"][0]["lessons"] == before["days"][0]["lessons"]
        assert 0.15 < after["expected"] < before["expected"]

    def test_another_date_and_other_minutes_are_another_plan(self, capsys: pytest.CaptureFixture[str]) -> None:
        clock = Clock(EVENING)
        usual = days_of(clock, capsys, "2026-12-04", 2, [])
        sooner = days_of(clock, capsys, "2026-11-29", None, [])
        assert (len(sooner["days"]), sooner["minutes"]) == (5, 2.0)
        assert sooner["expected"] < usual["expected"]
        longer = days_of(clock, capsys, None, 8, [])
        assert longer["expected"] > sooner["expected"]
        assert days_of(clock, capsys, "2026-12-04", 2, []) == usual  # and back

    def test_weights_bring_lessons_forward(self, capsys: pytest.CaptureFixture[str]) -> None:
        clock = Clock(EVENING)
        for lesson in LESSONS:
            told = days_of(clock, capsys, "2026-12-04", 2, [f"{name}={9 if name == lesson else 1}" for name in LESSONS])
            assert told["days"][0]["lessons"][0] == lesson

    def test_what_was_studied_is_not_planned_again(self, capsys: pytest.CaptureFixture[str]) -> None:
        clock = Clock(EVENING)
        with visiting_at(clock) as visit:
            visit.app.store.save([*answered("2026-11-24", "right 10s", *BREWING), *finished("brewing")])
        told = days_of(clock, capsys, "2026-12-04", 2, [])
        assert "brewing" not in [lesson for day in told["days"] for lesson in day["lessons"]]
        assert told["days"][0]["reviews"] == 0  # both were asked today
        assert told["days"][0]["minutes"] <= 1.7


# Screens: what is planned, and what is foreseen.
FULL: Final = tuple(
    Ahead(TODAY + n, 10 * n, (7 * n) % 5, (("ecs-fargate", "ecs-roles") if n % 3 else ()), n in (8, 15), 1200.0, 300.0)
    for n in range(16)
)
UNREAD: Final = (
    "containers",
    "gke",
    "eks",
    "ecs-external",
    "failure",
    "eks-gke",
    "one-app",
    "ecs-eks",
    "system-design",
)


class Weeks(Told):
    """Sixteen days, and more than eight lessons that do not fit."""

    foreseen = Forecast(FULL, 0.678, UNREAD, 211)

    def with_minutes(self, minutes: float) -> "Weeks":
        more = Better(self.index, self.standing, self.plan, self.today)
        more.plan = Plan("", 0.0, self.plan.date, minutes)
        return more


class Better(Weeks):
    foreseen = Forecast(FULL, 0.81, UNREAD, 100)


class Eve(Told):
    """The last day."""

    foreseen = Forecast((Ahead(TODAY, 31, 0, (), True, 1800.0, 1200.0),), 0.9951, (), 0)


SCENES: Final[dict[str, tuple[type[Told], Plan]]] = {
    "no-date": (Told, Plan("", 0.0)),
    "weeks": (Weeks, planned("2026-12-10", 20, ecs=3, **{"auto-scaling/kubernetes": 0.5, "gke": 0})),
    "eve": (Eve, planned("2026-11-25", 30)),
    "today": (Told, planned("2026-11-24")),
    "over": (Told, planned("2026-11-20", 7.5)),
}


def document(name: str, lang: Lang, index: Index) -> list[Part]:
    study, with_plan = SCENES[name]
    library = Library(index, study, with_plan, Standing())
    return list(shown(Visit(library, lang), library.study()))


@pytest.mark.parametrize("name", SCENES)
def test_a_screen_looks_as_it_always_did(name: str, own_index: Index) -> None:
    as_always(f"plan/{name}", lambda lang: document(name, lang, own_index))


def test_no_gold_screen_is_left_over() -> None:
    assert {path.stem for path in (GOLD / "plan").iterdir()} == set(SCENES)


@given(st.sampled_from(sorted(SCENES)), st.sampled_from(LANGS), st.integers(40, 200))
def test_no_line_is_wider_than_the_terminal(own_index: Index, name: str, lang: Lang, width: int) -> None:
    for line in drawn(document(name, lang, own_index), lang, width).splitlines():
        assert cell_len(line) <= (width if set(line) & set("│╪┼") else min(width, draw.WIDEST))
        assert line == line.rstrip()


@given(st.sampled_from(sorted(SCENES)), st.sampled_from(LANGS), st.integers(40, 200))
def test_the_plain_lines_have_every_number_that_is_drawn(own_index: Index, name: str, lang: Lang, width: int) -> None:
    parts = document(name, lang, own_index)
    drawn_numbers = set(re.findall(r"\d+%?", drawn(parts, lang, width)))
    assert drawn_numbers <= set(re.findall(r"\d+%?", spoken(parts, lang)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCENES)
def test_colour_alone_tells_nothing(name: str, lang: Lang, own_index: Index) -> None:
    parts = document(name, lang, own_index)
    coloured = drawn(parts, lang, 80, colour=True)
    assert set(re.findall(r"\x1b\[([\d;]*)m", coloured)) <= {"0", "1", "2"}
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == drawn(parts, lang, 80)
    assert not re.search(r"[─-╿▀-▟·•\x1b]", spoken(parts, lang).replace(" · ", " "))


def test_a_rehearsal_takes_a_minute_at_least(own_index: Index) -> None:
    """There is no exam of none."""
    library = Library(own_index, Eve, planned("2026-11-25", 1), Standing())
    assert "tutor interview --minutes 1;" in spoken(shown(Visit(library, "en"), library.study()), "en")


def test_every_readiness_says_that_it_is_an_estimate(own_index: Index) -> None:
    for name in SCENES:
        for lang in LANGS:
            assert spoken(document(name, lang, own_index), lang).count(command.ESTIMATE[lang]) == 1


def test_no_drawn_value_stands_before_a_particle() -> None:
    texts = [value for value in vars(command).values() if isinstance(value, Text)]
    assert len(texts) > 20
    for text in texts:
        assert not re.search(r"\}%?(은|는|이|가|을|를)(?![가-힣])", text.ko)


def test_our_own_course_is_planned(capsys: pytest.CaptureFixture[str]) -> None:
    """The first lesson is one that needs no other, and what will not fit is named."""
    with visiting_at(Clock(EVENING), roots=[Path(OWN)]) as visit:
        plan(visit, "2026-12-08", 20, ["ecs=3"])
        told = capsys.readouterr().out
    assert "- today: Review: –; New: " in told
    assert "Learn: Container orchestration" in told
    assert "Interview on Tue 2026-12-08, in 14 days." in told
    assert "Counts more or less: ecs ×3" in told
    assert "With 40 minutes a day: " in told


def test_days_are_made_up_for_by_the_real_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is moved: an evening of study, two that were missed, and then a date that comes sooner."""

    def at(moment: str, *typed: str, skips: int = 0) -> list[dict[str, Any]]:
        monkeypatch.setenv("TUTOR_CLOCK", moment)
        told = tutor(*typed, "--json", typed='{"skip": true}\n' * skips)
        assert (told.returncode, told.stderr) == (0, "")
        lines = told.stdout.splitlines() if skips else [told.stdout]
        return [json.loads(line) for line in lines]

    (first,) = at("2026-11-24T19:00", "plan", "--date", "2026-12-08", "--minutes", "15", "--weight", "ecs=3")
    session, *_, end = at("2026-11-24T19:01", "review", skips=9)
    assert (session["pretest"], end["event"]) == (3, "readiness")
    (missed,) = at("2026-11-27T19:00", "plan")
    assert [day["date"] for day in missed["days"]] == [day["date"] for day in first["days"]][3:]
    assert (missed["minutes"], missed["weights"], missed["days_left"]) == (15, {"ecs": 3}, 11)
    assert missed["days"][0]["reviews"] == 3  # what was tried three days ago comes back
    assert missed["expected"] < first["expected"]
    (sooner,) = at("2026-11-27T19:01", "plan", "--date", "2026-12-02")
    assert (len(sooner["days"]), sooner["expected"] < missed["expected"]) == (5, True)
    (home,) = at("2026-12-02T08:00")
    assert (home["days_left"], home["minutes_left"]) == (0, 15.0)
