"""The selector of a Kubernetes Service."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.mechanisms.service import MECHANISMS, has_endpointslices, selects
from tests.mechanisms.shown import assert_reads_or_refuses, assert_shows_its_work

LABELS: Final = st.dictionaries(st.sampled_from(["app", "tier", "v"]), st.sampled_from(["web", "1", ""]))
VALID: Final = {"selector": "app=web", "labels": "app=web,v=1"}


def written(labels: dict[str, str]) -> str:
    return ",".join(f"{key}={value}" for key, value in labels.items())


@given(LABELS, LABELS)
def test_a_selector_takes_a_pod_that_has_all_its_pairs_and_maybe_more(
    selector: dict[str, str], more: dict[str, str]
) -> None:
    assert selects(selector, {**more, **selector}) is bool(selector)


@given(LABELS.filter(bool), st.data())
def test_one_label_that_differs_or_is_missing_is_enough_not_to_match(
    selector: dict[str, str], data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(sorted(selector)))
    assert not selects(selector, {**selector, key: "other"})
    assert not selects(selector, {name: value for name, value in selector.items() if name != key})


def test_without_a_selector_nothing_is_selected_and_no_slice_is_made() -> None:
    assert not selects({}, {})
    assert not has_endpointslices({})
    assert has_endpointslices({"app": "web"})


@given(LABELS, LABELS)
def test_the_work_is_shown(selector: dict[str, str], labels: dict[str, str]) -> None:
    worked = MECHANISMS["selects"](selector=written(selector), labels=written(labels))
    assert worked.value is selects(selector, labels)
    assert_shows_its_work(worked)


def test_what_a_pod_lacks_is_named() -> None:
    last = MECHANISMS["selects"](selector="app=web,v=2", labels="app=web,v=1").steps[-1]
    for said in (last.en, last.ko):
        assert "v=2" in said
        assert "app=web" not in said


@pytest.mark.parametrize("text", ["app", "=web", "app=web,app=api", "app==web", "-app=web", "app=a b"])
def test_labels_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        MECHANISMS["selects"].inputs[0].reader.read(text)


@given(st.one_of(st.text(max_size=8), st.integers().map(str)))
def test_an_input_is_worked_with_or_refused(text: str) -> None:
    assert_reads_or_refuses(MECHANISMS["selects"], VALID, text)
