"""How tasks ended, counted from their facts and said in a sentence. Pure."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from farhand.outcomes.facts import TaskFacts
from farhand.saying import Said
from farhand.sayings import statistics as said
from farhand.wire.change_events import DiscardReason
from farhand.wire.run_events import NOT_DONE, NOT_NEEDED
from farhand.wire.statistics import Discards, Span, Statistics, Tally, Week
from farhand.wire.task_events import Complexity, TaskState

SPANS_S = (60, 5 * 60, 15 * 60, 60 * 60)
"""Where the spans of how long tasks took end; one more has all that took longer."""

FEWEST_FOR_PERCENT = 5  # below it, one task more or less moves the figure by a quarter and more
WEEK_MS = 7 * 24 * 60 * 60 * 1000
MOST_WEEKS = 12

End = Literal["going", "passed", "undone", "unchecked", "failed", "interrupted", "cancelled"]


def end_of(facts: TaskFacts) -> End:
    """Return as what a task counts."""
    match facts.state:
        case TaskState.DONE if facts.verified:
            is_undone = facts.fate == "undone" or (facts.fate == "discarded" and facts.why is DiscardReason.WRONG)
            return "undone" if is_undone else "passed"
        case TaskState.DONE:
            return "unchecked"
        case TaskState.FAILED:
            return "failed"
        case TaskState.INTERRUPTED:
            return "interrupted"
        case TaskState.CANCELLED:
            return "cancelled"
        case _:
            return "going"


def count(
    facts: Iterable[TaskFacts], at_ms: int, since_ms: int | None = None, project: str | None = None
) -> Statistics:
    """Return the tallies of what agents did: of all tasks, and of each complexity that there was.

    A step that nobody had to begin, since those before it decided that, is not counted.
    """
    agents = [each for each in facts if each.kind == "agent" and each.code not in {NOT_NEEDED, NOT_DONE}]
    total = tally(agents)
    discarded = [each for each in agents if each.fate == "discarded"]
    return Statistics(
        at=at_ms,
        words=sentence(total),
        since=since_ms,
        project=project,
        total=total,
        by=tuple(
            tally(those, complexity)
            for complexity in Complexity
            if (those := [each for each in agents if each.complexity is complexity])
        ),
        discards=_discards(discarded),
        took=spans(agents),
        weeks=weeks(agents, at_ms),
    )


def tally(facts: Sequence[TaskFacts], complexity: Complexity | None = None) -> Tally:
    """Count tasks; those of one complexity where it is given."""
    ends = Counter(end_of(each) for each in facts)
    fates = Counter(each.fate for each in facts if each.ended_at is not None)
    took = [each.ended_at - each.made_at for each in facts if each.ended_at is not None]
    costs = [each.cost_usd for each in facts if each.cost_usd is not None]
    return Tally(
        complexity=complexity,
        tasks=len(facts),
        going=ends["going"],
        ended=len(facts) - ends["going"],
        judged=ends["passed"] + ends["failed"] + ends["interrupted"] + ends["undone"],
        passed=ends["passed"],
        first_time=sum(end_of(each) == "passed" and not each.repairs and not each.failures for each in facts),
        failed=ends["failed"],
        interrupted=ends["interrupted"],
        undone=ends["undone"],
        unchecked=ends["unchecked"],
        cancelled=ends["cancelled"],
        repairs=sum(each.repairs for each in facts),
        merged=fates["merged"],
        discarded=fates["discarded"],
        undecided=fates["undecided"],
        took_s=_median_s(took),
        waited_s=_median_s([each.waited_ms for each in facts if each.ended_at is not None]),
        costed=len(costs),
        cost_usd=round(sum(costs), 4) if costs else None,
    )


def spans(facts: Iterable[TaskFacts]) -> tuple[Span, ...]:
    """Return how many of the ended tasks took how long; nothing when none has ended."""
    took_ms = [each.ended_at - each.made_at for each in facts if each.ended_at is not None]
    within = [sum(took <= 1000 * limit for took in took_ms) for limit in SPANS_S]
    counts = [here - before for before, here in pairwise((0, *within, len(took_ms)))]
    return tuple(Span(up_to_s=limit, n=n) for limit, n in zip((*SPANS_S, None), counts, strict=True)) if took_ms else ()


def weeks(facts: Iterable[TaskFacts], at_ms: int) -> tuple[Week, ...]:
    """Return what ended in the weeks up to now, the first in which something did and the newest twelve at the most."""
    by_age = defaultdict[int, list[TaskFacts]](list)
    for each in facts:
        if each.ended_at is not None:
            by_age[max(0, at_ms - each.ended_at) // WEEK_MS].append(each)
    shown = [age for age in by_age if age < MOST_WEEKS]
    return tuple(_week(by_age[age], at_ms - (age + 1) * WEEK_MS) for age in range(max(shown, default=-1), -1, -1))


def _week(facts: Sequence[TaskFacts], since_ms: int) -> Week:
    total = tally(facts)
    return Week(
        since=max(0, since_ms),
        ended=total.ended,
        judged=total.judged,
        passed=total.passed,
        costed=total.costed,
        cost_usd=total.cost_usd,
    )


def _discards(discarded: Sequence[TaskFacts]) -> tuple[Discards, ...]:
    reasons = Counter(each.why for each in discarded).most_common()
    return tuple(
        Discards(why=why, n=n, words=tuple(each.why_words for each in discarded if each.why is why and each.why_words))
        for why, n in reasons
    )


def share(part: int, n: int) -> Said:
    """Return `20 of 23 (87 %)`, and `3 of 4` where there are too few for a percentage."""
    return said.percent_of(part, n, round(100 * part / n)) if n >= FEWEST_FOR_PERCENT else said.part_of(part, n)


def sentence(total: Tally) -> Said:
    """Return the most important of a tally for people, every figure with what it is out of."""
    if not total.ended:
        return said.NONE_ENDED
    passed = share(total.passed, total.judged)
    main = said.passed_checks(passed, total.first_time) if total.judged else said.NONE_CHECKED
    aside = (
        (total.undone, said.count_undone),
        (total.unchecked, said.count_unchecked),
        (total.cancelled, said.count_cancelled),
        (total.going, said.count_going),
    )
    return said.counts((main, *(say(number) for number, say in aside if number)))


def _median_s(milliseconds: Sequence[int]) -> float | None:
    return round(statistics.median(milliseconds) / 1000, 1) if milliseconds else None
