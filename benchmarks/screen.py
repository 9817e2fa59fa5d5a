"""A program on a pseudo-terminal, as a person sees it: what it has shown, and a key pressed."""

import os
import pty
import re
import select
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Final, Self

SIZE: Final = (40, 100)  # lines and columns
PATIENCE: Final = 20.0  # seconds until a text that does not come is given up
WHERE: Final = b"\x1b[6n"  # a program asks where the cursor is, and waits for the answer
HERE: Final = b"\x1b[20;1R"  # in the middle, where it mostly is

_ESCAPE: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|.)|\s")


def squeezed(words: str) -> str:
    """`words` without escape sequences and white space, so that it does not matter where lines were broken."""
    return _ESCAPE.sub("", words)


class Screen:
    """The program and its side of the terminal. Leaving the context ends the program."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self.master, slave = pty.openpty()
        termios.tcsetwinsize(slave, SIZE)
        self.began = self.changed = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        self.shown = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def until(self, words: str) -> float:
        """Wait until `words` stand in what was shown since the last key; the seconds since that, or since the start."""
        wanted = squeezed(words)
        while wanted not in squeezed(self.shown.decode(errors="ignore")):
            chunk = self._read()
            self.changed = time.perf_counter()
            if not chunk:
                raise TimeoutError(f"{words!r} did not appear in {self.shown.decode(errors='replace')!r}")
            self.shown += chunk
            for _ in range(chunk.count(WHERE)):
                os.write(self.master, HERE)
        return self.changed - self.began

    def _read(self) -> bytes:
        """What the program wrote next; nothing where it ended or takes too long."""
        ready, _, _ = select.select([self.master], [], [], PATIENCE)
        try:
            return os.read(self.master, 65536) if ready else b""
        except OSError:  # how Linux says that nobody is left who could write
            return b""

    def press(self, key: str) -> None:
        """Press a key; from here on time runs anew."""
        self.shown = b""
        self.began = self.changed = time.perf_counter()
        os.write(self.master, key.encode())
