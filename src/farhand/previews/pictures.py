"""A picture, no larger than the screen."""

from collections.abc import Iterator

from PIL import Image

from farhand.previews.images import MEDIA, as_webp
from farhand.previews.parts import NotShown, Part, Wanted


def make(wanted: Wanted) -> Iterator[Part]:
    """Yield the picture, of a moving one its beginning."""
    try:
        with Image.open(wanted.source) as image:
            size = f"{image.width} × {image.height}"  # noqa: RUF001  # as people write it
            yield Part(0, "picture", MEDIA, as_webp(image, wanted.width), title=size)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotShown("too_much") from error
