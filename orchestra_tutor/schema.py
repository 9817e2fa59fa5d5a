"""The JSON Schemas of the content files, from the shapes that read them, for completion and checks in an editor."""

from typing import Final

from orchestra_tutor.course import BELIEFS, ITEMS, LESSON, OUTLINE, SOURCES, TERMS
from orchestra_tutor.shape import Schema, Shape, Words

FILES: Final[dict[str, Shape[object]]] = {
    "course": OUTLINE,
    "lesson": LESSON,
    "items": ITEMS,
    "sources": SOURCES,
    "misconceptions": BELIEFS,
    "glossary": TERMS,
}


def schema(file: str) -> Schema:
    """The schema of `file`.yaml, one of FILES."""
    words = Words().schema()
    text = {
        "type": "object",
        "properties": {"en": words, "ko": words},
        "required": ["en", "ko"],
        "additionalProperties": False,
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{file}.yaml of orchestra-tutor"}
    return {**head, **FILES[file].schema(), "$defs": {"text": text}}
