"""PDF: each page as an image, and what it says."""

from collections.abc import Iterator

import pypdfium2

from farhand.previews.images import MEDIA, as_webp
from farhand.previews.parts import NotShown, Part, Wanted
from farhand.previews.texts import shortened

MAX_PAGE_PIXELS = 16_000_000  # a poster is drawn smaller rather than not at all
_WANTS_PASSWORD = 4  # PDFium's FPDF_ERR_PASSWORD


def make(wanted: Wanted) -> Iterator[Part]:
    """Yield the wanted pages; raises NotShown."""
    try:
        document = pypdfium2.PdfDocument(wanted.source)
    except pypdfium2.PdfiumError as error:
        raise NotShown("locked" if error.err_code == _WANTS_PASSWORD else "damaged") from error
    document.init_forms()
    parts = len(document)
    if parts == 0:
        raise NotShown("damaged")
    for number in wanted.of(parts):
        yield _page(document[number], number, parts, wanted.width)


def _page(page: pypdfium2.PdfPage, number: int, parts: int, width: int) -> Part:
    across, down = page.get_size()
    scale = min(width / across, (MAX_PAGE_PIXELS / (across * down)) ** 0.5)
    image = page.render(scale=scale).to_pil()
    says = shortened(page.get_textpage().get_text_bounded())
    return Part(number, "page", MEDIA, as_webp(image, width), parts, says=says)
