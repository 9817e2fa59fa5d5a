"""What `tutor content new` writes: small content that passes the check and shows where to go on."""

from typing import Final

COURSE: Final = """\
id: {pack}
title: {{en: "{pack}", ko: "{pack}"}}
lessons:
  - {lesson}
"""

SOURCES: Final = """\
- id: first-source
  title: "The page that the facts were read on"
  publisher: "Its publisher"
  url: https://example.com/page
  checked: "{today}"
"""

BELIEFS: Final = """\
- id: first-belief
  belief: {en: "What a person wrongly believes, as they say it.", ko: "사람들이 흔히 말하는 오해."}
  truth: {en: "What is true.", ko: "실제 사실."}
  sources: [first-source]
"""

LESSON: Final = """\
id: {lesson}
kind: comparison                  # foundation | feature | tool | launch-type | comparison
title: {{en: "{lesson}", ko: "{lesson}"}}
requires: []
minutes: 10
objectives:
  - {{en: "Say what it is for.", ko: "무엇에 쓰는지 말할 수 있다."}}
steps:
  - teach:
      en: |
        One idea, in at most 120 words.
      ko: |
        한 단계에 한 가지 내용만 담는다(영어 기준 120단어 이내).
    figure:
      title: {{en: "A picture", ko: "그림"}}
      chain:
        boxes: [{{en: "first", ko: "처음"}}, {{en: "then", ko: "다음"}}]
    sources: [first-source]
  - check: {lesson}-first
takeaways:
  - {{en: "What to take along.", ko: "기억할 것."}}
"""

_COMMON: Final = """\
- id: {id}
  kind: {kind}
  level: junior                   # junior | mid | senior
  skill: apply                    # recall | apply | debug | compare
"""

_END: Final = """\
  hints:
    - {{en: "A step towards the answer.", ko: "답으로 가는 한 걸음."}}
  sources: [{source}]
  holds: {{checked: "{today}"}}
"""

_KINDS: Final = {
    "choice": """\
  stem: {{en: "{id}: which one fits?", ko: "{id}: 알맞은 것은 어느 것인가?"}}
  options:
    - key: fits
      text: {{en: "the one that fits", ko: "알맞은 보기"}}
      right: true
      why: {{en: "Why it is right.", ko: "맞는 이유."}}
    - key: tempting
      text: {{en: "a tempting one", ko: "그럴듯한 보기"}}
      why: {{en: "Why it is wrong.", ko: "틀린 이유."}}
    - key: other
      text: {{en: "what others say", ko: "흔한 다른 답"}}
      why: {{en: "Why that is wrong.", ko: "틀린 이유."}}
""",
    "order": """\
  stem: {{en: "{id}: in which order does it happen?", ko: "{id}: 어떤 순서로 일어나는가?"}}
  entries:
    - {{key: one, text: {{en: "first", ko: "처음"}}}}
    - {{key: two, text: {{en: "second", ko: "두 번째"}}}}
    - {{key: three, text: {{en: "third", ko: "세 번째"}}}}
  why: {{en: "Why this order.", ko: "이 순서인 이유."}}
""",
    "match": """\
  stem: {{en: "{id}: what belongs together?", ko: "{id}: 서로 맞는 것끼리 연결하세요."}}
  pairs:
    - left: {{key: l-one, text: {{en: "left one", ko: "왼쪽 하나"}}}}
      right: {{key: r-one, text: {{en: "right one", ko: "오른쪽 하나"}}}}
      why: {{en: "Why.", ko: "이유."}}
    - left: {{key: l-two, text: {{en: "left two", ko: "왼쪽 둘"}}}}
      right: {{key: r-two, text: {{en: "right two", ko: "오른쪽 둘"}}}}
      why: {{en: "Why.", ko: "이유."}}
    - left: {{key: l-three, text: {{en: "left three", ko: "왼쪽 셋"}}}}
      right: {{key: r-three, text: {{en: "right three", ko: "오른쪽 셋"}}}}
      why: {{en: "Why.", ko: "이유."}}
""",
    "phrase": """\
  stem: {{en: "{id}: what is it called?", ko: "{id}: 무엇이라고 부르는가?"}}
  accept: {{en: ["the term"], ko: ["그 용어"]}}
  why: {{en: "Why it is called so.", ko: "그렇게 부르는 이유."}}
""",
    "number": """\
  stem: {{en: "{id}: how many members make a majority of 5?", ko: "{id}: 멤버 5개의 과반은 몇 개인가?"}}
  answer: {{by: quorum.majority, with: {{members: 5}}}}   # with draw and shown, other numbers at every asking
  why: {{en: "More than half of 5.", ko: "5의 절반보다 많아야 한다."}}
""",
    "command": """\
  stem: {{en: "{id}: scale the service `web` to 5 replicas.", ko: "{id}: 서비스 `web`을 복제본 5개로 확장하세요."}}
  answers:                        # the first is shown; others do the same by another command
    - docker service scale web=5
    - docker service update --replicas 5 web
  ignores: [--with-registry-auth] # flags that may be given or left out; with a value, --user=app, only with that
  why: {{en: "It sets how many tasks are wanted.", ko: "원하는 태스크 수를 정한다."}}
""",
    "open": """\
  stem:
    en: "{id}: why does a cluster keep several managers?"
    ko: "{id}: 클러스터에 매니저를 여러 개 두는 이유는 무엇인가요?"
  points:                         # what a good answer says; says: are the patterns that hear it
    - key: survives
      must: true                  # what it cannot do without; the probe asks for it
      text: {{en: "The cluster survives the loss of a manager.", ko: "매니저 하나를 잃어도 클러스터가 살아남는다."}}
      probe: {{en: "What happens when a machine breaks?", ko: "장비 하나가 고장 나면 어떻게 되나요?"}}
      says:
        - "survive|keep running|go on|살아남|계속 + loss|lose|lost|fail|잃|실패"
    - key: majority
      text: {{en: "Only a majority may decide.", ko: "과반만 결정할 수 있다."}}
      says:
        - "majority|quorum|과반|쿼럼 + decide|agree|vote|결정|동의|투표"
  model:                          # the answer first, then why, an example, and what it costs
    answer: {{en: "So that it survives the loss of one.", ko: "하나를 잃어도 살아남기 위해서다."}}
    reason: {{en: "A majority can still decide.", ko: "남은 과반이 여전히 결정할 수 있다."}}
    example: {{en: "Of 3 managers, 1 may be lost.", ko: "매니저 3개 중 1개는 잃어도 된다."}}
    tradeoff: {{en: "Every write waits for more machines.", ko: "쓸 때마다 더 많은 장비를 기다린다."}}
""",
    "case": """\
  stem:
    en: "{id}: since noon the web page is slow. What is wrong?"
    ko: "{id}: 정오부터 웹 페이지가 느리다. 무엇이 문제인가?"
  looks:                          # 5 to 8; 2 or 3 of them help, the others lead nowhere
    - key: load
      text: {{en: "`uptime`", ko: "`uptime`"}}
      shows: |                    # as the tool prints it: at most 12 lines of 100 columns
        12:07:11 up 41 days,  2:13,  1 user,  load average: 9.12, 8.80, 4.31
      tells: {{en: "Far more work than the machine has CPUs.", ko: "CPU 수보다 일이 훨씬 많다."}}
      helps: true
    - key: processes
      text: {{en: "`ps aux --sort=-%cpu`", ko: "`ps aux --sort=-%cpu`"}}
      shows: |
        USER  PID  %CPU  %MEM  COMMAND
        root  731  99.3   2.0  gzip -9 /var/backup/web.tar
      tells: {{en: "The backup takes the CPU.", ko: "백업이 CPU를 쓰고 있다."}}
      helps: true
    - key: disk
      text: {{en: "`df -h`", ko: "`df -h`"}}
      shows: |
        Filesystem  Size  Used  Avail  Use%  Mounted on
        /dev/sda1    40G   11G    29G   28%  /
      tells: {{en: "There is room on the disk.", ko: "디스크에는 여유가 있다."}}
    - key: memory
      text: {{en: "`free -h`", ko: "`free -h`"}}
      shows: |
        -      total  used  free
        Mem:     16G  3.1G   12G
      tells: {{en: "There is memory left.", ko: "메모리가 남아 있다."}}
    - key: errors
      text: {{en: "the log of the web server", ko: "웹 서버의 로그"}}
      shows: |
        12:06:58 GET / 200
      tells: {{en: "It answers without errors.", ko: "오류 없이 응답한다."}}
  cause:                          # 3 to 5, exactly one right
    - key: backup
      text: {{en: "a backup takes the CPU", ko: "백업이 CPU를 차지한다"}}
      right: true
      why: {{en: "It has run since noon and takes all of it.", ko: "정오부터 돌면서 CPU를 모두 쓴다."}}
    - key: full-disk
      text: {{en: "the disk has filled up", ko: "디스크가 가득 찼다"}}
      why: {{en: "Most of it is free.", ko: "대부분 비어 있다."}}
    - key: leak
      text: {{en: "the server leaks memory", ko: "서버의 메모리가 샌다"}}
      why: {{en: "There is plenty of memory.", ko: "메모리는 넉넉하다."}}
  fix:                            # 3 to 5; danger: true where it does harm
    - key: later
      text: {{en: "run the backup at night", ko: "백업을 밤에 돌린다"}}
      right: true
      why: {{en: "Nobody waits for a page then.", ko: "그때는 페이지를 기다리는 사람이 없다."}}
    - key: restart
      text: {{en: "restart the web server", ko: "웹 서버를 재시작한다"}}
      why: {{en: "The backup would go on.", ko: "백업은 계속 돈다."}}
    - key: delete
      text: {{en: "delete all the backups", ko: "백업을 모두 삭제한다"}}
      why: {{en: "Then nothing can be restored.", ko: "그러면 아무것도 복원할 수 없다."}}
      danger: true
  verify:                         # 3 or 4: what shows that it is mended, not only that it runs
    - key: noon
      text: {{en: "pages are fast at noon", ko: "정오에도 페이지가 빠르다"}}
      right: true
      why: {{en: "That is when it was slow.", ko: "느리던 시각이 바로 그때다."}}
    - key: running
      text: {{en: "the server is running", ko: "서버가 실행 중이다"}}
      why: {{en: "It was running all the time.", ko: "내내 실행 중이었다."}}
    - key: log
      text: {{en: "the log has no errors", ko: "로그에 오류가 없다"}}
      why: {{en: "It had none before, either.", ko: "전에도 오류는 없었다."}}
""",
}

KINDS: Final = tuple(_KINDS)
LONG: Final = ("open", "case")  # these stand in interview.yaml


def item(name: str, kind: str, source: str, today: str) -> str:
    """An item that passes, to be appended to items.yaml, or to interview.yaml where its kind is LONG."""
    return (_COMMON + _KINDS[kind] + _END).format(id=name, kind=kind, source=source, today=today)


def lesson(name: str, today: str) -> dict[str, str]:
    """The files of a lesson's folder."""
    return {
        "lesson.yaml": LESSON.format(lesson=name),
        "items.yaml": item(f"{name}-first", "choice", "first-source", today),
    }


def shared(pack: str, first_lesson: str, today: str) -> dict[str, str]:
    """The files at the top of a new pack."""
    return {
        "course.yaml": COURSE.format(pack=pack, lesson=first_lesson),
        "sources.yaml": SOURCES.format(today=today),
        "misconceptions.yaml": BELIEFS,
    }
