"""What a bench says: a figure, the floor measured beside it in the same run, and whether the aim was met."""

import argparse
import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a figure should not pass: in its own unit, as a multiple of its floor, or both."""

    value: float | None = None
    ratio: float | None = None

    def is_met(self, value: float, ratio: float | None) -> bool:
        """Return whether a figure keeps within the aim."""
        return (self.value is None or value <= self.value) and (
            self.ratio is None or (ratio is not None and ratio <= self.ratio)
        )

    def words(self, unit: str) -> str:
        """Return the aim as people write it."""
        parts = [f"≤ {self.value:g} {unit}"] if self.value is not None else []
        return " and ".join(parts + ([f"≤ {self.ratio:g}x"] if self.ratio is not None else []))


@dataclass(frozen=True, slots=True)
class Result:
    """One figure; `n` is how often it was measured."""

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    aim: str
    n: int
    ok: bool

    def to_json(self) -> str:
        """Return the figure for programs."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def to_line(self) -> str:
        """Return the figure as a line of the table."""
        floor = "" if self.floor is None else f"{self.floor:.2f}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}x"
        met = "met" if self.ok else "missed"
        return f"{self.name:20} {self.value:10.2f} {self.unit:6} {floor:>10} {ratio:>8} {self.n:5}  {met:6}  {self.aim}"


HEADING = f"{'bench':20} {'value':>10} {'unit':6} {'floor':>10} {'ratio':>8} {'n':>5}  {'aim':6}"


def conclude(name: str, unit: str, aim: Aim, values: Sequence[float], floors: Sequence[float] = ()) -> Result:
    """Return the medians of what was measured in turns, and their ratio."""
    value = statistics.median(values)
    floor = statistics.median(floors) if floors else None
    ratio = value / floor if floor else None
    return Result(
        name=name,
        value=round(value, 4),
        unit=unit,
        floor=None if floor is None else round(floor, 4),
        ratio=None if ratio is None else round(ratio, 4),
        aim=aim.words(unit),
        n=len(values),
        ok=aim.is_met(value, ratio),
    )


def tell(measure: Callable[..., Result], **sizes: int) -> None:
    """Measure and print one figure: as JSON with `--json`, else as a table; `--rounds N` sets how often.

    `sizes` are further options that `measure` takes, with what they are where nobody says otherwise.
    """
    tell_with_table(measure, lambda result: result, lambda _: "", **sizes)


def tell_with_table(
    play: Callable[..., T], conclude: Callable[[T], Result], to_table: Callable[[T], str], **sizes: int
) -> None:
    """Measure and print one figure as `tell` does, and what else came of it below the table."""
    parser = argparse.ArgumentParser(description="Measure one figure.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, help="how often; medians of few rounds say little")
    for name, usual in sizes.items():
        parser.add_argument(f"--{name}", type=int, default=usual, help=f"how large; the aim holds for {usual}")
    given = parser.parse_args()
    asked = {name: getattr(given, name) for name in ("rounds", *sizes)}
    played = play(**{name: value for name, value in asked.items() if value is not None})
    result, more = conclude(played), to_table(played)
    print(result.to_json() if given.json else f"{HEADING}\n{result.to_line()}" + (f"\n\n{more}" if more else ""))
