"""What a host answers to a device's requests, sealed to that device alone."""

from dataclasses import dataclass

from farhand.clock import Clock
from farhand.crypto.identity import Identity
from farhand.crypto.sealing import seal_direct
from farhand.database import Connection
from farhand.errors import Broken
from farhand.ids import DeviceId, RandomBytes, new_id
from farhand.thread.thread import Thread
from farhand.wire.answers import AnyAnswer, Page, Snapshot
from farhand.wire.commands import Hello, RequestPage
from farhand.wire.envelope import Direction, Envelope, Mailbox
from farhand.wire.relay import Signed

ANSWER_LIFE_MS = 60_000  # a device that is still without it asks again


@dataclass(frozen=True, slots=True)
class Answering:
    """Makes answers from the thread; each call runs within a transaction."""

    thread: Thread
    identity: Identity
    clock: Clock
    random: RandomBytes

    def hello(self, connection: Connection, hello: Hello, access: Signed) -> Snapshot:
        """Return where the thread stands now, and the current key."""
        head = self.thread.head(connection)
        if head is None:
            raise Broken("the thread is empty", hint="start the host once more")
        epoch = self.thread.epoch(connection)
        return Snapshot(
            at=self.clock.now_ms(),
            hello_at=hello.at,
            incarnation=head.incarnation,
            seq=head.seq,
            head=head.hash,
            signature=head.signature,
            epoch=epoch.id,
            epoch_key=epoch.key,
            access=access,
        )

    def page(self, connection: Connection, id_: str, request: RequestPage) -> Page:
        """Return the records asked for by the envelope of that id."""
        records = self.thread.page(connection, request.before, request.limit)
        return Page(request=id_, records=tuple(each.pack() for each in records))

    def seal(self, device: DeviceId, wrap: bytes, answer: AnyAnswer) -> Envelope:
        """Seal an answer to a device's `wrap` key."""
        return seal_direct(
            self.identity,
            Mailbox(self.identity.id, Direction.DOWN),
            device,
            wrap,
            answer.to_json(),
            id=new_id(self.random),
            expires_ms=self.clock.now_ms() + ANSWER_LIFE_MS,
        )
