"""Images as they travel: no wider than wanted, as WebP."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

MEDIA = "image/webp"
MAX_PIXELS = 120_000_000  # of a picture: beyond what cameras make
QUALITY = 82  # letters on a page stay clean
_MAX_SIDE = 16_383  # of WebP

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def as_webp(image: Image.Image, width: int) -> bytes:
    """Return an image that is turned upright and at most that wide."""
    image.draft("RGB", (width, width))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((width, _MAX_SIDE))
    shown = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    packed = BytesIO()
    shown.save(packed, "WEBP", quality=QUALITY)
    return packed.getvalue()
