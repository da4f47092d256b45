"""A run's folder, and whether a runner lives."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from farhand.errors import Broken, Refused
from farhand.ids import new_id
from farhand.runs.folder import MAX_SOCKET_PATH_BYTES, RunFolder, private_folder
from farhand.runs.liveness import claim, is_held
from farhand.runs.protocol import CheckStarted
from farhand.runs.spec import RunSpec

RUN = new_id()


def make_spec(**more: object) -> RunSpec:
    given: dict[str, object] = {
        "run": RUN, "task": new_id(), "generation": 1, "number": 1, "title": "t", "kind": "agent", "prompt": "p",
        "project": "/p", "project_name": "p", "branch": "farhand/t", "workspace": "/w",
    }  # fmt: skip
    return RunSpec.model_validate({**given, **more})


def test_a_spec_is_read_back_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    folder = RunFolder.create(tmp_path / "runs", make_spec(prompt="a secret"))
    assert folder.read_spec().prompt == "a secret"
    assert folder.path.stat().st_mode & 0o077 == 0
    assert folder.spec.stat().st_mode & 0o077 == 0


def test_a_spec_that_is_damaged_is_told(tmp_path: Path) -> None:
    folder = RunFolder.create(tmp_path, make_spec())
    folder.spec.write_text("{")
    with pytest.raises(Broken):
        folder.read_spec()


def test_half_a_line_is_no_event(tmp_path: Path) -> None:
    folder = RunFolder.create(tmp_path, make_spec())
    assert list(folder.read_events()) == []
    lines = [CheckStarted(run=RUN, at=1, n=n, command=str(n)).to_json() for n in (1, 2, 3)]
    folder.events.write_bytes(b"\n".join(lines))
    assert [event.n for event in folder.read_events()] == [1, 2]
    assert [event.n for event in folder.read_events(after=1)] == [2]


def test_a_socket_lies_in_the_folder_unless_its_path_would_be_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "r"))
    long = RunFolder.create(tmp_path / ("x" * 90), make_spec())
    short = RunFolder(tmp_path / "s")
    short.path.mkdir()
    assert short.socket() is None
    assert len(os.fsencode(long.choose_socket())) <= max(MAX_SOCKET_PATH_BYTES, len(os.fsencode(tmp_path)) + 35)
    assert long.socket() == tmp_path / "r" / "farhand" / f"{RUN[:16]}.sock"
    if len(os.fsencode(short.path)) < MAX_SOCKET_PATH_BYTES - 5:
        assert short.choose_socket() == short.path / "sock"


def test_a_private_folder_that_others_can_enter_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    private_folder().chmod(0o755)
    with pytest.raises(Refused):
        private_folder()


def test_a_lock_is_held_as_long_as_its_holder_lives(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert not is_held(path)
    first = claim(path)
    assert first is not None
    assert is_held(path)
    assert claim(path) is None
    os.close(first)
    assert not is_held(path)


def test_a_lock_is_handed_to_a_process_and_ends_with_it(tmp_path: Path) -> None:
    lock = claim(tmp_path / "lock")
    assert lock is not None
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], pass_fds=(lock,), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as holder:
        os.close(lock)
        assert is_held(tmp_path / "lock")
        holder.kill()
        holder.wait()
    assert not is_held(tmp_path / "lock")
