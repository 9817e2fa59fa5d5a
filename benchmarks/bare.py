"""What our question is compared with: questionary asks the same again and again, and keeps nothing."""

import sys

import questionary


def main() -> None:
    """Ask with the options on the command line until the program is ended."""
    while True:
        questionary.select("Your answer", sys.argv[1:]).unsafe_ask()


if __name__ == "__main__":
    main()
