"""Where things are kept, which language is spoken, and the settings file."""

import json
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from orchestra_tutor.errors import TutorError, UsageError
from orchestra_tutor.settings import CHOICES, Places, Settings, clock, language, load, places, save
from tests.helpers import NEW_YORK, SEOUL, in_zone


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


class TestPlaces:
    def test_tutor_home_holds_everything(self, home: Path) -> None:
        assert places() == Places(home, home, home / "cache")
        assert places().progress == home / "progress.db"
        assert places().settings == home / "settings.json"

    def test_a_relative_tutor_home_is_meant_from_here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("TUTOR_HOME", "mine")
        assert places().progress == tmp_path / "mine" / "progress.db"

    @pytest.mark.skipif(sys.platform != "linux", reason="other platforms have folders of their own")
    @pytest.mark.parametrize("unset", [None, ""])
    def test_else_the_platform_says_where(self, unset: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
        if unset is None:
            monkeypatch.delenv("TUTOR_HOME")
        else:
            monkeypatch.setenv("TUTOR_HOME", unset)
        monkeypatch.setenv("XDG_DATA_HOME", "/data")
        monkeypatch.setenv("XDG_CONFIG_HOME", "/config")
        monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
        assert places() == Places(
            Path("/data/orchestra-tutor"), Path("/config/orchestra-tutor"), Path("/cache/orchestra-tutor")
        )


class TestSettings:
    def test_nothing_kept_is_the_defaults(self, path: Path) -> None:
        assert load(path) == Settings("auto", "off")

    @pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in CHOICES.items() for value in values])
    def test_a_setting_is_kept(self, path: Path, name: str, value: str) -> None:
        saved = save(path, name, value)
        assert getattr(saved, name) == value
        assert load(path) == saved

    def test_setting_one_leaves_the_others_and_no_other_file(self, path: Path) -> None:
        save(path, "lang", "ko")
        save(path, "plain", "on")
        save(path, "lang", "en")
        assert load(path) == Settings("en", "on")
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize(
        ("name", "value", "known"),
        [("colour", "red", "lang, plain"), ("lang", "fr", "auto, en, ko"), ("lang", "", "auto")],
    )
    def test_a_wrong_name_or_value_says_what_is_known_and_changes_nothing(
        self, path: Path, name: str, value: str, known: str
    ) -> None:
        save(path, "lang", "ko")
        with pytest.raises(UsageError) as refused:
            save(path, name, value)
        assert known in refused.value.hint.en
        assert load(path) == Settings("ko", "off")

    @pytest.mark.parametrize(
        "kept", ["", "{", "[]", "null", "3", '"ko"', "\x00\xff", '{"lang": "fr"}', '{"lang": ["ko"]}', '{"lang": null}']
    )
    def test_what_is_unreadable_has_its_default(self, path: Path, kept: str) -> None:
        path.parent.mkdir()
        path.write_bytes(kept.encode("latin-1"))
        assert load(path) == Settings()

    def test_one_unreadable_setting_spoils_no_other(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_text(json.dumps({"lang": "klingon", "plain": "on", "unheard": "of"}))
        assert load(path) == Settings("auto", "on")

    def test_a_folder_in_the_place_of_the_file_reads_as_nothing(self, path: Path) -> None:
        path.mkdir(parents=True)
        assert load(path) == Settings()

    def test_a_setting_that_cannot_be_kept_is_an_error_with_a_hint(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(TutorError) as refused:
            save(tmp_path / "file" / "settings.json", "lang", "ko")
        assert "TUTOR_HOME" in refused.value.hint.en


class TestClock:
    @pytest.mark.parametrize("moved", [None, ""])
    def test_it_tells_the_time(self, moved: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("TUTOR_CLOCK", raising=False)
        if moved is not None:
            monkeypatch.setenv("TUTOR_CLOCK", moved)
        assert abs(clock()() - time.time()) < 60

    @pytest.mark.parametrize(
        ("moved", "zone", "utc"),
        [
            ("2026-12-01T20:00", "UTC0", "2026-12-01T20:00+00:00"),
            ("2026-12-01T20:00", SEOUL, "2026-12-01T11:00+00:00"),  # a local time
            ("2026-12-01T20:00", NEW_YORK, "2026-12-02T01:00+00:00"),
            ("2026-07-01T20:00", NEW_YORK, "2026-07-02T00:00+00:00"),
            ("2026-12-01 20:00:30", SEOUL, "2026-12-01T11:00:30+00:00"),
            ("2026-12-01", SEOUL, "2026-11-30T15:00+00:00"),
            ("2026-12-01T20:00+01:00", SEOUL, "2026-12-01T19:00+00:00"),  # unless it says where
        ],
    )
    def test_it_starts_where_it_is_told_to(
        self, moved: str, zone: str, utc: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TUTOR_CLOCK", moved)
        with in_zone(zone):
            assert 0 <= clock()() - datetime.fromisoformat(utc).timestamp() < 60

    def test_it_goes_on_from_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """And does not start again at every look."""
        monkeypatch.setenv("TUTOR_CLOCK", "2026-12-01T20:00")
        tells = clock()
        monkeypatch.setenv("TUTOR_CLOCK", "2030-12-01T20:00")
        first, second, real = tells(), tells(), time.time()
        assert first <= second < first + 60
        now = tells()
        assert 0 <= now - first - (time.time() - real) < 60
        assert datetime.fromtimestamp(now).year == 2026

    @pytest.mark.parametrize("moved", ["soon", "20:00", "2026-13-01T20:00", "1764619200", " ", "0001-01-01T00:00"])
    def test_what_is_no_time_says_what_to_write(self, moved: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TUTOR_CLOCK", moved)
        with pytest.raises(UsageError) as refused:
            clock()
        assert repr(moved) in refused.value.message.ko
        assert "2026-12-01T20:00" in refused.value.hint.en


LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


class TestLanguage:
    @pytest.mark.parametrize(
        ("given", "kept", "spoken", "lang"),
        [
            ("ko", "en", "LANG=en_US.UTF-8", "ko"),  # --lang first
            ("en", "ko", "LANG=ko_KR.UTF-8", "en"),
            (None, "ko", "LANG=en_US.UTF-8", "ko"),  # then the setting
            (None, "en", "LANG=ko_KR.UTF-8", "en"),
            ("fr", "ko", "LANG=en_US.UTF-8", "ko"),
            (None, "auto", "LANG=ko_KR.UTF-8", "ko"),  # then the locale
            (None, "auto", "LANG=en_US.UTF-8 LC_MESSAGES=ko_KR.UTF-8", "ko"),
            (None, "auto", "LANG=ko_KR.UTF-8 LC_MESSAGES=en_GB.UTF-8", "en"),
            (None, "auto", "LC_MESSAGES=en_US.UTF-8 LC_ALL=ko_KR.UTF-8", "ko"),
            (None, "auto", "LC_ALL= LANG=ko", "ko"),
            (None, "auto", "LANG=de_DE.UTF-8", "en"),  # then English
            (None, "auto", "LANG=C", "en"),
            (None, "auto", "", "en"),
        ],
    )
    def test_the_language_is_given_or_kept_or_spoken_here(
        self, given: str | None, kept: str, spoken: str, lang: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in LOCALES:
            monkeypatch.delenv(name, raising=False)
        for setting in spoken.split():
            monkeypatch.setenv(*setting.split("="))
        assert language(given, Settings(lang=kept)) == lang
