"""`python -m tests.chaos --kills 200 --seed 1`: schedules one after the other until enough was killed."""

import argparse
import shutil
import sys
import time
from collections import Counter

from tests.chaos.own_disk import enter_namespace
from tests.chaos.plan import draw
from tests.chaos.trying import Trial, attempt, new_root


def main() -> int:
    """Return 1 if a schedule broke a promise; its folder is kept, and its seed plays it again."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="how often somebody is killed, over all schedules")
    parser.add_argument("--each", type=int, default=5, help="kills planned in each schedule")
    parser.add_argument("--seed", type=int, default=1, help="of the first schedule; each next one has the next")
    parser.add_argument("--count", type=int, help="play so many schedules, however many are killed in them")
    given = parser.parse_args()
    sys.stdout.write(f"{enter_namespace()}\n")
    sys.stdout.flush()
    began, made, broken, seed = time.monotonic(), Counter[str](), 0, given.seed
    while seed - given.seed < given.count if given.count else made["Kill"] < given.kills:
        trial = attempt(draw(seed, given.each), new_root(seed))
        made += trial.made
        broken += bool(trial.faults)
        _tell(trial, time.monotonic() - began, made["Kill"])
        if not trial.faults:
            shutil.rmtree(trial.root)
        seed += 1
    listed = ", ".join(f"{number} {name}" for name, number in made.most_common())
    sys.stdout.write(f"{seed - given.seed} schedules, {broken} broken: {listed}\n")
    return 1 if broken else 0


def _tell(trial: Trial, seconds: float, kills: int) -> None:
    word = f"BROKEN, see {trial.root}" if trial.faults else "kept"
    sys.stdout.write(
        f"seed {trial.seed} ({trial.where}): {trial.tasks} tasks, {kills} kills so far, {seconds:.0f} s: {word}\n"
    )
    for fault in trial.faults:
        sys.stdout.write(f"    {fault}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
