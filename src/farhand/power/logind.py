"""What systemd-logind offers a Linux computer, with or without a desktop: not to sleep, and to hear that it will."""

import asyncio
import os
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Literal

from farhand.errors import Unavailable
from farhand.power.keeping import Missing

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

SYSTEM_BUS = "/run/dbus/system_bus_socket"
ADDRESS = "DBUS_SYSTEM_BUS_ADDRESS"
SERVICE, PLACE, MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
BUS, BUS_PLACE = "org.freedesktop.DBus", "/org/freedesktop/DBus"
ANSWER_S = 2.0  # logind answers within milliseconds; a bus that is silent for so long is none
TELL_S = 3.0  # logind waits five seconds for those who asked it to
UNKNOWN = "org.freedesktop.DBus.Error.ServiceUnknown"  # a bus without the service
NONE = "systemd-logind does not answer"


class LogindLock:
    """A wake lock: an open file that logind watches, so that the kernel gives it back when this process dies."""

    def __init__(self) -> None:
        self._file: int | None = None

    async def take(self) -> None:
        """Keep the computer awake; raises Unavailable."""
        async with _connected() as bus:
            self._file = await _inhibit(bus, "idle:sleep", "tasks are running", "block")

    async def is_held(self) -> bool:
        """Return whether it was taken."""
        return self._file is not None

    async def give_back(self) -> None:
        """Let the computer sleep again."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


async def follow_sleep(tell: Callable[[bool], Awaitable[None]]) -> None:
    """Say before the computer sleeps that it will, and after it woke up that it did; raises Unavailable.

    Logind waits a few seconds for whoever asked it to, so that the word still leaves the computer.
    """
    going: asyncio.Queue[bool] = asyncio.Queue()

    def hear(message: "Message") -> None:
        if message.member == "PrepareForSleep" and message.path == PLACE:
            going.put_nowait(bool(message.body[0]))

    async with _connected() as bus:
        from dbus_fast import Message  # noqa: PLC0415  # 4 MB that a host without a system bus need not hold

        bus.add_message_handler(hear)
        rule = f"type='signal',interface='{MANAGER}',member='PrepareForSleep'"
        await _call(bus, Message(BUS, BUS_PLACE, BUS, "AddMatch", signature="s", body=[rule]))
        while True:
            with await _delay(bus):
                await _until(going, sleeps=True)
                with suppress(TimeoutError):
                    async with asyncio.timeout(TELL_S):
                        await tell(True)
            await _until(going, sleeps=False)
            await tell(False)


async def _until(going: asyncio.Queue[bool], *, sleeps: bool) -> None:
    while await going.get() is not sleeps:
        pass


async def _delay(bus: "MessageBus") -> AbstractContextManager[object]:
    try:
        return os.fdopen(await _inhibit(bus, "sleep", "phones are told first", "delay"), "rb")
    except Unavailable:  # then the word may not leave the computer before it sleeps, and phones go by its age
        return nullcontext()


@asynccontextmanager
async def _connected() -> AsyncGenerator["MessageBus"]:
    if ADDRESS not in os.environ and not os.path.exists(SYSTEM_BUS):  # noqa: ASYNC240, PTH110  # one stat
        raise Missing(NONE)
    from dbus_fast import BusType  # noqa: PLC0415  # as above
    from dbus_fast.aio import MessageBus  # noqa: PLC0415  # as above

    bus = MessageBus(bus_type=BusType.SYSTEM, negotiate_unix_fd=True)
    try:
        try:
            async with asyncio.timeout(ANSWER_S):
                await bus.connect()
        except Exception as error:  # every way in which a bus is not there has a type of its own
            raise Missing(NONE) from error
        yield bus
    finally:
        bus.disconnect()


async def _inhibit(bus: "MessageBus", what: str, why: str, mode: Literal["block", "delay"]) -> int:
    from dbus_fast import Message  # noqa: PLC0415  # as above

    asked = Message(SERVICE, PLACE, MANAGER, "Inhibit", signature="ssss", body=[what, "Farhand", why, mode])
    return (await _call(bus, asked)).unix_fds[0]


async def _call(bus: "MessageBus", message: "Message") -> "Message":
    from dbus_fast import MessageType  # noqa: PLC0415  # as above

    try:
        async with asyncio.timeout(ANSWER_S):
            reply = await bus.call(message)
    except (TimeoutError, OSError, EOFError) as error:
        raise Missing(NONE) from error
    if reply.message_type is MessageType.ERROR and reply.error_name == UNKNOWN:
        raise Missing(NONE)
    if reply.message_type is MessageType.ERROR:
        raise Unavailable(f"systemd-logind refused: {reply.body[0] if reply.body else reply.error_name}")
    return reply
