"""What people type at a prompt, as the response that a question grades."""

import re
import unicodedata

from orchestra_tutor.question import Arrange, Enter, Pair, Pick, Response
from orchestra_tutor.ui.render import LETTERS


def response(typed: str, prompt: Pick | Arrange | Pair | Enter) -> Response:
    """`typed` as a response. What makes no sense becomes a response that grading calls malformed."""
    if isinstance(prompt, Enter):
        return typed
    plain = unicodedata.normalize("NFKC", typed).casefold()
    if isinstance(prompt, Pair):
        pairs = re.findall(r"(\d)\s*[:=\-.)>]*\s*([a-i])", plain)
        lefts = {str(n): option.key for n, option in enumerate(prompt.lefts, 1)}
        rights = dict(zip(LETTERS, (option.key for option in prompt.rights), strict=False))
        if len({left for left, _ in pairs}) < len(pairs) or not re.fullmatch(r"[\da-i\s,;:=\-.)>]*", plain):
            return {}
        return {lefts.get(left, ""): rights.get(right, "") for left, right in pairs}
    numbers = re.findall(r"\d" if isinstance(prompt, Arrange) and "10" not in plain else r"\d+", plain)
    if not re.fullmatch(r"[\d\s,;>\-→.)]*", plain):
        return _by_words(plain, prompt)
    keys = {str(n): option.key for n, option in enumerate(prompt.options, 1)}
    return [keys.get(number, "") for number in numbers]


def _by_words(typed: str, prompt: Pick | Arrange) -> list[str]:
    """An option may be answered by its key or by its whole text, in either language."""
    wanted = " ".join(typed.split())
    for option in prompt.options:
        said = (option.key, option.text.en, option.text.ko)
        if wanted in (" ".join(words.casefold().split()) for words in said):
            return [option.key]
    return []
