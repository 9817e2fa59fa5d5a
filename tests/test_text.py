"""Texts in two languages, and what makes two typed answers the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.text import Text, fold, one_typo_apart, same, spoken_forms

WORDS = st.text(st.sampled_from("abcxyz 가나다-_."), max_size=12)
LETTERS = st.text("abc", max_size=6)


def test_a_text_speaks_the_language_that_it_is_asked_in() -> None:
    text = Text(en="task", ko="태스크")
    assert (text["en"], text["ko"]) == ("task", "태스크")


def test_fill_puts_the_same_value_into_both_languages() -> None:
    assert Text("{count} left", "{count}개 남음").fill(count=3) == Text("3 left", "3개 남음")


def test_a_text_that_is_filled_in_speaks_its_own_language() -> None:
    filled = Text("Read {lesson}", "{lesson} 읽기").fill(lesson=Text("Scaling", "확장"))
    assert filled == Text("Read Scaling", "확장 읽기")


def test_same_is_written_alike_in_both_languages() -> None:
    assert same("kubectl") == Text("kubectl", "kubectl")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("  Pod ", "pod"),
        ("KUBE-PROXY", "kube proxy"),
        ("kube_proxy", "kubeproxy"),
        ("the control plane", "Control Plane"),
        ("An operator", "operator"),
        ("a quorum", "quorum"),
        ("ＥＴＣＤ", "etcd"),  # full width
        ("“scale”", "scale"),
        ("노드 풀", "노드풀"),
        (unicodedata.normalize("NFD", "쿼럼"), "쿼럼"),  # as macOS may type it
        ("mode=host.", "mode=host"),
    ],
)
def test_answers_fold_to_the_same(typed: str, wanted: str) -> None:
    assert fold(typed) == fold(wanted)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("theory", "ory"),  # an article is a word, not a prefix
        ("analog", "log"),
        ("mode=host", "modehost"),  # signs that mean something stay
        ("1.30", "1.31"),
        ("쿼럼", "과반"),
    ],
)
def test_different_answers_stay_different(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("쿼럼은", "쿼럼"),
        ("쿼럼이", "쿼럼"),
        ("쿼럼을", "쿼럼"),
        ("정족수를", "정족수"),
        ("정족수가", "정족수"),
        ("파드에서", "파드"),
        ("쿼럼으로", "쿼럼"),
        ("쿼럼입니다.", "쿼럼"),
        ("정족수예요", "정족수"),
        ("쿼럼이에요", "쿼럼"),
        ("operators", "operator"),
        ("policies", "policy"),
        ("switches", "switch"),
        ("The Taints", "taint"),
    ],
)
def test_a_particle_or_a_plural_may_stand_at_the_end(typed: str, form: str) -> None:
    assert form in spoken_forms(typed)


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("회의", "회"),  # too short to end with a particle
        ("쿼럼으로", "쿼럼으"),  # the particle is 으로, not 로
        ("ingress", "ingres"),  # ss is no plural
        ("dns", "dn"),  # nor is a short name
    ],
)
def test_what_only_looks_like_an_ending_stays(typed: str, form: str) -> None:
    assert form not in spoken_forms(typed)


@given(WORDS)
def test_folding_twice_changes_nothing(words: str) -> None:
    folded = fold(words)
    assert fold(folded) == folded
    assert folded in spoken_forms(words)


@given(st.text())
def test_any_text_can_be_folded(words: str) -> None:
    assert not set(fold(words)) & set(" \n\t-_.,")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("quroum", "quorum"),  # swapped
        ("quorm", "quorum"),  # dropped
        ("quorrum", "quorum"),  # doubled
        ("quorun", "quorum"),  # changed
        ("uorum", "quorum"),
        ("quorumm", "quorum"),
        ("오퍼래이터", "오퍼레이터"),
    ],
)
def test_one_typo_is_one_typo(typed: str, wanted: str) -> None:
    assert one_typo_apart(typed, wanted)


@pytest.mark.parametrize("typed", ["quorum", "qurom", "uqorun", "quo", "quorumxx", ""])
def test_none_or_two_typos_are_not_one(typed: str) -> None:
    assert not one_typo_apart(typed, "quorum")


def edits(word: str) -> set[str]:
    """Every word that one typo makes of `word`, by trying all of them."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    dropped = {left + right[1:] for left, right in cuts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in cuts if right for letter in "abc"}
    inserted = {left + letter + right for left, right in cuts for letter in "abc"}
    return (dropped | swapped | changed | inserted) - {word}


@given(LETTERS, LETTERS)
def test_a_typo_is_an_insertion_a_loss_a_change_or_a_swap(left: str, right: str) -> None:
    assert one_typo_apart(left, right) == (right in edits(left))
