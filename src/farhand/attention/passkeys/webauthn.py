"""Verifies what authenticators made (WebAuthn): the adapter over fido2. Whoever needs it imports it late. Pure."""

import struct
from collections.abc import Callable, Collection
from typing import TypeVar
from urllib.parse import urlsplit

from fido2.cose import ES256, RS256, EdDSA
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from farhand.attention.passkeys.challenge import AGAIN, Assertion, NewCredential, PasskeyRefused
from farhand.errors import Refused

T = TypeVar("T")
VERIFIED = UserVerificationRequirement.REQUIRED  # a finger, face or PIN: whoever holds the phone is not enough
ALGORITHMS = frozenset({ES256.ALGORITHM, EdDSA.ALGORITHM, RS256.ALGORITHM})
_MADE_UP = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
"""What the library meets in bytes that a peer made up."""

NOBODY = PublicKeyCredentialUserEntity(id=b"farhand", name="farhand")  # for the options, which the app makes itself


def register(client_data: bytes, attestation: bytes, challenge: bytes, origins: Collection[str]) -> NewCredential:
    """Return the credential that a verified person made at one of the app's origins; raises Refused."""

    def look() -> NewCredential:
        collected, made = CollectedClientData(client_data), AttestationObject(attestation)
        domain, credential = _domain_of(collected, origins), made.auth_data.credential_data
        if credential is None or credential.public_key.get(3) not in ALGORITHMS:
            raise ValueError("no key of a known kind")
        server = _server(domain)
        _, state = server.register_begin(NOBODY, user_verification=VERIFIED, challenge=challenge)
        response = AuthenticatorAttestationResponse(client_data=collected, attestation_object=made)
        server.register_complete(state, RegistrationResponse(raw_id=credential.credential_id, response=response))
        return NewCredential(credential.credential_id, bytes(credential), domain, made.auth_data.counter)

    return _translated(look, Refused)


def verify(given: Assertion, public_key: bytes, domain: str, challenge: bytes, origins: Collection[str]) -> int:
    """Return the authenticator's counter if a verified person signed the challenge at one of the app's origins.

    Raises PasskeyRefused.
    """

    def look() -> int:
        collected, data = CollectedClientData(given.client_data), AuthenticatorData(given.authenticator_data)
        if _domain_of(collected, origins) != domain:
            raise ValueError("another domain")
        server = _server(domain)
        _, state = server.authenticate_begin(user_verification=VERIFIED, challenge=challenge)
        response = AuthenticatorAssertionResponse(
            client_data=collected, authenticator_data=data, signature=given.signature
        )
        authentication = AuthenticationResponse(raw_id=given.credential, response=response)
        server.authenticate_complete(state, [AttestedCredentialData(public_key)], authentication)
        return data.counter

    return _translated(look, PasskeyRefused)


def _server(domain: str) -> Fido2Server:
    # The origin is looked at before: exactly one of the app's, where the library would take any below the domain.
    return Fido2Server(PublicKeyCredentialRpEntity(name="Farhand", id=domain), verify_origin=lambda _: True)


def _domain_of(collected: CollectedClientData, origins: Collection[str]) -> str:
    if collected.origin not in origins:
        raise ValueError("it was made at an address that is not the app's")
    if collected.cross_origin:
        raise ValueError("it was made within the page of another site")
    return urlsplit(collected.origin).hostname or ""


def _translated(look: Callable[[], T], refusal: type[Refused]) -> T:
    try:
        return look()
    except _MADE_UP as error:
        raise refusal(f"the passkey is not good for this: {error or type(error).__name__}", hint=AGAIN) from error
