"""`python -m bench [NAME…] [--json]`: measure, and print the table; nothing fails when an aim is missed."""

import importlib
import sys
from typing import Protocol

from bench.measure import HEADING, Result

NAMES = (
    "receipt",
    "first_request_cold",
    "first_request_warm",
    "up_to_qr",
    "memory",
    "idle_cpu",
    "catch_up",
    "initial_js",
)


class Bench(Protocol):
    """A module of this package that measures one thing."""

    def measure(self) -> Result:
        """Measure."""
        ...


def load(name: str) -> Bench:
    """Import the bench of that name."""
    bench: Bench = importlib.import_module(f"bench.{name}")
    return bench


def main(arguments: list[str]) -> int:
    """Measure what is named, or everything, one after the other."""
    as_json = "--json" in arguments
    names = [each for each in arguments if not each.startswith("-")] or NAMES
    if unknown := set(names) - set(NAMES):
        print(f"there is no bench {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    if not as_json:
        print(HEADING, flush=True)
    for name in names:
        result = load(name).measure()
        print(result.to_json() if as_json else result.to_line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
