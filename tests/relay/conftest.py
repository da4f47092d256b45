"""A running relay in memory, a host and two devices."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

import pytest

from farhand.relay.connection import LOCAL, Remote
from farhand.relay.relay import Relay
from tests.fakes.relay_engine import MemoryEngine
from tests.relay.client import Client, HostClient, Someone
from tests.relay.clock import ManualClock


@dataclass(slots=True)
class World:
    """One relay and who may use it."""

    relay: Relay
    engine: MemoryEngine
    clock: ManualClock
    host: Someone
    phone: Someone
    tablet: Someone

    async def host_in(self, version: int = 1, *devices: Someone) -> HostClient:
        """Log the host in with a list; both devices, unless told otherwise."""
        client = HostClient(self.host, self.relay.connect())
        await client.enter(access=self.host.access(version, *(devices or (self.phone, self.tablet))))
        return client

    async def device_in(self, who: Someone, remote: Remote = LOCAL) -> Client:
        """Log a device in."""
        client = Client(who, self.relay.connect(remote=remote))
        await client.enter(self.host)
        return client

    def visitor(self, who: Someone) -> Client:
        """Connect someone who has not logged in."""
        return Client(who, self.relay.connect())


@pytest.fixture
async def world() -> AsyncGenerator[World]:
    engine, clock, host = MemoryEngine(), ManualClock(), Someone("host")
    async with Relay(engine, clock, lambda host_id: host_id == host.id).running() as relay:
        yield World(relay, engine, clock, host, Someone("phone"), Someone("tablet"))
