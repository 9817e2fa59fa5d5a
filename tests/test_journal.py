"""Entries as JSON: what was written is read back, whichever tutor wrote it."""

import json

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
    Plan,
    Review,
    Undo,
    from_dict,
    to_dict,
)

responses = st.none() | st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())
times = st.floats(0, 4e9)
words = st.lists(st.text()).map(tuple)
reviews = st.builds(
    Review,
    id=st.text(),
    at=times,
    item=st.text(),
    fingerprint=st.text(),
    response=responses,
    keys=words,
    score=st.floats(0, 1),
    seconds=st.floats(0, 1e6),
    mode=st.text(),
    confidence=st.sampled_from((None, *CONFIDENCES)),
    hints=st.integers(0, 3),
    retry=st.booleans(),
    drawn=st.dictionaries(st.text(), st.text()),
    day=st.integers(-1, 50_000),
    read=st.floats(0, 1e6),
    beliefs=words,
)
entries = st.one_of(
    reviews,
    st.builds(Began, st.text(), times, st.text(), st.text()),
    st.builds(Undo, st.text(), times, st.text(), st.text()),
    st.builds(Flag, st.text(), times, st.text(), st.text()),
    st.builds(Place, st.text(), times, st.text(), st.integers(0, 40), st.booleans(), st.booleans()),
    st.builds(Plan, st.text(), times, st.text(), st.floats(0, 1440), st.dictionaries(st.text(), st.floats(0, 9))),
)


@given(entries)
def test_an_entry_comes_back_from_json_as_it_was(entry: Entry) -> None:
    body = json.loads(json.dumps(to_dict(entry)))
    assert from_dict(KINDS[type(entry)], entry.id, entry.at, body) == entry


def test_every_kind_of_entry_has_a_name_of_its_own() -> None:
    assert set(KINDS) == set(Entry.__args__)
    assert {ENTRIES[name] for name in KINDS.values()} == set(KINDS)


@given(entries, st.dictionaries(st.text().map("~{}".format), st.none() | st.integers(), min_size=1))
def test_what_another_tutor_wrote_besides_is_left_out(entry: Entry, besides: dict[str, int | None]) -> None:
    assert from_dict(KINDS[type(entry)], entry.id, entry.at, to_dict(entry) | besides) == entry


@pytest.mark.parametrize(
    ("kind", "body", "entry"),
    [
        (
            "review",
            {
                "item": "probes",
                "fingerprint": "abc",
                "response": ["good"],
                "keys": ["good"],
                "score": 1.0,
                "seconds": 2.5,
                "mode": "quiz",
                "confidence": "sure",
                "hints": 0,
                "retry": False,
                "drawn": {},
            },
            Review("s-1", 1.0, "probes", "abc", ["good"], ("good",), 1.0, 2.5, "quiz", "sure"),
        ),
        ("undo", {"review": "s-0", "item": "probes", "correct": True}, Undo("s-1", 1.0, "s-0", "probes")),
        ("place", {"lesson": "quorum", "step": 3, "done": False}, Place("s-1", 1.0, "quorum", 3)),
    ],
)
def test_an_entry_of_the_first_tutor_is_read(kind: str, body: dict[str, object], entry: Entry) -> None:
    assert from_dict(kind, "s-1", 1.0, body) == entry
