"""The log as JSON Lines: what is written is read, and what is wrong is told with its line."""

import json
import re
import tempfile
from contextlib import closing, suppress
from dataclasses import MISSING, fields
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestra_tutor.errors import TutorError
from orchestra_tutor.exports import jsonlines
from orchestra_tutor.exports.jsonlines import HEADER, RULES, entries, is_export, lines
from orchestra_tutor.journal import CONFIDENCES, ENTRIES, Began, Entry, Flag, Place, Plan, Review, Undo, study_day
from orchestra_tutor.store import Store

NOON: Final = 1_795_500_000.25
REVIEW: Final = Review(
    "s-1", NOON, "probes", "abc", ["good"], ("good",), 0.5, 2.5, "quiz", "sure", 1, True, {"n": "5"}, 20781, 3.0, ("b",)
)
SHORT: Final = (
    '{"kind": "review", "id": "s-1", "at": 1795500000, "item": "probes", "fingerprint": "abc", "response": null,'
    ' "keys": [], "score": 1, "seconds": 2, "mode": "quiz"}'
)

# What a tutor can have written: any text, the days of any time zone, names as content may have them.
texts = st.text()
names = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)
times = st.floats(0, 4e9)
reviews = times.flatmap(
    lambda at: st.builds(
        Review,
        names,
        st.just(at),
        names,
        texts,
        st.none() | texts | st.lists(texts) | st.dictionaries(texts, texts),
        st.lists(texts).map(tuple),
        st.floats(0, 1),
        st.floats(0, 1e6),
        texts,
        st.sampled_from((None, *CONFIDENCES)),
        st.integers(0, 9),
        st.booleans(),
        st.dictionaries(texts, texts),
        st.integers(-12, 14).map(lambda hours: study_day(at, hours * 3600)),
        st.floats(0, 1e6),
        st.lists(texts).map(tuple),
    )
)
dates = st.just("") | st.dates().map(str)
logs = st.lists(
    reviews
    | st.builds(Began, names, times, texts, texts)
    | st.builds(Undo, names, times, names, names)
    | st.builds(Flag, names, times, names, texts)
    | st.builds(Place, names, times, names, st.integers(0, 99), st.booleans(), st.booleans())
    | st.builds(Plan, names, times, dates, st.floats(0, 600), st.dictionaries(texts, st.floats(0, 100)))
)


def read(*whole: str) -> list[Entry]:
    """The entries of an export that consists of these lines behind the header."""
    return list(entries([HEADER, *whole], "log.jsonl"))


def refused(*whole: str) -> TutorError:
    with pytest.raises(TutorError) as found:
        list(entries(whole, "log.jsonl"))
    return found.value


def with_field(entry: Entry, name: str, value: Any) -> str:
    """The line of an entry with another value in one field."""
    _, line = lines([entry])
    return json.dumps({**json.loads(line), name: value})


class TestWriting:
    @given(logs)
    def test_what_is_written_is_read_as_it_was(self, log: list[Entry]) -> None:
        assert list(entries(lines(log), "log.jsonl")) == log

    @given(logs)
    def test_an_entry_is_one_line_that_nothing_on_the_way_can_change(self, log: list[Entry]) -> None:
        written = list(lines(log))
        assert len(written) == len(log) + 1
        for line in written:
            assert re.fullmatch(r"[ -~]+\n", line)

    def test_a_line_begins_with_what_the_entry_is(self) -> None:
        header, line = lines([Flag("s-1", NOON, "probes", "둘 다")])
        assert header == '{"kind": "orchestra-tutor", "version": 1}\n'
        assert line == (
            '{"kind": "flag", "id": "s-1", "at": 1795500000.25, "item": "probes", "words": "\\ub458 \\ub2e4"}\n'
        )


class TestTheFormat:
    def test_every_field_of_every_kind_has_a_rule(self) -> None:
        assert set(RULES) == {field.name for kind in ENTRIES.values() for field in fields(kind)}

    def test_the_docstring_names_every_field_of_every_kind_and_its_default(self) -> None:
        said = dict(re.findall(r"^    (\w+) +(.*(?:\n {12,}.*)*)", str(jsonlines.__doc__), re.MULTILINE))
        assert said.keys() == ENTRIES.keys()
        for kind, row in said.items():
            told = {}
            for word in re.sub(r" \(.*?\)", "", row).split(","):
                name, _, default = word.strip().partition("=")
                told[name] = default
            known = {}
            for field in fields(ENTRIES[kind]):
                made = field.default_factory() if field.default_factory is not MISSING else field.default
                known[field.name] = "" if made is MISSING else json.dumps(made)
            expected = {name: value.removesuffix(".0") for name, value in known.items() if name not in ("id", "at")}
            assert told == (expected | {"day": ""} if kind == "review" else expected)

    def test_what_is_left_out_has_its_default(self) -> None:
        (found,) = read(SHORT)
        assert found == Review("s-1", NOON - 0.25, "probes", "abc", None, (), 1.0, 2.0, "quiz", day=20781)
        assert read('{"kind": "place", "id": "p", "at": 1, "lesson": "eks", "step": 3}') == [Place("p", 1.0, "eks", 3)]

    def test_a_whole_number_is_as_good_as_a_fraction(self) -> None:
        (found,) = read(SHORT)
        assert list(lines([found]))[1].count(".0,") == 4  # at, score, seconds, read

    def test_exports_can_be_put_one_behind_the_other(self) -> None:
        assert read(SHORT, "", HEADER, "  ", SHORT) == read(SHORT) * 2

    @pytest.mark.parametrize(
        ("line", "ours"), [(HEADER, True), (SHORT, False), ("", False), ("[", False), ("1", False)]
    )
    def test_an_export_is_known_by_its_first_line(self, line: str, ours: bool) -> None:
        assert is_export(line) is ours


class TestWrongLines:
    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            ("id", "", "a name of printable characters"),
            ("id", None, "a name of printable characters"),
            ("id", "\ud800", "a name of printable characters"),
            ("item", "\x1b[2J", "a name of printable characters"),
            ("item", "\x7f", "a name of printable characters"),
            ("at", "noon", "a number of seconds from 0 on"),
            ("at", True, "a number of seconds from 0 on"),
            ("at", -1, "a number of seconds from 0 on"),
            ("at", 10**300, "a number of seconds from 0 on"),
            ("response", 5, "null, a string, a list of strings or an object of strings"),
            ("response", [1], "null, a string, a list of strings or an object of strings"),
            ("response", {"a": None}, "null, a string, a list of strings or an object of strings"),
            ("keys", "good", "a list of strings"),
            ("keys", ["good", 1], "a list of strings"),
            ("beliefs", {"b": "b"}, "a list of strings"),
            ("score", 1.01, "a number from 0 to 1"),
            ("score", -0.5, "a number from 0 to 1"),
            ("score", None, "a number from 0 to 1"),
            ("score", False, "a number from 0 to 1"),
            ("seconds", -1, "a number of seconds from 0 on"),
            ("read", "3", "a number of seconds from 0 on"),
            ("mode", 1, "a string"),
            ("confidence", "certain", "null | guess | think | sure"),
            ("confidence", [], "null | guess | think | sure"),
            ("hints", 1.0, "a whole number from 0 to 1000000"),
            ("hints", -1, "a whole number from 0 to 1000000"),
            ("hints", 10**30, "a whole number from 0 to 1000000"),
            ("retry", 1, "true or false"),
            ("drawn", {"n": 5}, "an object of strings"),
            ("drawn", [], "an object of strings"),
            ("day", "Monday", "the study day of `at`"),
            ("day", 20781.0, "the study day of `at`"),
            ("day", 20779, "the study day of `at`"),
            ("day", 20783, "the study day of `at`"),
            ("kind", "reveiw", "began | review | undo"),
            ("kind", ["review"], "began | review | undo"),
        ],
    )
    def test_a_wrong_value_is_told_with_its_line_and_what_is_expected(
        self, name: str, value: Any, expected: str
    ) -> None:
        error = refused(HEADER, SHORT, "", with_field(REVIEW, name, value))
        for told in (error.message.en, error.message.ko):
            assert told.startswith("log.jsonl:4: ")
            assert name in told
            assert told.isprintable()
        assert f"{name} cannot be " in error.message.en
        assert f"; expected {expected}" in error.message.en
        assert error.hint.en.startswith("Nothing was changed. ")

    @pytest.mark.parametrize(
        ("entry", "name", "value"),
        [
            (Place("p", 1.0, "eks", 3), "step", "three"),
            (Place("p", 1.0, "eks", 3), "done", "yes"),
            (Undo("u", 1.0, "s-1", "probes"), "review", ""),
            (Plan("n", 1.0), "date", "tomorrow"),
            (Plan("n", 1.0), "date", "20261210"),
            (Plan("n", 1.0), "minutes", 1441),
            (Plan("n", 1.0), "weights", {"eks": -1}),
            (Plan("n", 1.0), "weights", {"eks": "much"}),
        ],
    )
    def test_so_is_one_of_the_other_kinds(self, entry: Entry, name: str, value: Any) -> None:
        assert f"log.jsonl:2: {name} cannot be " in refused(HEADER, with_field(entry, name, value)).message.en

    @pytest.mark.parametrize(
        "name", ["id", "at", "item", "fingerprint", "response", "keys", "score", "seconds", "mode"]
    )
    def test_a_field_that_has_no_default_is_missed(self, name: str) -> None:
        without = {key: value for key, value in json.loads(SHORT).items() if key != name}
        assert f"log.jsonl:2: {name} is missing; expected " in refused(HEADER, json.dumps(without)).message.en

    @pytest.mark.parametrize(
        "line",
        [
            "{",
            "[]",
            "null",
            '"review"',
            SHORT[:-1],
            f"{SHORT} {SHORT}",
            SHORT.replace("1}", "NaN}").replace('"score": 1', '"score": NaN'),
            SHORT.replace('"score": 1', '"score": Infinity'),
            SHORT.replace('"seconds": 2', '"seconds": -Infinity'),
            SHORT.replace("probes", "\udcff"),  # a byte that is no UTF-8, as Python reads it
            '{"a":' * 100_000,
            "[" * 100_000,
            f'{{"at": {"9" * 5000}}}',
        ],
        ids=range(13),
    )
    def test_what_is_no_json_object_is_refused(self, line: str) -> None:
        error = refused(HEADER, line)
        assert error.message.en == "log.jsonl:2: expected a JSON object in UTF-8."
        assert "tutor progress export" in error.hint.en

    def test_a_number_beyond_all_numbers_is_refused(self) -> None:
        assert (
            "seconds cannot be Infinity"
            in refused(HEADER, SHORT.replace('"seconds": 2', '"seconds": 1e999')).message.en
        )

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            (with_field(REVIEW, "kind", "dream"), 'kind cannot be "dream"'),
            (with_field(REVIEW, "mood", "good"), 'there is no field "mood" in review'),
            ('{"kind": "orchestra-tutor", "version": 2}', "format 2, this one knows 1"),
            (f'{{"kind": "orchestra-tutor", "version": {"9" * 99}}}', "this one knows 1"),
        ],
    )
    def test_what_a_newer_tutor_wrote_asks_for_an_update(self, line: str, said: str) -> None:
        error = refused(HEADER, line)
        assert said in error.message.en
        assert "update this one" in error.hint.en
        assert "업데이트" in error.hint.ko

    @pytest.mark.parametrize("whole", [[], [""], ["\n", "\n"], [SHORT], ["Dear diary,"], ['{"kind": "diary"}']])
    def test_what_has_no_header_is_no_export(self, whole: list[str]) -> None:
        error = refused(*whole)
        assert error.message.en == f"log.jsonl:1: expected the first line of an export: {HEADER}"
        assert "tutor progress merge" in error.hint.en

    @pytest.mark.parametrize(
        "version", ["", ', "version": 0', ', "version": "1"', ', "version": true', ', "version": 1.0']
    )
    def test_a_header_has_a_version(self, version: str) -> None:
        error = refused(f'{{"kind": "orchestra-tutor"{version}}}')
        assert error.message.en.startswith("log.jsonl:1: version ")
        assert "a whole number from 1 on" in error.message.en

    @given(st.text(), st.recursive(st.text(), st.lists) | st.integers() | st.floats())
    def test_a_message_is_short_and_shows_nothing_that_a_terminal_obeys(self, name: str, value: Any) -> None:
        for line in (with_field(REVIEW, name, value), with_field(REVIEW, "score", value)):
            with suppress(TutorError):
                read(line)
                continue
            told = refused(HEADER, line).message.en
            assert told.isprintable()
            assert len(told) < 200


LIKELY: Final[tuple[Any, ...]] = (
    0,
    1,
    0.5,
    20781,
    NOON,
    1e308,
    2**63,
    True,
    "",
    "x",
    "\x7f",
    "\ud800",
    None,
    [],
    ["x"],
    {},
    {"x": "y"},
)
JSON: Final = st.sampled_from(LIKELY) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.integers(-(2**70), 2**70) | st.floats() | st.text(),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=3), part, max_size=3),
    max_leaves=5,
)
LINES: Final = list(
    lines(
        [
            Began("s-0", NOON, "quiz", "7"),
            REVIEW,
            Undo("s-2", NOON, "s-1", "probes"),
            Flag("s-3", NOON, "probes", "둘 다"),
            Place("s-4", NOON, "eks", 3, True, False),
            Plan("s-5", NOON, "2026-12-10", 20.0, {"eks": 2.0}),
        ]
    )
)


@st.composite
def mutated(draw: st.DrawFn) -> list[str]:
    """An export with one line that somebody, or something, has changed: a value in it, or a stretch of its letters."""
    changed = list(LINES)
    n = draw(st.integers(0, len(changed) - 1))
    if draw(st.booleans()):
        whole = json.loads(changed[n])
        whole[draw(st.sampled_from([*whole, "day", "new"]))] = draw(JSON)
        changed[n] = json.dumps(whole)
    else:
        start = draw(st.integers(0, len(changed[n])))
        rest = changed[n][start + draw(st.integers(0, 5)) :]
        changed[n] = (
            changed[n][:start] + draw(st.text('0123456789eE+-.,:{}[]"\\ truefalsn\x00\udcff ', max_size=5)) + rest
        )
    return changed


def read_or_told(whole: list[str]) -> list[Entry] | str:
    """The entries, or what the message says is wrong."""
    try:
        return list(entries(whole, "log.jsonl"))
    except TutorError as error:
        return error.message.en


@settings(max_examples=500)
@given(mutated(), st.randoms(use_true_random=False))
def test_a_changed_line_is_told_or_makes_a_log_as_sound_as_any(changed: list[str], rng: Random) -> None:
    found = read_or_told(changed)
    if isinstance(found, str):
        assert re.match(r"log\.jsonl:[1-7]: ", found)
        return
    rng.shuffle(found)
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder) / "progress.db")) as store:
        store.merge(found)
        assert store.check() == "ok"
        ids = {entry.id for entry in found}
        assert {entry.id for entry in store.entries()} == ids
        if len(ids) == len(found):
            assert set(lines(store.entries())) == set(lines(found))
