"""How a file too large for an envelope is described: the manifest inside a sealed event."""

from farhand.wire.model import Bytes, Id, Wire

CHUNK_BYTES = 1 << 20


class Manifest(Wire):
    """A sealed file at the relay, in chunks of `CHUNK_BYTES` plaintext.

    `chunks` are the SHA-256 hashes of the sealed chunks, in order; `sha256` is the plaintext's.
    """

    blob: Id
    name: str
    media: str = "application/octet-stream"
    size: int
    sha256: Bytes
    key: Bytes
    chunks: tuple[Bytes, ...]
