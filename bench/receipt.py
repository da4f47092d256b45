"""Message send → receipt 'on host', against two bare WebSocket hops and one durable commit."""

import asyncio
import time

import aiohttp

from bench.device import BenchDevice, paired_device
from bench.echo import echo_socket
from bench.host import running_host
from bench.measure import Aim, Result, conclude, tell
from bench.place import fresh_place
from farhand.wire.commands import CancelTask, SendMessage
from farhand.wire.task_events import TaskCreated

ROUNDS = 200
WARM_UP = 20
FRAME = bytes(1300)  # about a sealed command with its header and padding
BUSY = (
    "!sleep 600"  # keeps the only place busy, so that what is sent meanwhile is taken in and queued, and starts nothing
)
AIM = Aim(ratio=3)


def measure(rounds: int = ROUNDS) -> Result:
    """Measure both in turns."""
    return asyncio.run(_measure(rounds))


async def _measure(rounds: int) -> Result:
    with fresh_place({"FARHAND_PARALLEL": "1"}) as place:
        async with (
            running_host(place) as host,
            paired_device(host, place.root) as device,
            echo_socket(place.root) as socket,
        ):
            await device.mail.send(SendMessage(made_at=0, text=BUSY))
            busy = await device.wait_event(lambda event: isinstance(event, TaskCreated))
            assert isinstance(busy, TaskCreated)
            values: list[float] = []
            floors: list[float] = []
            for _ in range(WARM_UP + rounds):
                floors.append(await _echo(socket))
                values.append(await _send(device))
            await device.mail.send(CancelTask(made_at=0, task=busy.task))
            await device.wait_ended()
    return conclude("receipt", "ms", AIM, values[WARM_UP:], floors[WARM_UP:])


async def _echo(socket: aiohttp.ClientWebSocketResponse) -> float:
    began = time.perf_counter()
    await socket.send_bytes(FRAME)
    await socket.receive_bytes()
    return (time.perf_counter() - began) * 1000


async def _send(device: BenchDevice) -> float:
    began = time.perf_counter()
    message = await device.mail.send(SendMessage(made_at=0, text="Add a limit to the form, and a test"))
    await device.wait_on_host(message)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    tell(measure)
