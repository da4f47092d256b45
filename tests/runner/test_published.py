"""What the real agent publishes is told once, unasked, as it was then, and warns of keys."""

import json
from pathlib import Path

from farhand.runs.protocol import FileMade, LeaveAsked
from tests.runner.conftest import Place, end_of

KEY = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"


def _read(made: FileMade) -> str:
    return Path(made.path).read_text()


async def test_a_file_that_the_agent_publishes_is_handed_over_and_warns_of_a_key(place: Place) -> None:
    steps = [
        {"text": "I write a table.", "tool": "Write", "input": {"file_path": "{cwd}/b.txt", "content": "two\n"}},
        {"text": "", "tool": "Write", "input": {"file_path": "{cwd}/keys.env", "content": f"TOKEN={KEY}\n"}},
        {"text": "", "tool": "mcp__farhand__publish_file", "input": {"path": "b.txt"}},
        {"text": "", "tool": "mcp__farhand__publish_file", "input": {"path": "keys.env"}},
        {"text": "", "tool": "mcp__farhand__publish_file", "input": {"path": "../a.txt"}},
        "Done.",
    ]

    heard = await place.carry_out(place.spec(f"Make a table <<SCRIPT {json.dumps(steps)} SCRIPT>>"))

    assert end_of(heard).state == "done", end_of(heard)
    made = [event for event in heard if isinstance(event, FileMade)]
    assert [(each.name, each.size, bool(each.warning)) for each in made] == [
        ("b.txt", 4, False),
        ("keys.env", 47, True),
    ]
    assert _read(made[0]) == "two\n"
    assert not any(isinstance(event, LeaveAsked) and "publish" in event.tool for event in heard)
    assert "mcp__farhand__publish_file" in place.model.requests[0].tools
