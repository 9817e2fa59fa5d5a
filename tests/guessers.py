"""People who know nothing, and how many items of a course they get right.

Public question banks are beaten by "pick the longest option" at 58 to 69 %. A guesser sees only the surface of the
options, in one language. `python -m tests.guessers` prints the table that the gate in test_guessers.py holds.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from orchestra_tutor.loader import load
from orchestra_tutor.questions.choice import Choice
from orchestra_tutor.text import LANGS, Lang

SHUFFLES = 40
FOLDS = 10
ABSOLUTE = re.compile(r"\b(?:always|never|only|every|all|must)\b|항상|절대|반드시|모든|오직|만 ", re.IGNORECASE)
HEDGE = re.compile(r"\b(?:may|might|can|could|some|usually|often)\b|수 있|일부|보통", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:not|no|never|without|cannot)\b|n't|않|없|못|아니", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """An item as a guesser sees it: the stem, the options as written, and (hidden from them) which one is right."""

    stem: str
    options: tuple[str, ...]
    right: int
    shown: Callable[[int], list[int]]  # seed -> the options' numbers in the order in which they are shown


def seen(choices: Iterable[Choice], lang: Lang) -> list[Seen]:
    """The items with one right option among three or more."""
    items = []
    for choice in choices:
        if choice.is_truth or len(choice.right) != 1:
            continue
        keys = [option.key for option in choice.options]

        def shown(seed: int, choice: Choice = choice, keys: Sequence[str] = keys) -> list[int]:
            order = choice.ask(Random(f"{seed}:{choice.stem.en}")).options  # each item is shuffled on its own
            return [keys.index(option.key) for option in order]

        options = tuple(choice.said(option)[lang] for option in choice.options)
        items.append(Seen(choice.stem[lang], options, keys.index(choice.right[0].key), shown))
    return items


def chance(items: list[Seen]) -> float:
    """What a blind guess gets right."""
    return float(np.mean([1 / len(item.options) for item in items]))


def by_length(items: list[Seen], pick: Callable[[Iterable[int]], int]) -> float:
    """Pick the longest or the shortest option; ties are drawn."""
    hits = []
    for item in items:
        lengths = [len(option) for option in item.options]
        wanted = pick(lengths)
        hits.append(lengths.count(wanted) ** -1 if lengths[item.right] == wanted else 0.0)
    return float(np.mean(hits))


def best_position(items: list[Seen]) -> float:
    """The best fixed position, over many shuffles as the tutor makes them."""
    places = [item.shown(seed).index(item.right) for item in items for seed in range(SHUFFLES)]
    return max(places.count(place) for place in range(5)) / len(places)


def features(item: Seen, option: int) -> list[float]:
    """The surface of an option: length, place, code, numbers, absolutes, hedges, negation, words of the stem."""
    text = item.options[option]
    lengths = [len(other) for other in item.options]
    mean = sum(lengths) / len(lengths)
    rank = sorted(lengths).index(len(text)) / (len(lengths) - 1)
    words = set(re.findall(r"\w+", text.casefold()))
    stem = set(re.findall(r"\w+", item.stem.casefold()))
    return [
        len(text) / mean,
        rank,
        abs(rank - 0.5),
        float(len(text) == max(lengths)),
        float(len(text) == min(lengths)),
        float(item.shown(0).index(option)),
        float(text.count("`") / 2),
        float(len(re.findall(r"\d+", text))),
        float(len(re.findall(r"[(),;:]", text))),
        float(bool(ABSOLUTE.search(text))),
        float(bool(HEDGE.search(text))),
        float(bool(NEGATED.search(text))),
        len(words & stem) / max(1, len(words)),
        float(max(map(len, words), default=0)),
    ]


def logistic(items: list[Seen]) -> float:
    """A logistic model on `features`, trained on nine tenths and tried on the rest; the mean over five partitions."""
    rows = np.array([features(item, at) for item in items for at in range(len(item.options))])
    groups = np.array([n for n, item in enumerate(items) for _ in item.options])
    right = np.array([at == item.right for item in items for at in range(len(item.options))])
    hits = []
    for seed in range(5):
        folds = GroupKFold(n_splits=FOLDS, shuffle=True, random_state=seed)
        for train, test in folds.split(rows, right, groups):
            model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
            model.fit(rows[train], right[train])
            sure = model.predict_proba(rows[test])[:, 1]
            for group in np.unique(groups[test]):
                own = np.flatnonzero(groups[test] == group)
                hits.append(bool(right[test][own[np.argmax(sure[own])]]))
    return float(np.mean(hits))


def far_longer(items: list[Seen]) -> float:
    """The share of items whose right option is more than 1.25 times as long as the longest wrong one."""
    far = 0
    for item in items:
        wrong = max(len(text) for at, text in enumerate(item.options) if at != item.right)
        far += len(item.options[item.right]) > 1.25 * wrong
    return far / len(items)


GUESSERS: dict[str, tuple[Callable[[list[Seen]], float], float]] = {
    "longest option": (lambda items: by_length(items, max), 0.30),
    "shortest option": (lambda items: by_length(items, min), 0.30),
    "best position": (best_position, 0.30),
    "logistic model": (logistic, 0.33),
    "right > 1.25 x longest wrong": (far_longer, 0.05),
}


def table(choices: Iterable[Choice]) -> dict[Lang, dict[str, float]]:
    """What each guesser gets right, by language."""
    choices = list(choices)
    found: dict[Lang, dict[str, float]] = {}
    for lang in LANGS:
        items = seen(choices, lang)
        found[lang] = {"items": len(items), "chance": chance(items)}
        found[lang] |= {name: guess(items) for name, (guess, _) in GUESSERS.items()}
    return found


def course_choices() -> list[Choice]:
    course, _ = load(Path(__file__).parents[1] / "content")
    assert course is not None
    return [item.question for item in course.items if isinstance(item.question, Choice)]


if __name__ == "__main__":
    rows = table(course_choices())
    print(f"{'guesser':30} {'gate':>6} {'en':>7} {'ko':>7}")
    for name in rows["en"]:
        gate = f"{GUESSERS[name][1]:.0%}" if name in GUESSERS else ""
        shown = [f"{rows[lang][name]:.1%}" if name != "items" else f"{rows[lang][name]:.0f}" for lang in LANGS]
        print(f"{name:30} {gate:>6} {shown[0]:>7} {shown[1]:>7}")
