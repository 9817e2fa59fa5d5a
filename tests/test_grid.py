"""The grid with what the person knows: every count is that of the answers, and what is weakest is offered."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tutor.app import App, new_id
from orchestra_tutor.commands.grid import LIKELY, grid, known
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.journal import DAY, Review, Undo
from orchestra_tutor.learner import learner as person
from orchestra_tutor.learner import recall
from orchestra_tutor.settings import Places
from tests.courses import TINY, course_in, visiting

ITEMS: Final = {item.id: item.cells for item in course_in(TINY).items}
CELLS: Final = [f"{feature}/{platform}" for feature in ("clustering", "quorum") for platform in ("etcd", "swarm")]


def answer(visit: Visit, item: str, right: bool, ago: int = 0, retry: bool = False) -> Review:
    """Keep an answer, given so many days ago."""
    at = visit.app.clock() - ago * DAY
    score, day = float(right), visit.app.today() - ago
    review = Review(new_id(), at, item, "", ["x"], (), score, 1.0, "quiz", retry=retry, day=day)
    visit.app.store.save([review])
    return review


def shown(visit: Visit, capsys: pytest.CaptureFixture[str]) -> list[str]:
    grid(visit)
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def visit() -> Iterator[Visit]:
    with visiting(TINY) as opened:
        yield opened


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """Somebody who goes on learning the tiny course from one example to the next."""
    home = tmp_path_factory.mktemp("home")
    with closing(App(Places(home, home, home / "cache"))) as app:
        app.roots = [TINY]
        yield Visit(app, "en")


def test_at_first_nothing_is_known(visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(visit, capsys) == [
        "",
        "- Clustering: etcd: 0/0; Swarm: 0/1",
        "- Quorum: etcd: 0/3; Swarm: 0/2",
        "",
        "Items that you will probably remember today, of all items of the cell.",
        "Practise a cell: tutor quiz clustering/swarm",  # not clustering/etcd, of which there is nothing to ask
    ]


def test_it_speaks_korean(capsys: pytest.CaptureFixture[str]) -> None:
    with visiting(TINY, "ko") as visit:
        answer(visit, "role-duties", right=True)
        told = shown(visit, capsys)
    assert told[1:3] == ["- 클러스터링: etcd: 0/0; 스웜: 0/1", "- 쿼럼: etcd: 1/3; 스웜: 0/2"]
    assert told[-1] == "한 칸만 연습하기: tutor quiz clustering/swarm"


def test_the_weakest_cell_is_offered(visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    answer(visit, "majority-word", right=True)
    assert shown(visit, capsys)[-1].endswith("tutor quiz quorum/etcd")
    answer(visit, "role-duties", right=True)
    assert shown(visit, capsys)[-1].endswith("tutor quiz quorum/swarm")
    answer(visit, "two-duties", right=False)
    assert shown(visit, capsys)[-1].endswith("tutor quiz quorum/swarm")
    answer(visit, "election-order", right=True)
    assert shown(visit, capsys)[1:3] == ["- Clustering: etcd: 0/0; Swarm: 1/1", "- Quorum: etcd: 2/3; Swarm: 1/2"]


def test_an_answer_that_is_taken_back_counts_for_nothing(visit: Visit) -> None:
    before = known(visit)
    review = answer(visit, "role-duties", right=True)
    assert known(visit) != before
    visit.app.store.save([Undo("undo", 2.0, review.id, review.item)])
    assert known(visit) == before


def test_what_was_right_once_and_wrong_once_is_not_known(visit: Visit) -> None:
    answer(visit, "role-duties", right=True)
    answer(visit, "role-duties", right=False)
    etcd = known(visit)[2]
    assert (etcd["feature"], etcd["platform"]) == ("quorum", "etcd")
    assert (etcd["items"], etcd["asked"], etcd["known"]) == (3, 1, 0)
    answer(visit, "role-duties", right=True)
    assert known(visit)[2]["known"] == 1


def test_a_miss_is_not_known_although_its_answer_was_just_told(visit: Visit) -> None:
    answer(visit, "role-duties", right=False)
    answer(visit, "role-duties", right=True, retry=True)
    assert (known(visit)[2]["asked"], known(visit)[2]["known"]) == (1, 0)


@pytest.mark.parametrize(("ago", "remembered"), [(0, 1), (3, 1), (1000, 0)])
def test_what_was_right_long_ago_is_not_known_any_more(visit: Visit, ago: int, remembered: int) -> None:
    answer(visit, "role-duties", right=True, ago=ago)
    assert (known(visit)[2]["asked"], known(visit)[2]["known"]) == (1, remembered)


def test_an_item_that_is_no_more_counts_for_nothing(visit: Visit) -> None:
    before = known(visit)
    answer(visit, "item-of-an-older-course", right=True)
    assert known(visit) == before


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(sorted(ITEMS)), st.booleans(), st.sampled_from((0, 3, 1000))), max_size=12))
def test_known_are_at_most_asked_are_at_most_all(learner: Visit, answers: list[tuple[str, bool, int]]) -> None:
    """And each count is what counting one by one gives."""
    for item, right, ago in answers:
        answer(learner, item, right, ago)
    traces, today = learner.app.store.standing().traces, learner.app.today()
    remembered = {
        item for item, trace in traces.items() if trace.right and recall(trace, today, person(traces.values())) > LIKELY
    }
    cells = known(learner)
    assert [f"{cell['feature']}/{cell['platform']}" for cell in cells] == CELLS
    for name, cell in zip(CELLS, cells, strict=True):
        items = {item for item, about in ITEMS.items() if name in about}
        counts = len(items), len(items & traces.keys()), len(items & remembered)
        assert (cell["items"], cell["asked"], cell["known"]) == counts
        assert cell["known"] <= cell["asked"] <= cell["items"]


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    with visiting(TINY, json=True) as visit:
        answer(visit, "election-order", right=True)
        grid(visit)
        assert json.loads(capsys.readouterr().out) == known(visit)
        assert known(visit)[3] == {"feature": "quorum", "platform": "swarm", "items": 2, "asked": 1, "known": 1}
