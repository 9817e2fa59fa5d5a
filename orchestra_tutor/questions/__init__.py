"""The kinds of question. A kind is one module with `NEEDS`, `TAKES` and `make`, and one line here."""

from types import ModuleType
from typing import Final

from orchestra_tutor.questions import choice, match, number, order, phrase

KINDS: Final[dict[str, ModuleType]] = {
    "choice": choice,
    "order": order,
    "match": match,
    "phrase": phrase,
    "number": number,
}
