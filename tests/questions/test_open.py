"""Open questions: what is found in an answer, and what is asked next."""

from random import Random

import pytest
import yaml

from orchestra_tutor.course import ITEM
from orchestra_tutor.question import Graded, Malformed, Response
from orchestra_tutor.questions.open import Open, follow_up
from orchestra_tutor.shape import UnreadableError
from orchestra_tutor.source import Node, Problem
from tests.talks import QUORUM, SAID, quorum


def question() -> Open:
    asked = quorum().question
    assert isinstance(asked, Open)
    return asked


def graded(response: Response) -> Graded:
    found = question().grade(response)
    assert isinstance(found, Graded)
    return found


@pytest.mark.parametrize(
    ("response", "score", "keys", "beliefs"),
    [
        (SAID["both"], 1.0, ("odd", "majority"), []),
        (SAID["odd"], 0.5, ("odd",), []),
        (SAID["majority"], 0.5, ("majority",), []),
        ("매니저는 odd number로 두고 과반이 살아 있어야 해요", 1.0, ("odd", "majority"), []),
        ("Not an odd number of managers.", 0.0, (), []),
        (SAID["wrong"], 0.0, (), []),
        (SAID["list"], 0.3, (), []),
        (SAID["flag"], 0.75, ("odd", "majority"), ["tasks-stop"]),
        ("Many think that the tasks stop. That is a myth.", 0.0, (), []),
        ("The tasks do not stop.", 0.0, (), []),
        ("The tasks stop as no container can go on then, or continue.", 0.0, (), ["tasks-stop"]),
        ({"said": "odd majority"}, 1.0, ("odd", "majority"), []),
        ({"said": ""}, 0.0, (), []),
        ({"said": "no-such-key"}, 0.0, (), []),
        ({"text": SAID["odd"], "said": "majority"}, 1.0, ("odd", "majority"), []),
        ({"text": SAID["both"], "unsaid": "odd"}, 0.5, ("majority",), []),
        ({"text": SAID["flag"], "unsaid": "tasks-stop"}, 1.0, ("odd", "majority"), []),
    ],
)
def test_an_answer_is_scored_point_by_point(
    response: Response, score: float, keys: tuple[str, ...], beliefs: list[str]
) -> None:
    found = graded(response)
    assert found.score == pytest.approx(score)
    assert found.keys == keys
    assert [note.belief for note in found.notes if note.belief] == beliefs


@pytest.mark.parametrize("response", ["", " \n ", [], ["odd"], {}, {"text": " "}, {"odd": "yes"}, {"text": 1}, None])
def test_an_answer_that_says_nothing_is_malformed(response: Response) -> None:
    assert isinstance(question().grade(response), Malformed)


def test_the_places_of_what_was_found_are_told() -> None:
    text = SAID["majority"]
    assert [(text[mark.start : mark.end], mark.key) for mark in graded(text).marks] == [
        ("과반", "majority"),
        ("살아", "majority"),
    ]


def test_what_the_person_takes_back_leaves_no_mark() -> None:
    assert {mark.key for mark in graded({"text": SAID["both"], "unsaid": "odd"}).marks} == {"majority"}


@pytest.mark.parametrize(
    ("path", "stem", "right"),
    [
        ("probe:odd", "Three or four?", "odd"),
        ("flag:tasks-stop", "Do they really?", "sorry"),
        ("harder", "Two of three are gone. What now?", "force"),
        ("harder.probe:force", "With which flag?", "force"),
    ],
)
def test_a_path_leads_deeper(path: str, stem: str, right: str) -> None:
    deeper = question().with_drawn({"asks": path})
    assert deeper.stem.en == stem
    assert deeper.drawn == {"asks": path}
    found = deeper.grade(SAID[right])
    assert isinstance(found, Graded)
    assert found.correct


@pytest.mark.parametrize("path", ["probe:none", "flag:none", "probe:workload", "harder.harder", "sideways"])
def test_a_path_to_nowhere_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="nothing is asked"):
        question().with_drawn({"asks": path})


@pytest.mark.parametrize(
    ("answers", "paths"),
    [
        ("both force", "harder -"),
        ("both wrong wrong", "harder harder.probe:force -"),
        ("odd wrong", "probe:majority -"),
        ("odd majority force", "probe:majority harder -"),
        ("wrong odd wrong", "probe:odd probe:majority -"),
        ("wrong both force", "probe:odd harder -"),  # the answer to one probe says the other point, too
        ("flag sorry force", "flag:tasks-stop harder -"),
        ("flag flag force", "flag:tasks-stop harder -"),  # nobody is challenged twice
        ("wrong wrong wrong", "probe:odd probe:majority -"),
    ],
)
def test_the_next_question_digs_where_the_answer_was_thin(answers: str, paths: str) -> None:
    asked: list[tuple[str, Graded]] = []
    path: str | None = ""
    found = []
    for said in answers.split():
        assert path is not None
        given = question().with_drawn({"asks": path}).grade(SAID[said])
        assert isinstance(given, Graded)
        asked.append((path, given))
        path = follow_up(question(), asked)
        found.append(path or "-")
    assert " ".join(found) == paths


def test_no_question_has_more_than_three_behind_it() -> None:
    path: str | None = ""
    asked: list[tuple[str, Graded]] = []
    while path is not None:
        given = question().with_drawn({"asks": path}).grade(SAID["flag" if not path else "wrong"])
        assert isinstance(given, Graded)
        asked.append((path, given))
        path = follow_up(question(), asked)
    assert len(asked) <= 4


def test_the_model_answer_has_the_answer_first() -> None:
    explained = question().explain()
    assert explained.answer.en.startswith("An odd number")
    assert explained.why.en == "Raft.\n\nOf 3, one may fail.\n\nMore of them are slower."


def test_it_proves_itself() -> None:
    for sample in question().samples(Random(0)):
        found = question().grade(sample.response)
        verdict = "malformed" if isinstance(found, Malformed) else "right" if found.correct else "wrong"
        assert verdict == sample.verdict, sample


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("key: majority", "key: odd", "the same key twice"),
        ("truth: workload", "truth: none", "truth: none is no point"),
        ("must: true", "must: false", "no point is a must"),
        ("odd|홀수 + number", "odd|홀수 > a + number", "both + and >"),
        ("odd|홀수 + number", "<nothing> + number", "no concept <nothing>"),
    ],
)
def test_parts_that_do_not_fit_are_refused(old: str, new: str, message: str) -> None:
    body = yaml.load(QUORUM.replace(old, new), yaml.BaseLoader)
    problems: list[Problem] = []
    with pytest.raises(UnreadableError):
        ITEM.read(Node.of(body), problems)
    assert message in problems[0].message
