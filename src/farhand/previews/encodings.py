"""Which encoding a text has: what it says itself, else what fits it; `web/src/lib/encodings.ts` decides alike."""

import codecs
from dataclasses import dataclass
from typing import Literal

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that was assumed where it says none and is not UTF-8."""

    text: str
    assumed: str = ""


def decoded(raw: bytes) -> Decoded:
    """Read a text, perhaps cut within a letter. What is neither UTF-8 nor UTF-16 is read as Western European.

    To guess among the other encodings of one byte a letter takes more text than a table mostly has.
    """
    if raw.startswith(_MARKS):
        return Decoded(raw.decode("utf-16", errors="replace"))
    if (order := _order(raw)) is not None:
        return Decoded(raw.decode(order, errors="replace"), "UTF-16")
    try:
        return Decoded(codecs.getincrementaldecoder("utf-8-sig")().decode(raw))
    except UnicodeDecodeError:
        return Decoded(raw.decode("cp1252", errors="replace"), "Windows-1252")


def is_utf16(raw: bytes) -> bool:
    """Whether the beginning of a file is a text of two bytes a letter."""
    return raw.startswith(_MARKS) or _order(raw) is not None


def _order(raw: bytes) -> Literal["utf-16-le", "utf-16-be"] | None:
    """Return the order of bytes of which every other one is mostly zero, as that of Latin letters is."""
    first, second = raw[:_LOOKED_AT_BYTES:2].count(0), raw[1:_LOOKED_AT_BYTES:2].count(0)
    least = min(len(raw), _LOOKED_AT_BYTES) // 4
    if max(first, second) <= least or min(first, second) > 0:
        return None
    return "utf-16-le" if second else "utf-16-be"
