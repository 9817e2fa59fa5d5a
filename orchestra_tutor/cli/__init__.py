"""The command line: arguments in, exit code out. Every command imports what it needs inside its body.

Only the module of the command that was asked for is loaded: a start is a feature.
"""

import os
import sys
from importlib import import_module
from io import StringIO, TextIOWrapper
from typing import Final

import typer

from orchestra_tutor import __version__
from orchestra_tutor.cli.common import LANG, ClickUsageError, cli, say
from orchestra_tutor.errors import Exit, TutorError, UsageError

MODULES: Final = {
    "study": ("learn", "quiz", "review", "plan", "drill", "interview"),
    "reference": ("search", "compare", "grid", "stats", "notebook", "glossary", "calc", "doctor"),
    "progress": ("progress",),
    "export": ("export",),
    "content": ("content",),
    "config": ("config",),
}


def load(name: str = "") -> typer.Typer:
    """The command line with the module of the command `name`, or with all where there is no such."""
    for module in [module for module, names in MODULES.items() if name in names] or MODULES:
        import_module(f"{__name__}.{module}")
    return cli


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
    load(name)
    commands = [
        command for command in cli.registered_commands if command.callback and command.callback.__name__ == name
    ]
    groups = [group for group in cli.registered_groups if group.name == name]
    if commands or groups:
        cli.registered_commands, cli.registered_groups = commands, groups


def complain(message: str, hint: str) -> None:
    """Say on standard error what is wrong and what to do; a terminal gets no word cut in two."""
    for words in filter(None, (f"{say('Error', '오류')}: {message}", hint)):
        if sys.stderr is not None and sys.stderr.isatty():
            from rich.console import Console

            Console(stderr=True).print(words, highlight=False, markup=False, emoji=False)
        else:
            print(words, file=sys.stderr)


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
