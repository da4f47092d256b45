"""Padding, so that sealed sizes tell little: a length, the content, zeros up to one of a few sizes."""

import struct

from farhand.crypto.hpke import Unopenable

SMALL_STEPS = (256, 1024, 4096)
LARGE_STEP = 16384

_LENGTH = struct.Struct(">I")


def padded_size(content_bytes: int) -> int:
    """Return the size after padding of a content of that many bytes."""
    needed = _LENGTH.size + content_bytes
    for step in SMALL_STEPS:
        if needed <= step:
            return step
    return -(-needed // LARGE_STEP) * LARGE_STEP


def pad(content: bytes) -> bytes:
    """Return the padded content."""
    return (_LENGTH.pack(len(content)) + content).ljust(padded_size(len(content)), b"\0")


def unpad(padded: bytes) -> bytes:
    """Return the content; raises Unopenable when its length exceeds the padding."""
    if len(padded) < _LENGTH.size:
        raise Unopenable("shorter than its length field")
    (length,) = _LENGTH.unpack_from(padded)
    if length > len(padded) - _LENGTH.size:
        raise Unopenable("content exceeds its padding")
    return padded[_LENGTH.size : _LENGTH.size + length]
