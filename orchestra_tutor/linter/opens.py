"""Open questions: the patterns hear what they should, and nothing else."""

from collections.abc import Iterator
from random import Random

from orchestra_tutor.course import Item
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.question import Graded
from orchestra_tutor.questions.open import Open
from orchestra_tutor.source import Node, Problem
from orchestra_tutor.text import LANGS
from orchestra_tutor.wording import Pattern

LEAST_WORDS = 2  # that a pattern has to hear: one word alone makes no point


def models_are_whole(scope: Scope) -> Iterator[Problem]:
    """FAIL  a model answer without an example, a must without a probe, a pattern of one word."""
    for item, question in _opens(scope):
        if len(question.model.parts) < 4:
            hint = "the answer first, then reason:, example: and tradeoff:"
            yield Problem(item.node.at("model").span, "model-not-whole", "a part of the model answer is missing", hint)
        for node, deeper in _depths(item.node, question):
            for at, point in enumerate(deeper.points):
                span = node.at("points", at).span
                if point.must and not point.probe:
                    yield Problem(span, "no-probe", f"the must {point.key!r} has no probe", "add what asks for it")
                for line in point.says:
                    if Pattern.of(line).words < LEAST_WORDS:
                        hint = "add what is said about it: a verb, a number, a reason"
                        yield Problem(span, "says-too-little", f"{line!r} can be one word", hint)


def points_are_heard(scope: Scope) -> Iterator[Problem]:
    """FAIL  a point whose own text it does not hear, or in which it hears a red flag."""
    for item, question in _opens(scope):
        for node, deeper in _depths(item.node, question):
            for at, point in enumerate(deeper.points):
                for lang in LANGS:
                    graded = deeper.grade(point.text[lang])
                    span = node.at("points", at).span
                    if not isinstance(graded, Graded) or point.key not in graded.keys:
                        message = f"{point.key!r} does not hear its own text ({lang})"
                        yield Problem(span, "point-unheard", message, "add the missing words to says:")
                    elif any(note.belief for note in graded.notes):
                        yield Problem(span, "point-flagged", f"a red flag is heard in it ({lang})", "narrow the flag")


def beliefs_are_heard(scope: Scope) -> Iterator[Problem]:
    """FAIL  a red flag that does not hear its belief as people say it, or hears it in the truth."""
    beliefs = {belief.id: belief for belief in scope.course.beliefs}
    for item, question in _opens(scope):
        for node, deeper in _depths(item.node, question):
            for at, flag in enumerate(deeper.flags):
                span = node.at("flags", at).span
                if (belief := beliefs.get(flag.belief)) is None:
                    continue  # beliefs_exist says so
                for lang in LANGS:
                    if not _is_heard(deeper, flag.belief, belief.belief[lang]):
                        message = f"the flag does not hear its belief ({lang}): {belief.belief[lang]}"
                        yield Problem(span, "flag-unheard", message, "add the missing words to says:")
                    if _is_heard(deeper, flag.belief, belief.truth[lang]):
                        message = f"the flag is heard in the truth ({lang}): {belief.truth[lang]}"
                        yield Problem(span, "flag-in-truth", message, "narrow it, or use > for order")


def answers_hold(scope: Scope) -> Iterator[Problem]:
    """FAIL  a model answer that misses a must or shows a red flag, a stem or a probe that gives a must away."""
    for item, question in _opens(scope):
        for path, deeper in [("", question), *_deeper(question)]:
            for sample in deeper.samples(Random(item.id)):
                graded = deeper.grade(sample.response)
                verdict = ("right" if graded.correct else "wrong") if isinstance(graded, Graded) else "malformed"
                if verdict != sample.verdict:
                    unheard = [point.key for point in deeper.musts if point.key not in getattr(graded, "keys", ())]
                    held = [note.belief for note in getattr(graded, "notes", ()) if note.belief]
                    heard = f"unheard: {', '.join(unheard) or 'none'}; red flags: {', '.join(held) or 'none'}"
                    message = f"{path or 'question'}: should be {sample.verdict} and is {verdict} ({heard})"
                    hint = f"in {str(sample.response)[:160]!r}"
                    yield Problem(item.node.at("id").span, "answer-refuted", message, hint)


def _is_heard(question: Open, belief: str, words: str) -> bool:
    graded = question.grade(words)
    return isinstance(graded, Graded) and any(note.belief == belief for note in graded.notes)


def _opens(scope: Scope) -> Iterator[tuple[Item, Open]]:
    return ((item, item.question) for item in scope.course.items if isinstance(item.question, Open))


def _depths(node: Node, question: Open | None) -> Iterator[tuple[Node, Open]]:
    """The question and the harder ones behind it, each with its place."""
    while question is not None:
        yield node, question
        node, question = node.at("harder"), question.harder


def _deeper(question: Open, path: str = "") -> Iterator[tuple[str, Open]]:
    """Everything that may be asked after the question."""
    steps = [f"probe:{point.key}" for point in question.points if point.probe]
    steps += [f"flag:{flag.belief}" for flag in question.flags]
    for step in steps:
        yield f"{path}{step}", question.deeper(step)
    if question.harder:
        yield f"{path}harder", question.harder
        yield from _deeper(question.harder, f"{path}harder.")
