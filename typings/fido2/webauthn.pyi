from enum import Enum
from typing import Self

from fido2.cose import CoseKey

class UserVerificationRequirement(str, Enum):
    REQUIRED = "required"

class AttestedCredentialData(bytes):
    credential_id: bytes
    public_key: CoseKey
    def __new__(cls, data: bytes) -> Self: ...
    @classmethod
    def create(cls, aaguid: bytes, credential_id: bytes, public_key: CoseKey) -> AttestedCredentialData: ...

class AuthenticatorData(bytes):
    counter: int
    credential_data: AttestedCredentialData | None
    def __new__(cls, data: bytes) -> Self: ...
    @classmethod
    def create(cls, rp_id_hash: bytes, flags: int, counter: int, credential_data: bytes = b"") -> AuthenticatorData: ...

class AttestationObject(bytes):
    auth_data: AuthenticatorData
    def __new__(cls, data: bytes) -> Self: ...
    @classmethod
    def create(cls, fmt: str, auth_data: AuthenticatorData, att_stmt: dict[str, object]) -> AttestationObject: ...

class CollectedClientData(bytes):
    challenge: bytes
    origin: str
    cross_origin: bool
    def __new__(cls, data: bytes) -> Self: ...
    @classmethod
    def create(cls, type: str, challenge: bytes, origin: str, cross_origin: bool = False) -> CollectedClientData: ...

class PublicKeyCredentialRpEntity:
    def __init__(self, *, name: str, id: str) -> None: ...

class PublicKeyCredentialUserEntity:
    def __init__(self, *, id: bytes, name: str) -> None: ...

class AuthenticatorAttestationResponse:
    def __init__(self, *, client_data: CollectedClientData, attestation_object: AttestationObject) -> None: ...

class AuthenticatorAssertionResponse:
    def __init__(
        self, *, client_data: CollectedClientData, authenticator_data: AuthenticatorData, signature: bytes
    ) -> None: ...

class RegistrationResponse:
    def __init__(self, *, raw_id: bytes, response: AuthenticatorAttestationResponse) -> None: ...

class AuthenticationResponse:
    def __init__(self, *, raw_id: bytes, response: AuthenticatorAssertionResponse) -> None: ...
