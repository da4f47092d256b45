"""What a phone and a host say while they pair. The order and the proofs: docs/reference/protocol.md, 'Pairing'."""

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from farhand.wire.model import LAZY, Bytes, Id, Millis, Wire, from_base64url, to_base64url
from farhand.wire.relay import Signed

FRAGMENT_VERSION = 1
FRAGMENT_KEY = "p"  # the link ends in `#p=…`
_FRAGMENT = struct.Struct(">B16s32s32sI")


class MalformedLink(ValueError):
    """The text is no pairing link."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the QR carries. `relay` is a URL, empty when the relay is at the app's own origin.

    `key` is an X25519 public key made for this QR, `secret` the Noise psk; `expires_s` is Unix time.
    """

    rendezvous: str
    key: bytes
    secret: bytes
    expires_s: int
    host_name: str
    relay: str = ""

    def pack(self) -> bytes:
        """Return the fragment bytes; their SHA-256 is the Noise prologue."""
        name = self.host_name.encode()[:63].decode(errors="ignore").encode()  # no character is cut in two
        head = _FRAGMENT.pack(FRAGMENT_VERSION, bytes.fromhex(self.rendezvous), self.key, self.secret, self.expires_s)
        return head + bytes([len(name)]) + name + self.relay.encode()

    def link(self, app_url: str) -> str:
        """Return the whole link for an app URL ending in `/`."""
        return f"{app_url}#{FRAGMENT_KEY}={to_base64url(self.pack())}"

    @staticmethod
    def parse(link: str) -> "Invitation":
        """Read a link or its bare fragment; raises MalformedLink."""
        text = link.rpartition(f"{FRAGMENT_KEY}=")[2]
        try:
            raw = from_base64url(text)
            version, rendezvous, key, secret, expires_s = _FRAGMENT.unpack_from(raw)
            name_end = _FRAGMENT.size + 1 + raw[_FRAGMENT.size]
            name, relay = raw[_FRAGMENT.size + 1 : name_end].decode(), raw[name_end:].decode()
        except (ValueError, struct.error, IndexError) as error:
            raise MalformedLink("not a pairing link") from error
        if version != FRAGMENT_VERSION:
            raise MalformedLink(f"made by another version ({version})")
        return Invitation(rendezvous.hex(), key, secret, expires_s, name, relay)


class Step(IntEnum):
    """The first byte of every rendezvous payload. Each may be repeated; the answer is repeated with it."""

    HANDSHAKE_1 = 1  # phone: Noise message 1, payload `DeviceHello`
    HANDSHAKE_2 = 2  # host: Noise message 2, empty payload
    DEVICE_PROOF = 3  # phone: transport message, `DeviceProof`
    HOST_PROOF = 4  # host: transport message, `HostProof`
    OUTCOME = 5  # host: transport message, `Accepted` or `Declined`; follows the digits
    REFUSED = 6  # host: not encrypted, a short code: expired, used, busy


class DeviceHello(Wire):
    """Payload of Noise message 1: what the host's prompt shows."""

    name: str = Field(max_length=64)


class DeviceProof(Wire):
    """The phone's keys; `signature` (purpose `pairing`) covers the handshake hash and the word `device`."""

    identity: Bytes
    wrap: Bytes
    name: str = Field(max_length=64)
    storage: Literal["webcrypto", "fallback", "file"] = "webcrypto"
    unprotected: bool = False
    replaces: Id | None = None
    signature: Bytes


class HostProof(Wire):
    """The host's keys; `signature` (purpose `pairing`) covers the handshake hash and the word `host`."""

    identity: Bytes
    hpke: Bytes
    name: str
    signature: Bytes


class Accepted(Wire):
    """The digits were right: everything a new device needs. `records` are packed records, oldest first."""

    type: Literal["accepted"] = "accepted"
    device: Id
    host: Id
    epoch: Id
    epoch_key: Bytes
    incarnation: Id
    access: Signed
    records: tuple[Bytes, ...]
    at: Millis
    demo: bool = False


class Declined(Wire):
    """Pairing ended: wrong_digits, declined, expired, another_device."""

    type: Literal["declined"] = "declined"
    code: str
    message: str


Outcome = Annotated[Accepted | Declined, Field(discriminator="type")]
OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome, config=LAZY)
