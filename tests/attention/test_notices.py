"""What is posted is told on every channel, once, and what became of it is kept."""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from farhand.attention import store, tellings
from farhand.attention.desktop import DesktopChannel, has_desktop
from farhand.attention.notices import STALE_MS, Later, Notices, Told
from farhand.attention.tellings import Notice
from farhand.crypto.identity import Identity
from farhand.database import Connection, Database
from farhand.ids import DeviceId, NoticeId
from farhand.thread import store as thread_store
from farhand.thread.projection import event_of
from farhand.thread.thread import Thread
from farhand.wire.attention_events import NoticeDelayed, NoticeTold
from tests.fakes.clock import FakeClock


@dataclass(slots=True)
class FakeChannel:
    """Keeps what it was told, and answers what it was set to; `accepted` once there is no more."""

    told: list[str] = field(default_factory=list[str])
    answers: list[Told | Later] = field(default_factory=list[Told | Later])
    devices: tuple[DeviceId | None, ...] = (None,)

    def readers(self, connection: Connection) -> Sequence[DeviceId | None]:
        """Return whom it was set to tell."""
        del connection
        return self.devices

    async def tell(self, notice: Notice, device: DeviceId | None) -> Told | Later:
        """Keep it."""
        self.told.append(f"{notice.title} | {notice.body}" if device is None else f"{notice.title} to {device}")
        return self.answers.pop(0) if self.answers else Told("accepted")


@dataclass(slots=True)
class World:
    database: Database
    thread: Thread
    clock: FakeClock
    channel: FakeChannel

    def notices(self) -> Notices:
        """Make the service anew, as after a restart."""
        return Notices(self.database, self.thread, {"desktop": self.channel}, self.clock, secrets.token_bytes)

    async def post(self, title: str) -> None:
        """Post a notice."""
        notices = self.notices()
        await self.database.write(lambda connection: notices.post(connection, "outcome", title, "body"))

    async def results(self) -> list[tuple[str, str, str]]:
        """Return what became of each telling, from the thread."""
        records = await self.database.read(lambda connection: self.thread.since(connection, 0, 1000))
        return [(e.channel, e.result, e.words) for record in records if isinstance(e := event_of(record), NoticeTold)]

    async def serve(self) -> None:
        """Run the service until nothing is due."""
        looked = asyncio.Event()
        notices = self.notices()
        async with asyncio.timeout(5), asyncio.TaskGroup() as group:
            serving = group.create_task(notices.run(looked.set))
            await looked.wait()
            while await self.database.read(lambda connection: tellings.due(connection, self.clock.now_ms())):
                pass
            serving.cancel()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    migrations = {"thread": thread_store.MIGRATIONS, "attention": store.MIGRATIONS}
    async with Database.open(tmp_path / "host.sqlite", migrations) as database:
        clock = FakeClock()
        yield World(database, Thread(Identity.new(), clock, secrets.token_bytes), clock, FakeChannel())


async def test_a_notice_is_told_once_also_across_a_restart(world: World) -> None:
    await world.post("Fix the login: done")

    await world.serve()
    await world.serve()

    assert world.channel.told == ["Fix the login: done | body"]
    assert await world.results() == [("desktop", "accepted", "")]


async def test_what_became_of_a_telling_is_kept(world: World) -> None:
    world.channel.answers = [Told("unavailable", "no desktop session on this computer")]
    await world.post("x")

    await world.serve()

    assert await world.results() == [("desktop", "unavailable", "no desktop session on this computer")]


async def test_old_news_is_not_shouted(world: World) -> None:
    await world.post("x")
    world.clock.advance(STALE_MS + 1)

    await world.serve()

    assert world.channel.told == []
    assert await world.results() == [("desktop", "failed", "too old to be told when the computer came back")]


async def test_a_device_hears_once_that_it_is_told_later_and_when(world: World) -> None:
    world.channel.devices = (DeviceId("d" * 32),)
    world.channel.answers = [Later("busy", 5000), Later("busy still", 5000)]
    await world.post("first")

    await world.serve()
    world.clock.advance(5000)
    await world.serve()

    records = await world.database.read(lambda connection: world.thread.since(connection, 0, 1000))
    delayed = [event for record in records if isinstance(event := event_of(record), NoticeDelayed)]
    assert [(each.words, each.until - each.at, each.device) for each in delayed] == [("busy", 5000, "d" * 32)]


async def test_what_could_not_be_told_now_is_told_later_and_what_follows_waits_for_it(world: World) -> None:
    world.channel.answers = [Later("busy", 5000)]
    await world.post("first")
    await world.post("second")

    await world.serve()
    assert (world.channel.told, await world.results()) == (["first | body"], [])
    world.clock.advance(4999)
    await world.serve()
    assert world.channel.told == ["first | body"]
    world.clock.advance(1)
    await world.serve()

    assert world.channel.told == ["first | body", "first | body", "second | body"]
    assert [result for _, result, _ in await world.results()] == ["accepted", "accepted"]


async def test_a_reader_that_waits_holds_up_no_other(world: World) -> None:
    world.channel.devices = (DeviceId("a" * 32), DeviceId("b" * 32))
    world.channel.answers = [Later("busy", 5000)]
    await world.post("x")

    await world.serve()

    assert world.channel.told == [f"x to {'a' * 32}", f"x to {'b' * 32}"]
    assert [result for _, result, _ in await world.results()] == ["accepted"]


async def test_telling_is_given_up_in_words_once_the_news_is_old(world: World) -> None:
    world.channel.answers = [Later("the service failed: 503") for _ in range(100)]
    await world.post("x")

    for _ in range(30):
        await world.serve()
        world.clock.advance(1_800_000)

    assert await world.results() == [("desktop", "failed", "given up: the service failed: 503")]
    assert 12 < len(world.channel.told) < 20


async def test_tellings_from_before_there_were_devices_are_kept(tmp_path: Path) -> None:
    path, before = tmp_path / "host.sqlite", store.MIGRATIONS[:3]
    async with Database.open(path, {"attention": before}) as database:

        def fill(connection: Connection) -> None:
            connection.execute("INSERT INTO notices VALUES ('n', 7, 1, NULL, 'Old', 'body')")
            connection.execute("INSERT INTO tellings VALUES ('n', 'desktop', 'accepted', ''), ('n', 'other', NULL, '')")

        await database.write(fill)
    async with Database.open(path, {"attention": store.MIGRATIONS}) as database:
        (old,) = await database.read(tellings.newest)
        found = await database.read(lambda connection: tellings.of_notice(connection, old.id))
        assert [(each.line.channel, each.result) for each in found] == [("desktop", "accepted"), ("other", None)]


async def test_a_notice_shows_no_key_that_stands_in_a_title(world: World) -> None:
    await world.post("use AKIAIOSFODNN7EXAMPLE for it")
    await world.serve()
    assert world.channel.told == ["use [AWS key masked] for it | body"]


@pytest.mark.parametrize(
    ("platform", "environment", "there"),
    [
        ("linux", {}, False),
        ("linux", {"DBUS_SESSION_BUS_ADDRESS": "x"}, False),
        ("linux", {"DBUS_SESSION_BUS_ADDRESS": "x", "WAYLAND_DISPLAY": "w"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_desktop_is_looked_for_before_it_is_told(platform: str, environment: dict[str, str], there: bool) -> None:
    assert has_desktop(platform, environment) is there


async def test_a_desktop_whose_library_is_missing_fails_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "desktop_notifier", None)
    monkeypatch.setattr("farhand.attention.desktop.has_desktop", lambda: True)

    notice = Notice(NoticeId("n"), 1, 1, "outcome", None, "title", "body")
    told = await DesktopChannel("Farhand").tell(notice, None)

    assert isinstance(told, Told)
    assert told.result == "failed"
