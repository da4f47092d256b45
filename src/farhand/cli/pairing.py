"""The verbs about devices."""

import click

from farhand.cli import inviting, render, render_devices
from farhand.cli.call import Call, json_option, pass_call


@click.command("pair")
@click.option("--digits", metavar="N", help="The six digits that the phone shows, for a pairing that is under way.")
@click.option("--unprotected", is_flag=True, help="With --digits: pair a phone that comes over plain http, too.")
@json_option
@pass_call
def pair_command(call: Call, digits: str | None, unprotected: bool) -> int:
    """Pair a phone, tablet or browser.

    Shows a QR and its link, then asks for the six digits that the phone shows. `--digits` is for scripts.
    """
    if digits is None:
        return inviting.invite(call)
    return inviting.type_digits(call, digits, accepts_unprotected=unprotected)


@click.command("open")
@click.option("--print", "is_printing", is_flag=True, help="Print the link instead of opening it.")
@json_option
@pass_call
def open_command(call: Call, is_printing: bool) -> None:
    """Open the app in this computer's own browser.

    The link pairs the browser and works once.
    """
    link = call.control().open_link()
    if is_printing or call.as_json or not inviting.open_browser(link.url):
        call.show(link, render.open_link)


@click.command("devices")
@click.option("--allow", metavar="DEVICE", help="Let an unprotected device go on for another 24 hours.")
@json_option
@pass_call
def devices_command(call: Call, allow: str | None) -> None:
    """List the paired devices."""
    control = call.control()
    if allow is not None:
        control.allow_device(allow)
    call.show(control.devices(), render_devices.devices)


@click.command("unpair")
@click.argument("device")
@json_option
@pass_call
def unpair_command(call: Call, device: str) -> None:
    """Unpair a device, at once.

    DEVICE is its name, its id or the start of its id. What it had sent and was not yet read is refused.
    """
    control = call.control()
    control.unpair(device)
    call.note(render_devices.unpaired(device))
    call.show(control.devices(), render_devices.devices)
