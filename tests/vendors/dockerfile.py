"""Dockerfiles, held against the instructions of the Dockerfile reference (docs.docker.com/reference/dockerfile)."""

import json
import re
from collections.abc import Iterator
from typing import Final

INSTRUCTIONS: Final = {
    *("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "ONBUILD", "RUN"),
    *("SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
}
FLAGS: Final = {
    "ADD": {"--chmod", "--chown", "--checksum", "--exclude", "--keep-git-dir", "--link", "--unpack"},
    "COPY": {"--chmod", "--chown", "--exclude", "--from", "--link", "--parents"},
    "FROM": {"--platform"},
    "HEALTHCHECK": {"--interval", "--retries", "--start-interval", "--start-period", "--timeout"},
    "RUN": {"--device", "--mount", "--network", "--security"},
}


def faults(code: str) -> Iterator[str]:
    """What no build would read."""
    for line in code.replace("\\\n", " ").splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] not in INSTRUCTIONS:
            yield f"a Dockerfile has no instruction {words[0]}"
            continue
        leading = re.match(r"\w+((?: +--[^ ]+)*)", line)
        for flag in re.findall(r"--[a-z-]+", leading[1] if leading else ""):
            if flag not in FLAGS.get(words[0], ()):
                yield f"{words[0]} has no flag {flag}"
        if "[" in line and words[0] in ("CMD", "ENTRYPOINT", "SHELL"):
            yield from _no_list(line[line.index("[") :])


def _no_list(written: str) -> Iterator[str]:
    try:
        json.loads(written)
    except ValueError:
        yield f"no JSON list, so a shell would run it: {written}"
