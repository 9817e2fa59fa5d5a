"""Nothing is lost. Real processes, killed at any moment, starved of disk, and started at the same moment.

The promise: an answer whose feedback was shown is in the log, and where answers cannot be kept nothing is asked.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from orchestra_tutor.journal import Began, Review
from orchestra_tutor.question import Response
from orchestra_tutor.store import Store

TUTOR: Final = (sys.executable, "-m", "orchestra_tutor")
KILLED: Final = 200
PATIENCE: Final = 60  # seconds after which a process counts as stuck

posix_only = pytest.mark.skipif(os.name != "posix", reason="limits and users of POSIX")
AS_ROOT: Final = os.name == "posix" and os.geteuid() == 0
POWERLESS: Final = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", *TUTOR) if AS_ROOT else TUTOR
NAMELESS: Final = ("unshare", "--user", "--map-user=54321", *TUTOR)  # a user without an entry in passwd


@dataclass
class Learner:
    """Sits at a `--json` session through its pipes. `shown` holds each answer whose feedback was read, with it."""

    home: Path
    arguments: tuple[str, ...]
    session: str = ""
    shown: list[tuple[Response, dict[str, Any]]] = field(default_factory=list)
    question: dict[str, Any] = field(default_factory=dict)
    given: Response = ""
    complaint: str = ""

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            (*TUTOR, "quiz", "--json", *self.arguments),
            env={**os.environ, "TUTOR_HOME": str(self.home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.watchdog = threading.Timer(PATIENCE, self.process.kill)
        self.watchdog.start()

    def read(self) -> str:
        """The next event; empty where there is none. A line that was torn by the end of the process says nothing."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.endswith("\n"):
            return ""
        event: dict[str, Any] = json.loads(line)
        match event["event"]:
            case "session":
                self.session = event["id"]
            case "question":
                self.question = event
            case "feedback":
                self.shown.append((self.given, event))
        return str(event["event"])

    def read_until(self, *wanted: str) -> str:
        while (event := self.read()) and event not in wanted:
            pass
        return event

    def send(self, line: str) -> None:
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # it is dead; what it said before that is still to be read
            self.process.stdin.write(line)
            self.process.stdin.flush()

    def answer(self) -> str:
        """The line that answers the question that was shown."""
        self.given = some_answer(self.question)
        return json.dumps({"answer": self.given, "confidence": "think"}) + "\n"

    def end(self) -> int:
        """Read what is left, to the end; the exit code."""
        while self.read():
            pass
        _, self.complaint = self.process.communicate()
        self.watchdog.cancel()
        return self.process.returncode


def some_answer(question: Mapping[str, Any]) -> Response:
    """An answer that counts, right or wrong."""
    match question["kind"]:
        case "choice":
            return [option["key"] for option in question["options"][: question["pick"]]]
        case "order":
            return [option["key"] for option in question["options"]]
        case "match":
            return {left["key"]: question["rights"][0]["key"] for left in question["lefts"]}
        case "number":
            return "7"
        case "command":
            return "docker ps"
        case "open":
            return "It depends on what was there before."
        case "case":
            return {"looks": "", **{part: question[part][0]["key"] for part in ("cause", "fix", "verify")}}
    return "no such term at all"


def reviews_by_session(home: Path) -> dict[str, list[Review]]:
    """The answers in the log; the store is sound."""
    with closing(Store(home / "progress.db")) as store:
        assert store.check() == "ok"
        found: dict[str, list[Review]] = {}
        for entry in store.entries():
            if isinstance(entry, Review):
                found.setdefault(entry.id.rpartition("-")[0], []).append(entry)
        return found


def assert_kept(learner: Learner, reviews: list[Review]) -> None:
    """Every answer whose feedback was shown stands in the log, in order and as it was given; at most one more does."""
    kept = [(review.item, review.response, round(review.score, 4)) for review in reviews]
    shown = [(feedback["id"], given, feedback["score"]) for given, feedback in learner.shown]
    assert kept[: len(shown)] == shown
    assert len(kept) - len(shown) in (0, 1)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the course compiled in its cache, and nothing else."""
    home = tmp_path_factory.mktemp("compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTOR_HOME", str(home))
        subprocess.run((*TUTOR, "content", "list"), check=True, stdout=subprocess.DEVNULL)
    return home


@pytest.fixture
def ready(compiled: Path, home: Path) -> Path:
    """A home of a learner who has not answered anything yet."""
    return Path(shutil.copytree(compiled, home))


@dataclass(frozen=True)
class Ended:
    """What a tutor said until its end."""

    code: int
    out: str
    err: str

    def is_refused(self) -> bool:
        """An error that the person can do something about, with a hint, and not one question."""
        lines = self.err.splitlines()
        assert self.code == 1, self
        assert lines[0].startswith("Error: "), self
        assert len(lines) == 2, self  # what is wrong, and what to do
        assert "Traceback" not in self.err
        assert '"question"' not in self.out
        assert "?" not in self.out
        return True


def tutor(*arguments: str, command: tuple[str, ...] = TUTOR, said: str = "", **popen: Any) -> Ended:
    """Run the tutor to its end with `said` as its input."""
    ended = subprocess.run(
        (*command, *arguments),
        input=said,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
        **popen,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


# -- killed -------------------------------------------------------------------------------------------------------


def killed_session(home: Path, number: int) -> Learner:
    """A session that is killed: anywhere, on a feedback, on an answer, or in the middle of the line of an answer."""
    rng = random.Random(f"kill {number}")
    count = rng.randint(2, 9)
    learner = Learner(home, ("-n", str(count), "--seed", str(number)))
    answers = rng.randrange(count)  # before the one during which it dies
    moment = ("any", "shown", "sent", "half")[number % 4]
    timer = threading.Timer(rng.uniform(0.0, 0.3), learner.process.kill)
    if moment == "any":
        timer.start()
    while learner.read_until("question", "malformed") == "question":
        line = learner.answer()
        if moment == "any" or len(learner.shown) < answers:
            learner.send(line)
            continue
        match moment:
            case "shown":
                learner.send(line)
                learner.read_until("feedback")
            case "sent":
                learner.send(line)
                threading.Event().wait(rng.uniform(0.0, 0.003))
            case "half":
                learner.send(line[: len(line) // 2])
        learner.process.kill()
    assert learner.end() in (0, -signal.SIGKILL)
    timer.cancel()
    return learner


@posix_only
def test_no_answer_whose_feedback_was_shown_is_lost_when_the_tutor_is_killed(ready: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        learners = list(pool.map(killed_session, [ready] * KILLED, range(KILLED)))
    kept = reviews_by_session(ready)
    for learner in learners:
        assert_kept(learner, kept.get(learner.session, []))
    assert (
        sum(learner.process.returncode == -signal.SIGKILL for learner in learners) >= KILLED / 2
    )  # others ended first
    assert sum(len(learner.shown) for learner in learners) > KILLED


MIGRATING: Final = """
import os, signal, sqlite3, sys
from pathlib import Path
from orchestra_tutor.store import Store

left, connect = int(sys.argv[2]), sqlite3.connect

def killed(statement):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

def watched(*arguments, **options):
    db = connect(*arguments, **options)
    db.set_trace_callback(killed)
    return db

sqlite3.connect = watched
Store(Path(sys.argv[1]))
print("done")
"""
FIRST_VERSION: Final = (Path(__file__).parent / "stores" / "v1.sql").read_text("utf-8")


@posix_only
def test_an_update_that_is_killed_at_any_moment_leaves_the_old_store_or_the_new_one(tmp_path: Path) -> None:
    """Killed before its first statement, its second, and so on until it gets to the end."""
    whole: set[int] = set()
    for statements in range(200):
        path = tmp_path / str(statements) / "progress.db"
        path.parent.mkdir()
        with closing(sqlite3.connect(path)) as db:
            db.executescript(FIRST_VERSION)
        command = (sys.executable, "-c", MIGRATING, str(path), str(statements))
        ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
        with closing(sqlite3.connect(path)) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            days = db.execute("SELECT count(json_extract(body, '$.day')) FROM log WHERE kind = 'review'").fetchone()[0]
            whole.add(version)
            assert (version, "tally" in tables, "trace" in tables, days) in ((1, True, False, 0), (2, False, True, 4))
        answered = [review.item for reviews in reviews_by_session(path.parent).values() for review in reviews]
        assert answered == ["orch-host-dies", "word", "pairs", "pairs"]
        if ended.returncode == 0:
            break
    assert ended.stdout == "done\n"
    assert statements > 20
    assert whole == {1, 2}


# -- several at once ----------------------------------------------------------------------------------------------


def answer_all(learner: Learner) -> Learner:
    while learner.read_until("question", "summary") == "question":
        learner.send(learner.answer())
    return learner


@pytest.mark.parametrize("tutors", [2, 4])
def test_tutors_at_once_on_a_fresh_home_interleave_without_loss(home: Path, tutors: int) -> None:
    learners = [Learner(home, ("-n", "100", "--seed", str(n))) for n in range(tutors)]
    with ThreadPoolExecutor(tutors) as pool:
        list(pool.map(answer_all, learners))
    for learner in learners:
        assert (learner.end(), learner.complaint) == (0, "")
    kept = reviews_by_session(home)
    for learner in learners:
        assert len(learner.shown) >= 100
        assert_kept(learner, kept[learner.session])
        assert len(kept[learner.session]) == len(learner.shown)


OPENER: Final = """
import sys
from pathlib import Path
from orchestra_tutor.journal import Began
from orchestra_tutor.store import Store

name, folder, rounds = sys.argv[1:]
for number in range(int(rounds)):
    sys.stdin.readline()  # everybody starts on the same word
    store = Store(Path(folder) / str(number) / "progress.db")
    store.save([Began(f"{name}-{number}", 0.0, "quiz")])
    store.close()
    print("saved", flush=True)
"""


def test_a_store_that_many_create_and_close_at_the_same_moment_is_locked_for_nobody(home: Path) -> None:
    rounds, names = 150, ("a", "b", "c", "d")
    openers = [
        subprocess.Popen(
            (sys.executable, "-c", OPENER, name, str(home), str(rounds)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            bufsize=1,
        )
        for name in names
    ]
    for _ in range(rounds):
        for opener in openers:
            assert opener.stdin is not None
            opener.stdin.write("now\n")
        for opener in openers:
            assert opener.stdout is not None
            assert opener.stdout.readline() == "saved\n", opener.communicate()
    assert [opener.communicate() for opener in openers] == [("", "")] * len(names)
    for number in range(rounds):
        with closing(Store(home / str(number) / "progress.db")) as store:
            assert {entry.id for entry in store.entries()} == {f"{name}-{number}" for name in names}


# -- on the disk --------------------------------------------------------------------------------------------------


def test_the_disk_has_an_answer_before_its_feedback_is_written(ready: Path, tmp_path: Path) -> None:
    """Watches the system calls: a kill alone cannot tell what a power cut would find."""
    trace = tmp_path / "trace"
    command = ("strace", "-f", "-o", str(trace), "-e", "trace=read,write,fsync,fdatasync", "-s", "40", *TUTOR)
    if not shutil.which("strace") or tutor("--version", command=command).code:
        pytest.skip("no strace, or it may not trace")
    ended = tutor("quiz", "--json", "-n", "5", "--seed", "7", command=command, said='{"skip": true}\n' * 20)
    assert ended.code == 0
    synced, feedbacks = False, 0
    for line in trace.read_text("utf-8").splitlines():
        if "sync(" in line:
            synced = True
        elif 'write(1, "{\\"event\\": \\"feedback\\"' in line:
            feedbacks += 1
            assert synced, line
            synced = False
    assert feedbacks == 10  # five, and each comes back once


# -- no room ------------------------------------------------------------------------------------------------------

LIMITED: Final = """
import resource, runpy, sys
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
runpy.run_module("orchestra_tutor", run_name="__main__", alter_sys=True)
"""

ON_TMPFS: Final = """
mkdir -p "$1" && mount -t tmpfs -o size="$2" none "$1" || exit 77
kept=$3; full=$1; shift 3
"$@"; code=$?
cp -r "$full" "$kept" && exit $code
"""


def limited(size: int) -> tuple[str, ...]:
    """The tutor, but no file may grow beyond `size` bytes."""
    return (sys.executable, "-c", LIMITED, str(size))


def on_tmpfs(full: Path, size: str, kept: Path) -> tuple[str, ...]:
    """The tutor, with a disk of `size` at `full`, copied to `kept` when it ends."""
    return ("unshare", "-m", "sh", "-c", ON_TMPFS, "sh", str(full), size, str(kept), *TUTOR)


def skip_without_tmpfs(ended: Ended) -> None:
    if ended.code == 77 or "unshare" in ended.err:
        pytest.skip("no tmpfs may be mounted here")


SKIPS: Final = '{"skip": true}\n' * 500


@posix_only
@pytest.mark.parametrize("size", [0, 1, 4096, 100_000])
def test_a_disk_that_is_full_from_the_start_is_said_before_anything_is_asked(home: Path, size: int) -> None:
    assert tutor("quiz", "--json", "-n", "5", command=limited(size), said=SKIPS).is_refused()
    assert tutor("quiz", "-n", "5", command=limited(size)).is_refused()


@posix_only
@pytest.mark.parametrize("size", [0, 1, 4096, 8192, 20_000])
def test_the_same_with_a_compiled_course(ready: Path, size: int) -> None:
    assert tutor("quiz", "--json", "-n", "5", command=limited(size), said=SKIPS).is_refused()
    assert tutor("learn", "self-healing", "--json", command=limited(size), said=SKIPS).is_refused()


@posix_only
@pytest.mark.parametrize("size", [80_000, 120_000, 200_000])
def test_an_answer_that_finds_the_disk_full_gets_an_error_and_no_feedback(ready: Path, size: int) -> None:
    ended = tutor("quiz", "--json", "-n", "250", "--seed", "7", command=limited(size), said=SKIPS)
    assert_stopped_midway(ended, ready)


def assert_stopped_midway(ended: Ended, home: Path) -> None:
    """Some answers were kept and shown, one was neither, and the store goes on where there is room again."""
    events = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert ended.err.startswith("Error: Your answers cannot be kept")
    assert "TUTOR_HOME" in ended.err.splitlines()[1]
    assert events[-1]["event"] == "question"
    shown = [event["id"] for event in events if event["event"] == "feedback"]
    kept = reviews_by_session(home).get(events[0]["id"], [])
    assert shown
    assert [review.item for review in kept] == shown
    again = tutor("quiz", "--json", "-n", "3", said=SKIPS, env={**os.environ, "TUTOR_HOME": str(home)})
    assert again.code == 0
    assert len(reviews_by_session(home)) == 2


@posix_only
def test_the_same_on_a_real_disk_that_fills(compiled: Path, tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "TUTOR_HOME"}
    env |= {"XDG_DATA_HOME": str(tmp_path / "full"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    shutil.copytree(compiled / "cache", tmp_path / "cache" / "orchestra-tutor")
    command = on_tmpfs(tmp_path / "full", "200k", tmp_path / "kept")
    ended = tutor("quiz", "--json", "-n", "250", "--seed", "7", command=command, said=SKIPS, env=env)
    skip_without_tmpfs(ended)
    assert_stopped_midway(ended, tmp_path / "kept" / "orchestra-tutor")


@posix_only
@pytest.mark.parametrize("size", ["4k", "16k", "100k", "1m"])
def test_a_real_disk_that_is_full_from_the_start(tmp_path: Path, size: str) -> None:
    command = on_tmpfs(tmp_path / "full", size, tmp_path / "kept")
    env = {**os.environ, "TUTOR_HOME": str(tmp_path / "full" / "home")}
    ended = tutor("quiz", "--json", "-n", "5", command=command, said=SKIPS, env=env)
    skip_without_tmpfs(ended)
    assert ended.is_refused()


# -- no home ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [("quiz", "--json"), ("quiz",), ("learn", "self-healing", "--json"), (), ("progress", "undo")]
)
def test_a_home_below_a_file_is_refused_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "file" / "home"))
    assert tutor(*arguments, said=SKIPS).is_refused()


@contextmanager
def having_mode(path: Path, mode: int) -> Iterator[None]:
    """The file or folder with another mode, and then as it was: else nobody could remove it."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


def skip_unless_it_runs(command: tuple[str, ...]) -> None:
    if not shutil.which(command[0]) or tutor("--version", command=command).code:
        pytest.skip(f"{command[0]} does not work here")


@posix_only
@pytest.mark.parametrize("compiled_before", [False, True])
@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_home_that_may_not_be_written_is_refused_before_anything_is_asked(
    compiled: Path, home: Path, monkeypatch: pytest.MonkeyPatch, mode: int, compiled_before: bool
) -> None:
    skip_unless_it_runs(POWERLESS)
    if compiled_before:
        shutil.copytree(compiled, home)
    home.mkdir(exist_ok=True)
    with having_mode(home, mode):
        assert tutor("quiz", "--json", command=POWERLESS, said=SKIPS).is_refused()
        monkeypatch.setenv("TUTOR_HOME", str(home / "new"))
        assert tutor("quiz", "--json", command=POWERLESS, said=SKIPS).is_refused()


@posix_only
def test_a_log_that_may_not_be_written_is_refused_and_left_as_it_is(ready: Path) -> None:
    skip_unless_it_runs(POWERLESS)
    log = ready / "progress.db"
    with closing(Store(log)) as store:
        store.save([Began("a-0", 0.0, "quiz")])
    before = log.read_bytes()
    with having_mode(log, 0o444):
        assert tutor("quiz", "--json", command=POWERLESS, said=SKIPS).is_refused()
    assert log.read_bytes() == before


@posix_only
def test_a_damaged_log_that_may_not_be_moved_is_refused_and_left_as_it_is(ready: Path) -> None:
    skip_unless_it_runs(POWERLESS)
    log = ready / "progress.db"
    log.write_bytes(b"garbage")
    with having_mode(ready, 0o555):
        assert tutor("quiz", "--json", command=POWERLESS, said=SKIPS).is_refused()
    assert log.read_bytes() == b"garbage"


@posix_only
def test_who_has_no_home_at_all_is_told_to_name_one(tmp_path: Path) -> None:
    skip_unless_it_runs(NAMELESS)
    homeless = {"HOME", "TUTOR_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}
    env = {name: value for name, value in os.environ.items() if name not in homeless}
    ended = tutor("quiz", "--json", command=NAMELESS, said=SKIPS, env=env, cwd=tmp_path)
    assert ended.is_refused()
    assert "no home folder" in ended.err
    assert "TUTOR_HOME" in ended.err
    assert list(tmp_path.iterdir()) == []
    named = {**env, "TUTOR_HOME": str(tmp_path / "home")}
    assert tutor("quiz", "--json", command=NAMELESS, env=named, cwd=tmp_path).code == 0


# -- damage -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("kept", [b"", b"S", b"SQLite format 3\0", 100, 4096, 10_000, b"Dear diary, " * 1000])
def test_a_damaged_log_is_set_aside_where_the_message_says_and_the_next_start_is_fresh(
    ready: Path, kept: bytes | int, lang: str
) -> None:
    log = ready / "progress.db"
    assert tutor("quiz", "--json", "-n", "20", said=SKIPS).code == 0
    spoilt = log.read_bytes()[:kept] if isinstance(kept, int) else kept
    log.write_bytes(spoilt)
    ended = tutor("quiz", "--json", "--lang", lang, said=SKIPS)
    if not spoilt:  # as a tutor leaves it that is killed before it wrote anything
        assert ended.code == 0
        return
    assert ended.code == 1
    assert '"question"' not in ended.out
    (aside,) = ready.glob("progress-damaged-*.db")
    assert str(aside) in ended.err
    assert aside.read_bytes() == spoilt
    assert tutor("quiz", "--json", "-n", "3", said=SKIPS).code == 0
    assert len(reviews_by_session(ready)) == 1
    assert aside.read_bytes() == spoilt


def test_a_folder_in_the_place_of_the_log_is_refused_and_left_alone(ready: Path) -> None:
    (ready / "progress.db" / "inside").mkdir(parents=True)
    assert tutor("quiz", "--json", said=SKIPS).is_refused()
    assert (ready / "progress.db" / "inside").is_dir()


def test_a_log_of_a_newer_tutor_is_refused_and_left_as_it_is(ready: Path) -> None:
    assert tutor("quiz", "--json", "-n", "3", said=SKIPS).code == 0
    log = ready / "progress.db"
    with closing(Store(log)) as store:
        store._db.execute("PRAGMA user_version = 99")
    before = log.read_bytes()
    for arguments in (("quiz", "--json"), ("learn", "self-healing", "--json"), ("progress", "reset", "--yes")):
        ended = tutor(*arguments, said=SKIPS)
        assert ended.is_refused()
        assert str(log) in ended.err
    assert log.read_bytes() == before


def test_the_end_of_the_input_ends_the_session_with_all_answers_kept(ready: Path) -> None:
    ended = tutor("quiz", "--json", "-n", "9", said='{"skip": true}\n' * 4)
    events = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 0
    assert events[-1]["event"] == "summary"
    assert (events[-1]["asked"], events[-1]["complete"]) == (4, False)
    assert len(reviews_by_session(ready)[events[0]["id"]]) == 4
