"""Plays a plan in a world: waits for each moment, and does what the plan says."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from random import Random
from threading import Condition, Event, Thread
from typing import assert_never

import psutil

from farhand.errors import FarhandError
from tests.chaos.faults import empty_disk, fill_disk, keep_busy, leave_lock, lose_relay
from tests.chaos.person import Person
from tests.chaos.plan import (
    AnswerAll,
    Cancel,
    FillDisk,
    KeepBusy,
    Kill,
    LeaveLock,
    LoseRelay,
    Moment,
    Move,
    Plan,
    Restart,
    Resume,
    Send,
    SendBatch,
    SendSteps,
    SetClock,
    Victim,
)
from tests.chaos.skewed_clock import set_skew
from tests.chaos.world import World

QUIET_S = 0.7  # a moment comes also when the thread stays silent
LOOK_S = 0.05  # between looks for a host that can be listened to


class Player:
    """A person at the computer, and fate."""

    def __init__(self, world: World, plan: Plan) -> None:
        self._world = world
        self._plan = plan
        self.person = Person(world)
        self._random = Random(plan.seed)  # noqa: S311  # whom it hits, no secret
        self._heard = Condition()
        self._seq = 0
        self._over = Event()
        self._faults: list[Thread] = []
        self.steps = 0
        self.made = Counter[str]()
        self.unstopped: list[str] = []

    def play(self) -> None:
        """Play it all; return once nothing goes wrong any more and a host is up."""
        listener = Thread(target=self._listen, daemon=True)
        listener.start()
        try:
            for step in self._plan.steps:
                self._wait(step.moment)
                self._make(step.move)
                self.steps += 1
            for fault in self._faults:
                fault.join()
            self.person.settle()
        finally:
            self._over.set()
            empty_disk(self._world)

    def _listen(self) -> None:
        while not self._over.is_set():
            with suppress(FarhandError):
                for line in self._world.control.follow_thread(self._seq):
                    with self._heard:
                        self._seq = line.seq
                        self._heard.notify_all()
                    if line.type == "task.ended" and line.body.get("state") == "cancelled":
                        self._look_for_rest(line.body.get("run"))
            self._over.wait(LOOK_S)

    def _look_for_rest(self, run: object) -> None:
        """What was called cancelled has nothing that runs."""
        note = self._world.computer.data / "runs" / str(run) / "socket"
        if run is None or not note.exists():
            return
        mark = note.read_text()
        for each in self._world.processes():
            if each.environment.get("FARHAND_RUNNER") == mark and "tests.chaos.runner" not in each.words:
                self.unstopped.append(f"run {run}: {' '.join(each.words)}")

    def _wait(self, moment: Moment) -> None:
        with self._heard:
            target = self._seq + moment.records
            self._heard.wait_for(lambda: self._seq >= target, QUIET_S)
        self._over.wait(moment.later_s)

    def _make(self, move: Move) -> None:  # noqa: C901  # one case for each move
        world = self._world
        self.made[type(move).__name__] += not isinstance(move, Kill)
        match move:
            case Send() | SendBatch() | SendSteps():
                self.person.send(move)
            case Cancel(place):
                self.person.cancel(place)
            case Resume(place):
                self.person.resume(place)
            case AnswerAll(allow, scope):
                self.person.answer_all(allow=allow, scope=scope)
            case Kill(victim, down_s):
                self._kill(victim, down_s)
            case Restart():
                world.computer.stop()
                world.up()
            case LeaveLock(lock):
                leave_lock(world, lock, self._random)
            case KeepBusy(database, seconds):
                self._go_wrong(keep_busy, world, database, seconds)
            case LoseRelay(seconds):
                self._go_wrong(lose_relay, world, seconds)
            case FillDisk(seconds):
                self._go_wrong(fill_disk, world, seconds)
            case SetClock(skew_ms):
                set_skew(world.skew, skew_ms)
            case _:
                assert_never(move)

    def _kill(self, victim: Victim, down_s: float) -> None:
        match victim:
            case "host":
                self._world.computer.kill()
                self._over.wait(down_s)
                self._world.up()
                self._note(victim)
            case "runner":
                self._kill_one(victim, self._world.runners())
            case "agent":
                self._kill_one(victim, self._world.agents())
            case _:
                assert_never(victim)

    def _kill_one(self, victim: Victim, found: list[psutil.Process]) -> None:
        if found:
            with suppress(psutil.NoSuchProcess):
                self._random.choice(sorted(found, key=lambda each: each.pid)).kill()
                self._note(victim)

    def _note(self, victim: Victim) -> None:
        self.made["Kill"] += 1
        self.made[f"Kill of the {victim}"] += 1

    def _go_wrong(self, fault: Callable[..., None], *given: World | str | float) -> None:
        thread = Thread(target=fault, args=(*given, self._over), daemon=True)
        self._faults.append(thread)
        thread.start()
