"""What stops the tutor: errors that a person can do something about, and the exit codes that tell them apart."""

from collections.abc import Sequence
from enum import IntEnum

from orchestra_tutor.text import Text


class Exit(IntEnum):
    """The exit codes of the command line."""

    OK = 0
    FAILED = 1  # the person can fix it
    USAGE = 2
    BUG = 3  # ours: a short message, the traceback in a file
    INTERRUPTED = 130


class TutorError(Exception):
    """We cannot go on. `message` says what is wrong, `hint` what to do next."""

    def __init__(self, message: Text, hint: Text) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


class UsageError(TutorError):
    """A name or a value on the command line that does not exist; ends in exit code 2."""


NEAR = Text("Did you mean {near}? {known}", "혹시 {near}인가요? {known}")


def did_you_mean(near: Sequence[str], known: Text) -> Text:
    """A hint that names what is near, if anything is, and then what is `known`."""
    either = Text(" or ".join(near), " 또는 ".join(near))
    return NEAR.fill(near=either, known=known) if near else known
