"""What was checked too long ago: exactly that is listed, each at its place."""

import json
import re
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestra_tutor.commands.content import check
from orchestra_tutor.errors import Exit
from orchestra_tutor.linter.dates import stale
from orchestra_tutor.source import Span
from tests.courses import LESSON, change, copy_of_tiny, course_in

DATED: Final = re.compile(r'(?<=checked: )"\d{4}-\d{2}-\d{2}"')
DAYS: Final = st.dates(date(2026, 11, 20), date(2026, 11, 28)).map(date.isoformat)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return copy_of_tiny(tmp_path)


def redate(root: Path, days: list[str]) -> dict[Span, str]:
    """Write the days, over and over, where a date of the course stands; which stands where now."""
    written = {}
    following = cycle(days)
    for path in sorted(root.rglob("*.yaml")):
        text = DATED.sub(lambda _: f'"{next(following)}"', path.read_text("utf-8"))
        path.write_text(text, "utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            for found in DATED.finditer(line):
                written[Span(str(path), number, found.start() + 1)] = found[0].strip('"')
    return written


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(DAYS, min_size=1, max_size=13), before=DAYS)
def test_exactly_what_is_older_is_listed(tiny: Path, days: list[str], before: str) -> None:
    """Sources, items and cells; what was checked on the day itself is not older."""
    written = redate(tiny, days)
    problems = list(stale(course_in(tiny), before))
    assert len(written) == 12  # a source, 10 items, a cell
    assert {problem.span for problem in problems} == {span for span, day in written.items() if day < before}
    assert all(problem.message == f"last checked on {written[problem.span]}" for problem in problems)
    assert {(problem.level, problem.code) for problem in problems} <= {("warning", "stale")}


def test_a_step_is_dated_too(tiny: Path) -> None:
    step = 'ko: "팔로워는 리더를 따른다."}\n    sources: [raft]\n'
    change(tiny, LESSON, step, f'{step}    holds: {{checked: "2020-02-29"}}\n')
    (problem,) = stale(course_in(tiny), "2020-03-01")
    line = problem.span.line
    assert (tiny / LESSON).read_text("utf-8").splitlines()[line - 1] == '    holds: {checked: "2020-02-29"}'


def test_a_version_is_no_date(tiny: Path) -> None:
    """The cell that holds for etcd >=3.4 has no day on which it was checked."""
    assert 'holds: {etcd: ">=3.4"}' in (tiny / LESSON).read_text("utf-8")
    assert len(list(stale(course_in(tiny), "9999-12-31"))) == 12
    assert list(stale(course_in(tiny), "2026-11-24")) == []


def test_words_about_checking_are_no_date(tiny: Path) -> None:
    change(tiny, LESSON, "Workers have no vote.", "It `holds: {checked: 2001-01-01}`; workers have no vote.")
    assert list(stale(course_in(tiny), "2026-11-24")) == []


class TestCommand:
    """Today is what the clock of the machine says, so days are counted from it."""

    @pytest.mark.parametrize(
        ("age", "days", "told"), [(0, 0, False), (1, 0, True), (180, 180, False), (181, 180, True)]
    )
    def test_more_than_so_many_days_ago_is_warned_of(
        self, tiny: Path, capsys: pytest.CaptureFixture[str], age: int, days: int, told: bool
    ) -> None:
        then = (date.today() - timedelta(days=age)).isoformat()
        redate(tiny, [then])
        assert check(tiny, "text", days) == Exit.OK  # a warning is no error
        out = capsys.readouterr().out
        assert out.endswith(f"0 errors, {12 if told else 0} warnings\n")
        assert (f"sources.yaml:1:117: warning: last checked on {then} [stale]" in out) == told

    def test_only_who_asks_is_told(self, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
        redate(tiny, ["2001-01-01"])
        assert check(tiny, "text", None) == Exit.OK
        assert capsys.readouterr().out == "0 errors, 0 warnings\n"

    def test_it_stands_among_the_other_problems_in_the_order_of_the_files(
        self, tiny: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        redate(tiny, ["2001-01-01"])
        change(tiny, LESSON, "requires: []", "requires: [gossip]")
        assert check(tiny, "json", 0) == Exit.FAILED
        told = json.loads(capsys.readouterr().out)
        places = [(problem["path"], problem["line"], problem["column"]) for problem in told]
        assert places == sorted(places)
        assert [problem["level"] for problem in told if problem["code"] != "stale"] == ["error"]
        assert [problem["level"] for problem in told if problem["code"] == "stale"] == ["warning"] * 12

    def test_github_shows_it_beside_the_line(self, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
        redate(tiny, ["2001-01-01"])
        check(tiny, "github", 0)
        first = f"::warning file={tiny}/sources.yaml,line=1,col=117::last checked on 2001-01-01 [stale]"
        assert any(line.startswith(first) for line in capsys.readouterr().out.splitlines())
