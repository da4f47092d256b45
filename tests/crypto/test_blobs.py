"""Files survive being cut and sealed; chunks open at their own place only."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.crypto.blobs import open_chunk, open_file, seal_chunk, seal_file
from farhand.crypto.hpke import Unopenable
from farhand.ids import BlobId
from farhand.wire.blob import CHUNK_BYTES

KEY, BLOB = b"k" * 32, BlobId("b" * 32)


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_file_comes_back_whole_in_the_fewest_chunks(size: int) -> None:
    data = bytes(size)

    manifest, chunks = seal_file(data, "a.bin")

    assert b"".join(open_file(manifest, chunks)) == data
    assert len(chunks) == max(1, -(-size // CHUNK_BYTES))
    assert manifest.size == size


def test_slices_of_any_size_make_the_same_file() -> None:
    manifest, chunks = seal_file((bytes([number]) * 300_000 for number in range(8)), "a.bin")

    assert b"".join(open_file(manifest, chunks)) == b"".join(bytes([number]) * 300_000 for number in range(8))
    assert len(chunks) == 3


@dataclass(frozen=True)
class Place:
    key: bytes = KEY
    blob: BlobId = BLOB
    index: int = 3
    last: bool = False


@pytest.mark.parametrize(
    "place", [Place(key=b"x" * 32), Place(blob=BlobId("c" * 32)), Place(index=4), Place(last=True)]
)
def test_chunk_opens_at_its_own_place_only(place: Place) -> None:
    sealed = seal_chunk(KEY, BLOB, 3, last=False, data=b"data", nonce=bytes(12))

    assert open_chunk(KEY, BLOB, 3, last=False, sealed=sealed) == b"data"
    with pytest.raises(Unopenable):
        open_chunk(place.key, place.blob, place.index, place.last, sealed)


@given(data=st.data())
def test_altered_chunk_never_opens(data: st.DataObject) -> None:
    sealed = bytearray(seal_chunk(KEY, BLOB, 0, last=True, data=b"some data", nonce=bytes(12)))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(Unopenable):
        open_chunk(KEY, BLOB, 0, last=True, sealed=bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", bytes(11), bytes(12), bytes(27), bytes(40)])
def test_nonsense_chunk_does_not_open(sealed: bytes) -> None:
    with pytest.raises(Unopenable):
        open_chunk(KEY, BLOB, 0, last=True, sealed=sealed)


def test_missing_repeated_or_swapped_chunks_are_refused() -> None:
    manifest, (first, second) = seal_file(bytes(CHUNK_BYTES + 1), "a.bin")

    for chunks in ((first,), (first, second, second), (second, first), (first, first)):
        with pytest.raises(Unopenable):
            list(open_file(manifest, chunks))
