"""Writes what must not be lost: a full disk may have room again, and nothing is told before it is stored."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from farhand.database import Connection, Database, NotStored
from farhand.log import Log

log = Log.of(__name__)
STORE_AGAIN_S = 2.0  # between tries
T = TypeVar("T")


async def write_at_last(database: Database, work: Callable[[Connection], T]) -> T:
    """Run work in one transaction, again and again until the disk takes it."""
    while True:
        try:
            return await database.write(work)
        except NotStored as error:
            log.warning("not_stored", why=error.message)
        await asyncio.sleep(STORE_AGAIN_S)
