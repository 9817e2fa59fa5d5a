"""Values in documentation that was written for people: what a pattern's groups find in it."""

import re


def picked(pattern: str, text: str, where: str) -> frozenset[str]:
    """What the groups of `pattern` match in `text`, or all of the match where it has none; something must match."""
    found = re.findall(pattern, text)
    values = frozenset(value for match in found for value in ((match,) if isinstance(match, str) else match) if value)
    assert values, f"{where} no longer says {pattern!r}: {text}"
    return values
