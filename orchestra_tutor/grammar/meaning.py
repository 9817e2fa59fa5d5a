"""What a line means: the command, and each flag and argument with its values, however they were written."""

from dataclasses import field
from typing import Final

from orchestra_tutor.value import dataclass

COMMAND: Final = "COMMAND"  # the part that is handed over to a container as it stands
OBJECT: Final = "TYPE/NAME"  # the objects of Kubernetes that a command is about


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """A value in the one form in which equal values are written alike, and as it was typed."""

    means: str
    typed: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """The values of a flag or an argument, sorted where their order says nothing.

    `implied` where nobody need ask for it: the client would most likely have done the same had nothing been said.
    `optional` where it may be left out, although it is asked for.
    """

    words: tuple[Word, ...]
    implied: bool = field(default=False, compare=False)
    optional: bool = field(default=False, compare=False)

    @property
    def typed(self) -> str:
        return " ".join(word.typed for word in self.words)


@dataclass(frozen=True, slots=True)
class Meaning:
    """`parts` are by the long name of the flag, `--replicas`, or by what the argument is, `SERVICE`.

    Flags that say what holds without them are left out. `switches` are those of the command that take no value, each
    with what turns it off; `defaults` are what others have if nobody says it, where that is a word.
    """

    command: str
    parts: dict[str, Part]
    switches: dict[str, str] = field(default_factory=dict, compare=False)
    defaults: dict[str, str] = field(default_factory=dict, compare=False)
