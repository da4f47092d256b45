"""Activities as steps."""

from pathlib import Path

import pytest

from farhand.agents.port import ModelBusy, Said, ToolEnded, ToolUsed
from farhand.runner.steps import Step, Steps
from farhand.wire.run_events import StepKind


def _take(steps: Steps, *activities: Said | ToolUsed | ToolEnded | ModelBusy) -> list[Step]:
    return [step for activity in activities for step in steps.read(activity)]


def test_a_tool_is_one_step_that_changes_its_state() -> None:
    used, ended = ToolUsed("t1", "Edit", "/work/src/app.py"), ToolEnded("t1", ok=True, output="")
    assert _take(Steps(Path("/work")), used, ended) == [
        Step("t1", StepKind.EDIT, "Edit src/app.py", "src/app.py", "going"),
        Step("t1", StepKind.EDIT, "Edit src/app.py", "src/app.py", "ok"),
    ]


@pytest.mark.parametrize(
    ("tool", "exact", "title"),
    [
        ("AskUserQuestion", "Which colour?\nWhich name?", "Asked: Which colour?"),
        ("ExitPlanMode", "Count calls\nTest it", "Showed its plan: Count calls"),
        ("WebFetch", "https://example.com/", "Open https://example.com/"),
        ("WebSearch", "rate limits", "Search the web for rate limits"),
        ("mcp__files__list", "path: src", "Use list of files"),
        ("KillShell", "shell_id: 3", "Use KillShell"),
        ("TodoWrite", "1 of 2 done\n☑ Read it\n☐ Mend it", "Plan: 1 of 2 done"),
        ("Task", "Find the callers\nLook through src", "Hand to a helper: Find the callers"),
    ],
)
def test_a_tool_is_named_by_what_it_does(tool: str, exact: str, title: str) -> None:
    assert [step.title for step in _take(Steps(Path("/work")), ToolUsed("t1", tool, exact))] == [title]


def test_a_tool_that_failed_says_how() -> None:
    taken = _take(Steps(Path("/work")), ToolUsed("t1", "Bash", "ls x"), ToolEnded("t1", ok=False, output="no x"))
    assert (taken[-1].state, taken[-1].detail) == ("failed", "ls x\nno x")


def test_a_denied_tool_is_told_as_denied() -> None:
    steps = Steps(Path("/work"))
    _take(steps, ToolUsed("t1", "Bash", "ls"), ToolUsed("t2", "Bash", "rm"))
    steps.deny("Bash")
    taken = _take(steps, ToolEnded("t1", ok=False, output="no"), ToolEnded("t2", ok=True, output=""))
    assert [step.state for step in taken] == ["denied", "ok"]


def test_a_busy_model_is_one_step_until_it_answers() -> None:
    taken = _take(Steps(Path("/work")), ModelBusy(1, 10, 529), ModelBusy(2, 10, 429), Said("hello\nworld"))
    assert [(step.step, step.state) for step in taken] == [
        ("busy", "going"),
        ("busy", "going"),
        ("busy", "ok"),
        ("say-1", "ok"),
    ]
    assert taken[1].title == "the model is over its limit, retry 2 of 10"
    assert (taken[3].title, taken[3].detail) == ("hello", "hello\nworld")


def test_what_never_ended_is_told_as_failed() -> None:
    steps = Steps(Path("/work"))
    _take(steps, ToolUsed("t1", "Bash", "sleep"))
    assert [step.state for step in steps.end()] == ["failed"]
    assert list(steps.end()) == []
