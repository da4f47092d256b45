"""Documents of Word: headings, text, lists, tables and pictures as HTML. Whoever shows it makes it safe first."""

from collections.abc import Iterator

import mammoth

from farhand.previews.markup import Pictures, as_bytes
from farhand.previews.parts import Part, Wanted

_TITLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"  # beside mammoth's own styles


def make(wanted: Wanted) -> Iterator[Part]:
    """Yield the document; raises NotShown."""
    pictures = Pictures(wanted.width)

    def address(picture: "mammoth.Picture") -> dict[str, str]:
        try:
            with picture.open() as file:
                return {"src": pictures.address(file)}
        except ValueError:  # it lies elsewhere
            return {"src": ""}

    with wanted.source.open("rb") as file:
        told = mammoth.convert_to_html(
            file,
            convert_image=mammoth.images.img_element(address),
            external_file_access=False,
            style_map=_TITLES,
            include_embedded_style_map=False,
        )
    yield Part(0, "document", "text/html", as_bytes(told.value))
