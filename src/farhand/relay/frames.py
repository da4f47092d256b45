"""Frames as bytes: a kind, then what it carries."""

import struct

from farhand.ids import ID_BYTES
from farhand.wire.model import Wire
from farhand.wire.relay import Frame, NotStored, Rejected

_MSEQ = struct.Struct(">Q")


def control(message: Wire) -> bytes:
    """Frame a control message."""
    return bytes((Frame.CONTROL,)) + message.to_json()


def deliver(mseq: int, raw: bytes) -> bytes:
    """Frame an envelope on its way to a reader; mseq 0 for one that is not stored."""
    return bytes((Frame.DELIVER,)) + _MSEQ.pack(mseq) + raw


def rendezvous(rendezvous_id: str, channel: str, payload: bytes) -> bytes:
    """Frame what a device said at a rendezvous."""
    return bytes((Frame.RENDEZVOUS,)) + bytes.fromhex(rendezvous_id) + bytes.fromhex(channel) + payload


def split_rendezvous(frame: bytes) -> tuple[str, str, bytes]:
    """Return rendezvous id, channel id and payload of a host's frame; short ones name no channel that exists."""
    return frame[1 : 1 + ID_BYTES].hex(), frame[1 + ID_BYTES : 1 + 2 * ID_BYTES].hex(), frame[1 + 2 * ID_BYTES :]


def rejected(code: str, message: str) -> bytes:
    """Frame the last word to a client."""
    return control(Rejected(code=code, message=message))


def not_stored(id_: str, code: str, message: str) -> bytes:
    """Frame the refusal of one envelope."""
    return control(NotStored(id=id_, code=code, message=message))
