"""Finding lessons, cells, items and terms by words, in either language, with a slip of the finger forgiven."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from orchestra_tutor.index import Index
from orchestra_tutor.spelling import SLIPS, corrections
from orchestra_tutor.text import Lang, Text, spoken_forms
from orchestra_tutor.value import dataclass

MOST: Final = 10  # hits
# What is called so comes first; then the better the words fit (bm25 is the lower the better), with a head start for
# what explains over what asks. A term counts by its name: in its one short line of meaning any word weighs too much.
_RANKED: Final = """
SELECT kind, ref, en_title, ko_title, en, ko FROM words WHERE words MATCH ?
ORDER BY ? IN (lower(en_title), ko_title) DESC,
         bm25(words, 0, 0, 8, 8, 1, 1) * CASE kind WHEN 'lesson' THEN 1.6 WHEN 'cell' THEN 1.2
             WHEN 'term' THEN CASE WHEN instr(lower(en_title || ' ' || ko_title), ?) THEN 2.0 ELSE 0.3 END
             ELSE 1.0 END
LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found; `kind` is lesson, cell, item or term, `ref` its id."""

    kind: str
    ref: str
    title: Text
    excerpt: Text


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and the words that it was found by: those typed, or what they were taken for."""

    hits: tuple[Hit, ...]
    words: tuple[str, ...]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed word as the index may hold it: an FTS5 expression, and the words in it."""

    expression: str
    words: tuple[str, ...]
    corrected: bool = False


def search(index: Index, typed: str, most: int = MOST) -> Found:
    """The best hits that hold all of the words, or begin with them; where nothing does, that hold any of them."""
    readings = [_read(index, token) for token in tokens(typed)]
    words = tuple(word for reading in readings for word in reading.words)
    for joined in (" AND ", " OR "):
        expression = joined.join(reading.expression for reading in readings)
        rows = index.rows(_RANKED, expression, " ".join(words), words[0], most) if readings else []
        if rows:
            hits = (Hit(kind, ref, Text(a, b), Text(en, ko)) for kind, ref, a, b, en, ko in rows)
            return Found(tuple(hits), words, any(reading.corrected for reading in readings))
    return Found((), words)


def tokens(typed: str) -> list[str]:
    """The words as the index cuts them, without Korean particles: what begins with the rest is found anyway."""
    normal = unicodedata.normalize("NFKC", typed).casefold()
    cut = "".join(c if c.isalnum() else " " for c in normal).split()
    return [token if token.isascii() else min(spoken_forms(token), key=len) for token in cut]


def _read(index: Index, token: str) -> Reading:
    """As typed, or as two words written together (롤링업데이트), or as the words it may be a misspelling of."""
    if index.has_word(token, begins=True):
        return Reading(f'"{token}"*', (token,))
    least = 3 if token.isascii() else 2
    for at in range(least, len(token) - least + 1):
        first, rest = token[:at], token[at:]
        if index.has_word(first) and index.has_word(rest, begins=True):
            return Reading(f'("{first}" AND "{rest}"*)', (first, rest))
    near = corrections(token, index.vocabulary(token, SLIPS, begins=token[0]))  # few slip at the first letter
    near = near or corrections(token, index.vocabulary(token, SLIPS))
    if near:
        joined = " OR ".join(f'"{word}"*' for word in near)
        return Reading(f"({joined})", tuple(near), corrected=True)
    return Reading(f'"{token}"*', (token,))


def excerpt(hit: Hit, words: Iterable[str], lang: Lang, width: int = 100) -> str:
    """The part of what was found around the first of the words that stands in it."""
    text = hit.excerpt[lang].replace("\n", " ")
    places = [text.casefold().find(word.casefold()) for word in words]
    start = max(0, min((place for place in places if place >= 0), default=0) - width // 3)
    return ("…" if start else "") + text[start : start + width].strip() + ("…" if start + width < len(text) else "")
