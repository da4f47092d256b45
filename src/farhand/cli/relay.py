"""The verb that runs a relay on its own."""

import asyncio
import signal
from pathlib import Path

import click
from aiohttp import web

from farhand.cli.call import Call, pass_call
from farhand.host.web import app_folder, app_routes
from farhand.log import start_logging
from farhand.relay.server import serving_relay

DEFAULT_PORT = 8718  # beside the host's own, so that both fit on one machine


@click.command("relay")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="0 takes a free one."
)
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--name", "names", multiple=True, metavar="NAME", help="Host name under which it is reached (repeatable)."
)
@click.option("--admit", "admitted", multiple=True, metavar="ID", help="Serve only this host id (repeatable).")
@click.option("--app", "serves_app", is_flag=True, help="Serve the phone app, too: whoever serves it could change it.")
@pass_call
def relay_command(
    call: Call, port: int, address: str, names: tuple[str, ...], admitted: tuple[str, ...], serves_app: bool
) -> None:
    """Run a relay for hosts elsewhere.

    A relay stores sealed envelopes and can't read them. Put TLS before it: phones reach it at https://NAME. With
    `--app`, hosts use it by `farhand up --relay https://NAME --origin https://NAME`.
    """
    settings = call.settings()
    start_logging(settings.log_level)
    beside = app_routes(app_folder()) if serves_app else []
    asyncio.run(_serve(settings.data, port, address, (*names, address), frozenset(admitted), beside))


async def _serve(
    data: Path,
    port: int,
    address: str,
    names: tuple[str, ...],
    admitted: frozenset[str],
    beside: list[web.RouteDef],
) -> None:
    stopped = asyncio.Event()
    allowed = {"localhost", *(each.lower() for each in names)}
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with serving_relay(
        data,
        port=port,
        address=address,
        is_allowed_host=lambda host: _without_port(host) in allowed,
        admits=lambda host: not admitted or host in admitted,
        beside=beside,
    ) as listening:
        whom = f"{len(admitted)} named host(s)" if admitted else "any host"
        click.echo(f"farhand: relay for {whom} at http://{address}:{listening}", err=True)
        await stopped.wait()


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name.strip("[]") if colon and port.isdecimal() else host.strip("[]")
