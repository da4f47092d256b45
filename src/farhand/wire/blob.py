"""How a file too large for an envelope is described: the manifest inside a sealed event."""

from farhand.wire.model import Bytes, Id, Wire

CHUNK_BYTES = 1 << 20
MAX_FILE_BYTES = 200 * CHUNK_BYTES
MAX_ATTACHMENTS = 20  # of one message: their manifests must fit into an envelope
KEY_BYTES = 32
SHA256_BYTES = 32


class Manifest(Wire):
    """A sealed file at the relay, in chunks of `CHUNK_BYTES` plaintext.

    `chunks` are the SHA-256 hashes of the sealed chunks, in order; `sha256` is the plaintext's. Without chunks, and
    without a key, the file lies on the host alone.
    """

    blob: Id
    name: str
    media: str = "application/octet-stream"
    size: int
    sha256: Bytes
    key: Bytes
    chunks: tuple[Bytes, ...]
