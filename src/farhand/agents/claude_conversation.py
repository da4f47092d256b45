"""The conversation with a Claude Code process: lines of JSON both ways, in which each side may ask the other.

What its SDK would do here is spelled out, since the SDK takes longer to load than the program to start, and as much
memory as the rest of a runner: it brings what serves MCP over HTTP, too.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress

from farhand.agents.claude_command import HANDSHAKE
from farhand.agents.claude_costs import Costs
from farhand.agents.claude_process import ClaudeProcess, SessionLost
from farhand.agents.json_value import Json
from farhand.ids import new_id

Message = Mapping[str, Json]

Permit = Callable[[str, Mapping[str, object]], Awaitable[Mapping[str, object] | str]]
"""Asked for each tool call: the input to go ahead with, or the words that deny it."""


class Conversation:
    """Reads what a process says that was told the handshake, and answers what it asks."""

    def __init__(self, process: ClaudeProcess) -> None:
        self._process = process
        self._costs = Costs()
        self._said = deque[Message]()  # holds more than one only for the seconds that an interrupt waits
        self._replies: dict[str, str | None] = {}
        self._interrupts = False
        self._reading: asyncio.Event | None = None

    async def messages(self, permit: Permit) -> AsyncGenerator[Message]:
        """Yield what the program says until its turn is over, and answer meanwhile what it asks leave for.

        Raises SessionLost, or a ConnectionError when the conversation cannot go on.
        """
        asked: dict[Json, asyncio.Task[None]] = {}
        async with _together() as group:
            try:
                while (message := await self._next()).get("type") != "result":
                    match message:
                        case {"type": "control_request", "request_id": str(request), "request": dict(wanted)}:
                            asked[request] = group.create_task(self._answer(request, wanted, permit))
                        case {"type": "control_cancel_request", "request_id": request} if request in asked:
                            asked.pop(request).cancel()
                        case _:
                            yield message
            finally:
                for task in asked.values():
                    task.cancel()
        yield {**message, "total_cost_usd": self._costs.of(message)}

    async def interrupt(self) -> None:
        """Ask the program to stop its turn and wait until it heard that; before it is up, ask as soon as it is."""
        if HANDSHAKE not in self._replies:
            self._interrupts = True
            return
        self._interrupts = False
        request = new_id()
        await self._say({"type": "control_request", "request_id": request, "request": {"subtype": "interrupt"}})
        await self._hear_until(lambda: request in self._replies)
        if (refusal := self._replies.pop(request)) is not None:
            raise ConnectionAbortedError(refusal)

    async def _next(self) -> Message:
        await self._hear_until(lambda: bool(self._said))
        if self._interrupts:
            await self.interrupt()
        return self._said.popleft()

    async def _hear_until(self, is_met: Callable[[], bool]) -> None:
        # One of those who wait reads for all: a turn, or who interrupts it while nobody takes its messages.
        while not is_met():
            if self._reading is not None:
                await self._reading.wait()
                continue
            reading = self._reading = asyncio.Event()
            try:
                await self._take(await self._process.read_line())
            finally:
                self._reading = None
                reading.set()

    async def _take(self, line: bytes) -> None:
        if not line:
            raise ConnectionResetError(f"the program ended with {await self._process.wait_ended()}")
        if not line.startswith(b"{"):
            return
        message: dict[str, Json] = json.loads(line)
        match message:
            case {"type": "control_response", "response": {"request_id": str(request), **reply}}:
                refusal = str(reply.get("error")) if reply.get("subtype") == "error" else None
                if request == HANDSHAKE and refusal is not None:
                    raise ConnectionAbortedError(refusal)
                self._replies[request] = refusal
            case {"type": "result"} if HANDSHAKE not in self._replies:
                raise SessionLost(json.dumps(message.get("errors")))
            case _:
                self._said.append(message)

    async def _answer(self, request: str, wanted: Message, permit: Permit) -> None:
        answer: dict[str, object] = {"subtype": "success", "request_id": request}
        try:
            answer["response"] = await _judge(wanted, permit)
        except Exception as error:  # noqa: BLE001  # whatever it is: the program must not wait for ever
            answer |= {"subtype": "error", "error": str(error)}
        with suppress(OSError):  # it has ended, which the end of its output tells
            await self._say({"type": "control_response", "response": answer})

    async def _say(self, message: Mapping[str, object]) -> None:
        await self._process.write(json.dumps(message) + "\n")


async def _judge(wanted: Message, permit: Permit) -> Mapping[str, object]:
    match wanted:
        case {"subtype": "can_use_tool", "tool_name": str(tool), "input": dict(given)}:
            answer = await permit(tool, given)
        case _:
            raise NotImplementedError(f"`{wanted.get('subtype')}` is not answered here")
    if isinstance(answer, str):
        return {"behavior": "deny", "message": answer}
    return {"behavior": "allow", "updatedInput": dict(answer)}


@asynccontextmanager
async def _together() -> AsyncGenerator[asyncio.TaskGroup]:
    """Yield a group of tasks; what is raised within, or to end it, stays what it is and is no group of one."""
    raised: BaseException | None = None
    async with asyncio.TaskGroup() as group:
        try:
            yield group
        except (Exception, GeneratorExit) as error:  # noqa: BLE001  # raised again below
            raised = error
    if raised is not None:
        raise raised
