"""phrase: short terms, as people type them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.question import Enter, Graded, Malformed, Response
from orchestra_tutor.questions.phrase import NEARLY, TYPE_IT, Accept, Phrase
from orchestra_tutor.text import Text, same


def phrase(en: str, ko: str) -> Phrase:
    return Phrase(same("stem"), Accept(tuple(en.split(" | ")), tuple(ko.split(" | "))), same("because"))


QUORUM = phrase("quorum | majority", "쿼럼 | 정족수")
PLANE = phrase("control plane", "컨트롤 플레인 | 제어 영역")
PROVIDER = phrase("capacity provider", "용량 공급자")
NETWORK_POLICY = phrase("network policy", "네트워크 정책")
MODE = phrase("awsvpc", "awsvpc")
HOST = phrase("host", "호스트")


def verdict(question: Phrase, response: Response) -> str:
    graded = question.grade(response)
    if isinstance(graded, Graded):
        return "right" if graded.correct else "wrong"
    return {NEARLY: "nearly", TYPE_IT: "type it"}[graded.message]


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (QUORUM, "quorum"),
        (QUORUM, "  Quorum. "),
        (QUORUM, "QUORUM"),
        (QUORUM, "a quorum"),
        (QUORUM, "the quorum!"),
        (QUORUM, "Quorums"),
        (QUORUM, "majorities"),
        (QUORUM, "“majority”"),
        (QUORUM, "ｑｕｏｒｕｍ"),
        (QUORUM, "쿼럼"),
        (QUORUM, "쿼럼이다"),
        (QUORUM, "쿼럼입니다."),
        (QUORUM, "쿼럼이에요"),
        (QUORUM, "정족수를"),
        (QUORUM, "정족수가"),
        (QUORUM, "정족수요"),
        (PLANE, "Control-Plane"),
        (PLANE, "controlplane"),
        (PLANE, "the control planes"),
        (PLANE, "컨트롤플레인"),
        (PLANE, "컨트롤 플레인은"),
        (PLANE, "제어영역에서"),
        (PROVIDER, "Capacity providers"),
        (PROVIDER, "용량공급자"),
        (NETWORK_POLICY, "NetworkPolicies"),
        (NETWORK_POLICY, "네트워크 정책으로"),
        (MODE, "`awsvpc`"),
        (MODE, "AWSVPC"),
        (MODE, "aws-vpc"),
        (MODE, "awsvpc예요"),
        (HOST, "호스트"),
    ],
)
def test_a_right_answer_counts_however_it_is_typed(question: Phrase, typed: str) -> None:
    assert verdict(question, typed) == "right"


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (QUORUM, "qourum"),
        (QUORUM, "quorm"),
        (QUORUM, "quoorum"),
        (QUORUM, "the quorun"),
        (QUORUM, "majorty"),
        (PLANE, "contol plane"),
        (PLANE, "컨트롤 플래인"),
        (PROVIDER, "용량 공금자"),
        (MODE, "awsvcp"),
    ],
)
def test_one_typo_is_said_to_be_one_and_asked_again(question: Phrase, typed: str) -> None:
    assert verdict(question, typed) == "nearly"


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (QUORUM, "consensus"),
        (QUORUM, "qoruum x"),
        (QUORUM, "쿼터"),  # short words are one letter away from too many others
        (QUORUM, "no quorum"),
        (PLANE, "data plane"),
        (PLANE, "데이터 플레인"),
        (PLANE, "plane"),
        (HOST, "post"),
        (HOST, "hosta"),
        (MODE, "bridge"),
    ],
)
def test_another_term_is_wrong(question: Phrase, typed: str) -> None:
    assert verdict(question, typed) == "wrong"


@pytest.mark.parametrize("response", ["", "   ", "...", "?!", "\n", [], ["quorum"], {"quorum": "quorum"}])
def test_nothing_typed_is_asked_again(response: Response) -> None:
    assert verdict(QUORUM, response) == "type it"


def test_a_near_miss_does_not_tell_the_answer() -> None:
    graded = QUORUM.grade("qourum")
    assert isinstance(graded, Malformed)
    assert not {"quorum", "쿼럼", "majority"} & set(f"{graded.message.en} {graded.message.ko}".lower().split())


def test_the_first_of_each_language_is_the_model_answer() -> None:
    assert QUORUM.explain().answer == Text("quorum", "쿼럼")


def test_a_term_is_entered() -> None:
    assert QUORUM.ask(Random(0)) == Enter("phrase")


@given(st.text())
def test_any_text_gets_a_verdict(typed: str) -> None:
    assert verdict(PLANE, typed) in ("right", "wrong", "nearly", "type it")
