"""Where a run asks a person and waits, for hours if need be: each request is told once and answered once."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from farhand.clock import Clock
from farhand.ids import new_id
from farhand.runner.journal import Journal
from farhand.runs.protocol import Allow, Answer, AnswerAsked, Choice, LeaveAsked, Withdrawn

T = TypeVar("T")


def action_hash(tool: str, exact: str) -> bytes:
    """Return what an answer to `LeaveAsked` must name."""
    return hashlib.sha256(f"{tool}\0{exact}".encode("utf-8", "surrogatepass")).digest()


@dataclass(slots=True)
class Desk:
    """The agent's `Person`, for one run."""

    run: str
    journal: Journal
    clock: Clock
    make_id: Callable[[], str] = new_id
    on_denied: Callable[[str, str], None] = lambda _tool, _exact: None
    _leaves: dict[str, tuple[bytes, asyncio.Future[bool]]] = field(
        default_factory=dict[str, tuple[bytes, asyncio.Future[bool]]]
    )
    _questions: dict[str, asyncio.Future[tuple[str, ...]]] = field(
        default_factory=dict[str, asyncio.Future[tuple[str, ...]]]
    )

    async def may(self, tool: str, title: str, exact: str, why: str) -> bool:
        """Ask leave for one action."""
        approval, named = self.make_id(), action_hash(tool, exact)
        decided: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._leaves[approval] = (named, decided)
        self.journal.append(
            LeaveAsked(
                run=self.run, at=self.clock.now_ms(), approval=approval, tool=tool, title=title, exact=exact, why=why,
                action_hash=named,
            )
        )  # fmt: skip
        allowed = await self._wait(approval, decided)
        if not allowed:
            self.on_denied(tool, exact)
        return allowed

    async def answer(self, text: str, options: tuple[tuple[str, str], ...], many: bool) -> tuple[str, ...]:
        """Ask a question."""
        question = self.make_id()
        decided: asyncio.Future[tuple[str, ...]] = asyncio.get_running_loop().create_future()
        self._questions[question] = decided
        choices = tuple(Choice(label=label, detail=detail) for label, detail in options)
        self.journal.append(
            AnswerAsked(run=self.run, at=self.clock.now_ms(), question=question, text=text, options=choices, many=many)
        )
        return await self._wait(question, decided)

    def receive(self, given: Allow | Answer) -> bool:
        """Take an answer; return whether it was the first and named what is open."""
        match given:
            case Allow(approval=approval, action_hash=named, allow=allow) if approval in self._leaves:
                asked, leave = self._leaves[approval]
                if named != asked or leave.done():
                    return False
                leave.set_result(allow)
                return True
            case Answer(question=question, answers=answers) if question in self._questions:
                if self._questions[question].done():
                    return False
                self._questions[question].set_result(answers)
                return True
            case _:
                return False

    async def _wait(self, asked: str, decided: asyncio.Future[T]) -> T:
        try:
            return await decided
        except asyncio.CancelledError:
            self.journal.append(Withdrawn(run=self.run, at=self.clock.now_ms(), id=asked))
            raise
