"""Whole runs in runners of their own, with the real Claude Code and a scripted model."""

import json
import subprocess
from pathlib import Path

import pytest

from farhand.runs.attaching import Attached
from farhand.runs.protocol import AnswerAsked, ChangeMade, Cancel, Ended, LeaveAsked, StepTaken, WorkspaceReady
from tests.runner.conftest import Place, end_of, hear

pytestmark = pytest.mark.journey


def script(*steps: object) -> str:
    return f"<<SCRIPT {json.dumps(list(steps))} SCRIPT>>"


def write(name: str, content: str = "two\n") -> dict[str, object]:
    return {"text": "I write.", "tool": "Write", "input": {"file_path": f"{{cwd}}/{name}", "content": content}}


async def test_a_task_is_done_when_its_check_passed_and_its_change_is_on_the_branch(place: Place) -> None:
    heard = await place.carry_out(place.spec(script(write("b.txt"), "Written.")))
    ended = end_of(heard)
    assert (ended.state, ended.code, ended.verified, ended.summary) == ("done", "done", True, "Written.")
    change = next(event for event in heard if isinstance(event, ChangeMade))
    assert [(file.path, file.status) for file in change.files] == [("b.txt", "added")]
    assert b"+two" in Path(str(change.diff_path)).read_bytes()
    assert not (place.project / "b.txt").exists()
