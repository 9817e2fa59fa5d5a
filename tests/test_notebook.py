"""The wrong-answer notebook: when a belief is cured, what is asked next, and what of it all is shown.

After a change that is meant, write the gold screens anew and read what changed in them:

    TUTOR_GOLD=write pytest tests/test_notebook.py
"""

import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stdout
from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from orchestra_tutor.app import App
from orchestra_tutor.commands.notebook import SHOWN, Book, notebook
from orchestra_tutor.commands.visit import Visit
from orchestra_tutor.errors import UsageError
from orchestra_tutor.index import Index, Wanted
from orchestra_tutor.journal import DAY, ROLL_OVER, Entry, Place, Plan, Review, Undo, to_dict
from orchestra_tutor.memory import fold, grade
from orchestra_tutor.notebook import Held, Notebook, chosen, held
from orchestra_tutor.notebook import notebook as written
from orchestra_tutor.prose import bare, blocks, code_spans
from orchestra_tutor.question import Graded, Response
from orchestra_tutor.sessions.session import beliefs_of
from orchestra_tutor.settings import places
from orchestra_tutor.study import Study
from orchestra_tutor.text import LANGS, Lang
from orchestra_tutor.ui import draw, plain
from tests.courses import TINY, change, compiled, copy_of_tiny, visiting
from tests.helpers import HOW, answers
from tests.program import BAR, FIXTURE
from tests.terminal import ENTER, Person

GOLD: Final = Path(__file__).parent / "gold" / "notebook"
WIDTHS: Final = (40, 80, 120)
FIRST: Final = 20_781  # 2026-11-24
PROBING: Final = ("a", "b", "c")  # what probes magic in these stories; d does not

Stories = dict[str, str]  # by item, how it was answered


def learnt(lesson: str) -> Place:
    return Place(f"learnt-{lesson}", 0.0, lesson, 0, done=True)


def told(stories: Stories) -> list[Review]:
    return [review for item, story in stories.items() for review in answers(story, item, item)]


def magic(stories: Stories, probing: tuple[str, ...] = PROBING) -> Held:
    (belief,) = held(fold(told(stories)).traces, lambda belief: probing)
    return belief


class TestCure:
    @pytest.mark.parametrize(
        ("stories", "cured"),
        [
            ({"a": "0 fooled"}, False),
            ({"a": "0 fooled", "b": "1 right"}, False),
            ({"a": "0 fooled", "b": "1 right", "c": "1 right"}, False),  # on the same day
            ({"a": "0 fooled", "b": "1 right, 2 right"}, False),  # one item
            ({"a": "0 fooled", "b": "1 right", "c": "2 right"}, True),
            ({"a": "0 fooled", "b": "1 right", "c": "1 right, 2 right"}, True),
            ({"a": "0 fooled, 2 right", "b": "1 right"}, True),  # the item that showed it is one of them
            ({"a": "0 fooled", "b": "1 right", "c": "2 right", "d": "3 wrong"}, True),
            ({"a": "0 fooled", "b": "1 right", "c": "2 right, 3 fooled"}, False),  # held again
            ({"a": "0 fooled, 3 fooled", "b": "1 right", "c": "2 right"}, False),
            ({"a": "0 fooled, 3 fooled", "b": "1 right, 4 right", "c": "2 right, 5 right"}, True),
            ({"a": "3 fooled", "b": "1 right, 5 right, 9 right", "c": "9 right"}, True),
            ({"a": "0 fooled", "b": "0 right", "c": "1 right"}, False),  # on the day itself
            ({"a": "0 fooled", "b": "1 right", "c": "2 guess"}, False),
            ({"a": "0 fooled, 0 right again", "b": "1 right"}, False),
            ({"a": "0 fooled", "b": "1 right", "c": "2 wrong, 2 right again"}, False),
            ({"a": "0 fooled", "b": "1 right", "c": "2 nearly"}, False),
            ({"a": "0 fooled", "b": "1 right", "c": "2 think"}, True),
            ({"a": "0 fooled", "b": "1 hinted", "c": "2 sure"}, True),
            ({"a": "0 fooled", "b": "1 right, 2 wrong", "c": "3 right"}, False),  # not known any more
            ({"a": "0 fooled", "b": "1 right", "d": "2 right"}, False),  # which does not probe it
        ],
    )
    def test_two_items_right_on_two_days_cure_a_belief(self, stories: Stories, cured: bool) -> None:
        belief = magic(stories)
        assert belief.cured == cured
        assert belief.open == (not cured)

    @pytest.mark.parametrize(
        ("stories", "missing"),
        [
            ({"a": "0 fooled"}, 2),
            ({"a": "0 fooled, 1 right"}, 1),
            ({"a": "0 fooled, 1 right, 1 right"}, 1),
            ({"a": "0 fooled, 1 right, 2 right"}, 0),
            ({"a": "0 fooled, 1 right, 2 right, 3 fooled"}, 2),
        ],
    )
    def test_of_a_single_item_two_days_are_all_that_can_be_had(self, stories: Stories, missing: int) -> None:
        belief = magic(stories, probing=("a",))
        assert (belief.missing, belief.cured, belief.open) == (missing, False, missing > 0)

    def test_a_belief_says_how_often_it_was_held_and_where_and_when_last(self) -> None:
        belief = magic({"a": "0 fooled, 3 right, 5 fooled, 5 fooled again", "b": "2 fooled, 3 right", "d": "4 fooled"})
        assert (belief.count, belief.day, belief.item) == (5, 5, "a")
        assert belief.times == {"a": (3, 5), "b": (1, 2), "d": (1, 4)}
        assert belief.right == {}

    def test_open_beliefs_stand_first_then_what_was_held_most_often_then_last(self) -> None:
        def showing(belief: str, story: str) -> list[Review]:
            reviews = answers(story, f"{belief}-1", f"{belief}-1") + answers(story, f"{belief}-2", f"{belief}-2")
            return [
                Review(**{**to_dict(r), "id": r.id, "at": r.at, "beliefs": (belief,) * (r.score < 1)}) for r in reviews
            ]

        log = [
            *showing("cured", "0 wrong, 0 wrong, 1 wrong, 4 right, 5 right"),
            *showing("late", "3 wrong"),
            *showing("early", "1 wrong"),
            *showing("often", "1 wrong, 2 wrong"),
        ]
        beliefs = held(fold(log).traces, lambda belief: (f"{belief}-1", f"{belief}-2"))
        assert [belief.belief for belief in beliefs] == ["often", "late", "early", "cured"]


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """Answers to a few items on a few days, of which some show one or two beliefs, and some are taken back."""
    log: list[Entry] = []
    day = 0
    for n in range(draw(st.integers(0, 25))):
        day += draw(st.integers(0, 2))
        how = draw(st.sampled_from(sorted(HOW)))
        (review,) = answers(f"{day} {how}{draw(st.sampled_from(['', ' again']))}", draw(st.sampled_from("abcd")))
        beliefs = draw(st.sampled_from([(), ("magic",), ("luck",), ("magic", "luck")])) if review.score < 1 else ()
        more = {"id": f"s-{n}", "at": review.at + n, "beliefs": beliefs}
        log.append(Review(**{**to_dict(review), **more}))
        if draw(st.integers(0, 5)) == 0:
            log.append(Undo(f"u-{n}", review.at + n, f"s-{draw(st.integers(0, n))}", ""))
    return log


def standing(log: list[Entry]) -> list[Review]:
    undone = {entry.review for entry in log if isinstance(entry, Undo)}
    return [entry for entry in log if isinstance(entry, Review) and entry.id not in undone]


@given(logs())
def test_it_comes_to_what_counting_one_by_one_comes_to(log: list[Entry]) -> None:
    counts: dict[str, int] = defaultdict(int)
    last: dict[str, int] = {}
    right: dict[str, set[int]] = defaultdict(set)
    for review in standing(log):
        for belief in review.beliefs:
            counts[belief] += 1
            last[belief] = review.day
        if grade(review.score, review.confidence, review.hints) == 1:
            right[review.item] = set()
        elif not review.retry:
            right[review.item].add(review.day)
    found = held(fold(log).traces, lambda belief: PROBING)
    assert {each.belief: each.count for each in found} == counts
    assert {each.belief: each.day for each in found} == last
    for each in found:
        pairs = (product(right[one], right[other]) for one, other in combinations(PROBING, 2))
        days = [pair for pair_of_items in pairs for pair in pair_of_items]
        assert each.cured == any(a != b and min(a, b) > each.day for a, b in days)


@given(logs(), st.sampled_from(PROBING), st.integers(0, 1))
def test_an_item_brings_the_cure_nearer_if_a_right_answer_does(log: list[Entry], item: str, later: int) -> None:
    days = [review.day for review in standing(log)] or [0]
    day = max(days) + later
    (answer,) = answers(f"{day} right", item, "last")
    answer = Review(**{**to_dict(answer), "id": "last", "at": answer.at + 1000})
    before = held(fold(log).traces, lambda belief: PROBING)
    after = {belief.belief: belief for belief in held(fold([*log, answer]).traces, lambda belief: PROBING)}
    for belief in before:
        if belief.open and day > belief.day:
            assert (after[belief.belief].missing < belief.missing) == belief.nearer(item, day)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The tiny course, compiled."""
    with closing(compiled(tmp_path_factory.mktemp("cache") / "course.db", TINY)) as opened:
        yield opened


class TestProbes:
    """In the tiny course, three items probe one belief."""

    ITEMS: Final = {"o": "why-odd", "t": "two-duties", "s": "even-is-safer-still"}

    def study(self, index: Index, stories: Stories, today: int) -> Study:
        log = told({self.ITEMS[name]: story for name, story in stories.items()})
        log = [
            Review(**{**to_dict(r), "id": r.id, "at": r.at, "beliefs": ("even-is-safer",) * len(r.beliefs)})
            for r in log
        ]
        return Study(index, fold([*log, learnt("quorum")]), Plan("p", 0.0), today)

    @pytest.mark.parametrize(
        ("stories", "today", "asked"),
        [
            ({}, 0, ""),
            ({"o": "0 fooled"}, 0, "ts"),  # in other words
            ({"o": "0 fooled"}, 1, "ts"),
            ({"o": "0 fooled", "t": "0 right"}, 0, "s"),  # once a day
            ({"o": "0 fooled", "t": "0 right", "s": "0 right"}, 0, ""),
            ({"o": "0 fooled", "t": "1 right"}, 1, ""),  # another today would cure nothing
            ({"o": "0 fooled", "t": "1 right"}, 2, "s"),  # not the one that was right
            ({"o": "0 fooled", "t": "0 fooled", "s": "1 right"}, 2, "ot"),
            ({"o": "0 fooled", "t": "0 fooled", "s": "0 fooled"}, 1, "ots"),  # there are no other words
            ({"o": "0 fooled", "t": "1 right", "s": "1 right"}, 2, "ts"),  # either, on another day
            ({"o": "0 fooled", "t": "1 right", "s": "2 right"}, 3, ""),  # cured
            ({"o": "0 fooled", "t": "1 right", "s": "2 wrong"}, 3, "s"),
            ({"o": "0 fooled", "t": "1 fooled"}, 2, "os"),  # not the one that showed it last
        ],
    )
    def test_what_helps_is_asked_next(self, index: Index, stories: Stories, today: int, asked: str) -> None:
        study = self.study(index, stories, today)
        probes = [choice.subject.item for choice in study.probes()]
        assert len(probes) == (1 if asked else 0)
        assert set(probes) <= {self.ITEMS[name] for name in asked}

    @given(st.sampled_from("ots"), st.lists(st.booleans(), max_size=6))
    def test_who_answers_them_rightly_is_cured_two_days_later(
        self, index: Index, first: str, known: list[bool]
    ) -> None:
        stories = {first: "0 fooled"}
        names = {item: name for name, item in self.ITEMS.items()}
        for day, right in enumerate([*known, True, True], 1):
            for choice in self.study(index, stories, day).probes():
                name = names[choice.subject.item]
                told_before = [stories[name]] if name in stories else []
                stories[name] = ", ".join([*told_before, f"{day} {'sure' if right else 'fooled'}"])
        assert not self.study(index, stories, len(known) + 3).held()[0].open

    def test_a_belief_that_has_nothing_to_ask_takes_no_place(self, own_index: Index) -> None:
        alone = [name for (name,) in own_index.rows("SELECT belief FROM probe GROUP BY belief HAVING count(*) = 1")]
        shared = [name for (name,) in own_index.rows("SELECT belief FROM probe GROUP BY belief HAVING count(*) > 2")]
        log = []
        for n, belief in enumerate([*alone[:5], *alone[:5], shared[0]]):  # the first five were held more often
            review = answers("0 fooled", own_index.probing(belief)[0], str(n))[0]
            log.append(Review(**{**to_dict(review), "id": f"s-{n}", "at": review.at + n, "beliefs": (belief,)}))
        (choice,) = Study(own_index, fold(log), Plan("p", 0.0), 1).probes()
        assert choice.subject.item in own_index.probing(shared[0])


def pages(stories: Stories, about: set[str] | None = None) -> Notebook:
    log = sorted(told(stories), key=lambda review: review.at)
    return written(fold(log).traces, ((r.at, r.item, to_dict(r)) for r in log), lambda belief: PROBING, about)


class TestNotebook:
    @pytest.mark.parametrize(
        ("stories", "missed"),
        [
            ({"x": "0 right"}, []),
            ({"x": "0 guess"}, []),  # not known, but never wrong
            ({"x": "0 wrong"}, ["x"]),
            ({"x": "0 nearly"}, ["x"]),
            ({"x": "0 wrong, 0 right again"}, ["x"]),  # not right since
            ({"x": "0 wrong, 1 guess"}, ["x"]),
            ({"x": "0 wrong, 1 right"}, []),
            ({"x": "0 wrong, 1 right, 2 wrong"}, ["x"]),
            ({"x": "0 wrong", "y": "2 wrong", "z": "1 wrong"}, ["y", "z", "x"]),  # the latest first
            ({"a": "0 fooled"}, []),  # it stands with its belief
            ({"a": "0 fooled, 1 wrong"}, ["a"]),  # there was another reason
            ({"a": "0 fooled", "b": "1 right", "c": "2 right"}, ["a"]),  # the belief is cured, the item still missed
        ],
    )
    def test_missed_is_what_was_wrong_and_not_right_since(self, stories: Stories, missed: list[str]) -> None:
        assert [miss.item for miss in pages(stories).missed] == missed

    def test_it_keeps_the_last_answer_that_showed_a_belief(self) -> None:
        notes = pages({"a": "0 fooled, 1 fooled, 2 wrong", "b": "3 fooled"})
        assert {key: miss.day for key, miss in notes.shown.items()} == {("magic", "a"): 1, ("magic", "b"): 3}
        assert [(miss.item, miss.day) for miss in notes.missed] == [("a", 2)]

    def test_open_and_cured_are_told_apart(self) -> None:
        notes = pages({"a": "0 fooled"})
        assert ([belief.belief for belief in notes.open], notes.cured) == (["magic"], ())
        notes = pages({"a": "0 fooled", "b": "1 right", "c": "2 right"})
        assert (notes.open, [belief.belief for belief in notes.cured]) == ((), ["magic"])

    @pytest.mark.parametrize(
        ("about", "beliefs", "missed"), [(None, 1, ["x"]), ({"a"}, 1, []), ({"x"}, 0, ["x"]), ({"b"}, 0, [])]
    )
    def test_it_can_be_narrowed_to_some_items(self, about: set[str] | None, beliefs: int, missed: list[str]) -> None:
        notes = pages({"a": "0 fooled", "x": "1 wrong"}, about)
        assert (len(notes.open), [miss.item for miss in notes.missed]) == (beliefs, missed)

    def test_a_belief_that_nothing_probes_any_more_is_left_out_but_not_the_item(self) -> None:
        log = answers("0 fooled", "x")
        notes = written(fold(log).traces, [(log[0].at, "x", to_dict(log[0]))], lambda belief: ())
        assert (notes.open, notes.cured, [miss.item for miss in notes.missed]) == ((), (), ["x"])

    def test_an_answer_without_beliefs_is_of_an_older_tutor(self) -> None:
        (review,) = answers("0 wrong", "x")
        body = {name: value for name, value in to_dict(review).items() if name != "beliefs"}
        notes = written(fold([review]).traces, [(review.at, "x", body)], lambda belief: PROBING)
        assert [miss.beliefs for miss in notes.missed] == [()]


@pytest.fixture
def visit() -> Iterator[Visit]:
    """A visit to a tutor whose own course is the drinks, both lessons learnt, on the fourth day of the story."""
    with visiting(FIXTURE) as opened:
        opened.app.clock = lambda: (FIRST + 3) * DAY + 12 * 3600.0
        opened.app.store.save([learnt("tea"), learnt("brewing")])
        yield opened


def answer(visit: Visit, day: int, item: str, response: Response | None, **more: Any) -> Review:
    """Keep an answer that was given on a day of the story."""
    asked = visit.app.index.item(item)
    assert asked
    graded = asked.question.grade(response) if response is not None else None
    assert graded is None or isinstance(graded, Graded)
    values: dict[str, Any] = {
        "fingerprint": asked.fingerprint,
        "confidence": "sure",
        "seconds": 5.0,
        "mode": "quiz",
    } | more
    at = (FIRST + day) * DAY + ROLL_OVER + len(list(visit.app.store.entries()))
    review = Review(
        id=f"s-{at}",
        at=float(at),
        item=item,
        response=response,
        keys=graded.keys if graded else (),
        score=graded.score if graded else 0.0,
        day=FIRST + day,
        beliefs=beliefs_of(graded),
        **values,
    )
    visit.app.store.save([review])
    return review


class TestChosen:
    @pytest.mark.parametrize(
        ("item", "response", "en", "ko"),
        [
            ("tea-why", ["cold"], "Water that cools down turns sour.", "식는 물이 시어지기 때문이다."),
            ("tea-why", ["tannins"], None, None),  # it is right now
            ("tea-why", ["gone"], None, None),
            ("tea-both", ["leaves", "stir"], "a larger pot", "더 큰 주전자"),
            ("tea-true", ["true"], "True", "맞다"),
            (
                "tea-order",
                ["pour", "boil", "wait", "strain"],
                "pour it over the leaves → boil water → wait → take the leaves out",
                "잎에 붓는다 → 물을 끓인다 → 기다린다 → 잎을 건진다",
            ),
            ("tea-order", ["pour", "boil"], None, None),
            (
                "tea-match",
                {"black": "two", "green": "four", "herbs": "ten"},
                "black tea → 2 min / green tea → 4 min",
                "홍차 → 2분 / 녹차 → 4분",
            ),
            ("tea-match", {"black": "two"}, None, None),
            ("tea-word", " a  pot\n ", "a pot", "a pot"),
            ("tea-word", "ketttle", "ketttle", "ketttle"),  # nearly right by now
            ("tea-minutes", "2 min", "2 min", "2 min"),
            ("tea-minutes", "7", "7", "7"),
            ("tea-minutes", ["7"], None, None),
        ],
    )
    def test_an_answer_is_told_in_words(
        self, visit: Visit, item: str, response: Response, en: str | None, ko: str | None
    ) -> None:
        asked = visit.app.index.item(item)
        assert asked
        words = chosen(asked.question, response)
        assert (words.en if words else None, words.ko if words else None) == (en, ko)

    def test_every_wrong_answer_to_our_course_can_be_told(self, own_index: Index) -> None:
        for item in own_index.items(Wanted()):
            for sample in item.question.samples(Random(7)):
                if sample.verdict == "wrong":
                    words = chosen(item.question, sample.response)
                    assert words, (item.id, sample)
                    assert all(words[lang] for lang in LANGS)


def held_and_missed(visit: Visit) -> None:
    """A belief that showed twice in one item and once in another; misses of every kind; one that was mended."""
    answer(visit, 0, "tea-why", ["good"])
    answer(visit, 0, "tea-both", ["leaves", "stir"])
    answer(visit, 0, "tea-order", ["pour", "boil", "wait", "strain"])
    answer(visit, 1, "tea-why", ["good"])
    answer(visit, 1, "tea-minutes", "2 min")
    answer(visit, 1, "tea-match", {"black": "four", "green": "two", "herbs": "day"})
    answer(visit, 2, "tea-both", ["leaves", "time"])
    answer(visit, 2, "tea-word", None)
    answer(visit, 2, "cups-of-a-pot", "7")


def half_cured(visit: Visit) -> None:
    """One right answer of two; a question that has changed, and one that is not in the course any more."""
    answer(visit, 0, "tea-true", ["true"], fingerprint="of-yore")
    answer(visit, 1, "sieve-or-lid", ["lid"])
    gone: dict[str, Any] = {"fingerprint": "x", "keys": (), "score": 0.0, "seconds": 1.0, "mode": "quiz", "day": FIRST}
    visit.app.store.save([Review(id="gone-1", at=1.0, item="sugar-or-not", response=["sugar"], **gone)])
    visit.app.store.save([Review(id="gone-2", at=2.0, item="sugar-how-much", response="2 cubes", **gone)])
    visit.app.store.save([Review(id="gone-3", at=3.0, item="tea-both", response=["milk"], **gone)])
    visit.app.store.save(
        [Review(id="gone-4", at=4.0, item="salt", response=["yes"], beliefs=("tea-needs-salt",), **gone)]
    )


def cured(visit: Visit) -> None:
    half_cured(visit)
    answer(visit, 2, "tea-why", ["tannins"])


def nothing(visit: Visit) -> None:
    answer(visit, 0, "tea-why", ["tannins"])


Scene = Callable[[Visit], None]
SCENES: Final[dict[str, Scene]] = {
    "held": held_and_missed,
    "half-cured": half_cured,
    "cured": cured,
    "nothing": nothing,
}


def drawn(book: Book, width: int, most: int | None = SHOWN) -> str:
    paper = io.StringIO()
    draw.show(Console(file=paper, width=width, highlight=False), book.parts(most), book.lang)
    return paper.getvalue()


def piped(visit: Visit, *topics: str) -> str:
    with redirect_stdout(io.StringIO()) as paper:
        notebook(visit, topics)
    return paper.getvalue()


def in_lang(visit: Visit, lang: Lang) -> Book:
    visit.lang = lang
    return Book(visit)


@pytest.mark.parametrize("name", SCENES)
def test_a_notebook_looks_as_it_always_did(name: str, visit: Visit) -> None:
    SCENES[name](visit)
    found = ""
    for lang in LANGS:
        book = in_lang(visit, lang)
        for width in WIDTHS:
            found += f"# {lang}, {width} columns\n{drawn(book, width)}\n"
        found += f"# {lang}, plain\n" + "\n".join(plain.lines(book.parts(SHOWN), lang)) + "\n\n"
        found += f"# {lang}, piped\n{piped(visit)}\n"
    gold = GOLD / f"{name}.txt"
    if os.environ.get("TUTOR_GOLD") == "write":
        gold.parent.mkdir(exist_ok=True)
        gold.write_text(found, "utf-8")
    assert found == gold.read_text("utf-8")


def test_no_gold_screen_is_left_over() -> None:
    assert {path.stem for path in GOLD.iterdir()} == set(SCENES)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SCENES)
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(name: str, lang: Lang, visit: Visit) -> None:
    SCENES[name](visit)
    book = in_lang(visit, lang)
    words = re.sub(r"[\s─]", "", drawn(book, 120))
    for width in range(40, 121):
        shown = drawn(book, width)
        assert all(cell_len(line) <= min(width, draw.WIDEST) for line in shown.splitlines())
        assert re.sub(r"[\s─]", "", shown) == words


def read(document: str) -> str:
    """The words of a Markdown document, as CommonMark finds them; of code, without its marks."""
    blocks = [token for token in MarkdownIt("commonmark").parse(document) if token.content]
    inline = [child.content for token in blocks for child in token.children or []]
    return " ".join([*inline, *(token.content for token in blocks if token.type == "fence")])


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("lang", LANGS)
def test_markdown_holds_every_stem_and_the_address_of_every_truth(lang: Lang, visit: Visit) -> None:
    held_and_missed(visit)
    visit.lang = lang
    document = piped(visit)
    words, index = squeezed(read(document)), visit.app.index
    for name in ("tea-why", "tea-minutes", "tea-order", "tea-match", "tea-word", "cups-of-a-pot"):
        item = index.item(name)
        assert item
        assert squeezed(bare(item.question.stem[lang])) in words
    belief, source = index.belief("longer-is-stronger", "tea-why"), index.source("tea-standard", "tea-why")
    assert belief
    assert source
    assert squeezed(belief.truth[lang]) in words
    assert f"<{source.url}>" in document
    both = index.item("tea-both")
    assert both
    assert both.question.stem[lang] not in document  # it was right since


@pytest.mark.parametrize("lang", LANGS)
def test_who_misses_everything_gets_all_of_our_course_with_its_code_as_code(lang: Lang, own_index: Index) -> None:
    items, reviews = own_index.items(Wanted()), []
    for n, item in enumerate(items):
        wrong = [sample.response for sample in item.question.samples(Random(n)) if sample.verdict == "wrong"]
        graded = item.question.grade(wrong[n % len(wrong)])
        assert isinstance(graded, Graded)
        values: dict[str, Any] = {"fingerprint": item.fingerprint, "seconds": 1.0, "mode": "quiz", "day": FIRST}
        values |= {"keys": graded.keys, "score": 0.0, "beliefs": beliefs_of(graded)}
        reviews.append(Review(f"s-{n}", float(n), item.id, response=wrong[n % len(wrong)], **values))
    with visiting(FIXTURE, lang) as visit:
        visit.app._index = own_index
        visit.app.store.save(reviews)
        document = piped(visit)
        visit.app._index = None  # it is not ours to close
    tokens = MarkdownIt("commonmark").parse(document)
    words = squeezed(read(document))
    codes = {child.content for token in tokens for child in token.children or [] if child.type == "code_inline"}
    fenced = {token.content.removesuffix("\n") for token in tokens if token.type == "fence"}
    for item in items:
        stem = item.question.stem[lang]
        assert squeezed(bare(re.sub("```.*?```", "", stem, flags=re.DOTALL))) in words, item.id
        assert {*code_spans(stem)} <= codes, item.id
        assert {"\n".join(block.lines) for block in blocks(stem) if block.kind == "code"} <= fenced, item.id
    assert not [token for token in tokens if token.type.startswith("html")]


def test_a_long_notebook_shows_its_first_entries_and_says_how_to_see_all(visit: Visit) -> None:
    held_and_missed(visit)
    whole, first = drawn(Book(visit), 80, None), drawn(Book(visit), 80, 2)
    assert "\n3. What do you call" in whole
    assert "What do you call" not in first
    assert "\n2. A pot holds 4 cups" in first
    assert "3 more. All of it, to keep or to print: tutor notebook > notes.md" in first.replace("\n", " ")
    assert "tutor notebook TOPIC" in first
    assert "more. All of it" not in whole
    narrowed = drawn(Book(visit, ("brewing",)), 80, 2)
    assert "tutor notebook brewing > notes.md" in narrowed
    assert "TOPIC" not in narrowed


@pytest.mark.parametrize(
    ("topics", "said"),
    [
        (("tea",), "Wrong beliefs: 1. Other misses: 3. Cured: 0."),
        (("brewing",), "Wrong beliefs: 1. Other misses: 2. Cured: 0."),
        (("cup",), "You have missed nothing about this: cup."),
        (("cup", "serving-and-storing"), "Wrong beliefs: 0. Other misses: 1. Cured: 0."),
        (("serving-and-storing/pot",), "Wrong beliefs: 0. Other misses: 1. Cured: 0."),
    ],
)
def test_topics_narrow_it(topics: tuple[str, ...], said: str, visit: Visit) -> None:
    held_and_missed(visit)
    assert piped(visit, *topics).splitlines()[2] == said


def test_a_topic_that_is_none_says_what_is_near(visit: Visit) -> None:
    with pytest.raises(UsageError) as refused:
        notebook(visit, ("brewin",))
    assert "brewing" in refused.value.hint.en


def test_an_answer_that_is_taken_back_is_not_in_it(visit: Visit) -> None:
    answer(visit, 0, "tea-word", "pot")
    before = piped(visit)
    review = answer(visit, 1, "tea-why", ["good"])
    assert "The longer it steeps, the better it gets." in piped(visit)
    visit.app.store.save([Undo("u", review.at + 1, review.id, review.item)])
    assert piped(visit) == before


def test_an_item_that_was_removed_or_reworded_is_told_as_far_as_it_can_be(tmp_path: Path) -> None:
    root = copy_of_tiny(tmp_path)
    with visiting(root) as visit:
        answer(visit, 0, "why-odd", ["even-is-refused"])
        answer(visit, 0, "tolerated-by-seven", "4")
        answer(visit, 0, "majority-of-five", "5")
        answer(visit, 0, "role-duties", {"leader": "asks", "follower": "copies", "candidate": "writes"})
        before = piped(visit)
    items = "basics/quorum/items.yaml"
    change(root, items, "- id: why-odd", "- id: why-odd-at-all")
    change(root, items, "How many of 7 managers may fail?", "How many managers of 7 may fail?")
    change(root, items, "{key: asks, text:", "{key: requests, text:")
    with visiting(root) as visit:
        after = piped(visit)
    assert "changed" not in before
    assert "- A question that is not in the course any more: why-odd\n" in after
    assert "✗ You: an answer that cannot be read any more (2026-11-24)" in after
    changed = after[after.index("How many managers of 7 may fail?") :]
    assert changed.splitlines()[2:5] == ["The question has changed since.", "", "✗ You: 4 (2026-11-24)"]
    roles = after[after.index("What does each role do?") :]
    assert roles.splitlines()[4] == "✗ You: an answer that cannot be read any more (2026-11-24)"
    five = after[after.index("How many of 5 managers") :]
    assert five.splitlines()[2] == "✗ You: 5 (2026-11-24)"


@pytest.mark.parametrize("lang", LANGS)
def test_a_home_in_which_nothing_was_answered_is_told_so(lang: Lang, visit: Visit) -> None:
    visit.lang = lang
    title, empty, line = piped(visit).splitlines()
    assert title == {"en": "# Wrong-answer notebook", "ko": "# 오답노트"}[lang]
    assert (empty, line[-10:]) == ("", "tutor quiz")
    assert Book(visit).practice() == []


def test_practice_is_what_helps_today_first_the_beliefs(visit: Visit) -> None:
    held_and_missed(visit)
    probe, *missed = [item.id for item in Book(visit).practice()]
    assert probe in ("tea-true", "sieve-or-lid")  # not those that showed it last
    assert missed == ["cups-of-a-pot", "tea-word", "tea-match", "tea-order"]
    answer(visit, 3, "tea-word", "pot")
    assert "tea-word" not in [item.id for item in Book(visit).practice()]  # once a day
    assert piped(visit).splitlines()[-1] == "Practise: tutor review"


def test_an_item_that_is_no_more_is_not_practised(visit: Visit) -> None:
    half_cured(visit)
    assert {item.id for item in Book(visit).practice()} <= {"tea-both", "tea-why", "tea-minutes", "tea-true"}


def test_json_says_all_of_it(visit: Visit) -> None:
    held_and_missed(visit)
    visit.json = True
    document = json.loads(piped(visit))
    (belief,) = document["beliefs"]
    following = belief.pop("next")
    assert sorted(following[:2]) == ["sieve-or-lid", "tea-true"]
    assert sorted(following[2:]) == ["tea-minutes", "tea-why"]  # which showed it last
    assert belief == {
        "belief": "longer-is-stronger",
        "says": "The longer it steeps, the better it gets.",
        "truth": "After 5 min it gets bitter, not better.",
        "count": 3,
        "last": "2026-11-25",
        "shown": [
            {
                "id": "tea-minutes",
                "stem": "A cup takes 2 min. How long do 3 cups take, one after the other?",
                "answered": "2 min",
                "response": "2 min",
                "count": 1,
                "last": "2026-11-25",
                "changed": False,
            },
            {
                "id": "tea-why",
                "stem": "Why does tea get bitter when it steeps for 20 min?",
                "answered": "It does not: it gets better all the time.",
                "response": ["good"],
                "count": 2,
                "last": "2026-11-25",
                "changed": False,
            },
        ],
        "right": {},
        "missing": 2,
        "cured": False,
        "sources": ["https://tea.example/standards/preparation-of-a-liquor-of-tea/second-edition"],
    }
    assert [(miss["id"], miss["answered"]) for miss in document["missed"]] == [
        ("cups-of-a-pot", "7"),
        ("tea-word", "I do not know."),
        ("tea-match", "herbs → 1 day"),
        ("tea-order", "pour it over the leaves → boil water → wait → take the leaves out"),
    ]


def test_json_of_what_is_gone_says_so(visit: Visit) -> None:
    cured(visit)
    visit.json = True
    document = json.loads(piped(visit))
    assert [(belief["belief"], belief["says"], belief["missing"]) for belief in document["beliefs"]] == [
        ("longer-is-stronger", "The longer it steeps, the better it gets.", 0)
    ]  # and nothing of what no question asks for any more
    assert document["beliefs"][0]["right"] == {"sieve-or-lid": ["2026-11-25"], "tea-why": ["2026-11-26"]}
    gone = {miss["id"]: miss for miss in document["missed"]}
    assert gone["sugar-or-not"]["answered"] is None
    assert gone["sugar-or-not"]["response"] == ["sugar"]
    assert gone["sugar-how-much"]["answered"] == "2 cubes"
    assert all(gone[name]["changed"] for name in ("sugar-or-not", "sugar-how-much", "tea-both", "tea-true"))


@pytest.mark.parametrize(
    ("lang", "title", "offer", "question"),
    [
        ("en", "Wrong-answer notebook ─", "Practise now? Questions: 1.", "Question 1 of 1"),
        ("ko", "오답노트 ─", "지금 연습할까요? 1문제.", "문제 1/1"),
    ],
)
def test_on_a_terminal_one_key_practises(lang: str, title: str, offer: str, question: str) -> None:
    """Another question that probes the belief; afterwards there is none that helps today."""
    with closing(App(places(), [FIXTURE])) as app:
        app.store.save([learnt("bar:tea")])
        answer(Visit(app, "en"), app.today() - FIRST - 1, "bar:tea-true", ["true"])
    with Person("notebook", "--lang", lang, *BAR) as person:
        assert title in person.see(offer)
        person.press("q", "")
        assert person.ends() == 0
    with Person("notebook", "--lang", lang, *BAR) as person:
        person.press(ENTER, question)
        person.press(f"q{ENTER}", "")
        assert person.ends() == 0
    with closing(App(places(), [FIXTURE])) as app:
        answer(Visit(app, "en"), app.today() - FIRST, "bar:tea-minutes", "6")
    with Person("notebook", "--lang", lang, *BAR) as person:
        assert offer not in person.see("tutor review")
        assert person.ends() == 0
