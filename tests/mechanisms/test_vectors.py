"""The mechanisms against what the real systems answer, topic by topic.

The vectors lie in tests/vectors, or in the folder that TUTOR_VECTORS names. A topic that nobody computes fails.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.mechanisms import adapt_ecs, adapt_hpa, adapt_pods, adapt_sizes, adapt_swarm

Vector = dict[str, Any]

FOLDER: Final = Path(os.environ.get("TUTOR_VECTORS") or Path(__file__).parent.parent / "vectors")
TOPICS: Final[dict[str, dict[str, Callable[[Vector], Vector]]]] = {
    "aws": {**adapt_ecs.TOPICS, **adapt_sizes.TOPICS},
    "k8s_swarm": {**adapt_hpa.TOPICS, **adapt_pods.TOPICS, **adapt_swarm.TOPICS},
}
TOLERANCES: Final = {"container_oom_score_adj": {"test_allows"}}  # what the vendor's test lets pass is no answer


def vectors() -> Iterator[tuple[str, str, Vector]]:
    """Every vector with its file and its topic."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for vector in yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)["vectors"]:
            yield path.stem, vector.get("topic") or vector["algorithm"], vector


def by_topic() -> dict[tuple[str, str], list[Vector]]:
    found: dict[tuple[str, str], list[Vector]] = defaultdict(list)
    for file, topic, vector in vectors():
        found[file, topic].append(vector)
    return found


def same(answer: Any, expected: Any) -> bool:
    """Whether an answer is the one expected: numbers to the fourth digit, the rest exactly."""
    if isinstance(expected, dict):
        return isinstance(answer, dict) and all(same(answer.get(key), value) for key, value in expected.items())
    if isinstance(expected, list):
        alike = isinstance(answer, list | tuple) and len(answer) == len(expected)
        return alike and all(same(one, other) for one, other in zip(answer, expected, strict=True))
    if isinstance(expected, bool) or not isinstance(expected, int | float) or isinstance(answer, bool):
        return bool(answer == expected and type(answer) is type(expected))
    return isinstance(answer, int | float) and answer == pytest.approx(expected, rel=1e-6, abs=1e-4)


@pytest.mark.parametrize(
    ("file", "topic", "given"), [pytest.param(*place, rows, id=place[1]) for place, rows in by_topic().items()]
)
def test_a_topic_is_answered_as_by_the_real_system(file: str, topic: str, given: list[Vector]) -> None:
    assert topic in TOPICS.get(file, {}), f"no mechanism for the topic {topic} of {file}"
    missed = []
    for vector in given:
        expected = {k: v for k, v in vector["expected"].items() if k not in TOLERANCES.get(topic, ())}
        assert expected, "a vector that expects nothing proves nothing"
        answer = TOPICS[file][topic](vector["inputs"])
        if not same(answer, expected):
            missed.append(f"{vector['id']}: {answer} instead of {expected}")
    assert not missed, f"{len(missed)} of {len(given)}: " + "\n".join(missed)


def test_no_topic_is_computed_that_has_no_vectors() -> None:
    topics = {topic for file, topic in by_topic()}
    assert topics == {topic for of_file in TOPICS.values() for topic in of_file}
