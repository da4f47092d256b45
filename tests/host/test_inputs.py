"""Files that came with messages: brought from the relay once, whole and proven, to where the agent reads them."""

import hashlib
import os
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from farhand.crypto.blobs import seal_file
from farhand.database import Database
from farhand.errors import Refused, UsageError
from farhand.host.blobs import EmbeddedBlobs
from farhand.host.clearing import Clearing
from farhand.host.content import Content, Gone
from farhand.host.inputs import Inputs, Stopped
from farhand.host.intake import Incoming
from farhand.ids import HostId, MessageId, RunId, new_id
from farhand.relay.engines.sqlite import MIGRATIONS, SqliteEngine
from farhand.relay.mailbox import KEEP_MS
from farhand.runs.protocol import StepTaken
from farhand.tasks.task import Claimed, StopAsked, Task
from farhand.wire.blob import CHUNK_BYTES, MAX_FILE_BYTES, Manifest
from farhand.wire.commands import SendMessage
from farhand.wire.task_events import CommandRefused, MessageReceived, TaskState
from tests.host.core import Core, Phone
from tests.host.works import Works

RUN = RunId(new_id())


@dataclass(slots=True)
class Sea:
    """A relay's blobs; `lost` are chunks that nobody gets, `asked` those that were asked for."""

    blobs: EmbeddedBlobs
    lost: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])
    asked: list[int] = field(default_factory=list[int])

    async def put(self, blob: str, index: int, chunk: bytes, sha256: bytes) -> None:
        """Store a chunk."""
        await self.blobs.put(blob, index, chunk, sha256)

    async def get(self, blob: str, index: int) -> bytes | None:
        """Return a chunk, unless it is lost."""
        self.asked.append(index)
        return None if (blob, index) in self.lost else await self.blobs.get(blob, index)

    async def post(self, data: bytes, name: str = "plan.pdf") -> Manifest:
        """Put a file here as a phone does."""
        manifest, chunks = seal_file(data, name)
        for index, chunk in enumerate(chunks):
            await self.put(manifest.blob, index, chunk, hashlib.sha256(chunk).digest())
        return manifest


@pytest.fixture
async def sea(core: Core, tmp_path: Path) -> AsyncIterator[Sea]:
    async with Database.open(tmp_path / "relay.sqlite", MIGRATIONS) as database:
        engine = SqliteEngine(database, tmp_path / "blobs")
        yield Sea(EmbeddedBlobs(engine, HostId(core.keys.identity.id), 1 << 30, core.clock))


@pytest.fixture
def inputs(core: Core, sea: Sea, tmp_path: Path) -> Inputs:
    return make_inputs(core, sea, tmp_path)


def make_inputs(core: Core, sea: Sea, folder: Path) -> Inputs:
    return Inputs(core.database, Content(folder / "files"), sea, folder / "inputs", core.clock)


async def say(core: Core, manifests: Sequence[Manifest], follows: Task | None = None, text: str = "Read it") -> Task:
    incoming = Incoming(
        message=MessageId(new_id()),
        text=text,
        origin="local",
        follows=follows.id if follows else None,
        attachments=tuple(manifests),
    )
    return (await core.database.write(lambda connection: core.intake.receive(connection, incoming)))[1]


def _in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def unheard(_: StepTaken) -> None:
    """Hear nothing."""


async def test_a_file_from_the_phone_is_laid_down_with_its_bytes_and_told_while_it_comes(
    core: Core, sea: Sea, inputs: Inputs, tmp_path: Path
) -> None:
    await core.add_project(tmp_path / "site")
    data = secrets.token_bytes(CHUNK_BYTES + 1000)
    task = await say(core, [await sea.post(data, "../plan 1.pdf")])
    told: list[StepTaken] = []

    async def hear(step: StepTaken) -> None:
        told.append(step)

    (path,) = await inputs.bring(RUN, task, hear)

    assert path.read_bytes() == data
    assert path.name == "plan-1.pdf"
    assert path.is_relative_to(inputs.folder(task.root))
    assert [(step.title, step.state) for step in told] == [
        ("Fetching plan-1.pdf (1 MB)", "going"),
        ("Fetched plan-1.pdf (1 MB)", "ok"),
    ]
    assert len({step.step for step in told}) == 1
    assert await inputs.bring(RUN, task, hear) == (path,)
    assert len(told) == 2


async def test_a_follow_up_has_the_files_of_the_tasks_before_it_too(
    core: Core, sea: Sea, inputs: Inputs, tmp_path: Path
) -> None:
    await core.add_project(tmp_path / "site")
    first = await say(core, [await sea.post(b"one", "a.txt")])
    second = await say(core, [await sea.post(b"two", "a.txt"), await sea.post(b"three", "a.txt")], follows=first)

    assert [path.read_bytes() for path in await inputs.bring(RUN, first, unheard)] == [b"one"]
    brought = await inputs.bring(RUN, second, unheard)

    assert [path.read_bytes() for path in brought] == [b"one", b"two", b"three"]
    assert {path.parent.parent for path in brought} == {inputs.folder(first.root)}


async def test_a_file_that_came_in_part_goes_on_where_it_stopped_also_after_a_restart(
    core: Core, sea: Sea, inputs: Inputs, tmp_path: Path
) -> None:
    await core.add_project(tmp_path / "site")
    data = secrets.token_bytes(CHUNK_BYTES * 2 + 5)
    manifest = await sea.post(data)
    task = await say(core, [manifest])
    sea.lost.add((manifest.blob, 2))
    with pytest.raises(Gone):
        await inputs.bring(RUN, task, unheard)
    part = tmp_path / "files" / f"{manifest.blob}.part"
    part.write_bytes(part.read_bytes() + b"half a chunk, as a crash leaves it")
    sea.lost.clear()
    sea.asked.clear()

    (path,) = await make_inputs(core, sea, tmp_path).bring(RUN, task, unheard)

    assert path.read_bytes() == data
    assert sea.asked == [2]


async def test_a_file_that_is_not_what_its_manifest_names_is_never_laid_down(
    core: Core, sea: Sea, inputs: Inputs, tmp_path: Path
) -> None:
    await core.add_project(tmp_path / "site")
    manifest = (await sea.post(b"one")).model_copy(update={"sha256": b"x" * 32})
    task = await say(core, [manifest])

    with pytest.raises(Refused):
        await inputs.bring(RUN, task, unheard)

    assert not inputs.folder(task.root).exists()
    assert list((tmp_path / "files").iterdir()) == []


async def test_a_task_that_is_stopped_while_its_files_come_waits_for_no_more_of_them(
    core: Core, sea: Sea, inputs: Inputs, tmp_path: Path
) -> None:
    await core.add_project(tmp_path / "site")
    task = await say(core, [await sea.post(secrets.token_bytes(CHUNK_BYTES * 3))])

    async def stop(_: StepTaken) -> None:
        running = await core.database.write(lambda c: core.moving.move(c, task, Claimed(1)))
        await core.database.write(lambda c: core.moving.move(c, running, StopAsked()))

    with pytest.raises(Stopped):
        await inputs.bring(RUN, task, stop)

    assert sea.asked == []


async def test_a_file_of_this_computer_is_copied_at_once_and_needs_no_relay(
    core: Core, sea: Sea, inputs: Inputs, tmp_path: Path
) -> None:
    await core.add_project(tmp_path / "site")
    given = tmp_path / "notes.txt"
    given.write_text("the words")
    manifests = await inputs.accept([str(given)])
    task = await say(core, manifests)
    given.write_text("other words")

    (path,) = await inputs.bring(RUN, task, unheard)

    assert path.read_text() == "the words"
    assert sea.asked == []
    (received,) = await core.of(MessageReceived)
    assert [(each.name, each.media, each.size) for each in received.attachments] == [("notes.txt", "text/plain", 9)]


async def test_a_file_that_is_too_large_or_cannot_be_read_is_refused_and_leaves_nothing(
    inputs: Inputs, tmp_path: Path
) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    for path in (huge, tmp_path / "missing", tmp_path):
        with pytest.raises(UsageError):
            await inputs.accept([str(path)])
    assert list((tmp_path / "files").iterdir()) == []


async def test_a_task_whose_files_cannot_be_fetched_fails_and_says_why(works: Works, sea: Sea) -> None:
    manifest = await sea.post(b"one")
    task = await say(works.core, [manifest])

    async with works.going():
        failed = await works.wait_for(TaskState.FAILED)

    assert failed.id == task.id
    assert failed.words == "no relay"
    assert works.runners.started.empty()


async def test_files_are_let_go_of_a_month_after_the_last_task_of_their_chain(
    core: Core, sea: Sea, inputs: Inputs, tmp_path: Path
) -> None:
    await core.add_project(tmp_path / "site")
    old, new = await say(core, [await sea.post(b"one")]), await say(core, [await sea.post(b"two")])
    for task in (old, new):
        await inputs.bring(RUN, task, unheard)
    clearing = Clearing(core.database, tmp_path / "files", tmp_path / "inputs", core.clock)
    for path in (*_in(tmp_path / "files"), *_in(tmp_path / "inputs")):
        os.utime(path, (0, 0))
    await core.database.write(lambda c: core.moving.move(c, old, StopAsked()))

    await clearing.clear()
    assert len(_in(tmp_path / "files")) == 2

    core.clock.advance(KEEP_MS + 1)
    await clearing.clear()

    assert not inputs.folder(old.root).exists()
    assert [path.read_bytes() for path in _in(tmp_path / "files")] == [b"two"]
    assert [path.read_bytes() for path in await inputs.bring(RUN, new, unheard)] == [b"two"]


async def test_a_command_takes_no_files(core: Core, sea: Sea) -> None:
    with pytest.raises(UsageError):
        await say(core, [await sea.post(b"one")], text="!ls")


async def test_a_message_with_files_that_no_device_should_send_is_refused(core: Core, phone: Phone, sea: Sea) -> None:
    await core.pair(phone)
    manifest = (await sea.post(b"one")).model_copy(update={"size": MAX_FILE_BYTES + 1})
    sent = SendMessage(made_at=core.clock.now_ms(), text="Read it", attachments=(manifest,))

    await core.receiving.receive([core.seal(phone, sent)], None)

    assert [each.code for each in await core.of(CommandRefused)] == ["usage"]
    assert await core.tasks() == ()
