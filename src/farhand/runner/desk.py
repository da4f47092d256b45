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
from farhand.runs.protocol import Allow, Answer, AnswerAsked, AnswersTaken, Choice, LeaveAsked, Withdrawn
from farhand.runs.spec import Answered, Decided
from farhand.wire.permissions import Permissions

T = TypeVar("T")


def action_hash(tool: str, exact: str) -> bytes:
    """Return what an answer to `LeaveAsked` must name."""
    return hashlib.sha256(f"{tool}\0{exact}".encode("utf-8", "surrogatepass")).digest()


@dataclass(slots=True)
class Desk:
    """The agent's `Person`, for one run; what `permissions` cover, or was answered before, is not asked.

    `on_asking` is called when a person begins or ceases to be asked, `on_held` once they were for `hold_s`.
    What `parks` is not withdrawn when its waiting ends.
    """

    run: str
    journal: Journal
    clock: Clock
    permissions: Permissions = field(default_factory=Permissions)
    decided: tuple[Decided, ...] = ()
    answered: tuple[Answered, ...] = ()
    hold_s: float | None = None
    on_held: Callable[[], None] = lambda: None
    on_asking: Callable[[], None] = lambda: None
    parks: bool = False
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
        before = next((each for each in self.decided if each.action_hash == named), None)
        if before is not None:
            self.decided = tuple(each for each in self.decided if each is not before)
            self._take(before.approval)
            return self._heard(ask, Decision(before.allow, before.words))
        decided: asyncio.Future[Decision] = asyncio.get_running_loop().create_future()
        self._leaves[approval] = (named, decided)
        self.journal.append(
            LeaveAsked(
                run=self.run, at=self.clock.now_ms(), approval=approval, tool=ask.tool, title=ask.title,
                exact=ask.exact, why=ask.why, action_hash=named, kind=ask.kind, rules=ask.rules,
                deadline=self._deadline(), reach=ask.reach,
            )
        )  # fmt: skip
        (decision,) = await self._wait({approval: decided})
        return self._heard(ask, decision)

    def _heard(self, ask: Ask, decision: Decision) -> Decision:
        if not decision.allowed:
            self.on_denied(ask.tool, ask.exact)
        return decision

    async def answer(self, questions: tuple[Question, ...]) -> tuple[tuple[str, ...], ...]:
        """Ask questions that belong together."""
        before = {each.text: each for each in self.answered}
        if questions and all(each.text in before for each in questions):
            self.answered = ()
            self._take(*(each.question for each in before.values()))
            return tuple(before[each.text].answers for each in questions)
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
                    deadline=self._deadline(),
                )
                for name, each in zip(waiting, questions, strict=True)
            )
        )
        return await self._wait(waiting)

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

    @property
    def is_asking(self) -> bool:
        """Whether a person is asked and has not answered."""
        asked = (*(leave for _, leave in self._leaves.values()), *self._questions.values())
        return any(not each.done() for each in asked)

    @property
    def may_park(self) -> bool:
        """Whether a person may answer later, when the agent is no longer held."""
        return self.is_asking and self.hold_s is not None

    def _take(self, *ids: str) -> None:
        self.journal.append(AnswersTaken(run=self.run, at=self.clock.now_ms(), ids=ids))

    def _deadline(self) -> int | None:
        return None if self.hold_s is None else self.clock.now_ms() + round(self.hold_s * 1000)

    def _hold_no_longer(self) -> None:
        if self.is_asking:
            self.on_held()

    async def _wait(self, waiting: Mapping[str, asyncio.Future[T]]) -> tuple[T, ...]:
        still_open = dict(waiting)
        held = None
        if self.hold_s is not None:
            held = asyncio.get_running_loop().call_later(self.hold_s, self._hold_no_longer)
        self.on_asking()
        try:
            for asked, decided in waiting.items():
                await decided
                del still_open[asked]
        except asyncio.CancelledError:
            if not self.parks:
                now = self.clock.now_ms()
                self.journal.append(*(Withdrawn(run=self.run, at=now, id=asked) for asked in still_open))
            raise
        finally:
            if held is not None:
                held.cancel()
            self.on_asking()
        self._take(*waiting)
        return tuple(decided.result() for decided in waiting.values())
