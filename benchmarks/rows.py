"""The promises: what, at most how much, and how it is measured. Ratios are medians over pairs of runs."""

import json
import os
import sys
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final

from fsrs import Card, Rating, Scheduler

from benchmarks import bare, history, pack
from benchmarks.bench import UNTIMED, Bench
from benchmarks.screen import Screen
from orchestra_tutor.course import Teach
from orchestra_tutor.index import Wanted
from orchestra_tutor.journal import DAY, Review, to_dict
from orchestra_tutor.learner import learner
from orchestra_tutor.memory import Trace, grade
from orchestra_tutor.planner import Subject, agenda, readiness
from orchestra_tutor.prose import blocks
from orchestra_tutor.question import Pick
from orchestra_tutor.search import search
from orchestra_tutor.sessions.views import AskView, PageView
from orchestra_tutor.store import Store

POINTER: Final = "»"  # stands before the chosen line of an open prompt
DOWN: Final = "\x1b[B"
ENTER: Final = "\r"
QUESTION: Final = '"event": "question"'
FEW, MANY = 100, 1_000_000  # answers in a log
LESSON: Final = "orchestration"
MISSPELT: Final = "kuberntes"


@dataclass(frozen=True, slots=True)
class Row:
    """A promise, kept where what is measured is at most `goal`."""

    what: str
    goal: float
    measure: Callable[[Bench], float]
    unit: str = "x"


def version(bench: Bench) -> float:
    return bench.ratio(lambda: bench.seconds(*bench.tutor, "--version"), bench.base)


def help_text(bench: Bench) -> float:
    return bench.ratio(lambda: bench.seconds(*bench.tutor, "--help"), bench.base)


def question_visible(bench: Bench) -> float:
    quiz, stem = first_question(bench)
    return bench.ratio(lambda: visible(bench, quiz, stem), bench.base)


def question_answerable(bench: Bench) -> float:
    quiz, _ = first_question(bench)

    def answerable() -> float:
        with bench.screen(*quiz) as screen:
            prompted = screen.until(POINTER)
            screen.press(DOWN)
            return prompted + screen.until(POINTER)

    return bench.ratio(answerable, bench.base)


def page_visible(bench: Bench) -> float:
    with closing(bench.app()) as app:
        session = app.lesson_session(LESSON)
    view = session.view(session.start()[0])
    assert isinstance(view, PageView)
    assert isinstance(view.page, Teach)
    words = last_words(view.page.teach.en)
    return bench.ratio(lambda: visible(bench, ["learn", LESSON], words), bench.base)


def search_visible(bench: Bench) -> float:
    """The best hit for a misspelt word, against the first question of a quiz."""
    quiz, stem = first_question(bench)
    with closing(bench.app()) as app:
        best = search(app.index, MISSPELT).hits[0].title.en
    return bench.ratio(
        lambda: visible(bench, ["search", MISSPELT], last_words(best)), lambda: visible(bench, quiz, stem)
    )


def large_course(bench: Bench) -> float:
    """The same question out of the same lesson, in a small and in a large course."""
    stem = pack.stem(pack.lesson_id(0), 1)

    def first(lessons: int) -> float:
        quiz = ["quiz", f"{pack.NAME}:{pack.lesson_id(0)}", "--seed", "1", "--content", str(bench.course(lessons))]
        return visible(bench, quiz, stem)

    return bench.ratio(lambda: first(10_000), lambda: first(20))


def durable(bench: Bench) -> float:
    """An answer in the log, against its JSON appended to a plain file beside it and flushed to the disk."""
    store, ids = Store(bench.home / "durable.db"), count()
    with (bench.home / "durable.jsonl").open("a", encoding="utf-8") as plain:

        def review() -> Review:
            return Review(f"bench-{next(ids)}", 0.0, "an-item", "0" * 12, ["a-key"], ("a-key",), 1.0, 4.2, "quiz")

        def kept() -> float:
            answer = review()
            began = perf_counter()
            store.save((answer,))
            return perf_counter() - began

        def appended() -> float:
            answer = review()
            began = perf_counter()
            plain.write(json.dumps(asdict(answer)) + "\n")
            plain.flush()
            os.fdatasync(plain.fileno())
            return perf_counter() - began

        ratio = bench.ratio(kept, appended, times=10)  # which take no time
    store.close()
    return ratio


def next_question(bench: Bench) -> float:
    """In an exam, where the next question follows at once; both programs stay open and are pressed in turn."""
    asked = UNTIMED + bench.runs + 1
    course = bench.course(lessons=1, items=asked)
    exam = ["quiz", f"{pack.NAME}:{pack.lesson_id(0)}", "--exam", "60", "-n", str(asked), "--content", str(course)]
    with Screen([sys.executable, bare.__file__, *pack.OPTIONS], bench.env) as other, bench.screen(*exam) as ours:

        def turn(screen: Screen) -> float:
            screen.press(ENTER)
            return screen.until(POINTER)

        other.until(POINTER)
        ours.until(POINTER)
        return bench.ratio(lambda: turn(ours), lambda: turn(other))


def plan(bench: Bench) -> float:
    """Everything that a plan of 300 items computes, against 25 answers to each of them in py-fsrs."""
    random, today = Random(0), 30
    traces = [Trace() for _ in range(300)]
    for n, trace in enumerate(traces):
        for number, day in enumerate(sorted(random.sample(range(today), 4))):
            answer = history.review(number, f"item-{n}", day, random)
            trace.add(answer.at, answer.id, to_dict(answer))
    subjects = [Subject(f"item-{n}", "", 1.0, trace) for n, trace in enumerate(traces)]
    days = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=3 * n) for n in range(25)]

    def planned() -> float:
        began = process_time()
        known = learner(traces)
        agenda(subjects, known, today, today + 14, 1200.0)
        readiness(subjects, known, today + 14)
        return process_time() - began

    return bench.ratio(planned, lambda: replayed((n, Rating.Good, day) for day in days for n in range(len(traces))))


def rebuilt(bench: Bench, reviews: int = MANY) -> float:
    """The caches made anew from a log, against py-fsrs alone over the same answers, which it finds prepared."""
    with closing(Store(bench.person(reviews).places.progress)) as store:
        answers = [(item, rating(body), study_date(body["day"])) for _, item, body in store.answers()]

        def ours() -> float:
            began = process_time()
            history.rebuild(store)
            return process_time() - began

        return bench.ratio(ours, lambda: replayed(answers), times=0.1)  # which take long


def replayed(answers: Iterable[tuple[Hashable, Rating, datetime]]) -> float:
    """The seconds of the processor that py-fsrs takes for these answers; other programs disturb those least."""
    began = process_time()
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    cards: dict[Hashable, Card] = {}
    for item, given, at in answers:
        cards[item], _ = scheduler.review_card(cards.get(item) or Card(card_id=1), given, at)
    return process_time() - began


def rating(body: Mapping[str, Any]) -> Rating:
    return Rating(grade(body["score"], body["confidence"], body["hints"]))


def study_date(day: int) -> datetime:
    return datetime.fromtimestamp(day * DAY, UTC)


def home_later(bench: Bench) -> float:
    few, many = bench.person(FEW), bench.person(MANY)
    return bench.ratio(
        lambda: many.seconds(*many.tutor, "--json"),
        lambda: few.seconds(*few.tutor, "--json"),
    )


def quiz_later(bench: Bench) -> float:
    few, many = bench.person(FEW), bench.person(MANY)
    quiz, stem = first_question(bench)
    return bench.ratio(lambda: visible(many, quiz, stem), lambda: visible(few, quiz, stem))


def review_later(bench: Bench) -> float:
    """What is asked first differs, so it is known by its event."""
    few, many = bench.person(FEW), bench.person(MANY)
    review = ["review", "--minutes", "20", "--json"]
    return bench.ratio(lambda: visible(many, review, QUESTION), lambda: visible(few, review, QUESTION))


def memory(bench: Bench) -> float:
    """Resident memory of the process while its first prompt waits, in MB."""
    quiz, _ = first_question(bench)

    def megabytes() -> float:
        with bench.screen(*quiz) as screen:
            screen.until(POINTER)
            status = Path(f"/proc/{screen.process.pid}/status").read_text("utf-8")
        kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]
        return int(kilobytes) * 1024 / 1e6

    return median(megabytes() for _ in range(bench.runs))


def first_question(bench: Bench) -> tuple[list[str], str]:
    """A quiz that begins with a choice of one option, which every prompt can be compared with; and what it shows."""
    with closing(bench.app()) as app:
        for seed in map(str, count(1)):
            session = app.quiz_session(Wanted(), 10, seed, None)
            view = session.view(session.start()[0])
            if isinstance(view, AskView) and isinstance(view.prompt, Pick) and view.prompt.count == 1:
                return ["quiz", "--seed", seed], last_words(view.item.question.stem.en)
    raise AssertionError("the course has choices")


def visible(bench: Bench, arguments: list[str], words: str) -> float:
    with bench.screen(*arguments) as screen:
        return screen.until(words)


def last_words(markdown: str) -> str:
    """The last paragraph or bullet of `markdown`, as it is shown."""
    return ["".join(run.words for run in block.runs) for block in blocks(markdown) if block.runs][-1]


ROWS: Final[dict[str, Row]] = {
    "version": Row("tutor --version", 2.0, version),
    "visible": Row("text of the first question visible", 8.0, question_visible),
    "answer": Row("first question can be answered", 17.0, question_answerable),
    "learn": Row("tutor learn: first page visible", 10.0, page_visible),
    "search": Row("tutor search: best hit visible, against a first question", 1.0, search_visible),
    "help": Row("tutor --help", 12.0, help_text),
    "lessons": Row("first question, 10,000 lessons against 20", 1.05, large_course),
    "durable": Row("one answer durable, against append + fdatasync", 2.0, durable),
    "next": Row("Enter, answer durable, next question, against a bare prompt", 1.3, next_question),
    "home": Row("tutor --json, 1,000,000 answers against 100", 1.1, home_later),
    "quiz": Row("first question of a quiz, 1,000,000 answers against 100", 1.1, quiz_later),
    "review": Row("first question of a review, 1,000,000 answers against 100", 1.1, review_later),
    "plan": Row("a plan of 300 items, against 25 answers each in py-fsrs", 1.0, plan),
    "rebuild": Row("1,000,000 answers read anew, against py-fsrs alone", 1.3, rebuilt),
    "memory": Row("resident memory at the first question", 40.0, memory, "MB"),
}
