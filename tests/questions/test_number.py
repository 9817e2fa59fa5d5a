"""number: numbers, as people type them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.question import Enter, Graded, Malformed, Response
from orchestra_tutor.questions.number import IN_UNIT, NO_UNIT, TYPE_NUMBER, Mistake, Number
from orchestra_tutor.text import same


def number(answer: float, unit: str = "", tolerance: float = 0.0) -> Number:
    return Number(same("stem"), answer, same("because"), unit, tolerance)


PLAIN, THOUSAND, HALF = number(3), number(1000), number(0.5)
SECONDS, HOURS = number(300, "s"), number(2, "h")
PERCENT = number(50, "%")
DOLLARS = number(74.4, "USD", 0.01)
MEMORY, DISK = number(512, "MiB"), number(30, "GB")
TASKS = number(7, "tasks")
ABOUT = number(350, "s", 5)


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (PLAIN, "3"),
        (PLAIN, " 3 "),
        (PLAIN, "+3"),
        (PLAIN, "3.0"),
        (PLAIN, "3."),
        (PLAIN, "３"),  # full width
        (PLAIN, "3개"),
        (PLAIN, "3 개"),
        (PLAIN, "3개입니다"),
        (PLAIN, "3대요"),
        (PLAIN, "3입니다."),
        (PLAIN, "3 managers"),
        (PLAIN, "약 3개"),
        (PLAIN, "~3"),
        (THOUSAND, "1,000"),
        (THOUSAND, "１，０００"),
        (THOUSAND, "1000"),
        (THOUSAND, "1,000.00"),
        (HALF, "0.5"),
        (HALF, ".5"),
        (SECONDS, "300"),
        (SECONDS, "300s"),
        (SECONDS, "300 sec"),
        (SECONDS, "300 Seconds"),
        (SECONDS, "300초"),
        (SECONDS, "300초입니다"),
        (SECONDS, "5 min"),
        (SECONDS, "5min."),
        (SECONDS, "5 minutes"),
        (SECONDS, "5m"),
        (SECONDS, "5분"),
        (SECONDS, "5 분 정도"),
        (SECONDS, "5분이에요"),
        (SECONDS, "300,000 ms"),
        (HOURS, "2 hrs"),
        (HOURS, "2시간"),
        (HOURS, "120 min"),
        (HOURS, "7200초"),
        (PERCENT, "50"),
        (PERCENT, "50%"),
        (PERCENT, "50 %"),
        (PERCENT, "５０％"),
        (PERCENT, "50 percent"),
        (PERCENT, "50퍼센트입니다"),
        (DOLLARS, "$74.40"),
        (DOLLARS, "$ 74.4"),
        (DOLLARS, "74.40 USD"),
        (DOLLARS, "74.4달러"),
        (DOLLARS, "74.41"),
        (MEMORY, "512 MiB"),
        (MEMORY, "512Mi"),
        (MEMORY, "0.5 GiB"),
        (MEMORY, "0.5Gi"),
        (DISK, "30 gb"),
        (DISK, "30,000 MB"),
        (TASKS, "7 Pods"),  # a word that measures nothing counts as none
        (TASKS, "7개"),
        (ABOUT, "345"),
        (ABOUT, "355 s"),
    ],
)
def test_a_right_number_counts_however_it_is_typed(question: Number, typed: str) -> None:
    graded = question.grade(typed)
    assert isinstance(graded, Graded)
    assert graded.correct


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (PLAIN, "4"),
        (PLAIN, "-3"),
        (PLAIN, "3.01"),
        (PLAIN, "30"),
        (THOUSAND, "1.000"),
        (SECONDS, "5"),
        (SECONDS, "300 min"),
        (SECONDS, "5 hours"),
        (PERCENT, "0.5"),
        (DOLLARS, "74"),
        (MEMORY, "512 GiB"),
        (ABOUT, "344"),
        (ABOUT, "356"),
    ],
)
def test_a_wrong_number_is_wrong(question: Number, typed: str) -> None:
    graded = question.grade(typed)
    assert isinstance(graded, Graded)
    assert graded.score == 0.0


@pytest.mark.parametrize(
    "response",
    [
        "",
        " ",
        "many",
        "three",
        "세 개",
        "3-5",
        "3/5",
        "1,00",
        "1,0000",
        "3e2",
        "1 000",
        "--3",
        "%",
        [],
        ["3"],
        {"3": "3"},
    ],
)
def test_what_is_no_number_is_asked_again(response: Response) -> None:
    assert PLAIN.grade(response) == Malformed(TYPE_NUMBER)


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (SECONDS, "50%"),
        (SECONDS, "300 MiB"),
        (PERCENT, "50 s"),
        (DISK, "30 GiB"),  # nearly the same, but not the same
        (DOLLARS, "74.4 GB"),
        (MEMORY, "$512"),
    ],
)
def test_a_unit_of_something_else_is_asked_again_with_the_unit(question: Number, typed: str) -> None:
    assert question.grade(typed) == Malformed(IN_UNIT.fill(unit=question.unit))


def test_a_unit_where_none_is_wanted_is_asked_again() -> None:
    assert PLAIN.grade("3%") == Malformed(NO_UNIT.fill(unit="%"))


def test_a_known_mistake_is_told_why() -> None:
    mistakes = (Mistake(4, same("one too many"), "even-is-safer"), Mistake(2, same("one too few")))
    graded = Number(same("stem"), 3, same("because"), "s", mistakes=mistakes).grade("4,000 ms")
    assert isinstance(graded, Graded)
    (note,) = graded.notes
    assert (note.subject, note.why, note.belief) == (same("4,000 ms"), same("one too many"), "even-is-safer")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (THOUSAND, "1,000"),
        (HALF, "0.5"),
        (SECONDS, "300 s"),
        (DOLLARS, "74.4 USD"),
        (Number(same("stem"), 1 / 12, same("because"), tolerance=0.0005), "0.083"),
        (Number(same("stem"), 41.66, same("because"), tolerance=0.5), "42"),
    ],
)
def test_the_explanation_gives_the_number_and_its_unit(question: Number, answer: str) -> None:
    assert question.explain().answer == same(answer)


def test_a_number_is_entered_in_its_unit() -> None:
    assert SECONDS.ask(Random(0)) == Enter("number", "s")


@given(st.integers(-(10**9), 10**9), st.sampled_from(["", "s", "%", "tasks"]))
def test_every_number_is_read_as_python_writes_it(value: int, unit: str) -> None:
    for typed in (f"{value}", f"{value:,}", f"{value:.3f} {unit}", f"{value:,.1f}{unit}"):
        graded = number(value, unit).grade(typed)
        assert isinstance(graded, Graded), typed
        assert graded.correct, typed


@given(st.text())
def test_any_text_gets_a_verdict(typed: str) -> None:
    assert isinstance(SECONDS.grade(typed), Graded | Malformed)


@pytest.mark.parametrize("typed", ["1" + " " * 200_000 + "1", "1" + "." * 200_000 + "1", "1" * 200_000, "약" * 200_000])
def test_a_long_answer_takes_no_long_time(typed: str) -> None:
    assert isinstance(PLAIN.grade(typed), Graded | Malformed)  # a slow pattern would take minutes here
