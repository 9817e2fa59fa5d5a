"""Our small Markdown, by examples, and against a whole CommonMark parser over everything that the course says."""

import re
from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from orchestra_tutor.course import Belief, Item, Teach
from orchestra_tutor.linter.languages import texts
from orchestra_tutor.prose import Block, Look, Run, bare, blocks, code_spans, runs, without_code
from orchestra_tutor.text import LANGS, Text
from tests.courses import own_course


def paragraph(*words: Run) -> Block:
    return Block("paragraph", words)


def bullet(*words: Run) -> Block:
    return Block("bullet", words)


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("", []),
        ("\n \n", []),
        ("one\ntwo", [paragraph(Run("one two"))]),
        ("one\n\ntwo", [paragraph(Run("one")), paragraph(Run("two"))]),
        ("- one\n- two", [bullet(Run("one")), bullet(Run("two"))]),
        ("- one\n  goes on", [bullet(Run("one goes on"))]),
        ("see\n- one", [paragraph(Run("see")), bullet(Run("one"))]),
        ("- one\n\nafter", [bullet(Run("one")), paragraph(Run("after"))]),
        ("-one", [paragraph(Run("-one"))]),
        (
            "```\n  kubectl get\n\nls\n```\nafter",
            [Block("code", lines=("  kubectl get", "", "ls")), paragraph(Run("after"))],
        ),
        ("```yaml\na: **b**\n```", [Block("code", lines=("a: **b**",))]),
        ("before\n```\nls", [paragraph(Run("before")), Block("code", lines=("ls",))]),
    ],
)
def test_blocks(markdown: str, read: list[Block]) -> None:
    assert list(blocks(markdown)) == read


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("plain", [Run("plain")]),
        ("set `replicas` to 3", [Run("set "), Run("replicas", "code"), Run(" to 3")]),
        ("**Nothing** moves", [Run("Nothing", "bold"), Run(" moves")]),
        ("`a``b`", [Run("a", "code"), Run("b", "code")]),
        ("`**kwargs**`", [Run("**kwargs**", "code")]),
        ("**`awsvpc` mode**", [Run("awsvpc", "code"), Run(" mode", "bold")]),
        ("**파드(Pod)**는", [Run("파드(Pod)", "bold"), Run("는")]),
        ("2 * 3 ** 4 and ` alone", [Run("2 * 3 ** 4 and ` alone")]),
    ],
)
def test_runs(line: str, read: list[Run]) -> None:
    assert list(runs(line)) == read


MIXED = "Set `replicas: 3` and **wait**.\n```\n`kubectl`\n```\nThen `--watch`."


def test_code_spans_leave_fenced_code_out() -> None:
    assert code_spans(MIXED) == ["replicas: 3", "--watch"]


def test_without_code_keeps_the_prose() -> None:
    assert without_code(MIXED).split() == ["Set", "and", "**wait**.", "Then", "."]


def test_bare_words_have_no_marks() -> None:
    assert bare("**`awsvpc` mode**: `a` and **b**") == "awsvpc mode: a and b"


@pytest.mark.parametrize("markdown", ["- ", "-", "- \n- one", "```", "``", "****", "**", "- ```"])
def test_odd_markdown_is_shown_and_never_refused(markdown: str) -> None:
    for block in blocks(markdown):
        assert isinstance(block.numbered, bool)


# From here on: the same as CommonMark.

COMMONMARK = MarkdownIt("commonmark")
PARTICLE_MARK = "‸"  # punctuation that no text of ours has


def commonmark_blocks(markdown: str) -> list[Block]:
    """What a whole CommonMark parser reads, in our terms.

    CommonMark does not close ** between a bracket and Hangul: `**파드(Pod)**는` keeps its stars there. Ours are read as
    an author means them, so for CommonMark a mark is put in between, and taken out afterwards.
    """
    closable = re.sub(r"(?<=[^\w\s*`])\*\*(?=[가-힣])", f"**{PARTICLE_MARK}", markdown)
    return list(_commonmark_blocks(COMMONMARK.parse(closable)))


def _commonmark_blocks(tokens: list[Token]) -> Iterator[Block]:
    in_list = False
    for token in tokens:
        match token.type:
            case "list_item_open":
                in_list = True
            case "list_item_close":
                in_list = False
            case "inline":
                words = tuple(_commonmark_runs(token.children or []))
                yield bullet(*words) if in_list else paragraph(*words)
            case "fence":
                yield Block("code", lines=tuple(token.content.splitlines()))
            case "paragraph_open" | "paragraph_close" | "bullet_list_open" | "bullet_list_close":
                pass
            case other:
                pytest.fail(f"CommonMark reads a {other}, which is not in our Markdown")


def _commonmark_runs(tokens: list[Token]) -> Iterator[Run]:
    look: Look = "plain"
    pieces: list[Run] = []
    for token in tokens:
        match token.type:
            case "text":
                pieces.append(Run(token.content.replace(PARTICLE_MARK, ""), look))
            case "softbreak":
                pieces.append(Run(" ", look))
            case "code_inline":
                pieces.append(Run(token.content, "code"))
            case "strong_open":
                look = "bold"
            case "strong_close":
                look = "plain"
            case other:
                pytest.fail(f"CommonMark reads a {other}, which is not in our Markdown")
    for look, alike in groupby(pieces, lambda piece: piece.look):
        words = [piece.words for piece in alike]
        yield from (Run(word, look) for word in (words if look == "code" else ["".join(words)]) if word)


def texts_of_the_course() -> Iterator[tuple[str, Text]]:
    """All Markdown that a learner sees, with the place that it comes from."""
    course = own_course()
    for lesson in course.lessons:
        for n, step in enumerate(lesson.steps, 1):
            if isinstance(step, Teach):
                yield f"{lesson.id}, step {n}", step.teach
        for text in (*lesson.objectives, *lesson.takeaways):
            yield lesson.id, text
    things: list[Item | Belief] = [*course.items, *course.beliefs]
    for thing in things:
        for _, en, ko in texts(thing.node):
            yield thing.id, Text(en, ko)


def test_the_whole_course_reads_as_in_commonmark() -> None:
    different = [
        f"{place} ({lang}): {text[lang]}"
        for place, text in texts_of_the_course()
        for lang in LANGS
        if list(blocks(text[lang])) != commonmark_blocks(text[lang])
    ]
    assert not different, "\n\n".join(different)


WORD = st.text("abc가나", min_size=1, max_size=4)
PIECE = WORD | WORD.map("`{}`".format) | WORD.map("**{}**".format)
LINE = st.lists(PIECE, min_size=1, max_size=4).map(" ".join)
FENCED = st.lists(st.text("ab -*`", max_size=6).filter(lambda line: "```" not in line), max_size=3).map(
    lambda lines: "\n".join(["```", *lines, "```"])
)
BULLETS = st.lists(LINE, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines))
MARKDOWN = st.lists(st.lists(LINE, min_size=1, max_size=3).map("\n".join) | BULLETS | FENCED, max_size=4).map(
    "\n\n".join
)


@given(MARKDOWN)
def test_what_our_markdown_can_say_reads_as_in_commonmark(markdown: str) -> None:
    assert list(blocks(markdown)) == commonmark_blocks(markdown)
