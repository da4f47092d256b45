"""Keeps the pictures of a change in the run's folder, where the host takes them from for the phone."""

from collections.abc import Sequence

from farhand.changes.sides import pictures_of, read_content
from farhand.git import Repository
from farhand.runs.folder import RunFolder, write_durably
from farhand.wire.change_events import ChangedFile


async def keep_pictures(repository: Repository, files: Sequence[ChangedFile], folder: RunFolder) -> None:
    """Write each picture, as it was and as it is now; raises GitFailed."""
    for side in pictures_of(files):
        path = folder.picture(side.content)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_durably(path, await read_content(repository, side))
