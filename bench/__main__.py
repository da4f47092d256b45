"""`python -m bench [NAME…] [--json]`: measure, and print the table; nothing fails when an aim is missed."""

import sys
from collections.abc import Callable, Mapping

from bench import (
    catch_up,
    first_request_cold,
    first_request_warm,
    idle_cpu,
    initial_js,
    memory,
    overhead,
    parallel,
    receipt,
    stop,
    success,
    up_to_qr,
    web,
    web_catch_up,
    web_cold,
    web_memory,
    web_scroll,
    worktree,
)
from bench.measure import HEADING, Result

BENCHES: Mapping[str, Callable[[], Result]] = {
    "receipt": receipt.measure,
    "first_request_cold": first_request_cold.measure,
    "first_request_warm": first_request_warm.measure,
    "up_to_qr": up_to_qr.measure,
    "memory": memory.measure,
    "idle_cpu": idle_cpu.measure,
    "catch_up": catch_up.measure,
    "web": web.measure,
    "web_cold": web_cold.measure,
    "web_scroll": web_scroll.measure,
    "web_memory": web_memory.measure,
    "web_catch_up": web_catch_up.measure,
    "initial_js": initial_js.measure,
    "parallel": parallel.measure,
    "overhead": overhead.measure,
    "stop": stop.measure,
    "success": success.measure,
    "worktree": worktree.measure,
}


def main(arguments: list[str]) -> int:
    """Measure what is named, or everything, one after the other."""
    as_json = "--json" in arguments
    names = [each for each in arguments if not each.startswith("-")] or list(BENCHES)
    if unknown := set(names) - BENCHES.keys():
        print(f"there is no bench {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    if not as_json:
        print(HEADING, flush=True)
    for name in names:
        result = BENCHES[name]()
        print(result.to_json() if as_json else result.to_line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
