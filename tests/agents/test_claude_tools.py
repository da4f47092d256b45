"""What is read of a tool's input."""

import pytest

from farhand.agents.claude_tools import shown

TODOS = [
    {"content": "Read it", "status": "completed", "activeForm": "Reading it"},
    {"content": "Mend it", "status": "in_progress", "activeForm": "Mending it"},
    {"content": "Test it", "status": "pending", "activeForm": "Testing it"},
]
QUESTIONS = [{"question": "Which colour?"}, {"question": "Which name?"}]


@pytest.mark.parametrize(
    ("tool", "given", "text"),
    [
        ("Bash", {"command": "npm test", "description": "Run the tests"}, "npm test"),
        ("Edit", {"file_path": "a.py", "old_string": "x", "new_string": "y"}, "a.py"),
        ("Grep", {"pattern": "def ", "path": "src"}, "def "),
        ("AskUserQuestion", {"questions": QUESTIONS}, "Which colour?\nWhich name?"),
        ("TodoWrite", {"todos": TODOS}, "1 of 3 done\n☑ Read it\n▸ Mend it\n☐ Test it"),
        ("Task", {"description": "Find callers", "prompt": "Look in src"}, "Find callers\nLook in src"),
        ("TaskUpdate", {"taskId": "2", "status": "in_progress"}, "2 is in progress"),
        ("mcp__files__list", {"path": "src", "deep": True, "only": ["py"]}, 'path: src\ndeep: true\nonly: ["py"]'),
        ("TodoWrite", {"todos": "none"}, "todos: none"),
        ("KillShell", {}, ""),
    ],
)
def test_a_person_reads_what_a_tool_is_about(tool: str, given: dict[str, object], text: str) -> None:
    assert shown(tool, given) == text
