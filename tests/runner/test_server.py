"""The runner's socket, with hosts of other versions."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from farhand.ids import new_id
from farhand.runner.journal import Journal
from farhand.runner.server import Server
from farhand.runs.protocol import Allow, Answer, Attach, Cancel, Nudge, Permit
from farhand.runs.sockets import dial
from farhand.runs.spec import RunSpec

RUN = new_id()


@dataclass(slots=True)
class FakeOwner:
    """Keeps what it is asked to cancel."""

    journal: Journal
    cancelled: asyncio.Queue[str] = field(default_factory=asyncio.Queue[str])

    def journal_of(self, run: str) -> Journal | None:
        """Return the one journal."""
        return self.journal if run == RUN else None

    def take_answer(self, answer: Allow | Answer | Nudge) -> bool:
        """Take none."""
        del answer
        return False

    def permit(self, given: Permit) -> None:
        """Permit nothing."""
        del given

    def cancel(self, run: str) -> None:
        """Keep it."""
        self.cancelled.put_nowait(run)

    def take_over(self, spec: RunSpec) -> bool:
        """Take none."""
        del spec
        return False

    def leave(self) -> None:
        """Stay."""


async def test_a_message_of_a_newer_host_is_passed_over_and_what_follows_is_heard(tmp_path: Path) -> None:
    owner = FakeOwner(Journal(tmp_path / "events"))
    server = Server(tmp_path / "sock", owner)
    await server.start()
    _, writer = await dial(tmp_path / "sock")
    writer.write(Attach(run=RUN, after=0).to_json() + b"\n")
    writer.write(b'{"type": "nudge", "words": "go on"}\n')
    writer.write(Cancel(run=RUN).to_json() + b"\n")
    async with asyncio.timeout(5):
        assert await owner.cancelled.get() == RUN
    writer.close()
    await server.close()
