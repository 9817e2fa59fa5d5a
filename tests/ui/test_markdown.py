"""A document as Markdown says to CommonMark what it says on the screen, whatever its words look like."""

from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from orchestra_tutor.prose import blocks
from orchestra_tutor.ui.document import Gap, Heading, Look, Prose
from orchestra_tutor.ui.markdown import Words, lines

MARKS: Final = list("ab가1.)(-+*_`~#>=<&;!?[]:\\|/ \n@\"'")
LEADS: Final = ("", "- ", "  ", "1. ", "✗ ", "  ✗ ", "Answer: ")


def markdown(*parts: Words) -> str:
    return "\n".join(lines(parts))


def read(document: str) -> list[str]:
    """What CommonMark makes of a document: for each block its tag and its words."""
    return [f"{tag} {words}" for tag, words in _read(MarkdownIt("commonmark").parse(document))]


def _read(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    within: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            within.append(token.tag)
        elif token.nesting == -1:
            within.pop()
        elif token.type == "inline":
            yield "/".join(within), "".join(map(_marked, token.children or []))
        else:
            assert token.type == "fence", token
            yield "/".join([*within, "code"]), token.content.rstrip("\n")


def _marked(token: Token) -> str:
    """The words of a token, code and bold between the marks of the screen's own looks."""
    if token.type == "code_inline":
        return f"‹{token.content}›"
    assert token.type in ("text", "text_special", "strong_open", "strong_close", "link_open", "link_close"), token
    return "⟨" if token.type == "strong_open" else "⟩" if token.type == "strong_close" else token.content


@pytest.mark.parametrize(
    ("part", "block"),
    [
        (Prose("Plain."), "p Plain."),
        (Prose("Plain.", lead="✗ "), "p ✗ Plain."),
        (Prose("An entry", lead="- "), "ul/li/p An entry"),
        (Prose("It heads.", lead="1. ", look="strong"), "h3 1. It heads."),
        (Prose("`kubectl get` and **bold**"), "p ‹kubectl get› and ⟨bold⟩"),
        (Prose("**파드(Pod)**는"), "p 파드(Pod)는"),  # CommonMark would show the stars
        (Prose("**파드**는 **(가)**"), "p ⟨파드⟩는 ⟨(가)⟩"),
        (Prose("**with `code` inside**"), "p ⟨with⟩ ‹code› ⟨inside⟩"),
        (Prose("`a``b`"), "p ‹ab›"),
        (Prose("snake_case * 2 < 3 & 4 [x] C:\\temp"), "p snake_case * 2 < 3 & 4 [x] C:\\temp"),
        (Prose("*a* _b_ <i> &lt; [x](y) `"), "p *a* _b_ <i> &lt; [x](y) `"),
        (Prose("# a"), "p # a"),
        (Prose("12. a"), "p 12. a"),
        (Prose("See https://a.example/b_c*d_."), "p See https://a.example/b_c*d_."),
        (Prose("```\n# `a` ```\n  b\n```"), "code # `a` ```\n  b"),
    ],
)
def test_a_part_is_a_block(part: Prose, block: str) -> None:
    assert read(markdown(Heading("Title"), part)) == ["h1 Title", block]


@pytest.mark.parametrize(
    "words", ["snake_case", "2 * 3", "a < b", "AT&T", "[x]", "5.5 - 3", "a-b", "1.30", "C#", "node: ready (2/3)"]
)
def test_what_is_no_mark_stands_as_it_is(words: str) -> None:
    assert markdown(Prose(words)) == words


def test_a_document_is_a_title_sections_entries_and_lists() -> None:
    document = markdown(
        Heading("Title"),
        Prose("Said."),
        Gap(),
        Heading("Section"),
        Gap(),
        Prose("Entry\n\n```\ncode\n```", lead="1. ", look="strong"),
        Prose("A\n\n```\nb\n```", lead="- "),
        Prose("said", lead="  ", look="faint"),
        Prose("below", lead="  ✗ ", look="wrong"),
        Prose("B", lead="- "),
        Prose("C", lead="- "),
        Prose("- 1. one\n- 2. two", lead=""),
        Prose("- one\n- two", lead="Steps: "),
    )
    assert read(document) == [
        *("h1 Title", "p Said.", "h2 Section", "h3 1. Entry", "code code"),
        *("ul/li/p A", "ul/li/code b", "ul/li/p said", "ul/li/p ✗ below", "ul/li/p B", "ul/li/p C"),
        *("ol/li/p one", "ol/li/p two", "ul/li/p Steps: one", "ul/li/p two"),
    ]
    assert "\n\n\n" not in document


def test_an_address_is_a_link() -> None:
    (inline,) = [token for token in MarkdownIt("commonmark").parse("<https://a.example/b_c>") if token.children]
    assert [token.type for token in inline.children or []] == ["link_open", "text", "link_close"]
    assert markdown(Prose("Page: https://a.example/b_c, then more")) == "Page: <https://a.example/b_c>, then more"


def test_an_escape_sequence_is_shown_and_not_obeyed() -> None:
    document = markdown(Heading("a\x1b[31m"), Prose("b\x07", lead="c\x1b "), Prose("```\n\x9b2J\n```"))
    assert not any((letter < " " and letter != "\n") or "\x7f" <= letter <= "\x9f" for letter in document)


@given(st.text(st.sampled_from(MARKS), max_size=20), st.sampled_from(LEADS), st.sampled_from(["plain", "strong"]))
def test_every_word_stands_for_itself(words: str, lead: str, look: Look) -> None:
    title = " ".join(words.split())
    document = markdown(Heading("T"), Prose("before"), Prose(words, lead, look), Heading(f"{title} "), Prose("after"))
    told = "" if lead == "- " else lead.strip()
    shown = list(blocks(words))
    for block in shown:
        told += "".join(block.lines) if block.kind == "code" else "".join(run.words for run in block.runs)
    expected = f"Tbefore{told if shown else ''}{title}after"
    numbers = "".join(block.runs[0].words.split(" ")[0] for block in shown if block.numbered)
    found = "".join(block.partition(" ")[2] for block in read(document))
    if not numbers:  # which CommonMark takes for those of a list, as is meant
        assert _letters(found) == _letters(expected)


def _letters(words: str) -> str:
    return "".join(words.translate(dict.fromkeys(map(ord, "‹›⟨⟩"))).split())
