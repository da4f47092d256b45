"""A change becomes a pull request, a branch of one's own, or what the agent has to bring together."""

import shutil
from pathlib import Path

import pytest

from farhand.host.change_acts import PR_STAYS
from farhand.tasks import store
from farhand.tasks.task import Task
from farhand.wire.change_events import ChangeState
from farhand.wire.commands import ChangeAct
from tests.changes.places import add_commit
from tests.git_projects import git
from tests.host.changed import do, finish_run
from tests.host.core import Core

URL = "https://github.example/ada/site/pull/7"
# The real tools, as far as they are called: `open` holds the address once a pull request was made.
GH = f"""\
#!/bin/sh
echo "$@" >> "$TOOL_LOG/calls"
case "$1 $2" in
"auth status") [ -e "$TOOL_LOG/logged-in" ] ;;
"pr list") cat "$TOOL_LOG/open" 2>/dev/null; true ;;
"pr create") for each in "$@"; do printf '%s\\n' "$each"; done > "$TOOL_LOG/words"
  echo {URL} | tee "$TOOL_LOG/open" ;;
*) exit 64 ;;
esac
"""
GLAB = """\
#!/bin/sh
echo "$@" >> "$TOOL_LOG/calls"
case "$1 $2" in
"auth status") true ;;
"mr list") echo '[]' ;;
"mr create") echo "!7 Make it two"; echo " https://gitlab.example/ada/site/-/merge_requests/7" ;;
*) exit 64 ;;
esac
"""


@pytest.fixture
async def task(core: Core, project: Path) -> Task:
    await core.add_project(project)
    return await finish_run(core, await core.say("Make it two"), project, app_py="one = 2\n")


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with git and what a test puts there; what was called is kept beside."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("git", "sh", "cat", "tee"):
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("TOOL_LOG", str(tmp_path))
    return folder


def put_tool(tools: Path, name: str, script: str) -> None:
    (tools / name).write_text(script)
    (tools / name).chmod(0o755)


def add_remote(project: Path, name: str = "remote") -> Path:
    bare = project.parent / f"{name}.git"
    git(project, "init", "--quiet", "--bare", str(bare))
    git(project, "remote", "add", "origin", str(bare))
    return bare


def branch_of(task: Task) -> str:
    return f"farhand/work-{task.root[:8]}"


async def test_a_pull_request_is_opened_with_what_was_checked(
    core: Core, project: Path, task: Task, tools: Path, tmp_path: Path
) -> None:
    put_tool(tools, "gh", GH)
    (tmp_path / "logged-in").touch()
    bare = add_remote(project)
    told = await do(core, task.id, ChangeAct.PROPOSE)
    assert (told.what, told.state, told.url) == ("opened", ChangeState.OPENED, URL)
    assert git(bare, "rev-parse", branch_of(task)) == git(project, "rev-parse", branch_of(task))
    words = (tmp_path / "words").read_text()
    assert f"--head\n{branch_of(task)}\n--base\nmain\n--title\nMake it two\n" in words
    assert "Not checked: no check ran on it." in words
    assert "Farhand task 1" in words

    told = await do(core, task.id, ChangeAct.DISCARD)
    assert (told.what, told.words.endswith(PR_STAYS)) == ("discarded", True)


async def test_a_pull_request_that_is_open_is_brought_up_to_date(
    core: Core, project: Path, task: Task, tools: Path, tmp_path: Path
) -> None:
    put_tool(tools, "gh", GH)
    (tmp_path / "logged-in").touch()
    bare = add_remote(project)
    await do(core, task.id, ChangeAct.PROPOSE)
    core.clock.advance(1)
    follow_up = await core.say("also make it three")
    await finish_run(core, follow_up, project, app_py="one = 3\n")
    told = await do(core, follow_up.id, ChangeAct.PROPOSE)
    assert (told.what, told.url) == ("opened", URL)
    assert (tmp_path / "calls").read_text().count("pr create") == 1
    assert git(bare, "show", f"{branch_of(task)}:app.py") == "one = 3"


async def test_a_remote_branch_that_holds_something_else_is_never_overwritten(
    core: Core, project: Path, task: Task, tools: Path, tmp_path: Path
) -> None:
    put_tool(tools, "gh", GH)
    (tmp_path / "logged-in").touch()
    bare = add_remote(project)
    add_commit(project, "mine", other_py="x\n")
    git(project, "push", "--quiet", "origin", f"main:refs/heads/{branch_of(task)}")
    before = git(bare, "rev-parse", branch_of(task))
    told = await do(core, task.id, ChangeAct.PROPOSE)
    assert (told.what, told.state, told.code) == ("kept", ChangeState.PENDING, "conflict")
    assert git(bare, "rev-parse", branch_of(task)) == before


async def test_glab_is_used_for_gitlab(core: Core, project: Path, task: Task, tools: Path) -> None:
    put_tool(tools, "gh", GH)
    put_tool(tools, "glab", GLAB)
    add_remote(project, "gitlab")
    told = await do(core, task.id, ChangeAct.PROPOSE)
    assert told.url == "https://gitlab.example/ada/site/-/merge_requests/7"


async def test_what_is_missing_is_said_and_nothing_is_pushed(
    core: Core, project: Path, task: Task, tools: Path
) -> None:
    told = await do(core, task.id, ChangeAct.PROPOSE)
    assert "no remote" in told.words
    bare = add_remote(project)
    told = await do(core, task.id, ChangeAct.PROPOSE)
    assert "neither `gh` nor `glab`" in told.words
    put_tool(tools, "gh", GH)
    told = await do(core, task.id, ChangeAct.PROPOSE)
    assert told.words == "`gh` is not logged in"
    assert told.hint
    assert git(bare, "for-each-ref") == ""


async def test_a_change_kept_as_a_branch_waits_for_nobody(core: Core, project: Path, task: Task) -> None:
    told = await do(core, task.id, ChangeAct.KEEP, "try-two")
    assert (told.what, told.state) == ("named", ChangeState.KEPT)
    assert git(project, "show", "try-two:app.py") == "one = 2"
    assert (await do(core, task.id, ChangeAct.APPLY)).what == "applied"


@pytest.mark.parametrize("name", ["main", "no..way", "-b", ""])
async def test_a_name_that_is_taken_or_no_name_is_refused(core: Core, project: Path, task: Task, name: str) -> None:
    before = git(project, "rev-parse", "main")
    told = await do(core, task.id, ChangeAct.KEEP, name)
    assert (told.what, told.state) == ("kept", ChangeState.PENDING)
    assert git(project, "rev-parse", "main") == before


async def test_a_clash_is_handed_to_the_agent_with_both_sides(core: Core, project: Path, task: Task) -> None:
    add_commit(project, "mine", app_py="one = 9\n")
    clashed = await do(core, task.id, ChangeAct.REBASE)
    assert (clashed.code, clashed.hint) == ("clash", "`farhand resolve` hands it to the agent")
    told = await do(core, task.id, ChangeAct.HAND_OVER)
    assert (told.what, told.state) == ("handed over", ChangeState.PENDING)
    follow_up = (await core.tasks())[0]
    assert (follow_up.root, follow_up.follows) == (task.root, task.id)
    for part in ("git merge main", "app.py", "one = 2", "one = 9"):
        assert part in follow_up.text
    assert core.effects


async def test_what_does_not_clash_is_not_handed_over(core: Core, project: Path, task: Task) -> None:
    add_commit(project, "mine", other_py="x\n")
    told = await do(core, task.id, ChangeAct.HAND_OVER)
    assert told.what == "kept"
    assert len(await core.database.read(store.newest)) == 1
