"""`tutor` and `python -m orchestra_tutor`."""

import sys
from typing import NoReturn

from orchestra_tutor import __version__


def main() -> NoReturn:
    """Answer --version at once; everything else takes Typer, which takes longer to load than to run."""
    if sys.argv[1:] == ["--version"]:
        print(f"tutor {__version__}")
        sys.exit(0)
    from orchestra_tutor import cli

    sys.exit(cli.main())


if __name__ == "__main__":
    main()
