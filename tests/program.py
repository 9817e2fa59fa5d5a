"""The real program as another process, and the small course that the tests of the front ends share."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

FIXTURE: Final = Path(__file__).parent / "ui" / "fixture"
TUTOR: Final = (sys.executable, "-m", "orchestra_tutor")
BAR: Final = ("--content", str(FIXTURE))  # the drinks of the fixture, as a pack beside our own course


@cache
def compiled() -> Path:
    """The compiled courses, with and without the pack: made once, copied into the home of each test."""
    home = Path(tempfile.mkdtemp(prefix="tutor-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for pack in ((), BAR):
        environment = os.environ | {"TUTOR_HOME": str(home)}
        subprocess.run([*TUTOR, *pack, "--json"], env=environment, check=True, capture_output=True)
    return home / "cache"


def warm_home() -> Path:
    """TUTOR_HOME, with nothing left to compile."""
    home = Path(os.environ["TUTOR_HOME"])
    if not (home / "cache").exists():
        shutil.copytree(compiled(), home / "cache")
    return home


def tutor(*arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `tutor` on pipes to its end."""
    warm_home()
    return subprocess.run(
        [*TUTOR, *arguments],
        input=typed,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        check=False,
    )
