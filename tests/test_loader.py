"""Content comes from anywhere: whatever a file holds, loading it ends soon, in a course or in problems with a place."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Final

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestra_tutor.loader import MAX_BYTES, MAX_DEPTH, MAX_NODES, load, read_yaml
from orchestra_tutor.source import Problem, Span
from tests.courses import ITEMS, LESSON, change, copy_of_tiny


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return copy_of_tiny(tmp_path)


def problems_of_bytes(raw: bytes, folder: Path, both: bool = True) -> list[Problem]:
    """The problems of a file that holds `raw`."""
    file = folder / "file.yaml"
    file.write_bytes(raw)
    node, problems = read_yaml(file, "file.yaml", check_both_parsers=both)
    assert (node is None) == bool(problems)
    return problems


def test_scalars_stay_as_they_were_typed(tmp_path: Path) -> None:
    """
    version: 1.30
    enabled: no
    port: 0x1F
    day: 2026-11-23
    nothing:
    quoted: "1.30"
    """
    file = tmp_path / "file.yaml"
    file.write_text(textwrap.dedent(str(test_scalars_stay_as_they_were_typed.__doc__)), "utf-8")
    node, problems = read_yaml(file, "file.yaml", check_both_parsers=True)
    assert not problems
    assert node is not None
    assert node.plain() == {
        "version": "1.30",
        "enabled": "no",
        "port": "0x1F",
        "day": "2026-11-23",
        "nothing": "",
        "quoted": "1.30",
    }


def test_every_value_knows_its_place(tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text("# 주석\n한글: {en: x, ko: 값}\n", "utf-8")
    node, _ = read_yaml(file, "name.yaml")
    assert node is not None
    assert node.at("한글", "ko").span == Span("name.yaml", 2, 17)
    assert node.at("한글").keys["ko"] == Span("name.yaml", 2, 13)


BOMB: Final = "a: &a [x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        # anchors, aliases, tags
        (BOMB, "refused", (1, 4)),
        ("a: 1\nb: *a\n", "refused", (2, 4)),
        ("a: {<<: *b}\n", "refused", (1, 9)),
        ("? &key a\n: 1\n", "refused", (1, 3)),
        ("a: !!python/object/apply:os.system [echo]\n", "refused", (1, 4)),
        ("a: !!python/name:os.system\n", "refused", (1, 4)),
        ("a: !!str 1\n", "refused", (1, 4)),
        ("%TAG ! tag:example.com,2026:\n---\na: !thing 1\n", "refused", (3, 4)),
        # more or less than one document
        ("a: 1\n---\nb: 2\n", "refused", (2, 1)),
        ("", "empty", (1, 1)),
        ("# only a comment\n\n", "empty", (1, 1)),
        # depth and size
        ("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2), "refused", (1, MAX_DEPTH + 2)),
        ("[" * 500, "refused", (1, MAX_DEPTH + 2)),
        ("".join("  " * n + "a:\n" for n in range(60)), "refused", (MAX_DEPTH + 1, 2 * MAX_DEPTH + 1)),
        ("- a\n" * (MAX_NODES + 1), "refused", (MAX_NODES, 3)),
        # what no mapping of ours is
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", (3, 1)),
        ('x: {en: a, "en": b}\n', "duplicate-key", (1, 12)),
        ("? [a, b]\n: 1\n", "yaml", (1, 3)),
        ("{a: 1}: 2\n", "yaml", (1, 1)),
        # no YAML
        ("a: [1, 2\n", "yaml", (2, 1)),
        ("a: b: c\n", "yaml", (1, 5)),
        ("a:\n\t- b\n", "yaml", (2, 1)),
        ('a: "\n', "yaml", (2, 1)),
        ("%YAML 9.9\n---\na\n", "yaml", (1, 1)),
        ("a: \x00\n", "yaml", (1, 1)),
        ('a: "\\ud800"\n', "yaml", (1, 7)),
        ('a: "\\U00110000"\n', "yaml", (1, 7)),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_what_is_no_content_is_refused_at_its_place(
    text: str, code: str, place: tuple[int, int], tmp_path: Path
) -> None:
    (problem,) = problems_of_bytes(text.encode(), tmp_path, both=False)
    assert (problem.code, problem.span.line, problem.span.column) == (code, *place)
    assert problem.hint


def test_what_is_nested_without_end_is_refused_by_us_or_by_the_parser(tmp_path: Path) -> None:
    """libyaml 0.2.6 has a limit of its own, and looks so far ahead that it may be the first to notice."""
    (problem,) = problems_of_bytes(b"[" * 100_000, tmp_path, both=False)
    assert problem.code in ("refused", "yaml")


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"a: 1\nb: \xff\n", "not-utf8", 2),
        ("이름: 값\n".encode("cp949"), "not-utf8", 1),
        ("a: 1\n".encode("utf-16"), "not-utf8", 1),
        (bytes(range(256)) * 40, "not-utf8", 2),
        (b"\x7fELF\x02\x01\x01\x00" * 100, "yaml", 1),
        (b"\0" * 100_000, "yaml", 1),
    ],
)
def test_binary_junk_is_refused(raw: bytes, code: str, line: int, tmp_path: Path) -> None:
    (problem,) = problems_of_bytes(raw, tmp_path)
    assert (problem.code, problem.span.line) == (code, line)


def events(text: str, loader: type) -> list[tuple[str, str | None]] | None:
    """What a parser of PyYAML makes of `text`; None where it gives up."""
    try:
        return [(type(e).__name__, getattr(e, "value", None)) for e in yaml.parse(text, Loader=loader)]
    except yaml.YAMLError:
        return None


READ_DIFFERENTLY = "\ufeff\ufeffid: x\n"  # as of two files with a byte order mark, one written after the other
READ_BY_ONE = "{a: b?, c: d}\n"  # the natural way to write a question


def test_the_two_parsers_of_pyyaml_do_disagree() -> None:
    in_c, in_python = (events(READ_DIFFERENTLY, loader) for loader in (yaml.CSafeLoader, yaml.SafeLoader))
    assert in_c is not None
    assert in_python is not None
    assert in_c != in_python
    assert events(READ_BY_ONE, yaml.CSafeLoader) is not None
    assert events(READ_BY_ONE, yaml.SafeLoader) is None


def test_a_file_that_the_parsers_read_differently_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of_bytes(READ_DIFFERENTLY.encode(), tmp_path)
    assert problem.code == "yaml-ambiguous"
    assert not problems_of_bytes(READ_DIFFERENTLY.encode(), tmp_path, both=False)


def test_a_file_that_only_one_parser_reads_is_refused_where_the_other_stops(tmp_path: Path) -> None:
    (problem,) = problems_of_bytes(READ_BY_ONE.encode(), tmp_path)
    assert (problem.code, problem.span.line, problem.span.column) == ("yaml", 1, 6)
    assert not problems_of_bytes(READ_BY_ONE.encode(), tmp_path, both=False)


YAML_LIKE = st.text(st.sampled_from("ab \n\t:?,-[]{}#&*!|>'\"%@`\\\0\x85\u2028\ufeff가é~0"), max_size=40)


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=YAML_LIKE)
def test_whatever_looks_like_yaml_is_read_or_refused(text: str, tmp_path: Path) -> None:
    for problem in problems_of_bytes(text.encode(), tmp_path):
        assert problem.code in ("yaml", "yaml-ambiguous", "refused", "empty", "duplicate-key")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60))
def test_whatever_bytes_a_file_holds_it_is_read_or_refused(raw: bytes, tmp_path: Path) -> None:
    problems_of_bytes(raw, tmp_path)


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    fits = b"a: " + b"x" * (MAX_BYTES - 3)
    assert not problems_of_bytes(fits, tmp_path, both=False)
    assert [problem.code for problem in problems_of_bytes(fits + b"x", tmp_path)] == ["too-large"]


READ_IT: Final = """
import resource, sys
from pathlib import Path
from orchestra_tutor.loader import read_yaml

_, problems = read_yaml(Path(sys.argv[1]), "file.yaml")
print(problems[0].code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(size: int) -> int:
        """The most memory that a process of its own takes to refuse a sparse file of `size` bytes, in KiB."""
        file = tmp_path / f"{size}.yaml"
        with file.open("wb") as sparse:
            sparse.truncate(size)
        run = subprocess.run([sys.executable, "-c", READ_IT, str(file)], capture_output=True, text=True, check=True)
        code, taken = run.stdout.split()
        assert code == "too-large"
        return int(taken)

    just_too_large, huge = peak(MAX_BYTES + 1), peak(100 * 2**20)
    assert huge - just_too_large < 5 * 1024


def found(root: Path) -> list[tuple[str, Span]]:
    """The problems of a course, and their places."""
    return [(problem.code, problem.span) for problem in load(root)[1]]


# Files that are no files, and folders that lead elsewhere.


def codes(root: Path) -> list[tuple[str, str]]:
    """Which file of the course has which problem."""
    return [(Path(problem.span.path).name, problem.code) for problem in load(root)[1]]


def test_a_whole_course_loads_without_problems(tiny: Path) -> None:
    course, problems = load(tiny, check_both_parsers=True)
    assert problems == []
    assert course is not None
    assert [lesson.id for lesson in course.lessons] == ["quorum"]
    assert {item.lesson for item in course.items} == {"quorum"}
    assert len(course.items) == 10
    assert [len(part) for part in (course.sources, course.beliefs, course.terms)] == [1, 1, 3]


def test_files_that_a_pack_may_leave_out_are_not_missed(tiny: Path) -> None:
    for name in ("sources.yaml", "misconceptions.yaml", "glossary.yaml", ITEMS):
        (tiny / name).unlink()
    course, problems = load(tiny)
    assert course is not None
    assert (course.items, problems) == ((), [])


def test_all_problems_of_all_files_are_found_in_one_run(tiny: Path) -> None:
    expected = change(tiny, ITEMS, "level: senior\n  skill: debug", "level: ‹wrong-value›expert\n  skill: debug")
    expected += change(tiny, LESSON, "minutes: 5", "minutes: ‹wrong-type›soon")
    expected += change(tiny, "sources.yaml", '"https://docs', '‹wrong-type›"http://docs')
    expected += change(tiny, "misconceptions.yaml", "- id: even-is-safer\n", "- ‹missing-key›id: even-is-safer\n")
    expected += change(tiny, "misconceptions.yaml", "truth:", "‹unknown-key›truht:")
    assert sorted(expected) == sorted(found(tiny))


def test_an_item_that_cannot_be_read_takes_no_other_with_it(tiny: Path) -> None:
    change(tiny, ITEMS, "kind: match", "kind: essay")
    course, _ = load(tiny)
    assert course is not None
    assert len(course.items) == 9


@pytest.mark.parametrize("answer", ["1e999", "{by: quorum.majority, with: {members: " + "9" * 400 + "}}"])
def test_a_number_too_large_for_a_machine_is_a_problem(tiny: Path, answer: str) -> None:
    change(tiny, ITEMS, "answer: 3", f"answer: {answer}")
    assert codes(tiny) in ([("items.yaml", "wrong-type")], [("items.yaml", "wrong-input")])


@pytest.mark.parametrize(
    "answer",
    [
        "{by: ‹unknown-mechanism›quorum.minority, with: {members: 5}}",
        "{by: quorum.majority, with: ‹wrong-input›{members: five}}",
        "{by: quorum.majority, with: ‹wrong-input›{members: 0}}",
        "{by: quorum.majority, with: ‹wrong-input›{people: 5}}",
        "{by: quorum.majority, with: ‹wrong-type›[5]}",
        "‹missing-key›{by: quorum.majority}",
        "{by: quorum.majority, with: {members: 5}, ‹unknown-key›else: 1}",
    ],
)
def test_an_answer_is_computed_by_a_known_mechanism_from_inputs_that_it_takes(tiny: Path, answer: str) -> None:
    expected = change(tiny, ITEMS, "answer: 3", f"answer: {answer}")
    assert found(tiny) == expected


def test_without_an_outline_there_is_no_course(tiny: Path) -> None:
    (tiny / "course.yaml").write_text("", "utf-8")
    assert load(tiny)[0] is None
    assert codes(tiny) == [("course.yaml", "empty")]


def test_a_lesson_is_named_like_its_folder(tiny: Path) -> None:
    expected = change(tiny, LESSON, "id: quorum", "id: ‹id-not-folder›quorums")
    assert found(tiny) == expected


@pytest.mark.parametrize("name", ["course.yaml", "sources.yaml", LESSON, ITEMS])
def test_a_link_that_leads_out_of_the_folder_is_not_followed(tiny: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.yaml"
    (tiny / name).rename(secret)
    (tiny / name).symlink_to(secret)
    assert (Path(name).name, "outside") in codes(tiny)
    course, _ = load(tiny)
    assert course is None or not (course.sources and course.items and course.lessons)


def test_a_lesson_folder_that_is_a_link_is_not_followed(tiny: Path, tmp_path: Path) -> None:
    (tiny / "basics" / "quorum").rename(tmp_path / "elsewhere")
    (tiny / "basics" / "quorum").symlink_to(tmp_path / "elsewhere")
    course, problems = load(tiny)
    assert course is not None
    assert (course.lessons, problems) == ((), [])


def test_a_link_to_itself_does_not_go_round_for_ever(tiny: Path) -> None:
    (tiny / "course.yaml").unlink()
    (tiny / "course.yaml").symlink_to("course.yaml")
    (tiny / "basics" / "again").symlink_to(tiny, target_is_directory=True)
    assert codes(tiny) == [("course.yaml", "outside")]


def test_no_name_in_content_leads_out_of_the_folder(tiny: Path, tmp_path: Path) -> None:
    (tiny / "basics" / "quorum").rename(tmp_path / "quorum")
    expected = change(tiny, "course.yaml", "lessons: [quorum]", "lessons: [‹wrong-type›../quorum]")
    assert found(tiny) == expected
    assert load(tiny)[0] is None


LOAD_IT: Final = """
import sys
from pathlib import Path
from orchestra_tutor.loader import load

for problem in load(Path(sys.argv[1]))[1]:
    print(problem.span, problem.code)
"""


@pytest.mark.parametrize("name", ["course.yaml", "sources.yaml", LESSON, ITEMS])
def test_a_pipe_instead_of_a_file_does_not_block(tiny: Path, name: str) -> None:
    (tiny / name).unlink()
    os.mkfifo(tiny / name)
    run = subprocess.run(
        [sys.executable, "-c", LOAD_IT, str(tiny)], capture_output=True, text=True, timeout=30, check=True
    )
    assert f"{name}:1:1 unreadable" in run.stdout


@pytest.mark.parametrize("name", ["course.yaml", "sources.yaml", LESSON, ITEMS])
def test_a_folder_instead_of_a_file_is_a_problem(tiny: Path, name: str) -> None:
    (tiny / name).unlink()
    (tiny / name).mkdir()
    assert (Path(name).name, "unreadable") in codes(tiny)


def test_a_file_that_does_not_exist_is_a_problem(tmp_path: Path) -> None:
    _, problems = read_yaml(tmp_path / "nothing.yaml", "nothing.yaml")
    assert [problem.code for problem in problems] == ["unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(tiny: Path) -> None:
    (tiny / "course.yaml").chmod(0)
    assert codes(tiny) == [("course.yaml", "unreadable")]
