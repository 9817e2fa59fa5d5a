"""An answer written in the person's own editor."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from orchestra_tutor.errors import TutorError
from orchestra_tutor.text import Text

NO_EDITOR: Final = Text("The editor cannot be started: {why}.", "편집기를 실행할 수 없습니다: {why}.")
SET_EDITOR: Final = Text("Set EDITOR to a program that you have.", "EDITOR에 설치된 프로그램을 지정하세요.")


def edited() -> str:
    """What was written and saved; TutorError where $VISUAL or $EDITOR cannot be started."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.txt"
        path.touch()
        try:
            subprocess.run([*command, str(path)], check=False)
        except OSError as error:
            raise TutorError(NO_EDITOR.fill(why=error.strerror or error), SET_EDITOR) from error
        return path.read_text("utf-8", errors="replace").strip()
