"""`tutor` alone: where the person is, what is due, and what comes next."""

import json
import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from orchestra_tutor.commands import home as command
from orchestra_tutor.commands.home import Now, as_json, home, offers, standing, what_to_type
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.index import Index
from orchestra_tutor.journal import Entry, Place, Plan, Undo
from orchestra_tutor.memory import fold
from orchestra_tutor.text import LANGS, Lang, Text
from orchestra_tutor.ui import draw
from orchestra_tutor.ui.document import Gap, Part
from tests.days import BREWING, TEA, Clock, answered, finished, planned, visiting_at
from tests.screens import GOLD, Library, Told, as_always, drawn, spoken

EVENING: Final = "2026-11-24T19:00"
TEA_FIRST: Final = {"tea": 10.0, "brewing": 0.1}
BREWING_FIRST: Final = {"tea": 0.1, "brewing": 10.0}


def facts(*entries: Entry, moment: str = EVENING) -> dict[str, Any]:
    """The figures of somebody to whom this happened."""
    with visiting_at(Clock(moment), json=True) as visit:
        visit.app.store.save(entries)
        found: dict[str, Any] = json.loads(json.dumps(as_json(visit, Now(visit))))
    return found


class TestDocument:
    """What `--json` prints."""

    def test_at_first(self) -> None:
        assert facts() == {
            "lessons": 2,
            "finished": 0,
            "asked": 0,
            "correct": 0,
            "next": "brewing",
            "due": 0,
            "due_minutes": 0,
            "minutes_left": 20.0,
            "days_left": None,
            "ready": 0.15,
        }

    def test_of_answers_and_lessons(self) -> None:
        wrong, right = answered("2026-11-20", "wrong 20s", *TEA[:4]), answered("2026-11-24", "right 30s", *TEA[4:])
        told = facts(*wrong, *right, *finished("tea"))
        assert (told["lessons"], told["finished"], told["next"]) == (2, 1, "brewing")
        assert (told["asked"], told["correct"]) == (7, 3)
        assert (told["due"], told["minutes_left"]) == (4, 18.5)
        assert told["due_minutes"] == 2  # four of half a minute each

    def test_an_answer_that_was_taken_back_counts_for_nothing(self) -> None:
        (answer,) = answered("2026-11-24", "right 30s", TEA[0])
        told = facts(answer, Undo("undo", answer.at + 1, answer.id, answer.item))
        assert (told["asked"], told["correct"], told["minutes_left"]) == (0, 0, 20.0)

    @pytest.mark.parametrize(
        ("date", "left"), [("", None), ("2026-12-24", 30), ("2026-11-25", 1), ("2026-11-24", 0), ("2026-11-20", -4)]
    )
    def test_the_days_that_are_left(self, date: str, left: int | None) -> None:
        assert facts(planned(date))["days_left"] == left

    def test_a_day_ends_at_four_in_the_morning(self) -> None:
        entries: list[Entry] = [*answered("2026-11-24", "right 300s", *TEA[:3]), planned("2026-11-25")]
        late = facts(*entries, moment="2026-11-25T03:59")
        assert (late["days_left"], late["minutes_left"]) == (1, 5.0)

    def test_readiness_is_that_of_the_interview(self) -> None:
        """The later it is, the more is forgotten until then."""
        known = answered("2026-11-23", "right", *TEA, *BREWING)
        told = [facts(*known, planned("2026-11-24"))["ready"]]
        for n, date in enumerate(("2026-11-30", "2026-12-30", "2027-06-30")):
            told.append(facts(Plan(f"later-{n}", n + 1.0, date))["ready"])
        assert told == sorted(told, reverse=True)
        assert told[0] - 0.2 > told[-1] > 0

    def test_nothing_of_a_lesson_that_was_not_read_is_due(self) -> None:
        assert facts(planned("2026-12-01", 600))["due"] == 0

    @pytest.mark.parametrize(
        ("entries", "lesson"),
        [
            ([], "brewing"),
            (finished("brewing"), "tea"),
            (finished("brewing", "tea"), None),
            ([Place("a", 0.0, "tea", 2)], "tea"),  # begun
            ([Place("a", 0.0, "tea", 2), Place("b", 0.0, "brewing", 1)], "brewing"),  # the first of both
            ([Place("a", 0.0, "tea", 0, done=True), Place("b", 1.0, "tea", 2)], "tea"),  # again
            ([planned("2026-12-01", **TEA_FIRST)], "tea"),  # the plan has it for today
            ([planned("2026-12-01", **BREWING_FIRST)], "brewing"),
            ([planned("2026-12-01", **TEA_FIRST), Place("a", 0.0, "brewing", 1)], "brewing"),
            ([planned("2026-11-20", **TEA_FIRST)], "brewing"),  # the interview is over
        ],
    )
    def test_the_lesson_that_comes_next(self, entries: list[Entry], lesson: str | None) -> None:
        assert facts(*entries)["next"] == lesson


class Fresh(Told):
    """Nobody answered anything, so nothing is due."""

    known = 0.15
    questions = 0


class Idle(Told):
    questions = 0


STUDIED: Final = (*answered("2026-11-24", "right 20s", *TEA[:6]), *answered("2026-11-23", "wrong 20s", *TEA[6:]))
BEGUN: Final = (Place("begun", 0.0, "containers", 4), *finished("orchestration"))

SCENES: Final[dict[str, tuple[type[Told], Plan, tuple[Entry, ...]]]] = {
    "fresh": (Fresh, Plan("", 0.0), ()),
    "date-set": (Fresh, planned("2026-12-10"), ()),
    "weeks": (Told, planned("2026-12-10"), (*STUDIED, *BEGUN)),
    "nothing-due": (Idle, planned("2026-11-25"), (*STUDIED, *finished("orchestration"))),
    "minutes-used": (Idle, planned("2026-12-10", 2), STUDIED),
    "no-date": (Told, Plan("", 0.0, minutes=45), STUDIED),
    "over": (Told, planned("2026-11-01"), STUDIED),
}


def document(name: str, lang: Lang, index: Index) -> list[Part]:
    study, with_plan, entries = SCENES[name]
    library = Library(index, study, with_plan, fold(entries))
    library.store.save(entry for entry in entries if isinstance(entry, Place))
    visit = Visit(library, lang)
    now = Now(visit)
    found = [*standing(visit, now), Gap(), *what_to_type(visit, now)]
    library.store.reset().unlink()
    return found


@pytest.mark.parametrize("name", SCENES)
def test_a_screen_looks_as_it_always_did(name: str, own_index: Index) -> None:
    as_always(f"home/{name}", lambda lang: document(name, lang, own_index))


def test_no_gold_screen_is_left_over() -> None:
    assert {path.stem for path in (GOLD / "home").iterdir()} == set(SCENES)


@given(name=st.sampled_from(sorted(SCENES)), lang=st.sampled_from(LANGS), width=st.integers(40, 200))
def test_a_narrow_terminal_breaks_lines_and_loses_no_word(
    screens: Callable[[str, Lang], list[Part]], name: str, lang: Lang, width: int
) -> None:
    shown = drawn(screens(name, lang), lang, width)
    assert max(map(cell_len, shown.splitlines())) <= min(width, draw.WIDEST)
    assert re.sub(r"[\s─]", "", shown) == re.sub(r"[\s─]", "", drawn(screens(name, lang), lang, 120))


@pytest.fixture(scope="module")
def screens(own_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Lang], list[Part]]:
    """All documents, made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTOR_HOME", str(tmp_path_factory.mktemp("home")))
        made = {(name, lang): document(name, lang, own_index) for name in SCENES for lang in LANGS}
    return lambda name, lang: made[name, lang]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCENES)
def test_colour_alone_tells_nothing(name: str, lang: Lang, screens: Callable[[str, Lang], list[Part]]) -> None:
    coloured = drawn(screens(name, lang), lang, 80, colour=True)
    assert set(re.findall(r"\x1b\[([\d;]*)m", coloured)) <= {"0", "1", "2"}
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == drawn(screens(name, lang), lang, 80)
    assert not re.search(r"[─-╿▀-▟•\x1b]", spoken(screens(name, lang), lang))


@pytest.mark.parametrize(
    ("entries", "offered"),
    [
        ((), ["learn", "quiz"]),
        (finished("brewing", "tea"), ["review", "quiz"]),
        ((*finished("tea"), *answered("2026-11-20", "wrong", *TEA)), ["review", "learn", "quiz"]),
    ],
)
def test_what_helps_most_is_offered_first(entries: tuple[Entry, ...], offered: list[str]) -> None:
    with visiting_at(Clock(EVENING)) as visit:
        visit.app.store.save(entries)
        assert [value for value, _ in offers(visit, Now(visit))] == offered


def test_what_is_offered_can_be_typed(capsys: pytest.CaptureFixture[str]) -> None:
    with visiting_at(Clock(EVENING)) as visit:
        visit.app.store.save([*finished("tea"), *answered("2026-11-20", "wrong", *TEA)])
        home(visit)
    told = re.findall("Type: (.*)", capsys.readouterr().out)
    assert told == ["tutor review", "tutor learn brewing", "tutor quiz"]


def test_no_drawn_value_stands_before_a_particle() -> None:
    texts = [value for value in vars(command).values() if isinstance(value, Text)]
    assert len(texts) > 10
    for text in texts:
        assert not re.search(r"\}%?(은|는|이|가|을|를)(?![가-힣])", text.ko)
