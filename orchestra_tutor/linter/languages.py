"""English and Korean say the same: numbers, code and negations."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.prose import code_spans, without_code
from orchestra_tutor.source import Node, Problem
from orchestra_tutor.text import LANGS

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_FLAG: Final = re.compile(r"(?<!\S)--[a-z][a-z-]+")
_NEGATED_EN: Final = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|cannot|without|neither|nor)\b|n't\b", re.IGNORECASE
)
_NEGATED_KO: Final = re.compile(r"않|아니|아닌|아님|없|못|불가|말라|마라|금지|(?<!\S)안\s")


def texts(node: Node) -> Iterator[tuple[Node, str, str]]:
    """Every `{en, ko}` of words below `node`."""
    for below in node.walk():
        if isinstance(below.value, dict) and set(below.value) == set(LANGS):
            en, ko = (below.value[lang].value for lang in LANGS)
            if isinstance(en, str) and isinstance(ko, str):
                yield below, en, ko


def _all_texts(scope: Scope) -> Iterator[tuple[Node, str, str]]:
    course = scope.course
    nodes = [*(x.node for x in course.lessons), *(x.node for x in course.items)]
    nodes += [*(x.node for x in course.beliefs), *(x.node for x in course.terms)]
    for node in nodes:
        yield from texts(node)


def numbers_agree(scope: Scope) -> Iterator[Problem]:
    """FAIL  {en: "after 5 minutes", ko: "10분 뒤"}"""
    for node, en, ko in _all_texts(scope):
        english, korean = (Counter(n.replace(",", "") for n in _NUMBER.findall(words)) for words in (en, ko))
        if set(english) != set(korean):
            only = ", ".join(sorted(set(english) ^ set(korean)))
            hint = "use the same digits in both, or words in both"
            yield Problem(node.span, "numbers-differ", f"numbers in one language only: {only}", hint)


def code_agrees(scope: Scope) -> Iterator[Problem]:
    """FAIL  {en: "set `replicas`", ko: "replicas를 정한다"}"""
    for node, en, ko in _all_texts(scope):
        english, korean = (set(code_spans(words)) | set(_FLAG.findall(words)) for words in (en, ko))
        if english != korean:
            only = ", ".join(sorted(english ^ korean))
            yield Problem(node.span, "code-differs", f"code in one language only: {only}", "write it alike in both")


def negations_agree(scope: Scope) -> Iterator[Problem]:
    """FAIL  stem {en: "Which is not …?", ko: "…인 것은?"}. Stems and options only: prose may turn a sentence."""
    for item in scope.course.items:
        for node, en, ko in texts(item.node):
            if node is not item.node.at("stem") and not _is_option(item.node, node):
                continue
            english, korean = _NEGATED_EN.search(without_code(en)), _NEGATED_KO.search(without_code(ko))
            if bool(english) != bool(korean):
                where = "English" if english else "Korean"
                message = f"negated in {where} only"
                yield Problem(node.span, "negation-differs", message, "say it alike in both", "warning")


def _is_option(item: Node, text: Node) -> bool:
    for list_name in ("options", "entries", "cause", "fix", "verify"):
        options = item.at(list_name).value
        if isinstance(options, list) and any(option.at("text") is text for option in options):
            return True
    return False
