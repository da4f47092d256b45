"""Statistics for people: a sentence, then two tables with the same rows."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import click

from farhand.cli.render_text import columns, duration, plain
from farhand.outcomes.statistics import share
from farhand.outcomes.wording import WHY
from farhand.wire.statistics import Discards, Span, Statistics, Tally

_ENDS = ("tasks", "passed", "first try", "failed", "interrupted", "taken back", "not checked", "cancelled", "going on")
_EFFORT = ("ended", "took", "waited for you", "repairs", "cost", "applied or PR", "discarded", "undecided")


def statistics(result: Statistics) -> str:
    """Return the sentence and the tables; where there is no task, the sentence alone."""
    said = f"{result.words[:1].upper()}{result.words[1:]}."
    if not result.total.tasks:
        return said
    rows = [*result.by, result.total]
    parts = [said, _table(_ENDS, rows, _ends), _table(_EFFORT, rows, _effort)]
    parts += [_took(result.took)] if result.took else []
    parts += [_discards(result.discards)] if result.discards else []
    return "\n\n".join(parts)


def _table(heads: Sequence[str], rows: Sequence[Tally], cells: Callable[[Tally], Sequence[str]]) -> str:
    bold = [click.style(each, bold=True) for each in ("", *heads)]
    return columns([bold, *([each.complexity or "all", *cells(each)] for each in rows)])


def _ends(tally: Tally) -> Sequence[str]:
    aside = (tally.failed, tally.interrupted, tally.undone, tally.unchecked, tally.cancelled, tally.going)
    passed, first = share(tally.passed, tally.judged), share(tally.first_time, tally.judged)
    return [str(tally.tasks), passed, first, *map(str, aside)]


def _effort(tally: Tally) -> Sequence[str]:
    cost = "-" if tally.cost_usd is None else f"${tally.cost_usd:.2f} for {tally.costed}"
    times = ["-" if each is None else duration(each) for each in (tally.took_s, tally.waited_s)]
    fates = (tally.merged, tally.discarded, tally.undecided)
    return [str(tally.ended), *times, str(tally.repairs), cost, *map(str, fates)]


def _took(spans: Sequence[Span]) -> str:
    ends = [each.up_to_s // 60 for each in spans if each.up_to_s]
    between = [f"{low} to {high} min" for low, high in pairwise(ends)]
    names = [f"up to {ends[0]} min", *between, f"over {ends[-1]} min"]
    counted = ", ".join(f"{name}: {each.n}" for each, name in zip(spans, names, strict=True) if each.n)
    return f"Time to the outcome: {counted}."


def _discards(discards: Sequence[Discards]) -> str:
    return f"Discarded: {', '.join(map(_discard, discards))}."


def _discard(discards: Discards) -> str:
    if discards.why is None:
        return f"{discards.n} unexplained"
    said = f" ({'; '.join(map(plain, discards.words))})" if discards.words else ""
    return f"{discards.n} as {WHY[discards.why]}{said}"
