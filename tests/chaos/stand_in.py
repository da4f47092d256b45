"""The stand-in for an agent: small and fast, yet a program of its own that is asked and stopped as a real one."""

import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from farhand.agents.claude_process import ClaudeProcess
from farhand.agents.port import (
    Activity,
    Ask,
    Failure,
    Finding,
    Said,
    Session,
    SessionKnown,
    SessionSettings,
    TurnEnded,
)
from farhand.ids import new_id
from farhand.wire.permissions import Rule

PROGRAM = Path(__file__).with_name("stand_in_program.py")


class StandIn:
    """The agent that is named as the real one is."""

    name = "claude-code"

    async def find(self) -> Finding:
        """Be there."""
        return Finding(self.name, "Stand-in", "1", ready=True)

    async def open(self, settings: SessionSettings) -> Session:
        """Start the program."""
        session = settings.resume or new_id()
        process = await ClaudeProcess.start(
            Path(sys.executable),
            ["-I", "-S", str(PROGRAM), session],
            cwd=settings.workspace,
            environment={**os.environ, **settings.environment},
            raw_log=settings.raw_log,
        )
        return StandInSession(process, settings)


class StandInSession:
    """A conversation with the program."""

    def __init__(self, process: ClaudeProcess, settings: SessionSettings) -> None:
        self._process = process
        self._lines = process.lines()
        self._settings = settings
        self._denied: tuple[str, ...] = ()
        self._resets_at: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the program runs."""
        return self._process.is_running

    async def turn(self, prompt: str) -> AsyncIterator[Activity]:
        """Pass on what the program says, up to the end of its turn."""
        self._denied = ()
        try:
            await self._process.write(json.dumps({"prompt": prompt}) + "\n")
            async for line in self._lines:
                activity = await self._read(json.loads(line))
                if activity is not None:
                    yield activity
                if isinstance(activity, TurnEnded):
                    return
        except OSError as error:
            detail = str(error)
        else:
            detail = "the program closed its output"
        await self.close()
        yield TurnEnded("", Failure.AGENT_CRASHED, detail)

    async def _read(self, message: dict[str, str]) -> Activity | None:
        match message:
            case {"type": "session", "session": session}:
                return SessionKnown(session)
            case {"type": "did", "deed": deed}:
                return Said(f"I did {deed}.")
            case {"type": "ask", "exact": exact}:
                rules = (Rule(kind="command", value=exact),)
                decision = await self._settings.person.may(Ask("Bash", f"Run {exact}", exact, rules=rules))
                if not decision.allowed:
                    self._denied = (exact,)
                await self._process.write(json.dumps({"allow": decision.allowed}) + "\n")
                return None
            case {"type": "limited", "resets_at": resets_at}:
                self._resets_at = int(resets_at)
                return None
            case {"type": "ended", "summary": summary} if self._resets_at is not None:
                resets_at, self._resets_at = self._resets_at, None
                return TurnEnded(summary, Failure.LIMIT_REACHED, resets_at=resets_at)
            case {"type": "ended", "summary": summary}:
                return TurnEnded(summary, denied=self._denied)
            case _:
                raise ValueError(message)

    async def interrupt(self) -> None:
        """End the program: it knows no gentler way."""
        await self._process.close(at_once=True)

    async def close(self) -> None:
        """End the program and its tree."""
        await self._process.close()
