"""The relay as a host uses it: inside this process, or elsewhere."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from farhand.clock import Clock
from farhand.crypto.identity import Identity
from farhand.database import Database
from farhand.host.blobs import Blobs, EmbeddedBlobs, RemoteBlobs
from farhand.host.embedded import RelayDial
from farhand.ids import HostId
from farhand.relay.engines.sqlite import MIGRATIONS, SqliteEngine
from farhand.relay.mailbox import Limits
from farhand.relay.relay import Relay
from farhand.settings import Settings
from farhand.sync.link import Dial
from farhand.sync.websocket import WebSocketDial

RELAY_DATABASE = "relay.sqlite"


@dataclass(frozen=True, slots=True)
class RelaySide:
    """The relay as a host uses it: `relay` is the one inside this process, if it is."""

    dial: Dial
    blobs: Blobs
    relay: Relay | None


@asynccontextmanager
async def relay_side(settings: Settings, identity: Identity, clock: Clock) -> AsyncGenerator[RelaySide]:
    """Give the relay inside this process, or the way to one elsewhere."""
    host_id = HostId(identity.id)
    if settings.relay:
        async with aiohttp.ClientSession() as session:
            blobs = RemoteBlobs(session, settings.relay, identity, clock)
            yield RelaySide(WebSocketDial(session, settings.relay), blobs, None)
        return
    async with Database.open(settings.data / RELAY_DATABASE, MIGRATIONS) as database:
        engine = SqliteEngine(database, settings.data / "blobs")
        limits = Limits()
        relay = Relay(engine, clock, lambda host: host == host_id, limits=limits)
        async with relay.running():
            blobs = EmbeddedBlobs(engine, host_id, limits.blob_bytes, clock)
            yield RelaySide(RelayDial(relay), blobs, relay)
