"""The promises: what, at most how much, and how it is measured. Ratios are medians over pairs of runs."""

import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from benchmarks import bare, pack
from benchmarks.bench import UNTIMED, Bench
from benchmarks.screen import Screen
from orchestra_tutor.course import Teach
from orchestra_tutor.index import Wanted
from orchestra_tutor.journal import Review
from orchestra_tutor.prose import blocks
from orchestra_tutor.question import Pick
from orchestra_tutor.search import search
from orchestra_tutor.sessions.views import AskView, PageView
from orchestra_tutor.store import Store

POINTER: Final = "»"  # stands before the chosen line of an open prompt
DOWN: Final = "\x1b[B"
ENTER: Final = "\r"
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
    "memory": Row("resident memory at the first question", 40.0, memory, "MB"),
}
