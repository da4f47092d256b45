"""Claude Code as an agent: one live session of the real program, asked and answered through its SDK.

The SDK takes longer to load than the program to start. So the program is started, and told its first prompt, at once;
the SDK loads while the model thinks, and takes the conversation over.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from farhand.agents.bypass import REFUSED_AS_ROOT
from farhand.agents.claude_command import arguments, environment, handshake, prompt_line
from farhand.agents.claude_process import ClaudeProcess, SessionLost
from farhand.agents.denials import denial
from farhand.agents.discovery import find_claude, find_claude_program
from farhand.agents.json_value import Json, to_json_value
from farhand.agents.policy import Allow, judge
from farhand.agents.port import Activity, Failure, Finding, Question, Session, SessionSettings, TurnEnded
from farhand.clock import Clock, SystemClock
from farhand.errors import Unavailable

if TYPE_CHECKING:
    from claude_agent_sdk import ClaudeSDKClient

INTERRUPT_S = 5.0  # it is acknowledged in milliseconds; a program that does not is killed by whoever asked


class ClaudeCode:
    """The agent `claude-code`."""

    name = "claude-code"

    async def find(self) -> Finding:
        """Look whether Claude Code is there and logged in."""
        return await asyncio.to_thread(find_claude, os.environ)

    async def open(self, settings: SessionSettings) -> Session:
        """Start the program in the workspace; raises Unavailable when it is missing."""
        program = find_claude_program(os.environ)
        if program is None:
            raise Unavailable("Claude Code is not on this computer", hint="reinstall Farhand: it brings Claude Code")
        process = await ClaudeProcess.start(
            program,
            arguments(settings),
            cwd=settings.workspace,
            environment=environment(settings, os.environ),
            raw_log=settings.raw_log,
        )
        await process.write(handshake())
        return ClaudeSession(process, settings, SystemClock())


class ClaudeSession:
    """A live conversation with one Claude Code process."""

    def __init__(self, process: ClaudeProcess, settings: SessionSettings, clock: Clock) -> None:
        self._process = process
        self._settings = settings
        self._clock = clock
        self._client: ClaudeSDKClient | None = None
        self._denied: list[str] = []
        self._interrupted = False

    @property
    def pid(self) -> int:
        """The process id of the program, which is also its group's."""
        return self._process.pid

    @property
    def is_live(self) -> bool:
        """Whether the program runs."""
        return self._process.is_running

    async def turn(self, prompt: str) -> AsyncIterator[Activity]:
        """Send a prompt and yield what happens; the last item is TurnEnded, also on failure."""
        self._denied = []
        self._interrupted = False
        last: Activity | None = None
        try:
            async with aclosing(self._converse(prompt)) as activities:
                async for activity in activities:
                    last = activity
                    yield activity
                    if isinstance(activity, TurnEnded):
                        return
        except Exception as error:  # noqa: BLE001  # the SDK raises bare Exception, too; each means that it is over
            failure = Failure.SESSION_LOST if isinstance(error, SessionLost) else Failure.AGENT_CRASHED
            detail = str(error)
        else:
            failure, detail = Failure.AGENT_CRASHED, "the program closed its output"
        if not isinstance(last, TurnEnded):
            yield await self._end_early(failure, detail)

    async def _converse(self, prompt: str) -> AsyncGenerator[Activity]:
        if self._client is None:
            await self._process.write(prompt_line(prompt))
            await self._process.wait_up()  # loading sooner would take processor time from the program's own start
            connect, reader_type, is_login_missing = await asyncio.to_thread(_load)
            self._client = await connect(self._process, self._permit)
            if self._interrupted:
                await self._client.interrupt()
        else:
            _, reader_type, is_login_missing = _load()
            await self._client.query(prompt)
        reader = reader_type(self._denied)
        async for message in self._client.receive_messages():
            for activity in reader.read(message, self._clock.monotonic_s()):
                if is_login_missing(activity):
                    await self._process.close(at_once=True)  # it would try again for minutes
                    yield TurnEnded("", Failure.NOT_LOGGED_IN, "the model refused the login", tuple(self._denied))
                    return
                yield self._told(activity)

    def _told(self, activity: Activity) -> Activity:
        if isinstance(activity, TurnEnded) and self._interrupted and activity.failure is not None:
            return replace(activity, failure=Failure.CANCELLED, detail="", resets_at=None)
        return activity

    async def _end_early(self, failure: Failure, detail: str) -> TurnEnded:
        said = self._process.stderr_tail().strip()
        await self.close()
        if self._interrupted:
            failure = Failure.CANCELLED
        elif REFUSED_AS_ROOT in said:
            failure = Failure.BYPASS_REFUSED
        return TurnEnded("", failure, said or detail, tuple(self._denied))

    async def _permit(self, tool: str, given: Mapping[str, object]) -> Mapping[str, object] | str:
        if tool == "AskUserQuestion":
            return {**given, "answers": await self._answers(given)}
        own, also = self._settings.workspace, (self._settings.project, self._settings.inputs)
        verdict = judge(tool, given, workspace=own, readable=tuple(each for each in also if each is not None))
        if isinstance(verdict, Allow):
            return given
        decision = await self._settings.person.may(verdict)
        if decision.allowed:
            return given
        if verdict.kind == "action":
            self._denied.append(verdict.exact)
        return denial(verdict.kind, decision.words)

    async def _answers(self, given: Mapping[str, object]) -> dict[str, str]:
        questions = tuple(_questions(to_json_value(given.get("questions"))))
        answers = await self._settings.person.answer(questions)
        return {question.text: ", ".join(chosen) for question, chosen in zip(questions, answers, strict=True)}

    async def interrupt(self) -> None:
        """Ask the program to stop its turn."""
        self._interrupted = True
        if self._client is not None and self._process.is_running:
            try:
                async with asyncio.timeout(INTERRUPT_S):
                    await self._client.interrupt()
            except Exception as error:  # as above; what cannot be interrupted is killed
                raise Unavailable(f"Claude Code did not stop its turn: {error}") from error

    async def close(self) -> None:
        """End the program and its whole tree."""
        client, self._client = self._client, None
        if client is not None:
            await client.disconnect()
        await self._process.close()


def _questions(given: Json) -> Iterator[Question]:
    for question in given if isinstance(given, list) else []:
        match question:
            case {"question": str(text), "options": list(options)}:
                yield Question(text, tuple(map(_option, options)), question.get("multiSelect") is True)
            case _:
                continue


def _option(option: Json) -> tuple[str, str]:
    match option:
        case {"label": str(label), "description": str(detail)}:
            return label, detail
        case {"label": str(label)}:
            return label, ""
        case _:
            return str(option), ""


def _load():  # noqa: ANN202  # the types are the SDK's, which is what is not loaded yet
    from farhand.agents.claude_client import connect  # noqa: PLC0415  # loads the SDK
    from farhand.agents.claude_messages import Reader, is_login_missing  # noqa: PLC0415  # loads the SDK

    return connect, Reader, is_login_missing
