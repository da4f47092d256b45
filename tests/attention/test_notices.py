"""What is posted is told on every channel, once, and what became of it is kept."""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from farhand.attention import store
from farhand.attention.desktop import DesktopChannel, has_desktop
from farhand.attention.notices import STALE_MS, Notices
from farhand.crypto.identity import Identity
from farhand.database import Connection, Database
from farhand.thread import store as thread_store
from farhand.thread.projection import event_of
from farhand.thread.thread import Thread
from farhand.wire.attention_events import NoticeTold
from tests.fakes.clock import FakeClock


@dataclass(slots=True)
class FakeChannel:
    """Keeps what it was told."""

    told: list[str] = field(default_factory=list[str])
    result: tuple[str, str] = ("accepted", "")
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def tell(self, title: str, body: str) -> tuple[str, str]:
        """Keep it."""
        self.told.append(f"{title} | {body}")
        self.heard.set()
        return self.result


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

        def post(connection: Connection) -> None:
            notices.post(connection, "outcome", title, "body")

        await self.database.write(post)

    async def results(self) -> list[tuple[str, str]]:
        """Return what became of each telling, from the thread."""
        records = await self.database.read(lambda connection: self.thread.since(connection, 0, 1000))
        return [(e.channel, e.result) for record in records if isinstance(e := event_of(record), NoticeTold)]

    async def serve(self) -> None:
        """Run the service until everything was told."""
        notices = self.notices()
        async with asyncio.timeout(5), asyncio.TaskGroup() as group:
            serving = group.create_task(notices.run(lambda: None))
            heard = self.thread.changed.rings
            while await self.database.read(store.untold):
                heard = await self.thread.changed.wait_rung(heard)
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
    assert await world.results() == [("desktop", "accepted")]


async def test_what_became_of_a_telling_is_kept(world: World) -> None:
    world.channel.result = ("unavailable", "no desktop session on this computer")
    await world.post("x")

    await world.serve()

    assert await world.results() == [("desktop", "unavailable")]


async def test_old_news_is_not_shouted(world: World) -> None:
    await world.post("x")
    world.clock.advance(STALE_MS + 1)

    await world.serve()

    assert world.channel.told == []
    assert await world.results() == [("desktop", "failed")]


async def test_a_notice_shows_no_key_that_stands_in_a_title(world: World) -> None:
    await world.post("use AKIAIOSFODNN7EXAMPLE for it")
    await world.serve()
    assert world.channel.told == ["use [AWS key masked] for it | body"]


async def test_reading_moves_one_way(world: World) -> None:
    assert await world.database.write(lambda connection: store.mark_read(connection, 5))
    assert not await world.database.write(lambda connection: store.mark_read(connection, 4))
    assert await world.database.read(store.read_up_to) == 5


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

    result, _ = await DesktopChannel("Farhand").tell("title", "body")

    assert result == "failed"
