"""Texts: their beginning, whatever they are encoded in."""

import mimetypes
from collections.abc import Iterator

from farhand.previews.encodings import decoded
from farhand.previews.parts import Part, Wanted

HEAD_BYTES = 100_000  # more is read on the computer
MAX_SAID_CHARS = 1500  # of a page, to somebody who listens
PLAIN = "text/plain"
_PIECE_BYTES = 1 << 20


def make(wanted: Wanted) -> Iterator[Part]:
    """Yield the lines that begin a text, as UTF-8."""
    more = 0
    with wanted.source.open("rb") as file:
        read = decoded(file.read(HEAD_BYTES))
        text = read.text
        piece = file.read(_PIECE_BYTES)
        if piece and "\n" in text:
            text = text[: text.rindex("\n") + 1]
        while piece:
            more += piece.count(b"\n")
            last, piece = piece, file.read(_PIECE_BYTES)
            more += not piece and not last.endswith(b"\n")
    guessed = mimetypes.guess_type(wanted.name)[0] or PLAIN
    media = guessed if guessed.startswith("text/") and guessed != "text/html" else PLAIN
    yield Part(0, "text", media, text.encode(), more_rows=more, assumed=read.assumed)


def shortened(text: str) -> str:
    """Return a text in one line, cut between words where it is long."""
    line = " ".join(text.split())
    if len(line) <= MAX_SAID_CHARS:
        return line
    return line[:MAX_SAID_CHARS].rpartition(" ")[0] + " …"
