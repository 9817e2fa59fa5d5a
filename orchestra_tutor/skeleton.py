"""What `tutor content new` writes: small content that passes the check and shows where to go on."""

from typing import Final

COURSE: Final = """\
id: {pack}
title: {{en: "{pack}", ko: "{pack}"}}
lessons:
  - {lesson}
"""

SOURCES: Final = """\
- id: first-source
  title: "The page that the facts were read on"
  publisher: "Its publisher"
  url: https://example.com/page
  checked: "{today}"
"""

BELIEFS: Final = """\
- id: first-belief
  belief: {en: "What a person wrongly believes, as they say it.", ko: "사람들이 흔히 말하는 오해."}
  truth: {en: "What is true.", ko: "실제 사실."}
  sources: [first-source]
"""

LESSON: Final = """\
id: {lesson}
kind: comparison                  # foundation | feature | tool | launch-type | comparison
title: {{en: "{lesson}", ko: "{lesson}"}}
requires: []
minutes: 10
objectives:
  - {{en: "Say what it is for.", ko: "무엇에 쓰는지 말할 수 있다."}}
steps:
  - teach:
      en: |
        One idea, in at most 120 words.
      ko: |
        한 단계에 한 가지 내용만 담는다(영어 기준 120단어 이내).
    figure:
      title: {{en: "A picture", ko: "그림"}}
      chain:
        boxes: [{{en: "first", ko: "처음"}}, {{en: "then", ko: "다음"}}]
    sources: [first-source]
  - check: {lesson}-first
takeaways:
  - {{en: "What to take along.", ko: "기억할 것."}}
"""

_COMMON: Final = """\
- id: {id}
  kind: {kind}
  level: junior                   # junior | mid | senior
  skill: apply                    # recall | apply | debug | compare
"""

_END: Final = """\
  hints:
    - {{en: "A step towards the answer.", ko: "답으로 가는 한 걸음."}}
  sources: [{source}]
  holds: {{checked: "{today}"}}
"""

_KINDS: Final = {
    "choice": """\
  stem: {{en: "{id}: which one fits?", ko: "{id}: 알맞은 것은 어느 것인가?"}}
  options:
    - key: fits
      text: {{en: "the one that fits", ko: "알맞은 보기"}}
      right: true
      why: {{en: "Why it is right.", ko: "맞는 이유."}}
    - key: tempting
      text: {{en: "a tempting one", ko: "그럴듯한 보기"}}
      why: {{en: "Why it is wrong.", ko: "틀린 이유."}}
    - key: other
      text: {{en: "what others say", ko: "흔한 다른 답"}}
      why: {{en: "Why that is wrong.", ko: "틀린 이유."}}
""",
    "order": """\
  stem: {{en: "{id}: in which order does it happen?", ko: "{id}: 어떤 순서로 일어나는가?"}}
  entries:
    - {{key: one, text: {{en: "first", ko: "처음"}}}}
    - {{key: two, text: {{en: "second", ko: "두 번째"}}}}
    - {{key: three, text: {{en: "third", ko: "세 번째"}}}}
  why: {{en: "Why this order.", ko: "이 순서인 이유."}}
""",
    "match": """\
  stem: {{en: "{id}: what belongs together?", ko: "{id}: 서로 맞는 것끼리 연결하세요."}}
  pairs:
    - left: {{key: l-one, text: {{en: "left one", ko: "왼쪽 하나"}}}}
      right: {{key: r-one, text: {{en: "right one", ko: "오른쪽 하나"}}}}
      why: {{en: "Why.", ko: "이유."}}
    - left: {{key: l-two, text: {{en: "left two", ko: "왼쪽 둘"}}}}
      right: {{key: r-two, text: {{en: "right two", ko: "오른쪽 둘"}}}}
      why: {{en: "Why.", ko: "이유."}}
    - left: {{key: l-three, text: {{en: "left three", ko: "왼쪽 셋"}}}}
      right: {{key: r-three, text: {{en: "right three", ko: "오른쪽 셋"}}}}
      why: {{en: "Why.", ko: "이유."}}
""",
    "phrase": """\
  stem: {{en: "{id}: what is it called?", ko: "{id}: 무엇이라고 부르는가?"}}
  accept: {{en: ["the term"], ko: ["그 용어"]}}
  why: {{en: "Why it is called so.", ko: "그렇게 부르는 이유."}}
""",
    "number": """\
  stem: {{en: "{id}: how many members make a majority of 5?", ko: "{id}: 멤버 5개의 과반은 몇 개인가?"}}
  answer: {{by: quorum.majority, with: {{members: 5}}}}   # with draw and shown, other numbers at every asking
  why: {{en: "More than half of 5.", ko: "5의 절반보다 많아야 한다."}}
""",
    "command": """\
  stem: {{en: "{id}: scale the service `web` to 5 replicas.", ko: "{id}: 서비스 `web`을 복제본 5개로 확장하세요."}}
  answers:                        # the first is shown; others do the same by another command
    - docker service scale web=5
    - docker service update --replicas 5 web
  ignores: [--with-registry-auth] # flags that may be given or left out; with a value, --user=app, only with that
  why: {{en: "It sets how many tasks are wanted.", ko: "원하는 태스크 수를 정한다."}}
""",
}

KINDS: Final = tuple(_KINDS)


def item(name: str, kind: str, source: str, today: str) -> str:
    """An item that passes, to be appended to items.yaml."""
    return (_COMMON + _KINDS[kind] + _END).format(id=name, kind=kind, source=source, today=today)


def lesson(name: str, today: str) -> dict[str, str]:
    """The files of a lesson's folder."""
    return {
        "lesson.yaml": LESSON.format(lesson=name),
        "items.yaml": item(f"{name}-first", "choice", "first-source", today),
    }


def shared(pack: str, first_lesson: str, today: str) -> dict[str, str]:
    """The files at the top of a new pack."""
    return {
        "course.yaml": COURSE.format(pack=pack, lesson=first_lesson),
        "sources.yaml": SOURCES.format(today=today),
        "misconceptions.yaml": BELIEFS,
    }
