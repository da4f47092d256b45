import asyncio
import os
import sys
from pathlib import Path

import pytest

from farhand.errors import Unavailable
from farhand.process_tree import MARK, Seen, Tree, list_processes, read_ps_line
from farhand.processes import TAIL_BYTES, kill_tree, marked, run

ESCAPEE = """
import os, sys, time
from pathlib import Path
reading, writing = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.write(writing, str(os.getpid()).encode())
        time.sleep(600)
    os._exit(0)
os.wait()
Path(sys.argv[1]).write_bytes(os.read(reading, 20))
"""
STAY = "\nprint('ready', flush=True)\ntime.sleep(600)\n"
STUBBORN = """
import signal, time
for each in (signal.SIGINT, signal.SIGTERM): signal.signal(each, signal.SIG_IGN)
print('ready', flush=True)
time.sleep(600)
"""


def is_running(pid: int) -> bool:
    seen = list_processes().get(pid)
    return seen is not None and not seen.is_zombie


SUBREAPER = """
import asyncio, os, subprocess, sys
from farhand.process_tree import become_subreaper, kill_tree, list_processes
assert become_subreaper()
subprocess.run([sys.executable, "-c", sys.argv[1], sys.argv[2]], env={}, check=True)
pid = int(open(sys.argv[2]).read())
assert list_processes()[pid].parent == os.getpid()
print(asyncio.run(kill_tree(os.getpid())), pid in list_processes() and not list_processes()[pid].is_zombie)
"""


async def test_output_of_both_streams_and_the_exit_are_told(tmp_path: Path) -> None:
    pieces: list[bytes] = []
    finished = await run("echo out; echo err >&2; exit 3", cwd=tmp_path, on_output=pieces.append)
    assert (finished.exit, finished.output, finished.timed_out) == (3, "out\nerr\n", False)
    assert b"".join(pieces) == b"out\nerr\n"


async def test_only_the_end_of_a_long_output_is_kept_and_all_of_it_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    finished = await run([sys.executable, "-c", "for n in range(40000): print(n)"], cwd=tmp_path, log=log)
    assert finished.is_cut
    assert len(finished.output) <= TAIL_BYTES
    assert finished.output.endswith("39998\n39999\n")
    assert log.read_bytes().startswith(b"0\n1\n")


async def test_a_missing_program_or_folder_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await run(["no-such-program-here"], cwd=tmp_path)
    with pytest.raises(Unavailable):
        await run(["true"], cwd=tmp_path / "gone")
    assert (await run("no-such-program-here", cwd=tmp_path)).exit == 127


async def test_at_the_time_limit_even_a_stubborn_tree_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("farhand.processes.GENTLY", ((2, 0.05), (15, 0.05), (9, 5.0)))
    finished = await run([sys.executable, "-c", STUBBORN], cwd=tmp_path, timeout_s=0.5)
    assert finished.timed_out
    assert finished.is_gone
    assert finished.exit == -9


async def test_a_daemon_that_left_session_and_parent_is_stopped_when_its_program_ends(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    finished = await run([sys.executable, "-c", ESCAPEE, str(file)], cwd=tmp_path)
    assert finished.exit == 0
    assert finished.is_gone
    assert not is_running(int(file.read_text()))


async def test_cancelling_stops_the_whole_tree(tmp_path: Path) -> None:
    file, ready = tmp_path / "pid", asyncio.Event()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        task = group.create_task(
            run([sys.executable, "-c", ESCAPEE + STAY, str(file)], cwd=tmp_path, on_output=lambda _: ready.set())
        )
        await ready.wait()
        pid = int(file.read_text())
        task.cancel()
    assert not is_running(pid)


async def test_kill_tree_stops_a_program_that_shares_our_own_group_and_spares_us(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ESCAPEE + STAY, str(file), env=marked(os.environ), stdout=asyncio.subprocess.PIPE
    )
    assert program.stdout is not None
    async with asyncio.timeout(10):
        await program.stdout.readline()
        pid = int(file.read_text())
        assert await kill_tree(program.pid)
        await program.wait()
    assert not is_running(pid)
    assert await kill_tree(program.pid)


async def test_below_a_subreaper_nothing_escapes_that_hides_all_its_traces(tmp_path: Path) -> None:
    finished = await run([sys.executable, "-c", SUBREAPER, ESCAPEE, str(tmp_path / "pid")], cwd=tmp_path)
    assert finished.output.endswith("True False\n")


async def test_what_an_ended_process_left_behind_is_found_by_its_mark(tmp_path: Path) -> None:
    environment = marked(os.environ)
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ESCAPEE, str(tmp_path / "pid"), env=environment
    )
    await program.wait()
    pid = int((tmp_path / "pid").read_text())
    assert is_running(pid)
    assert await kill_tree(program.pid, mark=environment[MARK])
    assert not is_running(pid)


async def test_a_mark_that_we_inherited_too_does_not_widen_a_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MARK, "outer")
    outer = await asyncio.create_subprocess_exec("sleep", "600")
    inner = await asyncio.create_subprocess_exec("sleep", "600")
    assert await kill_tree(inner.pid)
    assert is_running(outer.pid)
    outer.kill()
    await asyncio.gather(outer.wait(), inner.wait())


def test_a_tree_remembers_what_lost_its_parent_and_drops_a_reused_id() -> None:
    root, child = Seen(10, 1, 10, 10, "a"), Seen(11, 10, 11, 11, "b")
    listing = {10: root, 11: child}
    tree = Tree(10, list_processes=lambda: dict(listing), me=1)
    assert set(tree.look()) == {10, 11}
    del listing[10]
    listing[11] = Seen(11, 1, 11, 11, "b")
    assert set(tree.look()) == {11}
    listing[11] = Seen(11, 1, 11, 11, "later")
    assert tree.look() == {}


def test_a_line_of_ps_is_read() -> None:
    assert read_ps_line(" 12  1 12 Ss   Mon Nov 23 15:00:00 2026\n") == Seen(12, 1, 12, 0, "Mon Nov 23 15:00:00 2026")
    assert read_ps_line("garbage") is None
