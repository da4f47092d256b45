"""HTML that carries its pictures with it."""

import base64
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from farhand.previews.images import MEDIA, as_webp
from farhand.previews.parts import NotShown

MAX_PICTURES_BYTES = 3 << 20  # of one part; what comes later is left out
MAX_MARKUP_BYTES = 6 << 20  # with its pictures: a phone lays it out in one go


class Pictures:
    """The pictures of one part, as addresses that hold them."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._left = MAX_PICTURES_BYTES

    def address(self, file: BinaryIO) -> str:
        """Return a picture as an address; empty where it is none that can be shown, or there is no room any more."""
        try:
            with Image.open(file) as image:
                packed = as_webp(image, self._width)
        except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError):
            return ""
        if len(packed) > self._left:
            return ""
        self._left -= len(packed)
        return f"data:{MEDIA};base64,{base64.b64encode(packed).decode()}"


def as_bytes(markup: str) -> bytes:
    """Return HTML as it travels; raises NotShown where it is too long."""
    data = markup.encode()
    if len(data) > MAX_MARKUP_BYTES:
        raise NotShown("too_much")
    return data
