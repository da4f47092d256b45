"""Files are named beside the mail: a project that takes long to list keeps nobody else waiting."""

import asyncio
import os
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from farhand.crypto.sealing import open_private, seal_direct
from farhand.devices.visibility import Visibility
from farhand.host.content import Content
from farhand.host.filenames import FilenameLists
from farhand.host.previewing import Previewing
from farhand.host.requests import Requests
from farhand.ids import HostId, ProjectId, new_id
from farhand.previews.shelf import Shelf
from farhand.sync.answering import Answering
from farhand.thread.thread import LostTail
from farhand.wire.answers import ANSWER, AnyAnswer, Contacts, Filenames
from farhand.wire.commands import RequestContacts, RequestFilenames
from farhand.wire.envelope import Direction, Envelope, Mailbox
from tests.git_projects import git
from tests.host.core import Core, Phone
from tests.host.works import NoPost


class Desk:
    """Devices that ask, and what they were answered."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.answers: asyncio.Queue[Envelope] = asyncio.Queue()
        keys, clock = core.keys, core.clock
        self.requests = Requests(
            core.database,
            Answering(core.thread, keys.identity, clock, secrets.token_bytes),
            HostId(keys.identity.id),
            keys.hpke,
            self.answers.put,
            _restore,
            Visibility(clock),
            FilenameLists(clock),
            Previewing(core.database, Content(core.folder), Shelf(core.folder), NoPost(), clock, secrets.token_bytes),
            core.guarding,
            frozenset,
            clock,
        )

    @asynccontextmanager
    async def connected(self) -> AsyncGenerator[None]:
        """Serve as long as a connection to the relay lasts."""
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            serving = group.create_task(self.requests.serve())
            yield
            serving.cancel()

    async def ask(self, phone: Phone, request: RequestFilenames | RequestContacts) -> None:
        """Hand a device's request in, as its mail is."""
        host = self.core.keys.identity.id
        sealed = seal_direct(
            phone.identity, Mailbox(host, Direction.UP), host, self.core.keys.hpke.public, request.to_json(),
            id=new_id(), expires_ms=self.core.clock.now_ms() + 1000,
        )  # fmt: skip
        await self.requests.receive(sealed)

    async def heard(self, *phones: Phone) -> tuple[Phone, AnyAnswer]:
        """Return who gets the next answer, and what it is."""
        envelope = await self.answers.get()
        phone = next(each for each in phones if each.id == envelope.header.key)
        return phone, ANSWER.validate_json(open_private(envelope, phone.wrap).body)


async def _restore(lost: LostTail, incarnation: str) -> None:
    del lost, incarnation


async def track(core: Core, folder: Path) -> ProjectId:
    """Return a project in which git tracks one file."""
    project = await core.add_project(folder)
    (folder / "app.py").write_text("x\n")
    git(folder, "init", "-q")
    git(folder, "add", "app.py")
    return project


async def test_while_a_project_is_listed_all_other_mail_goes_on(core: Core, phone: Phone, tmp_path: Path) -> None:
    tablet, desk = Phone(), Desk(core)
    await core.pair(phone)
    await core.pair(tablet)
    quick, slow = await track(core, tmp_path / "quick"), await track(core, tmp_path / "slow")
    index = tmp_path / "slow" / ".git" / "index"
    index.unlink()
    os.mkfifo(index)  # git waits here until somebody writes

    async with desk.connected():
        await desk.ask(phone, RequestFilenames(project=slow, query="a"))
        await desk.ask(phone, RequestFilenames(project=slow, query="ap"))
        await desk.ask(tablet, RequestContacts())
        assert isinstance((await desk.heard(tablet))[1], Contacts)
        await desk.ask(tablet, RequestFilenames(project=quick, query="app"))
        assert await desk.heard(tablet) == (tablet, Filenames(project=quick, query="app", names=("app.py",)))

        assert desk.answers.empty()
        await asyncio.to_thread(index.write_bytes, b"")
        _, told = await desk.heard(phone)
        assert isinstance(told, Filenames)
        assert (told.query, told.names) == ("a", ())


async def test_a_listing_ends_with_the_connection_and_what_was_asked_then_is_forgotten(
    core: Core, phone: Phone, tmp_path: Path
) -> None:
    desk = Desk(core)
    await core.pair(phone)
    project = await track(core, tmp_path / "site")
    index = tmp_path / "site" / ".git" / "index"
    index.rename(tmp_path / "index")
    os.mkfifo(index)

    async with desk.connected():
        await desk.ask(phone, RequestFilenames(project=project, query="a"))
        await desk.ask(phone, RequestFilenames(project=project, query="ap"))
    (tmp_path / "index").rename(index)
    async with desk.connected():
        await desk.ask(phone, RequestFilenames(project=project, query="app"))
        assert (await desk.heard(phone))[1] == Filenames(project=project, query="app", names=("app.py",))

    assert desk.answers.empty()
