"""Whoever sends to a world's computer, answers what it asks, and stops or goes on with its tasks."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from farhand.errors import Conflict, FarhandError, Unavailable
from farhand.host.control_api import Accepted, AcceptedTask, ApprovalAnswer, NewMessage, TaskSummary
from farhand.ids import new_id
from farhand.tasks.task import ENDED
from farhand.wire.permissions import Scope
from farhand.wire.task_events import TaskState, WaitReason
from tests.chaos.plan import Branch, Send, SendBatch, Sending, SendSteps
from tests.chaos.real_agent import script
from tests.chaos.world import AGAIN_S, Impatient, World

SETTLE_S = 180.0  # for all work to end once nothing goes wrong any more
NODS = 3  # to one task: a budget below what its agent needs to start is not raised for ever
GATES: Mapping[Branch, tuple[str, ...]] = {
    "fix": ("run the checks", "fix what fails"),
    "stop": ("run the checks", "if it fails, stop"),
    "revert": ("run the checks", "if it fails, revert"),
}


@dataclass(slots=True)
class Sent:
    """A task of a message that was accepted, and how often a person went on with it.

    `is_named`: its agent or command notes its turns by its name. `is_checked_later`: a later step runs its checks.
    """

    name: str
    number: int
    task: str
    kind: str
    attempts: int = 0
    is_named: bool = True
    is_checked_later: bool = False
    resumes: int = 0


@dataclass(slots=True)
class Person:
    """One person. `sent` are the tasks of their messages, in order."""

    world: World
    sent: list[Sent] = field(default_factory=list[Sent])
    _nods: Counter[str] = field(default_factory=Counter[str])

    def send(self, sending: Sending) -> None:
        """Send a message until it is accepted, under one id, as an outbox does."""
        match sending:
            case Send(kind="command"):
                name = self._name(0)
                tasks = self._accept(f'!echo "turn {name}" >> "$CHAOS_DEEDS" && sleep 0.2', after=sending.after)
                self._add(name, tasks[0], "command")
            case Send():
                tasks = self._accept(
                    self._text(self._name(0), sending.deeds), follows=sending.follows, after=sending.after,
                    best_of=sending.best_of, minutes=sending.minutes,
                )  # fmt: skip
                self._add(self._name(0), tasks[0], "agent", attempts=sending.best_of or 0)
            case SendBatch(items):
                names = [self._name(place) for place in range(len(items))]
                listed = (self._text(name, deeds) for name, deeds in zip(names, items, strict=True))
                tasks = self._accept("Tasks:\n" + "".join(f"- {text}\n" for text in listed))
                for name, task in zip(names, tasks, strict=True):
                    self._add(name, task, "agent")
            case SendSteps(deeds, branch):
                then = GATES[branch]
                tasks = self._accept(self._text(self._name(0), deeds), then=then)
                self._add(self._name(0), tasks[0], "agent", is_checked_later=True)
                for task, kind in zip(tasks[1:], ("verify", "agent"), strict=False):
                    self._add(self._name(0), task, kind, is_named=False)
            case _:
                assert_never(sending)

    def _text(self, name: str, deeds: Sequence[str]) -> str:
        is_real = self.world.surroundings.is_real
        return f"{name}: {script(name, deeds, self.world.root) if is_real else '; '.join(deeds)}"

    def _accept(
        self,
        text: str,
        *,
        follows: int | None = None,
        after: int | None = None,
        best_of: int | None = None,
        minutes: float | None = None,
        then: tuple[str, ...] = (),
    ) -> tuple[Accepted | AcceptedTask, ...]:
        message = NewMessage(
            id=new_id(),
            text=text,
            project="site",
            follows=self._number(follows),
            after=() if after is None else (str(self.sent[after].number),),
            best_of=best_of,
            minutes=minutes,
            then=then,
        )
        accepted = self.world.insist(lambda: self.world.control.send(message))
        return (accepted, *accepted.also)

    def _name(self, place: int) -> str:
        return f"m{len(self.sent) + 1 + place}"

    def _add(
        self,
        name: str,
        task: Accepted | AcceptedTask,
        kind: str,
        *,
        attempts: int = 0,
        is_named: bool = True,
        is_checked_later: bool = False,
    ) -> None:
        self.sent.append(Sent(name, task.number, task.task, kind, attempts, is_named, is_checked_later))

    def _number(self, place: int | None) -> str | None:
        return None if place is None else str(self.sent[place].number)

    def cancel(self, place: int) -> None:
        """Stop a task; one that has ended is left alone."""
        self._ask(lambda: self.world.control.cancel(str(self.sent[place].number)))

    def resume(self, place: int) -> None:
        """Go on with a task if it failed or was interrupted."""
        sent = self.sent[place]
        if self._ask(lambda: self.world.control.resume(str(sent.number))):
            sent.resumes += 1

    def answer_all(self, *, allow: bool, scope: Scope = "once") -> None:
        """Answer what every task asks now; a yes reaches as far as it may."""
        for task in self.tasks():
            if task.state in ENDED or not task.needs_you:
                continue
            ref = str(task.number)
            if task.reason is WaitReason.CONFIRM:
                self._nods[ref] += 1
                go = allow and self._nods[ref] <= NODS
                self._ask(lambda ref=ref, go=go: self.world.control.confirm(ref, go=go))
            else:
                self._answer(ref, allow=allow, scope=scope)

    def _answer(self, ref: str, *, allow: bool, scope: Scope) -> None:
        for asked in self.world.insist(lambda: self.world.control.task(ref)).approvals:
            answer = ApprovalAnswer(verdict="allow" if allow else "deny")
            if allow and scope != "once" and asked.rules:
                answer = ApprovalAnswer(verdict="allow", scope=scope, rule=asked.rules[0].rule)
            self._ask(lambda asked=asked, answer=answer: self.world.control.answer_approval(asked.approval, answer))

    def _go_on(self, tasks: tuple[TaskSummary, ...]) -> None:
        """Go on with what waits for a limit, and with what a later step waits for."""
        states = {task.number: task.state for task in tasks}
        for place, sent in enumerate(self.sent):
            task = next(each for each in tasks if each.number == sent.number)
            if task.state is TaskState.WAITING and task.reason is WaitReason.QUOTA:
                self.resume(place)
            held = task.state is TaskState.WAITING and task.reason is WaitReason.DEPENDENCY
            for before in task.after if held else ():
                if states[before] is TaskState.INTERRUPTED:
                    self.resume(next(n for n, each in enumerate(self.sent) if each.number == before))

    def tasks(self) -> tuple[TaskSummary, ...]:
        """Return every task."""
        return self.world.insist(self.world.control.tasks)

    def _ask(self, call: Callable[[], None]) -> bool:
        try:
            self.world.insist(call)
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
            self._go_on(tasks)
            self.world.never.wait(AGAIN_S)
        going = [(task.number, task.state.value, task.words) for task in self.tasks() if task.state not in ENDED]
        raise Impatient(f"these tasks do not end: {going}")
