"""Of which format a file is: by what is in it, since a name may say anything."""

import zipfile
from enum import Enum
from pathlib import Path

from farhand.previews.encodings import is_utf16
from farhand.previews.parts import NotShown

HEAD_BYTES = 4096
MAX_UNPACKED_BYTES = 256 << 20  # a document of this size, unpacked, is no document but a bomb
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


class Format(Enum):
    """A format that there is a maker for."""

    PDF = "pdf"
    PICTURE = "picture"
    SHEETS = "xl/workbook.xml"
    DOCUMENT = "word/document.xml"
    SLIDES = "ppt/presentation.xml"
    TEXT = "text"


def format_of(source: Path) -> Format:
    """Return the format of a file; raises NotShown."""
    with source.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"PK\x03\x04"):
        return _packed_format(source)
    if head.startswith(_OLD_OFFICE):
        raise NotShown("locked" if _ENCRYPTED in source.read_bytes() else "unknown")
    if _is_picture(head):
        return Format.PICTURE
    if b"\0" in head and not is_utf16(head):
        raise NotShown("unknown")
    return Format.TEXT


def _is_picture(head: bytes) -> bool:
    is_webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    is_avif = head[4:8] == b"ftyp" and head[8:12] in {b"avif", b"avis"}
    return head.startswith(_PICTURES) or is_webp or is_avif


def _packed_format(source: Path) -> Format:
    with zipfile.ZipFile(source) as packed:
        listed = packed.infolist()
    if sum(each.file_size for each in listed) > MAX_UNPACKED_BYTES:
        raise NotShown("too_much")
    names = {each.filename for each in listed}
    for each in (Format.SHEETS, Format.DOCUMENT, Format.SLIDES):
        if each.value in names:
            return each
    raise NotShown("unknown")
