"""What `tutor content new` writes passes the check, and only asks for more."""

from pathlib import Path

import pytest

from orchestra_tutor import skeleton
from orchestra_tutor.app import problems_of
from orchestra_tutor.commands.content import new_item, new_lesson
from orchestra_tutor.questions import KINDS
from tests.courses import copy_of_tiny


def test_there_is_one_for_every_kind() -> None:
    assert set(skeleton.KINDS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_item_passes_in_the_file_of_its_kind(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_of_tiny(tmp_path)
    lesson = root / "basics" / "quorum"
    new_item(lesson, "brand-new", kind)
    file = lesson / ("interview.yaml" if kind in ("open", "case") else "items.yaml")
    assert capsys.readouterr().out == f"{file}\n"
    assert "brand-new" in file.read_text("utf-8")
    course, problems = problems_of(root)
    assert course is not None
    assert [item.kind for item in course.items if item.id == "brand-new"] == [kind]
    assert {problem.code for problem in problems} <= {"no-belief"}


def test_a_new_lesson_in_a_new_pack_has_no_errors(tmp_path: Path) -> None:
    lesson = tmp_path / "drinks" / "hot" / "tea"
    new_lesson(lesson)
    new_item(lesson, "tea-cold", "case")
    _, problems = problems_of(tmp_path / "drinks")
    assert {problem.code for problem in problems} == {"no-belief", "thin-lesson"}
    assert {problem.level for problem in problems} == {"warning"}
