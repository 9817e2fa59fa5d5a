"""The commands that look things up: in the course, in what is known, in what was wrong."""

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


@cli.command(help=say("Find lessons, items and terms by words.", "레슨, 문제, 용어를 찾는다."))
def search(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(help=say("What to look for, in either language.", "찾을 말. 영어와 한국어 모두 된다.")),
    ],
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.search import search as find

    raise typer.Exit(find(visit(ctx, lang, plain, json, content), " ".join(words)))


@cli.command(help=say("Platforms side by side, feature by feature.", "플랫폼을 기능별로 나란히 비교한다."))
def compare(
    ctx: typer.Context,
    platforms: Annotated[
        list[str],
        typer.Argument(
            help=say("Two or more, such as: kubernetes ecs-fargate.", "둘 이상. 예: kubernetes ecs-fargate.")
        ),
    ],
    feature: Annotated[
        str, typer.Option(help=say("Only this feature, in full.", "이 기능 하나만 자세히 보여 준다."))
    ] = "",
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.compare import compare as side_by_side

    side_by_side(visit(ctx, lang, plain, json, content), platforms, feature)


@cli.command(help=say("Features by platforms: what you know in each cell.", "기능과 플랫폼의 표: 칸마다 아는 정도."))
def grid(
    ctx: typer.Context,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.grid import grid as show

    show(visit(ctx, lang, plain, json, content))


@cli.command(
    help=say(
        "How ready you are, how steadily you study, and how well it was foretold: plots.",
        "준비도, 꾸준함, 예측의 정확도를 그래프로 본다.",
    )
)
def stats(
    ctx: typer.Context,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.stats import stats as show

    show(visit(ctx, lang, plain, json, content))


@cli.command(
    help=say("What you got wrong, why, and what cures it.", "오답노트: 틀린 문제와 그 뒤의 오해, 바로잡는 법.")
)
def notebook(
    ctx: typer.Context,
    topics: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC]...",
            help=say("Only what is about these, as in quiz.", "이 주제의 오답만. 주제는 quiz와 같다."),
        ),
    ] = None,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.notebook import notebook as show

    show(visit(ctx, lang, plain, json, content), tuple(topic.casefold() for topic in topics or ()))


@cli.command(help=say("Terms in English and Korean, and what they mean.", "영어·한국어 용어와 그 뜻."))
def glossary(
    ctx: typer.Context,
    term: Annotated[
        list[str] | None, typer.Argument(help=say("A term; without it, all.", "찾을 용어. 생략하면 전부."))
    ] = None,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.glossary import glossary as show

    show(visit(ctx, lang, plain, json, content), " ".join(term or ()))


@cli.command(
    help=say("Calculate as the real system does, step by step.", "실제 시스템과 같은 방식으로 단계별로 계산한다.")
)
def calc(
    ctx: typer.Context,
    mechanism: Annotated[
        str | None,
        typer.Argument(
            help=say("Such as hpa.desired_replicas; without it, all.", "예: hpa.desired_replicas. 생략하면 전체 목록.")
        ),
    ] = None,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME=VALUE]...", help=say("Without them, what is needed.", "생략하면 필요한 입력을 보여 준다.")
        ),
    ] = None,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.calc import calc as calculate

    calculate(visit(ctx, lang, plain, json, content), mechanism, inputs or [])


@cli.command(help=say("Where everything is, and what is wrong with it.", "모든 것의 위치와 상태를 점검한다."))
def doctor(
    ctx: typer.Context, lang: LangOption = None, json: JsonOption = False, content: ContentOption = None
) -> None:
    from orchestra_tutor.commands.doctor import doctor as examine

    raise typer.Exit(examine(visit(ctx, lang, False, json, content)))
