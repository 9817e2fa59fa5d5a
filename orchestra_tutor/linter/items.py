"""Items: the key is right, the options are alike, nothing gives the answer away."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Final

from orchestra_tutor.course import Item
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.question import Graded
from orchestra_tutor.questions.case import Case
from orchestra_tutor.questions.choice import Choice, Option
from orchestra_tutor.questions.command import Command
from orchestra_tutor.questions.match import Match
from orchestra_tutor.questions.open import Open
from orchestra_tutor.questions.order import Order
from orchestra_tutor.questions.phrase import Phrase
from orchestra_tutor.shape import near
from orchestra_tutor.source import Problem
from orchestra_tutor.text import LANGS, Lang, fold

MAX_STEM: Final = 600
_COUNTS: Final = {
    2: re.compile(r"\b(?:two|2)\b|두 |둘|2\s?[개가]", re.IGNORECASE),
    3: re.compile(r"\b(?:three|3)\b|세 |셋|3\s?[개가]", re.IGNORECASE),
    4: re.compile(r"\b(?:four|4)\b|네 |넷|4\s?[개가]", re.IGNORECASE),
}
_ALL_OF: Final = re.compile(
    r"\b(?:all|none|both|neither) of the (?:above|options|others)\b|위의? (?:모두|모든)|정답 없음|모두 (?:맞|틀)",
    re.IGNORECASE,
)
_ABSOLUTE: Final = re.compile(r"\b(?:always|never|only|every|all|must)\b|항상|절대|반드시|모든|오직", re.IGNORECASE)
_HEDGE: Final = re.compile(
    r"\b(?:may|might|can|could|usually|often|typically|generally|some)\b|수 있다|보통|대개|일부", re.IGNORECASE
)
_VAGUE: Final = re.compile(r"\b(?:usually|often|sometimes|rarely|typically)\b|보통은|자주|가끔|대체로", re.IGNORECASE)
_NEGATED: Final = re.compile(r"\bnot\b|\bexcept\b|아닌 것|않는 것|옳지 않|틀린 것", re.IGNORECASE)
_MARKED: Final = re.compile(r"\bNOT\b|\bEXCEPT\b|\*\*[^*]*(?:아닌|않|틀린)[^*]*\*\*")
_LEADING_NUMBER: Final = re.compile(r"^\D{0,3}(\d+(?:[.,]\d+)*)")


def samples_hold(scope: Scope) -> Iterator[Problem]:
    """FAIL  a key that grading refutes, a wrong option that is also right, a phrase that rejects its own variant."""
    for item in scope.course.items:
        if isinstance(item.question, Open) or (isinstance(item.question, Choice) and not item.question.right):
            continue  # opens.answers_hold and counts_are_right say so
        for sample in item.question.samples(Random(item.id)):
            graded = item.question.grade(sample.response)
            verdict = ("right" if graded.correct else "wrong") if isinstance(graded, Graded) else "malformed"
            if verdict != sample.verdict:
                message = f"the answer {sample.response!r} should be {sample.verdict} and is {verdict}"
                yield Problem(item.node.at("id").span, "key-refuted", message, "mend the key or the answer")


def keys_are_unique(scope: Scope) -> Iterator[Problem]:
    """FAIL  two options with `key: three`."""
    for item in scope.course.items:
        question = item.question
        rights: dict[str, object] = {}
        if isinstance(question, Choice):
            keys = [option.key for option in question.options]
        elif isinstance(question, Order):
            keys = [entry.key for entry in question.entries]
        elif isinstance(question, Match):
            keys = [pair.left.key for pair in question.pairs] + [option.key for option in question.extra]
            for pair in question.pairs:
                if rights.setdefault(pair.right.key, pair.right.text) != pair.right.text:
                    message = f"the right {pair.right.key!r} has two texts"
                    yield Problem(item.node.at("pairs").span, "duplicate-key", message, "same key, same text")
        else:
            continue
        for key, count in Counter(keys).items():
            if count > 1:
                yield Problem(item.node.at("id").span, "duplicate-key", f"the key {key!r} twice", "rename one of them")


def counts_are_right(scope: Scope) -> Iterator[Problem]:
    """FAIL  no right option, two for `select: one`, two options in all, a stem that does not say how many."""
    for item, place, question in _choices(scope):
        count, span = len(question.right), item.node.at(place).span
        if count == 0 or (question.select == "one" and count > 1):
            message = f"{count} right options for select: {question.select}"
            yield Problem(span, "right-count", message, "mark the right ones with right: true")
        elif question.select == "several" and not 2 <= count < len(question.options):
            message = f"{count} right of {len(question.options)} options for select: several"
            yield Problem(span, "right-count", message, "two or more right, one or more wrong")
        elif question.select == "several":
            for lang in LANGS:
                if not _COUNTS[count].search(question.stem[lang]):
                    message = f"the stem does not say to select {count} ({lang})"
                    yield Problem(item.node.at("stem").span, "count-unsaid", message, "say how many are right")
        if len(question.options) < 3 and not question.is_truth:
            yield Problem(span, "option-count", "fewer than 3 options", "write 3 to 5, or a true/false item")


def stems_are_clear(scope: Scope) -> Iterator[Problem]:
    """FAIL  a stem of 700 characters, a negation nobody marks, "usually"."""
    for item in scope.course.items:
        span = item.node.at("stem").span
        for lang in LANGS:
            stem = item.question.stem[lang]
            if len(stem) > MAX_STEM:
                yield Problem(span, "stem-too-long", f"{len(stem)} characters ({lang}), at most {MAX_STEM}", "cut it")
            picks = isinstance(item.question, Choice) and not item.question.is_truth
            if picks and _NEGATED.search(stem.splitlines()[-1]) and not _MARKED.search(stem) and _asks_negated(stem):
                message, hint = f"a negation that is easily missed ({lang})", "write NOT in capitals, **아닌** in bold"
                yield Problem(span, "negation-unmarked", message, hint, "warning")
        if isinstance(item.question, Choice) and not any(option.belief for option in item.question.options):
            message = "no wrong option names a belief"
            yield Problem(item.node.at("options").span, "no-belief", message, "add belief: to one", "warning")


def _asks_negated(stem: str) -> bool:
    """Whether the question itself is negated ("which is not"), not just a fact in it."""
    return bool(re.search(r"(?i)\bwhich\b[^.?]*\bnot\b[^.?]*\?|\bexcept\b|아닌 것|않는 것|옳지 않|틀린 것", stem))


def options_are_sound(scope: Scope) -> Iterator[Problem]:
    """FAIL  "all of the above", two equal options, an option without text, a why that only restates."""
    for item, place, question in _choices(scope):
        for lang in LANGS:
            said: set[str] = set()
            for at, option in enumerate(question.options):
                span = item.node.at(place, at).span
                text = question.said(option)[lang]
                folded = re.sub(r"\s", "", text).casefold()
                if not text:
                    yield Problem(span, "missing-key", "an option without text", "add text: {en: …, ko: …}")
                if _ALL_OF.search(text):
                    yield Problem(span, "all-of-the-above", f"{text!r} combines options", "make it an own option")
                if folded in said:
                    yield Problem(span, "duplicate-option", f"the same option twice ({lang})", "change one of them")
                said.add(folded)
                if fold(option.why[lang]) == fold(text):
                    yield Problem(span, "why-restates", f"the reason only restates ({lang})", "say why")


def options_are_alike(scope: Scope) -> Iterator[Problem]:
    """WARN  what lets a person guess: length, code, numbers, hedges or absolutes on one side only."""
    for item, place, question in _choices(scope):
        if question.is_truth or not question.right or len(question.right) == len(question.options):
            continue
        span = item.node.at(place).span
        for lang in LANGS:
            for code, message, hint in _give_aways(question, lang):
                yield Problem(span, code, f"{message} ({lang})", hint, "warning")


def _give_aways(question: Choice, lang: Lang) -> Iterator[tuple[str, str, str]]:
    def texts(right: bool) -> list[str]:
        return [question.said(option)[lang] for option in question.options if option.right is right]

    right, wrong = texts(True), texts(False)
    lengths = [len(text) for text in right + wrong]
    longest, longest_wrong = max(map(len, right)), max(map(len, wrong))
    if longest > 1.25 * longest_wrong and longest - longest_wrong > 4:
        yield (
            "right-longest",
            f"the right option has {longest} characters, the longest wrong one {longest_wrong}",
            "even out",
        )
    if max(lengths) > 3 * min(lengths) and max(lengths) > 20:
        yield "lengths-apart", f"options of {min(lengths)} to {max(lengths)} characters", "even out"
    for code, pattern in (("code", r"`"), ("digits", r"\d"), ("brackets", r"[()]")):
        if all(re.search(pattern, text) for text in right) and not any(re.search(pattern, text) for text in wrong):
            yield f"right-has-{code}", f"only the right option has {code}", "give all or none of them"
    if all(_HEDGE.search(text) for text in right) and not any(_HEDGE.search(text) for text in wrong):
        yield "right-hedges", "only the right option hedges", "hedge all or none"
    if len(wrong) > 1 and all(_ABSOLUTE.search(text) for text in wrong) and not any(_ABSOLUTE.search(t) for t in right):
        yield "wrong-absolute", "only the wrong options are absolute", "use such words in all or none"
    for text in right + wrong:
        if _VAGUE.search(text):
            yield "vague", f"a vague word in {text!r}", "say how often"
    numbers = [_LEADING_NUMBER.match(question.said(option)[lang]) for option in question.options]
    if all(numbers):
        values = [float(found[1].replace(",", "")) for found in numbers if found]
        if not question.ordered or values not in (sorted(values), sorted(values, reverse=True)):
            yield "numbers-unordered", "options that are numbers are shuffled", "sort them and add ordered: true"


def phrases_can_be_typed(scope: Scope) -> Iterator[Problem]:
    """FAIL  an accepted answer of one letter: a lone letter is a key of the tutor."""
    for item in scope.course.items:
        if isinstance(item.question, Phrase):
            for words in (*item.question.accept.en, *item.question.accept.ko):
                if len(fold(words)) < 2:
                    span = item.node.at("accept").span
                    yield Problem(span, "phrase-too-short", f"{words!r} cannot be typed", "accept a longer form")


def commands_are_known(scope: Scope) -> Iterator[Problem]:
    """FAIL  a model line that the grammar does not know, one that says the same as another, no such flag to ignore."""
    for item in scope.course.items:
        if isinstance(item.question, Command):
            yield from _unknown_lines(item, item.question)


def _unknown_lines(item: Item, question: Command) -> Iterator[Problem]:
    from orchestra_tutor.grammar import UnclearError, flags, parse

    lines: tuple[str, ...] = ()
    known: set[str] = set()
    for at, answer in enumerate(question.answers):
        span = item.node.at("answers", at).span
        try:
            known |= flags(parse(answer, question.optional).command)
        except UnclearError as unclear:
            hint = "mend the line, or add the command to orchestra_tutor/grammar"
            yield Problem(span, "unknown-command", unclear.text.en, hint)
            continue
        graded = replace(question, answers=lines).grade(answer) if lines else None
        if isinstance(graded, Graded) and graded.correct:
            yield Problem(span, "duplicate-answer", "a line above is the same or accepts it", "remove it")
        lines += (answer,)
    for at, flag in enumerate(each.partition("=")[0] for each in question.ignores):
        if lines and flag not in known:
            message = f"no answer could have the flag {flag}"
            yield Problem(item.node.at("ignores", at).span, "unknown-flag", message, near(flag, tuple(sorted(known))))


def _choices(scope: Scope) -> Iterator[tuple[Item, str, Choice]]:
    """Whatever has options to choose from, and the key under which they stand: a case has three of them."""
    for item in scope.course.items:
        question = item.question
        if isinstance(question, Choice):
            yield item, "options", question
        elif isinstance(question, Case):
            for place, ways in question.parts.items():
                options = (Option(way.key, way.why, way.text, way.right, way.belief) for way in ways)
                yield item, place, Choice(question.stem, tuple(options))
