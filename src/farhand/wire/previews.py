"""Previews of files: what a device asks of the host outside the thread, and what it is answered (both DIRECT)."""

from typing import Literal

from pydantic import Field

from farhand.wire.blob import Manifest
from farhand.wire.model import Id, Wire

MAX_PART = 9_999  # a longer document is read on the computer
MAX_WIDTH = 8_192

PreviewKind = Literal["page", "picture", "sheet", "slide", "document", "text"]
"""What a part is: a page's or picture's image, a sheet as CSV, a slide or document as HTML, or text of its own kind."""

WhyNotShown = Literal["locked", "damaged", "too_much", "unknown", "gone", "not_sent", "failed"]
"""Why there is none: it wants a password, cannot be read, would take too much memory or time, is of a kind that is not
shown, is not on the computer any more, the relay did not take it, or Farhand itself failed."""


class RequestPreview(Wire):
    """Show a part of a file, where that is an image for `width` pixels. Answered by `Preview`.

    `file` is that of a `FilePublished`, or the blob of an attachment. `again` after what was answered could not be had.
    """

    type: Literal["preview.request"] = "preview.request"
    file: Id
    part: int = Field(default=0, ge=0, le=MAX_PART)
    width: int = Field(default=1280, ge=1, le=MAX_WIDTH)
    again: bool = False


class Preview(Wire):
    """Answer to `RequestPreview`: a small file at the relay that shows this one of `parts`, or why there is none.

    `says` is what a page says, for those who cannot see it; so many `more_rows` of a table or lines of a text, and so
    many `more_columns`, were left out. `assumed` is the encoding that a text was read in though it does not say so.
    """

    type: Literal["preview"] = "preview"
    file: Id
    part: int
    width: int
    kind: PreviewKind | None = None
    parts: int = 0
    title: str = ""
    says: str = ""
    more_rows: int = 0
    more_columns: int = 0
    assumed: str = ""
    manifest: Manifest | None = None
    why_not: WhyNotShown | None = None
