"""What a person does at the tutor: the home screen, a lesson, a quiz. Wires sessions to a front end."""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any, Final

from orchestra_tutor import __version__, settings
from orchestra_tutor.app import App, new_id, new_seed, run
from orchestra_tutor.course import Check
from orchestra_tutor.errors import Exit, TutorError, UsageError
from orchestra_tutor.index import LessonRow, Wanted, excerpt
from orchestra_tutor.journal import Undo
from orchestra_tutor.sessions.session import Ask, Session
from orchestra_tutor.sessions.views import SummaryView
from orchestra_tutor.text import Lang, Text
from orchestra_tutor.ui import render
from orchestra_tutor.ui.document import Gap, Heading, Part, Prose
from orchestra_tutor.ui.plain import Plain, printable

TITLE: Final = Text("Container orchestration, for your interview", "컨테이너 오케스트레이션 면접 준비")
DONE: Final = Text("Lessons finished: {done} of {all}", "끝낸 레슨: {all}개 중 {done}개")
ANSWERED: Final = Text("Answers so far: {asked}, right {percent}%", "지금까지 답한 문제: {asked}개, 정답률 {percent}%")
FRESH: Final = Text(
    "Learn lesson by lesson, or find out in a quiz what you know already.",
    "레슨을 하나씩 배우거나, 퀴즈로 무엇을 아는지 먼저 확인해 보세요.",
)
GO_ON: Final = Text("Lesson: {title} ({minutes} min)", "레슨: {title} ({minutes}분)")
RESUME: Final = Text("Go on: {title}, step {step} of {steps}", "이어서: {title}, {step}/{steps}단계")
QUIZ: Final = Text("Quiz: 10 mixed questions", "퀴즈: 섞은 문제 10개")
PICK: Final = Text("Pick a lesson", "레슨 고르기")
LANGUAGE: Final = Text("한국어", "English")
LEAVE: Final = Text("Quit", "끝내기")
BACK: Final = Text("Back", "돌아가기")
WHICH: Final = Text("Which lesson?", "어느 레슨인가요?")
WHAT_NOW: Final = Text("What now?", "무엇을 할까요?")
TYPE: Final = Text("Type: {command}", "입력: {command}")
NAME_A_LESSON: Final = Text("Say which lesson.", "레슨 이름을 알려 주세요.")
LESSONS: Final = Text("Lessons: {names}", "레슨: {names}")
ABOUT: Final = Text("{kind} · {minutes} min", "{kind} · {minutes}분")
KINDS: Final[dict[str, Text]] = {
    "foundation": Text("foundation", "기초"),
    "feature": Text("feature", "기능"),
    "tool": Text("tool", "도구"),
    "launch-type": Text("launch type", "시작 유형"),
    "comparison": Text("comparison", "비교"),
}
OBJECTIVES: Final = Text("After this lesson you can", "이 레슨을 마치면 할 수 있는 것")
RESUMED: Final = Text(
    "You go on where you left. b goes back.", "지난번에 멈춘 곳에서 이어 갑니다. b를 누르면 이전으로 갑니다."
)
LEARNT: Final = Text("What you learnt", "배운 내용")
NEXT_LESSON: Final = Text("Next lesson: {title}. Start it?", "다음 레슨: {title}. 시작할까요?")
NEXT_TYPE: Final = Text("Next lesson: {title} (tutor learn {id})", "다음 레슨: {title} (tutor learn {id})")
YES: Final = Text("start", "시작")
NO: Final = Text("not now", "나중에")
EXAM: Final = Text(
    "Exam: {count} questions, {minutes} minutes. No feedback until the end.",
    "시험: {count}문제, {minutes}분. 피드백은 끝난 뒤에 나옵니다.",
)
HITS: Final[dict[str, Text]] = {
    "lesson": Text("Lesson", "레슨"),
    "item": Text("Question", "문제"),
    "term": Text("Term", "용어"),
}
NOTHING_FOUND: Final = Text("Nothing found for {words!r}.", "{words!r}에 대한 결과가 없습니다.")
FEWER: Final = Text(
    "Try fewer or shorter words, in English or Korean.", "더 적거나 짧은 단어로, 영어나 한국어로 찾아 보세요."
)
UNDONE: Final = Text("Taken back: {stem}", "되돌렸습니다: {stem}")
NOTHING_TO_UNDO: Final = Text("There is no answer to take back.", "되돌릴 답이 없습니다.")
NOTHING_YET: Final = Text("Answer something first: tutor quiz", "먼저 문제를 풀어 보세요: tutor quiz")
SURE_TO_RESET: Final = Text("Forget all your answers and lessons?", "모든 답과 레슨 기록을 지울까요?")
SAY_YES: Final = Text("Add --yes; a backup is kept.", "--yes를 붙이세요. 백업은 남습니다.")
KEPT: Final = Text("Nothing was changed.", "아무것도 바꾸지 않았습니다.")
FORGOTTEN: Final = Text("Forgotten. The backup is {path}", "지웠습니다. 백업: {path}")
ALL_WELL: Final = Text("All is well.", "이상 없습니다.")
COUNTS: Final = Text("{lessons} lessons, {items} items", "레슨 {lessons}개, 문제 {items}개")
ANSWERS: Final = Text("{count} answers, all readable", "답 {count}개, 모두 읽을 수 있음")
NOT_WELL: Final = Text("The progress file is damaged: {why}.", "학습 기록 파일이 손상되었습니다: {why}.")
KEEP_A_COPY: Final = Text("Keep a copy of {path} before you go on.", "계속하기 전에 {path}의 사본을 보관하세요.")
ENTER: Final = Text("Enter", "엔터")


class Visit:
    """One start of the tutor: the app, the language, and how the person is talked to."""

    def __init__(self, app: App, lang: Lang, plain: bool = False, json: bool = False) -> None:
        self.app = app
        self.lang: Lang = lang
        self.plain = plain
        self.json = json

    @property
    def on_terminal(self) -> bool:
        """Whether a person sits at a terminal that can draw: then questionary asks, else lines are read."""
        simple = self.plain or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM", "dumb") == "dumb"
        return not self.json and not simple and sys.stdin.isatty() and sys.stdout.isatty()

    def front(self) -> Any:
        if self.json:
            from orchestra_tutor.ui.jsonl import Jsonl

            return Jsonl(self.lang, self.app.index, self.app.clock)
        if self.on_terminal:
            from orchestra_tutor.ui.terminal import Terminal

            return Terminal(self.lang, self.app.index, self.app.clock)
        return Plain(self.lang, self.app.index, self.app.clock, waits=sys.stdin.isatty())

    # -- home ---------------------------------------------------------------------------------------------------

    def home(self) -> None:
        """What is known and what comes next; on a terminal a menu, until the person leaves."""
        while True:
            if not self.on_terminal:
                self.front().say([*self.standing(), Gap(), *self.commands()])
                return
            front = self.front()
            front.say([Gap(), *self.standing(), Gap()])
            following = self.next_lesson()
            labels = [("learn", self.going_on(following)[self.lang])] if following else []
            labels += [("quiz", QUIZ[self.lang]), ("pick", PICK[self.lang])]
            labels += [("lang", LANGUAGE[self.lang]), ("quit", LEAVE[self.lang])]
            numbered = [(value, f"{n}) {label}") for n, (value, label) in enumerate(labels, 1)]
            chosen = front.menu(WHAT_NOW[self.lang], numbered, ["l", "q"])
            if chosen in ("quit", "q"):
                return
            if chosen in ("lang", "l"):
                self.lang = "en" if self.lang == "ko" else "ko"
                settings.save(self.app.places.settings, "lang", self.lang)
            elif chosen == "quiz":
                self.quiz(Wanted(), 10, new_seed(), None)
            elif chosen == "pick":
                self.learn(self.pick_lesson(front))
            elif following:
                self.learn(following.id)

    def standing(self) -> Iterator[Part]:
        lessons, known = self.app.index.lessons(), self.app.store.standing()
        done = sum(known.places.get(row.id, (0, False))[1] for row in lessons)
        asked = sum(tally.asked for tally in known.tallies.values())
        correct = sum(tally.correct for tally in known.tallies.values())
        yield Heading(TITLE[self.lang])
        yield Gap()
        yield Prose(DONE.fill(done=done, all=len(lessons))[self.lang])
        if asked:
            percent = render.percent(correct / asked)
            yield Prose(ANSWERED.fill(asked=asked, percent=percent)[self.lang])
        else:
            yield Prose(FRESH[self.lang])

    def commands(self) -> Iterator[Part]:
        """What to type where there is no menu."""
        following = self.next_lesson()
        if following:
            yield Prose(self.going_on(following)[self.lang], lead="- ")
            yield Prose(TYPE.fill(command=f"tutor learn {following.id}")[self.lang], lead="  ")
        yield Prose(QUIZ[self.lang], lead="- ")
        yield Prose(TYPE.fill(command="tutor quiz")[self.lang], lead="  ")

    def next_lesson(self) -> LessonRow | None:
        """The lesson that was begun last and not finished, else the first that was not."""
        places = self.app.store.standing().places
        lessons = self.app.index.lessons()
        begun = [row for row in lessons if places.get(row.id, (0, False))[0] > 0]
        fresh = [row for row in lessons if not places.get(row.id, (0, False))[1]]
        return next(iter([*begun, *fresh]), None)

    def going_on(self, row: LessonRow) -> Text:
        step = self.app.store.place(row.id)[0]
        if step:
            return RESUME.fill(title=row.title, step=min(step + 1, row.steps), steps=row.steps)
        return GO_ON.fill(title=row.title, minutes=row.minutes)

    def summary_json(self) -> dict[str, Any]:
        known, lessons, following = self.app.store.standing(), self.app.index.lessons(), self.next_lesson()
        return {
            "lessons": len(lessons),
            "finished": sum(known.places.get(row.id, (0, False))[1] for row in lessons),
            "asked": sum(tally.asked for tally in known.tallies.values()),
            "correct": sum(tally.correct for tally in known.tallies.values()),
            "next": following.id if following else None,
        }

    # -- learn --------------------------------------------------------------------------------------------------

    def learn(self, lesson: str | None) -> None:
        """Walk a lesson, then the next where the person wants to."""
        while lesson is None or lesson:
            if lesson is None:
                lesson = self.pick_lesson(self.front()) if self.on_terminal else self.refuse_no_lesson()
                continue
            self.app.known_lesson(lesson)
            if not self.json and not sys.stdout.isatty():
                self.print_lesson(lesson)
                return
            lesson = self.walk(lesson)

    def pick_lesson(self, front: Any) -> str:
        """The id of a lesson, or nothing where the person thinks better of it."""
        places = self.app.store.standing().places
        labels = []
        for n, row in enumerate(self.app.index.lessons(), 1):
            mark = " ✓" if places.get(row.id, (0, False))[1] else ""
            labels.append((row.id, f"{n:2}) {row.title[self.lang]}{mark}"))
        picked: str = front.menu(WHICH[self.lang], [*labels, ("q", f" q) {BACK[self.lang]}")], ["q"])
        return "" if picked == "q" else picked

    def refuse_no_lesson(self) -> str:
        names = ", ".join(row.id for row in self.app.index.lessons())
        raise UsageError(NAME_A_LESSON, LESSONS.fill(names=names))

    def walk(self, lesson: str) -> str:
        """One lesson to its end; returns the next one if it is to follow."""
        session, at = self.app.lesson_session(lesson), self.app.store.place(lesson)[0]
        front = self.front()
        following = self.app.index.lesson_after(lesson)
        if self.json:
            front.write("session", id=session.id, mode="learn", lesson=lesson, of=len(session.stops), at=at + 1)
        else:
            front.say([Gap(), *self.opening(lesson, resumed=at > 0), *([] if self.on_terminal else [Gap()])])
        _, end = run(session, front, self.app.store.save, at)
        self.lang = front.lang
        notes = self.app.index.notes(lesson)
        if self.json:
            takeaways = [text[self.lang] for text in notes.takeaways] if end.reached_end else []
            front.write("lesson", lesson=lesson, takeaways=takeaways, next=following.id if following else None)
            return ""
        if not end.reached_end:
            return ""
        front.say(
            [Heading(LEARNT[self.lang]), Gap(), *(Prose(t[self.lang], lead="- ") for t in notes.takeaways), Gap()]
        )
        if not following:
            return ""
        if not self.on_terminal:
            front.say([Prose(NEXT_TYPE.fill(title=following.title, id=following.id)[self.lang])])
            return ""
        words = [("", f"{NEXT_LESSON.fill(title=following.title)[self.lang]}  "), ("bold", ENTER[self.lang])]
        words += [("", f" {YES[self.lang]} · "), ("bold", "q"), ("", f" {NO[self.lang]}")]
        chosen = front.prompts.key(words, {"enter": "yes", "y": "yes", "q": "no", "n": "no", "ㅂ": "no"})
        return following.id if chosen == "yes" else ""

    def opening(self, lesson: str, resumed: bool) -> Iterator[Part]:
        row = self.app.index.lesson(lesson)
        assert row is not None
        about = ABOUT.fill(kind=KINDS[row.kind], minutes=row.minutes)
        yield Heading(row.title[self.lang], about[self.lang])
        if resumed:
            yield Prose(RESUMED[self.lang], look="faint")
            return
        yield Gap()
        yield Prose(OBJECTIVES[self.lang], look="strong")
        for text in self.app.index.notes(lesson).objectives:
            yield Prose(text[self.lang], lead="- ")

    def print_lesson(self, lesson: str) -> None:
        """The whole lesson, for a pipe: pages, questions with their answers, takeaways."""
        front = Plain(self.lang, self.app.index, self.app.clock, waits=False)
        front.say(self.opening(lesson, resumed=False))
        session = self.app.lesson_session(lesson)
        for n, (stop, step) in enumerate(zip(session.stops, self.app.index.steps(lesson), strict=True), 1):
            state, _ = session.start(n - 1)
            view = session.view(state)
            front.say([Gap(), *render.parts(view, self.lang, self.app.index)])
            if isinstance(stop, Ask):
                explained = stop.item.question.explain()
                front.say([Gap(), *render.labelled(render.ANSWER[self.lang], explained.answer[self.lang])])
                front.say(render.labelled(render.WHY[self.lang], explained.why[self.lang]))
            elif not isinstance(step, Check):
                front.say([Gap(), *render.sources(step.sources, lesson, self.lang, self.app.index)])
        notes = self.app.index.notes(lesson)
        front.say([Gap(), Heading(LEARNT[self.lang]), *(Prose(text[self.lang], lead="- ") for text in notes.takeaways)])

    # -- search, progress, doctor -------------------------------------------------------------------------------

    def search(self, words: str) -> int:
        """Print what was found; Exit.FAILED where that is nothing."""
        hits = self.app.index.search(words)
        if self.json:
            found = [
                {"kind": h.kind, "ref": h.ref, "title": h.title[self.lang], "excerpt": excerpt(h, words, self.lang)}
                for h in hits
            ]
            print(json.dumps(found, ensure_ascii=False, indent=2))
            return Exit.OK if hits else Exit.FAILED
        parts: list[Part] = []
        for hit in hits:
            other = f" ({hit.title.en})" if hit.kind == "term" and self.lang == "ko" else ""
            other = f" ({hit.title.ko})" if hit.kind == "term" and self.lang == "en" else other
            parts.append(Gap())
            parts.append(Heading(HITS[hit.kind][self.lang], hit.ref if hit.kind != "term" else ""))
            parts.append(Prose(hit.title[self.lang] + other, look="strong"))
            if hit.kind != "term":
                parts.append(Prose(excerpt(hit, words, self.lang).replace("`", "")))
        self.front().say(parts or [Prose(NOTHING_FOUND.fill(words=words)[self.lang]), Prose(FEWER[self.lang])])
        return Exit.OK if hits else Exit.FAILED

    def undo(self) -> int:
        """Take the last answer back; Exit.FAILED where there is none."""
        review = self.app.store.last_review()
        if review is None:
            raise TutorError(NOTHING_TO_UNDO, NOTHING_YET)
        now = self.app.clock()
        undo = Undo(f"{new_id()}-0", now, review.id, review.item, review.score == 1.0)
        self.app.store.save((undo,))
        item = self.app.index.item(review.item)
        stem = item.question.stem[self.lang].splitlines()[0] if item else review.item
        print(printable(UNDONE.fill(stem=stem)[self.lang]))
        return Exit.OK

    def reset(self, yes: bool) -> int:
        """Forget all answers, after asking, and keep a backup."""
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError(SURE_TO_RESET, SAY_YES)
            print(SURE_TO_RESET[self.lang], "[y/N]", end=" ", flush=True)
            if sys.stdin.readline().strip().lower() not in ("y", "yes", "네", "예", "ㅛ"):
                print(KEPT[self.lang])
                return Exit.OK
        print(FORGOTTEN.fill(path=self.app.store.reset())[self.lang])
        return Exit.OK

    def doctor(self) -> int:
        """Where everything is, and whether it is well."""
        facts: dict[str, str] = {
            "version": __version__,
            "python": sys.version.split()[0],
            "language": self.lang,
            "terminal": os.environ.get("TERM", "-") + (" (tty)" if sys.stdout.isatty() else " (no tty)"),
            "progress": str(self.app.places.progress),
            "settings": str(self.app.places.settings),
            "cache": str(self.app.places.cache),
            "content": ", ".join(map(str, self.app.roots)),
        }
        wrong = []
        for name, look in (("course", self.look_at_course), ("answers", self.look_at_store)):
            try:
                facts[name] = look()
            except TutorError as error:
                facts[name] = error.message[self.lang]
                wrong.append(f"{error.message[self.lang]} {error.hint[self.lang]}")
        if self.json:
            print(json.dumps(facts | {"problems": wrong}, ensure_ascii=False, indent=2))
        else:
            for name, fact in facts.items():
                print(f"{name:9} {fact}")
            print("\n".join(wrong) or ALL_WELL[self.lang])
        return Exit.FAILED if wrong else Exit.OK

    def look_at_course(self) -> str:
        return COUNTS.fill(lessons=len(self.app.index.lessons()), items=self.app.index.count())[self.lang]

    def look_at_store(self) -> str:
        """Reads the whole log, so that damage anywhere is found."""
        found = self.app.store.check()
        if found != "ok":
            raise TutorError(NOT_WELL.fill(why=found), KEEP_A_COPY.fill(path=self.app.places.progress))
        asked = sum(tally.asked for tally in self.app.store.standing().tallies.values())
        return ANSWERS.fill(count=asked)[self.lang]

    # -- quiz ---------------------------------------------------------------------------------------------------

    def quiz(self, wanted: Wanted, count: int, seed: str, minutes: float | None) -> SummaryView:
        """A quiz or an exam, from its first question to its summary."""
        session = self.app.quiz_session(wanted, count, seed, minutes)
        front = self.front()
        if self.json:
            self.begin_json(front, session)
        elif minutes is not None:
            words = EXAM.fill(count=len(session.stops), minutes=f"{minutes:g}")
            front.say([Gap(), Prose(words[self.lang], look="strong")])
        _, end = run(session, front, self.app.store.save)
        self.lang = front.lang
        return end

    def begin_json(self, front: Any, session: Session) -> None:
        exam = {} if session.deadline is None else {"deadline": session.deadline}
        front.write("session", id=session.id, mode=session.mode, seed=session.seed, of=len(session.stops), **exam)
