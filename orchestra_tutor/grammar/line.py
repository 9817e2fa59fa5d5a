"""A typed line -> its words, as a shell would hand them to a program."""

import re
import shlex
import unicodedata
from typing import Final

from orchestra_tutor.text import Text

LONGEST: Final = 4000  # characters

EMPTY: Final = Text("Type the whole command.", "명령 전체를 입력하세요.")
TOO_LONG: Final = Text("That is longer than any command.", "명령이라기에는 너무 깁니다.")
UNCLOSED: Final = Text(
    "A quotation mark or a backslash is left open.", "따옴표가 닫히지 않았거나 백슬래시로 끝났습니다."
)
ONE: Final = Text(
    "Type one command, without `{operator}`. Put quotation marks around it if it belongs to a value.",
    "`{operator}` 없이 명령 하나만 입력하세요. 값의 일부라면 따옴표로 감싸세요.",
)

_OPERATORS: Final = "|&;<>()"
# What editors, phones and web pages make of what people type.
_STRAIGHT: Final = str.maketrans(
    dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‘’‚‛", "'")
    | dict.fromkeys("‐‑−", "-")
    | dict.fromkeys("\u200b\u2060\ufeff\u00ad")
)
_AROUND: Final = re.compile(r"(?P<ticks>`*)\s*(?:(?:PS )?\S*[$#%>❯](?:\s+|$))?(?P<line>.*?)[\s;]*(?P=ticks)", re.DOTALL)
_PREFIX: Final = re.compile(r"sudo|-E|[A-Za-z_]\w*=.*", re.DOTALL)  # as in `sudo -E AWS_PAGER= aws …`


class UnclearError(Exception):
    """The line says nothing yet; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def words_of(line: str) -> list[str]:
    """The words of a line, without a prompt, `sudo`, variables for it, line continuations and a `;` at its end."""
    if len(line) > LONGEST:
        raise UnclearError(TOO_LONG)
    joined = re.sub(r"\\[ \t]*\r?\n", " ", line).translate(_STRAIGHT)
    around = _AROUND.fullmatch(unicodedata.normalize("NFKC", joined).strip())
    assert around  # it matches whatever there is
    lexer = shlex.shlex(around["line"], posix=True, punctuation_chars=_OPERATORS)
    lexer.whitespace_split, lexer.commenters = True, ""
    try:
        words = [re.sub(r"\$\{(\w+)\}", r"$\1", _dashed(word)) for word in lexer]
    except ValueError:
        raise UnclearError(UNCLOSED) from None
    for word in words:
        if word and not word.strip(_OPERATORS):
            raise UnclearError(ONE.fill(operator=word))
    while words and _PREFIX.fullmatch(words[0]):
        del words[0]
    if not words:
        raise UnclearError(EMPTY)
    return words


def _dashed(word: str) -> str:
    """`—replicas`, as a phone writes it, is `--replicas`, and `–n` is `-n`."""
    plain = word.lstrip("–—-")
    if not {"–", "—"} & {*word[: len(word) - len(plain)]}:
        return word
    return f"{'-' if len(plain) == 1 else '--'}{plain}"
