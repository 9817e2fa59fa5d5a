"""For every check, content that passes and content that fails, with the place that the problem points at.

`‹code›` in YAML marks the place where a problem with that code is expected; nothing else may be found.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from orchestra_tutor import skeleton
from orchestra_tutor.app import problems_of
from orchestra_tutor.linter import CHECKS, bank, cases, dates, draws, items, languages, lessons, opens, references
from orchestra_tutor.linter.scope import Scope
from orchestra_tutor.loader import load
from orchestra_tutor.source import Problem, Span
from tests.courses import ITEMS, LESSON, TINY, change, copy_of_tiny


class Example(NamedTuple):
    """A change of the tiny course that is fine, and ones like it that are not."""

    check: Callable[[Scope], Iterator[Problem]]
    file: str
    old: str
    passes: str
    fails: tuple[str, ...]


REQUIRES = "requires: []"
FOURTH_STEP = '{en: "A follower follows the leader.", ko: "팔로워는 리더를 따른다."}'
LAST_WHY = 'why: {en: "A copy first.", ko: "복사가 먼저다."}\n  sources: [raft]'
BELIEF = 'why: {en: "It accepts them.", ko: "짝수도 받아들인다."}\n      belief: even-is-safer'
ODD_STEM = 'stem: {en: "Why do people run an odd number of managers?", ko: "매니저를 홀수로 두는 까닭은 무엇인가?"}'
ODD_OPTIONS = """  options:
    - key: even-saves-nothing
      text: {en: "one more raises the majority too", ko: "하나 더하면 과반도 커진다"}
      right: true"""
RIGHT = 'text: {en: "one more raises the majority too", ko: "하나 더하면 과반도 커진다"}'
REFUSED = 'text: {en: "the cluster refuses even numbers", ko: "클러스터가 짝수를 거부한다"}'
FASTER = 'text: {en: "votes of odd groups are faster", ko: "홀수일 때 투표가 빠르다"}'
FASTER_OPTION = f"""    - key: faster-votes
      {FASTER}
      why: {{en: "Speed depends on the size alone.", ko: "속도는 크기에 달려 있다."}}
"""
DUTIES = """  stem: {en: "Select the two duties of a leader.", ko: "리더의 임무 두 가지를 고르라."}
  select: several
  options:
    - key: log"""
BACKUP = """  stem: {en: "What do you make before a repair?", ko: "수리 전에 무엇을 만드는가?"}
  accept: {en: [backup], ko: [백업]}"""
BACKUP_ITEM = f"""- id: backup-word
  kind: phrase
  level: junior
  skill: recall
{BACKUP}"""
BACKUP_WHOLE = f"""{BACKUP_ITEM}
  why: {{en: "A repair may go wrong.", ko: "수리는 잘못될 수 있다."}}
  sources: [raft]
  holds: {{checked: "2026-11-24"}}
"""
OPEN_ITEM = """- id: backup-word
  kind: open
  level: junior
  skill: apply
  stem: {en: "Would you run a fourth manager?", ko: "매니저를 네 개로 늘리겠습니까?"}
  points:
    - key: majority
      must: true
      text: {en: "The majority grows with it.", ko: "과반도 함께 커진다."}
      probe: {en: "How many must agree then?", ko: "그러면 몇 개가 동의해야 하나요?"}
      says: ["majority|과반 + grow|raise|커진|커지"]
    - key: cost
      text: {en: "Each write gets slower.", ko: "쓰기가 느려진다."}
      says: ["write|쓰기 + slower|느려"]
  flags:
    - belief: even-is-safer
      says: ["one more > safer", "하나 더 > 안전"]
      ask: {en: "Safer from what?", ko: "무엇으로부터 안전한가요?"}
      truth: majority
  model:
    answer: {en: "No, as the majority grows with it.", ko: "아니다. 과반도 함께 커진다."}
    reason: {en: "Still a single loss is survived.", ko: "견디는 것은 여전히 하나다."}
    example: {en: "Of 4 managers 3 must agree.", ko: "매니저 4개 중 3개가 동의해야 한다."}
    tradeoff: {en: "A fourth copy to keep.", ko: "사본을 네 개 두어야 한다."}
  sources: [raft]
  holds: {checked: "2026-11-24"}
"""
CASE_ITEM = skeleton.item("backup-word", "case", "raft", "2026-11-24")
DRAIN_ITEM = """- id: backup-word
  kind: command
  level: junior
  skill: recall
  stem: {en: "Move all tasks off `m1`.", ko: "`m1`의 태스크를 모두 옮기라."}
  answers:
    - docker node update --availability drain m1
    - docker node demote m1
  ignores: [--role]"""
DRAWN_ITEM = """- id: backup-word
  kind: number
  level: junior
  skill: recall
  stem: {en: "Count the votes to win among {n} peers.", ko: "동료가 {n}개 있을 때 이기는 데 드는 표는?"}
  answer: {by: quorum.majority, with: {members: "{n}"}}
  draw: {n: {from: 3, to: 90}}"""
SEVEN = 'stem: {en: "How many of 7 managers may fail?", ko: "매니저 7개 중 몇 개까지 실패해도 되는가?"}'
ELECTION = 'stem: {en: "In which order does an election go?", ko: "선거는 어떤 순서로 진행되는가?"}'
MEND = 'stem: {en: "How do you mend a lost quorum?", ko: "잃어버린 쿼럼을 어떻게 고치는가?"}'
_, CELLS, LAST_CELLS = (TINY / LESSON).read_text("utf-8").partition("cells:\n  etcd:\n")
_, SWARM, LAST_CELL = LAST_CELLS.partition("  swarm:\n")
FOLLOWER_AND_OTHERS = """
    - {key: candidate, text: {en: "a follower stands", ko: "팔로워가 후보로 나선다"}}
    - {key: votes, text: {en: "the others vote", ko: "다른 매니저가 투표한다"}}"""


def three(*options: str, before: str = "") -> str:
    """The why-odd item with three other options, of which the first is right."""
    right, *wrong = options
    return f"""  {before}options:
    - key: even-saves-nothing
      text: {right}
      right: true
      why: {{en: "The majority grows with every second manager.", ko: "과반은 매니저 둘마다 커진다."}}
    - key: even-is-refused
      text: {wrong[0]}
      why: {{en: "It accepts them.", ko: "짝수도 받아들인다."}}
      belief: even-is-safer
    - key: faster-votes
      text: {wrong[1]}
      why: {{en: "Speed depends on the size alone.", ko: "속도는 크기에 달려 있다."}}
"""


THREE = three(*(text.removeprefix("text: ") for text in (RIGHT, REFUSED, FASTER)))


def alike(*options: str, before: str = "") -> str:
    """The same with a mark for the place that all such warnings point at."""
    code, *rest = options
    return three(*rest, before=before).replace("    - key", f"    ‹{code}›- key", 1)


HOW = '{en: "how", ko: "어떻게"}'


def swarm(mechanism: str = HOW, en: str = "word " * 60, ko: str = "말" * 120, sources: str = "[raft]") -> str:
    """The last cell of the lesson; `en` and `ko` are its page."""
    return f"""    mechanism: {mechanism}
    body: {{en: {en}, ko: {ko}}}
    sources: {sources}
"""


EXAMPLES = [
    Example(
        references.ids_are_unique,
        ITEMS,
        "- id: backup-word",
        "- id: backup-noun",
        ("- id: ‹duplicate-id›why-odd",),
    ),
    Example(
        references.ids_are_unique,
        "misconceptions.yaml",
        "- id: even-is-safer",
        '- {id: odd, belief: {en: "a", ko: "가"}, truth: {en: "b", ko: "나"}, sources: [raft]}\n- id: even-is-safer',
        (
            """- {id: even-is-safer, belief: {en: "a", ko: "가"}, truth: {en: "b", ko: "나"}, sources: [raft]}
- id: ‹duplicate-id›even-is-safer""",
        ),
    ),
    Example(
        references.lessons_are_listed,
        "course.yaml",
        "lessons: [quorum]",
        "lessons:\n  - quorum",
        ("lessons: [quorum, ‹unknown-lesson›gossip]",),
    ),
    Example(
        references.requires_exist_and_end,
        LESSON,
        REQUIRES,
        "requires: [ ]",
        ("requires: [‹unknown-lesson›gossip]", "requires: ‹requires-cycle›[quorum]"),
    ),
    Example(
        references.checks_exist,
        LESSON,
        "- check: why-odd",
        "- check: two-duties",
        ("- check: ‹unknown-item›why-even", "- check: ‹asked-twice›majority-word"),
    ),
    Example(
        references.sources_exist,
        ITEMS,
        LAST_WHY,
        LAST_WHY.replace("[raft]", "\n    - raft"),
        (LAST_WHY.replace("[raft]", "[raft, ‹unknown-source›etcd]"),),
    ),
    Example(
        references.sources_exist,
        LESSON,
        f"{FOURTH_STEP}\n    sources: [raft]",
        f"{FOURTH_STEP}\n    sources: [raft, raft]",
        (f"{FOURTH_STEP}\n    sources: [‹unknown-source›etcd]",),
    ),
    Example(
        references.sources_exist,
        "misconceptions.yaml",
        "sources: [raft]",
        "sources: [ raft ]",
        ("sources: [‹unknown-source›etcd]",),
    ),
    Example(
        references.sources_exist,
        LESSON,
        LAST_CELL,
        swarm(sources="[raft, raft]"),
        (swarm(sources="[raft, ‹unknown-source›etcd]"),),
    ),
    Example(
        references.beliefs_exist,
        ITEMS,
        BELIEF,
        BELIEF.replace("even-is-safer", '"even-is-safer"'),
        (BELIEF.replace("even-is-safer", "‹unknown-belief›odd-is-safer"),),
    ),
    Example(
        references.cells_exist,
        ITEMS,
        "cells: [clustering/swarm]",
        "cells: []",
        ("cells: [clustering/swarm, ‹unknown-cell›clustering/eks]", "cells: [‹unknown-cell›swarm/clustering]"),
    ),
    Example(
        references.cells_belong,
        LESSON,
        CELLS,
        CELLS.replace("etcd", '"etcd"'),
        (CELLS.replace("etcd", "‹unknown-platform›‹missing-cell›ectd"),),
    ),
    Example(
        references.cells_belong,
        LESSON,
        CELLS + LAST_CELLS,
        CELLS + LAST_CELLS.replace("  swarm:", '  "swarm":'),
        (CELLS.replace("etcd", "‹missing-cell›etcd") + LAST_CELLS.partition(SWARM)[0],),
    ),
    Example(
        languages.numbers_agree,
        LESSON,
        LAST_CELL,
        swarm('{en: "1,000 votes in 2 s", ko: "2 s에 1000표"}'),
        (
            swarm('‹numbers-differ›{en: "2 votes", ko: "3표"}'),
            swarm(en=f'"9 {"word " * 60}"').replace("body: ", "body: ‹numbers-differ›"),
        ),
    ),
    Example(
        languages.numbers_agree,
        LESSON,
        FOURTH_STEP,
        '{en: "After 1,000 s the 2nd votes.", ko: "1000 s 뒤에 2번이 투표한다."}',
        (
            '‹numbers-differ›{en: "After 5 minutes.", ko: "10분 뒤에."}',
            '‹numbers-differ›{en: "After five minutes.", ko: "5분 뒤에."}',
        ),
    ),
    Example(
        languages.code_agrees,
        LESSON,
        FOURTH_STEP,
        '{en: "Set `replicas` with --detach.", ko: "--detach 로 `replicas`를 정한다."}',
        (
            '‹code-differs›{en: "Set `replicas`.", ko: "replicas를 정한다."}',
            '‹code-differs›{en: "Use --detach.", ko: "--attach 를 쓴다."}',
        ),
    ),
    Example(
        languages.negations_agree,
        ITEMS,
        ODD_STEM,
        'stem: {en: "Why is an even number no gain?", ko: "짝수가 이득이 아닌 까닭은 무엇인가?"}',
        (
            'stem: ‹negation-differs›{en: "Why is an even number no gain?", ko: "짝수가 손해인 까닭은 무엇인가?"}',
            'stem: ‹negation-differs›{en: "Why is an even number a loss?", ko: "짝수로 두지 않는 까닭은 무엇인가?"}',
        ),
    ),
    Example(
        languages.negations_agree,
        ITEMS,
        FASTER,
        'text: {en: "odd groups never wait at all", ko: "홀수면 기다리지 않는다"}',
        ('text: ‹negation-differs›{en: "odd groups never wait at all", ko: "홀수면 기다릴 수도 있다"}',),
    ),
    Example(
        lessons.steps_are_short,
        LESSON,
        FOURTH_STEP,
        f'{{en: "{"word " * 120}", ko: "{"말" * 480}"}}',
        (
            f'{{en: ‹step-too-long›"{"word " * 121}", ko: "말"}}',
            f'{{en: "word", ko: ‹step-too-long›"{"말" * 481}"}}',
        ),
    ),
    Example(
        lessons.cells_are_short,
        LESSON,
        LAST_CELL,
        swarm(f'{{en: "{"word " * 15}", ko: "{"말 " * 15}"}}', "word " * 160, "말" * 640),
        (
            swarm(f'{{en: ‹cell-length›"{"word " * 16}", ko: "말"}}'),
            swarm(f'{{en: "word", ko: ‹cell-length›"{"말 " * 16}"}}'),
            swarm(en=f"‹cell-length›{'word ' * 59}"),
            swarm(en=f"‹cell-length›{'word ' * 161}"),
            swarm(ko=f"‹cell-length›{'말' * 119}"),
            swarm(ko=f"‹cell-length›{'말' * 641}"),
        ),
    ),
    Example(
        lessons.markdown_is_known,
        LESSON,
        LAST_CELL,
        swarm('{en: "**how**, by `raft`", ko: "`raft`로, **어떻게**"}', f'"- {"word " * 60}"', f'"- {"말" * 120}"'),
        (
            swarm('{en: ‹markdown›"see [this](that)", ko: "이것"}'),
            swarm('{en: "this", ko: ‹markdown›"*이것*"}'),
            swarm(en=f'‹markdown›"# {"word " * 60}"'),
            swarm(ko=f'‹markdown›"> {"말" * 120}"'),
        ),
    ),
    Example(
        lessons.markdown_is_known,
        LESSON,
        FOURTH_STEP,
        '{en: "- **one**\\n- `two`\\n\\n```\\n# three\\n```\\n2 * 2", ko: "- **하나**\\n- `two`\\n\\n2 * 2"}',
        (
            '{en: ‹markdown›"# Heading", ko: "제목"}',
            '{en: "Heading", ko: ‹markdown›"## 제목"}',
            '{en: ‹markdown›"1. one", ko: "1 하나"}',
            '{en: ‹markdown›"> quoted", ko: "인용"}',
            '{en: ‹markdown›"| a | b |", ko: "표"}',
            '{en: ‹markdown›"See [the page](https://example.com).", ko: "그 쪽을 보라."}',
            '{en: ‹markdown›"- one\\n  - two", ko: "- 하나"}',
            '{en: ‹markdown›"An *important* word.", ko: "중요한 말."}',
            '{en: ‹markdown›"A <b>bold</b> word.", ko: "굵은 말."}',
            '{en: ‹markdown›"An open ` mark.", ko: "열린 표시."}',
            '{en: ‹markdown›"```\\nno end", ko: "끝이 있다."}',
        ),
    ),
    Example(
        lessons.figures_fit,
        LESSON,
        'arrows: [{en: "majority", ko: "과반"}]',
        'back: {en: "once more", ko: "다시"}',
        ('arrows: ‹figure-arrows›[{en: "majority", ko: "과반"}, {en: "twice", ko: "두 번"}]',),
    ),
    Example(
        lessons.figures_fit,
        LESSON,
        """head: [{en: "Managers", ko: "매니저"}, {en: "Majority", ko: "과반"}]""",
        """head: [{en: "Members", ko: "멤버"}, {en: "Majority", ko: "과반"}]""",
        ("""‹figure-table›head: [{en: "a", ko: "가"}, {en: "b", ko: "나"}, {en: "c", ko: "다"}]""",),
    ),
    Example(
        lessons.figures_fit,
        LESSON,
        """title: {en: "Sizes", ko: "크기"}
      table:
        head: [{en: "Managers",""",
        f"""title: {{en: "Sizes", ko: "크기"}}
      table:
        head: [{{en: "{"M" * 45}",""",
        (
            f"""‹figure-too-wide›title: {{en: "Sizes", ko: "크기"}}
      table:
        head: [{{en: "{"M" * 70}",""",
        ),
    ),
    Example(
        items.samples_hold,
        ITEMS,
        """id: majority-of-five
  kind: number
  level: junior""",
        """id: majority-of-five
  kind: number
  tolerance: 0.5
  level: junior""",
        (
            """id: ‹key-refuted›majority-of-five
  kind: number
  tolerance: 2
  level: junior""",
        ),
    ),
    Example(
        items.keys_are_unique,
        ITEMS,
        """id: election-order
  kind: order
  level: mid
  skill: apply
  stem: {en: "In which order does an election go?", ko: "선거는 어떤 순서로 진행되는가?"}
  entries:
    - {key: silence,""",
        """id: election-order
  kind: order
  level: mid
  skill: apply
  stem: {en: "In which order does an election go?", ko: "선거는 어떤 순서로 진행되는가?"}
  entries:
    - {key: leader,""",
        (
            """id: ‹duplicate-key›‹key-refuted›election-order
  kind: order
  level: mid
  skill: apply
  stem: {en: "In which order does an election go?", ko: "선거는 어떤 순서로 진행되는가?"}
  entries:
    - {key: votes,""",
        ),
    ),
    Example(
        items.keys_are_unique,
        ITEMS,
        """pairs:
    - left: {key: leader, text: {en: "leader", ko: "리더"}}
      right: {key: writes, text: {en: "writes", ko: "쓴다"}}""",
        """pairs:
    - left: {key: leader, text: {en: "leader", ko: "리더"}}
      right: {key: copies, text: {en: "copies", ko: "복사한다"}}""",
        (
            """pairs:
    ‹duplicate-key›- left: {key: leader, text: {en: "leader", ko: "리더"}}
      right: {key: copies, text: {en: "writes", ko: "쓴다"}}""",
        ),
    ),
    Example(
        items.counts_are_right,
        ITEMS,
        ODD_OPTIONS,
        ODD_OPTIONS.replace("  options", "  ordered: false\n  options"),
        (
            ODD_OPTIONS.replace("    - key", "    ‹right-count›- key").replace("right: true", "right: false"),
            ODD_OPTIONS.replace("  options", "  select: several\n  options").replace("- key", "‹right-count›- key"),
        ),
    ),
    Example(
        items.counts_are_right,
        ITEMS,
        DUTIES,
        DUTIES.replace("two", "2").replace("두 가지를", "2개를"),
        (
            DUTIES.replace("stem: {", "stem: ‹count-unsaid›{").replace("two ", "").replace("두 가지를", "모두"),
            DUTIES.replace("stem: {", "stem: ‹count-unsaid›{").replace("two ", ""),
            DUTIES.replace("several", "one").replace("- key", "‹right-count›- key"),
        ),
    ),
    Example(
        items.counts_are_right,
        ITEMS,
        THREE,
        THREE
        + FASTER_OPTION.replace("faster-votes", "slower-votes").replace("faster", "slower").replace("빠르", "느리"),
        (THREE.replace(FASTER_OPTION, "").replace("    - key", "    ‹option-count›- key", 1),),
    ),
    Example(
        items.stems_are_clear,
        ITEMS,
        ODD_STEM,
        f'stem: {{en: "Which is NOT {"a" * 585}?", ko: "이득이 **아닌 것**은?"}}',
        (
            f'stem: ‹stem-too-long›{{en: "{"a" * 601}?", ko: "까닭은?"}}',
            'stem: ‹negation-unmarked›{en: "Which of these is not a gain?", ko: "이득이 **아닌 것**은?"}',
            'stem: ‹negation-unmarked›{en: "Which of these is NOT a gain?", ko: "이득이 아닌 것은?"}',
        ),
    ),
    Example(
        items.stems_are_clear,
        ITEMS,
        THREE,
        THREE.replace("      belief: even-is-safer\n", "") + "      belief: even-is-safer\n",
        (THREE.replace("    - key", "    ‹no-belief›- key", 1).replace("      belief: even-is-safer\n", ""),),
    ),
    Example(
        bank.stems_differ,
        ITEMS,
        BACKUP,
        BACKUP.replace(BACKUP.strip().splitlines()[0], ELECTION),  # the stem of an item of another kind
        (
            BACKUP.replace("{", "‹duplicate-stem›‹near-stem›{", 1).replace(
                "What do you make before a repair?", "What is the number of managers called, that must agree?"
            ),
            BACKUP.replace("{", "‹duplicate-stem›‹near-stem›{", 1).replace(
                "수리 전에 무엇을 만드는가?", "동의해야 하는 매니저의 수를 무엇이라고 부르는가?"
            ),
        ),
    ),
    Example(
        dates.dates_are_dates,
        ITEMS,
        LAST_WHY + '\n  holds: {checked: "2026-11-24"}',
        LAST_WHY + '\n  holds: {swarm: ">=1.12"}',
        (
            LAST_WHY + '\n  holds: {checked: ‹wrong-date›"last year"}',
            LAST_WHY + "\n  holds: {checked: ‹wrong-date›2026-11}",
        ),
    ),
    Example(
        bank.stems_are_far_apart,
        ITEMS,
        SEVEN,
        SEVEN.replace("fail", "agree"),  # 5 of all 9 words stand in both
        (
            'stem: ‹near-stem›{en: "How many of all managers must agree on entries?", ko: "몇인가?"}',  # 6 of all 10
            SEVEN.replace("{", "‹near-stem›{").replace("몇 개까지 실패해도 되는가", "몇 개가 동의해야 하는가"),
        ),
    ),
    Example(
        bank.answers_are_hidden,
        ITEMS,
        BACKUP,
        BACKUP.replace("do you make", "do backups need") + '\n  hints: [{en: "Copy it.", ko: "복사하라."}]',
        (
            BACKUP.replace("{en", "‹answer-shown›{en", 1).replace("do you make", "does a Backup need"),
            BACKUP.replace("{en", "‹answer-shown›{en", 1).replace("무엇을", "어떤 백업을"),
            f'{BACKUP}\n  hints: [{{en: "Copy.", ko: "복사."}}, ‹answer-shown›{{en: "A backup.", ko: "사본."}}]',
        ),
    ),
    Example(
        bank.answers_are_hidden,
        ITEMS,
        ODD_STEM,
        ODD_STEM.replace("까닭은", "까닭(하나 더하면 과반도 커진다)은"),  # so short that others might say it, too
        (ODD_STEM.replace("{", "‹answer-shown›{").replace("?", " when one more raises the majority, too?", 1),),
    ),
    Example(
        bank.answers_are_hidden,
        ITEMS,
        MEND,
        MEND.replace("mend a lost quorum", "read a backup"),
        (
            MEND.replace("{", "‹gives-away›{").replace("How do you mend", "What do you make of a backup before"),
            MEND.replace("{", "‹gives-away›{").replace("잃어버린 쿼럼을 어떻게 고치는가", "수리 전에 백업을 만드는가"),
        ),
    ),
    Example(
        bank.answers_are_hidden,
        ITEMS,
        ELECTION,  # this one stands before the item whose answer it gives away
        ELECTION.replace("does an election", "do backups"),
        (ELECTION.replace("{", "‹gives-away›{").replace("In", "Before a repair and a backup, what do you make in"),),
    ),
    Example(
        items.options_are_sound,
        ITEMS,
        FASTER_OPTION,
        FASTER_OPTION.replace("votes of odd groups are faster", "all managers vote faster"),
        (
            FASTER_OPTION.replace("key", "‹all-of-the-above›key").replace(
                "votes of odd groups are faster", "all of the above are right"
            ),
            FASTER_OPTION.replace("key", "‹all-of-the-above›key").replace("홀수일 때 투표가 빠르다", "위의 모두다"),
            FASTER_OPTION.replace("key", "‹duplicate-option›key").replace(
                "votes of odd groups are faster", "The cluster refuses  even numbers"
            ),
            FASTER_OPTION.replace("key", "‹why-restates›key").replace(
                "Speed depends on the size alone.", "Votes of odd groups are faster."
            ),
        ),
    ),
    Example(
        items.options_are_sound,
        ITEMS,
        THREE,
        THREE.replace("key: faster-votes", 'key: "true"'),
        (
            THREE.replace(f"key: faster-votes\n      {FASTER}", "‹missing-key›key: faster-votes").replace(
                "    - key", "    ‹lengths-apart›- key", 1
            ),
        ),
    ),
    Example(
        items.options_are_alike,
        ITEMS,
        THREE,
        three(
            '{en: "it is a 3rd of `them` (some) may lag", ko: "`them` (일부) 3번째가 늦을 수 있다"}',
            '{en: "it is a 4th of `them` (some) may lag", ko: "`them` (일부) 4번째가 늦을 수 있다"}',
            '{en: "it is a 5th of `them` (some) may lag", ko: "`them` (일부) 5번째가 늦을 수 있다"}',
        ),
        (
            alike(
                "right-longest",
                '{en: "one more raises the majority, too", ko: "같은 길이"}',
                '{en: "one less raises it", ko: "비슷하다"}',
                '{en: "it all depends", ko: "다 같다"}',
            ),
            alike(
                "lengths-apart",
                '{en: "one more raises it", ko: "같은 길이"}',
                '{en: "the cluster refuses even numbers", ko: "비슷하다"}',
                '{en: "it waits", ko: "다 같다"}',
            ),
            alike(
                "right-has-code",
                '{en: "it reads `raft`", ko: "`raft` 읽기"}',
                '{en: "it reads a log", ko: "로그를 읽는다"}',
                '{en: "it reads a disk", ko: "디스크를 읽는다"}',
            ),
            alike(
                "right-has-digits",
                '{en: "after 5 votes", ko: "5표 뒤에"}',
                '{en: "after all votes", ko: "투표 뒤에"}',
                '{en: "before a vote", ko: "투표 전에"}',
            ),
            alike(
                "right-has-brackets",
                '{en: "a vote (odd)", ko: "투표"}',
                '{en: "a vote first", ko: "먼저 투표"}',
                '{en: "a vote later", ko: "나중 투표"}',
            ),
            alike(
                "right-hedges",
                '{en: "votes may be lost", ko: "표를 잃는다"}',
                '{en: "votes are counted", ko: "표를 센다"}',
                '{en: "votes are stored", ko: "표를 둔다"}',
            ),
            alike(
                "wrong-absolute",
                '{en: "votes are lost", ko: "표를 잃는다"}',
                '{en: "votes always count", ko: "표를 센다"}',
                '{en: "votes must stay", ko: "표를 둔다"}',
            ),
            alike(
                "vague",
                '{en: "votes are lost", ko: "표를 잃는다"}',
                '{en: "votes rarely count", ko: "표를 센다"}',
                '{en: "votes are kept", ko: "표를 둔다"}',
            ),
            alike(
                "numbers-unordered",
                '{en: "3 votes", ko: "3표"}',
                '{en: "5 votes", ko: "5표"}',
                '{en: "4 votes", ko: "4표"}',
            ),
        ),
    ),
    Example(
        items.options_are_alike,
        ITEMS,
        THREE,
        three('{en: "3 s", ko: "3초"}', '{en: "4 s", ko: "4초"}', '{en: "5 s", ko: "5초"}', before="ordered: true\n  "),
        (
            alike(
                "numbers-unordered",
                '{en: "3 s", ko: "3초"}',
                '{en: "5 s", ko: "5초"}',
                '{en: "4 s", ko: "4초"}',
                before="ordered: true\n  ",
            ),
        ),
    ),
    Example(
        items.phrases_can_be_typed,
        ITEMS,
        BACKUP,
        BACKUP.replace("[backup]", "[backup, bk]"),
        (BACKUP.replace("accept: {", "accept: ‹phrase-too-short›{").replace("[backup]", "[backup, b]"),),
    ),
    Example(
        items.commands_are_known,
        ITEMS,
        BACKUP_ITEM,
        DRAIN_ITEM,
        (
            DRAIN_ITEM.replace("- docker node demote", "- ‹unknown-command›docker node demoted").replace(
                "id: b", "id: ‹key-refuted›b"
            ),
            DRAIN_ITEM.replace(
                "- docker node demote m1", "- ‹duplicate-answer›docker node update m1 --availability=drain"
            ),
            DRAIN_ITEM.replace(
                "- docker node demote m1",
                "- ‹duplicate-answer›docker node update --availability drain m1 --role worker",
            ),
            DRAIN_ITEM.replace("[--role", "[‹unknown-flag›--rolle"),
            DRAIN_ITEM.replace("[--role", "[‹unknown-flag›--rolle=worker"),
            DRAIN_ITEM.replace("id: b", "id: ‹key-refuted›b")
            .replace("- docker node update", "- ‹unknown-command›docker node update")
            .replace("[--role", "[‹unknown-flag›--role=boss"),
        ),
    ),
    Example(
        draws.draws_are_sound,
        ITEMS,
        BACKUP_ITEM,
        DRAWN_ITEM,
        (
            DRAWN_ITEM.replace("id: b", "‹instance-differs›id: b")
            .replace("stem: {", "stem: ‹names-differ›{")
            .replace("동료가 {n}개", "동료가"),
            DRAWN_ITEM.replace("stem: {", "stem: ‹names-differ›{").replace("draw: {", "draw: {k: [1, 2], "),
            DRAWN_ITEM.replace("stem: {", "stem: ‹particle-after-value›{").replace("{n}개", "{n}가"),
            DRAWN_ITEM.replace("draw: {", "draw: ‹few-instances›{").replace("{from: 3, to: 90}", "[3, 5, 7]"),
        ),
    ),
    Example(
        opens.models_are_whole,
        ITEMS,
        BACKUP_WHOLE,
        OPEN_ITEM,
        (
            re.sub(r"    tradeoff: .*\n", "", OPEN_ITEM).replace("    answer: {", "    ‹model-not-whole›answer: {"),
            re.sub(r"      probe: .*\n", "", OPEN_ITEM).replace("key: majority", "‹no-probe›key: majority"),
            OPEN_ITEM.replace('says: ["write', 'says: ["write", "write').replace("key: c", "‹says-too-little›key: c"),
        ),
    ),
    Example(
        opens.points_are_heard,
        ITEMS,
        BACKUP_WHOLE,
        OPEN_ITEM.replace("gets slower", "becomes slower"),
        (
            OPEN_ITEM.replace("gets slower", "takes longer").replace("key: cost", "‹point-unheard›key: cost"),
            OPEN_ITEM.replace("slower.", "slower, and one more is safer.").replace(
                "key: cost", "‹point-flagged›key: cost"
            ),
        ),
    ),
    Example(
        opens.beliefs_are_heard,
        ITEMS,
        BACKUP_WHOLE,
        OPEN_ITEM.replace('"하나 더 > 안전"', '"매니저 > 안전"'),
        (
            OPEN_ITEM.replace(', "하나 더 > 안전"', "").replace("- belief", "- ‹flag-unheard›belief"),
            OPEN_ITEM.replace(' 안전"', ' 안전", "fourth > saves"').replace("- belief", "- ‹flag-in-truth›belief"),
        ),
    ),
    Example(
        opens.answers_hold,
        ITEMS,
        BACKUP_WHOLE,
        OPEN_ITEM.replace("Still", "So still"),
        (
            OPEN_ITEM.replace("No, as the majority grows with it.", "No, as it costs more.").replace(
                "id: b", "id: ‹answer-refuted›b"
            ),
            OPEN_ITEM.replace("agree then", "agree as the majority grows").replace("id: b", "id: ‹answer-refuted›b"),
            OPEN_ITEM.replace("A fourth copy", "One more is safer, but").replace("id: b", "id: ‹answer-refuted›b"),
        ),
    ),
    Example(
        cases.looks_are_honest,
        ITEMS,
        BACKUP_WHOLE,
        CASE_ITEM.replace("There is room", "There is much room").replace(
            '      tells: {en: "There is much', '      helps: true\n      tells: {en: "There is much'
        ),
        (
            CASE_ITEM.replace("      helps: true\n", "", 1).replace(
                "    - key: load", "    ‹helping-looks›- key: load"
            ),
            CASE_ITEM.replace("      tells", "      helps: true\n      tells")
            .replace("      helps: true\n    -", "    -")
            .replace("    - key: load", "    ‹helping-looks›- key: load"),
            CASE_ITEM.replace(
                "|\n        12:06:58 GET / 200", "‹fix-shown›|\n        12:06:58 Run the backup at night!"
            ),
        ),
    ),
    Example(
        cases.outputs_fit,
        ITEMS,
        BACKUP_WHOLE,
        CASE_ITEM.replace("        12:06:58 GET / 200\n", "        12:06:58 GET / 200\n" * 12),
        (
            CASE_ITEM.replace("|\n        12:06", "‹output-too-big›|\n        12:06").replace(
                "        12:06:58 GET / 200\n", "        12:06:58 GET / 200\n" * 13
            ),
            CASE_ITEM.replace("|\n        12:06:58 GET / 200", f"‹output-too-big›|\n        12:06:58 GET /{'x' * 87}"),
            CASE_ITEM.replace("|\n        12:06:58 GET / 200", "‹output-fence›|\n        ```\n        12:06:58 GET"),
        ),
    ),
    Example(
        cases.fixes_are_safe,
        ITEMS,
        BACKUP_WHOLE,
        CASE_ITEM,
        (
            CASE_ITEM.replace("    - key: later\n", "    - ‹danger-right›key: later\n      danger: true\n").replace(
                "id: b", "id: ‹key-refuted›b", 1
            ),
            CASE_ITEM.replace("      danger: true\n", "").replace("    - key: later", "    ‹no-danger›- key: later"),
        ),
    ),
    Example(
        items.options_are_alike,
        ITEMS,
        BACKUP_WHOLE,
        CASE_ITEM.replace("pages are fast at noon", "pages are quick at noon"),
        (
            CASE_ITEM.replace("pages are fast at noon", "pages are fast at noon and at any other time").replace(
                "    - key: noon", "    ‹right-longest›- key: noon"
            ),
        ),
    ),
    Example(
        items.options_are_sound,
        ITEMS,
        BACKUP_WHOLE,
        CASE_ITEM.replace("the log has no errors", "no log has any errors"),
        (
            CASE_ITEM.replace(
                'the log has no errors", ko: "로그에 오류가 없다', 'the server is running", ko: "로그를 읽는다'
            ).replace("key: log", "‹duplicate-option›key: log"),
        ),
    ),
    Example(
        bank.answers_are_hidden,
        ITEMS,
        BACKUP_ITEM,
        DRAIN_ITEM,
        (DRAIN_ITEM.replace("stem: {", "stem: ‹answer-shown›{").replace("`m1`", "`docker node demote m1`"),),
    ),
]


def found(root: Path) -> list[tuple[str, Span]]:
    """Which problems the course has, and where; a problem in both languages counts once."""
    _, problems = problems_of(root)
    return sorted({(problem.code, problem.span) for problem in problems})


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return copy_of_tiny(tmp_path)


def test_the_tiny_course_has_no_problems(tiny: Path) -> None:
    assert found(tiny) == []


def test_every_check_has_an_example() -> None:
    by_themselves = {lessons.lessons_are_complete}  # test_a_thin_lesson_is_told_what_it_lacks
    assert {example.check for example in EXAMPLES} | by_themselves == set(CHECKS)


@pytest.mark.parametrize(
    ("file", "old", "passes"),
    [pytest.param(e.file, e.old, e.passes, id=f"{e.check.__name__}-{n}") for n, e in enumerate(EXAMPLES)],
)
def test_what_is_right_passes(file: str, old: str, passes: str, tiny: Path) -> None:
    change(tiny, file, old, passes)
    assert found(tiny) == []


@pytest.mark.parametrize(
    ("rule", "file", "old", "fails"),
    [
        pytest.param(e.check, e.file, e.old, fails, id=f"{e.check.__name__}-{re.findall('‹(.+?)›', fails)[0]}-{n}")
        for e in EXAMPLES
        for n, fails in enumerate(e.fails)
    ],
)
def test_what_is_wrong_fails_at_its_place_and_nowhere_else(
    rule: Callable[[Scope], Iterator[Problem]], file: str, old: str, fails: str, tiny: Path
) -> None:
    expected = change(tiny, file, old, fails)
    assert found(tiny) == sorted(expected)
    course, _ = load(tiny)
    assert course is not None
    own = {problem.code for problem in rule(Scope(course, course.outline.features, course.outline.platforms))}
    assert own & {code for code, _ in expected}


def without(start: str, end: str) -> Callable[[str], str]:
    """An edit that cuts a file from `start` to before `end`."""
    return lambda text: text[: text.index(start)] + text[text.index(end) :]


@pytest.mark.parametrize(
    ("file", "edit", "lacks"),
    [
        (LESSON, without('  - teach: {en: "Back up', "takeaways:"), "4 teach steps"),
        (LESSON, without("  - check: why-odd", '  - teach: {en: "A follower'), "2 checks"),
        (LESSON, lambda text: re.sub(r"    figure:\n(      .*\n)+", "", text), "no figure"),
        (ITEMS, without("- id: backup-word", "- id: repair-order"), "9 items"),
        (ITEMS, lambda text: re.sub("skill: (?:apply|compare)", "skill: recall", text), "1 of 10 items beyond recall"),
        (ITEMS, without("- id: two-duties", "- id: backup-word"), "6 items"),
    ],
)
def test_a_thin_lesson_is_told_what_it_lacks(file: str, edit: Callable[[str], str], lacks: str, tiny: Path) -> None:
    path = tiny / file
    path.write_text(edit(path.read_text("utf-8")), "utf-8")
    ((place,), (told,)) = zip(*[(p.span, p.message) for p in problems_of(tiny)[1]], strict=True)
    assert place == Span(str(tiny / LESSON), 1, 5)
    assert told.startswith(lacks)


def test_items_of_two_kinds_only_make_a_thin_lesson(tiny: Path) -> None:
    change(tiny, ITEMS, "- id: majority-of-five", "- id: first-number")
    text = (tiny / ITEMS).read_text("utf-8")
    kept = [item for item in re.split(r"\n(?=- id)", text) if "kind: phrase" in item or "kind: number" in item]
    (tiny / ITEMS).write_text("\n".join(kept), "utf-8")
    messages = {problem.message for problem in problems_of(tiny)[1] if problem.code == "thin-lesson"}
    assert messages == {"4 items, wanted 10 or more", "items of fewer than 3 kinds"}


def test_a_lesson_that_the_outline_does_not_list_is_a_problem(tiny: Path) -> None:
    expected = change(tiny, "course.yaml", "lessons: [quorum]", "lessons: [‹unknown-lesson›gossip]")
    expected += change(tiny, LESSON, "id: quorum", "id: ‹unlisted-lesson›quorum")
    assert found(tiny) == sorted(expected)


def test_lessons_may_need_each_other_in_one_direction_only(tiny: Path) -> None:
    def errors() -> list[tuple[str, Span]]:
        return [(p.code, p.span) for p in problems_of(tiny)[1] if p.level == "error"]

    gossip = tiny / "basics" / "gossip" / "lesson.yaml"
    gossip.parent.mkdir()
    text = (tiny / LESSON).read_text("utf-8").replace("id: quorum", "id: gossip").partition(CELLS)[0]
    gossip.write_text(re.sub(r"  - check: .*\n", "", text), "utf-8")
    change(tiny, "course.yaml", "lessons: [quorum]", "lessons: [gossip, quorum]")

    change(tiny, LESSON, REQUIRES, "requires: [gossip]")
    assert errors() == []
    change(tiny, "basics/gossip/lesson.yaml", REQUIRES, "requires: [quorum]")
    assert [code for code, _ in errors()] == ["requires-cycle", "requires-cycle"]


def test_a_source_has_one_id(tiny: Path) -> None:
    line = (tiny / "sources.yaml").read_text("utf-8")
    expected = change(tiny, "sources.yaml", line, line + line.replace("id: raft", "id: ‹duplicate-id›raft"))
    assert found(tiny) == expected


@pytest.mark.parametrize(
    ("waive", "left"),
    [
        ("waive: {no-belief: nobody would say it}", set()),
        ("waive: {vague: quoted}", {"no-belief"}),
        ("waive: {}", {"no-belief"}),
    ],
)
def test_an_item_waives_a_warning_by_its_code(waive: str, left: set[str], tiny: Path) -> None:
    change(tiny, ITEMS, BELIEF, BELIEF.replace("\n      belief: even-is-safer", ""))
    change(tiny, ITEMS, ODD_STEM, f"{ODD_STEM}\n  {waive}")
    assert {code for code, _ in found(tiny)} == left


def test_one_item_does_not_waive_for_another(tiny: Path) -> None:
    change(tiny, ITEMS, BELIEF, BELIEF.replace("\n      belief: even-is-safer", ""))
    change(tiny, ITEMS, BACKUP, f"{BACKUP}\n  waive: {{no-belief: not mine}}")
    assert {code for code, _ in found(tiny)} == {"no-belief"}


def test_an_error_cannot_be_waived(tiny: Path) -> None:
    change(tiny, ITEMS, "cells: [clustering/swarm]", "cells: [clustering/eks]\n  waive: {unknown-cell: I like it}")
    assert {code for code, _ in found(tiny)} == {"unknown-cell"}


def test_a_pack_without_a_grid_uses_the_grid_of_our_own_course(tiny: Path) -> None:
    text = (tiny / "course.yaml").read_text("utf-8")
    (tiny / "course.yaml").write_text(text[: text.index("features:")], "utf-8")
    items = re.sub("(?:quorum|clustering)/[a-z]+", "self-healing/eks", (tiny / ITEMS).read_text("utf-8"))
    (tiny / ITEMS).write_text(items, "utf-8")
    expected = change(tiny, LESSON, CELLS, CELLS.replace("etcd", "‹cells-of-no-feature›etcd"))
    assert found(tiny) == expected
    change(tiny, LESSON, CELLS + LAST_CELLS, "")
    assert found(tiny) == []


def test_a_feature_without_cells_is_told_so_at_its_name(tiny: Path) -> None:
    expected = change(tiny, LESSON, "id: quorum", "id: ‹missing-cell›quorum")
    change(tiny, LESSON, CELLS + LAST_CELLS, "")
    assert found(tiny) == expected
    (problem,) = problems_of(tiny)[1]
    assert (problem.message, problem.level) == ("no cell for etcd, swarm", "warning")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (ITEMS, FOLLOWER_AND_OTHERS, ""),
        (ITEMS, '    - {value: 5, why: {en: "That is a vote of all of them.", ko: "그것은 전원의 투표다."}}\n', ""),
        (ITEMS, "  extra:\n", "  extras:\n"),
        (ITEMS, "  accept: {en: [backup], ko: [백업]}\n", "  accept: {en: [], ko: [백업]}\n"),
        (ITEMS, "right: {key: asks", "wrong: {key: asks"),
        (ITEMS, f"{RIGHT}\n      right: true", RIGHT),
        (LESSON, "        rows:\n", "        lines:\n"),
        (LESSON, "        boxes: [", "        boxes: []\n        crates: ["),
        (LESSON, "  - check: why-odd", "  - czech: why-odd"),
        ("course.yaml", "lessons: [quorum]", "lessons: []"),
    ],
)
def test_content_with_parts_missing_is_checked_to_its_end(file: str, old: str, new: str, tiny: Path) -> None:
    change(tiny, file, old, new)
    assert any(problem.level == "error" for problem in problems_of(tiny)[1])
