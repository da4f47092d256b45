"""The demo: a host of its own in a throw-away folder, the real agent, a canned model on loopback."""

import asyncio
import tempfile
import time
from pathlib import Path

import click

from farhand.agents.discovery import find_claude_program
from farhand.cli import inviting, render, render_task
from farhand.cli.call import Call
from farhand.cli.control_client import Control
from farhand.cli.exits import DONE, FAILED
from farhand.cli.screen import DEMO_LINE, Screen, until_stopped
from farhand.demo.model import ScriptedModel
from farhand.demo.project import make_sample
from farhand.demo.scenario import FOLLOW_UP, NEEDS_LEAVE, SCENARIOS, TASK
from farhand.errors import Unavailable
from farhand.host.addresses import listen
from farhand.host.app import Host, Start, running_host
from farhand.host.control_api import NewMessage, TaskDetail
from farhand.log import start_logging
from farhand.settings import Settings
from farhand.wire.task_events import TaskState

SAMPLE = "newsletter"
EXAMPLES = (TASK, FOLLOW_UP, NEEDS_LEAVE)


def run_demo(call: Call, port: int, *, is_check: bool) -> int:
    """Run the demo until Ctrl-C, or with `is_check` until its task ended; return the exit code."""
    given = call.settings()
    start_logging(given.log_level)
    if find_claude_program({}) is None:
        raise Unavailable("Claude Code is not installed beside Farhand", hint="reinstall Farhand: it brings it along")
    with tempfile.TemporaryDirectory(prefix="farhand-demo-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        (root / "home").mkdir()
        (root / "data").mkdir(mode=0o700)
        sample = make_sample(root / SAMPLE)
        settings = given.with_texts(
            {
                "data": str(root / "data"),
                "name": "Demo computer",
                "port": str(port),
                "lan": "no",
                "desktop_notices": "no",
            }
        )
        with ScriptedModel(SCENARIOS) as model:
            environment = {**model.environment, "HOME": str(root / "home"), "CLAUDE_CONFIG_DIR": str(root / "home")}
            addresses, sockets = listen(settings)
            start = Start(
                settings, addresses, sockets, (sample,), demo=True, examples=EXAMPLES, environment=environment
            )
            ended: list[int] = []

            async def work(stop: asyncio.Event) -> None:
                async with running_host(start) as host:
                    if is_check:
                        ended.append(await asyncio.to_thread(_check, call, settings))
                    else:
                        await _show(start, host, stop)
                    await asyncio.to_thread(_stop_all, settings)

            asyncio.run(until_stopped(work))
    return ended[0] if ended else DONE


def _check(call: Call, settings: Settings) -> int:
    call.note(DEMO_LINE)
    call.note(f"> {TASK}")
    control = Control.of(settings.data)
    began_s = time.monotonic()
    accepted = control.send(NewMessage(text=TASK))
    for each in control.wait_task(accepted.task):
        call.note(render.progress(each))
    detail = control.task(accepted.task)
    call.show(detail, render_task.detail)
    call.note(f"the whole loop took {time.monotonic() - began_s:.1f} s")
    return DONE if is_proven(detail) else FAILED


def _stop_all(settings: Settings) -> None:
    """Stop what runs: the folder that it works in is about to go."""
    control = Control.of(settings.data)
    for task in control.tasks():
        if task.state in {TaskState.RUNNING, TaskState.CHECKING}:
            control.cancel(task.task)
            for _ in control.wait_task(task.task):
                continue


def is_proven(task: TaskDetail) -> bool:
    """Return whether a task ended done, with tests that passed in its run."""
    outcome = task.outcome
    return task.state is TaskState.DONE and outcome is not None and outcome.verified and outcome.files > 0


async def _show(start: Start, host: Host, stop: asyncio.Event) -> None:
    link = await host.open_link()
    click.secho(DEMO_LINE, bold=True)
    opened = await asyncio.to_thread(inviting.open_browser, link)
    click.echo(
        f"{'The app opens in your browser; if not, open' if opened else 'Open'} this link, it works once:\n\n  {link}\n"
    )
    click.echo("Then text one of these, in this order:")
    for text in EXAMPLES:
        click.echo(f"  {text}")
    click.echo("\nCtrl-C ends the demo and removes all of it.")
    screen = Screen(start, host, None)
    async with asyncio.TaskGroup() as group:
        told = group.create_task(screen.tell_agents())
        await stop.wait()
        told.cancel()
