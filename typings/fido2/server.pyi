from collections.abc import Callable, Sequence

from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

class State: ...

class Fido2Server:
    def __init__(self, rp: PublicKeyCredentialRpEntity, *, verify_origin: Callable[[str], bool]) -> None: ...
    def register_begin(
        self,
        user: PublicKeyCredentialUserEntity,
        *,
        user_verification: UserVerificationRequirement,
        challenge: bytes,
    ) -> tuple[object, State]: ...
    def register_complete(self, state: State, response: RegistrationResponse) -> AuthenticatorData: ...
    def authenticate_begin(
        self, *, user_verification: UserVerificationRequirement, challenge: bytes
    ) -> tuple[object, State]: ...
    def authenticate_complete(
        self, state: State, credentials: Sequence[AttestedCredentialData], response: AuthenticationResponse
    ) -> AttestedCredentialData: ...
