"""One host per data directory: an exclusive lock that the operating system drops when the process dies."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from farhand.errors import AlreadyRunning, unwritable

FILE_NAME = "host.lock"


@contextmanager
def exclusive(data: Path) -> Generator[None]:
    """Hold the directory's lock; raises AlreadyRunning naming the process that holds it."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        opened = (data / FILE_NAME).open("a+")
    except OSError as error:
        raise unwritable(data, error) from error
    with opened as file:
        if not _try_lock(file):
            file.seek(0)
            pid = file.read().strip()
            raise AlreadyRunning(
                f"Farhand already runs on `{data}`" + (f" (process {pid})" if pid else ""),
                hint="use it with `farhand doctor`, stop it, or give another folder with `--data`",
            )
        try:
            file.seek(0)
            file.truncate()
            file.write(str(os.getpid()))
            file.flush()
        except OSError as error:
            raise unwritable(data, error) from error
        yield


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # the byte that is locked, beyond the process id that others may read

    def _try_lock(file: IO[str]) -> bool:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
