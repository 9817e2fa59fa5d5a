"""`python -m benchmarks`: a table of what was promised, what was measured, and whether that is kept."""

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.rows import ROWS, Row


def main() -> None:
    """Measure the rows that are wanted and print all of them."""
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="tutor-benchmarks-") as folder:
        bench = Bench(Path(folder), options.runs)
        found = {name: row.measure(bench) for name, row in ROWS.items() if name in (options.only or ROWS)}
    if options.json:
        print(json.dumps([as_dict(name, row, found.get(name)) for name, row in ROWS.items()], indent=2))
    else:
        print(f"x is times `python -I -c pass`, or what the row names: the median over {options.runs} pairs of runs.\n")
        print(f"{'':10} {'what':58} {'goal':>9} {'measured':>9}")
        for name, row in ROWS.items():
            print(line(name, row, found.get(name)))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=31, help="pairs of runs a row (default: %(default)s)")
    parser.add_argument("--only", action="append", choices=ROWS, metavar="NAME", help=f"{' | '.join(ROWS)}; repeatable")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def line(name: str, row: Row, measured: float | None) -> str:
    goal = f"≤ {row.goal:g} {row.unit}"
    if measured is None:
        return f"{name:10} {row.what:58} {goal:>9} {'-':>9}"
    return f"{name:10} {row.what:58} {goal:>9} {f'{measured:.2f} {row.unit}':>9}  {verdict(row, measured)}"


def verdict(row: Row, measured: float) -> str:
    return "ok" if measured <= row.goal else "miss"


def as_dict(name: str, row: Row, measured: float | None) -> dict[str, str | float | None]:
    kept = None if measured is None else verdict(row, measured)
    return {
        "name": name,
        "what": row.what,
        "goal": row.goal,
        "unit": row.unit,
        "measured": measured,
        "verdict": kept,
    }


if __name__ == "__main__":
    main()
