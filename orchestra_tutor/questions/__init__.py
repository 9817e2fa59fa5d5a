"""The kinds of question. A kind is one module with `NEEDS`, `TAKES` and `make`, and one line here.

A kind is loaded with the first item of it: a start needs one.
"""

from importlib import import_module
from types import ModuleType
from typing import Final

KINDS: Final = (
    "choice",
    "order",
    "match",
    "phrase",
    "number",
    "command",
    "open",
    "case",
)


def module_of(kind: str) -> ModuleType:
    """The module of a kind."""
    return import_module(f"{__name__}.{kind}")
