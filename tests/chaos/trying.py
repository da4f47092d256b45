"""One schedule from its seed to its proof."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from farhand.demo.model import ScriptedModel
from tests.chaos.plan import Plan
from tests.chaos.playing import Player
from tests.chaos.proof import Evidence, find_faults
from tests.chaos.world import World


@dataclass(frozen=True, slots=True)
class Trial:
    """How a schedule ended: what was made to happen, by kind, and which promises were broken."""

    seed: int
    where: str
    made: Counter[str]
    tasks: int
    faults: Sequence[str]
    root: Path


def attempt(plan: Plan, root: Path) -> Trial:
    """Play a plan and look at what it left."""
    with ScriptedModel() as model:
        world = World.create(root, plan.surroundings, model.environment)
        player = Player(world, plan)
        faults: list[str] = []
        try:
            world.up()
            player.play()
            faults += [f"runs on: {words}" for words in world.stop()]
        except AssertionError as error:  # the host did not start, or something did not come about
            faults.append(f"{error}, after {player.steps} steps")
        finally:
            world.clean_up()
    faults += [f"called cancelled and runs: {words}" for words in player.unstopped]
    faults += find_faults(Evidence.gather(world, player.person.sent))
    if world.disk is not None:
        world.disk.leave(keep=bool(faults))
    return Trial(plan.seed, plan.surroundings.words, player.made, len(player.person.sent), faults, root)


def new_root(seed: int) -> Path:
    """Return a folder for a schedule, with a path that is short enough for sockets."""
    return Path(tempfile.mkdtemp(prefix=f"chaos-{seed}-"))
