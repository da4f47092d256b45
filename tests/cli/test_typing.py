"""Lines typed while other things go on."""

import asyncio
import io

from farhand.cli.typing import Typing


async def test_a_typed_line_answers_while_nothing_else_ended() -> None:
    async with asyncio.timeout(5):
        assert await Typing(io.StringIO("123456\n")).line_before(asyncio.Event().wait()) == "123456\n"


async def test_a_question_that_went_stale_is_given_up() -> None:
    typing = Typing(io.StringIO(""))
    over = asyncio.Event()
    over.set()
    async with asyncio.timeout(5):
        assert await typing.line_before(over.wait()) is None
