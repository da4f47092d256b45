"""What a person has seen, or has answered: told once to every device, by a seq and by name."""

import secrets

import pytest

from farhand.attention import store as attention
from farhand.attention.notices import Notices
from farhand.database import Connection
from farhand.host import tellings_told
from farhand.ids import ApprovalId, RunId, TaskId, new_id
from farhand.wire.attention_events import ApprovalAsked, NoticePosted, NoticesRead
from farhand.wire.commands import ReadNotices
from farhand.wire.task_events import CommandRefused
from tests.host.core import Core, Phone


@pytest.fixture
async def told(core: Core, phone: Phone) -> list[str]:
    """Pair a phone and tell it three things; return their ids."""
    await core.pair(phone)
    for title in ("one: done", "two: done", "three: done"):
        await post(core, title)
    return [each.notice for each in await core.of(NoticePosted)]


async def post(core: Core, title: str, asked: str | None = None) -> None:
    notices = Notices(core.database, core.thread, {}, core.clock, secrets.token_bytes)
    await core.database.write(lambda connection: notices.post(connection, "outcome", title, "", asked=asked))


async def read(core: Core, phone: Phone, seq: int, *also: str) -> None:
    command = ReadNotices(made_at=core.clock.now_ms(), seq=seq, also=also)
    await core.receiving.receive([core.seal(phone, command)], None)


async def unread(core: Core) -> list[str]:
    return [each.title for each in await core.database.read(tellings_told.lines) if not each.read]


async def test_what_was_seen_by_itself_leaves_what_is_older_unread(core: Core, phone: Phone, told: list[str]) -> None:
    await read(core, phone, 0, told[1])

    assert await unread(core) == ["three: done", "one: done"]
    assert [each.also for each in await core.of(NoticesRead)] == [(told[1],)]
    assert (await core.projection()).unread == 2


async def test_what_was_seen_already_is_not_told_again(core: Core, phone: Phone, told: list[str]) -> None:
    await read(core, phone, 0, told[1])
    await read(core, phone, 0, told[1])
    await read(core, phone, 2**70)
    await read(core, phone, 0, told[1], new_id())

    seq = (await core.projection()).notices[told[2]].seq
    assert [(each.seq, each.also) for each in await core.of(NoticesRead)] == [(0, (told[1],)), (seq, ())]
    assert await unread(core) == []
    assert await core.of(CommandRefused) == []


async def test_what_was_answered_wants_nobody_any_more(core: Core, told: list[str]) -> None:
    del told
    asked = ApprovalAsked(
        at=1, approval=ApprovalId(new_id()), task=TaskId(new_id()), run=RunId(new_id()), generation=1, tool="Bash",
        title="Run a command", exact="npm test", action_hash=b"h" * 32,
    )  # fmt: skip

    def close(connection: Connection) -> None:
        attention.close_approval(connection, asked.approval, "allowed")

    await core.database.write(lambda connection: attention.open_approval(connection, asked))
    await post(core, "three: needs your approval", asked.approval)
    assert "three: needs your approval" in await unread(core)
    await core.database.write(close)
    assert "three: needs your approval" not in await unread(core)
