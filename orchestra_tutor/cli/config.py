"""tutor config: the settings."""

from typing import Annotated

import typer

from orchestra_tutor import settings
from orchestra_tutor.cli.common import cli, one_of, say

config = typer.Typer(rich_markup_mode=None)
cli.add_typer(config, name="config", help=say("Settings.", "설정."))


@config.command("get", help=say("Show the settings, or one.", "설정을 보여 준다."))
def config_get(name: Annotated[str, typer.Argument()] = "") -> None:
    from dataclasses import asdict

    kept = asdict(settings.load(settings.places().settings))
    one_of("name", name, tuple(kept))
    for key, value in kept.items():
        if name in ("", key):
            print(value if name else f"{key} = {value}")


@config.command(
    "set", help=say("Keep a setting: lang auto|en|ko, plain off|on.", "설정을 저장한다: lang auto|en|ko, plain off|on.")
)
def config_set(name: str, value: str) -> None:
    settings.save(settings.places().settings, name, value)
    print(f"{name} = {value}")
