"""Where everything is measured: a clean environment, a folder for a learner, and pairs of runs."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from math import ceil
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import history, pack
from benchmarks.screen import Screen
from orchestra_tutor.app import App
from orchestra_tutor.settings import Places

BASE: Final = (sys.executable, "-I", "-c", "pass")
UNTIMED: Final = 2  # pairs: the first ones find cold files, and load what the later ones use


class Bench:
    """One run of the benchmarks."""

    def __init__(self, folder: Path, runs: int) -> None:
        self.folder = folder
        self.runs = runs
        self.home = folder / "home"
        self.places = Places(self.home, self.home, self.home / "cache")
        # Without PYTHON…: what is measured is compiled, as it is where it was installed.
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.env = kept | {"TUTOR_HOME": str(self.home), "LANG": "en_US.UTF-8", "TERM": "xterm-256color"}
        self.tutor = [shutil.which("tutor", path=str(Path(sys.executable).parent)) or "tutor"]

    def ratio(self, candidate: Callable[[], float], base: Callable[[], float], times: float = 1) -> float:
        """The median of candidate / base over pairs that run one right after the other; `times` as many as usual."""
        pairs = [(base(), candidate()) for _ in range(UNTIMED + ceil(times * self.runs))]
        return median(measured / by for by, measured in pairs[UNTIMED:])

    def seconds(self, *command: str) -> float:
        """A whole process, from its start to its end."""
        began = time.perf_counter()
        subprocess.run(command, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - began

    def base(self) -> float:
        """The interpreter that does nothing."""
        return self.seconds(*BASE)

    def screen(self, *arguments: str) -> Screen:
        """The tutor on a terminal."""
        return Screen([*self.tutor, *arguments], self.env)

    def app(self, *packs: Path) -> App:
        """The tutor's own parts in this process, to know what it will show; its index is made by this."""
        app = App(self.places, packs)
        app.index.count()
        return app

    def course(self, lessons: int, items: int = 1) -> Path:
        """A generated course, indexed."""
        root = self.folder / f"course-{lessons}-{items}"
        if not root.exists():
            self.app(pack.write(root, lessons, items)).close()
        return root

    def person(self, reviews: int) -> "Bench":
        """The same for somebody who has answered so many questions of our course, and has its index."""
        other = Bench(self.folder / f"reviews-{reviews}", self.runs)
        if not other.home.exists():
            with closing(self.app()) as app:
                items, today = [item for item, _, _, _ in app.index.weights()], app.today()
            shutil.copytree(self.places.cache, other.places.cache)
            history.write(other.places.progress, items, reviews, today)
        return other
