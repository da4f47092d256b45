"""The verb that shows the whole loop with a canned model."""

import click

from farhand.cli.call import Call, pass_call


@click.command("demo")
@click.option("--check", is_flag=True, help="Without a browser: exit 0 only if the task ended done, its tests passing.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the app; any free one by default.")
@pass_call
def demo_command(call: Call, check: bool, port: int) -> int:
    """See the whole loop in a minute, with no account.

    The real agent works on a small sample project; only the model is canned. Nothing leaves this computer.
    """
    from farhand.cli.demonstration import run_demo  # noqa: PLC0415  # help must not wait for the host

    return run_demo(call, port, is_check=check)
