"""What a task changed reaches the project when a person says so, and only then."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from farhand.demo.script import Json, Scenario
from tests.journeys.computer import Computer, commit_all
from tests.journeys.screen import PATIENCE_MS, Screen
from tests.journeys.scripts import edits, write

URL = "https://github.example/ada/site/pull/7"
GH = f"""\
#!/bin/sh
case "$1 $2" in
"auth status") true ;;
"pr list") true ;;
"pr create") echo {URL} ;;
*) exit 64 ;;
esac
"""


@pytest.fixture(autouse=True)
def known(scenarios: list[Scenario]) -> None:
    scenarios += [
        edits("Mend what fails", "menu.txt", "three\n"),
        edits("title", "page.txt", "title\n"),
        edits("menu", "menu.txt"),
        edits("intro", "page.txt", "intro\n"),
    ]


def _git(computer: Computer, folder: Path, *words: str) -> str:
    told = subprocess.run(
        ["git", *words], cwd=folder, env=computer.environment, check=True, capture_output=True, text=True
    )
    return told.stdout.strip()


def _log(computer: Computer, project: Path) -> str:
    return _git(computer, project, "log", "--format=%B")


def _tap(card: Locator, name: str, words: str) -> None:
    card.get_by_role("button", name=name, exact=True).click()
    expect(card.get_by_role("status").filter(has_text=words)).to_be_visible(timeout=PATIENCE_MS)


def test_a_change_is_applied_taken_back_discarded_and_brought_back_from_the_phone(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("change the title")
    card = phone.wait_state(1, "Done")
    assert (project / "page.txt").read_text() == "one\n"

    (project / "page.txt").write_text("mine\n")
    _tap(card, "Apply", "uncommitted changes")
    phone.shot("not-done")
    assert (project / "page.txt").read_text() == "mine\n"
    (project / "page.txt").write_text("one\n")

    _tap(card, "Apply", "pplied to main as")
    phone.shot("applied")
    assert (project / "page.txt").read_text() == "title\n"
    assert "Checked: `grep -q . page.txt` passed" in _log(computer, project)
    _tap(card, "Take back", "aken back from main")
    assert (project / "page.txt").read_text() == "one\n"

    phone.send("change the menu")
    card = phone.wait_state(2, "Done")
    phone.review(2)
    review = phone.page.get_by_role("region", name="Task #2")
    expect(review.get_by_role("list", name="Commits of each run")).to_contain_text("1 commit")
    _tap(review, "Discard", "iscarded")
    phone.shot("discarded")
    _tap(review, "Undo", "rought back")
    phone.back()
    (project / "other.txt").write_text("mine\n")
    commit_all(computer, project)
    _tap(card, "Apply", "moved on")
    card.get_by_role("button", name="Rebase", exact=True).click()
    expect(card).to_contain_text("after the rebase: the check passed", timeout=PATIENCE_MS)
    phone.shot("checked-after-the-rebase")
    _tap(card, "Apply", "pplied to main as")
    assert (project / "menu.txt").read_text() == "two\n"
    assert "Checked: `grep -q . page.txt` passed" in _log(computer, project).partition("Farhand task 2")[0]


@pytest.mark.long
def test_what_fails_after_a_rebase_is_handed_to_the_agent_from_the_phone(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("change the menu")
    card = phone.wait_state(1, "Done")
    (project / "farhand.toml").write_text('check = "grep -q three menu.txt"\n')
    commit_all(computer, project)

    _tap(card, "Apply", "moved on")
    card.get_by_role("button", name="Rebase", exact=True).click()
    card = phone.wait_state(1, "Failed")
    expect(card).to_contain_text("after the rebase: the check grep -q three menu.txt failed")
    phone.shot("failed-after-the-rebase")
    card.get_by_role("button", name="Let the agent resolve it").click()
    card = phone.wait_state(2, "Done")
    _tap(card, "Apply", "pplied to main as")
    assert (project / "menu.txt").read_text() == "three\n"


def test_a_change_becomes_a_pull_request_a_branch_or_a_task_of_bringing_both_sides_together_by_taps(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    merge: Json = {"text": "", "tool": "Bash", "input": {"command": "git merge main", "description": "Merge"}}
    both = write("page.txt", "intro and mine\n")
    scenarios.insert(0, Scenario("Resolve the conflicts", (merge, both, "Both are there.")))
    remote = _with_remote_and_gh(computer, project)
    link = computer.up("--project", str(project))
    assert link is not None
    assert computer.run("projects", "preset", "site", "full").code == 0
    phone.pair(computer, link)

    phone.send("change the title")
    card = phone.wait_state(1, "Done")
    card.get_by_role("button", name="More ways").click()
    _tap(card, "Pull request", "pened as a pull request")
    assert card.get_by_role("link", name="Open it").get_attribute("href") == URL
    phone.shot("opened")
    assert _git(computer, remote, "branch", "--list", "farhand/*") == "farhand/change-the-title-1"

    phone.send("change the menu")
    card = phone.wait_state(2, "Done")
    card.get_by_role("button", name="More ways").click()
    card.get_by_role("button", name="Keep as branch").click()
    card.get_by_label("Name of the branch").fill("new-menu")
    phone.shot("naming")
    card.get_by_role("button", name="Keep as branch").last.click()
    expect(card.get_by_role("status").filter(has_text="ept as the branch new-menu")).to_be_visible(timeout=PATIENCE_MS)
    assert _git(computer, project, "show", "new-menu:menu.txt") == "two"

    phone.send("change the intro")
    card = phone.wait_state(3, "Done")
    (project / "page.txt").write_text("mine\n")
    commit_all(computer, project)
    _tap(card, "Apply", "moved on")
    _tap(card, "Rebase", "clashes")
    phone.shot("clashes")
    _tap(card, "Let the agent resolve it", "asked to bring both sides together")
    card = phone.wait_state(4, "Done")
    phone.shot("resolved")
    _tap(card, "Apply", "pplied to main as")
    assert (project / "page.txt").read_text() == "intro and mine\n"


def _with_remote_and_gh(computer: Computer, project: Path) -> Path:
    """Give the project a bare remote, and the computer a `gh` that is logged in."""
    remote = computer.root / "remote.git"
    _git(computer, project, "init", "--quiet", "--bare", str(remote))
    _git(computer, project, "remote", "add", "origin", str(remote))
    tools = computer.root / "bin"
    tools.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    computer.environment["PATH"] = f"{tools}{os.pathsep}{computer.environment['PATH']}"
    return remote


@pytest.mark.long
def test_a_project_that_moved_on_is_caught_up_with_in_the_terminal(computer: Computer, project: Path) -> None:
    computer.up("--project", str(project))
    assert computer.run("send", "change the title", "--wait").code == 0
    (project / "other.txt").write_text("mine\n")
    commit_all(computer, project)
    refused = computer.run("apply", "1", "--json")
    assert (refused.code, '"base_moved"' in refused.err) == (1, True)
    assert "its checks run again" in computer.run("rebase", "1").out
    assert "after the rebase: the check passed" in computer.run("show", "1", "--wait").out
    assert computer.run("apply", "1").code == 0
    assert "Checked: `grep -q . page.txt` passed" in _log(computer, project)
    assert (project / "page.txt").read_text() + (project / "other.txt").read_text() == "title\nmine\n"
    shown = computer.run("show", "1").out
    assert "applied to `main`" in shown
    assert re.search(r"run 1: \w{7} -> \w{7}, 1 commit\n *run 2: \w{7}, no commit", shown)
    assert computer.run("send", "change the intro", "--follows", "1", "--wait").code == 0
    assert computer.run("apply", "2").code == 0
    assert (project / "page.txt").read_text() == "intro\n"


def test_a_host_killed_while_it_applies_tells_what_git_shows(computer: Computer, project: Path) -> None:
    computer.up("--project", str(project))
    assert computer.run("send", "change the title", "--wait").code == 0
    hook = project / ".git" / "hooks" / "post-merge"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nkill -9 {computer.program.pid}\n")
    hook.chmod(0o755)
    assert computer.run("trust", "site").code == 0
    assert computer.run("apply", "1").code == 1
    computer.kill()
    hook.unlink()
    assert (project / "page.txt").read_text() == "title\n"

    computer.up("--project", str(project))
    settled = next(line.body for line in computer.control.follow_thread(0) if line.type == "change.settled")
    assert (settled["what"], settled["state"]) == ("applied", "applied")
    assert computer.run("revert", "1").code == 0
    assert (project / "page.txt").read_text() == "one\n"
