"""Pairing at a terminal: show the invitation, ask for the digits, say how it ended."""

import sys
import webbrowser
from collections.abc import Iterator

import click

from farhand.cli import render
from farhand.cli.call import Call
from farhand.cli.control_client import Control
from farhand.cli.exits import DONE, FAILED
from farhand.cli.render_text import plain
from farhand.errors import Refused, UsageError
from farhand.host.control_api import PairingProgress

RISK = (
    "this phone comes over plain http: somebody on that network who alters traffic can replace the app "
    "and read everything it shows"
)
TAKES_RISK = "Typing its digits allows it for 24 hours."


def invite(call: Call) -> int:
    """Show an invitation and follow it to its end; asks for the digits where there is a person to ask."""
    control = call.control()
    call.show(control.pair(), render.offer)
    may_ask = sys.stdin.isatty() and not call.as_json
    for progress in control.wait_pairing():
        if progress.state == "digits" and may_ask:
            return _ask(call, control, progress)
        if call.as_json:
            call.print(progress.to_json().decode())
        else:
            call.note(render.pairing(progress))
        if _is_over(progress):
            return _to_exit_code(progress)
    return FAILED


def type_digits(call: Call, digits: str, *, accepts_unprotected: bool) -> int:
    """Hand over the digits for a pairing that is under way, from a script."""
    control = call.control()
    progress = next(_until_digits(control), None)
    if progress is None:
        raise UsageError("no phone waits for digits", hint="run `farhand pair` and open its link on the phone first")
    if progress.unprotected and not accepts_unprotected:
        raise Refused(RISK, hint="say `--unprotected` if you accept that")
    answer = control.type_digits(digits)
    call.show(answer, render.pairing)
    return _to_exit_code(answer)


def ask_digits(name: str | None) -> str:
    """Return the question that a terminal asks while a phone shows its digits."""
    return f"Pair “{plain(name or 'the phone')}”? Type the six digits that it shows (empty: no)"


def open_browser(url: str) -> bool:
    """Open a link in the browser of this desktop; return whether there was one."""
    return webbrowser.open(url)


def _until_digits(control: Control) -> Iterator[PairingProgress]:
    for progress in control.wait_pairing():
        if progress.state == "digits":
            yield progress
        if progress.state != "waiting":
            return


def _ask(call: Call, control: Control, progress: PairingProgress) -> int:
    if progress.unprotected:
        call.note(f"{RISK}. {TAKES_RISK}")
    while progress.state == "digits":
        typed = click.prompt(ask_digits(progress.name), default="", show_default=False, prompt_suffix=": ", err=True)
        if not typed.strip():
            control.decline_pairing()
            call.note("not paired; nothing was changed")
            return FAILED
        try:
            progress = control.type_digits(typed)
        except UsageError as error:
            call.note(error.message)
            continue
        call.note(render.pairing(progress))
    return _to_exit_code(progress)


def _is_over(progress: PairingProgress) -> bool:
    return progress.state in {"paired", "failed", "expired"}


def _to_exit_code(progress: PairingProgress) -> int:
    return DONE if progress.state == "paired" else FAILED
