"""The sample project and the demo's conversation about it."""

import subprocess
import sys
from pathlib import Path

from farhand.demo.project import make_sample
from farhand.demo.scenario import FOLLOW_UP, NEEDS_LEAVE, SCENARIOS, TASK
from farhand.demo.script import Call, Json, Said, Say, find_place, read_step


def _carry_out(prompt: str, folder: Path) -> list[Call]:
    """Do what the scenario's edits say, as the agent's tools would."""
    turns, done = [Said("system", f"working directory: {folder}"), Said("user", prompt)], list[Call]()
    while isinstance(say := read_step(find_place(turns, SCENARIOS), 0), Say) and say.calls:
        for call in say.calls:
            _edit(call.tool, call.input)
            done.append(call)
        turns += [Said("assistant", say.text), Said("user", "", tool_result=True)]
    return done


def _edit(tool: str, given: dict[str, Json]) -> None:
    if tool == "Write":
        Path(str(given["file_path"])).write_text(str(given["content"]))
    if tool == "Edit":
        path, old = Path(str(given["file_path"])), str(given["old_string"])
        assert path.read_text().count(old) == 1
        path.write_text(path.read_text().replace(old, str(given["new_string"])))


def _failures(folder: Path) -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, "-m", "unittest", "-q"], cwd=folder, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stderr


def test_two_of_six_tests_fail_before_the_task_and_none_after_it_and_its_follow_up(tmp_path: Path) -> None:
    folder = make_sample(tmp_path / "sample")
    exit_code, text = _failures(folder)
    assert exit_code != 0
    assert "Ran 6 tests" in text
    assert "failures=2" in text
    _carry_out(TASK, folder)
    assert _failures(folder)[0] == 0
    _carry_out(FOLLOW_UP, folder)
    exit_code, text = _failures(folder)
    assert exit_code == 0, text
    assert "Ran 7 tests" in text


def test_the_sample_is_a_clean_repository(tmp_path: Path) -> None:
    folder = make_sample(tmp_path / "sample")
    asked = subprocess.run(["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True, check=True)
    assert asked.stdout == ""
    assert (folder / "CLAUDE.md").exists()


def test_one_task_of_the_demo_needs_leave(tmp_path: Path) -> None:
    assert [call.tool for call in _carry_out(NEEDS_LEAVE, tmp_path)] == ["Bash"]
