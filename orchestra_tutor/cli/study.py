"""The commands that study: learn, quiz, review, plan, drill, interview."""

from typing import Annotated

import typer

from orchestra_tutor.cli.common import (
    ContentOption,
    JsonOption,
    LangOption,
    PlainOption,
    cli,
    counted,
    one_of,
    say,
    visit,
)


@cli.command(help=say("Walk a lesson; it resumes where you left.", "레슨을 한 단계씩 배운다. 멈춘 곳에서 이어진다."))
def learn(
    ctx: typer.Context,
    lesson: Annotated[
        str | None, typer.Argument(help=say("Its id; without it you pick one.", "레슨 이름. 생략하면 고른다."))
    ] = None,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.learn import learn as walk

    walk(visit(ctx, lang, plain, json, content), lesson)


@cli.command(
    help=say(
        "Answer questions, mixed over all topics or those you name.",
        "문제를 푼다. 주제를 지정하지 않으면 전체에서 섞어 낸다.",
    )
)
def quiz(
    ctx: typer.Context,
    topics: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC]...",
            help=say(
                "A lesson, feature, platform, or cell such as self-healing/kubernetes.",
                "레슨, 기능, 플랫폼, 또는 self-healing/kubernetes 같은 항목(기능/플랫폼).",
            ),
        ),
    ] = None,
    count: Annotated[
        int, typer.Option("--count", "-n", min=1, max=1000, help=say("How many questions.", "문제 수."))
    ] = 10,
    kind: Annotated[str, typer.Option(help="choice | order | match | phrase | number | command | open | case")] = "",
    level: Annotated[str, typer.Option(help="junior | mid | senior")] = "",
    skill: Annotated[str, typer.Option(help="recall | apply | debug | compare")] = "",
    seed: Annotated[
        str, typer.Option(help=say("The same seed gives the same quiz.", "같은 시드는 같은 퀴즈를 낸다."))
    ] = "",
    exam: Annotated[
        float | None,
        typer.Option(
            metavar="MINUTES",
            min=0.1,
            max=600,
            callback=counted,
            help=say("Against the clock, feedback at the end.", "제한 시간 안에 풀고, 피드백은 끝난 뒤 보여 준다."),
        ),
    ] = None,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.app import new_seed
    from orchestra_tutor.commands.quiz import quiz as ask
    from orchestra_tutor.course import LEVELS, SKILLS
    from orchestra_tutor.index import Wanted
    from orchestra_tutor.questions import KINDS

    for name, value, known in (("--kind", kind, tuple(KINDS)), ("--level", level, LEVELS), ("--skill", skill, SKILLS)):
        one_of(name, value, known)
    wanted = Wanted(tuple(topic.casefold() for topic in topics or ()), kind, level, skill)
    ask(visit(ctx, lang, plain, json, content), wanted, count, seed or new_seed(), exam)


@cli.command(help=say("What to study now, the most useful first.", "지금 공부할 문제를 효과가 큰 것부터 푼다."))
def review(
    ctx: typer.Context,
    minutes: Annotated[
        float | None,
        typer.Option(
            min=1,
            max=600,
            callback=counted,
            help=say("Without it, what is left of today's.", "생략하면 오늘 남은 시간만큼."),
        ),
    ] = None,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.review import review as study

    study(visit(ctx, lang, plain, json, content), minutes)


@cli.command(
    help=say("The days until the interview: what to do, and how ready you will be.", "면접일까지의 계획과 예상 준비도.")
)
def plan(
    ctx: typer.Context,
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help=say("The interview; none removes it.", "면접일. none이면 지운다.")),
    ] = None,
    minutes: Annotated[
        float | None, typer.Option(min=1, max=600, callback=counted, help=say("Minutes a day.", "하루 공부 시간(분)."))
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TOPIC=N",
            help=say(
                "A topic that counts more, such as ecs=3; repeatable.", "더 중요한 주제. 예: ecs=3. 여러 번 쓸 수 있다."
            ),
        ),
    ] = None,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.plan import plan as show

    show(visit(ctx, lang, plain, json, content), date, minutes, weight or [])


@cli.command(help=say("Endless calculations, harder as you get better.", "끝없는 계산 연습. 맞힐수록 어려워진다."))
def drill(
    ctx: typer.Context,
    mechanism: Annotated[
        str | None,
        typer.Argument(
            help=say(
                "Such as hpa or rollout.max_pods; without it they are listed.",
                "예: hpa, rollout.max_pods. 생략하면 목록.",
            )
        ),
    ] = None,
    seed: Annotated[str, typer.Option(help=say("The same seed asks the same.", "같은 시드는 같은 문제를 낸다."))] = "",
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.drill import drill as practise

    practise(visit(ctx, lang, plain, json, content), mechanism, seed)


@cli.command(
    help=say("A mock interview against the clock, with a report.", "제한 시간 안에 답하는 모의 면접과 결과 보고서.")
)
def interview(
    ctx: typer.Context,
    topics: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC]...",
            help=say("What it is about; without it, what your plan weighs.", "면접 주제. 생략하면 계획의 가중치대로."),
        ),
    ] = None,
    level: Annotated[str, typer.Option(help="junior | mid | senior")] = "",
    minutes: Annotated[
        float,
        typer.Option(min=1, max=600, callback=counted, help=say("How long it takes.", "면접 시간(분).")),
    ] = 20,
    quick: Annotated[bool, typer.Option("--quick", help=say("Three questions.", "질문 세 개만."))] = False,
    seed: Annotated[str, typer.Option(help=say("The same seed asks the same.", "같은 시드는 같은 질문을 낸다."))] = "",
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.interview import interview as hold
    from orchestra_tutor.course import LEVELS

    one_of("--level", level, LEVELS)
    chosen = tuple(topic.casefold() for topic in topics or ())
    hold(visit(ctx, lang, plain, json, content), chosen, level, minutes, quick, seed)
