"""What all commands of the command line share: the language, the options, and the start without a command."""

import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from orchestra_tutor import __version__, settings
from orchestra_tutor.errors import TutorError, UsageError
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


def one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    """Refuse a value that is not known, and say what is near."""
    from orchestra_tutor.errors import did_you_mean
    from orchestra_tutor.shape import nearest

    if value and value not in known:
        raise UsageError(
            Text(f"{name} cannot be {value!r}.", f"{name}에 쓸 수 없는 값입니다: {value!r}"),
            did_you_mean(nearest(value, known), same(" | ".join(known))),
        )
