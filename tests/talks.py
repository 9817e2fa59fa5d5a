"""A small open question, and interviews told as words."""

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

import yaml

from orchestra_tutor.course import ITEM, Item
from orchestra_tutor.journal import Entry
from orchestra_tutor.sessions.events import Answer, Correct, Dispute, Event, Next, Quit, Skip, TakeBack
from orchestra_tutor.sessions.interview import Interview, State
from orchestra_tutor.source import Node

QUORUM: Final = textwrap.dedent("""
    id: quorum
    kind: open
    level: mid
    skill: recall
    cells: [clustering/docker-swarm]
    stem: {en: "How many managers does a swarm want?", ko: "스웜 매니저는 몇 개가 좋나요?"}
    points:
      - key: odd
        must: true
        text: {en: "An odd number of managers.", ko: "매니저는 홀수로 둔다."}
        probe: {en: "Three or four?", ko: "세 개와 네 개 중 어느 쪽인가요?"}
        says: ["odd|홀수 + number|manager|매니저"]
      - key: majority
        must: true
        text: {en: "A majority has to be alive.", ko: "과반이 살아 있어야 한다."}
        probe: {en: "What is needed to change anything?", ko: "무언가 바꾸려면 무엇이 필요한가요?"}
        says: ["majority|more than half|과반 + alive|reachable|agree|살아"]
      - key: workload
        text: {en: "Running tasks go on without a majority.", ko: "과반이 없어도 실행 중인 태스크는 계속 돈다."}
        says: ["task|container|태스크 + go on|continue|keep|계속"]
    flags:
      - belief: tasks-stop
        says: ["task|container|태스크 > stop|die|멈춘|멈춰"]
        ask: {en: "Do they really?", ko: "정말 그런가요?"}
        truth: workload
    model:
      answer:
        en: "An odd number of managers, as a majority has to be alive."
        ko: "매니저는 홀수로 둔다. 과반이 살아 있어야 한다."
      reason: {en: "Raft.", ko: "Raft 때문이다."}
      example: {en: "Of 3, one may fail.", ko: "3개면 하나가 죽어도 된다."}
      tradeoff: {en: "More of them are slower.", ko: "많을수록 느리다."}
    harder:
      stem: {en: "Two of three are gone. What now?", ko: "셋 중 둘이 사라졌습니다. 어떻게 하나요?"}
      points:
        - key: force
          must: true
          text: {en: "Force a new cluster on the one left.", ko: "남은 하나에서 새 클러스터를 강제로 만든다."}
          probe: {en: "With which flag?", ko: "어떤 플래그를 쓰나요?"}
          says: ["force + cluster", "강제 + 클러스터"]
      model: {answer: {en: "Force a new cluster on the one left.", ko: "남은 하나에서 새 클러스터를 강제로 만든다."}}
    sources: [page]
    holds: {checked: "2026-11-24"}
""")

BEGAN: Final = 1000.0
PACE: Final = 10.0

SAID: Final = {
    "both": "An odd number of managers; a majority has to be alive.",
    "odd": "An odd number of managers.",
    "majority": "과반이 살아 있어야 합니다.",
    "wrong": "I like even numbers.",
    "flag": "An odd number of managers, and a majority alive. Else the tasks stop.",
    "sorry": "No, running tasks go on.",
    "force": "You force a new cluster.",
    "list": "majority, alive, odd number, manager, quorum, Raft",
    "empty": "   ",
}


@cache
def quorum(name: str = "quorum", lesson: str = "swarm") -> Item:
    body = yaml.load(QUORUM, yaml.BaseLoader)
    return replace(ITEM.read(Node.of(body | {"id": name}), []), lesson=lesson, fingerprint=f"print-of-{name}")


def interview(*items: Item, seconds: float = 600.0) -> Interview:
    return Interview("i", "7", BEGAN, items or (quorum(),), "mid", seconds)


def event(word: str, at: float) -> Event:
    """`said:odd,majority` is an answer that was spoken, `correct:+odd,-majority` a correction, else a word of SAID."""
    kind, _, keys = word.partition(":")
    match kind:
        case "next":
            return Next(at)
        case "skip":
            return Skip(at)
        case "undo":
            return TakeBack(at)
        case "quit":
            return Quit(at)
        case "dispute":
            return Dispute(at, "Not so.")
        case "said":
            return Answer(at, {"said": keys.replace(",", " ")})
        case "correct":
            marked = [(key[0], key[1:]) for key in keys.split(",")]
            said, unsaid = (tuple(key for sign, key in marked if sign == each) for each in "+-")
            return Correct(at, said, unsaid)
    return Answer(at, SAID[word])


def walk(told: Interview, script: str) -> Iterator[tuple[State, tuple[Entry, ...]]]:
    """The state and the new entries at the start, and after each word."""
    state, entries = told.start()
    yield state, entries
    for n, word in enumerate(script.split(), 1):
        state, entries = told.step(state, event(word, BEGAN + n * PACE))
        yield state, entries


def play(told: Interview, script: str) -> tuple[State, list[Entry]]:
    """The state after `script`, and all entries."""
    walked = list(walk(told, script))
    return walked[-1][0], [entry for _, entries in walked for entry in entries]
