"""How a person scores a spoken answer, and corrects what was found in a typed one."""

import re
from typing import Final

from orchestra_tutor.questions.open import Open
from orchestra_tutor.sessions.events import Correct
from orchestra_tutor.sessions.talk import Talk
from orchestra_tutor.sessions.views import AskView
from orchestra_tutor.text import Text, same
from orchestra_tutor.ui.render import Library

Points = list[tuple[str, Text]]

SPEAK: Final = Text("Say your answer aloud, then press Enter", "소리 내어 답한 뒤 엔터를 누르세요")
MARK_SAID: Final = Text("Which of these did you say?", "다음 중 말한 내용은 무엇인가요?")
MARK_HEARD: Final = Text("Which of these does your answer say?", "다음 중 답에 들어 있는 내용은 무엇인가요?")
MARK: Final = Text("Space marks, Enter sends", "스페이스로 표시, 엔터로 제출")
WHICH_SAID: Final = Text("The numbers of what you said, such as 1 3", "말한 내용의 번호(예: 1 3)")
WHICH_HEARD: Final = Text("The numbers of what your answer says, such as 1 3", "답에 들어 있는 내용의 번호(예: 1 3)")
BELIEVED: Final = Text("Red flag: {belief}", "위험 신호: {belief}")


def points_of(view: AskView) -> Points:
    """What a good answer says, in the order of the rubric."""
    question = view.item.question
    return [(point.key, point.text) for point in question.points] if isinstance(question, Open) else []


def corrigible(talk: Talk, library: Library) -> Points:
    """What the person may have said: the points, and the red flags that were heard."""
    points = [(heard.point.key, heard.point.text) for heard in talk.heard]
    for belief in talk.turns[0].beliefs:
        known = library.belief(belief, talk.item.id)
        points.append((belief, BELIEVED.fill(belief=known.belief if known else same(belief))))
    return points


def heard_in(talk: Talk) -> set[str]:
    """What was found in the first answer."""
    return {*talk.turns[0].keys, *talk.turns[0].beliefs}


def numbered(typed: str, points: Points) -> list[str]:
    """The keys of the points with these numbers."""
    numbers = {int(number) for number in re.findall(r"\d+", typed)}
    return [key for n, (key, _) in enumerate(points, 1) if n in numbers]


def correction(at: float, said: list[str], heard: set[str]) -> Correct:
    """What has to change, where `said` is what the answer says and `heard` what was found in it."""
    return Correct(at, tuple(key for key in said if key not in heard), tuple(sorted(heard - set(said))))
