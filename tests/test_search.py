"""Search: words of either language find what they mean, slips of the finger forgiven, the best first."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from orchestra_tutor.index import Index
from orchestra_tutor.search import Hit, excerpt, search, tokens
from orchestra_tutor.text import Lang, Text
from tests.courses import compiled, copy_of_tiny, own_course


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Index]:
    with closing(compiled(tmp_path / "cache" / "course.db", copy_of_tiny(tmp_path))) as index:
        yield index


def refs(index: Index, words: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.ref) for hit in search(index, words).hits]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("quorum", ("term", "quorum")),
        ("정족수", ("term", "quorum")),  # another name of it
        ("QUO", ("term", "quorum")),  # the beginning of a word
        ("쿼", ("term", "quorum")),
        ("쿼럼을", ("term", "quorum")),  # with a particle
        ("매니저를 홀수로", ("item", "why-odd")),
        ("odd number managers", ("item", "why-odd")),
        ("followers calm", ("item", "two-duties")),  # in an answer
    ],
)
def test_words_of_either_language_find_it(tiny: Index, words: str, first: tuple[str, str]) -> None:
    assert refs(tiny, words)[0] == first


@pytest.mark.parametrize(
    ("words", "taken_for"),
    [
        ("qourum", ("quorum",)),  # swapped
        ("quorm", ("quorum",)),  # dropped
        ("quoorum", ("quorum",)),  # typed twice
        ("쿼럼", ("쿼럼",)),
        ("쿼렴", ("쿼럼",)),  # one vowel
    ],
)
def test_a_slip_of_the_finger_is_forgiven_and_said(tiny: Index, words: str, taken_for: tuple[str, ...]) -> None:
    found = search(tiny, words)
    assert (found.hits[0].kind, found.hits[0].ref) == ("term", "quorum")
    assert found.words == taken_for
    assert found.corrected == (words not in taken_for)


@pytest.mark.parametrize("typed", ["kuberntes", "Kubernetez", "쿠버네티즈", "kubernetes"])
def test_what_is_called_so_comes_first_even_when_it_is_misspelt(own_index: Index, typed: str) -> None:
    assert ("lesson", "kubernetes") in refs(own_index, typed)[:2]


@pytest.mark.parametrize(
    ("together", "apart"), [("롤링업데이트", "롤링 업데이트"), ("servicediscovery", "service discovery")]
)
def test_words_written_together_find_what_is_written_apart(own_index: Index, together: str, apart: str) -> None:
    assert refs(own_index, together)[0] == refs(own_index, apart)[0]
    assert not search(own_index, together).corrected


def test_terms_that_only_mention_a_word_do_not_bury_what_teaches_it(own_index: Index) -> None:
    for hit in search(own_index, "kubernetes").hits:
        assert hit.kind != "term" or "kubernetes" in hit.title.en.casefold()


def test_a_lesson_is_found_by_its_title_in_both_languages(own_index: Index) -> None:
    for lesson in own_course().lessons:
        for title in (lesson.title.en, lesson.title.ko):
            assert ("lesson", lesson.id) in refs(own_index, title)


def test_a_cell_is_found_by_its_mechanism_in_both_languages(own_index: Index) -> None:
    lesson = next(lesson for lesson in own_course().lessons if lesson.cells)
    for platform, cell in lesson.cells.items():
        for words in (cell.mechanism.en, cell.mechanism.ko):
            assert ("cell", f"{lesson.id}/{platform}") in refs(own_index, words)


def test_where_nothing_holds_all_words_any_of_them_will_do(tiny: Index) -> None:
    loose, strict = refs(tiny, "quorum xylophone"), refs(tiny, "quorum")
    assert set(loose) == set(strict) != set()


@pytest.mark.parametrize(
    "words", ["", "   ", "xylophone", '"', "*", "()", "NOT", "a AND", "col:x", "--", "%_", "\0", "가" * 500, "🙂"]
)
def test_nothing_and_signs_of_the_query_language_are_no_error(tiny: Index, words: str) -> None:
    assert isinstance(search(tiny, words).hits, tuple)


def test_no_more_are_found_than_wanted(own_index: Index) -> None:
    assert len(search(own_index, "a", 5).hits) == 5


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        ("Pod를", ["pod"]),
        ("파드가 재시작", ["파드", "재시작"]),
        ("정의", ["정의"]),  # no particle: a word of its own
        ("self-healing", ["self", "healing"]),
        ("\u1111\u1161\u1103\u1173", ["파드"]),  # 파드 in jamo, as some keyboards send it
    ],
)
def test_typed_words_are_cut_as_the_index_cuts_them(typed: str, cut: list[str]) -> None:
    assert tokens(typed) == cut


@pytest.mark.parametrize(
    ("words", "lang", "shown"),
    [
        ("zebra", "en", "…a b c zebra d e f"),
        ("ZEBRA", "en", "…a b c zebra d e f"),
        ("얼룩말", "ko", "…여섯 가 나 얼룩말 다 라"),
        ("nothing", "en", "one two three four fi…"),
    ],
)
def test_an_excerpt_surrounds_what_was_found(words: str, lang: Lang, shown: str) -> None:
    body = Text("one two three four five a b c zebra d e f", "하나 둘 셋 넷 다섯 여섯 가 나 얼룩말 다 라")
    assert excerpt(Hit("item", "x", Text("", ""), body), [words], lang, width=21) == shown
