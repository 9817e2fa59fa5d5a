"""What the package says of itself."""

import tomllib
from pathlib import Path

import orchestra_tutor

ROOT = Path(__file__).parents[1]


def test_the_version_is_a_constant_that_agrees_with_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert orchestra_tutor.__version__ == project["version"]


def test_the_changelog_begins_with_this_version() -> None:
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines() if line.startswith("## ")]
    assert headings[0] == f"## {orchestra_tutor.__version__}"
