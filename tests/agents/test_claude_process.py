"""The program as a process: its lines end with it, whatever it leaves running."""

import asyncio
import os
import sys
from pathlib import Path

from farhand.agents.claude_process import ClaudeProcess

LEAVES_A_CHILD = """
import os, signal, time
if os.fork() == 0:
    os.setsid()
    time.sleep(600)
print('last words', flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


async def test_lines_end_with_the_program_though_its_child_holds_the_output_open(tmp_path: Path) -> None:
    process = await ClaudeProcess.start(
        Path(sys.executable), ["-c", LEAVES_A_CHILD], cwd=tmp_path, environment=os.environ
    )
    async with asyncio.timeout(10):
        assert [line async for line in process.lines()] == [b"last words\n"]
        assert not process.is_running
        assert await process.close()
