"""tutor notebook: what was missed, which belief led there, and what cures it. On a pipe it is Markdown."""

import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from orchestra_tutor.app import run
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.course import Item, Source
from orchestra_tutor.notebook import Held, Miss, chosen
from orchestra_tutor.notebook import notebook as written
from orchestra_tutor.study import date_of
from orchestra_tutor.text import Text, same
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Gap, Heading, Prose
from orchestra_tutor.ui.keys import ENTER
from orchestra_tutor.ui.markdown import Words, lines

SHOWN: Final = 10  # entries on a terminal
NEXT: Final = 3  # questions that are told to come next
PRACTISED: Final = 10  # questions of a practice

TITLE: Final = Text("Wrong-answer notebook", "오답노트")
COUNTS: Final = Text(
    "Wrong beliefs: {open}. Other misses: {missed}. Cured: {cured}.",
    "남은 오해 {open}개, 그 밖의 오답 {missed}개, 바로잡은 오해 {cured}개.",
)
EMPTY: Final = Text(
    "There is nothing in it yet. What you miss in a lesson or a quiz is kept here: tutor quiz",
    "아직 비어 있습니다. 레슨이나 퀴즈에서 틀린 문제가 여기에 모입니다: tutor quiz",
)
NOTHING_ABOUT: Final = Text(
    "You have missed nothing about this: {topics}.", "이 주제에서 틀린 문제가 없습니다: {topics}."
)
OPEN: Final = Text("Wrong beliefs", "남은 오해")
MISSED: Final = Text("Other misses", "그 밖의 오답")
CURED: Final = Text("Cured", "바로잡은 오해")
TIMES: Final = Text("Held {count}×, last on {date}.", "지금까지 {count}번 나타났습니다(마지막: {date}).")
GIVEN: Final = same("{answer} ({date})")
GIVEN_OFTEN: Final = Text("{answer} ({count}×, last on {date})", "{answer} ({count}번, 마지막: {date})")
UNKNOWN: Final = Text("I do not know.", "모르겠음")
UNREADABLE: Final = Text("an answer that cannot be read any more", "지금은 알아볼 수 없는 답")
CHANGED: Final = Text("The question has changed since.", "그 뒤로 문제가 바뀌었습니다.")
GONE: Final = Text("A question that is not in the course any more: {id}", "지금 과정에 없는 문제: {id}")
TWO_MORE: Final = Text(
    "What cures it: two different questions right, on two different days.",
    "바로잡으려면 서로 다른 두 문제를 서로 다른 날에 맞혀야 합니다.",
)
ONE_MORE: Final = Text(
    "Half cured. What is missing: one more right answer on another day.",
    "절반은 바로잡았습니다. 다른 날에 한 번만 더 맞히면 됩니다.",
)
ONE_QUESTION: Final = Text(
    "Only one question asks for it: right on two later days, it leaves this list.",
    "이 오해를 확인하는 문제는 하나뿐입니다. 앞으로 서로 다른 날에 두 번 맞히면 목록에서 빠집니다.",
)
ASKED_NEXT: Final = Text("Asked next:", "다음에 나올 문제:")
IN_LESSON: Final = same("{stem} ({lesson})")
AFTER_LESSON: Final = Text(
    "{stem} (after the lesson {lesson}: tutor learn {id})", "{stem} (먼저 배울 레슨: {lesson}, tutor learn {id})"
)
SOURCES: Final = Text("Sources:", "출처:")
CITED: Final = same("{source}: {url}")
MORE: Final = Text(
    "{count} more. All of it, to keep or to print: {command} > notes.md",
    "{count}개가 더 있습니다. 전체를 파일로 저장하기: {command} > notes.md",
)
ONE_TOPIC: Final = Text("Only what is about a topic: tutor notebook TOPIC", "한 주제만 보기: tutor notebook TOPIC")
PRACTISE: Final = Text("Practise now? Questions: {count}.", "지금 연습할까요? {count}문제.")
PRACTISE_TYPE: Final = Text("Practise: tutor review", "연습하기: tutor review")
YES: Final = Text("start", "시작")
NO: Final = Text("not now", "나중에")


def notebook(visit: Visit, topics: tuple[str, ...]) -> None:
    """Print the notebook, or what in it is about the topics; on a terminal, offer to practise."""
    visit.app.known_topics(topics)
    book = Book(visit, topics)
    if visit.json:
        print(json.dumps(book.as_json(), ensure_ascii=False, indent=2))
    elif not sys.stdout.isatty():
        print("\n".join(lines([*book.parts(), *book.advice()])))
    else:
        front, practice = visit.front(), book.practice() if visit.on_terminal else []
        front.say([Gap(), *book.parts(SHOWN), *([] if practice else book.advice()), Gap()])
        if practice and wants(visit, front, len(practice)):
            run(visit.app.session_of(practice, "review"), front, visit.app.store.save)


def wants(visit: Visit, front: Any, count: int) -> bool:
    """Whether the person wants to practise now."""
    words = [("", f"{PRACTISE.fill(count=count)[visit.lang]}\n"), ("bold", ENTER[visit.lang])]
    words += [("", f" {YES[visit.lang]} · "), ("bold", "q"), ("", f" {NO[visit.lang]}")]
    return bool(front.prompts.key(words, {"enter": "yes", "y": "yes", "q": "", "n": "", "ㅂ": "", "ㅛ": "yes"}))


class Book:
    """The notebook of a visit in words: those of the course, looked up when they are shown."""

    def __init__(self, visit: Visit, topics: tuple[str, ...] = ()) -> None:
        self.lang = visit.lang
        self.topics = topics
        self.index = visit.app.index
        self.study = visit.app.study()
        about = {item for topic in topics for item in self.index.items_about(topic)} if topics else None
        self.notes = written(self.study.standing.traces, visit.app.store.answers(), self.index.probing, about)

    def practice(self) -> list[Item]:
        """The items that help most today: those that probe open beliefs, then those missed on an earlier day."""
        traces, today = self.study.standing.traces, self.study.today
        probes = [choice.subject.item for held in self.notes.open if (choice := self.study.probe(held))]
        missed = [miss.item for miss in self.notes.missed if traces[miss.item].day < today]
        found = (item for name in dict.fromkeys([*probes, *missed]) if (item := self.index.item(name)))
        return list(islice(found, PRACTISED))

    def advice(self) -> Iterator[Words]:
        """How to practise, where no key does it."""
        if self.notes.open or self.notes.missed:
            yield Gap()
            yield Prose(PRACTISE_TYPE[self.lang])

    def parts(self, most: int | None = None) -> Iterator[Words]:
        """All of the notebook with its sources, or its first entries."""
        lang, notes = self.lang, self.notes
        sections = ((OPEN, notes.open), (MISSED, notes.missed), (CURED, notes.cured))
        entries = [(title, entry) for title, section in sections for entry in section]
        yield Heading(TITLE[lang])
        if not entries:
            yield Prose((NOTHING_ABOUT.fill(topics=", ".join(self.topics)) if self.topics else EMPTY)[lang])
            return
        yield Prose(COUNTS.fill(open=len(notes.open), missed=len(notes.missed), cured=len(notes.cured))[lang])
        before = None
        for number, (title, entry) in enumerate(entries[:most], 1):
            if title != before:
                yield Gap()
                yield Heading(title[lang])
            before = title
            yield from self.entry(entry, number, cites=most is None)
        if hidden := len(entries[most:]) if most else 0:
            yield Gap()
            yield Prose(MORE.fill(count=hidden, command=" ".join(("tutor notebook", *self.topics)))[lang])
            yield from [] if self.topics else [Prose(ONE_TOPIC[lang])]

    def entry(self, entry: Held | Miss, number: int, cites: bool) -> Iterator[Words]:
        """A belief or a miss; of what is cured, a line."""
        if isinstance(entry, Held) and not entry.open:
            yield Prose(f"{self.said(entry)[self.lang]} {self.times(entry)[self.lang]}", lead="- ")
            return
        yield Gap()
        yield from self.belief(entry, number) if isinstance(entry, Held) else self.miss(entry, number)
        if cites and (cited := list(self.sources(entry))):
            yield Prose(SOURCES[self.lang])
            for source in cited:
                words = render.SOURCE.fill(title=source.title, publisher=source.publisher, checked=source.checked)
                yield Prose(CITED.fill(source=words, url=source.url)[self.lang], lead="- ")

    def belief(self, held: Held, number: int) -> Iterator[Words]:
        """What was believed, the truth, where it showed, and what cures it."""
        lang = self.lang
        yield Prose(self.said(held)[lang], lead=f"{number}. ", look="strong")
        if known := self.index.belief(held.belief, held.item):
            yield Prose(render.TRUTH.fill(truth=known.truth)[lang])
        yield Prose(self.times(held)[lang])
        yield Gap()
        for item, (count, day) in latest_first(held):
            miss = self.notes.shown.get((held.belief, item))
            yield Prose(self.stem(item, miss)[lang], lead="- ")
            yield from self.answer(item, miss, count, day, "  ")
        yield Gap()
        yield Prose((ONE_QUESTION if len(held.probing) == 1 else ONE_MORE if held.right else TWO_MORE)[lang])
        following = [choice.subject for choice in self.study.curing(held)[:NEXT]]
        if following:
            yield Prose(ASKED_NEXT[lang])
        for subject in following:
            words = IN_LESSON if subject.item in self.study.askable else AFTER_LESSON
            stem, lesson = render.opening(self.stem(subject.item)[lang]), self.index.title(subject.lesson)
            yield Prose(words.fill(stem=stem, lesson=lesson, id=subject.lesson)[lang], lead="- ")

    def miss(self, miss: Miss, number: int) -> Iterator[Words]:
        """What was asked, what was answered, and what is right."""
        yield Prose(self.stem(miss.item, miss)[self.lang], lead=f"{number}. ", look="strong")
        yield from self.answer(miss.item, miss, 1, miss.day, "")
        if item := self.asked(miss.item, miss):
            explained = item.question.explain()
            yield from labelled(render.ANSWER[self.lang], explained.answer[self.lang])
            yield from labelled(render.WHY[self.lang], explained.why[self.lang])

    def answer(self, name: str, miss: Miss | None, count: int, day: int, hang: str) -> Iterator[Words]:
        """What was answered and when, as far as it can still be told."""
        item = self.asked(name, miss)
        if item and miss and miss.fingerprint != item.fingerprint:
            yield Prose(CHANGED[self.lang], lead=hang, look="faint")
        words = answered(item, miss) or UNREADABLE
        given = GIVEN if count == 1 else GIVEN_OFTEN
        subject = given.fill(answer=words, count=count, date=date_of(day))
        yield Prose(render.YOURS.fill(subject=subject)[self.lang], lead=f"{hang}✗ ", look="wrong")

    def said(self, held: Held) -> Text:
        known = self.index.belief(held.belief, held.item)
        return known.belief if known else same(held.belief)

    def times(self, held: Held) -> Text:
        return TIMES.fill(count=held.count, date=date_of(held.day))

    def asked(self, name: str, miss: Miss | None = None) -> Item | None:
        """The item, with the numbers that it was missed with."""
        item = self.index.item(name)
        return item.with_drawn(miss.drawn) if item and miss else item

    def stem(self, name: str, miss: Miss | None = None) -> Text:
        item = self.asked(name, miss)
        return item.question.stem if item else GONE.fill(id=name)

    def sources(self, entry: Held | Miss) -> Iterator[Source]:
        """The pages behind the truth."""
        known = self.index.belief(entry.belief, entry.item) if isinstance(entry, Held) else self.index.item(entry.item)
        for name in known.sources if known else ():
            if source := self.index.source(name, entry.item):
                yield source

    def as_json(self) -> dict[str, Any]:
        notes = self.notes
        return {
            "beliefs": [self.belief_as_json(held) for held in (*notes.open, *notes.cured)],
            "missed": [self.miss_as_json(miss.item, miss, 1, miss.day) for miss in notes.missed],
        }

    def belief_as_json(self, held: Held) -> dict[str, Any]:
        known = self.index.belief(held.belief, held.item)
        shown = [
            self.miss_as_json(item, self.notes.shown.get((held.belief, item)), count, day)
            for item, (count, day) in latest_first(held)
        ]
        return {
            "belief": held.belief,
            "says": known.belief[self.lang] if known else None,
            "truth": known.truth[self.lang] if known else None,
            "count": held.count,
            "last": str(date_of(held.day)),
            "shown": shown,
            "right": {item: [str(date_of(day)) for day in sorted(days)] for item, days in held.right.items()},
            "missing": held.missing,
            "cured": not held.open,
            "next": [choice.subject.item for choice in self.study.curing(held)] if held.open else [],
            "sources": [source.url for source in self.sources(held)],
        }

    def miss_as_json(self, name: str, miss: Miss | None, count: int, day: int) -> dict[str, Any]:
        item = self.asked(name, miss)
        words = answered(item, miss)
        return {
            "id": name,
            "stem": item.question.stem[self.lang] if item else None,
            "answered": words[self.lang] if words else None,
            "response": miss.response if miss else None,
            "count": count,
            "last": str(date_of(day)),
            "changed": item is None or miss is None or item.fingerprint != miss.fingerprint,
        }


def latest_first(held: Held) -> list[tuple[str, tuple[int, int]]]:
    """The items by which a belief showed, each with how often and when last."""
    return sorted(held.times.items(), key=lambda shown: (-shown[1][1], shown[0]))


def answered(item: Item | None, miss: Miss | None) -> Text | None:
    """What somebody answered, in words, as far as it can still be told."""
    if miss is None:
        return None
    if miss.response is None:
        return UNKNOWN
    if item:
        return chosen(item.question, miss.response)
    return same(" ".join(miss.response.split())) if isinstance(miss.response, str) else None


def labelled(label: str, markdown: str) -> Iterator[Words]:
    """`Answer: …`; a list goes below its label."""
    below = markdown.startswith("- ")
    yield from [Prose(f"{label}:")] if below else []
    yield Prose(markdown, lead="" if below else f"{label}: ")
