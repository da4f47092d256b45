"""An agent and a person that do as they are told."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from farhand.agents.port import (
    Activity,
    Ask,
    Decision,
    Failure,
    Finding,
    Question,
    Session,
    SessionKnown,
    SessionSettings,
    TurnEnded,
)
from farhand.agents.rules import allows
from farhand.wire.permissions import Permissions


@dataclass(slots=True)
class FakePerson:
    """Answers at once, or never while `absent`; `asked` keeps what was asked."""

    allows: bool = True
    words: str = ""
    permissions: Permissions = field(default_factory=Permissions)
    answers: tuple[str, ...] = ()
    absent: bool = False
    asked: list[str] = field(default_factory=list[str])
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def may(self, ask: Ask) -> Decision:
        """Allow or deny as told; what the permissions cover is allowed unheard."""
        if allows(self.permissions, ask.rules):
            return Decision(allowed=True)
        await self._hear(ask.exact)
        return Decision(self.allows, self.words)

    async def answer(self, questions: tuple[Question, ...]) -> tuple[tuple[str, ...], ...]:
        """Give the answers that were told, else the first option."""
        for question in questions:
            await self._hear(question.text)
        return tuple(self.answers or (each.options[0][0],) for each in questions)

    async def _hear(self, what: str) -> None:
        self.asked.append(what)
        self.was_asked.set()
        if self.absent:
            await asyncio.Event().wait()


@dataclass(slots=True)
class FakeSession:
    """Plays one list of activities a turn. A turn whose list has no end waits until it is interrupted."""

    turns: list[Sequence[Activity]]
    settings: SessionSettings
    prompts: list[str] = field(default_factory=list[str])
    closed: bool = False
    _interrupted: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_live(self) -> bool:
        """Whether it was not closed."""
        return not self.closed

    async def turn(self, prompt: str) -> AsyncIterator[Activity]:
        """Play the next list."""
        self.prompts.append(prompt)
        yield SessionKnown(self.settings.resume or "fake-session")
        for activity in self.turns.pop(0) if self.turns else (TurnEnded("ok"),):
            yield activity
            if isinstance(activity, TurnEnded):
                return
        await self._interrupted.wait()
        self._interrupted.clear()
        yield TurnEnded("", Failure.CANCELLED)

    async def interrupt(self) -> None:
        """End the turn."""
        self._interrupted.set()

    async def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True
        self._interrupted.set()


@dataclass(slots=True)
class FakeAgent:
    """Opens sessions that play `turns`; `opened` keeps them."""

    turns: list[Sequence[Activity]] = field(default_factory=list[Sequence[Activity]])
    name: str = "fake"
    opened: list[FakeSession] = field(default_factory=list[FakeSession])

    async def find(self) -> Finding:
        """Be there."""
        return Finding(self.name, "Fake", "1", ready=True)

    async def open(self, settings: SessionSettings) -> Session:
        """Open a session."""
        session = FakeSession(self.turns, settings)
        self.opened.append(session)
        return session
