"""Padding hides sizes and gives every content back."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.crypto.hpke import Unopenable
from farhand.crypto.padding import pad, padded_size, unpad


@given(st.binary(max_size=20_000))
def test_padding_gives_the_content_back(content: bytes) -> None:
    assert unpad(pad(content)) == content
    assert len(pad(content)) == padded_size(len(content))


@given(st.integers(0, 200_000))
def test_padded_size_is_one_of_few(size: int) -> None:
    padded = padded_size(size)

    assert padded >= size + 4
    assert padded in {256, 1024, 4096} or padded % 16384 == 0


@pytest.mark.parametrize("padded", [b"", b"\0\0\0", struct.pack(">I", 253) + bytes(252), b"\xff" * 256])
def test_length_beyond_the_padding_is_refused(padded: bytes) -> None:
    with pytest.raises(Unopenable):
        unpad(padded)
