"""Host and runner of two versions: a run outlives an upgrade, and what one does not know is no fault of the other."""

import json
from pathlib import Path

import pytest

from farhand.ids import new_id
from farhand.runs.attaching import Attached, Gone
from farhand.runs.folder import RunFolder
from farhand.runs.protocol import CheckStarted, Ended, read_event, read_message

RUN = new_id()


def line(type_: str, n: int | None = None, **more: object) -> bytes:
    return json.dumps({"type": type_, "run": RUN, "at": 1, "n": n, **more}).encode() + b"\n"


def test_a_field_that_is_new_is_ignored() -> None:
    assert read_event(line("check.started", 1, command="make", priority="high")) == CheckStarted(
        run=RUN, at=1, n=1, command="make"
    )
    assert read_message(line("cancel", why="no longer wanted")) is not None


def test_a_type_that_is_new_is_passed_over_and_what_is_no_message_is_not() -> None:
    assert read_event(line("thought", 2, words="hm")) is None
    assert read_event(line("step", 3, step="s", kind="dreaming", title="t")) is None
    assert read_message(line("pause")) is None
    for read in (read_event, read_message):
        with pytest.raises(ValueError, match="validation error"):
            read(b"{}\n")


async def test_a_run_of_a_newer_runner_is_followed_to_its_end_past_what_is_not_known(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / RUN)
    folder.path.mkdir()
    ended = {"state": "done", "code": "done", "headline": "done", "seconds": 1, "mood": "good"}
    folder.events.write_bytes(
        line("thought", 1, words="hm") + line("check.started", 2, command="make") + line("ended", 3, **ended)
    )
    heard = [event async for event in Attached(folder).events()]
    assert [type(event) for event in heard] == [CheckStarted, Ended]
    assert [event.n for event in heard if not isinstance(event, Gone)] == [2, 3]
