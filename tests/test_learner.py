"""The person behind the traces: what foretold their answers is believed, and what they are not known for is usual."""

from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestra_tutor import fsrs
from orchestra_tutor.journal import to_dict
from orchestra_tutor.learner import KNOWN_BEFORE, USUAL, Learner, learner, recall
from orchestra_tutor.memory import MODELS, Trace, fold
from tests.helpers import answers, trace

NOBODY: Final = learner([])

stories = st.lists(
    st.sampled_from(
        ("0 right", "0 wrong", "0 right, 3 wrong", "0 wrong, 5 right, 30 right", "0 guess, 9 think, 9 wrong")
    ),
    max_size=12,
)


def simulated(n: int, seed: int, items: int = 500, days: tuple[int, ...] = (0, 1, 3, 7, 15, 40, 90)) -> list[Trace]:
    """The traces of somebody who remembers and forgets just as model `n` foretells."""
    rng, traces = Random(seed), [Trace() for _ in range(items)]
    for left in traces:
        for day in days:
            chance = believing(n, left, day) if left.asked else 0.3
            (review,) = answers(f"{day} {'sure' if rng.random() < chance else 'wrong'}")
            left.add(review.at, review.id, to_dict(review))
    return traces


def believing(n: int, left: Trace, day: int) -> float:
    return fsrs.retrievability(day - left.day, left.stabilities[n], MODELS[n].decay)


class TestWeights:
    def test_at_first_all_models_are_believed_alike(self) -> None:
        assert NOBODY.weights == pytest.approx([1 / len(MODELS)] * len(MODELS))

    @given(stories)
    def test_they_add_up_to_one(self, told: list[str]) -> None:
        weights = learner(map(trace, told)).weights
        assert sum(weights) == pytest.approx(1)
        assert all(0 <= weight <= 1 for weight in weights)

    @pytest.mark.parametrize("seed", [1, 2, 3])
    @pytest.mark.parametrize("n", range(len(MODELS)))
    def test_the_model_that_gave_the_answers_is_found(self, n: int, seed: int) -> None:
        traces = simulated(n, seed)
        few, many = learner(traces[:5]).weights, learner(traces).weights
        assert many[n] == max(many) > 0.5
        assert max(few) < max(many)

    def test_answers_of_the_first_day_say_nothing_about_the_models(self) -> None:
        assert learner([trace("0 wrong, 0 right again"), trace("0 right")]).weights == NOBODY.weights


class TestRecall:
    @given(stories.filter(bool), st.integers(0, 400))
    def test_it_is_the_mean_of_the_models_by_how_far_they_are_believed(self, told: list[str], later: int) -> None:
        traces = [trace(story) for story in told]
        person, left = learner(traces), traces[0]
        day = left.day + later
        foretold = sum(weight * believing(n, left, day) for n, weight in enumerate(person.weights))
        assert recall(left, day, person) == pytest.approx(foretold)
        assert 0 < recall(left, day + 1, person) < recall(left, day, person)

    def test_before_its_last_answer_nothing_was_forgotten_yet(self) -> None:
        assert recall(trace("9 right"), 3, NOBODY) == pytest.approx(1)


class TestTrust:
    def test_who_has_answered_nothing_is_trusted(self) -> None:
        assert NOBODY.trust == 1.0

    def test_recall_that_was_foretold_and_did_not_come_lowers_it(self) -> None:
        kept, lost = ([trace(f"0 sure, 1 {how}")] * 30 for how in ("sure", "wrong"))
        assert 0 < learner(lost).trust < 0.6
        assert learner(kept).trust > 0.9

    @given(stories)
    def test_it_is_a_part_of_one(self, told: list[str]) -> None:
        assert 0 < learner(map(trace, told)).trust <= 1


class TestCosts:
    def test_who_has_answered_nothing_is_as_people_usually_are(self) -> None:
        assert NOBODY.known == KNOWN_BEFORE
        assert NOBODY.seconds == USUAL

    @pytest.mark.parametrize(
        ("story", "kind"),
        [
            ("0 wrong {}s", "new"),
            ("0 right {}s", "known"),
            ("0 right 15s, 3 right {}s", "hit"),
            ("0 right 15s, 3 wrong {}s", "miss"),
        ],
    )
    def test_each_kind_of_answer_has_a_cost_of_its_own(self, story: str, kind: str) -> None:
        """The mean comes from the person's answers once there are many; the other kinds stay where they were."""
        slow, fast = ([trace(story.format(seconds))] * 500 for seconds in (100, 5))
        costs = {pace: learner(traces).seconds for pace, traces in (("slow", slow), ("fast", fast))}
        for name in ("new", "known", "hit", "miss"):
            difference = getattr(costs["slow"], name) - getattr(costs["fast"], name)
            assert difference == pytest.approx(95 if name == kind else 0, rel=0.03)

    def test_few_answers_change_little(self) -> None:
        assert USUAL.hit < learner([trace("0 right 15s, 3 right 37s")]).seconds.hit < USUAL.hit + 3

    def test_who_reads_feedback_longer_pays_for_it_with_every_question(self) -> None:
        quick, thorough = (learner([trace(f"0 wrong 30s, 3 right 11s +{read}s")] * 200).seconds for read in (0, 60))
        for name in ("new", "known", "hit", "miss"):
            assert getattr(thorough, name) > getattr(quick, name) + 5

    def test_who_knows_much_from_the_start_is_expected_to_know_more(self) -> None:
        knows, learns = (learner([trace(f"0 {how}")] * 30).known for how in ("sure", "guess"))
        assert 0.6 < knows < 1
        assert 0 < learns < KNOWN_BEFORE

    def test_what_was_right_just_after_its_lesson_says_nothing_about_other_lessons(self) -> None:
        assert learner([trace("0 right taught")] * 30).known == pytest.approx(KNOWN_BEFORE)


def test_the_person_is_the_same_whichever_machine_wrote_first() -> None:
    log = [review for item in "abc" for review in answers("0 wrong 20s, 2 right 8s, 9 wrong 30s", item, item)]
    there, here = fold(log), fold(reversed(log))
    assert person(there.traces) == person(here.traces)


def person(traces: dict[str, Trace]) -> Learner:
    return learner(traces[item] for item in sorted(traces))
