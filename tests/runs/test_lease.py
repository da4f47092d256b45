"""One holder at a time may write in a workspace."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.errors import Unavailable
from farhand.runs import lease as module
from farhand.runs.lease import Lease, LeaseLost, take


async def test_a_later_holder_takes_the_lease_with_a_higher_number(tmp_path: Path) -> None:
    first = await take(tmp_path / "work", "first")
    second = await take(tmp_path / "work", "second")
    assert first.number < second.number
    assert (first.is_held(), second.is_held()) == (False, True)
    with pytest.raises(LeaseLost):
        first.check()
    second.check()


async def test_a_holder_that_asks_again_keeps_its_number(tmp_path: Path) -> None:
    first = await take(tmp_path / "work", "first")
    assert await take(tmp_path / "work", "first") == first


async def test_a_lease_that_is_gone_or_damaged_is_nobodys(tmp_path: Path) -> None:
    lease = await take(tmp_path / "work", "first")
    lease.path.write_text("[1")
    assert not lease.is_held()
    lease.path.unlink()
    assert not lease.is_held()


async def test_nobody_writes_without_the_lease(tmp_path: Path) -> None:
    first = await take(tmp_path / "work", "first")
    await take(tmp_path / "work", "second")
    with pytest.raises(LeaseLost):
        async with first.writing():
            pytest.fail("it wrote")


async def test_the_lease_is_taken_between_two_writes_never_during_one(tmp_path: Path) -> None:
    first = await take(tmp_path / "work", "first")
    order: list[str] = []

    async def take_over() -> Lease:
        second = await take(tmp_path / "work", "second")
        order.append("taken")
        return second

    async with asyncio.timeout(5), asyncio.TaskGroup() as group, first.writing():
        taking = group.create_task(take_over())
        await asyncio.to_thread(first.is_held)
        order.append("written")
    assert order == ["written", "taken"]
    assert taking.result().is_held()


async def test_a_holder_that_does_not_finish_is_told_as_the_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TAKE_PATIENCE_S", 0)
    first = await take(tmp_path / "work", "first")
    async with first.writing():
        with pytest.raises(Unavailable):
            await take(tmp_path / "work", "second")
    assert first.is_held()


@settings(deadline=None)  # each example writes to the disk, whose pace is not what is tested
@given(holders=st.lists(st.sampled_from("abc"), min_size=1, max_size=12))
def test_of_all_leases_ever_given_only_those_of_the_last_holder_are_held(
    holders: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("leases") / "work"

    async def take_all() -> list[Lease]:
        return [await take(path, holder) for holder in holders]

    leases = asyncio.run(take_all())
    numbers = [lease.number for lease in leases]
    assert numbers == sorted(numbers)
    assert {lease for lease in leases if lease.is_held()} == {leases[-1]}
