"""The relay over plain HTTP calls: login, sending from a service worker, and blobs."""

import re
from collections.abc import Awaitable, Callable

from aiohttp import web
from pydantic import ValidationError

from farhand.ids import ID_PATTERN
from farhand.relay.engine import BlobPut, ToAppend
from farhand.relay.entering import authenticate, to_welcome
from farhand.relay.guard import Handler, read_body, refuse
from farhand.relay.login import BadLogin
from farhand.relay.mailbox import BLOB_CHUNK_BYTES, BLOB_MARGIN_MS, KEEP_MS, Party, PassOn, Refusal, judge
from farhand.relay.relay import Relay
from farhand.relay.room import Room
from farhand.relay.session import MAX_CONTROL_BYTES
from farhand.wire.envelope import MAX_ENVELOPE_BYTES, Envelope, MalformedEnvelope
from farhand.wire.model import Wire, from_base64url, to_base64url
from farhand.wire.relay import Challenge, Login, Stored

_INDEX = re.compile(r"[0-9]{1,4}")  # a blob of 10,000 chunks is far beyond what one file may hold
_STATUS = {"not_member": 403, "wrong_mailbox": 403, "too_large": 413, "quota": 507, "malformed": 400, "expired": 410}
Authorized = Callable[[web.Request, Room, Party], Awaitable[web.Response]]


class Calls:
    """Handlers of HTTP calls to one relay."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._desk = relay.desk

    async def health(self, _: web.Request) -> web.Response:
        """Say that the relay answers."""
        return web.json_response({"ok": True})

    async def challenge(self, _: web.Request) -> web.Response:
        """Issue a nonce."""
        return _answer(Challenge(nonce=self._relay.nonces.issue(), at=self._desk.clock.now_ms()))

    async def login(self, request: web.Request) -> web.Response:
        """Turn an answered challenge into a token."""
        body = await read_body(request, MAX_CONTROL_BYTES)
        if body is None:
            return refuse(413, "too_large", "no login is that long")
        try:
            login = Login.model_validate_json(body)
        except ValidationError:
            return refuse(400, "malformed", "the body is no login")
        if login.nonce is None or not self._relay.nonces.spend(login.nonce):
            return refuse(401, "bad_login", "the nonce is unknown, spent or older than a minute", "ask for a challenge")
        async with self._desk.rooms.using(login.host) as room:
            party = await authenticate(self._desk, room, login, login.nonce, request.host)
            if isinstance(party, BadLogin):
                return refuse(401 if party.code == "bad_login" else 403, party.code, party.message)
            return _answer(await to_welcome(self._desk, room, party))

    def authorized(self, handler: Authorized) -> Handler:
        """Wrap a handler that needs a party whose token lives and who is still in the list."""

        async def authorize(request: web.Request) -> web.Response:
            scheme, _, token = request.headers.get("Authorization", "").partition(" ")
            party = self._desk.tokens.find(token) if scheme.lower() == "bearer" else None
            if party is None:
                return refuse(401, "bad_login", "the token is unknown or older than 15 minutes", "log in again")
            async with self._desk.rooms.using(party.host) as room:
                if party.role == "device" and room.members.get(party.id) != party.key:
                    return refuse(403, "not_member", "this device is not paired with the host")
                return await handler(request, room, party)

        return authorize

    async def send(self, request: web.Request, room: Room, party: Party) -> web.Response:
        """Take one envelope."""
        raw = await read_body(request, MAX_ENVELOPE_BYTES)
        if raw is None:
            return refuse(413, "too_large", f"an envelope holds at most {MAX_ENVELOPE_BYTES} bytes", "send a blob")
        try:
            header = Envelope.parse(raw).header
        except MalformedEnvelope as error:
            return refuse(400, "malformed", str(error))
        verdict = judge(header, len(raw), party, room.members, self._desk.clock.now_ms())
        if isinstance(verdict, Refusal):
            return refuse(_STATUS[verdict.code], verdict.code, verdict.message)
        if isinstance(verdict, PassOn):
            room.pass_on(party.writes, verdict.recipient, raw)
            return _answer(Stored(id=header.id, mseq=0))
        append = ToAppend(header.mailbox, header.sender, header.id, raw, verdict.expires_ms)
        (appended,) = await self._desk.engine.append((append,), self._desk.limits.mailbox_bytes)
        if appended is None:
            return refuse(_STATUS["quota"], "quota", "the mailbox is full until its reader comes")
        return _answer(Stored(id=header.id, mseq=appended.mseq))

    async def put_blob(self, request: web.Request, _: Room, party: Party) -> web.Response:
        """Store a sealed chunk, frozen by its hash."""
        blob, index = _chunk_of(request)
        try:
            sha256 = from_base64url(request.query.get("sha256", ""))
        except ValueError:
            sha256 = b""
        data = await read_body(request, BLOB_CHUNK_BYTES)
        if data is None:
            return refuse(413, "too_large", f"a chunk holds at most {BLOB_CHUNK_BYTES} bytes")
        expires_ms = self._desk.clock.now_ms() + KEEP_MS + BLOB_MARGIN_MS
        quota = self._desk.limits.blob_bytes
        match await self._desk.engine.put_blob(party.host, blob, index, party.id, data, sha256, expires_ms, quota):
            case BlobPut.STORED:
                return web.Response(status=201)
            case BlobPut.HELD:
                return web.Response(status=200)
            case BlobPut.FROZEN:
                return refuse(409, "frozen", "the bytes differ from the hash, or another chunk is stored there")
            case BlobPut.QUOTA:
                return refuse(507, "quota", "the host's space for files is full")

    async def get_blob(self, request: web.Request, _: Room, party: Party) -> web.Response:
        """Return a sealed chunk."""
        blob, index = _chunk_of(request)
        data = await self._desk.engine.get_blob(party.host, blob, index)
        if data is None:
            return _no_chunk()
        return web.Response(body=data, content_type="application/octet-stream")

    async def head_blob(self, request: web.Request, _: Room, party: Party) -> web.Response:
        """Say whether a chunk is stored: its size as length, its hash as ETag."""
        blob, index = _chunk_of(request)
        info = await self._desk.engine.head_blob(party.host, blob, index)
        if info is None:
            return _no_chunk()
        return web.Response(headers={"ETag": f'"{to_base64url(info.sha256)}"', "Content-Length": str(info.size_bytes)})

    async def delete_blob(self, request: web.Request, _: Room, party: Party) -> web.Response:
        """Drop a chunk; the host may drop any, a device its own."""
        blob, index = _chunk_of(request)
        info = await self._desk.engine.head_blob(party.host, blob, index)
        if info and party.role == "device" and info.sender != party.id:
            return refuse(403, "refused", "only the host and the sender may delete a chunk")
        await self._desk.engine.delete_blob(party.host, blob, index)
        return web.Response(status=204)


def _answer(message: Wire) -> web.Response:
    return web.Response(body=message.to_json(), content_type="application/json")


def _no_chunk() -> web.Response:
    return refuse(404, "not_found", "no such chunk is stored")


def _chunk_of(request: web.Request) -> tuple[str, int]:
    blob, index = request.match_info["blob"], request.match_info["index"]
    if not re.fullmatch(ID_PATTERN, blob) or not _INDEX.fullmatch(index):
        raise web.HTTPNotFound
    return blob, int(index)
