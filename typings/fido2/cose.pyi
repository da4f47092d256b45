from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

class CoseKey(dict[int, object]): ...

class ES256(CoseKey):
    ALGORITHM: int
    @classmethod
    def from_cryptography_key(cls, public_key: EllipticCurvePublicKey) -> ES256: ...

class EdDSA(CoseKey):
    ALGORITHM: int

class RS256(CoseKey):
    ALGORITHM: int
