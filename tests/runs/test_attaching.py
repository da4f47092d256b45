"""How a host follows a run: what the socket no longer tells is in the run's file."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from farhand.ids import new_id
from farhand.runs.attaching import Attached
from farhand.runs.folder import RunFolder
from farhand.runs.protocol import Ended, Permit, ToRunner
from farhand.runs.sockets import Handler, listen
from farhand.runs.spec import RunSpec
from farhand.wire.permissions import Permissions


def make_spec() -> RunSpec:
    given: dict[str, object] = {
        "run": new_id(), "task": new_id(), "generation": 1, "number": 1, "title": "t", "kind": "command", "prompt": "p",
        "project": "/p", "project_name": "p", "branch": "farhand/t", "workspace": "/w",
    }  # fmt: skip
    return RunSpec.model_validate(given)


def closing(gone: asyncio.Event) -> Handler:
    """Return a runner's end that closes once it is connected to."""

    async def handle(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        await writer.wait_closed()
        gone.set()

    return handle


async def test_a_run_that_ends_before_it_is_told_anything_has_the_outcome_that_it_wrote(tmp_path: Path) -> None:
    spec = make_spec()
    folder = RunFolder.create(tmp_path, spec)
    end = Ended(run=spec.run, at=1, n=1, state="done", code="done", headline="exit 0", seconds=0.1)
    folder.events.write_bytes(end.to_json() + b"\n")
    gone = asyncio.Event()
    listener = await listen(closing(gone), folder.choose_socket())

    async def decided() -> Sequence[ToRunner]:
        await gone.wait()
        return [Permit(run=spec.run, permissions=Permissions())] * 2

    try:
        async with asyncio.timeout(10):
            heard = [event async for event in Attached(folder, decided=decided).events()]
    finally:
        listener.close()
    assert heard == [end]
