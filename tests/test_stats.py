"""`tutor stats`: how it looks in both languages at every width, and that its figures are those of the answers.

After a change that is meant, write the gold screens anew and read what changed in them:

    TUTOR_GOLD=write pytest tests/test_stats.py
"""

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from orchestra_tutor.app import App
from orchestra_tutor.commands import plan
from orchestra_tutor.commands import stats as command
from orchestra_tutor.commands.stats import counted, gather, shown, stats
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.index import Index
from orchestra_tutor.journal import DAY, ROLL_OVER, Entry, Plan, Review
from orchestra_tutor.planner import likely
from orchestra_tutor.report import Bin, Calibration, Cell, Effort, Past, Point, Report, Streak, Sureness
from orchestra_tutor.settings import places
from orchestra_tutor.store import offset_at
from orchestra_tutor.study import day_number
from orchestra_tutor.text import LANGS, Lang, Text
from orchestra_tutor.ui import draw
from orchestra_tutor.ui.document import Part
from orchestra_tutor.ui.plain import lines
from tests.courses import TINY
from tests.helpers import answers

GOLD: Final = Path(__file__).parent / "gold" / "stats"
WIDTHS: Final = (40, 80, 120)
TODAY: Final = day_number("2026-11-24")
FEATURES: Final = 8
PLATFORMS: Final = 7


def cells(index: Index, asked: int) -> Iterator[Cell]:
    """Every share from 0 to 100 % once; the first cell has nothing to ask, and of some nothing was asked."""
    names = [(feature.id, platform.id) for feature in index.axes("feature") for platform in index.axes("platform")]
    for n, (feature, platform) in enumerate(names):
        share = n / (len(names) - 1)
        yield Cell(feature, platform, 9, n % 10 if n < asked else 0, share if n else None)


def judged(*counts: tuple[float, float, int, float, int]) -> Calibration:
    bins = tuple(Bin(*each) for each in counts)
    columns = [[getattr(each, name) for each in bins] for name in ("answers", "foretold", "known")]
    return Calibration(bins, Bin(0.0, 1.0, *(sum(column) for column in columns)))


def full(index: Index) -> Report:
    """Seventeen days of study, sixteen until the interview."""
    efforts = tuple(Effort(TODAY - 27 + n, n % 5 * 9, n % 5 * 7, n % 5 * 313.0 if n % 5 else 0.0) for n in range(28))
    curve = tuple(Point(TODAY - 16 + n, 0.15 + n * n / 1000) for n in range(17))
    calibration = judged(
        (0.0, 0.5, 12, 4.9, 3), (0.5, 0.6, 0, 0.0, 0), (0.6, 0.7, 8, 5.2, 8), (0.7, 0.8, 9, 6.9, 6),
        (0.8, 0.9, 1234, 1061.2, 1001), (0.9, 1.0, 150, 141.0, 141),
    )  # fmt: skip
    sureness = (
        Sureness("guess", 9, {"one": 21}),
        Sureness("think", 70, {"one": 100}),
        Sureness("sure", 1900, {"one": 2000}),
    )
    return Report(
        TODAY, TODAY + 16, curve[-1].ready, 0.91, tuple(cells(index, 40)), Past(curve, calibration, sureness),
        tuple(Point(TODAY + n, curve[-1].ready + n / 50) for n in (1, 4, 8, 12, 16)), efforts, Streak(3, 12), 0.284,
    )  # fmt: skip


def begun(index: Index) -> Report:
    """A first answer, today, and no date."""
    none = (Sureness("guess", 0, {}), Sureness("think", 0, {}), Sureness("sure", 0, {}))
    efforts = (*(Effort(TODAY - 27 + n, 0, 0, 0.0) for n in range(27)), Effort(TODAY, 1, 0, 3.5))
    past = Past((Point(TODAY, 0.15),), judged((0.0, 1.0, 0, 0.0, 0)), none)
    return Report(TODAY, None, 0.15, 1.0, tuple(cells(index, 1)), past, (), efforts, Streak(1, 1), None)


def over(index: Index) -> Report:
    """The interview was a week ago."""
    return replace(full(index), interview=TODAY - 7, ahead=())


def on_the_day(index: Index) -> Report:
    return replace(full(index), interview=TODAY, ahead=())


def empty(index: Index) -> Report:
    past = replace(begun(index).past, curve=())
    return replace(begun(index), past=past)


SCENES: Final = {"full": full, "begun": begun, "over": over, "on-the-day": on_the_day, "empty": empty}
READY: Final = sorted(set(SCENES) - {"empty"})


class Library(App):
    """A tutor whose course is compiled already."""

    def __init__(self, index: Index) -> None:
        super().__init__(places())
        self._index = index


def document(name: str, lang: Lang, index: Index) -> list[Part]:
    return list(shown(SCENES[name](index), Visit(Library(index), lang)))


def drawn(name: str, lang: Lang, width: int, index: Index, colour: bool = False) -> str:
    paper = io.StringIO()
    system: Any = "truecolor" if colour else None
    console = Console(file=paper, width=width, highlight=False, force_terminal=colour, color_system=system)
    draw.show(console, document(name, lang, index), lang)
    return paper.getvalue()


def spoken(name: str, lang: Lang, index: Index) -> str:
    return "\n".join(lines(document(name, lang, index), lang))


@pytest.mark.parametrize("name", SCENES)
def test_a_screen_looks_as_it_always_did(name: str, own_index: Index) -> None:
    found = ""
    for lang in LANGS:
        for width in WIDTHS:
            found += f"# {lang}, {width} columns\n{drawn(name, lang, width, own_index)}\n"
        found += f"# {lang}, plain\n{spoken(name, lang, own_index)}\n\n"
    gold = GOLD / f"{name}.txt"
    if os.environ.get("TUTOR_GOLD") == "write":
        gold.parent.mkdir(exist_ok=True)
        gold.write_text(found, "utf-8")
    assert found == gold.read_text("utf-8")


def test_no_gold_screen_is_left_over() -> None:
    assert {path.stem for path in GOLD.iterdir()} == set(SCENES)


@given(st.sampled_from(sorted(SCENES)), st.sampled_from(LANGS), st.integers(40, 200))
def test_no_line_is_wider_than_the_terminal(own_index: Index, name: str, lang: Lang, width: int) -> None:
    for line in drawn(name, lang, width, own_index).splitlines():
        assert cell_len(line) <= min(width, draw.WIDEST)
        assert line == line.rstrip()


@given(st.sampled_from(sorted(SCENES)), st.sampled_from(LANGS), st.integers(40, 200))
def test_the_plain_lines_have_every_number_that_is_drawn(own_index: Index, name: str, lang: Lang, width: int) -> None:
    """But for those that stand at an axis. A number may be broken over two lines only between words."""

    def numbers(words: str) -> set[str]:
        return set(re.findall(r"\d+(?:[–-]\d+)*%?", words))

    axes = {"0%", "50%", "100%"}
    assert numbers(drawn(name, lang, width, own_index)) - axes <= numbers(spoken(name, lang, own_index))


@pytest.mark.parametrize("lang", LANGS)
def test_at_eighty_columns_the_grid_is_a_table(lang: Lang, own_index: Index) -> None:
    """Eight rows of seven numbers; at forty they are found below each other, all of them."""

    def shares(width: int) -> list[list[str]]:
        above, _, _ = drawn("full", lang, width, own_index).partition("100% ┤")
        return [row for line in above.splitlines() if (row := re.findall(r"[·░▒▓█?]{2} +\d+%|   –", line))]

    wide, narrow = shares(80), shares(40)
    assert [len(row) for row in wide] == [PLATFORMS] * FEATURES
    assert list(chain(*wide)) == list(chain(*narrow))
    assert max(map(len, narrow)) < PLATFORMS


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCENES)
def test_colour_alone_tells_nothing(name: str, lang: Lang, own_index: Index) -> None:
    """Looks are the terminal's own sixteen colours, and the words are those that stand there without any."""
    coloured = drawn(name, lang, 80, own_index, colour=True)
    assert set(re.findall(r"\x1b\[([\d;]*)m", coloured)) <= {"0", "1", "2", "32"}
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == drawn(name, lang, 80, own_index)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCENES)
def test_the_plain_lines_hold_no_boxes(name: str, lang: Lang, own_index: Index) -> None:
    assert not re.search(r"[─-╿▀-▟·•\x1b]", spoken(name, lang, own_index))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", READY)
def test_a_readiness_says_once_that_it_is_an_estimate(name: str, lang: Lang, own_index: Index) -> None:
    assert spoken(name, lang, own_index).count(plan.ESTIMATE[lang]) == 1


def test_no_drawn_value_stands_before_a_particle() -> None:
    texts = [value for value in vars(command).values() if isinstance(value, Text)]
    assert len(texts) > 20
    for text in texts:
        assert not re.search(r"\}%?(은|는|이|가|을|를)(?![가-힣])", text.ko)


class TestCurve:
    """The past is solid, what is expected is shaded, and each is as high as its share."""

    def columns(self, index: Index) -> list[str]:
        screen = drawn("full", "en", 80, index).splitlines()
        top = next(n for n, line in enumerate(screen) if line.startswith("100% ┤"))
        return ["".join(row) for row in zip(*(line[6:].ljust(74) for line in screen[top : top + 8]), strict=True)]

    def test_its_two_parts_meet_today(self, own_index: Index) -> None:
        columns = self.columns(own_index)
        shaded = [set(column) <= set("░ ") for column in columns]
        assert shaded == [False] * 37 + [True] * 37  # today is in the middle

    def test_it_ends_as_high_as_it_is_expected(self, own_index: Index) -> None:
        columns = self.columns(own_index)
        assert columns[0].strip() == "▂█"  # 15 % of eight lines are 1.2
        assert columns[-1].strip() == "░" * 6  # 73 % are 5.8


def test_a_mark_stands_where_its_share_is(own_index: Index) -> None:
    """71 % foretold and 67 % come, between 35 % and 88 %, on a scale of 41 columns."""
    (line,) = [line for line in drawn("full", "en", 80, own_index).splitlines() if line.startswith("77%")]
    scale = line.split()[1]
    assert (scale.index("o"), scale.index("x")) == (round(6.9 / 9 * (len(scale) - 1)), round(6 / 9 * (len(scale) - 1)))
    assert scale.index("=") == round(0.3542 * (len(scale) - 1))
    assert "67% (35–88%)" in line


@contextmanager
def visiting(now: float, *entries: Entry, lang: Lang = "en", json: bool = False) -> Iterator[Visit]:
    """A visit to the tiny course at Unix time `now`, after what happened."""
    with closing(App(places(), clock=lambda: now)) as app:
        app.roots = [TINY]
        app.store.save(entries)
        yield Visit(app, lang, json=json)


def begins(day: int) -> float:
    """When a study day begins here."""
    at = float(day * DAY + ROLL_OVER)
    return at - offset_at(at)


def story(told: str, item: str = "why-odd") -> list[Review]:
    """Answers; day 0 of the story is today."""
    return [
        replace(review, at=begins(TODAY + review.day) + n, day=TODAY + review.day)
        for n, review in enumerate(answers(told, item, item))
    ]


def printed(visit: Visit) -> str:
    with redirect_stdout(io.StringIO()) as paper:
        stats(visit)
    return paper.getvalue()


NOON: Final = begins(TODAY) + 8 * 3600


class TestProgram:
    def test_an_empty_home_says_what_to_do(self) -> None:
        with visiting(NOON) as visit:
            assert printed(visit).splitlines()[-1] == "Begin with: tutor quiz, or tutor learn"
        with visiting(NOON, lang="ko") as visit:
            assert printed(visit).splitlines()[-1] == "시작하기: tutor quiz 또는 tutor learn"

    def test_after_one_answer_there_is_something_to_see(self) -> None:
        with visiting(NOON, *story("0 right 90s")) as visit:
            told = printed(visit)
        assert "- 2026-11-24: 2 min, 1 answered" in told
        assert "Days in a row: 1, at most 1 so far." in told
        assert "Too few answers yet to tell: 0 of 30" in told
        assert "Readiness by day" not in told
        assert "tutor plan --date 2026-12-08" in told

    @pytest.mark.parametrize(
        ("date", "words"),
        [
            ("", "No date yet, so no forecast. Set one: tutor plan --date 2026-12-08"),
            ("2026-11-01", "The interview was on 2026-11-01. A new one: tutor plan --date 2026-12-08"),
            ("2026-11-24", plan.IS_TODAY.en),
        ],
    )
    def test_without_an_interview_ahead_there_is_no_forecast(self, date: str, words: str) -> None:
        with visiting(NOON, Plan("p", 1.0, date, 20.0), *story("-2 right, 0 wrong")) as visit:
            told = printed(visit)
            assert gather(visit).expected is None
        assert words in told
        assert "if you keep" not in told

    def test_the_forecast_ends_on_the_day_of_the_interview(self) -> None:
        with visiting(NOON, Plan("p", 1.0, "2026-12-04", 20.0), *story("-2 right, 0 wrong")) as visit:
            found, study = gather(visit), visit.app.study()
            told, expected = printed(visit), study.forecast().ready
        assert found.ahead[-1] == Point(TODAY + 10, expected)
        assert found.expected == expected
        assert found.past.curve[-1] == Point(TODAY, pytest.approx(study.ready()))  # type: ignore[arg-type]
        assert found.ready == study.ready()
        assert "if you keep the plan: 2026-11-25 " in told

    def test_a_cell_is_as_ready_as_it_will_be_at_the_interview(self) -> None:
        told = story("-2 right, 0 wrong", "majority-word")  # all that is asked of its cell
        with visiting(NOON, Plan("p", 1.0, "2026-12-04", 20.0), *told) as visit:
            cells = {(cell.feature, cell.platform): cell for cell in gather(visit).cells}
            study = visit.app.study()
        expected = likely(study.standing.traces["majority-word"], study.learner, TODAY + 10)
        assert cells["clustering", "swarm"].ready == pytest.approx(expected)
        assert cells["clustering", "etcd"].ready is None

    @pytest.mark.parametrize(("after", "days"), [(2 * DAY - 1, 1), (2 * DAY, 0)])
    def test_a_streak_lasts_until_the_next_day_is_over(self, after: int, days: int) -> None:
        """A study day ends at 04:00: one that began with the answer and the one after it."""
        with visiting(begins(TODAY) + after, *story("0 right")) as visit:
            assert gather(visit).streak == Streak(days, 1)

    def test_guesses_are_held_against_blind_ones(self) -> None:
        """One of three options, two of three options, and a word that nobody guesses."""
        told = [*story("0 guess"), *story("0 guess", "two-duties"), *story("0 guess", "majority-word")]
        with visiting(NOON, *told, *story("0 guess", "item-of-an-older-course")) as visit:
            assert gather(visit).lucky == pytest.approx((1 / 3 + 1 / 3 + 0) / 3)
            assert "- a guess: 100% right of 4" in printed(visit)

    def test_json_says_the_same(self) -> None:
        told = [*story("-3 right, -1 wrong 30s, 0 sure"), *story("-3 guess", "two-duties")]
        with visiting(NOON, Plan("p", 1.0, "2026-12-04", 20.0), *told, json=True) as visit:
            found, document = gather(visit), json.loads(printed(visit))
        assert (document["today"], document["date"]) == ("2026-11-24", "2026-12-04")
        assert document["ready"] == round(found.ready, 4)
        assert document["expected"] == document["forecast"][-1]["ready"] == round(found.ahead[-1].ready, 4)
        assert document["note"] == plan.ESTIMATE.en
        assert [cell["ready"] for cell in document["cells"]] == [
            cell.ready if cell.ready is None else round(cell.ready, 4) for cell in found.cells
        ]
        assert [point["date"] for point in document["curve"]] == [f"2026-11-{n}" for n in (21, 22, 23, 24)]
        assert document["days"][-2:] == [
            {"date": "2026-11-23", "answers": 1, "correct": 0, "minutes": 0.5},
            {"date": "2026-11-24", "answers": 1, "correct": 1, "minutes": 0.0},
        ]
        assert document["streak"] == {"days": 2, "longest": 2}
        overall = document["calibration"]["overall"]
        assert (overall["answers"], overall["known"], document["calibration"]["enough"]) == (2, 1, False)
        assert sum(each["answers"] for each in document["calibration"]["bins"]) == 2
        assert document["confidence"]["sure"] == {"answers": 2, "right": 1}
        assert document["chance"] == round(1 / 3, 4)

    def test_json_of_an_empty_home_has_the_same_keys(self) -> None:
        with visiting(NOON, json=True) as visit:
            nothing = json.loads(printed(visit))
        with visiting(NOON, *story("-3 right, 0 sure"), json=True) as visit:
            something = json.loads(printed(visit))
        assert nothing.keys() == something.keys()
        assert (nothing["curve"], nothing["forecast"], nothing["date"]) == ([], [], None)


class Screen(io.StringIO):
    """A place where a person watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("whole", "shown"), [(50_000, ""), (60_000, ["16 %", "33 %", "50 %", "66 %", "83 %", "100 %"])]
)
def test_only_long_logs_say_how_far_they_are_read(
    whole: int, shown: str | list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Screen())
    told = ((0.0, "item", dict[str, Any]()) for _ in range(whole))
    assert sum(1 for _ in counted(told, whole)) == whole
    assert re.findall(r"\d+ %", screen.getvalue()) == list(shown)
