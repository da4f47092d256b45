"""The lease on a workspace: one run at a time may write there, and a runner that lost it finds out before it writes."""

import asyncio
import json
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from farhand.errors import Conflict, Unavailable
from farhand.runs.folder import RunFolder, write_durably
from farhand.runs.liveness import claim
from farhand.runs.spec import RunSpec

TAKE_PATIENCE_S = 30.0  # for an earlier holder to finish the commit it is in; a slow hook may take that long
_POLL_S = 0.02


class LeaseLost(Conflict):
    """The workspace belongs to a later run."""

    code = "lease_lost"


@dataclass(frozen=True, slots=True)
class Lease:
    """One holder's right to write in a workspace. `number` grows with every holder and is never given twice."""

    path: Path
    holder: str
    number: int

    @staticmethod
    def of(folder: RunFolder, spec: RunSpec) -> "Lease":
        """Return the lease that a run was begun with."""
        return Lease(folder.lease(spec.workspace), spec.run, spec.lease)

    def is_held(self) -> bool:
        """Return whether nobody took the workspace over since."""
        return _read(self.path) == (self.number, self.holder)

    def check(self) -> None:
        """Raise LeaseLost unless the lease is held."""
        if not self.is_held():
            raise LeaseLost(
                "a later run took the workspace over", hint="nothing of this run was written since; see the later one"
            )

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[None]:
        """Hold off whoever wants the lease while something is written; raises LeaseLost."""
        async with _locked(self.path):
            self.check()
            yield


async def take(path: Path, holder: str) -> Lease:
    """Take the lease from whoever has it, on disk before this returns; the holder itself gets the same again.

    Raises Unavailable when an earlier holder does not finish what it writes.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    async with _locked(path):
        number, now = _read(path) or (0, "")
        if now != holder:
            number += 1
            write_durably(path, json.dumps([number, holder]).encode())
    return Lease(path, holder, number)


def _read(path: Path) -> tuple[int, str] | None:
    try:
        match json.loads(path.read_bytes()):
            case [int(number), str(holder)]:
                return number, holder
            case _:
                return None
    except (OSError, ValueError):
        return None


@asynccontextmanager
async def _locked(path: Path) -> AsyncGenerator[None]:
    lock = path.with_name(path.name + ".lock")
    descriptor = await _claim(lock)
    try:
        yield
    finally:
        os.close(descriptor)


async def _claim(lock: Path) -> int:
    try:
        async with asyncio.timeout(TAKE_PATIENCE_S):
            while (descriptor := claim(lock)) is None:  # noqa: ASYNC110  # another process frees it
                await asyncio.sleep(_POLL_S)
            return descriptor
    except TimeoutError as error:
        raise Unavailable(
            "somebody else still writes in the workspace", hint="wait a moment, then try again"
        ) from error
