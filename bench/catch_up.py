"""Ten thousand events in the real app in Chromium: from open to all shown, against parsing the same bytes."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from bench.measure import Aim, Result, conclude, tell
from bench.phone import phone_behind

EVENTS = 10_000
ROUNDS = 10
AIM = Aim(value=1)

READ = """([url, count]) => new Promise((resolve, reject) => {
  const began = performance.now(), decoder = new TextDecoder(), events = [];
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.onerror = () => reject(new Error('the floor is gone'));
  socket.onmessage = ({ data }) => {
    if (events.push(JSON.parse(decoder.decode(data))) === count) resolve(performance.now() - began);
  };
})"""


def measure(rounds: int = ROUNDS, events: int = EVENTS) -> Result:
    """Measure both in turns; each time the browser has what it had when it was paired."""
    return asyncio.run(_measure(rounds, events))


async def _measure(rounds: int, events: int) -> Result:
    values: list[float] = []
    floors: list[float] = []
    async with phone_behind(events) as (phone, frames), _serving(frames) as url:
        for _ in range(rounds):
            async with phone.awake() as (page, _):
                values.append(await phone.open_app(page))
                floor: float = await page.evaluate(READ, [url, events])
                floors.append(floor / 1000)
    return conclude("catch_up", "s", AIM, values, floors)


@asynccontextmanager
async def _serving(frames: Sequence[bytes]) -> AsyncGenerator[str]:
    """Serve frames to whoever connects, as fast as they are taken."""

    async def serve(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        for frame in frames:
            await socket.send_bytes(frame)
        await socket.close()
        return socket

    app = web.Application()
    app.router.add_get("/", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"ws://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    tell(measure, events=EVENTS)
