"""The lines of docker, kubectl and the AWS CLI: `parse` reads what one means, `compare` tells two meanings apart.

The three JSON files are the grammar. Each command is a block: what it `takes`, and its flags with what they take.

    "docker service scale": {"takes": "SERVICE=REPLICAS...", "flags": {"--detach -d": "switch"}}

A flag takes a `switch` (nothing), `text`, `int`, `duration`, one of `start-first|stop-first`, or another kind that
`values` knows; `text...` may be given again and again, in any order. `int = 1` says what it is if nobody says it, and
`alone unchanged` what it is without a value, which then has to follow a `=`. In aws.json `["text"]` is a list of words,
and `{…}` a structure with its fields. Commands that go by several names have the others in `also`, and flags that
many commands have stand under `shared`, to be named in `with`, or in `before` where they stand before the last word of
the command. `older` says what is now written for a flag.

A flag that is `free` may be given where none is asked for, as it changes only what is printed or how the client gets
there: the output of a command that changes something, a region, a profile, a context. Where the answer has it, it
counts. A namespace is no such flag: it says which object is meant.

`tools.json` is the grammar of what is started inside a container: `wget -q -O -` is `wget -qO-`.
"""

from orchestra_tutor.grammar.difference import Difference, compare
from orchestra_tutor.grammar.line import UnclearError
from orchestra_tutor.grammar.meaning import Meaning
from orchestra_tutor.grammar.reader import flags, parse

__all__ = ["Difference", "Meaning", "UnclearError", "compare", "flags", "parse"]
