"""How a task ended, beside what is true: its check, and one that nobody saw, are run once more on what it left."""

import asyncio
from asyncio.subprocess import DEVNULL
from dataclasses import dataclass
from pathlib import Path

from bench.success_attempts import Case
from bench.success_projects import CHECK, HIDDEN, HIDDEN_CHECK


@dataclass(frozen=True, slots=True)
class Ending:
    """`claims`: it said done. `passes` and `is_right`: what the check and the hidden one say of it.

    `repairs` are the rounds of the first run, `fresh` the attempts that were made after it.
    """

    case: Case
    claims: bool
    verified: bool
    repairs: int
    passes: bool
    is_right: bool
    fresh: int = 0

    @property
    def is_false_done(self) -> bool:
        """It said done while its check fails: what must never be."""
        return self.claims and not self.passes

    @property
    def is_detectable(self) -> bool:
        """Whether its check could tell: it fails, or it passes what is right."""
        return self.is_right or not self.passes


async def judge(case: Case, workspace: Path, *, claims: bool, verified: bool, repairs: int, fresh: int = 0) -> Ending:
    """Look at what a task left in its workspace."""
    passes = await _holds(CHECK, workspace)
    (workspace / HIDDEN).write_text(case.project.hidden)
    is_right = passes and claims and await _holds(HIDDEN_CHECK, workspace)
    return Ending(case, claims, verified, repairs, passes, is_right, fresh)


async def _holds(command: str, folder: Path) -> bool:
    process = await asyncio.create_subprocess_shell(command, cwd=folder, stdout=DEVNULL, stderr=DEVNULL)
    return await process.wait() == 0
