"""How many tasks end right when the agent is often wrong, against its single shot; and how many say so falsely.

Every attempt and every repair fails independently at the rates of the hosted original. `--real` takes the whole product
and the real agent; without it, a runner's own run in this process takes the patches from a script. `--best-of N` makes
N fresh attempts where the repairs do not suffice.
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench import success_fast, success_real
from bench.intervals import wilson
from bench.measure import HEADING, Aim, Result
from bench.success_attempts import cases
from bench.success_ending import Ending
from farhand.wire.task_events import Complexity

ROUNDS = 8  # tasks of each complexity; few, so that all benches together stay bearable
AIMS = {Complexity.SIMPLE: 1, Complexity.MEDIUM: 3, Complexity.COMPLEX: 13}
"""Percent of the detectable tasks that may end otherwise than right, with two rounds of repair."""
FRESH_AIMS = {**AIMS, Complexity.COMPLEX: 3}
"""The same with three fresh attempts besides."""
MANY = 3  # fresh attempts from which on their own aim holds


@dataclass(frozen=True, slots=True)
class Shares:
    """What came of some tasks: `detectable` are those whose own check could tell, `single` those right at once.

    `repaired` are right without a fresh attempt, of the `repairable`: those that the check could tell without one.
    """

    n: int
    right: int
    detectable: int
    repaired: int
    repairable: int
    false_done: int
    single: int
    single_false: int

    @staticmethod
    def of(endings: Sequence[Ending]) -> "Shares":
        """Count endings."""
        firsts = [each.case.first().kind for each in endings]
        return Shares(
            n=len(endings),
            right=sum(each.is_right for each in endings),
            detectable=sum(each.is_detectable for each in endings),
            repaired=sum(each.is_right and not each.fresh for each in endings),
            repairable=sum(each.is_detectable or each.fresh > 0 for each in endings),
            false_done=sum(each.is_false_done for each in endings),
            single=firsts.count("right"),
            single_false=firsts.count("wrong"),
        )

    @property
    def missed(self) -> float:
        """Percent of the detectable tasks that did not end right."""
        return 100 * (1 - self.right / self.detectable) if self.detectable else 0.0


def measure(rounds: int = ROUNDS) -> Result:
    """Measure that many tasks of each complexity."""
    return conclude(play(rounds))


def play(rounds: int, *, best_of: int = 0, is_real: bool = False) -> Sequence[Ending]:
    """Carry out that many tasks of each complexity."""
    return asyncio.run((success_real if is_real else success_fast).play(cases(rounds), best_of))


def conclude(endings: Sequence[Ending], best_of: int = 0) -> Result:
    """Return the share that did not end right, beside the single shot's: the mean over the complexities."""
    aims = aims_with(best_of)
    each = {complexity: _shares(endings, complexity) for complexity in aims}
    value = sum(shares.missed for shares in each.values()) / len(each)
    floor = sum(100 * (1 - shares.single / shares.n) for shares in each.values()) / len(each)
    aim = Aim(value=round(sum(aims.values()) / len(aims), 2))
    return Result(
        name="success",
        value=round(value, 2),
        unit="%",
        floor=round(floor, 2),
        ratio=round(value / floor, 4) if floor else None,
        aim=f"{aim.words('%')} and no false done",
        n=len(endings),
        ok=not any(shares.false_done for shares in each.values())
        and all(shares.missed <= aims[complexity] for complexity, shares in each.items()),
    )


def aims_with(best_of: int) -> Mapping[Complexity, int]:
    """Return the aims for tasks that may have so many fresh attempts."""
    return FRESH_AIMS if best_of >= MANY else AIMS


def to_table(endings: Sequence[Ending], best_of: int = 0) -> str:
    """Return a line for each complexity, shares of the detectable with their 95 % interval."""
    heads = ("right", "of detectable", "aim", "single shot", "false done", "single shot's")
    if best_of:
        heads = (*heads[:3], "by repairs alone", *heads[3:])
    lines = [f"{'':8} {'n':>5}  " + "  ".join(f"{head:>36}" for head in heads)]
    for complexity, aim in aims_with(best_of).items():
        shares = _shares(endings, complexity)
        cells = [
            _share(shares.right, shares.n),
            _sure_share(shares.right, shares.detectable),
            f"≥ {100 - aim} %",
            _share(shares.single, shares.n),
            _share(shares.false_done, shares.n),
            _share(shares.single_false, shares.n),
        ]
        if best_of:
            cells.insert(3, _sure_share(shares.repaired, shares.repairable))
        lines.append(f"{complexity.value:8} {shares.n:5}  " + "  ".join(f"{cell:>36}" for cell in cells))
    return "\n".join(lines)


def _shares(endings: Sequence[Ending], complexity: Complexity) -> Shares:
    return Shares.of([each for each in endings if each.case.project.complexity is complexity])


def _share(part: int, n: int) -> str:
    return f"{part} of {n} ({100 * part / n:.1f} %)" if n else "0 of 0"


def _sure_share(part: int, n: int) -> str:
    low, high = wilson(part, n)
    return f"{_share(part, n)}, {100 * low:.1f} to {100 * high:.1f}"


def main() -> None:
    """Measure and print: the figure as JSON, or a table."""
    parser = argparse.ArgumentParser(description="Measure how many tasks end right.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="tasks of each complexity")
    parser.add_argument("--real", action="store_true", help="with the real host and the real agent")
    parser.add_argument("--best-of", type=int, default=0, help="fresh attempts where the repairs do not suffice")
    given = parser.parse_args()
    endings = play(given.rounds, best_of=given.best_of, is_real=given.real)
    result = conclude(endings, given.best_of)
    table = to_table(endings, given.best_of)
    sys.stdout.write(f"{result.to_json()}\n" if given.json else f"{HEADING}\n{result.to_line()}\n\n{table}\n")


if __name__ == "__main__":
    main()
