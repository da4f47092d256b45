import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.crypto.pairing import DeviceProved, Greeted, HostHandshake
from farhand.ids import new_id
from farhand.relay.app import routes
from farhand.sync.device_store import Receipt
from farhand.sync.frames import Rendezvous
from farhand.sync.joining import Joining, PairingRefused
from farhand.sync.link import LinkClosed
from farhand.sync.websocket import WebSocketDial
from farhand.wire.commands import SendMessage
from farhand.wire.pairing import Accepted, Declined, Invitation
from tests.sync.conftest import CLOCK, Home, Place, running


@asynccontextmanager
async def served(place: Place) -> AsyncGenerator[tuple[aiohttp.ClientSession, str]]:
    app = web.Application()
    app.add_routes(routes(place.relay, lambda _: True))
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield session, str(server.make_url("/"))


async def test_a_message_crosses_real_sockets(place: Place) -> None:
    async with asyncio.timeout(5), served(place) as (session, url):
        host = place.home.service(WebSocketDial(session, url))
        phone = place.phone.service(WebSocketDial(session, url))
        async with running(host.run), running(phone.run):
            id_ = await phone.send(SendMessage(made_at=0, text="limit it"))
            await phone.wait_receipt(id_, Receipt.HOST)
    assert await place.home.texts() == ["limit it"]


async def test_a_relay_that_is_not_there_is_said_in_words() -> None:
    async with asyncio.timeout(5), aiohttp.ClientSession() as session:
        with pytest.raises(LinkClosed):
            await WebSocketDial(session, "http://127.0.0.1:1/").connect()


async def answer_pairing(home: Home, handshake: HostHandshake, typed: asyncio.Queue[str], *, goes_well: bool) -> None:
    """Play the host's part of pairing over its mail."""
    assert home.mail is not None
    while True:
        step = await home.news.get()
        if not isinstance(step, Rendezvous):
            continue
        reply = handshake.receive(step.payload)
        assert isinstance(reply, Greeted | DeviceProved)
        await home.mail.send_rendezvous(Rendezvous(step.rendezvous, step.channel, reply.payload))
        if isinstance(reply, DeviceProved):
            assert await typed.get() == reply.digits
            records = await home.database.read(lambda c: home.thread.since(c, 0, 100))
            epoch = await home.database.read(home.thread.epoch)
            accepted = Accepted(
                device=Identity.from_seed(bytes([5]) * 32).id,
                host=home.identity.id,
                epoch=epoch.id,
                epoch_key=epoch.key,
                incarnation=records[0].incarnation,
                access=home.access(),
                records=tuple(each.pack() for each in records),
                at=CLOCK.now_ms(),
            )
            outcome = accepted if goes_well else Declined(code="wrong_digits", message="the digits were wrong")
            payload = handshake.conclude(outcome)
            await home.mail.send_rendezvous(Rendezvous(step.rendezvous, step.channel, payload))
            return


@pytest.mark.parametrize("goes_well", [True, False])
async def test_a_device_pairs_over_a_rendezvous(place: Place, goes_well: bool) -> None:
    home, once = place.home, HpkeKey.new()
    invitation = Invitation(new_id(), once.public, bytes(32), CLOCK.now_ms() // 1000 + 180, "home")
    handshake = HostHandshake(invitation, bytes(once.private), home.identity, home.key.public)
    typed: asyncio.Queue[str] = asyncio.Queue()
    joining = Joining(
        invitation,
        "phone",
        Identity.from_seed(bytes([5]) * 32),
        HpkeKey.new(),
        CLOCK,
        typed.put_nowait,
    )
    async with asyncio.timeout(5), served(place) as (session, url):
        host = home.service(WebSocketDial(session, url))
        async with running(host.run), asyncio.TaskGroup() as group:
            await home.read_all.wait()
            await host.open_rendezvous(invitation.rendezvous, invitation.expires_s * 1000)
            group.create_task(answer_pairing(home, handshake, typed, goes_well=goes_well))
            dial = WebSocketDial(session, url, f"v1/rendezvous/{invitation.rendezvous}")
            if goes_well:
                joined = await joining.pair(dial)
                assert joined.paired.host_public == home.identity.public
            else:
                with pytest.raises(PairingRefused):
                    await joining.pair(dial)
