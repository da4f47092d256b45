"""The real agent reads what came with a message, unasked, and nothing else that lies beside it."""

import json
from pathlib import Path

from farhand.runs.protocol import LeaveAsked, StepTaken
from tests.runner.conftest import Place, end_of


async def test_the_agent_reads_the_bytes_of_a_file_that_came_with_the_message(place: Place, tmp_path: Path) -> None:
    folder = tmp_path / "inputs" / "chain"
    path = folder / "message" / "plan.txt"
    path.parent.mkdir(parents=True)
    path.write_text("the heron lands at noon\n")
    steps = [
        {"text": "I read the plan.", "tool": "Read", "input": {"file_path": "{file}"}},
        {"text": "", "tool": "Write", "input": {"file_path": "{cwd}/b.txt", "content": "two\n"}},
        "Done.",
    ]
    spec = place.spec(f"Follow it <<SCRIPT {json.dumps(steps)} SCRIPT>>", inputs_folder=str(folder), inputs=[str(path)])

    heard = await place.carry_out(spec)

    assert end_of(heard).state == "done", end_of(heard)
    assert place.model.requests[-1].mentions("the heron lands at noon")
    assert not any(isinstance(event, LeaveAsked) and event.tool == "Read" for event in heard)
    assert any(isinstance(event, StepTaken) and "plan.txt" in event.title for event in heard)
