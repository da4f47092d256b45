"""A computer that things go wrong on: the real host with runners and agents, a project, and whoever sends to it."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TypeVar

import psutil

from farhand.agents.claude_command import QUIET
from farhand.cli.control_client import Control
from farhand.errors import Unavailable
from tests.chaos.own_disk import OwnDisk
from tests.chaos.plan import Surroundings
from tests.chaos.real_agent import REAL
from tests.chaos.skewed_clock import SKEW, set_skew
from tests.journeys.computer import Computer, commit_all
from tests.journeys.processes import Running, running_in

ROOT = Path(__file__).resolve().parents[2]
AGAIN_S = 0.1  # between tries of a person whose host is down
PATIENCE_S = 60.0  # of that person; a host starts again much sooner
STARTS = 5
GONE_S = 20.0  # for what a host that was stopped leaves to end
RUNNERS = {"farhand.runner", "tests.chaos.runner"}
PROGRAM = "stand_in_program"
CHECK = "sleep 0.2; test ! -e bad"
SPARING_MINUTES = 0.1  # of a day's budget: some tasks use it up

T = TypeVar("T")


class Impatient(AssertionError):
    """Something did not come about in time."""


@dataclass(slots=True)
class World:
    """Everything of one schedule. A program of it is known by the home in its environment."""

    root: Path
    surroundings: Surroundings
    computer: Computer
    project: Path
    relay: Computer | None = None
    disk: OwnDisk | None = None
    never: Event = field(default_factory=Event)

    @staticmethod
    def create(root: Path, surroundings: Surroundings, model: Mapping[str, str]) -> "World":
        """Make the computer and its project; nothing runs yet but a relay of its own. `model` names the model."""
        root.mkdir(parents=True, exist_ok=True)
        disk = OwnDisk.mount(root)
        skew, deeds = root / "skew", root / "deeds"
        set_skew(skew, 0)
        deeds.touch()
        path = os.pathsep.join((str(ROOT), str(ROOT / "src")))
        more = {SKEW: str(skew), "CHAOS_DEEDS": str(deeds), "PYTHONPATH": path}
        if surroundings.is_real:
            more |= {REAL: "yes", **QUIET, **model}
        if surroundings.is_sparing:
            more["FARHAND_DAY_MINUTES"] = str(SPARING_MINUTES)
        computer = Computer(root / "computer", "Study", more, sys.executable, "-m", "tests.chaos.host")
        relay = Computer(root / "relay", "Relay", {}) if surroundings.is_relay_elsewhere else None
        project = computer.root / "site"
        project.mkdir()
        (project / "page.txt").write_text("one\n")
        (project / "farhand.toml").write_text(f'check = "{CHECK}"\nparallel = 4\n')
        commit_all(computer, project)
        if relay is not None:
            relay.serve_relay()
        return World(root, surroundings, computer, project, relay, disk)

    @property
    def control(self) -> Control:
        """What the person's terminal speaks to."""
        return self.computer.control

    @property
    def skew(self) -> Path:
        """The file that sets the clock."""
        return self.root / "skew"

    def deeds(self) -> list[str]:
        """Return what agents and commands noted, in order."""
        return (self.root / "deeds").read_text().splitlines()

    def up(self) -> None:
        """Start the host; where it cannot and says so, again, as a service manager would."""
        for _ in range(STARTS):
            try:
                self.computer.up("--project", str(self.project), "--parallel", "3", *self._relay_words())
            except AssertionError:
                if not any(line.startswith("farhand: ") for line in self.computer.program.lines):
                    raise
            else:
                return
        raise Impatient(f"the host does not start: {self.computer.program.lines}")

    def _relay_words(self) -> tuple[str, ...]:
        return () if self.relay is None else ("--relay", f"http://127.0.0.1:{self.relay.port}")

    def insist(self, call: Callable[[], T]) -> T:
        """Return what the host answers, as soon as there is one that can."""
        for _ in range(int(PATIENCE_S / AGAIN_S)):
            try:
                return call()
            except Unavailable as error:
                if not self.computer.is_up:
                    raise Impatient(f"the host ended by itself: {self.computer.program.lines[-20:]}") from error
                self.never.wait(AGAIN_S)
        raise Impatient("the host takes nothing")

    def stop(self) -> list[str]:
        """Stop the host; return the command lines of what runs on although nothing is under way."""
        self.computer.stop()
        left = self.command_lines()
        for _ in range(int(GONE_S / AGAIN_S)):
            if not left:
                break
            self.never.wait(AGAIN_S)
            left = self.command_lines()
        return left

    def processes(self) -> Iterator[Running]:
        """Yield every process of this world."""
        return running_in(self.computer.home)

    def command_lines(self) -> list[str]:
        """Return the command line of every process of this world."""
        return [" ".join(each.words) for each in self.processes()]

    def runners(self) -> list[psutil.Process]:
        """Return the processes that own runs, and not one that waits for one."""
        runs = str(self.computer.data / "runs")
        return [each.process for each in self.processes() if RUNNERS & set(each.words) and each.folder.startswith(runs)]

    def agents(self) -> list[psutil.Process]:
        """Return the agents' programs."""
        real = self.computer.agents() if self.surroundings.is_real else []
        stand_ins = (each.process for each in self.processes() if any(PROGRAM in word for word in each.words))
        return [*real, *stand_ins]

    def clean_up(self) -> None:
        """End all that runs for this world."""
        self.computer.clean_up()
        if self.relay is not None:
            self.relay.clean_up()
