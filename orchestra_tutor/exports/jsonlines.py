"""The log as JSON Lines: what `tutor progress export` writes, and `import` and `merge` read.

The first line is the header {"kind": "orchestra-tutor", "version": 1}. Every other line is an entry of the log: its
`kind`, its `id` (the same on every machine), the time `at` (Unix, in seconds), and the fields of its kind:

    began   mode, seed=""
    review  item, fingerprint, response, keys, score, seconds, mode, confidence=null, hints=0, retry=false, drawn={},
            day, read=0, beliefs=[]
    undo    review (an id), item
    flag    item, words
    place   lesson, step, done=false, forget=false
    plan    date="", minutes=20, weights={}

A field with a value behind it here may be left out. So may `day`, and is then the study day in UTC. The order of the
entries says nothing, and a header may come again: exports can be put one behind the other. Letters beyond ASCII are
escaped, so that no terminal and no shell on the way can change them.

A field with another name or a kind that is not known was written by a newer tutor, and is refused: what is left out
here would be lost without a word.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING
from datetime import date
from typing import Any, Final, NoReturn

from orchestra_tutor.errors import TutorError
from orchestra_tutor.journal import CONFIDENCES, DAY, ENTRIES, KINDS, Entry, from_dict, study_day, to_dict
from orchestra_tutor.text import Text, same
from orchestra_tutor.value import dataclass

KIND: Final = "orchestra-tutor"
VERSION: Final = 1
HEADER: Final = json.dumps({"kind": KIND, "version": VERSION})
LATEST: Final = 32_503_680_000  # the year 3000: beyond it not every system knows the day
MOST: Final = 1_000_000  # of what is counted one by one

NO_OBJECT: Final = Text("{place}: expected a JSON object in UTF-8.", "{place}: UTF-8로 쓴 JSON 객체가 있어야 합니다.")
NO_HEADER: Final = Text(
    "{place}: expected the first line of an export: {header}",
    "{place}: 내보낸 파일의 첫 줄이 있어야 합니다: {header}",
)
MISSED: Final = Text(
    "{place}: {name} is missing; expected {expected}.", "{place}: {name} 값이 없습니다. 필요한 값: {expected}."
)
WRONG: Final = Text(
    "{place}: {name} cannot be {value}; expected {expected}.",
    "{place}: {name} 자리에 쓸 수 없는 값입니다: {value}. 필요한 값: {expected}.",
)
NO_FIELD: Final = Text("{place}: there is no field {name} in {kind}.", "{place}: {kind}에 없는 필드입니다: {name}.")
NEWER: Final = Text(
    "{place}: written by a newer tutor (format {found}, this one knows {known}).",
    "{place}: 더 새로운 버전의 tutor가 쓴 파일입니다(형식 {found}, 이 버전은 {known}까지 지원).",
)
REPAIR: Final = Text(
    "Nothing was changed. Repair the line, or export again: tutor progress export FILE",
    "아무것도 바꾸지 않았습니다. 그 줄을 고치거나 다시 내보내세요: tutor progress export FILE",
)
NO_EXPORT: Final = Text(
    "Nothing was changed. It is written by: tutor progress export FILE. For a progress.db: tutor progress merge",
    "아무것도 바꾸지 않았습니다. 이런 파일은 tutor progress export FILE 명령으로 만듭니다. "
    "progress.db 파일이라면: tutor progress merge",
)
UPDATE: Final = Text(
    "Nothing was changed. If a newer tutor wrote this, update this one first.",
    "아무것도 바꾸지 않았습니다. 더 새로운 버전이 쓴 것이면 먼저 이 tutor를 업데이트하세요.",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a field may hold."""

    expected: Text
    holds: Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


def _is_number(value: Any, least: float = 0, most: float = LATEST) -> bool:
    return type(value) in (int, float) and least <= value <= most  # a bool is an int, too; NaN is in no range


def _is_whole(value: Any, least: int = 0, most: int = MOST) -> bool:
    return type(value) is int and least <= value <= most


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and value != "" and value.isprintable()  # half a surrogate pair is not


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and (value == "" or date.fromisoformat(value).isoformat() == value)
    except ValueError:
        return False


NAME: Final = Rule(Text("a name of printable characters", "출력 가능한 문자로 된 이름"), _is_name)
WORDS: Final = Rule(Text("a string", "문자열"), _is_text)
LIST: Final = Rule(Text("a list of strings", "문자열 목록"), _is_list)
TABLE: Final = Rule(Text("an object of strings", "값이 문자열인 객체"), _is_table)
YES_OR_NO: Final = Rule(Text("true or false", "true 또는 false"), lambda value: isinstance(value, bool))
COUNT: Final = Rule(Text(f"a whole number from 0 to {MOST}", f"0에서 {MOST}까지의 정수"), _is_whole)
SECONDS: Final = Rule(Text("a number of seconds from 0 on", "0 이상의 초 단위 수"), _is_number)
SCORE: Final = Rule(Text("a number from 0 to 1", "0에서 1까지의 수"), lambda value: _is_number(value, most=1))
STUDY_DAY: Final = Rule(
    Text("the study day of `at`, in days since 1970-01-01", "`at`의 학습일(1970-01-01부터 센 날짜 수)"),
    lambda value: type(value) is int,
)
VERSION_NUMBER: Final = Rule(
    Text("a whole number from 1 on", "1 이상의 정수"), lambda value: type(value) is int and value >= 1
)
KNOWN_KIND: Final = Rule(same(" | ".join(ENTRIES)), lambda value: _is_text(value) and value in ENTRIES)

RULES: Final[dict[str, Rule]] = {
    "id": NAME,
    "at": SECONDS,
    "mode": WORDS,
    "seed": WORDS,
    "item": NAME,
    "fingerprint": WORDS,
    "response": Rule(
        Text("null, a string, a list of strings or an object of strings", "null, 문자열, 문자열 목록, 문자열 객체"),
        lambda value: value is None or _is_text(value) or _is_list(value) or _is_table(value),
    ),
    "keys": LIST,
    "score": SCORE,
    "seconds": SECONDS,
    "confidence": Rule(
        same(" | ".join(("null", *CONFIDENCES))),
        lambda value: value is None or (_is_text(value) and value in CONFIDENCES),
    ),
    "hints": COUNT,
    "retry": YES_OR_NO,
    "drawn": TABLE,
    "day": STUDY_DAY,
    "read": SECONDS,
    "beliefs": LIST,
    "review": NAME,
    "words": WORDS,
    "lesson": NAME,
    "step": COUNT,
    "done": YES_OR_NO,
    "forget": YES_OR_NO,
    "date": Rule(Text('a day as YYYY-MM-DD, or ""', 'YYYY-MM-DD 형식의 날짜 또는 ""'), _is_date),
    "minutes": Rule(Text("a number from 0 to 1440", "0에서 1440까지의 수"), lambda value: _is_number(value, most=1440)),
    "weights": Rule(
        Text("an object of numbers from 0 on", "값이 0 이상의 수인 객체"),
        lambda value: isinstance(value, dict) and all(map(_is_number, value.values())),
    ),
}


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """An export, line by line: the header, and a line for each entry."""
    yield f"{HEADER}\n"
    for entry in entries:
        whole = {"kind": KINDS[type(entry)], "id": entry.id, "at": entry.at, **to_dict(entry)}
        yield json.dumps(whole, allow_nan=False) + "\n"


def entries(lines: Iterable[str], name: str) -> Iterator[Entry]:
    """The entries of an export. A TutorError says which line of the file `name` is none, and what was expected."""
    begun = False
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found, place = _parsed(line), f"{name}:{n}"
        if found is None and begun:
            raise TutorError(NO_OBJECT.fill(place=place), REPAIR)
        if found is not None and found.get("kind") == KIND:
            _check_header(found, place)
            begun = True
        elif found is None or not begun:
            raise TutorError(NO_HEADER.fill(place=place, header=HEADER), NO_EXPORT)
        else:
            yield _entry(found, place)
    if not begun:
        raise TutorError(NO_HEADER.fill(place=f"{name}:1", header=HEADER), NO_EXPORT)


def is_export(line: str) -> bool:
    """Whether a file that begins with this line was exported by a tutor."""
    found = _parsed(line)
    return found is not None and found.get("kind") == KIND


def _parsed(line: str) -> dict[str, Any] | None:
    """The object that stands in a line, if it is one."""
    try:
        line.encode()  # what was no UTF-8 has become halves of surrogate pairs
        found = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)  # NaN and Infinity are no JSON


def _check_header(header: dict[str, Any], place: str) -> None:
    _check("version", header, VERSION_NUMBER, place)
    if header["version"] > VERSION:
        raise TutorError(NEWER.fill(place=place, found=_shown(header["version"]), known=VERSION), UPDATE)


def _entry(found: dict[str, Any], place: str) -> Entry:
    _check("kind", found, KNOWN_KIND, place, UPDATE)
    kind = found.pop("kind")
    fields = ENTRIES[kind].__dataclass_fields__
    if unknown := [name for name in found if name not in fields]:
        raise TutorError(NO_FIELD.fill(place=place, name=_shown(unknown[0]), kind=kind), UPDATE)
    for name, field in fields.items():
        optional = field.default is not MISSING or field.default_factory is not MISSING
        if name in found or not optional:
            _check(name, found, RULES[name], place)
            found[name] = float(found[name]) if field.type is float else found[name]
    at = found["at"]
    if "day" in fields and not study_day(at, -DAY) <= found.setdefault("day", study_day(at, 0)) <= study_day(at, DAY):
        raise _wrong("day", found, STUDY_DAY, place)
    return from_dict(kind, found.pop("id"), found.pop("at"), found)


def _check(name: str, found: dict[str, Any], rule: Rule, place: str, hint: Text = REPAIR) -> None:
    if name not in found:
        raise TutorError(MISSED.fill(place=place, name=name, expected=rule.expected), hint)
    if not rule.holds(found[name]):
        raise _wrong(name, found, rule, place, hint)


def _wrong(name: str, found: dict[str, Any], rule: Rule, place: str, hint: Text = REPAIR) -> TutorError:
    return TutorError(WRONG.fill(place=place, name=name, value=_shown(found[name]), expected=rule.expected), hint)


def _shown(value: Any) -> str:
    """A value as a message shows it: short, and without anything that a terminal obeys."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    whole = json.dumps(value)
    return whole if len(whole) <= 40 else f"{whole[:39]}…"
