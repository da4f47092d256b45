"""Where a run asks a person and waits, for hours if need be: each request is told once and answered once."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from farhand.agents.port import Ask, Decision, Question
from farhand.agents.rules import allows
from farhand.clock import Clock
from farhand.ids import new_id
from farhand.runner.journal import Journal
from farhand.runs.protocol import Allow, Answer, AnswerAsked, Choice, LeaveAsked, Withdrawn
from farhand.wire.permissions import Permissions

T = TypeVar("T")


def action_hash(tool: str, exact: str) -> bytes:
    """Return what an answer to `LeaveAsked` must name."""
    return hashlib.sha256(f"{tool}\0{exact}".encode("utf-8", "surrogatepass")).digest()


@dataclass(slots=True)
class Desk:
    """The agent's `Person`, for one run; what `permissions` cover is not asked."""

    run: str
    journal: Journal
    clock: Clock
    permissions: Permissions = field(default_factory=Permissions)
    make_id: Callable[[], str] = new_id
    on_denied: Callable[[str, str], None] = lambda _tool, _exact: None
    _leaves: dict[str, tuple[bytes, asyncio.Future[Decision]]] = field(
        default_factory=dict[str, tuple[bytes, asyncio.Future[Decision]]]
    )
    _questions: dict[str, asyncio.Future[tuple[str, ...]]] = field(
        default_factory=dict[str, asyncio.Future[tuple[str, ...]]]
    )

    async def may(self, ask: Ask) -> Decision:
        """Ask leave for one action; what a rule covers is allowed at once."""
        if allows(self.permissions, ask.rules):
            return Decision(allowed=True)
        approval, named = self.make_id(), action_hash(ask.tool, ask.exact)
        decided: asyncio.Future[Decision] = asyncio.get_running_loop().create_future()
        self._leaves[approval] = (named, decided)
        self.journal.append(
            LeaveAsked(
                run=self.run, at=self.clock.now_ms(), approval=approval, tool=ask.tool, title=ask.title,
                exact=ask.exact, why=ask.why, action_hash=named, kind=ask.kind, rules=ask.rules,
            )
        )  # fmt: skip
        (decision,) = await self._wait({approval: decided})
        if not decision.allowed:
            self.on_denied(ask.tool, ask.exact)
        return decision

    async def answer(self, questions: tuple[Question, ...]) -> tuple[tuple[str, ...], ...]:
        """Ask questions that belong together."""
        loop, now = asyncio.get_running_loop(), self.clock.now_ms()
        waiting: dict[str, asyncio.Future[tuple[str, ...]]] = {self.make_id(): loop.create_future() for _ in questions}
        self._questions.update(waiting)
        self.journal.append(
            *(
                AnswerAsked(
                    run=self.run,
                    at=now,
                    question=name,
                    text=each.text,
                    options=tuple(Choice(label=label, detail=detail) for label, detail in each.options),
                    many=each.many,
                )
                for name, each in zip(waiting, questions, strict=True)
            )
        )
        return await self._wait(waiting)

    @property
    def is_asked(self) -> bool:
        """Whether a person is being waited for."""
        decided = [*(leave for _, leave in self._leaves.values()), *self._questions.values()]
        return any(not each.done() for each in decided)

    def receive(self, given: Allow | Answer) -> bool:
        """Take an answer; return whether it was the first and named what is open."""
        match given:
            case Allow(approval=approval, action_hash=named, allow=allow, words=words) if approval in self._leaves:
                asked, leave = self._leaves[approval]
                if named != asked or leave.done():
                    return False
                leave.set_result(Decision(allow, words))
                return True
            case Answer(question=question, answers=answers) if question in self._questions:
                if self._questions[question].done():
                    return False
                self._questions[question].set_result(answers)
                return True
            case _:
                return False

    async def _wait(self, waiting: Mapping[str, asyncio.Future[T]]) -> tuple[T, ...]:
        still_open = dict(waiting)
        try:
            for asked, decided in waiting.items():
                await decided
                del still_open[asked]
        except asyncio.CancelledError:
            now = self.clock.now_ms()
            self.journal.append(*(Withdrawn(run=self.run, at=now, id=asked) for asked in still_open))
            raise
        return tuple(decided.result() for decided in waiting.values())
