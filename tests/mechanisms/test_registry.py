"""Every mechanism can be asked for by its name, and says what it needs."""

import pkgutil
from importlib import import_module

import pytest

from orchestra_tutor import mechanisms
from orchestra_tutor.mechanism import InputError, Mechanism
from orchestra_tutor.mechanisms import FAMILIES, mechanism, names


def modules() -> set[str]:
    """The modules of the package, and of the packages in it, by their dotted names."""
    found = pkgutil.walk_packages(mechanisms.__path__, f"{mechanisms.__name__}.")
    return {info.name.removeprefix(f"{mechanisms.__name__}.") for info in found}


def test_every_family_with_mechanisms_is_registered() -> None:
    top = {name for name in modules() if "." not in name}
    with_some = {name for name in top if hasattr(import_module(f"{mechanisms.__name__}.{name}"), "MECHANISMS")}
    assert with_some == {module for module in FAMILIES.values() if "." not in module}
    assert set(FAMILIES.values()) <= modules()


def test_no_two_families_give_a_mechanism_the_same_place() -> None:
    every = list(names())
    assert len(every) == len(set(every)) > 60
    assert mechanism("hpa.desired_replicas") is not None
    assert mechanism("hpa.nothing") is None
    assert mechanism("nothing") is None


@pytest.mark.parametrize("name", list(names()))
def test_a_mechanism_says_in_both_languages_what_it_needs(name: str) -> None:
    work = mechanism(name)
    assert isinstance(work, Mechanism)
    assert work.source.startswith("https://")
    for text in (work.title, *(each.what for each in work.inputs), *(each.reader.expects for each in work.inputs)):
        assert text.en.strip()
        assert text.ko.strip()
    assert len({each.name for each in work.inputs}) == len(work.inputs)
    with pytest.raises(InputError) as refused:
        work(colour="red")
    assert refused.value.name == "colour"


@pytest.mark.parametrize("name", list(names()))
def test_a_default_is_read_as_what_is_typed_is(name: str) -> None:
    work = mechanism(name)
    assert work is not None
    for each in work.inputs:
        if each.default is not None:
            each.reader.read(each.default)
