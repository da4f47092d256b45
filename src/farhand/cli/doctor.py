"""The verb that says what works on this computer, and what does not."""

import platform
import shutil
import stat
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import click

from farhand.agents.discovery import find_agents
from farhand.cli.call import Call, json_option, pass_call
from farhand.cli.control_client import Control
from farhand.cli.exits import DONE, FAILED
from farhand.cli.render_text import columns, count, plain
from farhand.errors import FarhandError
from farhand.host.control_api import Status
from farhand.wire.model import Wire

OLDEST_PYTHON = (3, 11)


class Finding(Wire):
    """One thing that was looked at. A `note` is no fault: it says what is not there now."""

    name: str
    verdict: Literal["ok", "note", "fault"]
    words: str
    hint: str | None = None


@click.command("doctor")
@json_option
@pass_call
def doctor_command(call: Call) -> int:
    """Say what works on this computer, and what does not."""
    data = call.settings().data
    findings = (*examine_machine(data), *examine_host(call.control()))
    call.show_all(findings, render)
    return FAILED if any(each.verdict == "fault" for each in findings) else DONE


def examine_machine(data: Path) -> Iterator[Finding]:
    """Look at what Farhand needs from the machine."""
    version = platform.python_version()
    if sys.version_info >= OLDEST_PYTHON:
        yield Finding(name="python", verdict="ok", words=version)
    else:
        yield Finding(name="python", verdict="fault", words=version, hint="Farhand needs 3.11 or newer")
    yield _git(shutil.which("git"))
    yield _folder(data)
    yield _app()
    for agent in find_agents():
        yield Finding(
            name=agent.agent,
            verdict="ok" if agent.ready else "note",
            words=f"{agent.name} {agent.version or ''}".strip() + ("" if agent.ready else f": {agent.note}"),
        )


def examine_host(control: Control) -> Iterator[Finding]:
    """Look at the host that runs on the data folder, if one does."""
    try:
        status = control.status()
    except FarhandError as error:
        yield Finding(name="host", verdict="note", words=error.message, hint=error.hint)
        return
    yield Finding(name="host", verdict="ok", words=f"{status.name}, pid {status.pid}, at {', '.join(status.addresses)}")
    yield _relay(status)
    hint = None if status.paired else "`farhand pair` shows a QR"
    yield Finding(name="devices", verdict="ok" if status.paired else "note", words=f"{status.paired} paired", hint=hint)
    yield Finding(name="projects", verdict="ok", words=count(len(status.projects), "project"))


def render(findings: Sequence[Finding]) -> str:
    """Return the findings as a table."""
    marks = {"ok": ("✓", "green"), "note": ("·", "yellow"), "fault": ("✗", "red")}
    rows: list[list[str]] = []
    for each in findings:
        mark, colour = marks[each.verdict]
        words = f"{each.words} ({each.hint})" if each.hint else each.words
        rows.append([click.style(mark, fg=colour), each.name, plain(words)])
    return columns(rows)


def _git(program: str | None) -> Finding:
    if program is None:
        return Finding(name="git", verdict="fault", words="not found", hint="install git: each task gets a worktree")
    return Finding(name="git", verdict="ok", words=program)


def _folder(data: Path) -> Finding:
    if not data.is_dir():
        return Finding(name="data", verdict="note", words=f"{data} is not there yet", hint="`farhand up` makes it")
    mode = stat.S_IMODE(data.stat().st_mode)
    if mode & 0o077:
        return Finding(name="data", verdict="fault", words=f"others may read {data}", hint=f"chmod 700 '{data}'")
    return Finding(name="data", verdict="ok", words=str(data))


def _app() -> Finding:
    spec = find_spec("farhand")
    folders = spec.submodule_search_locations if spec else None
    if any((Path(folder) / "app" / "index.html").is_file() for folder in folders or ()):
        return Finding(name="app", verdict="ok", words="the phone app is included")
    return Finding(name="app", verdict="fault", words="the phone app is missing", hint="reinstall Farhand")


def _relay(status: Status) -> Finding:
    where = status.relay or "inside this host"
    if status.connected:
        return Finding(name="relay", verdict="ok", words=where)
    return Finding(
        name="relay", verdict="fault", words=f"{where}: not connected", hint="is it up, and its address right?"
    )
