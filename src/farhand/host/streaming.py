"""What a run is writing or printing now: told to devices while it happens, five times a second, and not kept."""

from collections.abc import Awaitable, Callable

from farhand.clock import Clock
from farhand.crypto.identity import Identity
from farhand.crypto.sealing import seal_ephemeral
from farhand.database import Database
from farhand.ids import RandomBytes, TaskId, new_id
from farhand.runs.protocol import Printing, Writing
from farhand.thread.thread import Thread
from farhand.wire.answers import AnyEphemeral, CheckOutput, TextDelta
from farhand.wire.envelope import NONCE_BYTES, Envelope

PAUSE_S = 0.2  # five updates a second are as many as anybody reads
LIFE_MS = 10 * 1000  # nobody wants yesterday's typing
MAX_TEXT = 8000  # the end of a long text; the whole comes with the record


class Streaming:
    """Coalesces and seals; what nobody listens to is not sealed at all."""

    def __init__(
        self,
        database: Database,
        thread: Thread,
        identity: Identity,
        send: Callable[[Envelope], Awaitable[bool]],
        is_heard: Callable[[], bool],
        clock: Clock,
        random: RandomBytes,
    ) -> None:
        self._database = database
        self._thread = thread
        self._identity = identity
        self._send = send
        self._is_heard = is_heard
        self._clock = clock
        self._random = random
        self._told_s: dict[str, float] = {}

    async def tell(self, task: TaskId, event: Writing | Printing) -> None:
        """Tell what is there so far, unless something was told a moment ago."""
        now_s = self._clock.monotonic_s()
        if not self._is_heard() or now_s - self._told_s.get(event.run, -PAUSE_S) < PAUSE_S:
            return
        self._told_s[event.run] = now_s
        text = event.text[-MAX_TEXT:]
        match event:
            case Writing():
                body: AnyEphemeral = TextDelta(task=task, run=event.run, text=text)
            case Printing():
                body = CheckOutput(task=task, run=event.run, text=text)
        epoch = await self._database.read(self._thread.epoch)
        await self._send(
            seal_ephemeral(
                self._identity,
                epoch=epoch.id,
                epoch_key=epoch.key,
                body=body.to_json(),
                id=new_id(self._random),
                nonce=self._random(NONCE_BYTES),
                expires_ms=self._clock.now_ms() + LIFE_MS,
            )
        )

    def forget(self, run: str) -> None:
        """Forget a run that is over."""
        self._told_s.pop(run, None)
