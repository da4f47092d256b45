"""How tasks ended, counted: the answer to a device, and what the CLI prints."""

from typing import Literal

from farhand.wire.change_events import DiscardReason
from farhand.wire.model import Id, Millis, Wire
from farhand.wire.saying import Speaking, Words
from farhand.wire.task_events import Complexity


class Tally(Wire):
    """Tasks of one complexity, or all where `complexity` is absent; tasks of an agent only.

    `judged` = `passed` + `failed` + `interrupted` + `undone` are those that something proved or disproved. `passed`
    ended with every check passed and stands; `first_time` of them without a repair. `undone` had passed, and was
    taken back or discarded as wrong. `unchecked` ended and nothing proves it; `cancelled` was a person's wish; `going`
    has not ended. `repairs` are rounds in all. `merged`, `discarded` and `undecided` tell what became of changes.
    Times are medians over the `ended`, `cost_usd` is the sum over the `costed`.
    """

    complexity: Complexity | None = None
    tasks: int
    going: int
    ended: int
    judged: int
    passed: int
    first_time: int
    failed: int
    interrupted: int
    undone: int
    unchecked: int
    cancelled: int
    repairs: int
    merged: int
    discarded: int
    undecided: int
    took_s: float | None = None
    waited_s: float | None = None
    costed: int = 0
    cost_usd: float | None = None


class Span(Wire):
    """How many of the ended tasks had their outcome within `up_to_s` seconds, and not within the span before.

    `up_to_s` is absent for all that took longer.
    """

    up_to_s: int | None = None
    n: int


class Week(Wire):
    """Seven days that begin at `since`: what ended in them, as in a tally."""

    since: Millis
    ended: int
    judged: int
    passed: int
    costed: int
    cost_usd: float | None = None


class Discards(Wire):
    """How many changes were discarded for one reason; `why` is absent where nobody said, `words` are people's own."""

    why: DiscardReason | None = None
    n: int
    words: tuple[str, ...] = ()


class Statistics(Speaking):
    """All tallies; `words` says the most important of them in a sentence. `total` is over the tallies in `by`.

    `took` tells how long the ended tasks took, `weeks` what ended when: the oldest first, the last one up to now.
    """

    type: Literal["statistics"] = "statistics"
    at: Millis
    words: Words
    since: Millis | None = None
    project: Id | None = None
    total: Tally
    by: tuple[Tally, ...] = ()
    discards: tuple[Discards, ...] = ()
    took: tuple[Span, ...] = ()
    weeks: tuple[Week, ...] = ()
