"""An answer in free words as sentences, in a form in which what means the same looks the same.

English words are stems, without articles. Korean is taken apart into its letters (jamo), so that a verb stem is the
beginning of its inflections: 늘리 of 늘린다 and 늘립니다. Every sentence knows what in it is denied.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from orchestra_tutor.value import dataclass


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What is spoken in whole sentences has such words; a list of keywords has hardly any.
_GLUE_EN: Final = _words(
    """a about after all also am an and another any are as at be because been before being both but by can could did do
    does each else even every for from get gets give had has have how i if in instead into is it its just keep keeps
    let lets like make makes many may means might more most much must need needs never no nor not of on once one only
    onto or other our out over own per run runs same set should since so some still stop such take takes than that
    the their them then there these they this those through to too under unless until up use used uses using via want
    was we were what when where whether which while who will with within without would you your themselves itself
    something go come work mean show tell call put take happen"""
)
_GLUE_KO: Final = re.compile(
    r"(?:은|는|이|가|을|를|에|에서|에게|로|와|과|의|도|만|다|요|고|며|면|서|지만|데|까|까지|부터|함|됨|음|임|죠|지|야|려|게|때"
    r"|한|된|할|될|인|던|해|돼|져|려|와|워|라|니|나|면서|마다|보다|처럼|하기|되기|있기|없기)$"
)
_NOUNS_KO: Final = ("역할", "게이트웨이", "중지")  # that end as particles and endings do
WORDS: Final = ("latin", "hangul", "denied")
LEAST_GLUE_OF_LISTS: Final = 0.3  # where a few words stand between commas; some nouns end as particles do
LONGEST_ENTRY: Final = 3  # words of an entry of a list
SHORTEST: Final = 4  # words of a sentence that has none of these and still says something
LEAST_GLUE: Final = 0.2  # of the words, in what is said rather than listed

_TOKEN: Final = re.compile(
    r"(?P<denied>[A-Za-z]+n['’]t\b|\b(?:can|does|do|is|are|was|wo|did)nt\b|\bcannot\b)"
    r"|(?P<latin>[A-Z]{2,}s?(?![a-z])|[A-Z]?[a-z]+|[A-Z])"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<hangul>[가-힣]+)"
    r"|(?P<percent>%)"
    r"|(?P<pause>[,;:()\[\]–—→]|->)"
)
_SENTENCE_END: Final = re.compile(r"(?<!\be\.g)(?<!\bi\.e)[.!?。]+(?=\s|$)|\n+")
ARTICLES: Final = _words("a an the")
_BEGINS_CLAUSE: Final = _words(
    "and but while whereas because although though so since unless if when where which who then plus however"
)
_ENDS_CLAUSE: Final = re.compile(
    r"(?:고|며|지만|는데|은데|한데|인데|텐데|[아어해여라와려져돼나면워]서|니까|때문에|이라|면|므로|거나|도록|려고|때)$"
)
_DENIES: Final = _words("not no never without neither nor none nobody nothing unable lack lacks unlike")
_DENIES_WITH: Final = {"fails": "to", "fail": "to", "instead": "of", "rather": "than"}
_AFFIRMS_AFTER: Final = _words("only just merely simply matter")  # "not only"
_DENIES_BEFORE: Final = re.compile(
    r"없|않|아니|아닌|아닙|아님|불가능|금지|불필요|^(?:말고|대신|제외(?:하고|하면|한|)$)|지마"
)
_DENIES_NOUN: Final = re.compile(
    r"(?:않은|않는|못한|못하는|없는|없을|없이|아닌|안된)$"
)  # 스케줄되지 못한 파드: nothing else is denied
_LIGHT: Final = re.compile(r"[하합해했한할함되됩돼됐된될됨]")  # 안 합니다, 못 해요: what goes before it is denied
_HELPS: Final = re.compile(r"^(?:주|두|놓|내)(?:지|진|지는|지도)$")  # 지켜 주지 못한다: the keeping is denied
_DENIES_AROUND: Final = re.compile(r"^(?:안|못)$|^안[되됩된돼]|^못[하합해한했]")
_REPORTS: Final = re.compile(
    r"(?i)\b(?:misconception|myth|(?<!by )mistake|mistaken|(?<!go )(?<!goes )(?<!going )(?<!went )(?<!thing is )wrong|"
    r"wrongly|(?<!=)false|I(?:'ve| have)? heard|"
    r"(?:people|some|many|most|juniors|beginners) (?:\w+ )?(?:think|say|believe|assume))\b"
    r"|오해|착각|틀린|틀렸|잘못 ?(?:알|생각|이해|믿|된 (?:생각|믿음|설명))|라고들|[가-힣]다고들|다고 들었"
    r"|[라다]고 생각(?![해합한])|(?:사람|분)들[이은] .*(?:생각|믿|알고)"
)
_TAKES_BACK: Final = re.compile(
    r"(?i)\s*(?:but )?(?:that|this|it)(?:'s| is) (?:a myth|wrong|false|not (?:true|so|the case))"
    r"|\s*(?:하지만 )?(?:그건|이건|이는|그것은|그렇지) ?(?:사실이 )?(?:오해|아니|않|틀)"
)


class Token(NamedTuple):
    """A word of the text: what it is compared by, and where it stands."""

    form: str
    raw: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """`form` begins with a space before each word; `places` has start and end in the text for each of its letters.

    `clauses` are the places where clauses begin, `denied` the stretches of `form` that are denied. `listed` says that
    these are keywords rather than a sentence, `reported` that it tells what others believe, or asks.
    """

    form: str
    places: tuple[tuple[int, int], ...]
    clauses: tuple[int, ...]
    denied: tuple[tuple[int, int], ...]
    listed: bool
    reported: bool

    def place(self, at: int) -> tuple[int, int]:
        """Where in the text the letter `at` of the form stands; a space belongs to the word after it."""
        return self.places[at + 1 if self.form[at] == " " else at]

    def clause(self, at: int) -> int:
        """The number of the clause in which the place `at` of the form lies."""
        return sum(start <= at for start in self.clauses)

    def is_denied(self, start: int, end: int) -> bool:
        return any(first <= start and end <= last for first, last in self.denied)


def clean(text: str) -> str:
    """The text as the places of what was heard count it: letters typed by any keyboard are the same."""
    return unicodedata.normalize("NFKC", text)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text that was made clean."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    for start, end in pairwise([0, *ends, len(text)]):
        tokens = list(tokens_of(text[start:end], start))
        if any(token.kind != "pause" for token in tokens):
            yield _sentence(tokens, text[start:end], taken_back=bool(_TAKES_BACK.match(text, end)))


def tokens_of(text: str, offset: int = 0) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        kind, raw = found.lastgroup or "", found[0]
        forms = {"denied": "not", "percent": "percent", "number": raw.replace(",", ""), "pause": ""}
        if kind == "latin":
            several = len(raw) > 2 and raw[-1] == "s" and raw[:-1].isupper()  # IPs
            form = stem((raw[:-1] if several else raw).lower())
        elif kind == "hangul":
            form = unicodedata.normalize("NFD", raw)
        else:
            form = forms[kind]
        yield Token(form, raw, offset + found.start(), offset + found.end(), kind)


@cache
def stem(word: str) -> str:
    """The stem of an English word, by Snowball's algorithm."""
    return word if len(word) <= 3 else _stemmer().stemWord(word)


@cache
def _stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN202  the library has no types
    from snowballstemmer import EnglishStemmer  # type: ignore[import-untyped]

    return EnglishStemmer()


def _sentence(tokens: list[Token], raw: str, taken_back: bool) -> Sentence:
    form, places, clauses, spans = "", list[tuple[int, int]](), [0], list[tuple[Token, int, int]]()
    for token, following in pairwise([*tokens, None]):
        assert token is not None
        lower = token.raw.lower()
        if token.kind == "pause" or (token.kind == "latin" and lower in _BEGINS_CLAUSE):
            clauses.append(len(form))
        if token.kind == "pause" or lower in ARTICLES:
            continue
        start = len(form)
        form += f" {token.form}"
        places += [(token.start, token.end), *_places(token)]
        spans.append((token, start, len(form)))
        if token.kind == "hangul" and _ENDS_CLAUSE.search(token.raw) and not _goes_on(token, following):
            clauses.append(len(form))
    bounds = [*sorted(set(clauses)), len(form)]
    denied = [stretch for first, last in pairwise(bounds) for stretch in _denied(spans, first, last)]
    reported = taken_back or bool(_REPORTS.search(raw)) or raw.rstrip().endswith("?")
    return Sentence(form, tuple(places), tuple(bounds[:-1]), tuple(denied), _is_listed(tokens, raw), reported)


def _goes_on(token: Token, following: Token | None) -> bool:
    """Whether the clause goes on: of 삭제하면 안 된다 it is the deleting that is denied."""
    return token.raw.endswith("면") and following is not None and following.raw[0] in "안못"


def _is_listed(tokens: list[Token], raw: str) -> bool:
    """Whether these are keywords: hardly a word holds them together, and it is no short sentence with its full stop."""
    before = {token.end for token in tokens}  # maxSurge is one word of two tokens
    words = [token for token in tokens if token.kind in WORDS and (token.kind != "latin" or token.start not in before)]
    pauses = sum(token.raw in ",;" for token in tokens)
    least = LEAST_GLUE_OF_LISTS if LONGEST_ENTRY * (pauses + 1) >= len(words) > LONGEST_ENTRY else LEAST_GLUE
    if re.search(r"\s=\s", raw) or sum(map(_is_glue, words)) >= least * len(words):
        return False
    return pauses > 0 or len(words) < SHORTEST or not raw.rstrip().endswith(".")


def _places(token: Token) -> list[tuple[int, int]]:
    """The place of every letter of the form: a Korean letter stands where its syllable stands."""
    if token.kind != "hangul":
        return [(token.start, token.end)] * len(token.form)
    return [
        (token.start + n, token.start + n + 1)
        for n, syllable in enumerate(token.raw)
        for _ in unicodedata.normalize("NFD", syllable)
    ]


def _is_glue(token: Token) -> bool:
    if token.kind == "hangul":
        return bool(_GLUE_KO.search(token.raw)) and not token.raw.endswith(_NOUNS_KO)
    return token.kind == "denied" or token.form in _glue()


@cache
def _glue() -> frozenset[str]:
    """The stems of the words that hold sentences together."""
    return frozenset(map(stem, _GLUE_EN))


def _denied(spans: list[tuple[Token, int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """What is denied in the clause: in English what follows the negation, in Korean what goes before it."""
    clause = [span for span in spans if first <= span[1] < last]
    for n, (token, start, end) in enumerate(clause):
        following = clause[n + 1][0].raw.lower() if n + 1 < len(clause) else ""
        word = token.raw.lower()
        if token.raw == "Not" and n + 1 < len(clause) and clause[n + 1][0].start == token.end:
            continue  # NotReady is a name
        if token.kind == "denied" or (token.kind == "latin" and word in _DENIES):
            if following not in _AFFIRMS_AFTER:
                yield start, last
        elif _DENIES_WITH.get(word) == following and following:
            yield start, last
        elif token.kind == "hangul" and _DENIES_NOUN.search(token.raw) and following:
            yield clause[max(0, n - 1)][1], end
        elif token.kind == "hangul" and _DENIES_AROUND.search(token.raw):
            alone = len(token.raw) == 1 and not _LIGHT.match(following)  # 안 늘린다; but 늘리지 못한다, 롤백은 안 된다
            begin = n - 2 if n > 1 and _HELPS.search(clause[n - 1][0].raw) else n - 1
            yield (start, clause[min(n + 1, len(clause) - 1)][2]) if alone else (clause[max(0, begin)][1], end)
        elif token.kind == "hangul" and _DENIES_BEFORE.search(token.raw):
            before = clause[n - 1][0].raw if n else ""
            on_behalf = token.raw == "대신" and before.endswith(("을", "를", "이", "가"))  # 트래픽을 대신 받는다
            if not (before.endswith(("뿐", "뿐만")) or token.raw.startswith("뿐") or on_behalf):
                yield first, end
