"""Drawn values: what may be drawn, what is worked out of it to be shown, and the instances that come of both."""

from dataclasses import replace
from inspect import cleandoc
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.course import Item
from orchestra_tutor.generate import VALUES, Computed, Template, filled, names_in, written
from orchestra_tutor.linter.draws import draws_are_sound
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.loader import read_yaml
from orchestra_tutor.mechanism import InputError
from orchestra_tutor.question import Question
from orchestra_tutor.questions.number import NEEDS, TAKES, Number, make
from orchestra_tutor.schema import schema
from orchestra_tutor.shape import Record, UnreadableError
from orchestra_tutor.source import Problem
from orchestra_tutor.text import LANGS, Text, same
from tests.courses import own_course

QUESTION: Final = Record(make, needs=NEEDS, takes=TAKES)


def template_of(item: Item) -> Template:
    return template(item.question)


def template(question: Question) -> Template:
    assert isinstance(question, Number)
    assert question.template
    return question.template


OWN: Final = [item for item in own_course().items if item.drawn_by]
TRACES: Final = [item for item in OWN if template_of(item).shown]

LOOPS: Final = """
    draw: {pods: [4, 5, 6], first: [75, 90], second: [57, 72, 84]}
    shown:
      after: {by: hpa.desired_replicas, with: {current: "{pods}", metric: "{first}", target: "60"}}
    stem:
      en: "{pods} Pods, at {first}% {after}, at {second}% ?"
      ko: "파드 {pods}개, {first}%에 {after}개, {second}%에 ?"
    answer: {by: hpa.desired_replicas, with: {current: "{after}", metric: "{second}", target: "60"}}
    why: {en: "From {after} on.", ko: "{after}개부터."}
"""


def read(text: str, folder: Path) -> Number:
    """The question that some YAML says."""
    (folder / "question.yaml").write_text(cleandoc(text), "utf-8")
    node, problems = read_yaml(folder / "question.yaml", "question.yaml")
    assert node is not None, problems
    noted: list[Problem] = []
    try:
        question = QUESTION.read(node, noted)
    except UnreadableError:
        raise ValueError(noted[0].message) from None
    assert not noted
    return question


class TestValues:
    @pytest.mark.parametrize(
        ("said", "values"),
        [
            ("[2, 3, 5]", ("2", "3", "5")),
            ("[1Gi, 512Mi]", ("1Gi", "512Mi")),
            ("{from: 2, to: 4}", ("2", "3", "4")),
            ("{from: 0, to: 10, step: 5}", ("0", "5", "10")),
            ("{from: 0.1, to: 0.3, step: 0.1}", ("0.1", "0.2", "0.3")),  # not 0.30000000000000004
            ("{from: 1, to: 4, step: 2}", ("1", "3")),
        ],
    )
    def test_values_are_listed_or_counted(self, said: str, values: tuple[str, ...], tmp_path: Path) -> None:
        (tmp_path / "v.yaml").write_text(said, "utf-8")
        node, _ = read_yaml(tmp_path / "v.yaml", "v.yaml")
        assert node is not None
        assert VALUES.read(node, []) == values

    @pytest.mark.parametrize(
        "said", ["[2]", "{from: 2, to: 2}", "{from: 3, to: 2}", "{from: 1, to: 9, step: 0}", "{from: 0, to: 5000}"]
    )
    def test_what_leaves_nothing_to_draw_is_refused(self, said: str, tmp_path: Path) -> None:
        (tmp_path / "v.yaml").write_text(said, "utf-8")
        node, _ = read_yaml(tmp_path / "v.yaml", "v.yaml")
        assert node is not None
        problems: list[Problem] = []
        with pytest.raises(UnreadableError):
            VALUES.read(node, problems)
        assert [problem.code for problem in problems] in (["wrong-range"], ["wrong-count"])


class TestWords:
    @given(st.dictionaries(st.from_regex(r"[a-z_][a-z0-9_]*", fullmatch=True), st.text(alphabet="0123456789.")))
    def test_every_name_is_filled_and_only_names_are(self, values: dict[str, str]) -> None:
        text = " ".join(f"{{{name}}}" for name in values)
        assert names_in(text) == set(values)
        assert filled(text, values) == " ".join(values.values())

    def test_braces_of_code_stay(self) -> None:
        code = "{type: Pods} {{.Name}} {} {Upper} {unknown}"
        assert filled(code, {"type": "1", "Name": "2"}) == code

    @pytest.mark.parametrize(
        ("value", "text"), [(3, "3"), (1 / 3, "0.3333333333"), (2.5, "2.5"), ((1, 0, 2), "1, 0, 2"), ("keep", "keep")]
    )
    def test_a_shown_value_is_what_an_input_takes(self, value: object, text: str) -> None:
        assert written(value) == text


class TestShown:
    def test_a_shown_value_is_worked_out_of_the_drawn_ones(self, tmp_path: Path) -> None:
        question = read(LOOPS, tmp_path).with_drawn({"pods": "4", "first": "90", "second": "72"})
        assert question.stem == Text("4 Pods, at 90% 6, at 72% ?", "파드 4개, 90%에 6개, 72%에 ?")
        assert question.answer == 8  # 6 x 72 / 60, not 4 x 72 / 60
        assert question.why.en.startswith("From 6 on.\n\n- 72 / 60")
        assert question.why.ko.startswith("6개부터.\n\n- 72 / 60")

    def test_only_drawn_values_go_to_the_log(self, tmp_path: Path) -> None:
        question = read(LOOPS, tmp_path)
        for n in range(20):
            assert question.redrawn(Random(n)).drawn.keys() == {"pods", "first", "second"}

    def test_one_may_use_another_that_stands_before_it(self, tmp_path: Path) -> None:
        later = 'after: {by: hpa.desired_replicas, with: {current: "{pods}", metric: "{first}", target: "60"}}\n'
        later += '      last: {by: hpa.desired_replicas, with: {current: "{after}", metric: "{first}", target: "60"}}'
        text = LOOPS.replace(later.splitlines()[0], later)
        drawn = {"pods": "4", "first": "90", "second": "57"}
        assert template(read(text, tmp_path)).of(drawn).values == {**drawn, "after": "6", "last": "9"}
        backwards = text.replace("{pods}", "{last}", 1).replace('current: "{pods}"', 'current: "{last}"')
        with pytest.raises(ValueError, match="after: nothing before it is called last"):
            read(backwards, tmp_path)

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ('"{pods}"', '"{podz}"', "after: nothing before it is called podz"),
            ('"{after}"', '"{afterwards}"', "answer: nothing before it is called afterwards"),
            ("after: {by", "pods: {by", "'pods' is both drawn and shown"),
            ("after: {by", "answer: {by", "'answer' is both drawn and shown"),
            ("by: hpa.desired_replicas", "by: hpa.desired", "no mechanism 'hpa.desired'"),
            ("draw: {pods: [4, 5, 6], ", "draw: {pods: [-4, -5], ", "takes nothing that can be drawn"),
        ],
    )
    def test_what_cannot_be_shown_is_told(self, old: str, new: str, message: str, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match=message):
            read(LOOPS.replace(old, new, 1), tmp_path)

    def test_nothing_is_shown_of_an_answer_that_is_fixed(self, tmp_path: Path) -> None:
        text = """
            stem: {en: a, ko: b}
            answer: 3
            why: {en: a, ko: b}
            shown: {n: {by: quorum.majority, with: {members: 5}}}
        """
        with pytest.raises(ValueError, match="nothing of the answer is drawn"):
            read(text, tmp_path)

    def test_what_hangs_on_the_rounding_of_floats_is_passed_over(self) -> None:
        """25 x 110 / 50 is 55, and a hair more in floats; the answer itself would be sound."""
        edge = Computed("autoscaling.target_tracking", {"current": "25", "metric": "{metric}", "target": "50"})
        answer = Computed("quorum.majority", {"members": "{n}"})
        drawn: dict[str, tuple[str, ...]] = {"n": ("5", "7"), "metric": ("110", "90")}
        told = Template(same("{n} {metric}"), same("So."), answer, drawn, {"tasks": edge})
        assert not told.of({"n": "5", "metric": "110"}).sound
        assert {instance.drawn["metric"] for instance in islice(told.instances(Random(1)), 50)} == {"90"}

    def test_what_a_mechanism_refuses_is_passed_over(self) -> None:
        by = Computed("quorum.majority", {"members": "{n}"})
        told = Template(same("{n}"), same(""), by, {"n": ("0", "3", "many")}, {})
        with pytest.raises(InputError):
            told.of({"n": "many"})
        assert {instance.drawn["n"] for instance in islice(told.instances(Random(1)), 50)} == {"3"}

    def test_an_editor_knows_it(self) -> None:
        text = str(schema("items"))
        assert "'shown'" in text
        assert text.count("'hpa.desired_replicas'") >= 2  # of an answer, and of what is shown


class TestInstances:
    @given(st.sampled_from(OWN), st.integers())
    def test_the_same_draw_is_the_same_question(self, item: Item, seed: int) -> None:
        asked = item.redrawn(Random(seed))
        assert asked == item.redrawn(Random(seed))
        assert item.with_drawn(asked.drawn) == asked  # as the log has it
        assert (asked.id, asked.fingerprint, asked.drawn_by) == (item.id, item.fingerprint, item.drawn_by)

    @given(st.sampled_from(OWN), st.integers())
    def test_nothing_stays_in_braces_and_both_languages_are_filled_alike(self, item: Item, seed: int) -> None:
        asked = item.redrawn(Random(seed)).question
        assert isinstance(asked, Number)
        instance = template(asked).of(asked.drawn)
        for text in (asked.stem, asked.why):
            for lang in LANGS:
                assert names_in(text[lang]).isdisjoint(instance.values)
        assert asked.answer == float(instance.worked.value)
        assert instance.sound

    @given(st.sampled_from(OWN), st.text(), st.text())
    def test_values_that_fit_no_more_change_nothing(self, item: Item, name: str, value: str) -> None:
        """An old log, and a template that draws something else by now."""
        assert item.with_drawn({name: value}) == item
        assert item.with_drawn(dict.fromkeys(item.drawn, "?")) == item

    def test_a_fixed_question_is_never_another(self) -> None:
        fixed = Number(same("How many?"), 3, same("Three."))
        assert fixed.redrawn(Random(1)) is fixed
        assert fixed.with_drawn({"n": "3"}) is fixed
        assert fixed.drawn_by == ""


class TestTraces:
    def test_there_are_some_over_many_mechanisms(self) -> None:
        assert len({item.drawn_by for item in TRACES}) >= 8

    @pytest.mark.parametrize("item", TRACES, ids=lambda item: item.id)
    def test_each_shows_what_was_before_and_asks_for_what_is_missing(self, item: Item) -> None:
        told = template_of(item)
        shown = told.shown.keys() & names_in(told.stem.en)
        table = told.stem.en.split("```")[1]
        assert "?" in table
        assert names_in(table)
        assert shown <= names_in(table)


def linted(text: str, folder: Path) -> list[tuple[str, str]]:
    """What the linter says of a question: code and message."""
    question = read(text, folder)
    course = own_course()
    item = replace(OWN[0], id="told", question=question)
    scope = Scope(replace(course, items=(item,)), (), (), len)
    return [(problem.code, problem.message) for problem in draws_are_sound(scope)]


WIDE: Final = LOOPS.replace("[4, 5, 6]", "{from: 4, to: 40}")


class TestLinter:
    def test_what_is_shown_in_both_languages_is_fine(self, tmp_path: Path) -> None:
        assert linted(WIDE, tmp_path) == []

    def test_what_only_the_stem_says_is_used_as_well(self, tmp_path: Path) -> None:
        said = WIDE.replace("shown:\n", 'shown:\n      half: {by: quorum.majority, with: {members: "{pods}"}}\n')
        said = said.replace("{pods} Pods", "{pods} Pods, {half}").replace("파드 {pods}개", "파드 {pods}개, {half}개")
        assert linted(said, tmp_path) == []

    def test_a_drawn_value_may_stand_behind_what_is_shown(self, tmp_path: Path) -> None:
        assert linted(WIDE.replace("{pods} Pods, ", "").replace("파드 {pods}개, ", ""), tmp_path) == []
        hidden = WIDE.replace(", at {first}% {after}", "").replace(", {first}%에 {after}개", "")
        assert [code for code, _ in linted(hidden, tmp_path)] == ["names-differ", "names-differ"]  # in each language

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ("{after}개, ", "", "names-differ"),
            ("{after}개부터", "거기부터", "names-differ"),
            ("{after}개부터", "{after}부터 {nobody}", "names-differ"),
            ("{after}개, ", "{after}가, ", "particle-after-value"),
            ("shown:\n", 'shown:\n      idle: {by: quorum.majority, with: {members: "{pods}"}}\n', "shown-unused"),
            ("[57, 72, 84]", "[57, 58, 62]", "answer-shown"),  # within the tolerance: what was, stays
        ],
    )
    def test_what_is_wrong_with_it_is_found(self, old: str, new: str, code: str, tmp_path: Path) -> None:
        assert old in WIDE
        assert code in {found for found, _ in linted(WIDE.replace(old, new), tmp_path)}

    def test_a_broken_template_is_told_of_once(self, tmp_path: Path) -> None:
        """Not two hundred times."""
        odd = WIDE.replace("파드 {pods}개", "파드 {pods}개 7대")
        assert [code for code, _ in linted(odd, tmp_path)] == ["instance-differs"]
