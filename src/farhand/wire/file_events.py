"""What happened to files that tasks hand back: bodies of records."""

from typing import Literal

from farhand.wire.blob import Manifest
from farhand.wire.event import Event
from farhand.wire.model import Id


class FilePublished(Event):
    """A task hands a file to the person. Without a manifest it lies on the host alone.

    `warning` is what to know before it is shared.
    """

    type: Literal["file.published"] = "file.published"
    task: Id
    run: Id
    file: Id
    name: str
    media: str
    size: int
    manifest: Manifest | None = None
    warning: str = ""
