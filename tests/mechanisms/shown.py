"""What holds for whatever a mechanism worked out, in both languages."""

import re
from decimal import Decimal
from typing import Final

from orchestra_tutor.mechanism import InputError, Mechanism, Worked

NUMBER: Final = r"\d+(?:\.\d+)?"
# These follow the last sound of a word, which a drawn number does not let us know.
PARTICLE_AFTER_NUMBER: Final = r"(?<![A-Za-z\d.])\d[\d.]*(?:은|는|이|가|을|를|로|으로)(?=[\s.,]|$)"


def said(value: object) -> str:
    """A value as a step writes it."""
    if isinstance(value, tuple):
        return ", ".join(map(said, value))
    if isinstance(value, float):
        return f"{Decimal(str(value)):.10f}".rstrip("0").rstrip(".")
    return str(value)


def assert_shows_its_work(worked: Worked) -> None:
    """The last step ends with the value, both languages calculate alike, and no slip is right or stands twice."""
    for step in worked.steps:
        assert sorted(re.findall(NUMBER, step.en)) == sorted(re.findall(NUMBER, step.ko)), step
        assert not re.search(PARTICLE_AFTER_NUMBER, step.ko), step.ko
    assert 1 <= len(worked.steps) <= 5
    if not isinstance(worked.value, bool):
        for text in (worked.steps[-1].en, worked.steps[-1].ko):
            assert re.search(rf"(?<![\w.-]){re.escape(said(worked.value))}(?![A-Za-z0-9_]|\.\d)", text), text
    wrong = [slip.value for slip in worked.slips]
    assert worked.value not in wrong
    assert len(wrong) == len(set(wrong))


def assert_reads_or_refuses(mechanism: Mechanism, valid: dict[str, str], text: str) -> None:
    """Whatever is typed for an input is worked with or refused; nothing else happens."""
    for name in valid:
        try:
            worked = mechanism(**{**valid, name: text})
        except InputError:
            continue
        assert_shows_its_work(worked)
