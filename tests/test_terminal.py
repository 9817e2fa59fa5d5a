"""The real program at a real terminal, in both languages."""

import json
import re
import termios
from pathlib import Path
from typing import Final

import pytest
from rich.cells import cell_len

from orchestra_tutor import skeleton
from orchestra_tutor.ui.keys import HANGUL
from tests.program import BAR, FIXTURE, tutor
from tests.terminal import CTRL_C, CTRL_D, DOWN, ENTER, UP, Person

LANGS: Final = ("en", "ko")
JAMO: Final = {key: jamo for jamo, key in HANGUL.items()}
LEARN: Final = ("learn", "bar:tea", *BAR)
QUIZ: Final = ("quiz", "bar:tea", "--seed", "7", *BAR)
WHY: Final = ("quiz", "brewing/pot", "--kind", "choice", "--level", "junior", *BAR)
TWO: Final = ("quiz", "brewing/pot", "--kind", "choice", "--level", "mid", *BAR)
WORD: Final = (*QUIZ, "--kind", "phrase")

RIGHT: Final[dict[str, dict[str, list[str]]]] = {  # what is asked -> the right options, or what to type
    "en": {
        "Why does tea get bitter": ["Tannins dissolve"],
        "Which 2 of these": ["more leaves", "more time"],
        "Green tea wants": ["False"],
        "In which order": ["boil water", "pour it over", "wait", "take the leaves"],
        "Which tea takes": ["black tea=4 min", "green tea=2 min", "herbs=10 min"],
        "What do you call": ["kettle"],
        "A cup takes": ["6"],
    },
    "ko": {
        "차를 20분 우리면": ["타닌이"],
        "다음 중 차를": ["더 많은 잎", "더 긴 시간"],
        "녹차에는": ["틀리다"],
        "어떤 순서로": ["물을 끓인다", "잎에 붓는다", "기다린다", "잎을 건진다"],
        "어느 차가": ["홍차=4분", "녹차=2분", "허브=10분"],
        "찻물을 끓이는": ["주전자를"],
        "한 잔에": ["6분"],
    },
}


def asked_so_far() -> int:
    count: int = json.loads(tutor("--json").stdout)["asked"]
    return count


def keys_for(question: str, right: list[str], shown: str) -> str:
    """What to press for the right answer to a question that stands on the screen."""
    below = shown[shown.index(question) :]
    marks: dict[str, str] = {option: found for found, option in re.findall(r"^([\da-i])\) (.*)", below, re.MULTILINE)}

    def mark(option: str) -> str:
        return next((found for text, found in marks.items() if text.startswith(option)), "")

    if "=" in right[0]:
        return " ".join(mark(half) for pair in right for half in pair.split("=")) + ENTER
    if not marks:
        return right[0] + ENTER
    return mark(right[0]) if len(right) == 1 else "".join(map(mark, right)) + ENTER


@pytest.mark.parametrize("lang", LANGS)
def test_from_the_home_screen_through_a_lesson_and_home_again(lang: str) -> None:
    tutor("learn", "bar:tea", "--json", *BAR, typed='{"answer": ["tannins"]}\n')
    en = lang == "en"
    with Person(*BAR, "--lang", lang) as person:
        person.see("1) Go on: Making tea, step 5 of 5" if en else "1) 이어서: 차 우리기, 단계 5/5")
        person.press("1", "A cup takes 2 min" if en else "한 잔에 2분")
        person.press("b" + ENTER, "Leaves and times." if en else "잎과 시간.")
        person.press(ENTER, "")
        person.press("six" + ENTER, "Type a number, such as 3" if en else "처럼 숫자로 입력하세요")
        person.press("2" + ENTER, "That holds for 3 pots at once." if en else "동시에 우릴 때만")
        person.press("u", "s don't know" if en else "s 모르겠음")
        person.press("6" + ENTER, "✓ Right." if en else "✓ 맞았습니다.")
        person.press(ENTER, "Boil, pour, wait, stop." if en else "끓이고, 붓고, 기다리고, 멈춘다.")
        person.see("Lessons finished: 1 of" if en else "개 중 1개")
        person.press("q", "")
        assert person.ends() == 0
        assert person.modes & termios.ECHO
        assert not person.too_long()


@pytest.mark.parametrize(("lang", "columns"), [("en", 80), ("ko", 40), ("ko", 200)])
def test_a_quiz_of_every_kind_on_every_screen(lang: str, columns: int) -> None:
    """Question, answer, how sure, feedback: seven times, and then what came of it."""
    en = lang == "en"
    left = dict(RIGHT[lang])
    with Person(*QUIZ, "--lang", lang, columns=columns) as person:
        for number in range(1, 8):
            person.see(f"Question {number} of 7" if en else f"문제 {number}/7")
            shown = person.see("l 한국어" if en else "l English")
            question = next(words for words in left if words in shown)
            person.press(keys_for(question, left.pop(question), shown), "How sure are you?" if en else "얼마나 확실")
            person.press("3", "Enter next" if en else "엔터 다음")
            assert person.text.count("✓ Right." if en else "✓ 맞았습니다.") == number
            assert not person.cut_in_two()
            person.press(ENTER, "")
        assert person.ends() == 0
        assert ("7 of 7 right" if en else "7문제 중 7문제 정답") in person.text
        assert not person.too_long()
        assert not person.cut_in_two()
    assert asked_so_far() == 7


@pytest.mark.parametrize(("lang", "columns"), [("en", 40), ("ko", 40), ("ko", 200)])
def test_a_lesson_fits_the_screen(lang: str, columns: int) -> None:
    en = lang == "en"
    with Person(*LEARN, "--lang", lang, columns=columns) as person:
        person.see("--temperature=96")
        person.press("r", "https://tea.example/")
        person.press(ENTER, "Wanted: 96 °C" if en else "원하는 값: 96 °C")
        person.press(ENTER, "steeps" if en else "우리면")
        assert not person.cut_in_two()
        person.press("1", "Enter next" if en else "엔터 다음")
        person.press(ENTER, "3 to 5" if en else "3~5")
        assert not person.cut_in_two()
        person.press("q", "")
        assert person.ends() == 0
        assert not person.too_long()


@pytest.mark.parametrize(("lang", "columns"), [("en", 40), ("ko", 80), ("ko", 40)])
def test_a_cell_of_the_grid_is_read_and_then_asked(lang: str, columns: int) -> None:
    en = lang == "en"
    with Person("learn", "bar:brewing", *BAR, "--lang", lang, columns=columns) as person:
        person.press(ENTER, "pour --through=sieve --all pot cups")
        person.press("r", "https://tea.example/")
        person.see("Step 2 of 5" if en else "단계 2/5")
        person.press(ENTER, "fill?" if en else "채우는가?")
        person.press("12" + ENTER, "✓ Right." if en else "✓ 맞았습니다.")
        person.press(ENTER, "lift it out" if en else "거름망에 담아 두고")
        person.press(ENTER, "Step 5 of 5: check yourself" if en else "단계 5/5: 확인 문제")
        person.press("b", "")
        person.press("q", "중간에 끝냈습니다." if not en else "Stopped early.")
        assert person.ends() == 0
        assert not person.too_long()
        assert not person.cut_in_two()
    with Person("grid", *BAR, "--lang", lang, columns=columns) as person:
        assert person.ends() == 0
        assert "1/6" in person.text  # brewing/pot


SHOWN: Final = {
    "two platforms": ("compare", "k8s", "docker-swarm"),
    "seven platforms": ("compare", "swarm", "k8s", "gke", "eks", "ecs"),
    "one feature": ("compare", "ecs", "--feature", "scaling"),
    "grid": ("grid",),
    "grid with a pack": ("grid", *BAR),
    "coverage": ("content", "coverage"),
    "glossary": ("glossary",),
    "term": ("glossary", "node"),
}


@pytest.mark.parametrize(("lang", "columns"), [("en", 40), ("ko", 40), ("en", 120)])
@pytest.mark.parametrize("name", SHOWN)
def test_a_table_fits_the_screen(lang: str, name: str, columns: int) -> None:
    with Person(*SHOWN[name], "--lang", lang, columns=columns, lines=50) as person:
        assert person.ends() == 0 or name == "coverage"  # which fails where a cell falls short
        assert person.text.strip()
        assert not person.too_long()
        assert not person.cut_in_two()
        assert "`" not in person.text


@pytest.mark.parametrize("keyboard", ["latin", "hangul"])
def test_the_letters_do_what_they_say(keyboard: str) -> None:
    """Hint, language, flag, don't know, sources, undo, quit; a Hangul keyboard sends jamo from the same keys."""

    def key(letter: str) -> str:
        return letter if keyboard == "latin" else JAMO[letter]

    with Person(*WHY) as person:
        person.press(key("h"), "Hint: Think of what leaves the leaf last.")
        person.press(key("l"), "차를 20분 우리면")
        person.press(key("h"), "힌트: 적포도주에도 있는 것이다.")
        person.press(key("l"), "Hint: It is what red wine has, too.")
        person.press(key("f"), "? What is wrong with it?")
        person.press("nothing" + ENTER, "Flagged. Thank you.")
        person.press(key("s"), "The answer, to remember for next time.")
        person.press(key("r"), "https://tea.example/")
        assert person.text.count("Why does tea get bitter") == 2
        person.press(key("u"), "Flagged")
        person.press(key("q"), "Nothing was answered.")
        assert person.ends() == 0
        assert person.text.count("Why does tea get bitter") == 3


def test_arrows_and_enter_choose_as_numbers_do() -> None:
    with Person(*WHY) as person:
        person.press(DOWN + DOWN + UP + ENTER, "How sure are you?")
        assert "? Your answer 2) " in person.text
        person.press(ENTER, "Enter next")


@pytest.mark.parametrize("lang", LANGS)
def test_the_home_screen_changes_its_language_and_remembers_it(lang: str) -> None:
    words = ("Lessons finished", "끝낸 레슨")
    here, there = words if lang == "en" else words[::-1]
    with Person("--lang", lang) as person:
        person.see(here)
        person.press("5", there)
        person.press("6", "")
        assert person.ends() == 0
    with Person() as person:
        person.see(there)
        assert here not in person.text


def test_a_lesson_is_picked_from_a_list_and_the_list_can_be_left() -> None:
    with Person(columns=40) as person:
        person.press("3", "(q: back)")
        assert not person.too_long()
        person.press("q", "")
        person.see("6) Quit")
        assert "(q: back)" not in person.text
        person.press("3", "(q: back)")
        person.press("12", "After this lesson you can")
        assert "(q: back) 12) " in person.text


# Each kind of prompt: how to get there, the keys to press there and what shows that they arrived.
PROMPTS: Final[dict[str, tuple[tuple[str, ...], str, list[tuple[str, str]]]]] = {
    "home": ((), "What now?", []),
    "list of lessons": (("learn",), "Which lesson?", []),
    "page": (LEARN, "Enter next", []),
    "one of several": (WHY, "? Your answer", []),
    "several": (TWO, "? Mark with", []),
    "several, one marked": (TWO, "? Mark with", [("1", "● 1)")]),
    "line": (WORD, "? Your answer", []),
    "line, half written": (WORD, "? Your answer", [("ket", "Your answer ket")]),
    "how sure": (WORD, "? Your answer", [("kettle" + ENTER, "How sure are you?")]),
    "flag": (WORD, "? Your answer", [("f" + ENTER, "What is wrong with it?")]),
    "feedback": (WORD, "? Your answer", [("s" + ENTER, "Enter next")]),
    "exam": ((*WORD, "--exam", "5"), "? Your answer", []),
}


SANE: Final = termios.ECHO | termios.ICANON | termios.ISIG  # how a shell wants to find its terminal


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize(("key", "code"), [(CTRL_C, 130), (CTRL_D, 0)], ids=["ctrl-c", "ctrl-d"])
def test_every_prompt_can_be_left(prompt: str, key: str, code: int) -> None:
    """Politely: the exit code says how, answers are kept, and the shell finds its terminal as it was."""
    arguments, first, way = PROMPTS[prompt]
    with Person(*arguments) as person:
        person.see(first)
        for keys, words in way:
            person.press(keys, words)
        person.press(key, "")
        assert person.ends() == code
        assert "Traceback" not in person.text
        assert "a bug in the tutor" not in person.text
        assert person.text.endswith("Stopped. Your answers are kept.") or key == CTRL_D
        assert person.modes & SANE == SANE
        assert not person.screen.cursor.hidden
    assert asked_so_far() == (1 if prompt == "feedback" else 0)


def test_the_clock_of_an_exam_is_visible_runs_down_and_ends_it() -> None:
    with Person(*QUIZ, "--kind", "phrase", "--exam", "0.1") as person:
        for left in ("0:05 left", "0:03 left", "0:01 left"):
            person.see(f"⏱ {left}\n? Your answer")
        person.press("kett", "? Your answer kett")  # too late
        person.see("Time is up.")
        assert person.ends() == 0
        assert "1 not answered." in person.text
    assert asked_so_far() == 0


@pytest.mark.parametrize("lang", LANGS)
def test_an_exam_is_reviewed_at_its_end(lang: str) -> None:
    """Until then nothing is said; then each question stands there again, with its answer."""
    en = lang == "en"
    right = "✓ Right." if en else "✓ 맞았습니다."
    with Person(*WHY, "--exam", "5", "--lang", lang) as person:
        shown = person.see("2) ")
        question, options = next(iter(RIGHT[lang].items()))
        shown = person.see("l 한국어" if en else "l English")
        assert right not in shown
        person.press(keys_for(question, options, shown), "Review 1 of 1" if en else "복습 1/1")
        assert right in person.see("Enter next" if en else "엔터 다음")
        assert person.text.count(question) == 2
        person.press(ENTER, "1 of 1 right, 100%" if en else "1문제 중 1문제 정답, 점수 100%")
        assert person.ends() == 0
    assert asked_so_far() == 1


def test_a_lesson_that_was_killed_goes_on_where_it_was() -> None:
    with Person(*LEARN) as person:
        person.press(ENTER, "Step 2 of 5")
        person.press(ENTER, "Step 3 of 5: check yourself")
        person.press("1", "Enter next")
        person.kill()
        person.ends()
    assert asked_so_far() == 1
    with Person(*LEARN) as person:
        person.see("Step 4 of 5")
        assert "You go on where you left." in person.text
        assert "Step 1" not in person.text


def test_a_window_that_gets_narrower_is_drawn_anew() -> None:
    with Person(*WHY, "--lang", "ko") as person:
        person.see("»")
        person.resize(40, 30)
        old = set(person.cut_in_two())  # pyte, as some terminals, cuts what was printed before
        person.press(DOWN, "   1)")
        person.press(UP + ENTER, "얼마나 확실한가요?")
        assert set(person.cut_in_two()) <= old
        person.press("2", "엔터 다음")
        assert set(person.cut_in_two()) <= old
        feedback = person.text[person.text.index("정답:") :]
        assert max(map(cell_len, feedback.splitlines())) <= 40
        person.press("q", "")
        assert person.ends() == 0


PLAIN: Final[dict[str, tuple[tuple[str, ...], dict[str, str]]]] = {
    "NO_COLOR": ((), {"NO_COLOR": "1"}),
    "TERM=dumb": ((), {"TERM": "dumb"}),
    "--plain": (("--plain",), {}),
}


@pytest.mark.parametrize("way", PLAIN)
def test_a_plain_terminal_gets_no_escape_sequence(way: str) -> None:
    """It is asked line by line, and the terminal stays in its own line mode."""
    options, environment = PLAIN[way]
    with Person(*LEARN, *options, environment=environment) as person:
        person.see("q quit):")
        person.type("", "== Step 2 of 5 ==")
        person.type("", "== Step 3 of 5: check yourself (junior) ==")
        person.type("h", "Hint: Think of what leaves the leaf last.")
        person.type("l", "== 단계 3/5: 확인 문제 (")
        person.type("1", "이유:")
        assert not person.is_asked
        person.type("q", "중간에 끝냈습니다.")
        assert person.ends() == 0
        assert b"\x1b" not in person.output
        assert not re.search("[─-╿█░]", person.text)
    with Person(*options, environment=environment) as person:
        assert person.ends() == 0
        assert b"\x1b" not in person.output
    with Person(*WORD, *options, environment=environment) as person:
        person.see("q quit):")
        person.child.send(CTRL_C)
        assert person.ends() == 130
        assert b"\x1b" not in person.output


def hostile_pack(root: Path, words: str) -> None:
    """The fixture as a pack whose texts all begin with `words`, in the escapes of YAML."""
    for path in FIXTURE.rglob("*.yaml"):
        copy = root / path.relative_to(FIXTURE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8").replace("id: bar", "id: bad")
        copy.write_text(re.sub(r'(en|ko|title|publisher): "', lambda found: found[0] + words, text), "utf-8")


def test_what_a_pack_says_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    """A title for the window, a cleared screen, Rich markup: none of it gets through to the terminal."""
    hostile_pack(tmp_path, r"\e]0;owned\a\e[2J[red]x[/red] ")
    pack = ("--content", str(tmp_path))
    with Person("learn", "bad:tea", *pack) as person:
        person.press("r", "https://tea.example/")
        person.press(ENTER, "Measured: 90 °C")
        person.press(ENTER, "steeps for 20 min")
        person.press("1", "Enter next")
        person.press("l", "정답")
        person.press("q", "다시 볼 문제" if "✗" in person.text else "결과")
        assert person.ends() == 0
        assert person.screen.title == ""
        assert not re.search(rb"\x1b\]|\x1b\[2J|\x07", person.output)
        assert person.text.count("[2J[red]x[/red]") > 10
    with Person("learn", *pack, lines=70) as person:
        person.see("[2J[red]x[/red] Making tea")
        person.press(CTRL_C, "Stopped.")
        assert not re.search(rb"\x1b\]|\x1b\[2J|\x07", person.output)
    for typed in ("learn bad:tea", "search tannins", "content list"):
        told = tutor(*typed.split(), *pack)
        assert told.returncode == 0
        assert "[red]x[/red]" in told.stdout
        assert not re.search(r"\x1b|\x07", told.stdout + told.stderr)


def test_an_option_whose_key_is_a_letter_of_the_tutor_is_an_answer(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    files = skeleton.shared("pack", "letters", "2026-11-24")
    files |= {f"topics/letters/{name}": text for name, text in skeleton.lesson("letters", "2026-11-24").items()}
    for name, text in files.items():
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).write_text(text.replace("key: fits", "key: s").replace("key: other", "key: q"), "utf-8")
    with Person("quiz", "pack:letters", "--seed", "1", "--content", str(pack)) as person:
        shown = person.see("? Your answer")
        number = next(line[0] for line in shown.splitlines() if line.endswith(") the one that fits"))
        person.press(number, "How sure are you?")
        person.press(ENTER, "✓ Right.")
