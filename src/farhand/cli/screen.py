"""The screen of `farhand up`: who we are, the QR, the digits, and what there is to know; then quiet."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import FrameType

import click

from farhand.cli import render
from farhand.cli.inviting import RISK, TAKES_RISK, ask_digits
from farhand.cli.typing import Typing
from farhand.devices import store as devices
from farhand.devices.pairing import Progress
from farhand.errors import FarhandError
from farhand.host.addresses import listen
from farhand.host.app import Host, Start, running_host
from farhand.host.control_host import to_progress
from farhand.host.locking import exclusive
from farhand.log import start_logging
from farhand.settings import Settings
from farhand.wire.host_events import AgentInfo

DEMO_LINE = "This is a demo: the model is canned, and everything happens on this computer."


def run_up(settings: Settings, projects: tuple[Path, ...]) -> None:
    """Run the host until Ctrl-C or SIGTERM; raises FarhandError when it cannot start."""
    start_logging(settings.log_level)
    with exclusive(settings.data):
        addresses, sockets = listen(settings)
        offered = None if projects else git_repository(Path.cwd())
        start = Start(settings, addresses, sockets, projects)
        asyncio.run(until_stopped(lambda stop: show_up(start, stop, offered)))


async def until_stopped(work: Callable[[asyncio.Event], Coroutine[None, None, None]]) -> None:
    """Run work that ends when its event is set, which SIGINT and SIGTERM do."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows has no such handlers; its Ctrl-C arrives as an ordinary signal
            signal.signal(number, _setter(loop, stop))
    await work(stop)


def _setter(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> Callable[[int, FrameType | None], None]:
    def handle(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop.set)

    return handle


async def show_up(start: Start, stop: asyncio.Event, offered: Path | None) -> None:
    """Run a host, and talk to whoever sits at the terminal until it is stopped."""
    async with running_host(start) as host:
        screen = Screen(start, host, Typing.of(sys.stdin))
        async with asyncio.TaskGroup() as group:
            talk = group.create_task(screen.talk(offered))
            told = group.create_task(screen.tell_agents())
            await stop.wait()
            talk.cancel()
            told.cancel()
        click.echo("\nStopping: telling the devices. Runs that are under way go on by themselves.")


class Screen:
    """What is printed, and what is asked."""

    def __init__(self, start: Start, host: Host, typing: Typing | None) -> None:
        self._start = start
        self._host = host
        self._typing = typing
        self._introduced = asyncio.Event()

    async def talk(self, offered: Path | None) -> None:
        """Introduce the host, offer the project, pair while nothing is paired, then stay quiet."""
        settings, addresses = self._start.settings, self._start.addresses
        if self._start.demo:
            click.secho(DEMO_LINE, bold=True)
        click.echo(f"Farhand on {click.style(settings.name, bold=True)}, at {addresses.origin}")
        bound = ", ".join(f"{each}:{addresses.port}" for each in addresses.bound)
        click.echo(f"listening on {bound}; data in {settings.data}")
        if offered is not None:
            await self._offer_project(offered)
        paired = await self._host.database.read(devices.every)
        if paired:
            names = ", ".join(each.name for each in paired)
            click.echo(f"paired with {names}; another with `farhand pair`")
        else:
            offer = await self._host.invite()
            click.echo(render.offer(offer))
        self._introduced.set()
        await self._follow_pairing()

    async def tell_agents(self) -> None:
        """Print which agents were found, once the look for them has ended and no question stands open."""
        await self._introduced.wait()
        await self._host.agents_found.wait()
        status = await self._host.database.read(self._host.status)
        for agent in status.agents or ():
            click.echo(_agent_line(agent))
        for project in status.projects:
            click.echo(f"project {project.name}: {project.path}")
        if not status.projects:
            click.echo("no project yet: `farhand projects add DIR` names one")

    async def _offer_project(self, folder: Path) -> None:
        known = await self._host.database.read(self._host.status)
        if any(Path(each.path) == folder for each in known.projects):
            return
        if self._typing is None:
            click.echo(f"to run tasks in this git repository: `farhand projects add {folder}`")
            return
        click.echo(f"Run tasks in {folder}, the git repository here? [Y/n] ", nl=False)
        if (await self._typing.line()).strip().lower() in {"", "y", "yes"}:
            await self._host.add_project(folder)
            click.echo(f"project {folder.name}: {folder}")

    async def _follow_pairing(self) -> None:
        progress = self._host.pairing.progress
        while True:
            progress = await self._show_pairing(progress)

    async def _show_pairing(self, progress: Progress) -> Progress:
        pairing = self._host.pairing
        if progress.state != "digits":
            return _tell_end(await pairing.wait_changed(progress))
        if self._typing is None:
            click.echo(f"{progress.name} waits: `farhand pair --digits N`, with the six digits that it shows")
            return _tell_end(await pairing.wait_changed(progress))
        if progress.unprotected:
            click.echo(f"{RISK}. {TAKES_RISK}")
        click.echo(f"{ask_digits(progress.name)}: ", nl=False)
        line = await self._typing.line_before(pairing.wait_changed(progress))
        if line is None:  # it lapsed, or ended at another terminal
            click.echo()
            return _tell_end(pairing.progress)
        typed = line.strip()
        try:
            if not typed:
                await pairing.decline()
                return pairing.progress
            now = await pairing.type_digits(typed)
        except FarhandError as error:
            click.echo(f"{error.message}{f' ({error.hint})' if error.hint else ''}")
            return pairing.progress
        click.echo(render.pairing(to_progress(now)))
        return now


def _tell_end(now: Progress) -> Progress:
    if now.state in {"paired", "failed", "expired"}:
        click.echo(render.pairing(to_progress(now)))
    return now


def git_repository(folder: Path) -> Path | None:
    """Return the git repository that a folder lies in."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)


def _agent_line(agent: AgentInfo) -> str:
    version = f" {agent.version}" if agent.version else ""
    mark = click.style("ready", fg="green") if agent.ready else click.style("not ready", fg="yellow")
    return f"agent {agent.name}{version}: {mark}{f' ({agent.note})' if agent.note else ''}"
