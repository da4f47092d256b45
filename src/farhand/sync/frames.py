"""The frames of a relay connection, packed and parsed."""

import struct
from dataclasses import dataclass

from pydantic import ValidationError

from farhand.wire.envelope import Envelope, MalformedEnvelope
from farhand.wire.relay import FROM_RELAY, Frame, FromRelay, ToRelay

_MSEQ = struct.Struct(">Q")
_CHANNEL = struct.Struct(">16s16s")


@dataclass(frozen=True, slots=True)
class Delivered:
    """An envelope from a mailbox; `mseq` is 0 when the relay does not store it."""

    mseq: int
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Rendezvous:
    """A step of pairing, between the host and one phone's connection."""

    rendezvous: str
    channel: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A frame that this version cannot read; it is skipped."""

    why: str


Heard = FromRelay | Delivered | Rendezvous | Unreadable


def parse(frame: bytes) -> Heard:
    """Read a frame that came from a relay; never raises, because a relay may send anything."""
    try:
        kind, body = Frame(frame[0]), frame[1:]
        match kind:
            case Frame.CONTROL:
                return FROM_RELAY.validate_json(body)
            case Frame.DELIVER:
                (mseq,) = _MSEQ.unpack_from(body)
                return Delivered(mseq, Envelope.parse(body[_MSEQ.size :]))
            case Frame.RENDEZVOUS:
                rendezvous, channel = _CHANNEL.unpack_from(body)
                return Rendezvous(rendezvous.hex(), channel.hex(), body[_CHANNEL.size :])
            case Frame.SEND:
                return Unreadable("a relay does not send")
    except (IndexError, ValueError, struct.error, ValidationError, MalformedEnvelope) as error:
        return Unreadable(type(error).__name__)


def control(model: ToRelay) -> bytes:
    """Return the frame of a control message."""
    return bytes([Frame.CONTROL]) + model.to_json()


def send(raw: bytes) -> bytes:
    """Return the frame that carries an envelope to the relay."""
    return bytes([Frame.SEND]) + raw


def rendezvous(given: Rendezvous) -> bytes:
    """Return the frame that carries a step of pairing to a phone."""
    head = _CHANNEL.pack(bytes.fromhex(given.rendezvous), bytes.fromhex(given.channel))
    return bytes([Frame.RENDEZVOUS]) + head + given.payload
