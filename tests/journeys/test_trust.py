"""A project's own hooks are programs: they run only once somebody said so."""

import json
from pathlib import Path

from farhand.demo.script import Scenario
from tests.journeys.computer import Computer, commit_all
from tests.journeys.gate import Gate
from tests.journeys.screen import Screen
from tests.journeys.scripts import edits


def test_hooks_are_asked_about_at_first_use_and_load_once_trusted(
    computer: Computer, project: Path, phone: Screen, gate: Gate, scenarios: list[Scenario]
) -> None:
    scenarios += [edits("intro", "intro.txt"), edits("menu", "menu.txt")]
    trace = computer.root / "hooked"
    hook = {"hooks": [{"type": "command", "command": f"touch {trace}"}]}
    (project / ".claude").mkdir()
    (project / ".claude" / "settings.json").write_text(json.dumps({"hooks": {"SessionStart": [hook]}}))
    (project / "CLAUDE.md").write_text("In this house every page ends with a kingfisher.\n")
    commit_all(computer, project)
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)

    phone.send("change the intro")
    question = phone.page.get_by_role("region", name="Has a question")
    question.wait_for()
    phone.shot("asked")
    assert "`" not in question.inner_text()
    question.get_by_role("button", name="Work without them").click()
    phone.wait_state(1, "Done")
    phone.shot("done-without")
    assert not trace.exists()
    assert gate.wait_asked("change the intro").mentions("ends with a kingfisher")

    assert computer.run("trust", "site").code == 0
    phone.send("change the menu")
    phone.wait_state(2, "Done")
    assert trace.exists()
    assert gate.wait_asked("change the menu").mentions("ends with a kingfisher")
