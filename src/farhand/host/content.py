"""Files by what they hold, `files/<sha256>` below the data: each is there whole and proven, or not at all."""

import asyncio
import hashlib
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from weakref import WeakValueDictionary

from farhand.crypto.blobs import open_named_chunk
from farhand.crypto.hpke import Unopenable
from farhand.errors import NotFound, Refused, UsageError, unwritable
from farhand.host.blobs import Blobs
from farhand.ids import new_id
from farhand.wire.blob import CHUNK_BYTES, MAX_FILE_BYTES, Manifest

FILES = "files"  # below the data of the host
PART = ".part"
READ_ONLY = 0o400  # links to it lie where an agent reads
Step = Callable[[], Awaitable[None]]


class Gone(NotFound):
    """A file is neither here nor at the relay any more."""

    code = "file_gone"


class Content:
    """The folder of all files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fetching: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def path(self, sha256: bytes) -> Path:
        """Return where the file with this hash lies, if it is here."""
        return self._folder / sha256.hex()

    def take(self, source: Path) -> tuple[bytes, int]:
        """Copy a file of this computer in; return its hash and size. Raises UsageError, Unavailable."""
        self._make_folder()
        part = self._folder / f"{new_id()}{PART}"
        try:
            with source.open("rb") as given, part.open("wb") as kept:
                sha256, size = _copy(given.read, kept.write, source.name)
                os.fsync(kept.fileno())
            self._settle(part, sha256)
        except OSError as error:
            if error.filename == str(source):
                raise UsageError(f"`{source}` cannot be read: {error.strerror}") from error
            raise unwritable(part, error) from error
        finally:
            part.unlink(missing_ok=True)
        return sha256, size

    async def fetch(self, manifest: Manifest, blobs: Blobs, before_chunk: Step) -> Path:
        """Bring a file from the relay, going on where an earlier try stopped; return where it lies.

        `before_chunk` may raise to stop it. Raises Gone, Refused where it is not what the manifest names, Unavailable.
        """
        path = self.path(manifest.sha256)
        async with self._fetching.setdefault(manifest.blob, asyncio.Lock()):
            if not path.exists():
                await self._fetch(manifest, blobs, before_chunk)
        return path

    async def _fetch(self, manifest: Manifest, blobs: Blobs, before_chunk: Step) -> None:
        if not manifest.chunks:
            raise Gone(f"`{manifest.name}` is not on this computer any more", hint="attach it again")
        self._make_folder()
        part = self._folder / f"{manifest.blob}{PART}"
        held = await asyncio.to_thread(_whole_chunks, part)
        for index in range(held, len(manifest.chunks)):
            await before_chunk()
            sealed = await blobs.get(manifest.blob, index)
            if sealed is None:
                raise Gone(f"`{manifest.name}` is not at the relay any more", hint="attach it again")
            await asyncio.to_thread(_append, part, manifest, index, sealed)
        if not await asyncio.to_thread(_is_proven, part, manifest):
            part.unlink(missing_ok=True)
            raise Refused(f"`{manifest.name}` is not the file that was attached", hint="attach it again")
        await asyncio.to_thread(self._settle, part, manifest.sha256)

    def _settle(self, part: Path, sha256: bytes) -> None:
        part.chmod(READ_ONLY)
        part.replace(self.path(sha256))

    def _make_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _copy(read: Callable[[int], bytes], write: Callable[[bytes], int], name: str) -> tuple[bytes, int]:
    digest, size = hashlib.sha256(), 0
    while piece := read(CHUNK_BYTES):
        size += len(piece)
        if size > MAX_FILE_BYTES:
            raise UsageError(f"`{name}` is larger than {MAX_FILE_BYTES >> 20} MB")
        digest.update(piece)
        write(piece)
    return digest.digest(), size


def _whole_chunks(part: Path) -> int:
    """Cut off what a crash left of a chunk, and return how many are there."""
    try:
        whole = part.stat().st_size // CHUNK_BYTES
        os.truncate(part, whole * CHUNK_BYTES)
    except FileNotFoundError:
        return 0
    return whole


def _append(part: Path, manifest: Manifest, index: int, sealed: bytes) -> None:
    try:
        plain = open_named_chunk(manifest, index, sealed)
        with part.open("ab") as file:
            file.write(plain)
            file.flush()
            os.fsync(file.fileno())
    except Unopenable as error:
        raise Refused(f"`{manifest.name}` does not open: {error}", hint="attach it again") from error
    except OSError as error:
        raise unwritable(part, error) from error


def _is_proven(part: Path, manifest: Manifest) -> bool:
    with part.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest() == manifest.sha256
