import asyncio
import os
import signal
from pathlib import Path

import pytest

from farhand.git import GitFailed, Repository, clean_environment, to_reason
from farhand.process_tree import list_processes
from tests.git_projects import git, isolate_git, make_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate_git(tmp_path, monkeypatch)
    return make_project(tmp_path / "project")


async def test_a_failure_tells_gits_own_reason(project: Path) -> None:
    with pytest.raises(GitFailed) as failed:
        await Repository(project).run("switch", "nowhere")
    assert failed.value.message == "`git switch` failed: invalid reference: nowhere"


async def test_a_path_that_ends_with_a_space_is_kept_whole(project: Path) -> None:
    (project / "end ").mkdir()
    answer = await Repository(project / "end ").run("rev-parse", "--show-prefix")
    assert answer.text() == "end /"


async def test_an_answer_beyond_the_limit_is_cut_and_ends_git(project: Path) -> None:
    (project / "big").write_text("x\n" * 500_000)
    git(project, "add", "big")
    answer = await Repository(project).ask("cat-file", "blob", ":big", limit_bytes=1000)
    assert answer.is_cut
    assert len(answer.out) == 1000


async def test_what_is_written_to_git_may_be_long(project: Path) -> None:
    answer = await Repository(project).run("hash-object", "--stdin", stdin=b"x" * 1_000_000)
    assert len(answer.text()) == 40


async def test_without_git_the_way_out_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    with pytest.raises(GitFailed) as failed:
        await Repository(project).run("status")
    assert failed.value.hint is not None


async def test_a_folder_that_is_gone_is_told_apart_from_a_missing_git(project: Path) -> None:
    with pytest.raises(GitFailed, match="is not there"):
        await Repository(project / "gone").run("status")


async def test_cancelling_ends_git_and_what_it_started(project: Path, tmp_path: Path) -> None:
    os.mkfifo(started := tmp_path / "started")
    git(project, "config", "alias.wait", f"!echo $$ > '{started}'; exec sleep 600")
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        waiting = group.create_task(Repository(project).ask("wait"))
        pid = int(await asyncio.to_thread(started.read_text))  # opens only when the other end does
        waiting.cancel()
    seen = list_processes().get(pid)
    assert seen is None or seen.is_zombie


async def test_a_daemon_that_a_hook_leaves_does_not_hold_git_up(project: Path) -> None:
    git(project, "config", "alias.linger", "!sleep 600 & echo $!")
    async with asyncio.timeout(5):
        answer = await Repository(project).run("linger")
    os.kill(int(answer.text()), signal.SIGKILL)


def test_what_points_git_elsewhere_is_not_inherited() -> None:
    made = clean_environment({"GIT_DIR": "/x", "GIT_INDEX_FILE": "/y", "GIT_SSH_COMMAND": "ssh", "HOME": "/h"})
    assert made.keys() == {"GIT_SSH_COMMAND", "HOME", "GIT_TERMINAL_PROMPT", "GIT_EDITOR", "LANGUAGE"}


def test_the_reason_is_the_first_line_that_is_one() -> None:
    assert to_reason("hint: x\nerror: two\nfatal: three\n") == "two"
    assert to_reason("only this\n") == "only this"
    assert to_reason("") == "it gave no reason"
