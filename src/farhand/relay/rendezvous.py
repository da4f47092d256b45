"""Where a host meets a device that is not paired yet: few, small, slow and short-lived channels."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from farhand.clock import Clock
from farhand.ids import RandomBytes, new_id
from farhand.relay import frames
from farhand.relay.connection import ConnectionClosed, Pipe, Remote
from farhand.relay.rate import Bucket, Buckets
from farhand.wire.relay import ChannelClosed

MAX_CHANNELS = 4  # a phone that reconnects, and room for one more person with the code
MAX_OPEN_PER_HOST = 4
MAX_FRAME_BYTES = 64 << 10  # the first page of a thread fits
MAX_WAITING = 32
MAX_LIFE_MS = 10 * 60_000  # an invitation lives 3 minutes, typing the digits a little longer
BURST = 60  # frames and connections at once: a pairing takes five
PER_S = 1.0


class JoinRefusal(StrEnum):
    """Why a device cannot come to a rendezvous."""

    UNKNOWN = "unknown"
    FULL = "full"
    TOO_OFTEN = "too_often"


class Hosting(Protocol):
    """The host's connection, as a rendezvous sees it."""

    def push(self, frame: bytes) -> None:
        """Send what must arrive."""
        ...

    def offer(self, frame: bytes) -> None:
        """Send what may be dropped."""
        ...


@dataclass(slots=True)
class _Rendezvous:
    id: str
    host: Hosting
    expires_ms: int
    bucket: Bucket
    channels: "dict[str, Channel]" = field(default_factory=dict[str, "Channel"])


class Channel:
    """A device's connection to the host at a rendezvous."""

    def __init__(self, table: "Rendezvouses", met: _Rendezvous, id_: str, remote: Remote) -> None:
        self.id = id_
        self.remote = remote
        self._table = table
        self._met = met
        self.to_device = Pipe(MAX_WAITING, MAX_WAITING * MAX_FRAME_BYTES, lambda: None)

    async def send(self, frame: bytes) -> None:
        """Hand the host a frame; raises ConnectionClosed when the rendezvous is over or the limits are passed."""
        if self.to_device.is_closed:
            raise ConnectionClosed("the rendezvous is over")
        if len(frame) > MAX_FRAME_BYTES or not self._table.may_send(self._met, self.remote):
            await self.close()
            raise ConnectionClosed("too much or too often for a rendezvous")
        self._met.host.offer(frames.rendezvous(self._met.id, self.id, frame))

    async def receive(self) -> bytes:
        """Wait for the host's next frame; raises ConnectionClosed after the last one."""
        return await self.to_device.get()

    async def close(self) -> None:
        """Leave the rendezvous."""
        if self._met.channels.pop(self.id, None):
            self._met.host.push(frames.control(ChannelClosed(rendezvous=self._met.id, channel=self.id)))
        self.to_device.close()


class Rendezvouses:
    """Every rendezvous that is open now; they end with the host's connection."""

    def __init__(self, clock: Clock, random: RandomBytes) -> None:
        self._clock = clock
        self._random = random
        self._open: dict[str, _Rendezvous] = {}
        self._addresses = Buckets(BURST, PER_S)

    def open(self, host: Hosting, id_: str, expires_ms: int) -> None:
        """Let devices come to a rendezvous until it expires; an id that another holds stays theirs."""
        held = self._open.get(id_)
        if held and held.host is not host:
            return
        now_ms = self._clock.now_ms()
        until_ms = min(expires_ms, now_ms + MAX_LIFE_MS)
        if held:
            held.expires_ms = until_ms
            return
        mine = [each for each in self._open.values() if each.host is host]
        if len(mine) >= MAX_OPEN_PER_HOST:
            self._end(mine[0])
        self._open[id_] = _Rendezvous(id_, host, until_ms, Bucket(BURST, PER_S, self._clock.monotonic_s()))

    def close(self, host: Hosting, id_: str) -> None:
        """End a rendezvous of this host."""
        met = self._open.get(id_)
        if met and met.host is host:
            self._end(met)

    def leave(self, host: Hosting) -> None:
        """End every rendezvous of a host whose connection closed."""
        for met in [each for each in self._open.values() if each.host is host]:
            self._end(met)

    def join(self, id_: str, remote: Remote) -> Channel | JoinRefusal:
        """Bring a device to a rendezvous."""
        if not self._addresses.take(remote.address, self._clock.monotonic_s()):
            return JoinRefusal.TOO_OFTEN
        met = self._open.get(id_)
        if met is None or met.expires_ms <= self._clock.now_ms():
            return JoinRefusal.UNKNOWN
        if len(met.channels) >= MAX_CHANNELS:
            return JoinRefusal.FULL
        channel = Channel(self, met, new_id(self._random), remote)
        met.channels[channel.id] = channel
        return channel

    def take_from_host(self, host: Hosting, frame: bytes) -> None:
        """Give a host's frame to the device it names; to one that left it goes nowhere."""
        id_, channel_id, payload = frames.split_rendezvous(frame)
        met = self._open.get(id_)
        channel = met.channels.get(channel_id) if met and met.host is host else None
        if channel and (len(payload) > MAX_FRAME_BYTES or not channel.to_device.put_nowait(payload)):
            channel.to_device.close()

    def may_send(self, met: _Rendezvous, remote: Remote) -> bool:
        """Return whether a device may send one more frame now."""
        now_s = self._clock.monotonic_s()
        return (
            met.expires_ms > self._clock.now_ms()
            and self._addresses.take(remote.address, now_s)
            and met.bucket.take(now_s)
        )

    def sweep(self) -> None:
        """End what expired."""
        now_ms = self._clock.now_ms()
        for met in [each for each in self._open.values() if each.expires_ms <= now_ms]:
            self._end(met)

    def _end(self, met: _Rendezvous) -> None:
        del self._open[met.id]
        channels = list(met.channels.values())
        met.channels.clear()
        for channel in channels:
            channel.to_device.close()
