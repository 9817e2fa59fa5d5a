"""case: looks, then a cause, a fix and its proof."""

from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.course import ITEMS
from orchestra_tutor.loader import read_yaml
from orchestra_tutor.question import Graded, Malformed, Note, Response
from orchestra_tutor.questions.case import GUESSED, PROOF, Case, Look, Way
from orchestra_tutor.shape import UnreadableError
from orchestra_tutor.skeleton import item
from orchestra_tutor.source import Problem
from orchestra_tutor.text import same


def way(key: str, kind: str = "wrong") -> Way:
    return Way(
        key,
        same(key.title()),
        same(f"Why {key}."),
        kind == "right",
        "magic" if kind == "believed" else "",
        kind == "dangerous",
    )


def look(key: str, helps: bool = False) -> Look:
    return Look(key, same(f"`{key}`"), f"{key}: 1\n", same(f"It tells {key}."), helps)


TEA: Final = Case(
    same("The tea is cold."),
    (look("kettle", helps=True), look("plug", helps=True), look("cup"), look("leaves"), look("shelf")),
    (way("unplugged", "right"), way("empty"), way("winter", "believed")),
    (way("plug-in", "right"), way("wait"), way("fire", "dangerous")),
    (way("steam", "right"), way("light"), way("taste")),
)
RIGHT: Final = {"cause": "unplugged", "fix": "plug-in", "verify": "steam"}


def graded(looks: str = "kettle", **named: str) -> Graded:
    found = TEA.grade({"looks": looks, **RIGHT, **named})
    assert isinstance(found, Graded)
    return found


@pytest.mark.parametrize(
    ("looks", "named", "score"),
    [
        ("kettle", {}, 1.0),
        ("cup kettle plug leaves shelf", {}, 1.0),  # what leads nowhere costs nothing
        ("", {}, 0.8),
        ("cup leaves", {}, 0.8),
        ("no-such-look", {}, 0.8),
        ("kettle", {"cause": "empty"}, 0.6),
        ("", {"cause": "empty"}, 0.6),  # wrong is wrong, seen or not
        ("kettle", {"fix": "wait"}, 0.6),
        ("kettle", {"fix": "fire"}, 0.2),
        ("kettle", {"fix": "fire", "verify": "taste"}, 0.0),
        ("kettle", {"fix": "fire", "cause": "empty"}, 0.0),
        ("kettle", {"verify": "light"}, 0.8),
        ("", {"verify": "light"}, 0.6),
        ("kettle", {"cause": "empty", "fix": "wait", "verify": "light"}, 0.0),
    ],
)
def test_cause_and_fix_count_most_a_guess_half_and_danger_costs(
    looks: str, named: dict[str, str], score: float
) -> None:
    assert graded(looks, **named).score == score


@pytest.mark.parametrize(
    "response",
    [
        "",
        "unplugged",
        [],
        ["unplugged", "plug-in", "steam"],
        {},
        {"looks": "kettle"},
        {"cause": "unplugged", "fix": "plug-in"},
        {**RIGHT, "verify": ""},
        {**RIGHT, "fix": "no-such-key"},
        {**RIGHT, "cause": "steam"},
    ],
)
def test_all_three_have_to_be_named(response: Response) -> None:
    assert isinstance(TEA.grade(response), Malformed)


def test_what_was_named_is_kept_in_order() -> None:
    assert graded(fix="wait").keys == ("unplugged", "wait", "steam")


def test_each_wrong_choice_says_why_and_names_the_belief() -> None:
    notes = graded("kettle plug", cause="winter", fix="wait", verify="light").notes
    assert notes == (
        Note(same("Winter"), False, same("Why winter."), "magic"),
        Note(same("Wait"), False, same("Why wait.")),
        Note(same("Light"), False, same("Why light.")),
    )


def test_a_dangerous_fix_is_called_so() -> None:
    (note,) = graded("kettle plug", fix="fire").notes
    assert (note.why.en, note.why.ko) == ("Dangerous. Why fire.", "위험한 조치다. Why fire.")


def test_a_look_that_helps_and_was_not_opened_tells_what_it_would_have_told() -> None:
    one = graded("kettle")
    assert one.correct
    assert one.notes == (Note(same("`plug`"), False, same("It tells plug."), left_out=True),)
    assert graded("plug kettle").notes == ()


def test_a_guess_is_called_so() -> None:
    first, *others = graded("shelf").notes
    assert first == Note(PROOF, False, GUESSED, left_out=True)
    assert [note.subject for note in others] == [same("`kettle`"), same("`plug`")]
    assert all(note.subject != PROOF for note in graded("", cause="empty").notes)


def test_the_explanation_tells_cause_fix_proof_and_what_showed_them() -> None:
    told = TEA.explain()
    assert told.answer.en == "- **Cause:** Unplugged\n- **Fix:** Plug-In\n- **Verification:** Steam"
    assert told.why.ko == (
        "Why unplugged.\n\nWhy plug-in.\n\nWhy steam.\n\n- `kettle`: It tells kettle.\n- `plug`: It tells plug."
    )


def test_everything_is_shuffled_and_nothing_lost() -> None:
    prompts = [TEA.ask(Random(seed)) for seed in range(30)]
    for lists in zip(*([p.looks, *(pick.options for pick in p.picks.values())] for p in prompts), strict=True):
        assert len({frozenset(each) for each in lists}) == 1
        assert len(set(lists)) > 1
    assert all(pick.count == 1 for pick in prompts[0].picks.values())
    assert not any(hasattr(shown, "helps") for shown in prompts[0].looks)


@given(st.sets(st.sampled_from([each.key for each in TEA.looks])), st.data())
def test_only_all_right_with_a_look_that_helps_is_right(looks: set[str], data: st.DataObject) -> None:
    named = {part: data.draw(st.sampled_from(ways)) for part, ways in TEA.parts.items()}
    found = graded(" ".join(looks), **{part: each.key for part, each in named.items()})
    assert 0.0 <= found.score <= 1.0
    assert found.correct == (all(each.right for each in named.values()) and bool(looks & {"kettle", "plug"}))


@given(st.sampled_from([each.key for each in TEA.looks]), st.data())
def test_to_open_one_more_never_costs(more: str, data: st.DataObject) -> None:
    looks = data.draw(st.lists(st.sampled_from([each.key for each in TEA.looks])))
    named = {part: data.draw(st.sampled_from(ways)).key for part, ways in TEA.parts.items()}
    assert graded(" ".join([*looks, more]), **named).score >= graded(" ".join(looks), **named).score


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("key: disk", "key: load", "looks: the key 'load' twice"),
        ("key: leak", "key: backup", "cause: the key 'backup' twice"),
        ("key: restart", "key: restart\n      right: true", "fix: mark exactly one with right: true"),
        ("Nobody waits", "Nobody waits", ""),
        ('      right: true\n      why: {en: "That is when', '      why: {en: "That is when', "verify: mark exactly"),
        ("      helps: true\n", "", "looks: nothing helps to find the cause"),
    ],
)
def test_a_case_whose_parts_do_not_go_together_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    text = item("tea", "case", "page", "2026-11-24")
    assert old in text
    path = tmp_path / "interview.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    node, _ = read_yaml(path, path.name)
    assert node is not None
    problems: list[Problem] = []
    with suppress(UnreadableError):
        ITEMS.read(node, problems)
    assert [problem.message[: len(message)] for problem in problems] == ([message] if message else [])
