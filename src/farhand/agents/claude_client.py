"""The SDK's client over a process that we started ourselves. Importing this imports the SDK, which takes its time."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from claude_agent_sdk import (
    ClaudeAgentOptions,
    ClaudeSDKClient,
    PermissionResultAllow,
    PermissionResultDeny,
    ToolPermissionContext,
    Transport,
)

from farhand.agents.claude_command import HANDSHAKE
from farhand.agents.claude_costs import Costs
from farhand.agents.claude_process import ClaudeProcess, SessionLost
from farhand.agents.json_value import Json

Permit = Callable[[str, Mapping[str, object]], Awaitable[Mapping[str, object] | str]]
"""Asked for each tool call: the input to go ahead with, or the words that deny it."""


class ProcessTransport(Transport):
    """The SDK's view of a running process.

    The handshake was written when the process started, so that it need not wait for the SDK to load; the SDK's own
    is answered with the reply to that one. What a result says of costs is what its turn cost.
    """

    def __init__(self, process: ClaudeProcess) -> None:
        self._process = process
        self._costs = Costs()
        self._handshake_id = ""
        self._handshaken = asyncio.Event()

    async def connect(self) -> None:
        """Nothing is left to do."""

    async def write(self, data: str) -> None:
        """Pass on what the SDK writes, but for its handshake."""
        message: Json = json.loads(data)
        match message:
            case {"type": "control_request", "request_id": str(request_id), "request": {"subtype": "initialize"}}:
                self._handshake_id = request_id
                self._handshaken.set()
            case _:
                await self._process.write(data)

    def read_messages(self) -> AsyncIterator[dict[str, Json]]:
        """Yield what the program says."""
        return self._messages()

    async def _messages(self) -> AsyncIterator[dict[str, Json]]:
        is_answered = False
        async for line in self._process.lines():
            if not line.startswith(b"{"):
                continue
            message: dict[str, Json] = json.loads(line)
            response = message.get("response")
            if isinstance(response, dict) and response.get("request_id") == HANDSHAKE:
                await self._handshaken.wait()
                response["request_id"] = self._handshake_id
                is_answered = True
            if message.get("type") == "result":
                if not is_answered:
                    raise SessionLost(json.dumps(message.get("errors")))
                message["total_cost_usd"] = self._costs.of(message)
            yield message
        # What ends without an error leaves the SDK waiting for answers that cannot come.
        raise ConnectionResetError(f"the program ended with {await self._process.wait_ended()}")

    async def close(self) -> None:
        """End the program and its tree."""
        await self._process.close()

    def is_ready(self) -> bool:
        """Whether the program runs."""
        return self._process.is_running

    async def end_input(self) -> None:
        """Tell the program that nothing more will be asked of it."""
        self._process.end_input()


async def connect(process: ClaudeProcess, permit: Permit) -> ClaudeSDKClient:
    """Return a client for a process that was told the handshake."""

    async def can_use_tool(
        tool: str, given: dict[str, object], _: ToolPermissionContext
    ) -> PermissionResultAllow | PermissionResultDeny:
        answer = await permit(tool, given)
        if isinstance(answer, str):
            return PermissionResultDeny(message=answer)
        return PermissionResultAllow(updated_input=dict(answer))

    client = ClaudeSDKClient(ClaudeAgentOptions(can_use_tool=can_use_tool), transport=ProcessTransport(process))
    await client.connect()
    return client
