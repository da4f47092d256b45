"""Files that a task hands back are told in the thread, with what opens them where the relay takes them."""

import hashlib
import secrets
from pathlib import Path

import pytest

from farhand.host.posting import Posting
from farhand.ids import new_id
from farhand.runs.folder import RunFolder
from farhand.runs.protocol import ChangeMade, FileMade
from farhand.tasks import published
from farhand.wire.file_events import FilePublished
from farhand.wire.task_events import TaskState
from tests.host.works import NoPost, Works, ended


def made(run: str, path: Path, n: int = 1) -> FileMade:
    data = path.read_bytes()
    return FileMade(
        run=run, at=1, n=n, file=new_id(), name="offer (new).pdf", media="application/pdf", size=len(data),
        sha256=hashlib.sha256(data).digest(), path=str(path), warning="it seems to hold a key or password",
    )  # fmt: skip


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "copy"
    path.write_bytes(b"%PDF")
    return path


async def test_a_file_is_told_also_where_the_relay_is_away_and_stays_on_this_computer(
    works: Works, report: Path
) -> None:
    task = await works.core.say("Write the offer")

    async with works.going():
        spec = await works.runners.started.get()
        works.runners.of(spec.run).put_nowait(made(spec.run, report))
        works.runners.of(spec.run).put_nowait(ended(spec.run))
        await works.wait_for(TaskState.DONE)

    (told,) = await works.core.of(FilePublished)
    assert (told.task, told.name, told.size, told.manifest) == (task.id, "offer-new-.pdf", 4, None)
    assert told.warning
    (kept,) = await works.core.database.read(lambda connection: published.of_task(connection, task.id))
    assert (kept.name, kept.path, kept.sha256) == ("offer-new-.pdf", report, hashlib.sha256(b"%PDF").digest())


async def test_only_what_a_run_made_is_posted(report: Path, tmp_path: Path) -> None:
    posting, folder = Posting(NoPost(), secrets.token_bytes), RunFolder(tmp_path)
    unchanged = ChangeMade(run=new_id(), at=1, branch="b", base="a", head="a", files=(), added=0, removed=0)
    assert await posting.post(folder, unchanged) == (unchanged, None)
    published_file = made(new_id(), report)
    assert await posting.post(folder, published_file) == (published_file, None)
