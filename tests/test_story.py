"""Two weeks until an interview, day by day through the commands: somebody learns, misses a day, and the date moves.

A bot sits in the chair. What it remembers follows FSRS; whether it knows a thing today is drawn.
"""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from random import Random
from typing import Any, Final

import pytest

from orchestra_tutor import fsrs
from orchestra_tutor.app import App
from orchestra_tutor.commands.doctor import doctor
from orchestra_tutor.commands.home import Now, as_json
from orchestra_tutor.commands.learn import learn
from orchestra_tutor.commands.plan import plan
from orchestra_tutor.commands.review import review
from orchestra_tutor.errors import Exit
from orchestra_tutor.journal import DAY
from orchestra_tutor.study import day_number
from tests.courses import TINY
from tests.days import Clock, visiting_at
from tests.program import FIXTURE

KNOWN: Final = 0.2  # what the bot knows of what it was never taught
MISSED: Final = 5  # the day on which it does nothing
FIRST: Final = "2026-12-08"
LATER: Final = "2026-12-11"


class Bot:
    """Standard input of a session: reads the last question that was written and answers it from memory."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self.clock = clock
        self.rng = Random(seed)
        self.memory: dict[str, tuple[float, float, int]] = {}  # stability, difficulty, day
        self.paper = io.StringIO()
        self.app: App | None = None
        self.today = 0
        self.asked: list[tuple[str, int, str, bool]] = []  # where, on which day, which item, whether as a retry

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.paper.getvalue().splitlines()]

    def recall(self, item: str, day: int) -> float:
        if item not in self.memory:
            return KNOWN
        stability, _, last = self.memory[item]
        return fsrs.retrievability(day - last, stability)

    def readline(self) -> str:
        asked = self.events[-1]
        assert asked["event"] == "question"
        item = asked["id"]
        self.asked.append((self.events[0]["mode"], self.today, item, asked["retry"]))
        knows = self.rng.random() < self.recall(item, self.today)
        self.clock.pass_by(self.rng.uniform(5, 20) if knows else self.rng.uniform(20, 60))
        self.learn(item, fsrs.GOOD if knows else fsrs.AGAIN)
        assert self.app is not None
        found = self.app.index.item(item)
        assert found is not None
        wanted = "right" if knows else "wrong"
        response = next(sample.response for sample in found.question.samples(self.rng) if sample.verdict == wanted)
        return json.dumps({"answer": response, "confidence": "sure" if knows else "guess"}) + "\n"

    def learn(self, item: str, grade: int) -> None:
        if item not in self.memory:
            self.memory[item] = (fsrs.W[grade - 1], fsrs.first_difficulty(grade), self.today)
            return
        s, d, last = self.memory[item]
        r = self.recall(item, self.today)
        if last == self.today:
            s = fsrs.same_day(s, grade)
        elif grade == fsrs.GOOD:
            s = fsrs.after_recall(s, r, fsrs.growth(d, grade))
        else:
            s = fsrs.after_forgetting(s, r, fsrs.rest(d))
        self.memory[item] = (s, fsrs.next_difficulty(d, grade), self.today)

    @contextmanager
    def seated(self) -> Iterator[None]:
        """In the chair of one session, which begins with an empty paper."""
        self.paper = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(self.paper):
            patch.setattr(sys, "stdin", self)
            yield


@pytest.mark.parametrize("seed", [1, 2])
def test_two_weeks_until_an_interview(seed: int) -> None:
    clock = Clock("2026-11-24T19:00")
    bot = Bot(clock, seed)
    start = day_number("2026-11-24")
    ready: list[float] = []
    expected: list[float] = []
    days_left: list[int] = []
    lessons: list[str] = []
    for n in range(17):
        clock.now = Clock("2026-11-24T19:00").now + n * DAY
        bot.today = start + n
        with visiting_at(clock, json=True, roots=[FIXTURE, TINY]) as visit:
            bot.app = visit.app
            with bot.seated():
                plan(visit, FIRST if n == 0 else LATER if n == 8 else None, 4 if n == 0 else None, [])
                planned = json.loads(bot.paper.getvalue())
            ready.append(planned["ready"])
            expected.append(planned["expected"])
            days_left.append(planned["days_left"])
            if n == MISSED:
                continue
            with bot.seated():
                review(visit, None)
                events = bot.events
            assert events[0]["event"] == "session"
            if events[0]["of"]:
                assert [event["event"] for event in events[-2:]] == ["summary", "readiness"]
            now = Now(visit)
            if now.lesson and now.study.seconds:
                lessons.append(now.lesson.id)
                with bot.seated():
                    learn(visit, now.lesson.id)
                    assert bot.events[-1]["event"] == "lesson"
    assert days_left == [14 - n for n in range(8)] + [17 - n for n in range(8, 17)]
    assert set(lessons) == {"brewing", "tea", "tiny:quorum"}

    reviewed = [(day, item) for mode, day, item, retry in bot.asked if mode == "review" and not retry]
    assert len(set(reviewed)) == len(reviewed) > 100  # one showing a day, besides the retry of a miss
    assert len({item for _, item in reviewed}) == 19  # all that there is

    assert ready[0] == 0.15
    assert ready[-1] > 0.7 > ready[4] > ready[0]
    assert all(now <= then for now, then in zip(ready, expected, strict=True))
    assert expected[MISSED + 1] < expected[MISSED]  # a missed day costs something

    with visiting_at(clock, json=True, roots=[FIXTURE, TINY]) as visit:
        told = as_json(visit, Now(visit))
        weights = {item: weight for item, _, weight, _ in visit.app.index.weights()}
        truth = sum(weights[item] * bot.recall(item, day_number(LATER)) for item in weights) / sum(weights.values())
        assert told["asked"] == len(bot.asked)
        assert abs(visit.app.study().ready() - truth) < 0.15  # what is told is about what is true
        with redirect_stdout(io.StringIO()) as paper:
            assert doctor(visit) == Exit.OK
        assert json.loads(paper.getvalue())["problems"] == []
