"""What a host makes of mail: who sent it, whether it is genuine, what it asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from farhand.crypto.hpke import HpkeKey, Unopenable
from farhand.crypto.sealing import open_private
from farhand.ids import CommandId, DeviceId, HostId
from farhand.wire.commands import COMMAND, MAX_TEXT, REQUEST, AnyCommand, AnyRequest
from farhand.wire.envelope import Class, Direction, Envelope, Mailbox
from farhand.wire.task_events import CommandProof


@dataclass(frozen=True, slots=True)
class Commanded:
    """A genuine durable command; `proof` is what the device signed."""

    sender: DeviceId
    id: CommandId
    command: AnyCommand
    proof: CommandProof


@dataclass(frozen=True, slots=True)
class Asked:
    """A genuine request, which is answered and leaves no trace."""

    sender: DeviceId
    id: str
    request: AnyRequest


@dataclass(frozen=True, slots=True)
class Refused:
    """Mail to quarantine. `is_answered`: its sender is on the list, and is told by a signed refusal.

    A refusal must not count as the answer to the command of that id: anybody on the way may spoil an envelope.
    """

    sender: DeviceId
    id: str
    code: str
    message: str
    hint: str | None
    is_answered: bool


def judge(
    envelope: Envelope, host: HostId, key: HpkeKey, members: Mapping[DeviceId, bytes]
) -> Commanded | Asked | Refused:
    """Open and verify one envelope from the `up` mailbox; `members` maps today's devices to their identity keys."""
    header = envelope.header
    sender = DeviceId(header.sender)
    public = members.get(sender)
    if public is None:
        return _refused(envelope, "not_member", "this device is not paired with the host", "pair it again")
    if header.mailbox != Mailbox(host, Direction.UP) or header.key != host:
        return _refused(envelope, "wrong_mailbox", "this was sealed for another host", None)
    if header.class_ not in {Class.COMMAND, Class.DIRECT}:
        return _refused(envelope, "wrong_class", "a device does not send this kind of mail", None)
    return _judge_content(envelope, key, public)


def is_late(command: AnyCommand, now_ms: int) -> bool:
    """Return whether a command outlived itself, by the host's clock: it should not fire unasked."""
    return now_ms > command.made_at + command.offset_ms + command.ttl_ms


def _judge_content(envelope: Envelope, key: HpkeKey, public: bytes) -> Commanded | Asked | Refused:
    header = envelope.header
    sender = DeviceId(header.sender)
    try:
        opened = open_private(envelope, key)
    except Unopenable:
        return _refused(envelope, "unopenable", "what arrived was damaged on the way", "send it again", public)
    if not opened.is_by(public):
        return _refused(envelope, "bad_signature", "what arrived was not signed by its sender", "send it again", public)
    try:
        if header.class_ is Class.DIRECT:
            return Asked(sender, header.id, REQUEST.validate_json(opened.body))
        command = COMMAND.validate_json(opened.body)
    except ValidationError as error:
        return _refused(envelope, *_why_invalid(error), public)
    proof = CommandProof(header=envelope.header_bytes, body=opened.body, signature=opened.signature)
    return Commanded(sender, CommandId(header.id), command, proof)


def _why_invalid(error: ValidationError) -> tuple[str, str, str]:
    if any(each["type"] == "string_too_long" and each["loc"][-1] == "text" for each in error.errors()):
        return "too_long", f"a message has at most {MAX_TEXT:,} characters", "put the rest into a file of the project"
    return "unknown_command", "this host does not know such a command", "update Farhand here"


def _refused(envelope: Envelope, code: str, message: str, hint: str | None, public: bytes | None = None) -> Refused:
    header = envelope.header
    is_answered = public is not None and header.class_ is Class.COMMAND
    return Refused(DeviceId(header.sender), header.id, code, message, hint, is_answered)
