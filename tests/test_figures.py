"""Figures: what they look like, and what no width and no language may do to them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from orchestra_tutor.course import Teach
from orchestra_tutor.figures import FIGURE, WIDEST, Figure
from orchestra_tutor.figures.pen import Pen
from orchestra_tutor.figures.table import Table
from orchestra_tutor.loader import read_yaml
from orchestra_tutor.source import Node
from orchestra_tutor.text import LANGS, Lang, same
from tests.courses import own_course
from tests.helpers import read_table

CHAIN = """
title: {en: The loop, ko: 루프}
chain:
  boxes: [{en: 3 declared, ko: 3개 선언}, {en: 2 running, ko: 2개 실행 중}]
  arrows: [{en: compare, ko: 비교}]
  back: {en: again and again, ko: 반복}
"""
ROAD = """
title: {en: The road, ko: 길}
chain:
  boxes: [{en: push, ko: 푸시}, {en: pull, ko: 풀}]
"""
NEST = """
title: {en: Where, ko: 위치}
nest:
  box: {en: Region, ko: 리전}
  holds:
    - box: {en: Cluster, ko: 클러스터}
      holds: [{box: {en: Pod, ko: 파드}}, {box: {en: Pod, ko: 파드}}]
    - box: {en: Bucket, ko: 버킷}
"""
SIDES = """
title: {en: Then and now, ko: 전과 후}
before:
  title: {en: Before, ko: 이전}
  lines: [{en: one host, ko: 호스트 하나}]
after:
  title: {en: After, ko: 이후}
  lines: [{en: many hosts, ko: 여러 호스트}, {en: one plan, ko: 계획 하나}]
"""
TABLE = """
title: {en: Who patches, ko: 패치 주체}
table:
  head: [{en: Patches, ko: 패치}, {en: EC2, ko: EC2}, {en: Fargate, ko: Fargate}]
  rows:
    - [{en: the host, ko: 호스트}, {en: you, ko: 사용자}, {en: AWS, ko: AWS}]
    - [{en: the image, ko: 이미지}, {en: you, ko: 사용자}, {en: you, ko: 사용자}]
"""
PROSE = """
title: {en: Who scales, ko: 확장 주체}
table:
  head: [{en: Scales, ko: 확장}, {en: EC2, ko: EC2}, {en: Fargate, ko: Fargate}]
  rows:
    - [{en: tasks, ko: 태스크}, {en: you; or a policy, ko: 사용자, 또는 정책}, {en: you, ko: 사용자}]
    - [{en: hosts, ko: 호스트}, {en: you, ko: 사용자}, {en: nobody, ko: 없음}]
"""
TIMELINE = """
title: {en: A node dies, ko: 노드 장애}
timeline:
  - {at: 0 s, event: {en: the node stops, ko: 노드가 멈춘다}}
  - {at: +50 s, event: {en: its state becomes Unknown, ko: 상태가 Unknown이 된다}}
"""


@pytest.fixture
def figure(request: pytest.FixtureRequest, tmp_path: Path) -> Figure:
    """The figure that a YAML text describes."""
    file = tmp_path / "figure.yaml"
    file.write_text(request.param, "utf-8")
    node, problems = read_yaml(file, "figure.yaml")
    assert node is not None, problems
    return FIGURE.read(node, problems)


@pytest.mark.parametrize(
    ("figure", "lang", "width", "picture"),
    [
        (
            CHAIN,
            "ko",
            60,
            """
            ┌─────────────┐
            │ 3개 선언    │ ◄─┐
            └─────────────┘   │
              │ 비교          │
              ▼               │
            ┌─────────────┐   │
            │ 2개 실행 중 │ ──┘
            └─────────────┘
              ↺ 반복
            """,
        ),
        (
            ROAD,
            "en",
            60,
            """
            ┌──────┐
            │ push │
            └──────┘
              │
              ▼
            ┌──────┐
            │ pull │
            └──────┘
            """,
        ),
        (
            NEST,
            "en",
            60,
            """
            ┌────────────────────────────────┐
            │ Region                         │
            │ ┌─────────────────┐ ┌────────┐ │
            │ │ Cluster         │ │ Bucket │ │
            │ │ ┌─────┐ ┌─────┐ │ └────────┘ │
            │ │ │ Pod │ │ Pod │ │            │
            │ │ └─────┘ └─────┘ │            │
            │ └─────────────────┘            │
            └────────────────────────────────┘
            """,
        ),
        (
            NEST,
            "ko",
            24,
            """
            ┌──────────────┐
            │ 리전         │
            │ ┌──────────┐ │
            │ │ 클러스터 │ │
            │ │ ┌──────┐ │ │
            │ │ │ 파드 │ │ │
            │ │ └──────┘ │ │
            │ │ ┌──────┐ │ │
            │ │ │ 파드 │ │ │
            │ │ └──────┘ │ │
            │ └──────────┘ │
            │ ┌──────┐     │
            │ │ 버킷 │     │
            │ └──────┘     │
            └──────────────┘
            """,
        ),
        (
            SIDES,
            "en",
            30,
            """
            ┌──────────┐ ┌────────────┐
            │ Before   │ │ After      │
            ├──────────┤ ├────────────┤
            │ one host │ │ many hosts │
            │          │ │ one plan   │
            └──────────┘ └────────────┘
            """,
        ),
        (
            SIDES,
            "ko",
            30,
            """
            ┌─────────────┐
            │ 이전        │
            ├─────────────┤
            │ 호스트 하나 │
            └─────────────┘
            ┌─────────────┐
            │ 이후        │
            ├─────────────┤
            │ 여러 호스트 │
            │ 계획 하나   │
            └─────────────┘
            """,
        ),
        (
            TABLE,
            "ko",
            60,
            """
            패치   │ EC2    │ Fargate
            ═══════╪════════╪════════
            호스트 │ 사용자 │ AWS
            ───────┼────────┼────────
            이미지 │ 사용자 │ 사용자
            """,
        ),
        (
            TABLE,
            "en",
            24,
            """
            Patches  │ EC2 │ Fargate
            ═════════╪═════╪════════
            the host │ you │ AWS
            ─────────┼─────┼────────
            the      │ you │ you
            image    │     │
            """,
        ),
        (
            TIMELINE,
            "en",
            24,
            """
              0 s ─● the node stops
                   │
            +50 s ─● its state
                     becomes Unknown
            """,
        ),
    ],
    indirect=["figure"],
)
def test_a_figure_is_drawn(figure: Figure, lang: Lang, width: int, picture: str) -> None:
    wanted = [line[12:] for line in picture.splitlines()[1:-1]]
    assert figure.draw(lang, width, cell_len) == wanted


@pytest.mark.parametrize(
    ("figure", "lines"),
    [
        (CHAIN, ["1. 3 declared", "2. (compare) 2 running", "-> 1. (again and again)"]),
        (ROAD, ["1. push", "2. pull"]),
        (NEST, ["- Region", "  - Cluster", "    - Pod", "    - Pod", "  - Bucket"]),
        (SIDES, ["Before:", "- one host", "After:", "- many hosts", "- one plan"]),
        (TABLE, ["- the host: EC2: you; Fargate: AWS", "- the image: EC2: you; Fargate: you"]),
        (
            PROSE,
            [
                "- tasks",
                "  - EC2: you; or a policy",
                "  - Fargate: you",
                "- hosts",
                "  - EC2: you",
                "  - Fargate: nobody",
            ],
        ),
        (TIMELINE, ["- 0 s: the node stops", "- +50 s: its state becomes Unknown"]),
    ],
    indirect=["figure"],
)
def test_a_figure_is_told_in_plain_sentences(figure: Figure, lines: list[str]) -> None:
    assert figure.tell("en") == lines


def test_a_figure_never_takes_more_than_sixty_columns() -> None:
    for _, figure in figures():
        assert figure.draw("en", 200, cell_len) == figure.draw("en", WIDEST, cell_len)


STROKES: Final = Counter(" ─│┌┐└┘├┤┬┴┼═╪▼◄↺●")


def figures() -> Iterator[tuple[Node, Figure]]:
    """Every figure of our own course, with what was written."""
    for lesson in own_course().lessons:
        for at, step in enumerate(lesson.steps):
            if isinstance(step, Teach) and step.figure:
                yield lesson.node.at("steps", at, "figure"), step.figure


def labels(figure: Node, lang: Lang) -> Iterator[str]:
    """The words in a figure, without its title."""
    assert isinstance(figure.value, dict)
    for key, part in figure.value.items():
        for node in part.walk() if key != "title" else ():
            if isinstance(node.value, dict) and set(node.value) == set(LANGS):
                yield str(node.at(lang).value)
            elif isinstance(node.value, dict) and "at" in node.value:
                yield str(node.at("at").value)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [24, 32, 40, 47, 59, 60])
def test_no_letter_of_a_figure_is_lost_and_no_line_too_long_at_any_width(lang: Lang, width: int) -> None:
    for node, figure in figures():
        lines = figure.draw(lang, width, cell_len)
        assert max(cell_len(line) for line in lines) <= width, node.span
        written, drawn = Counter("".join(labels(node, lang))), Counter("".join(lines))
        for letter in STROKES:
            del written[letter]
        assert not written - drawn, node.span


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_told_says_every_word_of_the_figure(lang: Lang) -> None:
    for node, figure in figures():
        told = "\n".join(figure.tell(lang))
        picture = figure.picture
        corner = picture.head[0][lang] if isinstance(picture, Table) else None  # the title says what it says
        assert [label for label in labels(node, lang) if label not in told and label != corner] == [], node.span


@given(st.text("ab 가나", max_size=40), st.integers(2, 20))
def test_wrapped_lines_fit_and_keep_every_letter(words: str, width: int) -> None:
    lines = Pen("en", cell_len).wrap(words, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


@given(st.lists(st.text("ab가", min_size=1, max_size=5), min_size=1, max_size=8), st.integers(10, 20))
def test_words_that_fit_are_not_broken(words: list[str], width: int) -> None:
    lines = Pen("en", cell_len).wrap(" ".join(words), width)
    assert " ".join(lines).split() == words


def test_a_narrow_table_becomes_a_list_before_a_word_breaks() -> None:
    table = Table((same("Part"), same("talks to")), ((same("kube-scheduler"), same("kube-apiserver")),))
    assert table.draw(Pen("en", cell_len), 31)[0] == "Part           │ talks to"
    assert table.draw(Pen("en", cell_len), 30) == ["Part: kube-scheduler", "  talks to: kube-apiserver"]


PEN: Final = Pen("en", cell_len)
WORDS: Final = st.lists(st.text("abc가나", min_size=1, max_size=24), max_size=8).map(" ".join)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A head and up to four rows of two to eight cells, some of them empty."""
    width = draw(st.integers(2, 8))
    rows = draw(st.lists(st.lists(WORDS.map(same), min_size=width, max_size=width).map(tuple), min_size=2, max_size=5))
    return Table(rows[0], tuple(rows[1:]))


def as_columns(lines: list[str]) -> bool:
    return any("╪" in line for line in lines)


@given(tables(), st.integers(40, 200), st.sampled_from([0, 14]))
def test_a_table_keeps_every_letter_in_its_cell_at_any_width(table: Table, width: int, readable: int) -> None:
    lines = table.draw(PEN, width, readable)
    assert max(map(cell_len, lines)) <= width
    head, *rows = [["".join(cell.en.split()) for cell in row] for row in (table.head, *table.rows)]
    stacked = [[f"{name}:{cell}" for name, cell in zip(head, row, strict=True)] for row in rows]
    assert read_table(lines) == ([head, *rows] if as_columns(lines) else stacked)


@given(tables(), st.integers(40, 200), st.integers(1, 30))
def test_columns_are_readable_or_they_are_rows(table: Table, width: int, readable: int) -> None:
    """No word of a column breaks, and no cell is wrapped in a column that is too narrow to be read."""
    lines = table.draw(PEN, width, readable)
    if as_columns(lines):
        rule = next(line for line in lines if "╪" in line)
        columns = [len(part) - (1 if at in (0, len(table.head) - 1) else 2) for at, part in enumerate(rule.split("╪"))]
        for row in (table.head, *table.rows):
            for cell, column in zip(row, columns, strict=True):
                assert all(cell_len(word) <= column for word in cell.en.split())
                assert cell_len(cell.en) <= column or column >= readable


def test_what_fits_stays_in_columns_however_narrow_they_are() -> None:
    """Counts in a grid: no cell is wrapped, so none is hard to read."""
    table = Table(tuple(map(same, "abcdefgh")), (tuple(map(same, "12345678")),))
    assert table.draw(PEN, 40, readable=14)[0] == "a │ b │ c │ d │ e │ f │ g │ h"


def test_columns_that_cannot_be_read_become_rows() -> None:
    table = Table((same("Who"), same("How")), ((same("the host"), same("by hand or by a tool that watches it")),))
    assert table.draw(PEN, 25, readable=14) == [
        "Who      │ How",
        "═════════╪═══════════════",
        "the host │ by hand or by",
        "         │ a tool that",
        "         │ watches it",
    ]
    assert table.draw(PEN, 24, readable=14) == [
        "Who: the host",
        "  How: by hand or by a",
        "    tool that watches it",
    ]
    assert as_columns(table.draw(PEN, 24))  # a figure keeps its columns as long as no word breaks
