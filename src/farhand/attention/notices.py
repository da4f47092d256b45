"""Posts notices, and tells each on every channel from its stored row."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from farhand.attention import tellings
from farhand.attention.tellings import Line, Notice, Telling
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.ids import DeviceId, NoticeId, RandomBytes, TaskId, new_id
from farhand.log import Log
from farhand.masking import Masker
from farhand.thread.thread import Thread
from farhand.wire.attention_events import NoticeDelayed, NoticeKind, NoticePosted, NoticeTold, TellingResult

log = Log.of(__name__)
LOOK_S = 60  # a telling that was missed is made at most this much later
TELL_TIMEOUT_S = 15  # a desktop's notification service that hangs must not hold up the next notice
STALE_MS = (
    6 * 3600 * 1000
)  # after a long stop old news is not shouted, nor tried for longer; it stays unread in the app
BACKOFF_MS = (30_000, 120_000, 600_000, 1_800_000)  # and the last of them from then on


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a telling, for good."""

    result: TellingResult
    words: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Telling did not work now, and may in a while: after `wait_ms`, where the channel knows."""

    words: str
    wait_ms: int | None = None


class Channel(Protocol):
    """One way to tell a person something."""

    def readers(self, connection: Connection) -> Sequence[DeviceId | None]:
        """Return the devices to tell; a channel that is no device's tells one reader without a name."""
        ...

    async def tell(self, notice: Notice, device: DeviceId | None) -> Told | Later:
        """Tell one reader. Never raises."""
        ...


class Notices:
    """A service: whatever is posted is told on each channel, once, also after a restart.

    What waits for one reader is told in order; nobody waits for another.
    """

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

    def post(
        self,
        connection: Connection,
        kind: NoticeKind,
        title: str,
        body: str,
        task: TaskId | None = None,
        *,
        asked: str | None = None,
        only: Line | None = None,
    ) -> None:
        """Post a notice in the caller's transaction, to everyone or on one line; call `wake` after the commit."""
        posted = NoticePosted(
            at=self._clock.now_ms(),
            notice=NoticeId(new_id(self._random)),
            task=task,
            kind=kind,
            title=self._masker.mask(title),
            body=self._masker.mask(body),
            asked=asked,
        )
        (record,) = self._thread.append(connection, posted)
        tellings.add(connection, record.seq, posted, [only] if only else self._lines(connection))

    def wake(self) -> None:
        """Tell what was posted."""
        self._wake.set()

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        while True:
            self._wake.clear()
            while waiting := await self._database.read(lambda c: tellings.due(c, self._clock.now_ms())):
                async with asyncio.TaskGroup() as group:
                    for several in _by_line(waiting):
                        group.create_task(self._tell_in_order(several))
            due_ms = await self._database.read(tellings.next_due)
            pause_s = LOOK_S if due_ms is None else min(LOOK_S, max(0, due_ms - self._clock.now_ms()) / 1000)
            try:
                async with asyncio.timeout(pause_s):
                    await self._wake.wait()
            except TimeoutError:
                continue

    def _lines(self, connection: Connection) -> list[Line]:
        return [
            Line(name, device) for name, channel in self._channels.items() for device in channel.readers(connection)
        ]

    async def _tell_in_order(self, several: Sequence[Telling]) -> None:
        for telling in several:
            match self._unless_stale(telling, await self._tell(telling)):
                case Told() as told:
                    await self._database.write(lambda c, telling=telling, told=told: self._conclude(c, telling, told))
                    log.info("notice.told", notice=telling.notice.id, channel=telling.line.channel, result=told.result)
                case Later(words, wait_ms):
                    due_ms = self._clock.now_ms() + (wait_ms or 0)
                    await self._database.write(
                        lambda c, telling=telling, words=words, due_ms=due_ms: self._put_off(c, telling, words, due_ms)
                    )
                    return

    async def _tell(self, telling: Telling) -> Told | Later:
        channel = self._channels.get(telling.line.channel)
        if channel is None:
            return Told("unavailable", "this channel is switched off")
        if self._clock.now_ms() - telling.notice.at > STALE_MS:
            return Told("failed", "too old to be told when the computer came back")
        try:
            async with asyncio.timeout(TELL_TIMEOUT_S):
                return await channel.tell(telling.notice, telling.line.device)
        except TimeoutError:
            return Told("failed", "no answer in time")

    def _unless_stale(self, telling: Telling, outcome: Told | Later) -> Told | Later:
        if isinstance(outcome, Told):
            return outcome
        wait_ms = BACKOFF_MS[min(telling.tries, len(BACKOFF_MS) - 1)] if outcome.wait_ms is None else outcome.wait_ms
        if self._clock.now_ms() + wait_ms - telling.notice.at > STALE_MS:
            return Told("failed", f"given up: {outcome.words}")
        return Later(outcome.words, wait_ms)

    def _put_off(self, connection: Connection, telling: Telling, words: str, due_ms: int) -> None:
        tellings.put_off(connection, telling.notice.id, telling.line, words, due_ms)
        if telling.tries == 0 and telling.line.device is not None:
            self._thread.append(
                connection,
                NoticeDelayed(
                    at=self._clock.now_ms(),
                    notice=telling.notice.id,
                    channel=telling.line.channel,
                    device=telling.line.device,
                    until=due_ms,
                    words=words,
                ),
            )

    def _conclude(self, connection: Connection, telling: Telling, told: Told) -> None:
        tellings.conclude(connection, telling.notice.id, telling.line, told.result, told.words)
        self._thread.append(
            connection,
            NoticeTold(
                at=self._clock.now_ms(),
                notice=telling.notice.id,
                channel=telling.line.channel,
                result=told.result,
                device=telling.line.device,
                words=told.words,
            ),
        )


def _by_line(waiting: Sequence[Telling]) -> Collection[list[Telling]]:
    lines: dict[Line, list[Telling]] = {}
    for each in waiting:
        lines.setdefault(each.line, []).append(each)
    return lines.values()
