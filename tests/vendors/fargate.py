"""The sizes of tasks on Fargate, as the model of ECS describes them: up to 16 vCPU; the rest it leaves to the guide."""

import re
from functools import cache

from tests.vendors import aws


@cache
def sizes() -> dict[float, frozenset[float]]:
    """The memory in GB that a task may have, by its vCPU."""
    told = aws.plain(aws.shape("ecs.RegisterTaskDefinitionRequest.memory").documentation)
    rows = re.findall(r"((?:\d+ \(|Between )[^-]*?) ?- Available cpu values: \d+ \((\d*\.?\d+) vCPU\)", told)
    assert len(rows) >= 7, told
    return {float(cpu): _memory(said) for said, cpu in rows}


def _memory(said: str) -> frozenset[float]:
    """`512 (0.5 GB), 1024 (1 GB)`, or `Between 16 GB and 60 GB in 4 GB increments`."""
    listed = [float(amount) for amount in re.findall(r"(\d*\.?\d+) ?GB", said)]
    if not said.startswith("Between"):
        return frozenset(listed)
    least, most, step = (int(amount) for amount in listed)
    return frozenset(float(amount) for amount in range(least, most + 1, step))
