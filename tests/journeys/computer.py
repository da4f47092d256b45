"""A computer at home as a journey sees it: the real `farhand` program over a throw-away home."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from farhand.cli.control_client import Control
from farhand.host.control_api import TaskSummary
from farhand.wire.task_events import TaskState
from tests.journeys.processes import running_in

PATIENCE_S = 40.0
"""How long a journey waits for what the product does by itself; a busy machine starts an agent in ten."""

LOOK_S = 0.05  # between looks at what a host that was killed leaves

FARHAND = str(Path(sys.executable).with_name("farhand"))
LINK = re.compile(r"https?://\S+#p=\S+")
LISTENING = re.compile(r"^listening on ")


@dataclass(frozen=True, slots=True)
class Said:
    """How a verb of the command line ended."""

    code: int
    out: str
    err: str


class Program:
    """A long-running `farhand` process whose output is heard line by line."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self._heard = threading.Condition()
        self.lines: list[str] = []
        self._over = False
        self._process = subprocess.Popen(
            words,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._listener = threading.Thread(target=self._listen, name="listener", daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._heard:
                self.lines.append(line.rstrip("\n"))
                self._heard.notify_all()
        with self._heard:
            self._over = True
            self._heard.notify_all()

    def wait_line(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Wait until a line is printed in which the pattern is found."""
        with self._heard:
            self._heard.wait_for(lambda: self._over or self._find(pattern) is not None, PATIENCE_S)
            found = self._find(pattern)
        assert found is not None, f"`{pattern.pattern}` is in none of {self.lines}"
        return found

    def _find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return next((found for line in self.lines if (found := pattern.search(line))), None)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """End it as a person would, and return its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, number: int) -> int:
        self._process.send_signal(number)
        code = self._process.wait(PATIENCE_S)
        self._listener.join(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None


class Computer:
    """The host: its data, its projects, its program, and whoever types at its terminal."""

    def __init__(self, root: Path, name: str, environment: Mapping[str, str], *launcher: str) -> None:
        self.launcher = launcher
        self.root = root
        self.name = name
        self.data = root / "data"
        self.home = root / "home"
        self.home.mkdir(parents=True)
        self.environment = environment_of(self.home, environment)
        self.port = free_port()
        self._program: Program | None = None

    @property
    def control(self) -> Control:
        """What the command line speaks to."""
        return Control.of(self.data)

    @property
    def program(self) -> Program:
        """The host that runs, or ran last."""
        assert self._program is not None
        return self._program

    @property
    def is_up(self) -> bool:
        """Whether the host runs."""
        return self._program is not None and self._program.is_running

    def up(self, *arguments: str, port: bool = True, lan: bool = False) -> str | None:
        """Run `farhand up`; return the link that it shows while nothing is paired."""
        ported = ("--port", str(self.port)) if port else ()
        near = () if lan else ("--no-lan",)
        self._program = Program(
            (*self.launcher, FARHAND, "--data", str(self.data), "up", "--name", self.name, *ported, *near, *arguments),
            self.environment,
            self.home,
        )
        self._program.wait_line(LISTENING)
        found = self._program.wait_line(re.compile(f"{LINK.pattern}|^paired with "))
        return found[0] if LINK.search(found[0]) else None

    def serve_relay(self, *arguments: str) -> None:
        """Run `farhand relay` here instead."""
        self._program = Program(
            (FARHAND, "relay", "--data", str(self.data), "--port", str(self.port), *arguments),
            self.environment,
            self.home,
        )
        self._program.wait_line(re.compile(r"^farhand: relay for "))

    def kill(self) -> None:
        """End the program as a power cut would."""
        self.program.kill()

    def stop(self) -> int:
        """End the program as a person would, and return its exit code."""
        return self.program.stop()

    def run(self, *arguments: str) -> Said:
        """Run a verb to its end."""
        done = subprocess.run(
            [*self.launcher, FARHAND, "--data", str(self.data), *arguments],
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S * 2,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def invite(self) -> str:
        """Return the link of a fresh invitation, as `farhand pair` shows it."""
        return self.control.pair().link

    def type_digits(self, digits: str, *more: str) -> Said:
        """Type what the phone shows."""
        return self.run("pair", "--digits", digits, *more)

    def wait_ended(self, number: int) -> TaskSummary:
        """Wait until a task ended or needs a person."""
        return list(self.control.wait_task(str(number)))[-1]

    def wait_state(self, number: int, state: TaskState) -> None:
        """Wait until a task comes to a state; it may have been there and gone on."""
        found = next(
            (each for each in self.control.tasks() if each.number == number),
            None,
        )
        assert found is not None
        for line in self.control.follow_thread(0):
            if line.type in {"task.changed", "task.ended"} and line.body.get("task") == found.task:
                if line.body.get("state") == state.value:
                    return
                assert line.type != "task.ended", line.body

    def agents(self, part_of_folder: str = "") -> list[psutil.Process]:
        """Return the agent's own processes, those that work in such a folder."""
        return [
            each.process
            for each in running_in(self.home)
            if ("_bundled" in each.program or each.name == "claude") and part_of_folder in each.folder
        ]

    def runners(self) -> list[psutil.Process]:
        """Return the processes that own runs, and not one that waits for one."""
        runs = str(self.data / "runs")
        return [
            each.process
            for each in running_in(self.home)
            if "farhand.runner" in each.words and each.folder.startswith(runs)
        ]

    def clean_up(self) -> None:
        """End the host, and the runners that outlive it."""
        if self.is_up:
            self.kill()
        while left := [each.process for each in running_in(self.home)]:
            for process in left:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            psutil.wait_procs(left, LOOK_S)


def commit_all(computer: Computer, folder: Path) -> None:
    """Make a folder a git repository, or commit what changed in it."""
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Start"]):
        subprocess.run(["git", *words], cwd=folder, env=computer.environment, check=True, capture_output=True)


def environment_of(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which nothing of the machine's own user is found."""
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    configuration = home / "gitconfig"
    configuration.write_text("[user]\nname = Ada\nemail = ada@example.test\n[init]\ndefaultBranch = main\n")
    return {
        **kept,
        "PATH": _path_with_node(),
        "HOME": str(home),
        "CLAUDE_CONFIG_DIR": str(home / "claude"),
        "GIT_CONFIG_GLOBAL": str(configuration),
        "GIT_CONFIG_NOSYSTEM": "1",
        "FARHAND_DESKTOP_NOTICES": "no",
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def _path_with_node() -> str:
    # A machine without Node has the one that builds the app, beside this Python.
    found = os.environ.get("PATH", os.defpath)
    return found if shutil.which("npm") else f"{Path(sys.executable).parent}{os.pathsep}{found}"


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
