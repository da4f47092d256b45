"""The two halves of pairing, without I/O: rendezvous payloads in, rendezvous payloads out.

A payload is `u8(step) ‖ bytes`. Either half answers the same payload with the same bytes, so that a phone that lost
its connection repeats its steps from 1. What fails raises HandshakeFailed and changes nothing.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from pydantic import BaseModel, ValidationError

from farhand.crypto.identity import Identity
from farhand.crypto.noise import HandshakeFailed, Initiator, Responder, Transport
from farhand.signatures import is_signed
from farhand.wire.pairing import (
    OUTCOME,
    Accepted,
    Declined,
    DeviceHello,
    DeviceProof,
    HostProof,
    Invitation,
    Step,
)

PURPOSE = "pairing"
DEVICE_ROLE = b"device"
HOST_ROLE = b"host"
DIGITS = 6
_DIGITS_INFO = b"farhand/1/digits"
_DIGITS_SOURCE_BYTES = 8  # 64 bits modulo a million: no digit is likelier than another by more than 1e-13

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Reply:
    """A payload to send back."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class Greeted(Reply):
    """Host: a device with the secret is here; nothing durable changed."""

    hello: DeviceHello


@dataclass(frozen=True, slots=True)
class Intruded(Reply):
    """Host: another device with the secret tried meanwhile; it gets `busy`, and all devices are told."""

    hello: DeviceHello


@dataclass(frozen=True, slots=True)
class DeviceProved(Reply):
    """Host: the device proved its keys. A person must now type the six `digits` that it shows."""

    proof: DeviceProof
    digits: str


@dataclass(frozen=True, slots=True)
class HostProved:
    """Device: the host proved its keys. Show the six `digits`, and wait for the outcome."""

    proof: HostProof
    digits: str


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Device: the host refuses this attempt, with a short code: expired, used, busy. Nobody signed it."""

    code: str


@dataclass(frozen=True, slots=True)
class DeviceTerms:
    """What a device says of itself while pairing; the fields are those of `DeviceProof`."""

    name: str
    wrap: bytes
    storage: Literal["webcrypto", "fallback", "file"] = "file"
    unprotected: bool = False
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class FixedKeys:
    """Noise private keys handed in, so that golden vectors repeat."""

    static: bytes | None = field(default=None, repr=False)
    ephemeral: bytes | None = field(default=None, repr=False)


_FRESH = FixedKeys()


def digits(handshake_hash: bytes) -> str:
    """Return the six digits that device and host derive from one handshake."""
    extracted = hmac.digest(bytes(hashlib.sha256().digest_size), handshake_hash, hashlib.sha256)
    expanded = hmac.digest(extracted, _DIGITS_INFO + b"\x01", hashlib.sha256)
    return f"{int.from_bytes(expanded[:_DIGITS_SOURCE_BYTES]) % 10**DIGITS:0{DIGITS}}"


def refused(code: str) -> bytes:
    """Return the host's payload that turns an attempt away."""
    return bytes([Step.REFUSED]) + code.encode()


class DeviceHandshake:
    """The device's half: `start`, then each payload received to `receive`."""

    def __init__(
        self, invitation: Invitation, identity: Identity, terms: DeviceTerms, *, keys: FixedKeys = _FRESH
    ) -> None:
        self._identity = identity
        self._terms = terms
        self._initiator = Initiator(
            _prologue(invitation),
            invitation.secret,
            invitation.key,
            static_private=keys.static,
            ephemeral_private=keys.ephemeral,
        )
        hello = DeviceHello(name=terms.name).to_json()
        self._start = bytes([Step.HANDSHAKE_1]) + self._initiator.write_message_1(hello)
        self._transport: Transport | None = None
        self._heard: dict[bytes, Reply | HostProved | Accepted | Declined] = {}

    def start(self) -> bytes:
        """Return step 1: the same bytes on every call."""
        return self._start

    def receive(self, payload: bytes) -> Reply | HostProved | Accepted | Declined | TurnedAway:
        """Return what a payload of the host's means; raises HandshakeFailed."""
        if payload in self._heard:
            return self._heard[payload]
        step, data = _split(payload)
        match step:
            case Step.HANDSHAKE_2:
                heard = self._prove(data)
            case Step.HOST_PROOF:
                heard = self._check_host(data)
            case Step.OUTCOME:
                heard = _outcome(self._open(data))
            case Step.REFUSED:
                return TurnedAway(data.decode(errors="replace"))
            case Step.HANDSHAKE_1 | Step.DEVICE_PROOF:
                raise HandshakeFailed("a step of the device's own")
        self._heard[payload] = heard
        return heard

    def _prove(self, message: bytes) -> Reply:
        if self._transport is not None:
            raise HandshakeFailed("another message 2")
        _, self._transport = self._initiator.read_message_2(message)
        terms = self._terms
        proof = DeviceProof(
            identity=self._identity.public,
            wrap=terms.wrap,
            name=terms.name,
            storage=terms.storage,
            unprotected=terms.unprotected,
            replaces=terms.replaces,
            signature=self._identity.sign(PURPOSE, self._transport.handshake_hash, DEVICE_ROLE),
        )
        return Reply(bytes([Step.DEVICE_PROOF]) + self._transport.encrypt(proof.to_json()))

    def _check_host(self, data: bytes) -> HostProved:
        proof = _parse(HostProof, self._open(data))
        handshake_hash = self._hash()
        if not is_signed(proof.identity, proof.signature, PURPOSE, handshake_hash, HOST_ROLE):
            raise HandshakeFailed("the host's signature does not hold")
        return HostProved(proof, digits(handshake_hash))

    def _open(self, data: bytes) -> bytes:
        if self._transport is None:
            raise HandshakeFailed("came before message 2")
        return self._transport.decrypt(data)

    def _hash(self) -> bytes:
        if self._transport is None:
            raise HandshakeFailed("came before message 2")
        return self._transport.handshake_hash


class HostHandshake:
    """The host's half, for one invitation: each payload received to `receive`, then `conclude`."""

    def __init__(
        self,
        invitation: Invitation,
        key_private: bytes,
        identity: Identity,
        hpke: bytes,
        *,
        ephemeral_private: bytes | None = None,
    ) -> None:
        self._invitation = invitation
        self._key_private = key_private
        self._identity = identity
        self._hpke = hpke
        self._ephemeral_private = ephemeral_private
        self._transport: Transport | None = None
        self._greeted: tuple[bytes, Greeted] | None = None
        self._proved: tuple[bytes, DeviceProved] | None = None
        self._concluded: bytes | None = None

    def receive(self, payload: bytes) -> Greeted | Intruded | DeviceProved:
        """Return what a payload of a device's means, with the reply; raises HandshakeFailed: drop it, and count."""
        step, data = _split(payload)
        match step:
            case Step.HANDSHAKE_1:
                return self._greet(data)
            case Step.DEVICE_PROOF:
                return self._check_device(data)
            case Step.HANDSHAKE_2 | Step.HOST_PROOF | Step.OUTCOME | Step.REFUSED:
                raise HandshakeFailed("a step of the host's own")

    def conclude(self, outcome: Accepted | Declined) -> bytes:
        """Return step 5, after the digits; the first outcome's bytes on every further call."""
        if self._transport is None or self._proved is None:
            raise HandshakeFailed("came before the device's proof")
        if self._concluded is None:
            self._concluded = bytes([Step.OUTCOME]) + self._transport.encrypt(outcome.to_json())
        return self._concluded

    def _greet(self, message: bytes) -> Greeted | Intruded:
        if self._greeted is not None and hmac.compare_digest(self._greeted[0], message):
            return self._greeted[1]
        responder = Responder(
            _prologue(self._invitation),
            self._invitation.secret,
            self._key_private,
            ephemeral_private=self._ephemeral_private,
        )
        hello = _parse(DeviceHello, responder.read_message_1(message))
        if self._greeted is not None:
            return Intruded(refused("busy"), hello)
        reply, self._transport = responder.write_message_2(b"")
        greeted = Greeted(bytes([Step.HANDSHAKE_2]) + reply, hello)
        self._greeted = message, greeted
        return greeted

    def _check_device(self, message: bytes) -> DeviceProved:
        if self._transport is None:
            raise HandshakeFailed("came before message 1")
        if self._proved is not None:
            if self._proved[0] == message:
                return self._proved[1]
            raise HandshakeFailed("another proof")
        handshake_hash = self._transport.handshake_hash
        proof = _parse(DeviceProof, self._transport.decrypt(message))
        if not is_signed(proof.identity, proof.signature, PURPOSE, handshake_hash, DEVICE_ROLE):
            raise HandshakeFailed("the device's signature does not hold")
        answer = HostProof(
            identity=self._identity.public,
            hpke=self._hpke,
            name=self._invitation.host_name,
            signature=self._identity.sign(PURPOSE, handshake_hash, HOST_ROLE),
        )
        reply = bytes([Step.HOST_PROOF]) + self._transport.encrypt(answer.to_json())
        proved = DeviceProved(reply, proof, digits(handshake_hash))
        self._proved = message, proved
        return proved


def _prologue(invitation: Invitation) -> bytes:
    return hashlib.sha256(invitation.pack()).digest()


def _split(payload: bytes) -> tuple[Step, bytes]:
    try:
        return Step(payload[0]), payload[1:]
    except (IndexError, ValueError) as error:
        raise HandshakeFailed("not a step of pairing") from error


def _parse(model: type[_Model], raw: bytes) -> _Model:
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise HandshakeFailed(f"not a `{model.__name__}`") from error


def _outcome(raw: bytes) -> Accepted | Declined:
    try:
        return OUTCOME.validate_json(raw)
    except ValidationError as error:
        raise HandshakeFailed("not an outcome") from error
