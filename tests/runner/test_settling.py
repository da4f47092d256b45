"""What a failed tool printed is settled while everything else in the runner goes on."""

import asyncio

from farhand.agents.port import Said, ToolEnded
from farhand.runner.settling import MAX_READ, settled


async def test_other_work_goes_on_while_a_long_output_is_settled() -> None:
    printed = ToolEnded("1", ok=False, output="\x1b[31mnot ok\x1b[0m 10 %\r" * 20_000)
    turns = 0
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        settling = group.create_task(settled(printed))
        while not settling.done():
            await asyncio.sleep(0)
            turns += 1

    assert settling.result() == ToolEnded("1", ok=False, output="\x1b[31mnot ok\x1b[0m 10 %")
    assert turns > 2  # one begins it, one hears that it is done


async def test_of_an_output_without_measure_only_the_beginning_is_read() -> None:
    told = await settled(ToolEnded("1", ok=False, output="ab\r" * MAX_READ))
    assert isinstance(told, ToolEnded)
    assert told.output == "ab"


async def test_what_no_step_shows_is_left_as_it_is() -> None:
    for activity in (Said("\x1b[1mhello"), ToolEnded("1", ok=True, output="10 %\r20 %")):
        assert await settled(activity) is activity
