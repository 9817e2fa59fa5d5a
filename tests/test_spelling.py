"""Spelling: how far two words are apart, and which known word was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.spelling import corrections, distance, letters

WORDS = st.text("abc", max_size=6)


@pytest.mark.parametrize(
    ("left", "right", "slips"),
    [
        ("pod", "pod", 0),
        ("pod", "pods", 1),
        ("pod", "pd", 1),
        ("pod", "pad", 1),
        ("pod", "pdo", 1),  # swapped with its neighbour
        ("ca", "abc", 3),  # a swapped pair is not edited again
        ("", "ab", 2),
        ("kitten", "sitting", 3),
    ],
)
def test_every_slip_counts_once(left: str, right: str, slips: int) -> None:
    assert distance(left, right, 9) == slips


def slow_distance(left: str, right: str) -> int:
    """The definition, by recursion: an independent reference."""
    if not left or not right:
        return len(left) + len(right)
    ways = [
        slow_distance(left[1:], right) + 1,
        slow_distance(left, right[1:]) + 1,
        slow_distance(left[1:], right[1:]) + (left[0] != right[0]),
    ]
    if left[:2] == right[:2][::-1] and len(left) > 1 and len(right) > 1:
        ways.append(slow_distance(left[2:], right[2:]) + 1)
    return min(ways)


@given(WORDS, WORDS, st.integers(0, 4))
def test_the_distance_is_that_of_its_definition_or_said_to_be_more(left: str, right: str, most: int) -> None:
    assert distance(left, right, most) == min(slow_distance(left, right), most + 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("deploymnet", ["deployment"]),
        ("depolyments", ["deployment"]),
        ("프로부", ["프로브"]),
        ("pof", ["pod"]),
        ("xyz", []),
        ("zzzzployment", []),
    ],
)
def test_the_nearest_known_word_is_meant(typed: str, meant: list[str]) -> None:
    known = [("deployment", 9), ("pod", 5), ("프로브", 4), ("probe", 3)]
    assert corrections(typed, known) == meant


def test_of_equally_near_words_the_commoner_comes_first_and_no_more_than_three() -> None:
    known = [("nods", 1), ("node", 9), ("nodx", 2), ("nodz", 3)]
    assert corrections("nodd", known) == ["node", "nodz", "nodx"]


def test_hangul_is_compared_letter_by_letter() -> None:
    assert letters("티") == "\u1110\u1175"
    assert distance(letters("쿠버네티스"), letters("쿠버네티즈"), 2) == 1
