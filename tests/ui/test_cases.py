"""A case at each front end: looks are opened one by one, then the cause, the fix and its proof are named.

After a change that is meant, write the gold screens anew and read what changed in them:

    TUTOR_GOLD=write pytest tests/ui/test_cases.py
"""

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from orchestra_tutor import skeleton
from orchestra_tutor.course import Belief, Item, Source
from orchestra_tutor.questions.case import CASE_SECONDS, Case, Look, Way
from orchestra_tutor.sessions.events import Answer, Dispute, Event, Next, Quit, Skip, TakeBack
from orchestra_tutor.sessions.interview import Interview
from orchestra_tutor.sessions.session import Ask, Mode, Session
from orchestra_tutor.sessions.talk import Report
from orchestra_tutor.sessions.views import AskView, FeedbackView, HearingView, ReportView, View
from orchestra_tutor.text import LANGS, Lang, Text, same
from orchestra_tutor.ui import cases, render
from orchestra_tutor.ui.jsonl import Jsonl
from orchestra_tutor.ui.plain import Plain
from orchestra_tutor.ui.prompts import Prompts
from orchestra_tutor.ui.terminal import Terminal
from tests.program import tutor
from tests.screens import as_always, drawn
from tests.terminal import ENTER, Person

NOW: Final = 50.0
LONG: Final = "kettle-7f9c  Boiled 4m ago  " + "".join(f"{n:03}" for n in range(24))
RIGHT: Final = {"cause": "unplugged", "fix": "plug-in", "verify": "steam"}
CTRL_D: Final = "\x04"

COLD: Final = Case(
    Text(
        "Since noon the tea of `table-3` is cold. What is wrong?", "정오부터 `table-3`의 차가 차갑다. 무엇이 문제인가?"
    ),
    (
        Look(
            "kettle",
            Text("`kettle status`", "`kettle status`"),
            f"NAME         STATUS\n{LONG}\n\n  off\n",
            Text("It is off.", "꺼져 있다."),
            helps=True,
        ),
        Look("plug", Text("the wall", "벽"), "plug: out\n", Text("It is out.", "빠져 있다."), helps=True),
        Look("cup", Text("the cup", "잔"), "cup: 20 °C\n", Text("It is cold.", "차갑다.")),
        Look("leaf", Text("the leaves", "찻잎"), "green\n", Text("They are green.", "녹차다.")),
        Look("shelf", Text("the shelf", "선반"), "empty\n", Text("It is empty.", "비어 있다.")),
    ),
    (
        Way(
            "unplugged",
            Text("The kettle is unplugged", "플러그가 빠졌다"),
            Text("It has no power.", "전기가 없다."),
            True,
        ),
        Way("winter", Text("The room is too cold", "방이 너무 춥다"), Text("It is 20 °C.", "20 °C다."), belief="air"),
        Way("leaves", Text("The leaves are old", "찻잎이 오래됐다"), Text("They do not cool.", "식히지는 않는다.")),
    ),
    (
        Way("plug-in", Text("Plug the kettle in", "플러그를 꽂는다"), Text("Power heats.", "전기가 데운다."), True),
        Way("wait", Text("Wait for a while", "잠시 기다린다"), Text("It gets colder.", "더 식는다.")),
        Way("fire", Text("Light the table", "탁자에 불을 붙인다"), Text("It burns.", "탄다."), danger=True),
    ),
    (
        Way("steam", Text("The cup steams", "잔에서 김이 난다"), Text("Only hot tea does.", "뜨거워야 난다."), True),
        Way("light", Text("The lamp is on", "램프가 켜진다"), Text("It shows power only.", "전기만 보여 준다.")),
        Way("taste", Text("The tea is good", "차가 맛있다"), Text("Cold tea may be, too.", "차가워도 그럴 수 있다.")),
    ),
)
ITEM: Final = Item(
    "tea-cold", "case", "mid", "debug", COLD, ("tea",), {"checked": "2026-11-24"}, cells=("heat/pot",), lesson="tea"
)
PROMPT: Final = COLD.ask(Random("s:0:tea-cold"))


class Shelf:
    """A library in which every name is its own title, and one belief is known."""

    def title(self, topic: str) -> Text:
        return same(topic)

    def source(self, name: str, citing: str) -> Source | None:
        return None

    def belief(self, name: str, citing: str) -> Belief | None:
        known = Belief(
            "air", Text("Air cools all.", "공기가 다 식힌다."), Text("It warms to 20 °C.", "20 °C까지다."), ("t",)
        )
        return known if name == "air" else None


def asked(**more: Any) -> AskView:
    return AskView(1, 2, ITEM, PROMPT, **more)


def number_of(key: str) -> str:
    """The number under which a look or an option stands."""
    lists = [[look.key for look in PROMPT.looks]]
    lists += [[option.key for option in pick.options] for pick in PROMPT.picks.values()]
    return next(str(keys.index(key) + 1) for keys in lists if key in keys)


def numbers(*keys: str) -> list[str]:
    return [number_of(key) for key in keys]


NAMED: Final = numbers("unplugged", "plug-in", "steam")


# -- screens ------------------------------------------------------------------------------------------------------


def feedback(response: dict[str, str], mode: Mode = "quiz") -> FeedbackView:
    walked = Session("s", mode, "s", 0.0, (Ask(ITEM),), "tea", 60.0 if mode == "exam" else None)
    state, _ = walked.start()
    state, _ = walked.step(state, Answer(9.0, response))
    view = walked.view(state)
    assert isinstance(view, FeedbackView)
    return view


def interviewed(*events: Event) -> View:
    walked = Interview("s", "s", 0.0, (ITEM,))
    state, _ = walked.start()
    for event in events:
        state, _ = walked.step(state, event)
    return walked.view(state)


WORST: Final = {"looks": "cup", "cause": "winter", "fix": "fire", "verify": "light"}
VIEWS: Final[dict[str, View]] = {
    "prompt": asked(),
    "right": feedback({"looks": "kettle plug", **RIGHT}),
    "nearly": feedback({"looks": "kettle", **RIGHT}),
    "guess": feedback({"looks": "", **RIGHT}),
    "wrong": feedback(WORST),
    "review": feedback(WORST, "exam"),
    "in-interview": interviewed(),
    "heard": interviewed(Answer(9.0, WORST)),
    "heard-skipped": interviewed(Skip(9.0)),
    "report": interviewed(Answer(CASE_SECONDS + 1, WORST), Next(400.0)),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_case_looks_as_it_always_did(name: str) -> None:
    as_always(f"case/{name}", lambda lang: render.parts(VIEWS[name], lang, Shelf()))


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_of_an_output_is_cut(width: int, lang: Lang) -> None:
    """What is too long for the terminal goes on below, behind a mark."""
    kettle = next(look for look in PROMPT.looks if look.key == "kettle")
    shown = drawn(cases.Investigation((1, "")).open(kettle, lang), lang, width)
    assert max(map(len, shown.splitlines())) <= width
    assert "↪" in shown
    joined = re.sub(r"\n│ ↪ ", "", shown)
    assert f"│ {LONG}\n│\n│   off\n" in joined


def test_an_interview_gives_a_case_its_time() -> None:
    view = interviewed()
    assert isinstance(view, AskView)
    assert view.limit == CASE_SECONDS
    ended = interviewed(Answer(CASE_SECONDS + 1, WORST), Next(400.0))
    assert isinstance(ended, ReportView)
    assert Report(ended.talks).overtime == 1
    assert Report(ended.talks).flags == {"air": ("tea-cold", False)}
    assert Report(interviewed(Answer(99.0, WORST), Next(100.0)).talks).overtime == 0  # type: ignore[union-attr]


# -- the terminal -------------------------------------------------------------------------------------------------


class Desk:
    """A terminal front end, what it printed, and a way to press keys at a view."""

    def __init__(self, lang: Lang = "en", width: int = 80) -> None:
        self.paper = io.StringIO()
        self.front = Terminal(lang, Shelf(), lambda: NOW)
        self.front.console = Console(file=self.paper, width=width, highlight=False)

    def press(self, view: View, keys: str) -> Event:
        """Press `keys`, and Ctrl-D where more is asked for than they answer."""
        with create_pipe_input() as pipe:
            self.front._prompts = Prompts(pipe, DummyOutput())
            self.front.show(view)
            pipe.send_text(keys + CTRL_D)
            return self.front.ask(view)

    @property
    def printed(self) -> str:
        return self.paper.getvalue()


@pytest.fixture
def desk() -> Desk:
    return Desk()


KNOWN: Final = str(len(COLD.looks) + 1)


@pytest.mark.parametrize(
    ("keys", "event"),
    [
        (["d", *NAMED], Answer(NOW, {"looks": "", **RIGHT})),
        (["ㅇ", *NAMED], Answer(NOW, {"looks": "", **RIGHT})),
        ([KNOWN, *NAMED], Answer(NOW, {"looks": "", **RIGHT})),
        ([*numbers("cup", "kettle", "cup"), "d", *NAMED], Answer(NOW, {"looks": "cup kettle", **RIGHT})),
        (["d", *numbers("winter", "fire", "light")], Answer(NOW, {**WORST, "looks": ""})),
        ([*numbers("cup"), "s"], Skip(NOW)),
        (["d", NAMED[0], "s"], Skip(NOW)),
        (["d", "d", "d", *NAMED], Answer(NOW, {"looks": "", **RIGHT})),
        ([*numbers("plug"), "l", "d", NAMED[0], "l", *NAMED[1:]], Answer(NOW, {"looks": "plug", **RIGHT})),
        (["fwhy" + ENTER], Dispute(NOW, "why")),
        (["d", "q"], Quit(NOW)),
        (["d", *NAMED[:2]], Quit(NOW)),
        (["u"], TakeBack(NOW)),
    ],
)
def test_keys_at_a_terminal_become_an_answer(keys: list[str], event: Event, desk: Desk) -> None:
    assert desk.press(asked(can_undo=True), "".join(keys)) == event


def test_an_output_is_printed_when_it_is_opened_and_not_before(desk: Desk) -> None:
    desk.front.show(asked())
    assert "plug: out" not in desk.printed
    desk.press(asked(), f"{number_of('plug')}q")
    assert "\nthe wall\n│ plug: out\n" in desk.printed
    assert "What is the cause?" not in desk.printed


def test_the_options_of_the_next_step_are_hidden_until_it_comes(desk: Desk) -> None:
    desk.press(asked(), f"d{NAMED[0]}q")
    assert "What is the cause?\n1) " in desk.printed
    assert "What do you do about it?\n1) " in desk.printed
    assert "The cup steams" not in desk.printed


def test_a_flag_in_the_middle_loses_nothing(desk: Desk) -> None:
    """It is an event of the session, which shows the same question again."""
    keys = f"{number_of('kettle')}d{NAMED[0]}fodd{ENTER}"
    assert desk.press(asked(), keys) == Dispute(NOW, "odd")
    assert desk.press(asked(), "".join(NAMED[1:])) == Answer(NOW, {"looks": "kettle", **RIGHT})


def test_who_takes_an_answer_back_names_all_anew_and_has_seen_what_was_opened(desk: Desk) -> None:
    desk.press(asked(), f"{number_of('kettle')}d{''.join(NAMED)}")
    assert desk.press(asked(), f"d{''.join(NAMED)}") == Answer(NOW, {"looks": "kettle", **RIGHT})


def test_another_place_begins_anew(desk: Desk) -> None:
    desk.press(asked(), f"{number_of('kettle')}q")
    again = replace(asked(), n=2, retry=True)
    assert desk.press(again, f"d{''.join(NAMED)}") == Answer(NOW, {"looks": "", **RIGHT})


def test_the_end_of_a_session_forgets_what_was_opened(desk: Desk) -> None:
    desk.press(asked(), f"{number_of('kettle')}q")
    desk.front.show(ReportView("", (), 1, 1.0, reached_end=False))
    assert desk.press(asked(), f"d{''.join(NAMED)}") == Answer(NOW, {"looks": "", **RIGHT})


def test_it_is_asked_how_sure_one_is(desk: Desk) -> None:
    said = desk.press(asked(asks_confidence=True), f"{number_of('plug')}d{''.join(NAMED)}1")
    assert said == Answer(NOW, {"looks": "plug", **RIGHT}, "guess")


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_opened_is_marked_and_no_label_is_too_long(lang: Lang) -> None:
    shown: list[list[str]] = []

    class Notes(Prompts):
        """Prompts that note the lists they are given."""

        def pick(self, message: str, labels: list[tuple[str, str]], letters: list[str]) -> str:
            shown.append([f"? {message} {label}" for _, label in labels])
            return super().pick(message, labels, letters)

    desk = Desk(lang, 40)
    with create_pipe_input() as pipe:
        desk.front._prompts = Notes(pipe, DummyOutput())
        pipe.send_text(f"{number_of('cup')}{number_of('kettle')}d{CTRL_D}")
        assert desk.front.ask(asked()) == Quit(NOW)
    assert [sum("✓" in label for label in labels) for labels in shown] == [0, 1, 2, 0]
    assert all(Console().measure(label).maximum <= 40 for labels in shown for label in labels)


# -- plain --------------------------------------------------------------------------------------------------------


class Line:
    """A plain front end at which lines wait."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.front = Plain("en", Shelf(), lambda: NOW, waits=False)

    def type(self, view: View, *lines: str) -> Event:
        self.monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        self.front.show(view)
        return self.front.ask(view)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    return Line(monkeypatch)


@pytest.mark.parametrize(
    ("lines", "event"),
    [
        (["d", *NAMED], Answer(NOW, {"looks": "", **RIGHT})),
        (["ㅇ", *NAMED], Answer(NOW, {"looks": "", **RIGHT})),
        ([*numbers("plug", "cup"), "d", *NAMED], Answer(NOW, {"looks": "plug cup", **RIGHT})),
        (
            ["kettle", "d", "unplugged", "Plug the kettle in", "잔에서 김이 난다"],
            Answer(NOW, {"looks": "kettle", **RIGHT}),
        ),
        (["9", "", "0", "steam", "d", "9", "", "1 2", "steam", *NAMED], Answer(NOW, {"looks": "", **RIGHT})),
        (["d", NAMED[0], "l", NAMED[1], "d", NAMED[2]], Answer(NOW, {"looks": "", **RIGHT})),
        (["1", "s"], Skip(NOW)),
        (["d", NAMED[0], "f odd"], Dispute(NOW, "odd")),
        (["d", *NAMED[:2]], Quit(NOW)),
    ],
)
def test_lines_become_an_answer(lines: list[str], event: Event, line: Line) -> None:
    assert line.type(asked(), *lines) == event


def test_several_looks_on_one_line_are_opened_together(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    assert line.type(asked(), " ".join(numbers("plug", "cup"))) == Quit(NOW)
    shown = capsys.readouterr().out
    assert "\nthe wall\n    plug: out\n" in shown
    assert "\nthe cup\n    cup: 20 °C\n" in shown
    assert "d I know the cause" in shown


def test_the_key_is_named_only_while_it_does_something(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    line.type(asked(), "d")
    looking, naming = capsys.readouterr().out.split("What is the cause?")
    assert "d I know the cause" in looking
    assert "I know the cause" not in naming


# -- JSON Lines ---------------------------------------------------------------------------------------------------


def hear(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *commands: Any) -> tuple[Event, Any]:
    """What becomes of the commands at a question, and the events that were written."""
    said = "".join(f"{json.dumps(command)}\n" for command in commands)
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    front = Jsonl("en", Shelf(), lambda: NOW)
    front.show(asked())
    event = front.ask(asked())
    return event, [json.loads(written) for written in capsys.readouterr().out.splitlines()]


def test_the_tutor_adds_what_was_opened(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    looks = ({"look": "cup"}, {"look": "kettle"}, {"look": "cup"})
    event, (question, *shown) = hear(monkeypatch, capsys, *looks, {"answer": {**RIGHT, "looks": "plug"}})
    assert event == Answer(NOW, {**RIGHT, "looks": "cup kettle"})
    assert {look["key"]: look["text"] for look in question["looks"]} == {look.key: look.text.en for look in COLD.looks}
    for part, ways in COLD.parts.items():
        assert {option["key"] for option in question[part]} == {way.key for way in ways}
    assert "plug: out" not in json.dumps(question)
    assert shown[1] == {"event": "look", "key": "kettle", "text": COLD.looks[0].shows}
    assert [each["key"] for each in shown] == ["cup", "kettle", "cup"]


@pytest.mark.parametrize("command", [{"look": "no-such"}, {"look": 5}, {"look": ["cup"]}, {"look": {}}, {"look": None}])
def test_a_look_that_is_none_is_malformed_and_opens_nothing(
    command: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    event, (_, told) = hear(monkeypatch, capsys, command, {"answer": RIGHT})
    assert told["event"] == "malformed"
    assert all(look.key in told["message"] for look in COLD.looks)
    assert event == Answer(NOW, {**RIGHT, "looks": ""})


def test_what_can_be_sent_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    _, (_, told) = hear(monkeypatch, capsys, {"open": "cup"}, {"quit": True})
    assert told == {"event": "malformed", "message": "Send one of: answer, look, flag, skip, quit."}


def test_feedback_and_hearing_say_what_was_wrong_and_what_was_missing(capsys: pytest.CaptureFixture[str]) -> None:
    heard = VIEWS["heard"]
    assert isinstance(heard, HearingView)
    front = Jsonl("en", Shelf(), lambda: NOW)
    front.show(VIEWS["wrong"])
    front.show(heard)
    told, said = map(json.loads, capsys.readouterr().out.splitlines())
    assert told["notes"] == said["notes"]
    assert [next(iter(note)) for note in told["notes"]] == ["chosen"] * 3 + ["missing"] * 2
    assert told["notes"][1] == {"chosen": "Light the table", "why": "Dangerous. It burns."}
    assert told["belief"] == "Air cools all."
    assert (said["score"], said["points"], said["turns"][0]["answer"]) == (0.0, [], WORST)


# -- the whole program --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """A pack with a case."""
    root = tmp_path_factory.mktemp("pack")
    files = skeleton.shared("pack", "slow", "2026-11-24")
    files |= {f"topics/slow/{name}": text for name, text in skeleton.lesson("slow", "2026-11-24").items()}
    files["topics/slow/interview.yaml"] = skeleton.item("slow-case", "case", "first-source", "2026-11-24")
    for name, text in files.items():
        path: Path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return ("quiz", "pack:slow", "--kind", "case", "-n", "1", "--seed", "1", "--content", str(root))


def option_on(shown: str, words: str) -> str:
    return str(re.findall(rf"^(\d)\) {words}", shown, re.MULTILINE)[-1])


@pytest.mark.parametrize(("lang", "columns"), [("en", 80), ("en", 40), ("ko", 40)])
def test_a_person_solves_a_case(lang: Lang, columns: int, pack: tuple[str, ...]) -> None:
    en = lang == "en"
    with Person(*pack, "--lang", lang, columns=columns) as person:
        shown = person.see("d I know the cause" if en else "d 원인을 알았음")
        person.press(option_on(shown, "ps aux"), "99.3")
        person.press(option_on(shown, "uptime"), "9.12, 8.80")
        shown = person.press("d", "? Your answer" if en else "? 답")
        shown = person.press(
            option_on(shown, "a backup takes" if en else "백업이 CPU"), "What do you do" if en else "어떻게"
        )
        shown = person.press(
            option_on(shown, "run the backup" if en else "백업을 밤에"), "What shows" if en else "무엇으로"
        )
        person.press(option_on(shown, "pages are fast" if en else "정오에도"), "How sure" if en else "얼마나")
        person.press("3", "✓ Right." if en else "✓ 맞았습니다.")
        person.press(ENTER, "1 of 1 right" if en else "1문제 중 1문제 정답")
        assert person.ends() == 0
        assert not person.too_long()
        assert not person.cut_in_two()


def test_a_case_is_solved_through_pipes(pack: tuple[str, ...]) -> None:
    told = tutor(*pack, typed="load\nprocesses\nd\nbackup\nlater\nnoon\n")
    assert told.returncode == 0
    assert "✓ Right." in told.stdout
    lines = '{"look": "load"}\n{"answer": {"cause": "backup", "fix": "delete", "verify": "noon"}}\n'
    events = [json.loads(line) for line in tutor(*pack, "--json", typed=lines).stdout.splitlines()]
    assert [event["event"] for event in events[:4]] == ["session", "question", "look", "feedback"]
    assert events[3]["score"] == 0.2


@given(st.sampled_from(sorted(VIEWS)), st.sampled_from(LANGS), st.integers(40, 120))
def test_no_line_is_wider_than_the_terminal(name: str, lang: Lang, width: int) -> None:
    shown = drawn(render.parts(VIEWS[name], lang, Shelf()), lang, width)
    assert all(Console().measure(each).maximum <= width for each in shown.splitlines())
