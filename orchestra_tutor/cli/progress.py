"""tutor progress: the answers."""

from pathlib import Path
from typing import Annotated

import typer

from orchestra_tutor import settings
from orchestra_tutor.cli.common import (
    ContentOption,
    JsonOption,
    LangOption,
    cli,
    say,
    visit,
)

progress = typer.Typer(rich_markup_mode=None)
cli.add_typer(
    progress,
    name="progress",
    help=say(
        "Your answers: where they are, export, import, merge, undo, reset.",
        "학습 기록: 위치, 내보내기, 가져오기, 병합, 되돌리기, 초기화.",
    ),
)


@progress.command("path", help=say("Where your answers are kept.", "학습 기록의 위치."))
def progress_path() -> None:
    print(settings.places().progress)


@progress.command(
    "export", help=say("Your answers as JSON Lines, to keep or to carry along.", "학습 기록을 JSON Lines로 내보낸다.")
)
def progress_export(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="[FILE]", help=say("Without it, standard output.", "생략하면 표준 출력."), show_default=False
        ),
    ] = Path("-"),
    lang: LangOption = None,
    json: JsonOption = False,
) -> None:
    from orchestra_tutor.commands.progress import export

    export(visit(ctx, lang, False, json, None), file)


@progress.command("import", help=say("Add the answers of an export.", "내보낸 학습 기록을 가져와 더한다."))
def progress_import(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=say("An export; - is standard input.", "내보낸 파일. -는 표준 입력.")),
    ],
    lang: LangOption = None,
    json: JsonOption = False,
) -> None:
    from orchestra_tutor.commands.progress import take

    take(visit(ctx, lang, False, json, None), file)


@progress.command(
    "merge",
    help=say("Add the answers of another tutor; it is not changed.", "다른 tutor의 기록을 더한다. 원본은 그대로다."),
)
def progress_merge(
    ctx: typer.Context,
    other: Annotated[
        Path,
        typer.Argument(
            metavar="OTHER",
            help=say("Its progress.db, its folder, or an export.", "progress.db 파일이나 그 폴더, 또는 내보낸 파일."),
        ),
    ],
    lang: LangOption = None,
    json: JsonOption = False,
) -> None:
    from orchestra_tutor.commands.progress import merge

    merge(visit(ctx, lang, False, json, None), other)


@progress.command("undo", help=say("Take back the last answer.", "마지막 답을 되돌린다."))
def progress_undo(
    ctx: typer.Context, lang: LangOption = None, json: JsonOption = False, content: ContentOption = None
) -> None:
    from orchestra_tutor.commands.progress import undo

    undo(visit(ctx, lang, False, json, content))


@progress.command(
    "reset",
    help=say(
        "Forget all answers, or those about a topic; a backup is kept.",
        "모든 기록 또는 한 주제의 기록을 지운다. 백업은 남긴다.",
    ),
)
def progress_reset(
    ctx: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]",
            help=say("A lesson, feature, platform or cell.", "레슨, 기능, 플랫폼, 또는 항목(기능/플랫폼)."),
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=say("Do not ask.", "묻지 않는다."))] = False,
    lang: LangOption = None,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.progress import reset

    reset(visit(ctx, lang, False, json, content), None if topic is None else topic.casefold(), yes)
