"""The relay over real sockets, on disk."""

import asyncio
import hashlib
import io
import os
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from farhand.errors import UsageError
from farhand.ids import new_id
from farhand.relay.connection import ConnectionClosed
from farhand.relay.mailbox import BLOB_CHUNK_BYTES
from farhand.relay.server import serving_relay
from farhand.wire import relay as wire
from farhand.wire.envelope import MAX_ENVELOPE_BYTES, Class
from farhand.wire.model import to_base64url
from tests.relay.client import Client, Delivered, HostClient, Someone


class Socket:
    """A WebSocket as frames."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def send(self, frame: bytes) -> None:
        await self._socket.send_bytes(frame)

    async def receive(self) -> bytes:
        message = await self._socket.receive()
        if message.type is not aiohttp.WSMsgType.BINARY:
            raise ConnectionClosed("the socket is closed")
        assert isinstance(message.data, bytes)
        return message.data

    async def close(self) -> None:
        await self._socket.close()


@dataclass(slots=True)
class Site:
    """A relay that listens, and who may use it."""

    port: int
    http: aiohttp.ClientSession
    host: Someone
    phone: Someone

    @property
    def audience(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.audience}/v1/{path}"

    async def socket(self, path: str = "mailbox") -> Socket:
        return Socket(await self.http.ws_connect(self.url(path), max_msg_size=0))

    async def host_in(self, *devices: Someone) -> HostClient:
        client = HostClient(self.host, await self.socket(), audience=self.audience)
        await client.enter(access=self.host.access(1, *(devices or (self.phone,))))
        return client

    async def device_in(self) -> Client:
        client = Client(self.phone, await self.socket(), audience=self.audience)
        await client.enter(self.host)
        return client

    async def token(self, who: Someone, host: Someone | None = None) -> dict[str, str]:
        """Log in over HTTP and return the header that proves it."""
        async with self.http.get(self.url("challenge")) as answer:
            nonce = wire.Challenge.model_validate_json(await answer.read()).nonce
        login = who.login(nonce, host=host, audience=self.audience).model_copy(update={"nonce": nonce})
        async with self.http.post(self.url("login"), data=login.to_json()) as answer:
            assert answer.status == 200
            welcome = wire.Welcome.model_validate_json(await answer.read())
        return {"Authorization": f"Bearer {welcome.token}"}

    async def code(self, answer: aiohttp.ClientResponse) -> tuple[int, str]:
        body = await answer.json()
        return answer.status, str(body["code"])


@pytest.fixture
async def site(tmp_path: Path) -> AsyncGenerator[Site]:
    host = Someone("host")
    serving = serving_relay(
        tmp_path,
        port=0,
        address="127.0.0.1",
        is_allowed_host=lambda name: name.partition(":")[0] == "127.0.0.1",
        admits=lambda host_id: host_id == host.id,
    )
    async with serving as port, aiohttp.ClientSession() as http:
        yield Site(port, http, host, Someone("phone"))


async def test_a_command_goes_from_socket_to_disk_to_socket(site: Site) -> None:
    host, phone = await site.host_in(), await site.device_in()
    await host.read_to_end()
    command = site.phone.command(site.host)
    assert await phone.store(command) == 1
    assert await host.wait_delivered() == Delivered(1, command)


async def test_the_largest_envelope_passes_and_one_byte_more_is_refused_in_words(site: Site) -> None:
    host, phone = await site.host_in(), await site.device_in()
    await host.read_to_end()
    largest = site.phone.command(site.host, os.urandom(MAX_ENVELOPE_BYTES - 92))
    await phone.store(largest)
    assert (await host.wait_delivered()).envelope == largest
    assert await phone.refused(site.phone.command(site.host, bytes(MAX_ENVELOPE_BYTES - 91))) == "too_large"


async def test_a_login_signed_for_another_address_is_refused(site: Site) -> None:
    visitor = HostClient(site.host, await site.socket(), audience="localhost:1")
    await visitor.say(site.host.login((await visitor.wait(wire.Challenge)).nonce, audience="localhost:1"))
    assert await visitor.wait_rejected() == "bad_login"
    with pytest.raises(ConnectionClosed):
        await visitor.next()


async def test_a_removed_device_loses_its_socket_and_its_token(site: Site) -> None:
    host, phone = await site.host_in(), await site.device_in()
    headers = await site.token(site.phone, site.host)
    await host.say(wire.PutAccess(access=site.host.access(2)))
    assert await phone.wait_rejected() == "not_member"
    with pytest.raises(ConnectionClosed):
        await phone.next()
    command = site.phone.command(site.host)
    async with site.http.post(site.url("send"), data=command.raw, headers=headers) as answer:
        assert await site.code(answer) == (403, "not_member")


async def test_a_closed_socket_is_told_to_the_host(site: Site) -> None:
    host, phone = await site.host_in(), await site.device_in()
    assert (await host.wait(wire.DevicePresent)).connected
    await phone.close()
    assert not (await host.wait(wire.DevicePresent)).connected


@pytest.mark.parametrize("path", ["mailbox", "health", "challenge", f"rendezvous/{'0' * 32}"])
async def test_a_foreign_name_for_this_machine_is_refused(site: Site, path: str) -> None:
    async with site.http.get(site.url(path), headers={"Host": "rebound.example"}) as answer:
        assert await site.code(answer) == (403, "foreign_host")


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://127.0.0.1:1"])
async def test_pages_of_another_origin_are_refused(site: Site, origin: str) -> None:
    async with site.http.get(site.url("challenge"), headers={"Origin": origin}) as answer:
        assert await site.code(answer) == (403, "foreign_origin")
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await site.http.ws_connect(site.url("mailbox"), headers={"Origin": origin})


async def test_the_apps_own_origin_is_let_in(site: Site) -> None:
    async with site.http.get(site.url("health"), headers={"Origin": f"http://{site.audience}"}) as answer:
        assert (answer.status, await answer.json()) == (200, {"ok": True})


async def test_a_worker_sends_over_http_and_a_repeat_gets_its_first_place(site: Site) -> None:
    host = await site.host_in()
    await host.read_to_end()
    headers = await site.token(site.phone, site.host)
    command = site.phone.command(site.host)
    for _ in range(2):
        async with site.http.post(site.url("send"), data=command.raw, headers=headers) as answer:
            assert answer.status == 200
            assert wire.Stored.model_validate_json(await answer.read()) == wire.Stored(id=command.header.id, mseq=1)
    assert await host.wait_delivered() == Delivered(1, command)


async def test_http_sends_are_judged_like_those_of_a_socket(site: Site) -> None:
    await site.host_in()
    headers = await site.token(site.phone, site.host)
    cases = (
        (b"no envelope", 400, "malformed"),
        (site.host.record().raw, 403, "wrong_mailbox"),
        (site.phone.command(site.host, expires_ms=1).raw, 410, "expired"),
        (bytes(MAX_ENVELOPE_BYTES + 1), 413, "too_large"),
        (site.phone.envelope(Class.DIRECT, host=site.host, key=new_id()).raw, 403, "wrong_mailbox"),
    )
    for body, status, code in cases:
        async with site.http.post(site.url("send"), data=io.BytesIO(body), headers=headers) as answer:
            assert await site.code(answer) == (status, code)


async def test_a_direct_envelope_over_http_reaches_the_host_at_once(site: Site) -> None:
    host = await site.host_in()
    headers = await site.token(site.phone, site.host)
    hello = site.phone.envelope(Class.DIRECT, host=site.host, key=site.host.id)
    async with site.http.post(site.url("send"), data=hello.raw, headers=headers) as answer:
        assert wire.Stored.model_validate_json(await answer.read()).mseq == 0
    assert await host.wait_delivered() == Delivered(0, hello)


async def test_a_nonce_is_good_for_one_login(site: Site) -> None:
    await site.host_in()
    async with site.http.get(site.url("challenge")) as answer:
        nonce = wire.Challenge.model_validate_json(await answer.read()).nonce
    login = site.phone.login(nonce, host=site.host, audience=site.audience).model_copy(update={"nonce": nonce})
    async with site.http.post(site.url("login"), data=login.to_json()) as answer:
        assert answer.status == 200
    async with site.http.post(site.url("login"), data=login.to_json()) as answer:
        assert await site.code(answer) == (401, "bad_login")


async def test_calls_without_a_token_that_lives_are_refused(site: Site) -> None:
    for headers in ({}, {"Authorization": "Bearer made-up"}, {"Authorization": "Basic x"}):
        async with site.http.get(site.url(f"blobs/{new_id()}/0"), headers=headers) as answer:
            assert await site.code(answer) == (401, "bad_login")


async def test_chunks_are_put_once_and_read_by_host_and_device(site: Site) -> None:
    await site.host_in()
    sender, reader = await site.token(site.phone, site.host), await site.token(site.host)
    blob, data = new_id(), os.urandom(BLOB_CHUNK_BYTES)
    sha256 = to_base64url(hashlib.sha256(data).digest())
    url = site.url(f"blobs/{blob}/0")
    async with site.http.head(url, headers=sender) as answer:
        assert answer.status == 404
    for status in (201, 200):
        async with site.http.put(url, params={"sha256": sha256}, data=io.BytesIO(data), headers=sender) as answer:
            assert answer.status == status
    async with site.http.head(url, headers=sender) as answer:
        assert (answer.status, answer.headers["ETag"], answer.content_length) == (200, f'"{sha256}"', len(data))
    async with site.http.get(url, headers=reader) as answer:
        assert await answer.read() == data


async def test_a_chunk_cannot_be_replaced_nor_put_under_a_wrong_hash(site: Site) -> None:
    await site.host_in()
    headers = await site.token(site.phone, site.host)
    url = site.url(f"blobs/{new_id()}/3")
    first, other = (to_base64url(hashlib.sha256(data).digest()) for data in (b"first", b"other"))
    async with site.http.put(url, params={"sha256": first}, data=b"first", headers=headers):
        pass
    for sha256, data in ((other, b"other"), (first, b"altered"), ("", b"first"), ("!", b"first")):
        async with site.http.put(url, params={"sha256": sha256}, data=data, headers=headers) as answer:
            assert await site.code(answer) == (409, "frozen")
    async with site.http.put(url, data=io.BytesIO(bytes(BLOB_CHUNK_BYTES + 1)), headers=headers) as answer:
        assert await site.code(answer) == (413, "too_large")


async def test_a_device_deletes_its_own_chunks_only_and_the_host_any(site: Site) -> None:
    tablet = Someone("tablet")
    await site.host_in(site.phone, tablet)
    owner, other, host = (
        await site.token(site.phone, site.host), await site.token(tablet, site.host), await site.token(site.host)
    )  # fmt: skip
    url = site.url(f"blobs/{new_id()}/0")
    sha256 = to_base64url(hashlib.sha256(b"chunk").digest())
    async with site.http.put(url, params={"sha256": sha256}, data=b"chunk", headers=owner):
        pass
    async with site.http.delete(url, headers=other) as answer:
        assert await site.code(answer) == (403, "refused")
    async with site.http.delete(url, headers=host) as answer:
        assert answer.status == 204
    async with site.http.get(url, headers=owner) as answer:
        assert await site.code(answer) == (404, "not_found")


@pytest.mark.parametrize(
    "path", ["..%2f..%2fetc/0", f"{'0' * 32}/-1", f"{'0' * 32}/99999", f"{'0' * 32}/{'9' * 5000}", f"{'0' * 31}g/0"]
)
async def test_a_chunk_that_cannot_be_is_not_found(site: Site, path: str) -> None:
    await site.host_in()
    headers = await site.token(site.phone, site.host)
    async with site.http.get(site.url(f"blobs/{path}"), headers=headers) as answer:
        assert answer.status == 404


async def test_a_phone_meets_the_host_without_a_login(site: Site) -> None:
    host, rendezvous = await site.host_in(), new_id()
    await host.say(wire.OpenRendezvous(rendezvous=rendezvous, expires=1 << 50))
    await host.sync()
    phone = await site.socket(f"rendezvous/{rendezvous}")
    await phone.send(b"\x01hello")
    met = await host.wait_met()
    await host.meet(met, b"\x02welcome")
    async with asyncio.timeout(5):
        assert await phone.receive() == b"\x02welcome"
    await phone.close()
    assert (await host.wait(wire.ChannelClosed)).channel == met.channel


async def test_a_page_hears_by_the_closing_code_that_nobody_waits_at_a_rendezvous(site: Site) -> None:
    async with asyncio.timeout(5), site.http.ws_connect(site.url(f"rendezvous/{new_id()}")) as socket:
        closed = await socket.receive()
    assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, 4404)


async def test_mail_list_and_log_survive_a_restart(tmp_path: Path) -> None:
    host, phone, logs = Someone("host"), Someone("phone"), list[str]()
    for turn in range(2):
        serving = serving_relay(
            tmp_path, port=0, address="127.0.0.1", is_allowed_host=lambda _: True, admits=lambda _: True
        )
        async with serving as port, aiohttp.ClientSession() as http:
            site = Site(port, http, host, phone)
            if turn == 0:
                await (await site.host_in()).close()
                device = await site.device_in()
                await device.store(phone.command(host))
            else:
                device = await site.device_in()
                reader = await site.host_in()
                assert await reader.read_to_end() == [1]
            logs.append((await device.read()).log)
    assert logs[0] == logs[1]


async def test_a_port_in_use_is_said_in_words(site: Site, tmp_path: Path) -> None:
    serving = serving_relay(
        tmp_path / "second", port=site.port, address="127.0.0.1", is_allowed_host=lambda _: True, admits=lambda _: True
    )
    with pytest.raises(UsageError):
        async with serving:
            pass
