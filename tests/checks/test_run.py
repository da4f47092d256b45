import os
import shutil
import sys
from pathlib import Path

import pytest

from farhand.checks.find import Found
from farhand.checks.run import MAX_OUTPUT, check_environment, run_check, to_result
from farhand.processes import Finished
from farhand.wire.run_events import CheckResult, CheckStatus


async def check(command: str, folder: Path, timeout_s: float = 30) -> CheckResult:
    return await run_check(Found(command, "found"), folder, timeout_s=timeout_s)


async def test_a_check_passes_or_fails_by_its_exit(tmp_path: Path) -> None:
    passed = await check("echo '3 passed in 0.1s'", tmp_path)
    assert (passed.status, passed.exit, passed.passed, passed.total) == (CheckStatus.PASSED, 0, 3, 3)
    failed = await check("echo '1 failed, 2 passed in 0.1s'; exit 1", tmp_path)
    assert (failed.status, failed.exit, failed.passed, failed.total) == (CheckStatus.FAILED, 1, 2, 3)


@pytest.mark.parametrize("command", ["no-such-runner-here", "./not-executable", "exec no-such-runner-here"])
async def test_a_check_that_cannot_start_says_so(command: str, tmp_path: Path) -> None:
    (tmp_path / "not-executable").write_text("x")
    assert (await check(command, tmp_path)).status is CheckStatus.NOT_STARTED


async def test_a_missing_test_runner_is_no_failure_of_the_work(tmp_path: Path) -> None:
    program = f"'{sys.executable}' -S -I -m pytest"
    result = await check(program, tmp_path)
    assert (result.status, result.exit) == (CheckStatus.NOT_STARTED, 1)
    assert "pytest" in result.output


async def test_a_check_in_a_folder_that_is_gone_did_not_start(tmp_path: Path) -> None:
    assert (await check("true", tmp_path / "gone")).status is CheckStatus.NOT_STARTED


async def test_a_check_that_does_not_end_timed_out(tmp_path: Path) -> None:
    result = await check("echo begun; exec sleep 600", tmp_path, timeout_s=0.2)
    assert (result.status, result.exit, result.output) == (CheckStatus.TIMED_OUT, None, "begun\n")


async def test_output_comes_live_and_whole_to_the_log(tmp_path: Path) -> None:
    pieces: list[bytes] = []
    log = tmp_path / "check.log"
    await run_check(Found("echo one; echo two", "ticket"), tmp_path, on_output=pieces.append, log=log)
    assert b"".join(pieces) == log.read_bytes() == b"one\ntwo\n"


async def test_a_real_node_test_run_is_counted(tmp_path: Path) -> None:
    node = shutil.which("node", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "a.test.mjs").write_text(
        "import test from 'node:test';\n"
        "test('a', () => {}); test('b', () => { throw new Error('no') }); test('c', { skip: true }, () => {});\n"
    )
    result = await check(f"'{node}' --test", tmp_path)
    assert (result.status, result.passed, result.total) == (CheckStatus.FAILED, 1, 2)


async def test_a_real_unittest_run_is_counted(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(
        "import unittest\nclass T(unittest.TestCase):\n    def test_a(self): pass\n    def test_b(self): pass\n"
    )
    result = await check(f"'{sys.executable}' -m unittest discover", tmp_path)
    assert (result.status, result.passed, result.total) == (CheckStatus.PASSED, 2, 2)


async def test_a_real_pytest_run_is_counted(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("def test_a(): pass\ndef test_b(): assert 0\n")
    result = await check(f"'{sys.executable}' -m pytest -p no:cacheprovider", tmp_path)
    assert (result.status, result.passed, result.total) == (CheckStatus.FAILED, 1, 2)


def test_a_check_ended_by_a_signal_failed() -> None:
    result = to_result(Found("x", "found"), Finished(-11, "", 1.0))
    assert (result.status, result.exit) == (CheckStatus.FAILED, -11)


def test_colours_reach_the_phone_and_are_no_bar_to_counting() -> None:
    result = to_result(Found("x", "found"), Finished(0, "running\r\x1b[K\x1b[32m2 passed\x1b[m in 0.1s\n", 1.0))
    assert result.output == "\x1b[32m2 passed\x1b[0m in 0.1s\n"
    assert result.passed == 2


def test_an_output_says_where_its_beginning_is_missing() -> None:
    long = to_result(Found("x", "found"), Finished(1, "0123456789\n" * 2000, 1.0)).output
    assert (long[:13], len(long) <= MAX_OUTPUT) == ("…\n0123456789\n", True)
    assert to_result(Found("x", "found"), Finished(1, "the end\n", 1.0, is_cut=True)).output == "…\nthe end\n"


def test_runners_are_told_not_to_watch_nor_colour() -> None:
    made = check_environment({"FORCE_COLOR": "1", "GIT_DIR": "/x", "HOME": "/h", "CI": "custom"})
    assert made == {"HOME": "/h", "CI": "custom", "NO_COLOR": "1"}
