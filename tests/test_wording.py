"""Patterns and what they hear: a table by rule, and laws over arbitrary text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.wording import Pattern, clean, sentences
from orchestra_tutor.wording.pattern import lexicon

# Pattern, then what is heard (+) and what is not (-).
RULES = """
need|require + instance
+ Fargate needs instances.
+ An instance is required.
- Fargate does not need instances.
- Fargate doesn't need any instances.
- Fargate runs without an instance, which it would need.
- Fargate needs nothing. Instances come from EC2.

<need> + instance|인스턴스
+ 인스턴스가 필요합니다
+ instance가 꼭 필요해요
+ 인스턴스를 띄워 둬야 한다
- 인스턴스가 필요하지 않고 AWS가 관리한다
- 인스턴스가 필요 없다
- 인스턴스는 안 필요해요

not <need> + instance|인스턴스
+ Fargate does not need instances.
+ 인스턴스가 필요 없습니다.
+ You run it without having to have instances.
- EC2 needs instances.

any without|없으면|없이 + request|리퀘스트
+ Without requests it does nothing.
+ 리퀘스트가 없으면 동작하지 않아요
- With requests it works.

scale + replica|파드
+ It scales the replicas.
+ Scaling of a replica
+ 파드를 scale한다
- It rescues replicates.

늘리|늘어 + 파드
+ 파드를 늘린다
+ 파드 수를 늘립니다
+ 파드가 늘어납니다
+ 파드를 늘려 준다
+ 파드를늘렸습니다
- 파드를 줄인다

load balancer|로드 밸런서 + target
+ The load balancer has targets.
+ loadbalancer의 target
+ 로드밸런서에 target을 붙인다
+ 로드 밸런서 target
- The balancer of loads has targets.

max surge + 25 %
+ maxSurge is 25%
+ max-surge는 25 %다
+ The default of maxSurge: 25 percent
- maxSurge is 125%

hpa > add > node - karpenter
+ The HPA adds nodes.
+ I think the HPA will add a node then.
- The HPA adds Pods, and Karpenter adds nodes.
- HPA adds Pods and the nodes stay.
- The HPA does not add nodes.
- Nodes add HPA.

auto* + group
+ An autoscaling group
+ The automatic group
- The group of a car

server|!metrics server + add
+ It adds a server.
- It adds a metrics-server.

kubelet > restart
+ It is the kubelet that restarts it, not the scheduler.
+ 스케줄러가 아니라 kubelet이 restart한다
- It is not the kubelet that restarts it.

스케줄러 > 재시작
- 스케줄러가 아니라 kubelet이 재시작한다
+ 스케줄러가 못 쓰게 된 컨테이너를 재시작한다

자동 + 롤백
+ 자동으로 롤백합니다
- 자동 롤백은 안 합니다
- 자동 롤백은 되지 않는다

예산 + 지켜
- 예산은 갑자기 죽는 노드를 지켜 주지 못한다
+ 예산이 레플리카를 지켜 준다

프로브 + 삭제
- 프로브를 삭제하면 안 됩니다
+ 프로브를 삭제하면 조용해진다

node + evict
+ A NotReady node evicts its Pods.
- A node that is not ready evicts nothing.

iptable* + rule
+ iptables rules

모드 + 포트 + 열
+ 이 모드도 차이 없이 포트를 열 수 있다
+ 모드가 같기 때문에 포트를 열고 설정할 것은 없다

트래픽 + 받
+ 그것이 트래픽을 대신 받아 준다
+ 태스크는 트래픽에서 제외되고 나중에 다시 받는다
- 트래픽 대신 로그를 받지 않는다

IP + stay
+ The IPs stay.
+ It has an address, e.g. an IP, which stays.

drop + connection
+ It not only drops connections, it also forgets them.
- It never drops a connection.
- Instead of dropping connections it waits.
- It waits rather than drop a connection.
"""


def rules() -> list[tuple[str, str, bool]]:
    rows = []
    for block in RULES.strip().split("\n\n"):
        pattern, *lines = block.splitlines()
        rows += [(pattern, line[2:], line[0] == "+") for line in lines]
    return rows


def heard(pattern: str, text: str) -> list[list[str]]:
    """What is heard in each sentence of the text: the words of the text."""
    words = clean(text)
    found = (Pattern.of(pattern).heard(sentence) for sentence in sentences(words))
    return [[words[start:end] for start, end in each.places] for each in found if each]


@pytest.mark.parametrize(("pattern", "text", "is_heard"), rules())
def test_a_pattern_hears_what_it_should_and_nothing_else(pattern: str, text: str, is_heard: bool) -> None:
    assert bool(heard(pattern, text)) is is_heard


def test_what_is_heard_is_found_again_in_the_text() -> None:
    assert heard("<need> + metrics server", "HPA는 metrics-server가 꼭 필요합니다.") == [["metrics-server", "필요"]]
    assert heard("늘리 + 파드", "부하가 늘면\n파드를 늘립니다") == [["파드", "늘립"]]


def test_the_closest_words_are_taken() -> None:
    assert heard("scale + pod", "Pods run. We scale and then, long after that, scale the pods.") == [["scale", "pods"]]


def test_letters_of_any_keyboard_are_the_same() -> None:
    assert heard("파드 + 늘리", "\u1111\u1161\u1103\u1173\u1105\u1173\u11af 늘린다")  # typed on a Mac: letter by letter
    assert heard("cpu + request", "ＣＰＵ request")


@pytest.mark.parametrize(
    ("text", "is_listed"),
    [
        ("metrics-server, CPU requests, ceil, stabilization window 300 s, tolerance 10 %", True),
        ("쿼럼, 매니저 과반, Raft, 리더 선출, 로그 복제", True),
        ("It needs a metrics-server and CPU requests in every container.", False),
        ("desired = ceil(current * metric / target)", False),
        ("메트릭 서버가 있어야 하고 request도 설정해야 한다", False),
        ("파드 수만 바꿈", False),
        ("maxSurge rounds up to 3.", False),
        ("The PDB allows zero disruptions.", False),
        ("readiness 실패 시 트래픽 차단.", False),
        ("Metrics server. CPU requests. Ceil.", True),
    ],
)
def test_keywords_are_told_from_sentences(text: str, is_listed: bool) -> None:
    assert {sentence.listed for sentence in sentences(text)} == {is_listed}


@pytest.mark.parametrize(
    ("text", "is_reported"),
    [
        ("People think that the HPA adds nodes.", True),
        ("HPA가 노드를 늘린다는 것은 오해다.", True),
        ("Many people believe that it adds nodes.", True),
        ("Does the HPA add nodes?", True),
        ("The HPA adds nodes.", False),
        ("If something goes wrong it adds nodes.", False),
        ("HPA가 노드를 늘린다고 들었다.", True),
        ("HPA가 노드를 늘리는 것이라고 생각합니다.", False),
        ("Then it says Progressing=False and adds nodes.", False),
        ("HPA가 노드를 늘린다.", False),
    ],
)
def test_what_others_believe_is_told_from_what_is_said(text: str, is_reported: bool) -> None:
    (sentence,) = sentences(text)
    assert sentence.reported is is_reported


@pytest.mark.parametrize("text", ["The HPA adds nodes. That is not true.", "노드를 늘린다. 하지만 그건 사실이 아니다."])
def test_what_the_next_sentence_takes_back_was_only_reported(text: str) -> None:
    assert [sentence.reported for sentence in sentences(text)] == [True, False]


@pytest.mark.parametrize("line", ["", "not", "a + b > c", "a + ", " > b", "<no-such-concept> + a", "a| + b", "- a"])
def test_a_line_that_is_no_pattern_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Pattern.of(line)


def test_every_word_of_the_lexicon_hears_itself() -> None:
    unheard = [
        (concept, word)
        for concept, words in lexicon().items()
        for word in words
        if not word.startswith("!") and not heard(f"any <{concept}>", f"x {word}")
    ]
    assert not unheard


@given(st.text(max_size=200))
def test_any_text_has_sentences_whose_words_stand_in_it(text: str) -> None:
    words = clean(text)
    for sentence in sentences(words):
        assert len(sentence.form) == len(sentence.places)
        assert all(0 <= start < end <= len(words) for start, end in sentence.places)
        assert all(0 <= first <= last <= len(sentence.form) for first, last in sentence.denied)


@given(
    st.lists(
        st.sampled_from(["HPA", "adds", "nodes", "not", "노드를", "늘린다", "않는다", ",", ".", "and"]), max_size=12
    )
)
def test_neither_case_nor_space_changes_what_is_heard(words: list[str]) -> None:
    pattern, text = "hpa > <more> > <node>", " ".join(words)
    again = heard(pattern, f" {text.replace('HPA', 'hpa').replace(' ', '   ')} ")
    assert [[" ".join(each.casefold().split()) for each in row] for row in again] == [
        [each.casefold() for each in row] for row in heard(pattern, text)
    ]


@given(st.lists(st.sampled_from(["HPA", "adds", "nodes", "노드를", "늘린다", "and"]), min_size=1, max_size=8))
def test_what_is_denied_is_not_affirmed(words: list[str]) -> None:
    """A negation around the whole of a sentence leaves nothing that it affirms."""
    text = " ".join(word for word in words if word != "and")
    assert not heard("hpa + <more>", f"not {text}")
    assert bool(heard("any hpa + <more>", f"not {text}")) is bool(heard("hpa + <more>", text))
