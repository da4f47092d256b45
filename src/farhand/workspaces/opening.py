"""Opens a folder on this computer's own screen: in the program its owner chose, or the platform's file manager."""

import asyncio
import os
import shlex
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SETTLE_S = 5.0  # a program that cannot open it says so within; one that runs on shows it
_MANAGERS = {"darwin": "open", "win32": "explorer"}
_LINUX_MANAGER = "xdg-open"
_MAX_WORDS = 300  # of what a program says on its way out


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of it."""

    state: Literal["opened", "no screen", "failed"]
    words: str
    hint: str | None = None


def command_of(chosen: str, platform: str) -> tuple[str, ...]:
    """Return the program, and its arguments before the folder; nothing where the quotes of `chosen` do not close."""
    if not chosen.strip():
        return (_MANAGERS.get(platform, _LINUX_MANAGER),)
    try:
        return tuple(shlex.split(chosen, posix=platform != "win32"))
    except ValueError:
        return ()


class Opener:
    """Opens folders for whoever sits at this computer. The programs live on when the host ends."""

    def __init__(
        self,
        chosen: str,
        has_screen: Callable[[], bool],
        platform: str = sys.platform,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._chosen = chosen
        self._has_screen = has_screen
        self._platform = platform
        self._environment = environment

    async def open(self, folder: Path) -> Opened:
        """Open a folder; returns once the program has shown it, or runs on."""
        by_hand = f"by hand: `cd {shlex.quote(str(folder))}`"
        if not await asyncio.to_thread(folder.is_dir):
            words = "its folder was removed to free disk, or was never made"
            return Opened("failed", words, "its branch is kept; a follow-up makes the folder again")
        if not self._chosen and not self._has_screen():
            return Opened("no screen", "nobody is logged in at a screen of this computer", by_hand)
        command = command_of(self._chosen, self._platform)
        if not command:
            return Opened("failed", "the quotes in `FARHAND_OPEN_WITH` do not close", by_hand)
        try:
            exit_code, said = await asyncio.to_thread(self._start, command, folder)
        except OSError as error:
            return Opened("failed", f"`{command[0]}` cannot be started: {error.strerror}", by_hand)
        if exit_code and not self._is_mute(command):
            reason = f": {said}" if said else ""
            return Opened("failed", f"`{command[0]}` ended with {exit_code}{reason}", by_hand)
        return Opened("opened", f"opened by `{command[0]}`")

    def _start(self, command: Sequence[str], folder: Path) -> tuple[int | None, str]:
        with tempfile.TemporaryFile() as errors:
            program = subprocess.Popen(
                (*command, str(folder)),
                cwd=folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
            try:
                exit_code = program.wait(SETTLE_S)
            except subprocess.TimeoutExpired:
                # It lives on, also when the host ends; whoever waits for it holds up nothing.
                threading.Thread(target=program.wait, name=f"end of {command[0]}", daemon=True).start()
                return None, ""
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
            return exit_code, said[-1][:_MAX_WORDS] if said else ""

    def _is_mute(self, command: Sequence[str]) -> bool:
        """Whether the exit means nothing: that of Windows' file manager is 1 also when it has shown the folder."""
        return self._platform == "win32" and Path(command[0]).stem.lower() == _MANAGERS["win32"]
