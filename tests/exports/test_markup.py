"""Markdown as HTML: it looks as it should, and says what was written, whatever that is."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor.exports.markup import as_html, attribute, inert
from tests.exports.shown import Shown, words

SIGNS: Final = "ab 가1`*-\n<>&\"'{}[]:/\\.\x1b"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("", ""),
        ("one\ntwo\n\nthree", "<p>one two</p><p>three</p>"),
        ("Set `replicas` to **3**.", "<p>Set <code>replicas</code> to <b>3</b>.</p>"),
        ("- one\n- two\n\nafter", "<ul><li>one</li><li>two</li></ul><p>after</p>"),
        ("- 1. one\n- 2. two", '<ul class="numbered"><li>1. one</li><li>2. two</li></ul>'),
        ("```yaml\na:\n  - 1\n\nb: 2\n```", "<pre><code>a:\n  - 1\n\nb: 2</code></pre>"),
        ("`kubectl get <pod>` && ls", "<p><code>kubectl get &lt;pod&gt;</code> &amp;&amp; ls</p>"),
        ('It isn\'t "so".', '<p>It isn\'t "so".</p>'),  # as it is searched for in Anki
        ("[sound:a.mp3]", "<p>&#91;sound:a.mp3]</p>"),
    ],
)
def test_markdown_as_html(markdown: str, html: str) -> None:
    assert as_html(markdown) == html


@given(st.text(SIGNS, max_size=60))
def test_what_is_seen_is_what_was_written(markdown: str) -> None:
    shown = Shown(as_html(markdown))
    assert shown.open == words(inert_alone(markdown))
    assert shown.tags <= {"p", "ul", "li", "pre", "code", "b"}


@given(st.text(SIGNS + "\x1f", max_size=60))
def test_nothing_is_left_to_obey(markdown: str) -> None:
    html = as_html(markdown)
    assert not {"[", "\x1f", "\x1b"} & set(html)
    assert Shown(f'<a href="{attribute(markdown)}"></a>').links == [inert_alone(markdown)]
    assert Shown(inert(markdown)).open == " ".join(inert_alone(markdown).split())


def inert_alone(markdown: str) -> str:
    """The control characters are the only ones that cannot be shown."""
    return markdown.replace("\x1f", "�").replace("\x1b", "�")
