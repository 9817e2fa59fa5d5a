"""The keys of the tutor: the same letters everywhere, typed alone where letters could be an answer."""

from typing import Final

from orchestra_tutor.question import Enter, Inspect
from orchestra_tutor.sessions.views import AskView, FeedbackView, HearingView, PageView
from orchestra_tutor.text import Text

NEXT: Final = "enter"
ENTER: Final = Text("Enter", "엔터")  # what NEXT is called
KNOWN: Final = "d"
WORDS: Final[dict[str, Text]] = {
    NEXT: Text("next", "다음"),
    "b": Text("back", "이전"),
    "h": Text("hint", "힌트"),
    "s": Text("don't know", "모르겠음"),
    "v": Text("say it aloud", "말로 답하기"),
    "e": Text("editor", "편집기"),
    "c": Text("correct this", "채점 고치기"),
    KNOWN: Text("I know the cause", "원인을 알았음"),
    "u": Text("undo", "되돌리기"),
    "r": Text("sources", "출처"),
    "f": Text("flag", "문제 신고"),
    "l": Text("한국어", "English"),
    "q": Text("quit", "끝내기"),
}

# A Korean keyboard that is set to Hangul sends these where the Latin key was meant (두벌식).
HANGUL: Final = dict(zip("ㅠㅗㄴㅕㄱㄹㅣㅂㅎㅅㅛㅜㄷㅍㅊㅇ", "bhsurflqgtynevcd", strict=True))


def latin(key: str) -> str:
    """The key as it stands on the keyboard, whichever language that is set to."""
    return HANGUL.get(key, key.lower())


Shown = PageView | AskView | FeedbackView | HearingView


def keys_of(view: Shown) -> list[str]:
    """The keys that do something while `view` is shown, in the order in which they are named."""
    undo = ["u"] if not isinstance(view, PageView) and view.can_undo else []
    if isinstance(view, HearingView):
        correct = ["c"] if view.can_correct else []
        return [NEXT, *correct, *undo, "r", "f", "l", "q"]
    back = ["b"] if view.can_go_back else []
    match view:
        case PageView():
            return [NEXT, *back, "r", "l", "q"]
        case AskView():
            hint = ["h"] if view.more_hints else []
            free = ["v", "e"] if is_open(view) else []
            knows = [KNOWN] if isinstance(view.prompt, Inspect) else []
            return [*free, *knows, *hint, "s", *undo, *back, "f", "l", "q"]
    return [NEXT, *undo, *back, "r", "f", "l", "q"]


def is_open(view: AskView) -> bool:
    """Whether the answer is free words, of many lines."""
    return isinstance(view.prompt, Enter) and view.prompt.what == "open"
