"""From a challenge to a logged-in party, for sockets and for HTTP."""

import asyncio

from farhand.errors import FarhandError
from farhand.log import Log
from farhand.relay import frames
from farhand.relay.connection import Connection, ConnectionClosed, Pipe, Remote
from farhand.relay.desk import Desk
from farhand.relay.login import BadLogin, Nonces, verify_login
from farhand.relay.mailbox import Party
from farhand.relay.room import Room
from farhand.relay.session import Session, parse_control
from farhand.wire.relay import Challenge, Cursor, Login, Welcome

_log = Log.of(__name__)


async def authenticate(desk: Desk, room: Room, login: Login, nonce: bytes, audience: str) -> Party | BadLogin:
    """Return who answered the challenge; a host's list is taken with it."""
    party = verify_login(login, nonce, audience, room.access, is_admitted=desk.admits(login.host))
    if isinstance(party, BadLogin) or party.role != "host" or login.access is None:
        return party
    is_taken = await room.put_access(login.access, party.key)
    return party if is_taken else BadLogin("bad_login", "the access list is not signed by the host")


async def to_welcome(desk: Desk, room: Room, party: Party) -> Welcome:
    """Return what a party hears after its login."""
    heads = await desk.engine.heads(party.host)
    token = desk.tokens.issue(party)
    presence = room.presence()
    return Welcome(
        party=party.id,
        token=token.text,
        token_expires=token.expires_ms,
        up=Cursor(log=heads.up.log, mseq=heads.up.mseq),
        down=Cursor(log=heads.down.log, mseq=heads.down.mseq),
        at=desk.clock.now_ms(),
        presence=presence.presence,
        presence_at=presence.received_at if presence.presence else None,
        host_connected=presence.connected,
    )


class Visit:
    """One connection, from its challenge to its end."""

    def __init__(self, desk: Desk, audience: str, remote: Remote) -> None:
        self._desk = desk
        self._audience = audience
        self._remote = remote
        self._stirred = asyncio.Event()
        self._session: Session | None = None
        limits = desk.limits
        self._inbox = Pipe(limits.frames_waiting, limits.bytes_waiting, self._stirred.set)
        self._outbox = Pipe(limits.frames_waiting, limits.bytes_waiting, self._stir_if_paging)
        self.connection = Connection(self._inbox, self._outbox)

    async def run(self) -> None:
        """Serve the connection until it ends; its faults end it alone."""
        try:
            await self._run()
        except ConnectionClosed:
            pass
        except FarhandError as error:
            _log.warning("relay.connection_failed", code=error.code, reason=error.message)
            self._refuse("gone", error.message)
        except Exception:  # noqa: BLE001  # one connection's fault never ends the relay
            _log.exception("relay.connection_failed")
            self._refuse("gone", "the relay failed")
        finally:
            self._inbox.close()
            self._outbox.close()

    async def _run(self) -> None:
        nonces = Nonces(self._desk.clock, self._desk.random, capacity=1)
        nonce = nonces.issue()
        self._outbox.put_nowait(frames.control(Challenge(nonce=nonce, at=self._desk.clock.now_ms())))
        try:
            async with asyncio.timeout(self._desk.limits.login_s):
                login = parse_control(await self._inbox.get())
        except TimeoutError:
            self._refuse("bad_login", "no login in time")
            return
        if not isinstance(login, Login) or not nonces.spend(nonce):
            self._refuse("bad_login", "the first word is a login, within a minute")
            return
        async with self._desk.rooms.using(login.host) as room:
            party = await authenticate(self._desk, room, login, nonce, self._audience)
            if isinstance(party, BadLogin):
                self._refuse(party.code, party.message)
            elif party.role == "host":
                await self._serve_host(room, party, login)
            else:
                await self._serve_device(room, party)

    async def _serve_host(self, room: Room, party: Party, login: Login) -> None:
        if login.lease and (taken := await room.claim(login.lease)):
            self._outbox.put_nowait(frames.control(taken))
            self._refuse("lease", "another process is this host now")
            return
        welcome = await to_welcome(self._desk, room, party)
        session = self._begin(room, party)
        session.push(frames.control(welcome))
        room.enter_host(session, login.lease)
        await self._serve(room, session)

    async def _serve_device(self, room: Room, party: Party) -> None:
        welcome = await to_welcome(self._desk, room, party)
        if room.members.get(party.id) != party.key:  # the list may have changed meanwhile
            self._refuse("not_member", "this device is no longer paired with the host")
            return
        session = self._begin(room, party)
        session.push(frames.control(welcome))
        room.enter_device(session, self._desk.limits.sockets_per_device)
        await self._serve(room, session)

    def _begin(self, room: Room, party: Party) -> Session:
        self._session = Session(self._desk, room, party, self._remote, self._inbox, self._outbox, self._stirred)
        return self._session

    async def _serve(self, room: Room, session: Session) -> None:
        try:
            await session.serve()
        finally:
            self._desk.rendezvouses.leave(session)
            await room.leave(session)
            await session.flush_ack()

    @property
    def is_inside(self) -> bool:
        """Whether someone logged in."""
        return self._session is not None

    def end(self, message: str) -> None:
        """End the connection for a reason of the relay's own."""
        if self._session:
            self._session.reject("gone", message)
        else:
            self._refuse("gone", message)
            self._inbox.close()

    def _refuse(self, code: str, message: str) -> None:
        self._outbox.close(frames.rejected(code, message))

    def _stir_if_paging(self) -> None:
        if self._session and self._session.wants_room:
            self._stirred.set()
