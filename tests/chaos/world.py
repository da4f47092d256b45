"""A computer that things go wrong on: the real host with runners and agents, a project, and whoever sends to it."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TypeVar

import psutil

from farhand.cli.control_client import Control
from farhand.errors import Conflict, FarhandError, Unavailable
from farhand.host.control_api import ApprovalAnswer, NewMessage, TaskSummary
from farhand.ids import new_id
from farhand.tasks.task import ENDED
from farhand.wire.task_events import WaitReason
from tests.chaos.plan import Send
from tests.chaos.skewed_clock import SKEW, set_skew
from tests.journeys.computer import Computer, commit_all

ROOT = Path(__file__).resolve().parents[2]
AGAIN_S = 0.1  # between tries of a person whose host is down
PATIENCE_S = 60.0  # of that person; a host starts again much sooner
STARTS = 5
SETTLE_S = 120.0  # for all work to end once nothing goes wrong any more
GONE_S = 20.0  # for what a host that was stopped leaves to end
RUNNERS = {"farhand.runner", "tests.chaos.runner"}
CHECK = "sleep 0.2; test ! -e bad"

T = TypeVar("T")


class Impatient(AssertionError):
    """Something did not come about in time."""


@dataclass(slots=True)
class Sent:
    """A message that was accepted, and how often a person went on with its task."""

    name: str
    number: int
    task: str
    kind: str
    resumes: int = 0


@dataclass(slots=True)
class World:
    """Everything of one schedule. A program of it is known by the home in its environment."""

    root: Path
    computer: Computer
    project: Path
    sent: list[Sent] = field(default_factory=list[Sent])
    never: Event = field(default_factory=Event)

    @staticmethod
    def create(root: Path) -> "World":
        """Make the computer and its project; nothing runs yet."""
        skew, deeds = root / "skew", root / "deeds"
        root.mkdir(parents=True, exist_ok=True)
        set_skew(skew, 0)
        deeds.touch()
        path = os.pathsep.join((str(ROOT), str(ROOT / "src")))
        more = {SKEW: str(skew), "CHAOS_DEEDS": str(deeds), "PYTHONPATH": path}
        computer = Computer(root / "computer", "Study", more, sys.executable, "-m", "tests.chaos.host")
        project = computer.root / "site"
        project.mkdir()
        (project / "page.txt").write_text("one\n")
        (project / "farhand.toml").write_text(f'check = "{CHECK}"\nparallel = 4\n')
        commit_all(computer, project)
        return World(root, computer, project)

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
                self.computer.up("--project", str(self.project), "--parallel", "3")
            except AssertionError:
                if not any(line.startswith("farhand: ") for line in self.computer.program.lines):
                    raise
            else:
                return
        raise Impatient(f"the host does not start: {self.computer.program.lines}")

    def send(self, send: Send) -> None:
        """Send a message until it is accepted, under one id, as an outbox does."""
        name = f"m{len(self.sent) + 1}"
        text = f"{name}: {'; '.join(send.deeds)}"
        if send.kind == "command":
            text = f'!echo "turn {name}" >> "$CHAOS_DEEDS"; sleep 0.2'
        message = NewMessage(
            id=new_id(),
            text=text,
            project="site",
            follows=self._number(send.follows),
            after=() if send.after is None else (str(self.sent[send.after].number),),
        )
        accepted = self.insist(lambda: self.control.send(message))
        self.sent.append(Sent(name, accepted.number, accepted.task, send.kind))

    def _number(self, place: int | None) -> str | None:
        return None if place is None else str(self.sent[place].number)

    def cancel(self, place: int) -> None:
        """Stop a task; one that has ended is left alone."""
        self._ask(lambda: self.control.cancel(str(self.sent[place].number)))

    def resume(self, place: int) -> None:
        """Go on with a task if it failed or was interrupted."""
        sent = self.sent[place]
        if self._ask(lambda: self.control.resume(str(sent.number))):
            sent.resumes += 1

    def answer_all(self, *, allow: bool) -> None:
        """Answer what every task asks now."""
        for task in self.tasks():
            if task.state in ENDED or not task.needs_you:
                continue
            ref = str(task.number)
            if task.reason is WaitReason.CONFIRM:
                self._ask(lambda ref=ref: self.control.confirm(ref, go=allow))
            else:
                self._answer(ref, ApprovalAnswer(verdict="allow" if allow else "deny"))

    def _answer(self, ref: str, answer: ApprovalAnswer) -> None:
        for asked in self.insist(lambda: self.control.task(ref)).approvals:
            self._ask(lambda asked=asked: self.control.answer_approval(asked.approval, answer))

    def tasks(self) -> tuple[TaskSummary, ...]:
        """Return every task."""
        return self.insist(self.control.tasks)

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

    def _ask(self, call: Callable[[], None]) -> bool:
        try:
            self.insist(call)
        except (Conflict, FarhandError) as error:
            if isinstance(error, Unavailable):
                raise
            return False
        return True

    def settle(self) -> None:
        """Answer whatever is asked until every task has ended."""
        for _ in range(int(SETTLE_S / AGAIN_S)):
            tasks = self.tasks()
            if all(task.state in ENDED for task in tasks):
                return
            self.answer_all(allow=True)
            self.never.wait(AGAIN_S)
        going = [(task.number, task.state.value, task.words) for task in self.tasks() if task.state not in ENDED]
        raise Impatient(f"these tasks do not end: {going}")

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

    def processes(self) -> Iterator[tuple[psutil.Process, list[str], Mapping[str, str]]]:
        """Yield every process of this world with its command line and environment."""
        home = str(self.computer.home)
        for process in psutil.process_iter():
            try:
                environment = process.environ()
                if environment.get("HOME") == home and process.status() != psutil.STATUS_ZOMBIE:
                    yield process, process.cmdline(), environment
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue

    def command_lines(self) -> list[str]:
        """Return the command line of every process of this world."""
        return [" ".join(words) for _, words, _ in self.processes()]

    def runners(self) -> list[psutil.Process]:
        """Return the processes that own runs, and not one that waits for one."""
        runs = str(self.computer.data / "runs")
        return [each for each, words, _ in self.processes() if RUNNERS & set(words) and each.cwd().startswith(runs)]

    def agents(self) -> list[psutil.Process]:
        """Return the agents' programs."""
        return [process for process, words, _ in self.processes() if any("stand_in_program" in word for word in words)]
