"""What a person said in free words: `heard` reads an answer, a `Pattern` finds in it what makes a point.

A pattern is one line, with words in either language, as people mix them:

    hpa|오토스케일러 + <need> + metrics server|메트릭 서버

`|` stands between alternatives, `+` between groups that have to come in one sentence in any order, `>` between groups
that have to come in this order, close together, and those after the first in one clause; `-` goes before what may not
stand in that sentence. `<need>` are the words of a concept in lexicon.json, `auto*` is whatever begins so, and
`server|!metrics server` is no metrics server. Words match in every inflection: `scale` hears scaled, scaling; `늘리`
hears 늘린다, 늘립니다, 늘려.

A pattern hears only what is affirmed: "Fargate does not need instances" is not "needs instances". `not` in front of it
hears only what is denied, `any` both.
"""

from orchestra_tutor.wording.pattern import Heard, Pattern
from orchestra_tutor.wording.sentence import Sentence, clean, sentences

__all__ = ["Heard", "Pattern", "Sentence", "clean", "sentences"]
