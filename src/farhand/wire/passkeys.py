"""Passkeys (WebAuthn): how a person is asked for one, what a device sends with one, and which there are."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from farhand.wire.command import Command
from farhand.wire.event import Event
from farhand.wire.model import Bytes, Id, Millis, Wire

MAX_BODY = 8 * 1024 * 1024  # a message names at most a few large files, each with a hash for every MiB
MAX_CREDENTIAL = 1023  # WebAuthn, section 4
MAX_CLIENT_DATA = 4096  # a challenge and an origin
MAX_AUTHENTICATOR_DATA = 4096
MAX_ATTESTATION = 64 * 1024  # some authenticators send a chain of certificates, which nobody here looks at
MAX_SIGNATURE = 1024


class Demand(StrEnum):
    """What a device needs a passkey for: nothing, what lets agents do more, or whatever has them work as well."""

    NONE = "none"
    APPROVALS = "approvals"
    DISPATCH = "dispatch"


class PasskeyInfo(Wire):
    """A passkey that a device added; `domain` is the host name of the app where it works."""

    passkey: Id
    credential: Bytes
    domain: str
    name: str
    added_at: Millis
    added_by: str
    used_at: Millis | None = None


class PasskeysChanged(Event):
    """What passkeys are demanded for and which there are, whole; `words` say what changed, if anything did."""

    type: Literal["passkeys.changed"] = "passkeys.changed"
    demand: Demand
    passkeys: tuple[PasskeyInfo, ...] = ()
    words: str = ""


class PasskeyUsed(Event):
    """A passkey vouched for a command."""

    type: Literal["passkey.used"] = "passkey.used"
    passkey: Id
    command: Id


class WithPasskey(Command):
    """A command that a passkey vouches for: `body` is that command's JSON, verbatim.

    The authenticator signed SHA-256 of the statement `passkey` over the host's nonce, the device, the id of this
    envelope and SHA-256 of `body`.
    """

    type: Literal["with_passkey"] = "with_passkey"
    body: Bytes = Field(max_length=MAX_BODY)
    credential: Bytes = Field(max_length=MAX_CREDENTIAL)
    client_data: Bytes = Field(max_length=MAX_CLIENT_DATA)
    authenticator_data: Bytes = Field(max_length=MAX_AUTHENTICATOR_DATA)
    signature: Bytes = Field(max_length=MAX_SIGNATURE)


class AddPasskey(Command):
    """Let a new passkey vouch. `asked` is the id under which the challenge was asked for.

    The challenge is SHA-256 of the statement `passkey.add` over the host's nonce, the device and `asked`.
    """

    type: Literal["passkey.add"] = "passkey.add"
    asked: Id
    name: str = Field(min_length=1, max_length=64)
    client_data: Bytes = Field(max_length=MAX_CLIENT_DATA)
    attestation: Bytes = Field(max_length=MAX_ATTESTATION)


class RemovePasskey(Command):
    """Let a passkey vouch no longer."""

    type: Literal["passkey.remove"] = "passkey.remove"
    passkey: Id


class SetDemand(Command):
    """Say what devices need a passkey for."""

    type: Literal["passkeys.demand"] = "passkeys.demand"
    demand: Demand


class RequestChallenge(Wire):
    """Give a nonce for one command, or for one passkey that is added (DIRECT). Answered by `PasskeyChallenge`."""

    type: Literal["passkey.challenge.request"] = "passkey.challenge.request"
    id: Id


class PasskeyChallenge(Wire):
    """Answer to `RequestChallenge` (DIRECT): good once, for that id, from that device, until then."""

    type: Literal["passkey.challenge"] = "passkey.challenge"
    id: Id
    nonce: Bytes
    until: Millis
