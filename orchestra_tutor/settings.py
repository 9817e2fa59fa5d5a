"""Where things are kept, and the few settings a person can make."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Final

from orchestra_tutor.errors import TutorError, UsageError
from orchestra_tutor.text import LANGS, Lang, Text, same
from orchestra_tutor.value import dataclass

CHOICES: Final[dict[str, tuple[str, ...]]] = {"lang": ("auto", *LANGS), "plain": ("off", "on")}

NO_SETTING: Final = Text("There is no setting {name!r}.", "그런 설정은 없습니다: {name!r}")
NO_VALUE: Final = Text("{name} cannot be {value!r}.", "{name}에 쓸 수 없는 값입니다: {value!r}")
KNOWN: Final = Text("Known: {known}", "사용할 수 있는 값: {known}")
NO_HOME: Final = Text("There is no home folder to keep your progress in.", "학습 기록을 저장할 홈 폴더가 없습니다.")
SET_HOME: Final = Text("Set TUTOR_HOME to a folder you can write in.", "TUTOR_HOME에 쓰기 가능한 폴더를 지정하세요.")
NO_TIME: Final = Text("TUTOR_CLOCK is no time: {moved!r}.", "TUTOR_CLOCK이 시각이 아닙니다: {moved!r}")
WRITE_TIME: Final = Text("Unset it, or write 2026-12-01T20:00.", "지우거나 2026-12-01T20:00처럼 쓰세요.")
UNKEPT: Final = Text("The setting cannot be kept: {why}.", "설정을 저장할 수 없습니다: {why}.")


@dataclass(frozen=True, slots=True)
class Places:
    """The three folders: what belongs to the learner, the settings, and what can be thrown away."""

    data: Path
    config: Path
    cache: Path

    @property
    def progress(self) -> Path:
        return self.data / "progress.db"

    @property
    def settings(self) -> Path:
        return self.config / "settings.json"


def places() -> Places:
    """TUTOR_HOME for all three, else the platform's own folders."""
    home = os.environ.get("TUTOR_HOME")
    if home:
        root = Path(home).absolute()
        return Places(root, root, root / "cache")
    from platformdirs import PlatformDirs

    try:
        dirs = PlatformDirs("orchestra-tutor", appauthor=False)
        found = Places(Path(dirs.user_data_dir), Path(dirs.user_config_dir), Path(dirs.user_cache_dir))
    except RuntimeError as error:  # a newer platformdirs
        raise TutorError(NO_HOME, SET_HOME) from error
    if not all(path.is_absolute() for path in (found.data, found.config, found.cache)):
        raise TutorError(NO_HOME, SET_HOME)
    return found


def clock() -> Callable[[], float]:
    """Tells the time in Unix seconds. To try things out it starts at TUTOR_CLOCK, a local time as 2026-12-01T20:00."""
    moved = os.environ.get("TUTOR_CLOCK")
    if not moved:
        return time.time
    from datetime import datetime

    try:
        ahead = datetime.fromisoformat(moved).timestamp() - time.time()
    except (ValueError, OverflowError) as error:
        raise UsageError(NO_TIME.fill(moved=moved), WRITE_TIME) from error
    return lambda: time.time() + ahead


@dataclass(frozen=True, slots=True)
class Settings:
    """What `tutor config` keeps; each value is one of CHOICES."""

    lang: str = "auto"
    plain: str = "off"


def load(path: Path) -> Settings:
    """The settings at `path`; what is missing or unreadable there has its default."""
    try:
        found = json.loads(path.read_text("utf-8"))
        known = {name: found[name] for name, choices in CHOICES.items() if found.get(name) in choices}
        return Settings(**known)
    except (OSError, ValueError, AttributeError):
        return Settings()


def save(path: Path, name: str, value: str) -> Settings:
    """Set one value, checked, and keep it."""
    if name not in CHOICES:
        raise UsageError(
            NO_SETTING.fill(name=name), KNOWN.fill(known=", ".join(field.name for field in fields(Settings)))
        )
    if value not in CHOICES[name]:
        raise UsageError(NO_VALUE.fill(name=name, value=value), KNOWN.fill(known=", ".join(CHOICES[name])))
    settings = replace(load(path), **{name: value})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_text(json.dumps(asdict(settings), indent=2) + "\n", "utf-8")
        os.replace(fresh, path)  # noqa: PTH105  atomic on every platform
    except OSError as error:
        raise TutorError(UNKEPT.fill(why=same(error.strerror or str(error))), SET_HOME) from error
    return settings


def language(given: str | None, settings: Settings) -> Lang:
    """`--lang`, else the stored setting, else the locale, else English."""
    if given in LANGS:
        return "ko" if given == "ko" else "en"
    if settings.lang in LANGS:
        return "ko" if settings.lang == "ko" else "en"
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "ko" if spoken.startswith("ko") else "en"
