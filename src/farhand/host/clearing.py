"""Lets go of the files that came with messages, a month after the last task that had them."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

from farhand.clock import Clock
from farhand.database import Database
from farhand.log import Log
from farhand.relay.mailbox import KEEP_MS
from farhand.tasks import attachments
from farhand.tasks.attachments import Needed

log = Log.of(__name__)
LOOK_S = 3600  # nobody waits for the space of a file


class Clearing:
    """A service over the folders of `Content` and `Inputs`."""

    name = "clearing"

    def __init__(self, database: Database, files: Path, inputs: Path, clock: Clock) -> None:
        self._database = database
        self._files = files
        self._inputs = inputs
        self._clock = clock

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        while True:
            await self.clear()
            await asyncio.sleep(LOOK_S)

    async def clear(self) -> None:
        """Remove what is no longer needed, and was not just brought for a message that is being taken in."""
        since_ms = self._clock.now_ms() - KEEP_MS
        needed = await self._database.read(lambda connection: attachments.needed(connection, since_ms))
        await asyncio.to_thread(self._remove, needed, since_ms)

    def _remove(self, needed: Needed, since_ms: int) -> None:
        for folder in (self._inputs, self._files):
            for path in folder.glob("*"):
                is_old = path.stat().st_mtime * 1000 < since_ms
                if is_old and path.name not in needed.roots and path.name.partition(".")[0] not in needed.files:
                    log.info("file.removed", path=str(path))
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
