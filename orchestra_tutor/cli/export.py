"""tutor export: the questions for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from orchestra_tutor.cli.common import (
    ContentOption,
    JsonOption,
    LangOption,
    PlainOption,
    cli,
    say,
    visit,
)

export = typer.Typer(rich_markup_mode=None)
cli.add_typer(
    export, name="export", help=say("The questions for other programs.", "다른 프로그램에서 쓰도록 문제를 내보낸다.")
)


@export.command("anki", help=say("The questions as a deck for Anki (.apkg).", "문제를 Anki 덱(.apkg)으로 내보낸다."))
def export_anki(
    ctx: typer.Context,
    topics: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC]...",
            help=say(
                "A lesson, feature, platform, or cell; without it, everything.",
                "레슨, 기능, 플랫폼, 또는 항목(기능/플랫폼). 생략하면 전부.",
            ),
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help=say("The file to write.", "만들 파일."))
    ] = Path("orchestra-tutor.apkg"),
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.export import anki

    anki(visit(ctx, lang, plain, json, content), tuple(topic.casefold() for topic in topics or ()), out)
