"""A device that asks for a preview is answered with a small file at the relay, or with the reason why there is none."""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from farhand.crypto.blobs import open_file, seal_file
from farhand.errors import Unavailable
from farhand.host.content import FILES, Content
from farhand.host.intake import Incoming
from farhand.host.previewing import AHEAD, MAX_WAITING, Previewing
from farhand.ids import MessageId, TaskId, new_id
from farhand.previews.shelf import Shelf
from farhand.tasks import attachments, published
from farhand.tasks.published import PublishedFile
from farhand.wire.blob import Manifest
from farhand.wire.previews import Preview, RequestPreview
from tests.host.core import Core
from tests.previews.files import pdf


@dataclass(slots=True)
class Sea:
    """A relay's blobs; while it is `away`, nothing comes or goes."""

    chunks: dict[tuple[str, int], bytes] = field(default_factory=dict[tuple[str, int], bytes])
    away: bool = False

    async def put(self, blob: str, index: int, chunk: bytes, sha256: bytes) -> None:
        """Store a chunk."""
        assert hashlib.sha256(chunk).digest() == sha256
        if self.away:
            raise Unavailable("the relay is away")
        self.chunks[blob, index] = chunk

    async def get(self, blob: str, index: int) -> bytes | None:
        """Return a chunk."""
        if self.away:
            raise Unavailable("the relay is away")
        return self.chunks.get((blob, index))

    def read(self, manifest: Manifest | None) -> bytes:
        """Return a file as a device does."""
        assert manifest is not None
        return b"".join(open_file(manifest, [self.chunks[manifest.blob, at] for at in range(len(manifest.chunks))]))


@dataclass(slots=True)
class Window:
    """A device's view of the files of a host."""

    core: Core
    sea: Sea
    previewing: Previewing
    shelf: Path

    async def ask(self, file: str, part: int = 0, *, again: bool = False) -> Preview:
        """Ask for a part and wait for the answer."""
        told: asyncio.Queue[Preview] = asyncio.Queue()
        self.previewing.ask(RequestPreview(file=file, part=part, width=640, again=again), told.put)
        async with asyncio.timeout(30):
            return await told.get()

    async def hand_back(self, path: Path, sha256: bytes | None = None) -> str:
        """Note a file that a task hands back; without its hash, as was done once."""
        task = await self.core.say("Write a report")
        file = PublishedFile(new_id(), TaskId(task.id), path.name, "application/pdf", 4, path, "", 1, sha256)
        await self.core.database.write(lambda connection: published.add(connection, file))
        return file.file

    @property
    def made(self) -> list[str]:
        """Return the names of the parts that were made."""
        return sorted(path.name for path in self.shelf.glob("*/*.json"))


@asynccontextmanager
async def serving(previewing: Previewing) -> AsyncGenerator[None]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(previewing.run(lambda: None))
        yield
        task.cancel()


@pytest.fixture
async def window(core: Core, tmp_path: Path) -> AsyncIterator[Window]:
    sea, shelf = Sea(), tmp_path / "previews"
    content = Content(tmp_path / FILES)
    previewing = Previewing(core.database, content, Shelf(shelf), sea, core.clock, secrets.token_bytes)
    async with serving(previewing):
        yield Window(core, sea, previewing, shelf)


async def test_a_page_comes_sealed_and_alone_and_the_next_ones_together(window: Window, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(pdf([f"page {n}" for n in range(9)]))
    file = await window.hand_back(report)

    told = await window.ask(file)

    assert (told.kind, told.part, told.parts, told.says, told.why_not) == ("page", 0, 9, "page 0", None)
    assert window.sea.read(told.manifest)[8:12] == b"WEBP"
    assert window.made == ["0.json"]
    assert (await window.ask(file, 1)).says == "page 1"
    assert len(window.made) == 1 + AHEAD


async def test_what_was_put_at_the_relay_once_is_told_of_again_unless_it_could_not_be_had(
    window: Window, tmp_path: Path
) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(pdf(["page"]))
    file, same = await window.hand_back(report), await window.hand_back(report)

    first = await window.ask(file)

    assert (await window.ask(same)).manifest == first.manifest
    assert len(window.sea.chunks) == 1
    anew = await window.ask(file, again=True)
    assert anew.manifest != first.manifest
    assert (await window.ask(file)).manifest == anew.manifest
    window.core.clock.advance(31 * 24 * 3600 * 1000)
    assert (await window.ask(file)).manifest != anew.manifest


@pytest.mark.parametrize("is_hash_kept", [True, False])
async def test_a_file_that_was_handed_back_is_hashed_once_at_most(
    window: Window, tmp_path: Path, *, is_hash_kept: bool
) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(pdf(["page"]))
    sha256 = hashlib.sha256(report.read_bytes()).digest()
    file = await window.hand_back(report, sha256 if is_hash_kept else None)

    first = await window.ask(file)

    kept = await window.core.database.read(lambda connection: published.find(connection, file))
    assert kept is not None
    assert kept.sha256 == sha256
    report.write_bytes(pdf(["another"]))  # what its bytes hash to now is not looked at again
    assert (await window.ask(file)).manifest == first.manifest


async def test_an_attachment_that_is_still_at_the_relay_is_brought_first(window: Window) -> None:
    manifest, chunks = seal_file(b"item,price\n", "prices.csv")
    for at, chunk in enumerate(chunks):
        await window.sea.put(manifest.blob, at, chunk, hashlib.sha256(chunk).digest())
    message = Incoming(MessageId(new_id()), "Bring the prices up to date", "local")
    await window.core.database.write(lambda connection: attachments.save(connection, message.message, (manifest,)))

    told = await window.ask(manifest.blob)

    assert (told.kind, window.sea.read(told.manifest)) == ("text", b"item,price\n")


async def test_the_reason_is_told_where_there_is_nothing_to_show(window: Window, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(pdf(["page"]))
    file = await window.hand_back(report)

    assert (await window.ask(new_id())).why_not == "gone"
    assert (await window.ask(await window.hand_back(tmp_path / "moved.pdf"))).why_not == "gone"
    assert (await window.ask(file, 7)).why_not == "damaged"
    window.sea.away = True
    assert (await window.ask(file)).why_not == "not_sent"
    window.sea.away = False
    assert (await window.ask(file)).manifest is not None


async def test_a_fault_of_our_own_is_told_and_the_next_file_does_not_suffer(window: Window, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(pdf(["page"]))
    file = await window.hand_back(report)
    window.shelf.write_text("in the way")

    assert (await window.ask(file)).why_not == "failed"
    window.shelf.unlink()
    assert (await window.ask(file)).kind == "page"


async def test_more_than_can_wait_is_dropped(core: Core, tmp_path: Path) -> None:
    previewing = Previewing(core.database, Content(tmp_path), Shelf(tmp_path), Sea(), core.clock, secrets.token_bytes)
    told: list[Preview] = []

    async def hear(preview: Preview) -> None:
        told.append(preview)
        if len(told) == MAX_WAITING:
            heard.set()

    heard = asyncio.Event()
    for _ in range(MAX_WAITING + 5):
        previewing.ask(RequestPreview(file=new_id()), hear)
    async with serving(previewing), asyncio.timeout(10):
        await heard.wait()
    assert len(told) == MAX_WAITING
