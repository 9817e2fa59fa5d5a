"""Our items in Anki, judged by Anki's own library: what it imports, what its cards show, what it keeps."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from anki.collection import Collection
from anki.scheduler.v3 import CardAnswer, Scheduler

from orchestra_tutor.commands.export import ANKI_FILE
from orchestra_tutor.course import Item
from orchestra_tutor.exports.anki import DECK_ID, FIELDS, MODEL_ID, PAIR, guid, package
from orchestra_tutor.index import Index, Wanted
from orchestra_tutor.questions.choice import Choice
from orchestra_tutor.questions.match import Match
from orchestra_tutor.questions.number import Number
from orchestra_tutor.text import LANGS, Lang, Text, same
from tests.courses import ITEMS, TINY, change, compiled, copy_of_tiny
from tests.exports.imported import NOON, card, cards, export, load
from tests.exports.shown import Shown, words

SIDE: Final[dict[Lang, str]] = {"en": "En", "ko": "Ko"}
LABELS: Final[dict[Lang, tuple[str, str]]] = {
    "en": ("A common belief", "In truth"),
    "ko": ("흔한 오해", "실제로는"),
}


@pytest.fixture(scope="module")
def whole(own_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """Anki with our whole course."""
    folder = tmp_path_factory.mktemp("anki")
    out = folder / ANKI_FILE
    out.write_bytes(package(own_index.items(Wanted()), own_index, "en", NOON))
    with closing(Collection(str(folder / "collection.anki2"))) as opened:
        assert load(opened, out) == {"new": len(own_index.items(Wanted()))}
        yield opened


@pytest.fixture(scope="module")
def own_items(own_index: Index) -> list[Item]:
    return own_index.items(Wanted())


# What a note is.


def test_an_item_becomes_a_note_with_one_card_in_the_order_of_the_course(
    collection: Collection, tmp_path: Path
) -> None:
    assert load(collection, export(tmp_path / ANKI_FILE)) == {"new": 10}
    assert [one.note()["Id"] for one in cards(collection)] == [
        "majority-word",
        "majority-of-five",
        "tolerated-by-seven",
        "why-odd",
        "two-duties",
        "even-is-safer-still",
        "election-order",
        "role-duties",
        "backup-word",
        "repair-order",
    ]
    assert [one.due for one in cards(collection)] == list(range(1, 11))
    assert {collection.decks.name(one.did) for one in cards(collection)} == {"orchestra-tutor"}


def test_a_note_holds_both_languages(collection: Collection, tmp_path: Path) -> None:
    load(collection, export(tmp_path / ANKI_FILE))
    note = card(collection, "even-is-safer-still").note()
    assert dict(note.items()) == {
        "Id": "even-is-safer-still",
        "StemEn": "<p>A fourth manager makes the vote safer.</p>",
        "StemKo": "<p>네 번째 매니저는 투표를 더 안전하게 한다.</p>",
        "BodyEn": '<ol type="1"><li><p>True</p></li><li><p>False</p></li></ol>',
        "BodyKo": '<ol type="1"><li><p>맞다</p></li><li><p>틀리다</p></li></ol>',
        "AnswerEn": "<p>False</p>",
        "AnswerKo": "<p>틀리다</p>",
        "WhyEn": "<p>Still a single failure is survived.</p>"
        '<div class="wrong"><div class="subject"><p>True</p></div><p>The majority grows as well.</p>'
        "<p>A common belief: One more manager is always safer.</p>"
        "<p>In truth: A fourth manager raises the majority and saves nothing.</p></div>",
        "WhyKo": "<p>견디는 실패는 여전히 하나다.</p>"
        '<div class="wrong"><div class="subject"><p>맞다</p></div><p>과반도 함께 커진다.</p>'
        "<p>흔한 오해: 매니저를 하나 더하면 언제나 더 안전하다.</p>"
        "<p>실제로는: 네 번째 매니저는 과반만 높일 뿐 얻는 것이 없다.</p></div>",
        "Sources": '<ul><li><a href="https://docs.docker.com/engine/swarm/raft/">Raft in Swarm</a>'
        " (Docker, 2026-11-24)</li></ul>",
    }


@pytest.mark.parametrize(
    ("item", "shown", "answer"),
    [
        ("majority-word", "Recall the term.", "quorum"),
        ("majority-of-five", "Work out the number.", "3"),
        (
            "two-duties",
            "to send heartbeats to store backups to write the log Pick 2.",
            "to write the log / to send heartbeats",
        ),
        (
            "election-order",
            "the leader falls silent the others vote a follower stands Put them in the right order.",
            "1. the leader falls silent 2. a follower stands 3. the others vote",
        ),
        (
            "role-duties",
            f"candidate follower leader asks for votes copies sleeps writes {PAIR.en}",
            "leader → writes follower → copies candidate → asks for votes",
        ),
    ],
)
def test_every_kind_is_asked_and_answered(
    item: str, shown: str, answer: str, collection: Collection, tmp_path: Path
) -> None:
    load(collection, export(tmp_path / ANKI_FILE))
    note = card(collection, item).note()
    assert Shown(note["BodyEn"]).open == shown
    assert Shown(note["AnswerEn"]).open == answer


def test_tags_are_a_tree_of_cells_lessons_levels_kinds_and_skills(collection: Collection, tmp_path: Path) -> None:
    load(collection, export(tmp_path / ANKI_FILE))
    about = ["kind::order", "lesson::quorum", "level::mid"]
    assert card(collection, "election-order").note().tags == [*about, "quorum::etcd", "quorum::swarm", "skill::apply"]
    assert {one.note()["Id"] for one in map(collection.get_card, collection.find_cards("tag:quorum"))} == {
        "election-order",
        "majority-of-five",
        "role-duties",
        "two-duties",
    }


def test_items_of_a_pack_stand_under_its_name(collection: Collection, tmp_path: Path) -> None:
    """Two packs may have an item of the same id; its sources are its own."""
    with closing(compiled(tmp_path / "course.db", TINY, TINY.parent / "ui" / "fixture")) as index:
        out = tmp_path / ANKI_FILE
        out.write_bytes(package(index.items(Wanted(("bar:tea",))), index, "en", NOON))
    load(collection, out)
    ids = {one.note()["Id"] for one in cards(collection)}
    assert ids
    assert all(name.startswith("bar:") for name in ids)
    for one in cards(collection):
        assert "lesson::bar::tea" in one.note().tags
        assert Shown(one.note()["Sources"]).links


# What a card shows.


@pytest.mark.parametrize(("lang", "other"), [("en", "ko"), ("ko", "en")])
def test_a_card_shows_one_language_and_folds_the_other(
    lang: Lang, other: Lang, collection: Collection, tmp_path: Path
) -> None:
    load(collection, export(tmp_path / ANKI_FILE, lang=lang))
    for one in cards(collection):
        note, front, back = one.note(), Shown(one.question()), Shown(one.answer())

        def said(*parts: str, lang: Lang, note: object = note) -> str:
            return " ".join(Shown(note[part + SIDE[lang]]).open for part in parts)  # type: ignore[index]

        assert front.open == said("Stem", "Body", lang=lang)
        assert front.folded == said("Stem", "Body", lang=other)
        assert back.open == said("Stem", "Body", "Answer", "Why", lang=lang)
        sources = Shown(note["Sources"]).open
        assert back.folded == f"{said('Stem', 'Body', 'Answer', 'Why', lang=other)} {sources} {note['Id']}"


def test_nothing_in_content_is_obeyed(collection: Collection, tmp_path: Path) -> None:
    """Not by a browser, not by Anki's templates, cloze, sounds and LaTeX, and not by MathJax."""
    nasty = r"<none> <script>alert(1)</script> {{StemKo}} {{c1::x}} [sound:x.mp3] [$]y[/$] &lt; \(z\) <img src=q.png>"
    root = copy_of_tiny(tmp_path)
    change(root, ITEMS, '"Why do people run an odd number of managers?"', f"'{nasty}'")
    change(root, ITEMS, '"one more raises the majority too"', f"'{nasty} or not'")
    change(root, ITEMS, '"The majority grows with every second manager."', '"It\\x1fis\\x1bso."')
    load(collection, export(tmp_path / ANKI_FILE, root))
    asked = card(collection, "why-odd")
    front, back = Shown(asked.question()), Shown(asked.answer())
    assert front.open.startswith(nasty)
    assert back.open.count(nasty) == 3
    assert "It�is�so." in back.open
    assert not {"script", "none", "img"} & back.tags
    assert not asked.question_av_tags()
    assert not asked.answer_av_tags()
    assert not collection.media.check().missing
    assert front.unguarded + back.unguarded == ""
    assert collection.card_count() == collection.note_count() == 10


# What happens when it is imported again.


def test_the_same_package_changes_nothing(collection: Collection, tmp_path: Path) -> None:
    out = export(tmp_path / ANKI_FILE)
    load(collection, out)
    assert load(collection, out) == {"duplicate": 10}
    assert collection.note_count() == collection.card_count() == 10


def test_a_later_export_brings_the_new_wording_and_no_second_note(collection: Collection, tmp_path: Path) -> None:
    load(collection, export(tmp_path / ANKI_FILE))
    root = copy_of_tiny(tmp_path)
    change(root, ITEMS, "How many of 5 managers must agree?", "How many of five managers must say yes?")
    assert load(collection, export(tmp_path / ANKI_FILE, root, at=NOON + 60)) == {"updated": 10}
    assert collection.note_count() == collection.card_count() == 10
    assert "How many of five managers must say yes?" in card(collection, "majority-of-five").question()


def test_a_new_item_is_added_and_one_that_went_stays(collection: Collection, tmp_path: Path) -> None:
    load(collection, export(tmp_path / ANKI_FILE))
    root = copy_of_tiny(tmp_path)
    change(root, ITEMS, "id: repair-order", "id: mend-order")
    assert load(collection, export(tmp_path / ANKI_FILE, root, at=NOON + 60)) == {"new": 1, "updated": 9}
    assert {"repair-order", "mend-order"} < {one.note()["Id"] for one in cards(collection)}


def test_an_export_in_the_other_language_turns_the_cards_around(collection: Collection, tmp_path: Path) -> None:
    english = export(tmp_path / ANKI_FILE)
    load(collection, english)
    before = {one.id: dict(one.note().items()) for one in cards(collection)}
    assert load(collection, export(tmp_path / ANKI_FILE, lang="ko", at=NOON + 60)) == {"updated": 10}
    assert {one.id: dict(one.note().items()) for one in cards(collection)} == before
    front = Shown(card(collection, "why-odd").question())
    assert front.open.startswith("매니저를 홀수로 두는 까닭은 무엇인가?")
    assert front.folded.startswith("Why do people run an odd number of managers?")
    assert len([name for name in collection.models.all_names() if name.startswith("orchestra-tutor")]) == 1


def test_what_was_studied_stays_studied(collection: Collection, tmp_path: Path) -> None:
    load(collection, export(tmp_path / ANKI_FILE))
    deck = collection.decks.id_for_name("orchestra-tutor")
    assert deck
    collection.decks.select(deck)
    for rating in (CardAnswer.EASY, CardAnswer.GOOD, CardAnswer.AGAIN):
        answer_next(collection, rating)
    collection.sched.suspend_cards([card(collection, "role-duties").id])

    def studied() -> list[object]:
        state = [(o.id, o.type, o.queue, o.due, o.ivl, o.factor, o.reps, o.lapses) for o in cards(collection)]
        assert collection.db
        return [*state, *collection.db.all("select * from revlog order by id")]

    before = studied()
    assert [one.reps for one in cards(collection) if one.reps] == [1, 1, 1]
    load(collection, export(tmp_path / ANKI_FILE, lang="ko", at=NOON + 60))
    assert studied() == before


def answer_next(collection: Collection, rating: CardAnswer.Rating.ValueType) -> None:
    """Study the card that comes next."""
    scheduler = collection.sched
    assert isinstance(scheduler, Scheduler)
    queued = scheduler.get_queued_cards().cards[0]
    studied = collection.get_card(queued.card.id)
    studied.start_timer()
    scheduler.answer_card(scheduler.build_answer(card=studied, states=queued.states, rating=rating))


def test_ids_are_those_of_the_first_release() -> None:
    """Other ids would give everybody who has imported the course all of it once more."""
    assert guid("majority-word") == "qjAX+K]1pf"
    assert (MODEL_ID, DECK_ID) == (1_694_306_127, 1_882_615_043)


def test_the_same_items_at_the_same_time_give_the_same_bytes(tmp_path: Path) -> None:
    written = [export(tmp_path / name / ANKI_FILE).read_bytes() for name in folders(tmp_path, "one", "two")]
    assert written[0] == written[1]
    assert written[0] != export(tmp_path / ANKI_FILE, at=NOON + 60).read_bytes()


def folders(root: Path, *names: str) -> tuple[str, ...]:
    for name in names:
        (root / name).mkdir()
    return names


# Our whole course.


def test_every_item_of_the_course_is_there_and_anki_finds_no_fault(whole: Collection, own_items: list[Item]) -> None:
    assert [one.note()["Id"] for one in cards(whole)] == [item.id for item in own_items]
    assert len(own_items) > 800
    assert whole.fix_integrity()[1]
    assert not whole.get_empty_cards().notes


def test_every_field_says_what_the_course_says_in_both_languages(whole: Collection, own_items: list[Item]) -> None:
    for item, one in zip(own_items, cards(whole), strict=True):
        fields = dict(one.note().items())
        assert tuple(fields) == FIELDS
        assert [name for name, value in fields.items() if not Shown(value).open] == []
        explained = item.question.explain()
        for lang in LANGS:
            stem, body, answer, why = (Shown(fields[part + SIDE[lang]]) for part in ("Stem", "Body", "Answer", "Why"))
            assert stem.open == words(item.question.stem[lang])
            assert answer.open == words(explained.answer[lang])
            assert why.open.startswith(words(explained.why[lang]))
            assert "```" not in stem.open + body.open + answer.open + why.open


def test_code_keeps_its_lines(whole: Collection, own_items: list[Item]) -> None:
    kept = 0
    for item, one in zip(own_items, cards(whole), strict=True):
        for lang in LANGS:
            fences = item.question.stem[lang].split("```")[1::2]
            written = [fence.partition("\n")[2].removesuffix("\n") for fence in fences]
            assert Shown(one.note()[f"Stem{SIDE[lang]}"]).codes == written
            kept += sum("\n" in code for code in written)
    assert kept > 10


def test_every_reason_stands_on_the_back_and_none_on_the_front(
    whole: Collection, own_items: list[Item], own_index: Index
) -> None:
    """Of every option, pair and mistake; with the wrong ones what they say, the belief that leads there, the truth."""
    wrong, beliefs = 0, 0
    for item, one in zip(own_items, cards(whole), strict=True):
        back, front = Shown(one.answer()), Shown(one.question())
        asked = front.open + front.folded
        for subject, why, belief in reasons(item):
            found = own_index.belief(belief, item.id)
            wrong += subject is not None
            beliefs += found is not None
            for lang, told in zip(LANGS, (back.open, back.folded), strict=True):
                said = [subject[lang]] if subject else []
                said.append(why[lang])
                if found:
                    common, truth = LABELS[lang]
                    said += [f"{common}: {found.belief[lang]}", f"{truth}: {found.truth[lang]}"]
                assert words("\n\n".join(said)) in told
                assert words(why[lang]) not in asked
    assert wrong > 1500
    assert beliefs > 500


def reasons(item: Item) -> Iterator[tuple[Text | None, Text, str]]:
    """What an author wrote of each option, pair or mistake: what it says where it is wrong, why, and its belief."""
    match item.question:
        case Choice() as choice:
            for option in choice.options:
                yield (None, option.why, "") if option.right else (choice.said(option), option.why, option.belief)
        case Match() as match:
            yield from ((None, pair.why, "") for pair in match.pairs)
        case Number() as number:
            yield from ((same(f"{mistake.value:.10g}"), mistake.why, mistake.belief) for mistake in number.mistakes)


def test_a_reason_is_given_once(whole: Collection, own_items: list[Item]) -> None:
    for item, one in zip(own_items, cards(whole), strict=True):
        if isinstance(item.question, Match):
            why = Shown(one.note()["WhyEn"]).open
            assert why == words(item.question.explain().why.en)


def test_the_place_of_the_right_option_gives_nothing_away(whole: Collection, own_items: list[Item]) -> None:
    places: dict[int, int] = {}
    for item, one in zip(own_items, cards(whole), strict=True):
        question = item.question
        if not isinstance(question, Choice) or question.is_truth or question.ordered or len(question.options) != 4:
            continue
        entries = one.note()["BodyEn"].split("<li>")[1:]
        right = words(question.right[0].text.en) if question.right[0].text else ""
        (place,) = [at for at, entry in enumerate(entries) if Shown(entry.split("</li>")[0]).open == right]
        places[place] = places.get(place, 0) + 1
    total = sum(places.values())
    assert total > 300
    assert all(0.2 < count / total < 0.3 for count in places.values())
    assert len(places) == 4


def test_what_nature_orders_stays_in_order(whole: Collection, own_items: list[Item]) -> None:
    ordered = [item for item in own_items if isinstance(item.question, Choice) and item.question.ordered]
    assert ordered
    for item in ordered:
        assert isinstance(item.question, Choice)
        said = [words(item.question.said(option).en) for option in item.question.options]
        assert Shown(card(whole, item.id).note()["BodyEn"]).open == " ".join(said)
