"""The command line: arguments in, exit code out. Every command imports what it needs inside its body."""

import os
import sys
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from orchestra_tutor import __version__, settings
from orchestra_tutor.errors import Exit, TutorError, UsageError
from orchestra_tutor.text import Lang, Text, same
from orchestra_tutor.value import dataclass


def spoken(arguments: list[str]) -> Lang:
    """The language of help and errors, found before the arguments are parsed."""
    given = None
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            given = arguments[at + 1]
        elif argument.startswith("--lang="):
            given = argument.removeprefix("--lang=")
    try:
        kept = settings.load(settings.places().settings)
    except TutorError:
        kept = settings.Settings()
    return settings.language(given, kept)


LANG: Final = spoken(sys.argv[1:])

# Click is a package of its own for an older Typer, and a part of a newer one: found through what both export.
ClickUsageError: Any = typer.BadParameter.__base__


def say(en: str, ko: str) -> str:
    return Text(en, ko)[LANG]


LangOption = Annotated[
    str | None, typer.Option("--lang", metavar="en|ko", help=say("Language of this run.", "이번 실행의 언어."))
]
PlainOption = Annotated[
    bool,
    typer.Option(
        "--plain",
        help=say(
            "No boxes, no colour: for pipes and screen readers.", "테두리와 색 없이 출력: 파이프와 스크린 리더용."
        ),
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help=say("JSON instead of text.", "텍스트 대신 JSON."))]
ContentOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--content",
        metavar="DIR",
        help=say("A further course folder; may be repeated.", "추가 과정 폴더. 여러 번 쓸 수 있다."),
    ),
]


def counted(minutes: float | None) -> float | None:
    """Refuse what passes every range."""
    if minutes != minutes:  # noqa: PLR0124  nan alone is not what it is
        raise typer.BadParameter(say("nan is no number.", "nan은 숫자가 아닙니다."))
    return minutes


cli = typer.Typer(
    name="tutor",
    no_args_is_help=False,
    rich_markup_mode=None,  # plain help: Rich would double the time it takes
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
progress = typer.Typer(rich_markup_mode=None)
content = typer.Typer(rich_markup_mode=None)
config = typer.Typer(rich_markup_mode=None)
export = typer.Typer(rich_markup_mode=None)
cli.add_typer(
    progress,
    name="progress",
    help=say(
        "Your answers: where they are, export, import, merge, undo, reset.",
        "학습 기록: 위치, 내보내기, 가져오기, 병합, 되돌리기, 초기화.",
    ),
)
cli.add_typer(
    content,
    name="content",
    help=say("For authors: check, coverage, list, new, schema.", "저자용: 검사, 충실도, 목록, 새로 만들기, 스키마."),
)
cli.add_typer(
    export, name="export", help=say("The questions for other programs.", "다른 프로그램에서 쓰도록 문제를 내보낸다.")
)
cli.add_typer(config, name="config", help=say("Settings.", "설정."))


@dataclass(frozen=True, slots=True)
class Common:
    """The options that every command takes, wherever on the line they stand."""

    lang: str | None
    plain: bool
    json: bool
    packs: tuple[Path, ...]


def visit(ctx: typer.Context, lang: str | None, plain: bool, json: bool, packs: list[Path] | None) -> Any:
    """A visit with the options of this command, or where they are not given, those before it."""
    from orchestra_tutor.app import App
    from orchestra_tutor.commands.visit import Visit

    before = ctx.find_root().obj or Common(None, False, False, ())
    for given in (lang, before.lang):
        if given not in (None, "en", "ko"):
            raise UsageError(
                Text(f"There is no language {given!r}.", f"그런 언어는 없습니다: {given!r}"),
                Text("--lang en | ko", "--lang en | ko"),
            )
    places = settings.places()
    kept = settings.load(places.settings)
    named = dict.fromkeys((*before.packs, *(packs or ())))  # a pack named twice is one pack
    app = App(places, tuple(named), settings.clock())
    ctx.call_on_close(app.close)
    spoken_now = settings.language(lang or before.lang, kept)
    return Visit(app, spoken_now, plain or before.plain or kept.plain == "on", json or before.json)


def print_json(document: Any) -> None:
    import json

    print(json.dumps(document, ensure_ascii=False, indent=2))


@cli.callback(invoke_without_command=True)
def home(
    ctx: typer.Context,
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
    version: Annotated[bool, typer.Option("--version", help=say("Show the version.", "버전을 보여 준다."))] = False,
) -> None:
    ctx.obj = Common(lang, plain, json, tuple(content or ()))
    if version:
        print(f"tutor {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand:
        return
    from orchestra_tutor.commands.home import Now, as_json
    from orchestra_tutor.commands.home import home as show

    here = visit(ctx, lang, plain, json, content)
    if json:
        print_json(as_json(here, Now(here)))
    else:
        show(here)


home.__doc__ = say(
    "Prepare for an interview on container orchestration. Without a command: where you are and what is next.",
    "컨테이너 오케스트레이션 면접을 준비한다. 명령 없이 실행하면 현재 위치와 다음 할 일을 보여 준다.",
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
    kind: Annotated[str, typer.Option(help="choice | order | match | phrase | number | command")] = "",
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


def one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    """Refuse a value that is not known, and say what is near."""
    from orchestra_tutor.errors import did_you_mean
    from orchestra_tutor.shape import nearest

    if value and value not in known:
        raise UsageError(
            Text(f"{name} cannot be {value!r}.", f"{name}에 쓸 수 없는 값입니다: {value!r}"),
            did_you_mean(nearest(value, known), same(" | ".join(known))),
        )


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


@cli.command(help=say("Endless calculations, harder as you get better.", "끝없는 계산 연습. 맞힐수록 어려워진다."))
def drill(
    ctx: typer.Context,
    mechanism: Annotated[
        str, typer.Argument(help=say("Such as hpa or rollout.max_pods.", "예: hpa, rollout.max_pods."))
    ],
    seed: Annotated[str, typer.Option(help=say("The same seed asks the same.", "같은 시드는 같은 문제를 낸다."))] = "",
    lang: LangOption = None,
    plain: PlainOption = False,
    json: JsonOption = False,
    content: ContentOption = None,
) -> None:
    from orchestra_tutor.commands.quiz import drill as practise

    practise(visit(ctx, lang, plain, json, content), mechanism, seed)


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
    kind: Annotated[str, typer.Option(help="choice | order | match | phrase | number | command")] = "choice",
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


@cli.command(help=say("Where everything is, and what is wrong with it.", "모든 것의 위치와 상태를 점검한다."))
def doctor(
    ctx: typer.Context, lang: LangOption = None, json: JsonOption = False, content: ContentOption = None
) -> None:
    from orchestra_tutor.commands.doctor import doctor as examine

    raise typer.Exit(examine(visit(ctx, lang, False, json, content)))


def main() -> int:
    """Run the command line; every way to end has its exit code, and no traceback reaches a learner."""
    sys.stdin, sys.stdout = sys.stdin or StringIO(), sys.stdout or StringIO()  # closed by whoever started us
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a character the terminal's encoding lacks is no reason to stop
    try:
        keep_only(sys.argv[1:])
        code = typer.main.get_command(cli).main(prog_name="tutor", standalone_mode=False)
        sys.stdout.flush()
        if code == Exit.INTERRUPTED:  # what a newer Typer makes of Ctrl-C
            raise KeyboardInterrupt
    except TutorError as error:
        complain(error.message[LANG], error.hint[LANG])
        return Exit.USAGE if isinstance(error, UsageError) else Exit.FAILED
    except ClickUsageError as error:
        command = error.ctx.command_path if error.ctx else "tutor"
        complain(error.format_message(), say(f"See: {command} --help", f"도움말: {command} --help"))
        return Exit.USAGE
    except (KeyboardInterrupt, EOFError, typer.Abort) as stop:
        print("\n" + say("Stopped. Your answers are kept.", "끝냈습니다. 답은 저장되었습니다."), file=sys.stderr)
        ended = EOFError in (type(stop), type(stop.__cause__))  # Ctrl-D
        return Exit.OK if ended else Exit.INTERRUPTED
    except (BrokenPipeError, SystemExit) as stop:  # the reader, such as head, has seen enough; Typer exits over that
        if isinstance(stop, SystemExit) and not isinstance(stop.__context__, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except Exception:  # noqa: BLE001  the last line of defence
        return report_bug()
    return code if isinstance(code, int) else Exit.OK


def keep_only(arguments: list[str]) -> None:
    """Leave only the command that `arguments` begin with, where they do: Typer examines every command it knows."""
    name = arguments[0] if arguments else ""
    commands = [
        command for command in cli.registered_commands if command.callback and command.callback.__name__ == name
    ]
    groups = [group for group in cli.registered_groups if group.name == name]
    if commands or groups:
        cli.registered_commands, cli.registered_groups = commands, groups


def complain(message: str, hint: str) -> None:
    print(f"{say('Error', '오류')}: {message}", file=sys.stderr)
    if hint:
        print(hint, file=sys.stderr)


def report_bug() -> int:
    """Our fault: say so shortly, and leave the traceback in a file."""
    import tempfile
    import traceback

    trace = traceback.format_exc()
    with tempfile.NamedTemporaryFile("w", prefix="tutor-bug-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(f"tutor {__version__}, Python {sys.version}\n\n{trace}")
    complain(
        say(
            "this is a bug in the tutor, not your fault. Your answers are kept.",
            "tutor의 버그입니다. 여러분의 잘못이 아니며, 답은 저장되었습니다.",
        ),
        say(
            f"The details are in {file.name}; please report them.",
            f"자세한 내용은 {file.name}에 있습니다. 제보해 주세요.",
        ),
    )
    return Exit.BUG
