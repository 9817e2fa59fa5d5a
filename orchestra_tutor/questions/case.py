"""case: a debugging interview. A symptom; looks that are opened one by one; then the cause, a fix, and its proof.

The cause and the fix make 0.4 of the score each, what verifies the fix 0.2. A cause that is named before anything was
opened that helps is a guess and counts half; a fix that does harm costs as much again as one that does nothing. Looks
that lead nowhere cost nothing but time, which runs.
"""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Final

from orchestra_tutor.question import Explanation, Graded, Inspect, Malformed, Note, Option, Pick, Response, Sample
from orchestra_tutor.question import Look as Shown
from orchestra_tutor.shape import ID, Bilingual, Flag, ListOf, Record, Shape, Words
from orchestra_tutor.text import LANGS, Text
from orchestra_tutor.value import dataclass

CASE_SECONDS: Final = 300.0
TENTHS: Final = {"cause": 4, "fix": 4, "verify": 2}  # of the score
DANGER_COSTS: Final = 4

NAME_ALL: Final = Text("Name the cause, the fix and the verification.", "원인, 조치, 확인 방법을 모두 고르세요.")
PARTS: Final = {
    "cause": Text("Cause", "원인"),
    "fix": Text("Fix", "조치"),
    "verify": Text("Verification", "확인"),
}
SAID: Final = Text("**{part}:** {words}", "**{part}:** {words}")
TOLD: Final = Text("{look}: {tells}", "{look}: {tells}")
DANGER: Final = Text("Dangerous. {why}", "위험한 조치다. {why}")
PROOF: Final = Text("anything that shows the cause", "원인을 보여 주는 출력")
GUESSED: Final = Text(
    "You named the cause without having seen it. That is a guess, and counts half.",
    "원인을 확인하지 않고 골랐다. 추측이므로 절반만 인정한다.",
)


@dataclass(frozen=True, slots=True)
class Look:
    """Something to look at: what it shows, what that tells, and whether it helps to find the cause."""

    key: str
    text: Text
    shows: str
    tells: Text
    helps: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A cause, a fix or a verification to choose, with its own reason. `danger` where it does harm."""

    key: str
    text: Text
    why: Text
    right: bool = False
    belief: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A symptom with one cause, one fix that is right and safe, and one proof that it is mended."""

    stem: Text
    looks: tuple[Look, ...]
    cause: tuple[Way, ...]
    fix: tuple[Way, ...]
    verify: tuple[Way, ...]

    seconds = CASE_SECONDS

    @property
    def parts(self) -> dict[str, tuple[Way, ...]]:
        """What is to be named, in order."""
        return {"cause": self.cause, "fix": self.fix, "verify": self.verify}

    @property
    def right(self) -> dict[str, Way]:
        return {part: next(way for way in ways if way.right) for part, ways in self.parts.items()}

    @property
    def helping(self) -> tuple[Look, ...]:
        return tuple(look for look in self.looks if look.helps)

    def ask(self, rng: Random) -> Inspect:
        looks = [Shown(look.key, look.text, look.shows) for look in self.looks]
        rng.shuffle(looks)
        return Inspect(tuple(looks), *(_pick(ways, rng) for ways in self.parts.values()))

    def grade(self, response: Response) -> Graded | Malformed:
        answer = response if isinstance(response, dict) else {}
        named = {part: way for part, ways in self.parts.items() for way in ways if way.key == answer.get(part)}
        if len(named) < len(self.parts):
            return Malformed(NAME_ALL)
        opened = str(answer.get("looks", "")).split()
        missed = [look for look in self.helping if look.key not in opened]
        guessed = named["cause"].right and len(missed) == len(self.helping)
        tenths = sum(TENTHS[part] for part, way in named.items() if way.right)
        tenths -= TENTHS["cause"] // 2 * guessed + DANGER_COSTS * named["fix"].danger
        notes = [_note(way) for way in named.values() if not way.right]
        notes += [Note(PROOF, False, GUESSED, left_out=True)] if guessed else []
        notes += [Note(look.text, False, look.tells, left_out=True) for look in missed]
        return Graded(max(0, tenths) / 10, tuple(way.key for way in named.values()), tuple(notes))

    def explain(self) -> Explanation:
        right = self.right
        answer = [SAID.fill(part=PARTS[part], words=way.text) for part, way in right.items()]
        told = [TOLD.fill(look=look.text, tells=look.tells) for look in self.helping]
        reasons = Text(*("\n\n".join(way.why[lang].strip() for way in right.values()) for lang in LANGS))
        return Explanation(_bullets(answer), Text(*(f"{reasons[lang]}\n\n{_bullets(told)[lang]}" for lang in LANGS)))

    def samples(self, rng: Random) -> Iterator[Sample]:
        right = {part: way.key for part, way in self.right.items()}
        helping = [look.key for look in self.helping]
        seen = {"looks": " ".join(helping), **right}
        yield Sample(seen, "right")
        yield from (Sample({"looks": key, **right}, "right") for key in helping)
        for part, ways in self.parts.items():
            yield from (Sample({**seen, part: way.key}, "wrong") for way in ways if not way.right)
            yield Sample({**seen, part: "no-such-key"}, "malformed")
        yield Sample({"looks": "", **right}, "wrong")
        yield Sample({"looks": seen["looks"]}, "malformed")


def _pick(ways: tuple[Way, ...], rng: Random) -> Pick:
    options = [Option(way.key, way.text) for way in ways]
    rng.shuffle(options)
    return Pick(tuple(options), 1)


def _note(way: Way) -> Note:
    return Note(way.text, False, DANGER.fill(why=way.why) if way.danger else way.why, way.belief)


def _bullets(texts: list[Text]) -> Text:
    return Text(*("\n".join(f"- {' '.join(text[lang].split())}" for text in texts) for lang in LANGS))


def _made(**values: object) -> Case:
    """The case; ValueError where its parts do not go together."""
    case = Case(**values)  # type: ignore[arg-type]
    keys = {"looks": [look.key for look in case.looks]}
    keys |= {part: [way.key for way in ways] for part, ways in case.parts.items()}
    for name, each in keys.items():
        key, count = Counter(each).most_common(1)[0]
        if count > 1:
            raise ValueError(f"{name}: the key {key!r} twice")
    for part, ways in case.parts.items():
        if sum(way.right for way in ways) != 1:
            raise ValueError(f"{part}: mark exactly one with right: true")
    if not case.helping:
        raise ValueError("looks: nothing helps to find the cause: add helps: true to what does")
    return case


_LOOK: Final = Record(
    Look, needs={"key": ID, "text": Bilingual(), "shows": Words(), "tells": Bilingual()}, takes={"helps": Flag()}
)


def _way(**more: Flag) -> Record[Way]:
    needs: dict[str, Shape[object]] = {"key": ID, "text": Bilingual(), "why": Bilingual()}
    return Record(Way, needs=needs, takes={"right": Flag(), "belief": ID, **more})


NEEDS: Final = {
    "stem": Bilingual(),
    "looks": ListOf(_LOOK, 5, 8),
    "cause": ListOf(_way(), 3, 5),
    "fix": ListOf(_way(danger=Flag()), 3, 5),
    "verify": ListOf(_way(), 3, 4),
}
TAKES: Final[dict[str, Flag]] = {}
make = _made
