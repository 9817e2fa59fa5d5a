"""Items against each other and against themselves: no question twice, no answer in plain sight."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from orchestra_tutor.course import Item
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.questions.choice import Choice
from orchestra_tutor.questions.command import Command
from orchestra_tutor.questions.phrase import Phrase
from orchestra_tutor.source import Problem
from orchestra_tutor.text import LANGS, Lang, fold

NEAR: Final = 0.6  # share of their telling words that two stems have in common, from which on they ask the same
ABOUT: Final = 0.5  # share of its words that a stem has in common with another about the same matter
COMMON: Final = 0.05  # share of all stems that say a word, above which it tells nothing
RARE: Final = 6  # words by which a stem looks for others like it: its rarest
SAYS_MUCH: Final = 12  # folded letters of an option from which on it is no chance that others say the same
_WORD: Final = re.compile(r"[\w.-]*\w")


def stems_differ(scope: Scope) -> Iterator[Problem]:
    """FAIL  two items that ask the same in the same words."""
    first: dict[tuple[Lang, str], Item] = {}
    for item in scope.course.items:
        for lang in LANGS:
            same = first.setdefault((lang, fold(item.question.stem[lang])), item)
            if same is not item and same.kind == item.kind:
                message = f"the same stem as {same.id!r} ({lang})"
                yield Problem(item.node.at("stem").span, "duplicate-stem", message, "ask something else")


def stems_are_far_apart(scope: Scope) -> Iterator[Problem]:
    """WARN  "A Deployment with 3 replicas …?" and "A Deployment with 4 replicas …?", else the same."""
    for lang in LANGS:
        for item, other, words, others in _neighbours(scope.course.items, lang):
            if item.kind == other.kind and len(words & others) >= NEAR * len(words | others):
                message = f"nearly the same stem as {other.id!r} ({lang})"
                yield Problem(item.node.at("stem").span, "near-stem", message, "ask something else", "warning")


def answers_are_hidden(scope: Scope) -> Iterator[Problem]:
    """WARN  an answer that stands in its own stem or hints, or in the stem of an item about the same matter."""
    for lang in LANGS:
        for item in scope.course.items:
            for place in (item.node.at("stem"), *(item.node.at("hints", at) for at in range(len(item.hints)))):
                if said := _says(str(place.at(lang).value), item, lang):
                    message = f"it shows the answer {said!r} ({lang})"
                    yield Problem(place.span, "answer-shown", message, "hide it", "warning")
        for item, other, words, others in _neighbours(scope.course.items, lang):
            for asked, teller, about in ((item, other, words), (other, item, others)):
                said = _says(teller.question.stem[lang], asked, lang)
                if said and len(words & others) >= ABOUT * len(about):
                    message = f"it shows the answer {said!r} of {asked.id!r} ({lang})"
                    yield Problem(teller.node.at("stem").span, "gives-away", message, "say it otherwise", "warning")


def _says(words: str, item: Item, lang: Lang) -> str:
    """The answer of `item` that stands in `words`, or nothing."""
    question = item.question
    if isinstance(question, Phrase):
        answer = getattr(question.accept, lang)[0]
        before = r"(?<![\w`-])" if answer.isascii() else ""
        return answer if re.search(rf"{before}{re.escape(answer)}(?![a-z-])", words, re.IGNORECASE) else ""
    if isinstance(question, Command):
        return next((line for line in question.answers if line in words), "")
    if isinstance(question, Choice) and not question.is_truth:
        for option in question.right:
            answer = question.said(option)[lang]
            if len(fold(answer)) >= SAYS_MUCH and fold(answer) in fold(words):
                return answer
    return ""


def _neighbours(items: tuple[Item, ...], lang: Lang) -> Iterator[tuple[Item, Item, frozenset[str], frozenset[str]]]:
    """Pairs of items whose stems share rare words, the later one first, with the telling words of each."""
    stems = [frozenset(_WORD.findall(item.question.stem[lang].casefold())) for item in items]
    common = Counter(word for stem in stems for word in stem)
    telling = [frozenset(word for word in stem if common[word] <= max(10, COMMON * len(items))) for stem in stems]
    seen: dict[str, list[int]] = {}
    for at, words in enumerate(telling):
        rarest = sorted(words, key=lambda word: (common[word], word))[:RARE]
        for before in sorted({n for word in rarest for n in seen.get(word, ())}):
            yield items[at], items[before], words, telling[before]
        for word in words:
            seen.setdefault(word, []).append(at)
