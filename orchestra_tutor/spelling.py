"""Which known words a misspelt one is near to. Hangul is compared letter by letter: 티 and 터 differ by one."""

import unicodedata
from collections.abc import Iterable
from typing import Final

SLIPS: Final = 2  # that are forgiven in a word, and one in a short word
SHORT: Final = 5  # letters, up to which a word is short
MOST: Final = 3  # corrections of a word


def letters(word: str) -> str:
    """The word as it is compared: without case, syllables taken apart into jamo."""
    return unicodedata.normalize("NFD", word.casefold())


def distance(left: str, right: str, most: int) -> int:
    """Letters inserted, dropped, changed or swapped with their neighbour between two words; `most` + 1 where more.

    Optimal string alignment (Damerau-Levenshtein without editing a swapped pair again).
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        following = [i]
        for j, b in enumerate(right, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return most + 1
        before, row = row, following
    return min(row[-1], most + 1)


def corrections(word: str, known: Iterable[tuple[str, int]]) -> list[str]:
    """The known words nearest to `word`, best first; `known` tells of each how common it is."""
    typed = letters(word)
    most = 1 if len(typed) <= SHORT else SLIPS
    alphabet = set(typed)
    near = []
    for candidate, count in known:
        spelt = letters(candidate)
        if abs(len(spelt) - len(typed)) > most or len(alphabet.symmetric_difference(spelt)) > 2 * most:
            continue
        slips = distance(typed, spelt, most)
        if slips <= most:
            near.append((slips, -count, candidate))
    near.sort()
    return [candidate for slips, _, candidate in near if slips == near[0][0]][:MOST]
