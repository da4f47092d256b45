"""What a killed runner left is found by its mark, whenever it was killed."""

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from farhand.ids import new_id
from farhand.runs.folder import RunFolder
from farhand.runs.leftovers import MARK, sweep_all
from farhand.runs.liveness import claim

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells environments")


def make_folder(root: Path) -> RunFolder:
    folder = RunFolder(root / new_id())
    folder.path.mkdir(parents=True)
    folder.choose_socket()
    return folder


@contextmanager
def started_by(folder: RunFolder) -> Generator[subprocess.Popen[bytes]]:
    """Run what a runner would have started."""
    with subprocess.Popen(
        [sys.executable, "-c", "print(flush=True); input()"],
        env={**os.environ, MARK: str(folder.socket())},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it has its environment from here on
        yield process
        process.kill()


async def test_what_a_runner_left_that_was_killed_after_its_run_is_stopped(tmp_path: Path) -> None:
    dead, alive = make_folder(tmp_path / "runs"), make_folder(tmp_path / "runs")
    lock = claim(alive.lock)
    assert lock is not None
    with started_by(dead) as left, started_by(alive) as working:
        await sweep_all(tmp_path / "runs")
        assert left.wait(5) != 0
        assert working.poll() is None
    os.close(lock)


async def test_what_runners_of_another_data_folder_left_is_not_ours(tmp_path: Path) -> None:
    with started_by(make_folder(tmp_path / "other")) as foreign:
        await sweep_all(tmp_path / "runs")
        assert foreign.poll() is None
