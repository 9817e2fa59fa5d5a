"""A generated course of any size, to see what size costs. Its first lesson is the same in every size."""

from pathlib import Path
from typing import Final

NAME: Final = "bench"
STEM: Final = "Which one of these belongs to the question that is named {item}?"
OPTIONS: Final = (
    "The one that fits it well",
    "The one that almost fits it",
    "The one that others would say",
    "The one that nobody would say",
)

COURSE: Final = """\
id: {name}
title: {{en: "Generated", ko: "생성된 과정"}}
lessons: [{lessons}]
"""

SOURCES: Final = """\
- id: page
  title: "A page"
  publisher: "Nobody"
  url: https://example.com/page
  checked: "2026-11-23"
"""

LESSON: Final = """\
id: {lesson}
kind: comparison
title: {{en: "{lesson}", ko: "{lesson}"}}
minutes: 10
objectives:
  - {{en: "Know {lesson}.", ko: "{lesson} 이해하기."}}
steps:
  - teach:
      en: What {lesson} says about containers that are started, watched and replaced.
      ko: 시작되고 관찰되고 교체되는 컨테이너에 대해 {lesson} 레슨이 말하는 것.
    sources: [page]
  - check: {lesson}-1
takeaways:
  - {{en: "{lesson} is known.", ko: "{lesson} 끝."}}
"""

ITEM: Final = """\
- id: {item}
  kind: choice
  level: junior
  skill: apply
  stem: {{en: "{stem}", ko: "{item} 문제의 답은 무엇인가?"}}
  options:
    - key: option-1
      text: {{en: "{options[0]}", ko: "잘 맞는 것"}}
      right: true
      why: {{en: "It fits.", ko: "맞다."}}
    - key: option-2
      text: {{en: "{options[1]}", ko: "거의 맞는 것"}}
      why: {{en: "It does not quite fit.", ko: "조금 다르다."}}
    - key: option-3
      text: {{en: "{options[2]}", ko: "남들이 말하는 것"}}
      why: {{en: "It does not fit.", ko: "다르다."}}
    - key: option-4
      text: {{en: "{options[3]}", ko: "아무도 말하지 않는 것"}}
      why: {{en: "It does not fit at all.", ko: "전혀 다르다."}}
  sources: [page]
  holds: {{checked: "2026-11-23"}}
"""


def lesson_id(number: int) -> str:
    return f"lesson-{number}"


def stem(lesson: str, number: int) -> str:
    """What item `number` of the lesson asks, from 1."""
    return STEM.format(item=f"{lesson}-{number}")


def write(root: Path, lessons: int, items: int) -> Path:
    """A course of `lessons` lessons with `items` items each, in the folder `root`."""
    ids = [lesson_id(number) for number in range(lessons)]
    root.mkdir()
    (root / "course.yaml").write_text(COURSE.format(name=NAME, lessons=", ".join(ids)), "utf-8")
    (root / "sources.yaml").write_text(SOURCES, "utf-8")
    for lesson in ids:
        folder = root / "all" / lesson
        folder.mkdir(parents=True)
        asked = (
            ITEM.format(item=f"{lesson}-{number}", stem=stem(lesson, number), options=OPTIONS)
            for number in range(1, items + 1)
        )
        (folder / "lesson.yaml").write_text(LESSON.format(lesson=lesson), "utf-8")
        (folder / "items.yaml").write_text("".join(asked), "utf-8")
    return root
