"""What systemd-logind and GNOME offer about sleep, on a private bus that belongs to one test."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

LOGIND, PLACE, MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
GNOME = "org.gnome.SessionManager"
CONFIG = """<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>"""


@asynccontextmanager
async def private_bus(folder: Path) -> AsyncGenerator[str]:
    """Run a bus, and yield its address."""
    if sys.platform != "linux":
        pytest.skip("only on Linux does Farhand speak D-Bus")
    program = shutil.which("dbus-daemon")
    assert program is not None, "`make test` brings `dbus-daemon`"
    config, socket = folder / "bus.conf", folder / "bus"
    config.write_text(CONFIG.format(socket=socket))
    arguments = ("--nofork", "--print-address", f"--config-file={config}")
    process = await asyncio.create_subprocess_exec(program, *arguments, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.kill()
        await process.wait()


@dataclass(slots=True)
class Logind:
    """Answers `Inhibit`; `asked` tells what was inhibited how, and `released` when that was given back."""

    bus: MessageBus
    asked: asyncio.Queue[tuple[str, str]] = field(default_factory=asyncio.Queue[tuple[str, str]])
    released: asyncio.Queue[str] = field(default_factory=asyncio.Queue[str])
    refuses: bool = False

    async def say(self, *, sleeps: bool) -> None:
        """Tell everybody that the computer goes to sleep, or woke up."""
        signal = Message.new_signal(PLACE, MANAGER, "PrepareForSleep", "b", [sleeps])
        await self.bus.send(signal)  # pyright: ignore[reportUnknownMemberType]  # a future of nothing in particular

    def answer(self, message: Message) -> Message | None:
        """Answer a call."""
        if message.message_type is not MessageType.METHOD_CALL or message.member != "Inhibit":
            return None
        if self.refuses:
            return Message.new_error(message, "org.freedesktop.DBus.Error.AccessDenied", "Permission denied")
        what, _, _, mode = message.body
        reading, writing = os.pipe()
        loop = asyncio.get_running_loop()

        def note() -> None:
            loop.remove_reader(reading)
            os.close(reading)
            self.released.put_nowait(mode)

        loop.add_reader(reading, note)
        loop.call_later(0.5, os.close, writing)  # the bus has passed it on by then
        self.asked.put_nowait((what, mode))
        return Message.new_method_return(message, "h", [0], [writing])


@asynccontextmanager
async def serving_logind(address: str) -> AsyncGenerator[Logind]:
    """Offer what systemd-logind does."""
    bus = await MessageBus(bus_address=address, negotiate_unix_fd=True).connect()
    logind = Logind(bus)
    bus.add_message_handler(logind.answer)
    await bus.request_name(LOGIND)
    try:
        yield logind
    finally:
        bus.disconnect()


@asynccontextmanager
async def serving_gnome(address: str) -> AsyncGenerator[list[str]]:
    """Offer what GNOME does; yields the calls that came."""
    bus = await MessageBus(bus_address=address).connect()
    calls: list[str] = []

    def answer(message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.member not in {"Inhibit", "Uninhibit"}:
            return None
        calls.append(message.member)
        if message.member == "Inhibit":
            return Message.new_method_return(message, "u", [7])
        return Message.new_method_return(message)

    bus.add_message_handler(answer)
    await bus.request_name(GNOME)
    try:
        yield calls
    finally:
        bus.disconnect()
