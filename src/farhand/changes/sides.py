"""Files of a change that are no text: how large they were and are, and which of them are pictures to look at."""

from collections.abc import Sequence
from mimetypes import MimeTypes

from farhand.changes.contents import SUBMODULE, Content, Contents
from farhand.git import Repository
from farhand.wire.change_events import ChangedFile, FileSide

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"})
"""What every browser draws; SVG is text, and shown as such."""
MAX_PICTURE_BYTES = 4 << 20  # a larger one is looked at on the computer
MAX_PICTURES_BYTES = 20 << 20  # of one change: they are sent before its outcome is told
MAX_PICTURES = 40  # their manifests travel in one record
_MEDIA = MimeTypes()
_UNKNOWN = "application/octet-stream"


async def with_sides(
    repository: Repository, contents: Sequence[Contents], files: tuple[ChangedFile, ...]
) -> tuple[ChangedFile, ...]:
    """Return the files of a change, those that are no text with what they were and are."""
    binary = {file.path for file in files if file.added is None}
    if not binary:
        return files
    known = {each.shown_path: each for each in contents if each.shown_path in binary}
    sizes = await _sizes(repository, [side for each in known.values() for side in (each.before, each.after)])

    def side(content: Content, path: str) -> FileSide | None:
        size = sizes.get(content.name)
        if size is None:
            return None
        return FileSide(content=content.name, size=size, media=_MEDIA.guess_type(path)[0] or _UNKNOWN)

    def sided(file: ChangedFile) -> ChangedFile:
        if file.path not in known:
            return file
        each = known[file.path]
        before, after = side(each.before, file.old_path or file.path), side(each.after, file.path)
        return file.model_copy(update={"before": before, "after": after})

    return tuple(map(sided, files))


def pictures_of(files: Sequence[ChangedFile]) -> tuple[FileSide, ...]:
    """Return what to show of a change: its pictures, the first first, as many as are worth their way to a phone."""
    shown: dict[str, FileSide] = {}
    left = MAX_PICTURES_BYTES
    for side in (side for file in files for side in (file.before, file.after) if side is not None):
        is_fit = side.media in PICTURES and side.size <= min(MAX_PICTURE_BYTES, left)
        if is_fit and side.content not in shown and len(shown) < MAX_PICTURES:
            shown[side.content] = side
            left -= side.size
    return tuple(shown.values())


async def read_content(repository: Repository, side: FileSide) -> bytes:
    """Return the bytes of a file as it was or is; raises GitFailed."""
    return (await repository.run("cat-file", "blob", side.content)).out


async def _sizes(repository: Repository, contents: Sequence[Content]) -> dict[str, int]:
    names = [each.name for each in contents if each.is_there and each.mode != SUBMODULE]
    asked = "".join(f"{name}\n" for name in names).encode()
    told = await repository.run("cat-file", "--batch-check=%(objectname) %(objectsize)", stdin=asked)
    answers = (line.split(" ") for line in told.text().splitlines())
    return {name: int(size) for name, size in answers if size.isdecimal()}  # what git lacks is `missing`
