"""The glossary: a term is found by any of its names, however they are written."""

import io
import json
from contextlib import redirect_stdout
from typing import Final

import pytest

from orchestra_tutor.commands.glossary import called, every_name, glossary
from orchestra_tutor.course import Term
from orchestra_tutor.errors import UsageError
from orchestra_tutor.index import Index
from orchestra_tutor.text import Lang, same
from tests.courses import TINY, course_in, visiting

QUORUM: Final = {
    "en": ["", "quorum · 쿼럼", "How many members must agree: more than half.", "Also: majority, 정족수, 과반"],
    "ko": ["", "쿼럼 · quorum", "동의해야 하는 멤버의 수. 절반보다 많다.", "다른 표현: majority, 정족수, 과반"],
}
RAFT: Final = {
    "en": ["", "Raft consensus · 래프트 합의", "The members elect one that writes; the others copy."],
    "ko": ["", "래프트 합의 · Raft consensus", "멤버가 쓸 쪽을 뽑고 나머지는 복사한다."],
}
LEADER: Final = {"en": ["", "leader", "The member that writes."], "ko": ["", "leader", "쓰는 멤버."]}  # said once


def told(wanted: str, lang: Lang = "en", json: bool = False) -> str:
    with redirect_stdout(io.StringIO()) as paper, visiting(TINY, lang, json) as visit:
        glossary(visit, wanted)
    return paper.getvalue()


def test_all_terms_stand_in_the_order_of_the_persons_language() -> None:
    assert told("").splitlines() == [*LEADER["en"], *QUORUM["en"], *RAFT["en"]]
    assert told("", "ko").splitlines() == [*LEADER["ko"], *RAFT["ko"], *QUORUM["ko"]]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("quorum", QUORUM),
        ("QUORUM", QUORUM),
        ("쿼럼", QUORUM),
        ("majority", QUORUM),
        ("과반", QUORUM),
        ("raft consensus", RAFT),
        ("Raft-Consensus", RAFT),
        ("raftconsensus", RAFT),
        ("래프트합의", RAFT),
        ("consensus", RAFT),  # a part of its name
        ("합의", RAFT),
        ("the leader", LEADER),
    ],
)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_any_name_finds_it(wanted: str, found: dict[Lang, list[str]], lang: Lang) -> None:
    assert told(wanted, lang).splitlines() == found[lang]


def test_what_is_called_just_so_hides_what_is_only_called_like_it() -> None:
    names = (("node", "노드"), ("worker node", "워커 노드"), ("NodePort", "노드포트"))
    node, worker, port = terms = [Term(en, ko, same("a term")) for en, ko in names]
    assert called(terms, "Node") == [node]
    assert called(terms, "노드") == [node]
    assert called(terms, "er node") == [worker]
    assert called(terms, "od") == [node, worker, port]


def test_every_name_of_every_term_of_ours_finds_it(own_index: Index) -> None:
    terms = own_index.terms()
    for term in terms:
        for name in every_name(term):
            assert term in called(terms, name), name


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("qourum", "Did you mean quorum? Find it in the lessons: tutor search qourum"),
        ("raft concensus", "Did you mean Raft consensus? Find it in the lessons: tutor search raft concensus"),
        ("래프트 함의", "Did you mean 래프트 합의? Find it in the lessons: tutor search 래프트 함의"),
        ("kubelet", "Find it in the lessons: tutor search kubelet"),
        (" ", "Find it in the lessons: tutor search  "),
        ("?!", "Find it in the lessons: tutor search ?!"),
    ],
)
def test_what_is_no_term_says_what_is_near_and_where_to_look(wanted: str, near: str) -> None:
    with pytest.raises(UsageError) as refused:
        told(wanted)
    assert refused.value.message.en == f"There is no term {wanted!r}."
    assert refused.value.hint.en == near


def test_json_says_all_of_it() -> None:
    terms = sorted(course_in(TINY).terms, key=lambda term: term.en.casefold())
    document = json.loads(told("", json=True))
    assert document == [
        {
            "en": term.en,
            "ko": term.ko,
            "meaning": {"en": term.meaning.en, "ko": term.meaning.ko},
            "also": {"en": list(term.also.en), "ko": list(term.also.ko)},
        }
        for term in terms
    ]
    assert json.loads(told("정족수", json=True)) == [entry for entry in document if entry["en"] == "quorum"]
