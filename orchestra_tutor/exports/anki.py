"""A course as a package for Anki: one note with one card for each item.

One card, as a card for each language would ask everything twice. A note holds both languages, and the card shows the
one that was chosen at export; the other is folded below it. Only the template knows which: an export in the other
language turns the cards around when it is imported, and Anki keeps what it knows of them.

One deck, as Anki would learn the lessons of several in the order of the alphabet; new cards come in the order of the
course, and the tags pick out a lesson, a cell, a level.

Anki knows a note again by its guid, which is made from the item's id, and takes over what is younger than its own. So
the time is the only thing that differs between two exports of the same items: `now` is given, never read.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from io import BytesIO
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final, Protocol
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from orchestra_tutor.course import Belief, Item, Source
from orchestra_tutor.exports.markup import as_html, attribute, inert
from orchestra_tutor.question import Arrange, Enter, Graded, Inspect, Look, Note, Option, Pair, Pick, Prompt
from orchestra_tutor.text import LANGS, Lang, Text

# Never to be changed: Anki knows the note type and the deck again by them.
MODEL_ID: Final = 1_694_306_127
DECK_ID: Final = 1_882_615_043
NAME: Final = "orchestra-tutor"

LANGUAGES: Final = Text("English", "한국어")
SOURCES: Final = Text("Sources", "출처")
PICK_SEVERAL: Final = Text("Pick {count}.", "{count}개를 고르세요.")
ARRANGE: Final = Text("Put them in the right order.", "올바른 순서로 놓으세요.")
PAIR: Final = Text(
    "Give each number a letter. A letter may be used twice.",
    "번호마다 글자를 하나씩 짝지으세요. 같은 글자를 여러 번 써도 됩니다.",
)
ENTER_PHRASE: Final = Text("Recall the term.", "용어를 떠올리세요.")
ENTER_NUMBER: Final = Text("Work out the number.", "숫자를 구하세요.")
ENTER_UNIT: Final = Text("Work out the number. The unit is {unit}.", "숫자를 구하세요(단위: {unit}).")
ENTER_COMMAND: Final = Text("Recall the whole command.", "명령 전체를 떠올리세요.")
ENTER_OPEN: Final = Text("Answer in a few sentences.", "몇 문장으로 답하세요.")
INSPECT: Final = Text("Name the cause, the fix and what verifies it.", "원인, 조치, 확인 방법을 차례로 고르세요.")
BELIEF: Final = Text("A common belief: {belief}", "흔한 오해: {belief}")
TRUTH: Final = Text("In truth: {truth}", "실제로는: {truth}")

# No colours and no fonts of our own: what Anki chooses for day and night, and the device for Korean, can be read.
CSS: Final = """\
.card { font-family: sans-serif; font-size: 18px; line-height: 1.5; text-align: left; }
.tutor { max-width: 42em; margin: 0 auto; }
.card :lang(ko) { word-break: keep-all; overflow-wrap: anywhere; }
.tutor .stem, .tutor .answer, .tutor .subject { font-weight: bold; }
.tutor li > p, .tutor .subject > p { margin: 0.2em 0; }
.tutor .numbered { list-style: none; padding-left: 1em; }
.tutor .how, .tutor details, .tutor footer { font-size: 0.85em; opacity: 0.85; }
.tutor .wrong { border-left: 3px solid; margin: 1em 0; padding-left: 0.8em; }
.tutor .subject::before { content: "✗ "; float: left; padding-right: 0.4em; }
.tutor code, .tutor pre { font-family: monospace; background: rgba(127, 127, 127, 0.18); border-radius: 3px; }
.tutor code { padding: 0 0.2em; }
.tutor pre { padding: 0.6em; white-space: pre-wrap; overflow-wrap: anywhere; }
.tutor pre code { background: none; padding: 0; }
"""

# To MathJax of either age, which Anki lets loose on a card, a backslash before a bracket shall begin no formula.
SIDE: Final = """\
<div class="tutor mathjax_ignore tex2jax_ignore" lang="{first}">{shown}
<details lang="{second}"><summary>{language}</summary>{folded}</details></div>
"""
FRONT: Final = '<div class="stem">{{{{Stem{at}}}}}</div>{{{{Body{at}}}}}'
BACK: Final = '<div class="answer">{{{{Answer{at}}}}}</div>{{{{Why{at}}}}}'
FOOT: Final = """\
<footer class="tutor mathjax_ignore tex2jax_ignore"><details><summary>{sources}</summary>
{{{{Sources}}}}<p>{{{{Id}}}}</p></details></footer>
"""


class Library(Protocol):
    """Where names are looked up."""

    def source(self, name: str, citing: str) -> Source | None: ...

    def belief(self, name: str, citing: str) -> Belief | None: ...


def package(items: Iterable[Item], library: Library, lang: Lang, now: float) -> bytes:
    """The package with a note for each of `items`, to be learnt in their order. Raises OSError on a full disk."""
    import genanki

    front, back = sides(lang)
    template = {"name": "Card 1", "qfmt": front, "afmt": back}
    model = genanki.Model(MODEL_ID, NAME, [{"name": name} for name in FIELDS], [template], CSS)
    deck = genanki.Deck(DECK_ID, NAME)
    for place, item in enumerate(items, 1):
        values = fields(item, library)
        note = {"fields": [values[name] for name in FIELDS], "tags": tags(item), "guid": guid(item.id), "due": place}
        deck.add_note(genanki.Note(model, **note))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "collection.anki2"
        try:
            with closing(sqlite3.connect(path)) as db:
                genanki.Package(deck).write_to_db(db.cursor(), now, count(int(now * 1000)))
                db.commit()
        except sqlite3.Error as error:
            raise OSError(str(error)) from error
        return zipped({path.name: path.read_bytes(), "media": b"{}"})


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive without dates: the same files give the same bytes."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return written.getvalue()


def is_package(path: Path) -> bool:
    """Whether `path` holds a package for Anki."""
    if not path.is_file():  # a pipe would block
        return False
    try:
        with ZipFile(path) as archive:
            return any(name.startswith("collection.anki") for name in archive.namelist())
    except (BadZipFile, NotImplementedError, ValueError):  # a damaged one, in the ways that zipfile has of saying so
        return False


def guid(item: str) -> str:
    import genanki

    return str(genanki.guid_for(NAME, item))


def tags(item: Item) -> list[str]:
    """self-healing::kubernetes, lesson::self-healing, level::junior, …: Anki draws them as a tree."""
    lesson = item.lesson.replace(":", "::")  # of a pack
    about = (f"lesson::{lesson}", f"level::{item.level}", f"kind::{item.kind}", f"skill::{item.skill}")
    return [*(cell.replace("/", "::") for cell in item.cells), *about]


def sides(lang: Lang) -> tuple[str, str]:
    """The templates of the front and the back, `lang` before the other language."""
    (other,) = (language for language in LANGS if language != lang)

    def side(form: str) -> str:
        shown, folded = (form.format(at=language.capitalize()) for language in (lang, other))
        return SIDE.format(first=lang, second=other, language=LANGUAGES[other], shown=shown, folded=folded)

    foot = FOOT.format(sources=SOURCES[lang])
    return side(FRONT), "{{FrontSide}}<hr id=answer>\n" + side(BACK) + foot


FIELDS: Final = (
    "Id",
    *(f"{part}{lang.capitalize()}" for part in ("Stem", "Body", "Answer", "Why") for lang in LANGS),
    "Sources",
)


def fields(item: Item, library: Library) -> dict[str, str]:
    """What a note holds, as HTML. The Id comes first, as Anki takes notes with the same first field for duplicates."""
    asked, explained = item.question.ask(Random(item.id)), item.question.explain()
    wrong = missteps(item)
    values = {"Id": inert(item.id), "Sources": sources(item, library)}
    for lang in LANGS:
        at = lang.capitalize()
        values[f"Stem{at}"] = as_html(item.question.stem[lang])
        values[f"Body{at}"] = body(asked, lang)
        values[f"Answer{at}"] = as_html(explained.answer[lang])
        reasons = (reason(note, item.id, lang, library) for note in wrong)
        values[f"Why{at}"] = as_html(explained.why[lang]) + "".join(reasons)
    return values


def body(asked: Prompt, lang: Lang) -> str:
    """The options, and what to do with them."""
    match asked:
        case Pick():
            return listed(asked.options, "1", lang) + (
                how(PICK_SEVERAL.fill(count=asked.count), lang) if asked.count > 1 else ""
            )
        case Arrange():
            return listed(asked.options, "1", lang) + how(ARRANGE, lang)
        case Pair():
            return listed(asked.lefts, "1", lang) + listed(asked.rights, "a", lang) + how(PAIR, lang)
        case Enter():
            number = ENTER_UNIT if asked.unit else ENTER_NUMBER
            words = {"phrase": ENTER_PHRASE, "number": number, "command": ENTER_COMMAND, "open": ENTER_OPEN}[asked.what]
            return how(words.fill(unit=asked.unit), lang)
        case Inspect():
            looks = "".join(opened(look, lang) for look in asked.looks)
            picks = "".join(listed(pick.options, "1", lang) for pick in asked.picks.values())
            return looks + how(INSPECT, lang) + picks


def opened(look: Look, lang: Lang) -> str:
    """Something to look at, folded until somebody does."""
    return f"<details><summary>{as_html(look.what[lang])}</summary>{as_html(f'```{chr(10)}{look.shows}```')}</details>"


def how(words: Text, lang: Lang) -> str:
    return f'<p class="how">{inert(words[lang])}</p>'


def listed(options: Iterable[Option], marks: str, lang: Lang) -> str:
    entries = "".join(f"<li>{as_html(option.text[lang])}</li>" for option in options)
    return f'<ol type="{marks}">{entries}</ol>'


def missteps(item: Item) -> list[Note]:
    """Why the wrong answers that people give are wrong: what grading says of samples and `explain` does not say."""
    if item.kind in ("command", "open"):  # their samples are lines that nobody would type
        return []
    why = item.question.explain().why
    graded = [item.question.grade(sample.response) for sample in item.question.samples(Random(item.id))]
    found = [note for each in graded if isinstance(each, Graded) for note in each.notes]
    notes = [note for note in found if not note.right and not note.left_out]
    # The steps to a number may say in passing what is wrong with another; that it was a slip must still be told.
    return [note for note in dict.fromkeys(notes) if item.kind == "number" or note.why.en not in why.en]


def reason(note: Note, citing: str, lang: Lang, library: Library) -> str:
    """A wrong answer, why it is wrong, and the belief that leads there."""
    said = [f'<div class="subject">{as_html(note.subject[lang])}</div>', as_html(note.why[lang])]
    belief = library.belief(note.belief, citing) if note.belief else None
    if belief:
        said.append(as_html(BELIEF.fill(belief=belief.belief)[lang]))
        said.append(as_html(TRUTH.fill(truth=belief.truth)[lang]))
    return f'<div class="wrong">{"".join(said)}</div>'


def sources(item: Item, library: Library) -> str:
    """The pages behind the item."""
    found = [library.source(name, item.id) for name in item.sources]
    entries = (
        f'<a href="{attribute(source.url)}">{inert(source.title)}</a> ({inert(source.publisher)}, {source.checked})'
        for source in found
        if source
    )
    return f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>"
