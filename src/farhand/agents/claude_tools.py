"""What a person reads of the input of a tool of Claude Code, in the place of its JSON. Pure."""

import json
from collections.abc import Iterator, Mapping

from farhand.agents.json_value import Json, to_json_value
from farhand.agents.policy import EDITS, PLAN, READS

_SAYS_WHAT = {
    **EDITS,
    **READS,
    PLAN: "plan",
    "Bash": "command",
    "Skill": "skill",
    "TaskCreate": "subject",
    "WebFetch": "url",
    "WebSearch": "query",
}
_SIGNS = {"completed": "☑", "in_progress": "▸"}
_OPEN = "☐"


def shown(tool: str, given: Mapping[str, object]) -> str:
    """Return what is read of a tool's input: the one thing that it is about first, else a line for each thing given."""
    pattern, says = given.get("pattern"), given.get(_SAYS_WHAT.get(tool, ""))
    if isinstance(pattern, str):
        return pattern
    if isinstance(says, str):
        return says
    lines = list(_special(tool, to_json_value(given))) or [f"{name}: {_plain(value)}" for name, value in given.items()]
    return "\n".join(lines)


def _special(tool: str, given: Json) -> Iterator[str]:
    match tool, given:
        case "AskUserQuestion", {"questions": list(questions)}:
            yield from (str(each["question"]) for each in questions if isinstance(each, dict) and "question" in each)
        case "TodoWrite", {"todos": list(todos)}:
            known = [(str(each.get("status")), str(each.get("content"))) for each in todos if isinstance(each, dict)]
            yield f"{sum(status == 'completed' for status, _ in known)} of {len(known)} done"
            yield from (f"{_SIGNS.get(status, _OPEN)} {content}" for status, content in known)
        case (("Agent" | "Task"), {"description": str(description), "prompt": str(prompt)}):
            yield description
            yield prompt
        case "TaskUpdate", {"taskId": str(task), "status": str(status)}:
            yield f"{task} is {status.replace('_', ' ')}"
        case _:
            return


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(to_json_value(value), sort_keys=True, ensure_ascii=False)
