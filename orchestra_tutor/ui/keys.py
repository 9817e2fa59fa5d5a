"""The keys of the tutor: the same letters everywhere, typed alone where letters could be an answer."""

from typing import Final

from orchestra_tutor.sessions.views import AskView, FeedbackView, PageView
from orchestra_tutor.text import Text

NEXT: Final = "enter"
ENTER: Final = Text("Enter", "엔터")  # what NEXT is called
WORDS: Final[dict[str, Text]] = {
    NEXT: Text("next", "다음"),
    "b": Text("back", "이전"),
    "h": Text("hint", "힌트"),
    "s": Text("don't know", "모르겠음"),
    "u": Text("undo", "되돌리기"),
    "r": Text("sources", "출처"),
    "f": Text("flag", "문제 신고"),
    "l": Text("한국어", "English"),
    "q": Text("quit", "끝내기"),
}

# A Korean keyboard that is set to Hangul sends these where the Latin key was meant (두벌식).
HANGUL: Final = dict(zip("ㅠㅗㄴㅕㄱㄹㅣㅂㅎㅅㅛㅜ", "bhsurflqgtyn", strict=True))


def latin(key: str) -> str:
    """The key as it stands on the keyboard, whichever language that is set to."""
    return HANGUL.get(key, key.lower())


def keys_of(view: PageView | AskView | FeedbackView) -> list[str]:
    """The keys that do something while `view` is shown, in the order in which they are named."""
    back = ["b"] if view.can_go_back else []
    match view:
        case PageView():
            return [NEXT, *back, "r", "l", "q"]
        case AskView():
            hint = ["h"] if view.more_hints else []
            undo = ["u"] if view.can_undo else []
            return [*hint, "s", *undo, *back, "f", "l", "q"]
    undo = ["u"] if view.can_undo else []
    return [NEXT, *undo, *back, "r", "f", "l", "q"]
