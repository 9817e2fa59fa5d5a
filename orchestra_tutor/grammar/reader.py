"""A typed line -> what it means, or why it means nothing to its client."""

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, NoReturn

from orchestra_tutor.grammar import structures, values
from orchestra_tutor.grammar.arguments import DID_YOU_MEAN, Arguments, near_to, object_of, refused
from orchestra_tutor.grammar.client import PROGRAMS, Client, Flag, Form, client
from orchestra_tutor.grammar.line import UnclearError, words_of
from orchestra_tutor.grammar.meaning import COMMAND, Meaning, Part, Word
from orchestra_tutor.shape import nearest
from orchestra_tutor.text import Text

PROGRAM: Final = Text(
    "The line begins with docker, kubectl or aws, not with `{word}`.{near}",
    "명령은 docker, kubectl, aws 중 하나로 시작합니다. 입력한 첫 단어: `{word}`.{near}",
)
HANGUL: Final = Text(
    "The keyboard is set to Hangul. Type the command in Latin letters.",
    "한글 입력 상태입니다. 한/영 키를 누르고 명령을 영문으로 입력하세요.",
)
NO_COMMAND: Final = Text(
    "The tutor knows no command `{group} {word}`.{near}", "튜터가 모르는 명령입니다: `{group} {word}`.{near}"
)
INCOMPLETE: Final = Text(
    "`{group}` is not the whole command: a command of it is missing.",
    "`{group}` 뒤에 올 하위 명령이 빠졌습니다.",
)
NO_FLAG: Final = Text("`{command}` has no flag `{flag}`.{near}", "`{command}` 명령에 `{flag}` 플래그가 없습니다.{near}")
TOO_LATE: Final = Text(
    "`{flag}` goes before the last word of the command `{command}`.",
    "`{flag}` 플래그는 `{command}` 명령의 마지막 단어 앞에 둡니다.",
)
NEEDS_VALUE: Final = Text("`{flag}` needs a value.", "`{flag}` 플래그에 값이 빠졌습니다.")
NEEDS_EQUALS: Final = Text(
    "`{flag}` takes its value after a `=`: `{flag}={value}`.", "`{flag}` 값은 `=` 뒤에 붙입니다: `{flag}={value}`."
)
HELP: Final = Text("Type the command itself, without `--help`.", "`--help` 없이 명령 자체를 입력하세요.")


# With a path, as Windows calls it, and kubectl as people alias it.
_PROGRAM: Final = re.compile(r"(?:\S*/)?(docker|kubectl|aws)(?:\.exe)?|k")

# A default that says something to a reader, unlike -1.
_TELLING: Final = re.compile(r"[A-Za-z][\w-]+")


def parse(line: str, optional: Iterable[str] = ()) -> Meaning:
    """What a line means. Raises UnclearError.

    Flags in `optional`, each with a value as in `--name=web`, are added as parts that may be left out.
    """
    words = words_of(line)
    program = _PROGRAM.fullmatch(words[0])
    if not program and re.search(r"[ᄀ-ᇿㄱ-ㆎ가-힣]", words[0]):
        raise UnclearError(HANGUL)
    if not program:
        raise UnclearError(PROGRAM.fill(word=words[0], near=near_to(words[0], PROGRAMS)))
    words[0] = program[1] or "kubectl"
    return _Line(client(words[0]), words).meaning(optional)


def inside(words: list[str]) -> Word:
    """The command for a container: by its meaning if `tools.json` knows the program, else as it stands."""
    words = [re.sub(r"^(?:/usr)?(?:/local)?/s?bin/", "", words[0]), *words[1:]]
    typed = shlex.join(words)
    tools = client("tools")
    try:
        parts = _Line(tools, words).meaning().parts if words[0] in tools.names else None
    except UnclearError:
        parts = None
    if parts is None:
        return Word(typed, typed)
    told = (
        f"{name} {' '.join(word.means for word in part.words)}"
        for name, part in sorted(parts.items())
        if not part.implied
    )
    return Word(f"{words[0]} {' '.join(told)}", typed)


def flags(command: str) -> frozenset[str]:
    """The long names of all flags that may stand in a line of a command."""
    known = client(command.split(maxsplit=1)[0])
    form = known.form(command)
    return frozenset(flag.name for flag in (form.before | form.flags).values())


class _Line:
    """A line that is read from left to right."""

    def __init__(self, known: Client, words: list[str]) -> None:
        self.client = known
        command, self.before, self.rest = self._route(words)
        self.form: Form = known.form(command)
        self.given: dict[str, list[str]] = {}
        self.arguments: list[str] = []
        self.passed: list[str] = []

    def _route(self, words: list[str]) -> tuple[str, list[str], list[str]]:
        """The command, the flags before its last word, and what follows it."""
        at, path, before = 1, words[0], list[str]()
        while following := self.client.groups.get(path):
            if at == len(words):
                break
            word = words[at]
            if word.startswith("-") and path in self.client.names and word not in self.client.globals:
                break  # a flag of this command, which has others below it
            if not word.startswith("-"):
                if word not in following:
                    break
                path = f"{path} {word}"
            else:
                before.append(word)
                flag = self.client.globals.get(word)
                takes = not flag.is_switch if flag else not word.startswith("--no-")
                if takes and "=" not in word and at + 1 < len(words) and words[at + 1] not in following:
                    at += 1
                    before.append(words[at])
            at += 1
        rest = words[at:]
        if path in self.client.names:
            return path, before, rest
        if "--help" in (*before, *rest):
            raise UnclearError(HELP)
        if rest and not rest[0].startswith("-"):
            near = near_to(rest[0], self.client.groups[path])
            raise UnclearError(NO_COMMAND.fill(group=path, word=rest[0], near=near))
        raise UnclearError(INCOMPLETE.fill(group=path))

    def meaning(self, optional: Iterable[str] = ()) -> Meaning:
        if self.client.program == "aws":
            self._read_aws([*self.before, *self.rest])
        elif self.client.globals_first:
            self._read(self.before, self.form.before)
            self._read(self.rest, self.form.flags)
        else:
            self._read([*self.before, *self.rest], self.form.flags)
        known = self.form.before | self.form.flags
        parts = {name: part for name, typed in self.given.items() if (part := self._part(known[name], typed))}
        for older, newer in self.form.older.items():
            if older in parts:
                name, _, value = newer.partition(" ")
                words = (Word(value.format(word.means), value.format(word.typed)) for word in parts.pop(older).words)
                parts[name] = Part(tuple(words))
        parts |= Arguments(self.client, self.form, self.given).read(self.arguments)
        if self.passed:
            parts[COMMAND] = Part((inside(self.passed),))
        if _is_plain_merge(parts):
            del parts["--type"]
        for each in optional:
            name, _, value = each.partition("=")
            if name in known and name not in parts and (part := self._part(known[name], [value])):
                parts[name] = replace(part, optional=True)
        switches = {flag.name: self.client.off(flag.name) for flag in known.values() if flag.is_switch}
        takers = (flag for flag in known.values() if not flag.is_switch)
        defaults = {flag.name: flag.default for flag in takers if _TELLING.fullmatch(flag.default)}
        return Meaning(self.form.command, parts, switches, defaults | self.form.assumed)

    def _read(self, words: list[str], known: dict[str, Flag]) -> None:
        """Flags as Go programs take them, and arguments."""
        left = iter(words)
        for word in left:
            if word == "--":
                (self.passed if self.form.hands_over == "--" else self.arguments).extend(left)
            elif word.startswith("--"):
                name, equals, value = word.partition("=")
                self._take(self._flag(name, known), value if equals else None, left)
            elif len(word) > 1 and word.startswith("-"):
                self._read_short(word, known, left)
            else:
                self.arguments.append(word)
                if self.form.hands_over == "first" and known is self.form.flags:
                    self.passed.extend(left)

    def _read_short(self, word: str, known: dict[str, Flag], left: Iterable[str]) -> None:
        """`-it`, `-n3`, `-n=3`, `-n 3`."""
        for at, letter in enumerate(word[1:], 2):
            flag = self._flag(f"-{letter}", known, word)
            value = word[at:].removeprefix("=") if not flag.is_switch or word[at : at + 1] == "=" else ""
            if value or not flag.is_switch:
                self._take(flag, value or None, left)
                return
            self._take(flag, None, left)

    def _read_aws(self, words: list[str]) -> None:
        """Flags as argparse takes them: a list goes on until the next flag."""
        flag: Flag | None = None
        for word in words:
            if word.startswith("--"):
                name, equals, value = word.partition("=")
                on = self._turned(name)
                if flag and not self.given[flag.name]:
                    self._lacks(flag)
                flag = self._flag(on, self.form.flags, name)
                self.given[flag.name] = [value] if equals else []
                if flag.is_switch:
                    self.given[flag.name] = ["true" if on == name else "false"]
                    flag = None
            elif flag and (isinstance(flag.kind, list) or not self.given[flag.name]):
                self.given[flag.name].append(word)
            else:
                self.arguments.append(word)
        if flag and not self.given[flag.name]:
            self._lacks(flag)

    def _turned(self, name: str) -> str:
        """The switch that `--no-…` turns off."""
        on = self.client.negations.get(name, name.replace("--no-", "--", 1))
        is_off = on in self.form.flags and self.client.off(on) == name and self.form.flags[on].is_switch
        return on if is_off else name

    def _flag(self, name: str, known: dict[str, Flag], typed: str = "") -> Flag:
        if name in known:
            return known[name]
        if name == "--help":
            raise UnclearError(HELP)
        if self.client.globals_first and name in self.form.before:
            raise UnclearError(TOO_LATE.fill(flag=name, command=self.form.command))
        close = nearest(name.lstrip("-"), (flag[2:] for flag in known if flag.startswith("--")))
        near = DID_YOU_MEAN.fill(near=f"--{close[0]}") if close else ""
        raise UnclearError(NO_FLAG.fill(command=self.form.command, flag=typed or name, near=near))

    def _take(self, flag: Flag, value: str | None, left: Iterable[str]) -> None:
        """Note a flag with its value, which may be the next word."""
        if value is None and flag.is_switch:
            value = "true"
        elif value is None and flag.alone:
            value = flag.alone
            self._check_equals(flag)
        elif value is None:
            value = next(iter(left), None)
            if value is None or value in self.form.flags:
                self._lacks(flag)
        if flag.many:
            self.given.setdefault(flag.name, []).append(value)
        else:
            self.given[flag.name] = [value]

    def _check_equals(self, flag: Flag) -> None:
        """`--dry-run client` is `--dry-run` and an argument too many."""
        words = [*self.before, *self.rest]
        following = words[words.index(flag.name) + 1 :][:1] if flag.name in words else []
        if following and following[0] in flag.kind.split("|"):
            raise UnclearError(NEEDS_EQUALS.fill(flag=flag.name, value=following[0]))

    def _lacks(self, flag: Flag) -> NoReturn:
        raise UnclearError(NEEDS_VALUE.fill(flag=flag.name))

    def _part(self, flag: Flag, typed: list[str]) -> Part | None:
        """The values of a flag, or nothing where they say what holds anyway."""
        words = self._words(flag, typed)
        if flag.default and words == self._words(flag, [flag.default]):
            return None
        assumed = self.form.assumed.get(flag.name)
        return Part(words, flag.free or (assumed is not None and words == self._words(flag, [assumed])))

    def _words(self, flag: Flag, typed: list[str]) -> tuple[Word, ...]:
        try:
            if not isinstance(flag.kind, str):
                return structures.read(flag.kind, typed, self.client.ordered, flag.name)
            words = [word for each in typed for word in self._read_value(flag, each)]
            return tuple(words if flag.name in self.client.ordered else sorted(words))
        except ValueError as error:
            raise refused(flag.name, typed, error) from None

    def _read_value(self, flag: Flag, typed: str) -> Iterable[Word]:
        newer = self.form.older.get(f"{flag.name}={typed}", typed)
        if newer != typed:
            return [Word(newer, typed)]
        if typed == flag.alone:
            return [Word(typed, typed)]
        if flag.kind == "object":
            return [object_of(typed, self.client)]
        if flag.kind == "command":
            return [inside(_split(typed))]
        return values.read(flag.kind, typed, self.client.synonyms)


def _is_plain_merge(parts: Mapping[str, Part]) -> bool:
    """Whether it is a merge patch that the default, a strategic one, equals: it has no list and no directive."""
    kind, patch = parts.get("--type"), parts.get("--patch")
    if not (kind and patch) or kind.typed != "merge":
        return False
    return patch.words[0].means.startswith("{") and not re.search(r'\[|"\$', patch.words[0].means)


def _split(command: str) -> list[str]:
    """The words of a command, or all of it where it cannot be split."""
    try:
        return shlex.split(command) or [command]
    except ValueError:
        return [command]
