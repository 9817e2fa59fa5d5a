"""A typed line -> its words, as a shell would hand them to a program."""

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
# What editors and phones make of what people type.
_STRAIGHT: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


class UnclearError(Exception):
    """The line says nothing yet; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def words_of(line: str) -> list[str]:
    """The words of a line, without a prompt, `sudo` and line continuations."""
    if len(line) > LONGEST:
        raise UnclearError(TOO_LONG)
    plain = unicodedata.normalize("NFKC", line.replace("\r\n", "\n").replace("\\\n", " ").translate(_STRAIGHT)).strip()
    lexer = shlex.shlex(plain, posix=True, punctuation_chars=_OPERATORS)
    lexer.whitespace_split, lexer.commenters = True, ""
    try:
        words = [_dashed(word) for word in lexer]
    except ValueError:
        raise UnclearError(UNCLOSED) from None
    for word in words:
        if word and not word.strip(_OPERATORS):
            raise UnclearError(ONE.fill(operator=word))
    for before in ("$", "sudo"):
        words = words[words[:1] == [before] :]
    if not words:
        raise UnclearError(EMPTY)
    return words


def _dashed(word: str) -> str:
    """`—replicas`, as a phone writes it, is `--replicas`."""
    return f"--{word[1:]}" if word[:1] in ("–", "—") else word
