"""When a device was last connected is on disk while it still is: a host that is killed hears of nobody's leaving."""

import asyncio
from collections.abc import Collection

from farhand.devices import contacts
from farhand.host.chores import Contacting
from farhand.ids import DeviceId
from farhand.wire.commands import SendMessage
from tests.host.core import Core, Phone


async def seen(core: Core) -> dict[str, int]:
    return await core.database.write(contacts.last)  # behind whatever is being written


async def test_who_is_connected_is_noted_without_a_word_from_them(core: Core) -> None:
    looked = asyncio.Event()
    phone = DeviceId("phone")

    def connected() -> Collection[str]:
        looked.set()
        return {phone}

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        task = group.create_task(Contacting(core.database, connected, core.clock).run(lambda: None))
        await looked.wait()
        task.cancel()

    assert await seen(core) == {phone: core.clock.now_ms()}


async def test_a_device_that_sends_was_seen_then_though_its_line_was_never_closed(core: Core, phone: Phone) -> None:
    await core.pair(phone)
    core.clock.advance(12 * 60_000)

    await core.receiving.receive([core.seal(phone, SendMessage(made_at=core.clock.now_ms(), text="Fix it"))], None)

    assert await seen(core) == {phone.id: core.clock.now_ms()}


async def test_mail_that_is_not_genuine_is_no_sign_of_anybody(core: Core, phone: Phone) -> None:
    await core.receiving.receive([core.seal(phone, SendMessage(made_at=core.clock.now_ms(), text="Fix it"))], None)

    assert await seen(core) == {}
