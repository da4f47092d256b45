"""Commands from devices: carried out and answered; dedup, event and work in one transaction."""

import sqlite3
from collections.abc import Callable, Sequence

from farhand.attention.passkeys.guarding import Guarding, Vouched
from farhand.clock import Clock
from farhand.crypto.hpke import HpkeKey
from farhand.database import Connection, Database, undone_on_error
from farhand.devices import contacts
from farhand.devices import store as devices
from farhand.errors import FarhandError, Refused
from farhand.host.commanding import Commanding
from farhand.host.effects import Effect, LookAtQueue, TellNotices
from farhand.host.intake import Incoming, Intake
from farhand.host.restoring import doubt
from farhand.ids import DeviceId, HostId, MessageId, ProjectId, TaskId
from farhand.log import Log
from farhand.sayings.tasks import written_long_ago
from farhand.sync import intake as mail
from farhand.sync.host_mail import MAILBOX
from farhand.sync.intake import Commanded, is_late, judge
from farhand.tasks.attachments import refuse_unfit
from farhand.tasks.budget import Wish
from farhand.thread import store as thread_store
from farhand.thread.thread import Thread
from farhand.wire.commands import (
    AnyCommand,
    ConfirmTask,
    OpenWorkspace,
    ResumeTask,
    SendMessage,
    SettleChange,
    UnpairDevice,
)
from farhand.wire.comment_commands import SendComments
from farhand.wire.envelope import Envelope
from farhand.wire.relay import Cursor
from farhand.wire.task_events import CommandAccepted, CommandRefused

log = Log.of(__name__)
HOUR_MS = 3600 * 1000
_ONLY_IN_TIME = (ResumeTask, ConfirmTask, SettleChange, OpenWorkspace, SendComments)
Perform = Callable[[Sequence[Effect]], None]


class AskAgain(Refused):
    """Mail of a device on plain http whose day is over."""

    code = "ask_again"


class Receiving:
    """Takes batches of commands from the mailbox."""

    def __init__(
        self,
        database: Database,
        thread: Thread,
        intake: Intake,
        commanding: Commanding,
        guarding: Guarding,
        host: HostId,
        hpke: HpkeKey,
        perform: Perform,
        clock: Clock,
    ) -> None:
        self._database = database
        self._thread = thread
        self._intake = intake
        self._commanding = commanding
        self._guarding = guarding
        self._host = host
        self._hpke = hpke
        self._perform = perform
        self._clock = clock

    async def receive(self, envelopes: Sequence[Envelope], cursor: Cursor | None) -> None:
        """Carry out a batch and keep the mailbox's cursor; returns once all of it is on disk."""

        def transact(connection: Connection) -> list[Effect]:
            effects = [effect for envelope in envelopes for effect in self._take(connection, envelope)]
            if cursor is not None:
                thread_store.save_cursor(connection, MAILBOX, cursor)
            return effects

        self._perform(await self._database.write(transact))

    def _take(self, connection: Connection, envelope: Envelope) -> tuple[Effect, ...]:
        header = envelope.header
        seen = thread_store.seen_command(connection, header.sender, header.id)
        if seen is not None:
            self._thread.repeat(connection, seen)
            return ()
        members = {each.id: each.key for each in devices.every(connection)}
        match judge(envelope, self._host, self._hpke, members):
            case Commanded() as commanded:
                contacts.note(connection, commanded.sender, self._clock.now_ms())  # also what comes without a line
                seq, effects = self._obey(connection, commanded)
                thread_store.mark_command(connection, header.sender, header.id, seq)
                return effects
            case mail.Refused(code=code, message=message, hint=hint, is_answered=is_answered):
                # not marked as seen: anybody on the way may spoil an envelope, and the true one may still come
                thread_store.quarantine(connection, envelope.raw, message, self._clock.now_ms())
                if is_answered:
                    self._refuse(connection, header.sender, header.id, code, message, hint)
            case mail.Asked():
                log.warning("request.misplaced", sender=header.sender)
        return ()

    def _obey(self, connection: Connection, commanded: Commanded) -> tuple[int, tuple[Effect, ...]]:
        try:
            vouched = self._guarding.open(connection, commanded.command, commanded.sender, commanded.id)
            with undone_on_error(connection):
                return self._carry_out(connection, commanded, vouched)
        except FarhandError as error:
            seq = self._refuse(connection, commanded.sender, commanded.id, error.code, error.message, error.hint)
            return seq, ()
        except sqlite3.OperationalError:  # the disk, not the mail: it comes again
            raise
        except Exception:  # the loop's edge: mail that breaks us must not come again and again, before all other mail
            log.exception("command.broke", command=commanded.id)
            words, hint = "this computer could not carry it out", "its log says more"
            return self._refuse(connection, commanded.sender, commanded.id, "broken", words, hint), ()

    def _carry_out(
        self, connection: Connection, commanded: Commanded, vouched: Vouched
    ) -> tuple[int, tuple[Effect, ...]]:
        command, device = vouched.command, commanded.sender
        self._check_protection(connection, command, device)
        self._guarding.check(connection, vouched)
        if isinstance(command, SendMessage):
            refuse_unfit(command.attachments)
            incoming = Incoming(
                message=MessageId(commanded.id),
                text=command.text,
                origin=device,
                project=ProjectId(command.project) if command.project else None,
                follows=TaskId(command.follows) if command.follows else None,
                after=tuple(TaskId(each) for each in (command.after, *command.after_also) if each),
                then=command.then,
                priority=command.priority,
                checks=command.checks,
                checks_only=command.checks_only,
                ticket=command.ticket,
                best_of=command.best_of,
                wish=Wish(command.usd, command.minutes),
                attachments=command.attachments,
                proof=commanded.proof,
                late=self._lateness(connection, command),
            )
            seq, task = self._intake.receive(connection, incoming)
            log.info("message.received", message=commanded.id, task=task.id)
            return seq, (LookAtQueue(), TellNotices())
        if isinstance(command, _ONLY_IN_TIME) and self._lateness(connection, command):
            raise Refused("this came too late to be carried out unasked", hint="ask again")
        effects = self._commanding.carry_out(connection, command, device, by_passkey=vouched.by_passkey)
        accepted = CommandAccepted(
            at=self._clock.now_ms(), origin=device, command=commanded.id, what=command.type, proof=commanded.proof
        )
        (record,) = self._thread.append(connection, accepted)
        return record.seq, effects

    def _refuse(
        self, connection: Connection, sender: str, command: str, code: str, message: str, hint: str | None
    ) -> int:
        log.warning("command.refused", command=command, code=code)
        refused = CommandRefused(
            at=self._clock.now_ms(), command=command, sender=sender, code=code, message=message, hint=hint
        )
        (record,) = self._thread.append(connection, refused)
        return record.seq

    def _check_protection(self, connection: Connection, command: AnyCommand, sender: DeviceId) -> None:
        device = devices.find(connection, sender)
        if isinstance(command, UnpairDevice) and command.device == sender:
            return
        if device is not None and device.allowed_until is not None and self._clock.now_ms() > device.allowed_until:
            raise AskAgain(
                "this device came over plain http, and its day is over",
                hint=f"say yes again at the computer: `farhand devices --allow {device.id[:8]}`",
            )

    def _lateness(self, connection: Connection, command: AnyCommand) -> str | None:
        now_ms, made_ms = self._clock.now_ms(), command.made_at + command.offset_ms
        if words := doubt(connection, made_ms):
            return words
        if not is_late(command, now_ms):
            return None
        hours = (now_ms - made_ms) // HOUR_MS
        return written_long_ago(hours)
