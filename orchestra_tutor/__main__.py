"""`tutor` and `python -m orchestra_tutor`."""

import gc
import sys

from orchestra_tutor import __version__


def main() -> None:
    """Answer --version at once; everything else takes Typer, which takes longer to load than to run."""
    if sys.argv[1:] == ["--version"]:
        print(f"tutor {__version__}")
        return
    gc.set_threshold(50_000)  # what is loaded stays: to look for garbage among it took a tenth of the start
    from orchestra_tutor import cli

    sys.exit(cli.main())


if __name__ == "__main__":
    main()
