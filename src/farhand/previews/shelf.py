"""Parts of previews, by what is in the file: kept while there is room, and those unused longest go first."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from farhand.previews.parts import NOTE
from farhand.wire.blob import Manifest
from farhand.wire.model import Wire
from farhand.wire.previews import PreviewKind

FOLDER = "previews"  # below the data of the host
BUDGET_BYTES = 256 << 20
KEEP_S = 30 * 24 * 3600.0
WIDTHS = (640, 960, 1280, 1920, 2560, 3840)  # few, so that what was drawn for one phone suits the next
_USED = "used"  # its time says when somebody looked last


class Note(Wire):
    """What is said of a part, and what opens it at the relay, up to a moment."""

    kind: PreviewKind
    media: str
    parts: int
    title: str
    says: str
    more_rows: int
    more_columns: int
    assumed: str = ""
    manifest: Manifest | None = None
    until_ms: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the parts of one file lie, drawn for one width."""

    folder: Path

    def data(self, part: int) -> Path:
        """Return where a part's data lies."""
        return self.folder / str(part)

    def find(self, part: int) -> Note | None:
        """Return what is said of a part; None where it is not made."""
        try:
            return Note.model_validate_json(self._note(part).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def keep(self, part: int, note: Note) -> None:
        """Say this of a part from now on."""
        path = self._note(part)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(note.to_json())
        fresh.replace(path)

    def _note(self, part: int) -> Path:
        return self.folder / f"{part}{NOTE}"


class Shelf:
    """A folder of such places."""

    def __init__(self, folder: Path, budget_bytes: int = BUDGET_BYTES) -> None:
        self._folder = folder
        self._budget_bytes = budget_bytes

    def place(self, sha256: bytes, width: int, now_s: float) -> Place:
        """Return the place of a file with this hash, for a screen of about that width."""
        folder = self._folder / f"{sha256.hex()}-{nearest(width)}"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        used = folder / _USED
        used.touch()
        os.utime(used, (now_s, now_s))
        return Place(folder)

    def trim(self, now_s: float) -> None:
        """Remove what was not used for a month, and of the rest what there is no room for."""
        left = self._budget_bytes
        for folder, used_s in self._newest_first():
            left -= sum(path.stat().st_size for path in folder.iterdir())
            if left < 0 or used_s < now_s - KEEP_S:
                shutil.rmtree(folder, ignore_errors=True)

    def _newest_first(self) -> Iterator[tuple[Path, float]]:
        folders = [(used.parent, used.stat().st_mtime) for used in self._folder.glob(f"*/{_USED}")]
        yield from sorted(folders, key=lambda each: each[1], reverse=True)


def nearest(width: int) -> int:
    """Return the width that is drawn for a screen of another."""
    return next((each for each in WIDTHS if each >= width), WIDTHS[-1])
