"""Posts notices, and tells each on every channel from its stored row."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Protocol

from farhand.attention import store
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.ids import NoticeId, RandomBytes, TaskId, new_id
from farhand.log import Log
from farhand.masking import Masker
from farhand.thread.thread import Thread
from farhand.wire.attention_events import NoticePosted, NoticeTold

log = Log.of(__name__)
LOOK_S = 60  # a telling that was missed is made at most this much later
TELL_TIMEOUT_S = 15  # a desktop's notification service that hangs must not hold up the next notice
STALE_MS = 6 * 3600 * 1000  # after a long stop old news is not shouted; it stays unread in the app


class Channel(Protocol):
    """One way to tell a person something."""

    async def tell(self, title: str, body: str) -> tuple[str, str]:
        """Tell it; return the result (accepted, gone, failed, unavailable) and words about it. Never raises."""
        ...


class Notices:
    """A service: whatever is posted is told on each channel, once, also after a restart."""

    name = "notices"

    def __init__(
        self,
        database: Database,
        thread: Thread,
        channels: Mapping[str, Channel],
        clock: Clock,
        random: RandomBytes,
    ) -> None:
        self._database = database
        self._thread = thread
        self._channels = channels
        self._clock = clock
        self._random = random
        self._wake = asyncio.Event()
        self._masker = Masker()

    def post(self, connection: Connection, kind: str, title: str, body: str, task: TaskId | None = None) -> None:
        """Post a notice in the caller's transaction; call `wake` after the commit."""
        posted = NoticePosted.model_validate(
            {
                "at": self._clock.now_ms(),
                "notice": NoticeId(new_id(self._random)),
                "task": task,
                "kind": kind,
                "title": self._masker.mask(title),
                "body": self._masker.mask(body),
            }
        )
        (record,) = self._thread.append(connection, posted)
        store.add_notice(connection, record.seq, posted, tuple(self._channels))

    def wake(self) -> None:
        """Tell what was posted."""
        self._wake.set()

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        while True:
            self._wake.clear()
            while waiting := await self._database.read(store.untold):
                for notice, channel in waiting:
                    await self._tell(notice, channel)
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _tell(self, notice: store.Notice, channel: str) -> None:
        result, words = "unavailable", "this channel is switched off"
        if self._clock.now_ms() - notice.at > STALE_MS:
            result, words = "failed", "too old to be told when the computer came back"
        elif channel in self._channels:
            try:
                async with asyncio.timeout(TELL_TIMEOUT_S):
                    result, words = await self._channels[channel].tell(notice.title, notice.body)
            except TimeoutError:
                result, words = "failed", "no answer in time"
        told = NoticeTold.model_validate(
            {"at": self._clock.now_ms(), "notice": notice.id, "channel": channel, "result": result, "words": words}
        )

        def save(connection: Connection) -> None:
            store.told(connection, notice.id, channel, result, words)
            self._thread.append(connection, told)

        await self._database.write(save)
        log.info("notice.told", notice=notice.id, channel=channel, result=result)
