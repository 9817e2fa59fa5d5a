"""open: answer in free words, as in an interview; what was said is found point by point.

An answer is typed, or spoken and then scored by the person. A typed one is read by patterns (`wording`), always alike:
a point counts where a sentence makes it, a third where its words are only listed. The person may correct what was
found. A score of 1 has every point that is a must and no red flag; what is nice to have raises nothing.

Questions dig deeper along a path: `probe:KEY` asks for a point that is missing, `flag:BELIEF` gives the chance to
correct oneself, and `harder` goes on, from where all was said. `harder.probe:KEY` digs there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Final

from orchestra_tutor.question import Enter, Explanation, Graded, Malformed, Mark, Note, Response, Sample
from orchestra_tutor.shape import ID, Bilingual, Flag, ListOf, Number, Record, Shape, Words
from orchestra_tutor.text import LANGS, Text
from orchestra_tutor.value import dataclass
from orchestra_tutor.wording import Pattern, Sentence, clean, sentences

SAY_IT: Final = Text("Say it in a few sentences.", "몇 문장으로 답하세요.")
SAID: Final = Text("said", "말함")
NAMED: Final = Text("only named: say how, or why", "용어만 나옴. 어떻게 또는 왜인지 말해야 한다")
MISSING: Final = Text("missing", "빠짐")
FALSE: Final = Text("not so", "사실과 다름")
NAMED_COUNTS: Final = 0.3  # of a point whose words are only listed
FLAG_COSTS: Final = 0.25
DEEPEST: Final = 3  # questions after the first


@dataclass(frozen=True, slots=True)
class Point:
    """Something a good answer says: `text` says it in a sentence, `says` are the patterns that hear it.

    A point that is a `must` has a `probe`, which asks for it.
    """

    key: str
    text: Text
    says: tuple[str, ...]
    must: bool = False
    probe: Text | None = None


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A wrong belief that an answer may show. `ask` gives the chance to correct it; the point `truth` does so."""

    belief: str
    says: tuple[str, ...]
    ask: Text
    truth: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model answer in the order that interviewers like."""

    answer: Text
    reason: Text | None = None
    example: Text | None = None
    tradeoff: Text | None = None

    @property
    def parts(self) -> tuple[Text, ...]:
        return tuple(part for part in (self.answer, self.reason, self.example, self.tradeoff) if part)

    def whole(self) -> Text:
        return Text(*("\n\n".join(part[lang] for part in self.parts) for lang in LANGS))


@dataclass(frozen=True, slots=True)
class Open:
    """An open question; `asks` is the path along which it digs deeper, empty for the question itself."""

    stem: Text
    points: tuple[Point, ...]
    model: Model
    flags: tuple[RedFlag, ...] = ()
    harder: "Open | None" = None
    seconds: float = 90.0
    asks: str = ""

    drawn_by = ""

    @property
    def musts(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.must)

    @property
    def drawn(self) -> dict[str, str]:
        """The path: what the log keeps to know what was asked."""
        return {"asks": self.asks} if self.asks else {}

    def redrawn(self, rng: Random) -> "Open":
        return self

    def with_drawn(self, drawn: dict[str, str]) -> "Open":
        """The question at the end of a path; ValueError where there is none."""
        question = self
        for step in drawn.get("asks", "").split("."):
            question = question.deeper(step) if step else question
        return replace(question, asks=drawn.get("asks", ""))

    def deeper(self, step: str) -> "Open":
        """What is asked one step further along a path."""
        kind, _, name = step.partition(":")
        for point in self.points if kind == "probe" else ():
            if point.key == name and point.probe:
                return self._about(point.probe, point, self.flags)
        for flag in self.flags if kind == "flag" else ():
            if flag.belief == name:
                return self._about(flag.ask, self._point(flag.truth), (flag,))
        if step == "harder" and self.harder:
            return self.harder
        raise ValueError(f"nothing is asked at {step!r}")

    def _about(self, stem: Text, point: Point, flags: tuple[RedFlag, ...]) -> "Open":
        """A question for one point; the others are heard as well, and asked for no more."""
        points = tuple(replace(each, must=each is point) for each in self.points)
        return Open(stem, points, Model(point.text), flags)

    def _point(self, key: str) -> Point:
        return next(point for point in self.points if point.key == key)

    def ask(self, rng: Random) -> Enter:
        return Enter("open")

    def grade(self, response: Response) -> Graded | Malformed:
        """Of a text; of {"text", "said", "unsaid"}, where the person corrected what was found (keys, spaced)."""
        answer = {"text": response} if isinstance(response, str) else response
        if not isinstance(answer, dict) or not all(isinstance(value, str) for value in answer.values()):
            return Malformed(SAY_IT)  # JSON may carry anything
        if not (answer.keys() & {"said"} or clean(answer.get("text", "")).strip()):
            return Malformed(SAY_IT)
        heard, marks = self._hear(clean(answer.get("text", "")))
        known = {point.key for point in self.points} | {flag.belief for flag in self.flags}
        for key in answer.get("unsaid", "").split():
            heard.pop(key, None)
        heard |= {key: True for key in answer.get("said", "").split() if key in known}
        return self._graded(heard, tuple(mark for mark in marks if mark.key in heard))

    def _hear(self, text: str) -> tuple[dict[str, bool], list[Mark]]:
        """The points and beliefs that were heard, True where in a sentence, and where in the text."""
        heard: dict[str, bool] = {}
        marks: list[Mark] = []
        for sentence in sentences(text):
            belied: set[str] = set()  # who says in a sentence that it is not so does not make the point there
            for flag in self.flags if not (sentence.reported or sentence.listed) else ():
                for place in _places(flag.says, sentence):
                    heard[flag.belief] = True
                    belied.add(flag.truth)
                    marks.append(Mark(*place, flag.belief))
            for point in self.points:
                for place in _places(point.says, sentence) if point.key not in belied else ():
                    heard[point.key] = heard.get(point.key, False) or not sentence.listed
                    marks.append(Mark(*place, point.key))
        return heard, marks

    def _graded(self, heard: dict[str, bool], marks: tuple[Mark, ...]) -> Graded:
        notes = [_note(point, heard.get(point.key)) for point in self.points]
        held = [flag for flag in self.flags if flag.belief in heard]
        notes += [Note(FALSE, False, self._point(flag.truth).text, flag.belief) for flag in held]
        counted = [1.0 if heard[p.key] else NAMED_COUNTS for p in self.musts if p.key in heard]
        score = sum(counted) / len(self.musts) - FLAG_COSTS * len(held)
        keys = tuple(point.key for point in self.points if heard.get(point.key))
        return Graded(max(0.0, score), keys, tuple(notes), marks)

    def explain(self) -> Explanation:
        rest = replace(self.model, answer=Text("", ""))
        why = Text(*("\n\n".join(part[lang] for part in rest.parts if part[lang]) for lang in LANGS))
        return Explanation(self.model.answer, why)

    def samples(self, rng: Random) -> Iterator[Sample]:
        for lang in LANGS:
            yield Sample(self.model.whole()[lang], "right")
            yield Sample(self.stem[lang], "wrong")
        yield Sample({"said": " ".join(point.key for point in self.musts)}, "right")
        yield Sample({"text": self.model.whole().en, "unsaid": self.musts[0].key}, "wrong")
        yield Sample({"said": ""}, "wrong")
        yield Sample("  ", "malformed")


def follow_up(question: Open, asked: Sequence[tuple[str, Graded]]) -> str | None:
    """The path to ask next, after the answers along the paths so far, of which the first is the question itself.

    A red flag comes first; then the first point that is still missing; where all is there, the harder question.
    """
    if not asked or len(asked) > DEEPEST:
        return None
    tried = {path for path, _ in asked}
    last, graded = asked[-1]
    main = max((path for path in tried if ":" not in path), key=len)
    for note in graded.notes if ":" not in last else ():
        path = _joined(main, f"flag:{note.belief}")
        if note.belief and path not in tried:
            return path
    here = question.with_drawn({"asks": main})
    said = {key for path, graded in asked if path.startswith(main) for key in graded.keys}
    missing = [point for point in here.musts if point.key not in said]
    for point in missing:
        if point.probe and (path := _joined(main, f"probe:{point.key}")) not in tried:
            return path
    return _joined(main, "harder") if here.harder and not missing else None


def _joined(path: str, step: str) -> str:
    return f"{path}.{step}" if path else step


def _note(point: Point, heard: bool | None) -> Note:
    return Note(point.text, bool(heard), MISSING if heard is None else SAID if heard else NAMED)


def _places(says: tuple[str, ...], sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where the first of the patterns that is heard stands in the text."""
    for line in says:
        if found := _pattern(line).heard(sentence):
            yield from found.places
            return


@cache
def _pattern(line: str) -> Pattern:
    return Pattern.of(line)


def _made(seconds: float = 90.0, **values: object) -> Open:
    """The question; ValueError where its parts do not go together."""
    question = Open(seconds=seconds, **values)  # type: ignore[arg-type]
    keys = [point.key for point in question.points] + [flag.belief for flag in question.flags]
    if len(set(keys)) < len(keys):
        raise ValueError("the same key twice among the points and flags")
    if not question.musts:
        raise ValueError("no point is a must: add must: true to what a good answer cannot do without")
    if unknown := {flag.truth for flag in question.flags} - set(keys):
        raise ValueError(f"truth: {', '.join(sorted(unknown))} is no point")
    for says in (*(point.says for point in question.points), *(flag.says for flag in question.flags)):
        for line in says:
            _pattern(line)
    return question


_SAYS: Final = ListOf(Words(), 1)
_POINT: Final = Record(
    Point, needs={"key": ID, "text": Bilingual(), "says": _SAYS}, takes={"must": Flag(), "probe": Bilingual()}
)
_FLAG: Final = Record(RedFlag, needs={"belief": ID, "says": _SAYS, "ask": Bilingual(), "truth": ID})
_MODEL: Final = Record(
    Model,
    needs={"answer": Bilingual()},
    takes={"reason": Bilingual(), "example": Bilingual(), "tradeoff": Bilingual()},
)
NEEDS: Final[dict[str, Shape[object]]] = {"stem": Bilingual(), "points": ListOf(_POINT, 1, 8), "model": _MODEL}
_FLAGS: Final = {"flags": ListOf(_FLAG, 1, 6)}
_HARDEST: Final = Record(_made, needs=NEEDS, takes=_FLAGS)
_HARDER: Final = Record(_made, needs=NEEDS, takes={**_FLAGS, "harder": _HARDEST})
TAKES: Final = {**_FLAGS, "harder": _HARDER, "seconds": Number(60, 120)}
make = _made
