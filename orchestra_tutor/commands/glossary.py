"""tutor glossary: terms in both languages, with what they mean."""

import json
from collections.abc import Iterator
from typing import Any, Final

from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.course import Term
from orchestra_tutor.errors import UsageError, did_you_mean
from orchestra_tutor.shape import nearest
from orchestra_tutor.text import Text, fold
from orchestra_tutor.ui.document import Gap, Part, Prose
from orchestra_tutor.ui.plain import printable

NO_TERM: Final = Text("There is no term {name!r}.", "그런 용어는 없습니다: {name!r}")
FIND: Final = Text("Find it in the lessons: tutor search {name}", "레슨에서 찾기: tutor search {name}")
ALSO: Final = Text("Also: {names}", "다른 표현: {names}")


def glossary(visit: Visit, wanted: str) -> None:
    """Print all terms, or those that are called so."""
    terms = visit.app.index.terms()
    if wanted:
        terms = called(terms, wanted)
    lang = visit.lang
    terms.sort(key=lambda term: names(term, lang)[0].casefold())
    if visit.json:
        print(json.dumps([as_json(term) for term in terms], ensure_ascii=False, indent=2))
    else:
        visit.front().say(part for term in terms for part in parts(visit, term))


def called(terms: list[Term], wanted: str) -> list[Term]:
    """The terms with just this name, else those in whose names it stands."""
    folded = fold(wanted)
    exact = [term for term in terms if folded in map(fold, every_name(term))]
    found = exact or [term for term in terms if folded and any(folded in fold(name) for name in every_name(term))]
    if found:
        return found
    known = {name.casefold(): name for term in terms for name in every_name(term)}
    close = [known[name] for name in nearest(wanted.casefold(), known)]
    raise UsageError(NO_TERM.fill(name=wanted), did_you_mean(close, FIND.fill(name=printable(wanted))))


def every_name(term: Term) -> tuple[str, ...]:
    return (term.en, term.ko, *term.also.en, *term.also.ko)


def names(term: Term, lang: str) -> tuple[str, str]:
    """The term in the person's language, and in the other."""
    return (term.ko, term.en) if lang == "ko" else (term.en, term.ko)


def parts(visit: Visit, term: Term) -> Iterator[Part]:
    mine, other = names(term, visit.lang)
    yield Gap()
    yield Prose(mine if mine == other else f"{mine} · {other}", look="strong")
    yield Prose(term.meaning[visit.lang])
    if also := (*term.also.en, *term.also.ko):
        yield Prose(ALSO.fill(names=", ".join(also))[visit.lang], look="faint")


def as_json(term: Term) -> dict[str, Any]:
    also = {"en": list(term.also.en), "ko": list(term.also.ko)}
    return {"en": term.en, "ko": term.ko, "meaning": {"en": term.meaning.en, "ko": term.meaning.ko}, "also": also}
