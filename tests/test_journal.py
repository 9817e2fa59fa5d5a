"""The log folded, and entries as JSON."""

import json
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.journal import (
    CONFIDENCES,
    ENTRIES,
    KINDS,
    Began,
    Entry,
    Flag,
    Place,
    Review,
    Standing,
    Tally,
    Undo,
    fold,
    from_dict,
    to_dict,
)

RIGHT = Review("s-1", 1.0, "probes", "abc", ["good"], ("good",), 1.0, 2.5, "quiz")
WRONG = replace(RIGHT, id="s-2", response=["bad"], keys=("bad",), score=0.0)
NEARLY = replace(RIGHT, id="s-3", item="order", score=0.8)

responses = st.none() | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())
scores = st.floats(0, 1)
reviews = st.builds(
    Review,
    id=st.text(),
    at=st.floats(0, 4e9),
    item=st.text(),
    fingerprint=st.text(),
    response=responses,
    keys=st.lists(st.text()).map(tuple),
    score=scores,
    seconds=st.floats(0, 1e6),
    mode=st.text(),
    confidence=st.sampled_from((None, *CONFIDENCES)),
    hints=st.integers(0, 3),
    retry=st.booleans(),
    drawn=st.dictionaries(st.text(), st.text()),
)
entries = st.one_of(
    reviews,
    st.builds(Began, st.text(), st.floats(0, 4e9), st.text(), st.text()),
    st.builds(Undo, st.text(), st.floats(0, 4e9), st.text(), st.text(), st.booleans()),
    st.builds(Flag, st.text(), st.floats(0, 4e9), st.text(), st.text()),
    st.builds(Place, st.text(), st.floats(0, 4e9), st.text(), st.integers(0, 40), st.booleans()),
)


def at(step: int, done: bool = False, lesson: str = "lesson") -> Place:
    return Place("p", 1.0, lesson, step, done)


def undo(review: Review) -> Undo:
    return Undo("u", 2.0, review.id, review.item, review.score == 1.0)


@pytest.mark.parametrize(
    ("log", "tallies"),
    [
        ([], {}),
        ([Began("s-0", 1.0, "quiz"), Flag("s-1", 1.0, "probes", "why?")], {}),
        ([RIGHT, WRONG, NEARLY], {"probes": Tally(2, 1), "order": Tally(1, 0)}),
        ([RIGHT, undo(RIGHT)], {}),
        ([RIGHT, WRONG, undo(WRONG)], {"probes": Tally(1, 1)}),
        ([WRONG, undo(WRONG), RIGHT], {"probes": Tally(1, 1)}),
        ([replace(WRONG, response=None)], {"probes": Tally(1, 0)}),  # a skip
    ],
)
def test_a_tally_counts_the_answers_that_stand(log: list[Entry], tallies: dict[str, Tally]) -> None:
    assert fold(log) == Standing({}, tallies)


@pytest.mark.parametrize(
    ("log", "places"),
    [
        ([at(1), at(2)], {"lesson": (2, False)}),
        ([at(2), at(1)], {"lesson": (1, False)}),  # went back
        ([at(2), at(0, done=True)], {"lesson": (0, True)}),
        ([at(0, done=True), at(1)], {"lesson": (1, True)}),  # finished once stays finished
        ([at(1), at(3, lesson="other")], {"lesson": (1, False), "other": (3, False)}),
    ],
)
def test_the_last_place_in_a_lesson_is_where_one_goes_on(log: list[Entry], places: dict[str, tuple[int, bool]]) -> None:
    assert fold(log) == Standing(places, {})


@given(st.lists(reviews, max_size=20), st.randoms())
def test_taking_back_every_answer_in_any_order_leaves_nothing(answered: list[Review], rng: Random) -> None:
    taken_back = [undo(review) for review in answered]
    rng.shuffle(taken_back)
    assert fold([*answered, *taken_back]).tallies == {}


@given(entries)
def test_an_entry_comes_back_from_json_as_it_was(entry: Entry) -> None:
    body = json.loads(json.dumps(to_dict(entry)))
    assert from_dict(KINDS[type(entry)], entry.id, entry.at, body) == entry


def test_every_kind_of_entry_has_a_name_of_its_own() -> None:
    assert set(KINDS) == set(Entry.__args__)
    assert {ENTRIES[name] for name in KINDS.values()} == set(KINDS)
