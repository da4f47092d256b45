"""Mail from devices: opened, verified, carried out, and answered; dedup, event and work in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from farhand.clock import Clock
from farhand.crypto.hpke import HpkeKey, Unopenable
from farhand.crypto.sealing import Opened, open_private
from farhand.database import Connection, Database, undone_on_error
from farhand.devices import store as devices
from farhand.devices.store import Device
from farhand.errors import FarhandError, Refused
from farhand.host.commanding import Commanding
from farhand.host.effects import Effect, LookAtQueue, TellNotices
from farhand.host.intake import Incoming, Intake
from farhand.ids import MessageId, ProjectId, TaskId
from farhand.log import Log
from farhand.sync.host_mail import MAILBOX
from farhand.thread import store as thread_store
from farhand.thread.thread import Thread
from farhand.wire.commands import COMMAND, AnyCommand, Command, ConfirmTask, ResumeTask, SendMessage
from farhand.wire.envelope import Class, Envelope
from farhand.wire.events import CommandAccepted, CommandProof, CommandRefused
from farhand.wire.relay import Cursor

log = Log.of(__name__)
HOUR_MS = 3600 * 1000
Perform = Callable[[Sequence[Effect]], None]


class Unreadable(Refused):
    """Mail that could not be opened, verified or parsed; it is kept aside."""

    code = "unreadable"


class NotMember(Refused):
    """Mail of a device that is not on the list."""

    code = "not_member"


class AskAgain(Refused):
    """Mail of a device on plain http whose day is over."""

    code = "ask_again"


@dataclass(frozen=True, slots=True)
class _Letter:
    envelope: Envelope
    opened: Opened | None
    command: AnyCommand | None
    why_not: str = ""


class Receiving:
    """Takes batches of commands from the mailbox."""

    def __init__(
        self,
        database: Database,
        thread: Thread,
        intake: Intake,
        commanding: Commanding,
        hpke: HpkeKey,
        perform: Perform,
        clock: Clock,
    ) -> None:
        self._database = database
        self._thread = thread
        self._intake = intake
        self._commanding = commanding
        self._hpke = hpke
        self._perform = perform
        self._clock = clock
        self._backlog_words: str | None = None

    def doubt_backlog(self, words: str | None) -> None:
        """Ask before running what arrives from now on, with these words; None ends it."""
        self._backlog_words = words

    async def receive(self, envelopes: Sequence[Envelope], cursor: Cursor | None) -> None:
        """Carry out a batch and keep the mailbox's cursor; returns once all of it is on disk."""
        letters = [self._read(envelope) for envelope in envelopes]

        def transact(connection: Connection) -> list[Effect]:
            effects = [effect for letter in letters for effect in self._take(connection, letter)]
            if cursor is not None:
                thread_store.save_cursor(connection, MAILBOX, cursor)
            return effects

        self._perform(await self._database.write(transact))

    def _read(self, envelope: Envelope) -> _Letter:
        try:
            opened = open_private(envelope, self._hpke)
        except Unopenable as error:
            return _Letter(envelope, None, None, str(error))
        try:
            return _Letter(envelope, opened, COMMAND.validate_json(opened.body))
        except ValidationError as error:
            return _Letter(envelope, opened, None, f"not a command this version knows ({error.error_count()} faults)")

    def _take(self, connection: Connection, letter: _Letter) -> tuple[Effect, ...]:
        header = letter.envelope.header
        seen = thread_store.seen_command(connection, header.sender, header.id)
        if seen is not None:
            self._thread.repeat(connection, seen)
            return ()
        try:
            with undone_on_error(connection):
                seq, effects = self._carry_out(connection, letter)
        except Unreadable as error:
            thread_store.quarantine(connection, letter.envelope.raw, error.message, self._clock.now_ms())
            seq, effects = self._refuse(connection, letter, error), ()
        except FarhandError as error:
            seq, effects = self._refuse(connection, letter, error), ()
        thread_store.mark_command(connection, header.sender, header.id, seq)
        return effects

    def _carry_out(self, connection: Connection, letter: _Letter) -> tuple[int, tuple[Effect, ...]]:
        header = letter.envelope.header
        device = devices.find(connection, header.sender)
        if device is None:
            raise NotMember("this device is not paired with this computer", hint="pair it again")
        if letter.opened is None:
            raise Unreadable(f"the message could not be opened: {letter.why_not}", hint="send it again")
        if header.class_ is not Class.COMMAND or not letter.opened.is_by(device.key):
            raise Unreadable("the message is not signed by the device that it names")
        if letter.command is None:
            raise Unreadable(letter.why_not, hint="update Farhand on the computer")
        self._check_protection(device)
        proof = CommandProof(
            header=letter.envelope.header_bytes, body=letter.opened.body, signature=letter.opened.signature
        )
        command = letter.command
        if isinstance(command, SendMessage):
            incoming = Incoming(
                message=MessageId(header.id),
                text=command.text,
                origin=device.id,
                project=ProjectId(command.project) if command.project else None,
                follows=TaskId(command.follows) if command.follows else None,
                attachments=command.attachments,
                proof=proof,
                late=self._lateness(command),
            )
            seq, task = self._intake.receive(connection, incoming)
            log.info("message.received", message=header.id, task=task.id)
            return seq, (LookAtQueue(), TellNotices())
        if isinstance(command, ResumeTask | ConfirmTask) and self._lateness(command):
            raise Refused("this came too late to be carried out unasked", hint="ask again")
        effects = self._commanding.carry_out(connection, command, device.id)
        (record,) = self._thread.append(
            connection,
            CommandAccepted(
                at=self._clock.now_ms(), origin=device.id, command=header.id, what=command.type, proof=proof
            ),
        )
        return record.seq, effects

    def _refuse(self, connection: Connection, letter: _Letter, error: FarhandError) -> int:
        header = letter.envelope.header
        log.warning("command.refused", command=header.id, code=error.code)
        (record,) = self._thread.append(
            connection,
            CommandRefused(
                at=self._clock.now_ms(),
                command=header.id,
                sender=header.sender,
                code=error.code,
                message=error.message,
                hint=error.hint,
            ),
        )
        return record.seq

    def _check_protection(self, device: Device) -> None:
        if device.allowed_until is not None and self._clock.now_ms() > device.allowed_until:
            raise AskAgain(
                "this device came over plain http, and its day is over",
                hint=f"say yes again at the computer: `farhand devices allow {device.name}`",
            )

    def _lateness(self, command: Command) -> str | None:
        if self._backlog_words:
            return self._backlog_words
        age_ms = self._clock.now_ms() - (command.made_at + command.offset_ms)
        if age_ms <= command.ttl_ms:
            return None
        return f"this was written {age_ms // HOUR_MS} hours ago; should it still run?"
