"""Files too large for an envelope: cut into chunks, each sealed alone, described by a manifest."""

import hashlib
import secrets
import struct
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from farhand.crypto.hpke import Unopenable
from farhand.ids import BlobId, RandomBytes, new_id
from farhand.signatures import length_prefixed
from farhand.wire.blob import CHUNK_BYTES, KEY_BYTES, Manifest
from farhand.wire.envelope import NONCE_BYTES

DEFAULT_MEDIA = "application/octet-stream"

_PLACE = struct.Struct(">I?")


def seal_chunk(key: bytes, blob: BlobId, index: int, last: bool, data: bytes, nonce: bytes) -> bytes:
    """Seal one chunk of a file, bound to its place; `nonce` must be fresh and random."""
    return nonce + AESGCM(key).encrypt(nonce, data, _associated(blob, index, last))


def open_chunk(key: bytes, blob: BlobId, index: int, last: bool, sealed: bytes) -> bytes:
    """Return the chunk's data; raises Unopenable."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _associated(blob, index, last))
    except (InvalidTag, ValueError) as error:
        raise Unopenable("the chunk does not open at this place") from error


def open_named_chunk(manifest: Manifest, index: int, sealed: bytes) -> bytes:
    """Return the data of a file's chunk, once it is the one that the manifest names; raises Unopenable."""
    if index >= len(manifest.chunks) or hashlib.sha256(sealed).digest() != manifest.chunks[index]:
        raise Unopenable("the chunk is not the one the manifest names")
    return open_chunk(manifest.key, BlobId(manifest.blob), index, index == len(manifest.chunks) - 1, sealed)


def seal_file(
    data: bytes | Iterable[bytes],
    name: str,
    media: str = DEFAULT_MEDIA,
    *,
    random: RandomBytes = secrets.token_bytes,
) -> tuple[Manifest, tuple[bytes, ...]]:
    """Seal a file, whole or in slices of any size; an empty file is one empty chunk."""
    blob, key = BlobId(new_id(random)), random(KEY_BYTES)
    digest, size = hashlib.sha256(), 0
    sealed: list[bytes] = []
    for index, (plain, last) in enumerate(_cut((data,) if isinstance(data, bytes) else data)):
        digest.update(plain)
        size += len(plain)
        sealed.append(seal_chunk(key, blob, index, last, plain, random(NONCE_BYTES)))
    manifest = Manifest(
        blob=blob,
        name=name,
        media=media,
        size=size,
        sha256=digest.digest(),
        key=key,
        chunks=tuple(hashlib.sha256(chunk).digest() for chunk in sealed),
    )
    return manifest, tuple(sealed)


def open_file(manifest: Manifest, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a file's data chunk by chunk; raises Unopenable, at the end too when chunks or the hash differ."""
    digest, size, count = hashlib.sha256(), 0, 0
    for index, chunk in enumerate(sealed):
        data = open_named_chunk(manifest, index, chunk)
        digest.update(data)
        size += len(data)
        count += 1
        yield data
    if count != len(manifest.chunks) or size != manifest.size or digest.digest() != manifest.sha256:
        raise Unopenable("the file is not the one the manifest names")


def _cut(slices: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    held = bytearray()
    for piece in slices:
        held += piece
        while len(held) > CHUNK_BYTES:
            yield bytes(held[:CHUNK_BYTES]), False
            del held[:CHUNK_BYTES]
    yield bytes(held), True


def _associated(blob: BlobId, index: int, last: bool) -> bytes:
    return length_prefixed(b"farhand/1/blob") + bytes.fromhex(blob) + _PLACE.pack(index, last)
