import shlex
import sys
from pathlib import Path

import pytest

from farhand.workspaces import opening
from farhand.workspaces.opening import Opener, command_of


def program(folder: Path, *lines: str) -> str:
    """Return a command line that runs a Python script; it finds the folder to show in its arguments."""
    script = folder / "show it.py"
    script.write_text("\n".join(("import sys, time, pathlib", *lines)))
    return shlex.join((sys.executable, str(script)))


def here() -> bool:
    return True


@pytest.mark.parametrize(
    ("chosen", "platform", "command"),
    [
        ("", "linux", ("xdg-open",)),
        ("", "darwin", ("open",)),
        ("  ", "win32", ("explorer",)),
        ("code -n", "linux", ("code", "-n")),
        ("'/opt/my editor/run' --wait", "darwin", ("/opt/my editor/run", "--wait")),
        ("code 'n", "linux", ()),
    ],
)
def test_the_owner_s_program_opens_it_or_the_platform_s_file_manager(
    chosen: str, platform: str, command: tuple[str, ...]
) -> None:
    assert command_of(chosen, platform) == command


async def test_a_folder_is_handed_over_as_one_word_whatever_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "a b; $(touch no) 'c'"
    folder.mkdir()
    note = tmp_path / "note"
    chosen = program(tmp_path, f"pathlib.Path({str(note)!r}).write_text(sys.argv[-1])")
    opened = await Opener(chosen, here).open(folder)
    assert (opened.state, note.read_text()) == ("opened", str(folder))


async def test_a_program_that_fails_is_told_with_its_words_and_the_way_by_hand(tmp_path: Path) -> None:
    opened = await Opener(program(tmp_path, "sys.exit('cannot open display')"), here).open(tmp_path)
    assert opened.state == "failed"
    assert "cannot open display" in opened.words
    assert opened.hint is not None
    assert str(tmp_path) in opened.hint


async def test_a_program_that_runs_on_has_opened_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SETTLE_S", 0.05)
    stop = tmp_path / "stop"
    lines = (f"while not pathlib.Path({str(stop)!r}).exists():", "    time.sleep(0.01)")
    opened = await Opener(program(tmp_path, *lines), here).open(tmp_path)
    stop.touch()
    assert opened.state == "opened"


@pytest.mark.parametrize("chosen", ["no-such-program", "code 'n"])
async def test_a_program_that_is_not_there_is_told(tmp_path: Path, chosen: str) -> None:
    opened = await Opener(chosen, here).open(tmp_path)
    assert (opened.state, opened.hint) == ("failed", f"by hand: `cd {tmp_path}`")


async def test_without_a_screen_nothing_is_started_and_the_way_by_hand_is_told(tmp_path: Path) -> None:
    opened = await Opener("", lambda: False, environment={"PATH": ""}).open(tmp_path)
    assert (opened.state, opened.hint) == ("no screen", f"by hand: `cd {tmp_path}`")


async def test_a_folder_that_was_removed_is_said_to_be_gone(tmp_path: Path) -> None:
    assert (await Opener("", here).open(tmp_path / "gone")).state == "failed"
