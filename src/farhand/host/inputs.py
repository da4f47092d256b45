"""Lays what came with a task's messages where its agent can read it: outside the workspace, and so outside git."""

import asyncio
import mimetypes
import os
import shutil
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from farhand.clock import Clock
from farhand.crypto.blobs import DEFAULT_MEDIA
from farhand.database import Connection, Database
from farhand.errors import Conflict, unwritable
from farhand.figures import size_words
from farhand.host.blobs import Blobs
from farhand.host.content import Content
from farhand.ids import RunId, TaskId, new_id
from farhand.runs.protocol import StepTaken
from farhand.tasks import attachments, store
from farhand.tasks.attachments import Attachment
from farhand.tasks.task import Task
from farhand.wire.blob import Manifest
from farhand.wire.run_events import StepKind

INPUTS = "inputs"  # below the data of the host
MESSAGE_CHARS = 8  # enough to tell the messages of one chain apart
Tell = Callable[[StepTaken], Awaitable[object]]
"""Told that a file comes from the relay, and once more when it is here."""


class Stopped(Conflict):
    """A person stopped the task before its files were here."""

    code = "stopped"


class Inputs:
    """One folder for each chain of tasks: a live session reads what a follow-up brings, too."""

    def __init__(self, database: Database, content: Content, blobs: Blobs, folder: Path, clock: Clock) -> None:
        self._database = database
        self._content = content
        self._blobs = blobs
        self._folder = folder
        self._clock = clock

    def folder(self, root: TaskId) -> Path:
        """Return where the files of a chain lie, if it has any."""
        return self._folder / root

    async def accept(self, paths: Sequence[str]) -> tuple[Manifest, ...]:
        """Take files of this computer in, to come with a message; raises UsageError."""
        return tuple([await asyncio.to_thread(self._accept, Path(each)) for each in paths])

    def _accept(self, path: Path) -> Manifest:
        sha256, size = self._content.take(path)
        media = mimetypes.guess_type(path.name)[0] or DEFAULT_MEDIA
        return Manifest(blob=new_id(), name=path.name, media=media, size=size, sha256=sha256, key=b"", chunks=())

    async def bring(self, run: RunId, task: Task, tell: Tell) -> tuple[Path, ...]:
        """Lay down all that came with a task and those before it in its chain; return the paths, oldest first.

        Raises Gone, Refused, Unavailable, and Stopped when the task is stopped meanwhile.
        """
        if task.kind == "verify":
            return ()
        wanted = await self._database.read(lambda c: attachments.in_chain(c, task.root, task.number))
        return tuple([await self._bring(run, task, each, tell) for each in wanted])

    async def _bring(self, run: RunId, task: Task, each: Attachment, tell: Tell) -> Path:
        path = self.folder(task.root) / each.message[:MESSAGE_CHARS] / each.name
        if path.exists():
            return path
        held = self._content.path(each.manifest.sha256)
        if not held.exists():
            await tell(self._arrival(run, each, is_here=False))
            await self._content.fetch(each.manifest, self._blobs, lambda: self._go_on(task))
            await tell(self._arrival(run, each, is_here=True))
        await asyncio.to_thread(_lay, held, path)
        return path

    def _arrival(self, run: RunId, each: Attachment, *, is_here: bool) -> StepTaken:
        what = f"{each.name} ({size_words(each.manifest.size)})"
        return StepTaken(
            run=run,
            at=self._clock.now_ms(),
            step=f"{each.message[:MESSAGE_CHARS]}-{each.name}",
            kind=StepKind.SETUP,
            title=f"{'Fetched' if is_here else 'Fetching'} {what}",
            state="ok" if is_here else "going",
        )

    async def _go_on(self, task: Task) -> None:
        def is_stopping(connection: Connection) -> bool:
            return store.get(connection, task.id).stopping

        if await self._database.read(is_stopping):
            raise Stopped("it was stopped before its files were here")


def _lay(held: Path, path: Path) -> None:
    """Put a file where it is read: another name of the same bytes, or a copy where the disk knows no such thing."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.unlink(missing_ok=True)
        try:
            os.link(held, part)
        except OSError:
            shutil.copyfile(held, part)
        part.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
