"""Files that the agent published: found once each, with what a person should know before sharing them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from farhand.masking import Masker
from farhand.wire.model import Wire

MAX_SEARCHED_BYTES = 1 << 20  # a text that holds a key is seldom larger, and the run waits for the search
KEY_WARNING = "it seems to hold a key or password"


class _About(Wire):
    file: str
    name: str
    media: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Published:
    """A file, copied out of the workspace to `path`."""

    file: str
    name: str
    media: str
    size: int
    sha256: bytes
    path: Path
    warning: str


def take(folder: Path, masker: Masker) -> Iterator[Published]:
    """Yield what was published into a folder and not yet taken; what is told of twice is told of as the same."""
    for note in sorted(folder.glob("*.json"), key=lambda each: each.stat().st_mtime_ns):
        about = _About.model_validate_json(note.read_bytes())
        path = folder / about.file
        warning = _warning(path, masker)
        yield Published(about.file, about.name, about.media, about.size, bytes.fromhex(about.sha256), path, warning)


def forget(folder: Path, files: Iterable[str]) -> None:
    """Take files no more: they were told of."""
    for file in files:
        (folder / f"{file}.json").unlink(missing_ok=True)


def _warning(path: Path, masker: Masker) -> str:
    if path.stat().st_size > MAX_SEARCHED_BYTES:
        return ""
    text = path.read_bytes().decode(errors="replace")
    return KEY_WARNING if masker.mask(text) != text else ""
