"""tutor content: for authors."""

from pathlib import Path
from typing import Annotated

import typer

from orchestra_tutor.cli.common import (
    ContentOption,
    JsonOption,
    LangOption,
    PlainOption,
    cli,
    one_of,
    print_json,
    say,
    visit,
)
from orchestra_tutor.errors import UsageError
from orchestra_tutor.text import Text

content = typer.Typer(rich_markup_mode=None)
cli.add_typer(
    content,
    name="content",
    help=say("For authors: check, coverage, list, new, schema.", "저자용: 검사, 충실도, 목록, 새로 만들기, 스키마."),
)


@content.command(
    "check",
    help=say("Every problem of a course folder, with its place.", "과정 폴더의 모든 오류를 위치와 함께 보여 준다."),
)
def content_check(
    path: Annotated[
        Path | None,
        typer.Argument(help=say("The folder; without it, the course of the tutor.", "폴더. 생략하면 기본 과정.")),
    ] = None,
    format: Annotated[str, typer.Option(help="text | json | github")] = "text",  # noqa: A002  the flag's name
    stale: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            min=0,
            max=36_500,  # before the year 1 there are no dates
            help=say("Warn of what was checked longer ago.", "확인한 지 이 일수보다 오래된 내용을 경고한다."),
        ),
    ] = None,
) -> None:
    from orchestra_tutor.commands.content import check

    one_of("--format", format, ("text", "json", "github"))
    raise typer.Exit(check(path, format, stale))


@content.command(
    "coverage",
    help=say("What each cell of the grid has; fails where one falls short.", "표의 칸마다 내용이 충분한지 본다."),
)
def content_coverage(
    ctx: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(help=say("The folder; without it, the course of the tutor.", "폴더. 생략하면 기본 과정.")),
    ] = None,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
) -> None:
    from orchestra_tutor.commands.content import coverage

    raise typer.Exit(coverage(visit(ctx, lang, plain, json, None), path))


@content.command("list", help=say("The lessons and how many items each has.", "레슨 목록과 문제 수."))
def content_list(
    ctx: typer.Context, lang: LangOption = None, json: JsonOption = False, content: ContentOption = None
) -> None:
    from orchestra_tutor.commands.content import show

    show(visit(ctx, lang, False, json, content))


@content.command(
    "new", help=say("Write a lesson or an item that passes the check.", "검사를 통과하는 레슨이나 문제의 틀을 만든다.")
)
def content_new(
    what: Annotated[str, typer.Argument(help="lesson | item")],
    path: Annotated[
        Path, typer.Argument(help=say("The lesson's folder: PACK/GROUP/LESSON.", "레슨 폴더: PACK/GROUP/LESSON."))
    ],
    name: Annotated[str, typer.Argument(help=say("The id of a new item.", "새 문제의 id."))] = "",
    kind: Annotated[
        str, typer.Option(help="choice | order | match | phrase | number | command | open | case")
    ] = "choice",
) -> None:
    from orchestra_tutor import skeleton
    from orchestra_tutor.commands.content import new_item, new_lesson

    one_of("--kind", kind, skeleton.KINDS)
    if what == "lesson":
        new_lesson(path)
    elif what == "item":
        new_item(path, name, kind)
    else:
        raise UsageError(
            Text(f"There is no new {what!r}.", f"만들 수 없습니다: {what!r}"), Text("lesson | item", "lesson | item")
        )


@content.command(
    "schema", help=say("The JSON Schema of a content file, for editors.", "편집기용 콘텐츠 파일의 JSON 스키마.")
)
def content_schema(
    file: Annotated[
        str, typer.Argument(help="course | lesson | items | sources | misconceptions | glossary")
    ] = "items",
) -> None:
    from orchestra_tutor.schema import FILES, schema

    one_of("file", file, tuple(FILES))
    print_json(schema(file))
