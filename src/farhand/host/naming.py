"""Answers who writes of a file, beside the mail: a project with very many files takes seconds to list."""

import asyncio
from collections.abc import Awaitable, Callable

from farhand.devices.store import Device
from farhand.host.filenames import FilenameLists
from farhand.ids import DeviceId
from farhand.log import Log
from farhand.tasks.projects import Project
from farhand.wire.answers import Filenames

log = Log.of(__name__)


class Naming:
    """Keeps the newest question of each device: who has typed on waits for no answer to the one before."""

    def __init__(self, lists: FilenameLists, answer: Callable[[Device, Filenames], Awaitable[None]]) -> None:
        self._lists = lists
        self._answer = answer
        self._asked: dict[DeviceId, tuple[Device, Project, str]] = {}
        self._answering: set[DeviceId] = set()
        self._wake = asyncio.Event()

    def ask(self, device: Device, project: Project, query: str) -> None:
        """Answer soon; returns at once."""
        self._asked[device.id] = device, project, query
        self._wake.set()

    async def serve(self) -> None:
        """Answer until cancelled, each device for itself; who is without an answer then asks again."""
        try:
            async with asyncio.TaskGroup() as group:
                while True:
                    for device in self._asked.keys() - self._answering:
                        self._answering.add(device)
                        group.create_task(self._serve(device), name=f"names for {device}")
                    self._wake.clear()
                    await self._wake.wait()
        finally:
            self._asked.clear()

    async def _serve(self, id_: DeviceId) -> None:
        try:
            while (asked := self._asked.pop(id_, None)) is not None:
                await self._find(*asked)
        finally:
            self._answering.discard(id_)

    async def _find(self, device: Device, project: Project, query: str) -> None:
        try:
            await self._answer(device, await self._lists.find(project, query))
        except Exception:  # the loop's edge: what one device asks must not end what all are told
            log.exception("naming.failed", device=device.id)
