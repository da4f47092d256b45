"""Every way to keep a computer awake, on the services that offer it."""

import asyncio
import gc
import warnings

import pytest

from farhand.errors import Unavailable
from farhand.power.desktop import DesktopLock
from farhand.power.keeping import FirstThatWorks, Needless
from farhand.power.logind import LogindLock, follow_sleep
from tests.fakes.power_services import Logind
from tests.fakes.wake_lock import FakeWakeLock


async def test_logind_is_asked_neither_to_idle_nor_to_sleep_until_it_is_given_back(logind: Logind) -> None:
    lock = LogindLock()

    async with asyncio.timeout(5):
        await lock.take()
        assert await lock.is_held()
        assert await logind.asked.get() == ("idle:sleep", "block")
        await lock.give_back()
        assert await logind.released.get() == "block"

    assert not await lock.is_held()
    await lock.give_back()


async def test_logind_that_refuses_is_quoted(logind: Logind) -> None:
    logind.refuses = True

    with pytest.raises(Unavailable, match="Permission denied"):
        await LogindLock().take()


async def test_the_desktop_is_asked_where_there_is_one(gnome: list[str]) -> None:
    lock = DesktopLock("linux")

    async with asyncio.timeout(20):
        await lock.take()
        assert await lock.is_held()
        await lock.give_back()

    assert gnome == ["Inhibit", "Uninhibit"]
    assert not await lock.is_held()


async def test_a_desktop_that_offers_no_way_is_told(bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    lock = DesktopLock("linux")

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ResourceWarning
        )  # wakepy leaves a connection that gave nothing to the collector
        with pytest.raises(Unavailable):
            await lock.take()
        gc.collect()

    assert not await lock.is_held()


@pytest.mark.parametrize(("has_battery", "error"), [(True, Unavailable), (False, Needless)])
async def test_where_there_is_neither_both_are_named(
    monkeypatch: pytest.MonkeyPatch, *, has_battery: bool, error: type[Unavailable]
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    lock = FirstThatWorks((DesktopLock("linux"), LogindLock()), lambda: has_battery)

    with pytest.raises(error, match=r"no desktop session; systemd-logind does not answer") as told:
        await lock.take()
    assert type(told.value) is error

    assert not await lock.is_held()
    await lock.give_back()


async def test_a_way_that_is_there_and_refuses_may_be_needed(logind: Logind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    logind.refuses = True

    with pytest.raises(Unavailable) as told:
        await FirstThatWorks((DesktopLock("linux"), LogindLock()), lambda: False).take()
    assert not isinstance(told.value, Needless)


async def test_the_first_way_that_works_is_taken_and_given_back() -> None:
    none, second, third = FakeWakeLock("no desktop"), FakeWakeLock(), FakeWakeLock()
    lock = FirstThatWorks((none, second, third), lambda: False)

    await lock.take()
    assert await lock.is_held()
    second.die()
    assert not await lock.is_held()
    await lock.give_back()

    assert (none.tries, second.tries, third.tries) == (1, 1, 0)


async def test_a_sleep_waits_until_it_was_told(logind: Logind) -> None:
    told: asyncio.Queue[bool] = asyncio.Queue()

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        following = group.create_task(follow_sleep(told.put))
        for _ in range(2):
            assert await logind.asked.get() == ("sleep", "delay")
            await logind.say(sleeps=True)
            assert await told.get() is True
            assert await logind.released.get() == "delay"
            await logind.say(sleeps=False)
            assert await told.get() is False
        following.cancel()


async def test_a_sleep_is_told_also_where_logind_waits_for_nobody(logind: Logind) -> None:
    logind.refuses = True
    told: asyncio.Queue[bool] = asyncio.Queue()

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        following = group.create_task(follow_sleep(told.put))
        while told.empty():  # it listens from a moment that only it knows
            await logind.say(sleeps=True)
            await asyncio.wait([following], timeout=0.05)
        assert await told.get() is True
        following.cancel()
