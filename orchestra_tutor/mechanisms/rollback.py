"""Rollback of a Swarm service: which spec is active after updates and rollbacks.

Source: https://docs.docker.com/reference/cli/docker/service/rollback/ and, in moby/swarmkit,
manager/controlapi/service.go (UpdateService) and manager/orchestrator/update/updater.go (rollbackUpdate).
"""

import re
from collections.abc import Sequence
from typing import Final

from orchestra_tutor.mechanism import Input, Mechanism, Reader, Worked, listed
from orchestra_tutor.text import Text, same

SOURCE: Final = "https://docs.docker.com/reference/cli/docker/service/rollback/"

# Whether it exchanges the two specs, so that a second one goes forward again, or leaves no previous one.
ROLLBACKS: Final = {"rollback": True, "automatic rollback": False}


def history(steps: Sequence[str]) -> tuple[tuple[str, str | None], ...]:
    """The active spec and the previous one after each step: "create A", "update B" or one of ROLLBACKS.

    One previous spec is kept.
    """
    states: list[tuple[str, str | None]] = []
    for number, step in enumerate(steps):
        verb, _, name = step.partition(" ")
        if (verb == "create") is not (number == 0):
            raise ValueError("steps: create comes first, and once")
        active, previous = states[-1] if states else ("", None)
        if verb in {"create", "update"}:
            states.append((name, active or None))
        elif step not in ROLLBACKS:
            raise ValueError(f"step: not {step!r}")
        elif previous is None:
            raise ValueError("no previous spec")
        else:
            states.append((previous, active if ROLLBACKS[step] else None))
    return tuple(states)


def active_spec(steps: Sequence[str]) -> str:
    """The spec that is active in the end."""
    return history(steps)[-1][0]


def _active_spec(steps: tuple[str, ...]) -> Worked:
    states = history(steps)
    value = states[-1][0]
    told = "; ".join(
        f"{step} → {active} ({previous or '–'})" for step, (active, previous) in zip(steps, states, strict=True)
    )
    each = Text("Active spec (previous spec): {told}.", "활성 스펙 (이전 스펙): {told}").fill(told=told)
    return Worked(value, (each, Text("Active in the end: {value}.", "마지막 활성 스펙: {value}").fill(value=value)))


def _steps() -> Reader:
    """Reads `create A, update B, rollback`, where there is something to roll back to."""
    spec = r"(?:create|update) [A-Za-z0-9]{1,12}"
    example = "create A, update B, rollback"

    def step(text: str) -> str:
        if text not in ROLLBACKS and re.fullmatch(spec, text) is None:
            raise ValueError(text)
        return text

    many = listed(Reader(step, same(example)))

    def read(text: str) -> tuple[str, ...]:
        steps: tuple[str, ...] = many.read(text)
        if len(steps) > 8:
            raise ValueError(text)
        history(steps)
        return steps

    return Reader(read, Text(f"steps that can be taken, such as {example}", f"가능한 단계, 예: {example}"))


MECHANISMS: Final = {
    "active_spec": Mechanism(
        Text("The spec after rollbacks", "롤백 뒤의 스펙"),
        (Input("steps", _steps(), Text("what was done, in order", "차례대로 한 일")),),
        _active_spec,
        SOURCE,
    ),
}
