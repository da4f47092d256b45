"""A run's events on disk and on the way."""

import asyncio
import errno
import json
import os
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from farhand.ids import new_id
from farhand.runner import journal as module
from farhand.runner.journal import Journal
from farhand.runs.protocol import CheckStarted, Writing

RUN = new_id()


def _event(command: str) -> CheckStarted:
    return CheckStarted(run=RUN, at=1, command=command)


async def _next(lines: AsyncGenerator[bytes]) -> dict[str, object]:
    async with asyncio.timeout(5):
        return json.loads(await anext(lines))


async def test_events_are_numbered_and_on_disk_before_they_are_told(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "events")
    lines = journal.follow(0)
    journal.append(_event("a"), _event("b"))
    assert (tmp_path / "events").read_bytes().count(b"\n") == 2
    assert [(await _next(lines))["n"] for _ in range(2)] == [1, 2]
    await lines.aclose()


async def test_a_follower_begins_after_what_it_knows_and_then_hears_what_comes(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "events")
    journal.append(_event("a"), _event("b"))
    lines = journal.follow(1)
    assert (await _next(lines))["command"] == "b"
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(_next(lines))
        await asyncio.sleep(0)
        journal.append(_event("c"))
    assert waiting.result()["command"] == "c"
    await lines.aclose()


async def test_of_what_is_not_kept_a_slow_follower_hears_only_the_newest(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "events")
    journal.show(Writing(run=RUN, at=1, text="before"))
    lines = journal.follow(0)
    journal.append(_event("a"))
    assert (await _next(lines))["n"] == 1
    for text in ("one", "one two", "one two three"):
        journal.show(Writing(run=RUN, at=1, text=text))
    shown = await _next(lines)
    assert (shown["text"], "n" in shown) == ("one two three", False)
    journal.close()
    assert [line async for line in lines] == []
    assert b"one" not in (tmp_path / "events").read_bytes()


async def test_what_a_full_disk_does_not_take_is_told_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AGAIN_S", 0)
    write, full = module.write_whole, [True, True]

    def write_some(descriptor: int, content: bytes) -> None:
        if full:
            full.pop()
            os.write(descriptor, content[: len(content) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        write(descriptor, content)

    monkeypatch.setattr(module, "write_whole", write_some)
    journal = Journal(tmp_path / "events")
    journal.append(_event("a"))
    journal.append(_event("b"))
    assert (journal.count, (tmp_path / "events").read_bytes()) == (0, b"")
    async with asyncio.timeout(5):
        await journal.settle()
    lines = journal.follow(0)
    assert [(await _next(lines))["command"] for _ in range(2)] == ["a", "b"]
    await lines.aclose()
    assert [json.loads(line)["n"] for line in (tmp_path / "events").read_bytes().splitlines()] == [1, 2]
