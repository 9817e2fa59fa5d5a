"""A person at a terminal: the real program on a pseudo-terminal, and the screen that it paints."""

import os
import signal
import termios
import time
from collections.abc import Mapping
from types import MappingProxyType, TracebackType
from typing import Final, Self

import pexpect
import pyte
from rich.cells import cell_len

from tests.program import TUTOR, warm_home

PATIENCE: Final = 20.0  # seconds; a busy machine is slow
RULER: Final = 300  # columns: on a screen as wide as this, a line that is too long shows its length

UP, DOWN, ENTER = "\x1b[A", "\x1b[B", "\r"
CTRL_C, CTRL_D = "\x03", "\x04"

Environment = Mapping[str, str]


class Screen(pyte.Screen):
    """A screen that answers as a terminal does when the program asks where the cursor is."""

    def __init__(self, columns: int, lines: int, child: "pexpect.spawn[bytes]") -> None:
        super().__init__(columns, lines)
        self.child = child

    def write_process_input(self, data: str) -> None:
        self.child.send(data)


def written(screen: pyte.Screen) -> list[str]:
    """The lines of a screen; what pyte calls its display looks at every cell, also where nothing was ever written."""
    rows = [screen.buffer[y] for y in range(max(screen.buffer, default=-1) + 1)]
    return ["".join(row[x].data for x in range(max(row, default=-1) + 1)).rstrip() for row in rows]


class Person:
    """Looks at the screen and presses keys.

    `ruler` is the same output on a very wide screen that never scrolls: everything that was printed, and how long the
    lines really are.
    """

    def __init__(
        self, *arguments: str, columns: int = 80, lines: int = 40, environment: Environment = MappingProxyType({})
    ) -> None:
        warm_home()
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            TUTOR[0],
            [*TUTOR[1:], *arguments],
            dimensions=(lines, columns),
            env={**os.environ, "TERM": "xterm-256color", **environment},
            timeout=None,
            encoding=None,
        )
        self.child.delaybeforesend = self.child.delayafterread = None  # pexpect waits for programs that are not ready
        self.columns = columns
        self.screen = Screen(columns, lines, self.child)
        self.ruler = pyte.Screen(RULER, 1000)
        self.streams = [pyte.ByteStream(self.screen), pyte.ByteStream(self.ruler)]
        self.output = b""
        self.ended = False
        self._text = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.close(force=True)

    def listen(self) -> None:
        """Take in what the program writes within the next moment."""
        try:
            said = self.child.read_nonblocking(65536, timeout=0.03)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            self.ended = True
            return
        self.output += said
        self._text = ""
        for stream in self.streams:
            stream.feed(said)

    @property
    def text(self) -> str:
        """Everything that was printed and not erased."""
        if not self._text:
            self._text = "\n".join(written(self.ruler)).rstrip()
        return self._text

    @property
    def modes(self) -> int:
        """The local modes of the terminal: ECHO, ICANON and their like."""
        modes: int = termios.tcgetattr(self.child.child_fd)[3]
        return modes

    @property
    def is_asked(self) -> bool:
        """Whether a prompt is open: then the terminal gives each key at once."""
        return not self.ended and not self.modes & termios.ICANON

    def see(self, words: str) -> str:
        """Wait until `words` stand there; everything that stands there."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < deadline, f"{words!r} is not there:\n{self.text}"
            assert not self.ended, f"it ended without {words!r}:\n{self.text}"
            self.listen()
        return self.text

    def press(self, keys: str, words: str) -> str:
        """Press `keys` once a prompt is open, and wait until `words` stand there."""
        deadline = time.monotonic() + PATIENCE
        while not self.is_asked:
            assert time.monotonic() < deadline, f"no prompt:\n{self.text}"
            self.listen()
        self.child.send(keys)
        return self.see(words)

    def type(self, line: str, words: str) -> str:
        """Send a line where the terminal gives whole lines, and wait until `words` stand there."""
        self.child.send(f"{line}\n")
        return self.see(words)

    def ends(self) -> int:
        """Wait until the program ends; its exit code."""
        deadline = time.monotonic() + PATIENCE
        while not self.ended:
            assert time.monotonic() < deadline, f"it goes on:\n{self.text}"
            self.listen()
        self.child.wait()
        code: int | None = self.child.exitstatus
        return -1 if code is None else code

    def kill(self) -> None:
        self.child.kill(signal.SIGKILL)

    def resize(self, columns: int, lines: int) -> None:
        self.child.setwinsize(lines, columns)
        self.screen.resize(lines, columns)
        self.columns = columns

    def too_long(self) -> list[str]:
        """The lines that are wider than the screen."""
        return [line for line in self.text.splitlines() if cell_len(line) > self.columns]

    def cut_in_two(self) -> list[str]:
        """The lines of the screen in whose last column half a wide character stands."""
        last = self.columns - 1
        rows = [y for y in range(self.screen.lines) if cell_len(self.screen.buffer[y][last].data) > 1]
        return [written(self.screen)[y] for y in rows]
