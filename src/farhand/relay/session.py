"""The protocol of one logged-in connection, apart from sockets: frames in, frames out."""

import asyncio

from pydantic import ValidationError

from farhand.ids import ID_BYTES
from farhand.relay import frames
from farhand.relay.connection import Pipe, Remote
from farhand.relay.desk import Desk
from farhand.relay.engine import Head, Page, ToAppend
from farhand.relay.mailbox import Party, PassOn, Refusal, Store, judge
from farhand.relay.reading import Reading, start_after
from farhand.relay.room import Room
from farhand.wire import relay as wire
from farhand.wire.envelope import Envelope, Mailbox, MalformedEnvelope
from farhand.wire.relay import TO_RELAY, Frame

MAX_CONTROL_BYTES = 256 << 10  # an access list of a thousand devices
_ID_AT = 36  # where an envelope's id stands


class Session:
    """What one party sends, and what its host's mailbox has for it.

    One task works off what comes in and pages what is stored. What is live goes out from the task that stored it,
    without a hop, while it continues what this reader has; otherwise it is paged, so a slow reader needs no memory.
    """

    def __init__(
        self, desk: Desk, room: Room, party: Party, remote: Remote, inbox: Pipe, outbox: Pipe, stirred: asyncio.Event
    ) -> None:
        self.party = party
        self.remote = remote
        self._desk = desk
        self._room = room
        self._inbox = inbox
        self._outbox = outbox
        self._stirred = stirred
        self._mailbox = Mailbox(party.host, party.reads)
        self._reading: Reading | None = None
        self._ack: wire.Cursor | None = None
        self._should_look = False
        self._is_rejected = False

    @property
    def wants_room(self) -> bool:
        """Whether pages wait until more was taken."""
        return self._reading is not None and not self._reading.is_live

    def push(self, frame: bytes) -> None:
        """Send what must arrive; a connection too slow for it ends."""
        if not self._outbox.put_nowait(frame):
            self.reject("too_slow", "too much waits for this connection; connect again and read from the cursor")

    def offer(self, frame: bytes) -> None:
        """Send what may be dropped."""
        self._outbox.put_nowait(frame)

    def take_live(self, mseq: int, frame: bytes) -> None:
        """Hear of a new envelope in the log it reads."""
        if self._reading is None:
            return
        if self._reading.take_live(mseq, has_room=self._outbox.has_room()):
            self._outbox.put_nowait(frame)
        elif not self._reading.is_live:
            self._stirred.set()

    def look(self) -> None:
        """Read the store again, and free there what was acked."""
        self._should_look = True
        self._stirred.set()

    def reject(self, code: str, message: str) -> None:
        """End the connection with a reason; what waits in it is dropped."""
        self._is_rejected = True
        self._outbox.close(frames.rejected(code, message), drop=True)
        self._inbox.close()

    async def serve(self) -> None:
        """Work until the connection ends."""
        while not self._is_rejected:
            self._stirred.clear()
            arrived = self._inbox.take()
            if arrived:
                await self._handle(arrived)
            if self._should_look:
                self._should_look = False
                await self.flush_ack()
                if self._reading:
                    self._reading.look()
            if not await self._page() and not arrived:
                if self._inbox.is_closed:
                    return
                await self._stirred.wait()

    async def flush_ack(self) -> None:
        """Free what was acked. It waits for a quiet moment, since it costs the disk as much as a message."""
        ack, self._ack = self._ack, None
        if ack:
            readers = self._room.readers(self._mailbox.direction)
            await self._desk.engine.ack(self._mailbox, self.party.id, ack.mseq, readers)

    async def _page(self) -> bool:
        reading = self._reading
        if reading is None or reading.is_live or self._outbox.is_closed or not self._outbox.has_room(2):
            return False
        limits = self._desk.limits
        page = await self._desk.engine.read(self._mailbox, reading.after, limits.page_items, limits.page_bytes)
        for place, item in enumerate(page.items):
            if not self._outbox.put_nowait(frames.deliver(item.mseq, item.raw)):
                page = Page(page.items[:place], page.head, is_last=False)
                break
        if reading.take_page(page):
            self.push(frames.control(wire.CaughtUp(direction=reading.direction, mseq=reading.after)))
        return True

    async def _handle(self, arrived: list[bytes]) -> None:
        batch: list[ToAppend] = []
        for frame in arrived:
            if self._is_rejected:
                return
            if frame[:1] == bytes((Frame.SEND,)):
                match self._judge(frame[1:]):
                    case ToAppend() as stored:
                        batch.append(stored)
                        continue
                    case Refusal() as refusal:
                        await self._reply(frames.not_stored(_id_of(frame[1:]), refusal.code, refusal.message))
                    case PassOn(recipient):
                        await self._store(batch)
                        batch = []
                        self._room.pass_on(self.party.writes, recipient, frame[1:])
            else:
                await self._store(batch)
                batch = []
                await self._take_control(frame)
        if not self._is_rejected:
            await self._store(batch)

    def _judge(self, raw: bytes) -> ToAppend | PassOn | Refusal:
        try:
            header = Envelope.parse(raw).header
        except MalformedEnvelope as error:
            return Refusal("malformed", str(error))
        verdict = judge(header, len(raw), self.party, self._room.members, self._desk.clock.now_ms())
        if isinstance(verdict, Store):
            return ToAppend(header.mailbox, header.sender, header.id, raw, verdict.expires_ms)
        return verdict

    async def _store(self, batch: list[ToAppend]) -> None:
        if not batch:
            return
        results = await self._desk.engine.append(batch, self._desk.limits.mailbox_bytes)
        for each, result in zip(batch, results, strict=True):
            if result:
                await self._reply(frames.control(wire.Stored(id=each.id, mseq=result.mseq)))
            else:
                await self._reply(frames.not_stored(each.id, "quota", "the mailbox is full until its reader comes"))

    async def _reply(self, frame: bytes) -> None:
        if self._outbox.put_nowait(frame):
            return
        try:
            async with asyncio.timeout(self._desk.limits.stall_s):
                await self._outbox.put(frame)
        except TimeoutError:
            self.reject("too_slow", "nothing was taken for too long; connect again and read from the cursor")

    async def _take_control(self, frame: bytes) -> None:
        if frame[:1] == bytes((Frame.RENDEZVOUS,)) and self.party.role == "host":
            self._desk.rendezvouses.take_from_host(self, frame)
            return
        message = parse_control(frame)
        match message:
            case wire.Ping():
                await self._reply(frames.control(wire.Pong(at=self._desk.clock.now_ms())))
            case wire.Read(direction=self.party.reads):
                await self._start_reading(message)
            case wire.Ack(direction=self.party.reads):
                if self._reading and self._reading.log == message.cursor.log and message.cursor.mseq > 0:
                    self._ack = message.cursor
            case _ if message and self.party.role == "host":
                await self._take_from_host(message)
            case _:
                self.reject("malformed", "no frame that this party may send")

    async def _take_from_host(self, message: wire.ToRelay) -> None:
        match message:
            case wire.PutAccess():
                if not await self._room.put_access(message.access, self.party.key):
                    self.reject("malformed", "the access list is not signed by the host")
            case wire.PutPresence():
                if not await self._room.put_presence(message.presence, self.party.key):
                    self.reject("malformed", "the heartbeat is not signed by the host")
            case wire.OpenRendezvous():
                self._desk.rendezvouses.open(self, message.rendezvous, message.expires)
            case wire.CloseRendezvous():
                self._desk.rendezvouses.close(self, message.rendezvous)
            case _:
                self.reject("malformed", "no frame that this party may send")

    async def _start_reading(self, message: wire.Read) -> None:
        heads = await self._desk.engine.heads(self.party.host)
        head: Head = heads.up if self.party.role == "host" else heads.down
        after = start_after(message.after, head)
        self._reading = Reading(message.direction, head.log, after)
        self.push(frames.control(wire.Reading(direction=message.direction, log=head.log, after=after)))


def parse_control(frame: bytes) -> wire.ToRelay | None:
    """Read a control message; None when the frame is none."""
    if frame[:1] != bytes((Frame.CONTROL,)) or len(frame) > MAX_CONTROL_BYTES:
        return None
    try:
        return TO_RELAY.validate_json(frame[1:])
    except ValidationError:
        return None


def _id_of(raw: bytes) -> str:
    return raw[_ID_AT : _ID_AT + ID_BYTES].ljust(ID_BYTES, b"\0").hex()  # also of bytes too short to be an envelope
