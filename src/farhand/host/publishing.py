"""Notes a file that a task hands back, and how it is told."""

from pathlib import Path

from farhand.database import Connection
from farhand.runs.protocol import FileMade
from farhand.tasks import published
from farhand.tasks.attachments import safe_name
from farhand.tasks.published import PublishedFile
from farhand.tasks.task import Task
from farhand.wire.blob import Manifest
from farhand.wire.file_events import FilePublished


def publish(connection: Connection, event: FileMade, task: Task, manifest: Manifest | None, at: int) -> FilePublished:
    """Note a file in the caller's transaction; return the event that tells of it."""
    name = safe_name(event.name)
    path = Path(event.path)
    file = PublishedFile(event.file, task.id, name, event.media, event.size, path, event.warning, at, event.sha256)
    published.add(connection, file)
    return FilePublished(
        at=at,
        task=task.id,
        run=event.run,
        file=event.file,
        name=name,
        media=event.media,
        size=event.size,
        manifest=manifest,
        warning=event.warning,
    )
