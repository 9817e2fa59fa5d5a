"""A session as JSON Lines, on the real program through pipes."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from tests.program import BAR, TUTOR, tutor, warm_home

Event = dict[str, Any]

QUIZ: Final = ("quiz", "bar:tea", "--seed", "7", "--json", *BAR)
RIGHT: Final[dict[str, Any]] = {
    "bar:tea-why": ["tannins"],
    "bar:tea-both": ["time", "leaves"],
    "bar:tea-true": ["false"],
    "bar:tea-order": ["boil", "pour", "wait", "strain"],
    "bar:tea-match": {"black": "four", "green": "two", "herbs": "ten"},
    "bar:tea-word": "kettle",
    "bar:tea-minutes": 6,
}


class Chair:
    """The learner's chair: says a command, hears the events up to the next one that waits for an answer."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process

    def say(self, command: Event | bytes) -> None:
        assert self.process.stdin
        line = command if isinstance(command, bytes) else json.dumps(command).encode()
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def hear(self) -> Event:
        assert self.process.stdout
        event: Event = json.loads(self.process.stdout.readline())
        return event

    def ask(self, command: Event | bytes, count: int = 1) -> list[Event]:
        self.say(command)
        return [self.hear() for _ in range(count)]

    def leave(self) -> list[Event]:
        """End the input; what is still said, and that it ended well."""
        assert self.process.stdin
        assert self.process.stdout
        assert self.process.stderr
        self.process.stdin.close()
        rest = [json.loads(line) for line in self.process.stdout]
        assert self.process.stderr.read() == b""
        assert self.process.wait() == 0
        return rest


@contextmanager
def seated(*arguments: str) -> Iterator[Chair]:
    warm_home()
    process = subprocess.Popen(
        [*TUTOR, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
    )
    with process:
        try:
            yield Chair(process)
        finally:
            process.kill()


def asked_so_far() -> tuple[int, int]:
    told = json.loads(tutor(*BAR, "--json").stdout)
    return told["asked"], told["correct"]


def test_a_quiz_from_its_first_to_its_last_line() -> None:
    """Each kind of question carries what it takes to answer it, and takes its own form of answer."""
    with seated(*QUIZ) as chair:
        began = chair.hear()
        assert (began["event"], began["mode"], began["seed"], began["of"]) == ("session", "quiz", "7", 7)
        questions = {}
        for n in range(1, 8):
            question = chair.hear()
            assert (question["event"], question["n"], question["of"]) == ("question", n, 7)
            questions[question["id"]] = question
            (feedback,) = chair.ask({"answer": RIGHT[question["id"]], "confidence": "sure"})
            assert (feedback["event"], feedback["id"]) == ("feedback", question["id"])
            assert (feedback["correct"], feedback["score"], feedback["belief"]) == (True, 1.0, None)
        summary = chair.hear()
        assert chair.leave() == []
    assert set(questions) == set(RIGHT)
    assert questions["bar:tea-why"]["pick"] == 1
    assert questions["bar:tea-both"]["pick"] == 2
    assert {option["key"] for option in questions["bar:tea-order"]["options"]} == set(RIGHT["bar:tea-order"])
    assert {left["key"] for left in questions["bar:tea-match"]["lefts"]} == {"black", "green", "herbs"}
    assert {right["key"] for right in questions["bar:tea-match"]["rights"]} == {"four", "two", "ten", "day"}
    assert questions["bar:tea-minutes"]["unit"] == "min"
    assert (summary["event"], summary["complete"], summary["missed"]) == ("summary", True, [])
    assert (summary["asked"], summary["correct"], summary["score"], summary["unanswered"]) == (7, 7, 1.0, 0)
    assert summary["platforms"] == {"pot": {"asked": 5, "correct": 5}}
    assert asked_so_far() == (7, 7)


def test_a_wrong_answer_names_the_belief_behind_it_and_comes_back() -> None:
    with seated(*QUIZ, "--kind", "choice", "-n", "3") as chair:
        chair.hear()
        missed = []
        while (event := chair.hear())["event"] == "question" and not event["retry"]:
            wrong = {"bar:tea-why": ["good"], "bar:tea-true": ["true"], "bar:tea-both": ["stir", "time"]}[event["id"]]
            (feedback,) = chair.ask({"answer": wrong})
            assert feedback["comes_back"] is True
            assert feedback["sources"] == [
                "https://tea.example/standards/preparation-of-a-liquor-of-tea/second-edition"
            ]
            missed.append(feedback)
        assert event["retry"] is True
        chair.say({"quit": True})
        summary = chair.hear()
    belief = next(feedback for feedback in missed if feedback["id"] == "bar:tea-why")
    assert belief["notes"] == [{"chosen": "It does not: it gets better all the time.", "why": "Strength is not all."}]
    assert belief["belief"] == "The longer it steeps, the better it gets."
    assert belief["truth"] == "After 5 min it gets bitter, not better."
    assert (summary["asked"], summary["correct"], summary["complete"]) == (3, 0, False)


SHAPELESS: Final = [
    b'{"answer": null}',
    b'{"answer": true}',
    b'{"answer": [1]}',
    b'{"answer": [["tannins"]]}',
    b'{"answer": {"a": 1}}',
    b'{"answer": {"a": ["b"]}}',
]
HOSTILE: Final = [
    b"not json",
    b"[]",
    b"5",
    b"null",
    b'"answer"',
    b"{}",
    b"{'answer': 'x'}",
    *SHAPELESS,
    b'{"answer": NaN}',
    b'{"answer": -Infinity}',
    b'{"answer": []}',
    b'{"answer": {}}',
    b'{"answer": ["tannins", "cold"]}',
    b'{"answer": ["no-such-key"]}',
    b'{"answer": "\\ud800"}',
    b'{"flag": "\\udfff"}',
    b'{"flag": 5}',
    b'{"skip": 1}',
    b'{"quit": "yes"}',
    b'{"undo": true}',
    b'{"back": true}',
    b'{"launch": true}',
    b"\xff\xfe",
    b"\x00",
    b"\xef\xbb\xbf{}",
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"answer": ' + b"9" * 100_000 + b"}",
    b'{"answer": "' + b"x" * 5_000_000 + b'"}',
]


def test_no_line_can_break_a_session() -> None:
    """Each is answered with what is wrong, changes nothing, and the question still waits."""
    with seated(*QUIZ, "--kind", "choice", "--skill", "recall", "--level", "junior", "-n", "2") as chair:
        chair.hear()
        question = chair.hear()
        for line in HOSTILE:
            (event,) = chair.ask(line)
            assert event["event"] == "malformed", line[:40]
            assert event["message"].startswith("An answer is a string, a list") == (line in SHAPELESS)
        (feedback,) = chair.ask({"answer": RIGHT[question["id"]]})
        assert feedback["correct"] is True
        chair.hear()
        assert chair.leave()[-1]["asked"] == 1
    assert asked_so_far() == (1, 1)


def test_empty_lines_are_passed_over() -> None:
    with seated(*QUIZ) as chair:
        chair.hear()
        chair.hear()
        assert chair.ask(b'\n  \n\r\n{"skip": true}')[0]["event"] == "feedback"


def test_hints_come_one_by_one_until_there_are_none() -> None:
    with seated(*QUIZ, "--kind", "choice", "--level", "junior", "-n", "1", "--skill", "recall") as chair:
        chair.hear()
        question = chair.hear()
        assert question["id"] == "bar:tea-why"
        assert question["hints"] == 2
        assert chair.ask({"hint": True}) == [{"event": "hint", "text": "Think of what leaves the leaf last."}]
        assert chair.ask({"hint": True}) == [{"event": "hint", "text": "It is what red wine has, too."}]
        (refused,) = chair.ask({"hint": True})
        assert refused == {"event": "malformed", "message": "Send one of: answer, flag, skip, quit."}


def test_skip_undo_and_flag() -> None:
    with seated(*QUIZ) as chair:
        chair.hear()
        first = chair.hear()
        skipped, second = chair.ask({"skip": True}, 2)
        assert (skipped["event"], skipped["correct"], skipped["score"]) == ("feedback", False, 0.0)
        assert second["n"] == 2
        (again,) = chair.ask({"undo": True})
        assert again == first
        assert chair.ask({"flag": "unclear"})[0]["event"] == "question"
        answered, second = chair.ask({"answer": RIGHT[first["id"]]}, 2)
        assert answered["correct"] is True
        (summary,) = chair.leave()
    assert (summary["asked"], summary["correct"]) == (1, 1)
    assert asked_so_far() == (1, 1)


def test_the_end_of_input_keeps_the_answers() -> None:
    with seated(*QUIZ) as chair:
        chair.hear()
        question = chair.hear()
        chair.ask({"answer": RIGHT[question["id"]]}, 2)
        (summary,) = chair.leave()
    assert (summary["event"], summary["complete"]) == ("summary", False)
    assert asked_so_far() == (1, 1)


def test_an_answer_is_kept_before_its_feedback_is_said() -> None:
    with seated(*QUIZ) as chair:
        chair.hear()
        question = chair.hear()
        chair.ask({"answer": RIGHT[question["id"]]})
        chair.process.kill()
        chair.process.wait()
    assert asked_so_far() == (1, 1)


def test_a_lesson_is_walked_page_by_page() -> None:
    with seated("learn", "bar:tea", "--json", "--lang", "ko", *BAR) as chair:
        began, *pages = [chair.hear() for _ in range(3)]
        assert (began["event"], began["mode"], began["lesson"], began["of"], began["at"]) == (
            "session",
            "learn",
            "bar:tea",
            5,
            1,
        )
        assert [(page["event"], page["n"], page["sources"]) for page in pages] == [
            ("page", 1, ["tea-standard"]),
            ("page", 2, ["tea-standard"]),
        ]
        assert pages[1]["text"] == "온도 조절기는 루프다.\n"
        chair.hear()
        feedback, page, question = chair.ask({"answer": ["tannins"]}, 3)
        assert feedback["why"] == "마지막에 나오므로 계속 나온다."
        assert (page["n"], question["id"]) == (4, "bar:tea-minutes")
        feedback, summary, lesson = chair.ask({"answer": "6분"}, 3)
        assert feedback["correct"] is True
        assert summary["complete"] is True
        assert lesson == {
            "event": "lesson",
            "lesson": "bar:tea",
            "takeaways": ["끓이고, 붓고, 기다리고, 멈춘다."],
            "next": None,
        }


def test_a_cell_is_a_page_with_its_platform_and_what_follows_asks_about_it() -> None:
    with seated("learn", "bar:brewing", "--json", *BAR) as chair:
        began, _, page, question = [chair.hear() for _ in range(4)]
        assert began["of"] == 5
        assert page == {
            "event": "page",
            "n": 2,
            "of": 5,
            "platform": "pot",
            "mechanism": "Keeps the heat under a lid; leaves float freely, `strain` when you pour",
            "text": page["text"],
            "holds": {"kettle": ">=2.0", "checked": "2026-11-23"},
            "sources": ["tea-standard"],
        }
        assert page["text"].startswith("A pot holds 4 cups")
        assert (question["id"], question["n"]) == ("bar:cups-of-a-pot", 3)
        _, page, question = chair.ask({"answer": 12}, 3)
        assert (page["platform"], page["n"], page["holds"]) == ("cup", 4, {})
        assert question["id"] == "bar:sieve-or-lid"
        _, summary, lesson = chair.ask({"answer": ["lid"]}, 3)
        assert (summary["correct"], summary["platforms"]) == (
            2,
            {"pot": {"asked": 2, "correct": 2}, "cup": {"asked": 1, "correct": 1}},
        )
        assert lesson["next"] == "bar:tea"


def test_a_page_of_prose_has_no_platform() -> None:
    with seated("learn", "bar:tea", "--json", *BAR) as chair:
        page = [chair.hear() for _ in range(2)][1]
    assert set(page) == {"event", "n", "of", "text", "holds", "sources"}


def test_a_lesson_goes_on_where_it_was_left() -> None:
    with seated("learn", "bar:tea", "--json", *BAR) as chair:
        for _ in range(4):
            chair.hear()
        chair.ask({"answer": ["tannins"]}, 3)
        chair.leave()
    with seated("learn", "bar:tea", "--json", *BAR) as chair:
        assert chair.hear()["at"] == 5
        assert chair.hear()["id"] == "bar:tea-minutes"


def test_an_exam_tells_its_deadline_and_gives_feedback_at_the_end() -> None:
    with seated(*QUIZ, "--exam", "5", "-n", "2") as chair:
        began = chair.hear()
        first = chair.hear()
        assert began["deadline"] == first["deadline"]
        (second,) = chair.ask({"answer": RIGHT[first["id"]]})
        assert second["event"] == "question"
        events = chair.ask({"skip": True}, 3)
        assert [event["event"] for event in events] == ["feedback", "feedback", "summary"]
        assert [event.get("correct") for event in events[:2]] == [True, False]
        assert (events[2]["asked"], events[2]["score"]) == (2, 0.5)
