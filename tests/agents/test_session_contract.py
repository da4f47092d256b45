"""What every agent's session does, the fake one's as the real one's."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest

from farhand.agents.port import Activity, Failure, Said, Session, SessionKnown, SessionSettings, TurnEnded
from tests.agents.conftest import World, carry_out, end_of
from tests.fakes.agent import FakeAgent

Open = Callable[[], Awaitable[Session]]


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.journey)])
def open_session(request: pytest.FixtureRequest, world: World) -> Open:
    if request.param == "real":
        return world.open
    silent: list[Activity] = [Said("I begin.")]
    turns: dict[str, list[Activity]] = {"hang": silent, "hello": [Said("hello"), TurnEnded("hello")]}

    async def open_fake() -> Session:
        agent = FakeAgent([turns["hello"], turns["hello"]])
        if "hang" in request.node.name:
            agent.turns.insert(0, silent)
        return await agent.open(SessionSettings(world.project, world.person))

    return open_fake


def script(*steps: object) -> str:
    return f"<<SCRIPT {json.dumps(list(steps))} SCRIPT>>"


async def test_a_turn_tells_its_session_and_ends_with_its_end(open_session: Open) -> None:
    session = await open_session()
    heard = await carry_out(session, script("hello"))
    assert any(isinstance(each, SessionKnown) for each in heard)
    assert [isinstance(each, TurnEnded) for each in heard].index(True) == len(heard) - 1
    assert (end_of(heard).summary, end_of(heard).failure) == ("hello", None)
    assert end_of(await carry_out(session, script("hello"))).summary == "hello"
    assert session.is_live


async def test_an_interrupt_ends_a_turn_that_hangs_as_cancelled(open_session: Open) -> None:
    session = await open_session()
    heard: list[Activity] = []
    steps = {"text": "I begin.", "tool": "Glob", "input": {"pattern": "*"}}, {"hang": 3600}
    async with asyncio.timeout(20):
        async for activity in session.turn(script(*steps)):
            heard.append(activity)
            if isinstance(activity, Said):
                await session.interrupt()
    assert end_of(heard).failure is Failure.CANCELLED


async def test_a_closed_session_is_not_live(open_session: Open) -> None:
    session = await open_session()
    await session.close()
    assert not session.is_live
