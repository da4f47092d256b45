"""What a start finds on its disk: told in one line, and never a reason to be open to others."""

import asyncio
import socket
import stat
import sys
from pathlib import Path

import pytest

from farhand.agents.port import Finding
from farhand.errors import Broken, Unavailable
from farhand.host.addresses import FILE_NAME as ADDRESS
from farhand.host.addresses import listen
from farhand.host.chores import Witnessing
from farhand.host.control import ControlSocket
from farhand.host.control_place import socket_path
from farhand.host.keys import FILE_NAME as KEY
from farhand.host.keys import load_keys
from farhand.host.locking import exclusive
from farhand.host.status import AgentsSeen
from farhand.host.witness import Witness
from farhand.settings import Settings
from tests.host.core import Core


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_data_folder_that_cannot_be_made_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()

    with pytest.raises(Unavailable), exclusive(tmp_path / "taken" / "data"):
        pass


def test_a_damaged_note_of_the_port_is_no_reason_not_to_start(tmp_path: Path) -> None:
    (tmp_path / ADDRESS).write_text("")
    port = free_port()

    addresses, sockets = listen(Settings(data=tmp_path, lan=False, port=port))

    assert addresses.port == port
    for each in sockets:
        each.close()
    again, sockets = listen(Settings(data=tmp_path, lan=False))
    assert again.port == port
    for each in sockets:
        each.close()


def test_two_hosts_that_start_at_once_never_share_a_port(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, first = listen(Settings(data=tmp_path / "one", lan=False, port=free_port()))
    with pytest.raises(Unavailable):
        listen(Settings(data=tmp_path / "two", lan=False, port=one.port))
    for each in first:
        each.close()


def test_a_key_file_that_cannot_be_read_is_told_as_broken(tmp_path: Path) -> None:
    (tmp_path / KEY).mkdir()

    with pytest.raises(Broken):
        load_keys(tmp_path)


async def test_a_witness_that_cannot_be_written_ends_nothing(core: Core, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    witnessing = Witnessing(core.database, core.thread, Witness(tmp_path / "taken", "host"))
    ready = asyncio.Event()

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        service = group.create_task(witnessing.run(ready.set))
        await ready.wait()
        await core.say("Fix the login")
        assert not service.done()
        service.cancel()

    assert service.cancelled()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a named pipe instead")
@pytest.mark.parametrize("folder", ["data", "d" * 120])
async def test_the_control_socket_is_this_users_from_its_first_moment(
    tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    data = tmp_path / folder
    data.mkdir()
    bind, modes = socket.socket.bind, list[int]()

    class Watched(socket.socket):
        def bind(self, address: object, /) -> None:
            bind(self, address)  # pyright: ignore[reportArgumentType]  # passed on as it came
            modes.append(stat.S_IMODE(Path(str(address)).stat().st_mode))

    monkeypatch.setattr("farhand.host.control.socket.socket", Watched)
    ready = asyncio.Event()

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        service = group.create_task(ControlSocket(data, []).run(ready.set))
        await ready.wait()
        assert socket_path(data).is_socket()
        service.cancel()

    assert modes == [0o600]


async def test_a_look_for_agents_that_fails_ends_nothing(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> tuple[Finding, ...]:
        raise UnicodeDecodeError("utf-8", b"x", 0, 1, "settings that are no text")

    monkeypatch.setattr("farhand.host.status.find_agents", fail)
    seen = AgentsSeen(demo=False)

    await seen.look(core.database, core.thread, core.clock)

    assert (seen.infos, seen.found.is_set()) == ((), True)
